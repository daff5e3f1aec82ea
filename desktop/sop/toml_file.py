"""Reading of the TOML files of `resources`: a bad one is named with file, entry and key."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from desktop.errors import AppError


def load_toml(path: Path) -> dict[str, object]:
    """The content of a TOML file; an AppError names the file and the line that cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise AppError(
            "{file} 读不懂：{reason}", cure="请用原来的文件替换它", file=path.name, reason=str(error)
        ) from error


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of a TOML file, and where it stands, so that every complaint can name file, entry and key."""

    file: str
    name: str
    values: Mapping[str, object]

    def text(self, key: str, *, default: str | None = None) -> str:
        """A text that must not be empty; `default` makes it optional."""
        value = self._value(key, default)
        if not isinstance(value, str) or (not value.strip() and default is None):
            raise self.bad(key, value)
        return value

    def number(self, key: str, *, default: int | None = None) -> int:
        """A whole number that is not negative; `default` makes it optional."""
        value = self._value(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.bad(key, value)
        return value

    def flag(self, key: str) -> bool:
        """True or false; false when it is not there."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.bad(key, value)
        return value

    def choice(self, key: str, allowed: frozenset[str]) -> str:
        """One word of `allowed`."""
        value = self.text(key)
        if value not in allowed:
            raise self.bad(key, value)
        return value

    def words(self, key: str, allowed: frozenset[str]) -> tuple[str, ...]:
        """A list of words of `allowed`, at least one."""
        value = self._value(key, None)
        if not isinstance(value, list) or not value or not allowed.issuperset(map(str, value)):
            raise self.bad(key, value)
        return tuple(map(str, value))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts that are not empty; without the key there are none."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            raise self.bad(key, value)
        return tuple(value)

    def clock(self, key: str) -> str:
        """A time of day as HH:MM."""
        value = self.text(key)
        try:
            moment = time.fromisoformat(value)
        except ValueError:
            raise self.bad(key, value) from None
        if moment.strftime("%H:%M") != value:
            raise self.bad(key, value)
        return value

    def table(self, key: str) -> "Entry":
        """A table inside this one; empty when it is not there."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.bad(key, value)
        return Entry(self.file, self.name, value)

    def entries(self, key: str, *, optional: bool = False) -> list["Entry"]:
        """The tables of an array of tables, each named by its own key or, without one, its place."""
        rows = self.values.get(key, [])
        if not isinstance(rows, list) or not (rows or optional) or not all(isinstance(row, dict) for row in rows):
            raise self.bad(key, "")
        return [Entry(self.file, str(row.get("key", at)), row) for at, row in enumerate(rows, start=1)]

    def only(self, known: frozenset[str]) -> None:
        """Refuse keys that nobody reads: a slip of the pen would otherwise be ignored in silence."""
        if unknown := sorted(set(self.values) - known):
            raise AppError(
                "{file} 的“{entry}”里有不认识的“{key}”",
                cure="请检查拼写",
                file=self.file,
                entry=self.name,
                key=unknown[0],
            )

    def _value(self, key: str, default: object) -> object:
        if key not in self.values and default is None:
            raise AppError(
                "{file} 的“{entry}”缺少“{key}”", cure="请补上这一行", file=self.file, entry=self.name, key=key
            )
        return self.values.get(key, default)

    def bad(self, key: str, value: object) -> AppError:
        """The complaint that `key` cannot have this value."""
        return AppError(
            "{file} 的“{entry}”里“{key}”不能是“{value}”",
            cure="请照同一文件里别的条目改正",
            file=self.file,
            entry=self.name,
            key=key,
            value=str(value),
        )
