"""Taking in a file: read, understood, planned (pure, shown), applied (one transaction), refused rows given back."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import Store, session_clock
from db.exchange import ImportRun
from db.ids import new_id
from db.operation import record
from desktop import people
from desktop.changes import Changes, Done
from desktop.contacts import own_fields
from desktop.errors import AppError
from desktop.exchange import (
    guess,
    layouts,
    look,
    mapping,
    outgoing,
    plan_contacts,
    plan_groups,
    plan_staff,
    wecom,
    workbook,
)
from desktop.exchange.guess import People
from desktop.exchange.look import Look
from desktop.exchange.mapping import KEPT, LEFT_OUT, OWN, Mapping
from desktop.exchange.plan import Plan
from desktop.exchange.wecom import REASON, Layout, Parsed, cell_text
from desktop.exchange.workbook import Book, SheetSpec
from desktop.exchange.worker import Reader, Rows
from desktop.security.roles import Permission, require
from desktop.words import N_, Phrase

Planner = Callable[[Session, Plan, list[Parsed]], None]
PLANNERS: dict[str, Planner] = {
    "contacts": plan_contacts.plan,
    "staff": plan_staff.plan,
    "groups": plan_groups.plan,
}
TOUCHED = {
    "contacts": Changes.CONTACTS | Changes.TAGS | Changes.EXCHANGE,
    "staff": Changes.STAFF | Changes.EXCHANGE,
    "groups": Changes.GROUPS | Changes.EXCHANGE,
}
RECORDS: dict[str, Phrase] = {"contacts": N_("客户"), "staff": N_("员工"), "groups": N_("客户群")}


class Source(NamedTuple):
    """A workbook as it was read: its name, the hash of what was read, its sheets."""

    file: str
    sha256: str
    book: Book


def read(path: Path, reader: Reader | None = None, password: str = "") -> Source:
    """Read a file; needs no database.

    Raises AppError when it is no harmless workbook, or is being written just now; Protected when it needs a password.
    """
    book = workbook.read(path, reader=reader, password=password)
    return Source(path.name, book.sha256, book)


def understand(session: Session, source: Source) -> tuple[Mapping, str]:
    """(how to read it, wecom, last or guess): as such a table was read last time, as WeCom's, else as seems likely."""
    own = own_fields.fields(session)
    kept = layouts.recall(session, source.book)
    if kept is not None and not mapping.missing(kept):
        return guess.with_owners(source.book, kept, accounts(session)), "last"
    try:
        layout, _ = wecom.recognise(source.book, source.file)
    except AppError:
        return guess.guess(source.book, accounts(session), own), "guess"
    return _with_own(mapping.of_layout(layout), layout.heads, own), "wecom"


def _with_own(made: Mapping, heads: list[str], own: list[own_fields.OwnField]) -> Mapping:
    """WeCom's layout with the columns that head office's own fields know by their titles."""
    for column, head in enumerate(heads):
        if made.kind == "contacts" and made.targets[column] == KEPT and head:
            target, how = mapping.by_head(made.kind, head, own)
            if target.startswith(OWN):
                made = replace(made.with_target(column, target), how=made.how)
                made = replace(made, how=(*made.how[:column], how, *made.how[column + 1 :]))
    return made


def accounts(session: Session) -> People:
    """Account, and name where only one has it → account, of everybody who works here."""
    everybody = people.staff(session)
    names = [one.name for one in everybody]
    found = {one.name: one.account for one in everybody if names.count(one.name) == 1}
    return found | {one.account: one.account for one in everybody}


def view(session: Session, source: Source, made: Mapping, origin: str) -> Look:
    """What the wizard shows of a table that is read so."""
    everybody = [(one.account, one.name) for one in people.staff(session)]
    return Look(
        source.file, look.sheets(source.book), made, origin, look.columns(source.book, made),
        look.words(source.book, made, accounts(session)), everybody, own_fields.fields(session),
        missing=[one.key for one in mapping.missing(made)],
    )  # fmt: skip


def plan(session: Session, actor: Actor, path: Path, reader: Reader | None = None, password: str = "") -> Plan:
    """What taking in this file would do; changes nothing. Raises AppError when the file cannot be taken in at all."""
    require(actor, Permission.IMPORT)
    source = read(path, reader, password)
    made, origin = understand(session, source)
    if origin == "guess" and all(target in {KEPT, LEFT_OUT} for target in made.targets):
        wecom.recognise(source.book, source.file)  # says what is missing
    return compare(session, actor, source, made, origin)


