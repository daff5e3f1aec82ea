"""A table of any length: the ids in order, and the rows in blocks as they are painted."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from html import escape
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

BLOCK = 50  # rows that are read at once while painting: a page and a half, 10 ms
KEPT_BLOCKS = 80
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
        self.tips: dict[str, str] = {}  # column key → what its number means, shown at the head

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
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return escape(self.tips.get(self.columns[section].key, "")) or None
        return self.columns[section].title if role == Qt.ItemDataRole.DisplayRole else None

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
