"""A substitute comes from a task to the colleague's customer: the record is there, the rest of the list is not."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from db.actor import Actor, Role
from db.operation import Change, record
from desktop.changes import Changes
from ui.contacts.page import ContactsPage
from ui.desk import Desk

DAY = "2026-03-12"


def page_of(desk: Desk, qtbot: QtBot) -> ContactsPage:
    me = Actor("staff-li", Role.MANAGER, desk.actor.branch)
    owner = {"owner": desk.actor.staff, "owner_name": "王敏", "branch": me.branch}
    rows = [
        Change("staff", "staff-li", {"name": "李倩", "account": "liqian", "role": "manager", "branch": me.branch}),
        Change("contact", "c-hers", {"name": "赵小琳", **owner}),
        Change("contact", "c-else", {"name": "孙浩", **owner}),
        Change("contact", "c-mine", {"name": "马玉兰", "owner": me.staff, "owner_name": "李倩", "branch": me.branch}),
        Change(
            "task", "t", {"contact": "c-hers", "staff": me.staff, "branch": me.branch, "date": DAY, "title": "回访"}
        ),
        Change("absence", "a", {"staff": desk.actor.staff, "starts_on": DAY, "ends_on": DAY, "substitute": me.staff}),
    ]
    desk.store.write(lambda session: record(session, None, rows))
    page = ContactsPage(replace(desk, actor=me, staff_name="李倩"))
    qtbot.addWidget(page)
    page.show()
    page.refresh(Changes.ALL)
    qtbot.waitUntil(lambda: page.counts is not None)
    return page


def test_the_customer_of_todays_task_is_opened_and_worked_with(desk: Desk, qtbot: QtBot):
    page = page_of(desk, qtbot)
    assert len(page.model.ids) == 1
    page.open("c-hers")
    assert page.panel.name.text() == "赵小琳"
    assert page.panel.others.text() == "代班：只因今天的任务看得到，王敏回来就看不到了"
    assert [chip.text() for chip in page.bar.chips] == ["代班：今天任务里的客户"]
    assert not page.bar.keep.isVisibleTo(page)
    assert len(page.model.ids) == 1
    assert page.panel.record.isEnabled()
    assert not page.panel.stepper.isEnabled()
    page.letters.press("E")  # the record is not ours to change
    page.letters.press("R")
    assert page.panel.log_line.isVisibleTo(page)
    page.bar.chips[0].removed.emit()
    assert page.query.view == "mine"
    assert page.panel.name.text() == "马玉兰"


def test_one_whom_no_task_needs_is_refused_by_name_of_the_reason(desk: Desk, qtbot: QtBot):
    page = page_of(desk, qtbot)
    with qtbot.waitSignal(page.error) as told:
        page.open("c-else")
    assert "不在您名下" in told.args[0].cure
    assert page.panel.name.text() == "马玉兰"
