"""What the customer sees: the code on a second screen beside the work, posters when nobody stands there."""

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.posters import qr
from tests.ui.capture.conftest import CODE
from ui.capture import customer_screen
from ui.capture.customer_screen import CustomerScreen
from ui.capture.window import QuickCaptureWindow


def read(widget: QWidget) -> set[str]:
    """The codes that a phone finds on the screen."""
    grey = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    size = (grey.width(), grey.height())
    picture = Image.frombytes("L", size, bytes(grey.constBits()), "raw", "L", grey.bytesPerLine(), 1)
    return {one.text for one in qr.read(picture)}


@pytest.fixture
def screen(window: QuickCaptureWindow, monkeypatch: pytest.MonkeyPatch) -> CustomerScreen:
    """The window's screen for the customer, as on a PC with two."""
    monkeypatch.setattr(customer_screen, "second_screen", lambda _own: QGuiApplication.primaryScreen())
    window.code.toggle()
    return window.full


def test_the_code_reads_and_says_whose_it_is(screen: CustomerScreen):
    assert screen.beside
    assert read(screen) == {CODE}
    assert (screen.name, screen.branch) == ("王敏", "城东支行")


def test_slides_turn_while_nobody_stands_there_and_the_code_comes_back(
    screen: CustomerScreen, window: QuickCaptureWindow
):
    assert len(screen.slides) == 1
    screen.next_slide()
    assert screen.at == 0
    assert CODE in read(screen)
    screen.next_slide()
    assert screen.at == 0
    QTest.keyClick(window.phone, "1")
    assert screen.at == -1
    screen.next_slide()
    QTest.mouseClick(screen, Qt.MouseButton.LeftButton)
    assert (screen.at, screen.isVisible()) == (-1, True)


def test_the_same_key_takes_it_away(screen: CustomerScreen, window: QuickCaptureWindow):
    window.code.toggle()
    assert not screen.isVisible()
    screen.next_slide()
    assert screen.at == -1


def test_without_slides_the_code_stays(window: QuickCaptureWindow):
    window.full.open_screen()
    assert not window.full.beside
    window.full.next_slide()
    assert window.full.at == -1
    QTest.mouseClick(window.full, Qt.MouseButton.LeftButton)
    assert not window.full.isVisible()


def test_one_screen_is_no_second():
    assert customer_screen.second_screen(QGuiApplication.primaryScreen()) is None
