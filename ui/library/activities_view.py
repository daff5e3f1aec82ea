"""The tab 活动: the activities with how they went here; the good ones commended to head office, or taken up there."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.activities import practices
from desktop.activities.practices import Practice
from ui.activities.words import kind_name
from ui.library.commend_dialog import CommendDialog
from ui.library.view import LibraryView
from ui.page import Command, Hint, Page
from ui.row_model import Column, IdTableModel
from ui.row_painter import RowPainter
from ui.row_table import RowTable
from ui.widgets import draw
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.label import PlainLabel
from ui.widgets.pane import ScrollPane
from ui.widgets.paragraph import Paragraph
from ui.widgets.pill import paint_pill

WIDTH = 372


class ActivitiesView(LibraryView):
    """R commends an activity that was held here, or no longer does; at head office T takes a commended one up."""

    def __init__(self, page: Page, parent: QWidget) -> None:
        super().__init__(page, parent)
        self.rows: dict[str, Practice] = {}
        self.commendation: CommendDialog | None = None
        self.model = IdTableModel(self._columns(), self._load_rows, self)
        self.table = RowTable(self.theme, self.model, self)
        self.table.setAccessibleName(self.tr("活动列表"))
        self.table.row_painter = PracticePainter(self.theme, self.model, self.table)
        self.pane = self._pane()
        empty = EmptyState(self.theme, "puzzle", self.tr("还没有活动"), self.tr("总行下发后，这里就有"), [], self)
        self.lay_out(None, self.table, empty, self.pane)
        self.table.letter.connect(self.on_letter)
        self.table.current_changed.connect(self._on_current)
        self.letters = {"T": self.take_up} if self.head_office else {"R": self.commend} if self.keeps else {}

    def _columns(self) -> list[Column]:
        return [
            Column("title", self.tr("活动"), 200, stretch=True, sortable=False),
            Column("kind", self.tr("类型"), 100, sortable=False),
            Column("held", self.tr("办过"), 72, "right", sortable=False),
            Column("people", self.tr("参与人次"), 88, "right", sortable=False),
            Column("praise", self.tr("好做法"), 150, sortable=False),
        ]

    def _pane(self) -> ScrollPane:
        theme = self.theme
        pane = ScrollPane(theme, "canvas", WIDTH, "left", parent=self)
        self.name = Paragraph(theme, "", "heading", parent=pane.inner)
        self.meta = PlainLabel(theme, "", "caption", "text2", elide=True, parent=pane.inner)
        self.words = Paragraph(theme, role="table", token="ok", parent=pane.inner)
        holder = QWidget(pane.inner)
        flow = FlowLayout(holder, theme.px(6))
        self.commend_button = Button(theme, self.tr("推荐给总行"), "soft", "send", "R", parent=holder)
        self.take_button = Button(theme, self.tr("收进活动库"), "soft", "package-plus", "T", parent=holder)
        self.commend_button.clicked.connect(self.commend)
        self.take_button.clicked.connect(self.take_up)
        flow.addWidget(self.commend_button)
        flow.addWidget(self.take_button)
        self.rules = Paragraph(theme, role="table", token="text2", parent=pane.inner)
        self.questions = Paragraph(theme, role="table", parent=pane.inner)
        for widget in (self.name, self.meta, self.words, holder, self.rules, self.questions):
            pane.body.addWidget(widget)
        pane.body.addStretch(1)
        return pane

    def hints(self) -> list[Hint]:
        told = {"T": self.tr("收进活动库"), "R": self.tr("推荐给总行")}
        return [Hint("↑ ↓", self.tr("选择")), *(Hint(key, told[key]) for key in self.letters)]

    def commands(self) -> list[Command]:
        if self.head_office:
            return [Command(self.tr("把推荐的活动收进活动库"), "T", self.take_up)]
        return [Command(self.tr("把活动推荐给总行"), "R", self.commend)] if self.keeps else []

    def panes(self) -> list[QWidget]:
        return [self.table]

    def load(self) -> None:
        actor = self.desk.actor
        self.page.read(lambda session: practices.listed(session, actor), self._on_rows)

    @Slot(object)
    def _on_rows(self, found: list[Practice]) -> None:
        self.rows = {row.id: row for row in found}
        self.model.set_ids([row.id for row in found])
        self.stack.setCurrentIndex(0 if found else 1)
        if found and self.table.current_id() not in self.rows:
            self.table.select_id(found[0].id)
        self._on_current()
        self.page.state_changed.emit()

    def _load_rows(self, ids: Sequence[str]) -> list[Practice]:
        return [self.rows[one] for one in ids]

    def current(self) -> Practice | None:
        return self.rows.get(str(self.table.current_id()))

    @Slot()
    def _on_current(self, *_: object) -> None:
        row = self.current()
        self.pane.inner.setVisible(row is not None)
        if row is None:
            return
        one = row.activity
        self.name.set_text(one.title)
        self.meta.setText(
            self.tr("{kind}，{count} 题，{minutes} 分钟").format(
                kind=kind_name(one.kind), count=len(one.rounds), minutes=one.minutes
            )
        )
        said = self.tr("效果：{words}") if row.recommended_at else self.tr("网点好做法，{words}")
        self.words.set_text(said.format(words=row.words))
        self.words.setVisible(bool(row.words))
        self.rules.set_text(one.rules)
        self.questions.set_text("\n".join(f"{at}. {asked.question}" for at, asked in enumerate(one.rounds, 1)))
        self.commend_button.setVisible(self.keeps and not self.head_office)
        self.commend_button.setText(self.tr("不再推荐") if row.recommended_at else self.tr("推荐给总行"))
        self.take_button.setVisible(bool(row.branch_name) and not row.taken)

    @Slot()
    def commend(self) -> None:
        row, actor = self.current(), self.desk.actor
        if row is None:
            return
        if row.recommended_at:
            self.write(lambda session: practices.commend(session, actor, row.activity.key, ""))
            return
        self.commendation = CommendDialog(self.theme, row.activity.title, self)
        self.commendation.given.connect(self._on_commended)
        self.commendation.open()

    @Slot(str)
    def _on_commended(self, told: str) -> None:
        row, actor = self.current(), self.desk.actor
        if row is not None:
            self.write(lambda session: practices.commend(session, actor, row.activity.key, told))

    @Slot()
    def take_up(self) -> None:
        row, actor = self.current(), self.desk.actor
        if row is not None:
            self.write(lambda session: practices.take_up(session, actor, row.id))


class PracticePainter(RowPainter):
    """Figures at the right, who commends it as a pill."""

    def paint_cell(self, painter: QPainter, rect: QRectF, row: Practice, column: Column, selected: bool) -> None:
        theme = self.theme
        if column.key == "praise":
            told, tone, icon = self._praise(row)
            if told:
                paint_pill(painter, rect.left(), rect.center().y(), told, theme, tone, icon)
        elif column.key in {"held", "people"}:
            number = row.held if column.key == "held" else row.people
            told = f"{number:,}" if number else "—"
            draw.text(painter, rect, told, theme.font("table"), theme.color("text2"), "right")
        else:
            told = row.activity.title if column.key == "title" else kind_name(row.activity.kind)
            bold = selected and column.key == "title"
            token = "text" if column.key == "title" else "text2"
            draw.text(painter, rect, told, theme.font("table", bold=bold), theme.color(token))

    def _praise(self, row: Practice) -> tuple[str, str, str]:
        if row.branch_name:
            return row.branch_name, "neutral" if row.taken else "info", "check" if row.taken else "store"
        if row.recommended_at:
            return self.tr("已推荐"), "info", "send"
        return (self.tr("网点好做法"), "ok", "star") if row.taken else ("", "", "")
