"""A product is entered, its words written and used beside the messenger, looked at by the lead, and commended."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from db.engine import Store
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.exchange import report
from tests.copied import copy
from tests.ui.today import scene
from ui.desk import Desk
from ui.library.editor import Editor
from ui.library.page import LibraryPage
from ui.main_window import MainWindow
from ui.places import places
from ui.today.page import TodayPage

Key, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(scene.NOW)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, store: Store, prepared_scene: Store, clock: FixedClock) -> MainWindow:
    copy(prepared_scene, store)
    window = MainWindow(desk, places(desk.actor.role))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.go("today")
    return window


def focus(window: MainWindow):
    return window.focusWidget()


def clip() -> str:
    return QGuiApplication.clipboard().text()


def to_library(qtbot: QtBot, window: MainWindow) -> LibraryPage:
    number = [place.name for place in window.places].index("library") + 1
    qtbot.keyClick(window, getattr(Key, f"Key_{number}"), CONTROL)
    return window.pages["library"]


def keep(qtbot: QtBot, editor: Editor) -> None:
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    qtbot.keyClick(editor.name, Key.Key_Return, CONTROL)


def write_words(qtbot: QtBot, library: LibraryPage) -> None:
    """A product in the calendar, and words for it, checked while they are typed."""
    library.products.add()
    editor = library.products.editor
    editor.name.setText("大额存单")
    editor.first.setText("3-12")
    editor.last.setText("3-31")
    editor.text.setPlainText("大额存单今天开售，想了解的朋友回复“存单”。")
    keep(qtbot, editor)
    assert [one.row.name for one in library.products.block.rows][:1] == ["大额存单"]
    qtbot.keyClicks(library.products.table, "1")
    qtbot.keyClicks(library.scripts.table, "n")
    editor = library.scripts.editor
    editor.name.setText("存单开售")
    editor.kind.setCurrentIndex(editor.kind.findData("group"))
    editor.product.setCurrentIndex(editor.product.findText("大额存单"))
    editor.text.setPlainText("{产品}保本")
    assert not editor.keep.isEnabled()
    editor.text.setPlainText("{产品介绍}——{网点} {员工}")
    keep(qtbot, editor)


def work_through(qtbot: QtBot, today: TodayPage) -> int:
    """The customers of a step, in the narrow window; how many there were."""
    qtbot.keyClicks(today.list, "b")
    dock = today.views.dock
    while "D3" not in dock.face.title.text():
        qtbot.keyClicks(dock, "j")
    waiting = len(dock._item().left("open"))
    for _ in range(2 * waiting):
        qtbot.keyClick(dock, Key.Key_Space)
    assert "D3" not in dock.face.title.text()
    qtbot.keyClick(dock, Key.Key_Escape)
    return waiting


def test_from_a_product_to_good_practice(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    library = to_library(qtbot, window)
    qtbot.keyClicks(focus(window), "3")
    write_words(qtbot, library)
    qtbot.keyClicks(library.scripts.table, "c")
    assert clip() == "大额存单今天开售，想了解的朋友回复“存单”。——城东支行 王敏"

    qtbot.keyClick(window, Key.Key_1, CONTROL)
    today = window.pages["today"]
    assert [one.row.name for one in today.side.products.rows] == ["大额存单"]
    waiting = work_through(qtbot, today)
    qtbot.keyClicks(today.list, "t")
    assert "王敏，今天" in today.views.team.name.text()
    qtbot.keyClicks(today.views.team.map, "t")

    library = to_library(qtbot, window)
    qtbot.keyClicks(library.scripts.table, "r")
    library.scripts.commendation.field.setText("一天 30 人问")
    qtbot.keyClick(library.scripts.commendation.field, Key.Key_Return)
    with desk.store.session() as session:
        pages = {page.name: list(page.rows) for page in report.preview(session, desk.actor)}
    assert [row[1:5] for row in pages["好做法"][2:]] == [
        ["存单开售", "{产品介绍}——{网点} {员工}", "一天 30 人问", 1],
    ]  # fmt: skip
    heads = pages["SOP 记录"][0]
    sent = [row for row in pages["SOP 记录"][2:] if row[heads.index("sent_at")] and "D3" in str(row[2])]
    assert len(sent) >= waiting
    assert {row[heads.index("on_time")] for row in sent} == {"是"}
    window.close()


def test_after_its_window_a_product_is_neither_proposed_nor_copied(
    qtbot: QtBot, window: MainWindow, desk: Desk, clock: FixedClock
) -> None:
    product = {"name": "大额存单", "starts_on": "2026-03-01", "ends_on": "2026-03-12", "text": "在售。"}
    script = {"key": "BW-01", "title": "存单", "kind": "group", "text": "{产品介绍}", "product": "p"}
    rows = [Change("product", "p", product), Change("script", "s", script)]
    desk.store.write(lambda session: record(session, None, rows))
    today = window.pages["today"]
    today.load()
    assert len(today.side.products.rows) == 1
    clock.set(datetime(2026, 3, 13, 9, 0))
    today.load()
    assert not today.side.products.isVisible()
    window.go("library", "s")
    library = window.pages["library"]
    before = clip()
    assert not library.scripts.pane.copy.isEnabled()
    qtbot.keyClicks(library.scripts.table, "c")
    assert clip() == before
    window.close()
