"""Reports read side by side in limited processes, and handed over in order, ready to be merged.

A process checks the seal and signature, looks for hand edits, and works out what the operations come to. What it says
is JSON, like all that comes out of such a process; it is taken apart here and nothing of it is run.
"""

import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import asdict, fields
from hashlib import sha256
from pathlib import Path
from queue import SimpleQueue
from threading import Lock
from typing import Any, Final, NamedTuple

from db import wire
from db.sheaf import bound
from desktop.closing import Closing
from desktop.errors import AppError, again
from desktop.exchange import arrival, private, protection, workbook
from desktop.exchange.arrival import Arrival
from desktop.exchange.edit_operations import Edit
from desktop.exchange.gate import LIMITS, Limits
from desktop.exchange.hand_edits import Finding
from desktop.exchange.manifest import Manifest
from desktop.exchange.worker import Reader
from desktop.words import Phrase

TICK: Final = 0.1  # s between two looks whether to stop
MOST: Final = 2  # processes: one reads faster than the files are merged; the second is for files that take long
encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode

Outcome = Arrival | AppError


# ------------------------------------------------------------------------------------------------ in the process


def serving(path: Path, limits: Limits) -> Iterator[bytes]:
    """A report in frames: first its head, or why it is refused, then its operations."""
    try:
        manifest, texts, edited = arrival.looked_at(path, workbook.here(path, limits))
    except AppError as error:
        yield encode({"refused": [_told(error.message), _told(error.cure)]}).encode()
        return
    found = [_finding_told(one) for one in edited]
    yield encode({"head": asdict(manifest), "edited": found, "sha256": sha256(path.read_bytes()).hexdigest()}).encode()
    yield from (text.encode() for text in texts)


def _finding_told(one: Finding) -> dict[str, Any]:
    cells = [(source, _told(head), value) for source, head, value in one.cells]
    return {**one._asdict(), "head": _told(one.head), "cells": cells}


def _told(phrase: str) -> list[Any]:
    """A phrase in parts; values that are phrases themselves are so too."""
    if not isinstance(phrase, Phrase):
        return [phrase, {}]
    return [phrase.template, {name: _told(value) if isinstance(value, Phrase) else value
                              for name, value in phrase.values.items()}]  # fmt: skip


# ------------------------------------------------------------------------------------------------ outside of it


def taken_apart(file: str, frames: Iterable[bytes]) -> Outcome:
    """What a process said about a file; raises ValueError, LookupError or TypeError for anything it should not say."""
    said = iter(frames)
    first = json.loads(next(said, b"{}"))
    if "refused" in first:
        message, cure = (_phrase(part) for part in first["refused"])
        return again(AppError, message.template, cure.template, {**cure.values, **message.values})
    head = {one.name: one.type(first["head"][one.name]) for one in fields(Manifest)}  # type: ignore[operator]
    operations = [row for frame in said for row in wire.rows(frame)]
    edited = [_finding(one) for one in first["edited"]]
    return Arrival(file, str(first["sha256"]), Manifest(**head), [], edited, bound(operations))


def _finding(told: dict[str, Any]) -> Finding:
    edits = tuple(Edit(*one) for one in told["edits"])
    cells = tuple((str(source), _phrase(head), str(value)) for source, head, value in told["cells"])
    return Finding(**{**told, "head": _phrase(told["head"]), "edits": edits, "cells": cells})


def _phrase(told: list[Any]) -> Phrase:
    template, values = told
    return Phrase(template, {name: _phrase(value) if isinstance(value, list) else value
                             for name, value in values.items()})  # fmt: skip


def _odd(path: Path) -> AppError:
    return AppError("{file} 读不下去，已停下", cure="请让发件人重新导出一份干净的 .xlsx。", file=path.name)


class Waiting(NamedTuple):
    """A file that is being read, or waits to be."""

    path: Path
    outcome: "Future[Outcome]"


class Readers(Closing):
    """Some processes that read ahead; the files come out in the order they went in. Use as a context manager."""

    def __init__(self, count: int | None = None, limits: Limits = LIMITS, password: str = "") -> None:
        self._password = password
        self.count = count or self.usual()
        self._free: SimpleQueue[Reader] = SimpleQueue()
        self._readers = [Reader(limits, serving) for _ in range(self.count)]
        self._starting = Lock()  # starting a process changes this one's main module for a moment
        self._threads = ThreadPoolExecutor(self.count, thread_name_prefix="read")
        for reader in self._readers:
            self._free.put(reader)

    @staticmethod
    def usual() -> int:
        """A process for each core beside the one that merges."""
        return max(1, min((os.cpu_count() or 1) - 1, MOST))

    def ahead(self, paths: Iterable[Path], stopped: Callable[[], bool] = bool) -> Iterator[tuple[Path, Outcome]]:
        """Each file with its report, or why it is none; ends within a tick after `stopped` says so."""
        waiting: deque[Waiting] = deque()
        rest = iter(paths)
        while not stopped():
            while len(waiting) < self.count + 1 and (path := next(rest, None)) is not None:
                waiting.append(Waiting(path, self._threads.submit(self._read, path)))
            if not waiting:
                return
            if wait((waiting[0].outcome,), TICK).done:
                one = waiting.popleft()
                yield one.path, one.outcome.result()
        for one in waiting:
            one.outcome.cancel()

    def close(self) -> None:
        """End the processes; what they were reading is given up."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for reader in self._readers:
            reader.kill()
        self._threads.shutdown()
        for reader in self._readers:
            reader.close()

    def _read(self, path: Path) -> Outcome:
        """What a file is, made ready to be merged: there is time while another is written to the disk."""
        try:
            with private.copied(path) as copy:
                outcome = taken_apart(path.name, self._frames(copy))
                if isinstance(outcome, Arrival) and protection.protected(copy):
                    outcome = outcome._replace(sha256=arrival.digest(copy))  # of the file, not of what it holds
                return outcome
        except AppError as error:
            return error
        except (ValueError, LookupError, TypeError, AttributeError):
            return _odd(path)

    def _frames(self, path: Path) -> list[bytes]:
        reader = self._free.get()
        try:
            with self._starting:
                reader.start()
            with protection.opened(path, self._password) as clear:
                return reader.raw(clear)
        finally:
            self._free.put(reader)
