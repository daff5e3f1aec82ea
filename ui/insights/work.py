"""Who did how much of the work that was sent down: by template, then by branch, then by member of staff."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.headquarters.work import Share
from ui.row_model import Column, IdTableModel
from ui.row_painter import RowPainter
from ui.row_table import RowTable
from ui.theme import Theme
from ui.widgets import draw

LOW: Final = 0.6  # a share below it is red, as on the map of days


def words_of(share: Share) -> str:
    """Its name, or what it is when it has none."""
    translate = QCoreApplication.translate
    nameless = translate("WorkTable", "自己加的任务") if share.kind == "template" else translate("WorkTable", "未归属")
    return share.name or nameless


class WorkModel(IdTableModel):
    """Counts, and shares in per cent."""

    def text_of(self, row: Share, key: str) -> str:
        if key == "name":
            return words_of(row)
        if key in {"rate", "in_time"}:
            value = getattr(row.work, key)
            return "—" if value is None else f"{value:.0%}"
        return f"{getattr(row.work, key):,}"


class WorkPainter(RowPainter):
    """The share that was done as a bar under its number."""

    def paint_cell(self, painter: QPainter, rect: QRectF, row: Share, column: Column, selected: bool) -> None:
        if column.key == "rate" and row.work.rate is not None:
            bar = QRectF(rect.left(), rect.center().y() + 9, rect.width(), 3)
            draw.rounded(painter, bar, 1.5, self.theme.color("track"))
            bar.setWidth(bar.width() * row.work.rate)
            token = "danger" if row.work.rate < LOW else "accentSeries"
            draw.rounded(painter, bar, 1.5, self.theme.color(token))
        super().paint_cell(painter, rect, row, column, selected)


class WorkTable(RowTable):
    """J K and arrows move, Enter goes down."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        columns = [
            Column("name", translate("WorkTable", "模板"), 280, sortable=False, stretch=True),
            Column("due", translate("WorkTable", "应做"), 100, "right", sortable=False),
            Column("done", translate("WorkTable", "完成"), 100, "right", sortable=False),
            Column("timely", translate("WorkTable", "按时"), 100, "right", sortable=False),
            Column("skipped", translate("WorkTable", "跳过"), 100, "right", sortable=False),
            Column("rate", translate("WorkTable", "完成率"), 140, "right", sortable=False),
            Column("in_time", translate("WorkTable", "按时率"), 140, "right", sortable=False),
        ]
        self._found: list[Share] = []
        model = WorkModel(columns, self._of)
        super().__init__(theme, model, parent, 34)
        model.tips = {
            "due": translate("WorkTable", "本期生成的任务，包括跳过的"),
            "timely": translate("WorkTable", "在截止时间前做完的，改了期的按新的时间"),
            "skipped": translate("WorkTable", "说明理由跳过、没有做的"),
            "rate": translate("WorkTable", "完成 ÷ 应做"),
            "in_time": translate("WorkTable", "按时 ÷ 应做"),
        }
        model.setParent(self)
        self.row_painter = WorkPainter(theme, model, self)
        self.setAccessibleName(translate("WorkTable", "SOP 完成"))
        self.nothing = translate("WorkTable", "这段时间没有任务")

    def show_shares(self, found: Sequence[Share]) -> None:
        """Show these; the head says what they are."""
        translate = QCoreApplication.translate
        heads = {
            "branch": translate("WorkTable", "网点"), "staff": translate("WorkTable", "员工"),
            "template": translate("WorkTable", "模板"),
        }  # fmt: skip
        self._found = list(found)
        head = heads[self._found[0].kind if self._found else "template"]
        self.id_model.set_titles([head, *(column.title for column in self.id_model.columns[1:])])
        self.id_model.set_ids(list(range(len(self._found))))

    def current(self) -> Share | None:
        """The selected one."""
        at = self.current_id()
        return self._found[at] if at is not None else None

    def _of(self, ids: Sequence[int]) -> list[Share]:
        return [self._found[number] for number in ids]
