"""Workbooks: what is written comes back as it was, and nothing half-written is left."""

import errno
import os
import re
import stat
import subprocess
import tempfile
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


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "正开着"), (errno.EPERM, "正开着"), (errno.ENOSPC, "磁盘满了"), (errno.EDQUOT, "磁盘满了"),
        (errno.EROFS, "是只读的"), (errno.ENAMETOOLONG, "路径太长"), (errno.EIO, "Input/output error"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("step", ["mkstemp", "fsync", "replace"])
def test_whatever_fails_on_the_way_is_said_and_the_old_file_stands(tmp_path, monkeypatch, number, words, step):
    path = tmp_path / "周报.xlsx"
    path.write_bytes(b"old")

    def refuse(*_, **__):
        raise OSError(number, os.strerror(number))

    target = {"mkstemp": (tempfile, "mkstemp"), "fsync": (os, "fsync"), "replace": (Path, "replace")}[step]
    with monkeypatch.context() as patch:
        patch.setattr(*target, refuse)
        with pytest.raises(AppError, match=words) as raised:
            workbook.write(path, [SheetSpec("表", [["新"]])])
    assert raised.value.cure
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("周报.xlsx", b"old")]


def test_a_disk_that_fills_while_the_rows_are_written_leaves_the_old_file(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def rows():
        yield ["头"]
        raise OSError(errno.ENOSPC, "full")

    with pytest.raises(AppError, match="磁盘满了"):
        workbook.write(path, [SheetSpec("表", rows())])
    assert [one.name for one in tmp_path.iterdir()] == ["a.xlsx"]
    assert path.read_bytes() == b"old"


def test_a_real_name_that_is_too_long_is_said(tmp_path):
    with pytest.raises(AppError, match="路径太长"):
        workbook.write(tmp_path / ("长" * 200 + ".xlsx"), [SheetSpec("表", [["x"]])])


def test_a_deep_folder_is_made_and_written(tmp_path, reader):
    path = tmp_path.joinpath(*["一层很长很长的文件夹名字"] * 8, "a.xlsx")
    assert written(path, ["内容"], reader=reader) == [["内容"]]


NAMES = [
    "江海支行 第47周", "𬭎𠮷𡃁", "emoji 🌸👨‍👩‍👧", "é e\u0301", "عربي", "ไทย", "a\u202eb", "ends.", "百分%20号",
    "#井&和;分", "'引号\"", "テスト", "Ünïcödé", "\u3000全角空格", "ᠮᠣᠩᠭᠣᠯ",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_file_may_have_any_name(tmp_path, reader, name):
    path = tmp_path / name / f"{name}.xlsx"
    assert written(path, [name], reader=reader) == [[name]]
    assert [one.name for one in path.parent.iterdir()] == [f"{name}.xlsx"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("[a]:b*c?/d\\e", "a  b c  d e"),
        ("x" * 40, "x" * 31),
        ("'a'", "a"),
        ("", "表"),
        ("\x00\x1f", "表"),
        ("社群", "社群"),
    ],
)
def test_a_sheet_gets_a_name_that_every_program_takes(tmp_path, reader, name, kept):
    workbook.write(tmp_path / "a.xlsx", [SheetSpec(name, [["x"]])])
    assert workbook.read(tmp_path / "a.xlsx", reader=reader).sheets[0].name == kept


def test_injections_stay_texts_after_libreoffice_saved_the_file_again(tmp_path, reader):
    path = tmp_path / "a.xlsx"
    workbook.write(path, [SheetSpec("表", [["内容"], *([text] for text in INJECTIONS)])])
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "xlsx",
               "--outdir", str(tmp_path / "again"), str(path)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    again = workbook.read(tmp_path / "again" / "a.xlsx", reader=reader)
    assert len(INJECTIONS) >= 30
    assert [row[0] for row in again.sheets[0].rows[1:]] == INJECTIONS
    assert again.formulas == {}
    sheet = openpyxl.load_workbook(tmp_path / "again" / "a.xlsx").active
    assert {cell.data_type for cell in sheet["A"]} == {"s"}


def test_formulas_are_found_wherever_they_stand(tmp_path, reader):
    book = openpyxl.Workbook()
    book.active.title = "甲"
    book.active["C2"], book.active["AA3"] = "=1+1", "=A1"
    book.create_sheet("乙")["A1"] = "x"
    book.save(tmp_path / "a.xlsx")
    read = workbook.read(tmp_path / "a.xlsx", reader=reader)
    assert read.formulas == {"甲": frozenset({(2, 3), (3, 27)})}
    assert workbook.here(tmp_path / "a.xlsx").formulas == read.formulas


def test_a_cover_is_a_title_and_lines_that_have_room(tmp_path):
    spec = SheetSpec("说明", [["台卡 上报表", None], ["份数", 3], ["怎么用", "长" * 60]], widths={2: 40}, cover=True)
    workbook.write(tmp_path / "a.xlsx", [spec])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet["A1"].font.size > sheet["A2"].font.size
    assert (sheet["B2"].value, sheet["B2"].alignment.horizontal, sheet["B3"].alignment.wrap_text) == (3, "left", True)
    assert sheet.row_dimensions[3].height > 2.5 * sheet.row_dimensions[2].height
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == (None, None)
    assert sheet.page_setup.orientation == "portrait"


def test_heads_lists_and_print_of_a_topic(tmp_path):
    spec = SheetSpec(
        "表", [["名次", "名字", "一个很长很长的表头", "数"], [1, "甲", "", 2]], widths={1: 80, 2: 80, 3: 12, 4: 200},
        open_columns=(4,), whole=(4,), choices={2: ["甲", "乙"]}, choice_rows=50, cell_forms={(2, 4): "0%"},
    )  # fmt: skip
    workbook.write(tmp_path / "a.xlsx", [spec])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet["D1"].fill.fgColor.rgb != sheet["C1"].fill.fgColor.rgb
    assert sheet.row_dimensions[1].height > 22
    assert (sheet["D2"].number_format, sheet["A2"].number_format) == ("0%", "General")
    rules = {(rule.type, str(rule.sqref)) for rule in sheet.data_validations.dataValidation}
    assert rules == {("list", "B2:B50"), ("whole", "D2:D50")}
    assert (sheet.page_setup.fitToWidth, sheet.print_title_cols) == (2, "$A:$C")
    assert "&P / &N" in f"{sheet.oddFooter.right.text}"
