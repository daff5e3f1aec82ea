"""Proof that the tables say what the log says: project anew, compare, and one hash of all content."""

import json
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby

from sqlalchemy import text
from sqlalchemy.orm import Session

from db import erasing
from db.operation import derive
from db.projection import SELECT, Operation, Stored, chunks, encode, lay, load, quoted, save, shapes

PART = 2_000


def rebuild(session: Session) -> None:
    """Empty every synced table and project it anew from the log."""
    connection = session.connection()
    for entity in shapes():
        connection.exec_driver_sql(f'DELETE FROM "{entity}"')
    for part in chunks(_rows(session), PART):
        for entity, stored in _fold(part).items():
            save(connection, shapes()[entity], stored)
    derive(session, None)


def verify(session: Session) -> list[str]:
    """What in the tables differs from the log, one line each (entity, id and field names; no values)."""
    problems: list[str] = []
    counted: defaultdict[str, int] = defaultdict(int)
    for part in chunks(_rows(session), PART):
        for entity, expected in _fold(part).items():
            counted[entity] += len(expected)
            problems += _compare(session, entity, expected)
    for entity in shapes():
        count = session.execute(text(f'SELECT count(*) FROM "{entity}"')).scalar() or 0
        if count > counted[entity]:
            problems.append(f"{entity}: {count - counted[entity]} rows without an operation")
    if left := erasing.left_behind(session.connection()):
        problems.append(f"{erasing.LEDGER}: {left} operations still hold what was erased")
    return problems


def state_hash(session: Session, *, whole: bool = False) -> str:
    """SHA-256 of what the synced tables say; equal for equal content, whatever the order it came in.

    A hidden row says nothing: a row that came with a file and was taken back with it counts as one that never came, so
    that undoing an import brings back the hash from before. `whole` counts hidden rows too: for comparing databases
    that hold the same operations.
    """
    digest = sha256()
    for entity, shape in sorted(shapes().items()):
        names = sorted(shape.defaults)
        shown = "" if whole else "WHERE hidden = 0"
        statement = f'SELECT id, extra, {quoted(names)} FROM "{entity}" {shown} ORDER BY id'
        digest.update(f"\x1e{entity}".encode())
        for id_, extra, *values in session.connection().exec_driver_sql(statement):
            known = {name: value for name, value in json.loads(extra).items() if value is not None}
            digest.update(encode([id_, known, *values]).encode())
    return digest.hexdigest()


def _rows(session: Session) -> Iterator[list[Operation]]:
    """The log's operations, those of one row together."""
    result = session.execute(text(f'{SELECT} ORDER BY "row"').execution_options(yield_per=PART))
    for _, operations in groupby(map(Operation.from_row, result), key=lambda operation: operation.row):
        yield list(operations)


def _fold(part: list[list[Operation]]) -> dict[str, Stored]:
    folded: defaultdict[str, Stored] = defaultdict(dict)
    for operations in part:
        for operation in operations:
            if operation.entity in shapes():
                lay(shapes()[operation.entity], folded[operation.entity], [operation])
    return folded


def _compare(session: Session, entity: str, expected: Stored) -> list[str]:
    stored = load(session.connection(), shapes()[entity], expected.keys())
    problems = []
    for id_, row in expected.items():
        found = stored.get(id_)
        if found is None:
            problems.append(f"{entity} {id_}: missing")
            continue
        names = [name for name in row.values if row.values[name] != found.values[name]]
        names += [name for name in ("stamps", "extra") if getattr(row, name) != getattr(found, name)]
        if names:
            problems.append(f"{entity} {id_}: {', '.join(names)}")
    return problems
