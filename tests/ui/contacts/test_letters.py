"""What the keys of the list and the buttons of a contact do."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.operation import Change, record, undo
from desktop.changes import Changes
from desktop.contacts import timeline
from desktop.contacts.filters import ContactQuery
from tests.ui.contacts.scene import contact_id
from tests.ui.contacts.steps import choose, detail, press
from ui.contacts.cycle_dialog import CycleDialog
from ui.contacts.dialogs import FollowUpDialog, ScriptDialog
from ui.contacts.page import ContactsPage
from ui.contacts.tag_dialog import TagDialog
from ui.widgets.dialog import ReasonDialog


def test_log_in_one_line(page: ContactsPage, qtbot: QtBot):
    choose(page, "赵小琳")
    press(page.table, "r")
    line = page.panel.log_line
    assert line.isVisible()
    press(line.field, Qt.Key.Key_Return)
    assert line.isVisible()
    QTest.keyClicks(line.field, "fa le fang an")
    press(line.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.changed) as told:
        press(line.field, Qt.Key.Key_Return)
    assert told.args[0].batch
    assert not line.isVisible()
    page.refresh(told.args[0].changes)
    assert page.panel.timeline.timeline.data(page.panel.timeline.timeline.index(0)) == "电话：fa le fang an"


def test_an_unfinished_line_stays_hidden_after_escape(page: ContactsPage):
    choose(page, "赵小琳")
    press(page.table, "r")
    press(page.panel.log_line.field, Qt.Key.Key_Escape)
    assert not page.panel.log_line.isVisible()


def test_follow_up(page: ContactsPage, qtbot: QtBot):
    choose(page, "高翔")
    press(page.table, "f")
    dialog = page.acts.dialog
    assert isinstance(dialog, FollowUpDialog)
    dialog.save()
    assert dialog.what.fault
    QTest.keyClicks(dialog.what, "hui fang")
    dialog.when.setText("昨天")
    dialog.save()
    assert dialog.when.fault
    dialog.when.setText("2026-03-01")
    dialog.save()
    assert dialog.when.fault
    dialog.chips[2].click()
    assert dialog.when.text() == "2026-03-15 09:00"
    with qtbot.waitSignal(page.changed):
        press(dialog.what, Qt.Key.Key_Return)
    found = detail(page, "高翔")
    assert (found.row.next_at, found.row.next_title) == ("2026-03-15 09:00:00", "hui fang")


def test_finished(page: ContactsPage, qtbot: QtBot):
    choose(page, "赵小琳")
    with qtbot.waitSignal(page.changed):
        press(page.table, "d")
    assert detail(page, "赵小琳").row.next_at is None
    page.refresh(Changes.FOLLOW_UPS)
    assert "按 F 约一个" in page.panel.step.accessibleName()
    assert not page.panel.finish.isVisible()


def test_tags_by_typing(page: ContactsPage, qtbot: QtBot):
    choose(page, "高翔")
    press(page.table, "t")
    dialog = page.acts.dialog
    assert isinstance(dialog, TagDialog)
    dialog.field.setText("没有")
    assert dialog.pane.none.isVisible()
    press(dialog.field, Qt.Key.Key_Return)
    dialog.field.setText("车")
    press(dialog.field, Qt.Key.Key_Return)
    assert dialog.field.text() == ""
    with qtbot.waitSignal(page.changed):
        press(dialog.field, Qt.Key.Key_Return)
    assert [tag.name for tag in detail(page, "高翔").row.tags] == ["车主"]


def test_tags_of_several_are_one_step_to_undo(page: ContactsPage, qtbot: QtBot):
    page.set_query(ContactQuery(view="branch", tags=("贷款",)))
    page.table.selectAll()
    page.letters.press("T")
    dialog = page.acts.dialog
    assert isinstance(dialog, TagDialog)
    assert dialog.chosen == {"贷款"}
    assert (dialog.chips["代发"].text(), dialog.chips["车主"].text()) == ("代发 1/2", "车主")
    dialog.chips["代发"].click()
    dialog.chips["代发"].click()
    assert dialog.chips["代发"].text() == "去掉 代发"
    dialog.chips["车主"].click()
    dialog.chips["贷款"].click()
    with qtbot.waitSignal(page.changed) as told:
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "车主" in [tag.name for tag in detail(page, "孙浩").row.tags]
    assert [tag.name for tag in detail(page, "欧阳明哲").row.tags] == ["企业主", "车主"]
    page.desk.store.write(lambda session: undo(session, page.desk.actor, told.args[0].batch))
    assert [tag.name for tag in detail(page, "孙浩").row.tags] == ["贷款"]


def test_the_stage_asks_why(page: ContactsPage, qtbot: QtBot):
    choose(page, "赵小琳")
    press(page.table, "3")
    dialog = page.acts.dialog
    assert isinstance(dialog, ReasonDialog)
    press(dialog, "2")
    dialog.lasting.set_value("90")
    with qtbot.waitSignal(page.changed) as told:
        press(dialog, Qt.Key.Key_Return)
    found = detail(page, "赵小琳")
    assert (found.row.stage, found.stage_reason) == ("purchase", "行内系统里看到")
    page.refresh(told.args[0].changes)
    assert page.panel.stepper.stage == "P"
    assert page.panel.since.text() == "3-12 王敏 手工改为购买：行内系统里看到，停留 0 天，6-10 改回"
    derive = next(one for one in page.panel.more_menu().actions() if one.data() == "derive")
    assert derive.isEnabled()
    derive.trigger()
    assert detail(page, "赵小琳").row.stage == "interest"


def test_the_lifecycle_by_keys_and_back(page: ContactsPage, qtbot: QtBot):
    choose(page, "赵小琳")
    press(page.table, "5")
    dialog = page.acts.dialog
    assert isinstance(dialog, CycleDialog)
    assert (dialog.rung(), dialog.focusWidget()) == ("activated", dialog.rungs)
    press(dialog.rungs, Qt.Key.Key_Right, Qt.Key.Key_Right, "2")
    dialog.lasting.set_value("30")
    with qtbot.waitSignal(page.changed) as told:
        press(dialog.rungs, Qt.Key.Key_Return)
    page.refresh(told.args[0].changes)
    cycle, events = page.panel.cycle, page.panel.timeline.timeline
    assert cycle.text() == "周期：营收转化，3-12 王敏 手工改：行内系统里看到，4-11 改回"
    assert events.data(events.index(0)) == "改周期：营收转化 行内系统里看到"
    assert page.panel.stepper.stage == "I"
    derive = next(one for one in page.panel.more_menu().actions() if one.data() == "derive_cycle")
    with qtbot.waitSignal(page.changed) as told:
        derive.trigger()
    page.refresh(told.args[0].changes)
    assert cycle.text() == "周期：激活，3-12 回复“想了解一下教育金”后进入"
    assert "改周期：按记录推算" in [events.data(events.index(row)) for row in range(events.rowCount())]


def test_the_lifecycle_of_several_by_the_link(page: ContactsPage, qtbot: QtBot):
    page.set_query(ContactQuery(view="branch", tags=("贷款",)))
    page.table.selectAll()
    page.panel.cycle_link.click()
    dialog = page.acts.dialog
    assert isinstance(dialog, CycleDialog)
    assert dialog.title.text() == "2 位的周期改成哪一步？"
    dialog.rungs.set_value("retained")
    with qtbot.waitSignal(page.changed):
        press(dialog, Qt.Key.Key_Return)
    assert {detail(page, name).lifecycle for name in ("孙浩", "欧阳明哲")} == {"retained"}


def test_a_click_on_the_stepper_and_escape_changes_nothing(page: ContactsPage):
    choose(page, "赵小琳")
    page.panel.stepper.chosen.emit("L")
    assert page.acts.dialog is not None
    page.acts.dialog.reject()
    assert page.acts.dialog is None
    assert detail(page, "赵小琳").row.stage == "interest"


def test_a_script_is_copied_and_noted(page: ContactsPage, qtbot: QtBot):
    choose(page, "赵小琳")
    press(page.table, "c")
    dialog = page.acts.dialog
    assert isinstance(dialog, ScriptDialog)
    with qtbot.waitSignal(page.changed):
        press(dialog, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "赵小琳您好，权益到账了"
    with page.desk.store.session() as session:
        assert timeline.events(session, contact_id("赵小琳"))[0].kind == "copied"


def test_enter_opens_in_full(page: ContactsPage):
    choose(page, "赵小琳")
    press(page.table, Qt.Key.Key_Return)
    assert page.panel.timeline.hasFocus()
    assert [event.kind for event in page.panel.timeline.timeline.events] == ["replied", "added"]


@pytest.fixture
def long_story(page: ContactsPage) -> ContactsPage:
    """赵小琳 with 130 more events of every kind."""
    from desktop.contacts.timeline import KINDS

    at = [f"2026-0{1 + number // 60}-{1 + number % 28:02} 08:{number % 60:02}:00" for number in range(130)]
    rows = [
        Change("interaction", f"long-{number}", {
            "contact": contact_id("赵小琳"), "kind": KINDS[number % len(KINDS)], "at": moment,
            "text": f"第 {number} 条",
        })
        for number, moment in enumerate(at)
    ]  # fmt: skip
    page.desk.store.write(lambda session: record(session, None, rows))
    choose(page, "赵小琳")
    page.refresh(Changes.ALL)
    return page


def test_the_timeline_is_read_on_when_it_is_scrolled(long_story: ContactsPage, qtbot: QtBot):
    panel, seen = long_story.panel, [20]
    shown = panel.timeline.timeline
    assert (shown.rowCount(), panel.section.link.text()) == (20, "全部 131 条")

    def scrolled_to_its_end() -> bool:
        bar = panel.scroll.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        bar.setValue(bar.maximum())
        seen.append(shown.rowCount())
        return shown.rowCount() == 131

    qtbot.waitUntil(scrolled_to_its_end)
    assert max(later - before for before, later in pairwise(seen)) <= 50
    assert not panel.section.link.isVisible()


def test_the_timeline_is_narrowed_by_l(long_story: ContactsPage):
    panel, kinds = long_story.panel, []
    for _ in range(5):
        press(long_story.table, "l")
        kinds.append({event.kind for event in panel.timeline.timeline.events})
    assert kinds[1] == {"purchase", "maturity", "referral"}
    assert kinds[2] == {"activity", "group_joined", "group_left"}
    assert panel.groups.group == ""
    choose(long_story, "高翔")
    panel.groups.choose("deals")
    assert panel.silent.text() == "没有这类记录"


def test_the_timeline_is_narrowed_to_one_kind_by_k(long_story: ContactsPage):
    panel = long_story.panel
    assert panel.groups.kinds == {}
    press(long_story.table, "k")
    assert panel.groups.group == ""
    press(long_story.table, "l", "l", "k")
    assert [chip.text() for chip in panel.groups.kinds.values()] == ["购买", "到期", "转介"]
    assert {event.kind for event in panel.timeline.timeline.events} == {"purchase"}
    press(long_story.table, "k")
    assert {event.kind for event in panel.timeline.timeline.events} == {"maturity"}
    panel.groups.kinds["referral"].click()
    assert {event.kind for event in panel.timeline.timeline.events} == {"referral"}
    panel.groups.kinds["referral"].click()
    assert {event.kind for event in panel.timeline.timeline.events} == {"purchase", "maturity", "referral"}
    press(long_story.table, "k", "k", "k", "k")
    assert panel.groups.group == "deals"
    panel.groups.chips["changes"].click()
    assert "added" in panel.groups.kinds
    press(long_story.table, "l")
    assert (panel.groups.group, panel.groups.kinds) == ("", {})
