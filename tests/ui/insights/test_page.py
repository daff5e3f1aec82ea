"""The board of figures: a branch's own, the bank's with the way down and up, the customers behind a figure."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt

from db.actor import Actor, Role
from db.engine import Store
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.changes import Changes
from desktop.contacts.filters import ContactQuery
from desktop.exchange import workbook
from desktop.insights.metrics import Period
from desktop.insights.scope import Scope
from desktop.paths import Paths
from desktop.settings import Settings
from desktop.store import open_memory_store
from desktop.words import Words
from tests.desktop.exchange.branches import FRIDAY
from ui.desk import Desk
from ui.insights.page import InsightsPage
from ui.insights.span_dialog import SpanDialog
from ui.jobs import InlineJobs
from ui.theme import Theme

LEAD = Actor("wang", Role.LEAD, "cd")
ANALYST = Actor("", Role.ANALYST, "")


@pytest.fixture
def store() -> Iterator[Store]:
    """Two branches: six customers here, two there, one of each of high value."""
    store = open_memory_store(FixedClock(FRIDAY))
    changes = [Change("tag", "rich", {"name": "50万以上"})]
    for branch, name, owner, number in (("cd", "城东支行", "wang", 6), ("bj", "滨江支行", "liu", 2)):
        changes += [
            Change("branch", branch, {"name": name, "path": name, "kind": "sub_branch"}),
            Change("staff", owner, {"name": {"wang": "王敏", "liu": "刘洋"}[owner], "branch": branch}),
            Change("placement", f"{branch}-p", {"name": "柜台 1", "branch": branch, "state": f"{branch}-1"}),
        ]
        for at in range(number):
            day = "2026-11-17" if at % 2 else "2026-09-01"
            fields = {
                "name": f"客{at}", "branch": branch, "owner": owner, "added_at": f"{day} 09:00:00",
                "channel": "lobby", "state": f"{branch}-1",
            }  # fmt: skip
            changes.append(Change("contact", f"{branch}{at}", fields))
        tag = {"contact": f"{branch}0", "tag": "rich", "present": 1}
        event = {"contact": f"{branch}0", "kind": "replied", "at": "2026-11-18 10:00:00"}
        changes += [Change("contact_tag", f"{branch}-t", tag), Change("interaction", f"{branch}-i", event)]
    changes.append(Change("contact", "nobody", {"branch": "bj", "added_at": "2026-11-17 09:00:00"}))
    store.write(lambda session: record(session, None, changes))
    yield store
    store.close()


def page_for(qtbot, store: Store, theme: Theme, folder, actor: Actor, language: str = "zh") -> InsightsPage:
    desk = Desk(
        store, actor, InlineJobs(store), theme, theme.icons, store.clock, Words(language), Settings(), Paths(folder)
    )
    page = InsightsPage(desk)
    qtbot.addWidget(page)
    page.resize(1294, 688)
    page.refresh(Changes.ALL)
    page.show()
    return page


@pytest.fixture
def page(qtbot, store: Store, theme: Theme, tmp_path) -> InsightsPage:
    """The analyst's."""
    return page_for(qtbot, store, theme, tmp_path, ANALYST)


def names(page: InsightsPage) -> list[str]:
    model = page.standings.id_model
    return [model.row_at(row).name for row in range(model.rowCount())]


def test_a_lead_sees_the_branch(qtbot, store: Store, theme: Theme, tmp_path):
    page = page_for(qtbot, store, theme, tmp_path, LEAD)
    page.grab()
    assert page.subtitle() == "城东支行　11-16 至 11-22"
    assert page.cards["superior"].words[1] == "1"
    assert page.cards["thriving"].words[1:3] == ("100", "%")
    assert page.funnel.funnel.counts == {"aware": 5, "interest": 1}
    assert page.sources.channels.rows == [("网点厅堂", 3)]
    assert [(one.name, one.adds, one.before) for one in page.sources.placements.rows] == [("柜台 1", 3, 0)]
    assert names(page) == ["王敏"]
    assert not page.up_button.isVisible()
    page.open(Scope("bj"))
    assert page.subtitle().startswith("城东支行")  # a lead stays in the branch whatever is asked for


