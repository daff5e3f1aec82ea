"""The narrow window: one key walks copy text, copy picture, sent, next."""

from base64 import b64encode
from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from db.operation import Change, record
from db.sop import Task
from desktop.sop.scripts import script_id
from ui.today import dialogs
from ui.today.dock import DockWindow
from ui.today.page import TodayPage


@pytest.fixture
def dock(qtbot: QtBot, page: TodayPage) -> DockWindow:
    """Opened by B, on the first hundred-day step, whose words carry a picture."""
    memory = BytesIO()
    Image.new("RGB", (90, 90), "teal").save(memory, "PNG")
    content = b64encode(memory.getvalue()).decode()
    rows = [
        Change("material", "m", {"title": "权益长图", "kind": "png", "content": content}),
        Change("script", script_id("D3-01"), {"material": "m"}),
    ]
    page.desk.store.write(lambda session: record(session, None, rows))
    qtbot.keyClicks(page.list, "b")
    window = page.views.dock
    assert window is not None
    while "D3" not in window.face.title.text():
        qtbot.keyClicks(window, "j")
    return window


def clip() -> str:
    return QGuiApplication.clipboard().text()


def task(dock: DockWindow, row: str) -> Task:
    with dock.desk.store.session() as session:
        return session.get_one(Task, row)


def test_it_is_narrow_stays_on_top_and_shows_the_target(dock):
    dock.grab()
    assert (dock.width(), dock.height()) == (420, 660)
    assert dock.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert dock.face.advance.text() == "复制文字"
    assert dock.face.course.text() == "● 文字　○ 图片　○ 发出"
    assert dock.face.picture.isVisible()
    assert dock.face.following.text().endswith("J")


def test_one_key_walks_text_picture_sent_next(qtbot, dock):
    first, name = dock.task, dock._target().name
    qtbot.keyClick(dock, Qt.Key.Key_Space)
    assert name in clip()
    assert (dock.task, dock.face.advance.text()) == (first, "复制图片")
    assert task(dock, first).copied_at
    qtbot.keyClicks(dock, "c")
    assert QGuiApplication.clipboard().image().width() == 90
    assert dock.face.advance.text() == "已发出，下一位"
    assert not task(dock, first).sent_at
    qtbot.keyClick(dock, Qt.Key.Key_Space)
    assert task(dock, first).sent_at
    assert dock.task != first
    assert (dock._target().name != name, dock.face.advance.text()) == (True, "复制文字")


def test_a_step_without_words_is_ticked_off(qtbot, dock):
    while dock.stage() != "tick":
        qtbot.keyClicks(dock, "j")
    row, title = dock.task, dock.face.title.text()
    assert not dock.face.course.isVisible()
    dock.face.advance.click()
    assert task(dock, row).done_at
    assert dock.face.title.text() != title


def test_keys_for_the_rest(qtbot, dock, monkeypatch):
    before = dock._target().script
    qtbot.keyClicks(dock, "x")
    assert dock._target().script != before
    monkeypatch.setattr(dialogs, "ask_skip_reason", lambda *_: "away")
    row = dock.task
    qtbot.keyClicks(dock, "s")
    assert task(dock, row).skip_reason == "away"
    row = dock.task
    dock.face.skip.click()
    assert task(dock, row).skipped_at
    monkeypatch.setattr(dialogs, "ask_postpone", lambda *_: None)
    qtbot.keyClicks(dock, "r")
    title = dock.face.title.text()
    qtbot.keyClicks(dock, "k")
    assert dock.face.title.text() != title
    qtbot.keyClicks(dock, "j")
    assert dock.face.title.text() == title
    row = dock.task
    qtbot.keyClick(dock, Qt.Key.Key_Return)
    assert task(dock, row).done_at


def test_another_target_is_a_click_away(dock):
    chips = [chip for chip in dock.face.people.children() if chip.property("task")]
    other = next(chip for chip in chips if chip.property("task") != dock.task and chip.state == "open")
    other.click()
    assert dock.task == other.property("task")


def test_what_is_missing_is_asked_for_here(qtbot, dock, page):
    rows = [Change("script", script_id("D3-01"), {"text": "{客户}，{没有这个}到了", "material": None})]
    page.desk.store.write(lambda session: record(session, None, rows))
    page.load()
    qtbot.keyClicks(dock, "c")
    assert "没有这个" in dock.face.notice.text()
    assert dock.face.missing.name == "没有这个"
    dock.face.missing.filled.emit("没有这个", "权益")
    qtbot.keyClicks(dock, "c")
    assert clip().endswith("权益到了")


def test_escape_closes_it_and_so_does_the_main_window(qtbot, dock, page):
    qtbot.keyClick(dock, Qt.Key.Key_Escape)
    assert page.views.dock is None
    page.views.open_dock()
    page.leave()
    assert page.views.dock is None
    page.leave()


def test_at_the_end_of_the_day_it_says_so(qtbot, dock, page):
    for item in page.day.today.waiting:
        dock.step, dock.task = item.step, ""
        dock.show_day(page.day.today)
        page.work.finish(item)
        while page.day.today.find(item.step):
            page.work.finish(page.day.today.find(item.step))
    dock.grab()
    assert dock.face.empty.isVisible()
    assert dock.face.empty.title.text() == "今天的都做完了"
    dock.advance()
    dock.finish()


def test_it_scrolls_only_when_there_is_more_than_fits(qtbot, dock):
    bar = dock.face.scroll.verticalScrollBar()
    dock.face.picture.hide()
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    dock.face.script.set_text("很长的话术。" * 300)
    qtbot.waitUntil(lambda: bar.maximum() > 0)
