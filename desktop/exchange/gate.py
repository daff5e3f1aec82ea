"""The gate before every workbook: looks at the container with the standard library only, and refuses what may do harm.

The reader behind it is fast but aborts the whole process on bombs; so sizes, names, parts and the XML's own claims are
checked first, and the reading itself happens in a limited child process (`desktop.exchange.worker`).
"""

import lzma
import re
import zipfile
import zlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Final, NamedTuple
from xml.parsers import expat

from desktop.errors import AppError
from desktop.exchange import table_file
from desktop.words import Phrase

OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
ZIP: Final = b"PK\x03\x04"
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
MEGABYTE: Final = 1024 * 1024


SPARSE: Final = 1_000_000  # cells of a rectangle that may be empty all the same
MOST_EMPTY: Final = 30  # cells of the rectangle for each that is filled


@dataclass(frozen=True)
class Limits:
    """What one workbook may have at most."""

    bytes: int = 20 * MEGABYTE
    parts: int = 400
    unpacked: int = 300 * MEGABYTE
    ratio: int = 200
    sheets: int = 40
    rows: int = 200_000
    columns: int = 256
    cells: int = 3_000_000
    area: int = 6_000_000  # cells of the rectangle that a sheet takes up: readers lay it out whole
    strings: int = 100 * MEGABYTE  # of the texts that cells share
    text: int = 32_767
    seconds: int = 60
    memory: int = 1_500 * MEGABYTE

    def too_wide(self, area: int, cells: int) -> bool:
        """Whether a sheet takes up too large a rectangle, or one far too large for the cells that are in it."""
        return area > self.area or area > max(SPARSE, MOST_EMPTY * cells)


LIMITS: Final = Limits()


class Protected(AppError):  # noqa: N818 - reads as what it is
    """The file has a password to open."""


class Seen(NamedTuple):
    """What passed: its form (xlsx, ods, or xls for all old ones), and the parts of sheets that hold a formula."""

    form: str
    formulas: frozenset[str] = frozenset()


DANGEROUS: Final = (
    (re.compile(r"vbaProject\.bin$", re.IGNORECASE), "含有宏"),
    (re.compile(r"^(Basic|Scripts)/.+", re.IGNORECASE), "含有宏"),
    (re.compile(r"^xl/(macrosheets|dialogsheets)/", re.IGNORECASE), "含有宏"),
    (re.compile(r"^xl/(externalLinks|queryTables)/|^xl/connections\.xml$", re.IGNORECASE), "链接到别的文件"),
    (re.compile(r"^Object [0-9]+/", re.IGNORECASE), "嵌入了别的对象"),
    (re.compile(r"^xl/(embeddings|activeX|ctrlProps)/", re.IGNORECASE), "嵌入了别的对象"),
)
DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip
"""What reading a container raises that is no whole zip file."""
XML: Final = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
PREFIX: Final = re.compile(rb"<([A-Za-z0-9]{1,20}:)worksheet[ >]")
FAR: Final = re.compile(rb"""[ ]r=["'](?:([A-Z]{2,7})([0-9]{1,9})|[A-Z]([0-9]{5,9}))["']""")
"""References of cells beyond column Z, or beyond row 9,999: of usual sheets few or none, so that looking is quick."""
STRINGS: Final = "xl/sharedstrings.xml"
CONTENT: Final = "content.xml"
BEGINNING: Final = 4_096  # bytes of a sheet in which its first tag stands; of a file by which text is known
UTF_16: Final = (BOM_UTF16_LE, BOM_UTF16_BE)
UNWRITTEN: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
"""What nobody writes."""
SHEET: Final = re.compile(r"^xl/worksheets/[^/]+\.xml$", re.IGNORECASE)


