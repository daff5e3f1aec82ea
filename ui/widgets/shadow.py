"""The one shadow of level 2, painted once as a nine-patch, and the scrim under a dialog."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.widgets import draw

MARGIN = 24
DOWN = 6
STEPS = 20
_CORNER = 40  # of the nine-patch, from its edge to the stretchable middle


def nine_patch(color: QColor, radius: float) -> QPixmap:
    """A soft shadow of a rounded square; its middle may be stretched."""
    size = 2 * _CORNER + 2 * MARGIN
    patch = QPixmap(size, size)
    patch.fill(Qt.GlobalColor.transparent)
    painter = QPainter(patch)
    layer = QColor(color)
    for step in range(STEPS):
        grow = MARGIN * (1 - step / STEPS)
        layer.setAlphaF(color.alphaF() * 2 * (step + 1) / STEPS / (STEPS + 1))  # faint far out, all of it at the edge
        inner = QRectF(MARGIN - grow, MARGIN - grow, 2 * _CORNER + 2 * grow, 2 * _CORNER + 2 * grow)
        draw.rounded(painter, inner, radius + grow, layer)
    painter.end()
    return patch


def paint_shadow(painter: QPainter, rect: QRect, patch: QPixmap) -> None:
    """Paint the patch around `rect`, a little below it."""
    outer = rect.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN).translated(0, DOWN)
    cut, size = MARGIN + _CORNER // 2, patch.width()
    xs = (outer.left(), outer.left() + cut, outer.right() + 1 - cut, outer.right() + 1)
    ys = (outer.top(), outer.top() + cut, outer.bottom() + 1 - cut, outer.bottom() + 1)
    marks = (0, cut, size - cut, size)
    for i in range(3):
        for j in range(3):
            target = QRect(xs[i], ys[j], xs[i + 1] - xs[i], ys[j + 1] - ys[j])
            source = QRect(marks[i], marks[j], marks[i + 1] - marks[i], marks[j + 1] - marks[j])
            painter.drawPixmap(target, patch, source)


class Scrim(QWidget):
    """Darkens the window below a dialog, and follows its size."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(window.rect())
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self.parentWidget().rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("scrim"))
        painter.end()
