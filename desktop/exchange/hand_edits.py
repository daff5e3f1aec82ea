"""What people changed in the readable sheets of a workbook, told by comparing them with the rows as they were written.

Columns are found by the stable keys in the hidden row, so that moved columns and renamed heads still map; a spreadsheet
that types values anew or saves the file again changes nothing. Nothing here needs a database, and nothing is silent.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from desktop.exchange import edit_operations, originals
from desktop.exchange.edit_operations import Edit, Unfit
from desktop.exchange.manifest import MANIFEST, OPS, Manifest
from desktop.exchange.originals import Originals, Page, canonical, checksum
from desktop.exchange.pages import CHECK, COVER, COVER_PAGE, ID, TOPICS, Column, Topic
from desktop.exchange.workbook import Book, Cell, Sheet
from desktop.words import N_, Phrase, Words

RESERVED: Final = "WpsReserved"  # how sheets begin that WPS adds by itself
LOOKED_AT: Final = 10  # rows in which the keys or heads are looked for
KINDS: Final[Mapping[str, Phrase]] = {
    "changed": N_("改了"), "added": N_("加了一行"), "deleted": N_("删了一行"), "copied": N_("复制的行"),
    "formula": N_("写了公式"), "unmarked": N_("这一列不能改"), "unfit": N_("填的看不懂"), "unknown": N_("没有这个标签"),
    "key": N_("隐藏的编号被改了"), "head": N_("表头改了"), "column": N_("列少了或多了"), "moved": N_("次序变了"),
    "sheet": N_("整页不见了"), "renamed": N_("页名改了"), "extra": N_("多了一页"),
}  # fmt: skip
"""Kind → what it is called. Of these only `changed` and `added` can be taken; the others are listed."""


class Finding(NamedTuple):
    """One hand edit: where, of which row, what was there and what is there now; `edits` are what taking it would set.

    `source` is the field (entity.field) whose value `before` and `after` show, for the field policy; of a row that was
    added `cells` has (source, heading, value) instead.
    """

    kind: str
    sheet: str
    line: int
    entity: str = ""
    row: str = ""
    field: str = ""
    head: Phrase | str = ""
    source: str = ""
    before: str = ""
    after: str = ""
    edits: tuple[Edit, ...] = ()
    cells: tuple[tuple[str, Phrase | str, str], ...] = ()


class _Found(NamedTuple):
    """A topic's sheet: the rows above its data (0 for no keys), and where its columns stand."""

    sheet: Sheet
    keys_row: int
    head_row: int
    places: dict[str, int]


class _Line(NamedTuple):
    """A row of a sheet: its number, its cells by key, and the keys of those with a formula."""

    number: int
    cells: dict[str, Cell]
    formulas: frozenset[str]


def findings(book: Book, head: Manifest, file: str) -> list[Finding]:
    """Every hand edit in a workbook of ours; AppError when its manifest is not to be read."""
    if not head.rows:
        return []
    written = originals.unpack(head.rows, file)
    where = _locate(book)
    found = [*_of_cover(book, written), *_of_sheets(book, where)]
    for topic in TOPICS:
        page = written.pages.get(topic.key)
        if page is None:
            continue
        sheet = where.get(topic.key)
        if sheet is not None:
            found += _Comparison(topic, page, written, head, sheet, book.formulas.get(sheet.sheet.name, ())).all()
        elif page.rows:
            found.append(
                Finding("sheet", str(topic.name), 0, topic.entity, head=topic.name, before=str(len(page.rows)))
            )
    return found


def _of_cover(book: Book, written: Originals) -> Iterator[Finding]:
    """What was changed in the lines of the cover."""
    page, names = written.pages.get(COVER_PAGE), _called(COVER)
    if page is None or len(page.keys) != 1:  # anybody can make a file
        return
    sheet = next((one for one in book.sheets if one.name in names), None)
    if sheet is None:
        yield Finding("sheet", str(COVER), 0, COVER_PAGE, head=COVER, before=str(len(page.rows)))
        return
    waiting, formulas = dict(page.rows), {row for row, _ in book.formulas.get(sheet.name, ())}
    for number, row in enumerate(sheet.rows, 1):
        label, *cells = map(_text, row or [None])
        said, kind = " ".join(filter(None, cells)), "formula" if number in formulas else "unmarked"
        told = Finding(kind, sheet.name, number, COVER_PAGE, head=label, after=said)
        if label in waiting:
            (value,) = waiting.pop(label)
            if said != value or kind == "formula":
                yield told._replace(before=value)
        elif label or said:
            yield told
    for label, (value,) in waiting.items():
        yield Finding("unmarked", sheet.name, 0, COVER_PAGE, head=label, before=value)


