"""Tags: neutral grey, 4 px corners."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.themed import Themed, smooth

HEIGHT = 20


def tag_width(theme: Theme, words: str) -> int:
    return round(draw.text_width(theme.font("caption"), words)) + theme.px(14)


def paint_tag(
    painter: QPainter, x: float, cy: float, words: str, theme: Theme, *, selected: bool = False, ink: str = "text2"
) -> int:
    """Paint a tag with its left edge at `x`; on a selected row it is lighter. Returns its width."""
    height, width = theme.px(HEIGHT), tag_width(theme, words)
    rect = QRectF(round(x), round(cy - height / 2), width, height)
    draw.rounded(painter, rect, 4, theme.color("surface" if selected else "sunken"))
    draw.text(painter, rect, words, theme.font("caption"), theme.color(ink), "center", elide=False)
    return width


class Tag(Themed, QWidget):
    """A tag that only shows, such as 总行必做."""

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.setAccessibleName(words)
        self.follow(theme)
        self.restyle()

    def restyle(self) -> None:
        self.setFixedSize(tag_width(self.theme, self.words), self.theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        paint_tag(painter, 0, self.height() / 2, self.words, self.theme)
        painter.end()
