"""A morning at the desk: the window on an encrypted store, work done off the GUI thread, keys only."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from db.actor import Actor, Role
from db.contacts import Interaction
from db.doctor import verify
from db.engine import Store
from db.ids import derived_id
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.paths import Paths
from desktop.settings import Settings
from desktop.store import open_store
from desktop.words import Words
from tests.ui.today import scene
from ui.desk import Desk
from ui.jobs import Jobs
from ui.main_window import MainWindow, Place
from ui.theme import Theme
from ui.today.page import TodayPage

ME = Actor(derived_id("staff", "wangmin"), Role.MANAGER, "branch-1")


@pytest.fixture
def encrypted(tmp_path: Path) -> Iterator[Store]:
    clock = FixedClock(scene.NOW)
    store = open_store(tmp_path / "branch.db", b"k" * 32, clock)
    people = [
        Change("branch", ME.branch, {"name": "城东支行", "bank": "江海银行"}),
        Change("staff", ME.staff, {"name": "王敏", "account": "wangmin", "role": "manager", "branch": ME.branch}),
    ]
    store.write(lambda session: record(session, None, people))
    scene.prepare(store, ME, clock)
    yield store
    store.close()


@pytest.fixture
def window(encrypted: Store, theme: Theme, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    jobs = Jobs(encrypted)
    parts = (theme, theme.icons, encrypted.clock, Words("zh"), Settings(), Paths(tmp_path))
    desk = Desk(encrypted, ME, jobs, *parts, "王敏", "城东支行")
    window = MainWindow(desk, [Place("today", "list-checks", "今日", TodayPage)])
    qtbot.addWidget(window)
    window.show()
    window.go("today")
    settled(window, qtbot)
    window.pages["today"].list.setFocus()
    yield window
    jobs.close()


def settled(window: MainWindow, qtbot: QtBot) -> None:
    """Everything asked for has been done and shown."""
    qtbot.waitUntil(window.desk.jobs.idle)


def press(*keys: Qt.Key) -> None:
    """To whatever has the focus, as a keyboard does."""
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)


def ring(window: MainWindow) -> str:
    return window.pages["today"].pane.header.ring.accessibleName()


def test_two_tasks_one_of_them_contact_by_contact(window: MainWindow, qtbot: QtBot, encrypted: Store):
    key = Qt.Key
    assert ring(window) == "5/13"

    press(key.Key_K)  # up to the maturing deposits, three contacts
    heard = []
    for _ in range(3):
        press(key.Key_C)
        settled(window, qtbot)
        heard.append(QGuiApplication.clipboard().text()[:3])
    assert heard == ["周文博", "徐丽女", "沈国平"]
    assert ring(window) == "5/13"
    press(key.Key_Return)
    settled(window, qtbot)
    assert ring(window) == "6/13"

    press(key.Key_K)  # the morning's news
    press(key.Key_C)
    assert scene.NEWS in QGuiApplication.clipboard().text()
    settled(window, qtbot)
    press(key.Key_C, key.Key_C, key.Key_Return)  # typed ahead: the other two groups, then sent
    settled(window, qtbot)
    assert ring(window) == "7/13"
    assert window.rail.items["today"].badge == 6

    with encrypted.session() as session:
        query = select(func.count()).where(Interaction.kind == "sent", Interaction.text == "定存到期提醒")
        assert session.scalar(query) == 3
        assert verify(session) == []

    QTest.keyClick(window, key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(window, qtbot)
    assert ring(window) == "6/13"
