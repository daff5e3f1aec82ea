"""Workbooks as files: text as text.

Cells go out by XlsxWriter's typed calls in constant memory; no text is ever taken for a formula, a number or a link.
"""

import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import IO, Any, Final, Literal
from xml.sax.saxutils import escape

from desktop import files
from desktop.exchange.gate import LIMITS
from desktop.exchange.looks import Looks
from desktop.files import Written

Cell = str | int | float | bool | date | datetime | None
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
ODD_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # readers take _x000D_ for a character unless its start is escaped
MOMENT, DAY = "yyyy-mm-dd hh:mm:ss", "yyyy-mm-dd"
LONGEST_NAME: Final = 31
A4: Final = 9
BAR: Final = {"type": "data_bar", "bar_solid": True, "bar_color": "#BFDFDC", "bar_border_color": "#BFDFDC"}
TITLE_HEIGHT, HEAD_HEIGHT, LINE_HEIGHT = 36, 22, 20  # points
FULL: Final = 0.8  # of a column's width that bold text of so many characters may take
NAMING: Final = 3  # columns that say whose row it is, repeated on every page across and never scrolled away
PAGE_WIDTH: Final = 190  # characters across a landscape page that can still be read
SCALE: Final = {"type": "3_color_scale", "min_color": "#FCECEA", "mid_color": "#FFFFFF", "max_color": "#BFDFDC"}
PLAIN: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class Chart:
    """A native bar chart of one column over rows `first` to `last`; both count from 1, `anchor` is a cell."""

    title: str
    column: int
    labels: int
    last: int
    anchor: str
    first: int = 2


@dataclass(frozen=True)
class CellRange:
    """The cells of the first column of another sheet, from row 2 to `last`: what people choose from there."""

    sheet: str
    last: int

    def source(self) -> str:
        """As a spreadsheet writes it."""
        name = sheet_name(self.sheet).replace("'", "''")
        return f"='{name}'!$A$2:$A${self.last}"


@dataclass
class SheetSpec:
    """A sheet to be written.

    `rows` may be a generator; `widths` in characters, `formats` (of numbers) and `choices` (what a cell is chosen from)
    by column, `head` is the row of the heading (0 for none), `hidden_rows` and `hidden_columns`: all count from 1.
    `marked` are cells (row, column) shown as refused. Columns in `bars` show their size as a bar, in `scales` as a
    colour from the least to the greatest.
    """

    name: str
    rows: Iterable[Sequence[Cell]]
    widths: dict[int, float] = field(default_factory=dict)
    head: int = 1
    state: Literal["visible", "hidden", "veryHidden"] = "visible"
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    marked: frozenset[tuple[int, int]] = frozenset()
    filtered: bool = True
    formats: dict[int, str] = field(default_factory=dict)
    choices: Mapping[int, Sequence[str] | CellRange] = field(default_factory=dict)
    choice_rows: int = 0  # so many rows have the choices, also where nothing stands yet
    plain: bool = False  # the program's own sheet: text without dress
    charts: tuple[Chart, ...] = ()
    bars: tuple[int, ...] = ()
    scales: tuple[int, ...] = ()
    cover: bool = False  # a title, then a line each: what, and how it is
    open_columns: tuple[int, ...] = ()  # one may write in them; their heads show it
    whole: tuple[int, ...] = ()  # columns that take whole numbers from 0
    cell_forms: Mapping[tuple[int, int], str] = field(default_factory=dict)  # number formats by cell


def write(
    path: Path, sheets: Iterable[SheetSpec], password: str = "", *, beside: bool = False, made: datetime | None = None
) -> Written:
    """Write a workbook beside its target and put it in place when it is whole; the old file stands until then.

    With a password it can be opened by Excel and WPS with that only; with `beside` another name is taken where another
    program has the target open; `made` is the time that it says it was made. Raises AppError when the folder is not
    writable, the disk is full or the target is open in another program.
    """
    if password:
        from desktop.exchange import protection

        clear = BytesIO()
        compose(clear, sheets, made)
        sealed = protection.seal(clear.getvalue(), password, path.name)
        return files.replace(path, lambda file: file.write(sealed), beside=beside)
    return files.replace(path, lambda file: compose(file, sheets, made), beside=beside)