def check(path: Path, limits: Limits = LIMITS) -> Seen:
    """Raise AppError, naming the file and what is wrong, unless this is a harmless workbook.

    Of an old one (.xls, .et) only the size is looked at here; `old_excel` does the rest in the limited process.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(8)
    except OSError as error:
        raise AppError("打不开 {file}", cure="请看文件是否还在，或正被别的程序占用。", file=path.name) from error
    if size > limits.bytes:
        raise AppError(
            "{file} 太大，超过 {most} MB", cure="请分成几份。", file=path.name, most=limits.bytes // MEGABYTE
        )
    if head == OLE and not _encrypted(path):
        return Seen("xls")
    if not head.startswith(ZIP):
        raise _not_zip(path, head)
    try:
        with zipfile.ZipFile(path) as archive:
            form = _check_parts(path, archive, limits)
            return Seen(form, _check_contents(path, archive, limits))
    except DAMAGED as error:
        raise AppError("{file} 已损坏，解不开", cure="请重新导出或重新发送这个文件。", file=path.name) from error


def _encrypted(path: Path) -> bool:
    with path.open("rb") as file:
        return ENCRYPTED in file.read(LIMITS.bytes)


def _not_zip(path: Path, head: bytes) -> AppError:
    if head == OLE:
        return Protected("{file} 设了打开密码", cure="请问发件人密码，输入密码再导入。", file=path.name)
    if head and _is_text(path):
        return AppError("{file} 是文本文件", cure="请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。", file=path.name)
    if not head:
        return AppError("{file} 是空文件", cure="请重新导出。", file=path.name)
    return AppError(
        "{file} 不是 Excel 文件，可能被防泄密软件加了密", cure="请在授权的电脑上解密，再导入。", file=path.name
    )


def _is_text(path: Path) -> bool:
    """Whether a file begins as text: a CSV file or a web page, under the name of a workbook too."""
    with path.open("rb") as file:
        begin = file.read(BEGINNING)
    codings = ("utf-16",) if begin.startswith(UTF_16) else ("utf-8", "gb18030")
    for coding in codings:
        try:
            text = getincrementaldecoder(coding)().decode(begin)
        except UnicodeDecodeError:
            continue
        named = path.suffix.lower() in {".csv", ".txt"}
        table = "\n" in text and any(sign in text for sign in ",;\t")
        return UNWRITTEN.search(text) is None and (named or table or text.lstrip("\ufeff \r\n").startswith("<"))
    return False


def _check_parts(path: Path, archive: zipfile.ZipFile, limits: Limits) -> str:
    """Names, sizes and kinds of the parts; returns the form."""
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > limits.parts:
        raise _refused(path, "内部文件太多")
    if len({name.lower() for name in names}) != len(names) or any(map(_odd, names)):
        raise _refused(path, "内部文件名不正常")
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    strings = sum(part.file_size for part in parts if part.filename.lower() == STRINGS)
    if unpacked > limits.unpacked or unpacked / packed > limits.ratio or strings > limits.strings:
        raise _refused(path, "展开后大得不正常")
    for name in names:
        for pattern, reason in DANGEROUS:
            if pattern.search(name):
                raise _refused(path, reason)
    if sum(bool(SHEET.match(name)) for name in names) > limits.sheets:
        raise _refused(path, "工作表太多")
    return _form(path, {name.lower() for name in names})


def _form(path: Path, names: Container[str]) -> str:
    if "xl/workbook.xml" in names:
        return "xlsx"
    if CONTENT in names and "mimetype" in names:
        return "ods"
    if "xl/workbook.bin" in names:
        raise AppError("{file} 是 .xlsb 格式", cure="请另存为 .xlsx 再导入。", file=path.name)
    raise AppError("{file} 里没有工作簿", cure="请选 .xlsx 文件。", file=path.name)


def _odd(name: str) -> bool:
    place = PurePosixPath(name)
    return place.is_absolute() or ".." in place.parts or not {"\\", ":", "\x00"}.isdisjoint(name)


def _check_contents(path: Path, archive: zipfile.ZipFile, limits: Limits) -> frozenset[str]:
    """Inflate every part once, counting what really comes out, and parse the XML strictly."""
    cells = 0
    formulas: set[str] = set()
    for part in archive.infolist():
        with archive.open(part) as content:
            if SHEET.match(part.filename):
                count, reckons = _scan_sheet(path, content, part.file_size, limits)
                cells += count
                formulas |= {part.filename} if reckons else set()
            elif part.filename == CONTENT:
                table_file.scan(path, content, part.file_size, limits)
            elif XML.search(part.filename):
                _scan_xml(path, part.filename.lower(), content, part.file_size)
            else:
                _drain(path, content, part.file_size)
    if cells > limits.cells:
        raise _refused(path, "单元格太多")
    return frozenset(formulas)


def _drain(path: Path, content: IO[bytes], claimed: int) -> None:
    seen = 0
    while block := content.read(MEGABYTE):
        seen += len(block)
        if seen > claimed:
            raise _refused(path, "展开后大得不正常")


def _scan_sheet(path: Path, content: IO[bytes], claimed: int, limits: Limits) -> tuple[int, bool]:
    """Count rows and cells by their tags; the reader checks the rest of the XML.

    Returns the number of cells, and whether any holds a formula.
    """
    rows = cells = seen = 0
    reckons, extent = False, _Extent()
    tail = b""
    tags = _Tags(b"")
    while block := content.read(MEGABYTE):
        if not seen:
            if b"\x00" in block[:200]:
                raise _refused(path, "内部 XML 的编码不正常")
            prefix = PREFIX.search(block[:BEGINNING])
            tags = _Tags(prefix[1] if prefix else b"")
        seen += len(block)
        text = tail + block
        if b"<!" in text and b"<!" in text.replace(b"<![CDATA[", b"").replace(b"<!--", b""):
            raise _refused(path, "内部 XML 有实体定义")
        cut = max(text.rfind(b"<"), len(text) - 64)
        tail = text[cut:]
        rows += text.count(tags.row) - tail.count(tags.row)
        cells += sum(text.count(tag) - tail.count(tag) for tag in tags.cells)
        reckons |= any(tag in text for tag in tags.formulas)
        extent.grow(text, rows)
        if rows > limits.rows:
            raise AppError(
                "{file} 有 {most} 行以上，一份装不下", cure="请按网点或月份分成几份，每份不超过 {most} 行，再导入。",
                file=path.name, most=f"{limits.rows:,}",
            )  # fmt: skip
        if cells > limits.cells or extent.area > limits.area:
            raise _refused(path, "单元格太多")
        if seen > claimed:
            raise _refused(path, "展开后大得不正常")
    if limits.too_wide(extent.area, cells):
        raise _refused(path, "行数或单元格太多")
    return cells, reckons


class _Extent:
    """The rectangle that a sheet's cells take up, by the references they give; columns up to Z count as Z."""

    def __init__(self) -> None:
        self._right, self._bottom = 26, 0
        self.area = 0

    def grow(self, text: bytes, rows: int) -> None:
        self._bottom = max(self._bottom, rows)
        for letters, row, far in FAR.findall(text):
            self._right = max(self._right, _column(letters))
            self._bottom = max(self._bottom, int(row or far))
        self.area = self._right * self._bottom


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


