"""请假和代班: who is away from when to when, and who has the customers meanwhile."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.changes import Done
from desktop.contacts import when
from desktop.errors import AppError
from desktop.security.roles import Permission, allowed
from desktop.sop import absences
from desktop.sop.absences import Away, Colleague
from ui.page import Page
from ui.row_model import Column, IdTableModel
from ui.row_table import RowTable
from ui.sop import words
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import ComboBox, Labelled, LineEdit
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel

WIDTH = 640
HEIGHT = 190
Found = tuple[list[Away], list[Colleague]]


class AwayModel(IdTableModel):
    """Absences, the next first."""

    def __init__(self, parent: QWidget) -> None:
        translate = QCoreApplication.translate
        columns = [
            Column("name", translate("Absence", "谁"), 120, sortable=False, stretch=True),
            Column("days", translate("Absence", "哪几天"), 150, sortable=False),
            Column("kind", translate("Absence", "为什么"), 90, sortable=False),
            Column("substitute", translate("Absence", "谁代班"), 140, sortable=False),
        ]
        super().__init__(columns, self._find, parent)
        self.rows: dict[str, Away] = {}

    def show_rows(self, rows: Sequence[Away]) -> None:
        self.rows = {one.id: one for one in rows}
        self.set_ids(list(self.rows))

    def text_of(self, row: Away, key: str) -> str:
        if key == "days":
            first, last = words.short_day(row.starts_on), words.short_day(row.ends_on)
            return first if row.starts_on == row.ends_on else f"{first} – {last}"
        if key == "kind":
            return words.named(words.absence_kinds(), row.kind)
        if key == "substitute":
            return row.substitute_name or QCoreApplication.translate("Absence", "没指定，交给负责人")
        return row.name

    def _find(self, ids: Sequence[str]) -> list[Away]:
        return [self.rows[id_] for id_ in ids]


class AbsenceDialog(Dialog):
    """↑ ↓ and B in the list: back again; the lines below and Enter: a new absence. Writes by its page."""

    def __init__(self, page: Page, about_to_write: Callable[[], object]) -> None:
        told = self.tr("客户和群的任务交给代班人，回来后自动回到本人名下；柜台上的事不排")
        super().__init__(page.theme, self.tr("请假和代班"), told, WIDTH, page)
        self.page, self._about_to_write = page, about_to_write
        theme = self.theme
        self.model = AwayModel(self)
        self.table = RowTable(theme, self.model, self, row_height=32)
        self.table.setSelectionMode(RowTable.SelectionMode.SingleSelection)
        self.table.setAccessibleName(self.tr("已登记的离岗"))
        self.table.setFixedHeight(theme.px(HEIGHT))
        self.table.letter.connect(self._on_letter)
        self.table.current_changed.connect(self._on_current)
        self.body.addWidget(self.table)
        self._add_lines()
        self.fault = PlainLabel(theme, "", "caption", "danger", elide=True, parent=self)
        self.body.addWidget(self.fault)
        self.back = Button(theme, self.tr("回来了"), "secondary", keys="B", parent=self)
        self.back.clicked.connect(self._on_back)
        self.back.setEnabled(False)
        self.yes = Button(theme, self.tr("登记"), "primary", keys="↵", parent=self)
        self.yes.clicked.connect(self._on_enter)
        self.add_button(Button(theme, self.tr("关闭"), "ghost", keys="Esc", parent=self), "reject")
        self.add_button(self.back)
        self.add_button(self.yes)
        self.first.setFocus()
        self.read()

    def _add_lines(self) -> None:
        theme = self.theme
        self.who, self.kind, self.substitute = (ComboBox(theme, parent=self) for _ in range(3))
        self.kind.set_choices(list(words.absence_kinds()))
        today = self.page.desk.clock.now().date()
        self.first = LineEdit(theme, "3-14", parent=self)
        self.last = LineEdit(theme, "3-16", parent=self)
        self.first.setText(words.short_day(today))
        self.last.setText(words.short_day(today))
        for pair in (
            ((self.tr("谁"), self.who), (self.tr("为什么"), self.kind), (self.tr("谁代班"), self.substitute)),
            ((self.tr("从哪天"), self.first), (self.tr("到哪天（含）"), self.last)),
        ):
            row = QHBoxLayout()
            row.setSpacing(theme.px(12))
            for label, field in pair:
                row.addWidget(Labelled(theme, label, field, parent=self), 1)
            self.body.addLayout(row)

    def read(self) -> None:
        actor, today = self.page.desk.actor, self.page.desk.clock.now().date()

        def work(session: Session) -> Found:
            return absences.absences(session, actor, today), absences.colleagues(session, actor.branch)

        self.page.read(work, self._on_found)

    @Slot(object)
    def _on_found(self, found: Found) -> None:
        rows, people = found
        actor = self.page.desk.actor
        self.model.show_rows(rows)
        mine = [one for one in people if allowed(actor, Permission.EDIT, owner=one.id, branch=actor.branch)]
        self.who.set_choices([(one.id, one.name) for one in mine], self.who.currentData() or actor.staff)
        nobody: list[tuple[object, str]] = [("", self.tr("没指定，交给负责人"))]
        self.substitute.set_choices([*nobody, *((one.id, one.name) for one in people)], self.substitute.currentData())
        self._on_current(self.table.current_id())
        self.fit()

    @Slot(object)
    def _on_current(self, id_: object) -> None:
        row = self.model.rows.get(str(id_))
        self.back.setEnabled(row is not None and row.may_change)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if plain_key(event) == "Enter":
            self._on_enter()
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _on_letter(self, letter: str) -> None:
        if letter == "B" and self.back.isEnabled():
            self._on_back()

    @Slot()
    def _on_enter(self) -> None:
        actor, staff, kind = self.page.desk.actor, str(self.who.currentData()), str(self.kind.currentData())
        substitute = str(self.substitute.currentData() or "") or None
        try:
            first, last = self._day(self.first), self._day(self.last)
        except AppError as error:
            self.fault.setText(self.page.desk.words.render(error).replace("\n", "　"))
            return
        self._write(lambda session: absences.enter(session, actor, staff, first, last, kind, substitute))

    def _day(self, field: LineEdit) -> date:
        """A leave that has begun may be told later: a day of the last weeks is meant as it is."""
        now = self.page.desk.clock.now()
        found = when.typed(field.text(), now).date()
        before = found.replace(year=now.year) if found.year == now.year + 1 else found
        return before if (now.date() - before).days <= 60 and before <= now.date() else found

    @Slot()
    def _on_back(self) -> None:
        actor, absence = self.page.desk.actor, str(self.table.current_id())
        today = self.page.desk.clock.now().date()
        self._write(lambda session: absences.end(session, actor, absence, today))

    def _write(self, work: Callable[[Session], Done]) -> None:
        self.fault.setText("")
        self._about_to_write()
        self.page.desk.jobs.write(self, work, self._on_written, self._on_failed)

    @Slot(object)
    def _on_written(self, done: Done) -> None:
        self.page.changed.emit(done)
        self.read()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        """What can be mended is said here; everything else goes to the window."""
        if isinstance(error, AppError):
            self.fault.setText(self.page.desk.words.render(error).replace("\n", "　"))
        else:
            self.page.error.emit(error)
