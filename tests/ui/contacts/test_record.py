"""The record in the panel, its form, and the history of its fields: by keys, with faults said at their field."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.contacts import Contact
from db.operation import Change, record
from desktop import documents
from desktop.changes import Changes
from desktop.contacts import own_fields
from tests.own_fields import FIELDS
from tests.ui.contacts import scene

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def zhao(page, contacts_desk) -> str:
    """赵小琳 chosen in the list, with fields of head office's own."""
    id_ = scene.contact_id("赵小琳")
    said = {"imported": '{"幸运色": "绿"}', "validity": "not_first", "company": "云溪科技"}
    changes = [documents.change(own_fields.KIND, "自定义字段", "1", FIELDS)]
    changes += [own_fields.change(id_, "risk", "R1"), Change("contact", id_, said)]
    contacts_desk.store.write(lambda session: record(session, contacts_desk.actor, changes))
    page.refresh(Changes.ALL)
    page.open(id_)
    assert page.panel.shown.detail.row.id == id_
    return id_


def press(widget, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifier)
    QApplication.processEvents()


def stored(desk, id_) -> Contact:
    with desk.store.session() as session:
        return session.get_one(Contact, id_)


def test_the_panel_tells_all_that_is_kept(page, zhao):
    said = dict(page.panel.facts.shown)
    assert said["企业"] == "云溪科技"
    assert said["有效性"] == "不是首次添加"
    assert said["风险等级"] == "R1"
    assert said["幸运色"] == "绿"
    assert said["同意"] == "没有记录，不能群发"
    assert said["来源"] == "柜台台卡 3"
    before = page.panel.facts.findChildren(object)
    page.refresh(Changes.ALL)
    assert page.panel.facts.findChildren(object) == before  # nothing is built anew


def test_the_form_writes_what_was_changed_and_nothing_else(page, contacts_desk, zhao, qtbot, clock):
    clock.advance(minutes=1)
    page.letters.press("E")
    form = page.records.form
    assert form.inputs["phone"].placeholderText() == "138****4821，要改才填"
    assert form.changed() == {}
    form.inputs["company"].setText("江海机电")
    form.inputs["birthday"].setText("8-15")
    form.inputs["gender"].setCurrentIndex(2)
    form.inputs["own:risk"].setCurrentIndex(2)
    form.quiet.setChecked(True)
    form.consent.setChecked(True)
    assert set(form.changed()) == {"company", "birthday", "gender", "own:risk", "do_not_disturb", "consent"}
    with qtbot.waitSignal(page.changed):
        press(form.inputs["company"], Qt.Key.Key_Return)
    row = stored(contacts_desk, zhao)
    assert (row.company, row.birthday, row.gender, row.do_not_disturb) == ("江海机电", "0000-08-15", 2, 1)
    page.refresh(Changes.ALL)
    said = dict(page.panel.facts.shown)
    assert (said["风险等级"], said["同意"], said["免打扰"]) == ("R2", "2026-03-12 同意", "是")


def test_a_fault_is_said_at_its_field_and_the_form_stays(page, contacts_desk, zhao):
    page.letters.press("E")
    form = page.records.form
    form.inputs["phone"].setText("138")
    form.inputs["own:assets"].setText("很多")
    form.save()
    assert form.inputs["phone"].fault == "手机号是 11 位，现在是 3 位"
    form.inputs["phone"].setText("")
    form.save()
    assert (form.inputs["phone"].fault, form.inputs["own:assets"].fault) == ("", "资产要是数字，不能是“很多”")
    form.inputs["own:assets"].setText("")
    form.save()  # nothing is left to write: it closes
    assert not form.isVisible()
    assert stored(contacts_desk, zhao).phone == "13812344821"


def test_the_history_sets_a_field_back_by_key(page, contacts_desk, zhao, clock):
    clock.advance(minutes=5)
    change = Change("contact", zhao, {"company": "江海机电", "gender": 1})
    contacts_desk.store.write(lambda session: record(session, contacts_desk.actor, [change]))
    page.letters.press("H")
    dialog = page.records.dialog
    rows = {dialog.model.text_of(dialog.model.row_at(at), "label"): at for at in range(dialog.model.rowCount())}
    assert dialog.model.text_of(dialog.model.row_at(rows["性别"]), "new") == "男"
    first = dialog.model.row_at(0)
    assert (first.at, dialog.model.text_of(first, "who")) == ("2026-03-12 10:47:00", "王敏")
    dialog.table.select_id(next(at for at in range(2) if dialog.model.row_at(at).field == "company"))
    clock.advance(minutes=5)
    press(dialog.table, Qt.Key.Key_Z)
    assert stored(contacts_desk, zhao).company == "云溪科技"
    newest = dialog.model.row_at(0)
    assert (newest.old, newest.new, newest.latest) == ("江海机电", "云溪科技", True)
    old = next(at for at in range(dialog.model.rowCount()) if not dialog.model.row_at(at).latest)
    dialog.table.select_id(old)
    assert not dialog.back.isEnabled()
    press(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.reject()
    assert page.records.dialog is None


def test_the_form_leads_to_the_history(page, zhao):
    page.letters.press("E")
    form = page.records.form
    form.history_wanted.emit()
    assert not form.isVisible()
    assert page.records.dialog.model.rowCount() > 5


def test_the_menu_and_the_letters_name_them(page, zhao):
    said = {action.text(): action.data() for action in page.panel.more_menu().actions()}
    assert said["改资料  E"] == "E"
    assert said["修改记录  H"] == "H"


def test_other_faults_go_to_the_window(page, zhao, qtbot, monkeypatch):
    page.letters.press("E")
    form = page.records.form
    form.inputs["company"].setText("x")
    monkeypatch.setattr("desktop.contacts.record.save", lambda *_, **__: 1 / 0)
    with qtbot.waitSignal(page.error):
        form.save()
    assert form.isVisible()
