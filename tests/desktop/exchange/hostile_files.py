"""How files are made that do harm, or at least are no workbook: bombs, lies, programs, broken containers."""

import io
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from desktop.exchange.gate import OLE
from tests.desktop.exchange.xlsx import KIN, MAIN, PACKAGE, SHEET, inline, pack, parts

DAMAGED, REFUSED, STOPPED, UNREADABLE = "已损坏", "没有打开", "读不下去", "读不懂"
READ = ""  # opens: there is nothing wrong with it that the reader could trip over
MEGABYTE = 1024 * 1024


class Hostile(NamedTuple):
    """A file's name, how it is made, and words that the refusal must have (any of them); "" for one that opens."""

    name: str
    make: Callable[[Path], object]
    said: tuple[str, ...]


def sheet(content: str) -> str:
    return f'<worksheet xmlns="{MAIN}">{content}</worksheet>'


def cells(*refs: str) -> str:
    return sheet("<sheetData>" + "".join(f'<row><c r="{ref}"><v>1</v></c></row>' for ref in refs) + "</sheetData>")


Content = str | bytes | Callable[[], str | bytes]
"""Of a part; a large one is made only when it is wanted."""


def with_part(name: str, content: Content) -> Callable[[Path], object]:
    return lambda path: pack(path, parts() | {name: content() if callable(content) else content})


def with_sheet(content: Content) -> Callable[[Path], object]:
    return with_part(SHEET, content)


def with_bytes(content: bytes | Callable[[], bytes]) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content() if callable(content) else content)


