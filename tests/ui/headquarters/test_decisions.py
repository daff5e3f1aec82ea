"""A person of several branches on the screen: one key decides."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import text

from db.engine import Store
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.changes import Changes
from desktop.headquarters.same_person import MOST_CONTACT
from desktop.paths import Paths
from desktop.settings import Settings
from desktop.store import open_memory_store
from desktop.words import Words
from tests.desktop.exchange.branches import ANALYST, FRIDAY
from ui.desk import Desk
from ui.headquarters.page import HeadquartersPage
from ui.jobs import InlineJobs
from ui.theme import Theme


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_memory_store(FixedClock(FRIDAY))
    changes = [
        Change("branch", "cd", {"name": "城东支行"}), Change("branch", "bj", {"name": "滨江支行"}),
        Change("staff", "wang", {"name": "王敏", "branch": "cd"}),
        Change("staff", "liu", {"name": "刘洋", "branch": "bj"}),
    ]  # fmt: skip
    for number in range(3):
        for branch, owner, added in (("cd", "wang", "2026-03-09"), ("bj", "liu", "2026-02-17")):
            fields = {
                "name": "赵*琳", "phone": f"138****482{number}", "phone_hash": f"h{number}", "branch": branch,
                "owner": owner, "added_at": f"{added} 09:00:00",
            }  # fmt: skip
            changes.append(Change("contact", f"{branch}{number}", fields))
    store.write(lambda session: record(session, None, changes))
    yield store
    store.close()


@pytest.fixture
def page(qtbot, store: Store, theme: Theme, tmp_path) -> HeadquartersPage:
    desk = Desk(
        store, ANALYST, InlineJobs(store), theme, theme.icons, store.clock, Words("zh"), Settings(), Paths(tmp_path)
    )
    page = HeadquartersPage(desk)
    qtbot.addWidget(page)
    page.resize(1294, 688)
    page.refresh(Changes.ALL)
    page.show()
    return page


def verdicts(store: Store) -> list[tuple[str, str | None]]:
    with store.session() as session:
        rows = session.execute(text("SELECT verdict, owner FROM link_decision WHERE hidden = 0 ORDER BY b"))
        return [tuple(row) for row in rows]


def test_what_waits_stands_beside_the_files(page: HeadquartersPage):
    page.grab()
    assert page.decisions.isVisible()
    assert page.decisions.place.text() == "1/3"
    assert page.decisions.who.text() == "赵*琳 138****4820，手机号相同"
    assert page.decisions.reason.text() == "规则建议：先添加、互动也多，归滨江支行"
    assert page.decisions.take_button.text() == "归滨江支行"
    assert page.decisions in page.panes()


@pytest.mark.parametrize(
    ("key", "verdict"),
    [
        (Qt.Key.Key_Return, ("same", "liu")), (Qt.Key.Key_1, ("same", "liu")), (Qt.Key.Key_2, ("same", "wang")),
        (Qt.Key.Key_B, ("both_serve", None)),
    ],
)  # fmt: skip
def test_one_key_decides(qtbot, page: HeadquartersPage, store: Store, key, verdict):
    with qtbot.waitSignal(page.changed) as told:
        qtbot.keyClick(page.decisions, key)
    assert told.args[0].batch
    assert verdicts(store) == [verdict]
    assert page.decisions.place.text() == "1/2"


def test_a_case_may_wait(qtbot, page: HeadquartersPage, store: Store):
    qtbot.keyClick(page.decisions, Qt.Key.Key_Right)
    assert "4821" in page.decisions.who.text()
    for _ in range(2):
        qtbot.keyClick(page.decisions, Qt.Key.Key_Right)
    assert "4820" in page.decisions.who.text()
    assert verdicts(store) == []
    qtbot.keyClick(page.decisions, Qt.Key.Key_9)
    assert verdicts(store) == []


def test_a_click_on_a_branch_gives_it_the_person(qtbot, page: HeadquartersPage, store: Store):
    tile = page.decisions.tiles.itemAt(1).widget()
    qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert verdicts(store) == [("same", "wang")]


def test_the_rule_that_proposes_can_be_the_other(qtbot, page: HeadquartersPage, store: Store):
    """R proposes by who talked more, and everything is decided by the rule that shows."""
    first = page.decisions.current()
    assert first is not None
    assert "互动多的 R" in page.decisions.rule_link.text()
    qtbot.keyClick(page.decisions, Qt.Key.Key_R)
    assert page.decisions.rule == MOST_CONTACT
    assert "先添加的 R" in page.decisions.rule_link.text()
    waiting = page.decisions.waiting
    qtbot.keyClick(page.decisions, Qt.Key.Key_A)
    assert not page.decisions.waiting
    with store.session() as session:
        rules = session.execute(text("SELECT rule FROM link_decision")).scalars().all()
    assert len(rules) >= waiting
    assert set(rules) == {MOST_CONTACT}


def test_all_by_rule_leaves_nothing(qtbot, page: HeadquartersPage, store: Store):
    with qtbot.waitSignal(page.changed) as told:
        page.decisions.head.link.click()
    assert told.args[0].message == "按规则定了 3 位"
    assert len(verdicts(store)) == 3
    assert not page.decisions.isVisible()
    assert page.decisions not in page.panes()
