"""Files of WeCom's admin console: which kind it is, where the heading stands, and its rows as typed values."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import cache, partial
from types import MappingProxyType
from typing import Any, NamedTuple

from desktop.contacts import dates
from desktop.contacts.own_fields import OwnField
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
MOBILE = re.compile(r"^1[3-9][0-9]{9}$")
PARTS = re.compile(r"[/\\,，、;；|\n或和]|\s{2,}|(?<=[0-9]{11})\s")
REASON = "拒收原因"
GENDERS = {"男": 1, "女": 2}
WORDED = ("stage", "channel", "validity", "flag")
"""Kinds of fields whose cells hold one of a few words."""
LENIENT = (*WORDED, "phone", "birthday")
"""Kinds whose cells do not refuse a row: what they say is kept as text instead."""
EXAMPLE = "（示例）"
"""Before the name in the example rows of our own template."""


class Layout(NamedTuple):
    """How a file is laid out: kind, sheet, number of the heading row (from 0), column → field, column → tag group.

    For tables that are not WeCom's own: `own` is column → field of head office's own, `values` says for a field what a
    text of its cells means, `defaults` what every row has that the table does not say. A tag group "" is any.
    """

    kind: str
    sheet: str
    head_row: int
    fields: dict[int, Field]
    tag_groups: dict[int, str]
    unknown: dict[int, str]
    heads: list[str]
    own: Mapping[int, OwnField] = MappingProxyType({})
    values: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    defaults: Mapping[str, str] = MappingProxyType({})


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
    own: dict[str, str] = {}  # noqa: RUF012 - never changed: a row that has none shares it


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
    heads = [head_text(cell) for cell in row]
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
    return Layout(kind, sheet, number, known, groups, unknown, [cell_text(cell) for cell in row])


def _complete(layout: Layout, fields: tuple[Field, ...]) -> bool:
    found = set(layout.fields.values())
    return all(one in found for one in fields if one.required)


def head_text(cell: Any) -> str:  # noqa: ANN401 - a cell
    return cell_text(cell).replace("*", "").replace("＊", "").strip()


def parse(layout: Layout, rows: Rows) -> Iterator[Parsed]:
    """The rows below the heading that are not empty, typed; rows of a template's examples are passed over."""
    readers = [(column, one, _reader(layout, one)) for column, one in layout.fields.items()]
    groups, unknown, defaults = list(layout.tag_groups.items()), list(layout.unknown.items()), layout.defaults
    for number, row in enumerate(rows[layout.head_row + 1 :], layout.head_row + 2):
        width = len(row)
        values: dict[str, Any] = {}
        problems: list[tuple[int, Field, Phrase]] = []
        tags: list[tuple[str, str]] = []
        for column, one, reader in readers:
            cell = row[column] if column < width else None
            if cell is not None:
                value, problem = reader(cell)
                values[one.key] = value
                if problem is not None:
                    problems.append((column, one, problem))
            elif one.required and one.key not in defaults:
                problems.append((column, one, N_("{head}是空的", head=one.label)))
        for column, group in groups:
            cell = row[column] if column < width else None
            if cell is not None:
                tags += [(group, name) for part in SEPARATORS.split(cell_text(cell)) if (name := part.strip())]
        if (values or tags) and not values.get("name", "").startswith(EXAMPLE):
            rest = {
                head: cell_text(row[column]) for column, head in unknown if column < width and row[column] is not None
            }
            found = Parsed(number, {**defaults, **values} if defaults else values, tags, rest, [], [])
            if problems:
                _judge(found, layout, row, problems)
            yield _with_own(found, layout, row) if layout.own else found


def _judge(found: Parsed, layout: Layout, row: Sequence[Any], problems: list[tuple[int, Field, Phrase]]) -> None:
    """Sort what is wrong into what refuses the row and what is only said; no text of a cell is lost over it."""
    for column, one, reason in problems:
        fault = Fault(found.row, one.label, reason)
        if one.kind not in LENIENT or one.key not in found.values:
            found.faults.append(fault)
            continue
        found.warnings.append(fault)
        text = cell_text(row[column])
        if found.values[one.key] != text:
            found.unknown[layout.heads[column]] = text
        if found.values[one.key] is None:
            del found.values[one.key]


def _with_own(found: Parsed, layout: Layout, row: Sequence[Any]) -> Parsed:
    """The row with the values of head office's own fields; one that cannot be is kept as text, and said."""
    own = {}
    for column, one in layout.own.items():
        cell = row[column] if column < len(row) else None
        if cell is None:
            continue
        text = cell_text(cell)
        try:
            own[one.key] = one.checked(f"{cell:%Y-%m-%d}" if isinstance(cell, date) and one.type == "date" else text)
        except AppError as error:
            found.unknown[layout.heads[column]] = text
            found.warnings.append(Fault(found.row, one.title, error.message))
    return found._replace(own=own)


def cell_text(cell: Any) -> str:  # noqa: ANN401 - a cell
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    return str(cell).strip()


Answer = tuple[Any, Phrase | None]


