"""The week's report as it would leave, sheet by sheet, before it is written."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from db.actor import Actor
from desktop.exchange import report
from desktop.exchange.writing import Cell, SheetSpec
from desktop.words import Words
from ui.desk import Desk
from ui.row_model import Column, IdTableModel
from ui.row_table import RowTable
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel
from ui.widgets.progress import Progress
from ui.widgets.tabs import Tabs

WIDTH, HEIGHT = 1100, 420
PER_CHARACTER = 7.5  # pixels of a column for a character of the sheet's


class ReportDialog(Dialog):
    """Left and right change the sheet; Ctrl E goes on to the export, which `export_wanted` asks for."""

    export_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        words = QCoreApplication.translate(
            "ReportDialog", "上报表里就是这些，一个字不多；没有列出来的备注、地址、聊天内容都留在网点。"
        )
        super().__init__(desk.theme, QCoreApplication.translate("ReportDialog", "先看一眼"), words, WIDTH, parent)
        self.desk = desk
        self._pages: list[SheetSpec] = []
        self.tabs: Tabs | None = None
        self.table: RowTable | None = None
        self.note = PlainLabel(desk.theme, "", "caption", "text2", parent=self)
        self.progress = Progress(desk.theme, self)
        self.progress.cancel.hide()
        self.body.addWidget(self.progress)
        self.body.addWidget(self.note)
        self.add_button(Button(desk.theme, self.tr("关闭"), "ghost", keys="Esc", parent=self), "reject")
        self.export_button = Button(desk.theme, self.tr("导出"), "primary", "file-output", "Ctrl E", parent=self)
        self.export_button.setShortcut("Ctrl+E")
        self.export_button.clicked.connect(self._on_export)
        self.add_button(self.export_button)

    def begin(self) -> None:
        """Open the window and read what would leave."""
        self.open()
        self.progress.start(self.tr("正在汇集"))
        work = partial(_read, actor=self.desk.actor, words=self.desk.words)
        self.desk.jobs.long.read(self, work, self._on_pages)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = plain_key(event)
        if self.tabs is not None and key in {"Left", "Right"}:
            number = int(self.tabs.value()) + (1 if key == "Right" else -1)
            self.tabs.set_value(str(number % len(self._pages)))
        else:
            super().keyPressEvent(event)

    def _on_pages(self, pages: list[SheetSpec]) -> None:
        self.progress.stop()
        self._pages = pages
        tabs = [(str(number), page.name, _count(page)) for number, page in enumerate(pages)]
        self.tabs = Tabs(self.theme, tabs, parent=self)
        self.tabs.changed.connect(self._on_tab)
        self.body.insertWidget(0, self.tabs)
        self.tabs.show()
        self._on_tab("0")

    @Slot(str)
    def _on_tab(self, key: str) -> None:
        page = self._pages[int(key)]
        rows = list(page.rows)
        heads = [(at, str(head)) for at, head in enumerate(rows[page.head - 1]) if at + 1 not in page.hidden_columns]
        lines = rows[page.head :]
        columns = [
            Column(str(at), head, round(page.widths.get(at + 1, 14) * PER_CHARACTER), sortable=False)
            for at, head in heads
        ]
        model = RowModel(columns, lambda numbers: [lines[number] for number in numbers], self)
        model.set_ids(list(range(len(lines))))
        table = RowTable(self.theme, model, self)
        table.setAccessibleName(page.name)
        table.setFixedHeight(self.theme.px(HEIGHT))
        if self.table is not None:
            self.body.replaceWidget(self.table, table)
            self.table.hide()
            self.table.deleteLater()
        else:
            self.body.insertWidget(1, table)
        table.show()
        self.table = table
        self.note.setText("" if lines else self.tr("这一页没有内容"))
        table.setFocus()
        self.fit()

    @Slot()
    def _on_export(self) -> None:
        self.accept()
        self.export_wanted.emit()


class RowModel(IdTableModel):
    """A row of a sheet, cell by cell."""

    def text_of(self, row: Sequence[Cell], key: str) -> str:
        cell = row[int(key)]
        return "" if cell is None else str(cell)


def _count(page: SheetSpec) -> int:
    return max(0, len(list(page.rows)) - page.head)


def _read(session: Session, actor: Actor, words: Words) -> list[SheetSpec]:
    """Runs in the worker."""
    return report.preview(session, actor, words)
