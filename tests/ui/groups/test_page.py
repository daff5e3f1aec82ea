"""The page of groups: the list, its order, its empty state."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.actor import Actor, Role
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
    assert page.panes() == [page.table, page.pane]
    assert [hint.keys for hint in page.hints()] == ["↑ ↓", "A", "C", "T", "S", "L", "M", "Ctrl C", "I"]


@pytest.mark.parametrize("key", ["name", "owner_name", "members", "created_at", "active", "state"])
def test_every_head_sorts(page: GroupsPage, key: str) -> None:
    column = [one.key for one in page.model.columns].index(key)
    page.model.sort(column, Qt.SortOrder.AscendingOrder)
    ascending = list(page.model.ids)
    page.model.sort(column, Qt.SortOrder.DescendingOrder)
    assert list(page.model.ids) == ascending[::-1]


def test_head_office_sees_whose_group_it_is(qtbot: QtBot, page: GroupsPage) -> None:
    assert "branch_name" not in [one.key for one in page.model.columns]
    desk = page.desk
    west = [Change("branch", "west", {"name": "城西支行", "path": "江海银行/江北分行/城西支行"}),
            Change("group", "w", {"name": "城东理财交流群", "members": 90, "branch": "west"})]  # fmt: skip
    desk.store.write(lambda session: record(session, None, west))
    desk.actor = Actor("an", Role.ANALYST, "")
    whole = GroupsPage(desk)
    qtbot.addWidget(whole)
    whole.show()
    whole.refresh(Changes.ALL)
    whole.model.sort([one.key for one in whole.model.columns].index("branch_name"), Qt.SortOrder.AscendingOrder)
    found = [whole.model.row_at(row) for row in range(3)]
    assert {one.branch_name for one in found[:2]} == {"城东支行"}
    assert (found[2].name, whole.model.text_of(found[2], "branch_name")) == ("城东理财交流群", "城西支行")
    whole.grab()
    assert ([hint.keys for hint in whole.hints()], whole.commands()) == (["↑ ↓", "Ctrl C"], [])
    assert (whole.top_bar_widgets(), whole.panes()) == ([], [whole.table])
    with qtbot.assertNotEmitted(whole.navigate):
        qtbot.keyClicks(whole.table, "ia")
    assert whole.pane.isHidden()


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


def test_beside_the_list_stands_the_group_and_its_count_in_one_line(qtbot: QtBot, page: GroupsPage) -> None:
    page.table.select_id("a")
    assert page.pane.name.text() == "城东理财交流群"
    assert page.pane.members.text() == "480 / 500 人"
    qtbot.keyClicks(page.table, "c")
    assert page.focusWidget() is page.pane.count
    qtbot.keyClicks(page.pane.count, "48 490")
    with qtbot.waitSignal(page.changed) as told:
        qtbot.keyClick(page.pane.count, Qt.Key.Key_Return)
    assert told.args[0].message == "“城东理财交流群”今天 48 人说话，共 490 人"
    assert page.pane.members.text() == "490 / 500 人"
    assert page.pane.active.text() == "近七天每天 10% 的人说话"
    page.grab()


def test_type_and_tags_by_keyboard(qtbot: QtBot, page: GroupsPage) -> None:
    page.table.select_id("b")
    qtbot.keyClicks(page.table, "t")
    page.pane.kinds.setText("代发 福利")
    qtbot.keyClick(page.pane.kinds, Qt.Key.Key_Return)
    assert page._rows["b"].kinds == ("代发", "福利")
    page.grab()


def test_a_count_that_is_none_is_told(qtbot: QtBot, page: GroupsPage) -> None:
    page.table.select_id("a")
    page.pane.count.setText("很多")
    with qtbot.waitSignal(page.error) as told:
        qtbot.keyClick(page.pane.count, Qt.Key.Key_Return)
    assert "写一个或两个数" in str(told.args[0])


def test_m_merges_the_nameless(qtbot: QtBot, page: GroupsPage, desk: Desk) -> None:
    fields = {"name": "群聊", "members": 480, "branch": desk.actor.branch, "owner": desk.actor.staff,
              "created_at": "2026-01-05 09:00:00"}  # fmt: skip
    desk.store.write(lambda session: record(session, None, [Change("group", "z", fields)]))
    page.refresh(Changes.GROUPS)
    assert len(page._rows) == 3
    qtbot.keyClicks(page.table, "m")
    assert set(page._rows) == {"a", "b"}


def test_the_list_has_the_focus_and_escape_leads_back_to_it(qtbot: QtBot, page: GroupsPage) -> None:
    assert page.focusWidget() is page.table
    page.table.select_id("a")
    qtbot.keyClicks(page.table, "c")
    qtbot.keyClick(page.pane.count, Qt.Key.Key_Escape)
    assert page.focusWidget() is page.table
