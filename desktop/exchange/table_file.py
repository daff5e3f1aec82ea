"""The gate's look into OpenDocument sheets (.ods): few bytes may stand for millions of repeated cells."""

from pathlib import Path
from typing import IO, TYPE_CHECKING, Final
from xml.parsers import expat

from desktop.errors import AppError
from desktop.words import Phrase

if TYPE_CHECKING:
    from desktop.exchange.gate import Limits

BLOCK: Final = 1024 * 1024
COLUMNS, ROWS = "table:number-columns-repeated", "table:number-rows-repeated"
CELLS: Final = ("table:table-cell", "table:covered-table-cell")


def scan(path: Path, content: IO[bytes], claimed: int, limits: "Limits") -> None:
    """Raise AppError when the filled cells, counted with repetitions, or their rectangle are beyond the limits."""
    sheet = _Sheet(path, limits)
    parser = expat.ParserCreate()
    parser.StartElementHandler = sheet.start
    parser.EndElementHandler = sheet.end
    parser.CharacterDataHandler = sheet.text
    parser.StartDoctypeDeclHandler = lambda *_: sheet.refuse("内部 XML 有实体定义")
    seen = 0
    try:
        while block := content.read(BLOCK):
            seen += len(block)
            if seen > claimed:
                sheet.refuse("展开后大得不正常")
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise AppError("{file} 已损坏，解不开", cure="请重新导出或重新发送这个文件。", file=path.name) from error


class _Sheet:
    """Where the parser is: the extent of the sheet so far, and the row and cell it is in."""

    def __init__(self, path: Path, limits: "Limits") -> None:
        self._path, self._limits = path, limits
        self._rows = self._bottom = self._right = self._cells = self._sheets = 0
        self._column = self._last = self._filled = 0
        self._repeat = self._times = 1
        self._in_cell = self._full = False

    def refuse(self, reason: str) -> None:
        raise AppError(
            "没有打开 {file}：{reason}", cure="请让发件人重新导出一份干净的 .xlsx。", file=self._path.name,
            reason=Phrase(reason, {}),
        )  # fmt: skip

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self._rows = self._bottom = self._right = 0
            self._sheets += 1
            if self._sheets > self._limits.sheets:
                self.refuse("工作表太多")
        elif tag == "table:table-row":
            self._times = _count(attributes.get(ROWS))
            self._column = self._last = self._filled = 0
        elif tag in CELLS:
            self._repeat = _count(attributes.get(COLUMNS))
            self._in_cell, self._full = True, "office:value-type" in attributes

    def text(self, _: str) -> None:
        self._full |= self._in_cell

    def end(self, tag: str) -> None:
        if tag in CELLS:
            self._column += self._repeat
            if self._full:
                self._last = self._column
                self._filled += self._repeat
            self._in_cell = False
        elif tag == "table:table-row":
            self._rows += self._times
            if self._last:
                self._bottom, self._right = self._rows, max(self._right, self._last)
                self._cells += self._filled * self._times
            self._measure()

    def _measure(self) -> None:
        limits = self._limits
        if self._right > limits.columns or self._bottom > limits.rows:
            self.refuse("行数或单元格太多")
        if self._cells > limits.cells or limits.too_wide(self._bottom * self._right, self._cells):
            self.refuse("行数或单元格太多")


def _count(text: str | None) -> int:
    """A repetition; what is no plausible number counts as far too many."""
    if text is None:
        return 1
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 10**9
