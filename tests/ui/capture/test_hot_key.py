"""The key that works in any program: taken, heard, given back, or in somebody else's hands."""

import ctypes

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.contacts import capture
from ui.capture.hot_key import KINDS, NUMBER, WM_HOTKEY, HotKey, Message
from ui.capture.window import QuickCaptureWindow
from ui.desk import Desk


class Windows:
    """What user32 does with the key."""

    def __init__(self, *, free: bool = True) -> None:
        self.free, self.held = free, False

    def RegisterHotKey(self, _window: object, number: int, _keys: int, _letter: int) -> int:
        self.held = self.free and number == NUMBER
        return int(self.held)

    def UnregisterHotKey(self, _window: object, _number: int) -> None:
        self.held = False


def hear(key: HotKey, message: int, number: int) -> tuple[bool, int]:
    heard = Message(None, message, number)
    return key._filter.nativeEventFilter(KINDS[0], ctypes.addressof(heard))


def test_taken_heard_and_given_back(qtbot: QtBot):
    owner, windows = QObject(), Windows()
    key = HotKey(owner, windows)
    assert key.available
    assert key.take()
    assert (key.take(), windows.held) == (True, True)
    with qtbot.waitSignal(key.pressed):
        assert hear(key, WM_HOTKEY, NUMBER) == (True, 0)
    assert hear(key, WM_HOTKEY, 1) == hear(key, 1, NUMBER) == (False, 0)
    assert key._filter.nativeEventFilter(b"xcb_generic_event_t", 0) == (False, 0)
    key.give_back()
    assert not windows.held


def test_other_systems_have_none():
    owner = QObject()
    key = HotKey(owner)
    key._user32 = None
    assert (key.available, key.take()) == (False, False)


@pytest.fixture
def ready(capture_desk: Desk, qtbot: QtBot) -> QuickCaptureWindow:
    window = QuickCaptureWindow(capture_desk)
    qtbot.addWidget(window)
    return window


def test_it_opens_the_window_and_is_remembered(ready: QuickCaptureWindow):
    ready.hot_key._user32 = Windows()
    ready.everywhere.click()
    with ready.desk.store.session() as session:
        assert capture.everywhere(session)
    ready.hot_key.pressed.emit()
    assert ready.isVisible()
    ready.everywhere.click()
    with ready.desk.store.session() as session:
        assert not capture.everywhere(session)


def test_in_somebody_elses_hands_it_is_said(ready: QuickCaptureWindow):
    ready.hot_key._user32 = Windows(free=False)
    ready.everywhere.click()
    assert not ready.everywhere.isChecked()
    assert ready.banner.title == "Ctrl Alt N 被别的程序占用了"


def test_whoever_goes_leaves_no_key_behind(ready: QuickCaptureWindow):
    ready.hot_key._user32 = windows = Windows()
    ready.everywhere.click()
    ready.show_for_next()
    ready.code.toggle()
    assert (windows.held, ready.full.isVisible()) == (True, True)
    ready.leave()
    assert (windows.held, ready.full.isVisible(), ready.isVisible()) == (False, False, False)
    with ready.desk.store.session() as session:
        assert capture.everywhere(session)  # and the next one has it again
