"""What the narrow window shows: how far the day is, the step, for whom, the words, the picture, the one button."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.sop.items import Item, Target, Today
from ui.theme import Theme
from ui.today import words
from ui.today.missing import MissingRow
from ui.today.target_chip import TargetChip
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.label import PlainLabel
from ui.widgets.pane import Pane, ScrollPane
from ui.widgets.paragraph import Paragraph
from ui.widgets.ring import Ring

COPY, PICTURE, SENT, TICK = "copy", "picture", "sent", "tick"
THUMB = 132
COMMANDS = ("advance", "finish", "skip", "another")


class DockFace(Pane):
    """`pressed` names a button, `chosen` gives a task, `filled` a missing value's name and value."""

    pressed = Signal(str)
    chosen = Signal(str)
    filled = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "surface", margins=(0, 0, 0, 0), parent=parent)
        self.body.addWidget(self._head())
        self.scroll = ScrollPane(theme, "surface", margins=(16, 12, 16, 12), spacing=10, parent=self)
        self._fill_middle()
        self.body.addWidget(self.scroll, 1)
        self.empty = EmptyState(theme, "party-popper", "", "", parent=self)
        self.empty.hide()
        self.body.addWidget(self.empty, 1)
        self.foot = self._foot()
        self.body.addWidget(self.foot)

    def _head(self) -> Pane:
        theme = self.theme
        pane = Pane(theme, "canvas", edge="bottom", margins=(16, 10, 16, 10), parent=self)
        self.ring = Ring(theme, 44, 5, pane)
        self.title = PlainLabel(theme, "", "heading", elide=True, parent=pane)
        self.clock = PlainLabel(theme, "", "caption", "text2", elide=True, parent=pane)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addWidget(self.clock)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self.ring)
        row.addLayout(column, 1)
        pane.body.addLayout(row)
        return pane

    def _fill_middle(self) -> None:
        theme, inner = self.theme, self.scroll.inner
        self.people = QWidget(inner)
        self._flow = FlowLayout(self.people, theme.px(6))
        self.block = Card(theme, "sunken", radius=8, padding=12, parent=inner)
        self.script = Paragraph(theme, parent=self.block)
        self.block.body.addWidget(self.script)
        self.missing = MissingRow(theme, inner)
        self.missing.filled.connect(self.filled)
        self.picture = QLabel(inner)
        self.picture.setTextFormat(Qt.TextFormat.PlainText)
        self.guide = Paragraph(theme, role="caption", token="text2", parent=inner)
        self.notice = Paragraph(theme, role="caption", token="danger", parent=inner)
        for widget in (self.people, self.block, self.missing, self.picture, self.guide, self.notice):
            self.scroll.body.addWidget(widget)
        self.scroll.body.addStretch(1)

    def _foot(self) -> Pane:
        theme = self.theme
        pane = Pane(theme, "canvas", edge="top", margins=(16, 12, 16, 12), parent=self)
        self.course = PlainLabel(theme, "", "caption", "text2", elide=True, parent=pane)
        self.advance = Button(theme, "", "primary", "copy", "C", "lg", parent=pane)
        self.finish = Button(theme, self.tr("完成"), "secondary", "check", "↵", parent=pane)
        self.skip = Button(theme, self.tr("跳过"), "ghost", keys="S", parent=pane)
        self.another = Button(theme, self.tr("换一条"), "ghost", keys="X", parent=pane)
        self.advance.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        for name in COMMANDS:
            button: Button = getattr(self, name)
            button.setObjectName(name)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self._on_clicked)
            if button is not self.advance:
                row.addWidget(button)
        row.addStretch(1)
        self.following = PlainLabel(theme, "", "caption", "text2", elide=True, parent=pane)
        pane.body.setSpacing(theme.px(8))
        pane.body.addWidget(self.course)
        pane.body.addWidget(self.advance)
        pane.body.addLayout(row)
        pane.body.addWidget(self.following)
        return pane

    # ------------------------------------------------------------------------------------------ showing

    def show_target(self, today: Today, item: Item, target: Target, picture: bytes, stage: str) -> None:
        """One target of a step, and what the one key does next."""
        self.empty.hide()
        self.scroll.show()
        self.foot.show()
        self.ring.set_value(len(today.done), today.total)
        self.title.setText(item.title)
        section = today.section(item)
        clock, token = {
            "late": lambda: (words.late_by(item, today.now), "danger"),
            "now": lambda: (words.time_left(item, today.now), "accent"),
            "later": lambda: (words.starts_in(item, today.now), "text2"),
        }[section]()
        self.clock.setText(clock)
        self.clock.set_token(token)
        self._show_people(item, target)
        self.script.set_text(target.filled.text or item.hint, target.filled.marks)
        self.block.setVisible(bool(self.script.text()))
        self.missing.show_names(target.filled.missing)
        self._show_picture(picture)
        self.guide.set_text(words.guide(item.content))
        self.guide.setVisible(bool(self.guide.text()))
        self._show_foot(today, item, target, stage, bool(picture))

    def show_empty(self, today: Today) -> None:
        """Nothing waits any more."""
        self.scroll.hide()
        self.foot.hide()
        self.ring.set_value(len(today.done), today.total)
        self.title.setText(self.tr("今日"))
        self.clock.setText("")
        title = self.tr("今天的都做完了") if today.items else self.tr("今天没有安排")
        self.empty.set("party-popper" if today.items else "calendar", title, self.tr("Esc 关掉浮窗"))
        self.empty.show()

    def say(self, text: str) -> None:
        """What went wrong, below the words; "" takes it away."""
        self.notice.set_text(text)
        self.notice.setVisible(bool(text))

    def _show_people(self, item: Item, target: Target) -> None:
        self._flow.clear()
        self.people.setVisible(bool(target.name))
        if not target.name:
            return
        for one in item.targets:
            chip = TargetChip(self.theme, one.name, one.state, current=one is target, parent=self.people)
            chip.setProperty("task", one.task)
            chip.clicked.connect(self._on_chip)
            self._flow.addWidget(chip)
            chip.show()

    def _show_picture(self, data: bytes) -> None:
        pixels = QPixmap()
        if data:
            pixels.loadFromData(data)
            side = self.theme.px(THUMB)
            mode = Qt.TransformationMode.SmoothTransformation
            self.picture.setPixmap(pixels.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, mode))
        self.picture.setAccessibleName(self.tr("配图"))
        self.picture.setVisible(not pixels.isNull())

    def _show_foot(self, today: Today, item: Item, target: Target, stage: str, picture: bool) -> None:
        told, icon = {
            COPY: (self.tr("复制文字"), "copy"),
            PICTURE: (self.tr("复制图片"), "image"),
            SENT: (self.tr("已发出，下一位"), "send"),
            TICK: (self.tr("做完了，下一件"), "check"),
        }[stage]
        self.advance.setText(told)
        self.advance.set_icon(icon)
        names = [self.tr("文字"), *([self.tr("图片")] if picture else []), self.tr("发出")]
        at = {COPY: 0, PICTURE: 1, SENT: len(names) - 1, TICK: 0}[stage]
        marks = ["✓" if number < at else "●" if number == at else "○" for number in range(len(names))]
        self.course.setText("　".join(f"{mark} {name}" for mark, name in zip(marks, names, strict=True)))
        self.course.setVisible(stage != TICK)
        self.another.setVisible(bool(target.script))
        others = [one for one in today.waiting if one is not item]
        following = f"{others[0].due_at:%H:%M} {others[0].title}" if others else ""
        self.following.setText(self.tr("接着：{step}　J").format(step=following) if following else "")

    @Slot()
    def _on_clicked(self) -> None:
        self.pressed.emit(self.sender().objectName())

    @Slot()
    def _on_chip(self) -> None:
        self.chosen.emit(str(self.sender().property("task")))