def _of_sheets(book: Book, where: Mapping[str, "_Found"]) -> Iterator[Finding]:
    """Sheets that got another name, and sheets that are none of ours, with their names only."""
    ours = {id(found.sheet): topic for topic in TOPICS if (found := where.get(topic.key)) is not None}
    known = {OPS, MANIFEST, *_called(COVER)}
    for sheet in book.sheets:
        topic = ours.get(id(sheet))
        if topic is None:
            if sheet.name not in known and not sheet.name.startswith(RESERVED) and _says(sheet):
                yield Finding("extra", sheet.name, 0, head=N_("新的页"), after=sheet.name)
        elif sheet.name not in _called(topic.name):
            yield Finding("renamed", sheet.name, 0, topic.entity, head=topic.name, before=topic.name, after=sheet.name)


def _says(sheet: Sheet) -> bool:
    """Whether anything stands in it."""
    return any(cell is not None for row in sheet.rows for cell in row)


def _locate(book: Book) -> dict[str, _Found]:
    """Topic → its sheet: the one that has most of its keys, or its name and its heads."""
    best: dict[str, tuple[float, _Found]] = {}
    for sheet in (one for one in book.sheets if one.name not in {OPS, MANIFEST}):
        above = [[_text(cell) for cell in row] for row in sheet.rows[:LOOKED_AT]]
        fits = ((topic.key, *_fit(topic, sheet, above)) for topic in TOPICS)
        scored = [(score, key, found) for key, score, found in fits if found]
        if scored:
            score, key, found = max(scored, key=lambda one: one[0])
            if key not in best or score > best[key][0]:
                best[key] = (score, found)
    return {key: found for key, (_, found) in best.items()}


def _fit(topic: Topic, sheet: Sheet, above: Sequence[list[str]]) -> tuple[float, _Found | None]:
    """How well a sheet, with the texts of its first rows, fits a topic (0 for not at all); where its columns stand."""
    named = sheet.name in _called(topic.name)
    heads = {word: column.key for column in topic.columns for word in _called(column.head)}
    keys = {column.key for column in topic.columns if column.form != "ref"}
    for number, texts in enumerate(above):
        there = keys & set(texts)
        told = {ID, CHECK} & set(texts) or 2 * len(there) > len(keys)
        if told and there and keys.isdisjoint(heads.keys() & set(texts)):
            score = len(there) / len(keys) + named
            return score, _Found(sheet, number + 1, number + 2, _places(texts, keys | {ID, CHECK}))
    for number, row in enumerate(above):
        texts = [heads.get(text, text) for text in row]
        if named and len(keys & set(texts)) > 1:
            return 1.0, _Found(sheet, 0, number + 1, _places(texts, keys | {ID, CHECK}))
    return 0.0, None


def _places(texts: Sequence[str], wanted: Collection[str]) -> dict[str, int]:
    """Key → the first place where it stands."""
    return {text: place for place, text in reversed(list(enumerate(texts))) if text in wanted}


@cache
def _called(phrase: Phrase) -> tuple[str, str]:
    """A name in both languages."""
    return str(phrase), Words("en").text(phrase)


def _text(cell: Cell) -> str:
    return canonical(cell)