def test_the_lead_goes_from_the_figures_to_the_team_by_t(qtbot, store: Store, theme: Theme, tmp_path):
    page = page_for(qtbot, store, theme, tmp_path, LEAD)
    assert "T" in [hint.keys for hint in page.hints()]
    assert page.team_button in page.top_bar_widgets()
    for act in (page.team_button.click, page.commands()[-1].run, lambda: qtbot.keyClick(page, Qt.Key.Key_T)):
        with qtbot.waitSignal(page.navigate) as told:
            act()
        assert told.args == ["today", "team"]


def test_who_leads_no_branch_has_no_team(qtbot, page: InsightsPage):
    assert not page.team_button.isVisibleTo(page)
    assert page.team_button not in page.top_bar_widgets()
    with qtbot.assertNotEmitted(page.navigate):
        qtbot.keyClick(page, Qt.Key.Key_T)
    assert [command.keys for command in page.commands()] == ["Ctrl E", "L"]


def test_head_office_goes_down_and_up_again(qtbot, page: InsightsPage):
    assert names(page) == ["城东支行", "滨江支行"]
    page.standings.select_id("bj")
    qtbot.keyClick(page.standings, Qt.Key.Key_Return)
    assert (page.scope, names(page)) == (Scope("bj"), ["刘洋"])
    page.standings.select_id("liu")
    qtbot.keyClick(page.standings, Qt.Key.Key_Return)
    assert page.subtitle().startswith("刘洋")
    assert not page.lists.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_Backspace)
    assert page.scope == Scope("bj")
    qtbot.keyClick(page, Qt.Key.Key_Backspace)
    assert page.scope == Scope()


def test_any_column_ranks(page: InsightsPage):
    model = page.standings.id_model
    model.sort(4, Qt.SortOrder.DescendingOrder)
    assert names(page) == ["城东支行", "滨江支行"]
    model.sort(4, Qt.SortOrder.AscendingOrder)
    assert names(page) == ["滨江支行", "城东支行"]
    assert model.row_at(0).place == 2
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert names(page) == sorted(names(page))
    page.grab()


def test_a_list_without_rows_says_why(page: InsightsPage):
    page.tabs.set_value("campaigns")
    assert page.campaigns.id_model.rowCount() == 0
    assert page.campaigns.nothing.startswith("还没有营销活动")
    bare = page.campaigns.viewport().grab().toImage()
    page.campaigns.nothing = ""
    assert page.campaigns.viewport().grab().toImage() != bare


def test_the_ranking_follows_the_arrows(qtbot, page: InsightsPage):
    assert "← →" in [hint.keys for hint in page.hints()]
    for key, ranked in ((Qt.Key.Key_Left, "adds"), (Qt.Key.Key_Right, "valid_adds"), (Qt.Key.Key_Right, "net")):
        qtbot.keyClick(page.standings, key)
        assert (page.standings.standings.sort_key, page.standings.standings.descending) == (ranked, True)


def test_a_name_is_found(qtbot, page: InsightsPage):
    qtbot.keyClick(page.standings, "/")
    page.find.setText("滨江")
    assert names(page) == ["滨江支行"]


def test_what_is_worth_a_look_stands_beside_the_ranking(page: InsightsPage):
    page.tabs.set_value("suspicions")
    assert page.stack.currentWidget() is page.suspicions
    model = page.suspicions.id_model
    said = [model.text_of(model.row_at(0), column.key) for column in model.columns]
    assert said == ["没有归属", "滨江支行", "", "1 位客户没有归属", "没有归属员工的客户"]
    assert not page.find.isVisible()


def test_digits_change_the_period(qtbot, page: InsightsPage):
    qtbot.keyClick(page, "2")
    assert page.subtitle() == "全部网点　11-01 至 11-20"
    qtbot.keyClick(page.standings, "3")
    assert page.subtitle() == "全部网点　10-01 至 11-20"
    qtbot.keyClick(page, "1")
    assert page.subtitle() == "全部网点　11-16 至 11-22"


