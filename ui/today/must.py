"""The small grey mark of what head office asks of everybody."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.themed import Themed, smooth


def must_width(words: str, theme: Theme) -> float:
    return round(draw.text_width(theme.font("caption"), words)) + theme.px(12)


def paint_must(painter: QPainter, x: float, cy: float, words: str, theme: Theme) -> float:
    """Paint the mark with its left edge at `x`; returns its width."""
    width, height = must_width(words, theme), theme.px(18)
    rect = QRectF(round(x), round(cy - height / 2), width, height)
    draw.rounded(painter, rect, 4, theme.color("sunken"))
    draw.text(painter, rect, words, theme.font("caption"), theme.color("text2"), "center", elide=False)
    return width


class MustMark(Themed, QWidget):
    """The mark as a widget, for the card."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.follow(theme)
        self.setAccessibleName(text)
        self.restyle()

    def restyle(self) -> None:
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(round(must_width(self._text, self.theme)), self.theme.px(23))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        paint_must(painter, 0, QRectF(self.rect()).center().y(), self._text, self.theme)
        painter.end()
