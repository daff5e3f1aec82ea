"""The readable rows of a workbook as they were written: sealed with its manifest, so that hand edits can be told.

Every value is kept in canonical form: however a spreadsheet types a number or a time, it stays the same text.
"""

import base64
import json
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final, NamedTuple

from desktop.errors import AppError
from desktop.exchange.wecom import SEPARATORS, loose_time
from desktop.exchange.writing import Cell, clean

LARGEST: Final = 24 * 1024 * 1024  # bytes, unpacked: 50,000 contacts take about eight
NUMBER: Final = re.compile(r"-?(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.0+)?")


class Page(NamedTuple):
    """A sheet's rows: keys of all columns, and by id the canonical values in their order.

    `seen` has by id, in the order of `pages.stamped`, the stamps of the values that may be edited by hand.
    """

    keys: list[str]
    rows: dict[str, list[str]]
    seen: dict[str, list[str]]


class Originals(NamedTuple):
    """Pages by topic, and the names of staff and tags (name → id) that were unambiguous at the export."""

    pages: dict[str, Page]
    staff: dict[str, str]
    tags: dict[str, str]
    branch: str


def canonical(cell: Cell, form: str = "text") -> str:
    """A cell as text, the same for every way in which a spreadsheet may type it; see `pages.Column` for the forms."""
    if isinstance(cell, date):  # a datetime is one
        return _moment(cell, form)
    text = _plain(cell)
    if form == "number":
        if isinstance(cell, bool):
            return str(cell).upper()  # nobody counts so
        narrow = unicodedata.normalize("NFKC", text)
        return narrow.partition(".")[0].replace(",", "") if NUMBER.fullmatch(narrow) else text
    if form in {"time", "day"}:
        moment = loose_time(text)
        return (moment[:10] if form == "day" else moment) or text
    if form == "tags":
        return "、".join(split_tags(text))
    return text


def _plain(cell: Any) -> str:  # noqa: ANN401 - a cell
    if isinstance(cell, str):
        return clean(cell).strip()
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _moment(cell: date, form: str) -> str:
    if form == "day":
        return f"{cell:%Y-%m-%d}"
    return f"{cell.replace(microsecond=0)}" if isinstance(cell, datetime) else f"{cell} 00:00:00"


def split_tags(text: str) -> list[str]:
    """The names in a cell of tags, in order."""
    return sorted({name for part in SEPARATORS.split(text) if (name := part.strip())})


def checksum(id_: str, values: Iterable[str]) -> str:
    """Eight hex digits over the id and the canonical values."""
    return sha256("\x1f".join([id_, *values]).encode()).hexdigest()[:8]


def pack(originals: Originals) -> str:
    """All of it as text for the manifest."""
    pages = {key: [page.keys, [[id_, *values] for id_, values in page.rows.items()], *_numbered(page)] for key, page in
             originals.pages.items()}  # fmt: skip
    content = [pages, originals.staff, originals.tags, originals.branch]
    return base64.b64encode(zlib.compress(json.dumps(content, ensure_ascii=False).encode(), 6)).decode()


def _numbered(page: Page) -> tuple[list[str], list[list[int]]]:
    """The stamps of a page, each once, and row by row which of them: rows of one import share theirs."""
    numbers: dict[str, int] = {}
    places = [[numbers.setdefault(stamp, len(numbers)) for stamp in page.seen.get(id_, ())] for id_ in page.rows]
    return list(numbers), places if numbers else []


def _page(keys: list[str], rows: list[list[str]], stamps: list[str], places: list[list[int]]) -> Page:
    seen = {row[0]: [stamps[number] for number in numbers] for row, numbers in zip(rows, places, strict=False)}
    return Page(keys, {row[0]: row[1:] for row in rows}, seen)


def unpack(text: str, file: str) -> Originals:
    """The reverse; AppError for what `pack` has not made. Nothing of it is taken on trust: anybody can make a file."""
    try:
        pages, staff, tags, branch = json.loads(_inflated(text))
        found = {key: _page(*page) for key, page in pages.items()}
        whole = _texts([branch, *staff, *staff.values(), *tags, *tags.values(), *found])
        whole &= all(map(_sound, found.values()))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, zlib.error) as error:
        raise AppError("{file} 的“_manifest”页读不懂", cure="请对方重新导出。", file=file) from error
    if not whole:
        raise AppError("{file} 的“_manifest”页读不懂", cure="请对方重新导出。", file=file)
    return Originals(found, staff, tags, branch)


def _inflated(text: str) -> bytes:
    stream = zlib.decompressobj()
    content = stream.decompress(base64.b64decode(text, validate=True), LARGEST)
    if not stream.eof:
        raise ValueError(len(content))
    return content


def _texts(values: Iterable[object]) -> bool:
    return all(type(value) is str for value in values)


def _sound(page: Page) -> bool:
    width = len(page.keys)
    whole = _texts(page.keys) and _texts(page.rows) and all(_fits(row, width) for row in page.rows.values())
    return whole and all(map(_texts, page.seen.values()))


def _fits(row: Sequence[object], width: int) -> bool:
    return len(row) == width and _texts(row)


def names(found: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Name → id of (id, name) pairs; a name that two have is left out, since it says nobody."""
    pairs = list(found)
    said = Counter(name for _, name in pairs)
    return {name: id_ for id_, name in pairs if name and said[name] == 1}
