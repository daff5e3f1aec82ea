"""The two tables of the window: templates, and the steps of one of them."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.sop.drafts import StepDraft, TemplateDraft
from ui.row_model import Column, IdTableModel
from ui.row_painter import RowPainter
from ui.row_table import RowTable
from ui.sop import words
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.check import BOX, paint_box


class TemplateModel(IdTableModel):
    """Templates in order, by id."""

    def __init__(self, parent: QWidget) -> None:
        columns = [Column("title", QCoreApplication.translate("Sop", "模板"), 200, sortable=False, stretch=True)]
        super().__init__(columns, self._find, parent)
        self.drafts: dict[str, TemplateDraft] = {}

    def show_drafts(self, drafts: Sequence[TemplateDraft]) -> None:
        self.drafts = {one.id: one for one in drafts}
        self.set_ids(list(self.drafts))

    def text_of(self, row: TemplateDraft, key: str) -> str:
        return row.title

    def _find(self, ids: Sequence[str]) -> list[TemplateDraft]:
        return [self.drafts[id_] for id_ in ids]


class TemplatePainter(RowPainter):
    """A box that says whether it makes tasks, the name with head office's lock, and its kind below."""

    def paint_cell(
        self, painter: QPainter, rect: QRectF, row: TemplateDraft, column: Column, selected: bool
    ) -> None:  # fmt: skip
        theme = self.theme
        box = theme.px(BOX)
        paint_box(painter, QRectF(rect.left(), rect.center().y() - box / 2, box, box), theme, checked=row.on)
        left = rect.left() + box + theme.px(10)
        upper = QRectF(left, rect.top() + theme.px(5), rect.right() - left, theme.px(20))
        if row.locked:
            upper.setRight(upper.right() - theme.px(18))
        font = theme.font("table", bold=selected)
        width = draw.text(painter, upper, row.title, font, theme.color("text"))
        if row.locked:
            draw.pixmap(painter, left + width + theme.px(6), upper.center().y(), theme.icon("lock", 12, "text2"))
        note = self.tr("{kind}，{steps} 步").format(
            kind=words.named(words.template_kinds(), row.kind), steps=len(row.steps)
        )
        lower = QRectF(left, rect.top() + theme.px(24), rect.right() - left, theme.px(18))
        draw.text(painter, lower, note, theme.font("caption"), theme.color("text2"))


class StepModel(IdTableModel):
    """The steps of a template in order, by id."""

    def __init__(self, parent: QWidget) -> None:
        translate = QCoreApplication.translate
        columns = [
            Column("window", translate("Sop", "时间"), 126, sortable=False),
            Column("title", translate("Sop", "步骤"), 200, sortable=False, stretch=True),
            Column("whom", translate("Sop", "给谁"), 150, sortable=False),
            Column("days", translate("Sop", "哪几天"), 120, sortable=False),
        ]
        super().__init__(columns, self._find, parent)
        self.steps: dict[str, StepDraft] = {}
        self.kind = ""

    def show_draft(self, draft: TemplateDraft) -> None:
        self.kind = draft.kind
        self.steps = {one.id: one for one in draft.steps}
        self.set_ids(list(self.steps))

    def text_of(self, row: StepDraft, key: str) -> str:
        if key == "window":
            return "–".join(row.window)
        if key == "whom":
            return words.for_whom(row, self.kind)
        return row.title if key == "title" else words.on_days(row, self.kind)

    def _find(self, ids: Sequence[str]) -> list[StepDraft]:
        return [self.steps[id_] for id_ in ids]


class StepPainter(RowPainter):
    """The kind's icon before the name; a shifted time in accent; what must be done is said."""

    def paint_cell(self, painter: QPainter, rect: QRectF, row: StepDraft, column: Column, selected: bool) -> None:
        theme, key = self.theme, column.key
        words_ = self.model.text_of(row, key)
        if key == "window":
            token = "accent" if row.shifted else "text2"
            draw.text(painter, rect, words_, theme.font("table", bold=bool(row.shifted)), theme.color(token))
            return
        if key != "title":
            draw.text(painter, rect, words_, theme.font("table"), theme.color("text2"))
            return
        draw.pixmap(painter, rect.left(), rect.center().y(), theme.icon(words.KIND_ICONS[row.kind], 16, "text2"))
        rest = rect.adjusted(theme.px(24), 0, 0, 0)
        width = draw.text(painter, rest, words_, theme.font("table", bold=selected), theme.color("text"))
        if row.must and rest.width() - width > theme.px(40):
            must = rest.adjusted(width + theme.px(8), 0, 0, 0)
            draw.text(painter, must, self.tr("必做"), theme.font("caption"), theme.color("warn"))


def template_table(theme: Theme, model: TemplateModel, name: str, parent: QWidget) -> RowTable:
    """The templates at the left: two lines each, no head."""
    table = RowTable(theme, model, parent, row_height=48)
    table.row_painter = TemplatePainter(theme, model, table)
    table.setSelectionMode(RowTable.SelectionMode.SingleSelection)
    table.horizontalHeader().hide()
    table.setAccessibleName(name)
    return table


def step_table(theme: Theme, model: StepModel, name: str, parent: QWidget) -> RowTable:
    """The steps of the template that is chosen."""
    table = RowTable(theme, model, parent)
    table.row_painter = StepPainter(theme, model, table)
    table.setSelectionMode(RowTable.SelectionMode.SingleSelection)
    table.setAccessibleName(name)
    return table
