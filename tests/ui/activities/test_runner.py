"""The runner by keyboard: copy, count, paste, register, wait, pause, product, end; and the way to it."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from db.library import ActivityRun
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.activities import runs
from desktop.changes import Changes
from ui.activities import words
from ui.activities.picker import ActivityPicker, planned
from ui.activities.runner import ActivityRunner
from ui.desk import Desk
from ui.groups.page import GroupsPage
from ui.keys_window import KeysWindow

Key = Qt.Key
START = datetime(2026, 3, 12, 11, 0)
CHAT = "何志远 11:05:20\nC\n马玉兰 11:05:31\nB\n赵小琳 11:05:40\nB\n路人 11:05:50\nA或B"


@pytest.fixture
def group(desk: Desk) -> str:
    rows = [
        Change("group", "g", {"name": "城东理财交流群", "members": 196, "owner": desk.actor.staff,
                              "branch": desk.actor.branch}),
        Change("contact", "c", {"name": "马玉兰", "owner": desk.actor.staff, "branch": desk.actor.branch}),
    ]  # fmt: skip
    desk.store.write(lambda session: record(session, None, rows))
    return "g"


def open_runner(qtbot: QtBot, desk: Desk, group: str, key: str = "riddle-1") -> ActivityRunner:
    begun = desk.store.write(lambda session: runs.begin(session, desk.actor, group, key, START))
    window = ActivityRunner(desk, begun.run)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    return window


@pytest.fixture
def runner(qtbot: QtBot, desk: Desk, group: str) -> ActivityRunner:
    return open_runner(qtbot, desk, group)


def press(window: ActivityRunner, qtbot: QtBot, keys: str) -> None:
    qtbot.keyClicks(window, keys)


def ask(window: ActivityRunner, qtbot: QtBot, clock: FixedClock) -> None:
    """To the first question, copied at 11:05."""
    for _ in range(2):
        qtbot.keyClick(window, Key.Key_Right)
    clock.set(START.replace(minute=5))
    press(window, qtbot, "1")


def paste(window: ActivityRunner, qtbot: QtBot, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(window, Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_it_begins_with_the_warm_up_to_copy(qtbot: QtBot, runner: ActivityRunner) -> None:
    assert runner.view is not None
    assert runner.bar.title.text() == "猜字谜：加加减减"
    assert runner.bar.group.text() == "城东理财交流群，196 人"
    assert runner.bar.spent.text() == "11:00 开始，11:58 结束"
    press(runner, qtbot, "1")
    assert "城东理财交流群" in QGuiApplication.clipboard().text()
    assert runner.messages.cards[0].when.text() == "10:42 已复制"
    assert runner.hint_bar.status[0].text == "本机已保存 10:42"
    press(runner, qtbot, "4")  # there is no fourth message here
    runner.grab()


def test_the_whole_round_by_keyboard(qtbot: QtBot, runner: ActivityRunner, clock: FixedClock) -> None:
    ask(runner, qtbot, clock)
    assert "第 1 题" in QGuiApplication.clipboard().text()
    paste(runner, qtbot, CHAT)
    assert "认出 3 位的作答" in runner.stage.notice.title
    assert "没看懂 1 处：路人 A或B" in runner.stage.notice.title
    assert [one[0] for one in runner.stage.winner.list.rows] == ["马玉兰", "赵小琳"]
    assert runner.stage.turnout.figure.text() == "3"
    press(runner, qtbot, "+5-")
    assert runner.stage.turnout.figure.text() == "8"
    press(runner, qtbot, "3")  # nobody is registered yet
    assert "先登记得奖的人" in runner.stage.notice.title
    qtbot.keyClick(runner, Key.Key_Down)
    assert runner.stage.winner.register.text() == "登记赵小琳"
    qtbot.keyClick(runner, Key.Key_Up)
    qtbot.keyClick(runner, Key.Key_Return)
    assert runner.stage.winner.register.text() == "已登记马玉兰"
    assert "奖励已用 3.88 元" in runner.stage.winner.budget.text()
    press(runner, qtbot, "3")  # the others shall answer too
    assert "还有 5:00 才公布" in runner.stage.notice.title
    press(runner, qtbot, "3")
    assert "恭喜 马玉兰" in QGuiApplication.clipboard().text()
    qtbot.keyClick(runner, Key.Key_Right)  # before its time
    assert "还有 5:00 才公布" in runner.stage.notice.title
    assert runner.view.place == 0
    qtbot.keyClick(runner, Key.Key_Right)
    assert runner.view.place == 1
    qtbot.keyClick(runner, Key.Key_Left)
    assert runner.view.place == 0
    runner.grab()


def test_at_its_liveliest_the_product_may_come_early(qtbot: QtBot, runner: ActivityRunner, clock: FixedClock) -> None:
    ask(runner, qtbot, clock)
    press(runner, qtbot, "+")
    assert not runner.view.liveliest
    for _ in range(2):
        qtbot.keyClick(runner, Key.Key_Right)
    press(runner, qtbot, "1+")
    assert not runner.view.liveliest  # as many as before
    press(runner, qtbot, "+")
    assert runner.view.liveliest
    assert runner.stage.advice.text() == "这一题参与最多，群里正热，公布后可以先插播产品"
    assert [one.kind for one in runner.view.messages] == ["round", "countdown", "reveal", "product"]
    runner.grab()
    press(runner, qtbot, "4")
    assert not runner.view.liveliest  # it has been said


def test_the_ring_goes_by_the_wall_clock(qtbot: QtBot, runner: ActivityRunner, clock: FixedClock) -> None:
    ask(runner, qtbot, clock)
    clock.set(START.replace(minute=7, second=42))
    runner._timer.timeout.emit()
    assert (runner.stage.question.ring.seconds, runner.messages.cards[2].when.text()) == (138, "2:18 后")
    assert runner.bar.spent.text() == "已进行 7 分，预计 11:58 结束"
    press(runner, qtbot, "p")
    clock.set(START.replace(minute=30))
    runner._timer.timeout.emit()
    assert runner.stage.question.ring.seconds == 138
    assert runner.bar.pause.text() == "继续"
    runner.grab()
    press(runner, qtbot, "p")
    runner._timer.timeout.emit()
    assert runner.stage.question.ring.seconds == 138
    clock.set(START.replace(minute=50))
    runner._timer.timeout.emit()
    assert runner.stage.question.ring.seconds == 0
    assert runner.messages.cards[2].when.text() == "现在发"
    qtbot.keyClick(runner, Key.Key_Right)
    assert runner.view.place == 1


def test_what_is_not_understood_is_said(qtbot: QtBot, runner: ActivityRunner, clock: FixedClock) -> None:
    ask(runner, qtbot, clock)
    paste(runner, qtbot, "这里没有人名\n也没有答案")
    assert "没认出答案，手工加人数" in runner.stage.notice.title
    assert "第 1 行 这里没有人名" in runner.stage.notice.title
    paste(runner, qtbot, "  ")
    assert "剪贴板是空的" in runner.stage.notice.title
    paste(runner, qtbot, "x" * 600_000)
    assert runner.stage.notice.tone == "danger"
    assert "太长" in runner.stage.notice.title


def test_nobody_right_is_said_and_the_product_is_at_hand(
    qtbot: QtBot, runner: ActivityRunner, clock: FixedClock
) -> None:
    ask(runner, qtbot, clock)
    paste(runner, qtbot, "何志远 11:05:20\nA")
    assert "没人答对" in runner.stage.winner.none.text()
    assert not runner.stage.winner.register.isEnabled()
    clock.set(START.replace(minute=55))
    for _ in range(2):
        qtbot.keyClick(runner, Key.Key_Right)
        press(runner, qtbot, "1")
        clock.advance(minutes=10)
    assert runner.messages.cards[3].isVisibleTo(runner)
    assert "插播" in runner.stage.advice.text()
    before = runner.view.product.key
    press(runner, qtbot, "x")
    assert runner.view.product.key != before
    qtbot.keyClick(runner, Key.Key_Right)
    assert runner.view.stage.kind == "product"
    press(runner, qtbot, "+")  # no round, nothing to count
    assert "趁热" in runner.stage.advice.text()
    runner.grab()


def test_dice_take_their_letter(qtbot: QtBot, desk: Desk, group: str, clock: FixedClock) -> None:
    runner = open_runner(qtbot, desk, group, "dice-1")
    ask(runner, qtbot, clock)
    paste(runner, qtbot, CHAT)
    assert "掷出来" in runner.stage.question.why.text()
    press(runner, qtbot, "b")
    assert runner.stage.question.options[1].right
    assert runner.stage.winner.register.text() == "登记马玉兰"
    runner.grab()


def test_an_open_round_has_no_options(qtbot: QtBot, desk: Desk, group: str, clock: FixedClock) -> None:
    runner = open_runner(qtbot, desk, group, "chain-1")
    ask(runner, qtbot, clock)
    assert not runner.stage.question.options[0].isVisibleTo(runner)
    assert runner.stage.winner.head.text() == "谁最先参加"
    runner.grab()


def test_the_end_records_the_result_and_closes(
    qtbot: QtBot, runner: ActivityRunner, desk: Desk, clock: FixedClock
) -> None:
    ask(runner, qtbot, clock)
    paste(runner, qtbot, CHAT)
    press(runner, qtbot, "e")
    assert "真的提前结束" in runner.stage.notice.title
    with qtbot.waitSignal(runner.changed) as told:
        press(runner, qtbot, "e")
    assert "3 人参加，1 位写进客户时间线" in told.args[0].message
    assert not runner.isVisible()
    with desk.store.session() as session:
        assert session.get_one(ActivityRun, runner.run).participants == 3


def test_at_the_close_enter_ends_it(qtbot: QtBot, runner: ActivityRunner) -> None:
    for _ in range(10):
        qtbot.keyClick(runner, Key.Key_Right)
    assert runner.view.stage.kind == "close"
    assert runner.stage.next.text() == "结束，登记效果"
    runner.grab()
    with qtbot.waitSignal(runner.changed):
        qtbot.keyClick(runner, Key.Key_Return)
    assert not runner.isVisible()


def test_between_the_rounds_the_card_tells_who_has_won(qtbot: QtBot, runner: ActivityRunner, clock: FixedClock) -> None:
    assert runner.stage.winner.head.text() == "得奖的朋友"
    assert runner.stage.winner.none.text() == "还没有人得奖"
    assert not runner.stage.winner.register.isVisibleTo(runner)
    ask(runner, qtbot, clock)
    paste(runner, qtbot, CHAT)
    assert runner.stage.winner.register.isVisibleTo(runner)
    qtbot.keyClick(runner, Key.Key_Return)
    clock.set(START.replace(minute=55))
    while runner.view.stage.kind != "prizes":
        qtbot.keyClick(runner, Key.Key_Right)
    ((name, note, _),) = runner.stage.winner.list.rows
    assert (name, note.replace("\u00a0", " ")) == ("马玉兰", "第 1 题，立减金 3.88 元")
    runner.grab()


def test_leaving_keeps_the_progress(qtbot: QtBot, runner: ActivityRunner, desk: Desk, clock: FixedClock) -> None:
    ask(runner, qtbot, clock)
    qtbot.keyClick(runner, Key.Key_Escape)
    assert not runner.isVisible()
    again = ActivityRunner(desk, runner.run)
    qtbot.addWidget(again)
    again.show()
    assert (again.view.stage.kind, again.view.place) == ("round", 0)
    again.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)


def test_mouse_and_keys_do_the_same(qtbot: QtBot, runner: ActivityRunner, clock: FixedClock) -> None:
    ask(runner, qtbot, clock)
    runner.stage.turnout.five.click()
    runner.stage.turnout.minus.click()
    assert runner.stage.turnout.figure.text() == "4"
    QGuiApplication.clipboard().setText(CHAT)
    runner.stage.turnout.paste.click()
    qtbot.mouseClick(runner.stage.winner.list, Qt.MouseButton.LeftButton, pos=runner.stage.winner.list.rect().topLeft())
    runner.stage.winner.register.click()
    assert runner.view.progress.winners == ["马玉兰"]
    runner.messages.cards[1].copy.click()
    assert runner.view.progress.copied["countdown-1"]
    press(runner, qtbot, "z")  # nobody's key
    runner.show_keys()
    assert runner.findChildren(KeysWindow)


def test_a_fault_of_the_program_goes_to_the_window(qtbot: QtBot, runner: ActivityRunner) -> None:
    with qtbot.waitSignal(runner.error) as told:
        runner._on_failed(RuntimeError("x"))
    assert isinstance(told.args[0], RuntimeError)


# ------------------------------------------------------------------------------------------- choosing


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, group: str) -> GroupsPage:
    page = GroupsPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.refresh(Changes.ALL)
    return page


def test_a_on_the_groups_page_leads_through_the_library_to_the_runner(qtbot: QtBot, page: GroupsPage) -> None:
    page.table.select_id("g")
    qtbot.keyClicks(page.table, "a")
    picker = page.host.picker
    assert isinstance(picker, ActivityPicker)
    assert picker.model.rowCount() == 52
    assert picker.start.text() == "11:00"
    picker.grab()
    picker.search.setText("存款保险")
    assert [one.key for one in picker.model.shown] == ["finance-1"]
    assert "存款保险的最高偿付限额" in picker.rounds.text()
    with qtbot.waitSignal(page.changed):
        qtbot.keyClick(picker, Key.Key_Return)
    runner = page.host.runner
    assert isinstance(runner, ActivityRunner)
    assert runner.view.activity.key == "finance-1"
    runner.close()


def test_a_run_that_waits_stands_first_and_is_gone_on_with(qtbot: QtBot, page: GroupsPage, desk: Desk) -> None:
    begun = desk.store.write(lambda session: runs.begin(session, desk.actor, "g", "riddle-1", START))
    page.commands()[0].run()
    picker = page.host.picker
    assert picker.go.text() == "继续"
    picker.grab()
    qtbot.keyClick(picker, Key.Key_Down)
    assert picker.go.text() == "开始"
    qtbot.keyClick(picker, Key.Key_Up)
    qtbot.keyClick(picker, Key.Key_Return)
    assert page.host.runner.run == begun.run
    page.host.runner.close()


def test_a_time_that_is_none_is_refused(qtbot: QtBot, page: GroupsPage) -> None:
    page.choose_activity()
    picker = page.host.picker
    picker.start.setText("下午")
    qtbot.keyClick(picker, Key.Key_Return)
    assert picker.start.fault == "写成 15:00 这样"
    picker.search.setText("没有这样的活动")
    assert picker.current() is None
    qtbot.keyClick(picker, Key.Key_Down)
    qtbot.keyClick(picker, Key.Key_Return)
    assert picker.isVisible()
    qtbot.keyClick(picker, Key.Key_Escape)


def test_the_start_that_is_proposed_leaves_time_for_the_warm_up() -> None:
    assert f"{planned(datetime(2026, 3, 12, 14, 40)):%H:%M}" == "15:00"
    assert f"{planned(datetime(2026, 3, 12, 14, 50)):%H:%M}" == "15:30"
    assert planned(datetime(2026, 3, 12, 23, 40)).date() == datetime(2026, 3, 12).date()


def test_an_unknown_kind_is_its_own_name() -> None:
    assert words.kind_name("karaoke") == "karaoke"
