"""Screen 01 at 1366×768: the frame within ±4 px, token colours where they belong, the printed keys there."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.actor import Role
from ui.desk import Desk
from ui.main_window import MainWindow, Place
from ui.places import places
from ui.today.page import TodayPage
from ui.widgets.button import Button

TOLERANCE = 4


@pytest.fixture
def window(scene_desk: Desk, qtbot: QtBot) -> MainWindow:
    window = MainWindow(scene_desk, [Place("today", "list-checks", "今日", TodayPage)])
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.go("today")
    return window


def place(window: QWidget, part: QWidget) -> QRect:
    return QRect(part.mapTo(window, QPoint(0, 0)), part.size())


def near(rect: QRect, x: int, y: int, width: int, height: int) -> bool:
    wanted = (x, y, width, height)
    return all(abs(have - want) <= TOLERANCE for have, want in zip(rect.getRect(), wanted, strict=True))


def page(window: MainWindow) -> TodayPage:
    return window.pages["today"]


def row(window: MainWindow, text: str) -> QRect:
    """Where a painted row stands in the window."""
    found = page(window).list
    at = next(n for n, line in enumerate(found.tasks.lines()) if line.title.startswith(text))
    rect = found.visualRect(found.tasks.index(at))
    return QRect(found.viewport().mapTo(window, rect.topLeft()), rect.size())


def test_the_frame_of_the_picture(window: MainWindow):
    assert near(place(window, window.rail), 0, 0, 72, 768)
    assert near(place(window, window.top_bar), 72, 0, 1294, 52)
    assert near(place(window, window.hint_bar), 72, 740, 1294, 28)
    assert near(place(window, page(window).side), 1062, 52, 304, 688)


def test_the_parts_of_the_list(window: MainWindow):
    today = page(window)
    assert near(place(window, today.pane.header.ring), 106, 68, 56, 56)
    assert near(place(window, today.pane.header.bars), 922, 82, 116, 32)
    assert near(place(window, today.list.card.card), 180, 361, 858, 216)
    assert near(place(window, today.list.card.block), 200, 445, 818, 72)
    assert near(place(window, today.list.card.copy), 200, 529, 161, 32)
    for text, middle in (("已完成", 158), ("早报", 241), ("定存", 297), ("午间", 634), ("唤醒", 676), ("猜字谜", 718)):
        assert abs(row(window, text).center().y() - middle) <= TOLERANCE, text


def test_the_parts_beside(window: MainWindow):
    side = page(window).side
    for counter, x in ((side.adds_today, 1079), (side.adds_week, 1172), (side.unanswered, 1265)):
        assert near(place(window, counter), x, 68, 85, 80)
    assert near(place(window, side.follow_ups.card), 1079, 188, 271, 230)
    assert near(place(window, side.birthdays.card), 1079, 457, 271, 91)
    assert near(place(window, side.groups.card), 1079, 587, 271, 100)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_token_colours_where_they_belong(window: MainWindow, mode: str):
    theme = window.desk.theme
    theme.set_mode(mode)
    picture = window.grab().toImage()
    for x, y, token in (
        (36, 400, "rail"), (500, 10, "surface"), (700, 66, "surface"), (1072, 720, "canvas"), (1180, 755, "canvas"),
        (210, 450, "sunken"), (700, 365, "raised"), (206, 550, "accent"), (600, 138, "border"), (1068, 300, "canvas"),
        (1090, 140, "surface"), (1100, 132, "accent"), (164, 386, "accent"), (926, 110, "accentSeries"),
    ):  # fmt: skip
        wanted = theme.color(token)
        if wanted.alpha() < 255:
            wanted = blended(wanted, theme.color("track"))
        assert close(QColor(picture.pixel(x, y)), wanted), (token, x, y, picture.pixelColor(x, y).name())
    assert has_colour(picture, QRect(100, 233, 45, 16), theme.color("danger"))
    assert has_colour(picture, QRect(1260, 124, 85, 16), theme.color("warn"))


def blended(color: QColor, over: QColor) -> QColor:
    part = color.alphaF()
    return QColor(
        *(round(a * part + b * (1 - part)) for a, b in zip(color.getRgb()[:3], over.getRgb()[:3], strict=True))
    )


def close(one: QColor, other: QColor) -> bool:
    return all(abs(a - b) <= 2 for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True))


def has_colour(picture: QImage, rect: QRect, color: QColor) -> bool:
    """Whether the ink of some words is there: antialiased text has it fully somewhere."""
    points = ((x, y) for y in range(rect.top(), rect.bottom()) for x in range(rect.left(), rect.right()))
    return any(
        all(abs(a - b) <= 40 for a, b in zip(QColor(picture.pixel(*at)).getRgb()[:3], color.getRgb()[:3], strict=True))
        for at in points
    )


def test_the_printed_keys(window: MainWindow):
    hints = [(hint.keys, hint.text) for hint in page(window).hints()]
    assert hints == [
        ("J", "下一件"), ("K", "上一件"), ("C", "复制话术"), ("↵", "完成"), ("S", "跳过"), ("R", "改期"),
        ("D", "展开已完成"), ("→", "看客户"), ("A", "办活动"), ("G", "交给同事"), ("L", "请假"), ("B", "浮窗"),
        ("T", "看团队"), ("M", "模板"),
    ]  # fmt: skip
    card = page(window).list.card
    printed = {button.text(): button.keys() for button in card.findChildren(Button) if button.isVisible()}
    assert printed == {"复制并到下一位": "C", "完成": "↵", "跳过": "S", "改期": "R", "换一条": ""}


def test_one_primary_button_on_the_screen(window: MainWindow):
    primary = [
        button.text() for button in window.findChildren(Button) if button.isVisible() and button.kind() == "primary"
    ]
    assert primary == ["复制并到下一位"]


def test_everything_focusable_has_a_name(window: MainWindow):
    for widget in page(window).findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert widget.accessibleName(), widget


def test_undo_in_the_window_takes_it_back(window: MainWindow):
    today = page(window)
    QTest.keyClick(today.list, Qt.Key.Key_K)
    QTest.keyClick(today.list, Qt.Key.Key_Return)
    assert today.pane.header.ring.accessibleName() == "6/13"
    assert window.toast.text == "已完成“定存到期提醒”，3 位"
    window.undo()
    assert today.pane.header.ring.accessibleName() == "5/13"
    assert window.rail.items["today"].badge == 8


def test_ctrl_k_leads_to_the_team_from_anywhere(scene_desk: Desk, qtbot: QtBot):
    made = next(one for one in places(Role.LEAD) if one.name == "today")
    assert all(not one.parts for one in places(Role.MANAGER))
    window = MainWindow(scene_desk, [Place("other", "users", "客户", TodayPage), made])
    qtbot.addWidget(window)
    window.show()
    window.go("other")
    window.top_bar.search.click()
    window.finder.shown.field.insert("团队")
    qtbot.keyPress(window.finder.shown.field, Qt.Key.Key_Return)
    assert window.current == "today"
    assert window.pages["today"].views.shows_team
    window.close()


def test_only_the_lead_is_led_to_the_team(scene_desk: Desk, qtbot: QtBot):
    today = TodayPage(replace(scene_desk, actor=replace(scene_desk.actor, role=Role.MANAGER)))
    qtbot.addWidget(today)
    today.open("team")
    assert not today.views.shows_team
