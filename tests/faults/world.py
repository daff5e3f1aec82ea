"""Five databases that live through many small histories at once: edits, files, clones, restores, erasing, losses.

The histories of one world share its databases and their clocks; each has its own rows and its own chances, so that they
do not meet. One `record()` or `merge()` serves all that do the same in a step: two thousand take seconds.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from db.doctor import state_hash
from db.engine import Store, adopt_new_replica, open_memory_store, session_replica
from db.merging import Merged, export_operations, have, heads, merge, since
from db.projection import Operation
from db.stamp import FixedClock
from desktop.exchange import manifest
from desktop.exchange.policy import Policy, built_in

DESKS: Final = 5
START: Final = datetime(2026, 11, 20, 9, 30)
DAY: Final = 86_400
SKEWS: Final = (0, 0, 400 * DAY, -30 * DAY, 5 * 60)
"""Seconds by which the clocks are wrong."""
FIELDS: Final = ("name", "remark", "phone", "later")
EMPTIED: Final = (
    "operation", "contact", "interaction", "erasure", "conflict", "proposal", "setting", "replica",
)  # fmt: skip


class BrokenError(AssertionError):
    """A property that does not hold; `seed` and what it is."""


class File(NamedTuple):
    """What one database wrote for others: its operations as a workbook holds them, and what it has."""

    lines: list[str]
    have: dict[str, int]
    heads: dict[str, str]

    def operations(self) -> list[Operation]:
        return [Operation.from_row(json.loads(line)) for line in self.lines]


class Desk:
    """One database with its clock."""

    def __init__(self) -> None:
        self.clock = FixedClock(START)
        self.store = open_memory_store(clock=self.clock)
        self.skew = 0
        self.snapshot: Store | None = None

    def replica(self) -> str:
        with self.store.session() as session:
            return session_replica(session)

    def content(self) -> str:
        with self.store.session() as session:
            return state_hash(session, whole=True)

    def file(self, beyond: "File | None" = None, *, mask: bool = False) -> File:
        """Everything, or what the writer of another file lacks."""
        with self.store.session() as session:
            start = since(session, beyond.have, beyond.heads) if beyond else {}
            found = list(export_operations(session, start))
            kept = [Policy(built_in()).leave(one) for one in found] if mask else found
            return File(lines(kept), have(session), heads(session))

    def take(self, items: Iterable[Operation], theirs: Mapping[str, int] | None = None) -> Merged:
        merged = self.store.write(lambda session: merge(session, items, theirs))
        broken(self.replica() in merged.clones, "it goes on under an id that was cloned")
        return merged

    def log(self) -> dict[tuple[str, int, str], Operation]:
        with self.store.session() as session:
            return {identity(one): one for one in export_operations(session, {})}

    def reset(self, skew: int) -> None:
        self.skew = skew
        self.clock.set(START)
        self.clock.advance(seconds=skew)
        self.snapshot = None
        wipe(self.store)


def lines(operations: Iterable[Operation]) -> list[str]:
    """Operations as the program's sheet of a workbook holds them."""
    flat = manifest.flat
    return [text_ for one in operations for text_ in ("".join(flat(one)),)]


def identity(operation: Operation) -> tuple[str, int, str]:
    """What makes an operation the one it is, whatever id a cloned one was filed under."""
    return operation.replica.partition(".")[0], operation.seq, operation.digest


def broken(wrong: object, what: str) -> None:
    if wrong:
        raise BrokenError(what)


def wipe(store: Store) -> None:
    """Make the database as good as new."""

    def work(session) -> None:
        connection = session.connection()
        for table in EMPTIED:
            connection.exec_driver_sql(f"DELETE FROM {table}")
        adopt_new_replica(session)

    store.write(work)


def copy(source: Store, target: Store) -> None:
    """Make `target` the very same as `source`: what a cloned disk or a restored folder is."""
    one, other = source.engine.raw_connection(), target.engine.raw_connection()
    one.driver_connection.backup(other.driver_connection)
    one.close()
    other.close()
