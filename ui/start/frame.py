"""The frame of the windows before the main one: the brand at the left, the question at the right."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.label import PlainLabel
from ui.widgets.pane import Pane
from ui.widgets.paragraph import Paragraph
from ui.widgets.themed import Themed, smooth

BRAND_WIDTH = 480
SIZE = QSize(1366, 768)
SMALLEST = QSize(1024, 600)
WAVES = ((0.54, 0.10), (0.61, 0.16), (0.71, 0.22), (0.81, 0.30))  # height of the window, darkness


class Brand(Themed, QWidget):
    """The teal side: mark, name, waves, and whose branch and day it is at the foot."""

    def __init__(self, theme: Theme, foot: str = "", small: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._foot, self._small = foot, small
        self.follow(theme)
        self.setMaximumWidth(BRAND_WIDTH)
        self.setMinimumWidth(BRAND_WIDTH - 160)

    def sizeHint(self) -> QSize:
        return QSize(BRAND_WIDTH, 600)

    def set_foot(self, foot: str, small: str) -> None:
        self._foot, self._small = foot, small
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        self._paint_ground(painter)
        self._paint_words(painter)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        top, bottom = self.theme.color("stL"), self.theme.color("accent")
        if self.theme.dark:
            top, bottom = self.theme.color("accentSoft"), self.theme.color("accentSoft2")
        ground = QLinearGradient(QPointF(0, 0), QPointF(self.width() * 0.3, self.height() * 0.6))
        ground.setColorAt(0, top)
        ground.setColorAt(1, bottom)
        painter.fillRect(self.rect(), ground)
        for share, darkness in WAVES:
            painter.fillPath(self._wave(self.height() * share), QColor.fromRgbF(0, 0.1, 0.1, darkness))

    def _wave(self, level: float) -> QPainterPath:
        path, width = QPainterPath(QPointF(0, level + 40)), self.width()
        path.cubicTo(QPointF(width * 0.35, level - 30), QPointF(width * 0.6, level + 70), QPointF(width, level))
        path.lineTo(width, self.height())
        path.lineTo(0, self.height())
        path.closeSubpath()
        return path

    def _paint_words(self, painter: QPainter) -> None:
        theme, white = self.theme, self.theme.color("toastText")
        tile = QColor(white)
        tile.setAlphaF(0.2)
        draw.rounded(painter, QRectF(48, 56, 48, 48), 10, tile)
        draw.pixmap(painter, 48, 80, theme.icons.pixmap("taika-mark", 48, white, self.devicePixelRatioF()))
        line = QRectF(48, 120, self.width() - 96, theme.line("display") + 8)
        name = self.tr("台卡")
        width = draw.text(painter, line, name, theme.font("display"), white)
        if name != "Taika":
            draw.text(painter, line.adjusted(width + 14, 8, 0, 8), "Taika", theme.sized_font(20), white)
        below = QRectF(48, line.bottom() + 8, self.width() - 96, theme.line("body"))
        draw.text(painter, below, self.tr("网点私域工作台"), theme.font("body"), white)
        foot = QRectF(48, self.height() - 104, self.width() - 96, theme.line("title"))
        draw.text(painter, foot, self._foot, theme.font("title"), white)
        draw.text(painter, foot.translated(0, theme.px(30)), self._small, theme.font("table"), white)


class StartWindow(QWidget):
    """The common frame: a heading, a line below it, `body`, and a note at the foot.

    One that `tells_faults` has a place for whatever did not go on, not only for a wrong password.
    """

    tells_faults = False

    def __init__(self, theme: Theme, heading: str, words: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setWindowTitle(self.tr("台卡"))
        self.setMinimumSize(SMALLEST)
        self.resize(SIZE)
        self.brand = Brand(theme, parent=self)
        right = Pane(theme, "canvas", margins=(88, 56, 88, 32), spacing=theme.px(8), parent=self)
        self.heading = PlainLabel(theme, heading, "figureSmall", parent=right)
        self.words = Paragraph(theme, words, "table", "text2", parent=right)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(12))
        right.body.addWidget(self.heading)
        right.body.addWidget(self.words)
        right.body.addSpacing(theme.px(12))
        right.body.addLayout(self.body, 1)
        self.note = Paragraph(theme, note, "caption", "text2", parent=right)
        right.body.addWidget(self.note)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.brand, 1)
        row.addWidget(right, 2)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)

    @Slot(bool)
    def set_busy(self, busy: bool) -> None:
        """While the key is derived nothing can be pressed twice."""
        self.setEnabled(not busy)

    def refuse(self, fault: str) -> None:
        """Say why it did not go on; below the heading, unless the window knows a better place."""
        self.words.set_text(fault)
        self.words.set_token("danger")
