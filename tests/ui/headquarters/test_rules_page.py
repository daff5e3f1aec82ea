"""The page of head office's rules: chosen, edited, checked, kept, given back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from db.actor import Actor, Role
from db.engine import Store
from db.stamp import FixedClock
from desktop.changes import Changes
from desktop.contacts import stage_rules
from desktop.paths import Paths
from desktop.settings import Settings
from desktop.store import open_memory_store
from desktop.words import Words
from tests.desktop.exchange.branches import ANALYST, FRIDAY
from ui.desk import Desk
from ui.headquarters.rules_page import RulesPage
from ui.jobs import InlineJobs
from ui.theme import Theme


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_memory_store(FixedClock(FRIDAY))
    yield store
    store.close()


def page_for(qtbot, store: Store, theme: Theme, folder, actor: Actor = ANALYST) -> RulesPage:
    desk = Desk(
        store, actor, InlineJobs(store), theme, theme.icons, store.clock, Words("zh"), Settings(), Paths(folder)
    )
    page = RulesPage(desk)
    qtbot.addWidget(page)
    page.changed.connect(lambda done: page.refresh(done.changes))
    page.resize(1294, 688)
    page.refresh(Changes.ALL)
    page.show()
    return page


@pytest.fixture
def page(qtbot, store: Store, theme: Theme, tmp_path) -> RulesPage:
    return page_for(qtbot, store, theme, tmp_path)


def edit(page: RulesPage, old: str, new: str) -> None:
    page.editor.setPlainText(page.editor.toPlainText().replace(old, new))
    page._look()


def test_the_first_kind_shows(page: RulesPage):
    page.grab()
    assert page.head.text() == "客户阶段"
    assert page.editor.toPlainText() == stage_rules.built_in()
    assert page.subtitle() == "10 种，0 种用总行自己的，随下发包到网点"
    assert not page.save_button.isEnabled()
    assert not page.built_in_button.isVisible()


def test_an_edit_is_kept_and_holds(qtbot, page: RulesPage, store: Store):
    edit(page, "days = 30", "days = 45")
    with qtbot.waitSignal(page.changed) as told:
        page.save_button.click()
    assert told.args[0].message == "客户阶段改好了，随下一份下发包到网点"
    with store.session() as session:
        assert stage_rules.dormant_days(session) == 45
    assert page.model.text_of(page.model.row_at(0), "state") == "总行 11-20"
    assert page.subtitle().startswith("10 种，1 种")
    page.built_in_button.click()
    with store.session() as session:
        assert stage_rules.dormant_days(session) == 30
    assert page.editor.toPlainText() == stage_rules.built_in()


def test_what_is_no_toml_shows_its_line_and_cannot_be_kept(page: RulesPage):
    page.editor.setPlainText("a = 1\nb = ?\n")
    page._look()
    assert (page.editor.fault(), page.problem.text()) == (2, "第 2 行看不懂")
    assert not page.save_button.isEnabled()
    page.fault_button.click()
    assert page.editor.textCursor().blockNumber() == 1
    page.grab()


def test_what_the_reader_does_not_take_is_told_below(page: RulesPage, store: Store):
    edit(page, "days = 30", "days = 0")
    page.save_button.click()
    assert page.problem.text().startswith("阶段规则里 dormant.days 不对")
    with store.session() as session:
        assert stage_rules.dormant_days(session) == 30


def test_an_edit_stays_while_another_kind_is_looked_at(qtbot, page: RulesPage):
    edit(page, "days = 30", "days = 45")
    page.table.select_id("limits")
    assert page.head.text() == "企业微信限制"
    page.table.select_id("stage_rules")
    assert "days = 45" in page.editor.toPlainText()
    assert page.drop_button.isVisible()
    page.drop_button.click()
    assert page.editor.toPlainText() == stage_rules.built_in()
    assert not page.drop_button.isVisible()


def test_enter_leads_to_the_text(qtbot, page: RulesPage):
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.editor.hasFocus()


def test_somebody_else_only_looks(qtbot, store: Store, theme: Theme, tmp_path):
    page = page_for(qtbot, store, theme, tmp_path, Actor("wang", Role.LEAD, "cd"))
    assert page.editor.isReadOnly()
    assert page.commands() == []
