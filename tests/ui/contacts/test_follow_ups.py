"""Next steps on the page: put off, late or in time, birthdays and maturities, by keyboard."""

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.changes import Changes
from tests.ui.contacts.steps import choose, detail, names, press
from ui.contacts import words
from ui.contacts.dialogs import DatesDialog, PostponeDialog
from ui.contacts.page import ContactsPage


def test_put_off_by_keys(page: ContactsPage, qtbot: QtBot):
    choose(page, "周文博")
    press(page.table, "p")
    dialog = page.acts.dialog
    assert isinstance(dialog, PostponeDialog)
    assert not dialog.what.isVisible()
    dialog.when.setText("2026-03-01")
    dialog.save()
    assert dialog.when.fault
    dialog.chips[2].click()
    with qtbot.waitSignal(page.changed):
        press(dialog.when, Qt.Key.Key_Return)
    found = detail(page, "周文博").row
    assert (found.next_at, found.next_title) == ("2026-03-15 09:00:00", "发教育金方案对比，约来网点")


def test_nothing_to_put_off(page: ContactsPage):
    choose(page, "高翔")
    press(page.table, "p")
    assert page.acts.dialog is None
    assert not page.panel.put_off.isVisible()


def test_done_late_is_said_on_the_timeline_and_in_the_status(page: ContactsPage, qtbot: QtBot):
    assert [one.text for one in page.status()] == ["近 30 天跟进按时 0%（0/1）"]
    choose(page, "周文博")
    with qtbot.waitSignal(page.changed) as told:
        press(page.table, "d")
    assert str(told.args[0].message) == "已完成“发教育金方案对比，约来网点”，晚了 1 天"
    page.refresh(told.args[0].changes)
    choose(page, "周文博")
    timeline = page.panel.timeline.timeline
    assert timeline.data(timeline.index(0)) == "跟进完成：发教育金方案对比，约来网点（晚 1 天）"


def test_birthday_and_maturity_by_keys(page: ContactsPage):
    choose(page, "赵小琳")
    press(page.table, "b")
    dialog = page.acts.dialog
    assert isinstance(dialog, DatesDialog)
    dialog.birthday.setText("13-40")
    dialog.day.setText("3-40")
    dialog.save()
    assert dialog.birthday.fault.startswith("看不懂这个生日")
    assert dialog.day.fault
    dialog.birthday.setText("3-17")
    dialog.day.setText("2026-03-01")
    dialog.save()
    assert dialog.day.fault
    dialog.day.setText("4-1")
    dialog.save()
    assert dialog.what.fault
    dialog.what.setText("三年期定存")
    press(dialog.what, Qt.Key.Key_Return)
    page.refresh(Changes.CONTACTS)
    choose(page, "赵小琳")
    assert page.panel.days_line.text() == "生日 3-17（5 天后）\n4-01 到期（20 天后）：三年期定存"
    page.facets.more.click()
    page.facets.views["birthdays"].click()
    assert names(page) == ["赵小琳"]
    next(one for one in page.commands() if one.text == "30 天内到期").run()
    assert names(page) == ["赵小琳"]
    page.facets.more.click()
    assert page.facets.views["maturities"].isVisible()
    assert not page.facets.views["birthdays"].isVisible()
    press(page.table, "b")
    assert page.acts.dialog.birthday.text() == "03-17"
    page.acts.dialog.save()
    assert detail(page, "赵小琳").birthday == "0000-03-17"


def test_the_day_a_birthday_falls_on():
    today = date(2027, 2, 20)
    assert words.next_birthday("1980-02-29", today) == date(2027, 2, 28)
    assert words.next_birthday("0000-02-19", today) == date(2028, 2, 19)
    assert [words.in_days(day, today) for day in (today, date(2027, 2, 21))] == ["今天", "明天"]


def test_a_recall_task_for_everybody_marked(page: ContactsPage, qtbot: QtBot):
    page.facets.views["quiet"].click()
    page.table.selectAll()
    press(page.table, "f")
    dialog = page.acts.dialog
    assert dialog.what.text() == "唤醒：问候近况"
    with qtbot.waitSignal(page.changed) as told:
        press(dialog.what, Qt.Key.Key_Return)
    done = told.args[0]
    assert done.count + 1 == page.model.rowCount()
    assert "1 位已有下一步" in str(done.message)


def test_lost_and_won_back_by_the_menu(page: ContactsPage):
    choose(page, "赵小琳")
    for command, status in (("lost", "lost"), ("recalled", "recalled")):
        action = next(one for one in page.panel.more_menu().actions() if one.data() == command)
        assert action.isEnabled()
        action.trigger()
        assert detail(page, "赵小琳").row.status == status
        page.refresh(Changes.CONTACTS)
        choose(page, "赵小琳")


def test_why_somebody_is_interested(page: ContactsPage):
    choose(page, "赵小琳")
    assert page.panel.since.text() == "3-12 回复“想了解一下教育金”后进入，停留 0 天"
    assert page.panel.cycle.accessibleName() == "周期：激活，3-12 回复“想了解一下教育金”后进入"
