"""The day as the picture shows it, and its keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.ui.today import scene
from tests.ui.today.acts import choose_in_dialog, click, lines, press, states, task, title
from tests.ui.today.conftest import show
from ui.today import dialogs
from ui.today import work as work_module
from ui.today.page import TodayPage

# ------------------------------------------------------------------------------------------- what is shown


def test_the_day_as_in_the_picture(page: TodayPage):
    assert page.pane.header.ring.accessibleName() == "5/13"
    assert page.pane.header.hello.text() == "上午好，王敏"
    assert page.pane.header.progress.accessibleName() == "完成 5 件，都按时 · 2 件已过期，先处理它们"
    assert page.pane.header.days.text() == "7 天"
    assert lines(page, "done_head") == ["已完成 5 件"]
    assert lines(page, "section") == ["已过期", "现在", "稍后"]
    assert lines(page, "task")[:2] == ["早报：财经要闻", "定存到期提醒，3 位"]
    assert title(page) == "百日经营 D3：首次权益提醒"
    assert page.list.card.clock.text() == "剩 48 分钟"
    assert page.list.card.place.text() == "第 3 位，共 6 位"
    assert page.list.card.script.text().startswith("赵小琳女士您好，我是江海银行城东支行的理财经理王敏。")
    marked = [page.list.card.script.text()[a:b] for a, b in page.list.card.script.spans()]
    assert marked == ["赵小琳", "王敏", "满 20 减 5 元立减金"]
    assert page.badge() == 8
    assert (page.title(), page.subtitle()) == ("今日", "3 月 12 日 星期四")


def test_what_stands_beside(page: TodayPage):
    side = page.side
    assert [counter.accessibleName() for counter in (side.adds_today, side.adds_week)] == [
        "今日新增 4 /8",
        "本周新增 21 /40",
    ]
    assert (side.unanswered.figure.text(), side.unanswered.note.text()) == ("3", "最久 26 分")
    assert [row.row.name for row in side.follow_ups.rows] == ["周文博", "吴秀英", "黄志强", "徐丽", "沈国平"]
    assert (side.follow_ups.rows[0].row.when, side.follow_ups.rows[0].row.when_token) == ("昨天", "danger")
    assert [row.row.text for row in side.birthdays.rows] == ["62 岁", "38 岁，41 天没联系"]
    assert [row.row.text for row in side.groups.rows] == [
        "城东理财交流群，上次 83/196 人参与", "6 天没有客户发言，快成死群了",
    ]  # fmt: skip


def test_without_work_nothing_beside_is_hidden_behind_zeroes(desk, qtbot):
    page = show(desk, qtbot)
    assert [row.row.text for row in page.side.follow_ups.rows] == ["今天没有要跟进的客户"]
    assert page.side.birthdays.isHidden()
    assert page.side.groups.isHidden()
    assert page.side.unanswered.note.text() == "都回了"
    assert page.pane.header.days.isHidden()


# ------------------------------------------------------------------------------------------- keys


def test_two_tasks_by_keyboard(page: TodayPage):
    press(page, "k")
    assert title(page) == "定存到期提醒"
    press(page, Qt.Key.Key_Return)
    assert title(page) == "百日经营 D3：首次权益提醒"
    press(page, "k")
    assert title(page) == "早报：财经要闻"
    press(page, Qt.Key.Key_Return)
    assert page.pane.header.ring.accessibleName() == "7/13"
    assert lines(page, "section") == ["现在", "稍后"]
    assert page.badge() == 6
    assert page.list.hasFocus()


def test_j_and_k_stop_at_the_ends_and_arrows_do_the_same(page: TodayPage):
    press(page, *"k" * 5)
    assert title(page) == "早报：财经要闻"
    press(page, Qt.Key.Key_Down)
    assert title(page) == "定存到期提醒"
    press(page, Qt.Key.Key_Up)
    assert title(page) == "早报：财经要闻"
    press(page, *"j" * 20)
    assert title(page) == "收班计数"
    assert page.list.card.clock.text() == "还有 6 小时 38 分"
    visible = page.list.viewport().rect()
    assert visible.intersects(page.list.visualRect(page.list.tasks.index(page.list.tasks.row_of_card())))


def test_copy_puts_the_words_on_the_clipboard_and_goes_on_but_is_not_done(page: TodayPage):
    press(page, "c")
    assert QGuiApplication.clipboard().text().startswith("赵小琳女士您好")
    assert states(page) == ["done", "done", "copied", "open", "open", "open"]
    assert page.list.card.place.text() == "第 4 位，共 6 位"
    assert page.pane.header.ring.accessibleName() == "5/13"
    press(page, "ccc")
    assert page.list.card.copy.text() == "复制话术"
    assert page.pane.header.ring.accessibleName() == "5/13"
    press(page, Qt.Key.Key_Return)
    assert page.pane.header.ring.accessibleName() == "6/13"


def test_enter_finishes_what_was_copied_and_leaves_the_rest(page: TodayPage):
    press(page, "c", Qt.Key.Key_Return)
    assert states(page) == ["done", "done", "done", "open", "open", "open"]


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier),
    ],
)
def test_letters_have_a_form_that_no_input_method_swallows(page: TodayPage, key, held):
    QTest.keyClick(page.list, key, held)
    assert states(page)[2] == "copied"
    QTest.keyClick(page.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert states(page)[2] == "done"


def test_the_list_takes_no_input_method(page: TodayPage):
    assert not page.list.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert not page.list.card.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_a_clipboard_that_is_taken_says_so_and_copies_nothing(page: TodayPage, monkeypatch):
    monkeypatch.setattr(work_module, "to_clipboard", lambda text: False)
    press(page, "c")
    assert page.pane.notice.title == "剪贴板被占用，再按一次 C"
    assert page.pane.notice.isVisible()
    assert states(page)[2] == "open"
    monkeypatch.undo()
    press(page, "c")
    assert not page.pane.notice.isVisible()
    assert states(page)[2] == "copied"


def test_a_missing_variable_blocks_and_is_asked_for(page: TodayPage, clock):
    clock.advance(days=1)
    page.load()
    page._on_opened(next(item.step for item in page.day.today.waiting if item.key == "morning_news"))
    QGuiApplication.clipboard().setText("before")
    press(page, "c")
    assert QGuiApplication.clipboard().text() == "before"
    assert "早报要点" in page.pane.notice.title
    missing = page.list.card.missing
    assert missing.isVisible()
    row = page.list.visualRect(page.list.tasks.index(page.list.tasks.row_of_card()))
    assert abs(row.height() - page.list.card.card.height()) <= 2
    assert page.list.card.card.height() <= page.list.card.card.layout().heightForWidth(page.list.card.card.width()) + 2
    assert missing.field.hasFocus()
    QTest.keyClick(missing.field, Qt.Key.Key_Return)
    assert missing.isVisible()
    QTest.keyClicks(missing.field, "js")
    missing.field.setText("央行开展逆回购")
    QTest.mouseClick(missing.save, Qt.MouseButton.LeftButton)
    assert not page.list.card.missing.isVisible()
    assert page.list.hasFocus()
    press(page, "c")
    assert "央行开展逆回购" in QGuiApplication.clipboard().text()


def test_skip_asks_for_a_reason(page: TodayPage):
    row = page.day.today.find(page.current).targets[2].task
    choose_in_dialog("2", Qt.Key.Key_Return)
    press(page, "s")
    assert task(page, row).skip_reason == "told"
    assert states(page)[2:] == ["skipped", "open", "open", "open"]
    choose_in_dialog(Qt.Key.Key_Escape)
    press(page, "s")
    assert states(page)[2:] == ["skipped", "open", "open", "open"]


def test_a_skipped_step_is_told_apart_from_the_done_ones(page: TodayPage):
    press(page, *"j" * 20)
    choose_in_dialog("3", Qt.Key.Key_Return)
    press(page, "s")
    assert page.pane.header.ring.accessibleName() == "5/12"
    assert lines(page, "done_head") == ["已完成 5 件，跳过 1 件"]
    assert "跳过 1 件" in page.pane.header.progress.accessibleName()
    press(page, "d")
    assert "跳过" in [line.note for line in page.list.tasks.lines() if line.kind == "done"]


def test_put_off(page: TodayPage):
    rows = page.day.today.find(page.current).left("open")
    choose_in_dialog("1", Qt.Key.Key_Return)
    press(page, "r")
    assert task(page, rows[0]).postponed_to == "2026-03-12 11:42:00"
    choose_in_dialog(Qt.Key.Key_Escape)
    press(page, "r")
    assert task(page, rows[0]).postponed_to == "2026-03-12 11:42:00"


def test_what_it_can_be_put_off_to():
    tomorrow = scene.NOW.date().replace(day=13)
    choices = dialogs.postpone_choices(scene.NOW, tomorrow)
    assert [label for label, _ in choices] == ["一小时后 11:42", "收班前 17:00", "明天 09:00"]
    evening = dialogs.postpone_choices(scene.NOW.replace(hour=16, minute=30), tomorrow)
    assert [label for label, _ in evening] == ["一小时后 17:30", "明天 09:00"]
    night = dialogs.postpone_choices(scene.NOW.replace(hour=23, minute=30), tomorrow)
    assert [label for label, _ in night] == ["明天 09:00"]


def test_d_shows_and_folds_what_is_done(page: TodayPage):
    press(page, "d")
    assert lines(page, "done") == ["台卡到位检查", "晨会口径", "昨日新增建档", "待回复清零", "海报更新"]
    assert "收起已完成" in [hint.text for hint in page.hints()]
    press(page, "d")
    assert lines(page, "done") == []
    click(page, "已完成")
    assert len(lines(page, "done")) == 5


def test_right_opens_the_contact(page: TodayPage, qtbot):
    with qtbot.waitSignal(page.navigate) as asked:
        press(page, Qt.Key.Key_Right)
    assert asked.args == ["contacts", "c-赵小琳"]
    press(page, *"j" * 20)
    with qtbot.assertNotEmitted(page.navigate):
        press(page, Qt.Key.Key_Right)


def test_other_keys_are_left_to_the_window(page: TodayPage):
    before = title(page)
    press(page, "x", Qt.Key.Key_F5)
    assert title(page) == before
