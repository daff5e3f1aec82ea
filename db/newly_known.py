"""What a newer version had written and this one now knows: shown after the upgrade, from what was kept."""

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from db.operation import derive
from db.projection import SELECT, Operation, Shape, Stored, chunks, lay, quoted, save, shapes, thaw

PART = 2_000


def project(session: Session) -> None:
    """Give fields that are columns now their values, and lay the operations of entities that have a table now."""
    connection = session.connection()
    written = {row[0] for row in connection.exec_driver_sql("SELECT DISTINCT entity FROM operation")}
    found = False
    for entity in sorted(written & shapes().keys()):
        shape = shapes()[entity]
        empty = connection.exec_driver_sql(f'SELECT 1 FROM "{entity}" LIMIT 1').first() is None
        found |= _lay_all(connection, shape) if empty else _move(connection, shape)
    if found:
        derive(session, None)


def _move(connection: Connection, shape: Shape) -> bool:
    """Fields that were kept beside the columns go into theirs; they have their stamps already."""
    rows = connection.exec_driver_sql(f"SELECT {quoted(shape.columns)} FROM \"{shape.entity}\" WHERE extra <> '{{}}'")
    stored: Stored = {row[0]: thaw(shape, row) for row in rows.fetchall()}
    for row in stored.values():
        for name in row.extra.keys() & row.values.keys():
            row.values[name] = row.extra.pop(name)
            row.touched = True
    save(connection, shape, stored)
    return any(row.touched for row in stored.values())


def _lay_all(connection: Connection, shape: Shape) -> bool:
    """Rows of an entity that had no table before."""
    operations = connection.exec_driver_sql(f"{SELECT} WHERE entity = '{shape.entity}' ORDER BY \"row\"").fetchall()
    stored: Stored = {}
    for part in chunks(operations, PART):
        lay(shape, stored, map(Operation.from_row, part))
    save(connection, shape, stored)
    return bool(operations)
