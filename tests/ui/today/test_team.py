"""The team's days on the lead's page: looked at, gone into, handed on, by keyboard."""

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.actor import Role
from db.operation import Change, record
from db.sop import SopTemplate, Task
from tests.ui.today.conftest import show
from ui.desk import Desk
from ui.today.page import TodayPage


@pytest.fixture
def team(scene_desk: Desk, qtbot: QtBot) -> TodayPage:
    """The page of 王敏, who has a colleague with an open task and one that is often late."""
    branch = scene_desk.actor.branch
    rows = [Change("staff", "li", {"account": "liqian", "name": "李倩", "branch": branch, "role": "manager"})]
    for at, day in enumerate(("2026-03-09", "2026-03-10", "2026-03-11")):
        rows.append(Change("task", f"l{at}", {
            "staff": "li", "branch": branch, "date": day, "step": "late-one", "title": "晚间防骗", "kind": "group",
            "due_at": f"{day} 18:00:00", "until_at": f"{day} 18:30:00", "done_at": f"{day} 20:10:00"}))  # fmt: skip
    rows.append(Change("task", "open", {
        "staff": "li", "branch": branch, "date": "2026-03-12", "step": "open-one", "title": "午间一句话",
        "kind": "group", "due_at": "2026-03-12 09:00:00", "until_at": "2026-03-12 10:00:00"}))  # fmt: skip
    with scene_desk.store.session() as session:
        templates = session.scalars(select(SopTemplate.id)).all()
    rows += [Change("sop_template", one, {"retired": 1}) for one in templates]  # what there is, is enough
    scene_desk.store.write(lambda session: record(session, None, rows))
    page = show(scene_desk, qtbot)
    qtbot.keyClicks(page.list, "t")
    return page


def test_t_shows_the_week_of_everybody_and_leads_back(qtbot, team):
    pane = team.views.team
    assert pane.isVisible()
    assert pane.map.hasFocus()
    team.grab()
    assert [one.name for one in pane.map.people] == ["李倩", "王敏"]
    assert [f"{day:%m-%d}" for day in pane.map.days] == ["03-09", "03-10", "03-11", "03-12"]
    assert team.hints()[-1].keys == "T"
    assert team.top_bar_widgets() == [team.views.switch]
    qtbot.keyClicks(pane.map, "t")
    assert not pane.isVisible()
    assert team.list.hasFocus()


def test_arrows_go_into_a_day_and_w_changes_the_week(qtbot, team):
    pane = team.views.team
    assert pane.name.text() == "李倩，今天"
    assert [row.row.text for row in pane.steps.rows] == ["还有 1 项没做"]
    qtbot.keyClick(pane.map, Qt.Key.Key_Left)
    assert [row.row.text for row in pane.steps.rows] == ["20:10 完成，晚了些"]
    assert not pane.hand_on.isEnabled()
    qtbot.keyClick(pane.map, Qt.Key.Key_Down)
    assert pane.name.text() == "王敏，昨天"
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Up):
        qtbot.keyClick(pane.map, key)
    assert pane.map.current()[0] == "li"
    qtbot.keyClicks(pane.map, "w")
    assert f"{pane.map.days[0]:%m-%d}" == "03-02"
    team.grab()


def test_what_is_often_late_comes_with_a_proposal_and_no_name(team):
    (row,) = team.views.team.often.rows
    assert (row.row.name, row.row.when) == ("晚间防骗", "3 次里 晚 3")
    assert row.row.text == "多在 20:15 前后完成，把时间改到那时试试"
    assert "李倩" not in row.accessibleName()


def test_g_hands_an_open_step_to_a_colleague(qtbot, team, scene_desk):
    pane = team.views.team
    qtbot.keyClicks(pane.map, "g")
    dialog = pane.dialog
    assert [chip.text() for chip in dialog.chips] == ["王敏"]
    with qtbot.waitSignal(team.changed) as told:
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert "王敏" in told.args[0].message
    with scene_desk.store.session() as session:
        assert session.get_one(Task, "open").staff == scene_desk.actor.staff
    assert [row.row.text for row in pane.steps.rows] == ["这一天没有安排"]


def test_a_row_or_a_click_is_as_good_as_a_key(qtbot, team):
    pane = team.views.team
    pane.steps.rows[0].click()
    assert "午间一句话" in pane.dialog.windowTitle()
    pane.dialog.reject()
    qtbot.mouseClick(pane.map, Qt.MouseButton.LeftButton, pos=pane.map.rect().bottomRight())
    qtbot.mouseClick(pane.map, Qt.MouseButton.LeftButton, pos=pane.map.rect().center())
    assert pane.map.current() is not None


def test_only_the_lead_has_it(qtbot, scene_desk):
    desk = dataclasses.replace(scene_desk, actor=dataclasses.replace(scene_desk.actor, role=Role.MANAGER))
    page = show(desk, qtbot)
    qtbot.keyClicks(page.list, "t")
    assert not page.views.team.isVisible()
    assert page.top_bar_widgets() == []
    assert "T" not in [hint.keys for hint in page.hints()]
