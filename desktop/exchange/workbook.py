"""Workbooks: read through gate and limited process; written with text as text, whole or not at all."""

import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from desktop.errors import AppError
from desktop.exchange import gate
from desktop.exchange.gate import LIMITS, Limits
from desktop.exchange.worker import Reader, Rows

Cell = str | int | float | bool | date | datetime | None
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # readers take _x000D_ for a character unless its start is escaped
FONT = "微软雅黑"
HEAD_FILL, REFUSED_FILL = "E4F1F0", "FCECEA"


@dataclass(frozen=True)
class Sheet:
    """A sheet as read: rows from the first, ragged rows possible, empty cells None."""

    name: str
    rows: Rows


@dataclass(frozen=True)
class Book:
    """A workbook as read."""

    sheets: list[Sheet]

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of this name, if there is one."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


@dataclass
class SheetSpec:
    """A sheet to be written.

    `rows` may be a generator; `widths` in characters and `formats` by column, `head` is the row of the heading (0 for
    none), `hidden_rows` and `hidden_columns`: all count from 1. `marked` are cells (row, column) shown as refused.
    `finish` may do more with openpyxl's worksheet: charts, validation.
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
    plain: bool = False  # the program's own sheet: text without dress, quicker to write
    finish: Any = None


def read(path: Path, *, limits: Limits = LIMITS, reader: Reader | None = None) -> Book:
    """The sheets of a workbook; raises AppError in plain words for anything that is not a harmless workbook.

    `reader` keeps its child process for many files; without one a process is started and ended.
    """
    gate.check(path, limits)
    if reader is not None:
        return Book([Sheet(name, rows) for name, rows in reader.read(path)])
    with Reader(limits) as own:
        return Book([Sheet(name, rows) for name, rows in own.read(path)])


def write(path: Path, sheets: Sequence[SheetSpec]) -> None:
    """Write a workbook beside its target and put it in place when it is whole; the old file stands until then.

    Raises AppError when the folder is not writable, the disk is full or the target is open in another program.
    """
    book = _compose(sheets)
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".taika-", suffix=".xlsx", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            book.save(file)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except PermissionError as error:
        raise AppError(
            "写不进 {file}：文件正开着，或文件夹是只读的", cure="请关掉它再试，或换个位置存。", file=path.name
        ) from error
    except OSError as error:
        raise AppError(
            "没有写成 {file}：{reason}", cure="请清出空间或换个位置再试。", file=path.name, reason=error.strerror or ""
        ) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _compose(sheets: Sequence[SheetSpec]) -> Any:  # noqa: ANN401 - openpyxl has no types
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for spec in sheets:
        _fill(book.create_sheet(spec.name), spec)
    return book


def _fill(sheet: Any, spec: SheetSpec) -> None:  # noqa: ANN401
    from openpyxl.utils import get_column_letter

    look = _Look(sheet)
    width = 0
    for number, row in enumerate(spec.rows, 1):
        width = max(width, len(row))
        for column, value in enumerate(row, 1):
            if value is None and (number, column) not in spec.marked:
                continue
            cell = sheet.cell(number, column)
            form = ""
            if isinstance(value, str):
                cell.value = ESCAPE.sub("_x005F_", clean(value))
                cell.data_type, form = "s", "@"  # a text is never taken for a formula, a number, a link
            elif isinstance(value, bool):
                cell.value = int(value)
            else:
                cell.value, form = value, spec.formats.get(column, "")
            kind = "" if spec.plain else "head" if number == spec.head else "body"
            cell._style = look.style(kind, form or cell.number_format, marked=(number, column) in spec.marked)  # noqa: SLF001 - see _Look
    for column in range(1, width + 1):
        sheet.column_dimensions[get_column_letter(column)].width = spec.widths.get(column, 14)
    _dress(sheet, spec, width)
    if spec.finish is not None:
        spec.finish(sheet)


def _dress(sheet: Any, spec: SheetSpec, width: int) -> None:  # noqa: ANN401
    from openpyxl.utils import get_column_letter

    for row in spec.hidden_rows:
        sheet.row_dimensions[row].hidden = True
    for column in spec.hidden_columns:
        sheet.column_dimensions[get_column_letter(column)].hidden = True
    sheet.sheet_state = spec.state
    if spec.head:
        sheet.freeze_panes = f"A{spec.head + 1}"
        if spec.filtered and sheet.max_row > spec.head:
            sheet.auto_filter.ref = f"A{spec.head}:{get_column_letter(max(width, 1))}{sheet.max_row}"
        sheet.print_title_rows = f"{spec.head}:{spec.head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


class _Look:
    """The styles of a sheet, each composed once: setting font, fill and format cell by cell takes half the time."""

    def __init__(self, sheet: Any) -> None:  # noqa: ANN401
        from openpyxl.cell import Cell as Pattern

        self._pattern, self._sheet = Pattern, sheet
        self._known: dict[tuple[str, str, bool], Any] = {}

    def style(self, kind: str, form: str, *, marked: bool) -> Any:  # noqa: ANN401
        """`kind` is head, body or "" for no dress."""
        key = (kind, form, marked)
        if key not in self._known:
            self._known[key] = self._compose(kind, form, marked=marked)
        return self._known[key]

    def _compose(self, kind: str, form: str, *, marked: bool) -> Any:  # noqa: ANN401
        from openpyxl.styles import Alignment, Font, PatternFill

        cell = self._pattern(self._sheet, 1, 1)
        cell.number_format = form
        if kind:
            cell.font = Font(name=FONT, size=10, bold=kind == "head")
        if kind == "head":
            cell.fill, cell.alignment = (
                PatternFill("solid", fgColor=HEAD_FILL),
                Alignment("general", "center", wrap_text=True),
            )
        if marked:
            cell.fill = PatternFill("solid", fgColor=REFUSED_FILL)
        return cell._style  # noqa: SLF001 - openpyxl's one way to share a style


def clean(text: str) -> str:
    """A text as a cell can hold it: newlines as LF, no control characters, at most 32,767 characters."""
    return ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[: LIMITS.text]
