"""What only shows: labels, paragraphs, pills, cards, toasts, dialogs, in both modes and all scales."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.gallery import Gallery
from ui.theme import Theme
from ui.widgets.avatar import Avatar, hue_of
from ui.widgets.banner import AnswerBanner
from ui.widgets.bar import Bar, Bars, part_of
from ui.widgets.button import Button
from ui.widgets.card import LEVELS, Card
from ui.widgets.chip import Chip
from ui.widgets.dialog import Dialog, ReasonDialog
from ui.widgets.empty import EmptyState, ErrorCard, IconLabel
from ui.widgets.flow import FlowLayout
from ui.widgets.keycap import KeyCap
from ui.widgets.label import PlainLabel
from ui.widgets.pane import Pane, ScrollPane
from ui.widgets.paragraph import Paragraph, wrapped
from ui.widgets.pill import Pill, StagePill, stage_letter, stage_name, stage_width
from ui.widgets.progress import Progress
from ui.widgets.ring import Ring
from ui.widgets.tag import Tag
from ui.widgets.toast import SHOWN_MS, Toast

CANARY = '<img src="/etc/passwd"><b>王</b>'
SCRIPT = "赵小琳女士您好，我是江海银行城东支行的理财经理王敏。您的新客权益已经到账，打开江海银行 App 就能看到。"


def has(widget: QWidget, colour: str) -> bool:
    image = widget.grab().toImage()
    return any(image.pixelColor(x, y).name() == colour for x in range(image.width()) for y in range(image.height()))


# ---------------------------------------------------------------------------------------------- text


def test_customer_text_is_never_markup(qtbot: QtBot, theme: Theme) -> None:
    label = PlainLabel(theme, CANARY)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.sizeHint().width() > 150  # the tags are written out


def test_a_shortened_label_tells_all_in_its_tool_tip(qtbot: QtBot, theme: Theme) -> None:
    label = PlainLabel(theme, "城东理财交流群，上次 83/196 人参与", elide=True)
    qtbot.addWidget(label)
    label.show()
    label.resize(60, 20)
    assert label.toolTip() == label.text()
    label.resize(600, 20)
    assert label.toolTip() == ""


def test_a_label_changes_role_and_colour(qtbot: QtBot, theme: Theme) -> None:
    label = PlainLabel(theme, "王敏", "caption", "text2")
    qtbot.addWidget(label)
    label.set_role("title")
    label.set_token("danger")
    assert label.sizeHint().height() == 27
    label.resize(label.sizeHint())
    assert has(label, theme.color("danger").name())
    theme.set_scale(1.5)
    assert label.sizeHint().height() == 40


def test_a_paragraph_has_a_fixed_pitch(qtbot: QtBot, theme: Theme) -> None:
    paragraph = Paragraph(theme, SCRIPT)
    qtbot.addWidget(paragraph)
    lines = wrapped(SCRIPT, theme.font("body"), 300)
    assert len(lines) > 2
    assert paragraph.heightForWidth(300) == len(lines) * 24
    assert "".join(words for _, words in lines) == SCRIPT


def test_the_last_line_of_a_short_paragraph_ends_in_an_ellipsis(theme: Theme) -> None:
    lines = wrapped(SCRIPT, theme.font("body"), 200, max_lines=2)
    assert len(lines) == 2
    assert lines[1][1].endswith("…")
    assert [words for _, words in wrapped("一\n\n二", theme.font("body"), 200)] == ["一", "", "二"]
    assert wrapped("一\n二", theme.font("body"), 200)[1][0] == 2


def test_variables_of_a_script_are_lit_up(qtbot: QtBot, theme: Theme) -> None:
    paragraph = Paragraph(theme)
    qtbot.addWidget(paragraph)
    paragraph.resize(400, 80)
    paragraph.set_text(SCRIPT)
    assert not has(paragraph, theme.color("accentSoft").name())
    paragraph.set_text(SCRIPT, [(0, 3), (22, 24)])
    assert has(paragraph, theme.color("accentSoft").name())
    assert (paragraph.text(), paragraph.spans()) == (SCRIPT, [(0, 3), (22, 24)])
    paragraph.set_token("text2")


# ---------------------------------------------------------------------------------------------- pills, figures


@pytest.mark.parametrize(
    ("stored", "letter", "name"), [("aware", "A", "认知"), ("I", "I", "兴趣"), ("loyal", "L", "忠诚")]
)
def test_a_stage_is_its_letter_and_its_name(qtbot: QtBot, theme: Theme, stored: str, letter: str, name: str) -> None:
    assert (stage_letter(stored), stage_name(stored)) == (letter, name)
    pill = StagePill(theme, stored)
    qtbot.addWidget(pill)
    assert (pill.height(), pill.width()) == (20, stage_width(theme, stored))
    assert has(pill, theme.color(f"st{letter}").name())
    assert pill.accessibleName() == name


@pytest.mark.parametrize("tone", ["accent", "ok", "warn", "danger", "info", "neutral"])
def test_a_state_says_its_word(qtbot: QtBot, theme: Theme, tone: str) -> None:
    pill = Pill(theme, "已并入", tone, "check")
    qtbot.addWidget(pill)
    assert pill.accessibleName() == "已并入"
    assert pill.grab().width() > Tag(theme, "并").width()


def test_parts_of_nothing_are_nothing() -> None:
    assert [part_of(*pair) for pair in ((1, 0), (0, 5), (3, 2), (1, 2))] == [0.0, 0.0, 1.0, 0.5]


def test_ring_and_bars_paint_what_they_are_told(qtbot: QtBot, theme: Theme) -> None:
    ring, bar, bars = Ring(theme), Bar(theme), Bars(theme)
    for widget in (ring, bar, bars):
        qtbot.addWidget(widget)
    ring.set_value(0, 0)
    assert not has(ring, theme.color("accent").name())
    ring.set_value(5, 13)
    bar.resize(60, 4)
    bar.set_value(1, 2)
    bars.set_values([(1, 1), (5, 13)])
    assert ring.accessibleName() == "5/13"
    assert all(has(widget, theme.color("accent").name()) for widget in (ring, bar, bars))
    assert bars.width() == 20


def test_a_surname_always_has_the_same_hue(qtbot: QtBot, theme: Theme) -> None:
    assert hue_of("王敏") == hue_of("王强") != hue_of("李倩")
    avatar = Avatar(theme, "王敏", dot=True)
    qtbot.addWidget(avatar)
    assert has(avatar, theme.color("ok").name())
    avatar.set_name("")
    avatar.grab()


def test_a_cap_is_as_wide_as_its_keys(qtbot: QtBot, theme: Theme) -> None:
    narrow, wide = KeyCap(theme, "J"), KeyCap(theme, "Ctrl K")
    qtbot.addWidget(narrow)
    qtbot.addWidget(wide)
    assert narrow.height() == 18
    assert narrow.width() == 18 < wide.width()
    wide.grab()


# ---------------------------------------------------------------------------------------------- cards, panes, flow


@pytest.mark.parametrize("level", LEVELS)
def test_cards_have_the_ground_of_their_level(qtbot: QtBot, theme: Theme, level: str) -> None:
    card = Card(theme, level)
    qtbot.addWidget(card)
    card.resize(80, 60)
    assert card.grab().toImage().pixelColor(40, 30) == theme.color(LEVELS[level][0])
    card.set_level("surface")
    card.set_current(True)
    assert card.grab().toImage().pixelColor(0, 30) == theme.color("accent")


def test_panes_have_their_ground_and_their_line(qtbot: QtBot, theme: Theme) -> None:
    pane, scroll = Pane(theme, "canvas", 304, "left"), ScrollPane(theme, "canvas", 304)
    for widget in (pane, scroll):
        qtbot.addWidget(widget)
        widget.resize(304, 200)
        assert widget.width() == 304
    assert pane.grab().toImage().pixelColor(0, 50) == theme.color("border")
    assert pane.grab().toImage().pixelColor(50, 50) == theme.color("canvas")
    assert scroll.grab().toImage().pixelColor(50, 50) == theme.color("canvas")
    theme.set_mode("dark")
    assert scroll.grab().toImage().pixelColor(50, 50) == theme.color("canvas")


def test_items_flow_into_rows(qtbot: QtBot, theme: Theme) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, 8)
    chips = [Chip(theme, "养老规划") for _ in range(4)]
    for chip in chips:
        flow.addWidget(chip)
    width = chips[0].sizeHint().width()
    assert flow.heightForWidth(4 * (width + 8)) == 24
    assert flow.heightForWidth(2 * width + 8) == 24 + 8 + 24
    holder.resize(2 * width + 10, 80)
    holder.show()
    assert [chip.y() for chip in chips] == [0, 0, 32, 32]
    flow.clear()
    assert flow.count() == 0
    assert flow.itemAt(0) is None


def test_an_empty_list_and_a_failure_offer_the_cure(qtbot: QtBot, theme: Theme) -> None:
    button = Button(theme, "看明天")
    empty = EmptyState(theme, "party-popper", "今天的都做完了", "明天第一件 08:30", [button])
    failure = ErrorCard(theme, "没有保存：磁盘满了", "", [Button(theme, "再试")])
    banner, mark = AnswerBanner(theme, "ok", "user-plus", "新客户，可以登记"), IconLabel(theme, "check")
    for widget in (empty, failure, banner, mark):
        qtbot.addWidget(widget)
        widget.resize(380, 220)
        widget.show()
    assert button.isVisible()
    empty.set("moon", "没有符合的客户", "清除条件")
    failure.set("打不开", "换个文件")
    banner.add_widget(StagePill(theme, "I"))
    banner.set("info", "user-check", "已是客户，归属 王敏", "李建国")
    mark.set("x", "danger")
    assert failure.text.isVisible()
    assert banner.accessibleName() == "已是客户，归属 王敏"
    assert has(banner, theme.color("infoSoft").name())
    assert has(failure, theme.color("dangerSoft").name())
    assert empty.grab().width() == 380


# ---------------------------------------------------------------------------------------------- toast, dialogs


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1024, 600)
    window.show()
    return window


def test_a_toast_stays_eight_seconds_and_longer_while_hovered(qtbot: QtBot, theme: Theme, window: QWidget) -> None:
    toast = Toast(theme, window)
    toast.show_text("已完成“早报”", undoable=True)
    assert toast.isVisible()
    assert (toast.timer.isActive(), toast.timer.interval()) == (True, SHOWN_MS)
    toast.enterEvent(None)
    assert not toast.timer.isActive()
    toast.leaveEvent(None)
    assert toast.timer.isActive()
    toast.timer.timeout.emit()
    assert not toast.isVisible()


def test_undo_is_at_the_right_of_a_toast(qtbot: QtBot, theme: Theme, window: QWidget) -> None:
    toast = Toast(theme, window)
    toast.show_text("已跳过", undoable=True)
    with qtbot.assertNotEmitted(toast.undo_clicked):
        qtbot.mouseClick(toast, Qt.MouseButton.LeftButton, pos=QPoint(60, toast.height() // 2))
    assert not toast.isVisible()
    toast.show_text("已跳过", undoable=True)
    window.resize(1100, 640)
    assert abs(toast.geometry().center().x() - 550) <= 1
    with qtbot.waitSignal(toast.undo_clicked):
        qtbot.mouseClick(toast, Qt.MouseButton.LeftButton, pos=QPoint(toast.width() - 50, toast.height() // 2))


def test_a_dialog_lies_over_a_scrim_in_the_middle(qtbot: QtBot, theme: Theme, window: QWidget) -> None:
    dialog = Dialog(theme, "设置", "一句说明", parent=window)
    with qtbot.waitSignal(dialog.accepted):
        dialog.add_button(Button(theme, "好", "primary"), "accept")
        dialog.open()
        assert dialog._scrim is not None
        assert dialog._scrim.size() == window.size()
        assert abs(dialog.geometry().center().x() - window.geometry().center().x()) <= 1
        assert dialog.grab().toImage().pixelColor(60, 60) == theme.color("surface")
        dialog.findChild(Button).click()
    assert dialog._scrim is None


def test_a_reason_is_chosen_by_digit_arrow_and_mouse(qtbot: QtBot, theme: Theme, window: QWidget) -> None:
    dialog = ReasonDialog(theme, "为什么跳过？", "", ["客户不在", "已当面说过", "内容不合适"], "跳过", parent=window)
    dialog.open()
    assert dialog.reason() == "客户不在"
    qtbot.keyClicks(dialog, "3")
    assert dialog.reason() == "内容不合适"
    qtbot.keyClicks(dialog, "9")
    assert dialog.reason() == "内容不合适"
    qtbot.keyClick(dialog, Qt.Key.Key_Right)
    assert dialog.reason() == "客户不在"
    qtbot.mouseClick(dialog.chips[1], Qt.MouseButton.LeftButton)
    assert dialog.reason() == "已当面说过"
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)


def test_escape_gives_no_reason(qtbot: QtBot, theme: Theme, window: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ReasonDialog, "exec", lambda self: 0)
    assert ReasonDialog.ask(window, theme, "为什么？", "", ["客户不在"]) is None
    monkeypatch.setattr(ReasonDialog, "exec", lambda self: 1)
    assert ReasonDialog.ask(window, theme, "为什么？", "", ["客户不在"]) == "客户不在"


def test_progress_says_nothing_then_shows_a_busy_cursor_then_a_bar(qtbot: QtBot, theme: Theme) -> None:
    progress = Progress(theme)
    qtbot.addWidget(progress)
    progress.start("正在导入")
    assert progress.isHidden()
    progress._cursor_timer.timeout.emit()
    assert QGuiApplication.overrideCursor() is not None
    progress._bar_timer.timeout.emit()
    assert QGuiApplication.overrideCursor() is None
    progress.set(500, 2000)
    assert (progress.isHidden(), progress.count.text(), progress.bar.part) == (False, "500 / 2,000", 0.25)
    with qtbot.waitSignal(progress.cancelled):
        progress.cancel.click()
    progress.start("再来")
    progress._cursor_timer.timeout.emit()
    progress.stop()
    assert QGuiApplication.overrideCursor() is None
    assert progress.isHidden()


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("scale", [0.9, 1.5])
def test_the_sheet_of_components_paints_in_every_look(qtbot: QtBot, theme: Theme, mode: str, scale: float) -> None:
    theme.set_mode(mode)
    theme.set_scale(scale)
    gallery = Gallery(theme)
    qtbot.addWidget(gallery)
    image = gallery.grab().toImage()
    assert image.pixelColor(3, 3) == theme.color("canvas")
