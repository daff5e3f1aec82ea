"""Putting branches' reports together: each file one transaction, a bad one never stops the run."""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.doctor import state_hash
from db.engine import Store
from desktop.errors import AppError
from desktop.exchange import arrival
from desktop.exchange.arrival import Taken
from desktop.exchange.worker import Reader
from desktop.security.roles import Permission, require

Progress = Callable[[int, int, Taken], bool]
"""Called after each file with (done, of, what became of it); False cancels, what is in stays in."""


class Consolidated(NamedTuple):
    """The outcome: a verdict for each file, and what the database holds now."""

    files: list[Taken]
    contacts: int
    operations: int
    state: str

    def count(self, verdict: str) -> int:
        """How many files had this verdict."""
        return Counter(taken.verdict for taken in self.files)[verdict]


def workbooks(places: Iterable[Path]) -> list[Path]:
    """The workbooks among files and folders, by name, `X` before `X(1)`; lock files and temporary ones are left out."""
    found: list[Path] = []
    for place in places:
        inside = [*place.rglob("*.xlsx"), *place.rglob("*.xls"), *place.rglob("*.et")] if place.is_dir() else [place]
        shown = (path for path in inside if not path.name.startswith(("~$", ".")))
        found += sorted(shown, key=lambda path: (path.parent, path.stem, path.name))
    return found


def consolidate(store: Store, actor: Actor, paths: Iterable[Path], progress: Progress | None = None) -> Consolidated:
    """Merge reports into head office's database; any order, any number of times, gives the same state."""
    require(actor, Permission.CONSOLIDATE)
    waiting = list(paths)
    files: list[Taken] = []
    met: set[str] = set()
    with Reader() as reader:
        for path in waiting:
            files.append(_one(store, actor, path, reader, met))
            if progress is not None and not progress(len(files), len(waiting), files[-1]):
                break
    with store.session() as session:
        return Consolidated(files, _count(session, "contact"), _count(session, "operation"), state_hash(session))


def _one(store: Store, actor: Actor, path: Path, reader: Reader, met: set[str]) -> Taken:
    try:
        arrived = arrival.read(path, reader)
        taken = store.write(lambda session: arrival.take(session, actor, arrived, met))
    except AppError as error:
        return _refuse(store, actor, path, error)
    met.add(arrived.manifest.export_id)
    return taken


def _refuse(store: Store, actor: Actor, path: Path, error: AppError) -> Taken:
    return store.write(lambda session: arrival.refuse(session, actor, path, error))


def _count(session: Session, table: str) -> int:
    hidden = "" if table == "operation" else " WHERE hidden = 0"
    return session.execute(text(f"SELECT count(*) FROM {table}{hidden}")).scalar() or 0
