"""How the rows and the head of a table are painted."""

from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.row_model import Column, IdTableModel
from ui.theme import Theme
from ui.widgets import draw


class Cell(NamedTuple):
    """Where a column stands in the viewport, in pixels; `first` is the leftmost one."""

    column: Column
    left: int
    width: int
    first: bool


class RowPainter(QObject):
    """Paints ground, bar and hairline of a row, once for all its cells; a subclass paints its cells in `paint_cell`.

    A table calls it for each row rather than Qt's delegate for each cell: that took three times as long.
    """

    def __init__(self, theme: Theme, model: IdTableModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme, self.model = theme, model

    def paint_cell(self, painter: QPainter, rect: QRectF, row: Any, column: Column, selected: bool) -> None:  # noqa: ANN401
        """`rect` leaves out the cell's padding; the first column is bold while selected."""
        first = column is self.model.columns[0]
        font = self.theme.font("table", bold=selected and first)
        ink = self.theme.color("text" if first else "text2")
        draw.text(painter, rect, self.model.text_of(row, column.key), font, ink, column.align)

    def paint_row(
        self, painter: QPainter, top: int, height: int, row: object, cells: list[Cell], *, selected: bool, hovered: bool
    ) -> None:  # fmt: skip
        """`row` is None while it cannot be had: its place shows empty."""
        if not cells:
            return
        theme = self.theme
        left, right = cells[0].left, cells[-1].left + cells[-1].width
        if selected or hovered:
            painter.fillRect(left, top, right - left, height, theme.color("selected" if selected else "hover"))
        indent = theme.px(16)
        line = left if selected else left + indent
        painter.fillRect(line, top + height - 1, right - line, 1, theme.color("border"))
        if selected:
            painter.fillRect(left, top, 3, height, theme.color("accent"))
        if row is None:
            return
        gap = theme.px(12)
        for column, x, width, first in cells:
            pad = indent if first else 0
            self.paint_cell(painter, QRectF(x + pad, top, width - pad - gap, height), row, column, selected)


class RowHeader(QHeaderView):
    """The 32 px head: captions in text2, the sorted one bold with its arrow."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(True)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.setMinimumSectionSize(32)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._theme.color("canvas"))
        line = QRect(0, self.height() - 1, self.viewport().width(), 1)
        painter.fillRect(line, self._theme.color("border"))
        for section in range(self.count()):
            self._paint_head(painter, section)
        painter.end()

    def _paint_head(self, painter: QPainter, section: int) -> None:
        model = self.model()
        assert isinstance(model, IdTableModel)  # noqa: S101 - this head belongs to such a table
        column, theme = model.columns[section], self._theme
        chosen = bool(model.sort_key) and column.key == model.sort_key
        left = self.sectionViewportPosition(section) + (theme.px(16) if section == 0 else 0)
        right = self.sectionViewportPosition(section) + self.sectionSize(section) - theme.px(12)
        font = theme.font("caption", bold=chosen)
        rect = QRectF(left, 0, right - left, self.height())
        width = draw.text(painter, rect, column.title, font, theme.color("text" if chosen else "text2"), column.align)
        if chosen and column.align == "left":
            arrow = theme.icon("arrow-down" if model.descending else "arrow-up", 12, "text2")
            draw.pixmap(painter, left + width + theme.px(6), self.height() / 2, arrow)
