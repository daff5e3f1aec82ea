"""Activities on the page: one that was held is commended with R, and taken up at head office with T."""

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from db.actor import Role
from db.operation import Change, record
from desktop.activities import library, shelf
from desktop.library import keeping
from tests.ui.library.conftest import shown
from ui.desk import Desk

KEY = "riddle-1"
ROW = shelf.row_of(KEY)
TITLE = library.by_key(KEY).title


@pytest.fixture
def held(desk: Desk) -> Desk:
    group = {"name": "理财群", "branch": desk.actor.branch, "members": 196}
    run = {"activity": ROW, "group": "g", "ended_at": "2026-03-12 09:30:00", "participants": 83}
    rows = [Change("group", "g", group), Change("activity_run", "run", run)]
    desk.store.write(lambda session: record(session, None, rows))
    return desk


def opened(qtbot, desk):
    page = shown(qtbot, desk)
    qtbot.keyClick(page.scripts.table, "4")
    assert page.view is page.activities
    return page


def test_what_was_held_is_commended_by_r_and_taken_back(qtbot, held):
    page = opened(qtbot, held)
    view = page.activities
    QAbstractItemModelTester(view.model, QAbstractItemModelTester.FailureReportingMode.Warning, page)
    view.table.select_id(ROW)
    assert view.name.text() == TITLE
    assert (view.current().held, view.current().people) == (1, 83)
    qtbot.keyClick(view.table, "r")
    view.commendation.field.setText("196 人里 83 人参与")
    qtbot.keyClick(view.commendation.field, Qt.Key.Key_Return)
    assert view.current().recommended_at
    assert view.words.text() == "效果：196 人里 83 人参与"
    assert view.commend_button.text() == "不再推荐"
    page.grab()
    qtbot.keyClick(view.table, "r")
    assert not view.current().recommended_at
    assert ("R", "推荐给总行") in {(one.keys, one.text) for one in page.hints()}
    assert "R" in {one.keys for one in page.commands()}


def test_one_that_was_not_held_is_refused_in_words(qtbot, held):
    page = opened(qtbot, held)
    view = page.activities
    view.table.select_id(next(id_ for id_ in view.rows if id_ != ROW))
    view.commend_button.click()
    with qtbot.waitSignal(page.error) as failed:
        view.commendation.field.setText("好")
        view.commendation.give()
    assert "还没有办过" in str(failed.args[0])


def test_a_manager_reads_and_does_not_commend(qtbot, held):
    desk = dataclasses.replace(held, actor=dataclasses.replace(held.actor, role=Role.MANAGER))
    page = opened(qtbot, desk)
    qtbot.keyClick(page.activities.table, "r")
    assert page.activities.commendation is None
    assert page.activities.commend_button.isHidden()


def test_head_office_sees_whose_it_is_and_takes_it_up_by_t(qtbot, held):
    fields = shelf.change(library.by_key(KEY)).fields
    theirs = {**fields, "branch": "b-9", "recommended_at": "2026-03-12 10:00:00", "recommendation": "83 人参与"}
    rows = [Change("branch", "b-9", {"name": "滨江支行"}), Change("activity", "theirs", theirs)]
    held.store.write(lambda session: record(session, None, rows))
    desk = dataclasses.replace(held, actor=dataclasses.replace(held.actor, role=Role.ANALYST))
    page = opened(qtbot, desk)
    view = page.activities
    assert (view.current().branch_name, view.words.text()) == ("滨江支行", "效果：83 人参与")
    assert not view.take_button.isHidden()
    page.grab()
    qtbot.keyClick(view.table, "t")
    assert view.current().taken
    assert view.take_button.isHidden()
    view.table.select_id(ROW)
    with desk.store.session() as session:
        words = keeping.praised(session, "b-9", "83 人参与")
    assert words == "滨江支行：83 人参与"
    assert view.words.text() == f"网点好做法，{words}"
    page.grab()
