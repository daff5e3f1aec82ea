"""Who stands where: branches of the bank or staff of a branch by one figure; Enter goes down to one of them."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Slot
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from desktop.insights import metrics
from desktop.insights.board import Standing
from desktop.insights.metrics import BY_KEY
from ui.row_model import Column, IdTableModel
from ui.row_painter import RowPainter
from ui.row_table import RowTable
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.keys import plain_key

SHOWN = ("adds", "valid_adds", "net", "contacts", "tagged", "reached", "on_time", "tasks_done", "group_active")


class Ranked:
    """A row: its place by the figure that sorts, and its name."""

    def __init__(self, place: int, standing: Standing) -> None:
        self.place, self.standing, self.name = place, standing, standing.name


class StandingModel(IdTableModel):
    """Says figures as people read them; sorting is done here, for the whole table is in memory."""

    def __init__(self, columns: Sequence[Column], parent: QWidget) -> None:
        super().__init__(columns, self._of, parent)
        self._rows: dict[str, Ranked] = {}
        self._found: list[Standing] = []
        self.most = 0.0  # of the figure that sorts
        self.set_sort("adds", descending=True)
        self.sort_requested.connect(self._on_sort)

    def show_standings(self, found: Sequence[Standing]) -> None:
        self._found = list(found)
        self._on_sort(self.sort_key, self.descending)

    def text_of(self, row: Ranked, key: str) -> str:
        if key in {"place", "name"}:
            return super().text_of(row, key)
        return metrics.shown(BY_KEY[key], row.standing.figures[key])

    def _of(self, ids: Sequence[str]) -> list[Ranked]:
        return [self._rows[one] for one in ids]

    @Slot(str, bool)
    def _on_sort(self, key: str, descending: bool) -> None:
        """Those that have no figure stand last either way; the place is by the figure, not by the name."""
        figure = key if key in BY_KEY else "adds"
        known = [one for one in self._found if one.figures[figure] is not None]
        ranked = sorted(known, key=lambda one: -(one.figures[figure] or 0))
        self.most = float(ranked[0].figures[figure] or 0) if ranked else 0.0
        ranked += [one for one in self._found if one.figures[figure] is None]
        self._rows = {one.id: Ranked(place, one) for place, one in enumerate(ranked, 1)}
        order = list(self._rows) if descending or key not in BY_KEY else list(reversed(self._rows))
        if key == "name":
            order = sorted(self._rows, key=lambda one: self._rows[one].name, reverse=descending)
        elif key == "place" and descending:
            order.reverse()
        self.set_ids(order)


class StandingPainter(RowPainter):
    """Figures with a small bar behind the one that sorts."""

    def paint_cell(self, painter: QPainter, rect: QRectF, row: Ranked, column: Column, selected: bool) -> None:
        model = self.model
        if column.key == model.sort_key and column.key in BY_KEY and isinstance(model, StandingModel):
            value = row.standing.figures[column.key] or 0
            if model.most > 0 and value > 0:
                bar = QRectF(rect.left(), rect.center().y() + 9, rect.width() * value / model.most, 3)
                draw.rounded(painter, bar, 1.5, self.theme.color("accentSeries"))
        super().paint_cell(painter, rect, row, column, selected)


class StandingTable(RowTable):
    """J K and arrows move, Enter goes down, ← → rank by another figure."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        columns = [
            Column("place", translate("Standings", "名次"), 72, "right"),
            Column("name", translate("Standings", "网点"), 180),
            *(Column(key, str(BY_KEY[key].label), 104, "right") for key in SHOWN),
        ]
        columns[-1] = columns[-1]._replace(stretch=True)
        model = StandingModel(columns, parent)  # type: ignore[arg-type]
        super().__init__(theme, model, parent, 34)
        self.standings = model
        self.row_painter = StandingPainter(theme, model, self)
        self.setAccessibleName(translate("Standings", "排名"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {"Left": -1, "Right": 1}.get(plain_key(event))
        if step is None:
            super().keyPressEvent(event)
            return
        keys = [column.key for column in self.standings.columns]
        at = keys.index(self.standings.sort_key) + step
        self.sortByColumn(max(keys.index(SHOWN[0]), min(len(keys) - 1, at)), Qt.SortOrder.DescendingOrder)

    def show_standings(self, found: Sequence[Standing], titles: Sequence[str]) -> None:
        """`titles` are the heads of the columns in the user's language."""
        self.standings.set_titles(titles)
        self.standings.show_standings(found)