def test_ones_own_days(qtbot, page: InsightsPage):
    qtbot.keyClick(page, "4")
    dialog = page.findChild(SpanDialog)
    dialog.first.setText("昨天")
    dialog.ok.click()
    assert dialog.first.fault
    dialog.first.setText("2026-09-01")
    dialog.last.setText("2026-08-01")
    dialog.ok.click()
    assert dialog.last.fault
    dialog.last.setText("2026/09/30")
    qtbot.keyClick(dialog.last, Qt.Key.Key_Return)
    assert page.content.board.period == Period(date(2026, 9, 1), date(2026, 9, 30))
    assert page.subtitle() == "全部网点　09-01 至 09-30"


@pytest.mark.parametrize(
    ("key", "query"),
    [
        ("fertile", ContactQuery(view="branch", tags=("rich",), any_tag=True, sort="last_at", descending=True)),
        ("advancing", ContactQuery(view="branch", stages=("interest", "purchase", "loyal"), sort="last_at",
                                   descending=True)),
    ],
)  # fmt: skip
def test_enter_on_a_card_shows_the_customers_behind_it(qtbot, page: InsightsPage, key: str, query: ContactQuery):
    with qtbot.waitSignal(page.navigate) as wish:
        qtbot.keyClick(page.cards[key], Qt.Key.Key_Return)
    assert wish.args == ["contacts", query]


def test_a_click_does_the_same(qtbot, page: InsightsPage):
    with qtbot.waitSignal(page.navigate):
        qtbot.mouseClick(page.cards["thriving"], Qt.MouseButton.LeftButton)


def test_the_workbook_says_what_the_page_says(qtbot, page: InsightsPage, tmp_path):
    page.ask_folder = lambda: tmp_path
    with qtbot.waitSignal(page.changed) as told:
        page.export_button.click()
    file = tmp_path / "看板_全部网点_20261116-1122.xlsx"
    assert told.args[0].message == f"已导出 {file.name}"
    book = workbook.read(file)
    assert [sheet.name for sheet in book.sheets] == ["说明", "汇总", "FAST", "AIPL", "渠道", "点位", "网点"]
    figures = {row[0]: row[1] for row in book.sheet("汇总").rows[1:]}
    assert figures["新增"] == page.content.board.figures["adds"] == 5
    fast = {row[0]: row[1] for row in book.sheet("FAST").rows[1:]}
    assert fast["高价值客户"] == 2
    assert [row[1] for row in book.sheet("网点").rows[1:]] == names(page)


def test_without_anybody_it_says_so(qtbot, theme: Theme, tmp_path):
    store = open_memory_store(FixedClock(FRIDAY))
    page = page_for(qtbot, store, theme, tmp_path, ANALYST, "en")
    page.grab()
    assert page.cards["advancing"].words[1] == "—"
    assert not page.lists.isVisible()
    assert page.panes() == [page.cards["fertile"]]
    store.close()


def test_campaigns_stand_beside_the_ranking(page: InsightsPage, store: Store):
    changes = [
        Change("campaign", "k", {"name": "秋季拉新", "starts_on": "2026-11-01", "ends_on": "2026-11-30"}),
        Change("whitelist_entry", "w1", {"campaign": "k", "phone_hash": "h1", "branch": "cd"}),
        Change("whitelist_entry", "w2", {"campaign": "k", "phone_hash": "h2", "branch": "cd"}),
        Change("contact", "cd0", {"phone_hash": "h1"}),
    ]
    store.write(lambda session: record(session, None, changes))
    page.refresh(Changes.ALL)
    page.tabs.set_value("campaigns")
    assert page.stack.currentWidget() is page.campaigns
    model = page.campaigns.id_model
    said = [[model.text_of(model.row_at(row), column.key) for column in model.columns] for row in range(2)]
    assert said[0] == ["秋季拉新", "全部网点", "", "2026-11-30", "2", "1", "50%", "0", "—", "0", "—"]
    assert said[1][:2] == ["秋季拉新", "城东支行"]
    tip, across = Qt.ItemDataRole.ToolTipRole, Qt.Orientation.Horizontal
    assert model.headerData([column.key for column in model.columns].index("accepted"), across, tip) == "已添加 ÷ 名单"
    assert model.headerData(0, across, tip) is None
    ranked = page.standings.id_model
    assert "÷" in ranked.headerData([one.key for one in ranked.columns].index("tagged"), across, tip)
    page.grab()