def _read_text(cell: Any) -> Answer:  # noqa: ANN401
    return cell_text(cell), None


def _read_phone(cell: Any) -> Answer:  # noqa: ANN401
    text = cell_text(cell)
    digits = text.translate(_NOISE).removeprefix("+86").removeprefix("0086")
    if len(digits) == 13 and digits.startswith("86"):
        digits = digits[2:]
    if MOBILE.match(digits):
        return digits, None
    if digits.isdigit() and MOBILE.match(digits[:11]) and digits[:11] == digits[11:]:
        return digits[:11], None  # typed twice
    found = [number for part in PARTS.split(text) if MOBILE.match(number := part.translate(_NOISE).removeprefix("+86"))]
    if found:
        return found[0], N_("“{text}”里不止一个号码，取第一个，原样另存", text=text)
    return text, N_("手机“{text}”不是 11 位手机号，按原样保留", text=text)


_NOISE = str.maketrans("０１２３４５６７８９＋", "0123456789+", " -‐–—()（）\u00a0\u200b\u202d\u202c")


def _read_time(cell: Any) -> Answer:  # noqa: ANN401
    if isinstance(cell, datetime):
        return f"{cell.replace(microsecond=0)}", None
    if isinstance(cell, date):
        return f"{cell} 00:00:00", None
    text = cell_text(cell)
    found = loose_time(text)
    return found, None if found else N_("时间“{text}”看不懂，要像 2026-11-20 09:30", text=text)


FULL = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", re.ASCII)
LOOSE = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$")


def loose_time(text: str) -> str:
    """A time as people write it, `YYYY-MM-DD HH:MM:SS`; "" for what is none."""
    with suppress(ValueError):
        moment = datetime.fromisoformat(text.replace("/", "-"))
        return text if FULL.fullmatch(text) else f"{moment}"
    found = LOOSE.match(text)
    with suppress(ValueError):
        return f"{datetime(*(int(part or 0) for part in found.groups()))}" if found else ""  # type: ignore[arg-type]
    return ""


def _read_number(cell: Any) -> Answer:  # noqa: ANN401
    text = cell_text(cell)
    return (int(text), None) if NUMBER.match(text) else (0, N_("“{text}”不是数字", text=text))


def _read_account(cell: Any) -> Answer:  # noqa: ANN401
    text = cell_text(cell)
    if ACCOUNT.match(text):
        return text, None
    return text, N_("账号“{text}”要由 1 到 64 个字母、数字、点、减号、下划线或 @ 组成", text=text)


def _read_departments(cell: Any) -> Answer:  # noqa: ANN401
    parts = [part.strip().strip("/") for part in re.split("[;；]", cell_text(cell))]
    return "；".join(part for part in parts if part), None


def _read_gender(cell: Any) -> Answer:  # noqa: ANN401
    return GENDERS.get(cell_text(cell), 0), None


def _read_birthday(cell: Any) -> Answer:  # noqa: ANN401
    if isinstance(cell, date):
        return f"{cell:%Y-%m-%d}", None
    try:
        return dates.day_of_birth(cell_text(cell)), None
    except AppError as error:
        return None, error.message


READERS: dict[str, Callable[[Any], Answer]] = {
    "text": _read_text, "phone": _read_phone, "time": _read_time, "date": _read_time, "number": _read_number,
    "account": _read_account, "departments": _read_departments, "gender": _read_gender, "birthday": _read_birthday,
}  # fmt: skip


def _reader(layout: Layout, one: Field) -> Callable[[Any], Answer]:
    """What reads the cells of a field: by the meanings that the layout gives its texts, then by its kind."""
    said = layout.values.get(one.key, {})
    if one.kind == "account" and one.key in layout.values:
        return partial(_read_owner, said)
    if one.kind in WORDED:
        meanings = {**vocabulary()[one.kind], **{plain(text): value for text, value in said.items()}}
        return partial(_read_word, meanings, one.kind == "flag")
    return READERS[one.kind]


def _read_word(meanings: Mapping[str, str], number: bool, cell: Any) -> Answer:  # noqa: ANN401
    """A word of a closed list; an empty meaning leaves the cell out on purpose."""
    text = cell_text(cell)
    value = meanings.get(plain(text))
    if value is None:
        return None, N_("“{text}”不知道是哪一项，原样另存", text=text)
    return (int(value or 0) if number else value), None


def _read_owner(said: Mapping[str, str], cell: Any) -> Answer:  # noqa: ANN401
    """The account of whoever a table names, or an account."""
    text = cell_text(cell)
    account = said.get(text) or text
    if ACCOUNT.match(account):
        return account, None
    return account, N_("不知道“{text}”是哪位员工", text=text)


def plain(text: str) -> str:
    """A text as it is compared: full-width letters and case do not count, nor do blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@cache
def vocabulary() -> dict[str, dict[str, str]]:
    """Kind of field → what its cells may say → the value."""
    table = tomllib.loads(resource("exchange", "values.toml").read_text(encoding="utf-8"))
    return {
        kind: {plain(text): value for value, texts in words.items() for text in texts} for kind, words in table.items()
    }


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
