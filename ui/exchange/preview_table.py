"""The rows of a dry run with the cells of the file: ← → choose a cell, F2 edits it in place."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.exchange.plan import Entry, Plan
from desktop.exchange.wecom import Fault
from desktop.words import Words
from ui.row_model import Column, IdTableModel
from ui.row_painter import RowPainter
from ui.row_table import RowTable
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.field import LineEdit
from ui.widgets.keys import plain_key
from ui.widgets.themed import smooth

FIRST: Final = 3
"""Columns before those of the file."""
MOST_COLUMNS: Final = 60


class Line(NamedTuple):
    """A row of the preview: its number, what it is, what is said of it; the cells, and the faulty one (from 1)."""

    row: str
    title: str
    detail: str
    cells: Sequence[str] = ()
    faulty: int = 0


def line(one: Entry | Fault, plan: Plan, words: Words) -> Line:
    """A row of the preview from an entry or a fault."""
    cells = plan.cells.get(one.row, [])
    if isinstance(one, Fault):
        column = plan.columns.get(one.head, 0)
        head = plan.heads[column - 1] if 0 < column <= len(plan.heads) else one.head
        return Line(str(one.row), head or one.head, words.text(one.reason), cells, column)
    return Line(str(one.row or "—"), one.title, one.detail, cells)


class PreviewModel(IdTableModel):
    """Columns of the file have their number (from 1) as key."""

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Other columns; the rows follow with `set_ids`."""
        self.beginResetModel()
        self.columns, self._ids = list(columns), []
        self._blocks.clear()
        self.endResetModel()

    def text_of(self, row: Line, key: str) -> str:
        if not key.isdigit():
            return super().text_of(row, key)
        at = int(key) - 1
        return row.cells[at] if at < len(row.cells) else ""


class PreviewPainter(RowPainter):
    """The faulty cell on red ground."""

    def paint_cell(self, painter: QPainter, rect: QRectF, row: Line, column: Column, selected: bool) -> None:
        if row.faulty and column.key == str(row.faulty):
            pad = self.theme.px(4)
            draw.rounded(painter, rect.adjusted(-pad, pad, pad, -pad), 4, self.theme.color("dangerSoft"))
            ink = self.theme.color("danger")
            draw.text(painter, rect, self.model.text_of(row, column.key) or "—", self.theme.font("table"), ink)
            return
        super().paint_cell(painter, rect, row, column, selected)


class PreviewTable(RowTable):
    """`edited` sends the row and column of the file (from 1), and the new text."""

    edited = Signal(int, int, str)
    accepted = Signal()

    def __init__(self, theme: Theme, model: PreviewModel, parent: QWidget | None = None) -> None:
        super().__init__(theme, model, parent)
        self.row_painter = PreviewPainter(theme, model, self)
        self.editor: LineEdit | None = None
        self._place = (0, 0)
        self.current_changed.connect(self._on_moved)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = plain_key(event)
        if key == "F2":
            self.edit_cell()
        elif key == "Enter":
            self.accepted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cell at hand has an edge of its own."""
        super().paintEvent(event)
        index = self.currentIndex()
        if self.hasFocus() and index.isValid() and index.column() >= FIRST:
            painter = smooth(self.viewport())
            draw.focus_ring(painter, QRectF(self.visualRect(index)).adjusted(-4, 3, -8, -3), self.theme, 4)
            painter.end()

    def edit_cell(self) -> None:
        """Put a field over the cell at hand; without one, over the faulty cell or the first of the file."""
        index, row = self.currentIndex(), self.id_model.row_at(self.currentIndex().row())
        if row is None or not row.cells:
            return
        if index.column() < FIRST:
            self.setCurrentIndex(index.siblingAtColumn(max(FIRST, self._section(row.faulty))))
            index = self.currentIndex()
        self.scrollTo(index)
        column = self.id_model.columns[index.column()]
        self._place = (int(row.row), int(column.key))
        self.editor = LineEdit(self.theme, parent=self.viewport())
        self.editor.setAccessibleName(column.title)
        self.editor.setGeometry(self.visualRect(index).adjusted(0, 2, 0, -2))
        self.editor.setText(self.id_model.text_of(row, column.key))
        self.editor.selectAll()
        self.editor.installEventFilter(self)
        self.editor.show()
        self.editor.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the field: Enter takes the text, Esc lets it be."""
        if watched is self.editor and self.editor is not None:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                    self._end_edit(taken=True)
                    return True
                if event.key() == Qt.Key.Key_Escape:
                    self._end_edit(taken=False)
                    return True
            elif event.type() == QEvent.Type.FocusOut:
                self._end_edit(taken=True)
        return super().eventFilter(watched, event)

    def _end_edit(self, *, taken: bool) -> None:
        editor, self.editor = self.editor, None
        if editor is None:
            return
        editor.hide()
        editor.deleteLater()
        self.setFocus()
        if taken and editor.isModified():
            self.edited.emit(*self._place, editor.text())

    def to_fault(self) -> None:
        """Where something is wrong in the row, the cell at hand is that one."""
        row = self.id_model.row_at(self.currentIndex().row())
        section = self._section(row.faulty) if row is not None and row.faulty else -1
        if section >= 0 and self.currentIndex().column() != section:
            self.setCurrentIndex(self.currentIndex().siblingAtColumn(section))
        self.viewport().update()

    def _section(self, column: int) -> int:
        """Where a column of the file (from 1) stands; -1 when it does not show."""
        keys = [one.key for one in self.id_model.columns]
        return keys.index(str(column)) if str(column) in keys else -1

    @Slot(object)
    def _on_moved(self, _row: object) -> None:
        self.to_fault()
