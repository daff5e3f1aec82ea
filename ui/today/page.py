"""The page 今日: the day's list with the card that is worked on, and what stands beside it."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget
from sqlalchemy.orm import Session

from desktop.changes import Changes, Done
from desktop.library import plan
from desktop.library.plan import Proposal
from desktop.security.roles import Permission, allowed
from desktop.sop import board, missed, schedule, streaks, tasks
from desktop.sop.board import Board
from desktop.sop.items import First, Item, Today
from desktop.sop.missed import Missed
from desktop.sop.streaks import Streak
from desktop.sop.today import next_day
from ui.desk import Desk
from ui.page import Command, Hint, Page
from ui.today import dialogs, keys, words
from ui.today.beside import Beside
from ui.today.day_pane import DayPane
from ui.today.list import Pressed
from ui.today.side import WIDTH as SIDE_WIDTH
from ui.today.side import SidePane, birthday_step
from ui.today.views import Views
from ui.today.work import Work

MINUTE_MS = 60_000
STEPS = {"J": 1, "K": -1}
REMADE_BY = Changes.CONTACTS | Changes.GROUPS | Changes.STAFF
"""What makes other tasks, so that the day is generated again."""


class Day(NamedTuple):
    """Everything the page shows, read in one go."""

    today: Today
    board: Board
    streak: Streak
    proposals: list[Proposal]
    left: Missed | None


class TodayPage(Page):
    """J K move, C copies, ↵ finishes, S skips, R puts off, D shows what is done, → opens the contact."""

    name = "today"
    concerned = REMADE_BY | Changes.TASKS | Changes.FOLLOW_UPS | Changes.INTERACTIONS | Changes.LIBRARY
    has_primary = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.day: Day | None = None
        self.current = ""
        self._chosen: int | None = None
        self._show_done = False
        self._generated: date | None = None
        self._fresh = False
        self._busy = self._writing = False
        self._reading = 0
        self._typed_ahead: list[str] = []
        self.work = Work(desk, self)
        self.beside = Beside(self)
        self._build()
        self._wire()
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
        if self.views.shows_team:
            return self.views.team.hints()
        plans = allowed(self.desk.actor, Permission.EDIT_DICTIONARY)
        return keys.hints(shows_done=self._show_done, leads=self.views.leads, plans=plans)

    def badge(self) -> int:
        return len(self.day.today.waiting) if self.day else 0

    def panes(self) -> list[QWidget]:
        return self.views.team.panes() if self.views.shows_team else [self.list, self.side]

    def top_bar_widgets(self) -> list[QWidget]:
        return [self.views.switch] if self.views.leads else []

    def commands(self) -> list[Command]:
        found = [
            Command(self.tr("展开或收起已完成的任务"), "D", self._toggle_done),
            Command(self.tr("请假和代班"), "L", self.beside.tell_leave),
            Command(self.tr("在浮窗里做今天的任务"), "B", self.views.open_dock),
        ]
        if allowed(self.desk.actor, Permission.EDIT_DICTIONARY):
            found.append(Command(self.tr("日清单模板：选用、修改、看一周"), "M", self.beside.open_templates))
        if self.views.leads:
            found.append(Command(self.tr("看团队，或回到我的"), "T", self.views.toggle_team))
        return found

    def refresh(self, changes: Changes) -> None:
        """Make the day's tasks if that has not been done, then read."""
        today = self.desk.clock.now().date()
        if self._generated == today and not changes & REMADE_BY:
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
                plan.propose(session, actor, now.date(), 1),
                missed.missed(session, actor, now.date()),
            )

        self._reading += 1
        self.read(work, self._on_day)

    # ------------------------------------------------------------------------------------------- building

    def _build(self) -> None:
        self.pane = DayPane(self.theme, self)
        self.list = self.pane.list
        self.side = SidePane(self.theme, self)
        mine = QWidget(self)
        row = QHBoxLayout(mine)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.pane, 1)
        row.addWidget(self.side)
        self.views = Views(self.desk, self)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(mine)
        self._stack.addWidget(self.views.team)
        self.setFocusProxy(self.list)

    def _wire(self) -> None:
        self.pane.command.connect(self._on_command)
        self.pane.chosen.connect(self._on_chosen)
        self.pane.filled.connect(self._on_filled)
        self.pane.next_day_wanted.connect(self._on_next_day)
        self.pane.sync_wanted.connect(self._on_sync)
        self.list.row_command.connect(self._on_row_command)
        self.list.opened.connect(self._on_opened)
        self.list.done_toggled.connect(self._toggle_done)
        self.side.contact_opened.connect(self._on_contact)
        self.side.group_opened.connect(self._on_group)
        self.side.script_opened.connect(self._on_script)
        self.side.wanted.connect(self._on_wanted)
        self.work.write_wanted.connect(self._write)
        self.beside.write_wanted.connect(self._write)
        self.beside.about_to_change.connect(self._on_about_to_write)
        self.side.activity_opened.connect(self._on_activity)
        self.views.write_wanted.connect(self._write)
        self.views.skip_wanted.connect(self.work.skip)
        self.views.postpone_wanted.connect(self.work.postpone)
        self.views.error.connect(self._on_failed)
        self.views.changed.connect(self._on_view)
        self._own_commands = {
            "D": self._toggle_done, "M": self.beside.open_templates, "L": self.beside.tell_leave,
            "T": self.views.toggle_team, "B": self.views.open_dock,
        }  # fmt: skip
        self.work.moved_on.connect(self._on_moved_on)
        self.work.noticed.connect(self.pane.show_notice)
        self.work.value_missing.connect(self._on_value_missing)
        self.work.contact_wanted.connect(self._on_contact)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The side pane grows with the font scale as far as the list can spare the room."""
        super().resizeEvent(event)
        wide = min(self.theme.px(SIDE_WIDTH), round(self.width() * 0.36))
        self.side.setFixedWidth(max(SIDE_WIDTH, wide))

    # ------------------------------------------------------------------------------------------- showing

    @Slot(object)
    def _on_generated(self, done: Done) -> None:
        self.load()

    @Slot(object)
    def _on_day(self, day: Day) -> None:
        self.day = day
        self._reading = max(0, self._reading - 1)
        if day.today.find(self.current) is None:
            self.current = day.today.first.step if day.today.first else ""
        self.pane.show_numbers(day.today, day.streak, self.desk.staff_name)
        self.side.show_board(day.board, day.today, day.proposals)
        self._show_list()
        self.views.show_day(day.today)
        self.state_changed.emit()
        self._settle()
        self.beside.ask_for_left(day.left)

    def _show_list(self) -> None:
        if self.day is not None:
            item = self.day.today.find(self.current)
            self.pane.show_list(self.day.today, item, self._place(item) if item else 0, show_done=self._show_done)

    def _place(self, item: Item) -> int:
        """The target shown: the one clicked on, else the next to do."""
        chosen = self._chosen if item.step == self.current else None
        return item.current if chosen is None else min(chosen, len(item.targets) - 1)

    # ------------------------------------------------------------------------------------------- commands

    @Slot(str)
    def _on_command(self, name: str) -> None:
        if self._busy:  # fast fingers: it concerns what comes next, not what is being written
            self._typed_ahead.append(name)
            return
        item = self.day.today.find(self.current) if self.day else None
        self.pane.hide_notice()
        if name in self._own_commands:
            self._own_commands[name]()
        elif item is not None:
            self._on_item_command(name, item)

    def _on_item_command(self, name: str, item: Item) -> None:
        """What a key does to the step that is worked on."""
        if name in STEPS:
            self._move(item, STEPS[name])
        elif name == "G":
            self.beside.hand_over(item, self._place(item))
        elif name in {"A", "hold"}:
            self.beside.hold(item, self._place(item))
        else:
            self.work.act(name, item, self._place(item))
            self._keep_focus()

    @Slot(object)
    def _on_row_command(self, pressed: Pressed) -> None:
        item = self.day.today.find(pressed.step) if self.day else None
        self.pane.hide_notice()
        if item is None or self._busy:
            return
        if pressed.name == "hold":
            self.beside.hold(item, item.current)
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
        waiting = self.day.today.waiting if self.day else ()
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
        self._busy = self._writing = True
        self.write(work, self._on_written)

    @Slot(object)
    def _on_written(self, done: Done) -> None:
        """Read again, unless the window has had us do so when it heard of the write."""
        self._writing = False
        if not self._fresh:
            self.load()
        self._settle()

    def _settle(self) -> None:
        """Once what was written has been read, go on with the keys typed meanwhile."""
        if self._busy and not self._writing and not self._reading:
            self._busy = False
            if self._typed_ahead:
                self._on_command(self._typed_ahead.pop(0))

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        """What was typed ahead counted on the write."""
        self._busy = self._writing = False
        self._reading = 0
        self._typed_ahead.clear()
        super()._on_failed(error)

    @Slot()
    def _toggle_done(self) -> None:
        self._show_done = not self._show_done
        self._show_list()
        self.state_changed.emit()

    @Slot(bool)
    def _on_view(self, team: bool) -> None:
        """The lead looks at the team, or comes back."""
        self._stack.setCurrentIndex(int(team))
        (self.views.team.map if team else self.list).setFocus()
        self.state_changed.emit()

    def open(self, argument: object) -> None:
        """`team` shows the lead what everybody has done."""
        if argument == "team":
            self.views.show_team()

    def leave(self) -> None:
        self.views.close_dock()

    # ------------------------------------------------------------------------------------------- elsewhere

    @Slot(str)
    def _on_contact(self, contact: str) -> None:
        self.navigate.emit("contacts", contact)

    @Slot(str)
    def _on_group(self, group: str) -> None:
        self.navigate.emit("groups", group)

    @Slot(str)
    def _on_activity(self, group: str) -> None:
        names = {one.group: one.name for one in self.day.board.activities} if self.day else {}
        self.beside.host.start(group, names.get(group, ""))

    @Slot(str)
    def _on_script(self, script: str) -> None:
        self.navigate.emit("library", script)

    @Slot(str)
    def _on_wanted(self, name: str) -> None:
        if self.day is None or name != "birthday":
            self.navigate.emit("contacts", None)
        elif step := birthday_step(self.day.today):
            self._on_opened(step)
            self.list.setFocus()
        elif self.day.board.birthdays:
            self._on_contact(self.day.board.birthdays[0].contact)

    @Slot()
    def _on_sync(self) -> None:
        self.navigate.emit("exchange", None)

    @Slot()
    def _on_about_to_write(self) -> None:
        """What is taken up, changed or handed on makes its tasks at once."""
        self._generated = None

    @Slot()
    def _on_next_day(self) -> None:
        today, branch = self.desk.clock.now().date(), self.desk.actor.branch
        self.read(lambda session: next_day(session, branch, today), self._on_next_steps)

    @Slot(object)
    def _on_next_steps(self, steps: tuple[First, ...]) -> None:
        if steps:
            dialogs.show_next_day(self, self.theme, steps)
