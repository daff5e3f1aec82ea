"""What the import wizard shows of a table before it is compared: its sheets, columns, and words that need a meaning."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from desktop.contacts.own_fields import OwnField
from desktop.exchange import mapping
from desktop.exchange.mapping import Mapping
from desktop.exchange.plan import Plan
from desktop.exchange.wecom import HEAD_ROWS, READERS, WORDED, cell_text, plain, vocabulary
from desktop.exchange.workbook import Book
from desktop.exchange.worker import Rows
from desktop.fields import KINDS

SAMPLES: Final = 3
SHOWN_COLUMNS: Final = 12  # of the rows among which one chooses the heading
SHOWN_WORDS: Final = 200
LONGEST: Final = 60  # characters of a cell that are shown


class SheetLook(NamedTuple):
    """A sheet: its name, how many rows, and the first of them as text."""

    name: str
    rows: int
    first: list[list[str]]


class ColumnLook(NamedTuple):
    """A column: its letters, heading, the first different cells, what it is, and how that was found."""

    letters: str
    head: str
    samples: str
    target: str
    how: str


class WordLook(NamedTuple):
    """A text of a field with few meanings: in how many rows it stands, and what it means; "" not known."""

    key: str
    label: str
    text: str
    rows: int
    value: str


@dataclass
class Look:
    """A table as the wizard knows it; `plan` is there when nothing had to be asked.

    `origin` is wecom, last or guess; `people` are (account, name), `own` head office's own fields.
    """

    file: str
    sheets: list[SheetLook]
    mapping: Mapping
    origin: str
    columns: list[ColumnLook]
    words: list[WordLook]
    people: list[tuple[str, str]]
    own: list[OwnField]
    plan: Plan | None = None
    missing: list[str] = field(default_factory=list)  # keys of required fields


def sheets(book: Book) -> list[SheetLook]:
    """The sheets with their first rows, cut to what is shown."""
    return [
        SheetLook(one.name, len(one.rows), [[_short(cell_text(cell)) for cell in row[:SHOWN_COLUMNS]]
                                            for row in one.rows[:HEAD_ROWS]])
        for one in book.sheets
    ]  # fmt: skip


def columns(book: Book, made: Mapping) -> list[ColumnLook]:
    """The columns of the mapping's table that hold anything."""
    if not made.sheet:
        return []
    rows = mapping.sheet_of(book, made.sheet)
    heads = [cell_text(cell) for cell in rows[made.head_row]] if made.head_row < len(rows) else []
    found = []
    for column, (target, how) in enumerate(zip(made.targets, made.how, strict=True)):
        head = heads[column] if column < len(heads) else ""
        found.append(ColumnLook(mapping.letter(column), head, _samples(rows, made.head_row, column), target, how))
    return found


def _samples(rows: Rows, head_row: int, column: int) -> str:
    seen: dict[str, None] = {}
    for row in rows[head_row + 1 : head_row + 201]:
        if column < len(row) and row[column] is not None:
            seen[_short(cell_text(row[column]), 16)] = None
        if len(seen) == SAMPLES:
            break
    return "、".join(seen)


def words(book: Book, made: Mapping, people: dict[str, str]) -> list[WordLook]:
    """The texts in columns of few meanings (owner, stage, channel …), those that are not known first."""
    if not made.sheet:
        return []
    rows = mapping.sheet_of(book, made.sheet)
    found: list[WordLook] = []
    for one in KINDS[made.kind]:
        if one.key not in made.targets or (one.kind not in WORDED and one.key != "owner_account"):
            continue
        column = made.targets.index(one.key)
        cells = (row[column] for row in rows[made.head_row + 1 :] if column < len(row) and row[column] is not None)
        said = made.values.get(one.key, {})
        known = people if one.key == "owner_account" else {}
        for text, count in Counter(map(cell_text, cells)).most_common(SHOWN_WORDS):
            value = said.get(text)
            if value is None:
                value = known.get(text, "") if known else vocabulary().get(one.kind, {}).get(plain(text), "")
            if value == text:
                continue  # an account, which needs no meaning
            if not value and one.key == "owner_account" and READERS["account"](text)[1] is None:
                continue  # may well be an account that the address book lacks: kept, and said
            found.append(WordLook(one.key, one.label, text, count, value))
    return sorted(found, key=lambda word: (bool(word.value), word.label, -word.rows))


def _short(text: str, most: int = LONGEST) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


def heads(book: Book, made: Mapping) -> list[str]:
    """The headings of the mapping's table."""
    return mapping.heads_of(mapping.sheet_of(book, made.sheet), made.head_row) if made.sheet else []
