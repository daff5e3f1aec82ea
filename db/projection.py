"""Turning operations into rows: which value of a field wins, read and written in bulk by plain SQL."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection

from db import wire
from db.base import OWN_COLUMNS, synced_tables
from db.values import Fields, Value, encode, encode_flat
from db.veil import ERASED, LOW, VEIL, clear_stamp, is_erased, masked_names

__all__ = ["Fields", "Value", "encode", "encode_flat"]

T = TypeVar("T")

CHUNK = 500  # rows in one statement: the GIL comes free between two, and no driver's limit of parameters is met
REPLACED = "replaced <> ''"  # the operations that replaced values: few beside those that made a row
STORED = 2  # a value of `hidden`: kept, and not worked with; nothing is written to the row until it is taken back


class Operation(NamedTuple):
    """One person set some fields of one row; see `db.log.OperationRow`. `replaced` is None when the row was new."""

    replica: str
    seq: int
    stamp: str
    actor: str
    entity: str
    row: str
    fields: Fields
    replaced: dict[str, str] | None
    batch: str
    source: str
    digest: str

    def to_row(self) -> tuple[str | int, ...]:
        """Flat values in the order of the table's columns, JSON for the two maps."""
        replaced = "" if self.replaced is None else encode_flat(self.replaced)
        return (*self[:6], encode_flat(self.fields), replaced, *self[8:])

    @classmethod
    def from_row(cls, row: Sequence[Any]) -> "Operation":
        """The reverse of `to_row`; raises ValueError when a map is not JSON of the right shape."""
        fields, replaced = wire.fields(row[6]), wire.stamps(row[7]) if row[7] else None
        replica, seq, stamp, actor, entity, id_, _, _, batch, source, digest = row
        return cls(replica, int(seq), stamp, actor, entity, id_, fields, replaced, batch, source, digest)


class Place(NamedTuple):
    """A field of a row."""

    entity: str
    row: str
    field: str


class Met(NamedTuple):
    """A field where an operation met a value that it had not replaced.

    `alike`: it is an earlier one that sets the same, and replaced nothing; that matters only to what others replaced.
    """

    entity: str
    row: str
    field: str
    alike: bool


@dataclass(frozen=True)
class Shape:
    """What the projection needs to know of one synced table."""

    entity: str
    defaults: Fields  # every value column with its default, in column order

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, in the order in which rows are written."""
        return ("id", "stamps", "extra", *self.defaults)


@dataclass(slots=True)
class Working:
    """A row while operations are laid onto it."""

    values: Fields
    stamps: dict[str, str] = field(default_factory=dict)
    extra: Fields = field(default_factory=dict)
    new: bool = True
    touched: bool = False  # has to be written
    changed: bool = False  # … and says something else than before

    def value(self, name: str) -> Value:
        """The present value of a field, known to this version or not."""
        return self.values[name] if name in self.values else self.extra.get(name)

    @property
    def erased(self) -> bool:
        """Whether the row was taken away for good; nothing can be laid onto it."""
        return VEIL in self.stamps

    def set(self, name: str, value: Value, stamp: str) -> None:
        """Make `value` the winner of a field."""
        self.changed = self.changed or value != self.value(name)
        (self.values if name in self.values else self.extra)[name] = value
        self.stamps[name] = stamp
        self.touched = True

    def erase(self, defaults: Fields) -> None:
        """Leave nothing of the row but that it is gone."""
        self.touched = self.changed = self.touched or not self.erased
        self.values, self.stamps, self.extra = {**defaults, "hidden": 1}, {VEIL: ERASED}, {}


Stored = dict[str, Working]
Names = tuple[str, ...]


@cache
def shapes() -> Mapping[str, Shape]:
    """Entity → shape of every synced table; derived from the metadata once, never changed."""
    return {name: Shape(name, _defaults(cls.__table__)) for name, cls in synced_tables().items()}


def _defaults(table: Any) -> Fields:  # noqa: ANN401 - Table or its alias
    return {column.name: _default(column) for column in table.columns if column.name not in OWN_COLUMNS}


def _default(column: Any) -> Value:  # noqa: ANN401
    if column.server_default is None:
        return None
    text = str(column.server_default.arg)
    return int(text) if column.type.python_type is int else text


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def marks(connection: Connection, count: int) -> str:
    """`count` parameter marks as the driver writes them."""
    return ", ".join(["?" if connection.dialect.paramstyle == "qmark" else "%s"] * count)


def quoted(names: Iterable[str]) -> str:
    """Column names for SQL; our names need no escaping beyond the quotes."""
    return ", ".join(f'"{name}"' for name in names)


COLUMNS = Operation._fields
"""The log's columns, as `Operation` has them."""
SELECT = f"SELECT {quoted(COLUMNS)} FROM operation"


