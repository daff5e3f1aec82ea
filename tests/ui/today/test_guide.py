"""A content step says where its words come from, how to shorten them, and where they go."""

from datetime import datetime

import pytest
from pytestqt.qtbot import QtBot

from desktop.changes import Changes
from desktop.sop import templates
from desktop.sop.shapes import Content
from ui.desk import Desk
from ui.today import words
from ui.today.page import TodayPage


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


def test_a_content_step_says_source_shortening_and_place(page: TodayPage, qtbot: QtBot, desk: Desk, clock) -> None:
    wanted = templates.template_id("moments")
    clock.set(datetime(2026, 3, 11, 12, 10))  # a Wednesday
    desk.store.write(lambda session: templates.switch(session, desk.actor, wanted, on=True))
    page.refresh(Changes.ALL)
    step = next(item for item in page.day.today.items if item.title == "周三：本周产品一条")
    page._on_opened(step.step)
    assert page.list.card.guide.isVisibleTo(page)
    assert "来源：产品日历" in page.list.card.guide.text()
    assert "谁可见：直营、理财" in page.list.card.guide.text()
    page.grab()


def test_without_content_there_is_no_guide() -> None:
    assert words.guide(Content()) == ""
