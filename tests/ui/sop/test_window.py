"""Templates by keyboard: choose, switch on, shift, make, change, copy, delete, take back, and look a week ahead."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.actor import Actor, Role
from db.sop import SopStep, SopTemplate
from desktop.sop import templates
from ui.keys_window import KeysWindow
from ui.sop import words
from ui.sop.template_form import TemplateForm
from ui.sop.window import TemplateWindow
from ui.today.page import TodayPage

Key = Qt.Key


def press(qtbot: QtBot, widget: QWidget, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier):
    for key in keys:
        qtbot.keyClick(widget, key, held)


def choose(window: TemplateWindow, title: str) -> None:
    window.list.select_id(next(one.id for one in window.model.drafts.values() if one.title == title))
    assert window.draft.title == title


def write(window: TemplateWindow, name: str, value: str) -> None:
    """Type into a line of the form and leave it."""
    field = window.form.fields[name]
    field.setFocus()
    field.setText(value)
    field.editingFinished.emit()


def titles(page: TodayPage) -> set[str]:
    return {item.title for item in page.day.today.items}


@pytest.fixture
def own(window: TemplateWindow, qtbot: QtBot) -> TemplateWindow:
    """With a template of the branch's own, made by N."""
    press(qtbot, window.list, Key.Key_N)
    form = window.acts.dialog
    assert isinstance(form, TemplateForm)
    form.name.setText("周末值班")
    press(qtbot, form.name, Key.Key_Return)
    assert window.draft.title == "周末值班"
    window.activateWindow()
    return window


def test_space_takes_a_template_up_and_its_tasks_are_there(window: TemplateWindow, today: TodayPage, qtbot: QtBot):
    QAbstractItemModelTester(window.model, QAbstractItemModelTester.FailureReportingMode.Warning, window)
    before = titles(today)
    choose(window, "流失挽回")
    press(qtbot, window.list, Key.Key_Space)
    assert titles(today) - before == {"周四：汇总流失原因"}
    assert window.draft.title == "流失挽回"
    assert window.draft.on
    with today.desk.store.session() as session:
        assert session.get_one(SopTemplate, templates.template_id("win_back")).retired == 1  # others have not chosen it
    press(qtbot, window, Key.Key_Z, held=Qt.KeyboardModifier.ControlModifier)
    assert not window.draft.on
    assert titles(today) == before


def test_head_offices_times_are_shifted_and_nothing_else(window: TemplateWindow, today: TodayPage):
    choose(window, "网点日清单")
    form = window.form
    assert form.note.isVisibleTo(window)
    assert not form.fields["title"].isEnabled()
    write(window, "time", "7:50")
    assert window.step_model.steps[window.step].shifted == ("07:50", "08:40")
    card = next(item for item in today.day.today.items if item.title == "台卡到位检查")
    assert f"{card.due_at:%H:%M}" == "07:50"
    assert not window.dirty
    write(window, "until", "7:10")
    assert "不晚于" in window.notice.title


def test_a_template_of_ones_own_is_made_changed_and_saved(own: TemplateWindow, today: TodayPage, qtbot: QtBot):
    assert titles(today) >= {"第一步"}
    write(own, "title", "看自助机")
    own.form.fields["kind"].setCurrentIndex(0)
    assert own.dirty
    assert own.bar.buttons["Ctrl S"].isEnabled()
    press(qtbot, own, Key.Key_S, held=Qt.KeyboardModifier.ControlModifier)
    assert not own.dirty
    assert "看自助机" in titles(today)
    assert own.draft.version == 2


def test_steps_are_added_moved_and_deleted(own: TemplateWindow, qtbot: QtBot):
    press(qtbot, own.steps, Key.Key_A)
    write(own, "title", "第二步")
    own.steps.setFocus()
    press(qtbot, own.steps, Key.Key_Up, held=Qt.KeyboardModifier.AltModifier)
    assert [one.title for one in own.draft.steps] == ["第二步", "第一步"]
    press(qtbot, own.steps, Key.Key_Up, held=Qt.KeyboardModifier.AltModifier)
    press(qtbot, own.steps, Key.Key_Delete)
    assert [one.title for one in own.draft.steps] == ["第一步"]
    press(qtbot, own, Key.Key_Z, held=Qt.KeyboardModifier.ControlModifier)  # not saved yet: as it was
    assert [one.title for one in own.draft.steps] == ["第一步"]
    assert not own.dirty


