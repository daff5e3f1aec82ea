"""The answer banner of quick capture: new, already ours, invalid."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.card import LEVELS
from ui.widgets.themed import Themed, area, smooth


class AnswerBanner(Themed, QWidget):
    """An icon, a bold line and a line below on a soft ground; `tone` is ok, info, warn, danger or sunken."""

    def __init__(
        self, theme: Theme, tone: str = "ok", icon: str = "user-plus", title: str = "", words: str = "",
        height: int = 54, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._height = height
        self.tone, self.icon, self.title, self.words = tone, icon, title, words
        self._tail = QHBoxLayout(self)
        self._tail.setContentsMargins(0, 0, 12, 0)
        self._tail.addStretch(1)
        self.follow(theme)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)

    def set(self, tone: str, icon: str, title: str, words: str = "") -> None:
        self.tone, self.icon, self.title, self.words = tone, icon, title, words
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.update()

    def add_widget(self, widget: QWidget) -> None:
        """Something at the right end, such as the stage pill."""
        self._tail.addWidget(widget)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(300), self.theme.px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = smooth(self), self.theme
        fill, edge = LEVELS[self.tone]
        ink = "text2" if self.tone == "sunken" else self.tone
        draw.rounded(painter, area(self), 8, theme.color(fill), theme.color(edge) if edge else None)
        draw.pixmap(painter, theme.px(13), self.height() / 2, theme.icon(self.icon, 20, ink))
        left, width = theme.px(46), self.width() - theme.px(58)
        middle = self.height() / 2
        if not self.words:
            middle += theme.px(11)
        first = QRectF(left, middle - theme.px(21), width, theme.px(21))
        draw.text(painter, first, self.title, theme.font("heading"), theme.color(ink))
        second = QRectF(left, middle + theme.px(1), width, theme.px(18))
        draw.text(painter, second, self.words, theme.font("caption"), theme.color("text2"))
        painter.end()
