"""标签管理 by keyboard: names checked while they are typed, merge, retire, undo, and who may only look."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.actor import Actor, Role
from desktop.contacts import tag_dictionary
from tests.ui.contacts.conftest import shown
from ui.contacts.page import ContactsPage
from ui.contacts.tag_window import TagWindow
from ui.desk import Desk

ENTER, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Down
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(page: ContactsPage) -> TagWindow:
    page.table.setFocus()
    QTest.keyClick(page, Qt.Key.Key_T, CTRL)
    dialog = page.acts.dialog
    assert isinstance(dialog, TagWindow)
    dialog.table.setFocus()
    return dialog


def uses(window: TagWindow) -> dict[str, tag_dictionary.TagUse]:
    with window.page.desk.store.session() as session:
        return {one.name: one for one in tag_dictionary.read(session).tags}


def cells(window: TagWindow, row: int) -> list[str]:
    return [window.model.data(window.model.index(row, column)) for column in range(5)]


def test_groups_and_tags_with_their_use(window: TagWindow):
    assert window.group_model.data(window.group_model.index(0, 0)) == "客户标签"
    assert cells(window, 0) == ["定期存款", "2", "14.3%", "1", "+2"]
    assert window.model.rowCount() == 11


def test_a_name_is_checked_while_it_is_typed(window: TagWindow, qtbot: QtBot):
    QTest.keyClick(window.table, "n")
    field = window.field
    assert field.hasFocus()
    QTest.keyClick(field, ENTER)
    assert field.fault.startswith("名称是空的")
    field.setText("代发")
    assert field.fault.startswith("已经有“代发”")
    field.setText("一" * 16)
    assert (window.naming.note.text(), field.fault) == ("超过 15 字：企业微信后台里输不进，只能用接口建   16/30", "")
    field.setText("一" * 31)
    assert field.fault.startswith("名称有 31 字")
    QTest.keyClick(field, ENTER)
    assert window.naming.isVisible()
    field.setText(" 钓鱼 ")
    assert window.naming.note.text() == "2/15"
    with qtbot.waitSignal(window.page.changed):
        QTest.keyClick(field, ENTER)
    assert window.tag().name == "钓鱼"
    assert not window.naming.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert "钓鱼" not in uses(window)


def test_escape_leaves_the_name_before_it_leaves_the_window(window: TagWindow):
    QTest.keyClick(window.table, "g")
    QTest.keyClick(window.field, Qt.Key.Key_Escape)
    assert window.isVisible()
    assert not window.naming.isVisible()
    QTest.keyClick(window.table, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_a_group_made_renamed_and_taken_away(window: TagWindow):
    QTest.keyClick(window.table, "g")
    window.field.setText("兴趣")
    QTest.keyClick(window.field, ENTER)
    window.groups.select_id(next(one.id for one in window.dictionary.groups if one.name == "兴趣"))
    window.groups.setFocus()
    assert window.model.rowCount() == 0
    QTest.keyClick(window.groups, Qt.Key.Key_F2)
    assert window.field.text() == "兴趣"
    window.field.setText("爱好")
    QTest.keyClick(window.field, ENTER)
    assert [one.name for one in window.dictionary.groups] == ["客户标签", "爱好"]
    window.groups.setFocus()
    QTest.keyClick(window.groups, Qt.Key.Key_Delete)
    assert [one.name for one in window.dictionary.groups] == ["客户标签"]


def test_renamed_and_merged_into_another(window: TagWindow):
    window.table.select_id("车主")
    QTest.keyClick(window.table, Qt.Key.Key_F2)
    window.field.setText("有车")
    QTest.keyClick(window.field, ENTER)
    assert window.tag().name == "有车"
    window.table.select_id("贷款")
    QTest.keyClick(window.table, "m")
    merge = window.merge_dialog
    QTest.keyClick(merge.field, ENTER)
    merge.field.setText("有")
    QTest.keyClick(merge.field, ENTER)
    found = uses(window)
    assert (found["贷款"].retired, found["有车"].used) == (True, 2)
    assert not window.buttons_by_key["M"].isEnabled() or window.tag().name != "贷款"


def test_retired_and_back(window: TagWindow):
    window.table.select_id("年金")
    QTest.keyClick(window.table, Qt.Key.Key_Delete)
    assert uses(window)["年金"].retired
    window.table.select_id("年金")
    assert window.model.text_of(window.tag(), "name") == "年金（已停用）"
    assert window.buttons_by_key["Del"].text() == "启用"
    QTest.keyClick(window.table, Qt.Key.Key_Delete)
    assert not uses(window)["年金"].retired


def test_a_manager_only_looks(contacts_desk: Desk, qtbot: QtBot):
    actor = contacts_desk.actor
    page = shown(replace(contacts_desk, actor=Actor(actor.staff, Role.MANAGER, actor.branch)), qtbot)
    page.manage.click()
    window = page.acts.dialog
    assert [key for key, button in window.buttons_by_key.items() if button.isEnabled()] == ["R"]
    QTest.keyClick(window.table, "n")
    assert not window.naming.isVisible()
    assert window.note.text() == "您的角色只看，不能改标签"


def test_head_offices_are_locked_for_the_branch(contacts_desk: Desk, qtbot: QtBot):
    hq = Actor("hq", Role.ANALYST, "hq")
    contacts_desk.store.write(lambda session: tag_dictionary.create_group(session, hq, "总行组"))
    page = shown(contacts_desk, qtbot)
    page.manage_tags()
    window = page.acts.dialog
    window.groups.select_id(next(one.id for one in window.dictionary.groups if one.locked))
    assert window.note.text() == "这一组是总行的：可以用，不能改"
    assert [key for key, button in window.buttons_by_key.items() if button.isEnabled()] == ["G", "R"]
    assert not window.grab().isNull()
