"""The tab 话术: facets, the list, one script in full; copied, starred, edited, retired, commended by keys."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from desktop.contacts import scripts as contact_scripts
from desktop.errors import AppError
from desktop.library import keeping, pictures, shelf, uses
from desktop.library.shelf import KINDS, VIEWS, Detail, ShelfRow, Wanted
from desktop.sop import variables
from ui.clipboard import put_picture
from ui.library import words
from ui.library.commend_dialog import CommendDialog
from ui.library.script_editor import ScriptEditor
from ui.library.script_pane import ScriptPane
from ui.library.view import LibraryView
from ui.page import Command, Hint, Page
from ui.row_model import Column, IdTableModel
from ui.row_painter import RowPainter
from ui.row_table import RowTable
from ui.today.work import to_clipboard
from ui.widgets import draw
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState
from ui.widgets.facet import FacetRow
from ui.widgets.pane import ScrollPane
from ui.widgets.pill import paint_pill
from ui.widgets.section import Divider

FACETS = 184


class Shown(NamedTuple):
    """What the tab shows, read in one go."""

    rows: list[ShelfRow]
    counts: dict[str, int]


class Beside(NamedTuple):
    """What the pane shows."""

    script: str
    detail: Detail | None
    picture: bytes


class ScriptsView(LibraryView):
    """C copies, P the picture, X the next of its family, F stars, E edits, N adds, R commends, Del retires."""

    def __init__(self, page: Page, parent: QWidget) -> None:
        super().__init__(page, parent)
        self.wanted = Wanted()
        self.rows: dict[str, ShelfRow] = {}
        self.detail: Detail | None = None
        self._picture = b""
        self._goto = ""
        self._typed: dict[str, str] = {}  # values for this one message
        self._typed_for = ""
        self.editor: ScriptEditor | None = None
        self.commendation: CommendDialog | None = None
        self.model = IdTableModel(self._columns(), self._load_rows, self)
        self.table = RowTable(self.theme, self.model, self)
        self.table.setAccessibleName(self.tr("话术列表"))
        self.table.row_painter = ScriptPainter(self.theme, self.model, self.table)
        self.pane = ScriptPane(self.theme, self)
        self.pane.hide()
        self.facets = self._facets()
        clear = Button(self.theme, self.tr("清除条件"), "soft", "filter", parent=self)
        clear.clicked.connect(self.clear)
        self.empty = EmptyState(self.theme, "search-x", "", "", [clear], self)
        self.lay_out(self.facets, self.table, self.empty, self.pane)
        self._wire()

    # ------------------------------------------------------------------------------------------ building

    def _columns(self) -> list[Column]:
        return [
            Column("key", self.tr("编号"), 84, sortable=False),
            Column("title", self.tr("标题"), 260, stretch=True, sortable=False),
            Column("kind", self.tr("用在"), 76, sortable=False),
            Column("state", self.tr("销售期"), 92, sortable=False),
            Column("uses", self.tr("用过"), 64, "right", sortable=False),
        ]

    def _facets(self) -> ScrollPane:
        pane = ScrollPane(self.theme, "canvas", FACETS, "right", (8, 10, 8, 10), 0, self)
        self.facet_rows: dict[str, FacetRow] = {}
        views = [view for view in VIEWS if view != ("own" if self.head_office else "recommended")]
        for name in (*views, "", *KINDS):
            if not name:
                pane.body.addSpacing(6)
                pane.body.addWidget(Divider(self.theme, parent=pane.inner))
                pane.body.addSpacing(6)
                continue
            said = words.view_name(name) if name in VIEWS else words.kind_name(name)
            row = FacetRow(self.theme, said, None, parent=pane.inner)
            row.setProperty("facet", name)
            row.clicked.connect(self._on_facet)
            self.facet_rows[name] = row
            pane.body.addWidget(row)
        pane.body.addStretch(1)
        return pane

    def _wire(self) -> None:
        pane = self.pane
        self.table.letter.connect(self.on_letter)
        self.table.current_changed.connect(self._on_current)
        self.table.activated_id.connect(self._on_activated)
        pane.filled.connect(self._on_filled)
        for letter, button, act in (
            ("C", pane.copy, self.copy), ("P", pane.copy_picture, self.copy_picture), ("X", pane.other, self.other),
            ("F", pane.favour, self.favour), ("E", pane.edit, self.edit), ("R", pane.commend, self.commend),
            ("T", pane.take_up, self.take_up), ("Del", pane.retire, self.retire),
        ):  # fmt: skip
            button.clicked.connect(act)
            self.letters[letter] = button.click
        self.letters["N"] = self.add

    def hints(self) -> list[Hint]:
        keeping_keys = [
            Hint("N", self.tr("加话术")), Hint("E", self.tr("编辑")), Hint("Del", self.tr("停用")),
        ] if self.keeps else []  # fmt: skip
        offered = [Hint("T", self.tr("收进话术库"))] if self.head_office else []
        offered += [Hint("R", self.tr("推荐给总行"))] if self.keeps and not self.head_office else []
        return [
            Hint("/", self.tr("搜索")), Hint("↑ ↓", self.tr("选择")), Hint("C", self.tr("复制话术")),
            Hint("P", self.tr("复制图片")), Hint("X", self.tr("换一条")), Hint("F", self.tr("收藏")),
            *keeping_keys, *offered,
        ]  # fmt: skip

    def commands(self) -> list[Command]:
        found = [Command(self.tr("复制所选的话术"), "C", self.copy), Command(self.tr("收藏或取消"), "F", self.favour)]
        if self.keeps:
            found += [Command(self.tr("加一条话术"), "N", self.add), Command(self.tr("编辑所选的话术"), "E", self.edit)]
        return found

    def panes(self) -> list[QWidget]:
        return [self.table, self.facet_rows["all"], self.pane.copy]

    # ------------------------------------------------------------------------------------------ showing

    def load(self) -> None:
        actor, wanted = self.desk.actor, self.wanted
        self.page.read(
            lambda session: Shown(shelf.rows(session, actor, wanted), shelf.counts(session, actor)), self._on_shown
        )

    def search(self, typed: str) -> None:
        self.wanted = self.wanted._replace(text=typed)
        self.load()

    def show_script(self, script: str) -> None:
        """Select a script, whatever was filtered before."""
        self._goto = script
        self.wanted = Wanted()
        self.load()

    @Slot()
    def clear(self) -> None:
        self.wanted = Wanted()
        self.page.clear_search()
        self.load()

    @Slot(object)
    def _on_shown(self, shown: Shown) -> None:
        self.rows = {row.id: row for row in shown.rows}
        for name, facet in self.facet_rows.items():
            facet.set_count(shown.counts[name])
            facet.set_selected(name in {self.wanted.view, self.wanted.kind})
        self.model.set_ids([row.id for row in shown.rows])
        self.empty.set("search-x", self.tr("没有符合的话术"), self.tr("换个词，或清除条件看全部"))
        self.stack.setCurrentWidget(self.table if shown.rows else self.empty)
        wanted, self._goto = self._goto, ""
        if not self.table.select_id(wanted or self.table.current_id()) and shown.rows:
            self.table.select_id(shown.rows[0].id)
        self._on_current()
        self.page.state_changed.emit()

    def _load_rows(self, ids: Sequence[str]) -> list[ShelfRow]:
        return [self.rows[one] for one in ids]

    @Slot()
    def _on_facet(self) -> None:
        name = str(self.sender().property("facet"))
        if name in VIEWS:
            self.wanted = self.wanted._replace(view=name)
        else:
            self.wanted = self.wanted._replace(kind="" if name == self.wanted.kind else name)
        self.load()

    @Slot()
    def _on_current(self) -> None:
        script, actor = self.table.current_id(), self.desk.actor
        self.pane.setVisible(script in self.rows)
        if script != self._typed_for:
            self._typed, self._typed_for = {}, script
        typed = dict(self._typed)

        def work(session: Session) -> Beside:
            found = shelf.detail(session, actor, script, typed)
            return Beside(script, found, pictures.of_script(session, script, self.desk.pictures))

        if script in self.rows:
            self.page.read(work, self._on_beside)

    @Slot(object)
    def _on_beside(self, beside: Beside) -> None:
        if beside.detail is not None and beside.script == self.table.current_id():
            self.detail, self._picture = beside.detail, beside.picture
            self.pane.show_detail(beside.detail, beside.picture, keeps=self.keeps, head_office=self.head_office)

    # ------------------------------------------------------------------------------------------ acts

    @Slot()
    def copy(self) -> None:
        """The words to the clipboard, as far as they can be filled; what is missing is asked for by name."""
        found = self.detail
        if found is None:
            return
        try:
            text = found.filled.complete()
        except AppError as error:
            self.page.error.emit(error)
            self.pane.missing.field.setFocus()
            return
        actor, script = self.desk.actor, found.row.id
        if not to_clipboard(text):
            return
        if found.contact:
            self.write(lambda session: contact_scripts.copied(session, actor, found.contact, script))
        else:
            self.write(lambda session: uses.copied(session, actor, script=script))

    @Slot()
    def copy_picture(self) -> None:
        found, actor = self.detail, self.desk.actor
        if found is not None and self._picture and put_picture(self._picture):
            self.write(lambda session: uses.copied(session, actor, material=found.row.material))

    @Slot()
    def other(self) -> None:
        """The next of the family, in the order of keys."""
        if self.detail is not None and self.detail.family:
            own = self.detail.row.key
            following = [one for one in self.detail.family if one[1] > own] or list(self.detail.family)
            self.show_script(following[0][0])

    @Slot()
    def favour(self) -> None:
        actor, script = self.desk.actor, self.table.current_id()
        if script in self.rows:
            self.write(lambda session: shelf.favour(session, actor, script))

    @Slot()
    def add(self) -> None:
        if self.keeps:
            self._edit("", copy=False)

    @Slot()
    def edit(self) -> None:
        """The script itself where one may, else a copy of it for the branch."""
        if self.keeps and self.detail is not None:
            self._edit(self.detail.row.id, copy=not self.detail.may_keep)

    def _edit(self, script: str, *, copy: bool) -> None:
        self.editor = ScriptEditor(self.page, script, copy=copy)
        self.editor.saved.connect(self.show_script)
        self.editor.open()

    @Slot()
    def commend(self) -> None:
        found, actor = self.detail, self.desk.actor
        if found is None or not found.may_keep:
            return
        if found.row.recommended_at:
            self.write(lambda session: keeping.commend(session, actor, found.row.id, ""))
            return
        self.commendation = CommendDialog(self.theme, found.row.title, self)
        self.commendation.given.connect(self._on_commended)
        self.commendation.open()

    @Slot(str)
    def _on_commended(self, told: str) -> None:
        actor, script = self.desk.actor, self.table.current_id()
        self.write(lambda session: keeping.commend(session, actor, script, told))

    @Slot()
    def take_up(self) -> None:
        actor, script = self.desk.actor, self.table.current_id()
        self.write(lambda session: keeping.take_up(session, actor, script).done)

    @Slot()
    def retire(self) -> None:
        found, actor = self.detail, self.desk.actor
        if found is not None and found.may_keep:
            self.write(lambda session: keeping.retire(session, actor, found.row.id, retired=not found.row.retired))

    @Slot(str, str)
    def _on_filled(self, name: str, value: str) -> None:
        """What concerns one customer holds for this message, everything else for the day."""
        if self.detail is not None and self.detail.row.kind == "contact":
            self._typed[name] = " ".join(value.split())
            self._on_current()
        else:
            day = self.desk.clock.now().date()
            self.write(lambda session: variables.set_day_value(session, day, name, value))
        self.table.setFocus()

    @Slot(object)
    def _on_activated(self, _id: object) -> None:
        self.copy()


class ScriptPainter(RowPainter):
    """The title with its star, the window as a pill, the uses as a figure."""

    def paint_cell(self, painter: QPainter, rect: QRectF, row: ShelfRow, column: Column, selected: bool) -> None:
        theme, key = self.theme, column.key
        if key == "title":
            if row.favourite:
                draw.pixmap(painter, rect.left(), rect.center().y(), theme.icon("star", 14, "warn"))
                rect = rect.adjusted(theme.px(20), 0, 0, 0)
            used = draw.text(painter, rect, row.title, theme.font("table", bold=selected), theme.color("text"))
            rest = rect.adjusted(used + theme.px(12), 0, 0, 0)
            if rest.width() > theme.px(60):
                draw.text(painter, rest, row.text, theme.font("caption"), theme.color("text2"))
        elif key == "kind":
            draw.text(painter, rect, words.kind_name(row.kind), theme.font("table"), theme.color("text2"))
        elif key == "state":
            if row.product:
                told, tone, icon = words.state_look(row.state)
                paint_pill(painter, rect.left(), rect.center().y(), told, theme, tone, icon)
        elif key == "uses":
            told = f"{row.uses.times:,}" if row.uses.times else "—"
            draw.text(painter, rect, told, theme.font("table"), theme.color("text2"), "right")
        else:
            super().paint_cell(painter, rect, row, column, selected)
