"""A workbook that is put together, written, and entered in the history of what went out."""

from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.exchange import ExportRun
from desktop.exchange import workbook
from desktop.exchange.manifest import Manifest
from desktop.exchange.workbook import SheetSpec


class Prepared(NamedTuple):
    """A workbook that is put together and waits to be written under this name."""

    name: str
    head: Manifest
    sheets: list[SheetSpec]
    counts: dict[str, int]


def save(prepared: Prepared, folder: Path) -> Path:
    """Write the workbook; takes seconds and needs no database. Raises AppError when it cannot be written."""
    path = folder / prepared.name
    workbook.write(path, prepared.sheets)
    return path


def enter(session: Session, actor: Actor, prepared: Prepared, path: Path) -> None:
    """Enter a workbook that was written into the history; who may is asked by the caller."""
    head = prepared.head
    session.add(
        ExportRun(
            id=head.export_id, at=head.made_at, staff=actor.staff, file=path.name, kind=head.kind, period=head.period,
            sha256=sha256(path.read_bytes()).hexdigest(), sequence=head.sequence, counts=head.counts, have=head.have,
        )
    )  # fmt: skip


def next_sequence(session: Session, kind: str) -> int:
    """The files of each kind count on."""
    last = session.execute(text("SELECT max(sequence) FROM export_run WHERE kind = :kind"), {"kind": kind}).scalar()
    return int(last or 0) + 1
