"""The rules of tagging, made and changed by keys; head office's are only read."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.operation import record
from desktop import documents
from desktop.contacts import tag_rules
from desktop.contacts.tag_rules import TagRule

HEAD_OFFICE = '[[rule]]\ngroup = "客群"\ntag = "扫码"\nsources = ["扫描二维码"]\n'


def press(widget, *keys) -> None:
    for key in keys:
        QTest.keyClick(widget, key)
        QApplication.processEvents()


@pytest.fixture
def window(page, contacts_desk):
    change = documents.change(tag_rules.KIND, "打标规则", "1", HEAD_OFFICE)
    contacts_desk.store.write(lambda session: record(session, None, [change]))
    page.manage_tags()
    tags = page.acts.dialog
    press(tags.table, Qt.Key.Key_R)
    return tags.rules_window


def said(window) -> list[str]:
    return [
        " ".join(window.model.text_of(window.model.row_at(at), key) for key in ("whose", "tag", "when"))
        for at in range(window.model.rowCount())
    ]


def enter(window, **typed: str) -> None:
    for name, words in typed.items():
        getattr(window.form, name).setText(words)
    window.form.save()


def test_a_rule_is_made_changed_taken_away_and_taken_back(window, contacts_desk, clock):
    assert said(window) == ["总行 客群 / 扫码 来源是 扫描二维码"]
    assert not window.buttons_by_key["F2"].isEnabled()
    press(window.table, Qt.Key.Key_N)
    enter(window, group="客群", tag="代发客户", noted="工资，代发", departments="城东支行")
    assert said(window)[1] == "网点 客群 / 代发客户 部门含 城东支行，且姓名、备注、描述、企业里有 工资 或 代发"
    press(window.table, Qt.Key.Key_Down, Qt.Key.Key_F2)
    assert window.form.noted.text() == "工资，代发"
    clock.advance(minutes=1)
    enter(window, departments="", sources="群聊")
    assert said(window)[1] == "网点 客群 / 代发客户 来源是 群聊，且姓名、备注、描述、企业里有 工资 或 代发"
    with contacts_desk.store.session() as session:
        assert tag_rules.of_branch(session, contacts_desk.actor.branch) == [
            TagRule("客群", "代发客户", ("群聊",), (), ("工资", "代发"))
        ]
    clock.advance(minutes=1)
    press(window.table, Qt.Key.Key_Delete)
    assert len(said(window)) == 1
    clock.advance(minutes=1)
    window._on_undo()
    assert len(said(window)) == 2


def test_what_a_rule_lacks_is_said_at_its_field(window):
    press(window.table, Qt.Key.Key_N)
    enter(window)
    assert window.form.group.fault
    assert "名称是空的" in window.form.tag.fault
    enter(window, group="客群", tag="甲")
    assert (window.form.tag.fault, "没有条件" in window.form.noted.fault) == ("", True)
    enter(window, noted="甲")
    assert len(said(window)) == 2


def test_the_rules_tag_those_who_are_there(window, contacts_desk, page):
    press(window.table, Qt.Key.Key_N)
    enter(window, group="客群", tag="厅堂来的", sources="柜台台卡 3")
    press(window, Qt.Key.Key_A)
    with contacts_desk.store.session() as session:
        from desktop.contacts import tags

        used = {one.name: one.used for one in tags.dictionary(session)}
    assert used["厅堂来的"] == 2
    window.reject()
    assert page.acts.dialog.isVisible()
