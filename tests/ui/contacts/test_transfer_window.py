"""Transfers by keyboard: chosen in the list, planned, noted as done, taken back."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.actor import Role
from db.operation import Change, record
from tests.ui.contacts.conftest import shown
from ui.contacts.page import ContactsPage
from ui.contacts.transfer_window import TransferDialog, TransferWindow
from ui.desk import Desk

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def staffed_desk(contacts_desk: Desk) -> Desk:
    """陈楠 works here too, 李倩 elsewhere."""
    branch = contacts_desk.actor.branch
    rows = [
        Change("staff", "staff-other", {"account": "chennan", "name": "陈楠", "branch": branch, "role": "manager"}),
        Change("branch", "far", {"name": "滨江支行"}),
        Change("staff", "liqian", {"account": "liqian", "name": "李倩", "branch": "far", "role": "manager"}),
    ]
    contacts_desk.store.write(lambda session: record(session, None, rows))
    return contacts_desk


@pytest.fixture
def page(staffed_desk: Desk, qtbot: QtBot) -> ContactsPage:
    return shown(staffed_desk, qtbot)


def plan(page: ContactsPage, count: int = 2) -> None:
    """Mark the first contacts and pass them to 陈楠."""
    page.table.setFocus()
    for _ in range(count):
        QTest.keyClick(page.table, Qt.Key.Key_Space)
    QTest.keyClick(page, Qt.Key.Key_J, CTRL)
    dialog = page.acts.dialog
    assert isinstance(dialog, TransferDialog)
    dialog.staff.setCurrentIndex(dialog.staff.findData("staff-other"))
    QTest.keyClick(dialog.staff, Qt.Key.Key_Return)


def window(page: ContactsPage) -> TransferWindow:
    QTest.keyClick(page, Qt.Key.Key_J, CTRL | SHIFT)
    dialog = page.acts.dialog
    assert isinstance(dialog, TransferWindow)
    return dialog


def test_planned_done_and_taken_back(page: ContactsPage):
    names = [page.model.row_at(row).name for row in range(2)]
    plan(page)
    opened = window(page)
    assert {one.name for one in opened.lists.planned} == set(names)
    keys = ("from_name", "to_name", "reason", "state")
    told = [opened.model.text_of(opened.model.row_at(0), key) for key in keys]
    assert told == ["王敏", "陈楠", "在职转交", "待办"]
    QTest.keyClick(opened.table, "d")
    assert [len(one) for one in opened.lists] == [1, 1]
    assert opened.lists.settled[0].state == "done"
    QTest.keyClick(opened, Qt.Key.Key_Z, CTRL)
    assert [len(one) for one in opened.lists] == [2, 0]
    QTest.keyClick(opened.table, Qt.Key.Key_A, CTRL)
    assert opened.note.text() == "选中 2 位"
    QTest.keyClick(opened.table, "r")
    assert [one.state for one in opened.lists.settled] == ["refused", "refused"]
    assert opened.note.text().startswith("没有要转交的")
    opened.tabs.set_value("settled")
    assert opened.model.text_of(opened.model.row_at(0), "state") == "没转成"
    assert not opened.buttons_by_key["D"].isEnabled()


def test_who_cannot_pass_is_said_before(page: ContactsPage):
    plan(page, 1)
    page.table.select_id(page.model.ids[0])
    QTest.keyClick(page, Qt.Key.Key_J, CTRL)
    dialog = page.acts.dialog
    assert isinstance(dialog, TransferDialog)
    name = page.model.row_at(0).name
    assert dialog.check.accessibleName() == f"0 位可以转，1 位不行：\n{name}：已在转交清单里"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert [dialog.staff.itemText(at) for at in range(dialog.staff.count())] == ["陈楠（城东支行）", "李倩（滨江支行）"]


def test_a_manager_looks_only(staffed_desk: Desk, page: ContactsPage, qtbot: QtBot):
    plan(page, 1)
    manager = replace(staffed_desk, actor=replace(staffed_desk.actor, role=Role.MANAGER))
    opened = window(shown(manager, qtbot))
    assert len(opened.lists.planned) == 1
    assert [key for key, button in opened.buttons_by_key.items() if button.isEnabled()] == ["C"]


def test_its_commands_are_found(page: ContactsPage):
    assert {"Ctrl J", "Ctrl Shift J"} <= {one.keys for one in page.commands()}