class _Comparison:
    """One topic's sheet against its rows as they were written."""

    def __init__(
        self, topic: Topic, page: Page, written: Originals, head: Manifest, found: _Found,
        formulas: Collection[tuple[int, int]],
    ) -> None:  # fmt: skip
        self.topic, self.page, self.written, self.head, self.found = topic, page, written, head, found
        columns = {column.key: column for column in topic.columns}
        self.columns = [columns[key] for key in page.keys if key in columns and columns[key].form != "ref"]
        self._codes = {one.key: {word: code for code, words in one.words.items() for word in _called(words)} for one in
                       self.columns}  # fmt: skip
        self._said: set[tuple[str, ...]] | None = None
        self._formulas: defaultdict[int, set[str]] = defaultdict(set)
        at = {place: key for key, place in found.places.items()}
        for row, column in formulas:
            if column - 1 in at:
                self._formulas[row].add(at[column - 1])

    def all(self) -> Iterator[Finding]:
        """All findings of the sheet, heads first."""
        heads = list(self._heads())
        if not heads and self._as_written():
            return
        yield from heads
        gone = [key for key in (ID, CHECK) if key not in self.found.places]
        if gone:
            yield self._finding("key", self.found.head_row, head=gone[0])
            return
        known: defaultdict[str, list[_Line]] = defaultdict(list)
        doubtful: set[str] = set()
        for line in self._lines():
            id_ = _text(line.cells.get(ID))
            if not id_:
                yield self._added(line)
            elif id_ not in self.page.rows or _text(line.cells.get(CHECK)) != self._check(id_):
                doubtful.add(id_)
                yield self._finding("key", line.number, id_, after=self._name(line), source=self.columns[0].source)
            else:
                known[id_].append(line)
        yield from self._order(list(known))
        for id_, copies in known.items():
            yield from self._known(id_, copies)
        for id_ in self.page.rows.keys() - known.keys() - doubtful:
            yield self._finding("deleted", 0, id_, before=self._original(id_).get(self.columns[0].key, ""),
                                source=self.columns[0].source)  # fmt: skip

    def _as_written(self) -> bool:
        """Whether the rows are all there, in their order, and say what they said: of nearly every file they do."""
        rows, places = self.found.sheet.rows[self.found.head_row :], self.found.places
        if self._formulas or not {ID, CHECK} <= places.keys() or len(rows) != len(self.page.rows):
            return False
        own, check = places[ID], places[CHECK]
        at = {key: number for number, key in enumerate(self.page.keys)}
        columns = [(places[one.key], at[one.key], one) for one in self.columns]
        for row, (id_, values) in zip(rows, self.page.rows.items(), strict=True):
            if len(row) <= max(own, check) or row[own] != id_ or row[check] != checksum(id_, values):
                return False
            for place, number, column in columns:
                cell, value = row[place] if place < len(row) else None, values[number]
                if cell != value and (value or cell is not None) and self._value(cell, column) != value:
                    return False
        return True

    def _check(self, id_: str) -> str:
        return checksum(id_, self.page.rows[id_])

    def _original(self, id_: str) -> dict[str, str]:
        return dict(zip(self.page.keys, self.page.rows[id_], strict=True))

    def _finding(self, kind: str, line: int, row: str = "", **more: object) -> Finding:
        return Finding(kind, self.found.sheet.name, line, self.topic.entity, row, **more)  # type: ignore[arg-type]

    def _heads(self) -> Iterator[Finding]:
        """Heads that were renamed, columns that are gone or new, another order of columns, the hidden row gone."""
        found = self.found
        if not found.keys_row:
            yield self._finding("head", found.head_row, head=N_("隐藏的表头行"))
        for number, row in enumerate(found.sheet.rows[: (found.keys_row or found.head_row) - 1], 1):
            if said := " ".join(filter(None, map(_text, row))):
                yield self._finding("head", number, head=N_("表头上面"), after=said)
        texts = [_text(cell) for cell in self._row(found.head_row)]
        for column in self.columns:
            place = found.places.get(column.key)
            if place is None:
                yield self._finding("column", found.head_row, field=column.key, head=column.head, before=column.head)
                continue
            said = texts[place] if place < len(texts) else ""
            if found.keys_row and said not in _called(column.head):
                yield self._finding("head", found.head_row, field=column.key, head=column.head, before=column.head,
                                    after=said)  # fmt: skip
        places = [found.places[column.key] for column in self.columns if column.key in found.places]
        if places != sorted(places):
            yield self._finding("moved", found.head_row, head=N_("列"))
        new = {place for place in range(max(map(len, found.sheet.rows))) if place not in found.places.values()}
        for place in sorted(new):
            if any(place < len(row) and row[place] is not None for row in found.sheet.rows):
                said = texts[place] if place < len(texts) else ""  # its head only: the rest may be about anybody
                yield self._finding("column", found.head_row, head=N_("新的列"), after=said)

    def _order(self, ids: Sequence[str]) -> Iterator[Finding]:
        there = set(ids)
        if [id_ for id_ in self.page.rows if id_ in there] != list(ids):
            yield self._finding("moved", 0, head=N_("行"))

    def _row(self, number: int) -> Sequence[Cell]:
        rows = self.found.sheet.rows
        return rows[number - 1] if 0 < number <= len(rows) else []

    def _lines(self) -> Iterator[_Line]:
        """The rows below the heads that are not empty."""
        places = self.found.places
        start = self.found.head_row
        for number, row in enumerate(self.found.sheet.rows[start:], start + 1):
            cells = {key: row[place] for key, place in places.items() if place < len(row) and row[place] is not None}
            if cells.keys() - {CHECK}:
                yield _Line(number, cells, frozenset(self._formulas.get(number, ())))

    def _name(self, line: _Line) -> str:
        return _text(line.cells.get(self.columns[0].key))

    def _known(self, id_: str, copies: Sequence[_Line]) -> Iterator[Finding]:
        """A row that was there: as it was, changed, or there more than once."""
        if len(copies) == 1:
            yield from self._changes(id_, copies[0])
            return
        same = [line for line in copies if not any(self._changes(id_, line))]
        for line in copies:
            if not same or line is not same[0]:
                yield self._finding("copied", line.number, id_, after=self._name(line), source=self.columns[0].source)

    def _changes(self, id_: str, line: _Line) -> Iterator[Finding]:
        before = self._original(id_)
        after = {one.key: self._value(line.cells.get(one.key), one) for one in self.columns if one.key in
                 self.found.places}  # fmt: skip
        for column in self.columns:
            if column.key not in after:
                continue
            old, new = before[column.key], after[column.key]
            told = self._finding("changed", line.number, id_, field=column.key, head=column.head, before=old, after=new,
                                 source=column.source)  # fmt: skip
            if column.key in line.formulas:
                yield told._replace(kind="formula")
            elif old != new:
                yield from self._propose(told, column, before, after)

    def _propose(
        self, told: Finding, column: Column, before: Mapping[str, str], after: Mapping[str, str]
    ) -> Iterator[Finding]:
        if not column.edit:
            yield told._replace(kind="unmarked")
            return
        try:
            edits = edit_operations.changed(self.topic, column, self.written, self.head, told.row, before, after)
        except Unfit as unfit:
            yield told._replace(kind=unfit.kind, after=unfit.text)
            edits = unfit.rest
        if edits:
            yield told._replace(edits=tuple(edits))

    def _added(self, line: _Line) -> Finding:
        """A row without an id."""
        values = {one.key: self._value(line.cells.get(one.key), one) for one in self.columns if one.key in line.cells}
        cells = tuple((one.source, one.head, str(one.words.get(values[one.key], values[one.key])))
                      for one in self.columns if values.get(one.key))  # fmt: skip
        told = self._finding("added", line.number, cells=cells)
        if line.formulas:
            return told._replace(kind="formula")
        if tuple(values.get(one.key, "") for one in self.columns) in self._written():
            return told._replace(kind="copied")
        try:
            row, edits = edit_operations.added(self.topic, self.written, self.head, values)
        except Unfit as unfit:
            return told._replace(kind=unfit.kind, after=unfit.text)
        return told._replace(row=row, edits=tuple(edits))

    def _written(self) -> set[tuple[str, ...]]:
        """What the rows said that were there, to tell a copy without its id from a new row."""
        if self._said is None:
            at = [self.page.keys.index(one.key) for one in self.columns]
            self._said = {tuple(row[place] for place in at) for row in self.page.rows.values()}
        return self._said

    def _value(self, cell: Cell, column: Column) -> str:
        """A cell in canonical form, a code's words as the code."""
        text = canonical(cell, column.form)
        return self._codes[column.key].get(text, text)
