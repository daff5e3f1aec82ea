"""Walking all contacts once, part by part, for many figures: each part is read from the disk for all of them together.

A statement over the whole table would sort all of it in memory, and each of a dozen would read and decrypt it again.
"""

from array import array
from collections.abc import Mapping, Sequence
from operator import add
from sys import intern
from typing import Any, Final, NamedTuple, Protocol

from sqlalchemy import BindParameter, Text, bindparam, text
from sqlalchemy.orm import Session

ROWS: Final = 20_000  # contacts, whose pages the cache holds with those of what belongs to them
PART: Final = "{part}"

Key = tuple[Any, ...]


class Part(NamedTuple):
    """Some of the contacts `c`: a condition and its parameters."""

    within: str
    values: Mapping[str, int]


class Reader(Protocol):
    """Whoever takes note of one part of the contacts after the other."""

    def take(self, session: Session, part: Part) -> None:
        """Read this part."""


class Tally:
    """Numbers of contacts added up by keys; the statement selects `keys` columns, then numbers, of `{part}` of them.

    `lists` are parameters that stand for several values.
    """

    def __init__(
        self, statement: str, values: Mapping[str, Any], keys: int, lists: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self._statement, self._keys = statement, keys
        self._values = {**values, **(lists or {})}
        self._lists: list[BindParameter[Any]] = [bindparam(name, type_=Text(), expanding=True) for name in lists or {}]
        self.sums: dict[Key, array[int]] = {}

    def take(self, session: Session, part: Part) -> None:
        """Add up this part."""
        statement = text(self._statement.replace(PART, part.within)).bindparams(*self._lists)
        for row in session.execute(statement, {**self._values, **part.values}):
            numbers = array("q", (int(number or 0) for number in row[self._keys :]))
            key = tuple(map(_shared, row[: self._keys]))
            before = self.sums.get(key)
            self.sums[key] = numbers if before is None else array("q", map(add, before, numbers))

    def total(self, width: int) -> list[int]:
        """The sums of all keys together; `width` zeros where there is nothing."""
        return [sum(column) for column in zip(*self.sums.values(), strict=True)] or [0] * width


def _shared(key: object) -> object:
    """The one copy of a text: ids of branches and staff stand in many keys."""
    return intern(key) if type(key) is str else key


def walk(session: Session, *readers: Reader) -> None:
    """Let each of them read all contacts. A server, which sorts on its own disk, is asked in one go."""
    for part in _parts(session):
        for reader in readers:
            reader.take(session, part)


def _parts(session: Session) -> list[Part]:
    if session.get_bind().dialect.name != "sqlite":
        return [Part("1 = 1", {})]
    last = int(session.execute(text("SELECT coalesce(max(rowid), 0) FROM contact")).scalar_one())
    within = "c.rowid > :row_after AND c.rowid <= :row_until"
    return [Part(within, {"row_after": first, "row_until": first + ROWS}) for first in range(0, last, ROWS)]
