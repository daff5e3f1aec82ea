"""The card being worked on: for whom, with which words, and what to press."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.sop.items import COPIED, OPEN, Item
from desktop.sop.scripts import Filled
from ui.theme import Theme
from ui.today import words
from ui.today.missing import MissingRow
from ui.today.must import MustMark
from ui.today.target_chip import TargetChip
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.empty import IconLabel
from ui.widgets.flow import FlowLayout
from ui.widgets.label import PlainLabel
from ui.widgets.paragraph import Paragraph

LEFT = 108
RIGHT = 24
COMMANDS = ("hold", "copy", "finish", "skip", "postpone", "another")


class NowCard(QWidget):
    """Shows one step; tells what was pressed by `command`, which target by `chosen`, a missing value by `filled`."""

    command = Signal(str)
    chosen = Signal(int)
    filled = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        outer = QVBoxLayout(self)
        self.set_gutter(theme.px(RIGHT))
        self.card = Card(theme, "raised", padding=0, spacing=theme.px(12), parent=self)
        self.card.body.setContentsMargins(theme.px(20), theme.px(13), theme.px(20), theme.px(16))
        self.card.set_current(True)
        outer.addWidget(self.card)
        self.long_title = Paragraph(theme, role="heading", parent=self.card)
        self.long_title.hide()
        self.card.body.addWidget(self.long_title)
        self.card.body.addLayout(self._head())
        self.card.body.addLayout(self._people())
        self.card.body.addWidget(self._script())
        self.guide = Paragraph(theme, role="caption", token="text2", parent=self.card)
        self.guide.hide()
        self.card.body.addWidget(self.guide)
        self.missing = MissingRow(theme, parent=self.card)
        self.missing.filled.connect(self.filled)
        self.card.body.addWidget(self.missing)
        self.card.body.addLayout(self._foot())
        self.card.body.addStretch(1)

    def show_item(self, item: Item, section: str, now: datetime, chosen: int) -> None:
        """Fill in a step; `chosen` is the place of the target to show."""
        target = item.targets[chosen]
        self.title.setText(item.title)
        self.long_title.set_text(item.title)
        self.must.setVisible(item.must)
        self._show_clock(item, section, now)
        self._show_people(item, chosen)
        self._show_words(target.filled, item.hint)
        self.guide.set_text(words.guide(item.content))
        self.guide.setVisible(bool(self.guide.text()))
        self.missing.show_names(target.filled.missing)
        self._show_buttons(item)
        self.setAccessibleName(item.title)

    def set_gutter(self, width: int) -> None:
        """Free space at the right, so that the card ends where the rows do."""
        self.layout().setContentsMargins(self.theme.px(LEFT), 0, width, 0)

    def height_for(self, width: int) -> int:
        """Height needed at a width of the list's row."""
        self._fit(width)
        layout = self.layout()
        return layout.heightForWidth(width) if layout.hasHeightForWidth() else self.sizeHint().height()

    # ------------------------------------------------------------------------------------------- parts

    def _head(self) -> QHBoxLayout:
        theme, row = self.theme, QHBoxLayout()
        row.setSpacing(theme.px(12))
        self.title = PlainLabel(theme, role="heading", elide=False, parent=self.card)
        self.must = MustMark(theme, self.tr("总行必做"), parent=self.card)
        self.clock_icon = IconLabel(theme, "timer", 16, "accent", parent=self.card)
        self.clock = PlainLabel(theme, bold=True, parent=self.card)
        row.addWidget(self.title)
        row.addWidget(self.must)
        row.addStretch(1)
        row.addWidget(self.clock_icon)
        row.addSpacing(-theme.px(6))
        row.addWidget(self.clock)
        return row

    def _people(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(12))
        self.people = QWidget(self.card)
        self._flow = FlowLayout(self.people, self.theme.px(6))
        self.place = PlainLabel(self.theme, role="caption", token="text2", align="right", parent=self.card)
        self.place.setFixedHeight(self.theme.px(24))
        row.addWidget(self.people, 1)
        row.addWidget(self.place, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _script(self) -> Card:
        self.block = Card(self.theme, "sunken", radius=8, padding=0, parent=self.card)
        self.block.body.setContentsMargins(self.theme.px(16), self.theme.px(12), self.theme.px(16), self.theme.px(12))
        self.script = Paragraph(self.theme, parent=self.block)
        self.block.body.addWidget(self.script)
        return self.block

    def _foot(self) -> QHBoxLayout:
        theme, row = self.theme, QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.hold = Button(theme, self.tr("开始"), "soft", "play", "A", parent=self.card)
        self.copy = Button(theme, "", "primary", "copy", "C", parent=self.card)
        self.finish = Button(theme, self.tr("完成"), "secondary", "check", "↵", parent=self.card)
        self.skip = Button(theme, self.tr("跳过"), "ghost", keys="S", parent=self.card)
        self.postpone = Button(theme, self.tr("改期"), "ghost", keys="R", parent=self.card)
        self.another = Button(theme, self.tr("换一条"), "ghost", "shuffle", parent=self.card)
        self.number = PlainLabel(theme, role="caption", token="text2", parent=self.card)
        for name in COMMANDS:
            button: Button = getattr(self, name)
            button.setObjectName(name)
            button.clicked.connect(self._on_clicked)
        holder = QWidget(self.card)
        self._buttons = FlowLayout(holder, theme.px(8))
        for button in (self.hold, self.copy, self.finish, self.skip, self.postpone):
            self._buttons.addWidget(button)
        row.addWidget(holder, 1)
        row.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.another, 0, Qt.AlignmentFlag.AlignTop)
        self.number.setFixedHeight(theme.px(32))
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(self.width())

    def _fit(self, width: int) -> None:
        """With little room the title gets lines of its own, icons go, then the script's number; the rest wraps."""
        room = width - self.theme.px(LEFT + RIGHT + 40)
        head = (self.title, self.must, self.clock_icon, self.clock)
        narrow = sum(part.sizeHint().width() + self.theme.px(12) for part in head) > room
        self.title.setVisible(not narrow)
        self.long_title.setVisible(narrow)
        self.place.setVisible(self.place.text() != "" and room > self.theme.px(360))
        for button, icon in ((self.copy, "copy"), (self.finish, "check"), (self.another, "shuffle")):
            button.set_icon(icon)
        self.number.setVisible(bool(self.number.text()))
        if self._foot_width() > room:
            for button in (self.copy, self.finish, self.another):
                button.set_icon("")
        if self._foot_width() > room:
            self.number.hide()

    def _foot_width(self) -> int:
        shown = (self.hold, self.copy, self.finish, self.skip, self.postpone, self.number, self.another)
        return sum(part.sizeHint().width() + self.theme.px(8) for part in shown if not part.isHidden())

    # ------------------------------------------------------------------------------------------- filling

    def _show_clock(self, item: Item, section: str, now: datetime) -> None:
        text, ink = {
            "late": lambda: (words.late_by(item, now), "danger"),
            "now": lambda: (words.time_left(item, now), "accent"),
            "later": lambda: (words.starts_in(item, now), "text2"),
        }[section]()
        self.clock.setText(text)
        self.clock.set_token(ink)
        self.clock_icon.set("timer", ink)

    def _show_people(self, item: Item, chosen: int) -> None:
        several = bool(item.targets[0].name)
        self.people.setVisible(several)
        self._flow.clear()
        if not several:
            self.place.setText("")
            return
        for at, target in enumerate(item.targets):
            chip = TargetChip(self.theme, target.name, target.state, current=at == chosen, parent=self.people)
            chip.setProperty("place", at)
            chip.clicked.connect(self._on_chip)
            self._flow.addWidget(chip)
            chip.show()
        group = item.targets[0].group is not None
        template = self.tr("第 {place} 个，共 {count} 个群") if group else self.tr("第 {place} 位，共 {count} 位")
        self.place.setText(template.format(place=chosen + 1, count=len(item.targets)))

    def _show_words(self, filled: Filled, hint: str) -> None:
        spans, at = [], 0
        for segment in filled.segments:
            if segment.marked:
                spans.append((at, at + len(segment.text)))
            at += len(segment.text)
        self.script.set_text(filled.text or hint, spans)
        self.block.setVisible(bool(filled.text or hint))

    def _show_buttons(self, item: Item) -> None:
        waiting = item.left(OPEN, COPIED)
        self.hold.setVisible(item.kind == "activity" and item.targets[0].group is not None)
        self.copy.setVisible(bool(item.script))
        self.copy.setText(self._copy_words(item))
        self.another.setVisible(bool(item.script))
        self.number.setText(self.tr("话术 {key}").format(key=item.script) if item.script else "")
        self.finish.set_kind("secondary" if item.script else "primary")
        for button in (self.finish, self.skip, self.postpone):
            button.setEnabled(bool(waiting))
        self._fit(self.width())

    def _copy_words(self, item: Item) -> str:
        if len(item.left(OPEN)) <= 1:
            return self.tr("复制话术")
        return self.tr("复制并到下一个群") if item.targets[0].group else self.tr("复制并到下一位")

    @Slot()
    def _on_clicked(self) -> None:
        self.command.emit(self.sender().objectName())

    @Slot()
    def _on_chip(self) -> None:
        self.chosen.emit(int(self.sender().property("place")))
