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
from desktop.errors import AppError
from desktop.exchange import intake
from desktop.exchange.plan import Plan
from desktop.exchange.worker import Reader, bare_main
from desktop.store import open_store

SHOWN = 2_000  # entries of each kind that a preview gets; their numbers are right all the same


class AsideError(Exception):
    """A mistake of the program in the other process: its type and where it happened, without any text of the file."""


class Aside:
    """Plans, then applies what was planned last; `close` ends the process."""

    def __init__(self, store: Store, actor: Actor) -> None:
        self._store, self._actor = store, actor
        self._here: Intake | None = None
        self._pipe: Connection | None = None
        self._end: Callable[[], object] | None = None

    def plan(self, path: Path) -> Plan:
        """What taking in this file would do, its lists cut to what is shown. Raises AppError as `intake.plan` does."""
        made: Plan = self._ask("plan", path)
        return made

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


class Intake:
    """The work itself: keeps the plan between the preview and the import."""

    def __init__(self, store: Store, actor: Actor) -> None:
        self._store, self._actor = store, actor
        self._reader = Reader()
        self._plan: Plan | None = None

    def answer(self, what: str, value: Any) -> Plan | Done:  # noqa: ANN401 - a path, or nothing
        """`plan` a file, or `apply` the last plan."""
        if what == "plan":
            self._plan = None
            with self._store.session() as session:
                self._plan = intake.plan(session, self._actor, value, self._reader)
            return self._plan.cut(SHOWN)
        made = self._plan
        if made is None:
            raise LookupError(what)
        self._plan = None
        return self._store.write(lambda session: intake.apply(session, self._actor, made))

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


def _answer(work: Intake, what: str, value: object) -> Plan | Done | Exception:
    try:
        return work.answer(what, value)
    except AppError as error:
        return error
    except Exception as error:  # noqa: BLE001 - told to the other process
        return AsideError(type(error).__name__, traceback.format_tb(error.__traceback__))
