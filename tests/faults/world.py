"""Databases that live through many small histories at once, and how they are looked at.

The histories of one world share its five databases and their clocks; each has its own rows and its own chances, so that
they do not meet. One `record()` or `merge()` serves all that do the same in a step: two thousand take seconds.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.covering import MENTION, uncovered
from db.doctor import state_hash
from db.engine import Store, adopt_new_replica, open_memory_store, session_replica
from db.having import have, heads, since
from db.merging import Merged, export_operations, merge
from db.operation import Change, read, record
from db.projection import Operation
from db.stamp import MAX_SKEW_MS, FixedClock, stamp_ms
from db.veil import VEIL
from desktop.exchange import manifest
from desktop.exchange.policy import Policy, built_in

START: Final = datetime(2026, 11, 20, 9, 30)
DAY: Final = 86_400
SKEWS: Final = (0, 0, 400 * DAY, -30 * DAY, 5 * 60)
"""Seconds by which the clocks of the five are wrong."""
LEAVING: Final = Policy(built_in())
"""What head office sees."""
EMPTIED: Final = ("operation", "contact", "interaction", "activity_run", "erasure", "conflict", "replica")

ROUNDS: Final = 6
"""After which everybody has everything."""

Identity = tuple[str, int, str]
"""Replica, seq and digest: what makes an operation the one it is, whatever id a cloned one was filed under."""


class BrokenError(AssertionError):
    """A property does not hold."""


def broken(wrong: object, what: str) -> None:
    """Raise BrokenError when something is wrong."""
    if wrong:
        raise BrokenError(what)


def identity(operation: Operation) -> Identity:
    return operation.replica.partition(".")[0], operation.seq, operation.digest


class File(NamedTuple):
    """What one database wrote for others: operations as the program's sheet holds them, and what it has."""

    rows: list[str]
    have: dict[str, int]
    heads: dict[str, str]

    def operations(self) -> list[Operation]:
        return [Operation.from_row(one) for row in self.rows for one in json.loads(row)]


