"""Beside the files: the bank's figures of the week, and the branches that have not reported."""

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import Final

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.headquarters.arrivals import Late
from desktop.insights import metrics
from desktop.insights.metrics import BY_KEY, Figures
from desktop.words import Words
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.label import PlainLabel
from ui.widgets.pane import ScrollPane
from ui.widgets.section import Section
from ui.widgets.themed import Themed, smooth

WIDTH = 400
SHOWN: Final = (
    "contacts", "adds", "lost", "loss_rate", "tagged", "reached", "interactions", "on_time", "tasks_done", "referring",
    "groups", "group_active",
)  # fmt: skip
PER_ROW = 4
MOST = 100  # late branches that are listed; all of them are copied


class FigureCard(Card):
    """Numbers with their definitions as tool tips."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(6))
        grid.setVerticalSpacing(theme.px(2))
        self.numbers: dict[str, PlainLabel] = {}
        for index, key in enumerate(SHOWN):
            row, column = divmod(index, PER_ROW)
            head = PlainLabel(theme, words.text(BY_KEY[key].label), "caption", "text2", elide=True, parent=self)
            self.numbers[key] = PlainLabel(theme, "—", "heading", parent=self)
            for label in (head, self.numbers[key]):
                label.setToolTip(escape(words.text(BY_KEY[key].definition)))
            grid.addWidget(head, 3 * row, column)
            grid.addWidget(self.numbers[key], 3 * row + 1, column)
            grid.setRowMinimumHeight(3 * row + 2, theme.px(6))
        for column in range(PER_ROW):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)

    def show_figures(self, figures: Figures) -> None:
        for key, label in self.numbers.items():
            label.setText(metrics.shown(BY_KEY[key], figures[key]))


class CopyButton(IconButton):
    """Copies the branch of its row; the arrows lead to the rows above and below."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(step)


class LateRow(Themed, QWidget):
    """A branch that has not reported: its name, what it belongs to, how late; its button copies it alone."""

    def __init__(self, theme: Theme, late: Late, *, first: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.late, self._first = late, first
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{late.name} {late.above} {late_words(late)}")
        tip = self.tr("复制这一家 ↵")
        self.copy = CopyButton(theme, "copy", tip, "sm", parent=self)
        self.copy.setAccessibleName(f"{tip} {self.accessibleName()}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, theme.px(8), 0)
        row.addStretch(1)
        row.addWidget(self.copy)
        self.follow(theme)

    def sizeHint(self) -> QSize:
        return QSize(200, self.theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = smooth(self), self.theme
        if not self._first:
            painter.fillRect(QRectF(16, 0, self.width() - 16, 1), theme.color("border"))
        font, height, width = theme.font("table"), self.height(), self.width() - self.copy.sizeHint().width()
        draw.text(painter, QRectF(16, 0, width * 0.34 - 16, height), self.late.name, font, theme.color("text"))
        middle = QRectF(width * 0.36, 0, width * 0.28, height)
        draw.text(painter, middle, self.late.above, font, theme.color("text2"))
        ink = theme.color("danger" if self.late.weeks > 1 else "warn" if self.late.last else "text2")
        draw.text(
            painter, QRectF(width * 0.64, 0, width * 0.36 - 16, height), late_words(self.late), font, ink, "right"
        )
        painter.end()


def late_line(late: Late) -> str:
    """What is copied of one: what it belongs to, its name, how late."""
    return f"{late.above} {late.name} {late_words(late)}".strip()


def late_words(late: Late) -> str:
    """How many weeks in a row are missing; of one only, for which week it reported last."""
    translate = QCoreApplication.translate
    if late.weeks > 1:
        return translate("HeadquartersSide", "连续 {count} 周没交").format(count=late.weeks)
    if not late.last:
        return translate("HeadquartersSide", "没收到")
    return translate("HeadquartersSide", "只交到第 {week} 周").format(week=int(late.last[-2:]))


class HeadquartersSide(ScrollPane):
    """`copied` says how many branches went to the clipboard, and the name of a single one, "" for all."""

    copied = Signal(int, str)

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(theme, "canvas", WIDTH, "left", (16, 16, 16, 16), 8, parent)
        self._late: list[Late] = []
        self.head = Section(theme, self.tr("全行"), parent=self.inner)
        self.card = FigureCard(theme, words, self.inner)
        self.edits_button = Button(theme, "", "secondary", "shield-alert", "H", parent=self.inner)
        self.edits_button.hide()
        self.late_head = Section(theme, self.tr("还没交的网点"), 0, self.tr("复制催报名单 C"), self.inner)
        self.late_head.action_clicked.connect(self.copy_late)
        self.late_card = Card(theme, padding=0, spacing=0, parent=self.inner)
        self.rows = QVBoxLayout()
        self.late_card.body.addLayout(self.rows)
        self.all_in = PlainLabel(theme, "", token="text2", parent=self.inner)
        for widget in (self.head, self.card, self.edits_button, self.late_head, self.late_card, self.all_in):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def show_edits(self, count: int) -> None:
        """How many hand edits wait; none hides the button."""
        self.edits_button.setText(self.tr("{count} 处手工改动等您定").format(count=count))
        self.edits_button.setVisible(bool(count))

    def show_late(self, late: Sequence[Late], *, known: bool) -> None:
        """`known` is whether any branch is known at all: before the first report nobody can be late."""
        self._late = list(late)
        before = next((number for number, row in enumerate(self.late_rows()) if row.copy.hasFocus()), None)
        while self.rows.count():
            self.rows.takeAt(0).widget().deleteLater()
        for number, one in enumerate(self._late[:MOST]):
            row = LateRow(self.theme, one, first=number == 0, parent=self.late_card)
            row.copy.clicked.connect(partial(self._on_copy, row))
            row.copy.moved.connect(partial(self._on_moved, number))
            self.rows.addWidget(row)
        if before is not None:
            self.go_to_late(before)
        self.late_card.setVisible(bool(late))
        self.late_head.set_count(len(self._late) if known else None)
        self.late_head.link.setVisible(bool(late))
        self.all_in.setText(
            "" if late else self.tr("都交了") if known else self.tr("收到第一份上报表后，这里列出还没交的")
        )

    def late_rows(self) -> list[LateRow]:
        """The rows that show, from above."""
        found = (self.rows.itemAt(number).widget() for number in range(self.rows.count()))
        return [row for row in found if isinstance(row, LateRow)]

    def go_to_late(self, number: int = 0) -> None:
        """To the button of a row, of the nearest there is; nothing without any."""
        if rows := self.late_rows():
            row = rows[max(0, min(len(rows) - 1, number))]
            row.copy.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.ensureWidgetVisible(row)

    def copy_late(self) -> None:
        """One line a branch: what it belongs to, its name, how late."""
        QGuiApplication.clipboard().setText("\n".join(map(late_line, self._late)))
        self.copied.emit(len(self._late), "")

    def _on_copy(self, row: LateRow) -> None:
        QGuiApplication.clipboard().setText(late_line(row.late))
        self.copied.emit(1, row.late.name)

    def _on_moved(self, number: int, step: int) -> None:
        self.go_to_late(number + step)
