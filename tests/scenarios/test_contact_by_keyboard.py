"""One contact of the sample followed by keys alone: found, tagged, followed up, shown on the timeline."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.actor import Actor, Role
from db.engine import Store
from desktop import people, sample
from desktop.contacts import search, timeline
from desktop.exchange.worker import Reader
from desktop.paths import Paths
from desktop.resources import resource
from desktop.settings import Settings
from desktop.store import open_memory_store
from desktop.words import Words
from ui.contacts.page import ContactsPage
from ui.desk import Desk
from ui.jobs import InlineJobs
from ui.main_window import MainWindow
from ui.places import capture_window, places
from ui.theme import Theme

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def store() -> Iterator[Store]:
    """城东支行 with its staff and contacts from the sample's own files."""
    store = open_memory_store(sample.fixed_day())
    with Reader() as reader:
        for name in ("通讯录.xlsx", "客户列表.xlsx"):
            sample.take_in(store, Actor("", Role.LEAD, ""), resource("sample", sample.MAIN) / name, reader)
    yield store
    store.close()


@pytest.fixture
def window(store: Store, theme: Theme, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    with store.session() as session:
        lead = people.at_keyboard(session, "", Role.LEAD)
    desk = Desk(
        store, lead, InlineJobs(store), theme, theme.icons, store.clock, Words("zh"), Settings(), Paths(tmp_path)
    )
    window = MainWindow(desk, places(lead.role), capture_window)
    qtbot.addWidget(window)
    for left in QApplication.topLevelWidgets():  # what an earlier test opened would take the keys
        left.hide()
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


class Keys:
    """Presses keys where the focus is: in the question that is open, else in the window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def press(self, *keys: object, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(self.where(), key, modifier)
            QApplication.processEvents()

    def where(self) -> QWidget:
        top = QApplication.activeModalWidget() or self.window
        if not top.isActiveWindow():  # a window manager does so when a question has been answered
            top.activateWindow()
            QApplication.processEvents()
        return top.focusWidget() or top


def test_found_tagged_followed_up_and_on_the_timeline(window: MainWindow, store: Store):
    keys = Keys(window)
    keys.press(Qt.Key.Key_2, modifier=CTRL)
    page = window.pages["contacts"]
    assert isinstance(page, ContactsPage)
    wanted = page.model.row_at(5)
    initials = next(one for one in search_words(store, wanted.number) if one.isascii() and len(one) == len(wanted.name))
    keys.press("/", *initials, Qt.Key.Key_Return)
    while page.panel.name.text() != wanted.name or page.panel.shown.detail.row.id != wanted.id:
        keys.press(Qt.Key.Key_Down)
    before = {tag.name for tag in wanted.tags}
    keys.press("t")
    dialog = page.acts.dialog
    tag = next(one.text() for one in dialog.chips.values() if one.text() not in before)
    dialog.field.insert(tag)  # an input method writes Chinese
    keys.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    keys.press("f", *"call back")
    keys.press(Qt.Key.Key_Return)
    keys.press("r", *"asked for rates", Qt.Key.Key_Return)
    with store.session() as session:
        detail = search.detail(session, page.desk.actor, wanted.id)
        events = timeline.events(session, wanted.id)
    assert {one.name for one in detail.row.tags} == before | {tag}
    assert detail.row.next_title == "call back"
    assert (events[0].kind, events[0].text) == ("chat", "asked for rates")
    shown = page.panel.timeline.timeline
    assert shown.data(shown.index(0)) == "聊天：asked for rates"
    keys.press("d")
    assert shown.data(shown.index(0)) == "跟进完成：call back（按时）"
    keys.press(Qt.Key.Key_Z, modifier=CTRL)
    assert page.panel.step.accessibleName() == "call back"


def search_words(store: Store, number: int) -> list[str]:
    """The ways of typing a contact's name."""
    from desktop.contacts.tokens import name_tokens

    with store.session() as session:
        actor = people.at_keyboard(session, "", Role.LEAD)
        return name_tokens(search.rows(session, actor, [number])[0].name)
