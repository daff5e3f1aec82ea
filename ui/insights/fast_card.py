"""A card for a letter of FAST: the number, how it moved, twelve weeks as a line."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.insights.fast import Figure
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.themed import Themed, area, smooth

HEIGHT = 106
SPARK_WIDTH, SPARK_HEIGHT = 110, 40


class FastCard(Themed, QWidget):
    """Says its figure; Enter or a click wishes to see the customers behind it."""

    opened = Signal(str)

    def __init__(self, theme: Theme, letter: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.letter, self.figure, self.note, self.words = letter, None, "", ("", "", "", "")
        self.follow(theme)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figure(self, figure: Figure, title: str, definition: str, note: str, *, alarming: bool = False) -> None:
        """`note` is the line below; `alarming` writes it, and a falling line, in red."""
        self.figure, self.note, self._alarming = figure, note, alarming
        value, unit, change = said(figure)
        self.words = (title, value, unit, change)
        self.setToolTip(definition)
        self.setAccessibleName(f"{title} {value}{unit} {change} {note}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(280), self.theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(200), self.theme.px(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.figure is not None:
            self.opened.emit(self.figure.key)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.figure is not None and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.figure.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = smooth(self), self.theme
        draw.rounded(painter, area(self), 10, theme.color("surface"), theme.color("border"))
        px = theme.px
        key = QRectF(px(16), px(14), px(20), px(20))
        draw.rounded(painter, key, 4, theme.color("accentSoft"))
        draw.text(painter, key, self.letter, theme.font("caption", bold=True), theme.color("accentHover"), "center")
        title, value, unit, change = self.words
        room = self.width() - px(32)
        draw.text(painter, QRectF(px(44), px(12), room - px(28), px(24)), title, theme.font("table"),
                  theme.color("text2"))  # fmt: skip
        line = QRectF(px(16), px(40), room, px(36))
        left = draw.text(painter, line, value, theme.font("figure"), theme.color("text"))
        left += draw.text(painter, line.adjusted(left + px(5), px(4), 0, px(4)), unit, theme.font("table"),
                          theme.color("text2")) + px(5)  # fmt: skip
        down = change.startswith("↓")
        ink = theme.color("danger" if down else "ok" if change.startswith("↑") else "text3")
        draw.text(painter, line.adjusted(left + px(12), px(4), 0, px(4)), change, theme.font("table", bold=True), ink)
        foot = QRectF(px(16), px(78), room, px(20))
        weeks = self.tr("{count} 周").format(count=len(self.figure.weeks) if self.figure else 0)
        used = draw.text(painter, foot, weeks, theme.font("caption"), theme.color("text3"), "right")
        note_ink = theme.color("danger" if self.figure is not None and self._alarming else "text2")
        draw.text(painter, foot.adjusted(0, 0, -used - px(8), 0), self.note, theme.font("caption"), note_ink)
        if self.figure is not None:
            width = min(px(SPARK_WIDTH), self.width() - px(190))
            spark = QRectF(self.width() - width - px(16), px(20), width, px(SPARK_HEIGHT))
            paint_line(painter, spark, theme, self.figure.weeks, "danger" if down else "accent")
        if self.hasFocus():
            draw.focus_ring(painter, area(self), theme, 10)
        painter.end()


def said(figure: Figure) -> tuple[str, str, str]:
    """(value, unit, change) as shown: 412, "", "↑ +18"; 14.2, "%", "↑ +1.1"; no change is "" and no value is —."""
    shares = figure.key in {"advancing", "thriving"}
    if figure.value is None:
        return "—", "", ""
    number, before = figure.value * (100 if shares else 1), figure.before
    value = f"{number:.1f}" if shares and number < 100 else f"{number:,.0f}"
    if before is None:
        return value, "%" if shares else "", ""
    change = round(number - before * (100 if shares else 1), 1)
    if not change:
        return value, "%" if shares else "", "="
    words = f"{change:+,.1f}" if shares else f"{change:+,.0f}"
    return value, "%" if shares else "", f"{'↑' if change > 0 else '↓'} {words.replace('-', '−')}"


def paint_line(painter: QPainter, rect: QRectF, theme: Theme, values: Sequence[float | None], token: str) -> None:
    """A line through the values that are there, its ground tinted, a dot at the last; nothing for fewer than two."""
    known = [(number, value) for number, value in enumerate(values) if value is not None]
    if len(known) < 2 or rect.width() < theme.px(24):
        return
    low, high = min(value for _, value in known), max(value for _, value in known)
    spread = (high - low) or 1.0
    step = rect.width() / max(1, len(values) - 1)
    points = [
        QPointF(rect.left() + number * step, rect.bottom() - (value - low) / spread * (rect.height() - 6) - 3)
        for number, value in known
    ]
    ground = QColor(theme.color(token))  # a copy: the theme keeps its own
    ground.setAlphaF(0.10)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawPolygon(
        QPolygonF([QPointF(points[0].x(), rect.bottom()), *points, QPointF(points[-1].x(), rect.bottom())])
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color(token), 1.5))
    painter.drawPolyline(QPolygonF(points))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(token))
    painter.drawEllipse(points[-1], 3, 3)
