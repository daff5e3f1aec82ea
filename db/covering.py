"""Where an erased person is mentioned in what stays: the winners of an activity, what was noted about somebody else.

The ledger names each such place by (entity, row, length, mark). The mark is a digest of the words, salted with the row,
so that a database that never knew the name covers it too: in its log, its tables and whatever a later file brings. In
the middle of other words names may overlap, and who covered the one no longer finds the other: there the ledger also
says in which operation, which field and from which character on. A cover is as long as what it covers, so that these
numbers hold whatever was covered before: in any order it comes to the union of all places.

What nobody can do: a database that covered one name in a text, and hears only then of another that overlaps it and was
found in an older text of that row, has a part of it left and a digest of the whole. It finds it when the clear text
comes once more, from wherever that still is, and says so to all. A digest of every part of a name would tell at once,
and would also spell the name out to anybody, sign by sign; a guess by the rest would cover what others wrote.
"""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b
from itertools import count
from typing import Final, NamedTuple

from sqlalchemy import Connection

from db.having import TWIN
from db.mentions import COVER, Known
from db.projection import SELECT, Operation, Place, Stored, Value, chunks, encode, lay, marks, save, shapes
from db.veil import VEIL, masked_names

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
TOLD: Final = re.compile(rf"{COVER}[0-9a-f]{{4}}")  # what a covered text of JSON has become
PLACE: Final = re.compile(
    r"(?P<entity>[a-z_]+):(?P<row>.+):(?P<length>[1-9]\d{0,2}):(?P<mark>[0-9a-f]{10})"
    r"(?::(?P<digest>[0-9a-f]{32}):(?P<field>[a-z_]+):(?P<at>\d{1,6}))?"
)
LONGEST: Final = 256  # characters of a name
SHORTEST: Final = 3
"""Characters of a name that is looked for in the middle of words: two of them may be anything, 平安 or 阳光."""
WILD: Final = re.compile(r'[%_"\\\x00-\x1f]')
KNOWN_BY: Final = (("contact", "name"), ("contact", "remark"), ("contact", "phone"), ("staff", "name"))
AT_ONCE: Final = 20  # words in one search of the log


class Spot(NamedTuple):
    """So many characters of a row, whose digest is `mark`; and where they stood, if in the middle of other words."""

    entity: str
    row: str
    length: int
    mark: str
    digest: str = ""  # of the operation
    field: str = ""
    at: int = 0

    def __str__(self) -> str:
        words = f"{self.entity}:{self.row}:{self.length}:{self.mark}"
        return f"{words}:{self.digest}:{self.field}:{self.at}" if self.digest else words


Spots = dict[tuple[str, str], set[Spot]]
"""(entity, row) → what is covered there."""


def spot(entity: str, row: str, words: str) -> Spot:
    """These words in a row."""
    digest = blake2b(f"{entity}\x1f{row}\x1f{words}".encode(), digest_size=5).hexdigest()
    return Spot(entity, row, len(words), digest)


def named(rows: Iterable[tuple[str, str]]) -> Spots:
    """The places among (entity, row) of the ledger; what is not one is passed over: a file may say anything."""
    found: defaultdict[tuple[str, str], set[Spot]] = defaultdict(set)
    for entity, row in rows:
        match = PLACE.fullmatch(row) if entity == MENTION else None
        if match is not None and match["entity"] in FIELDS:
            tail = (match["digest"], match["field"], int(match["at"])) if match["digest"] else ()
            one = Spot(match["entity"], match["row"], int(match["length"]), match["mark"], *tail)
            found[one.entity, one.row].add(one)
    return dict(found)


def spots(connection: Connection) -> Spots:
    """All places that the ledger names."""
    mark = marks(connection, 1)
    rows = connection.exec_driver_sql(f'SELECT "row" FROM erasure WHERE entity = {mark}', (MENTION,))
    return named((MENTION, row[0]) for row in rows)


