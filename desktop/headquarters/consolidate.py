"""Putting branches' reports together: each file one transaction, a bad one never stops the run."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.exc import DataError
from sqlalchemy.orm import Session

from db.actor import Actor
from db.claims import claimed
from db.doctor import state_hash
from db.engine import Store
from desktop.errors import AppError, Unavailable
from desktop.exchange import arrival
from desktop.exchange.arrival import Arrival, Origin, Taken
from desktop.headquarters import course
from desktop.headquarters.course import Control, Stopped
from desktop.headquarters.reading import Readers
from desktop.security.roles import Permission, require

Progress = Callable[[int, int, Taken], None]
"""Called after each file with (done, of, what became of it)."""

KINDS: Final = ("*.xlsx", "*.xlsm", "*.xlsb", "*.xls", "*.et", "*.ods", "*.csv")
"""What is a report, or was taken for one: it is refused by name, never passed over in silence."""


class Consolidated(NamedTuple):
    """The outcome: a verdict for each file, and what the database holds now; `state` only where it was asked for.

    A cancelled run says nothing of what the database holds: to count a great one takes longer than the cancel may.
    """

    files: list[Taken]
    contacts: int
    operations: int
    state: str

    def count(self, verdict: str) -> int:
        """How many files had this verdict."""
        return Counter(taken.verdict for taken in self.files)[verdict]


def workbooks(places: Iterable[Path]) -> list[Path]:
    """The workbooks among files and folders, by name, `X` before `X(1)`; lock files and temporary ones are left out.

    Raises AppError when a folder cannot be looked through, such as one of a share that went away.
    """
    found: list[Path] = []
    for place in places:
        try:
            inside = [path for kind in KINDS for path in place.rglob(kind)] if place.is_dir() else [place]
        except OSError as error:
            raise AppError("打不开文件夹 {folder}", cure="请看网络盘是否连着。", folder=place.name) from error
        shown = (path for path in inside if not path.name.startswith(("~$", ".")))
        found += sorted(shown, key=lambda path: (path.parent, path.stem, path.name))
    return found


def consolidate(
    store: Store, actor: Actor, places: Sequence[Path], progress: Progress | None = None, *,
    control: Control | None = None, readers: Readers | None = None, hashed: bool = True,
) -> Consolidated:  # fmt: skip
    """Merge the reports in these folders and files; any order, any number of times, gives the same state.

    Files are read side by side and merged one by one. A run over the same places that was cut off goes on at the file
    it was in. `hashed` counts the operations and computes the state, which reads every row.
    """
    require(actor, Permission.CONSOLIDATE)
    paths = workbooks(places)
    run = store.write(lambda session: course.begin(session, actor, places, len(paths)))
    count = min(len(paths), (readers.count if readers else Readers.usual()))
    pooled = nullcontext(readers) if readers else Readers(max(1, count))
    with store.in_bulk() as bulk, pooled as pool, claimed(store.engine, run):
        work = _Work(bulk, actor, run, control or Control())
        work.go(paths, pool, progress)
    state = "cancelled" if work.control.stopped else "done"
    store.write(lambda session: course.end(session, run, state))
    if work.control.stopped:
        return Consolidated(work.files, 0, 0, "")
    with store.session() as session:
        contacts = _count(session, "contact_state")  # of everybody who is shown; the contacts themselves are large
        if not hashed:
            return Consolidated(work.files, contacts, 0, "")
        return Consolidated(work.files, contacts, _count(session, "operation"), state_hash(session))


class _Work:
    """One run: what it has behind it, and the next file."""

    def __init__(self, store: Store, actor: Actor, run: str, control: Control) -> None:
        self._store, self._actor, self._run, self.control = store, actor, run, control
        with store.session() as session:
            behind = course.done(session, run)
        self._behind, self._met = behind.files, behind.met
        self.files: list[Taken] = []

    def go(self, paths: list[Path], pool: Readers, progress: Progress | None) -> None:
        """Take the files in, in their order, until the end or until it is stopped."""
        rest = []
        for path in paths:
            digest, taken = self._behind.get(str(path), ("", None))
            if taken is not None and digest == arrival.digest(path):
                self.files.append(taken)
            else:
                rest.append(path)
        for path, read in pool.ahead(rest, lambda: self.control.stopped):
            self.control.wait()
            try:
                self.files.append(self._one(path, read))
            except Stopped:
                return
            if progress is not None:
                progress(len(self.files), len(paths), self.files[-1])

    def _one(self, path: Path, read: Arrival | AppError) -> Taken:
        self.control.check()
        origin = Origin(self._run, str(path))
        if isinstance(read, AppError):
            return self._store.write(partial(self._refuse, path, read, origin))
        watch = self.control.check
        try:
            taken = self._store.write(
                lambda session: arrival.take(session, self._actor, read, self._met, origin, watch)
            )
        except Unavailable:
            raise  # nothing is wrong with the file: the run is broken off and goes on here
        except AppError as error:
            return self._store.write(partial(self._refuse, path, error, origin))
        except DataError:
            odd = AppError("{file} 里有存不下的值", cure="请网点升级台卡后重新导出。", file=path.name)
            return self._store.write(partial(self._refuse, path, odd, origin))
        self._met.add(read.manifest.export_id)
        return taken

    def _refuse(self, path: Path, error: AppError, origin: Origin, session: Session) -> Taken:
        return arrival.refuse(session, self._actor, path, error, origin)


def _count(session: Session, table: str) -> int:
    return session.execute(text(f"SELECT count(*) FROM {table}")).scalar() or 0
