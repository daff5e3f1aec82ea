"""Which branches a pack is for: found by a word, ticked by Space, all that the filter leaves by Ctrl A."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QWidget
from sqlalchemy import text
from sqlalchemy.orm import Session

from ui.desk import Desk
from ui.row_model import Column, IdTableModel
from ui.row_table import RowTable
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import SearchField
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel


class Named(NamedTuple):
    """A row that has only a name."""

    name: str


class BranchDialog(Dialog):
    """The branches to choose from, by path; none ticked means all. What is ticked stays so while one filters."""

    chosen = Signal(list)

    def __init__(self, desk: Desk, branches: dict[str, str], targets: list[str], parent: QWidget) -> None:
        title = QCoreApplication.translate("BranchDialog", "发给哪些网点")
        words = QCoreApplication.translate(
            "BranchDialog", "按空格或点一下选中，Ctrl A 选中筛出的全部；一个都不选，就发给全部网点。"
        )
        super().__init__(desk.theme, title, words, 520, parent)
        self._branches, self._ticked = branches, set(targets)
        self.find = SearchField(desk.theme, self.tr("筛选：网点、上级"), "/", self)
        self.find.textChanged.connect(self._on_find)
        self.find.returnPressed.connect(self._on_found)
        model = IdTableModel(
            [Column("name", self.tr("网点"), 460, sortable=False, stretch=True)],
            lambda ids: [Named(branches[one]) for one in ids], self,
        )  # fmt: skip
        self.table = RowTable(desk.theme, model, self)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        self.table.setAccessibleName(self.tr("网点"))
        self.table.setFixedHeight(desk.theme.px(320))
        self.table.selection_changed.connect(self._on_ticked)
        self.table.letter.connect(self._on_letter)
        self.count = PlainLabel(desk.theme, "", "caption", "text2", parent=self)
        for widget in (self.find, self.table, self.count):
            self.body.addWidget(widget)
        self._on_find("")
        self.add_button(Button(desk.theme, self.tr("取消"), "ghost", keys="Esc", parent=self), "reject")
        ok = Button(desk.theme, self.tr("就发给这些"), "primary", "check", "Ctrl ↵", parent=self)
        self.ok = self.add_button(ok, "accept")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # Enter alone is the list's
            QShortcut(QKeySequence(keys), self, self.accept)
        self.accepted.connect(self._on_accepted)
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if plain_key(event) == "/":
            self._on_letter("/")
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _on_find(self, typed: str) -> None:
        """Show the branches whose path has all of the words, those ticked still ticked."""
        words, model = typed.split(), self.table.id_model
        self.table.blockSignals(True)  # a list that changes unticks nothing
        model.set_ids([id_ for id_, path in self._branches.items() if all(word in path for word in words)])
        self.table.clearSelection()
        for row, id_ in enumerate(model.ids):
            if id_ in self._ticked:
                self.table.selectRow(row)
        self.table.blockSignals(False)
        self._tell()

    def _tell(self) -> None:
        count = len(self._ticked & self._branches.keys())
        self.count.setText(self.tr("选了 {count} 个").format(count=count) if count else self.tr("发给全部网点"))

    @Slot()
    def _on_ticked(self) -> None:
        self._ticked -= set(self.table.id_model.ids)
        self._ticked |= set(self.table.selected_ids())
        self._tell()

    @Slot()
    def _on_found(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_letter(self, letter: str) -> None:
        if letter == "/":
            self.find.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_accepted(self) -> None:
        self.chosen.emit([id_ for id_ in self._branches if id_ in self._ticked])


def read_branches(session: Session) -> dict[str, str]:
    """Id → path of the outlets, in the order of their paths."""
    rows = session.execute(
        text("SELECT id, path FROM branch WHERE hidden = 0 AND kind IN ('sub_branch', 'outlet') ORDER BY path")
    )
    return {row[0]: row[1] for row in rows}
