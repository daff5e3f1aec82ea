"""The page of the library at a branch with products, scripts and a picture."""

from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.operation import Change, record
from desktop.changes import Changes
from desktop.library import keeping, pictures, products
from desktop.library.keeping import Draft
from ui.desk import Desk
from ui.library.page import LibraryPage


def png(size=(200, 120)) -> bytes:
    memory = BytesIO()
    Image.new("RGB", size, "teal").save(memory, "PNG")
    return memory.getvalue()


ROWS = (
    Change("script", "s1", {"key": "SR-01", "title": "生日祝福", "kind": "contact", "locked": 1, "version": 1,
                            "text": "{客户}{称呼}，生日快乐！{员工}"}),
    Change("script", "s2", {"key": "SR-02", "title": "生日祝福，热闹一些", "kind": "contact", "locked": 1, "version": 1,
                            "text": "{客户}，今天是您的生日！", "alternative_to": "s1"}),
    Change("script", "s3", {"key": "ZB-01", "title": "早报", "kind": "group", "locked": 1, "version": 1,
                            "text": "各位早上好：{早报要点}。{员工}"}),
)  # fmt: skip


@pytest.fixture
def shelf_desk(desk: Desk) -> Desk:
    actor = desk.actor

    def fill(session):
        record(session, None, ROWS)
        sold = products.Draft("大额存单", "", "2026-03-01", "2026-03-20", "大额存单在售，想了解的回复“存单”。")
        products.save(session, actor, sold)
        products.save(session, actor, sold._replace(name="春节存单", starts_on="", ends_on="2026-02-28"))
        product = next(one.id for one in products.rows(session, actor, desk.clock.now().date()) if one.state == "open")
        kept = pictures.Picture("png", 200, 120, png())
        picture, _ = pictures.add(session, actor, pictures.Draft("存单长图", product), kept)
        pictures.add(session, actor, pictures.Draft("旧图", "", "2026-03-01"), kept)
        keeping.add(session, actor, Draft("存单开售", "group", "{产品}开售了。{员工}", product, picture))

    desk.store.write(fill)
    return desk


@pytest.fixture
def page(qtbot: QtBot, shelf_desk: Desk) -> LibraryPage:
    return shown(qtbot, shelf_desk)


def shown(qtbot: QtBot, desk: Desk) -> LibraryPage:
    page = LibraryPage(desk)
    qtbot.addWidget(page)
    page.resize(1294, 688)
    page.field.show()
    page.show()
    page.refresh(Changes.ALL)
    page.view.panes()[0].setFocus()
    return page


def active(qtbot: QtBot, window: QWidget) -> None:
    """Shortcuts are heard by the active window only."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
