"""An awkward table of one's own by keys alone: columns and words said, a cell mended, taken in, looked at, undone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from sqlalchemy import text

from db.actor import Actor, Role
from db.engine import Store
from desktop import people, sample
from desktop.exchange.worker import Reader
from desktop.resources import resource
from desktop.store import open_memory_store
from tests.desktop.exchange.own_tables import HEADS, ROWS, table
from tests.scenarios.test_contact_by_keyboard import Keys, window
from ui.contacts.page import ContactsPage

__all__ = ["window"]

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def store() -> Iterator[Store]:
    """The staff of 城东支行, no contacts yet."""
    clock = sample.fixed_day()
    store = open_memory_store(clock)
    with Reader() as reader:
        book = resource("sample", sample.MAIN) / "通讯录.xlsx"
        sample.take_in(store, Actor("", Role.LEAD, ""), book, reader)
    clock.advance(minutes=5)
    yield store
    store.close()


def names(store: Store) -> set[str]:
    with store.session() as session:
        return set(session.execute(text("SELECT name FROM contact WHERE hidden = 0")).scalars())


def test_an_awkward_table_is_taken_in_and_undone(window, store, tmp_path, monkeypatch, qtbot):
    rows = [list(row) for row in ROWS]
    with store.session() as session:
        owner = people.staff(session)[1].name
    for row in rows[:2]:
        row[2] = owner
    path = table(tmp_path / "二季度登记.xlsx", rows)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    keys = Keys(window)
    number = 1 + [place.name for place in window.places].index("exchange")
    keys.press(str(number), modifier=CTRL)
    keys.press(Qt.Key.Key_O, modifier=CTRL)  # the window of the import …
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)  # a button's key clicks it after a moment
    keys.press(Qt.Key.Key_O, modifier=CTRL)  # … and its file
    dialog = QApplication.activeModalWidget()
    assert dialog.step() == "columns"
    keys.press(*[Qt.Key.Key_Down] * HEADS.index("意向程度"))
    keys.press(Qt.Key.Key_Delete)  # not taken in
    assert dialog.columns_step.mapping.targets[HEADS.index("幸运色")] == ""  # kept as it is
    keys.press(Qt.Key.Key_Return)
    assert dialog.step() == "values"
    keys.press(Qt.Key.Key_Return)  # what 小周 is may be said later
    assert dialog.banner.title == "客户：新增 2，更新 0，不变 0，拒收 1"
    dialog.tabs.setFocus()
    while dialog.tabs.value() != "refused":
        keys.press(Qt.Key.Key_Right)
    keys.press(Qt.Key.Key_Tab)
    assert dialog.table.hasFocus()
    keys.press(Qt.Key.Key_F2)
    dialog.table.editor.clear()
    dialog.table.editor.insert(owner)  # an input method writes Chinese
    keys.press(Qt.Key.Key_Return)
    assert dialog.banner.title == "客户：新增 3，更新 0，不变 0，拒收 0"
    keys.press(Qt.Key.Key_Return)
    assert names(store) == {"赵小琳", "李建国", "孙一"}
    keys.press(Qt.Key.Key_Escape)
    keys.press("2", modifier=CTRL)
    page = window.pages["contacts"]
    assert isinstance(page, ContactsPage)
    assert len(page.model.ids) == 3
    keys.press(str(number), modifier=CTRL)
    exchange = window.pages["exchange"]
    exchange.table.setFocus()
    keys.press(Qt.Key.Key_Up, "u")  # the newest
    assert names(store) == set()
