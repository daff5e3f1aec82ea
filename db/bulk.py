"""The merge of whole files: rows that are new here are inserted as they come, without a working copy of each.

Head office takes in thousands of files, most of whose rows nobody else has and one operation made. Everything else goes
the way of `db.merging`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from db import covering, disputes, erasing
from db.engine import session_replica
from db.having import TWIN
from db.merging import Merged, advance, merge, project, rows_of
from db.operation import LEAD, append, derive
from db.projection import Operation, Value, chunks, encode, marks, quoted, shapes
from db.runs import runs
from db.veil import LOW, VEIL, masked_names
from db.wire import fields as decoded

Row = tuple[str | int, ...]
STEP = 2_000  # rows, or contacts, between two looks whether to give up: a quarter of a second
REPLICA, SEQ, STAMP, ENTITY, ROW, FIELDS = 0, 1, 2, 4, 5, 6
Alike = dict[tuple[str, ...], list[tuple[Value, ...]]]
"""Columns → rows that set just these: id, stamps, values."""


def merge_rows(session: Session, operations: Sequence[Row], watch: Callable[[], None] | None = None) -> Merged:
    """Merge operations, flat in the order of `COLUMNS`, as `db.merging.merge` does; it is left what is known in part.

    `watch` is called now and then, and may raise to give it up.
    """
    spans = _spans(operations)
    if not _all_new(session, spans, len(operations)) or _erasing(session.connection(), operations):
        return merge(session, map(Operation.from_row, _watched(operations, watch)))
    connection = session.connection()
    append(connection, _watched(operations, watch))
    touched: defaultdict[str, set[str]] = defaultdict(set)
    single, rest = _singled(operations)
    for entity, rows in single.items():
        for part in chunks(rows.items(), STEP):
            rest += _insert(connection, entity, dict(part), touched)
            if watch is not None:
                watch()
    left = [Operation.from_row(row) for row in rest]
    met, _, _ = project(session, left, touched)
    conflicts = disputes.look(session, met, rows_of(left))
    _derive(session, touched, watch)
    seen: dict[str, str] = {}
    for replica, _, stamp, *_ in operations:
        if stamp > seen.get(replica, ""):  # type: ignore[arg-type,operator]
            seen[replica] = stamp  # type: ignore[index,assignment]
    gaps, fast = advance(session, seen, spans)
    return Merged(len(operations), 0, conflicts, (), gaps, spans, fast)


def _derive(session: Session, touched: dict[str, set[str]], watch: Callable[[], None] | None) -> None:
    """Have the derived tables follow; many contacts in steps, so that it can be given up between two."""
    first, *others = list(chunks(sorted(touched.pop(LEAD, ())), STEP)) or [[]]
    derive(session, {**touched, LEAD: set(first)})
    for part in others:
        if watch is not None:
            watch()
        derive(session, {LEAD: set(part)})


def _watched(operations: Iterable[Row], watch: Callable[[], None] | None) -> Iterator[Row]:
    for part in chunks(operations):
        if watch is not None:
            watch()
        yield from part


def _spans(operations: Sequence[Row]) -> dict[str, list[tuple[int, int]]]:
    replicas: set[str] = set(map(itemgetter(REPLICA), operations))
    if len(replicas) == 1:
        return {replicas.pop(): runs(sorted(map(itemgetter(SEQ), operations)))}
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for row in operations:
        numbers[row[REPLICA]].append(row[SEQ])  # type: ignore[index,arg-type]
    return {replica: runs(sorted(seqs)) for replica, seqs in numbers.items()}


def _all_new(session: Session, spans: Mapping[str, Sequence[tuple[int, int]]], count: int) -> bool:
    """Whether each operation is unknown here, none claims to be our own, and no number comes twice."""
    if session_replica(session) in spans or any(TWIN in replica for replica in spans):
        return False
    if sum(last - first + 1 for parts in spans.values() for first, last in parts) != count:
        return False
    connection = session.connection()
    mark = marks(connection, 1)
    ask = f"SELECT 1 FROM operation WHERE replica = {mark} AND seq BETWEEN {mark} AND {mark} LIMIT 1"
    return not any(
        connection.exec_driver_sql(ask, (replica, first, last)).first()
        for replica, parts in spans.items()
        for first, last in parts
    )


def _erasing(connection: Connection, operations: Iterable[Row]) -> bool:
    """Whether something is erased by these operations, or was before: `db.merging` knows what follows."""
    erased = {row for _, row in erasing.ledger(connection)} | {row for _, row in covering.spots(connection)}
    for row in operations:
        if row[ENTITY] == erasing.LEDGER or row[FIELDS] == erasing.EMPTY:
            return True
        if erased and (row[ROW] in erased or not erased.isdisjoint(erasing.LINKED.findall(str(row[FIELDS])))):
            return True
    return False


def _singled(operations: Sequence[Row]) -> tuple[dict[str, dict[str, Row]], list[Row]]:
    """Entity → row → its only operation in the file, and the operations of all other rows, in their order."""
    keys = list(map(itemgetter(ENTITY, ROW), operations))
    counts = Counter(keys)
    single: dict[str, dict[str, Row]] = {entity: {} for entity in {entity for entity, _ in counts} & shapes().keys()}
    several = []
    for key, row in zip(keys, operations, strict=True):
        entity, id_ = key
        if counts[key] > 1:
            several.append(row)
        elif entity in single:
            single[entity][id_] = row
    return single, several


def _insert(
    connection: Connection, entity: str, rows: Mapping[str, Row], touched: defaultdict[str, set[str]]
) -> list[Row]:
    """Insert the rows whose id is not here yet; returns the operations that were left, in their order."""
    left = [rows[id_] for id_ in _known(connection, entity, list(rows))]
    left += (here := _Rows(entity)).gather(rows, {row[ROW] for row in left})
    for names, new in here.alike.items():
        columns = ("id", "stamps", *names)
        statement = f'INSERT INTO "{entity}" ({quoted(columns)}) VALUES ({marks(connection, len(columns))})'
        for part in chunks(new):
            connection.exec_driver_sql(statement, part)
        if entity == LEAD:
            touched[LEAD].update(row[0] for row in new)  # type: ignore[misc]
        elif LEAD in names:
            at = columns.index(LEAD)
            touched[LEAD].update(str(row[at]) for row in new if row[at])
    return sorted(left, key=lambda row: row[: SEQ + 1])


class _Rows:
    """The rows of one entity that single operations make."""

    def __init__(self, entity: str) -> None:
        self.alike: Alike = {}
        self._known = shapes()[entity].defaults.keys()
        self._stamps: dict[tuple[object, ...], str] = {}

    def gather(self, rows: Mapping[str, Row], known: set[str | int]) -> list[Row]:
        """Sort the rows that are not known by the columns they set; returns what sets one that we do not have."""
        odd = []
        for id_, row in rows.items():
            if id_ in known:
                continue
            fields = decoded(row[FIELDS])  # type: ignore[arg-type]
            veil = fields.pop(VEIL, None)
            names = tuple(fields)
            key = (names, row[STAMP], veil)
            stamps = self._stamps.get(key)
            if stamps is None:
                if not fields.keys() <= self._known:
                    odd.append(row)
                    continue
                stamps = self._stamps[key] = _stamps(names, str(row[STAMP]), masked_names({VEIL: veil}))
            if names not in self.alike:
                self.alike[names] = []
            self.alike[names].append((id_, stamps, *fields.values()))
        return odd


def _stamps(names: Sequence[str], stamp: str, masked: Container[str]) -> str:
    """What `lay` leaves in the column of stamps of a row that one operation made."""
    return encode({name: LOW + stamp if name in masked else stamp for name in names})


def _known(connection: Connection, entity: str, ids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for part in chunks(ids):
        ask = f'SELECT id FROM "{entity}" WHERE id IN ({marks(connection, len(part))})'
        found.update(row[0] for row in connection.exec_driver_sql(ask, tuple(part)))
    return found
