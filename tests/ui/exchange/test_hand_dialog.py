"""Hand edits in the window: at the branch from a file, at head office from what waits; by keyboard."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from db.actor import Actor, Role
from db.engine import Store
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.changes import Changes
from desktop.exchange import arrival, report
from desktop.store import open_memory_store
from tests.desktop.exchange.branches import ANALYST, FRIDAY, lead_of, open_branch
from ui.desk import Desk
from ui.exchange.conflict_dialog import ConflictDialog
from ui.exchange.hand_dialog import HandDialog
from ui.exchange.page import ExchangePage
from ui.headquarters.page import HeadquartersPage
from ui.jobs import InlineJobs


@pytest.fixture
def branch() -> Iterator[Store]:
    store, _ = open_branch("城东支行")
    yield store
    store.close()


@pytest.fixture
def at_branch(desk: Desk, branch: Store) -> Desk:
    return replace(desk, store=branch, actor=lead_of("城东支行"), jobs=InlineJobs(branch))


@pytest.fixture
def edited(branch: Store, tmp_path: Path) -> Path:
    path = report.export(branch, lead_of("城东支行"), tmp_path).file
    book = load_workbook(path)
    book["客户"]["I4"], book["客户"]["E5"], book["客户"]["A6"] = datetime(2026, 12, 1, 9, 30), None, "真名"
    book.save(path)
    return path


def shown(page: ExchangePage | HeadquartersPage, qtbot: QtBot) -> ExchangePage | HeadquartersPage:
    qtbot.addWidget(page)
    page.changed.connect(lambda done: page.refresh(done.changes))
    page.show()
    page.refresh(Changes.ALL)
    return page


def window(page: ExchangePage | HeadquartersPage) -> HandDialog:
    return page.findChildren(HandDialog)[-1]


def count(store: Store, statement: str) -> int:
    with store.session() as session:
        return session.execute(text(statement)).scalar()


def rows(dialog: HandDialog) -> list[list[str]]:
    keys = ("kind", "place", "head", "before", "after")
    found = [dialog.model.row_at(row) for row in range(dialog.model.rowCount())]
    return [[dialog.model.text_of(row, key) for key in keys] for row in found]


def test_a_lead_drops_an_edited_report_and_decides_by_two_keys(
    qtbot: QtBot, at_branch: Desk, branch: Store, edited: Path
):
    page = shown(ExchangePage(at_branch), qtbot)
    page.open(edited)
    dialog = window(page)
    assert rows(dialog) == [
        ["改了", "“客户”第 4 行", "下次跟进", "—", "2026-12-01 09:30:00"],
        ["改了", "“客户”第 5 行", "标签", "存款", "—"],
    ]
    assert "城东支行" in dialog.note.text()
    qtbot.keyClick(dialog.table, Qt.Key.Key_1)
    assert count(branch, "SELECT count(*) FROM follow_up WHERE due_at = '2026-12-01 09:30:00'") == 1
    qtbot.keyClick(dialog.table, Qt.Key.Key_2)
    assert count(branch, "SELECT count(*) FROM contact_tag WHERE present = 1") == 6
    assert rows(dialog) == [["这一列不能改", "“客户”第 6 行", "姓名", "客*4", "真名"]]
    assert not dialog.take_button.isVisible()
    qtbot.keyClick(dialog.table, Qt.Key.Key_1)
    assert dialog.model.rowCount() == 1
    qtbot.keyClick(dialog.table, Qt.Key.Key_4)
    assert (dialog.model.rowCount(), dialog.note.text()) == (0, "都定好了")
    dialog.reject()
    said = [page.model.text_of(page.model.row_at(row), "outcome") for row in range(page.model.rowCount())]
    assert {"找到 3 处", "收下 1，不收 0", "收下 0，不收 1"} <= set(said)
    assert not page.edits_button.isVisible()


def test_at_head_office_they_wait_behind_a_key_and_go_by_a_rule(qtbot: QtBot, desk: Desk, edited: Path):
    store = open_memory_store(FixedClock(FRIDAY))
    read = arrival.read(edited)
    store.write(lambda session: arrival.take(session, ANALYST, read))
    office = replace(desk, store=store, actor=ANALYST, jobs=InlineJobs(store))
    page = shown(HeadquartersPage(office), qtbot)
    assert page.side.edits_button.isVisible()
    assert "3" in page.side.edits_button.text()
    page._on_letter("H")
    dialog = window(page)
    assert dialog.tabs.value() == "may"
    qtbot.keyClick(dialog.table, Qt.Key.Key_3)
    assert count(store, "SELECT count(*) FROM contact_tag WHERE present = 0") == 1
    assert rows(dialog)[0][3:] == ["客*4", "真*"]
    dialog.leave_button.click()
    dialog.reject()
    assert not page.side.edits_button.isVisible()
    store.close()


def test_two_edits_of_one_field_that_head_office_took_are_chosen_there(
    qtbot: QtBot, desk: Desk, branch: Store, tmp_path: Path
):
    store, lead = open_memory_store(FixedClock(FRIDAY)), lead_of("城东支行")
    for number in (1, 2):
        path = report.export(branch, lead, tmp_path / str(number)).file
        book = load_workbook(path)
        book["社群"]["C3"] = 100 * number + 100
        book.save(path)
        branch.clock.advance(hours=1)
        branch.write(lambda session: record(session, lead, [Change("staff", lead.staff, {"phone": "13900003333"})]))
        branch.write(lambda session: record(session, lead, [Change("staff", lead.staff, {"phone": "13900004444"})]))
        read = arrival.read(path)
        store.write(lambda session, read=read: arrival.take(session, ANALYST, read))
    office = replace(desk, store=store, actor=ANALYST, jobs=InlineJobs(store))
    page = shown(HeadquartersPage(office), qtbot)
    assert not page.disputes.isVisible()
    page._on_letter("H")
    window(page)._decide(window(page).model.ids, "taken")
    window(page).reject()
    assert page.disputes.text() == "1 处两边改得不一样"
    page._on_letter("D")
    [chosen] = page.findChildren(ConflictDialog) or page.window().findChildren(ConflictDialog)
    row = chosen.model.row_at(0)
    assert chosen.model.text_of(row, "loser").startswith("200（表格里手工改 ")
    assert "上报_2026W47_城东支行.xlsx" in chosen.files.text()
    qtbot.keyClick(chosen.table, Qt.Key.Key_2)
    assert count(store, "SELECT members FROM 'group'") == 200
    chosen.reject()
    assert not page.disputes.isVisible()
    store.close()


def test_a_clean_report_and_one_that_is_not_ours(qtbot: QtBot, at_branch: Desk, branch: Store, tmp_path: Path):
    page = shown(ExchangePage(at_branch), qtbot)
    page.open(report.export(branch, lead_of("城东支行"), tmp_path).file)
    dialog = window(page)
    assert dialog.note.text() == "这份上报表导出后没有新的改动"
    assert not dialog.take_button.isEnabled()
    dialog.reject()
    other, lead = open_branch("滨江支行", 1)
    page.open(report.export(other, lead, tmp_path).file)
    other.close()
    dialog = window(page)
    assert dialog.fault.isVisible()
    assert not dialog.table.isVisible()
    dialog.reject()


def test_a_mistake_of_the_program_is_told_apart(qtbot: QtBot, at_branch: Desk):
    dialog = HandDialog(at_branch)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(at_branch.jobs.failed):
        dialog._on_failed(KeyError("x"))
    assert dialog.fault.isVisibleTo(dialog)


def test_who_may_not_decide_sees_no_key(qtbot: QtBot, at_branch: Desk, edited: Path):
    teller = replace(at_branch, actor=Actor("t", Role.TELLER, at_branch.actor.branch))
    page = shown(ExchangePage(teller), qtbot)
    assert "H" not in {hint.keys for hint in page.hints()}
    page._on_letter("H")
    assert page.findChildren(HandDialog) == []
    page.open(edited)
    assert page.findChildren(HandDialog) == []
