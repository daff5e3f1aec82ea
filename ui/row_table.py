"""A table of any length: the ids in order, and the rows in blocks of a hundred as they are painted."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)  # fmt: skip
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)  # fmt: skip

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.keys import HELD, plain_key

BLOCK = 100
KEPT_BLOCKS = 40
COPY_LIMIT = 20_000  # rows that Ctrl+C takes at most
NONE = QModelIndex()
Ids = Sequence[Any]
Index = QModelIndex | QPersistentModelIndex


class Column(NamedTuple):
    """One column: `key` is the attribute of the row, `width` in design pixels, `align` left, center or right."""

    key: str
    title: str
    width: int = 100
    align: str = "left"
    sortable: bool = True
    stretch: bool = False


class IdTableModel(QAbstractTableModel):
    """Holds ordered ids; asks `load` for the rows of at most a hundred of them when one of these is painted."""

    sort_requested = Signal(str, bool)  # key, descending

    def __init__(
        self, columns: Sequence[Column], load: Callable[[Ids], Sequence[Any]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self.sort_key, self.descending = "", False
        self._load = load
        self._ids: Ids = array("q")
        self._blocks: OrderedDict[int, Sequence[Any]] = OrderedDict()
        self.failed_load: Exception | None = None

    @property
    def ids(self) -> Ids:
        return self._ids

    def set_ids(self, ids: Ids) -> None:
        """Show other rows; views keep their selection by id."""
        self.beginResetModel()
        self._ids = ids
        self._blocks.clear()
        self.endResetModel()

    def take_first(self, rows: Sequence[Any]) -> None:
        """The rows of the first block, when they were read together with the ids: nothing waits for them then."""
        if len(rows) == min(BLOCK, len(self._ids)):
            self._blocks[0] = rows

    def forget(self) -> None:
        """The ids are the same but the rows may have changed: read them again when painted."""
        self._blocks.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))

    def set_titles(self, titles: Sequence[str]) -> None:
        """Other column titles, e.g. after a change of language."""
        self.columns = [column._replace(title=title) for column, title in zip(self.columns, titles, strict=True)]
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def id_at(self, row: int) -> Any:  # noqa: ANN401 - number or text
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, wanted: object) -> int:
        """Place of an id, -1 when it is not shown."""
        try:
            return self._ids.index(wanted)
        except (ValueError, TypeError):
            return -1

    def row_at(self, row: int) -> Any:  # noqa: ANN401 - what `load` returns
        """The loaded row, or None when it cannot be had; never raises, for it is called while painting."""
        if not 0 <= row < len(self._ids):
            return None
        number = row // BLOCK
        if number not in self._blocks:
            self._read_block(number)
        self._blocks.move_to_end(number)
        block = self._blocks[number]
        return block[row - number * BLOCK] if row - number * BLOCK < len(block) else None

    def text_of(self, row: Any, key: str) -> str:  # noqa: ANN401 - what `load` returns
        """What a cell says; override for anything but the plain attribute."""
        value = getattr(row, key, "")
        return "" if value is None else str(value)

    def rowCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.UserRole:
            return self.id_at(index.row())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            row = self.row_at(index.row())
            return None if row is None else self.text_of(row, self.columns[index.column()].key)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.columns[section].title if 0 <= section < len(self.columns) else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Only wishes it: the page sorts in SQL and sets the ids anew."""
        if 0 <= column < len(self.columns) and self.columns[column].sortable:
            self.set_sort(self.columns[column].key, descending=order == Qt.SortOrder.DescendingOrder)
            self.sort_requested.emit(self.sort_key, self.descending)

    def set_sort(self, key: str, descending: bool = False) -> None:
        """What the header shows."""
        self.sort_key, self.descending = key, descending
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def _read_block(self, number: int) -> None:
        first = number * BLOCK
        try:
            block = self._load(self._ids[first : first + BLOCK])
        except Exception as error:  # noqa: BLE001 - painting must not raise; the page may look at it
            self.failed_load, block = error, []
        self._blocks[number] = block
        while len(self._blocks) > KEPT_BLOCKS:
            self._blocks.popitem(last=False)