def compose(file: IO[bytes], sheets: Iterable[SheetSpec], made: datetime | None = None) -> None:
    """Write the sheets into an open file; the same ones, `made` at the same time, give the same bytes.

    Rows on their way lie in a private folder that is removed at the end.
    """
    import xlsxwriter

    with tempfile.TemporaryDirectory(prefix="taika-") as place:
        book = xlsxwriter.Workbook(file, {"constant_memory": True, "tmpdir": place, **PLAIN})
        book.set_properties({"created": made} if made else {})
        looks = Looks(book)
        try:
            for spec in sheets:
                _fill(book, book.add_worksheet(sheet_name(spec.name), _sheet_class()), spec, looks)
        finally:
            book.close()


@cache
def _sheet_class() -> Any:  # noqa: ANN401 - XlsxWriter has no types
    from xlsxwriter.utility import xl_col_to_name
    from xlsxwriter.worksheet import CellStringTuple, Worksheet

    names = [xl_col_to_name(column) for column in range(LIMITS.columns)]

    class Sheet(Worksheet):  # type: ignore[misc]
        """Writes a text in one go: in a third of the time, and `<r>…</r>` as the text it is instead of as markup."""

        def _write_cell(self, row: int, col: int, cell: Any) -> None:  # noqa: ANN401
            if cell.__class__ is not CellStringTuple or cell.format is None or col >= len(names):
                super()._write_cell(row, col, cell)
                return
            text = escape(ESCAPE.sub("_x005F_", cell.string))
            look = cell.format._get_xf_index()  # noqa: SLF001 - as the method of the class above does
            start = f'<c r="{names[col]}{row + 1}" s="{look}" t="inlineStr"><is><t xml:space="preserve">'
            self.fh.write(f"{start}{text}</t></is></c>")

    return Sheet


def _fill(book: Any, sheet: Any, spec: SheetSpec, looks: Looks) -> None:  # noqa: ANN401
    for row in spec.hidden_rows:
        sheet.set_row(row - 1, None, None, {"hidden": True})
    width = last = 0
    for cells in spec.rows:
        last, width = last + 1, max(width, len(cells))
        kind = _kind(spec, last)
        if kind not in {"", "body"}:
            sheet.set_row(last - 1, _height(spec, kind, cells))
        _fill_row(sheet, spec, last, kind, cells, looks)
    for column in range(1, width + 1):
        options = {"hidden": True} if column in spec.hidden_columns else {}
        sheet.set_column(column - 1, column - 1, spec.widths.get(column, 14), None, options)
    _dress(sheet, spec, width, last)
    for chart in spec.charts:
        _draw(book, sheet, chart)


def _fill_row(sheet: Any, spec: SheetSpec, row: int, kind: str, cells: Sequence[Cell], looks: Looks) -> None:  # noqa: ANN401
    usual = looks.text(kind, marked=False)
    for column, value in enumerate(cells):
        marked = bool(spec.marked) and (row, column + 1) in spec.marked
        if isinstance(value, str) and (value or marked):
            same = not marked and kind == "body"
            look = usual if same else looks.text(_kind_of(spec, kind, column + 1), marked=marked)
            sheet.write_string(row - 1, column, clean(value), look)
        elif value not in (None, "") or marked:
            form = spec.cell_forms.get((row, column + 1)) or _form(value, column + 1, spec)
            _write_other(sheet, row - 1, column, value, looks.of(_kind_of(spec, kind, column + 1), form, marked))


def _kind(spec: SheetSpec, row: int) -> str:
    """What a row is."""
    if spec.plain:
        return ""
    if spec.cover:
        return "title" if row == 1 else "value"
    return "head" if row == spec.head else "body"


def _kind_of(spec: SheetSpec, kind: str, column: int) -> str:
    """What a cell of a row is."""
    if kind == "value" and column == 1:
        return "label"
    return "open" if kind == "head" and column in spec.open_columns else kind


def _height(spec: SheetSpec, kind: str, cells: Sequence[Cell]) -> int:
    """Room for a title, for a line of the cover, or for heads: two lines when one is longer than its column."""
    if kind == "title":
        return TITLE_HEIGHT
    shares = (extent(str(cell or "")) / spec.widths.get(at, 14) for at, cell in enumerate(cells, 1)
              if at not in spec.hidden_columns)  # fmt: skip
    longest = max(shares, default=0.0)
    if kind == "value":
        return LINE_HEIGHT * max(1, ceil(longest))
    return HEAD_HEIGHT if longest <= FULL else 2 * HEAD_HEIGHT - 8


def extent(text: str) -> int:
    """Characters of a column that a text takes; a Chinese one is twice as wide."""
    return sum(2 if character >= "\u2e80" else 1 for character in text)


