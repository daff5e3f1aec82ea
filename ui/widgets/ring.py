"""The progress ring."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.themed import Themed, area, smooth

FULL_TURN = 360 * 16  # Qt counts sixteenths of a degree


class Ring(Themed, QWidget):
    """Done of total, as an arc from twelve o'clock with the numbers in the middle."""

    def __init__(self, theme: Theme, size: int = 56, thickness: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size, self._thickness = size, thickness
        self.done, self.total, self._words = 0, 0, ""
        self.follow(theme)
        self.restyle()

    def set_value(self, done: int, total: int, words: str = "") -> None:
        """`words` replaces the numbers in the middle."""
        self.done, self.total = done, total
        self._words = words or f"{done}/{total}"
        self.setAccessibleName(self._words)
        self.update()

    def restyle(self) -> None:
        self.setFixedSize(self.theme.px(self._size), self.theme.px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = smooth(self), self.theme
        half = self._thickness / 2
        circle = area(self).adjusted(half, half, -half, -half)
        painter.setPen(QPen(theme.color("track"), self._thickness))
        painter.drawEllipse(circle)
        if self.total and self.done:
            painter.setPen(QPen(theme.color("accent"), self._thickness, c=Qt.PenCapStyle.RoundCap))
            part = min(1.0, self.done / self.total)
            painter.drawArc(circle, FULL_TURN // 4, -round(FULL_TURN * part))
        font = theme.sized_font(self._size * (0.25 if len(self._words) < 5 else 0.21), bold=True)
        draw.text(painter, QRectF(area(self)), self._words, font, theme.color("text"), "center", elide=False)
        painter.end()