def cover(here: Collection[Spot], fields: Mapping[str, Value], digest: str = "") -> dict[str, Value]:
    """The fields of a row, or of its operation of that digest, without the words at these places of it."""
    changed = dict(fields)
    free: defaultdict[str, set[int]] = defaultdict(set)
    for one in found(here, fields, digest) | {one for one in here if one.digest}:
        if one.digest == digest and one.field in FREE.get(one.entity, ()):
            free[one.field].update(range(one.at, one.at + one.length))
    for name, places in free.items():
        if isinstance(text := changed.get(name), str) and name not in masked_names(fields):
            changed[name] = "".join(COVER if at in places else sign for at, sign in enumerate(text))
    for name in {name for one in here for name in LISTED.get(one.entity, ())}:
        if isinstance(text := changed.get(name), str) and text:
            changed[name] = _listed(text, here, digest, name)
    return changed


def _listed(text: str, here: Collection[Spot], digest: str, name: str) -> str:
    """Texts of a JSON value replaced; who is covered stays one among others, so that counts stay true."""
    places = {one.at: one.mark for one in here if one.digest and (one.digest, one.field) == (digest, name)}
    numbers = count()

    def told(match: re.Match[str]) -> str:
        mark = places.get(next(numbers))
        for one in here:
            if len(match[1]) == one.length and spot(one.entity, one.row, match[1])[:4] == one[:4]:
                mark = one.mark
        return match[0] if mark is None or TOLD.fullmatch(match[1]) else f'"{COVER}{mark[:4]}"'

    return TEXT.sub(told, text)


def orphans(here: Collection[Spot], one: Operation) -> set[Spot]:
    """Where this operation is covered without a word of the ledger: the entry may be lost with the PC that made it."""
    fields = {name: text for name in FIELDS.get(one.entity, ()) if COVER in (text := str(one.fields.get(name, "")))}
    if not fields or VEIL in one.fields or _original(one):
        return set()
    ours = [each for each in here if each.digest == one.digest]
    told = {(each.field, at) for each in ours for at in range(each.at, each.at + each.length)}
    covers = {each.mark[:4] for each in here}
    lost: set[Spot] = set()
    for name, text in fields.items():
        if one.entity in LISTED:
            for at, match in enumerate(TEXT.finditer(text)):
                if TOLD.fullmatch(match[1]) and match[1][1:] not in covers:
                    lost.add(Spot(one.entity, one.row, 1, f"{match[1][1:]}000000", one.digest, name, at))
        else:
            alone = [at for at, sign in enumerate(text) if sign == COVER and (name, at) not in told]
            lost |= {spot(one.entity, one.row, COVER)._replace(digest=one.digest, field=name, at=at) for at in alone}
    return lost


def _original(one: Operation) -> bool:
    """Whether nothing was taken out of it since it was written."""
    written = (encode(one.fields), "" if one.replaced is None else encode(one.replaced), one.batch, one.source)
    content = (one.replica.partition(TWIN)[0], *one[1:6], *written)
    return blake2b("\x1f".join(map(str, content)).encode(), digest_size=16).hexdigest() == one.digest


def found(here: Collection[Spot], fields: Mapping[str, Value], digest: str) -> set[Spot]:
    """Where exactly these words stand in the middle of others, overlapping ones too."""
    words = {one[:4] for one in here if one.entity in FREE}
    lengths, hidden = {one[2] for one in words}, masked_names(fields) if words else frozenset()
    places: set[Spot] = set()
    for entity, row in {one[:2] for one in words}:
        for name in FREE[entity]:
            text = fields.get(name)
            if not isinstance(text, str) or name in hidden:
                continue
            for length in lengths:
                for at in range(len(text) - length + 1):
                    said = text[at : at + length]
                    if COVER not in said and (one := spot(entity, row, said))[:4] in words:
                        places.add(one._replace(digest=digest, field=name, at=at))
    return places


