"""The history of a contact's fields: who set what, when, from which file; one key sets it back."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from desktop.contacts.history import FieldChange
from desktop.fields import CONTACT_FIELDS
from ui.contacts.words import coded_name
from ui.row_model import Column, IdTableModel
from ui.row_painter import RowPainter
from ui.row_table import RowTable
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel

WIDTH, HEIGHT = 820, 340
ENGLISH: Final = {one.key: one.english for one in CONTACT_FIELDS}
CODED: Final = ("gender", "validity", "channel", "do_not_disturb", "stage_manual", "lifecycle_manual", "status", "tag")


class HistoryModel(IdTableModel):
    """Says the changes in words; `language` is that of the fields' names."""

    language = "zh"

    def text_of(self, row: FieldChange, key: str) -> str:
        if key in {"old", "new"}:
            value = str(getattr(row, key))
            if row.field in CODED:
                return coded_name(row.field, value)
            return value.removeprefix("0000-") or "—"
        if key == "at":
            return row.at[:16]
        if key == "label" and self.language != "zh":
            return ENGLISH.get(row.field, self._told().get(row.field, row.label))
        if key == "who":
            return row.who or self.tr("程序")
        return super().text_of(row, key)

    def _told(self) -> dict[str, str]:
        """Fields that no file has a column for."""
        return {
            "imported": self.tr("原表其他列"), "status": self.tr("状态"), "state": self.tr("活码标识"),
            "lifecycle_manual": self.tr("周期"),
        }  # fmt: skip


class HistoryPainter(RowPainter):
    """What holds now is bold."""

    def paint_cell(self, painter: QPainter, rect: QRectF, row: FieldChange, column: Column, selected: bool) -> None:
        if column.key == "new":
            font = self.theme.font("table", bold=row.latest)
            draw.text(painter, rect, self.model.text_of(row, "new"), font, self.theme.color("text"))
            return
        super().paint_cell(painter, rect, row, column, selected)


class HistoryDialog(Dialog):
    """↑↓ choose, Z (or Ctrl+Z) sets the chosen one back: `back_wanted` sends it."""

    back_wanted = Signal(object)

    def __init__(
        self, theme: Theme, name: str, changes: Sequence[FieldChange], *, editable: bool, parent: QWidget | None = None
    ) -> None:
        words = self.tr("粗体的是现在的值；Z 把它改回去，改回去也会记下来")
        super().__init__(theme, self.tr("{name} 的修改记录").format(name=name), words, WIDTH, parent)
        self._editable = editable
        heads = (
            ("at", self.tr("时间"), 150), ("who", self.tr("谁"), 76), ("label", self.tr("哪一项"), 110),
            ("old", self.tr("原来"), 150), ("new", self.tr("改成"), 150), ("file", self.tr("来自文件"), 140),
        )  # fmt: skip
        self._changes = list(changes)
        columns = [Column(key, head, width, sortable=False) for key, head, width in heads]
        self.model = HistoryModel(columns, lambda numbers: [self._changes[at] for at in numbers], self)
        self.table = RowTable(theme, self.model, self)
        self.table.row_painter = HistoryPainter(theme, self.model, self.table)
        self.table.setAccessibleName(self.tr("修改记录"))
        self.table.setFixedHeight(theme.px(HEIGHT))
        self.table.letter.connect(self._on_letter)
        self.table.current_changed.connect(self._on_current)
        self.body.addWidget(self.table)
        self.none = PlainLabel(theme, self.tr("还没有修改过"), "caption", "text2", parent=self)
        self.body.addWidget(self.none)
        self.back = Button(theme, self.tr("改回去"), "secondary", "undo-2", "Z", parent=self)
        self.back.clicked.connect(self._on_back)
        self.add_button(self.back)
        self.add_button(Button(theme, self.tr("关闭"), "ghost", keys="Esc", parent=self), "reject")
        self.show_changes(self._changes)

    def show_changes(self, changes: Sequence[FieldChange]) -> None:
        """Show what there is now, e.g. after one was set back."""
        self._changes = list(changes)
        self.model.set_ids(list(range(len(self._changes))))
        self.none.setVisible(not self._changes)
        self.table.select_id(0)
        self.table.setFocus()
        self._on_current(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if plain_key(event) != "Enter":
            super().keyPressEvent(event)

    def chosen(self) -> FieldChange | None:
        number = self.table.current_id()
        return self._changes[number] if number is not None else None

    @Slot(object)
    def _on_current(self, _number: object) -> None:
        chosen = self.chosen()
        self.back.setEnabled(self._editable and chosen is not None and chosen.latest)

    @Slot(str)
    def _on_letter(self, letter: str) -> None:
        if letter == "Z":
            self._on_back()

    @Slot()
    def _on_back(self) -> None:
        if self.back.isEnabled():
            self.back_wanted.emit(self.chosen())
