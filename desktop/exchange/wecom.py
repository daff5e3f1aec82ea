"""Files of WeCom's admin console: which kind it is, where the heading stands, and its rows as typed values."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from desktop.errors import AppError
from desktop.exchange.workbook import Book
from desktop.exchange.worker import Rows
from desktop.fields import KINDS, Field
from desktop.resources import resource
from desktop.words import N_, Phrase

HEAD_ROWS = 30
LEAST_HEADS = 4
TAG_HEAD = re.compile(r"^标签组\s*\d*\s*[(（](.+)[)）]$")
SEPARATORS = re.compile(r"[,，、;；]")
ACCOUNT = re.compile(r"^[A-Za-z0-9._@-]{1,64}$")
NUMBER = re.compile(r"^[0-9]{1,9}$")
MOBILE = re.compile(r"^1[3-9]\d{9}$")
REASON = "拒收原因"
GENDERS = {"男": 1, "女": 2}


class Layout(NamedTuple):
    """How a file is laid out: kind, sheet, number of the heading row (from 0), column → field, column → tag group."""

    kind: str
    sheet: str
    head_row: int
    fields: dict[int, Field]
    tag_groups: dict[int, str]
    unknown: dict[int, str]
    heads: list[str]


class Fault(NamedTuple):
    """Something wrong in a row: `row` counts from 1 as Excel shows it, `head` names the column."""

    row: int
    head: str
    reason: Phrase


class Parsed(NamedTuple):
    """A row as typed values: `tags` as (group, tag); `faults` refuse the row, `warnings` do not."""

    row: int
    values: dict[str, Any]
    tags: list[tuple[str, str]]
    unknown: dict[str, str]
    faults: list[Fault]
    warnings: list[Fault]


def recognise(book: Book, file: str) -> tuple[Layout, Rows]:
    """The layout with the most known headings in any sheet; raises AppError when nothing fits."""
    best: tuple[int, Layout, Rows] | None = None
    for sheet in book.sheets:
        for number, row in enumerate(sheet.rows[:HEAD_ROWS]):
            for kind, fields in KINDS.items():
                layout = _layout(kind, fields, sheet.name, number, row)
                score = len(layout.fields)
                if score >= LEAST_HEADS and _complete(layout, fields) and (best is None or score > best[0]):
                    best = (score, layout, sheet.rows)
    if best is None:
        raise AppError(
            "认不出 {file}：前 30 行里没有客户列表、通讯录或客户群列表的表头",
            cure="请用企业微信管理后台导出的原表，或把表头改成“客户名称、添加人账号、添加时间……”。",
            file=file,
        )
    return best[1], best[2]


def _layout(kind: str, fields: tuple[Field, ...], sheet: str, number: int, row: Sequence[Any]) -> Layout:
    heads = [_head(cell) for cell in row]
    by_head = {head: one for one in fields for head in one.heads}
    known: dict[int, Field] = {}
    groups: dict[int, str] = {}
    for column, head in enumerate(heads):
        if head in by_head and by_head[head] not in known.values():
            known[column] = by_head[head]
        elif kind == "contacts" and (found := TAG_HEAD.match(head)):
            groups[column] = found[1].strip()
    unknown = {
        column: head for column, head in enumerate(heads)
        if head and column not in known and column not in groups and head != REASON
    }  # fmt: skip
    return Layout(kind, sheet, number, known, groups, unknown, [_text(cell) for cell in row])


def _complete(layout: Layout, fields: tuple[Field, ...]) -> bool:
    found = set(layout.fields.values())
    return all(one in found for one in fields if one.required)


def _head(cell: Any) -> str:  # noqa: ANN401 - a cell
    return _text(cell).replace("*", "").replace("＊", "").strip()


def parse(layout: Layout, rows: Rows) -> Iterator[Parsed]:
    """The rows below the heading that are not empty, typed."""
    readers = [(column, one, READERS[one.kind]) for column, one in layout.fields.items()]
    groups, unknown = list(layout.tag_groups.items()), list(layout.unknown.items())
    for number, row in enumerate(rows[layout.head_row + 1 :], layout.head_row + 2):
        width = len(row)
        values: dict[str, Any] = {}
        faults: list[Fault] = []
        warnings: list[Fault] = []
        tags: list[tuple[str, str]] = []
        for column, one, reader in readers:
            cell = row[column] if column < width else None
            if cell is None:
                if one.required:
                    faults.append(Fault(number, one.label, N_("{head}是空的", head=one.label)))
                continue
            value, problem = reader(cell)
            values[one.key] = value
            if problem is not None:
                (warnings if one.kind == "phone" else faults).append(Fault(number, one.label, problem))
        for column, group in groups:
            cell = row[column] if column < width else None
            if cell is not None:
                tags += [(group, name) for part in SEPARATORS.split(_text(cell)) if (name := part.strip())]
        if values or tags:
            rest = {head: _text(row[column]) for column, head in unknown if column < width and row[column] is not None}
            yield Parsed(number, values, tags, rest, faults, warnings)


def _text(cell: Any) -> str:  # noqa: ANN401 - a cell
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    return str(cell).strip()


Answer = tuple[Any, Phrase | None]


def _read_text(cell: Any) -> Answer:  # noqa: ANN401
    return _text(cell), None


def _read_phone(cell: Any) -> Answer:  # noqa: ANN401
    text = _text(cell)
    digits = text.translate(_NOISE).removeprefix("+86").removeprefix("0086")
    if len(digits) == 13 and digits.startswith("86"):
        digits = digits[2:]
    if MOBILE.match(digits):
        return digits, None
    return text, N_("手机“{text}”不是 11 位手机号，按原样保留", text=text)


_NOISE = str.maketrans("", "", " -‐–—()（）\u00a0\u200b\u202d\u202c")


def _read_time(cell: Any) -> Answer:  # noqa: ANN401
    if isinstance(cell, datetime):
        return f"{cell.replace(microsecond=0)}", None
    if isinstance(cell, date):
        return f"{cell} 00:00:00", None
    text = _text(cell)
    found = loose_time(text)
    return found, None if found else N_("时间“{text}”看不懂，要像 2026-11-20 09:30", text=text)


LOOSE = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$")


def loose_time(text: str) -> str:
    """A time as people write it, `YYYY-MM-DD HH:MM:SS`; "" for what is none."""
    with suppress(ValueError):
        return f"{datetime.fromisoformat(text.replace('/', '-'))}"
    found = LOOSE.match(text)
    with suppress(ValueError):
        return f"{datetime(*(int(part or 0) for part in found.groups()))}" if found else ""  # type: ignore[arg-type]
    return ""


def _read_number(cell: Any) -> Answer:  # noqa: ANN401
    text = _text(cell)
    return (int(text), None) if NUMBER.match(text) else (0, N_("“{text}”不是数字", text=text))


def _read_account(cell: Any) -> Answer:  # noqa: ANN401
    text = _text(cell)
    if ACCOUNT.match(text):
        return text, None
    return text, N_("账号“{text}”要由 1 到 64 个字母、数字、点、减号、下划线或 @ 组成", text=text)


def _read_departments(cell: Any) -> Answer:  # noqa: ANN401
    parts = [part.strip().strip("/") for part in re.split("[;；]", _text(cell))]
    return "；".join(part for part in parts if part), None


def _read_gender(cell: Any) -> Answer:  # noqa: ANN401
    return GENDERS.get(_text(cell), 0), None


READERS = {
    "text": _read_text, "phone": _read_phone, "time": _read_time, "date": _read_time, "number": _read_number,
    "account": _read_account, "departments": _read_departments, "gender": _read_gender,
}  # fmt: skip


class AddWay(NamedTuple):
    """WeCom's code and the channel it stands for."""

    code: int | None
    channel: str


@cache
def add_ways() -> dict[str, AddWay]:
    """来源 as a file says it → code and channel."""
    table = tomllib.loads(resource("exchange", "add_way.toml").read_text(encoding="utf-8"))
    return {text: AddWay(way["code"], way["channel"]) for way in table["way"] for text in way["texts"]}


def add_way(source: str) -> AddWay:
    """Code and channel of a source text; an unknown one has no code."""
    return add_ways().get(source, AddWay(None, "unknown"))
