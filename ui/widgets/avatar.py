"""Avatars: the surname on a disc of one of eight muted hues."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.themed import Themed, smooth


def hue_of(name: str) -> int:
    """The same surname always has the same hue."""
    return ord(name[:1] or " ") + 5  # 王, the commonest, is green


def paint_avatar(painter: QPainter, rect: QRectF, name: str, theme: Theme) -> None:
    disc, ink = theme.avatar(hue_of(name))
    draw.rounded(painter, rect, rect.height() / 2, disc)
    font = theme.sized_font(rect.height() / theme.scale * 0.44, bold=True)
    draw.text(painter, rect, name[:1], font, ink, "center", elide=False)


class Avatar(Themed, QWidget):
    """`dot` adds the green point of the person at the keyboard."""

    def __init__(
        self, theme: Theme, name: str, size: int = 36, dot: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._size, self._dot = size, dot
        self.follow(theme)
        self.restyle()
        self.set_name(name)

    def set_name(self, name: str) -> None:
        self.name = name
        self.setAccessibleName(name)
        self.update()

    def restyle(self) -> None:
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(self._size), self.theme.px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        paint_avatar(painter, QRectF(self.rect()), self.name, self.theme)
        if self._dot:
            size = self.theme.px(10)
            spot = QRectF(self.width() - size, self.height() - size, size, size)
            draw.rounded(painter, spot, size / 2, self.theme.color("rail"))
            draw.rounded(painter, spot.adjusted(1, 1, -1, -1), size / 2 - 1, self.theme.color("ok"))
        painter.end()
