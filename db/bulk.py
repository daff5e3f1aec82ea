"""The merge of whole files: rows that are new here are inserted as they come, without a working copy of each.

Head office takes in thousands of files, most of whose rows nobody else has and one operation made. Everything else goes
the way of `db.merging`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from db import covering, disputes, erasing
from db.engine import session_replica
from db.having import TWIN
from db.merging import Merged, advance, merge, project, rows_of
from db.operation import LEAD, append, derive
from db.projection import Operation, Value, chunks, marks, quoted
from db.sheaf import ENTITY, FIELDS, ROW, Columns, Row, Sheaf

STEP = 2_000  # rows, or contacts, between two looks whether to give up: a quarter of a second


def merge_sheaf(session: Session, sheaf: Sheaf, watch: Callable[[], None] | None = None) -> Merged:
    """Merge a file's operations as `db.merging.merge` does; it is left what is known in part.

    `watch` is called now and then, and may raise to give it up.
    """
    rows, spans = sheaf.rows, sheaf.spans
    if not _all_new(session, spans, len(rows)) or _erasing(session.connection(), rows):
        return merge(session, map(Operation.from_row, _watched(rows, watch)))
    connection = session.connection()
    append(connection, _watched(rows, watch))
    touched: defaultdict[str, set[str]] = defaultdict(set)
    rest = list(sheaf.several)
    for entity, made in sheaf.made.items():
        for names, alike in made.items():
            for part in chunks(alike, STEP):
                known = _known(connection, entity, [str(row[0]) for row in part])
                rest += [sheaf.single[entity][id_] for id_ in known]
                _insert(connection, entity, names, [row for row in part if row[0] not in known], touched)
                if watch is not None:
                    watch()
    left = [Operation.from_row(row) for row in rest]
    met, _, _ = project(session, left, touched)
    conflicts = disputes.look(session, met, rows_of(left))
    _derive(session, touched, watch)
    gaps, fast = advance(session, sheaf.seen, spans)
    return Merged(len(rows), 0, conflicts, (), gaps, spans, fast)


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


def _insert(
    connection: Connection, entity: str, names: Columns, rows: Sequence[tuple[Value, ...]],
    touched: defaultdict[str, set[str]],
) -> None:  # fmt: skip
    """Insert rows that are new here, and note the contacts that they are or belong to."""
    columns = ("id", "stamps", *names)
    statement = f'INSERT INTO "{entity}" ({quoted(columns)}) VALUES ({marks(connection, len(columns))})'
    for part in chunks(rows):
        connection.exec_driver_sql(statement, part)
    if entity == LEAD:
        touched[LEAD].update(str(row[0]) for row in rows)
    elif LEAD in names:
        at = columns.index(LEAD)
        touched[LEAD].update(str(row[at]) for row in rows if row[at])


def _known(connection: Connection, entity: str, ids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for part in chunks(ids):
        ask = f'SELECT id FROM "{entity}" WHERE id IN ({marks(connection, len(part))})'
        found.update(row[0] for row in connection.exec_driver_sql(ask, tuple(part)))
    return found
