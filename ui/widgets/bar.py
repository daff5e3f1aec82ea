"""Bars: one thin line of progress, or a row of small columns."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.themed import Themed, area, smooth


def part_of(value: float, total: float) -> float:
    """Value of total within 0 to 1; nothing of nothing is 0."""
    return max(0.0, min(1.0, value / total)) if total else 0.0


class Bar(Themed, QWidget):
    """A 4 px line, filled as far as value of total goes."""

    def __init__(self, theme: Theme, height: int = 4, token: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height, self._token, self.part = height, token, 0.0
        self.follow(theme)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_value(self, value: float, total: float) -> None:
        self.part = part_of(value, total)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(60, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(8, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, radius = smooth(self), self.height() / 2
        draw.rounded(painter, area(self), radius, self.theme.color("track"))
        if self.part:
            width = max(self.height(), self.width() * self.part)
            draw.rounded(painter, QRectF(0, 0, width, self.height()), radius, self.theme.color(self._token))
        painter.end()


class Bars(Themed, QWidget):
    """Columns 8 px wide, 4 apart; the last one is today's and solid."""

    def __init__(self, theme: Theme, height: int = 32, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = height
        self.values: list[tuple[float, float]] = []
        self.follow(theme)

    def set_values(self, values: Sequence[tuple[float, float]]) -> None:
        """(value, total) of each column, oldest first."""
        self.values = list(values)
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(max(0, 12 * len(self.values) - 4), self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = smooth(self), self.theme
        for index, (value, total) in enumerate(self.values):
            column = QRectF(12 * index, 0, 8, self._height)
            draw.rounded(painter, column, 2, theme.color("track"))
            high = round(self._height * part_of(value, total))
            token = "accent" if index == len(self.values) - 1 else "accentSeries"
            draw.rounded(painter, QRectF(column.left(), self._height - high, 8, high), 2, theme.color(token))
        painter.end()
