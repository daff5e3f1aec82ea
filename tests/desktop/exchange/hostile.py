"""Files made to do harm, or at least to be no workbook: each with what has to be said about it.

Run as a program on a folder it makes them there, or opens every one as the program would and prints as JSON what was
said, how long it took, and how much memory the main process and the reading one came to. (Making them takes more memory
than opening them, so that is another run.)
"""

import argparse
import json
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from desktop.errors import AppError
from desktop.exchange import workbook
from desktop.exchange.gate import LIMITS, OLE
from desktop.exchange.worker import Reader
from tests.desktop.exchange.hostile_files import (
    BOF,
    COLUMNS,
    DAMAGED,
    FAR_CELL,
    FAR_ROW,
    FORMULA,
    LATE_ROWS,
    MACRO,
    MEGABYTE,
    NEAR_CELL,
    READ,
    REFUSED,
    ROWS,
    STOPPED,
    UNREADABLE,
    Hostile,
    a_cell,
    biff,
    billion_laughs,
    bomb,
    cells,
    changed,
    encrypted_flag,
    lying_size,
    many_parts,
    nested,
    noise,
    odd_method,
    ods,
    ole,
    outside_entity,
    prefixed,
    relation,
    row,
    rows,
    shared,
    sheet,
    spinning,
    table,
    twice,
    with_bytes,
    with_part,
    with_sheet,
)
from tests.desktop.exchange.xlsx import SHEET, inline, pack, parts

