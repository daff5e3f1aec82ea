"""What is pressed, ticked, chosen and typed into: by mouse and by keys, painted in every state."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.button import Button, IconButton
from ui.widgets.check import CheckBox
from ui.widgets.chip import Chip
from ui.widgets.facet import FacetRow
from ui.widgets.field import ComboBox, Labelled, LineEdit, SearchField, TextEdit
from ui.widgets.keys import plain_key
from ui.widgets.link import Link
from ui.widgets.section import Divider, Section
from ui.widgets.segmented import Segmented
from ui.widgets.stepper import StageStepper
from ui.widgets.tabs import Tabs

CONTROL = Qt.KeyboardModifier.ControlModifier


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(widget.sizeHint())
    widget.move(300, 300)  # not under the mouse
    widget.show()
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
    return widget


def colours(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


# ---------------------------------------------------------------------------------------------- buttons


@pytest.mark.parametrize(("size", "height"), [("xs", 24), ("sm", 28), ("md", 32), ("lg", 40)])
def test_heights_of_buttons_are_those_of_the_design(qtbot: QtBot, theme: Theme, size: str, height: int) -> None:
    assert shown(qtbot, Button(theme, "保存", size=size)).height() == height


@pytest.mark.parametrize(
    ("kind", "fill"),
    [("primary", "accent"), ("soft", "accentSoft"), ("secondary", "raised"), ("danger", "surface")],
)
def test_a_button_is_filled_by_its_kind(qtbot: QtBot, theme: Theme, kind: str, fill: str) -> None:
    button = shown(qtbot, Button(theme, "保存", kind))
    assert button.grab().toImage().pixelColor(4, button.height() // 2) == theme.color(fill)


def test_a_hovered_button_goes_one_step_on(qtbot: QtBot, theme: Theme) -> None:
    button = shown(qtbot, Button(theme, "保存", "primary"))
    button.setDown(True)
    assert button.grab().toImage().pixelColor(4, 16) == theme.color("accentHover")


def test_the_ring_of_focus_lies_inside_and_is_two_pixels(qtbot: QtBot, theme: Theme) -> None:
    button = shown(qtbot, Button(theme, "焦点"))
    button.setFocus(Qt.FocusReason.TabFocusReason)
    image = button.grab().toImage()
    middle = button.height() // 2
    accent = theme.color("accent")
    assert [image.pixelColor(x, middle) == accent for x in range(4)] == [True, True, False, False]


def test_enter_and_space_press_a_button_and_a_disabled_one_is_dead(qtbot: QtBot, theme: Theme) -> None:
    button, pressed = shown(qtbot, Button(theme, "保存", keys="↵")), []
    button.clicked.connect(lambda: pressed.append(1))
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(pressed) == 3
    button.setEnabled(False)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(pressed) == 3
    assert theme.color("accent").name() not in colours(button)


def test_key_and_icon_make_room_and_are_told(qtbot: QtBot, theme: Theme) -> None:
    button = shown(qtbot, Button(theme, "复制"))
    narrow = button.sizeHint().width()
    button.set_icon("copy")
    button.set_keys("C")
    button.set_kind("soft")
    assert button.sizeHint().width() > narrow + 16
    assert (button.keys(), button.kind(), button.accessibleName()) == ("C", "soft", "复制")


def test_a_checked_button_looks_soft(qtbot: QtBot, theme: Theme) -> None:
    button = shown(qtbot, Button(theme, "标尺"))
    button.setCheckable(True)
    button.setChecked(True)
    assert button.grab().toImage().pixelColor(4, 16) == theme.color("accentSoft")


def test_an_icon_button_says_what_it_does(qtbot: QtBot, theme: Theme) -> None:
    button = shown(qtbot, IconButton(theme, "copy", "复制 C"))
    assert (button.toolTip(), button.accessibleName()) == ("复制 C", "复制 C")
    assert button.width() == button.height() == 32


def test_a_link_is_a_button_too(qtbot: QtBot, theme: Theme) -> None:
    link = shown(qtbot, Link(theme, "全部"))
    with qtbot.waitSignal(link.clicked):
        qtbot.keyClick(link, Qt.Key.Key_Space)
    link.setFocus()
    assert theme.color("accent").name() in colours(link)


def test_a_section_counts_and_offers_its_action(qtbot: QtBot, theme: Theme) -> None:
    section = shown(qtbot, Section(theme, "待跟进", 5, "全部"))
    with qtbot.waitSignal(section.action_clicked):
        section.link.click()
    section.set_count(None)
    section.set_text("社群")
    section.set_action("")
    assert section.link.isHidden()
    assert shown(qtbot, Divider(theme, vertical=True)).width() == 1


# ---------------------------------------------------------------------------------------------- chips and ticks


def test_a_chip_toggles_if_it_may(qtbot: QtBot, theme: Theme) -> None:
    chip = shown(qtbot, Chip(theme, "代发", digit="1", checkable=True))
    with qtbot.waitSignal(chip.toggled):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert chip.is_selected()
    chip.set_selected(False)
    assert not chip.isChecked()


def test_the_cross_of_a_chip_removes_and_the_rest_only_clicks(qtbot: QtBot, theme: Theme) -> None:
    chip = shown(qtbot, Chip(theme, "阶段：兴趣", selected=True, removable=True, icon="filter"))
    with qtbot.waitSignal(chip.removed), qtbot.assertNotEmitted(chip.clicked):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 8, 12))
    with qtbot.waitSignal(chip.clicked), qtbot.assertNotEmitted(chip.removed):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(12, 12))


@pytest.mark.parametrize(
    "options", [{"neutral": True}, {"dashed": True, "icon": "plus"}, {"selected": True}, {"digit": "3"}]
)
def test_chips_paint_in_every_form(qtbot: QtBot, theme: Theme, options: dict[str, object]) -> None:
    chip = shown(qtbot, Chip(theme, "养老规划", **options))
    assert chip.height() == 24
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    assert theme.color("accent").name() in colours(chip)
    chip.setEnabled(False)
    assert theme.color("text2").name() not in colours(chip)


def test_a_check_box_prints_its_key(qtbot: QtBot, theme: Theme) -> None:
    box = shown(qtbot, CheckBox(theme, "客户同意登记", "0"))
    assert not box.isChecked()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(box.width() - 4, 10))
    assert box.isChecked()
    assert box.keys() == "0"
    assert theme.color("accent").name() in colours(box)


def test_a_facet_shows_its_count_and_takes_keys(qtbot: QtBot, theme: Theme) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    first = FacetRow(theme, "兴趣", 1096, letter="I", checkable=True, parent=holder)
    second = FacetRow(theme, "我的客户", icon="user-round", parent=holder)
    second.move(0, 40)
    holder.show()
    holder.activateWindow()
    qtbot.waitUntil(holder.isActiveWindow)
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert first.isChecked()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is second
    qtbot.keyClick(second, Qt.Key.Key_Up)
    assert QApplication.focusWidget() is first
    second.set_selected(True)
    second.set_count(7)
    assert (second.is_selected(), second.count(), second.accessibleDescription()) == (True, 7, "7")
    assert theme.color("selected").name() in colours(second)


# ---------------------------------------------------------------------------------------------- choices


@pytest.mark.parametrize("make", [
    lambda theme: Segmented(theme, [("a", "加员工"), ("b", "直接进群")]),
    lambda theme: Tabs(theme, [("a", "全部", 1052), ("b", "要处理", None)]),
])  # fmt: skip
def test_one_of_a_few(qtbot: QtBot, theme: Theme, make: Callable[[Theme], Segmented | Tabs]) -> None:
    choice = shown(qtbot, make(theme))
    assert choice.value() == "a"
    with qtbot.waitSignal(choice.changed) as told:
        qtbot.mouseClick(choice, Qt.MouseButton.LeftButton, pos=QPoint(choice.width() - 10, 16))
    assert told.args == ["b"]
    with qtbot.assertNotEmitted(choice.changed):
        choice.set_value("b")
        choice.set_value("no such")
        qtbot.keyClick(choice, Qt.Key.Key_Right)
    qtbot.keyClick(choice, Qt.Key.Key_Left)
    assert choice.value() == "a"
    choice.setFocus()
    assert theme.color("accent").name() in colours(choice)


def test_a_tab_counts(qtbot: QtBot, theme: Theme) -> None:
    tabs = shown(qtbot, Tabs(theme, [("a", "全部", None)]))
    before = tabs.sizeHint().width()
    tabs.set_count("a", 12)
    assert tabs.sizeHint().width() > before


@pytest.mark.parametrize(("key", "letter"), [("1", "A"), ("2", "I"), ("3", "P"), ("4", "L")])
def test_digits_wish_for_a_stage(qtbot: QtBot, theme: Theme, key: str, letter: str) -> None:
    stepper = shown(qtbot, StageStepper(theme, "interest"))
    with qtbot.waitSignal(stepper.chosen) as told:
        qtbot.keyClicks(stepper, key)
    assert told.args == [letter]
    assert stepper.stage == "I"


def test_a_click_on_a_step_wishes_for_it(qtbot: QtBot, theme: Theme) -> None:
    stepper = shown(qtbot, StageStepper(theme))
    stepper.set_stage("L")
    stepper.setFocus()
    stepper.grab()
    for x, letter in ((16, "A"), (stepper.width() - 16, "L")):
        with qtbot.waitSignal(stepper.chosen) as told:
            qtbot.mouseClick(stepper, Qt.MouseButton.LeftButton, pos=QPoint(x, 15))
        assert told.args == [letter]


# ---------------------------------------------------------------------------------------------- fields


def test_a_fault_turns_the_field_red_and_is_said_below(qtbot: QtBot, theme: Theme) -> None:
    field = LineEdit(theme, "手机")
    labelled = shown(qtbot, Labelled(theme, "手机号", field, "11 位"))
    field.set_error("手机号是 11 位")
    field.set_error("手机号是 11 位")
    assert labelled.fault.isVisible()
    assert labelled.fault.text() == "手机号是 11 位"
    assert theme.color("danger").name() in colours(field)
    field.set_error("")
    assert not labelled.fault.isVisible()
    assert theme.color("danger").name() not in colours(field)
    labelled.set_note("已查重")
    assert labelled.note.text() == "已查重"


def test_the_key_of_a_search_is_printed_until_something_is_typed(qtbot: QtBot, theme: Theme) -> None:
    field = SearchField(theme, "搜索", "/")
    field.setFixedWidth(240)
    shown(qtbot, field)
    field.clearFocus()
    corner = (field.width() - 20, 3, 18, 26)
    with_key = field.grab().copy(*corner).toImage()
    field.setText("王")
    assert field.grab().copy(*corner).toImage() != with_key
    assert field.keys() == "/"


def test_several_lines_are_as_high_as_asked_and_tab_leaves(qtbot: QtBot, theme: Theme) -> None:
    edit = shown(qtbot, TextEdit(theme, "备注", lines=4))
    assert edit.height() == 98
    assert edit.tabChangesFocus()


def test_a_choice_is_set_without_a_word(qtbot: QtBot, theme: Theme) -> None:
    combo = shown(qtbot, ComboBox(theme, "map-pin"))
    with qtbot.assertNotEmitted(combo.currentIndexChanged):
        combo.set_choices([("c1", "柜台 1 号"), ("c3", "柜台 3 号")], "c3")
    assert combo.currentData() == "c3"
    combo.setFocus()
    assert theme.color("accent").name() in colours(combo)
    combo.set_choices([])
    assert combo.currentIndex() == -1
    assert combo.minimumSizeHint().height() == 32


@pytest.mark.parametrize(
    ("key", "held", "typed", "command"),
    [
        (Qt.Key.Key_C, Qt.KeyboardModifier.NoModifier, "c", "C"),
        (Qt.Key.Key_C, CONTROL, "\x03", ""),
        (Qt.Key.Key_1, Qt.KeyboardModifier.KeypadModifier, "1", "1"),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.NoModifier, "\r", "Enter"),
        (Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, "中", ""),
        (Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier, "", ""),
        (Qt.Key.Key_Slash, Qt.KeyboardModifier.NoModifier, "/", "/"),
    ],
)
def test_plain_key(key: Qt.Key, held: Qt.KeyboardModifier, typed: str, command: str) -> None:
    assert plain_key(QKeyEvent(QEvent.Type.KeyPress, key, held, typed)) == command
