"""What stands beside the list: counters, follow-ups due, birthdays, groups."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.library.plan import Proposal
from desktop.sop.board import Adds, Birthday, Board, FollowUpDue, GroupActivity, SilentGroup
from desktop.sop.items import Today
from ui.library.words import proposal_row
from ui.theme import Theme
from ui.today import words
from ui.today.side_row import Row, SideRow
from ui.widgets.bar import Bar
from ui.widgets.card import Card
from ui.widgets.label import PlainLabel
from ui.widgets.pane import ScrollPane
from ui.widgets.section import Section

WIDTH = 304
WORTH_SAYING = 14
"""Days without a word from which it is said beside a birthday."""


class SidePane(ScrollPane):
    """`contact_opened`, `group_opened` and `script_opened` give an id; `wanted` the name of a link."""

    contact_opened = Signal(str)
    group_opened = Signal(str)
    script_opened = Signal(str)
    activity_opened = Signal(str)  # the group in which one is due
    wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "canvas", WIDTH, "left", (16, 16, 16, 16), 0, parent)
        self.adds_today = Counter(theme, self.tr("今日新增"), parent=self.inner)
        self.adds_week = Counter(theme, self.tr("本周新增"), parent=self.inner)
        self.unanswered = Counter(theme, self.tr("待回复"), parent=self.inner)
        self.counters = QGridLayout()
        self.counters.setSpacing(8)
        self.body.addLayout(self.counters)
        self._columns = 0
        self._due: set[str] = set()  # groups in which an activity is due
        self.body.addSpacing(11)
        self.follow_ups = Block(theme, self.tr("待跟进"), self.tr("全部"), self.inner)
        self.birthdays = Block(theme, self.tr("生日"), self.tr("写祝福"), self.inner)
        self.groups = Block(theme, self.tr("社群"), "", self.inner)
        self.products = Block(theme, self.tr("今天说什么"), self.tr("产品日历"), self.inner)
        self.products.section.action_clicked.connect(self._on_products)
        self.follow_ups.section.action_clicked.connect(self._on_all_follow_ups)
        self.birthdays.section.action_clicked.connect(self._on_birthday_words)
        for block, opened in (
            (self.follow_ups, self.contact_opened),
            (self.birthdays, self.contact_opened),
            (self.groups, self._on_group_row),
            (self.products, self.script_opened),
        ):
            block.opened.connect(opened)
            self.body.addWidget(block)
        self.body.addStretch(1)

    def show_board(self, board: Board, today: Today, proposals: Sequence[Proposal] = ()) -> None:
        """Fill everything in; a block with nothing to say is not there."""
        self._show_counts(board)
        self._place_counters()
        self.follow_ups.show_rows(
            [self._follow_up(one, today) for one in board.follow_ups],
            board.follow_up_count,
            self.tr("今天没有要跟进的客户"),
        )
        self.birthdays.setVisible(bool(board.birthdays))
        self.birthdays.show_rows([self._birthday(one, today) for one in board.birthdays], len(board.birthdays))
        self._due = {one.group for one in board.activities}
        groups = [self._activity(one) for one in board.activities]
        groups += [self._silent(one) for one in board.silent_groups]
        self.groups.setVisible(bool(groups))
        self.groups.show_rows(groups, len(groups))
        self.products.setVisible(bool(proposals))
        self.products.show_rows([proposal_row(one.script or "products", one, "") for one in proposals], len(proposals))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The scroll bar lies in the margin, so that nothing moves when it comes."""
        super().resizeEvent(event)
        bar = self.width() - 1 - self.viewport().width()
        self.body.setContentsMargins(16, 16, max(4, 16 - bar), 16)
        self._place_counters()

    def _place_counters(self) -> None:
        """Three beside each other where their words fit, else two."""
        counters = (self.adds_today, self.adds_week, self.unanswered)
        fit = 3 * max(counter.needed() for counter in counters) + 16 <= self.width() - 33
        columns = 3 if fit else 2
        if columns != self._columns:
            self._columns = columns
            for at, counter in enumerate(counters):
                self.counters.addWidget(counter, at // columns, at % columns)
            for column in range(3):
                self.counters.setColumnStretch(column, int(column < columns))

    def _show_counts(self, board: Board) -> None:
        self.adds_today.show_adds(board.adds_today)
        self.adds_week.show_adds(board.adds_week)
        waiting = board.unanswered
        note = self.tr("最久 {duration}").format(duration=words.short_duration(waiting.longest_minutes))
        self.unanswered.show_count(waiting.count, self.tr("条"), note if waiting.count else self.tr("都回了"),
                                   "warn" if waiting.count else "ok")  # fmt: skip

    def _follow_up(self, one: FollowUpDue, today: Today) -> Row:
        day = today.now.date()
        late = one.due_at.date() < day
        when = words.near_day(one.due_at.date(), day) if late else f"{one.due_at:%H:%M}"
        return Row(one.contact, one.name, one.title, when, "danger" if late else "text2")

    def _birthday(self, one: Birthday, today: Today) -> Row:
        parts = [self.tr("{age} 岁").format(age=one.age)] if one.age else []
        if one.silent_days is not None and one.silent_days >= WORTH_SAYING:
            parts.append(self.tr("{days} 天没联系").format(days=one.silent_days))
        near = one.day == today.now.date()
        when = words.near_day(one.day, today.now.date())
        return Row(one.contact, one.name, self.tr("，").join(parts), when, "warn" if near else "text2")

    def _activity(self, one: GroupActivity) -> Row:
        turnout = self.tr("{group}，上次 {spoke}/{members} 人参与").format(
            group=one.name, spoke=one.spoke, members=one.members
        )
        text = turnout if one.spoke else self.tr("{group}，{members} 人").format(group=one.name, members=one.members)
        length = words.duration(words.minutes_between(one.due_at, one.until_at))
        return Row(one.group, one.title, text, length, "text2", time=f"{one.due_at:%H:%M}")

    def _silent(self, one: SilentGroup) -> Row:
        text = self.tr("{days} 天没有客户发言，快成死群了").format(days=one.days)
        return Row(one.group, one.name, text, self.tr("唤醒"), "accent", icon="message-circle-off", text_token="warn")

    @Slot(str)
    def _on_group_row(self, group: str) -> None:
        (self.activity_opened if group in self._due else self.group_opened).emit(group)

    @Slot()
    def _on_all_follow_ups(self) -> None:
        self.wanted.emit("follow_ups")

    @Slot()
    def _on_products(self) -> None:
        self.script_opened.emit("products")

    @Slot()
    def _on_birthday_words(self) -> None:
        self.wanted.emit("birthday")


def birthday_step(today: Today) -> str:
    """The step of today's birthday wishes that is still open, or an empty string."""
    return next((item.step for item in today.waiting if item.key == "birthday"), "")


class Counter(Card):
    """A figure with its target as a bar, or with a note."""

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, "surface", radius=8, padding=0, spacing=0, parent=parent)
        self.body.setContentsMargins(theme.px(12), theme.px(8), theme.px(8), theme.px(6))
        self.setFixedHeight(theme.px(80))
        self.name = PlainLabel(theme, words, "caption", "text2", elide=True, parent=self)
        self.figure = PlainLabel(theme, role="figureSmall", parent=self)
        self.unit = PlainLabel(theme, role="caption", token="text2", parent=self)
        self.bar = Bar(theme, parent=self)
        self.note = PlainLabel(theme, role="caption", elide=True, parent=self)
        row = QHBoxLayout()
        row.setSpacing(theme.px(3))
        row.addWidget(self.figure)
        row.addWidget(self.unit)
        row.addStretch(1)
        self.body.addWidget(self.name)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self.body.addWidget(self.note)
        self.body.addWidget(self.bar)

    def show_adds(self, adds: Adds) -> None:
        self.figure.setText(f"{adds.count:,}")
        self.unit.setText(f"/{adds.target:,}" if adds.target else self.tr("位"))
        self.note.hide()
        self.bar.setVisible(bool(adds.target))
        self.bar.set_value(adds.count, adds.target)
        self.body.setContentsMargins(self.theme.px(12), self.theme.px(8), self.theme.px(11), self.theme.px(13))
        self._speak()

    def show_count(self, count: int, unit: str, note: str, token: str) -> None:
        self.figure.setText(f"{count:,}")
        self.unit.setText(unit)
        self.note.setText(note)
        self.note.set_token(token)
        self.bar.hide()
        self._speak()

    def needed(self) -> int:
        """Width at which nothing is shortened."""
        hints = (self.name, self.note) if self.note.text() else (self.name,)
        figures = self.figure.sizeHint().width() + self.unit.sizeHint().width() + self.theme.px(3)
        return max(figures, *(hint.sizeHint().width() for hint in hints)) + self.theme.px(20)

    def _speak(self) -> None:
        self.setAccessibleName(f"{self.name.text()} {self.figure.text()} {self.unit.text()}")


class Block(QWidget):
    """A head and a card of rows; `opened` gives the id of a row."""

    opened = Signal(str)

    def __init__(self, theme: Theme, words: str, action: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.px(9))
        column.setSpacing(theme.px(1))
        self.section = Section(theme, words, action=action, parent=self)
        self.card = Card(theme, "surface", radius=8, padding=0, spacing=0, parent=self)
        self.rows: list[SideRow] = []
        column.addWidget(self.section)
        column.addWidget(self.card)

    def show_rows(self, rows: list[Row], count: int, empty: str = "") -> None:
        """Show these rows; `empty` is said when there are none."""
        self.section.set_count(count)
        for widget in self.rows:
            self.card.body.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        shown = rows or ([Row("", "", empty)] if empty else [])
        self.rows = [SideRow(self.theme, row, first=at == 0, parent=self.card) for at, row in enumerate(shown)]
        for widget in self.rows:
            widget.opened.connect(self.opened)
            self.card.body.addWidget(widget)
