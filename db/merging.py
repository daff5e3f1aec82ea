"""Merging the operations of other databases: set union, then the same projection as for one's own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.engine import adopt_new_replica, session_lineage, session_replica
from db.ids import derived_id
from db.operation import SELECT, append, derive
from db.projection import Clash, Fields, Operation, chunks, encode, lay, load, marks, save, shapes
from db.runs import runs
from db.stamp import observe

PART = 5_000  # operations a step


Spans = Mapping[str, Sequence[tuple[int, int]]]


class Merged(NamedTuple):
    """What a merge came to: new operations, those known before, true conflicts, cloned replicas, replicas with gaps.

    `spans` are the new operations by replica as runs of seq (first, last), for `operations_in`.
    """

    applied: int
    known: int
    conflicts: int
    clones: tuple[str, ...]
    gaps: tuple[str, ...]
    spans: Spans


class Foreseen(NamedTuple):
    """A row that a merge would change: its values now (None when it does not exist), and then."""

    entity: str
    row: str
    before: Fields | None
    after: Fields


def have(session: Session) -> dict[str, int]:
    """Replica → the greatest seq up to which nothing is missing here."""
    return {row[0]: row[1] for row in session.execute(text("SELECT id, seq FROM replica WHERE seq > 0"))}


def export_operations(session: Session, since: Mapping[str, int]) -> Iterator[Operation]:
    """The operations beyond a have-vector, by replica and seq."""
    for (replica,) in session.execute(text("SELECT DISTINCT replica FROM operation ORDER BY replica")).all():
        rows = session.execute(
            text(f"{SELECT} WHERE replica = :replica AND seq > :seq ORDER BY seq"),
            {"replica": replica, "seq": since.get(replica, 0)},
        )
        yield from map(Operation.from_row, rows)


def own_operations(session: Session) -> Iterator[Operation]:
    """What this database itself has written, under its id and those it had before, by replica and seq."""
    for replica in sorted(session_lineage(session)):
        rows = session.execute(text(f"{SELECT} WHERE replica = :replica ORDER BY seq"), {"replica": replica})
        yield from map(Operation.from_row, rows)


def operations_in(session: Session, spans: Spans) -> list[Operation]:
    """The operations of these runs."""
    found: list[Operation] = []
    within = text(f"{SELECT} WHERE replica = :replica AND seq BETWEEN :first AND :last ORDER BY seq")
    for replica, parts in spans.items():
        for first, last in parts:
            rows = session.execute(within, {"replica": replica, "first": first, "last": last})
            found += map(Operation.from_row, rows)
    return found


def foresee(session: Session, operations: Sequence[Operation]) -> tuple[list[Foreseen], int]:
    """What merging these would change, and how many of them are known already; changes nothing.

    Operations of entities that only a newer version has are passed over.
    """
    digests = _digests(session, list(operations))
    fresh = [one for one in operations if digests.get((one.replica, one.seq)) != one.digest]
    found: list[Foreseen] = []
    for entity, shape in shapes().items():
        wanted = [one for one in fresh if one.entity == entity]
        stored = load(session.connection(), shape, {one.row for one in wanted})
        before = {id_: dict(row.values) for id_, row in stored.items()}
        lay(shape, stored, wanted)
        found += [
            Foreseen(entity, id_, before.get(id_), row.values)
            for id_, row in stored.items()
            if before.get(id_) != row.values
        ]
    return found, len(operations) - len(fresh)


def merge(session: Session, operations: Iterable[Operation]) -> Merged:
    """Take in foreign operations; any order, any number of times, gives the same tables.

    An operation is known by (replica, seq, digest). Where the same (replica, seq) comes with another digest a disk was
    cloned: both are kept, the later comer under an id made from the digest, and the clone is reported. Operations of
    our own id that we never wrote mean that we are the clone, or were restored: we go on under a new id.
    """
    applied = known = conflicts = 0
    clones: set[str] = set()
    touched: defaultdict[str, set[str]] = defaultdict(set)
    seen: dict[str, str] = {}
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for part in chunks(operations, PART):
        fresh = _unknown(session, part, clones)
        known += len(part) - len(fresh)
        applied += len(fresh)
        append(session.connection(), [operation.to_row() for operation in fresh])
        conflicts += project(session, fresh, touched)
        for operation in fresh:
            seen[operation.replica] = max(seen.get(operation.replica, ""), operation.stamp)
            numbers[operation.replica].append(operation.seq)
    if applied:
        derive(session, touched)
    spans = {replica: runs(sorted(seqs)) for replica, seqs in numbers.items()}
    gaps = advance(session, seen, spans)
    return Merged(applied, known, conflicts, tuple(sorted(clones)), gaps, spans)


def _unknown(session: Session, part: list[Operation], clones: set[str]) -> list[Operation]:
    fresh: dict[tuple[str, int], Operation] = {}
    digests = _digests(session, part)
    for operation in part:
        key = (operation.replica, operation.seq)
        present = fresh[key].digest if key in fresh else digests.get(key)
        if present == operation.digest:
            continue
        if present is None:
            fresh[key] = operation
            continue
        clones.add(operation.replica)
        twin = operation._replace(replica=f"{operation.replica}.{operation.digest[:12]}")
        key = (twin.replica, twin.seq)
        if key not in fresh and not _digests(session, [twin]):
            fresh[key] = twin
    _notice_own_clone(session, fresh, clones)
    return list(fresh.values())


def _notice_own_clone(session: Session, fresh: Mapping[tuple[str, int], Operation], clones: set[str]) -> None:
    own = session_replica(session)
    if own in clones or any(replica == own for replica, _ in fresh):
        clones.add(own)
        adopt_new_replica(session)


def _digests(session: Session, part: list[Operation]) -> dict[tuple[str, int], str]:
    by_replica: defaultdict[str, list[int]] = defaultdict(list)
    for operation in part:
        by_replica[operation.replica].append(operation.seq)
    connection = session.connection()
    found = {}
    mark = marks(connection, 1)
    statement = f"SELECT replica, seq, digest FROM operation WHERE replica = {mark} AND seq BETWEEN {mark} AND {mark}"
    for replica, seqs in by_replica.items():
        for row in connection.exec_driver_sql(statement, (replica, min(seqs), max(seqs))):
            found[row[0], row[1]] = row[2]
    return found


def project(session: Session, fresh: list[Operation], touched: defaultdict[str, set[str]]) -> int:
    """Lay new operations onto the tables; those of entities that a newer version has stay in the log only."""
    by_entity: defaultdict[str, list[Operation]] = defaultdict(list)
    for operation in fresh:
        by_entity[operation.entity].append(operation)
    clashes: list[Clash] = []
    connection = session.connection()
    for entity, operations in by_entity.items():
        if entity not in shapes():
            continue
        shape = shapes()[entity]
        rows = {operation.row for operation in operations}
        stored = load(connection, shape, rows)
        clashes += lay(shape, stored, operations, seek=True)
        save(connection, shape, stored)
        touched[entity] |= {row for row in rows if stored[row].changed}
    return _keep_conflicts(session, clashes)


def _keep_conflicts(session: Session, clashes: list[Clash]) -> int:
    """Store the true conflicts: those whose winner had not seen the loser; returns how many are new."""
    true = [clash for clash in clashes if not _winner_saw(session, clash)]
    statement = text(
        'INSERT INTO conflict (id, entity, "row", field, winner, winner_value, loser, loser_value) '
        "VALUES (:id, :entity, :row, :field, :winner, :winner_value, :loser, :loser_value) ON CONFLICT (id) DO NOTHING"
    )
    added = 0
    for clash in true:
        id_ = derived_id("conflict", clash.entity, clash.row, clash.field, clash.winner, clash.loser)
        values = clash._replace(winner_value=encode(clash.winner_value), loser_value=encode(clash.loser_value))
        result = session.connection().execute(statement, {"id": id_, **values._asdict()})
        added += result.rowcount
    return added


def _winner_saw(session: Session, clash: Clash) -> bool:
    """Whether the operation that won had replaced the loser's value, or a later one."""
    rows = session.execute(
        text(f'{SELECT} WHERE "row" = :row AND entity = :entity AND stamp = :stamp'),
        {"row": clash.row, "entity": clash.entity, "stamp": clash.winner},
    )
    winners = [operation for operation in map(Operation.from_row, rows) if clash.field in operation.fields]
    return any((winner.replaced or {}).get(clash.field, "") >= clash.loser for winner in winners)


