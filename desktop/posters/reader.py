"""Reads one TOML table with care: every fault names file, element and key in plain words."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from desktop.errors import AppError
from desktop.words import Phrase

COLOUR = re.compile(r"#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})")
EMPTY: Mapping[str, object] = {}


class Table:
    """A TOML table that knows where it stands; `finish` complains about keys that nobody asked for."""

    def __init__(self, file: str, place: str, values: object) -> None:
        self.file, self.place = file, place
        self._asked: set[str] = set()
        if not isinstance(values, Mapping):
            raise self.fault("", "应该是一张表")
        self._values: Mapping[str, object] = values

    def fault(self, key: str, what: str, **values: object) -> AppError:
        """The error to raise for `key`; `what` is a literal template for `values` (a test collects them)."""
        said = Phrase(what, values)
        if self.place and key:
            return AppError(
                "版式文件 {file}：{place}，{key}：{what}", file=self.file, place=self.place, key=key, what=said
            )
        return AppError("版式文件 {file}：{place}：{what}", file=self.file, place=self.place or key, what=said)

    def has(self, key: str) -> bool:
        return key in self._values

    def names(self) -> list[str]:
        return list(self._values)

    def raw(self, key: str) -> object:
        self._asked.add(key)
        return self._values.get(key)

    def text(self, key: str, default: str | None = None, *, among: Iterable[str] = ()) -> str:
        """A text; without a default it must be there; `among` limits it."""
        value = self.raw(key)
        if value is None:
            if default is None:
                raise self.fault(key, "没有填")
            return default
        if not isinstance(value, str):
            raise self.fault(key, "应该是文字")
        allowed = tuple(among)
        if allowed and value not in allowed:
            raise self.fault(key, "“{value}”不认识，可以是：{known}", value=value, known="、".join(allowed))
        return value

    def number(self, key: str, default: float | None = None, *, least: float = 0.0, most: float = 10_000.0) -> float:
        """A number between `least` and `most`."""
        value = self.raw(key)
        if value is None:
            if default is None:
                raise self.fault(key, "没有填")
            return default
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.fault(key, "应该是数字")
        if not least <= value <= most:
            span = f"{least:g}–{most:g}"
            raise self.fault(key, "{value} 不在 {span} 之间", value=f"{value:g}", span=span)
        return float(value)

    def flag(self, key: str) -> bool:
        value = self.raw(key)
        if value not in (None, True, False):
            raise self.fault(key, "应该是 true 或 false")
        return bool(value)

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts, none by default."""
        value = self.raw(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise self.fault(key, "应该是一列文字")
        return tuple(value)

    def numbers(
        self, key: str, count: int | None = None, default: tuple[float, ...] | None = None
    ) -> tuple[float, ...]:
        """A list of numbers, `count` of them."""
        value = self.raw(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, list) or any(isinstance(n, bool) or not isinstance(n, int | float) for n in value):
            raise self.fault(key, "应该是一列数字")
        if count is not None and len(value) != count:
            raise self.fault(key, "应该是 {count} 个数字", count=count)
        return tuple(float(n) for n in value)

    def colour(self, key: str, tokens: Iterable[str], default: str = "") -> str:
        """A colour token of the themes, or #RRGGBB or #RRGGBBAA; empty means none."""
        value = self.text(key, default)
        if value and value not in set(tokens) and not COLOUR.fullmatch(value):
            raise self.fault(key, "“{value}”不是这套主题的颜色，也不是 #RRGGBB", value=value)
        return value

    def table(self, key: str) -> "Table":
        return Table(self.file, f"{self.place}.{key}" if self.place else key, self.raw(key) or EMPTY)

    def finish(self) -> None:
        """Raise for the first key that is not known: a slip of the pen must not pass silently."""
        unknown = [key for key in self._values if key not in self._asked]
        if unknown:
            raise self.fault(unknown[0], "不认识这一项")


def parse(path: Path, text: str | None = None) -> Table:
    """The TOML file at `path`, or `text` in its place; AppError names line and column of a slip."""
    name = f"{path.parent.name}/{path.name}"
    try:
        return Table(name, "", tomllib.loads(path.read_text(encoding="utf-8") if text is None else text))
    except FileNotFoundError as error:
        raise AppError("没有版式文件 {file}", file=name) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AppError("版式文件 {file} 写法不对：{what}", file=name, what=str(error)) from error
