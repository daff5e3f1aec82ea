"""The ledger of what customers had erased, and what follows from it: nothing of it stays, and nothing comes back."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from sqlalchemy import Connection

from db import covering, mentions
from db.ids import derived_id
from db.projection import Fields, Operation, Stored, Value, Working, chunks, load, marks, save, shapes
from db.values import encode
from db.veil import erased, is_erased

LEDGER: Final = "erasure"  # the entity whose rows say what is erased
ABOUT: Final = "contact"  # the entity whose erasing takes everything along that belongs to it
LINKS: Final = ("contact", "a", "b")  # the fields by which a row belongs to a contact
LINKED: Final = re.compile(r'"(?:contact|a|b)":"([^"]*)"')
FEW: Final = 20  # contacts that are looked for by name; more are found in one pass over what belongs to any
EMPTY: Final = encode(erased())

Rows = set[tuple[str, str]]
"""(entity, row) of what is erased."""


def ledger(connection: Connection) -> Rows:
    """Everything that is erased by name; what belongs to an erased contact is so as well."""
    found = connection.exec_driver_sql(f'SELECT entity, "row" FROM {LEDGER}')
    return {(row[0], row[1]) for row in found}


def named(entries: Iterable[Mapping[str, Value]]) -> Rows:
    """What these entries of the ledger, or changes of them, name."""
    return {(str(one["entity"]), str(one["row"])) for one in entries if one.get("entity") and one.get("row")}


def covered(erased_rows: Rows, entity: str, row: str, fields: Mapping[str, Value]) -> bool:
    """Whether a row is erased, or belongs to a contact that is."""
    return (entity, row) in erased_rows or any((ABOUT, fields.get(link)) in erased_rows for link in LINKS)


def among(connection: Connection, entity: str, rows: Mapping[str, Mapping[str, Value]]) -> set[str]:
    """Which of these rows of an entity, with the fields to be set, the ledger covers."""
    if connection.exec_driver_sql(f"SELECT 1 FROM {LEDGER} LIMIT 1").first() is None:
        return set()
    ids = rows.keys() | {str(fields[link]) for fields in rows.values() for link in LINKS if fields.get(link)}
    known: Rows = set()
    for part in chunks(ids):
        within = f'SELECT entity, "row" FROM {LEDGER} WHERE "row" IN ({marks(connection, len(part))})'
        known |= {(one[0], one[1]) for one in connection.exec_driver_sql(within, tuple(part))}
    return {row for row, fields in rows.items() if covered(known, entity, row, fields)}


def contacts(entered: Rows, operations: Iterable[Operation]) -> set[str]:
    """The contacts that entries of the ledger name, or whose operations are without content."""
    named_there = {row for entity, row in entered if entity == ABOUT}
    return named_there | {one.row for one in operations if one.entity == ABOUT and is_erased(one.fields)}


def absorb(connection: Connection, erased_rows: Rows) -> dict[str, set[str]]:
    """Take away what was entered into the ledger and what belongs to it; returns the rows concerned by entity."""
    contacts = {row for entity, row in erased_rows if entity == ABOUT}
    gone = purge(connection, erased_rows | _belonging(connection, contacts))
    for entity, ids in covering.apply(connection, covering.named(erased_rows)).items():
        gone[entity] = gone.get(entity, set()) | ids
    return gone


def mentioned(connection: Connection, known: mentions.Known, exactly: Iterable[covering.Spot]) -> dict[str, Fields]:
    """Entries of the ledger, by their ids, for these places, and where the log mentions whom `known` describes."""
    return {
        derived_id(LEDGER, covering.MENTION, one): {"entity": covering.MENTION, "row": one}
        for one in sorted({*map(str, exactly), *covering.entries(connection, known)})
    }


def purge(connection: Connection, rows: Collection[tuple[str, str]]) -> dict[str, set[str]]:
    """Take the content of these rows out of the log and the tables; their operations keep identity and digest."""
    by_entity: defaultdict[str, set[str]] = defaultdict(set)
    mentions.forget(connection, {row for entity, row in rows if entity == ABOUT})
    mark = marks(connection, 1)
    of_row = f'WHERE "row" = {mark} AND entity = {mark}'
    going = sorted((row, entity) for entity, row in rows)
    for row, entity in _logged(connection, going):
        by_entity[entity].add(row)
    for part in chunks(going):
        for table in ("conflict", "proposal"):
            connection.exec_driver_sql(f"DELETE FROM {table} {of_row}", part)
        values = [(EMPTY, *one) for one in part]
        connection.exec_driver_sql(f"UPDATE operation SET fields = {mark}, replaced = '' {of_row}", values)
    for entity, ids in by_entity.items():
        if entity in shapes():
            _bury(connection, entity, ids)
    return dict(by_entity)


def _logged(connection: Connection, rows: Collection[tuple[str, str]]) -> Rows:
    """Those of the rows, given and told as (row, entity), that any operation has set."""
    found: Rows = set()
    for part in chunks(row for row, _ in rows):
        within = f'SELECT DISTINCT "row", entity FROM operation WHERE "row" IN ({marks(connection, len(part))})'
        found |= {(one[0], one[1]) for one in connection.exec_driver_sql(within, tuple(part))}
    return found.intersection(rows)


def _bury(connection: Connection, entity: str, ids: set[str]) -> None:
    """Leave of the rows only that they are gone."""
    shape = shapes()[entity]
    stored: Stored = load(connection, shape, ids)
    for id_ in ids:
        stored.setdefault(id_, Working({})).erase(shape.defaults)
    save(connection, shape, stored)


def _belonging(connection: Connection, contacts: set[str]) -> Rows:
    """The rows of which any operation ever named one of these contacts."""
    if not contacts:
        return set()
    links = [f'"{link}":"' for link in LINKS]
    patterns = [f'%:"{one}"%' for one in contacts] if len(contacts) <= FEW else [f"%{link}%" for link in links]
    like = " OR ".join([f"fields LIKE {marks(connection, 1)}"] * len(patterns))
    found = connection.exec_driver_sql(f'SELECT entity, "row", fields FROM operation WHERE {like}', tuple(patterns))
    return {(row[0], row[1]) for row in found if row[0] != LEDGER and not contacts.isdisjoint(LINKED.findall(row[2]))}


def left_behind(connection: Connection) -> int:
    """How many operations still hold what the ledger says is erased; anything but 0 is a fault."""
    mark = marks(connection, 1)
    asked = f'SELECT count(*) FROM operation o JOIN {LEDGER} e ON e.entity = o.entity AND e."row" = o."row"'
    left = int(connection.exec_driver_sql(f"{asked} WHERE o.fields <> {mark}", (EMPTY,)).scalar() or 0)
    return left + covering.uncovered(connection)


def emptied(operation: Operation) -> Operation:
    """The operation without its content; its digest stays that of the original."""
    return operation if is_erased(operation.fields) else operation._replace(fields=erased(), replaced=None)