def advance(session: Session, seen: Mapping[str, str], spans: Spans) -> tuple[str, ...]:
    """Remember how far each replica is known here; returns those with operations missing in between."""
    gaps = []
    now = session.info["clock"].now_ms()
    for replica, stamp in seen.items():
        session.execute(
            text("INSERT INTO replica (id) VALUES (:id) ON CONFLICT (id) DO NOTHING"),
            {"id": replica},
        )
        last, seq = session.execute(text("SELECT stamp, seq FROM replica WHERE id = :id"), {"id": replica}).one()
        first, until = spans[replica][0]
        whole = _whole_until(session, replica, until if first <= seq + 1 <= until else seq)
        greatest = session.execute(text("SELECT max(seq) FROM operation WHERE replica = :id"), {"id": replica}).scalar()
        if greatest != whole and "." not in replica:
            gaps.append(replica)
        session.execute(
            text("UPDATE replica SET seq = :seq, stamp = :stamp WHERE id = :id"),
            {"seq": whole, "stamp": max(last, stamp), "id": replica},
        )
        session.execute(
            text("UPDATE replica SET stamp = :stamp WHERE own = 1 AND stamp < :stamp"),
            {"stamp": observe("", stamp, now)},
        )
    return tuple(sorted(gaps))


def _whole_until(session: Session, replica: str, start: int) -> int:
    """The greatest seq reachable from `start` without a gap."""
    gap = session.execute(
        text(
            "SELECT min(seq) FROM operation AS o WHERE replica = :id AND seq >= :start AND NOT EXISTS "
            "(SELECT 1 FROM operation AS n WHERE n.replica = o.replica AND n.seq = o.seq + 1)"
        ),
        {"id": replica, "start": max(start, 1)},
    ).scalar()
    first = session.execute(
        text("SELECT 1 FROM operation WHERE replica = :id AND seq = :start"), {"id": replica, "start": max(start, 1)}
    ).scalar()
    return int(gap) if gap is not None and first else start
