"""Transfers by keyboard: chosen in the list, planned, noted as done, taken back."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.actor import Role
from db.operation import Change, record
from desktop.changes import Changes
from tests.ui.contacts.conftest import shown
from ui.contacts.page import ContactsPage
from ui.contacts.transfer_dialog import TransferDialog
from ui.contacts.transfer_window import TransferWindow
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
    assert [len(one) for one in opened.lists] == [0, 1, 1]
    assert opened.lists.settled[0].state == "done"
    QTest.keyClick(opened, Qt.Key.Key_Z, CTRL)
    assert [len(one) for one in opened.lists] == [0, 2, 0]
    QTest.keyClick(opened.table, Qt.Key.Key_A, CTRL)
    assert opened.note.text() == "选中 2 位"
    QTest.keyClick(opened.table, "r")
    assert [one.state for one in opened.lists.settled] == ["refused", "refused"]
    assert opened.note.text().startswith("没有要转交的")
    QTest.keyClick(opened.table, Qt.Key.Key_Right)
    assert opened.tabs.value() == "settled"
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


def test_a_manager_proposes_and_the_lead_agrees(staffed_desk: Desk, page: ContactsPage, qtbot: QtBot):
    manager = shown(
        replace(staffed_desk, actor=replace(staffed_desk.actor, staff="staff-other", role=Role.MANAGER)), qtbot
    )
    assert [manager.model.row_at(row).name for row in range(manager.model.rowCount())] == ["何志远"]
    manager.table.setFocus()
    QTest.keyClick(manager, Qt.Key.Key_J, CTRL)
    question = manager.acts.dialog
    assert isinstance(question, TransferDialog)
    assert "报给网点负责人" in question.text.text()
    question.staff.setCurrentIndex(question.staff.findData(page.desk.actor.staff))
    QTest.keyClick(question.staff, Qt.Key.Key_Return)
    manager.refresh(Changes.CONTACTS)
    assert "转交等负责人 1 位" in [one.text for one in manager.status()]
    theirs = window(manager)
    assert (theirs.tabs.value(), len(theirs.lists.proposed)) == ("proposed", 1)
    assert [key for key, button in theirs.buttons_by_key.items() if button.isEnabled()] == ["W", "C"]
    assert theirs.note.text() == "负责人同意后列进要办的；自己报的可以按 W 撤下"
    theirs.reject()
    page.refresh(Changes.CONTACTS)
    assert "转交等负责人 1 位" in [one.text for one in page.status()]
    page.more.transfers()  # the window of the other page has the keys
    opened = page.acts.dialog
    assert isinstance(opened, TransferWindow)
    keys = ("name", "by_name", "decided", "state")
    assert [opened.model.text_of(opened.model.row_at(0), key) for key in keys] == ["何志远", "陈楠", "—", "等负责人"]
    QTest.keyClick(opened.table, "n")
    assert [one.state for one in opened.lists.settled] == ["declined"]
    QTest.keyClick(opened, Qt.Key.Key_Z, CTRL)
    opened.tabs.set_value("proposed")
    QTest.keyClick(opened.table, "y")
    assert [len(one) for one in opened.lists] == [0, 1, 0]
    assert opened.note.text() == "没有等负责人定的"
    QTest.keyClick(opened.table, Qt.Key.Key_Right)
    told = [opened.model.text_of(opened.model.row_at(0), key) for key in keys]
    assert told == ["何志远", "陈楠", "王敏 03-12", "待办"]
    assert (opened.buttons_by_key["Y"].isVisible(), opened.buttons_by_key["D"].isVisible()) == (False, True)
    QTest.keyClick(opened.table, "d")
    assert [one.state for one in opened.lists.settled] == ["done"]


def test_a_proposal_is_taken_back_by_who_made_it(staffed_desk: Desk, qtbot: QtBot):
    manager = shown(replace(staffed_desk, actor=replace(staffed_desk.actor, role=Role.MANAGER)), qtbot)
    plan(manager)
    opened = window(manager)
    QTest.keyClick(opened.table, Qt.Key.Key_A, CTRL)
    QTest.keyClick(opened.table, "w")
    assert [one.state for one in opened.lists.settled] == ["withdrawn", "withdrawn"]


def test_a_teller_has_no_transfers(staffed_desk: Desk, qtbot: QtBot):
    teller = shown(replace(staffed_desk, actor=replace(staffed_desk.actor, role=Role.TELLER)), qtbot)
    assert not {"Ctrl J", "Ctrl Shift J"} & {one.keys for one in teller.commands()}
    for modifiers in (CTRL, CTRL | SHIFT):
        QTest.keyClick(teller, Qt.Key.Key_J, modifiers)
    assert teller.acts.dialog is None
    assert teller.more.status() == []


def test_its_commands_are_found(page: ContactsPage):
    assert {"Ctrl J", "Ctrl Shift J"} <= {one.keys for one in page.commands()}