class RowDelegate(QStyledItemDelegate):
    """Paints hover, selection, bar, hairline and ring; a subclass paints its cells in `paint_cell`."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def paint_cell(self, painter: QPainter, rect: QRectF, row: Any, key: str, selected: bool) -> None:  # noqa: ANN401
        """`rect` leaves out the cell's padding; the first column is bold while selected."""
        column = self._column(key)
        font = self.theme.font("table", bold=selected and self._is_first(key))
        ink = self.theme.color("text" if self._is_first(key) else "text2")
        draw.text(painter, rect, self.model().text_of(row, key), font, ink, column.align)

    def model(self) -> IdTableModel:
        view = self.parent()
        assert isinstance(view, RowTable)  # noqa: S101 - a RowDelegate belongs to a RowTable
        return view.id_model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = index.row() == self._view().hovered
        rect = QRectF(option.rect)
        if selected or hovered:
            painter.fillRect(option.rect, self.theme.color("selected" if selected else "hover"))
        self._hairline(painter, option.rect, index, selected=selected)
        if selected and index.column() == 0:
            painter.fillRect(
                QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), self.theme.color("accent")
            )
        row = self.model().row_at(index.row())
        if row is None:
            return
        painter.save()
        left = self.theme.px(16) if index.column() == 0 else 0
        cell = rect.adjusted(left, 0, -self.theme.px(12), 0)
        self.paint_cell(painter, cell, row, self.model().columns[index.column()].key, selected)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.model().columns[index.column()].width, self._view().row_height())

    def _hairline(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        left = rect.left() + (self.theme.px(16) if index.column() == 0 and not selected else 0)
        line = QRect(left, rect.bottom(), rect.right() - left + 1, 1)
        painter.fillRect(line, self.theme.color("border"))

    def _view(self) -> "RowTable":
        view = self.parent()
        assert isinstance(view, RowTable)  # noqa: S101 - a RowDelegate belongs to a RowTable
        return view

    def _column(self, key: str) -> Column:
        return next(column for column in self.model().columns if column.key == key)

    def _is_first(self, key: str) -> bool:
        return self.model().columns[0].key == key


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
        self._kept: tuple[object, set[object]] = (None, set())
        self._set_up()
        self.setHorizontalHeader(RowHeader(theme, self))
        self.setItemDelegate(RowDelegate(theme, self))
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

    def set_row_height(self, pixels: int) -> None:
        self._row_height = pixels
        self._on_theme_changed()

    def current_id(self) -> Any:  # noqa: ANN401 - number or text
        return self.id_model.id_at(self.currentIndex().row())

    def selected_ids(self) -> list[Any]:
        """In the order shown."""
        rows = [number for span in self._spans() for number in range(span[0], span[1] + 1)]
        return [self.id_model.id_at(number) for number in sorted(set(rows))]

    def select_id(self, wanted: object) -> bool:
        """Make it the one selected row and scroll there; False when it is not in the list."""
        row = self.id_model.row_of(wanted)
        if row < 0:
            return False
        self.setCurrentIndex(self.id_model.index(row, 0))
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
        for wanted in self.selected_ids()[:COPY_LIMIT]:
            row = self.id_model.row_at(self.id_model.row_of(wanted))
            cells = [self.id_model.text_of(row, column.key) for column in self.id_model.columns]
            lines.append("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in cells))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def leaveEvent(self, event: Any) -> None:  # noqa: ANN401 - QEvent
        super().leaveEvent(event)
        self._hover(-1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            rect = self.visualRect(self.currentIndex())
            ring = QRectF(0, rect.top(), min(self.viewport().width(), self.horizontalHeader().length()), rect.height())
            draw.focus_ring(painter, ring, self.theme, 4)
            painter.end()

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

    def _spans(self) -> list[tuple[int, int]]:
        return [(span.top(), span.bottom()) for span in self.selectionModel().selection()]

    @Slot()
    def _on_theme_changed(self) -> None:
        self.verticalHeader().setMinimumSectionSize(self.row_height())
        self.verticalHeader().setDefaultSectionSize(self.row_height())
        for number, column in enumerate(self.id_model.columns):
            self.setColumnWidth(number, self.theme.px(column.width))
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
            self.hovered = row
            self.viewport().update()


def runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Sorted numbers as (first, last) of each unbroken run."""
    spans: list[tuple[int, int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return spans