def load(connection: Connection, shape: Shape, rows: Collection[str]) -> Stored:
    """The rows with these ids that exist, ready to be worked on."""
    select = f'SELECT {quoted(shape.columns)} FROM "{shape.entity}"'
    if connection.exec_driver_sql(f'SELECT 1 FROM "{shape.entity}" LIMIT 1').first() is None:
        return {}
    found: Stored = {}
    for part in chunks(rows):
        result = connection.exec_driver_sql(f"{select} WHERE id IN ({marks(connection, len(part))})", tuple(part))
        for row in result.fetchall():  # at once: asking row by row takes longer than reading
            found[row[0]] = thaw(shape, row)
    return found


def thaw(shape: Shape, row: Sequence[Any]) -> Working:
    """A stored row (in the order of `shape.columns`) as a working one."""
    values = dict(zip(shape.defaults, row[3:], strict=True))
    return Working(values, wire.stamps(row[1]), json.loads(row[2]) if row[2] != "{}" else {}, new=False)


def lay(shape: Shape, stored: Stored, operations: Iterable[Operation], *, seek: bool = False) -> list[Met]:
    """Lay operations onto the stored rows (which it changes and adds to); with `seek`, tell where values met."""
    met: list[Met] = []
    defaults = shape.defaults
    for operation in operations:
        row = stored.get(operation.row)
        if row is None:
            row = stored[operation.row] = Working(dict(defaults), touched=True, changed=True)
            if operation.fields.keys() <= defaults.keys():
                row.values.update(operation.fields)
                row.stamps = dict.fromkeys(operation.fields, operation.stamp)
                continue
        if row.erased:
            continue
        fields = operation.fields
        if VEIL in fields:
            if is_erased(fields):
                row.erase(defaults)
                continue
            fields = _lay_masked(row, operation)
        for name, value in fields.items():
            alike = _lay_field(row, name, value, operation)
            if seek and alike is not None:
                met.append(Met(operation.entity, operation.row, name, alike))
    return met


def _lay_masked(row: Working, operation: Operation) -> Fields:
    """Lay the masked values of an operation, which lose to any clear one; returns the others."""
    masked, clear = masked_names(operation.fields), {}
    for name, value in operation.fields.items():
        if name not in masked:
            clear[name] = value
        elif (LOW + operation.stamp, encode(value)) > (row.stamps.get(name, ""), encode(row.value(name))):
            row.set(name, value, LOW + operation.stamp)
    clear.pop(VEIL)
    return clear


def _lay_field(row: Working, name: str, value: Value, operation: Operation) -> bool | None:
    """Set a field if the operation wins it; where it met a value that it had not replaced, whether `alike`, see Met."""
    current, present = row.stamps.get(name, ""), row.value(name)
    if current == "" or current.startswith(LOW):
        row.set(name, value, operation.stamp)
        return None
    if operation.stamp > current or (operation.stamp == current and encode(value) > encode(present)):
        row.set(name, value, operation.stamp)
    replaced = (operation.replaced or {}).get(name, "")
    if clear_stamp(replaced) == current:
        return None
    alike = replaced == "" and value == present
    return None if alike and operation.stamp >= current else alike


def insert(connection: Connection, shape: Shape, rows: Iterable[tuple[Names, tuple[Value, ...]]]) -> None:
    """Write rows that are new: the fields that each sets, and (id, stamps, their values). The others have defaults."""
    waiting: defaultdict[Names, list[tuple[Value, ...]]] = defaultdict(list)
    for names, row in rows:
        alike = waiting[names]
        alike.append(row)
        if len(alike) == CHUNK:
            _insert(connection, shape, names, waiting.pop(names))
    for names, alike in waiting.items():
        _insert(connection, shape, names, alike)


def _insert(connection: Connection, shape: Shape, names: Names, rows: list[tuple[Value, ...]]) -> None:
    columns = ("id", "stamps", *names)
    statement = f'INSERT INTO "{shape.entity}" ({quoted(columns)}) VALUES ({marks(connection, len(columns))})'
    connection.exec_driver_sql(statement, rows)


def save(connection: Connection, shape: Shape, stored: Stored) -> None:
    """Write the touched rows: new ones inserted, the others replaced as a whole."""
    columns, count = quoted(shape.columns), len(shape.columns)
    insert = f'INSERT INTO "{shape.entity}" ({columns}) VALUES ({marks(connection, count)})'
    updates = ", ".join(f'"{name}" = excluded."{name}"' for name in shape.columns[1:])
    upsert = f"{insert} ON CONFLICT (id) DO UPDATE SET {updates}"
    encoded: dict[tuple[str, ...], str] = {}
    for statement, new in ((insert, True), (upsert, False)):
        rows = (_frozen(id_, row, encoded) for id_, row in stored.items() if row.touched and row.new is new)
        for part in chunks(rows):
            connection.exec_driver_sql(statement, part)


def _frozen(id_: str, row: Working, encoded: dict[tuple[str, ...], str]) -> tuple[Value, ...]:
    """The row as it is stored; rows of one import share their stamps, so that text is made once."""
    key = (*row.stamps, *row.stamps.values())
    stamps = encoded.get(key)
    if stamps is None:
        stamps = encoded[key] = encode_flat(row.stamps)
    return (id_, stamps, encode(row.extra) if row.extra else "{}", *row.values.values())
