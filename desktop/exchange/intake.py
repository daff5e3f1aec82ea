"""Taking in a file: plan (pure, shown), apply (one transaction), and the refused rows back in a workbook."""

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import session_clock
from db.exchange import ImportRun
from db.ids import new_id
from db.operation import record
from desktop.changes import Changes, Done
from desktop.exchange import plan_contacts, plan_groups, plan_staff, wecom, workbook
from desktop.exchange.plan import Plan
from desktop.exchange.wecom import REASON, Layout, Parsed
from desktop.exchange.workbook import SheetSpec
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


def read(path: Path, reader: Reader | None = None) -> tuple[Plan, Layout, list[Parsed], Rows]:
    """The file as typed rows, and an empty plan for it; needs no database, so it can run beside one."""
    book = workbook.read(path, reader=reader)
    layout, rows = wecom.recognise(book, path.name)
    digest = sha256(path.read_bytes()).hexdigest()
    made = Plan(layout.kind, path.name, digest, layout.sheet, layout.head_row + 1, layout.heads)
    made.unknown_heads = list(layout.unknown.values())
    made.columns = {one.label: column + 1 for column, one in layout.fields.items()}
    return made, layout, list(wecom.parse(layout, rows)), rows


def plan(session: Session, actor: Actor, path: Path, reader: Reader | None = None) -> Plan:
    """What taking in this file would do; changes nothing. Raises AppError when the file cannot be taken in at all."""
    require(actor, Permission.IMPORT)
    return compare(session, *read(path, reader))


def compare(session: Session, made: Plan, layout: Layout, parsed: list[Parsed], rows: Rows) -> Plan:
    """Fill a plan by comparing typed rows with the database."""
    good = []
    for one in parsed:
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
    return made


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
    counts = made.counts
    message = N_(
        "{file}：新增 {new}，更新 {changed}，不变 {same}，拒收 {refused}",
        file=made.file, new=counts["new"], changed=counts["changed"], same=counts["same"], refused=counts["refused"],
    )  # fmt: skip
    return Done(TOUCHED[made.kind], recorded.batch, message, counts["new"] + counts["changed"])


def write_refused(made: Plan, path: Path) -> Path:
    """The refused rows under the file's own heading, with the reasons in a last column and the cells marked.

    The workbook imports again once mended. Returns the path.
    """
    width = max([len(made.heads), *(len(row) for row in made.refused_rows.values())])
    heads = [*made.heads, *[""] * (width - len(made.heads)), REASON]
    rows: list[list[workbook.Cell]] = [list(heads)]
    marked: set[tuple[int, int]] = set()
    for number, cells in made.refused_rows.items():
        faults = [fault for fault in made.refused if fault.row == number]
        rows.append([*cells, *[None] * (width - len(cells)), "；".join(fault.reason for fault in faults)])
        marked |= {(len(rows), made.columns.get(fault.head, 1)) for fault in faults}
    spec = SheetSpec(made.sheet, rows, widths={width + 1: 50}, marked=frozenset(marked))
    workbook.write(path, [replace(spec)])
    return path
