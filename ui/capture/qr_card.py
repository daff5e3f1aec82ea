"""The manager's code beside the form, and how a code is painted: white in both themes, with its quiet zone."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.themed import Themed, area, smooth

QUIET = 4
Matrix = tuple[tuple[bool, ...], ...]


def paint_matrix(painter: QPainter, rect: QRectF, matrix: Matrix, ink: QColor) -> None:
    """Paint the modules on whole pixels in the middle of `rect`, leaving the quiet zone free."""
    count = len(matrix) + 2 * QUIET
    module = max(1, int(min(rect.width(), rect.height()) // count))
    left = round(rect.center().x() - module * len(matrix) / 2)
    top = round(rect.center().y() - module * len(matrix) / 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                painter.fillRect(left + x * module, top + y * module, module, module, ink)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)


class QrCard(Themed, QWidget):
    """Code, name and persona of the person whose code it is; says so when there is none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matrix: Matrix = ()
        self.name, self.line = "", ""
        self.follow(theme)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_code(self, matrix: Matrix, name: str, line: str) -> None:
        self.matrix, self.name, self.line = matrix, name, line
        self.setAccessibleName(self.tr("{name} 的二维码").format(name=name) if matrix else self.tr("还没有活码"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(184), self.theme.px(232))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = smooth(self), self.theme
        draw.rounded(painter, area(self), 8, theme.color("paper"), theme.color("border2"))
        size = self.width() - 4
        square = QRectF(2, 0, size, size)
        if self.matrix:
            paint_matrix(painter, square, self.matrix, theme.color("paperText"))
        else:
            hole = square.adjusted(18, 18, -18, -18)
            draw.rounded(painter, hole, 8, None, theme.color("paperEdge"), dashed=True)
            words = self.tr("还没有活码，去海报页登记")
            inner = hole.adjusted(6, 0, -6, 0)
            draw.text(painter, inner, words, theme.font("caption"), theme.color("paperText2"), "center")
        top = size - theme.px(4)
        first = QRectF(8, top, self.width() - 16, theme.px(22))
        draw.text(painter, first, self.name, theme.font("heading"), theme.color("paperText"), "center")
        second = QRectF(8, first.bottom(), self.width() - 16, theme.px(18))
        draw.text(painter, second, self.line, theme.font("caption"), theme.color("paperText2"), "center")
        painter.end()
