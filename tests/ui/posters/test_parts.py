"""The painted parts: rulers, preview, dialogs."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.errors import AppError
from desktop.posters import intake, qr
from desktop.words import Words
from ui.posters import dialogs, pictures
from ui.posters.page import PostersPage
from ui.posters.ruler import Ruler
from ui.theme import Theme
from ui.widgets.dialog import Dialog


@pytest.mark.parametrize(("pitch", "step"), [(12, 5), (5, 10), (1.7, 50), (0.4, 200), (0.06, 500)])
def test_numbers_of_a_ruler_stay_apart(theme: Theme, qtbot: QtBot, pitch: float, step: int):
    for upright in (False, True):
        ruler = Ruler(theme, upright=upright)
        qtbot.addWidget(ruler)
        ruler.resize(300, 300)
        ruler.set_scale(20, pitch, 210)
        assert ruler.step() == step
        assert not ruler.grab().isNull()


def test_rulers_follow_the_page(page: PostersPage):
    zero = page.stage.view.zero()
    assert page.stage.across._zero == zero.x()
    assert page.stage.across._length == 210
    page.stage.view.zoom(1.5)
    assert page.stage.across._pitch == page.stage.view.pitch()


def test_the_page_is_shown_as_it_is_printed(page: PostersPage):
    """The red field of the front, at its place in the view."""
    view = page.stage.view
    spot = view.mapFromScene(QPointF(108, 225))
    color = view.viewport().grab().toImage().pixelColor(spot)
    assert color.red() > 150
    assert color.green() < 60


def test_lines_can_be_switched_off(page: PostersPage):
    view = page.stage.view
    edge = view.mapFromScene(QPointF(60, 240))
    with_fold = view.viewport().grab().toImage().copy(edge.x() - 20, edge.y() - 1, 40, 3)
    page.stage.folds.click()
    without = view.viewport().grab().toImage().copy(edge.x() - 20, edge.y() - 1, 40, 3)
    assert with_fold != without
    for button in (page.stage.rulers, page.stage.bleed, page.stage.safe):
        button.click()
    assert view.shown == {"bleed": False, "folds": False, "safe": False}
    assert not page.stage.across.isVisible()


def test_the_wheel_zooms_with_ctrl_and_scrolls_without(page: PostersPage):
    view = page.stage.view
    before = view.percent()
    for held, changes in ((Qt.KeyboardModifier.NoModifier, False), (Qt.KeyboardModifier.ControlModifier, True)):
        event = QWheelEvent(QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, held,
                            Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
        view.wheelEvent(event)
        assert (view.percent() != before) == changes


def test_zoom_has_its_limits(page: PostersPage):
    for _ in range(40):
        page.stage.zoom_in()
    assert page.stage.view.pitch() == pytest.approx(12)
    for _ in range(60):
        page.stage.zoom_out()
    assert page.stage.view.pitch() == pytest.approx(0.4)


def test_the_page_fits_again_when_the_window_changes(page: PostersPage, qtbot: QtBot):
    before = page.stage.view.pitch()
    page.resize(1294, 900)
    assert page.stage.view.pitch() > before
    page.stage.view.resize(10, 10)  # too small for a page: nothing breaks


def test_in_a_small_window_the_tools_lose_their_words_but_not_their_names(page: PostersPage):
    assert page.stage.folds.text() == "折线"
    page.resize(952, 520)
    assert page.width() == 952
    assert page.stage.folds.text() == ""
    assert page.stage.folds.accessibleName() == "折线"
    assert page.stage.proof.height() < 150
    page.resize(1294, 688)
    assert page.stage.folds.text() == "折线"


def test_both_looks_paint_everything(page: PostersPage):
    page.theme.set_mode("dark")
    page.stage.view.setFocus()
    assert not page.grab().isNull()
    page.form.staff.setFocus()
    page.gallery.step(4)  # the poster, with bleed
    page.form.fields["title"].setPlainText("稳赚")
    page._prove()
    assert not page.grab().isNull()
    page.theme.set_mode("light")


def test_a_failed_reading_is_named(page: PostersPage):
    from dataclasses import replace

    piece = page._piece
    checks = piece.proof.checks | {"blur": False, "quiet_zone": False, "modules": False}
    warning = AppError("二维码每格只有 {module} mm，小于 {least} mm", module="0.7", least=0.8)
    proof = replace(piece.proof, checks=checks, warnings=[warning])
    page.stage.show_piece(replace(piece, proof=proof, problems=[AppError("离远了扫不到", cure="把码放大")]))
    card = page.stage.proof
    assert (card.title.text(), card.note.text()) == ("离远了扫不到", "把码放大")
    assert card.rows["blur"].accessibleName() == "手抖、没对上焦 扫不到"
    assert "静区不够" in card.foot.text()
    assert "0.7 mm" in card.foot.text()
    assert not page.grab().isNull()


def answer_dialog(words: str = "", *, accept: bool = True) -> None:
    """Fill in and close the dialog that is about to open."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        if words:
            dialog.findChild(QLineEdit).setText(words)
        if accept:
            dialog.accept()
        else:
            dialog.reject()

    QTimer.singleShot(0, act)


def test_a_new_place_is_named_in_a_dialog(page: PostersPage):
    answer_dialog(" 排队机 ")
    assert dialogs.ask_place(page, page.theme) == "排队机"
    answer_dialog("排队机", accept=False)
    assert dialogs.ask_place(page, page.theme) == ""


@pytest.mark.parametrize("accept", [True, False])
def test_a_doubtful_code_is_explained_in_a_dialog(page: PostersPage, accept: bool):
    found = intake.Found(Path("a.png"), "s", qr.Answer("warn", "group", "x", AppError("这是客户群的码")), None)
    answer_dialog(accept=accept)
    assert dialogs.ask_anyway(page, page.theme, Words("zh"), found) is accept


def test_a_picture_of_another_program_is_not_decoded_here(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(QMimeData, "imageData", pytest.fail)
    data = QMimeData()
    data.setData("image/png", b"whatever it is")
    (path,) = pictures.paths_of(data, "wangmin")
    assert path.read_bytes() == b"whatever it is"
    path.unlink()
    path.parent.rmdir()


def test_a_file_of_a_network_share_is_left_out(tmp_path: Path):
    data = QMimeData()
    data.setUrls([QUrl("file://server/share/a.png"), QUrl.fromLocalFile(str(tmp_path / "b.png"))])
    assert pictures.paths_of(data, "x") == [tmp_path / "b.png"]


def test_a_picture_without_a_file_gets_one():
    data = QMimeData()
    assert not pictures.carries(data)
    assert pictures.paths_of(data, "x") == []
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    data.setImageData(image)
    assert pictures.carries(data)
    (path,) = pictures.paths_of(data, "wangmin")
    assert path.name == "wangmin.png"
    assert QImage(str(path)).size() == image.size()
    path.unlink()
    path.parent.rmdir()