def entries(connection: Connection, known: Known) -> list[str]:
    """The places, as the ledger writes them, where the log mentions whom `known` describes, who is erased already.

    What somebody else is called too, or numbered by, says nobody and is left.
    """
    called = known.names | known.remarks | known.numbers
    within = known.numbers | {name for name in known.names if len(name) >= SHORTEST}
    alone = {words for words in called if len(words) <= LONGEST and not _others(connection, words, whole=True)}
    inside = {words for words in within & alone if not _others(connection, words, whole=False)}
    places: set[Spot] = set()
    for one in _mentioning(connection, sorted(alone)):
        for text in (value for name in LISTED.get(one.entity, ()) if isinstance(value := one.fields.get(name), str)):
            said = {json.loads(f'"{quoted}"'): quoted for quoted in TEXT.findall(text)}
            places |= {spot(one.entity, one.row, said[words]) for words in alone & said.keys()}
        if one.entity in FREE:
            sought = {spot(one.entity, one.row, words) for words in inside}
            places |= found(sought, one.fields, one.digest)
    return sorted(map(str, places))


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


def _mentioning(connection: Connection, wanted: Collection[str]) -> list[Operation]:
    """The operations in whose text one of these words may be."""
    entities, mentioning = marks(connection, len(FIELDS)), []
    for part in chunks(wanted, AT_ONCE):
        like = " OR ".join([f"fields LIKE {marks(connection, 1)}"] * len(part))
        ask = f"{SELECT} WHERE entity IN ({entities}) AND ({like})"
        rows = connection.exec_driver_sql(ask, (*FIELDS, *map(_pattern, part))).fetchall()
        mentioning += [Operation.from_row(row) for row in rows]
    return mentioning


def matches(connection: Connection, sought: Spots) -> set[Spot]:
    """Where exactly the log has these words in the middle of others, before they are covered."""
    return {
        place
        for (entity, row), here in sought.items()
        if entity in FREE
        for one in _operations(connection, entity, row)
        for place in found(here, one.fields, one.digest)
    }


def apply(connection: Connection, sought: Spots) -> dict[str, set[str]]:
    """Cover these places in the log and the tables; returns the rows concerned by entity."""
    touched: defaultdict[str, set[str]] = defaultdict(set)
    mark = marks(connection, 1)
    update = f"UPDATE operation SET fields = {mark} WHERE replica = {mark} AND seq = {mark}"
    for (entity, row), here in sought.items():
        operations = _operations(connection, entity, row)
        covered = [one._replace(fields=cover(here, one.fields, one.digest)) for one in operations]
        changed = [(old, new) for old, new in zip(operations, covered, strict=True) if old.fields != new.fields]
        if not changed:
            continue
        for old, new in changed:
            connection.exec_driver_sql(update, (encode(new.fields), new.replica, new.seq))
            _conflicts(connection, old, new)
        stored: Stored = {}
        lay(shapes()[entity], stored, covered)  # anew: a tie may go to another value now
        stored[row].new = False
        save(connection, shapes()[entity], stored)
        touched[entity].add(row)
    return dict(touched)


def places(rows: Mapping[str, Collection[str]]) -> list[Place]:
    """The fields of these rows in which something may have been covered: two values may have become one."""
    return [Place(entity, row, name) for entity, ids in rows.items() for row in ids for name in FIELDS.get(entity, ())]


def uncovered(connection: Connection) -> int:
    """How many operations still hold what the ledger covers; anything but 0 is a fault."""
    return sum(
        cover(here, one.fields, one.digest) != one.fields
        for (entity, row), here in spots(connection).items()
        for one in _operations(connection, entity, row)
    )


def _operations(connection: Connection, entity: str, row: str) -> list[Operation]:
    mark = marks(connection, 1)
    ask = f'{SELECT} WHERE "row" = {mark} AND entity = {mark}'
    return [Operation.from_row(one) for one in connection.exec_driver_sql(ask, (row, entity)).fetchall()]


def _conflicts(connection: Connection, old: Operation, new: Operation) -> None:
    """The same in the values of an operation that are, or were, disputed."""
    mark = marks(connection, 1)
    where = f'entity = {mark} AND "row" = {mark} AND field = {mark}'
    for name in (name for name in FIELDS[old.entity] if old.fields.get(name) != new.fields.get(name)):
        for side in ("winner", "loser"):
            update = (
                f"UPDATE conflict SET {side}_value = {mark} WHERE {where} AND {side} = {mark} AND {side}_value = {mark}"
            )
            said = (encode(new.fields[name]), old.entity, old.row, name, old.stamp, encode(old.fields[name]))
            connection.exec_driver_sql(update, said)
