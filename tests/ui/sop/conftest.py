"""The window of templates over a Today page, on 王敏's branch with the shipped templates."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.operation import Change, record
from desktop.changes import Changes
from desktop.sop import templates
from ui.desk import Desk
from ui.sop.window import TemplateWindow
from ui.today.page import TodayPage


@pytest.fixture
def today(desk: Desk, qtbot: QtBot) -> TodayPage:
    """The page that opens the windows; news goes back to it as the main window sends it."""
    colleague = {"name": "李倩", "account": "liqian", "role": "manager", "branch": desk.actor.branch}
    desk.store.write(lambda session: templates.publish(session, None))
    desk.store.write(lambda session: record(session, None, [Change("staff", "staff-li", colleague)]))
    page = TodayPage(desk)
    qtbot.addWidget(page)
    page.changed.connect(lambda done: page.refresh(done.changes))
    page.resize(1294, 688)
    page.show()
    page.refresh(Changes.ALL)
    page.list.setFocus()
    return page


@pytest.fixture
def window(today: TodayPage, qtbot: QtBot) -> TemplateWindow:
    qtbot.keyClick(today.list, Qt.Key.Key_M)
    today.beside.templates.activateWindow()
    today.beside.templates.list.setFocus()
    return today.beside.templates
