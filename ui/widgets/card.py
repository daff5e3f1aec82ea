"""Cards: only where a thing is acted on as a whole."""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.themed import Themed, area, smooth

LEVELS = {
    "surface": ("surface", "border"), "raised": ("raised", "border"), "sunken": ("sunken", ""),
    "sunkenEdge": ("sunken", "border2"), "selected": ("selected", "accent"),
    "danger": ("dangerSoft", "dangerBd"), "warn": ("warnSoft", "warnBd"), "ok": ("okSoft", "okBd"),
    "info": ("infoSoft", "infoBd"),
}  # fmt: skip


class Card(Themed, QWidget):
    """A rounded ground with a hairline; put the content into `body`."""

    def __init__(
        self, theme: Theme, level: str = "surface", radius: int = 10, padding: int = 16, spacing: int = 8,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._level, self._radius, self._current = level, radius, False
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(spacing)
        self.follow(theme)

    def set_level(self, level: str) -> None:
        self._level = level
        self.update()

    def set_current(self, current: bool, width: int = 1) -> None:
        """The card that is being worked on has an accent edge."""
        self._current = width if current else 0
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        fill, edge = LEVELS[self._level]
        if self._current:
            draw.rounded(painter, area(self), self._radius, self.theme.color(fill), self.theme.color("accent"),
                         float(self._current))  # fmt: skip
        else:
            draw.rounded(painter, area(self), self._radius, self.theme.color(fill),
                         self.theme.color(edge) if edge else None)  # fmt: skip
        painter.end()
