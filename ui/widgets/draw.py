"""Small painting helpers that widgets and delegates share."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from ui.theme import Theme

# Noto's tall ascent makes AlignVCenter sit low; the optical middle of a CJK line is here.
BASELINE = 0.368


@lru_cache(maxsize=4096)
def text_width(font: QFont, text: str) -> float:
    """Kept, since lists paint the same words again and again, and measuring takes as long as drawing."""
    return QFontMetricsF(font).horizontalAdvance(text)


def text(
    painter: QPainter,
    rect: QRectF,
    words: str,
    font: QFont,
    color: QColor,
    align: str = "left",
    *,
    elide: bool = True,
) -> float:
    """Paint one line at the optical middle of `rect`; returns the width painted. `align` is left, center or right."""
    width = text_width(font, words)
    if elide and width > rect.width() + 0.5:
        words = elided(QFontMetricsF(font), words, rect.width())
        width = text_width(font, words)
    left = rect.left()
    if align != "left":
        left += (rect.width() - width) / (2 if align == "center" else 1)
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(QPointF(left, rect.center().y() + BASELINE * font.pixelSize()), words)
    return width


def elided(metrics: QFontMetricsF, words: str, width: float) -> str:
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)


def rounded(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None = None,
    edge: QColor | None = None,
    width: float = 1,
    *,
    dashed: bool = False,
) -> None:
    """A rounded rectangle whose edge lies fully inside `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
        return
    painter.setPen(QPen(edge, width, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine))
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)


def focus_ring(painter: QPainter, rect: QRectF, theme: Theme, radius: float) -> None:
    """The 2 px accent ring, drawn inside."""
    rounded(painter, rect, radius, None, theme.color("accent"), 2)


def pixmap(painter: QPainter, x: float, cy: float, image: QPixmap) -> None:
    """Paint an icon with its left edge at `x`, its middle at `cy`, on whole pixels."""
    height = image.height() / image.devicePixelRatio()
    painter.drawPixmap(QPointF(round(x), round(cy - height / 2)), image)


def blend(color: QColor, over: QColor, part: float) -> QColor:
    """`color` at `part` (0 to 1) over an opaque other."""
    mix = [round(a * part + b * (1 - part)) for a, b in zip(color.getRgb()[:3], over.getRgb()[:3], strict=True)]
    return QColor(*mix)
