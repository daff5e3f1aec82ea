"""Where an erased person is mentioned in what stays: the winners of an activity, what was noted about somebody else.

The ledger names each such place by (entity, row, length, mark). The mark is a digest of the words, salted with the row,
so that a database that never knew the name covers it too: in its log, its tables and whatever a later file brings.
"""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Final, NamedTuple

from sqlalchemy import Connection

from db.mentions import COVER, Known
from db.projection import Stored, Value, chunks, encode, load, marks, save, shapes

MENTION: Final = "mention"  # the entity of a ledger's entry that names a place
LISTED: Final = {"activity_run": ("result",)}
"""Fields of JSON in which a name is a text of its own."""
FREE: Final = {
    "interaction": ("text",), "follow_up": ("title", "note", "result"), "task": ("title", "skip_reason"),
    "contact": ("remark", "description", "imported", "stage_reason", "lifecycle_reason"), "contact_value": ("value",),
    "group": ("name",), "absence": ("note",), "activity": ("recommendation",), "script": ("recommendation",),
}  # fmt: skip
"""Fields in which somebody may be named in the middle of other words."""
FIELDS: Final = {**FREE, **LISTED}
TEXT: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')  # empty ones too: the next begins after it
PLACE: Final = re.compile(r"(?P<entity>[a-z_]+):(?P<row>.+):(?P<length>[1-9]\d{0,2}):(?P<mark>[0-9a-f]{10})")
LONGEST: Final = 256  # characters of a name
SHORTEST: Final = 3
"""Characters of a name that is looked for in the middle of words: two of them may be anything, 平安 or 阳光."""
WILD: Final = re.compile(r'[%_"\\\x00-\x1f]')
KNOWN_BY: Final = (("contact", "name"), ("contact", "remark"), ("contact", "phone"), ("staff", "name"))
AT_ONCE: Final = 20  # words in one search of the log


class Spot(NamedTuple):
    """So many characters of a row, whose digest is `mark`."""

    entity: str
    row: str
    length: int
    mark: str

    def __str__(self) -> str:
        return f"{self.entity}:{self.row}:{self.length}:{self.mark}"


Spots = dict[tuple[str, str], set[Spot]]
"""(entity, row) → what is covered there."""


def spot(entity: str, row: str, words: str) -> Spot:
    """The place of these words in a row."""
    digest = blake2b(f"{entity}\x1f{row}\x1f{words}".encode(), digest_size=5).hexdigest()
    return Spot(entity, row, len(words), digest)


def named(rows: Iterable[tuple[str, str]]) -> Spots:
    """The places among (entity, row) of the ledger; what is not one is passed over: a file may say anything."""
    found: defaultdict[tuple[str, str], set[Spot]] = defaultdict(set)
    for entity, row in rows:
        match = PLACE.fullmatch(row) if entity == MENTION else None
        if match is not None and match["entity"] in FIELDS:
            one = Spot(match["entity"], match["row"], int(match["length"]), match["mark"])
            found[one.entity, one.row].add(one)
    return dict(found)


def spots(connection: Connection) -> Spots:
    """All places that the ledger names."""
    mark = marks(connection, 1)
    rows = connection.exec_driver_sql(f'SELECT "row" FROM erasure WHERE entity = {mark}', (MENTION,))
    return named((MENTION, row[0]) for row in rows)


def cover(found: Collection[Spot], fields: Mapping[str, Value]) -> dict[str, Value]:
    """The fields of a row without the words at these places of it."""
    changed = dict(fields)
    for one in sorted(found, key=lambda each: (-each.length, each.mark)):
        for name in FIELDS[one.entity]:
            if isinstance(text := changed.get(name), str) and text:
                changed[name] = _listed(text, one) if one.entity in LISTED else _free(text, one)
    return changed


def _listed(text: str, one: Spot) -> str:
    """Texts of a JSON value replaced; who is covered stays one among others, so that counts stay true."""

    def told(match: re.Match[str]) -> str:
        same = len(match[1]) == one.length and spot(one.entity, one.row, match[1]) == one
        return f'"{COVER}{one.mark[:4]}"' if same else match[0]

    return TEXT.sub(told, text)


def _free(text: str, one: Spot) -> str:
    words = {text[at : at + one.length] for at in range(len(text) - one.length + 1)}
    for same in sorted(words):
        if spot(one.entity, one.row, same) == one:
            text = text.replace(same, COVER)
    return text


