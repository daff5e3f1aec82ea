"""The view of a table of any length: choosing by id, keys, and one paint for each row."""

from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from db.runs import runs
from ui.row_model import IdTableModel, Index
from ui.row_painter import Cell, RowHeader, RowPainter
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.keys import HELD, plain_key

COPY_LIMIT = 20_000  # rows that Ctrl+C takes at most


class RowTable(QTableView):
    """The view of an `IdTableModel`: selection and current row are kept by id, letters are passed on as commands."""

    activated_id = Signal(object)
    current_changed = Signal(object)
    selection_changed = Signal()
    letter = Signal(str)

    def __init__(self, theme: Theme, model: IdTableModel, parent: QWidget | None = None, row_height: int = 36) -> None:
        super().__init__(parent)
        self.theme, self.id_model, self.hovered = theme, model, -1
        self._row_height = row_height
        self.nothing = ""  # what it says while it has no rows
        self.gives_up: tuple[str, ...] = ()  # keys of the columns that go, one by one, where not all find room
        self._kept: tuple[object, set[object]] = (None, set())
        self._set_up()
        self.setHorizontalHeader(RowHeader(theme, self))
        self.row_painter = RowPainter(theme, model, self)
        model.modelAboutToBeReset.connect(self._on_about_to_reset)
        self.setModel(model)
        model.modelReset.connect(self._on_reset)
        self.horizontalHeader().sectionClicked.connect(self._on_section_clicked)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self.entered.connect(self._on_entered)
        self.doubleClicked.connect(self._on_activated)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def row_height(self) -> int:
        return self.theme.px(self._row_height)

    def current_id(self) -> Any:  # noqa: ANN401 - number or text
        return self.id_model.id_at(self.currentIndex().row())

    def selected_ids(self) -> list[Any]:
        """In the order shown."""
        return [self.id_model.id_at(number) for number in self._selected_rows()]

    def select_id(self, wanted: object) -> bool:
        """Make it the one selected row and scroll there, whatever keys are held; False when it is not in the list."""
        row = self.id_model.row_of(wanted)
        if row < 0:
            return False
        flags = QItemSelectionModel.SelectionFlag  # (the view's own way would toggle the row while Ctrl is down)
        self.selectionModel().setCurrentIndex(self.id_model.index(row, 0), flags.ClearAndSelect | flags.Rows)
        self.scrollTo(self.id_model.index(row, 0))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        elif plain_key(event) == "Enter":
            self._on_activated(self.currentIndex())
        elif event.text().isprintable() and event.text().strip() and not event.modifiers() & HELD:
            self.letter.emit(plain_key(event))
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """The selected rows as tab-separated text, heads first."""
        lines = ["\t".join(column.title for column in self.id_model.columns)]
        for number in self._selected_rows()[:COPY_LIMIT]:
            row = self.id_model.row_at(number)
            cells = [self.id_model.text_of(row, column.key) for column in self.id_model.columns]
            lines.append("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in cells))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.gives_up:
            self._fit()

    def _fit(self) -> None:
        """Hide what may be given up until what is left finds room."""
        shown = {column.key: self.theme.px(column.width) for column in self.id_model.columns}
        for key in self.gives_up:
            if sum(shown.values()) <= self.width():
                break
            shown.pop(key)
        for number, column in enumerate(self.id_model.columns):
            self.setColumnHidden(number, column.key not in shown)

    def leaveEvent(self, event: Any) -> None:  # noqa: ANN401 - QEvent
        super().leaveEvent(event)
        self._hover(-1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows that need it, each painted whole; whatever else Qt's table can show, ours does not."""
        painter = QPainter(self.viewport())
        area, height, count = event.rect(), self.row_height(), len(self.id_model.ids)
        cells, spans = self._cells(), self._spans()
        number = max(0, area.top() + self.verticalOffset()) // height
        top = number * height - self.verticalOffset()
        while top <= area.bottom() and number < count:
            chosen = any(first <= number <= last for first, last in spans)
            row, hovered = self.id_model.row_at(number), number == self.hovered
            self.row_painter.paint_row(painter, top, height, row, cells, selected=chosen, hovered=hovered)
            number, top = number + 1, top + height
        if not count and self.nothing:
            words, ink = QRectF(self.viewport().rect()), self.theme.color("text2")
            draw.text(painter, words, self.nothing, self.theme.font("table"), ink, "center")
        if self.hasFocus() and self.currentIndex().isValid():
            rect = self.visualRect(self.currentIndex())
            ring = QRectF(0, rect.top(), min(self.viewport().width(), self.horizontalHeader().length()), rect.height())
            draw.focus_ring(painter, ring, self.theme, 4)
        painter.end()

    def _cells(self) -> list[Cell]:
        """The columns that show, from left to right."""
        head = self.horizontalHeader()
        shown = [number for number in range(head.count()) if not head.isSectionHidden(number)]
        return [
            Cell(
                self.id_model.columns[number], head.sectionViewportPosition(number), head.sectionSize(number),
                number == shown[0],
            )
            for number in shown
        ]  # fmt: skip

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setAlternatingRowColors(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def _selected_rows(self) -> list[int]:
        return sorted({number for first, last in self._spans() for number in range(first, last + 1)})

    def _spans(self) -> list[tuple[int, int]]:
        return [(span.top(), span.bottom()) for span in self.selectionModel().selection()]

    def set_widths(self) -> None:
        """The columns as wide as they want to be."""
        for number, column in enumerate(self.id_model.columns):
            self.setColumnWidth(number, self.theme.px(column.width))

    @Slot()
    def _on_theme_changed(self) -> None:
        self.verticalHeader().setMinimumSectionSize(self.row_height())
        self.verticalHeader().setDefaultSectionSize(self.row_height())
        self.set_widths()
        stretching = [number for number, column in enumerate(self.id_model.columns) if column.stretch]
        self.horizontalHeader().setStretchLastSection(not stretching)
        for number in stretching:
            self.horizontalHeader().setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setFixedHeight(self.theme.px(32))
        self.viewport().update()

    @Slot()
    def _on_about_to_reset(self) -> None:
        self._kept = (self.current_id(), set(self.selected_ids()))
        self.selectionModel().blockSignals(True)

    @Slot()
    def _on_reset(self) -> None:
        current, chosen = self._kept
        self.hovered = -1
        rows = [number for number, one in enumerate(self.id_model.ids) if one in chosen] if chosen else []
        selection, last = QItemSelection(), len(self.id_model.columns) - 1
        for first, final in runs(rows):
            selection.select(self.id_model.index(first, 0), self.id_model.index(final, last))
        model, row = self.selectionModel(), self.id_model.row_of(current)
        if row >= 0:
            model.setCurrentIndex(self.id_model.index(row, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        model.blockSignals(False)
        if row < 0 and current is not None:
            self.current_changed.emit(None)
        if len(rows) != len(chosen):
            self.selection_changed.emit()
        self.viewport().update()

    @Slot(int)
    def _on_section_clicked(self, section: int) -> None:
        again = self.id_model.columns[section].key == self.id_model.sort_key and not self.id_model.descending
        self.id_model.sort(section, Qt.SortOrder.DescendingOrder if again else Qt.SortOrder.AscendingOrder)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.current_changed.emit(self.id_model.id_at(current.row()) if current.isValid() else None)

    @Slot()
    def _on_selection(self) -> None:
        self.selection_changed.emit()

    @Slot(QModelIndex)
    def _on_activated(self, index: Index) -> None:
        if index.isValid():
            self.activated_id.emit(self.id_model.id_at(index.row()))

    @Slot(QModelIndex)
    def _on_entered(self, index: QModelIndex) -> None:
        self._hover(index.row())

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            for number in (self.hovered, row):
                top, height = number * self.row_height() - self.verticalOffset(), self.row_height()
                self.viewport().update(0, top, self.viewport().width(), height)
            self.hovered = row
