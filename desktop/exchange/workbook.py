"""Workbooks: read through gate and limited process; written with text as text, whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from desktop.exchange import formulas, gate, private, protection
from desktop.exchange.gate import LIMITS, Limits, Seen
from desktop.exchange.looks import REFUSED_FILL
from desktop.exchange.worker import Reader, Rows, parse
from desktop.exchange.writing import Cell, Chart, SheetSpec, clean, write
from desktop.files import Written

__all__ = ["REFUSED_FILL", "Book", "Cell", "Chart", "Sheet", "SheetSpec", "Written", "clean", "read", "write"]


@dataclass(frozen=True)
class Sheet:
    """A sheet as read: rows from the first, ragged rows possible, empty cells None."""

    name: str
    rows: Rows


@dataclass(frozen=True)
class Book:
    """A workbook as read; `formulas` are by sheet the cells (row, column) that hold one, `sha256` that of its file."""

    sheets: list[Sheet]
    formulas: Mapping[str, frozenset[tuple[int, int]]] = field(default_factory=dict)
    sha256: str = ""

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of this name, if there is one."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def read(path: Path, *, limits: Limits = LIMITS, reader: Reader | None = None, password: str = "") -> Book:
    """The sheets of a workbook, read from a private copy of it.

    Raises AppError in plain words for anything that is not a harmless workbook, or is being written just now.

    `reader` keeps its child process for many files; without one a process is started and ended. A file that needs a
    password raises Protected without it, WrongPassword with another.
    """
    with private.copied(path) as copy, protection.opened(copy, password) as clear:
        digest = sha256(copy.read_bytes()).hexdigest()
        seen = gate.check(clear, limits)
        if reader is not None:
            return _book(clear, reader, seen, digest)
        with Reader(limits) as own:
            return _book(clear, own, seen, digest)


def _book(path: Path, reader: Reader, seen: Seen, digest: str) -> Book:
    sheets = [Sheet(name, rows) for name, rows in reader.read(path)]
    return Book(sheets, formulas.find(path, seen.formulas), digest)


def here(path: Path, limits: Limits = LIMITS) -> Book:
    """The same in this very process: for one that is limited itself."""
    seen = gate.check(path, limits)
    return Book([Sheet(name, list(rows)) for name, rows in parse(path, limits)], formulas.find(path, seen.formulas))
