"""Merging the operations of other databases: set union, then the same projection as for one's own."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from db import covering, disputes, erasing, mentions
from db.engine import ERASED, adopt_new_replica, session_lineage, session_replica
from db.having import TWIN, base_of, marked, whole_until
from db.operation import append, cover_mentions, derive
from db.projection import (
    REPLACED,
    SELECT,
    Fields,
    Met,
    Operation,
    Place,
    chunks,
    encode,
    lay,
    load,
    marks,
    save,
    shapes,
)
from db.runs import runs
from db.stamp import MAX_SKEW_MS, observe, stamp_ms
from db.veil import VEILED_TEXT, fuller, is_erased

PART = 5_000  # operations a step
AT_ONCE = 100  # replicas in one question
LAST = 2**62


Spans = Mapping[str, Sequence[tuple[int, int]]]


class Merged(NamedTuple):
    """What a merge came to: new operations, those known before, true conflicts, cloned replicas, replicas with gaps.

    `spans` are the new operations by replica as runs of seq (first, last), for `operations_in`; `fast` the replicas
    whose clock is more than ten minutes ahead of ours; `erased` how many came without content, or lost it here.
    """

    applied: int
    known: int
    conflicts: int
    clones: tuple[str, ...]
    gaps: tuple[str, ...]
    spans: Spans
    fast: tuple[str, ...] = ()
    erased: int = 0


class Foreseen(NamedTuple):
    """A row that a merge would change: its values now (None when it does not exist), and then."""

    entity: str
    row: str
    before: Fields | None
    after: Fields


def export_operations(session: Session, since: Mapping[str, int]) -> Iterator[Operation]:
    """The operations beyond a have-vector, by replica and seq.

    Where a disk was cloned a number no longer says which of two operations is meant: from there on all of them.
    """
    replicas = session.execute(text("SELECT replica, min(seq) FROM operation GROUP BY replica ORDER BY replica")).all()
    forked: dict[str, int] = {}
    for replica, first in replicas:
        if (base := base_of(replica)) != replica and first > since.get(replica, 0):
            forked[base] = min(first, forked.get(base, first))
    starts = [(replica, min(since.get(replica, 0), forked.get(replica, LAST) - 1)) for replica, _ in replicas]
    connection = session.connection()
    one = f"(replica = {marks(connection, 1)} AND seq > {marks(connection, 1)})"
    for part in chunks(starts, AT_ONCE):
        within = " OR ".join([one] * len(part))
        values = tuple(value for start in part for value in start)
        rows = connection.exec_driver_sql(f"{SELECT} WHERE {within} ORDER BY replica, seq", values)
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
    known = _known(session, list(operations))
    fresh = [one for one in operations if known.get((one.replica, one.seq), ("",))[0] != one.digest]
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


def merge(session: Session, operations: Iterable[Operation], theirs: Mapping[str, int] | None = None) -> Merged:
    """Take in foreign operations; any order, any number of times, gives the same tables.

    An operation is known by (replica, seq, digest). Where the same (replica, seq) comes with another digest a disk was
    cloned: both are kept, the later comer under an id made from the digest, and the clone is reported. Operations of
    our own id that we never wrote mean that we are the clone, or were restored: we go on under a new id. One that is
    known masked takes on what it brings in clear, never the other way; what the ledger of erasures names loses its
    content here too, whichever came first. `theirs` is what the sender has: more of our own id than we have ourselves
    means that this database was put back by hand, and goes on under a new id too.
    """
    applied = known = conflicts = emptied = 0
    clones = _put_back(session, theirs or {})
    touched: defaultdict[str, set[str]] = defaultdict(set)
    seen: dict[str, str] = {}
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    connection = session.connection()
    ledger, covered, known_as = erasing.ledger(connection), covering.spots(connection), mentions.Known()
    exactly: set[covering.Spot] = set()
    for part in chunks(_ledger_first(operations), PART):
        fresh, again = _unknown(session, part, clones)
        known += len(part) - len(fresh)
        applied += len(fresh)
        entered = erasing.named(one.fields for one in fresh if one.entity == erasing.LEDGER) - ledger
        ledger |= entered
        for place, here in covering.named(entered).items():
            covered[place] = covered.get(place, set()) | here
        _learn(known_as, ledger, part)
        exactly |= _matches(covered, part) | covering.matches(connection, covering.named(entered))
        fresh, again = _covered(ledger, covered, fresh), _covered(ledger, covered, again)
        known_as.add(mentions.forget(connection, erasing.contacts(entered, again)))  # while the log has their names
        met, gone, going = project(session, [*fresh, *again], touched)
        fresh = [erasing.emptied(one) if (one.entity, one.row) in gone else one for one in fresh]
        append(connection, [operation.to_row() for operation in fresh])
        _rewrite(session, again)
        absorbed = erasing.absorb(connection, entered)
        for rows in (erasing.purge(connection, going), absorbed):
            for entity, ids in rows.items():
                touched[entity] |= ids
        conflicts += disputes.look(session, [*met, *covering.places(absorbed)], rows_of([*fresh, *again]))
        emptied += sum(is_erased(one.fields) for one in fresh)
        for operation in fresh:
            base = base_of(operation.replica)
            seen[base] = max(seen.get(base, ""), operation.stamp)
            numbers[operation.replica].append(operation.seq)
    if touched:
        derive(session, touched)
    if emptied or known_as.names:
        session.info[ERASED] = True
    spans = {replica: runs(sorted(seqs)) for replica, seqs in numbers.items()}
    gaps, fast = advance(session, seen, spans)
    cover_mentions(session, None, known_as, exactly)
    return Merged(applied, known, conflicts, tuple(sorted(clones)), gaps, spans, fast, emptied)


def _ledger_first(operations: Iterable[Operation]) -> list[Operation]:
    """What is erased before what may mention it: names that overlap are all known when the first of them is covered."""
    return sorted(operations, key=lambda one: one.entity != erasing.LEDGER)


def _learn(known_as: mentions.Known, ledger: erasing.Rows, part: Iterable[Operation]) -> None:
    """Note what contacts were called of whom something comes after they were erased, also what is emptied here already.

    What mentions them may have come before, or from somebody who never knew them.
    """
    for one in part if ledger else ():
        if one.entity == erasing.ABOUT and (one.entity, one.row) in ledger:
            known_as.learn(one.fields)


def _unknown(session: Session, part: list[Operation], clones: set[str]) -> tuple[list[Operation], list[Operation]]:
    """The operations that are new, and those that are known with less content or more: as they are from now on."""
    part = [one._replace(replica=base_of(one.replica)) if TWIN in one.replica else one for one in part]
    fresh: dict[tuple[str, int], Operation] = {}
    again: dict[tuple[str, int], Operation] = {}
    stored = _known(session, part)
    twins = [
        _twin(one) for one in part if stored.get((one.replica, one.seq), ("", one.digest))[0] not in ("", one.digest)
    ]
    stored |= _known(session, twins)
    asked = {(one.replica, one.seq) for one in twins}
    for one in part:
        operation, key = one, (one.replica, one.seq)
        digest = fresh[key].digest if key in fresh else stored.get(key, ("",))[0]
        if digest and digest != operation.digest:
            clones.add(operation.replica)
            operation = _twin(operation)
            key = (operation.replica, operation.seq)
            if key not in asked:  # it met another of this part, which is not in the log
                stored |= _known(session, [operation])
        if key in fresh:
            fresh[key] = _joined(fresh[key], operation)
        elif key not in stored:
            fresh[key] = operation
        elif _differs(stored[key][1], operation.fields):
            again[key] = _joined(again.get(key) or _stored(operation, stored[key][1]), operation)
    _notice_own_clone(session, fresh, clones)
    return list(fresh.values()), list(again.values())


def _differs(veiled: str, fields: Fields) -> bool:
    """Whether a known operation, with the text of its content where that is not all, gains by this version."""
    if veiled == erasing.EMPTY:
        return False
    return encode(fields) != veiled if veiled else is_erased(fields)


def _put_back(session: Session, theirs: Mapping[str, int]) -> set[str]:
    """Our own id, when somebody has more of it than we ever wrote here."""
    own, seq = session.execute(text("SELECT id, seq FROM replica WHERE own = 1")).one()
    if theirs.get(own, 0) <= seq:
        return set()
    adopt_new_replica(session)
    return {own}


def _twin(operation: Operation) -> Operation:
    """The operation of a cloned disk, under an id of its own."""
    return operation._replace(replica=f"{operation.replica}{TWIN}{operation.digest[:12]}")


def _joined(one: Operation, other: Operation) -> Operation:
    """Two versions of the same operation in one."""
    fields = fuller(one.fields, other.fields)
    if is_erased(fields):
        return one._replace(fields=fields, replaced=None)
    return one._replace(fields=fields, replaced=one.replaced if one.replaced is not None else other.replaced)


def _stored(operation: Operation, veiled: str) -> Operation:
    """The operation as the log has it: all but the content is the same; "" is content that is all there."""
    return operation._replace(fields=json.loads(veiled)) if veiled else erasing.emptied(operation)


def _rewrite(session: Session, again: list[Operation]) -> None:
    """Keep in the log what known operations have come to."""
    statement = text("UPDATE operation SET fields = :fields, replaced = :replaced WHERE replica = :id AND seq = :seq")
    for operation in again:
        row = operation.to_row()
        values = {"fields": row[6], "replaced": row[7], "id": operation.replica, "seq": operation.seq}
        session.connection().execute(statement, values)


def _covered(ledger: erasing.Rows, places: covering.Spots, operations: list[Operation]) -> list[Operation]:
    """The operations, without content where the ledger covers their row, or without the words that it covers there."""
    if not ledger:
        return operations
    return [
        erasing.emptied(one)
        if erasing.covered(ledger, one.entity, one.row, one.fields)
        else one._replace(fields=covering.cover(here, one.fields, one.digest))
        if (here := places.get((one.entity, one.row)))
        else one
        for one in operations
    ]


def _matches(places: covering.Spots, operations: Iterable[Operation]) -> set[covering.Spot]:
    """Where exactly these operations have words that the ledger knows of in their rows, or are covered without it."""
    exactly: set[covering.Spot] = set()
    for one in operations:
        if one.entity in covering.FIELDS:
            here = places.get((one.entity, one.row), ())
            exactly |= covering.found(here, one.fields, one.digest) | covering.orphans(here, one)
    return exactly


def _notice_own_clone(session: Session, fresh: Mapping[tuple[str, int], Operation], clones: set[str]) -> None:
    own = session_replica(session)
    if own in clones or any(replica == own for replica, _ in fresh):
        clones.add(own)
        adopt_new_replica(session)


def _known(session: Session, part: list[Operation]) -> dict[tuple[str, int], tuple[str, str]]:
    """(replica, seq) → digest, and the text of the content where that is not all that was written, of the log."""
    by_replica: defaultdict[str, list[int]] = defaultdict(list)
    for operation in part:
        by_replica[operation.replica].append(operation.seq)
    connection = session.connection()
    found: dict[tuple[str, int], tuple[str, str]] = {}
    veiled = f"substr(fields, 1, {len(VEILED_TEXT)}) = '{VEILED_TEXT}'"
    mark = marks(connection, 1)
    one = f"(replica = {mark} AND seq BETWEEN {mark} AND {mark})"
    select = f"SELECT replica, seq, digest, CASE WHEN {veiled} THEN fields ELSE '' END FROM operation WHERE "
    for spans in chunks(by_replica.items(), AT_ONCE):
        values = tuple(value for replica, seqs in spans for value in (replica, min(seqs), max(seqs)))
        rows = connection.exec_driver_sql(select + " OR ".join([one] * len(spans)), values).fetchall()
        found |= {(replica, seq): (digest, content) for replica, seq, digest, content in rows}
    return found


def project(
    session: Session, operations: list[Operation], touched: defaultdict[str, set[str]]
) -> tuple[list[Place], erasing.Rows, erasing.Rows]:
    """Lay operations onto the tables; those of entities that a newer version has stay in the log only.

    Returns where values met blindly, the rows concerned that are erased, and of these the ones that were there before.
    """
    by_entity: defaultdict[str, list[Operation]] = defaultdict(list)
    for operation in operations:
        by_entity[operation.entity].append(operation)
    met: list[Place] = []
    gone: erasing.Rows = set()
    going: erasing.Rows = set()
    connection = session.connection()
    for entity, ours in by_entity.items():
        if entity not in shapes():
            going |= {(entity, one.row) for one in ours if is_erased(one.fields)}
            continue
        shape = shapes()[entity]
        rows = {operation.row for operation in ours}
        stored = load(connection, shape, rows)
        alive = {id_ for id_, row in stored.items() if not row.erased}
        met += _disputable(connection, lay(shape, stored, ours, seek=True), ours)
        save(connection, shape, stored)
        touched[entity] |= {row for row in rows if stored[row].changed}
        erased = {id_ for id_, row in stored.items() if row.erased}
        gone |= {(entity, id_) for id_ in erased}
        going |= {(entity, id_) for id_ in erased & alive}
    return met, gone | going, going


def _disputable(connection: Connection, meetings: Iterable[Met], ours: Iterable[Operation]) -> Iterator[Place]:
    """The fields of which the log has to be asked.

    Every branch says the same of a tag that all of them have: with each file there would be more of that to read.
    """
    found = list(meetings)
    asked = {one.row for one in found if one.alike}
    telling = {one.row for one in ours if one.replaced} if asked else set()
    for part in chunks(asked - telling):
        within = f'"row" IN ({marks(connection, len(part))}) AND {REPLACED}'
        rows = connection.exec_driver_sql(f'SELECT DISTINCT "row" FROM operation WHERE {within}', tuple(part))
        telling |= {row[0] for row in rows}
    yield from (Place(*one[:3]) for one in found if not one.alike or one.row in telling)


def rows_of(operations: Iterable[Operation]) -> dict[str, set[str]]:
    """Entity → the rows that these operations set."""
    rows: defaultdict[str, set[str]] = defaultdict(set)
    for one in operations:
        rows[one.entity].add(one.row)
    return rows


def advance(session: Session, seen: Mapping[str, str], spans: Spans) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Remember how far each replica is known here; returns those with operations missing, and those of fast clocks."""
    gaps = []
    now = session.info["clock"].now_ms()
    connection = session.connection()
    mark = marks(connection, 1)
    later: list[tuple[int, str, str]] = []
    for replica, last, seq, least, greatest in marked(connection, seen):
        first, until = spans.get(replica, [(0, 0)])[0]
        whole = until if first <= seq + 1 <= until else seq
        if greatest is not None and greatest > whole and (whole or least == 1):
            whole = whole_until(session, replica, whole)
        if greatest not in {whole, None} and TWIN not in replica:
            gaps.append(replica)
        later.append((whole, max(last, seen[replica]), replica))
    for part in chunks(later):
        connection.exec_driver_sql(f"UPDATE replica SET seq = {mark}, stamp = {mark} WHERE id = {mark}", part)
    reached = max((observe("", stamp, now) for stamp in seen.values()), default="")
    session.execute(text("UPDATE replica SET stamp = :stamp WHERE own = 1 AND stamp < :stamp"), {"stamp": reached})
    fast = (replica for replica, stamp in seen.items() if stamp_ms(stamp) > now + MAX_SKEW_MS)
    return tuple(sorted(gaps)), tuple(sorted(fast))
