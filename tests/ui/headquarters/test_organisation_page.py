"""The page of the tree: found, chosen, its people beside, on to its figures."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from db.engine import Store
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.changes import Changes
from desktop.exchange import arrival, report
from desktop.insights.scope import Scope
from desktop.paths import Paths
from desktop.security import seals
from desktop.settings import Settings
from desktop.store import open_memory_store
from desktop.words import Words
from tests.desktop.exchange.branches import ANALYST, FRIDAY, branch_changes, lead_of, open_branch
from ui.desk import Desk
from ui.headquarters.organisation_page import OrganisationPage
from ui.jobs import InlineJobs
from ui.theme import Theme


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_memory_store(FixedClock(FRIDAY))
    yield store
    store.close()


def page_for(qtbot, store: Store, theme: Theme, folder) -> OrganisationPage:
    desk = Desk(
        store, ANALYST, InlineJobs(store), theme, theme.icons, store.clock, Words("zh"), Settings(), Paths(folder)
    )
    page = OrganisationPage(desk)
    qtbot.addWidget(page)
    page.resize(1294, 688)
    page.refresh(Changes.ALL)
    page.show()
    return page


@pytest.fixture
def page(qtbot, store: Store, theme: Theme, tmp_path) -> OrganisationPage:
    gone = Change("staff", "gone", {"name": "走了", "branch": lead_of("城东支行").branch, "left_at": "2026-11-01"})
    changes = [*branch_changes("城东支行"), *branch_changes("滨江支行"), gone]
    store.write(lambda session: record(session, None, changes))
    return page_for(qtbot, store, theme, tmp_path)


def said(page: OrganisationPage, key: str) -> list[str]:
    return [
        page.people_model.text_of(page.people_model.row_at(row), key) for row in range(page.people_model.rowCount())
    ]


def test_the_first_outlet_shows_with_its_people(page: OrganisationPage):
    page.grab()
    assert page.subtitle() == "2 家网点，2 位员工"
    assert (page.head.text(), page.path.text()) == ("城东支行", "江海银行/江北分行/城东支行")
    assert said(page, "name") == ["王敏", "走了"]
    assert said(page, "role") == ["网点负责人", "已离开"]
    assert page.model.text_of(page.model.row_at(1), "reported") == "—"


def test_a_branch_is_found_with_what_lies_above(qtbot, page: OrganisationPage):
    qtbot.keyClick(page.table, "/")
    page.find.setText("滨江")
    assert [page.model.row_at(row).name for row in range(page.model.rowCount())] == ["江北分行", "滨江支行"]


def test_enter_leads_to_its_figures_and_i_to_the_import(qtbot, page: OrganisationPage):
    with qtbot.waitSignal(page.navigate) as wish:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert wish.args == ["insights", Scope(lead_of("城东支行").branch)]
    with qtbot.waitSignal(page.navigate) as wish:
        qtbot.keyClick(page.table, "i")
    assert wish.args == ["exchange", "import"]


def test_the_keys_that_first_reports_enrolled_can_be_compared(page: OrganisationPage, store: Store, tmp_path):
    assert not page.keys.isVisible()
    branch, lead = open_branch("城东支行", 1)
    arrived = arrival.read(report.export(branch, lead, tmp_path).file)
    own = branch.write(seals.own_fingerprint)
    branch.close()
    store.write(lambda session: arrival.take(session, ANALYST, arrived))
    page.refresh(Changes.ALL)
    assert page.keys.isVisible()
    assert page.keys.text().endswith(f"电脑 {arrived.manifest.replica[:8]}　{own}")
    page.table.select_id(lead_of("滨江支行").branch)
    assert not page.keys.isVisible()


def test_without_branches_it_says_where_they_come_from(qtbot, store: Store, theme: Theme, tmp_path):
    page = page_for(qtbot, store, theme, tmp_path)
    assert page.empty.isVisible()
    assert page.panes() == [page.go_button]
    with qtbot.waitSignal(page.navigate):
        page.go_button.click()


@pytest.mark.parametrize(("width", "given_up"), [(1294, set()), (952, {"staff", "position", "account"})])
def test_a_role_is_never_cut_and_a_narrow_window_gives_up_the_least(
    qtbot, page: OrganisationPage, width: int, given_up: set[str]
):
    page.resize(width, 620)
    hidden = set()
    for table in (page.table, page.people):
        columns = table.id_model.columns
        hidden |= {one.key for number, one in enumerate(columns) if table.isColumnHidden(number)}
        bar = table.horizontalScrollBar()
        qtbot.waitUntil(lambda bar=bar: bar.maximum() == 0)
    assert hidden == given_up
    role = next(number for number, one in enumerate(page.people_model.columns) if one.key == "role")
    longest = QFontMetrics(page.theme.font("table")).horizontalAdvance("Relationship manager")
    assert page.people.columnWidth(role) >= longest + page.theme.px(12)


def test_the_keys_of_the_foot_work_as_soon_as_the_tree_is_read(page: OrganisationPage):
    page.find.setFocus()
    page._on_tree(page._nodes)  # read again: the focus stays where one works
    assert page.focusWidget() is page.find
    nodes, page._nodes = page._nodes, []
    page._on_tree(nodes)
    assert page.focusWidget() is page.table
