"""Tabs with counts over a list."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.themed import Themed, smooth

HEIGHT = 44
GAP = 26
EDGE = 6  # around the words, for the ring of the focus


class Tabs(Themed, QWidget):
    """(key, words, count) side by side; the chosen one is bold and underlined with 2 px of accent."""

    changed = Signal(str)

    def __init__(
        self, theme: Theme, tabs: Sequence[tuple[str, str, int | None]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tabs = [list(tab) for tab in tabs]
        self._value = str(tabs[0][0]) if tabs else ""
        self.follow(theme)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def value(self) -> str:
        return self._value

    def set_value(self, key: str) -> None:
        if key != self._value and key in self._keys():
            self._value = key
            self.update()
            self.changed.emit(key)

    def set_count(self, key: str, count: int | None) -> None:
        self._tabs[self._keys().index(key)][2] = count
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        cells = self._cells()
        return QSize(round(cells[-1].right()) + self.theme.px(EDGE) if cells else 0, self.theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for key, cell in zip(self._keys(), self._cells(), strict=True):
            if cell.adjusted(-GAP / 2, 0, GAP / 2, 0).contains(event.position()):
                self.set_value(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        keys = self._keys()
        self.set_value(keys[max(0, min(len(keys) - 1, keys.index(self._value) + step))])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = smooth(self), self.theme
        for (key, words, count), cell in zip(self._tabs, self._cells(), strict=True):
            chosen = key == self._value
            font = theme.font("table", bold=chosen)
            width = draw.text(painter, cell, str(words), font, theme.color("text" if chosen else "text2"), elide=False)
            if count is not None:
                rest = cell.adjusted(width + theme.px(7), 0, 1, 0)
                draw.text(painter, rest, f"{count:,}", theme.font("caption"), theme.color("text2"), elide=False)
            if chosen:
                painter.fillRect(QRectF(cell.left(), self.height() - 2, cell.width(), 2), theme.color("accent"))
            if chosen and self.hasFocus():
                room = theme.px(EDGE)
                draw.focus_ring(painter, cell.adjusted(-room, room, room, -room), theme, 4)
        painter.end()

    def _keys(self) -> list[str]:
        return [str(tab[0]) for tab in self._tabs]

    def _cells(self) -> list[QRectF]:
        cells, x = [], float(self.theme.px(EDGE))
        for _, words, count in self._tabs:
            width = draw.text_width(self.theme.font("table", bold=True), str(words))
            if count is not None:
                width += self.theme.px(7) + draw.text_width(self.theme.font("caption"), f"{count:,}")
            cells.append(QRectF(x, 0, width, self.theme.px(HEIGHT)))
            x += width + self.theme.px(GAP)
        return cells
