"""The working half of the page: header, notice, list, and what stands there when the list is empty."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.sop.items import Item, Today
from desktop.sop.streaks import Streak
from ui.theme import Theme
from ui.today import words
from ui.today.card import NowCard
from ui.today.header import Header
from ui.today.lines import lines_of
from ui.today.list import TaskList
from ui.widgets.banner import AnswerBanner
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState
from ui.widgets.pane import Pane

UNBOUNDED = 16_777_215  # QWIDGETSIZE_MAX


class DayPane(Pane):
    """Shows a day; the card's signals are its own, since cards come and go."""

    command = Signal(str)
    chosen = Signal(int)
    filled = Signal(str, str)
    next_day_wanted = Signal()
    sync_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "surface", parent=parent)
        self.header = Header(theme, self)
        self.list = TaskList(theme, self)
        self.list.command.connect(self.command)
        self.next_day_button = Button(theme, "", icon="calendar", parent=self)
        self.next_day_button.clicked.connect(self.next_day_wanted)
        self.empty = EmptyState(theme, "party-popper", "", "", [self.next_day_button], self)
        self.sync_button = Button(theme, self.tr("去同步"), "primary", "arrow-left-right", parent=self)
        self.sync_button.clicked.connect(self.sync_wanted)
        self.no_template = EmptyState(
            theme, "list-todo", self.tr("还没有日清单"), self.tr("去同步收下发包"), [self.sync_button], self
        )
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.no_template)
        self.body.addWidget(self.header)
        self.body.addWidget(self._notice())
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.empty, 1)
        self.empty.hide()

    def show_numbers(self, today: Today, streak: Streak, name: str) -> None:
        """Fill in the header; `name` is whom it greets."""
        self.header.show_day(today, streak, name)

    def show_list(self, today: Today, current: Item | None, place: int, *, show_done: bool) -> None:
        """Fill in the list: `current` is the card, `place` the target that it shows."""
        self.list.painter.open_done = show_done
        lines = lines_of(today, current.step if current else "", show_done=show_done)
        card = self.list.set_lines(lines)
        if card is not None and current is not None:
            self._connect_card(card)
            card.show_item(current, today.section(current), today.now, place)
        self.list.relayout()
        self.list.setVisible(bool(lines))
        known = today.templates or bool(today.items)
        self._stack.setCurrentWidget(self.list if known else self.no_template)
        self._stack.setMaximumHeight(UNBOUNDED if today.waiting or not known else self._done_height())
        self.empty.setVisible(known and not today.waiting)
        self._show_empty(today)

    def show_notice(self, title: str, text: str = "") -> None:
        """Say above the list what went wrong."""
        self.notice.set("danger", "circle-alert", title, text)
        self._notice_holder.show()

    def hide_notice(self) -> None:
        self._notice_holder.hide()

    def _notice(self) -> QWidget:
        self._notice_holder = QWidget(self)
        self.notice = AnswerBanner(self.theme, "danger", "circle-alert", parent=self._notice_holder)
        column = QVBoxLayout(self._notice_holder)
        column.setContentsMargins(self.theme.px(24), self.theme.px(8), self.theme.px(24), 0)
        column.addWidget(self.notice)
        self._notice_holder.hide()
        return self._notice_holder

    def _connect_card(self, card: NowCard) -> None:
        if not card.property("wired"):
            card.setProperty("wired", True)
            card.command.connect(self.command)
            card.chosen.connect(self.chosen)
            card.filled.connect(self.filled)

    def _done_height(self) -> int:
        return min(self.list.contents_height(), self.height() // 2)

    def _show_empty(self, today: Today) -> None:
        first = today.tomorrow
        self.next_day_button.setVisible(first is not None)
        title = self.tr("今天的都做完了") if today.items else self.tr("今天没有安排")
        text = ""
        if first is not None:
            day = words.near_day(first.day, today.now.date())
            text = self.tr("{day}第一件 {time} {title}").format(day=day, time=first.time, title=first.title)
            self.next_day_button.setText(self.tr("看{day}").format(day=day))
        self.empty.set("party-popper" if today.items else "calendar", title, text)
