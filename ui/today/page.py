"""The page 今日: the day's list with the card that is worked on, and what stands beside it."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.changes import Changes, Done
from desktop.sop import board, schedule, streaks, tasks
from desktop.sop.board import Board
from desktop.sop.streaks import Streak
from desktop.sop.today import First, Item, Today, next_day
from ui.desk import Desk
from ui.page import Command, Hint, Page
from ui.today import dialogs, words
from ui.today.header import Header
from ui.today.lines import lines_of
from ui.today.list import Pressed, TaskList
from ui.today.side import WIDTH as SIDE_WIDTH
from ui.today.side import SidePane, birthday_step
from ui.today.work import Work
from ui.widgets.banner import AnswerBanner
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState
from ui.widgets.pane import Pane

MINUTE_MS = 60_000
STEPS = {"J": 1, "K": -1}


class Day(NamedTuple):
    """Everything the page shows, read in one go."""

    today: Today
    board: Board
    streak: Streak


class TodayPage(Page):
    """J K move, C copies, ↵ finishes, S skips, R puts off, D shows what is done, → opens the contact."""

    name = "today"
    concerned = Changes.TASKS | Changes.CONTACTS | Changes.FOLLOW_UPS | Changes.INTERACTIONS | Changes.GROUPS
    has_primary = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.day: Day | None = None
        self.current = ""
        self._chosen: int | None = None
        self._show_done = False
        self._generated: date | None = None
        self._fresh = False
        self._writing = False
        self._typed_ahead: list[str] = []
        self.work = Work(desk, self)
        self._build()
        self._timer = QTimer(self)
        self._timer.setInterval(MINUTE_MS)
        self._timer.timeout.connect(self.load)
        self._timer.start()

    # ------------------------------------------------------------------------------------------- page

    def title(self) -> str:
        return self.tr("今日")

    def subtitle(self) -> str:
        return words.spoken_day(self.desk.clock.now().date())

    def hints(self) -> list[Hint]:
        return [
            Hint("J", self.tr("下一件")),
            Hint("K", self.tr("上一件")),
            Hint("C", self.tr("复制话术")),
            Hint("↵", self.tr("完成")),
            Hint("S", self.tr("跳过")),
            Hint("R", self.tr("改期")),
            Hint("D", self.tr("收起已完成") if self._show_done else self.tr("展开已完成")),
            Hint("→", self.tr("看客户")),
        ]

    def badge(self) -> int:
        return len(self._waiting())

    def panes(self) -> list[QWidget]:
        return [self.list, self.side]

    def commands(self) -> list[Command]:
        return [Command(self.tr("展开或收起已完成的任务"), "D", self._toggle_done)]

    def refresh(self, changes: Changes) -> None:
        """Make the day's tasks if that has not been done, then read."""
        today = self.desk.clock.now().date()
        if self._generated == today and not changes & (Changes.CONTACTS | Changes.GROUPS):
            self.load()
            return
        self._generated = today
        actor = self.desk.actor
        self.desk.jobs.write(self, lambda session: schedule.generate(session, actor, today), self._on_generated,
                             self._on_failed)  # fmt: skip

    @Slot()
    def load(self) -> None:
        """Read the day again: something was written, or a minute has passed."""
        self._fresh = True
        now, actor = self.desk.clock.now(), self.desk.actor
        if self._generated != now.date():
            self.refresh(Changes.TASKS)
            return

        def work(session: Session) -> Day:
            return Day(
                tasks.today(session, actor, now),
                board.board(session, actor, now),
                streaks.streak(session, actor.staff, now.date()),
            )

        self.read(work, self._on_day)

    # ------------------------------------------------------------------------------------------- building

    def _build(self) -> None:
        theme = self.theme
        work = Pane(theme, "surface", parent=self)
        self.header = Header(theme, work)
        self.notice = AnswerBanner(theme, "danger", "circle-alert", parent=work)
        holder = QWidget(work)
        QVBoxLayout(holder).setContentsMargins(theme.px(24), theme.px(8), theme.px(24), 0)
        holder.layout().addWidget(self.notice)
        self._notice_holder = holder
        holder.hide()
        self.list = TaskList(theme, work)
        self.next_day_button = Button(theme, self.tr("看明天"), icon="calendar", parent=work)
        self.empty = EmptyState(theme, "party-popper", "", "", [self.next_day_button], work)
        self.sync_button = Button(theme, self.tr("去同步"), "primary", "arrow-left-right", parent=work)
        self.no_template = EmptyState(
            theme, "list-todo", self.tr("还没有日清单"), self.tr("去同步收下发包"), [self.sync_button], work
        )
        self.stack = QStackedWidget(work)
        for widget in (self.list, self.no_template):
            self.stack.addWidget(widget)
        for widget in (self.header, holder):
            work.body.addWidget(widget)
        work.body.addWidget(self.stack, 1)
        work.body.addWidget(self.empty, 1)
        self.empty.hide()
        self.side = SidePane(theme, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(work, 1)
        row.addWidget(self.side)
        self.setFocusProxy(self.list)
        self._wire()

    def _wire(self) -> None:
        self.list.command.connect(self._on_command)
        self.list.row_command.connect(self._on_row_command)
        self.list.opened.connect(self._on_opened)
        self.list.done_toggled.connect(self._toggle_done)
        self.side.contact_opened.connect(self._on_contact)
        self.side.group_opened.connect(self._on_group)
        self.side.wanted.connect(self._on_wanted)
        self.work.write_wanted.connect(self._write)
        self.work.moved_on.connect(self._on_moved_on)
        self.work.noticed.connect(self._on_noticed)
        self.work.value_missing.connect(self._on_value_missing)
        self.work.contact_wanted.connect(self._on_contact)
        self.next_day_button.clicked.connect(self._on_next_day)
        self.sync_button.clicked.connect(self._on_sync)

    # ------------------------------------------------------------------------------------------- showing

    @Slot(object)
    def _on_generated(self, done: Done) -> None:
        self.load()

    @Slot(object)
    def _on_day(self, day: Day) -> None:
        self.day = day
        if self._item(self.current) is None:
            self.current = self._first()
        self.header.show_day(day.today, day.streak, self.desk.staff_name)
        self.side.show_board(day.board, day.today)
        self._show_list()
        self.state_changed.emit()
        self._writing = False
        if self._typed_ahead:
            self._on_command(self._typed_ahead.pop(0))

    def _show_list(self) -> None:
        today = self._today()
        waiting = self._waiting()
        self.list.painter.open_done = self._show_done
        lines = lines_of(today, self.current, show_done=self._show_done)
        card = self.list.set_lines(lines)
        if card is not None:
            self._connect_card(card)
            item = self._item(self.current)
            assert item is not None  # noqa: S101 - a card is the row of an item
            card.show_item(item, self._section(item), today.now, self._place(item))
        self.list.relayout()
        self.list.setVisible(bool(lines))
        self.stack.setCurrentWidget(self.list if today.templates or today.items else self.no_template)
        self.stack.setMaximumHeight(16_777_215 if waiting or not today.templates else self._done_height())
        self._show_empty(today)

    def _connect_card(self, card: QWidget) -> None:
        if card.property("wired"):
            return
        card.setProperty("wired", True)
        card.command.connect(self._on_command)
        card.chosen.connect(self._on_chosen)
        card.filled.connect(self._on_filled)

    def _done_height(self) -> int:
        return min(self.list.contents_height(), self.height() // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The side pane grows with the font scale as far as the list can spare the room."""
        super().resizeEvent(event)
        wide = min(self.theme.px(SIDE_WIDTH), round(self.width() * 0.36))
        self.side.setFixedWidth(max(SIDE_WIDTH, wide))

    def _show_empty(self, today: Today) -> None:
        self.empty.setVisible(bool(not self._waiting() and (today.templates or today.items)))
        first = today.tomorrow
        self.next_day_button.setVisible(first is not None)
        title = self.tr("今天的都做完了") if today.items else self.tr("今天没有安排")
        text = ""
        if first is not None:
            day = words.near_day(first.day, today.now.date())
            text = self.tr("{day}第一件 {time} {title}").format(day=day, time=first.time, title=first.title)
            self.next_day_button.setText(self.tr("看{day}").format(day=day))
        self.empty.set("party-popper" if today.items else "calendar", title, text)

    # ------------------------------------------------------------------------------------------- what is where

    def _today(self) -> Today:
        assert self.day is not None  # noqa: S101 - nothing is shown before it was read
        return self.day.today

    def _waiting(self) -> tuple[Item, ...]:
        if self.day is None:
            return ()
        return self.day.today.late + self.day.today.current + self.day.today.later

    def _first(self) -> str:
        """What to begin with: what is due now, else what is late, else what comes next."""
        today = self._today()
        return next((item.step for item in today.current + today.late + today.later), "")

    def _item(self, step: str) -> Item | None:
        return next((item for item in self._waiting() if item.step == step), None)

    def _section(self, item: Item) -> str:
        today = self._today()
        return "late" if item in today.late else "now" if item in today.current else "later"

    def _place(self, item: Item) -> int:
        """The target shown: the one clicked on, else the next to do."""
        chosen = self._chosen if item.step == self.current else None
        return item.current if chosen is None else min(chosen, len(item.targets) - 1)

    # ------------------------------------------------------------------------------------------- commands

    @Slot(str)
    def _on_command(self, name: str) -> None:
        if self._writing:  # fast fingers: it concerns what comes next, not what is being written
            self._typed_ahead.append(name)
            return
        item = self._item(self.current)
        self._notice_holder.hide()
        if name == "D":
            self._toggle_done()
        elif item is not None and name in STEPS:
            self._move(item, STEPS[name])
        elif item is not None:
            self.work.act(name, item, self._place(item))
            self._keep_focus()

    @Slot(object)
    def _on_row_command(self, pressed: Pressed) -> None:
        item = self._item(pressed.step)
        self._notice_holder.hide()
        if item is None or self._writing:
            return
        if pressed.name == "copy":
            self._on_opened(item.step)
        self.work.act_on_step(pressed.name, item)
        self._keep_focus()

    def _keep_focus(self) -> None:
        """After a dialog or a click the keys still go to the list, unless a value is to be typed."""
        card = self.list.card
        if card is None or not card.missing.field.hasFocus():
            self.list.setFocus()

    def _move(self, item: Item, by: int) -> None:
        waiting = self._waiting()
        at = min(max(waiting.index(item) + by, 0), len(waiting) - 1)
        self._on_opened(waiting[at].step)

    @Slot(str)
    def _on_opened(self, step: str) -> None:
        self.current = step
        self._chosen = None
        self._show_list()
        self.list.show_card()

    @Slot(int)
    def _on_chosen(self, place: int) -> None:
        self._chosen = place
        self._show_list()

    @Slot()
    def _on_moved_on(self) -> None:
        self._chosen = None

    @Slot()
    def _on_value_missing(self) -> None:
        if self.list.card is not None:
            self.list.card.missing.field.setFocus()

    @Slot(str, str)
    def _on_filled(self, name: str, value: str) -> None:
        self.work.fill_in(name, value)
        self.list.setFocus()

    @Slot(object)
    def _write(self, work: Callable[[Session], Done]) -> None:
        self._fresh = False
        self._writing = True
        self.write(work, self._on_written)

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        """What was typed ahead counted on the write."""
        self._writing = False
        self._typed_ahead.clear()
        super()._on_failed(error)

    @Slot(object)
    def _on_written(self, done: Done) -> None:
        """Read again, unless the window has had us do so when it heard of the write."""
        if not self._fresh:
            self.load()

    @Slot()
    def _toggle_done(self) -> None:
        self._show_done = not self._show_done
        if self.day is not None:
            self._show_list()
            self.state_changed.emit()

    # ------------------------------------------------------------------------------------------- elsewhere

    @Slot(str)
    def _on_contact(self, contact: str) -> None:
        self.navigate.emit("contacts", contact)

    @Slot(str)
    def _on_group(self, group: str) -> None:
        self.navigate.emit("groups", group)

    @Slot(str)
    def _on_wanted(self, name: str) -> None:
        step = birthday_step(self._today())
        if name == "birthday" and step:
            self._on_opened(step)
            self.list.setFocus()
        elif name == "birthday" and self.day is not None and self.day.board.birthdays:
            self._on_contact(self.day.board.birthdays[0].contact)
        else:
            self.navigate.emit("contacts", None)

    @Slot()
    def _on_sync(self) -> None:
        self.navigate.emit("exchange", None)

    @Slot()
    def _on_next_day(self) -> None:
        today = self.desk.clock.now().date()
        self.read(lambda session: next_day(session, today), self._on_next_steps)

    @Slot(object)
    def _on_next_steps(self, steps: tuple[First, ...]) -> None:
        if steps:
            dialogs.show_next_day(self, self.theme, steps)

    @Slot(str, str)
    def _on_noticed(self, title: str, text: str) -> None:
        self.notice.set("danger", "circle-alert", title, text)
        self._notice_holder.show()
