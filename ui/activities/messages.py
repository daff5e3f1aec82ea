"""What goes to the group: a card for each message, copied by its number."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.activities.view import View, Words
from ui.activities import words
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.empty import IconLabel
from ui.widgets.label import PlainLabel
from ui.widgets.pane import ScrollPane
from ui.widgets.paragraph import Paragraph

WIDTH = 312
LIT = {"得奖", "人数", "总人数", "答案", "得奖名单"}
"""Variables that come from the chat: the reader should look at them before sending."""


class MessageCard(Card):
    """One message with its number; copied ones are quiet, the product's is amber."""

    copy_wanted = Signal(int)
    other_wanted = Signal()

    def __init__(self, theme: Theme, number: int, parent: QWidget | None = None) -> None:
        super().__init__(theme, padding=12, spacing=theme.px(6), parent=parent)
        self.number = number
        self.mark = IconLabel(theme, "megaphone", 16, "warn", self)
        self.name = PlainLabel(theme, role="table", bold=True, parent=self)
        self.done = IconLabel(theme, "check", 14, "ok", self)
        self.when = PlainLabel(theme, role="caption", token="text2", parent=self)
        head = QHBoxLayout()
        head.setSpacing(theme.px(6))
        head.addWidget(self.mark)
        head.addWidget(self.name)
        head.addStretch(1)
        head.addWidget(self.done)
        head.addWidget(self.when)
        self.text = Paragraph(theme, role="table", parent=self)
        self.copy = Button(theme, self.tr("复制"), icon="copy", keys=f"{number}", size="sm", parent=self)
        self.copy.clicked.connect(self._on_copy)
        self.other = Button(theme, self.tr("换产品"), "ghost", keys="X", size="sm", parent=self)
        self.other.clicked.connect(self.other_wanted)
        foot = QHBoxLayout()
        foot.addWidget(self.copy)
        foot.addStretch(1)
        foot.addWidget(self.other)
        self.body.addLayout(head)
        self.body.addWidget(self.text)
        self.body.addLayout(foot)

    def show_message(self, message: Words, note: str, *, now: bool) -> None:
        """`note` stands at the right, `now` makes its button the one to press."""
        product, copied = message.kind == "product", bool(message.copied_at)
        self.set_level("warn" if product else "surface")
        self.mark.setVisible(product)
        self.other.setVisible(product)
        self.name.setText(words.message_name(message.kind))
        self.name.set_token("warn" if product else "text")
        self.done.setVisible(copied)
        self.when.setText(self.tr("{time} 已复制").format(time=message.copied_at[11:16]) if copied else note)
        self.when.set_token("ok" if copied else "warn" if product else "text2")
        spans, at = [], 0
        for segment in message.filled.segments:
            if segment.variable in LIT:
                spans.append((at, at + len(segment.text)))
            at += len(segment.text)
        self.text.set_text(message.filled.text, spans)
        self.text.set_token("text2" if copied else "text")
        self.copy.set_kind("soft" if now else "secondary")
        self.copy.setAccessibleName(self.tr("复制{name}").format(name=words.message_name(message.kind)))

    @Slot()
    def _on_copy(self) -> None:
        self.copy_wanted.emit(self.number)


class MessagePane(ScrollPane):
    """The messages of the present step, in the order of the keys 1 to 4."""

    copy_wanted = Signal(int)
    other_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "canvas", WIDTH, "left", parent=parent)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(theme, self.tr("发到群里"), role="table", bold=True, parent=self.inner))
        head.addStretch(1)
        head.addWidget(PlainLabel(theme, self.tr("复制后去企微粘贴"), "caption", "text2", parent=self.inner))
        self.body.addLayout(head)
        self.cards = [MessageCard(theme, number, self.inner) for number in range(1, 5)]
        for card in self.cards:
            card.copy_wanted.connect(self.copy_wanted)
            card.other_wanted.connect(self.other_wanted)
            self.body.addWidget(card)
        self.body.addStretch(1)

    def show_view(self, view: View, seconds: int | None) -> None:
        following = next((one.id for one in view.messages if not one.copied_at), "")
        for at, card in enumerate(self.cards):
            shown = at < len(view.messages)
            card.setVisible(shown)
            if shown:
                message = view.messages[at]
                card.show_message(message, self._note(message, seconds), now=message.id == following)

    def _note(self, message: Words, seconds: int | None) -> str:
        if message.kind == "product":
            return self.tr("公布后马上")
        if message.kind == "reveal" and seconds:
            return self.tr("{time} 后").format(time=words.clock(seconds))
        return self.tr("现在发") if message.kind != "reveal" or seconds == 0 else self.tr("到点再发")
