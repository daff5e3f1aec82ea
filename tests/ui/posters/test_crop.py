from pathlib import Path

from PIL import Image
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.changes import Changes
from desktop.posters import photo
from ui.posters import crop
from ui.posters.page import PostersPage
from ui.theme import Theme


def test_keys_wheel_and_mouse_move_the_window(qtbot: QtBot, theme: Theme):
    cropper = crop.Cropper(theme, Image.new("RGB", (600, 800), "teal"))
    qtbot.addWidget(cropper)
    cropper.show()
    assert cropper.square == (0, 50, 600)
    qtbot.keyClick(cropper, Qt.Key.Key_Down)
    assert cropper.square == (0, 68, 600)
    for _ in range(40):
        qtbot.keyClicks(cropper, "+")
    assert cropper.square[2] == crop.CLOSEST
    left = cropper.square[0]
    qtbot.mousePress(cropper, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    qtbot.mouseMove(cropper, QPoint(100, 200))
    qtbot.mouseRelease(cropper, Qt.MouseButton.LeftButton, pos=QPoint(100, 200))
    assert cropper.square[0] > left
    for _ in range(60):
        qtbot.keyClicks(cropper, "-")
    assert cropper.square[2] == 600
    for _ in range(60):
        qtbot.keyClick(cropper, Qt.Key.Key_Up)
    assert cropper.square == (0, 0, 600)
    assert not cropper.grab().isNull()


def test_the_photo_of_the_person_who_is_shown(page: PostersPage, tmp_path: Path):
    kept = photo.cut(Image.new("RGB", (300, 300), "teal"), (0, 0, 300))
    assert not page.form.no_photo.isVisible()
    Image.new("RGB", (300, 300), "teal").save(tmp_path / "a.png")
    page.acts.ask_file = lambda: tmp_path / "a.png"
    page.acts.ask_square = lambda picture, name: kept if (picture.size, name) == ((300, 300), "王敏") else ""
    page.form.photo.click()
    page.refresh(Changes.STAFF)
    assert page._order.record.values["photo"] == photo.cleaned(kept, page.desk.pictures)
    assert page.form.photo.text() == "换照片…"
    page.form.no_photo.click()
    page.refresh(Changes.STAFF)
    assert page._order.record.values["photo"] == ""
    assert page.form.photo.text() == "选照片…"


def test_a_file_that_is_no_photo_is_said(page: PostersPage, tmp_path: Path):
    (tmp_path / "a.jpg").write_text("no photo")
    said: list[str] = []
    page.error.connect(lambda error: said.append(str(error)))
    page.acts.ask_file = lambda: tmp_path / "a.jpg"
    page.form.photo.click()
    assert len(said) == 1
    assert said[0].startswith("打不开图片 a.jpg")
    page.acts.ask_file = lambda: None
    page.form.photo.click()
    assert len(said) == 1


def test_enter_takes_the_square_as_it_stands(page: PostersPage):
    def accept() -> None:
        dialog = QApplication.activeModalWidget() or next(
            w for w in QApplication.topLevelWidgets() if w.windowTitle().endswith("的照片")
        )
        dialog.accept()

    QTimer.singleShot(0, accept)
    kept = crop.ask_square(page, page.theme, Image.new("RGB", (300, 300), "teal"), "王敏")
    assert kept.startswith(photo.PREFIX)