def entries(connection: Connection, known: Known) -> list[str]:
    """The places, as the ledger writes them, where the log mentions whom `known` describes, who is erased already.

    What somebody else is called too, or numbered by, says nobody and is left.
    """
    called = known.names | known.remarks | known.numbers
    within = known.numbers | {name for name in known.names if len(name) >= SHORTEST}
    alone = {words for words in called if len(words) <= LONGEST and not _others(connection, words, whole=True)}
    inside = {words for words in within & alone if not _others(connection, words, whole=False)}
    found: set[Spot] = set()
    for entity, row, fields in _texts(connection, sorted(alone)):
        for text in (value for name in FIELDS[entity] if isinstance(value := fields.get(name), str)):
            said = {json.loads(f'"{one}"'): one for one in TEXT.findall(text)} if entity in LISTED else {}
            found |= {spot(entity, row, said[words]) for words in alone & said.keys()}
            found |= {spot(entity, row, words) for words in inside if entity in FREE and words in text}
    return sorted(map(str, found))


def _others(connection: Connection, words: str, *, whole: bool) -> bool:
    """Whether anybody else's name, remark or number is these words, or has them in it."""
    mark = marks(connection, 1)
    for entity, column in KNOWN_BY:
        asked = f"SELECT {column} FROM {entity} WHERE hidden <> 1 AND {column} LIKE {mark}"
        found = connection.exec_driver_sql(asked, (_pattern(words),)).scalars()
        if any(text == words or (not whole and words in text) for text in found):
            return True
    return False


def _pattern(words: str) -> str:
    return f"%{WILD.sub('%', words)}%"


def _texts(connection: Connection, wanted: Collection[str]) -> Iterator[tuple[str, str, dict[str, Value]]]:
    """(entity, row, fields) of the operations in whose text one of these words may be."""
    entities = marks(connection, len(FIELDS))
    for part in chunks(wanted, AT_ONCE):
        like = " OR ".join([f"fields LIKE {marks(connection, 1)}"] * len(part))
        ask = f'SELECT entity, "row", fields FROM operation WHERE entity IN ({entities}) AND ({like})'
        rows = connection.exec_driver_sql(ask, (*FIELDS, *map(_pattern, part)))
        yield from ((entity, row, json.loads(fields)) for entity, row, fields in rows.fetchall())


def apply(connection: Connection, found: Spots) -> dict[str, set[str]]:
    """Cover these places in the log and the tables; returns the rows concerned by entity."""
    touched: defaultdict[str, set[str]] = defaultdict(set)
    mark = marks(connection, 1)
    update = f"UPDATE operation SET fields = {mark} WHERE replica = {mark} AND seq = {mark}"
    for (entity, row), here in found.items():
        for replica, seq, text in _operations(connection, entity, row):
            fields = json.loads(text)
            if (covered := cover(here, fields)) != fields:
                connection.exec_driver_sql(update, (encode(covered), replica, seq))
                touched[entity].add(row)
        _conflicts(connection, here, entity, row)
    for entity, rows in touched.items():
        shape = shapes()[entity]
        stored: Stored = load(connection, shape, rows)
        for id_, working in stored.items():
            for name, value in cover(found[entity, id_], working.values).items():
                working.touched |= value != working.values[name]
                working.values[name] = value
        save(connection, shape, stored)
    return dict(touched)


def uncovered(connection: Connection) -> int:
    """How many operations still hold what the ledger covers; anything but 0 is a fault."""
    return sum(
        cover(here, fields) != fields
        for (entity, row), here in spots(connection).items()
        for fields in (json.loads(text) for _, _, text in _operations(connection, entity, row))
    )


def _operations(connection: Connection, entity: str, row: str) -> list[tuple[str, int, str]]:
    mark = marks(connection, 1)
    ask = f'SELECT replica, seq, fields FROM operation WHERE "row" = {mark} AND entity = {mark}'
    return [(one[0], one[1], one[2]) for one in connection.exec_driver_sql(ask, (row, entity)).fetchall()]


def _conflicts(connection: Connection, here: Collection[Spot], entity: str, row: str) -> None:
    """The same in values of the row that are disputed."""
    mark = marks(connection, 1)
    ask = f'SELECT id, field, winner_value, loser_value FROM conflict WHERE "row" = {mark} AND entity = {mark}'
    update = f"UPDATE conflict SET winner_value = {mark}, loser_value = {mark} WHERE id = {mark}"
    for id_, field, *texts in connection.exec_driver_sql(ask, (row, entity)).fetchall():
        covered = [encode(cover(here, {field: json.loads(text)})[field]) for text in texts]
        if covered != texts:
            connection.exec_driver_sql(update, (*covered, id_))
