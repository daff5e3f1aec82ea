"""The tab 产品日历: the products with their windows, and what to say on the next two weeks' workdays."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from desktop.library import plan, products, uses
from desktop.library.plan import Proposal
from desktop.library.products import ProductRow
from ui.library import words
from ui.library.product_dialog import ProductDialog
from ui.library.view import LibraryView
from ui.page import Command, Hint, Page
from ui.row_model import Column, IdTableModel
from ui.row_painter import RowPainter
from ui.row_table import RowTable
from ui.today.side import Block
from ui.today.words import near_day, weekday
from ui.today.work import to_clipboard
from ui.widgets import draw
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState
from ui.widgets.pane import ScrollPane
from ui.widgets.paragraph import Paragraph
from ui.widgets.pill import paint_pill

WIDTH = 372


class Calendar(NamedTuple):
    """What the tab shows."""

    products: list[ProductRow]
    proposals: list[Proposal]


class ProductsView(LibraryView):
    """C copies what is said about the product, N adds one, E edits, Del retires; a day's proposal is copied by ↵."""

    def __init__(self, page: Page, parent: QWidget) -> None:
        super().__init__(page, parent)
        self.rows: dict[str, ProductRow] = {}
        self.proposals: list[Proposal] = []
        self.editor: ProductDialog | None = None
        self.model = IdTableModel(self._columns(), self._load_rows, self)
        self.table = RowTable(self.theme, self.model, self)
        self.table.setAccessibleName(self.tr("产品列表"))
        self.table.row_painter = ProductPainter(self.theme, self.model, self.table)
        self.pane = ScrollPane(self.theme, "canvas", WIDTH, "left", parent=self)
        self.note = Paragraph(self.theme, "", "caption", "text2", parent=self.pane.inner)
        self.note.set_text(self.tr("每个工作日最多说一个产品：开售和结束前先说，其余轮着来；有游戏的日子放在游戏后"))
        self.block = Block(self.theme, self.tr("接下来两周说什么"), "", self.pane.inner)
        self.block.opened.connect(self._on_proposal)
        self.pane.body.addWidget(self.block)
        self.pane.body.addWidget(self.note)
        self.pane.body.addStretch(1)
        self.first = Button(self.theme, self.tr("加产品"), "soft", "calendar-plus", "N", parent=self)
        self.first.setVisible(self.keeps)
        self.first.clicked.connect(self.add)
        text = self.tr("先把在售的产品和销售期放进来，日历会提议哪天说什么")
        empty = EmptyState(self.theme, "calendar-days", self.tr("还没有产品"), text, [self.first], self)
        self.lay_out(None, self.table, empty, self.pane)
        self.table.letter.connect(self.on_letter)
        self.table.activated_id.connect(self._on_activated)
        self.letters = {"C": self.copy, "N": self.add, "E": self.edit, "Del": self.retire}

    def _columns(self) -> list[Column]:
        return [
            Column("name", self.tr("产品"), 200, sortable=False),
            Column("kind", self.tr("类型"), 90, sortable=False),
            Column("window", self.tr("销售期"), 140, sortable=False),
            Column("state", self.tr("状态"), 96, sortable=False),
            Column("text", self.tr("怎么说"), 240, stretch=True, sortable=False),
        ]

    def hints(self) -> list[Hint]:
        keeping = [Hint("N", self.tr("加产品")), Hint("E", self.tr("编辑")), Hint("Del", self.tr("停用"))]
        return [Hint("↑ ↓", self.tr("选择")), Hint("C", self.tr("复制怎么说")), *(keeping if self.keeps else [])]

    def commands(self) -> list[Command]:
        return [Command(self.tr("加一个产品"), "N", self.add)] if self.keeps else []

    def panes(self) -> list[QWidget]:
        return [self.table, *self.block.rows[:1]] if self.rows else [self.first]

    def load(self) -> None:
        actor, day = self.desk.actor, self.desk.clock.now().date()

        def work(session: Session) -> Calendar:
            return Calendar(products.rows(session, actor, day), plan.propose(session, actor, day))

        self.page.read(work, self._on_calendar)

    @Slot(object)
    def _on_calendar(self, found: Calendar) -> None:
        self.rows, self.proposals = {row.id: row for row in found.products}, found.proposals
        self.model.set_ids([row.id for row in found.products])
        self.stack.setCurrentIndex(0 if found.products else 1)
        if found.products and self.table.current_id() is None:
            self.table.select_id(found.products[0].id)
        rows = [words.proposal_row(str(at), one, self._day(one)) for at, one in enumerate(found.proposals)]
        self.block.show_rows(rows, len(rows), self.tr("没有在售的产品"))
        self.page.state_changed.emit()

    def _day(self, one: Proposal) -> str:
        today = self.desk.clock.now().date()
        if one.day - today <= timedelta(days=1):
            return near_day(one.day, today)
        return f"{one.day:%m-%d} {weekday(one.day)}"

    def _load_rows(self, ids: Sequence[str]) -> list[ProductRow]:
        return [self.rows[one] for one in ids]

    def _row(self) -> ProductRow | None:
        return self.rows.get(str(self.table.current_id()))

    @Slot(str)
    def _on_proposal(self, number: str) -> None:
        """The words of a day's proposal: by its script where there is one, so that the use is counted."""
        one = self.proposals[int(number)]
        if one.script:
            self.page.open(one.script)
        elif to_clipboard(one.text):
            self.page.say(self.tr("已复制“{name}”的介绍").format(name=one.name))

    @Slot()
    def copy(self) -> None:
        row = self._row()
        if row is not None and row.text and row.state == products.OPEN and to_clipboard(row.text):
            self.page.say(self.tr("已复制“{name}”的介绍").format(name=row.name))
        elif row is not None and row.state != products.OPEN:
            self.page.read(lambda session: uses.require_sold(session, row.id), lambda _none: None)

    @Slot()
    def add(self) -> None:
        if self.keeps:
            self._edit(None)

    @Slot()
    def edit(self) -> None:
        row = self._row()
        if row is not None and row.own:
            self._edit(row)

    def _edit(self, row: ProductRow | None) -> None:
        self.editor = ProductDialog(self.page, row)
        self.editor.saved.connect(self._on_saved)
        self.editor.open()

    @Slot(str)
    def _on_saved(self, _product: str) -> None:
        self.load()

    @Slot()
    def retire(self) -> None:
        row, actor = self._row(), self.desk.actor
        if row is not None and row.own:
            self.write(lambda session: products.retire(session, actor, row.id))

    @Slot(object)
    def _on_activated(self, _id: object) -> None:
        self.copy()


class ProductPainter(RowPainter):
    """The window in words, the state as a pill."""

    def paint_cell(self, painter: QPainter, rect: QRectF, row: ProductRow, column: Column, selected: bool) -> None:
        theme = self.theme
        if column.key == "window":
            told = words.window(row.starts_on, row.ends_on)
            draw.text(painter, rect, told, theme.font("table"), theme.color("text2"))
        elif column.key == "state":
            told, tone, icon = words.state_look(row.state)
            paint_pill(painter, rect.left(), rect.center().y(), told, theme, tone, icon)
        else:
            super().paint_cell(painter, rect, row, column, selected)
