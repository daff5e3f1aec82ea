"""The page when all is done, nothing is there, a day begins, something fails, and at every size."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from db.operation import Change, record
from db.sop import Task
from desktop.sop import tasks
from tests.ui.today import scene
from tests.ui.today.acts import lines, press, states
from tests.ui.today.conftest import show
from ui.today import dialogs
from ui.today.page import TodayPage

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


def made_on(page: TodayPage, day: str) -> int:
    with page.desk.store.session() as session:
        return len(session.scalars(select(Task.id).where(Task.date == day)).all())


def test_left_open_over_midnight_it_makes_the_new_day_once_and_nothing_of_a_holiday(page: TodayPage, clock):
    """The minute's timer does it; a PC that was off does it at the next start, as any first look does."""
    assert page._timer.isActive()
    clock.set(datetime(2026, 3, 12, 23, 59))
    page._timer.timeout.emit()
    assert made_on(page, "2026-03-13") == 0
    clock.set(datetime(2026, 3, 13, 0, 0))
    page._timer.timeout.emit()
    made = made_on(page, "2026-03-13")
    assert made
    page._timer.timeout.emit()
    assert made_on(page, "2026-03-13") == made
    clock.set(datetime(2026, 3, 14, 0, 0))  # a Saturday
    page._timer.timeout.emit()
    assert made_on(page, "2026-03-14") == 0


def test_the_next_start_after_days_off_makes_the_day_that_it_is(scene_desk, qtbot, clock):
    clock.set(datetime(2026, 3, 16, 8, 0))  # a Monday
    page = show(scene_desk, qtbot)
    assert page.day.today.waiting
    assert [made_on(page, f"2026-03-{day}") for day in (13, 14, 15)] == [0, 0, 0]
    assert made_on(page, "2026-03-16")


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
