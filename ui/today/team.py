"""团队: the branch's days for its lead, what is behind a cell, which steps are often missed, and handing work on."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from db.actor import Actor
from desktop.changes import Done
from desktop.sop import team
from desktop.sop.team import AHEAD, LEFT, Step, Team
from ui.desk import Desk
from ui.page import Hint
from ui.today import team_words
from ui.today.heat_map import HeatMap
from ui.today.side import Block
from ui.today.side_row import Row
from ui.today.words import near_day
from ui.widgets.button import Button
from ui.widgets.dialog import ReasonDialog
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel
from ui.widgets.pane import Pane, ScrollPane
from ui.widgets.paragraph import Paragraph
from ui.widgets.segmented import Segmented

SIDE = 340
OPEN = (LEFT, AHEAD)


class TeamPane(QWidget):
    """Arrows move in the map, W changes the week, G hands on what is open, T or Esc leads back (`left`)."""

    write_wanted = Signal(object)  # work(session) -> Done
    error = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.theme = desk, desk.theme
        self.team: Team | None = None
        self.dialog: ReasonDialog | None = None
        self._handed: Step | None = None
        theme = self.theme
        main = ScrollPane(theme, "surface", margins=(24, 16, 24, 16), spacing=12, parent=self)
        inner = main.inner
        self.week = Segmented(theme, [("this", self.tr("本周")), ("last", self.tr("上周"))], inner)
        self.week.changed.connect(self._on_week)
        self.line = PlainLabel(theme, "", token="text2", elide=True, parent=inner)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(theme, self.tr("每天完成的步骤"), "heading", parent=inner))
        head.addWidget(self.line, 1)
        head.addWidget(self.week)
        self.map = HeatMap(theme, inner)
        self.map.chosen.connect(self._on_cell)
        self.legend = Paragraph(theme, "", "caption", "text2", parent=inner)
        self.legend.set_text(
            self.tr("完成数/应做数；跳过有理由的不算在内；还没到时候的不影响颜色。按姓名排列，不排名。")
        )
        self.often = Block(theme, self.tr("常漏的步骤"), "", inner)
        main.body.addLayout(head)
        main.body.addWidget(self.map)
        main.body.addWidget(self.legend)
        main.body.addSpacing(8)
        main.body.addWidget(self.often)
        main.body.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(main, 1)
        row.addWidget(self._side())
        self.setFocusProxy(self.map)

    def _side(self) -> Pane:
        theme = self.theme
        pane = Pane(theme, "canvas", SIDE, "left", parent=self)
        scroll = ScrollPane(theme, "canvas", parent=pane)
        self.name = Paragraph(theme, "", "heading", parent=scroll.inner)
        self.total = Paragraph(theme, "", "caption", "text2", parent=scroll.inner)
        self.hand_on = Button(theme, self.tr("转给同事"), "soft", "user-round-plus", "G", parent=scroll.inner)
        self.hand_on.clicked.connect(self._on_hand_on)
        self.steps = Block(theme, self.tr("这一天"), "", scroll.inner)
        self.steps.opened.connect(self._on_step)
        buttons = QHBoxLayout()
        buttons.addWidget(self.hand_on)
        buttons.addStretch(1)
        scroll.body.addWidget(self.name)
        scroll.body.addWidget(self.total)
        scroll.body.addLayout(buttons)
        scroll.body.addWidget(self.steps)
        scroll.body.addStretch(1)
        holder = QVBoxLayout()
        holder.addWidget(scroll)
        pane.body.addLayout(holder)
        return pane

    def hints(self) -> list[Hint]:
        return [
            Hint("← → ↑ ↓", self.tr("选人和日子")), Hint("W", self.tr("本周或上周")), Hint("G", self.tr("转给同事")),
            Hint("T", self.tr("回到我的")),
        ]  # fmt: skip

    def panes(self) -> list[QWidget]:
        return [self.map, self.hand_on]

    def period(self) -> tuple[date, date]:
        """Monday to Sunday of the week that is shown."""
        today = self.desk.clock.now().date()
        monday = today - timedelta(days=today.weekday() + (7 if self.week.value() == "last" else 0))
        return monday, monday + timedelta(days=6)

    def load(self) -> None:
        """Read the week anew."""
        actor, (first, last) = self.desk.actor, self.period()
        self.desk.jobs.read(
            self, lambda session: team.team(session, actor, first, last), self._on_team, self.error.emit
        )

    @Slot(object)
    def _on_team(self, found: Team) -> None:
        self.team = found
        today = self.desk.clock.now().date()
        waiting = sum(one.left for one in found.steps if one.day == today and one.state in OPEN)
        self.line.setText(self.tr("今天还有 {count} 项在做").format(count=waiting) if waiting else "")
        rows = [
            Row("", one.title, team_words.proposal(one), team_words.counted(one), icon="sliders-horizontal")
            for one in found.missed
        ]
        self.often.show_rows(rows, len(rows), self.tr("近两周没有常漏的步骤"))
        self.map.show_people(found.people, found.days, today)

    @Slot(str, object)
    def _on_cell(self, staff: str, day: date) -> None:
        if self.team is None:
            return
        person = next(one for one in self.team.people if one.staff == staff)
        said_day = near_day(day, self.desk.clock.now().date())
        self.name.set_text(self.tr("{name}，{day}").format(name=person.name, day=said_day))
        self.total.set_text(team_words.summary(person))
        found = self.team.of(staff, day)
        self.steps.show_rows([self._row(one) for one in found], len(found), self.tr("这一天没有安排"))
        self.hand_on.setEnabled(any(one.state in OPEN for one in found))

    def _row(self, one: Step) -> Row:
        words, token = team_words.state(one)
        id_ = one.step if one.state in OPEN else ""
        icon, when = team_words.ICONS[one.state], f"{one.due_at:%H:%M}"
        return Row(id_, one.title, words, when, icon=icon, text_token=token, icon_token=token)

    # ------------------------------------------------------------------------------------------ handing on

    @Slot()
    def _on_hand_on(self) -> None:
        """The first open step of the day; a click or ↵ on another one takes that."""
        found = self._open_steps()
        if found:
            self._ask(found[0])

    @Slot(str)
    def _on_step(self, step: str) -> None:
        found = [one for one in self._open_steps() if one.step == step]
        if found:
            self._ask(found[0])

    def _open_steps(self) -> list[Step]:
        here = self.map.current()
        if self.team is None or here is None:
            return []
        return [one for one in self.team.of(*here) if one.state in OPEN]

    def _ask(self, step: Step) -> None:
        others = [one.name for one in self.team.colleagues if one.id != step.staff] if self.team else []
        if not others:
            return
        self._handed = step
        title = self.tr("“{title}”转给谁？").format(title=step.title)
        words = self.tr("没做完的 {count} 项转过去，做完的不动").format(count=step.left)
        self.dialog = ReasonDialog(self.theme, title, words, others, self.tr("转给"), parent=self)
        self.dialog.accepted.connect(self._on_given)
        self.dialog.open()

    @Slot()
    def _on_given(self) -> None:
        step, actor = self._handed, self.desk.actor
        if step is None or self.dialog is None or self.team is None:
            return
        name = self.dialog.reason()
        to = next(one.id for one in self.team.colleagues if one.name == name and one.id != step.staff)
        self.write_wanted.emit(_handing(actor, step, to))

    @Slot(str)
    def _on_week(self, _key: str) -> None:
        self.load()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = plain_key(event)
        if key == "W":
            self.week.set_value("last" if self.week.value() == "this" else "this")
        elif key == "G":
            self._on_hand_on()
        elif key in {"T", "Esc"}:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _handing(actor: Actor, step: Step, to: str) -> Callable[[Session], Done]:
    return lambda session: team.reassign(session, actor, step.staff, step.day, step.step, to)
