"""The page by mouse: buttons, chips, rows, what stands beside."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from db.operation import Change, record
from tests.ui.today import scene
from tests.ui.today.acts import choose_in_dialog, click, press, row_of, states, title
from tests.ui.today.conftest import show
from ui.today.page import TodayPage

# ------------------------------------------------------------------------------------------- mouse


def test_the_buttons_of_the_card(page: TodayPage):
    card = page.list.card
    assert [button.keys() for button in (card.copy, card.finish, card.skip, card.postpone)] == ["C", "↵", "S", "R"]
    QTest.mouseClick(card.another, Qt.MouseButton.LeftButton)
    assert page.list.card.number.text() == "话术 D3-02"
    QTest.mouseClick(page.list.card.copy, Qt.MouseButton.LeftButton)
    assert states(page)[2] == "copied"
    QTest.mouseClick(page.list.card.finish, Qt.MouseButton.LeftButton)
    assert states(page)[2] == "done"


def test_a_contact_of_the_card_can_be_chosen(page: TodayPage):
    chips = page.list.card.people.findChildren(page_chip(), options=Qt.FindChildOption.FindDirectChildrenOnly)
    last = next(chip for chip in chips if chip.text() == "何志远")
    QTest.mouseClick(last, Qt.MouseButton.LeftButton)
    assert page.list.card.script.text().startswith("何志远先生您好")
    press(page, "c")
    assert states(page) == ["done", "done", "open", "open", "open", "copied"]
    assert page.list.card.script.text().startswith("赵小琳")


def page_chip() -> type:
    from ui.today.target_chip import TargetChip

    return TargetChip


def test_chips_say_how_far_each_contact_is(page: TodayPage):
    press(page, "c")
    chips = page.list.card.people.findChildren(page_chip())
    said = {chip.accessibleName() for chip in chips}
    assert {"陈静 已完成", "赵小琳 已复制，还没发", "孙浩 还没做"} <= said


def test_the_commands_of_a_row_concern_the_whole_step(page: TodayPage):
    click(page, "定存到期提醒", "finish")
    assert "定存到期提醒" in page.day.today.done[-1].title
    choose_in_dialog("1", Qt.Key.Key_Return)
    click(page, "早报", "skip")
    assert [item.key for item in page.day.today.skipped] == ["morning_news"]
    assert page.day.today.late == ()


def test_copying_in_a_row_makes_it_the_card(page: TodayPage):
    click(page, "定存到期提醒", "copy")
    assert title(page) == "定存到期提醒"
    assert states(page) == ["copied", "open", "open"]
    assert QGuiApplication.clipboard().text().startswith("周文博先生您好")


def test_a_click_on_a_row_makes_it_the_card(page: TodayPage):
    click(page, "午间产品一句话")
    assert title(page) == "午间产品一句话"
    assert page.list.card.place.text() == "第 1 个，共 3 个群"
    assert page.list.card.copy.text() == "复制并到下一个群"
    click(page, "猜字谜")
    assert title(page) == "猜字谜"


def test_only_the_left_button_and_only_rows(page: TodayPage):
    before = title(page)
    rect = page.list.visualRect(page.list.tasks.index(row_of(page, "午间")))
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.RightButton, pos=rect.center())
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(500, 5000))
    click(page, "现在")
    assert title(page) == before


def test_hovering_shows_which_command_it_would_be(page: TodayPage):
    row = row_of(page, "早报")
    rect = page.list.visualRect(page.list.tasks.index(row)).toRectF()
    action = page.list.painter.actions(page.list.tasks.line(row), rect)[0]
    move(page, action.rect.center())
    assert page.list.painter.hot == (row, "copy")
    help_event = QHelpEvent(QHelpEvent.Type.ToolTip, action.rect.center().toPoint(), QPoint(10, 10))
    QApplication.sendEvent(page.list.viewport(), help_event)
    assert QToolTip.text() == "复制话术"
    QToolTip.hideText()
    move(page, QPointF(rect.left() + 300, rect.center().y()))
    assert page.list.painter.hot == (row, "")


def move(page: TodayPage, at: QPointF) -> None:
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QMouseEvent.Type.MouseMove, at, page.list.viewport().mapToGlobal(at), none, none,
                        Qt.KeyboardModifier.NoModifier)  # fmt: skip
    QApplication.sendEvent(page.list.viewport(), event)


@pytest.mark.parametrize(
    ("block", "at", "wanted"),
    [
        ("follow_ups", 0, ["contacts", "c-周文博"]),
        ("birthdays", 1, ["contacts", "c-郑凯"]),
        ("groups", 1, ["groups", "g-代发福利群"]),
    ],
)
def test_rows_beside_open_what_they_tell_of(page: TodayPage, qtbot, block: str, at: int, wanted: list[str]):
    row = getattr(page.side, block).rows[at]
    with qtbot.waitSignal(page.navigate) as asked:
        QTest.keyClick(row, Qt.Key.Key_Return)
    assert asked.args == wanted


def test_links_beside(page: TodayPage, qtbot):
    with qtbot.waitSignal(page.navigate) as asked:
        page.side.follow_ups.section.link.click()
    assert asked.args == ["contacts", None]
    with qtbot.waitSignal(page.navigate) as asked:
        page.side.birthdays.section.link.click()
    assert asked.args == ["contacts", "c-李秀兰"]


def test_birthday_wishes_open_their_task(scene_desk, qtbot):
    step = Change("sop_step", scene.templates.step_id("branch_day", "birthday"), {"hidden": 0})
    scene_desk.store.write(lambda session: record(session, None, [step]))
    page = show(scene_desk, qtbot)
    page.side.birthdays.section.link.click()
    assert title(page) == "生日祝福"
    assert page.list.card.script.text().startswith("李秀兰，生日快乐")
