"""The customer's right to be forgotten through the windows, by keyboard."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from db.actor import Actor, Role
from tests.ui.contacts.steps import choose, names, press
from ui.contacts.erasing import ErasureDialog, RegisterDialog
from ui.contacts.page import ContactsPage


@pytest.fixture
def refreshing(page: ContactsPage) -> ContactsPage:
    page.changed.connect(lambda done: page.refresh(done.changes))
    return page


def asked(page: ContactsPage, name: str) -> ErasureDialog:
    choose(page, name)
    press(page.table, "x")
    assert isinstance(page.erasing.dialog, ErasureDialog)
    return page.erasing.dialog


def count(page: ContactsPage, name: str) -> int:
    with page.desk.store.session() as session:
        return session.execute(text("SELECT count(*) FROM contact WHERE name = :name"), {"name": name}).scalar_one()


def test_erased_by_keys_only_after_the_identity_was_checked(refreshing: ContactsPage, qtbot: QtBot):
    dialog = asked(refreshing, "赵小琳")
    press(dialog, Qt.Key.Key_Right)
    assert "标签 3 条、互动记录 1 条、跟进 1 条" in dialog.told.text()
    press(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    press(dialog, "2")
    press(dialog, "v")
    assert dialog.reason() == "withdrawn"
    with qtbot.waitSignal(refreshing.changed) as told:
        press(dialog, Qt.Key.Key_Return)
    assert told.args[0].batch == ""
    assert "赵小琳" not in names(refreshing)
    assert count(refreshing, "赵小琳") == 0
    refreshing._on_register()
    register = refreshing.erasing.dialog
    (row,) = register._rows.values()
    said = [register.model.text_of(row, key) for key in ("kind", "name", "reason", "at")]
    assert said == ["已删除", "—", "撤回了同意", "2026-03-12 10:42"]
    assert not register.back.isEnabled()
    press(register.table, "r")


def test_storage_only_and_back_by_keys(refreshing: ContactsPage):
    dialog = asked(refreshing, "赵小琳")
    assert dialog.yes.isEnabled()
    press(dialog, "3")
    press(dialog, Qt.Key.Key_Return)
    assert "赵小琳" not in names(refreshing)
    command = next(one for one in refreshing.commands() if one.text == "删除和仅存储登记")
    command.run()
    register = refreshing.erasing.dialog
    assert isinstance(register, RegisterDialog)
    (row,) = register._rows.values()
    assert [register.model.text_of(row, key) for key in ("kind", "name", "reason", "who")] == [
        "仅存储", "赵*琳", "技术上难以删除", "王敏",
    ]  # fmt: skip
    press(register.table, "r")
    assert register._rows == {}
    assert "赵小琳" in names(refreshing)


def test_the_menu_offers_it_to_a_lead(page: ContactsPage):
    choose(page, "赵小琳")
    action = page.panel.more_menu().actions()[-1]
    menu = {one.data(): one for one in page.panel.more_menu().actions()}
    assert menu["X"].isEnabled()
    assert action is not None


def test_not_offered_to_others(contacts_desk, qtbot: QtBot):
    from dataclasses import replace

    desk = replace(contacts_desk, actor=Actor(contacts_desk.actor.staff, Role.MANAGER, contacts_desk.actor.branch))
    page = ContactsPage(desk)
    qtbot.addWidget(page)
    assert all("仅存储" not in one.text for one in page.commands())
    page.letters.erase()
    assert "erasing" not in vars(page)
