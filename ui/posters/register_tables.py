"""The three tables of the register: codes, places with what hangs there, and what runs out."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.posters.register import Code, Expiry, Stand
from ui.posters.register_words import days_left, material_name, what_ends
from ui.row_model import Column, IdTableModel
from ui.row_painter import RowPainter
from ui.row_table import RowTable
from ui.theme import Theme
from ui.widgets import draw

Cells = Callable[[Any], Mapping[str, str]]
LATE = "days"  # the column whose text turns red or amber


class EntryModel(IdTableModel):
    """Rows by id; `cells` gives the texts of one."""

    def __init__(self, columns: Sequence[Column], cells: Cells, parent: QWidget) -> None:
        super().__init__(columns, self._find, parent)
        self._cells = cells
        self.rows: dict[str, Any] = {}

    def show_rows(self, rows: Mapping[str, Any]) -> None:
        self.rows = dict(rows)
        self.set_ids(list(self.rows))

    def text_of(self, row: Any, key: str) -> str:  # noqa: ANN401 - Code, Stand or Expiry
        return self._cells(row)[key]

    def _find(self, ids: Sequence[str]) -> list[Any]:
        return [self.rows[id_] for id_ in ids]


class EntryPainter(RowPainter):
    """The first column stands out; what is over is red, what is near is amber."""

    def paint_cell(self, painter: QPainter, rect: QRectF, row: Any, column: Column, selected: bool) -> None:  # noqa: ANN401
        theme, first = self.theme, column.key == self.model.columns[0].key
        token = "text" if first else "text2"
        if column.key == LATE:
            token = "danger" if row.days < 0 else "warn"
        font = theme.font("table", bold=selected and first)
        draw.text(painter, rect, self.model.text_of(row, column.key), font, theme.color(token), column.align)


class EntryTable(RowTable):
    """One table of the register; `entry` is the row that is chosen."""

    def __init__(self, theme: Theme, columns: Sequence[Column], cells: Cells, name: str, parent: QWidget) -> None:
        self.entry_model = EntryModel(columns, cells, parent)
        super().__init__(theme, self.entry_model, parent, row_height=34)
        self.row_painter = EntryPainter(theme, self.entry_model, self)
        self.setSelectionMode(RowTable.SelectionMode.SingleSelection)
        self.setAccessibleName(name)

    def entry(self) -> Any:  # noqa: ANN401 - Code, Stand or Expiry
        return self.entry_model.rows.get(str(self.current_id()))

    def show_rows(self, rows: Mapping[str, Any]) -> None:
        """Show these rows; the first is chosen when the one before is gone."""
        self.entry_model.show_rows(rows)
        if rows and self.entry() is None:
            self.select_id(next(iter(rows)))


def code_table(theme: Theme, kind: Callable[[str], str], parent: QWidget) -> EntryTable:
    """`kind` names what a code opens."""
    translate = QCoreApplication.translate
    columns = [
        Column("name", translate("RegisterWindow", "员工"), 84, sortable=False),
        Column("kind", translate("RegisterWindow", "码"), 140, sortable=False),
        Column("material", translate("RegisterWindow", "物料"), 78, sortable=False),
        Column("state", translate("RegisterWindow", "渠道标识"), 110, sortable=False),
        Column("places", translate("RegisterWindow", "挂在哪里"), 120, sortable=False, stretch=True),
        Column("until", translate("RegisterWindow", "有效期至"), 96, sortable=False),
        Column("adds", translate("RegisterWindow", "带来客户"), 88, "right", sortable=False),
        Column("recent", translate("RegisterWindow", "近 30 天"), 96, "right", sortable=False),
    ]

    def cells(code: Code) -> dict[str, str]:
        entry = code.entry
        return {
            "name": code.name, "kind": entry.label or kind(code.kind), "material": material_name(entry.material),
            "state": entry.state or "—", "places": "、".join(code.places) or "—", "adds": _count(code.adds),
            "recent": _count(code.recent), "until": entry.valid_until or "—",
        }  # fmt: skip

    return EntryTable(theme, columns, cells, translate("RegisterWindow", "活码"), parent)


def place_table(theme: Theme, piece: Callable[[str], str], parent: QWidget) -> EntryTable:
    """`piece` gives a template its title."""
    translate = QCoreApplication.translate
    columns = [
        Column("name", translate("RegisterWindow", "点位"), 130, sortable=False, stretch=True),
        Column("material", translate("RegisterWindow", "物料"), 88, sortable=False),
        Column("state", translate("RegisterWindow", "渠道标识"), 96, sortable=False),
        Column("code", translate("RegisterWindow", "谁的码"), 80, sortable=False),
        Column("piece", translate("RegisterWindow", "现在挂着"), 144, sortable=False),
        Column("made", translate("RegisterWindow", "出件"), 116, sortable=False),
        Column("adds", translate("RegisterWindow", "带来客户"), 88, "right", sortable=False),
        Column("recent", translate("RegisterWindow", "近 30 天"), 96, "right", sortable=False),
    ]

    def cells(place: Stand) -> dict[str, str]:
        hanging, entry = place.hanging, place.entry
        made = f"{hanging.made_at[:10]} {hanging.made_by}" if hanging is not None else "—"
        return {
            "name": entry.name, "material": material_name(entry.material), "state": entry.state or "—",
            "code": place.code_of or "—", "made": made, "adds": _count(place.adds), "recent": _count(place.recent),
            "piece": f"{piece(hanging.template)} · {hanging.name}" if hanging is not None else "—",
        }  # fmt: skip

    return EntryTable(theme, columns, cells, translate("RegisterWindow", "点位"), parent)


def expiry_table(theme: Theme, parent: QWidget) -> EntryTable:
    translate = QCoreApplication.translate
    columns = [
        Column("what", translate("RegisterWindow", "什么"), 90, sortable=False),
        Column("name", translate("RegisterWindow", "员工"), 90, sortable=False),
        Column("place", translate("RegisterWindow", "点位"), 200, sortable=False, stretch=True),
        Column("until", translate("RegisterWindow", "有效期至"), 110, sortable=False),
        Column(LATE, translate("RegisterWindow", "还剩"), 110, sortable=False),
    ]

    def cells(one: Expiry) -> dict[str, str]:
        return {
            "what": what_ends(one), "name": one.name, "place": one.place or "—", "until": one.until,
            LATE: days_left(one.days),
        }  # fmt: skip

    return EntryTable(theme, columns, cells, translate("RegisterWindow", "快到期"), parent)


def _count(number: int | None) -> str:
    return "—" if number is None else f"{number:,}"
