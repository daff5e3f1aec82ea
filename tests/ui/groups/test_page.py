"""The page of groups: the list, its order, its empty state."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.operation import Change, record
from desktop.changes import Changes
from ui.desk import Desk
from ui.groups.page import GroupsPage


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> GroupsPage:
    branch = desk.actor.branch
    changes = [
        Change("group", "a", {"name": "城东理财交流群", "members": 480, "branch": branch, "owner": desk.actor.staff,
                              "created_at": "2026-01-05 09:00:00"}),
        Change("group", "b", {"name": "代发福利群", "members": 80, "branch": branch, "owner_name": "外部群主"}),
        Change("group_day", "b1", {"group": "b", "date": "2026-03-01", "spoke": 3}),
    ]  # fmt: skip
    desk.store.write(lambda session: record(session, None, changes))
    page = GroupsPage(desk)
    qtbot.addWidget(page)
    page.resize(1294, 688)
    page.show()
    page.refresh(Changes.ALL)
    return page


def test_groups_stand_by_size_and_say_what_they_are(page: GroupsPage) -> None:
    page.grab()
    assert [page.model.row_at(row).name for row in range(2)] == ["城东理财交流群", "代发福利群"]
    assert (page.title(), page.subtitle()) == ("社群", "2 个群，560 人")
    assert page.panes() == [page.table]
    assert [hint.keys for hint in page.hints()] == ["↑ ↓", "A", "Ctrl C", "I"]


@pytest.mark.parametrize("key", ["name", "owner_name", "members", "created_at", "state"])
def test_every_head_sorts(page: GroupsPage, key: str) -> None:
    column = [one.key for one in page.model.columns].index(key)
    page.model.sort(column, Qt.SortOrder.AscendingOrder)
    ascending = list(page.model.ids)
    page.model.sort(column, Qt.SortOrder.DescendingOrder)
    assert list(page.model.ids) == ascending[::-1]


def test_i_leads_to_the_import(qtbot: QtBot, page: GroupsPage) -> None:
    with qtbot.waitSignal(page.navigate) as wish:
        qtbot.keyClicks(page.table, "i")
    assert wish.args == ["exchange", "import"]


def test_a_group_wished_for_is_selected(page: GroupsPage) -> None:
    page.open("b")
    assert page.table.current_id() == "b"


def test_without_groups_it_says_where_they_come_from(qtbot: QtBot, desk: Desk) -> None:
    page = GroupsPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.refresh(Changes.ALL)
    assert page.empty.isVisible()
    assert page.panes() == [page.go_button]
    with qtbot.waitSignal(page.navigate):
        page.go_button.click()
