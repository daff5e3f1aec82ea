"""The list of what came in and went out."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.exchange.history import Passage
from ui.exchange.words import kind_name, outcome
from ui.row_model import Column, IdTableModel
from ui.row_painter import RowPainter
from ui.widgets import draw


class PassageModel(IdTableModel):
    """Says a passage's cells in words, for the painter, the clipboard and the reader aloud."""

    def text_of(self, row: Passage, key: str) -> str:
        if key == "kind":
            direction = self.tr("收 {kind}") if row.inward else self.tr("交 {kind}")
            return direction.format(kind=kind_name(row.kind))
        if key == "outcome":
            return outcome(row)
        return row.at[5:16] if key == "at" else super().text_of(row, key)


class PassagePainter(RowPainter):
    """An arrow for the direction before the kind."""

    def paint_cell(self, painter: QPainter, rect: QRectF, row: Passage, column: Column, selected: bool) -> None:
        if column.key == "kind":
            icon = "download" if row.inward else "upload"
            draw.pixmap(painter, rect.left(), rect.center().y(), self.theme.icon(icon, 16, "text2"))
            rect = rect.adjusted(self.theme.px(24), 0, 0, 0)
        super().paint_cell(painter, rect, row, column, selected)
