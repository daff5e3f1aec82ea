"""On paper: what lies where, read back by a decoder out of what the printer was sent."""

import subprocess
from datetime import date
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from desktop.posters import impose, pieces, printers
from tests.desktop.posters.conftest import CONTENT, order_of
from ui.desk import Desk
from ui.posters import output
from ui.posters.print_dialog import PrintDialog

TODAY = date(2026, 3, 12)


@pytest.fixture(scope="module")
def badge(studio: pieces.Studio) -> pieces.Piece:
    return pieces.make(studio, order_of(studio, "badge", "jade"), TODAY)


@pytest.fixture
def dialog(desk: Desk, qtbot: QtBot, studio: pieces.Studio, badge: pieces.Piece, tmp_path: Path) -> PrintDialog:
    made = PrintDialog(
        desk.theme, desk.words, studio.painter, [badge] * 10, tmp_path / "printers.toml", None, ["HP", "Brother"]
    )
    qtbot.addWidget(made)
    made.show()
    return made


def to_file(plan: impose.Plan, path: Path) -> QPrinter:
    printer = output.make_printer(plan)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def raster(path: Path, dpi: int) -> Image.Image:
    subprocess.run(["pdftoppm", "-r", str(dpi), "-singlefile", "-png", path, path.with_suffix("")], check=True)
    return Image.open(path.with_suffix(".png"))


def test_nine_badges_on_a_sheet_moved_by_the_offset(studio: pieces.Studio, badge: pieces.Piece, tmp_path: Path):
    plan = impose.plan(badge.sheet)
    found = {}
    for offset in ((0.0, 0.0), (3.0, -2.0)):
        path = tmp_path / f"{offset[0]:g}.pdf"
        output.print_sheets(output.Job(to_file(plan, path), offset), studio.painter, plan, [badge.sheet])
        with raster(path, 200) as page:
            codes = zxingcpp.read_barcodes(page)
            corners = sorted((code.position.top_left.y, code.position.top_left.x) for code in codes)
            found[offset] = [(x / page.width * 210, y / page.height * 297) for y, x in corners]
        assert [code.text for code in codes] == [CONTENT] * 9
    x, y = plan.spots[0]
    assert found[0.0, 0.0][0] == pytest.approx((x + 15, y + 50.6), abs=0.5)
    moved = [b[0] - a[0] for a, b in zip(found[0.0, 0.0], found[3.0, -2.0], strict=True)]
    assert sum(moved) / 9 == pytest.approx(3, abs=0.4)


def test_the_preview_shows_every_sheet(dialog: PrintDialog, qtbot: QtBot):
    assert dialog.count.text() == "1 / 2"
    assert dialog.go.text() == "打印 2 张纸"
    first = dialog.view.grab().toImage()
    qtbot.keyClick(dialog, Qt.Key.Key_PageDown)
    assert dialog.count.text() == "2 / 2"
    assert dialog.view.grab().toImage() != first
    dialog.ahead.click()
    dialog.back.click()
    assert dialog.view.grab().toImage() == first


def test_the_button_accepts(dialog: PrintDialog, monkeypatch: pytest.MonkeyPatch):
    done: list[bool] = []
    monkeypatch.setattr(dialog, "accept", lambda: done.append(True))  # closing would delete it under the test
    dialog.go.click()
    assert done == [True]


def test_each_printer_has_its_own_offset(dialog: PrintDialog, tmp_path: Path):
    dialog.x.setText("1.5")
    dialog.y.setText("-2")
    dialog.tried.setChecked(True)
    assert dialog._keep()
    assert dialog.job().offset == (1.5, -2)
    kept = printers.load(tmp_path / "printers.toml")
    assert kept == {"HP": printers.Known(1.5, -2, frozenset({"badge"}))}
    dialog.printer.setCurrentIndex(1)
    assert (dialog.x.text(), dialog.tried.isChecked()) == ("0", False)
    dialog.printer.setCurrentIndex(0)
    assert (dialog.x.text(), dialog.tried.isChecked()) == ("1.5", True)


def test_an_offset_that_is_no_number_is_said(dialog: PrintDialog):
    dialog.x.setText("一点")
    dialog.go.click()
    assert dialog.isVisible()
    assert dialog.fault.text() == "偏移要写成毫米数，例如 -1.5"
    dialog.test.click()
    assert dialog.isVisible()


def test_the_test_page_goes_to_the_printer(dialog: PrintDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    plan = impose.Plan(impose.A4, ((0, 0),))
    path = tmp_path / "test.pdf"
    printer = to_file(plan, path)
    monkeypatch.setattr(output, "make_printer", lambda *_: printer)
    dialog.test.click()
    text = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout
    assert "打印测试页" in text
    assert "HP" in text
    monkeypatch.setattr(output.QPainter, "begin", lambda *_: False)
    dialog.test.click()
    assert dialog.isVisible()
    assert "打印机没有响应" in dialog.fault.text()


def test_without_a_printer_the_way_out_is_said(
    desk: Desk, qtbot: QtBot, studio: pieces.Studio, badge: pieces.Piece, tmp_path: Path
):
    dialog = PrintDialog(desk.theme, desk.words, studio.painter, [badge], tmp_path / "p.toml", None, [])
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.go.isEnabled()
    assert not dialog.test.isEnabled()
    assert not dialog.back.isVisible()


def test_copies_of_small_pieces_share_the_paper(dialog: PrintDialog):
    """Ten badges fill a sheet of nine and begin another; three of each are thirty, on four."""
    assert "2" in dialog.go.text()
    dialog.copies.setText("3")
    assert dialog.go.text() == "打印 4 张纸"
    assert dialog.job().copies == 3
    for wrong in ("0", "100", "-1", "三", ""):
        dialog.copies.setText(wrong)
        assert dialog.copies.fault
        dialog._on_go()
        assert dialog.isVisible()


def test_copies_leave_the_printer(studio: pieces.Studio, badge: pieces.Piece, tmp_path: Path):
    plan, path = impose.plan(badge.sheet), tmp_path / "nine.pdf"
    output.print_sheets(output.Job(to_file(plan, path), copies=9), studio.painter, plan, [badge.sheet])
    assert [code.text for code in zxingcpp.read_barcodes(raster(path, 220))] == [CONTENT] * 9
