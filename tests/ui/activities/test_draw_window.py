"""The draw by keyboard: names from the chat, prizes and budget, the draw, words for each and for all, undo."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from db.operation import Change, record
from desktop.activities import drawing, runs
from ui.activities.draw_window import DrawWindow
from ui.activities.runner import ActivityRunner
from ui.desk import Desk

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
CHAT = "何志远 11:05:20\nC\n马玉兰 11:05:31\nB\n王敏 11:05:35\n第 1 题\n赵小琳 11:05:40\nB"
NAMES = ["何志远", "马玉兰", "赵小琳"]


@pytest.fixture
def run(desk: Desk) -> str:
    group = {"name": "城东理财交流群", "members": 196, "owner": desk.actor.staff, "branch": desk.actor.branch}
    desk.store.write(lambda session: record(session, None, [Change("group", "g", group)]))
    start = datetime(2026, 3, 12, 11, 0)
    return desk.store.write(lambda session: runs.begin(session, desk.actor, "g", "lucky-1", start)).run


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, run: str) -> DrawWindow:
    window = DrawWindow(desk, run)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    window.show()
    return window


def paste(window: DrawWindow, qtbot: QtBot, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(window.names, Key.Key_V, CONTROL)


def drawn(window: DrawWindow, qtbot: QtBot) -> None:
    paste(window, qtbot, CHAT)
    qtbot.keyClick(window.names, Key.Key_Return, CONTROL)


def test_the_chat_gives_the_names_and_everybody_wins(qtbot: QtBot, window: DrawWindow):
    assert window.title.text() == "人人有份：进群见面礼：人人有份的抽奖"
    paste(window, qtbot, CHAT)
    assert window.people() == NAMES
    assert window.notice.title == "认出 3 位，新加 3 位"
    assert window.head.text() == "谁来抽：3 位"
    with qtbot.waitSignal(window.changed) as told:
        qtbot.keyClick(window.names, Key.Key_Return, CONTROL)
    assert "3 位都抽到了" in told.args[0].message
    assert set(window.model.rows) == set(NAMES)
    assert window.head.text() == "谁来抽：0 位"
    assert "3 位，已说 0 位；种子" in window.record.text()
    assert "重算一致" in window.record.text()
    assert "已抽出" in window.prizes.money.text()
    window.grab()


def test_each_winner_is_told_by_c_and_all_by_a(qtbot: QtBot, window: DrawWindow):
    drawn(window, qtbot)
    first = window.table.current_id()
    qtbot.keyClick(window.table, Key.Key_C)
    assert QGuiApplication.clipboard().text().startswith(f"恭喜 {first} 抽到 ")
    assert window.model.rows[first].told
    assert window.table.current_id() != first
    assert not window.back.isEnabled()
    qtbot.keyClick(window.table, Key.Key_A)
    assert "人人有份，这次 3 位朋友都抽到了" in QGuiApplication.clipboard().text()
    assert all(one.told for one in window.model.rows.values())
    assert "已说 3 位" in window.record.text()


def test_control_z_takes_the_draw_back_and_says_that_it_was(qtbot: QtBot, window: DrawWindow):
    drawn(window, qtbot)
    qtbot.keyClick(window.table, Key.Key_Z, CONTROL)
    assert window.model.rows == {}
    assert window.record.text() == "撤销过 1 次"
    assert window.head.text() == "谁来抽：3 位"
    window.go.click()
    assert len(window.model.rows) == 3
    assert window.record.text().endswith("；撤销过 1 次")
    window.one.click()
    qtbot.keyClick(window.table, Key.Key_Z, CONTROL)  # told already
    assert len(window.model.rows) == 3


def test_stock_and_budget_hold_for_the_draw(qtbot: QtBot, window: DrawWindow):
    assert [one.text() for one in window.prizes.stocks] == ["2", "10", ""]
    assert window.prizes.budget.text() == "400"
    paste(window, qtbot, "\n".join(NAMES))
    window.prizes.stocks[0].setText("0")
    window.prizes.stocks[1].setText("0")
    window.prizes.budget.setText("5.63")
    window.go.click()
    assert window.notice.tone == "danger"
    assert "预算不够：3 人每人至少 1.88 元，要 5.64 元" in window.notice.title
    window.prizes.budget.setText("5.64")
    window.go.click()
    assert {one.prize.fen for one in window.model.rows.values()} == {188}
    for field, text in ((window.prizes.budget, "很多"), (window.prizes.stocks[0], "一")):
        before = field.text()
        field.setText(text)
        window.go.click()
        assert "预算和份数写数字" in window.notice.title
        field.setText(before)
    window.prizes.stocks[2].setText("5")
    window.names.setPlainText("新来的")
    window.go.click()
    assert "最小的一档不能限份数" in window.notice.title


def test_what_is_not_understood_and_nobody_at_all(qtbot: QtBot, window: DrawWindow):
    paste(window, qtbot, "开头没有人\n" + CHAT)
    assert window.notice.title == "认出 3 位，新加 3 位  1 行没看懂"
    window.names.clear()
    window.go.click()
    assert "没有要抽的人" in window.notice.title
    QGuiApplication.clipboard().setText("")
    qtbot.keyClick(window, Key.Key_V, CONTROL)
    assert window.notice.title == "认出 0 位，新加 0 位"
    qtbot.keyClick(window, Key.Key_Return)  # alone it does nothing
    assert window.isVisible()
    with qtbot.waitSignal(window.error):
        window._on_failed(RuntimeError("x"))


def test_d_in_the_runner_opens_it_and_the_step_of_prizes_knows(qtbot: QtBot, desk: Desk, run: str):
    runner = ActivityRunner(desk, run)
    runner.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(runner)
    runner.show()
    for _ in range(4):
        qtbot.keyClick(runner, Key.Key_Right)
    assert runner.view.stage.kind == "prizes"
    assert runner.stage.advice.text() == "答应的人人有份，按 D 抽"
    qtbot.keyClick(runner, Key.Key_D)
    runner.draw.take_names("\n".join(NAMES))
    with qtbot.waitSignal(runner.changed):
        runner.draw.go.click()
    assert runner.stage.advice.text() == "3 位抽过了"
    with desk.store.session() as session:
        assert len(drawing.show(session, desk.actor, run).winners) == 3
    runner.draw.close()
    assert "D" in [hint.keys for hint in runner.hint_bar.hints]