def compare(session: Session, actor: Actor, source: Source, chosen: Mapping, origin: str) -> Plan:
    """The plan for a table that is read so; AppError naming what the mapping lacks."""
    require(actor, Permission.IMPORT)
    layout, rows = mapping.layout(source.book, chosen, own_fields.fields(session))
    heads = [cell_text(cell) for cell in rows[layout.head_row]] if layout.head_row < len(rows) else []
    made = Plan(layout.kind, source.file, source.sha256, layout.sheet, layout.head_row + 1, heads)
    made.staff, made.branch, made.mapping, made.origin = actor.staff, actor.branch, chosen, origin
    made.unknown_heads = list(layout.unknown.values())
    made.columns = {one.label: column + 1 for column, one in layout.fields.items()}
    made.columns |= {one.title: column + 1 for column, one in layout.own.items()}
    _sort(session, made, layout, rows)
    return made


def _sort(session: Session, made: Plan, layout: Layout, rows: Rows) -> None:
    """Fill a plan by comparing typed rows with the database."""
    good = []
    for one in wecom.parse(layout, rows):
        made.rows += 1
        made.warned += one.warnings
        if one.faults:
            made.refused += one.faults
            made.refused_rows[one.row] = rows[one.row - 1]
            account = one.values.get("owner_account", "")
            made.doubtful |= {(account, text) for key in ("name", "phone") if (text := one.values.get(key))}
        else:
            good.append(one)
    PLANNERS[layout.kind](session, made, good)


def apply(session: Session, actor: Actor, made: Plan) -> Done:
    """Carry a plan out in the session's transaction, and enter it in the history; its batch undoes it."""
    require(actor, Permission.IMPORT)
    recorded = record(session, actor, made.changes, source=f"import:{made.kind}")
    session.add(
        ImportRun(
            id=new_id(), at=session_clock(session).text(), staff=actor.staff, file=made.file, sha256=made.sha256,
            kind=made.kind, branch=actor.branch, rows=made.rows, counts=json.dumps(made.counts),
            verdict="done" if recorded.batch else "nothing_new", batch=recorded.batch,
        )
    )  # fmt: skip
    if made.mapping is not None and made.origin != "wecom":
        layouts.remember(session, made.mapping, [wecom.head_text(head) for head in made.heads])
    counts = made.counts
    message = N_(
        "{file}：新增 {new}，更新 {changed}，不变 {same}，拒收 {refused}",
        file=made.file, new=counts["new"], changed=counts["changed"], same=counts["same"], refused=counts["refused"],
    )  # fmt: skip
    return Done(TOUCHED[made.kind], recorded.batch, message, counts["new"] + counts["changed"])


def export_refused(store: Store, actor: Actor, made: Plan, path: Path) -> Path:
    """Give the refused rows back, and enter that in the history."""
    written = write_refused(made, path)
    outgoing.enter_readable(store, actor, outgoing.REFUSED, written, {"refused": len(made.refused_rows)})
    return written.path


def write_refused(made: Plan, path: Path) -> workbook.Written:
    """The refused rows under the file's own heading, with the reasons in a last column and the cells marked.

    The workbook imports again once mended.
    """
    kept = [column for column, head in enumerate(made.heads) if head != REASON]
    width = max([len(made.heads), *(len(row) for row in made.refused_rows.values())])
    kept += list(range(len(made.heads), width))
    heads: list[workbook.Cell] = [made.heads[column] if column < len(made.heads) else "" for column in kept]
    rows: list[list[workbook.Cell]] = [[*heads, REASON]]
    marked: set[tuple[int, int]] = set()
    for number, cells in made.refused_rows.items():
        faults = [fault for fault in made.refused if fault.row == number]
        told = [cells[column] if column < len(cells) else None for column in kept]
        rows.append([*told, "；".join(fault.reason for fault in faults)])
        places = {column + 1: place for place, column in enumerate(kept, 1)}
        marked |= {(len(rows), places.get(made.columns.get(fault.head, 1), 1)) for fault in faults}
    return workbook.write(path, [SheetSpec(made.sheet, rows, widths={len(kept) + 1: 50}, marked=frozenset(marked))])
