"""What a table that nobody described is likely to be: by its headings, then by its cells."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any, Final

from desktop.contacts.own_fields import OwnField
from desktop.exchange import mapping
from desktop.exchange.mapping import KEPT, LEFT_OUT, Mapping
from desktop.exchange.wecom import HEAD_ROWS, READERS, cell_text, head_text, plain, vocabulary
from desktop.exchange.workbook import Book
from desktop.exchange.worker import Rows
from desktop.fields import KINDS

SAMPLE: Final = 200  # rows whose cells are looked at
MOSTLY: Final = 0.7
LEAST: Final = 2  # known headings of a heading row
MOST_COLUMNS: Final = 256
NAME: Final = re.compile(r"^[\u3400-\u9fff·]{2,4}(先生|女士|总|老师)?$")
DATED: Final = re.compile(r"\d{4}[-/.年]\d{1,2}")
WEIGHTS: Final = {"head": 3, "also": 2}

People = dict[str, str]
"""Account and, where only one has it, name of members of staff → account."""


def guess(book: Book, people: People, own: Sequence[OwnField]) -> Mapping:
    """The likeliest sheet, heading row, kind and columns; of an empty workbook one without columns."""
    best: tuple[int, Mapping] | None = None
    for sheet in book.sheets:
        for number, row in enumerate(sheet.rows[:HEAD_ROWS]):
            for kind in KINDS:
                made = _by_heads(kind, sheet.name, number, row, own)
                score = sum(WEIGHTS.get(how, 0) for how in made.how)
                known = sum(how in WEIGHTS for how in made.how)
                if kind != "contacts" and mapping.missing(made):
                    continue  # names and numbers alone are customers
                if known >= LEAST and (best is None or score > best[0]):
                    best = (score, made)
    made = best[1] if best else _headless(book)
    return fill(book, made, people)


def at(book: Book, kind: str, sheet: str, head_row: int, people: People, own: Sequence[OwnField]) -> Mapping:
    """The mapping when somebody says what the table is, and where its heading stands."""
    rows = mapping.sheet_of(book, sheet)
    row = rows[head_row] if head_row < len(rows) else []
    return fill(book, _by_heads(kind, sheet, head_row, row, own), people)


def _by_heads(kind: str, sheet: str, number: int, row: Sequence[Any], own: Sequence[OwnField]) -> Mapping:
    targets: list[str] = []
    how: list[str] = []
    for cell in row[:MOST_COLUMNS]:
        target, found = mapping.by_head(kind, head_text(cell), own) if cell is not None else (KEPT, "")
        if target in targets and target not in {KEPT, LEFT_OUT} and not target.startswith(mapping.TAG):
            target, found = _better(targets, how, target, found)
        targets.append(target)
        how.append(found)
    return Mapping(kind, sheet, number, tuple(targets), tuple(how))


def _better(targets: list[str], how: list[str], target: str, found: str) -> tuple[str, str]:
    """A second column for the same field takes its place only when its heading says so more plainly."""
    first = targets.index(target)
    if how[first] == "also" and found == "head":
        targets[first], how[first] = KEPT, ""
        return target, found
    return KEPT, ""


def _headless(book: Book) -> Mapping:
    """The first row of the largest sheet, when no row has a heading that is known."""
    sheet = max(book.sheets, key=lambda one: len(one.rows), default=None)
    if sheet is None:
        return Mapping("contacts", "", 0, ())
    number = next((at for at, row in enumerate(sheet.rows) if sum(cell is not None for cell in row) >= LEAST), 0)
    width = len(sheet.rows[number]) if sheet.rows else 0
    return Mapping("contacts", sheet.name, number, (KEPT,) * width, ("",) * width)


def fill(book: Book, made: Mapping, people: People) -> Mapping:
    """The mapping with what the cells say of columns whose headings say nothing, and with whom names stand for."""
    if not made.sheet:
        return made
    rows = mapping.sheet_of(book, made.sheet)
    below = rows[made.head_row + 1 : made.head_row + 1 + SAMPLE]
    width = min(max((len(row) for row in below), default=0), MOST_COLUMNS)
    short = width - len(made.targets)
    targets, how = [*made.targets, *[KEPT] * short], [*made.how, *[""] * short]
    if made.kind == "contacts":
        _by_content(below, targets, how, people)
        if "owner_account" not in targets and "owner_name" in targets:
            targets[targets.index("owner_name")] = "owner_account"
    return with_owners(book, replace(made, targets=tuple(targets), how=tuple(how)), people)


def with_owners(book: Book, made: Mapping, people: People) -> Mapping:
    """The mapping with the accounts that names in a column of owners stand for, but where somebody said otherwise."""
    if not made.sheet:
        return made
    return replace(made, values={**made.values, **_owners(mapping.sheet_of(book, made.sheet), made, people)})


def _by_content(below: Rows, targets: list[str], how: list[str], people: People) -> None:
    for column, target in enumerate(targets):
        if target != KEPT:
            continue
        cells = [row[column] for row in below if column < len(row) and row[column] is not None]
        for key, fits in _tests(people):
            if key not in targets and cells and sum(map(fits, cells)) >= MOSTLY * len(cells):
                if key == "name" and len({cell_text(cell) for cell in cells}) * 2 <= len(cells):
                    continue  # the same few words again and again are no names
                targets[column], how[column] = key, "content"
                break


def _tests(people: People) -> list[tuple[str, Callable[[Any], bool]]]:
    """Which cells look like which field, the surest first."""
    words = vocabulary()
    return [
        ("phone", lambda cell: _reads("phone", cell)),
        ("email", lambda cell: "@" in cell_text(cell) and "." in cell_text(cell)),
        ("added_at", lambda cell: bool(DATED.match(cell_text(cell))) and _reads("time", cell)),
        ("owner_account", lambda cell: cell_text(cell) in people),
        ("stage_manual", lambda cell: _said(words["stage"], cell)),
        ("channel", lambda cell: _said(words["channel"], cell)),
        ("gender", lambda cell: cell_text(cell) in {"男", "女"}),
        ("name", lambda cell: bool(NAME.match(cell_text(cell)))),
    ]


def _reads(kind: str, cell: Any) -> bool:  # noqa: ANN401 - a cell
    return READERS[kind](cell)[1] is None


def _said(words: Collection[str], cell: Any) -> bool:  # noqa: ANN401
    """One of the words; a single letter may be anything, a blood group for instance."""
    text = plain(cell_text(cell))
    return len(text) > 1 and text in words


def _owners(rows: Rows, made: Mapping, people: People) -> dict[str, dict[str, str]]:
    """For a column of owners: the account that each name in it stands for."""
    if made.kind != "contacts" or "owner_account" not in made.targets:
        return {}
    column = made.targets.index("owner_account")
    said = {
        cell_text(row[column]) for row in rows[made.head_row + 1 :] if column < len(row) and row[column] is not None
    }
    known = dict(made.values.get("owner_account", {}))
    meant = {text: people[text] for text in said if text in people and people[text] != text}
    return {"owner_account": {**meant, **known}}