def test_leaving_a_template_saves_it_and_a_bad_line_keeps_one_there(own: TemplateWindow, qtbot: QtBot):
    id_ = own.draft.id
    write(own, "title", "改过")
    choose(own, "百日经营")
    assert own.model.drafts[id_].steps[0].title == "改过"
    choose(own, "周末值班")
    write(own, "title", "再改")
    field = own.form.fields["time"]
    field.setText("25:99")
    own.list.select_id(next(one.id for one in own.model.drafts.values() if one.title == "百日经营"))
    assert own.draft.id == id_
    assert "09:30" in own.notice.title


def test_d_copies_what_is_locked_and_del_puts_the_copy_away(window: TemplateWindow, qtbot: QtBot):
    choose(window, "百日经营")
    press(qtbot, window.list, Key.Key_Delete)  # nothing happens to head office's
    press(qtbot, window.list, Key.Key_D)
    assert (window.draft.title, window.draft.on, len(window.draft.steps)) == ("百日经营（自己的）", False, 8)
    assert window.form.fields["title"].isEnabled()
    window.list.setFocus()
    press(qtbot, window.list, Key.Key_Delete)
    assert "百日经营（自己的）" not in {one.title for one in window.model.drafts.values()}


def test_the_template_itself_is_changed(own: TemplateWindow, qtbot: QtBot):
    press(qtbot, own.list, Key.Key_E)
    form = own.acts.dialog
    form.name.setText("")
    press(qtbot, form, Key.Key_Return)
    assert "1 到 60" in form.name.fault
    form.name.setText("养老专场")
    form.kind.setCurrentIndex(form.kind.findData("persona"))
    assert form.personas.isVisibleTo(form)
    form.persona.setText("养老，投资")
    form.days.setCurrentIndex(1)
    form.roles["teller"].setChecked(False)
    form.yes.click()
    draft = own.draft
    assert (draft.title, draft.kind, draft.days, draft.roles, draft.persona) == (
        "养老专场", "persona", "every_day", ("manager", "lead"), ("养老", "投资"),
    )  # fmt: skip


def test_the_form_shows_what_means_something(own: TemplateWindow):
    def shown() -> set[str]:
        return {name for name, row in own.form.rows.items() if row.isVisibleTo(own.form)}

    form = own.form
    assert "rule" not in shown()
    form.fields["target"].setCurrentIndex(form.fields["target"].findData("contact"))
    assert {"rule"} <= shown()
    form.fields["rule"].setCurrentIndex(form.fields["rule"].findData("dormant"))
    assert {"days", "limit", "pause_days"} <= shown()
    form.fields["kind"].setCurrentIndex(form.fields["kind"].findData("moments"))
    assert {"pictures", "visible_to"} <= shown()
    assert "target" not in shown()
    assert "要写配图" in own.notice.title
    write(own, "pictures", "一张实景")
    write(own, "visible_to", "直营、理财")
    form.fields["weekdays"].chips[2].click()
    form.fields["must"].click()
    form.fields["hint"].setPlainText("一句话")
    step = own.draft.steps[0]
    assert (step.kind, step.target, step.must, step.hint, step.audience.weekdays) == (
        "moments", "staff", True, "一句话", (3,),
    )  # fmt: skip


# ------------------------------------------------------------------------------------------- the week


def test_w_shows_the_week_and_arrows_go_through_it(window: TemplateWindow, qtbot: QtBot):
    press(qtbot, window.list, Key.Key_W)
    week = window.week
    assert window.stack.currentWidget() is window.week_pane
    assert week.days[0].day == date(2026, 3, 9)
    assert not window.form.isVisibleTo(window)
    press(qtbot, week, Key.Key_Down, Key.Key_Right, Key.Key_Right)
    assert week.current().title == "晨会口径"
    assert "周三 08:20 晨会口径" in week.accessibleDescription()
    week.grab()
    press(qtbot, week, Key.Key_Return)
    assert window.stack.currentWidget() is window.steps
    assert window.step_model.steps[window.step].title == "晨会口径"


