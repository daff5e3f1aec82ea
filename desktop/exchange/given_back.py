"""What a file brings again that was given back: its operations are in the log already, outranked by those of the undo.

Merging them alone would leave the values as they were given back, so that they are written anew.
"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from db import operation
from db.merging import Foreseen
from db.operation import Change
from db.projection import Operation, Stored, Working, lay, load, shapes

UNDONE: Final = "WHERE source IN (SELECT 'undo:' || batch FROM import_run WHERE kind = :kind AND batch <> '')"


def again(session: Session, kind: str, operations: Sequence[Operation]) -> list[Change]:
    """What these operations say of fields that were given back with a file of this kind and are untouched since."""
    undone = operation.read(session, UNDONE, kind=kind)
    made = {(one.entity, one.row) for one in operations if one.replaced is None}
    changes = []
    for entity in {one.entity for one in undone} & shapes().keys():
        shape, said = shapes()[entity], Stored()
        lay(shape, said, [one for one in operations if one.entity == entity])
        given = [one for one in undone if one.entity == entity and one.row in said]
        rows = load(session.connection(), shape, {one.row for one in given})
        for one in given:
            row, brought = rows.get(one.row), said[one.row]
            if row is None or brought.erased:
                continue
            fields = {
                name: brought.value(name) for name in one.fields
                if row.stamps.get(name) == one.stamp and _says(brought, name, whole=(entity, one.row) in made)
            }  # fmt: skip
            changes.append(Change(entity, one.row, fields))
    return [change for change in changes if change.fields]


def _says(brought: Working, name: str, *, whole: bool) -> bool:
    """Whether the file sets the field, or makes the row, which shows it."""
    return name in brought.stamps or (whole and name == "hidden")


def with_changes(session: Session, found: Sequence[Foreseen], changes: Sequence[Change]) -> list[Foreseen]:
    """What is foreseen of a merge, and these changes on top of it."""
    rows = {(one.entity, one.row): one for one in found}
    for entity, row, fields in changes:
        present = load(session.connection(), shapes()[entity], {row})[row].values
        one = rows.get((entity, row), Foreseen(entity, row, present, present))
        rows[entity, row] = one._replace(after={**one.after, **fields})
    return list(rows.values())


def own_span(session: Session, count: int) -> dict[str, list[tuple[int, int]]]:
    """The operations that this database wrote last, as a span."""
    if not count:
        return {}
    replica, seq = session.execute(text("SELECT id, seq FROM replica WHERE own = 1")).one()
    return {replica: [(seq - count + 1, seq)]}


def own_seq(session: Session) -> int:
    """How many operations this database has written under its present id."""
    return int(session.execute(text("SELECT seq FROM replica WHERE own = 1")).scalar_one())