class Desk:
    """One database with its clock; `open` anew is a matter of wiping it."""

    def __init__(self) -> None:
        self.clock = FixedClock(START)
        self.store = open_memory_store(clock=self.clock)
        self.spare = open_memory_store(clock=self.clock)
        self.kept = False  # whether `spare` holds a snapshot

    def reset(self, skew: int) -> None:
        """As good as new."""
        self.kept = False
        self.clock.set(START)
        self.clock.advance(seconds=skew)
        self.store.write(_wipe)

    def replica(self) -> str:
        with self.store.session() as session:
            return session_replica(session)

    def edit(self, changes: Iterable[Change]) -> list[Operation]:
        """Write them here; returns the operations."""

        def work(session: Session) -> list[Operation]:
            done = record(session, None, changes)
            return read(session, "WHERE batch = :batch", batch=done.batch) if done.batch else []

        return self.store.write(work)

    def take(self, items: Iterable[Operation], theirs: Mapping[str, int] | None = None) -> Merged:
        merged = self.store.write(lambda session: merge(session, items, theirs))
        broken(self.replica() in merged.clones, "it goes on under an id that was cloned")
        self._undragged()
        return merged

    def _undragged(self) -> None:
        """A clock that is wrong elsewhere does not become wrong here."""
        with self.store.session() as session:
            stamp = session.execute(text("SELECT stamp FROM replica WHERE own = 1")).scalar_one()
        broken(stamp_ms(stamp) > self.clock.now_ms() + MAX_SKEW_MS, "a fast clock dragged ours along")

    def file(self, beyond: "File | None" = None, *, mask: bool = False) -> File:
        """Everything, or what the writer of another file lacks; masked as for head office."""
        with self.store.session() as session:
            start = since(session, beyond.have, beyond.heads) if beyond is not None else {}
            found = list(export_operations(session, start))
            rows = ["".join(cells) for cells in manifest.flat(map(LEAVING.leave, found) if mask else found)]
            return File(rows, have(session), heads(session))

    def of_histories(self, numbers: list[int], *, mask: bool) -> dict[int, list[Operation]]:
        """The part of a file that concerns these histories."""
        within = " OR ".join([f'("row" >= :low{number} AND "row" < :high{number})' for number in numbers])
        values = {f"low{number}": f"{number}:" for number in numbers} | {f"high{n}": f"{n};" for n in numbers}
        with self.store.session() as session:
            found = read(session, f"WHERE {within}", **values)
        kept: dict[int, list[Operation]] = {}
        for cells in manifest.flat(map(LEAVING.leave, found) if mask else found):
            for row in json.loads("".join(cells)):
                one = Operation.from_row(row)
                kept.setdefault(int(one.row.partition(":")[0]), []).append(one)
        return kept

    def vector(self) -> File:
        """Only what it has."""
        with self.store.session() as session:
            return File([], have(session), heads(session))

    def places(self) -> list[Operation]:
        """What it says of where those are mentioned who were erased."""
        with self.store.session() as session:
            return [one for one in read(session, "WHERE entity = 'erasure'") if one.fields.get("entity") == MENTION]

    def uncovered(self) -> int:
        """How many operations say what the ledger covers."""
        with self.store.session() as session:
            return uncovered(session.connection())

    def log(self) -> dict[Identity, Operation]:
        with self.store.session() as session:
            return {identity(one): one for one in export_operations(session, {})}

    def held(self) -> set[Identity]:
        """Which operations it has."""
        with self.store.session() as session:
            rows = session.execute(text("SELECT replica, seq, digest FROM operation"))
            return {(replica.partition(".")[0], seq, digest) for replica, seq, digest in rows}

    def content(self) -> str:
        with self.store.session() as session:
            return state_hash(session, whole=True)

    def disputed(self) -> set[tuple[object, ...]]:
        """Which values are listed as conflicts."""
        with self.store.session() as session:
            rows = session.execute(
                text('SELECT entity, "row", field, winner, winner_value, loser, loser_value FROM conflict')
            )
            return {tuple(row) for row in rows}

    def contacts(self) -> dict[str, dict[str, object]]:
        """What is shown of each contact, fields of newer versions too."""
        with self.store.session() as session:
            rows = session.execute(text("SELECT * FROM contact")).mappings().all()
        return {str(row["id"]): {**row, **json.loads(row["extra"])} for row in rows}

    def erased(self) -> set[str]:
        """The contacts that are gone, also those of which the ledger's entry has not come yet."""
        with self.store.session() as session:
            gone = session.execute(
                text('SELECT id FROM contact WHERE stamps LIKE :gone UNION SELECT "row" FROM erasure'),
                {"gone": f'{{"{VEIL}"%'},
            )
            return set(gone.scalars())

    def rows(self) -> dict[tuple[str, str], tuple[object, ...] | None]:
        """Every row of the tables, None for what is erased."""
        found: dict[tuple[str, str], tuple[object, ...] | None] = {}
        with self.store.session() as session:
            for table in ("contact", "interaction", "activity_run", "erasure"):
                for row in session.execute(text(f"SELECT * FROM {table}")).mappings():
                    gone = str(row["stamps"]).startswith(f'{{"{VEIL}"')
                    found[table, str(row["id"])] = None if gone else tuple(row.values())
        return found

    def snapshot(self) -> None:
        """Keep the database as it is, as a backup does."""
        copy(self.store, self.spare)
        self.kept = True

    def put_back(self, *, noticed: bool) -> None:
        """Back to the snapshot; by the program, which takes a new id, or by hand."""
        if self.kept:
            copy(self.spare, self.store)
            if noticed:
                self.store.write(adopt_new_replica)

    def become(self, other: "Desk", *, noticed: bool) -> None:
        """Another's disk, cloned: clock and all; the machine is noticed to be another, or not."""
        copy(other.store, self.store)
        self.kept = False
        self.clock.set(other.clock.now())
        if noticed:
            self.store.write(adopt_new_replica)

    def close(self) -> None:
        self.store.close()
        self.spare.close()


def _wipe(session: Session) -> None:
    connection = session.connection()
    for table in EMPTIED:
        connection.exec_driver_sql(f"DELETE FROM {table}")
    adopt_new_replica(session)


def copy(source: Store, target: Store) -> None:
    """Make `target` the very same as `source`."""
    one, other = source.engine.raw_connection(), target.engine.raw_connection()
    one.driver_connection.backup(other.driver_connection)
    one.close()
    other.close()


def exchange(desks: Sequence[Desk]) -> int:
    """Each gives the first what it lacks and takes what it lacks itself, until nobody lacks anything; how many rounds.

    Taking something in may add entries to the ledger, which the others then lack: that has an end, or it raises.
    """
    first = desks[0]
    for number in range(ROUNDS + 1):
        held = [desk.held() for desk in desks]
        if all(one == held[0] for one in held):
            return number
        pairs = [*((one, first) for one in desks[1:]), *((first, one) for one in desks[1:])]
        for there, here in pairs:
            file = there.file(here.vector())
            here.take(file.operations(), file.have)
    raise BrokenError("the exchange has no end")
