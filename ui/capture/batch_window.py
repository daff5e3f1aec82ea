"""进场登记: the list of a company visit, typed, pasted or from the sheet that went along; one basis for all."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.changes import Done
from desktop.contacts import batch
from desktop.contacts.batch import BASES, DECLINED, DOUBLE, NEW, OURS, WRONG, Brought, Guest, Visit
from desktop.errors import AppError
from desktop.words import Words
from ui.contacts.work_window import WorkWindow
from ui.page import Page
from ui.row_model import Column, IdTableModel
from ui.row_painter import RowPainter
from ui.row_table import RowTable
from ui.widgets import draw
from ui.widgets.button import Button
from ui.widgets.field import Labelled, LineEdit, TextEdit
from ui.widgets.label import PlainLabel
from ui.widgets.segmented import Segmented

WIDTH: Final = 920
LEFT: Final = 320
LINES: Final = 13
WAIT_MS: Final = 200
MARKS: Final = {
    NEW: ("user-plus", "ok"), OURS: ("user-check", "info"), DOUBLE: ("copy", "info"), WRONG: ("circle-alert", "danger"),
    DECLINED: ("ban", "text2"),
}  # fmt: skip


class GuestModel(IdTableModel):
    """The lines of the list by number."""

    def __init__(self, words_: Words, parent: QWidget) -> None:
        translate = QCoreApplication.translate
        columns = [
            Column("name", translate("Batch", "姓名"), 96, sortable=False),
            Column("phone", translate("Batch", "手机"), 108, sortable=False),
            Column("state", translate("Batch", "结果"), 226, sortable=False),
            Column("remark", translate("Batch", "备注"), 100, sortable=False, stretch=True),
        ]
        super().__init__(columns, self._find, parent)
        self._words = words_
        self.guests: list[Guest] = []

    def show_guests(self, guests: Sequence[Guest]) -> None:
        self.guests = list(guests)
        self.set_ids(list(range(len(guests))))

    def text_of(self, row: Guest, key: str) -> str:
        if key != "state":
            return str(getattr(row, key)) or "—"
        translate = QCoreApplication.translate
        names = {
            NEW: translate("Batch", "可以登记"),
            OURS: translate("Batch", "已是客户"),
            DOUBLE: translate("Batch", "重复"),
            WRONG: translate("Batch", "不对"),
            DECLINED: translate("Batch", "没同意，只计数"),
        }
        return self._words.text(row.why) if row.why else names[row.state]

    def _find(self, numbers: Sequence[int]) -> list[Guest]:
        return [self.guests[number] for number in numbers]


class GuestPainter(RowPainter):
    """What a line comes to has its icon and its colour."""

    def paint_cell(self, painter: QPainter, rect: QRectF, row: Guest, column: Column, selected: bool) -> None:
        if column.key != "state":
            super().paint_cell(painter, rect, row, column, selected)
            return
        theme, (icon, token) = self.theme, MARKS[row.state]
        draw.pixmap(painter, rect.left(), rect.center().y(), theme.icon(icon, 14, token))
        words = self.model.text_of(row, "state")
        draw.text(painter, rect.adjusted(theme.px(20), 0, 0, 0), words, theme.font("table"), theme.color(token))


class BatchWindow(WorkWindow):
    """Lines at the left, what each comes to at the right; Ctrl+Enter registers, Ctrl+E and Ctrl+O are for the sheet."""

    def __init__(self, page: Page) -> None:
        words = self.tr("一行一位：姓名、手机、备注，顺序随便。重复的和已是客户的会标出来，不会再登记")
        super().__init__(page, self.tr("进场名单登记"), words, WIDTH)
        theme, desk = self.theme, page.desk
        self.company = LineEdit(theme, self.tr("例如：江海重工"), parent=self)
        self.written = TextEdit(theme, self.tr("刘芳 13588142067 会计"), LINES, self)
        self.written.setFixedWidth(theme.px(LEFT))
        names = {"signed": self.tr("本人签过"), "spoken": self.tr("当面说过"), "employer": self.tr("单位统一收的")}
        self.basis = Segmented(theme, [("", self.tr("请选")), *((key, names[key]) for key in BASES)], self)
        self.basis.changed.connect(self._show)
        self.model = GuestModel(desk.words, self)
        self.table = RowTable(theme, self.model, self, row_height=30)
        self.table.row_painter = GuestPainter(theme, self.model, self)
        self.table.setAccessibleName(self.tr("名单的结果"))
        self.note = PlainLabel(theme, "", "caption", "text2", elide=True, parent=self)
        self._from_sheet: Brought | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.read)
        self.written.textChanged.connect(self._on_typed)
        self._lay_out()
        self._make_buttons()
        self._show()
        self.company.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        theme, row, left, right = self.theme, QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        row.setSpacing(theme.px(16))
        left.addWidget(Labelled(theme, self.tr("单位"), self.company, parent=self))
        left.addWidget(Labelled(theme, self.tr("名单"), self.written, parent=self))
        left.addStretch(1)
        right.addWidget(Labelled(theme, self.tr("凭什么登记（← →）"), self.basis, parent=self))
        right.addWidget(self.table, 1)
        row.addLayout(left)
        row.addLayout(right, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.note)

    def _make_buttons(self) -> None:
        theme = self.theme
        for keys, words, icon, slot in (
            ("Ctrl E", self.tr("导出带去的表"), "file-down", self.hand_out),
            ("Ctrl O", self.tr("收回填好的表"), "file-up", self.take_in),
        ):
            button = self.add_button(Button(theme, words, icon=icon, keys=keys, parent=self))
            button.clicked.connect(slot)
            QShortcut(QKeySequence(keys.replace(" ", "+")), self, slot)
        self.add_button(Button(theme, self.tr("关闭"), "ghost", keys="Esc", parent=self), "reject")
        self.save_button = self.add_button(Button(theme, "", "primary", "check", "Ctrl ↵", parent=self))
        self.save_button.clicked.connect(self.save)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save)

    # ------------------------------------------------------------------------------------------ the list

    @Slot()
    def read(self) -> None:
        """Look at every line again."""
        self._wait.stop()
        try:
            typed = batch.parse(self.written.toPlainText()) if self._from_sheet is None else self._from_sheet.people
        except AppError as error:
            self.page.error.emit(error)
            return
        self.page.read(lambda session: batch.check(session, typed), self._on_checked)

    def _on_checked(self, guests: list[Guest]) -> None:
        self.model.show_guests(guests)
        self._show()
        self.shown.emit()

    @Slot()
    def _on_typed(self) -> None:
        self._from_sheet = None
        self._wait.start()

    @Slot()
    def _show(self, _value: str = "") -> None:
        states = [one.state for one in self.model.guests]
        new, declined = states.count(NEW), states.count(DECLINED)
        self.save_button.setText(self.tr("登记 {count} 位").format(count=new))
        self.save_button.setEnabled(bool(self.basis.value()) and bool(new + declined))
        counts = {"new": new, "ours": states.count(OURS), "double": states.count(DOUBLE), "wrong": states.count(WRONG)}
        told = self.tr("{new} 位可以登记，{ours} 位已是客户，{double} 行重复，{wrong} 行不对").format(**counts)
        if not self.basis.value() and new + declined:
            told = self.tr("{told}。先选凭什么登记").format(told=told)
        self.note.setText(told if states else self.tr("粘贴或写下名单；也可以先导出表带去，填好再收回"))

    @Slot()
    def save(self) -> None:
        """Register those who are new."""
        self.read()
        if not self.save_button.isEnabled():
            return
        actor, guests, sheet = self.actor(), list(self.model.guests), self._from_sheet
        visit = Visit(self.basis.value(), self.company.text())
        self.page.write(lambda session: batch.save(session, actor, guests, visit, sheet), self._on_saved)

    def _on_saved(self, _done: Done) -> None:
        self.accept()

    # ------------------------------------------------------------------------------------------ the sheet

    @Slot()
    def hand_out(self) -> None:
        """Ask where the sheet to take along shall lie."""
        desk, company = self.page.desk, self.company.text().strip()
        name = self.tr("进场登记_{company}.xlsx").format(company=company or f"{desk.clock.now():%m%d}")
        title, kinds = self.tr("导出带去的表"), self.tr("Excel 文件 (*.xlsx)")
        file, _ = QFileDialog.getSaveFileName(self, title, str(desk.paths.output / name), kinds)
        if file:
            self.write_sheet(Path(file).with_suffix(".xlsx"))

    def write_sheet(self, path: Path) -> None:
        desk = self.page.desk
        work = partial(batch.write_sheet, path, desk.words, self.company.text().strip())
        desk.jobs.long.run(self.page, work, None, self.page.error.emit)
        self.note.setText(self.tr("表在 {file}，填好后按 Ctrl O 收回").format(file=path.name))

    @Slot()
    def take_in(self) -> None:
        """Ask for a filled sheet."""
        kinds = self.tr("Excel 文件 (*.xlsx *.xls)")
        file, _ = QFileDialog.getOpenFileName(self, self.tr("收回填好的表"), str(self.page.desk.paths.output), kinds)
        if file:
            self.read_sheet(Path(file))

    def read_sheet(self, path: Path) -> None:
        work = partial(batch.read_sheet, path)
        self.page.desk.jobs.long.run(self, work, self._on_sheet, self.page.error.emit)

    def _on_sheet(self, sheet: Brought) -> None:
        """Show its lines where others are typed; consent left empty there stands for no."""
        self.written.blockSignals(True)
        self.written.setPlainText("\n".join(" ".join(filter(None, one[:3])) for one in sheet.people))
        self.written.blockSignals(False)
        self._from_sheet = sheet
        self.read()
