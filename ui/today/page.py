"""The page 今日: the day's list with the card that is worked on, and what stands beside it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.calendar import Workdays
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.sop import board, schedule, streaks, tasks, variables
from desktop.sop.board import Board
from desktop.sop.streaks import Streak
from desktop.sop.today import COPIED, OPEN, Item, Today, next_day
from ui.desk import Desk
from ui.page import Command, Hint, Page
from ui.today import dialogs, words
from ui.today.header import Header
from ui.today.lines import lines_of
from ui.today.list import Pressed, TaskList
from ui.today.side import WIDTH as SIDE_WIDTH
from ui.today.side import SidePane, birthday_step
from ui.widgets.banner import AnswerBanner
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState
from ui.widgets.pane import Pane

MINUTE_MS = 60_000


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
        self._targets: dict[str, int] = {}
        self._show_done = False
        self._generated: date | None = None
        self._fresh = False
        self._writing = False
        self._waiting_keys: list[str] = []
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
        self.notice.hide()
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
        if self._waiting_keys:
            self._on_command(self._waiting_keys.pop(0))

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
            card.show_item(item, self._section(item), today.now, self._target(item))
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

    def _target(self, item: Item) -> int:
        """The target shown: the one clicked on, else the next to do."""
        chosen = self._targets.get(item.step, item.current)
        return chosen if chosen < len(item.targets) else item.current

    # ------------------------------------------------------------------------------------------- commands

    @Slot(str)
    def _on_command(self, name: str) -> None:
        if self._writing:  # fast fingers: it concerns what comes next, not what is being written
            self._waiting_keys.append(name)
            return
        item = self._item(self.current)
        self._hide_notice()
        if name == "D":
            self._toggle_done()
        elif item is not None and (act := self._acts().get(name)) is not None:
            act(item)

    def _acts(self) -> dict[str, Callable[[Item], None]]:
        return {
            "J": lambda item: self._move(item, 1),
            "K": lambda item: self._move(item, -1),
            "C": self._copy,
            "copy": self._copy,
            "↵": self._finish,
            "finish": self._finish,
            "S": self._skip_target,
            "skip": self._skip_target,
            "R": self._postpone,
            "postpone": self._postpone,
            "another": self._another,
            "→": self._open_contact,
        }

    @Slot(object)
    def _on_row_command(self, pressed: Pressed) -> None:
        """A command of a row concerns the whole step."""
        item = self._item(pressed.step)
        self._hide_notice()
        if item is None:
            return
        if pressed.name == "copy":
            self.current = item.step
            self._copy(item)
            self._show_list()
        elif pressed.name == "finish":
            self._finish(item)
        else:
            self._skip(item.left(OPEN, COPIED))

    def _move(self, item: Item, by: int) -> None:
        waiting = self._waiting()
        at = min(max(waiting.index(item) + by, 0), len(waiting) - 1)
        self._on_opened(waiting[at].step)

    @Slot(str)
    def _on_opened(self, step: str) -> None:
        self.current = step
        self._targets.pop(step, None)
        self._show_list()
        self.list.show_card()

    @Slot(int)
    def _on_chosen(self, place: int) -> None:
        self._targets[self.current] = place
        self._show_list()

    def _copy(self, item: Item) -> None:
        """The words to the clipboard, and the next target on the card. Copied is not done."""
        target = item.targets[self._target(item)]
        if not item.script:
            return
        try:
            text = target.filled.complete()
        except AppError as error:
            self._show_notice(*self.desk.words.render_both(error))
            if self.list.card is not None and item.step == self.current:
                self.list.card.missing.field.setFocus()
            return
        if not to_clipboard(text):
            self._show_notice(self.tr("剪贴板被占用，再按一次 C"))
            return
        self._targets.pop(item.step, None)
        if target.state in {OPEN, COPIED}:
            self._write(lambda session: tasks.copied(session, self.desk.actor, [target.task]))

    def _finish(self, item: Item) -> None:
        """What was copied is done; if nothing was, the whole step is."""
        self._targets.pop(item.step, None)
        waiting = item.left(COPIED) or item.left(OPEN)
        if waiting:
            self._write(lambda session: tasks.finish(session, self.desk.actor, waiting))

    def _skip_target(self, item: Item) -> None:
        target = item.targets[self._target(item)]
        if target.state in {OPEN, COPIED}:
            self._skip((target.task,))

    def _skip(self, waiting: Sequence[str]) -> None:
        reason = dialogs.ask_skip_reason(self, self.theme)
        if reason is not None and waiting:
            self._targets.pop(self.current, None)
            self._write(lambda session: tasks.skip(session, self.desk.actor, waiting, reason))
        self.list.setFocus()

    def _postpone(self, item: Item) -> None:
        now = self.desk.clock.now()
        to = dialogs.ask_postpone(self, self.theme, now, Workdays().next_workday(now.date()))
        waiting = item.left(OPEN, COPIED)
        if to is not None and waiting:
            self._write(lambda session: tasks.postpone(session, self.desk.actor, waiting, to))
        self.list.setFocus()

    def _another(self, item: Item) -> None:
        waiting = item.left(OPEN, COPIED)
        if waiting and item.script:
            self._write(lambda session: tasks.another_script(session, self.desk.actor, waiting))

    def _open_contact(self, item: Item) -> None:
        contact = item.targets[self._target(item)].contact
        if contact:
            self._on_contact(contact)

    @Slot(str, str)
    def _on_filled(self, name: str, value: str) -> None:
        day = self.desk.clock.now().date()
        self._write(lambda session: variables.set_day_value(session, day, name, value))
        self.list.setFocus()

    def _write(self, work: Callable[[Session], Done]) -> None:
        self._fresh = False
        self._writing = True
        self.write(work, self._on_written)

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        """What was typed ahead counted on the write."""
        self._writing = False
        self._waiting_keys.clear()
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
    def _on_next_steps(self, steps: tuple[object, ...]) -> None:
        if steps:
            dialogs.show_next_day(self, self.theme, steps)

    def _show_notice(self, title: str, text: str = "") -> None:
        self.notice.set("danger", "circle-alert", title, text)
        self.notice.show()
        self._notice_holder.show()

    def _hide_notice(self) -> None:
        self._notice_holder.hide()


def to_clipboard(text: str) -> bool:
    """Put text on the clipboard; False when another program holds it."""
    clipboard = QGuiApplication.clipboard()
    clipboard.setText(text)
    return clipboard.text() == text
