"""The list of tasks: rows painted, one card a real widget, letters as commands."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QToolTip, QWidget

from ui.theme import Theme
from ui.today.card import NowCard
from ui.today.delegate import RIGHT, TaskDelegate
from ui.today.lines import Line
from ui.today.model import TaskModel
from ui.today.row_actions import Action
from ui.widgets.keys import plain_key

LETTERS = frozenset("JKCSRDMAGLTB")


class Pressed(NamedTuple):
    """A command of a row that is not the card."""

    name: str
    step: str


class TaskList(QListView):
    """`command` names a key's or the card's command, `row_command` a row's; `opened` is a row that becomes the card."""

    command = Signal(str)
    row_command = Signal(object)
    opened = Signal(str)
    done_toggled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.card: NowCard | None = None
        self._heights: dict[int, int] = {}  # of the card by width, until it shows something else
        self.tasks = TaskModel(self)
        self.painter = TaskDelegate(theme, self._card_height, self)
        self.setModel(self.tasks)
        self.setItemDelegate(self.painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAccessibleName(self.tr("今天的任务"))
        self.verticalScrollBar().setSingleStep(theme.px(42))
        theme.changed.connect(self.relayout)

    def set_lines(self, lines: list[Line]) -> NowCard | None:
        """Show the lines; returns the card to fill in, None when there is none."""
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else self.hasFocus()
        scrolled = self.verticalScrollBar().value()
        before = self.tasks.row_of_card()
        self.tasks.set_lines(lines)
        row = self.tasks.row_of_card()
        index = self.tasks.index(row)
        if row < 0:
            self.card = None
        elif self.card is None or row != before or self.indexWidget(index) is not self.card:
            self._heights.clear()
            self.card = NowCard(self.theme, self.viewport())
            self.setIndexWidget(index, self.card)
            if had_focus:
                self.setFocus()
            self._ring_card()
        self.verticalScrollBar().setValue(scrolled)
        return self.card

    def show_card(self) -> None:
        """Scroll so that the card is in sight."""
        row = self.tasks.row_of_card()
        if row >= 0:
            self.scrollTo(self.tasks.index(row), QAbstractItemView.ScrollHint.EnsureVisible)

    def contents_height(self) -> int:
        """Height of all rows."""
        rows = range(self.tasks.rowCount())
        return sum(self.visualRect(self.tasks.index(row)).height() for row in rows) + self.theme.px(4)

    @Slot()
    def relayout(self) -> None:
        """Measure the rows again: the card's content, the width or the font scale are others."""
        self._heights.clear()
        self.painter.gutter = self.theme.px(RIGHT) - (self.width() - self.viewport().width())
        if self.card is not None:
            self.card.set_gutter(self.painter.gutter)
        self.scheduleDelayedItemsLayout()
        self.executeDelayedItemsLayout()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.relayout()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring_card()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring_card()

    def _ring_card(self) -> None:
        """The card is where the keys go: it carries the list's focus ring."""
        if self.card is not None:
            self.card.card.set_current(True, 2 if self.hasFocus() else 1)

    # ------------------------------------------------------------------------------------------- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if name := command_of(event):
            self.command.emit(name)
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------------------------------- mouse

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        row, action = self._under(event.position())
        hot = (row, action.name if action else "")
        clickable = action is not None or self._kind(row) in {"task", "done_head"}
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor)
        if hot != self.painter.hot:
            self.painter.hot = hot
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        row, action = self._under(event.position())
        line = self.tasks.line(row) if row >= 0 else None
        if line is None:
            return
        if line.kind == "done_head":
            self.done_toggled.emit()
        elif line.kind == "task" and line.item is not None:
            if action is None:
                self.opened.emit(line.item.step)
            else:
                self.row_command.emit(Pressed(action.name, line.item.step))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            _, action = self._under(QPointF(event.pos()))  # type: ignore[attr-defined]
            QToolTip.showText(event.globalPos(), action.tip if action else "", self)  # type: ignore[attr-defined]
            return True
        if event.type() == QEvent.Type.Leave:
            self.painter.hot = (-1, "")
            self.viewport().update()
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self.theme.color("surface"))
        painter.end()
        super().paintEvent(event)

    def _under(self, at: QPointF | QPoint) -> tuple[int, Action | None]:
        point = at.toPoint() if isinstance(at, QPointF) else at
        index = self.indexAt(point)
        if not index.isValid():
            return -1, None
        rect = QRectF(self.visualRect(index))
        actions = self.painter.actions(self.tasks.line(index.row()), rect)
        return index.row(), next((action for action in actions if action.rect.contains(QPointF(point))), None)

    def _kind(self, row: int) -> str:
        return self.tasks.line(row).kind if row >= 0 else ""

    def _card_height(self, width: int) -> int:
        if self.card is None:
            return 0
        width = max(width, self.viewport().width())
        if width not in self._heights:
            self._heights[width] = self.card.height_for(width)
        return self._heights[width]


def command_of(event: QKeyEvent) -> str:
    """The command of a key: a letter, or the same with Alt for input methods that swallow letters; arrows; Ctrl+C."""
    key = plain_key(event)
    alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
    control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    if alt and 0 < event.key() < 128:
        key = chr(event.key()).upper()
    if control and event.key() == Qt.Key.Key_C:
        key = "C"
    if control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
        key = "Enter"
    return key if key in LETTERS else {"Enter": "↵", "Down": "J", "Up": "K", "Right": "→"}.get(key, "")
