"""Screens 03 and 13: 484×560 with its parts where the picture has them, the code white in both themes."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.ui.capture.test_window import NEW_NUMBER
from ui.capture.choice_row import ChoiceRow
from ui.capture.window import QuickCaptureWindow
from ui.widgets.button import Button

TOLERANCE = 4
LEFT, TOP = 442, 105  # of the window in the picture


def place(window: QWidget, part: QWidget) -> QRect:
    return QRect(part.mapTo(window, QPoint(0, 0)), part.size())


def near(rect: QRect, x: int, y: int, width: int, height: int) -> bool:
    wanted = (x - LEFT, y - TOP, width, height)
    return all(abs(have - want) <= TOLERANCE for have, want in zip(rect.getRect(), wanted, strict=True))


def test_the_parts_of_the_picture(window: QuickCaptureWindow):
    QTest.keyClicks(window.phone, NEW_NUMBER)
    assert (window.width(), window.height()) == (484, 560)
    for part, x, y, width, height in (
        (window.phone, 457, 160, 452, 48), (window.banner, 457, 218, 452, 54), (window.card, 725, 287, 184, 231),
    ):  # fmt: skip
        assert near(place(window, part), x, y, width, height), part
    assert abs(window.form.name.width() - 252) <= TOLERANCE
    assert abs(place(window, window.foot).top() - (604 - TOP)) <= TOLERANCE
    assert not window.pane.verticalScrollBar().isVisible()


def test_the_printed_keys(window: QuickCaptureWindow):
    printed = {button.keys() for button in window.findChildren(Button)}
    printed |= {row.keys() for row in window.findChildren(ChoiceRow)}
    printed |= {window.form.consent.keys(), window.form.name.keys()}
    assert printed >= {"F3", "F4", "F5", "↵", "Esc", "0", "N"}


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_code_stays_white_with_its_quiet_zone(window: QuickCaptureWindow, mode: str):
    window.theme.set_mode(mode)
    picture = window.card.grab().toImage()
    for at in (QPoint(12, 12), QPoint(92, 12), QPoint(12, 92)):
        assert picture.pixelColor(at).name() == "#ffffff"


def test_nothing_is_cut_off_in_large_type(window: QuickCaptureWindow):
    window.theme.set_scale(1.5)
    assert window.width() == 726
    assert window.pane.inner.height() >= window.pane.inner.minimumSizeHint().height()
    window.theme.set_scale(1.0)