def test_the_week_turns_at_its_ends_and_says_where_the_calendar_ends(window: TemplateWindow, qtbot: QtBot):
    press(qtbot, window.list, Key.Key_W)
    press(qtbot, window.week, Key.Key_Left)
    assert window.week.days[0].day == date(2026, 3, 2)
    press(qtbot, window.week, Key.Key_PageDown, Key.Key_PageDown, Key.Key_PageUp)
    assert window.week.days[0].day == date(2026, 3, 9)
    for _ in range(7):
        press(qtbot, window.week, Key.Key_Right)
    assert window.week.days[0].day == date(2026, 3, 16)
    assert not window.notice.isVisibleTo(window)
    window.monday = date(2031, 3, 3)
    window.look_ahead()
    assert "2031 年的节假日还没有公布" in window.notice.title
    window.week.grab()


def test_p_looks_at_the_chosen_template_alone_also_before_it_is_on(window: TemplateWindow, qtbot: QtBot):
    choose(window, "朋友圈")
    press(qtbot, window.list, Key.Key_W)
    assert all(slot.kind != "moments" for day in window.week.days for slot in day.slots)
    press(qtbot, window, Key.Key_P)
    assert [len(day.slots) for day in window.week.days] == [1, 1, 1, 0, 1, 0, 0]
    assert "只看“朋友圈”" in window.bar.note.text()
    press(qtbot, window, Key.Key_W)
    assert window.stack.currentWidget() is window.steps


def test_the_week_shows_what_is_not_saved_yet(own: TemplateWindow, qtbot: QtBot):
    write(own, "title", "试一试")
    press(qtbot, own.steps, Key.Key_W)
    assert "试一试" in {slot.title for day in own.week.days for slot in day.slots}


def test_holidays_and_days_worked_for_them(window: TemplateWindow, qtbot: QtBot, clock):
    clock.set(datetime(2026, 2, 12, 9, 0))
    window.monday = date(2026, 2, 9)
    press(qtbot, window.list, Key.Key_W)
    week = window.week
    assert [week._mark(day) for day in week.days][5] == ("班", "info")  # the Saturday before New Year
    window.turn(1)
    assert [week._mark(day) for day in week.days][1] == ("休", "neutral")
    qtbot.mouseClick(week, Qt.MouseButton.LeftButton, pos=QPointF(20, 80).toPoint())
    qtbot.mouseDClick(week, Qt.MouseButton.LeftButton, pos=QPointF(20, 80).toPoint())
    assert window.stack.currentWidget() is window.week_pane  # nothing there on a holiday


# ------------------------------------------------------------------------------------------- the frame


def test_f6_enter_and_esc_go_round(window: TemplateWindow, qtbot: QtBot):
    stops: list[Callable[[], bool]] = [window.steps.hasFocus, window.form.fields["time"].hasFocus, window.list.hasFocus]
    for there in stops:
        window.next_pane()
        assert there()
    press(qtbot, window.list, Key.Key_Return)
    assert window.steps.hasFocus()
    press(qtbot, window.steps, Key.Key_Return)
    press(qtbot, window.form.fields["time"], Key.Key_Escape)
    assert window.steps.hasFocus()
    window.show_keys()
    assert window.findChildren(KeysWindow)


def test_only_the_lead_is_offered_it(today: TodayPage, qtbot: QtBot):
    assert "M" in {hint.keys for hint in today.hints()}
    today.desk.actor = Actor(today.desk.actor.staff, Role.TELLER, today.desk.actor.branch)
    assert "M" not in {hint.keys for hint in today.hints()}
    press(qtbot, today.list, Key.Key_M)
    assert not today.findChildren(TemplateWindow)


def test_names_of_rules_in_a_few_words(today: TodayPage):
    with today.desk.store.session() as session:
        from desktop.sop import editing

        drafts = editing.drafts(session, today.desk.actor)
    said = {
        (words.for_whom(step, draft.kind), words.on_days(step, draft.kind)) for draft in drafts for step in draft.steps
    }
    assert ("添加满 3 天的客户", "第 3 天") in said
    assert any(days == "节前 7 天" for _, days in said)
    assert any(days == "周二、周四" for _, days in said)
    assert any(whom.startswith("标签：") for whom, _ in said)
    assert any("后 1 天" in whom for whom, _ in said)
    assert words.named(words.rules(), "odd") == "odd"
    with today.desk.store.session() as session:
        assert session.get(SopStep, templates.step_id("branch_day", "table_card")) is not None
