"""Hand edits of the readable sheets, as people make them, with what each must be told as."""

import random
from collections.abc import Callable
from typing import Any, NamedTuple

from desktop.exchange.workbook import Book, Sheet

Rows = list[list[Any]]
KEYS, HEADS, FIRST = 0, 1, 2


class Made(NamedTuple):
    """What was done: the kind that it must be told as, the sheet, and whether it can be taken."""

    kind: str
    sheet: str
    may: bool


def book_of(sheets: Any) -> Book:
    """A workbook as it would be read back, without a file."""
    return Book([Sheet(spec.name, [[None if cell == "" else cell for cell in row] for row in spec.rows]) for spec in
                 sheets])  # fmt: skip


def place(rows: Rows, key: str) -> int:
    return rows[KEYS].index(key)


def members(rows: Rows, line: int, chance: random.Random) -> Made:
    rows[line][place(rows, "members")] = str(chance.randint(200, 400))
    return Made("changed", "社群", True)


def counted(rows: Rows, line: int, chance: random.Random) -> Made:
    rows[line][place(rows, "count")] = float(chance.randint(5, 9))
    return Made("changed", "SOP 记录", True)


def untagged(rows: Rows, line: int, _: random.Random) -> Made:
    rows[line][place(rows, "tags")] = None
    return Made("changed", "客户", True)


def put_off(rows: Rows, line: int, chance: random.Random) -> Made:
    rows[line][place(rows, "next_at")] = f"2026/12/{chance.randint(1, 28)} 9:30"
    return Made("changed", "客户", True)


def strange_tag(rows: Rows, line: int, _: random.Random) -> Made:
    rows[line][place(rows, "tags")] = "存款，没有的标签"
    return Made("unknown", "客户", False)


def unreadable(rows: Rows, line: int, _: random.Random) -> Made:
    rows[line][place(rows, "next_at")] = "下周吧"
    return Made("unfit", "客户", False)


def unmarked(rows: Rows, line: int, _: random.Random) -> Made:
    rows[line][place(rows, "name")] = "写进来的名字"
    return Made("unmarked", "客户", False)


def deleted(rows: Rows, line: int, _: random.Random) -> Made:
    del rows[line]
    return Made("deleted", "客户", False)


def copied(rows: Rows, line: int, _: random.Random) -> Made:
    rows.append(list(rows[line]))
    return Made("copied", "客户", False)


def added(rows: Rows, _: int, chance: random.Random) -> Made:
    row: list[Any] = [None] * len(rows[KEYS])
    row[place(rows, "name")], row[place(rows, "phone")] = "加来的", f"137{chance.randint(10_000_000, 99_999_999)}"
    rows.append(row)
    return Made("added", "客户", True)


def stamped(rows: Rows, line: int, _: random.Random) -> Made:
    rows[line][place(rows, "_ck")] = "00000000"
    return Made("key", "客户", False)


EDITS: dict[Callable[[Rows, int, random.Random], Made], str] = {
    members: "社群", counted: "SOP 记录", untagged: "客户", put_off: "客户", strange_tag: "客户", unreadable: "客户",
    unmarked: "客户", deleted: "客户", copied: "客户", added: "客户", stamped: "客户",
}  # fmt: skip


def edit(book: Book, chance: random.Random, count: int) -> list[Made]:
    """Make some edits, each in a row of its own; the sheets may be sorted anew and saved with other types besides."""
    made = []
    for act in chance.sample(list(EDITS), count):
        sheet = book.sheet(EDITS[act])
        untouched = [line for line in range(FIRST, len(sheet.rows)) if not isinstance(sheet.rows[line][0], Touched)]
        if act is untagged:
            untouched = [line for line in untouched if sheet.rows[line][place(sheet.rows, "tags")]]
        if not untouched:
            continue
        line = chance.choice(untouched)
        row = sheet.rows[line]
        made.append(act(sheet.rows, line, chance))
        row[0] = Touched(row[0] or "")
        for one in sheet.rows[FIRST:]:
            one[0] = Touched(one[0]) if one[place(sheet.rows, "_id")] is None else one[0]
        if act is copied:
            sheet.rows[-1][0] = Touched(sheet.rows[-1][0])
    return made


class Touched(str):
    """A cell of a row that was edited: no second edit there."""

    __slots__ = ()


def retyped(book: Book) -> Book:
    """The same as another program saves it: numbers as floats, columns turned round, an empty row and column more."""
    sheets = []
    for sheet in book.sheets:
        rows = [[float(cell) if type(cell) is int else cell for cell in row] for row in sheet.rows]
        if not sheet.name.startswith("_") and sheet.name != "说明":
            rows = [row[::-1] for row in rows]
        sheets.append(Sheet(sheet.name, [*rows, [None, None]]))
    return Book(sheets)