@pytest.fixture
def done(store: Store) -> Store:
    """Both branches had two tasks of the morning's template; in one of them both were done, in the other one late."""
    changes = [Change("sop_template", "am", {"title": "晨间准备"})]
    for branch, staff, times in (("cd", "wang", ("09:00", "08:50")), ("bj", "liu", ("11:00", None))):
        for at, time in enumerate(times):
            did = {"done_at": f"2026-11-18 {time}:00"} if time else {}
            task = {"title": "台卡到位", "template": "am", "date": "2026-11-18", "until_at": "2026-11-18 09:30:00"}
            changes.append(Change("task", f"{branch}k{at}", {**task, "branch": branch, "staff": staff, **did}))
    changes.append(Change("task", "own", {"title": "回电", "date": "2026-11-18", "branch": "cd", "staff": "wang"}))
    store.write(lambda session: record(session, None, changes))
    return store


def shares(page: InsightsPage) -> list[list[str]]:
    model = page.work.id_model
    return [
        [model.text_of(model.row_at(row), column.key) for column in model.columns] for row in range(model.rowCount())
    ]


def test_who_did_how_much_of_what_was_sent_down(qtbot, page: InsightsPage, done: Store):
    """From the template to the branches, to their staff, and up again, all by keys."""
    page.refresh(Changes.ALL)
    assert "L" in [hint.keys for hint in page.hints()]
    qtbot.keyClick(page.standings, "L")
    assert page.stack.currentWidget() is page.work
    assert shares(page) == [
        ["晨间准备", "4", "3", "2", "0", "75%", "50%"], ["自己加的任务", "1", "0", "0", "0", "0%", "0%"],
    ]  # fmt: skip
    page.work.select_id(0)
    qtbot.keyClick(page.work, Qt.Key.Key_Return)
    assert [row[:3] + row[5:] for row in shares(page)] == [
        ["滨江支行", "2", "1", "50%", "0%"], ["城东支行", "2", "2", "100%", "100%"],
    ]  # fmt: skip
    assert page.work.id_model.columns[0].title == "网点"
    assert page.template_button.isVisibleTo(page)
    assert "⌫" in [hint.keys for hint in page.hints()]
    page.grab()
    page.work.select_id(0)
    qtbot.keyClick(page.work, Qt.Key.Key_Return)
    assert page.scope == Scope("bj")
    assert [row[0] for row in shares(page)] == ["刘洋"]
    qtbot.keyClick(page, Qt.Key.Key_Backspace)
    assert [row[0] for row in shares(page)] == ["滨江支行", "城东支行"]
    page.find.setText("城东")
    assert [row[0] for row in shares(page)] == ["城东支行"]
    page.find.clear()
    qtbot.keyClick(page, Qt.Key.Key_Backspace)
    assert [row[0] for row in shares(page)] == ["晨间准备", "自己加的任务"]
    assert not page.template_button.isVisibleTo(page)


def test_a_lead_sees_who_of_the_branch_did_it(qtbot, done: Store, theme: Theme, tmp_path):
    page = page_for(qtbot, done, theme, tmp_path, LEAD)
    page.show_work()
    page.work.select_id(0)
    qtbot.keyClick(page.work, Qt.Key.Key_Return)
    assert [row[:3] for row in shares(page)] == [["王敏", "2", "2"]]
    qtbot.keyClick(page.work, "L")
    assert page.stack.currentWidget() is page.standings


def test_a_narrow_window_stands_the_cards_below_one_another(qtbot, page: InsightsPage):
    cards = [*page.cards.values(), page.funnel, page.sources]

    def tops() -> int:
        return len({card.mapTo(page.scroll, card.rect().topLeft()).y() for card in cards})

    page.resize(952, 620)
    qtbot.waitUntil(lambda: tops() == 4)
    assert all(card.mapTo(page, card.rect().topRight()).x() < page.width() for card in cards)
    page.resize(1294, 688)
    qtbot.waitUntil(lambda: tops() == 2)
