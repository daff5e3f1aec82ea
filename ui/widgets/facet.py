"""Rows of a left pane: a view to choose, or a condition to tick, with its count."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.check import BOX, paint_box
from ui.widgets.keys import plain_key
from ui.widgets.pill import paint_letter
from ui.widgets.themed import Themed, area, smooth

HEIGHT = 28


class FacetRow(Themed, QAbstractButton):
    """28 px; `checkable` shows a box; `icon` or the stage `letter` stands before the words; arrows go on.

    X or the right button send `exclude_wanted`: the opposite of a tick, for those who listen.
    """

    exclude_wanted = Signal()

    def __init__(
        self, theme: Theme, words: str, count: int | None = None, icon: str = "", letter: str = "",
        checkable: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._count, self._icon, self._letter, self._selected = count, icon, letter, False
        self._excluded = False
        self.follow(theme)
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def count(self) -> int | None:
        return self._count

    def set_count(self, count: int | None) -> None:
        self._count = count
        self.setAccessibleDescription("" if count is None else str(count))
        self.update()

    def is_selected(self) -> bool:
        return self._selected

    def set_selected(self, selected: bool) -> None:
        self._selected = selected
        self.update()

    def is_excluded(self) -> bool:
        return self._excluded

    def set_excluded(self, excluded: bool) -> None:
        """The box shows a minus: who has this is left out."""
        self._excluded = excluded
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.exclude_wanted.emit()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self.theme.px(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        elif plain_key(event) == "X":
            self.exclude_wanted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, middle = smooth(self), self.theme, self.height() / 2
        if self._selected or (self.underMouse() and self.isEnabled()):
            draw.rounded(painter, area(self), 8, theme.color("selected" if self._selected else "hover"))
        x = float(theme.px(8))
        if self.isCheckable():
            box = theme.px(BOX)
            paint_box(painter, QRectF(x, middle - box / 2, box, box), theme, checked=self.isChecked())
            if self._excluded:
                draw.pixmap(painter, x + box / 2 - theme.px(6), middle, theme.icon("minus", 12, "danger"))
            x += box + theme.px(10)
        x += self._paint_mark(painter, x, middle)
        number = "" if self._count is None else f"{self._count:,}"
        width = draw.text_width(theme.font("table"), number)
        ink = theme.color("accent" if self._selected else "text")
        rect = QRectF(x, 0, self.width() - x - width - theme.px(14), self.height())
        draw.text(painter, rect, self.text(), theme.font("table", bold=self._selected), ink)
        tail = QRectF(self.width() - width - theme.px(8), 0, width + 1, self.height())
        draw.text(painter, tail, number, theme.font("table"), theme.color("accent" if self._selected else "text2"))
        if self.hasFocus():
            draw.focus_ring(painter, area(self), theme, 8)
        painter.end()

    def _paint_mark(self, painter: QPainter, x: float, middle: float) -> float:
        theme = self.theme
        if self._icon:
            draw.pixmap(painter, x, middle, theme.icon(self._icon, 16, "accent" if self._selected else "text2"))
            return theme.px(24)
        if self._letter:
            size = theme.px(18)
            paint_letter(painter, QRectF(x - 2, middle - size / 2, size, size), theme, self._letter)
            return size + theme.px(5)
        return 0