SET: tuple[Hostile, ...] = (
    # sizes and bombs
    Hostile("bomb.xlsx", bomb, (REFUSED,)),
    Hostile("nested-zip.xlsx", nested, (READ,)),
    Hostile("many-parts.xlsx", many_parts, (REFUSED,)),
    Hostile("over-20-mb.xlsx", with_bytes(lambda: b"PK\x03\x04" + bytes(21 * MEGABYTE)), ("太大",)),
    Hostile("ratio.xlsx", with_part("xl/styles.xml", lambda: "<a>" + " " * 30_000_000 + "</a>"), (REFUSED,)),
    Hostile("huge-shared-strings.xlsx", with_part("xl/sharedStrings.xml", lambda: shared(24_000, 1_500)), (REFUSED,)),
    Hostile("many-rows.xlsx", with_sheet(lambda: rows(250_000)), ("一份装不下",)),
    Hostile("many-cells.xlsx", with_sheet(lambda: rows(16_000, 200)), (REFUSED,)),
    Hostile(
        "many-sheets.xlsx",
        lambda path: pack(path, parts() | {f"xl/worksheets/s{n}.xml": inline([["x"]]) for n in range(60)}),
        (REFUSED,),
    ),
    # giant sheets of few cells
    Hostile("last-cell.xlsx", with_sheet(cells("A1", "XFD1048576")), (REFUSED,)),
    Hostile("last-cell-alone.xlsx", with_sheet(cells("XFD1048576")), (REFUSED,)),
    Hostile("wide-and-long.xlsx", with_sheet(cells("A1", "IV90000")), (REFUSED,)),
    Hostile("long.xlsx", with_sheet(cells("A1", "A999999")), (REFUSED, STOPPED, UNREADABLE)),
    Hostile("sparse.xlsx", with_sheet(cells("A1", "Z190000")), (REFUSED,)),
    Hostile("beyond-excel.xlsx", with_sheet(cells("A1", "ZZZZZZ1")), (REFUSED, UNREADABLE)),
    Hostile("no-cell-at-all.xlsx", with_sheet(cells("A1", "ZZ0")), (READ, UNREADABLE, REFUSED)),
    Hostile(
        "lying-dimension.xlsx",
        with_sheet(sheet('<dimension ref="A1:XFD1048576"/><sheetData/>')),
        (READ, STOPPED, UNREADABLE),
    ),
    Hostile(
        "row-with-another-number.xlsx",
        with_sheet(
            sheet('<sheetData><row r="1"><c r="Z1048576"><v>1</v></c></row><row r="2"><c r="A1"/></row></sheetData>')
        ),
        (REFUSED,),
    ),
    Hostile("prefixed-tags.xlsx", with_sheet(lambda: prefixed(250_000)), ("一份装不下",)),
    # programs, links, objects
    Hostile("macro.xlsm", lambda path: pack(path, parts() | MACRO), (REFUSED,)),
    Hostile("macro-sheet.xlsm", with_part("xl/macrosheets/sheet1.xml", inline([["x"]])), (REFUSED,)),
    Hostile("macro-in-capitals.xlsx", with_part("XL/VBAPROJECT.BIN", b"x"), (REFUSED,)),
    Hostile("external-link.xlsx", with_part("xl/externalLinks/externalLink1.xml", "<a/>"), (REFUSED,)),
    Hostile("outside-file.xlsx", with_part("xl/_rels/sheet1.xml.rels", relation("file:///C:/secret.xlsx")), (REFUSED,)),
    Hostile(
        "share.xlsx", with_part("xl/worksheets/_rels/sheet1.xml.rels", relation("\\\\host\\share\\a.xlsx")), (REFUSED,)
    ),
    Hostile("query.xlsx", with_part("xl/connections.xml", "<a/>"), (REFUSED,)),
    Hostile("query-table.xlsx", with_part("xl/queryTables/queryTable1.xml", "<a/>"), (REFUSED,)),
    Hostile("embedded.xlsx", with_part("xl/embeddings/oleObject1.bin", b"MZ"), (REFUSED,)),
    Hostile("activex.xlsx", with_part("xl/activeX/activeX1.xml", "<a/>"), (REFUSED,)),
    Hostile("dde.xlsx", with_sheet(sheet(FORMULA.format("cmd|'/C calc'!A0"))), (READ,)),
    Hostile("hyperlink-formula.xlsx", with_sheet(sheet(FORMULA.format('HYPERLINK("http://x")'))), (READ,)),
    # names within
    Hostile("double-entry.xlsx", twice(SHEET), (REFUSED,)),
    Hostile("double-in-capitals.xlsx", twice(SHEET.upper()), (REFUSED,)),
    Hostile("traversal.xlsx", with_part("../../etc/passwd", "x"), (REFUSED,)),
    Hostile("absolute.xlsx", with_part("/etc/passwd", "x"), (REFUSED,)),
    Hostile("backslash.xlsx", with_part("xl\\worksheets\\sheet9.xml", "x"), (REFUSED,)),
    Hostile("drive.xlsx", with_part("C:/windows/a.xml", "<a/>"), (REFUSED,)),
    # XML
    Hostile("billion-laughs.xlsx", with_sheet(billion_laughs()), (REFUSED,)),
    Hostile("billion-laughs-in-styles.xlsx", with_part("xl/styles.xml", billion_laughs()), (REFUSED,)),
    Hostile("outside-entity.xlsx", with_sheet(outside_entity()), (REFUSED,)),
    Hostile("outside-entity-in-workbook.xlsx", with_part("xl/workbook.xml", outside_entity()), (REFUSED,)),
    Hostile("doctype.xlsx", with_part("xl/theme/theme1.xml", "<!DOCTYPE a><a/>"), (REFUSED,)),
    Hostile("utf-16.xlsx", with_part(SHEET, inline([["x"]]).encode("utf-16")), (REFUSED,)),
    Hostile("deep.xlsx", with_sheet(sheet("<a>" * 100_000)), (READ, UNREADABLE, STOPPED, REFUSED)),
    Hostile(
        "deep-styles.xlsx",
        with_part("xl/styles.xml", "<a>" * 200_000 + "</a>" * 200_000),
        (READ, REFUSED, UNREADABLE, STOPPED),
    ),
    Hostile("unclosed.xlsx", with_sheet("<worksheet><sheetData><row><c t='s'><v>9</v></c>"), (UNREADABLE,)),
    Hostile("broken-styles.xlsx", with_part("xl/styles.xml", "<a><b></a>"), (DAMAGED,)),
    Hostile(
        "string-that-is-not-there.xlsx",
        with_sheet(sheet('<sheetData><row><c t="s"><v>7</v></c></row></sheetData>')),
        (READ, UNREADABLE),
    ),
    Hostile(
        "negative-string.xlsx",
        with_sheet(sheet('<sheetData><row><c t="s"><v>-1</v></c></row></sheetData>')),
        (READ, UNREADABLE, STOPPED),
    ),
    Hostile(
        "no-number.xlsx",
        with_sheet(sheet("<sheetData><row><c><v>1e999999</v></c></row></sheetData>")),
        (READ, UNREADABLE),
    ),
    Hostile(
        "no-sheet.xlsx",
        lambda path: pack(path, {name: text for name, text in parts().items() if name != SHEET}),
        (UNREADABLE, READ),
    ),
    Hostile("no-workbook.xlsx", lambda path: pack(path, {"a.txt": "x"}), ("没有工作簿",)),
    Hostile("binary.xlsb", lambda path: pack(path, {"xl/workbook.bin": b"x"}), (".xlsb",)),
    Hostile("word.docx", lambda path: pack(path, {"word/document.xml": "<a/>"}), ("没有工作簿",)),
    # broken containers
    Hostile("truncated.xlsx", changed(lambda data: data[:-100]), (DAMAGED,)),
    Hostile("half.xlsx", changed(lambda data: data[: len(data) // 2]), (DAMAGED,)),
    Hostile(
        "flipped.xlsx",
        changed(lambda data: data[:60] + bytes(byte ^ 0x5A for byte in data[60:90]) + data[90:]),
        (DAMAGED,),
    ),
    Hostile("head-only.xlsx", with_bytes(b"PK\x03\x04"), (DAMAGED,)),
    Hostile("lying-size.xlsx", lying_size, (DAMAGED, REFUSED)),
    Hostile("flagged-encrypted.xlsx", encrypted_flag, (DAMAGED,)),
    Hostile("odd-method.xlsx", odd_method, (READ, UNREADABLE, DAMAGED)),
    # no workbooks
    Hostile("empty.xlsx", with_bytes(b""), ("空文件",)),
    Hostile("wrapped.xlsx", with_bytes(b"%TSD-Header-###%" + noise(5_000)), ("防泄密",)),
    Hostile("list.csv", with_bytes("客户名称,手机\n赵,138".encode("gbk")), ("文本文件",)),
    Hostile("page.xls", with_bytes(b"<html><table><tr><td>x</td></tr></table></html>"), ("文本文件",)),
    Hostile("picture.xlsx", with_bytes(b"\x89PNG\r\n\x1a\n" + noise(400)), ("不是 Excel",)),
    Hostile("program.xlsx", with_bytes(b"MZ" + noise(400)), ("不是 Excel",)),
    # old Excel, WPS and their like
    Hostile("nothing.xls", with_bytes(OLE + bytes(600)), (UNREADABLE, STOPPED)),
    Hostile("no-stream.xls", with_bytes(ole({"Other": b"x"})), (UNREADABLE, STOPPED)),
    Hostile("noise.et", with_bytes(ole({"Workbook": noise(6_000)})), (UNREADABLE, STOPPED, REFUSED)),
    Hostile("password.xls", with_bytes(ole({"Workbook": biff(BOF, (0x2F, b"\1\0\1\0"), NEAR_CELL)})), ("打开密码",)),
    Hostile("far.xls", with_bytes(ole({"Workbook": biff(BOF, NEAR_CELL, FAR_CELL)})), (REFUSED,)),
    Hostile("far-rows.xls", with_bytes(ole({"Workbook": biff(BOF, *LATE_ROWS)})), (REFUSED,)),
    Hostile("macro.xls", with_bytes(ole({"Workbook": biff(BOF), "_VBA_PROJECT_CUR": b"x"})), (REFUSED,)),
    Hostile("object.xls", with_bytes(ole({"Workbook": biff(BOF), "MBD0001": b"x"})), (REFUSED,)),
    Hostile("spinning.xlsx", spinning, ("密码打不开",)),
    # OpenDocument
    Hostile("repeated-cells.ods", ods(table(row("", a_cell(f' {COLUMNS}="16000"')))), (REFUSED,)),
    Hostile("repeated-rows.ods", ods(table(row(f' {ROWS}="1000000"', a_cell()))), (REFUSED,)),
    Hostile("far-cell.ods", ods(table(FAR_ROW)), (REFUSED,)),
    Hostile("no-repetition.ods", ods(table(row(f' {ROWS}="minus one"', a_cell()))), (REFUSED,)),
    Hostile("basic.ods", ods(table(""), **{"Basic/Standard/Module1.xml": "<a/>"}), (REFUSED,)),
    Hostile("object.ods", ods(table(""), **{"Object 1/content.xml": "<a/>"}), (REFUSED,)),
    Hostile("entity.ods", lambda path: pack(path, {"mimetype": "x", "content.xml": billion_laughs()}), (REFUSED,)),
    Hostile("broken.ods", lambda path: pack(path, {"mimetype": "x", "content.xml": "<a><b></a>"}), (DAMAGED,)),
)


class Said(NamedTuple):
    """What was said about a file ("" when it opened), whether in plain words, and in how many seconds."""

    name: str
    words: str
    plain: bool
    seconds: float


def judge(folder: Path, reader: Reader) -> Iterator[Said]:
    """Open every file as the program would."""
    for one in SET:
        path = folder / one.name
        start = time.perf_counter()
        words, plain = "", True
        try:
            workbook.read(path, reader=reader, password="a password" if one.name == "spinning.xlsx" else "")
        except AppError as error:
            words = str(error.message)
        except BaseException as error:  # noqa: BLE001 - told as what it is
            words, plain = f"{type(error).__name__} {error}", False
        yield Said(one.name, words, plain, time.perf_counter() - start)


def own_peak() -> float:
    """MB at most; what the kernel counts for a process may be inherited from the one that started it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def main() -> int:
    parser = argparse.ArgumentParser(description="What is said about hostile files.")
    parser.add_argument("what", choices=("make", "open"))
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args()
    if asked.what == "make":
        for one in SET:
            one.make(asked.folder / one.name)
        return 0
    with Reader(LIMITS) as reader:
        said = [one._asdict() for one in judge(asked.folder, reader)]
    memory = {"own_mb": own_peak(), "child_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024}
    print(json.dumps({"said": said, **memory}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