def _form(value: Cell, column: int, spec: SheetSpec) -> str:
    """The number format of a cell that is no text."""
    given = spec.formats.get(column, "")
    return given or (MOMENT if isinstance(value, datetime) else DAY if isinstance(value, date) else "")


def _write_other(sheet: Any, row: int, column: int, value: Cell, look: Any) -> None:  # noqa: ANN401
    if value is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, look)
    else:
        sheet.write_number(row, column, int(value) if isinstance(value, bool) else value, look)


def _dress(sheet: Any, spec: SheetSpec, width: int, last: int) -> None:  # noqa: ANN401
    if spec.state == "veryHidden":
        sheet.very_hidden()
    elif spec.state == "hidden":
        sheet.hide()
    if spec.cover:
        sheet.hide_gridlines(2)
    elif spec.head:
        sheet.freeze_panes(spec.head, NAMING if _pages(spec, width) > 1 else 0)
        if spec.filtered and last > spec.head:
            sheet.autofilter(spec.head - 1, 0, last - 1, max(width, 1) - 1)
        sheet.repeat_rows(spec.head - 1)
    _check_input(sheet, spec, last)
    if last > spec.head:
        for column in spec.bars:
            sheet.conditional_format(spec.head, column - 1, last - 1, column - 1, BAR)
        for column in spec.scales:
            sheet.conditional_format(spec.head, column - 1, last - 1, column - 1, SCALE)
    _set_up_print(sheet, spec, width)


def _check_input(sheet: Any, spec: SheetSpec, last: int) -> None:  # noqa: ANN401
    """Lists to choose from, and numbers where numbers belong; a warning only, what people know better stands."""
    end = max(last, spec.choice_rows)
    if end <= spec.head:
        return
    for column, choices in spec.choices.items():
        if choices:
            source = choices.source() if isinstance(choices, CellRange) else list(choices)
            rule = {"validate": "list", "source": source, "error_type": "warning"}
            sheet.data_validation(spec.head, column - 1, end - 1, column - 1, rule)
    for column in spec.whole:
        count = {"validate": "integer", "criteria": ">=", "value": 0, "error_type": "warning"}
        sheet.data_validation(spec.head, column - 1, end - 1, column - 1, count)


def _set_up_print(sheet: Any, spec: SheetSpec, width: int) -> None:  # noqa: ANN401
    """A4, as wide as the page or, where that could not be read, several pages wide; sheet and page at the foot."""
    if spec.cover:
        sheet.set_portrait()
    else:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(0.5, 0.5, 0.6, 0.7)
    sheet.set_footer("&L&8&A&R&8&P / &N")
    pages = _pages(spec, width)
    sheet.fit_to_pages(pages, 0)
    if pages > 1:
        sheet.repeat_columns(0, NAMING - 1)


def _pages(spec: SheetSpec, width: int) -> int:
    """How many pages wide a sheet of so many columns is printed; beyond one, who a row is about stays in sight."""
    shown = sum(spec.widths.get(column, 14) for column in range(1, width + 1) if column not in spec.hidden_columns)
    return max(1, round(shown / PAGE_WIDTH))


def _draw(book: Any, sheet: Any, chart: Chart) -> None:  # noqa: ANN401
    made = book.add_chart({"type": "bar"})
    name = sheet.get_name()
    made.add_series({
        "name": chart.title, "fill": {"color": "#0B6E6E"},
        "categories": [name, chart.first - 1, chart.labels - 1, chart.last - 1, chart.labels - 1],
        "values": [name, chart.first - 1, chart.column - 1, chart.last - 1, chart.column - 1],
    })  # fmt: skip
    made.set_title({"name": chart.title})
    made.set_legend({"none": True})
    made.set_y_axis({"reverse": True})
    made.set_size({"width": 680, "height": max(230, 72 + 26 * (chart.last - chart.first + 1))})
    sheet.insert_chart(chart.anchor, made)


def sheet_name(text: str) -> str:
    """A name that every spreadsheet takes: 31 characters, without brackets, colon, slashes or apostrophe at an end."""
    return ODD_NAME.sub(" ", clean(text))[:LONGEST_NAME].strip("' ") or "表"


def clean(text: str) -> str:
    """A text as a cell can hold it: newlines as LF, no control characters, at most 32,767 characters."""
    if text.isalnum() and len(text) <= LIMITS.text:
        return text
    return ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[: LIMITS.text]
