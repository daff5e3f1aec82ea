import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHelpEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from db.operation import Change, record
from db.sop import Task
from desktop.sop import tasks
from tests.ui.today import scene
from tests.ui.today.conftest import show
from ui.today import dialogs
from ui.today import work as work_module
from ui.today.page import TodayPage
from ui.widgets.dialog import ReasonDialog


def press(page: TodayPage, *keys: object) -> None:
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(page.list, key)
        else:
            QTest.keyClick(page.list, key)


def title(page: TodayPage) -> str:
    return page.list.card.title.text()


def states(page: TodayPage) -> list[str]:
    return [target.state for target in page.day.today.find(page.current).targets]


def lines(page: TodayPage, kind: str) -> list[str]:
    return [line.title for line in page.list.tasks.lines() if line.kind == kind]


def row_of(page: TodayPage, text: str) -> int:
    return next(at for at, line in enumerate(page.list.tasks.lines()) if line.title.startswith(text))


def click(page: TodayPage, text: str, action: str = "") -> None:
    """Click on a row, or on a command painted in it."""
    row = row_of(page, text)
    rect = page.list.visualRect(page.list.tasks.index(row))
    at = QPoint(rect.left() + 300, rect.center().y())
    if action:
        found = page.list.painter.actions(page.list.tasks.line(row), rect.toRectF())
        at = next(one.rect.center() for one in found if one.name == action).toPoint()
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=at)


def choose_in_dialog(*keys: object) -> None:
    """Press keys in the dialog that is about to open."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ReasonDialog)
        for key in keys:
            QTest.keyClicks(dialog, key) if isinstance(key, str) else QTest.keyClick(dialog, key)

    QTimer.singleShot(0, act)


def task(page: TodayPage, row: str) -> Task:
    with page.desk.store.session() as session:
        return session.get_one(Task, row)


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
    click(page, "猜字谜", "open")
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


# ------------------------------------------------------------------------------------------- states


def finish_everything(page: TodayPage) -> None:
    rows = [task for item in page.day.today.waiting for task in item.left("open", "copied")]
    page.desk.store.write(lambda session: tasks.finish(session, page.desk.actor, rows))
    page.load()


def test_all_done(page: TodayPage, monkeypatch):
    finish_everything(page)
    assert page.pane.empty.isVisible()
    assert page.pane.empty.title.text() == "今天的都做完了"
    assert page.pane.empty.text.text() == "明天第一件 08:10 台卡到位检查"
    assert page.list.card is None
    assert page.pane.header.days.text() == "8 天"
    shown: list[object] = []
    monkeypatch.setattr(dialogs, "show_next_day", lambda parent, theme, steps: shown.extend(steps))
    page.pane.next_day_button.click()
    assert "周五知识问答" in [step.title for step in shown]
    press(page, "c", Qt.Key.Key_Return)
    assert page.badge() == 0


def test_the_next_day_can_be_looked_at(page: TodayPage):
    finish_everything(page)
    seen: list[str] = []

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        seen.append(dialog.windowTitle())
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    QTimer.singleShot(0, act)
    page.pane.next_day_button.click()
    assert seen == ["3 月 13 日 星期五"]


def test_no_template_yet(desk, qtbot):
    page = show(desk, qtbot)
    assert page.pane.no_template.isVisible()
    assert page.pane.no_template.title.text() == "还没有日清单"
    assert not page.pane.empty.isVisible()
    with qtbot.waitSignal(page.navigate) as asked:
        page.pane.sync_button.click()
    assert asked.args == ["exchange", None]


def test_a_day_off(scene_desk, qtbot, clock):
    clock.advance(days=2)
    page = show(scene_desk, qtbot)
    assert page.pane.empty.title.text() == "今天没有安排"
    assert page.pane.empty.text.text() == "3 月 16 日第一件 08:10 台卡到位检查"
    assert page.pane.header.progress.accessibleName() == "今天没有安排"


def test_a_new_day_makes_its_tasks_by_itself(page: TodayPage, clock):
    clock.set(scene.NOW.replace(day=13, hour=8, minute=0))
    page.load()
    assert page.pane.header.progress.accessibleName().startswith("还没开始，一共 ")
    assert "周五知识问答" in [item.title for item in page.day.today.waiting]


def test_late_ones_are_told_in_the_head(page: TodayPage):
    press(page, "k", Qt.Key.Key_Return)
    assert page.pane.header.progress.accessibleName() == "完成 6 件，5 件按时 · 1 件已过期，先处理它们"


def test_the_page_reads_once_a_write(page: TodayPage, monkeypatch):
    reads: list[int] = []
    monkeypatch.setattr(page, "read", lambda work, then: reads.append(1))
    page.changed.connect(lambda done: page.refresh(done.changes))
    press(page, "c")
    assert len(reads) == 1


def test_a_write_that_fails_is_told(page: TodayPage, qtbot, monkeypatch):
    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(tasks, "finish", fail)
    with qtbot.waitSignal(page.error):
        press(page, Qt.Key.Key_Return)


def test_a_task_without_words_finishes_with_the_primary_button(page: TodayPage):
    press(page, *"j" * 20)
    card = page.list.card
    assert not card.copy.isVisible()
    assert card.finish.kind() == "primary"
    assert card.script.text().startswith("今天加了几位")
    press(page, "c")
    assert states(page) == ["open"]


def test_names_that_look_like_markup_stay_what_they_are(scene_desk, qtbot):
    change = Change("contact", "c-赵小琳", {"name": "<img src=x>"})
    scene_desk.store.write(lambda session: record(session, None, [change]))
    page = show(scene_desk, qtbot)
    assert page.list.card.script.text().startswith("<img src=x>女士您好")
    press(page, "c")
    assert QGuiApplication.clipboard().text().startswith("<img src=x>女士")


@pytest.mark.parametrize(
    ("width", "height", "scale", "mode"),
    [(1294, 688, 0.9, "light"), (952, 520, 1.5, "dark"), (1294, 688, 1.5, "light"), (952, 520, 0.9, "dark")],
)
def test_it_fits_and_paints_at_every_size(scene_desk, qtbot, theme, width: int, height: int, scale: float, mode: str):
    theme.set_scale(scale)
    theme.set_mode(mode)
    page = show(scene_desk, qtbot)
    page.resize(width, height)
    press(page, "d", "k")
    page.list.show_card()
    assert not page.grab().isNull()
    assert page.minimumSizeHint().width() <= width
    card = page.list.card
    assert card.card.geometry().right() <= page.list.viewport().width()
    for part in (card.copy, card.finish, card.skip, card.postpone, card.another):
        assert card.card.rect().contains(part.mapTo(card.card, part.rect().bottomRight())), part.text()


def test_commands_of_the_palette(page: TodayPage):
    page.commands()[0].run()
    assert len(lines(page, "done")) == 5
    assert page.panes() == [page.list, page.side]
