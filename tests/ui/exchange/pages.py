"""The page of exchange as the main window shows it, and what opens over it."""

from pytestqt.qtbot import QtBot

from desktop.changes import Changes
from ui.desk import Desk
from ui.exchange.page import ExchangePage


def show(qtbot: QtBot, desk: Desk) -> ExchangePage:
    page = ExchangePage(desk)
    qtbot.addWidget(page)
    page.resize(1294, 688)
    page.changed.connect(lambda done: page.refresh(done.changes))
    page.show()
    page.refresh(Changes.ALL)
    return page


def dialog(page: ExchangePage, kind: type) -> object:
    return next(one for one in page.findChildren(kind) if one.isVisible())
