"""True conflicts: values of a field that were set without knowledge of each other.

They are told from the log alone, so that the order in which operations came is nothing. A value has been seen when some
operation replaced it, or replaced the same value set by another; a choice says of further values that they were seen.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from db import wire
from db.ids import derived_id
from db.projection import Place, chunks, marks
from db.stamp import local_text
from db.values import encode
from db.veil import VEIL, clear_stamp, is_erased, masked_names

CHOICE: Final = "choice"  # the source of an operation by which somebody decided
ALSO: Final = "*"  # after a field's name, in what an operation replaced: a value that lost, and was seen all the same
UNDO: Final = "undo:"
ORDER: Final = "position"  # where something stands in a list; each branch may have its own, and nobody is asked
COLUMNS: Final = ("id", "entity", "row", "field", "winner", "winner_value", "loser", "loser_value")

Settled = Mapping[tuple[str, str], Mapping[str, Collection[str]]]
"""(entity, row) → field → stamps of the values that lost and were seen."""


class _Line(NamedTuple):
    """A conflict as it is listed; `chosen_at` is None while it is open."""

    id: str
    entity: str
    row: str
    field: str
    winner: str
    winner_value: str
    loser: str
    loser_value: str
    chosen_at: str | None = None

    @property
    def place(self) -> Place:
        """Which field of which row."""
        return Place(self.entity, self.row, self.field)


class _Logged(NamedTuple):
    """What the log says of an operation."""

    entity: str
    row: str
    stamp: str
    fields: str
    replaced: str
    batch: str
    source: str


class _Value(NamedTuple):
    """A value that an operation set, as text; the stamps that it replaced, and those that it saw besides."""

    stamp: str
    value: str
    replaced: str
    also: frozenset[str]


def also_seen(settled: Mapping[str, Collection[str]]) -> dict[str, str]:
    """What a choice adds to the stamps that its operation replaces."""
    return {f"{field}{ALSO}{number}": stamp for field, stamps in settled.items() for number, stamp in
            enumerate(sorted(stamps))}  # fmt: skip


def look(session: Session, places: Iterable[Place], touched: Mapping[str, Collection[str]]) -> int:
    """List the disputed values of these fields, and anew those of the touched rows that are listed already.

    Returns how many are new.
    """
    connection = session.connection()
    wanted = {place for place in places if place.field != ORDER}
    listed = dict(_listed(connection, _by_entity(wanted, touched)))
    wanted |= {row.place for row in listed.values()}
    disputed: dict[str, _Line] = {}
    chosen: dict[Place, dict[str, str]] = {}
    for place, values in _values(connection, wanted):
        disputed |= _disputed(place, values)
        chosen[place] = {stamp: one.stamp for one in values for stamp in one.also}
    for id_, row in listed.items():
        if id_ not in disputed:
            _close(connection, row, chosen.get(row.place, {}))
        elif row.chosen_at is not None:
            _set(connection, None, id_)
    fresh = [row for id_, row in disputed.items() if id_ not in listed]
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    for part in chunks(row[:-1] for row in fresh):
        connection.exec_driver_sql(f"INSERT INTO conflict ({names}) VALUES ({marks(connection, len(COLUMNS))})", part)
    known = {(row.place, row.loser, row.loser_value) for row in listed.values() if row.chosen_at is None}
    return sum((row.place, row.loser, row.loser_value) not in known for row in fresh)


def _by_entity(places: Iterable[Place], touched: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    rows: defaultdict[str, set[str]] = defaultdict(set)
    for entity, ids in touched.items():
        rows[entity] |= set(ids)
    for place in places:
        rows[place.entity].add(place.row)
    return dict(rows)


def _listed(connection: Connection, rows: Mapping[str, Collection[str]]) -> Iterator[tuple[str, _Line]]:
    """What is listed of these rows, by id."""
    if connection.exec_driver_sql("SELECT 1 FROM conflict LIMIT 1").first() is None:
        return
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    for entity, ids in rows.items():
        for part in chunks(ids):
            within = f'entity = {marks(connection, 1)} AND "row" IN ({marks(connection, len(part))})'
            found = connection.exec_driver_sql(
                f"SELECT {names}, chosen_at FROM conflict WHERE {within}", (entity, *part)
            )
            yield from ((row[0], _Line(*row)) for row in found.fetchall())


def _close(connection: Connection, row: _Line, chosen: Mapping[str, str]) -> None:
    """Take off the list what is disputed no more; what somebody chose stays with the time of the choice."""
    if row.chosen_at is not None:
        return
    if (choice := chosen.get(row.loser)) is None:
        connection.exec_driver_sql(f"DELETE FROM conflict WHERE id = {marks(connection, 1)}", (row.id,))
    else:
        _set(connection, local_text(choice), row.id)


def _set(connection: Connection, at: str | None, id_: str) -> None:
    mark = marks(connection, 1)
    connection.exec_driver_sql(f"UPDATE conflict SET chosen_at = {mark} WHERE id = {mark}", (at, id_))


def _values(connection: Connection, places: Collection[Place]) -> Iterator[tuple[Place, list[_Value]]]:
    """Every value that the log has in clear of these fields, but for choices that were undone."""
    fields: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for place in places:
        fields[place.entity, place.row].add(place.field)
    asked = 'SELECT entity, "row", stamp, fields, replaced, batch, source FROM operation WHERE "row" IN ({})'
    for part in chunks({row for _, row in fields}):
        by_row: defaultdict[tuple[str, str], list[_Logged]] = defaultdict(list)
        for row in connection.exec_driver_sql(asked.format(marks(connection, len(part))), tuple(part)).fetchall():
            by_row[row[0], row[1]].append(_Logged(*row))
        for key in by_row.keys() & fields.keys():
            left = _without_undone(by_row[key])
            for field in fields[key]:
                yield Place(*key, field), list(_of(left, field))


def _without_undone(rows: Sequence[_Logged]) -> list[_Logged]:
    """Without the choices that were undone, and what undid them."""
    undone = {row.source.removeprefix(UNDO) for row in rows if row.source.startswith(UNDO)}
    choices = {row.batch for row in rows if row.source == CHOICE} & undone
    return [row for row in rows if row.batch not in choices and row.source.removeprefix(UNDO) not in choices]


def _of(rows: Iterable[_Logged], field: str) -> Iterator[_Value]:
    for row in rows:
        fields = wire.fields(row.fields)
        if field not in fields or (VEIL in fields and (is_erased(fields) or field in masked_names(fields))):
            continue
        replaced = wire.stamps(row.replaced) if row.replaced else {}
        also = frozenset(seen for name, seen in replaced.items() if name.partition(ALSO)[:2] == (field, ALSO))
        yield _Value(row.stamp, encode(fields[field]), clear_stamp(replaced.get(field, "")), also)


def _disputed(place: Place, values: Sequence[_Value]) -> dict[str, _Line]:
    """The conflicts of a field as they are listed, by id: the greatest value, and each other that nobody has seen.

    An operation that replaced what is not here (it has not come, or came masked) is taken to have seen all before that.
    """
    if not values:
        return {}
    winner = max(values, key=lambda one: one[:2])
    known: defaultdict[str, set[str]] = defaultdict(set)
    for one in values:
        known[one.stamp].add(one.value)
    seen = {one.replaced for one in values} | {stamp for one in values for stamp in one.also}
    bound = max((one.replaced for one in values if one.replaced not in known), default="")
    until: dict[str, str] = {}  # value → the last operation that replaced it
    for one in values:
        for value in known.get(one.replaced, ()):
            until[value] = max(until.get(value, ""), one.stamp)
    found = {}
    for one in values:
        if one.value == winner.value or one.stamp in seen or one.stamp <= max(bound, _before(until, one)):
            continue
        id_ = derived_id("conflict", *place, winner.stamp, winner.value, one.stamp, one.value)
        found[id_] = _Line(id_, *place, winner.stamp, winner.value, one.stamp, one.value)
    return found


def _before(until: Mapping[str, str], one: _Value) -> str:
    """Up to which stamp a value counts as seen because the same one was replaced; "" for not at all."""
    last = until.get(one.value, "")
    return last if one.stamp < last else ""
