"""Scripts: the words to say or send, with variables that are filled in before they can be copied."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Final

from db.ids import derived_id
from db.operation import Change
from desktop.contacts.naming import GREETING
from desktop.errors import AppError
from desktop.resources import resource
from desktop.sop.toml_file import Entry, load_toml

VARIABLE: Final = re.compile(r"\{([^{}\s]{1,20})\}")
QUIET: Final = frozenset({"称呼", "银行", "网点", "职务", "群"})
"""Variables that are the same in every message or only grammar: filled in, not highlighted."""

_FILE_KEYS: Final = frozenset({"version", "script", "values"})
_SCRIPT_KEYS: Final = frozenset({"key", "title", "kind", "text", "alternative_to"})
_KINDS: Final = frozenset({"lobby", "contact", "group", "activity", "moments"})


@dataclass(frozen=True, slots=True)
class ScriptText:
    """A script as its file says it; `alternative_to` is the key of the one it may stand for."""

    file: str
    key: str
    title: str
    kind: str
    text: str
    version: int
    alternative_to: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a filled script; `variable` is its name, or "" for plain words."""

    text: str
    variable: str = ""

    @property
    def marked(self) -> bool:
        """Whether the reader should check it: a variable that differs from message to message."""
        return bool(self.variable) and self.variable not in QUIET


@dataclass(frozen=True, slots=True)
class Filled:
    """A script with its variables filled in, as far as they are known; `missing` names the others."""

    segments: tuple[Segment, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What is shown; missing variables stand in it as {name}."""
        return "".join(segment.text for segment in self.segments)

    @property
    def marks(self) -> list[tuple[int, int]]:
        """(start, end) in `text` of what the reader should check."""
        found, at = [], 0
        for segment in self.segments:
            if segment.marked:
                found.append((at, at + len(segment.text)))
            at += len(segment.text)
        return found

    def complete(self) -> str:
        """What may be copied; raises AppError naming the variable that is missing."""
        if self.missing:
            raise AppError("话术还缺“{name}”，先填上再复制", cure="在话术下面填写", name="、".join(self.missing))
        return self.text


def fill_as_known(text: str, values: Mapping[str, str]) -> Filled:
    """Fill what is known; an unknown variable stays as {name} and is listed as missing."""
    segments: list[Segment] = []
    missing: list[str] = []
    at = 0
    for found in VARIABLE.finditer(text):
        segments.append(Segment(text[at : found.start()]))
        name = found[1]
        if name not in values and name not in missing:
            missing.append(name)
        segments.append(Segment(values.get(name, found[0]), name))
        at = found.end()
    segments.append(Segment(text[at:]))
    return Filled(_greeted_once([segment for segment in segments if segment.text]), tuple(missing))


def _greeted_once(segments: list[Segment]) -> tuple[Segment, ...]:
    """Somebody whose name is not known is greeted instead of named; the script's own greeting then goes."""
    for at, (one, following) in enumerate(pairwise(segments)):
        if one.variable and one.text == GREETING and following.text.startswith(GREETING):
            segments[at + 1] = replace(following, text=following.text.removeprefix(GREETING))
    return tuple(segments)


def fill(text: str, values: Mapping[str, str]) -> str:
    """The script with every variable filled; raises AppError naming the one that is missing."""
    return fill_as_known(text, values).complete()


def script_id(key: str) -> str:
    """The row of a script: the same on every PC."""
    return derived_id("script", key)


def load(folder: Path | None = None) -> list[ScriptText]:
    """Every script of the folder (default `resources/scripts`), checked."""
    found = [script for path in _files(folder) for script in _scripts(path)]
    if twice := [key for key, count in Counter(script.key for script in found).items() if count > 1]:
        raise AppError("话术编号“{key}”用了两次", cure="请改成不同的 key", key=twice[0])
    keys = {script.key for script in found}
    for script in found:
        if script.alternative_to and script.alternative_to not in keys:
            raise AppError(
                "{file} 的“{entry}”要替换的话术“{key}”不存在",
                file=script.file,
                entry=script.key,
                key=script.alternative_to,
            )
    return found


@cache
def default_values(folder: Path | None = None) -> MappingProxyType[str, str]:
    """Values of variables that hold until somebody fills in others; read once, the day asks for them at every step."""
    values: dict[str, str] = {}
    for path in _files(folder):
        entry = Entry(path.name, "values", load_toml(path)).table("values")
        values |= {key: entry.text(key) for key in entry.values}
    return MappingProxyType(values)


def changes(known: list[ScriptText]) -> Iterator[Change]:
    """The rows of the scripts."""
    for script in known:
        fields: dict[str, str | int | None] = {
            "key": script.key,
            "title": script.title,
            "kind": script.kind,
            "text": script.text,
            "version": script.version,
            "locked": 1,
            "alternative_to": script_id(script.alternative_to) if script.alternative_to else None,
        }
        yield Change("script", script_id(script.key), fields)


def _files(folder: Path | None) -> list[Path]:
    return sorted((folder or resource("scripts")).glob("*.toml"))


def _scripts(path: Path) -> Iterator[ScriptText]:
    top = Entry(path.name, path.stem, load_toml(path))
    top.only(_FILE_KEYS)
    version = top.number("version")
    for entry in top.entries("script", optional=True):
        entry.only(_SCRIPT_KEYS)
        text = entry.text("text")
        if VARIABLE.sub("", text).count("{") or VARIABLE.sub("", text).count("}"):
            raise AppError(
                "{file} 的“{entry}”里有没写完的花括号", cure="变量两边各一个花括号", file=path.name, entry=entry.name
            )
        yield ScriptText(
            file=path.name,
            key=entry.text("key"),
            title=entry.text("title"),
            kind=entry.choice("kind", _KINDS),
            text=text,
            version=version,
            alternative_to=entry.text("alternative_to", default=""),
        )
