"""Taking in a file in a process of its own, so that the windows never wait for it.

A thread would share the interpreter with the windows: while it plans and records 50,000 rows, every call from Qt into
Python waits for it (half a second at worst, measured). The process opens the database anew with the key that it is
handed; a database in memory cannot be opened twice, so there the work is done on the spot.
"""

import multiprocessing
import os
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

from db.actor import Actor
from db.engine import Store
from db.stamp import Clock
from desktop.changes import Done
from desktop.contacts import own_fields
from desktop.errors import AppError
from desktop.exchange import guess, intake
from desktop.exchange.intake import Source
from desktop.exchange.look import Look
from desktop.exchange.mapping import Mapping, sheet_of
from desktop.exchange.plan import Plan
from desktop.exchange.worker import Reader, bare_main
from desktop.security.roles import Permission, require
from desktop.store import open_store

SHOWN = 2_000  # entries of each kind that a preview gets; their numbers are right all the same


class AsideError(Exception):
    """A mistake of the program in the other process: its type and where it happened, without any text of the file."""


class Aside:
    """Opens a file, plans, then applies what was planned last; `close` ends the process."""

    def __init__(self, store: Store, actor: Actor) -> None:
        self._store, self._actor = store, actor
        self._here: Intake | None = None
        self._pipe: Connection | None = None
        self._end: Callable[[], object] | None = None

    def open(self, path: Path, password: str = "") -> Look:
        """What a file is; with a plan, when nothing has to be asked. Raises AppError when it cannot be taken in."""
        seen: Look = self._ask("open", (path, password))
        return seen

    def look(self, kind: str, sheet: str, head_row: int) -> Look:
        """The opened file, when somebody says what it is and where its heading stands."""
        seen: Look = self._ask("look", (kind, sheet, head_row))
        return seen

    def look_as(self, made: Mapping) -> Look:
        """The opened file with columns or meanings that somebody chose."""
        seen: Look = self._ask("look_as", made)
        return seen

    def plan(self, made: Mapping) -> Plan:
        """What taking in the opened file would do, its lists cut to what is shown. Raises AppError for what lacks."""
        planned: Plan = self._ask("plan", made)
        return planned

    def edit(self, row: int, column: int, text: str) -> Plan:
        """The plan with another text in a cell of the opened file; both count from 1."""
        planned: Plan = self._ask("edit", (row, column, text))
        return planned

    def apply(self) -> Done:
        """Carry out the last plan in one transaction."""
        done: Done = self._ask("apply", None)
        return done

    def close(self) -> None:
        """End the process when it has finished what it does."""
        if self._end is not None:
            self._end()
        if self._here is not None:
            self._here.close()
        self._pipe = self._here = None

    def _ask(self, what: str, value: object) -> Any:  # noqa: ANN401 - each answer has its own type
        if self._store.path is None:
            self._here = self._here or Intake(self._store, self._actor)
            return self._here.answer(what, value)
        pipe = self._start()
        try:
            pipe.send((what, value))
            answer = pipe.recv()
        except (EOFError, OSError) as error:
            self.close()
            raise AppError("导入半路停了，数据没有改动", cure="请再导入一次。") from error
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _start(self) -> Connection:
        if self._pipe is None:
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            told = (theirs, self._store.path, self._store.key, self._store.clock, self._actor)
            process: SpawnProcess = context.Process(target=serve, args=told)
            with bare_main():
                process.start()
            theirs.close()
            # Also at the end of the program, before it waits for its processes: this one ends only with the pipe.
            self._end = Finalize(self, self._pipe.close, exitpriority=1)
        return self._pipe


Answer = Look | Plan | Done


class Intake:
    """The work itself: keeps the file as it was read, and the plan between the preview and the import."""

    def __init__(self, store: Store, actor: Actor) -> None:
        self._store, self._actor = store, actor
        self._reader = Reader()
        self._source: Source | None = None
        self._origin = "guess"
        self._plan: Plan | None = None
        self._work: dict[str, Callable[[Any], Answer]] = {
            "open": self._open, "look": self._look, "look_as": self._look_as, "plan": self._planned,
            "edit": self._edit, "apply": self._apply,
        }  # fmt: skip

    def answer(self, what: str, value: Any) -> Answer:  # noqa: ANN401 - each question has its own
        """Do one of the things that `Aside` asks for."""
        return self._work[what](value)

    def _open(self, file: tuple[Path, str]) -> Look:
        require(self._actor, Permission.IMPORT)
        self._plan = None
        self._source = source = intake.read(file[0], self._reader, file[1])
        with self._store.session() as session:
            made, self._origin = intake.understand(session, source)
            seen = intake.view(session, source, made, self._origin)
        if self._origin != "guess" and not seen.missing:
            seen.plan = self._planned(made)
        return seen

    def _look(self, place: tuple[str, str, int]) -> Look:
        self._origin = "guess"
        with self._store.session() as session:
            own = own_fields.fields(session)
            made = guess.at(self._file().book, *place, intake.accounts(session), own)
            return intake.view(session, self._file(), made, self._origin)

    def _look_as(self, made: Mapping) -> Look:
        self._origin = "guess"
        with self._store.session() as session:
            return intake.view(session, self._file(), made, self._origin)

    def _planned(self, made: Mapping) -> Plan:
        with self._store.session() as session:
            self._plan = intake.compare(session, self._actor, self._file(), made, self._origin)
        return self._plan.cut(SHOWN, sheet_of(self._file().book, made.sheet))

    def _edit(self, cell: tuple[int, int, str]) -> Plan:
        row, column, text = cell
        if self._plan is None or self._plan.mapping is None:
            raise LookupError("edit")
        cells = sheet_of(self._file().book, self._plan.sheet)[row - 1]
        cells += [None] * (column - len(cells))
        cells[column - 1] = text.strip() or None
        return self._planned(self._plan.mapping)

    def _apply(self, _nothing: None) -> Done:
        made = self._plan
        if made is None:
            raise LookupError("apply")
        self._plan = None
        return self._store.write(lambda session: intake.apply(session, self._actor, made))

    def _file(self) -> Source:
        if self._source is None:
            raise LookupError("look")
        return self._source

    def close(self) -> None:
        """End the reading process."""
        self._reader.close()


def serve(pipe: Connection, path: Path, key: bytes, clock: Clock, actor: Actor) -> None:
    """The process's work: answer until the pipe closes."""
    if hasattr(os, "nice"):
        os.nice(5)  # the windows first
    store = open_store(path, key, clock, create=False)
    work = Intake(store, actor)
    with suppress(EOFError, OSError):
        while True:
            what, value = pipe.recv()
            pipe.send(_answer(work, what, value))
    work.close()
    store.close()


def _answer(work: Intake, what: str, value: object) -> Answer | Exception:
    try:
        return work.answer(what, value)
    except AppError as error:
        return error
    except Exception as error:  # noqa: BLE001 - told to the other process
        return AsideError(type(error).__name__, traceback.format_tb(error.__traceback__))
