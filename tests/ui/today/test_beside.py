"""Beside the steps of the day: handing on, leave, activities, and what was left yesterday."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.operation import Change, record
from db.sop import Absence, Task
from desktop.changes import Changes
from ui.activities.picker import ActivityPicker
from ui.activities.runner import ActivityRunner
from ui.desk import Desk
from ui.sop.absence_dialog import AbsenceDialog
from ui.today import dialogs
from ui.today.page import TodayPage

Key = Qt.Key
DEPOSITS = "定存到期提醒"
GROUP = "g-城东理财交流群"


@pytest.fixture
def page(page: TodayPage, desk: Desk) -> TodayPage:
    """With a colleague, and news going back to the page as the main window sends it."""
    colleague = {"name": "李倩", "account": "liqian", "role": "manager", "branch": desk.actor.branch}
    desk.store.write(lambda session: record(session, None, [Change("staff", "staff-li", colleague)]))
    page.changed.connect(lambda done: page.refresh(done.changes))
    page.refresh(Changes.ALL)
    return page


def item(page: TodayPage, title: str):
    return next(one for one in page.day.today.items if one.title.startswith(title))


def open_step(page: TodayPage, title: str) -> None:
    page._on_opened(item(page, title).step)
    page.list.setFocus()


def test_g_hands_one_customer_to_a_colleague(page: TodayPage, qtbot: QtBot, desk: Desk):
    open_step(page, DEPOSITS)
    qtbot.keyClick(page.list, Key.Key_G)
    dialog = page.beside.dialog
    assert "周文博" in dialog.title.text()
    assert [chip.text() for chip in dialog.chips] == ["李倩"]
    qtbot.keyClick(dialog, Key.Key_Return)
    assert [target.name for target in item(page, DEPOSITS).targets] == ["徐丽", "沈国平"]
    with desk.store.session() as session:
        held = select(Task.staff).where(Task.contact == "c-周文博", Task.title == DEPOSITS)
        assert session.scalar(held) == "staff-li"


def test_without_colleagues_there_is_nobody_to_ask(page: TodayPage, qtbot: QtBot, desk: Desk):
    gone = [Change("staff", "staff-li", {"left_at": "2026-03-01"})]
    desk.store.write(lambda session: record(session, None, gone))
    open_step(page, DEPOSITS)
    qtbot.keyClick(page.list, Key.Key_G)
    assert page.beside.dialog is None


# ------------------------------------------------------------------------------------------- leave


def test_l_tells_of_leave_and_the_tasks_go_and_come_back(page: TodayPage, qtbot: QtBot, desk: Desk):
    before = len(page.day.today.waiting)
    qtbot.keyClick(page.list, Key.Key_L)
    dialog = page.beside.absences
    assert isinstance(dialog, AbsenceDialog)
    assert (dialog.first.text(), dialog.last.text()) == ("3-12", "3-12")
    dialog.last.setText("3-13")
    dialog.substitute.setCurrentIndex(dialog.substitute.findData("staff-li"))
    qtbot.keyClick(dialog.last, Key.Key_Return)
    assert dialog.fault.text() == ""
    (row,) = dialog.model.rows.values()
    assert [dialog.model.text_of(row, key) for key in ("name", "days", "kind", "substitute")] == [
        "王敏", "3-12 – 3-13", "休假", "李倩",
    ]  # fmt: skip
    assert not any(one.title.startswith(DEPOSITS) for one in page.day.today.waiting)
    dialog.grab()
    dialog.table.select_id(row.id)
    qtbot.keyClick(dialog.table, Key.Key_B)
    assert len(page.day.today.waiting) == before
    assert dialog.model.ids == []
    with desk.store.session() as session:
        assert [one.hidden for one in session.scalars(select(Absence))] == [1]


def test_what_cannot_be_is_said_in_the_dialog(page: TodayPage, qtbot: QtBot):
    page.beside.tell_leave()
    dialog = page.beside.absences
    dialog.last.setText("哪天")
    dialog.yes.click()
    assert "看不懂这个时间" in dialog.fault.text()
    dialog.first.setText("3-14")
    dialog.last.setText("3-13")
    dialog.yes.click()
    assert "比开始日期早" in dialog.fault.text()
    dialog.first.setText("3-2")  # begun already: no day of next year
    dialog.last.setText("3-20")
    dialog.yes.click()
    assert dialog.fault.text() == ""
    (row,) = dialog.model.rows.values()
    assert dialog.model.text_of(row, "days") == "3-2 – 3-20"
    assert dialog.model.text_of(row, "substitute") == "没指定，交给负责人"


# ------------------------------------------------------------------------------------------- activities


def test_a_asks_for_an_activity_in_the_group_and_goes_on_with_one_that_runs(page: TodayPage, qtbot: QtBot):
    open_step(page, "猜字谜")
    assert page.list.card.hold.isVisibleTo(page)
    qtbot.keyClick(page.list, Key.Key_A)
    picker = page.beside.host.picker
    assert isinstance(picker, ActivityPicker)
    assert "城东理财交流群" in picker.title.text()
    picker.go.click()
    runner = page.beside.host.runner
    assert isinstance(runner, ActivityRunner)
    run = runner.run
    runner.close()
    page.side.groups.rows[0].opened.emit(GROUP)  # beside the list: the same run
    assert page.beside.host.runner.run == run
    page.beside.host.runner.close()


def test_the_start_of_a_row_opens_it_too_and_other_steps_have_none(page: TodayPage, qtbot: QtBot):
    from ui.today.list import Pressed

    page.list.row_command.emit(Pressed("hold", item(page, "猜字谜").step))
    assert isinstance(page.beside.host.picker, ActivityPicker)
    page.beside.host.picker.reject()
    page.beside.host.picker = None
    open_step(page, DEPOSITS)
    assert not page.list.card.hold.isVisibleTo(page)
    qtbot.keyClick(page.list, Key.Key_A)
    assert page.beside.host.picker is None


def test_a_silent_group_opens_the_group(page: TodayPage, qtbot: QtBot):
    with qtbot.waitSignal(page.navigate) as asked:
        page.side.groups.rows[-1].opened.emit("g-代发福利群")
    assert asked.args == ["groups", "g-代发福利群"]


# ------------------------------------------------------------------------------------------- what was left


@pytest.fixture
def left(page: TodayPage, desk: Desk, clock) -> TodayPage:
    """On Friday, with what Thursday left over."""
    assert page.beside.dialog is None  # Wednesday was clear
    clock.set(datetime(2026, 3, 13, 8, 30))
    page.load()
    return page


def test_what_yesterday_left_is_asked_for_once(left: TodayPage, qtbot: QtBot, desk: Desk):
    dialog = left.beside.dialog
    assert dialog.title.text().startswith("昨天有")
    assert "早报" in dialog.text.text()
    qtbot.keyClick(dialog, Key.Key_Return)
    assert {"早报：财经要闻", DEPOSITS} <= {one.title for one in left.day.today.late}
    left.beside.dialog = None
    left.load()
    assert left.beside.dialog is None


def test_skipped_with_a_reason(left: TodayPage, qtbot: QtBot, desk: Desk, monkeypatch):
    monkeypatch.setattr(dialogs, "ask_skip_reason", lambda *_: "away")
    qtbot.keyClick(left.beside.dialog, Key.Key_2)
    qtbot.keyClick(left.beside.dialog, Key.Key_Return)
    with desk.store.session() as session:
        rows = session.scalars(select(Task).where(Task.date == "2026-03-12", Task.staff == desk.actor.staff)).all()
        assert {row.skip_reason for row in rows if row.done_at is None and not row.hidden} == {"away"}


def test_esc_lets_it_be_and_nobody_is_asked_again(left: TodayPage, qtbot: QtBot, desk: Desk):
    qtbot.keyClick(left.beside.dialog, Key.Key_Escape)
    again = TodayPage(desk)
    qtbot.addWidget(again)
    again.show()
    again.refresh(Changes.ALL)
    assert again.beside.dialog is None
    assert left.day.left is None
