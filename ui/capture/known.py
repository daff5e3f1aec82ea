"""The left of the window for somebody who is already ours: what is next, and what to do this time."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.contacts.search import ContactRow
from ui.capture.choice_row import ActionRow
from ui.contacts import words
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.empty import IconLabel
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel
from ui.widgets.paragraph import Paragraph
from ui.widgets.section import Divider


class KnownPane(QWidget):
    """1 a visit, 2 remind the owner, 3 tags; ↑↓ another of those who fit. Enter does what is chosen."""

    done = Signal()
    stepped = Signal(int)
    key = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.chosen = "1"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(7))
        self.card = Card(theme, "surface", 8, 0, 0, self)
        self.card.body.setContentsMargins(12, 4, 0, 4)
        self.next = self._line("calendar-clock", self.tr("下次跟进"))
        self.card.body.addWidget(Divider(theme, parent=self.card))
        self.last = self._line("message-circle", self.tr("最近联系"))
        self.card.body.addWidget(Divider(theme, parent=self.card))
        self.tags = self._line("tag", self.tr("标签"))
        self.closed = Paragraph(theme, "", "table", "text2", parent=self)
        self.closed.hide()
        column.addWidget(self.card)
        column.addWidget(self.closed)
        column.addSpacing(theme.px(6))
        head = QHBoxLayout()
        head.addWidget(PlainLabel(theme, self.tr("这次要做什么"), "caption", "text2", parent=self))
        head.addStretch(1)
        head.addWidget(PlainLabel(theme, self.tr("按数字键"), "caption", "text2", parent=self))
        column.addLayout(head)
        self.actions = {digit: ActionRow(theme, digit, parent=self) for digit in "123"}
        for row in self.actions.values():
            row.clicked.connect(self._on_row)
            column.addWidget(row)
        column.addStretch(1)

    def show_row(self, row: ContactRow, now: datetime, *, editable: bool) -> None:
        """Show somebody; stage, tags and next step only to who may see them."""
        translate = QCoreApplication.translate
        self.card.setVisible(editable)
        self.closed.setVisible(not editable)
        self.closed.set_text(self.tr("{owner} 的客户：阶段、标签和跟进只有归属人看得到。").format(owner=row.owner_name))
        none = self.tr("没有")
        due = f"{words.due_in_full(row.next_at, now)}，{row.owner_name}" if row.next_at else self.tr("未安排")
        self.next.setText(due)
        self.last.setText(words.moment_of(row.last_at, now.date()) if row.last_at else none)
        self.tags.setText(translate("ContactsPage", "、").join(tag.name for tag in row.tags) or none)
        self.actions["1"].set_words(self.tr("记一次到访"))
        self.actions["2"].set_words(self.tr("提醒{owner}跟进").format(owner=row.owner_name))
        self.actions["3"].set_words(self.tr("加标签"))
        self.actions["3"].setVisible(editable)
        self.choose("1")

    def choose(self, digit: str) -> None:
        if digit in self.actions and self.actions[digit].isVisibleTo(self):
            self.chosen = digit
        for key, row in self.actions.items():
            row.set_chosen(key == self.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = plain_key(event)
        if key in self.actions:
            self.choose(key)
            self.key.emit(key)
        elif key in {"Up", "Down"}:
            self.stepped.emit(1 if key == "Down" else -1)
        else:
            super().keyPressEvent(event)

    def _line(self, icon: str, name: str) -> PlainLabel:
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 8, 4)
        row.setSpacing(9)
        row.addWidget(IconLabel(self.theme, icon, 16, parent=self.card))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(PlainLabel(self.theme, name, "caption", "text2", parent=self.card))
        value = PlainLabel(self.theme, "", elide=True, parent=self.card)
        texts.addWidget(value)
        row.addLayout(texts, 1)
        self.card.body.addLayout(row)
        return value

    @Slot()
    def _on_row(self) -> None:
        self.choose(self.sender().digit)
        self.done.emit()
