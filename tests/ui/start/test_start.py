"""The windows before the main one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.actor import Role
from desktop.people import Person
from ui.start.first_run import FirstRunWindow, Founding
from ui.start.roles import role_name
from ui.start.unlock import UnlockWindow
from ui.start.who import COLUMNS, WhoWindow, initials
from ui.theme import Theme

NAMES = ("李倩", "王敏", "周扬", "陈楠", "吴桐", "郑好", "孙立", "赵可")
PEOPLE = [
    Person(str(n), name, name, "柜员", Role.TELLER, "east", "城东支行", "江海银行") for n, name in enumerate(NAMES)
]


@pytest.fixture
def first_run(qtbot: QtBot, theme: Theme) -> FirstRunWindow:
    window = FirstRunWindow(theme)
    qtbot.addWidget(window)
    window.show()
    return window


def fill(window: FirstRunWindow, **texts: str) -> None:
    values = {"path": " 江海银行 / 城东支行 ", "name": " 王敏 ", "account": "wangmin", "password": "12345678"}
    values |= {"again": "12345678"} | texts
    for name, value in values.items():
        getattr(window, name).setText(value)


def test_the_first_run_tells_what_was_entered(qtbot: QtBot, first_run: FirstRunWindow) -> None:
    fill(first_run)
    with qtbot.waitSignal(first_run.found) as told:
        first_run.create_button.click()
    assert told.args == [Founding("江海银行/城东支行", "王敏", "wangmin", Role.LEAD, "12345678")]


@pytest.mark.parametrize(
    ("field", "value"), [("path", " "), ("name", ""), ("account", ""), ("password", "short"), ("again", "other")]
)
def test_a_fault_is_said_at_its_field(qtbot: QtBot, first_run: FirstRunWindow, field: str, value: str) -> None:
    fill(first_run, **{field: value})
    with qtbot.assertNotEmitted(first_run.found):
        qtbot.keyClick(first_run.again, Qt.Key.Key_Return)
    assert getattr(first_run, field).fault


def test_the_sample_is_one_key_away(qtbot: QtBot, first_run: FirstRunWindow) -> None:
    with qtbot.waitSignal(first_run.sample_chosen):
        first_run.sample.click()


def test_passwords_are_not_shown(first_run: FirstRunWindow) -> None:
    for field in (first_run.password, first_run.again):
        assert field.echoMode() == field.EchoMode.Password


def test_unlocking_asks_again_when_refused(qtbot: QtBot, theme: Theme) -> None:
    window = UnlockWindow(theme)
    qtbot.addWidget(window)
    with qtbot.assertNotEmitted(window.entered):
        window.open_button.click()
    qtbot.keyClicks(window.password, "secret")
    with qtbot.waitSignal(window.entered) as told:
        qtbot.keyClick(window.password, Qt.Key.Key_Return)
    assert told.args == ["secret"]
    window.refuse("密码不对")
    assert (window.password.fault, window.password.selectedText() != "") == ("密码不对", True)
    window.set_busy(True)
    assert not window.isEnabled()


@pytest.fixture
def who(qtbot: QtBot, theme: Theme) -> WhoWindow:
    window = WhoWindow(theme, PEOPLE, "1")
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def focused(window: WhoWindow) -> str:
    return next((tile.person.name for tile in window.tiles if tile.hasFocus()), "")


def test_the_last_person_stands_ready_and_enter_chooses(qtbot: QtBot, who: WhoWindow) -> None:
    assert focused(who) == "王敏"
    with qtbot.waitSignal(who.chosen) as told:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert told.args[0].name == "王敏"


def test_letters_go_by_initials_and_arrows_by_place(qtbot: QtBot, who: WhoWindow) -> None:
    for letter, name in (("z", "周扬"), ("h", "郑好"), ("c", "陈楠"), ("q", "陈楠")):
        qtbot.keyClicks(QApplication.focusWidget(), letter)
        assert focused(who) == name
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert focused(who) == NAMES[3 + COLUMNS]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert focused(who) == NAMES[3 + COLUMNS]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert focused(who) == NAMES[2 + COLUMNS]


def test_a_click_chooses(qtbot: QtBot, who: WhoWindow) -> None:
    who.brand.set_foot("江海银行 城东支行", "3 月 12 日")
    who.grab()
    with qtbot.waitSignal(who.chosen) as told:
        qtbot.mouseClick(who.tiles[4], Qt.MouseButton.LeftButton)
    assert told.args[0].name == "吴桐"


@pytest.mark.parametrize(("name", "letters"), [("王敏", "WM"), ("欧阳明哲", "OYMZ"), ("Li Lei", "LILE"), ("", "")])
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_every_role_has_a_name() -> None:
    assert len({role_name(role) for role in Role}) == len(Role)
    assert role_name("stranger") == "stranger"