def changed(change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    """A sound workbook of which some bytes are changed afterwards."""
    return lambda path: (pack(path, parts()), path.write_bytes(change(path.read_bytes())))


def relation(target: str, kind: str = "externalLink") -> str:
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r9" Type="{KIN}/{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in parts().items():
            archive.writestr(name, text)
        with archive.open("xl/media/a.bin", "w", force_zip64=True) as part:
            for _ in range(310):
                part.write(bytes(MEGABYTE))


def many_parts(path: Path) -> None:
    pack(path, parts() | {f"xl/media/{number}.bin": b"x" for number in range(500)})


def twice(name: str) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            for one, text in parts().items():
                archive.writestr(one, text)
            archive.writestr(zipfile.ZipInfo(name), parts()[SHEET])

    return make


def rows(count: int, width: int = 1) -> str:
    line = "<row>" + "<c><v>1</v></c>" * width + "</row>"
    return sheet(f"<sheetData>{line * count}</sheetData>")


def prefixed(count: int) -> str:
    rows = "<x:row><x:c><x:v>1</x:v></x:c></x:row>" * count
    return f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'


def shared(count: int, length: int) -> str:
    text = f"<si><t>{'长' * length}</t></si>"
    return f'<sst xmlns="{MAIN}">{text * count}</sst>'


def noise(count: int) -> bytes:
    return random.Random(count).randbytes(count)


def billion_laughs() -> str:
    names = "".join(f'<!ENTITY l{number + 1} "{f"&l{number};" * 10}">' for number in range(9))
    cell = '<sheetData><row><c t="str"><v>&l9;</v></c></row></sheetData>'
    return f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "lol">{names}]><worksheet>{cell}</worksheet>'


def outside_entity() -> str:
    return '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet>&x;</worksheet>'


def ole(streams: dict[str, bytes]) -> bytes:
    """A small OLE container with these streams (each padded to the size from which they get sectors of their own)."""
    size, padded = 512, {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    chain, starts, body = [0xFFFFFFFD, 0xFFFFFFFE], {}, b""
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, 1 if padded else 0xFFFFFFFF)]
    for name, content in padded.items():
        whole = content + bytes(-len(content) % size)
        starts[name] = len(chain)
        count = len(whole) // size
        chain += [*range(len(chain) + 1, len(chain) + count), 0xFFFFFFFE]
        body += whole
    for number, (name, content) in enumerate(padded.items(), 1):
        after = number + 1 if number < len(padded) else 0xFFFFFFFF
        entries.append(_entry(name, 2, starts[name], len(content), 0xFFFFFFFF, after))
    directory = b"".join(entries).ljust(size, b"\0")[:size]
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(size, b"\xff")
    header = (
        OLE
        + bytes(16)
        + struct.pack("<HHHHH6xIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE)
    )
    header += struct.pack("<I", 0) + struct.pack("<I", 0) + b"\xff" * (4 * 108)
    return header[:512].ljust(512, b"\xff") + fat + directory + body


def _entry(name: str, kind: int, start: int, size: int, child: int, right: int = 0xFFFFFFFF) -> bytes:
    label = (name + "\0").encode("utf-16-le")
    return label.ljust(64, b"\0") + struct.pack(
        "<HBBIII16xI8x8xIQ", len(label), kind, 1, 0xFFFFFFFF, right, child, 0, start, size
    )


def biff(*records: tuple[int, bytes]) -> bytes:
    return b"".join(struct.pack("<HH", kind, len(content)) + content for kind, content in records)


BOF = (0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
FAR_CELL = (0x0203, struct.pack("<HHHd", 65_535, 255, 0, 1.0))
NEAR_CELL = (0x0203, struct.pack("<HHHd", 0, 0, 0, 1.0))
LATE_ROWS = [(0x0203, struct.pack("<HHHd", row, 100, 0, 1.0)) for row in (0, 65_000)]


OASIS = "urn:oasis:names:tc:opendocument:xmlns"
ODS_KIND = "application/vnd.oasis.opendocument.spreadsheet"
ODS_HEAD = (
    f'<?xml version="1.0"?><office:document-content xmlns:office="{OASIS}:office:1.0" xmlns:table="{OASIS}:table:1.0" '
    f'xmlns:text="{OASIS}:text:1.0"><office:body><office:spreadsheet>'
)
ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def ods(content: str, **more: str) -> Callable[[Path], object]:
    manifest = f'<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0"/>'
    contents = {
        "mimetype": ODS_KIND,
        "content.xml": f"{ODS_HEAD}{content}{ODS_TAIL}",
        "META-INF/manifest.xml": manifest,
    }
    return lambda path: pack(path, contents | more)


def row(attributes: str, cell: str) -> str:
    return f"<table:table-row{attributes}>{cell}</table:table-row>"


def table(row: str) -> str:
    return f'<table:table table:name="a">{row}</table:table>'


CELL = '<table:table-cell office:value-type="string"{more}><text:p>x</text:p></table:table-cell>'


def a_cell(more: str = "") -> str:
    return CELL.format(more=more)


def lying_size(path: Path) -> None:
    pack(path, parts() | {SHEET: inline([["x"] * 500])})
    data = bytearray(path.read_bytes())
    entry = data.rindex(SHEET.encode()) - 46
    struct.pack_into("<I", data, entry + 24, 10)
    path.write_bytes(data)


def encrypted_flag(path: Path) -> None:
    pack(path, parts())
    data = bytearray(path.read_bytes())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    at = 0
    while (at := data.find(b"PK\x03\x04", at)) >= 0:
        data[at + 6] |= 1
        at += 4
    path.write_bytes(data)


def odd_method(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts().items():
            archive.writestr(name, text, compress_type=zipfile.ZIP_LZMA if name == SHEET else zipfile.ZIP_STORED)


def nested(path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(50 * MEGABYTE))
    pack(path, parts() | {"xl/media/inner.zip": inner.getvalue()})


def spinning(path: Path) -> None:
    """A password file that would have the key derived four thousand million times."""
    info = struct.pack("<HHI", 4, 4, 0x40) + (
        b'<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption"><keyData saltValue="AA==" '
        b'hashAlgorithm="SHA512" blockSize="16"/><dataIntegrity encryptedHmacKey="AA==" encryptedHmacValue="AA=="/>'
        b'<keyEncryptors><keyEncryptor><p:encryptedKey xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/'
        b'password" spinCount="9999999" saltValue="AA==" hashAlgorithm="SHA512" keyBits="256" '
        b'encryptedVerifierHashInput="AA==" encryptedVerifierHashValue="AA==" encryptedKeyValue="AA=="/>'
        b"</keyEncryptor></keyEncryptors></encryption>"
    )
    path.write_bytes(ole({"EncryptionInfo": info, "EncryptedPackage": bytes(5_000)}))


COLUMNS, ROWS = "table:number-columns-repeated", "table:number-rows-repeated"
FAR_ROW = row(f' {ROWS}="190000"', "") + row("", f'<table:table-cell {COLUMNS}="250"/>{a_cell()}')
MACRO = {"xl/vbaProject.bin": b"x"}
FORMULA = "<sheetData><row><c><f>{}</f><v>1</v></c></row></sheetData>"
