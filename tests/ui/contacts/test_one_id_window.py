"""The window of One ID by its keys: proposals, links, whose, merging and taking back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.actor import Actor, Role
from db.operation import Change, record
from tests.ui.contacts.conftest import shown
from tests.ui.contacts.scene import contact_id
from ui.contacts.one_id_window import OneIdWindow
from ui.contacts.page import ContactsPage
from ui.desk import Desk

ZHOU, WU = contact_id("周文博"), contact_id("吴秀英")


@pytest.fixture
def pairs_desk(contacts_desk: Desk) -> Desk:
    """周文博 is held by 陈楠 too, 吴秀英 stands in the list twice, 徐丽 of somebody else may be ours."""
    me, branch = contacts_desk.actor.staff, contacts_desk.actor.branch
    theirs = {"owner": "staff-other", "owner_name": "陈楠", "branch": branch, "added_at": "2025-01-05 09:00:00"}
    rows = [
        Change("contact", "z-other", {**theirs, "name": "老周", "phone": "13900000276"}),
        Change("contact", "w-twice", {
            "owner": me, "owner_name": "王敏", "branch": branch, "name": "秀英", "phone": "15800006630",
            "remark": "退休教师", "added_at": "2026-02-05 09:00:00",
        }),
        Change("contact", "x-other", {**theirs, "name": "徐丽", "company": "江海重工"}),
        Change("contact", contact_id("徐丽"), {"company": "江海重工有限公司"}),
    ]  # fmt: skip
    contacts_desk.store.write(lambda session: record(session, None, rows))
    return contacts_desk


@pytest.fixture
def page(pairs_desk: Desk, qtbot: QtBot) -> ContactsPage:
    return shown(pairs_desk, qtbot)


@pytest.fixture
def window(page: ContactsPage) -> OneIdWindow:
    page.more.one_id()
    assert isinstance(page.acts.dialog, OneIdWindow)
    return page.acts.dialog


def names(window: OneIdWindow) -> list[str]:
    return [window.model.text_of(window.model.row_at(row), "names") for row in range(len(window.model.ids))]


def choose(window: OneIdWindow, name: str) -> None:
    window.table.select_id(
        next(key for key, pair in window.model.pairs.items() if name in window.model.text_of(pair, "names"))
    )


def test_what_is_alike_is_asked_about_with_the_evidence(window: OneIdWindow):
    assert window.tabs.value() == "proposed"
    assert names(window) == ["徐丽 和 徐丽"]
    pair = window.pair()
    assert pair is not None
    assert window.model.text_of(pair, "why") == "名字像、企业像"
    lines = window.line_model.lines
    assert (lines["name"].alike, lines["company"].alike) == (True, False)
    assert (lines["owner"].a, lines["owner"].b) == ("陈楠", "王敏")
    QTest.keyClick(window.table, "n")
    assert (names(window), window.found.decided[0].verdict) == ([], "different")
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert names(window) == ["徐丽 和 徐丽"]
    QTest.keyClick(window.table, "y")
    assert {pair.verdict for pair in window.found.linked} == {"", "same"}


def test_whose_by_the_rules(window: OneIdWindow, page: ContactsPage):
    window.tabs.set_value("linked")
    choose(window, "周文博")
    assert window.note.text() == "先添加的是 陈楠，联系多的是 王敏；归属由网点负责人定"
    QTest.keyClick(window.table, "2")
    pair = next(one for one in window.found.linked if one.b.row.id == ZHOU)
    assert (pair.owner, pair.rule) == (page.desk.actor.staff, "most_contact")
    assert window.model.text_of(pair, "verdict") == "归 王敏"
    window.close()
    page.open("z-other")
    assert page.panel.others.text() == "同一位客户，也在 王敏，归属已定 名下"


def test_two_of_one_are_merged_with_the_values_chosen(window: OneIdWindow, page: ContactsPage):
    window.tabs.set_value("linked")
    choose(window, "吴秀英")
    QTest.keyClick(window.table, "m")
    dialog = window.merge_dialog
    assert dialog is not None
    assert dialog.table.chosen == {"name": "a", "remark": "b"}
    QTest.keyClick(dialog.table, Qt.Key.Key_Right)
    assert dialog.table.chosen["name"] == "b"
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert all("吴秀英" not in one for one in names(window))
    window.close()
    page.open(WU)
    assert page.panel.shown is not None
    assert page.panel.shown.detail.remark == "退休教师"
    assert page.panel.others.isHidden()


def test_merging_is_for_one_member_of_staff_only(window: OneIdWindow):
    window.tabs.set_value("linked")
    choose(window, "周文博")
    assert not window.buttons_by_key["M"].isEnabled()
    QTest.keyClick(window.table, "m")
    assert window.merge_dialog is None


def test_a_manager_looks_and_the_lead_decides(pairs_desk: Desk, qtbot: QtBot):
    pairs_desk.actor = Actor(pairs_desk.actor.staff, Role.MANAGER, pairs_desk.actor.branch)
    page = shown(pairs_desk, qtbot)
    page.more.one_id()
    window = page.acts.dialog
    assert isinstance(window, OneIdWindow)
    assert len(window.found.proposed) == 1
    assert not any(button.isEnabled() for button in window.buttons_by_key.values())
    assert "网点负责人" in window.note.text()


def test_its_command_is_found(page: ContactsPage):
    assert ("同一位客户（One ID）", "Ctrl I") in {(one.text, one.keys) for one in page.commands()}
