"""The wizard's step of the heading: which records, which sheet, which row."""

from typing import NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.exchange.look import Look, SheetLook
from desktop.exchange.mapping import letter
from ui.exchange.import_words import kind_names
from ui.row_model import Column, IdTableModel
from ui.row_table import RowTable
from ui.theme import Theme
from ui.widgets.field import ComboBox, Labelled
from ui.widgets.segmented import Segmented

COLUMNS = 8


class FirstRow(NamedTuple):
    """A row among which one chooses the heading."""

    number: str
    cells: list[str]


class FirstRows(IdTableModel):
    """The first rows of a sheet; columns by their letters."""

    def text_of(self, row: FirstRow, key: str) -> str:
        if key == "number":
            return row.number
        at = int(key)
        return row.cells[at] if at < len(row.cells) else ""


class HeadStep(QWidget):
    """↑↓ choose the heading row; Enter there goes on, as the button does."""

    accepted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheets: dict[str, SheetLook] = {}
        self.kind = Segmented(theme, kind_names(), self)
        self.kind.setAccessibleName(self.tr("这张表是"))
        self.sheet = ComboBox(theme, "table", self)
        self.sheet.currentIndexChanged.connect(self._on_sheet)
        line = QHBoxLayout()
        line.setSpacing(theme.px(16))
        line.addWidget(Labelled(theme, self.tr("这张表是"), self.kind, parent=self))
        line.addWidget(Labelled(theme, self.tr("工作表"), self.sheet, parent=self), 1)
        columns = [Column("number", self.tr("行"), 56, sortable=False)]
        columns += [Column(str(at), letter(at), 104, sortable=False) for at in range(COLUMNS)]
        self._rows: list[FirstRow] = []
        self.model = FirstRows(columns, lambda numbers: [self._rows[number] for number in numbers], self)
        self.table = RowTable(theme, self.model, self)
        self.table.setAccessibleName(self.tr("哪一行是表头"))
        self.table.activated_id.connect(self.accepted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(line)
        column.addWidget(self.table, 1)

    def show_look(self, look: Look) -> None:
        self._sheets = {one.name: one for one in look.sheets}
        self.kind.set_value(look.mapping.kind)
        names = [(one.name, self.tr("{name}（{rows} 行）").format(name=one.name, rows=f"{one.rows:,}"))
                 for one in look.sheets]  # fmt: skip
        self.sheet.set_choices(list(names), look.mapping.sheet)
        self._show_rows(look.mapping.head_row)

    def place(self) -> tuple[str, str, int]:
        """Kind, sheet and heading row (from 0) as they are chosen."""
        return self.kind.value(), str(self.sheet.currentData() or ""), max(0, int(self.table.current_id() or 0))

    def focus(self) -> None:
        self.table.setFocus()

    @Slot(int)
    def _on_sheet(self, _index: int) -> None:
        self._show_rows(0)

    def _show_rows(self, head_row: int) -> None:
        sheet = self._sheets.get(str(self.sheet.currentData() or ""))
        self._rows = [FirstRow(str(at), cells) for at, cells in enumerate(sheet.first, 1)] if sheet else []
        self.model.set_ids(list(range(len(self._rows))))
        self.table.select_id(head_row)
