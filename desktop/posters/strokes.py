"""Shapes on pieces: gradients and shadows as vectors, and the modules of a code as one path without seams."""

import math
from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPainterPath, QPen

from desktop.posters.elements import Box
from desktop.posters.layout import Area, Symbol
from desktop.posters.qr import Matrix
from desktop.posters.typeface import UNIT

SHADOW_LAYERS = 18


def colour(text: str) -> QColor:
    """#RRGGBB or #RRGGBBAA (Qt itself reads alpha first); empty is transparent."""
    if not text:
        return QColor(0, 0, 0, 0)
    found = QColor(text[:7])
    if len(text) == 9:
        found.setAlpha(int(text[7:], 16))
    return found


def rect_of(box: Box) -> QRectF:
    return QRectF(*(value * UNIT for value in box))


def _gradient(area: Area, rect: QRectF) -> QBrush:
    angle = math.radians(area.angle)
    reach = (abs(rect.width() * math.cos(angle)) + abs(rect.height() * math.sin(angle))) / 2
    step = QPointF(math.cos(angle) * reach, math.sin(angle) * reach)
    gradient = QLinearGradient(rect.center() - step, rect.center() + step)
    for number, name in enumerate(area.gradient):
        gradient.setColorAt(number / (len(area.gradient) - 1), colour(name))
    return QBrush(gradient)


def _shadow(painter: QPainter, rect: QRectF, radius: float, size: float) -> None:
    """A soft shadow of stacked pale frames, a little below: vectors, so a PDF keeps it."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(36, 14, 10, 2))
    for layer in range(SHADOW_LAYERS):
        far = 1 - layer / SHADOW_LAYERS
        grow = size * 1.35 * far**1.7
        sheet = rect.translated(0, size * 0.5 * far).adjusted(-grow, -grow, grow, grow)
        frame = QPainterPath()  # the card itself covers the middle, so nothing is painted there
        frame.addRoundedRect(sheet, radius + grow, radius + grow)
        frame.addRoundedRect(rect, radius, radius)
        painter.drawPath(frame)


def paint_modules(symbol: Symbol, painter: QPainter) -> None:
    """The dark modules, without antialiasing, or seams would appear."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.save()
    painter.translate(symbol.box[0] * UNIT, symbol.box[1] * UNIT)
    painter.fillPath(_modules(symbol.modules, symbol.module * UNIT, _badge_span(symbol)), QColor("black"))
    painter.restore()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)


@lru_cache(maxsize=8)
def _modules(cells: Matrix, pitch: float, hidden: range) -> QPainterPath:
    """All dark modules as one path of rectangles, each run of a row merged: no seams, few objects."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for row, line in enumerate(cells):
        # Nothing lies under the badge, or slivers of it would show at its edge.
        seen = [dark and not (row in hidden and column in hidden) for column, dark in enumerate(line)]
        for start, length in _runs(seen):
            path.addRect(QRectF(start * pitch, row * pitch, length * pitch, pitch))
    return path


def _badge_span(symbol: Symbol) -> range:
    """The rows, and columns, that the badge covers."""
    if symbol.badge is None:
        return range(0)
    first = (len(symbol.modules) - symbol.badge_modules) // 2
    return range(first, first + symbol.badge_modules)


def _runs(cells: Iterable[bool]) -> list[tuple[int, int]]:
    """Where dark runs start and how long they are."""
    runs: list[tuple[int, int]] = []
    for column, dark in enumerate(cells):
        if not dark:
            continue
        if runs and sum(runs[-1]) == column:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((column, 1))
    return runs


def no_code(painter: QPainter, rect: QRectF) -> None:
    painter.setPen(QPen(QColor("#AEB8BC"), 0.4 * UNIT, Qt.PenStyle.DashLine))
    painter.setBrush(QColor("#EEF1F1"))
    painter.drawRoundedRect(rect, 2 * UNIT, 2 * UNIT)


def paint_area(area: Area, painter: QPainter) -> None:
    rect = rect_of(area.box)
    if area.shadow:
        _shadow(painter, rect, area.radius * UNIT, area.shadow * UNIT)
    brush = _gradient(area, rect) if area.gradient else QBrush(colour(area.fill))
    painter.setBrush(brush)
    pen = QPen(colour(area.stroke), area.stroke_width * UNIT)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if area.dashed:
        pen.setDashPattern([5, 4])
    painter.setPen(pen if area.stroke and area.stroke_width else Qt.PenStyle.NoPen)
    if area.shape == "ellipse":
        painter.drawEllipse(rect)
    elif area.shape == "line":
        painter.drawLine(rect.topLeft(), rect.bottomRight())
    elif area.radius:
        painter.drawRoundedRect(rect, area.radius * UNIT, area.radius * UNIT)
    else:
        painter.drawRect(rect)
