"""The lead chooses templates from the day's list; a content step says where it comes from."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.actor import Actor, Role
from db.sop import SopTemplate
from desktop.changes import Changes
from desktop.sop import templates
from desktop.sop.shapes import Content
from ui.desk import Desk
from ui.today import words
from ui.today.page import TodayPage
from ui.today.template_dialog import TemplateDialog, kind_name


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> TodayPage:
    desk.store.write(lambda session: templates.publish(session, None))
    page = TodayPage(desk)
    qtbot.addWidget(page)
    page.resize(1294, 688)
    page.show()
    page.refresh(Changes.ALL)
    page.list.setFocus()
    return page


def test_m_opens_the_choice_and_a_tick_makes_the_tasks_at_once(page: TodayPage, qtbot: QtBot, desk: Desk) -> None:
    before = {item.title for item in page.day.today.items}
    qtbot.keyClick(page.list, Qt.Key.Key_M)
    dialog = page.templates
    assert isinstance(dialog, TemplateDialog)
    dialog.grab()
    assert [box.isChecked() for box in dialog.boxes] == [True, True, *[False] * (len(dialog.boxes) - 2)]
    at = next(at for at, box in enumerate(dialog.boxes) if box.text() == "流失挽回")
    for _ in range(at):
        qtbot.keyClick(dialog, Qt.Key.Key_Down)
    qtbot.keyClick(dialog, Qt.Key.Key_Down)
    qtbot.keyClick(dialog, Qt.Key.Key_Up)
    qtbot.keyClick(dialog.boxes[at], Qt.Key.Key_Space)
    assert {item.title for item in page.day.today.items} - before == {"周四：汇总流失原因"}
    with desk.store.session() as session:
        assert session.get_one(SopTemplate, templates.template_id("win_back")).retired == 0
    dialog.buttons.itemAt(1).widget().click()


def test_only_the_lead_is_offered_the_choice(page: TodayPage, qtbot: QtBot) -> None:
    assert "M" in {hint.keys for hint in page.hints()}
    assert "选用日清单模板" in {command.text for command in page.commands()}
    page.desk.actor = Actor(page.desk.actor.staff, Role.TELLER, page.desk.actor.branch)
    assert "M" not in {hint.keys for hint in page.hints()}
    assert {command.keys for command in page.commands()} == {"D", "B"}
    qtbot.keyClick(page.list, Qt.Key.Key_M)
    assert not page.findChildren(TemplateDialog)


def test_a_content_step_says_source_shortening_and_place(page: TodayPage, qtbot: QtBot, desk: Desk, clock) -> None:
    wanted = templates.template_id("moments")
    clock.set(datetime(2026, 3, 11, 12, 10))  # a Wednesday
    page._on_switched(wanted, True)
    step = next(item for item in page.day.today.items if item.title == "周三：本周产品一条")
    page._on_opened(step.step)
    assert page.list.card.guide.isVisibleTo(page)
    assert "来源：产品日历" in page.list.card.guide.text()
    assert "谁可见：直营、理财" in page.list.card.guide.text()
    page.grab()


def test_without_content_there_is_no_guide() -> None:
    assert words.guide(Content()) == ""


def test_an_unknown_kind_is_its_own_name() -> None:
    assert kind_name("yearly") == "yearly"
