"""Workbooks: what is written comes back as it was, and nothing half-written is left."""

import errno
import os
import re
import stat
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from desktop.errors import AppError
from desktop.exchange import workbook
from desktop.exchange.workbook import Chart, SheetSpec

WECOM = Path(__file__).parents[2] / "data" / "wecom"
INJECTIONS = [
    "=1+1", '=HYPERLINK("http://x","点我")', "+8613812345678", "-1+1", "@SUM(A1)", "\t=1", "'=1", "=cmd|' /C calc'!A0",
    "<img src=x>", "http://example.com", "mailto:a@example.com", "00123", "1E5", "13812345678", "2026-11-20", "TRUE",
    "#N/A", "_x000D_", "小王🌸", "𬭎", "一\n二", "  前后有空  ", "&amp;", '"', "；，、", "\u202e反", "1/2",
    "=", "{=1}", "％", "<r><t>x</t></r>",
]  # fmt: skip


def written(path, *rows, reader, **options):
    workbook.write(path, [SheetSpec("表", rows, **options)])
    return workbook.read(path, reader=reader).sheets[0].rows


def test_texts_come_back_as_they_were(tmp_path, reader):
    path = tmp_path / "a.xlsx"
    rows = written(path, ["内容"], *([text] for text in INJECTIONS), reader=reader)
    assert [row[0] for row in rows[1:]] == INJECTIONS
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        assert b"hyperlink" not in archive.read("xl/worksheets/sheet1.xml")
    cell = openpyxl.load_workbook(path).active["A2"]
    assert (cell.data_type, cell.number_format) == ("s", "@")


def test_what_a_cell_cannot_hold_is_left_out(tmp_path, reader):
    rows = written(tmp_path / "a.xlsx", ["头"], ["一\x00\x0b\r\n二\r三\ud800"], ["长" * 40_000], reader=reader)
    assert rows[1:] == [["一\n二\n三"], ["长" * 32_767]]


def test_numbers_dates_and_gaps_keep_their_kind(tmp_path, reader):
    values = [7, 1.5, None, date(2026, 11, 20), datetime(2026, 11, 20, 9, 30), "末"]
    rows = written(tmp_path / "a.xlsx", list("一二三四五六"), values, reader=reader, formats={2: "0.0%"})
    assert rows[1] == values
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").active["B2"].number_format == "0.0%"


def test_true_is_written_as_one(tmp_path, reader):
    assert written(tmp_path / "a.xlsx", ["头"], [True], reader=reader)[1] == [1]


def test_dress(tmp_path):
    path = tmp_path / "a.xlsx"
    dressed = SheetSpec(
        "面", [["键", "值"], ["名", "数"], ["a", 1]], widths={1: 30}, head=2, hidden_rows=(1,), hidden_columns=(2,),
        marked=frozenset({(3, 1)}), choices={2: ["1", "2"]}, charts=(Chart("数", 2, 1, 3, "D2"),),
    )  # fmt: skip
    hidden = SheetSpec("_ops", [["a"], ["b"]], head=0, plain=True, state="veryHidden")
    workbook.write(path, [dressed, hidden])
    sheet, other = openpyxl.load_workbook(path).worksheets
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("面", "A3", "A2:B3")
    assert round(sheet.column_dimensions["A"].width) == 31  # with its margin
    assert sheet.row_dimensions[1].hidden
    assert sheet.column_dimensions["B"].hidden
    assert sheet["A3"].fill.fgColor.rgb.endswith(workbook.REFUSED_FILL)
    assert (other.sheet_state, other.freeze_panes) == ("veryHidden", None)


def test_a_workbook_replaces_another_whole(tmp_path, reader):
    path = tmp_path / "新夹" / "a.xlsx"
    written(path, ["旧"], reader=reader)
    assert written(path, ["新"], reader=reader) == [["新"]]
    assert [one.name for one in path.parent.iterdir()] == ["a.xlsx"]
    assert stat.S_IMODE(path.stat().st_mode) & 0o600 == 0o600


@pytest.mark.parametrize(
    ("error", "words"),
    [(PermissionError(errno.EACCES, "denied"), "正开着"), (OSError(errno.ENOSPC, "full"), "磁盘满了")],
)
def test_a_target_that_cannot_be_replaced_leaves_the_old_one(tmp_path, reader, monkeypatch, error, words):
    path = tmp_path / "a.xlsx"
    written(path, ["旧"], reader=reader)

    def refuse(*_):
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        with pytest.raises(AppError, match=words):
            workbook.write(path, [SheetSpec("表", [["新"]])])
    assert [one.name for one in tmp_path.iterdir()] == ["a.xlsx"]
    assert workbook.read(path, reader=reader).sheets[0].rows == [["旧"]]


def test_a_folder_that_is_a_file_is_said(tmp_path):
    (tmp_path / "夹").write_text("x")
    with pytest.raises(AppError, match="没有写成"):
        workbook.write(tmp_path / "夹" / "a.xlsx", [SheetSpec("表", [["新"]])])


def test_the_streaming_file_reads_as_the_usual_one(reader):
    """A file of WeCom without the shared strings that it declares; openpyxl raises KeyError on it."""
    with pytest.raises(KeyError):
        openpyxl.load_workbook(WECOM / "客户列表-流式.xlsx")
    stream = workbook.read(WECOM / "客户列表-流式.xlsx", reader=reader)
    usual = workbook.read(WECOM / "客户列表.xlsx", reader=reader)
    assert stream.sheets[0].rows == usual.sheets[0].rows[:64]


def test_a_book_finds_its_sheets(reader):
    book = workbook.read(WECOM / "客户群列表.xlsx", reader=reader)
    assert book.sheet("客户群列表") is book.sheets[0]
    assert book.sheet("别的") is None


def test_a_file_of_wps_is_read_past_its_wrong_dimension_and_empty_fill(tmp_path, reader):
    path = tmp_path / "wps.xlsx"
    written(tmp_path / "a.xlsx", *([f"行{number}"] for number in range(20)), reader=reader)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            text = text.replace(b'<dimension ref="A1:A20"', b'<dimension ref="A1"')
            text = re.sub(rb"<fill>.*?</fill>", b"<fill/>", text)
            target.writestr(name, text)
    with zipfile.ZipFile(path) as archive:
        assert b'ref="A1"' in archive.read("xl/worksheets/sheet1.xml")
        assert b"<fill/>" in archive.read("xl/styles.xml")
    assert len(workbook.read(path).sheets[0].rows) == 20
