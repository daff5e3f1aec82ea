"""A workbook that is put together, written, and entered in the history of what went out."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import Store, session_clock, session_replica
from db.exchange import ExportRun
from db.ids import derived_id, new_id
from desktop.exchange import workbook
from desktop.exchange.manifest import Manifest
from desktop.exchange.workbook import SheetSpec, Written
from desktop.words import N_, Phrase

SUMMARY: Final = "summary"
RETURNED: Final = "returned"
BOARD: Final = "board"
EDITING: Final = "editing"
CONTACTS: Final = "contacts"
REFUSED: Final = "refused"
"""Kinds of workbooks that only people read; the others' are said by their manifests."""


class Prepared(NamedTuple):
    """A workbook that is put together and waits to be written under this name."""

    name: str
    head: Manifest
    sheets: list[SheetSpec]
    counts: dict[str, int]


def save(prepared: Prepared, folder: Path, password: str = "") -> Written:
    """Write the workbook, with a password to open if one is given; takes seconds and needs no database.

    The same content gives the same bytes, unless there is a password. It has another name where a program has the old
    one open. Raises AppError when it cannot be written.
    """
    made = datetime.fromisoformat(prepared.head.made_at)
    return workbook.write(folder / prepared.name, prepared.sheets, password, beside=True, made=made)


def told(prepared: Prepared, path: Path) -> Phrase:
    """What is said of a workbook that was written."""
    if path.name == prepared.name:
        return N_("已导出 {file}", file=path.name)
    return N_("{file} 正开着，另存成了 {other}", file=prepared.name, other=path.name)


def enter(session: Session, actor: Actor, prepared: Prepared, written: Written) -> None:
    """Enter a workbook that was written into the history; who may is asked by the caller."""
    head = prepared.head
    session.merge(
        ExportRun(
            id=head.export_id, at=head.made_at, staff=actor.staff, file=written.path.name, kind=head.kind,
            period=head.period, sha256=written.sha256, sequence=head.sequence, counts=head.counts, have=head.have,
        )
    )  # fmt: skip


def enter_readable(
    store: Store, actor: Actor, kind: str, written: Written, counts: Mapping[str, int], period: str = ""
) -> None:
    """The same for a workbook that only people read; nobody keeps a history of who may only read a server."""
    if not store.writable:
        return

    def work(session: Session) -> None:
        session.add(
            ExportRun(
                id=new_id(), at=session_clock(session).text(), staff=actor.staff, file=written.path.name, kind=kind,
                period=period, sha256=written.sha256, counts=json.dumps(counts),
            )
        )  # fmt: skip

    store.write(work)


class Mark(NamedTuple):
    """Which export a file is: the same for the same content, however often it is written."""

    id: str
    sequence: int
    made_at: str


def mark(session: Session, kind: str, *content: str) -> Mark:
    """The mark of what `content` tells apart; a first export of it counts on."""
    id_ = derived_id("export", session_replica(session), kind, *content)
    known = session.get(ExportRun, id_)
    if known is not None:
        return Mark(id_, known.sequence, known.at or "")
    return Mark(id_, next_sequence(session, kind), session_clock(session).text())


def next_sequence(session: Session, kind: str) -> int:
    """The files of each kind count on."""
    last = session.execute(text("SELECT max(sequence) FROM export_run WHERE kind = :kind"), {"kind": kind}).scalar()
    return int(last or 0) + 1