class _Tags:
    """The tags of a sheet as they stand in it: some programs write them with a prefix."""

    def __init__(self, prefix: bytes) -> None:
        self.row = b"<%srow" % prefix
        self.cells = tuple(b"<%sc%s" % (prefix, end) for end in (b" ", b">", b"/"))
        self.formulas = tuple(b"<%sf%s" % (prefix, end) for end in (b" ", b">", b"/"))


def _scan_xml(path: Path, part: str, content: IO[bytes], claimed: int) -> None:
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise _refused(path, "内部 XML 有实体定义")

    def relation(tag: str, attributes: dict[str, str]) -> None:
        target = attributes.get("Target", "")
        outside = attributes.get("TargetMode", "").lower() == "external"
        if tag.endswith("Relationship") and outside and not target.startswith(("http://", "https://", "mailto:")):
            raise _refused(path, "链接到别的文件")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    if part.endswith(".rels"):
        parser.StartElementHandler = relation
    seen = 0
    try:
        while block := content.read(MEGABYTE):
            seen += len(block)
            if seen > claimed:
                raise _refused(path, "展开后大得不正常")
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise AppError("{file} 已损坏，解不开", cure="请重新导出或重新发送这个文件。", file=path.name) from error


def _refused(path: Path, reason: str) -> AppError:
    return AppError(
        "没有打开 {file}：{reason}",
        cure="请让发件人重新导出一份干净的 .xlsx。",
        file=path.name,
        reason=Phrase(reason, {}),
    )
