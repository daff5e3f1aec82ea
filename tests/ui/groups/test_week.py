"""A group's week, members, limit and SOPs on the page, by keyboard."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.operation import Change, record
from desktop.changes import Changes
from ui.desk import Desk
from ui.groups.page import GroupsPage


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> GroupsPage:
    branch = {"branch": desk.actor.branch, "owner": desk.actor.staff}
    slot = {"group": "a", "staff": desk.actor.staff, "kind": "group"}
    rows = [
        Change("group", "a", {"name": "城东理财交流群", "members": 200, "capacity": 200, **branch}),
        Change("task", "t1", {**slot, "title": "早报", "date": "2026-03-10", "due_at": "2026-03-10 09:00:00",
                              "done_at": "2026-03-10 09:05:00"}),
        Change("task", "t2", {**slot, "title": "猜字谜", "kind": "activity", "date": "2026-03-12",
                              "due_at": "2026-03-12 15:00:00"}),
        Change("sop_template", "sop", {"key": "k", "title": "社群内容周", "kind": "weekly", "trigger": "{}",
                                       "audience": '{"roles":["lead"]}'}),
        Change("sop_step", "step", {"template": "sop", "target": "group", "kind": "group", "title": "晚间防骗",
                                    "time": "18:00", "until": "19:00"}),
        Change("contact", "c", {"name": "赵小琳", **branch}), Change("tag", "t", {"name": "代发"}),
        Change("contact_tag", "ct", {"contact": "c", "tag": "t", "present": 1}),
        Change("interaction", "i", {"contact": "c", "kind": "group_joined", "source": "a",
                                     "at": "2026-03-01 09:00:00"}),
    ]  # fmt: skip
    desk.store.write(lambda session: record(session, None, rows))
    page = GroupsPage(desk)
    qtbot.addWidget(page)
    page.resize(1294, 688)
    page.show()
    page.refresh(Changes.ALL)
    return page


def test_the_week_stands_beside_the_list(page):
    page.grab()
    strip = page.pane.week.strip
    assert [[one.title for one in day] for day in strip.slots] == [
        [], ["早报"], [], ["猜字谜"], ["晚间防骗"], ["晚间防骗"], ["晚间防骗"],
    ]  # fmt: skip
    assert "星期二 09:00 早报" in strip.accessibleDescription()
    assert page.pane.week.known.text() == "认得出 1 位（参加过活动或记过进群）"
    assert page.pane.week.off.text() == "社群内容周"


def test_s_chooses_the_sops_of_the_group(qtbot, page):
    qtbot.keyClicks(page.table, "s")
    (box,) = page.fits.boxes
    with qtbot.waitSignal(page.changed) as told:
        qtbot.keyClick(box, Qt.Key.Key_Space)
    assert told.args[0].message == "“城东理财交流群”不做“社群内容周”"
    assert page.pane.week.off.text() == "没有；1 个不做"
    assert [one.title for day in page.pane.week.strip.slots for one in day] == ["早报", "猜字谜"]
    page.fits.reject()


def test_l_changes_the_limit_and_a_full_group_says_so(qtbot, page):
    assert page._rows["a"].full
    qtbot.keyClicks(page.table, "l")
    assert (page._rows["a"].capacity, page._rows["a"].full) == (500, False)
    assert page.pane.members.text() == "200 / 500 人"
    page.grab()


def test_without_members_known_it_says_how_to_know_them(qtbot, page, desk):
    desk.store.write(lambda session: record(session, None, [Change("interaction", "i", {"hidden": 1})]))
    page.refresh(Changes.GROUPS)
    assert "粘贴群聊" in page.pane.week.known.text()
