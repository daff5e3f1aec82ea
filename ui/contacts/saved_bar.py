"""Saved filters: chips with counts below the conditions, and the question for a name."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.contacts.filters import LONGEST_NAME, SavedFilter
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.dialog import Dialog
from ui.widgets.field import Labelled, LineEdit
from ui.widgets.flow import FlowLayout
from ui.widgets.pane import Pane


class SavedBar(Pane):
    """Alt with the printed digit or a click chooses, the cross or Del takes one away; hidden while there are none."""

    chosen = Signal(object)  # SavedFilter
    removed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "surface", edge="bottom", parent=parent)
        self.filters: list[SavedFilter] = []
        self.chips: list[Chip] = []
        holder = QWidget(self)
        self._flow = FlowLayout(holder, 6)
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(16), theme.px(6), theme.px(8), theme.px(7))
        row.addWidget(holder, 1)
        self._holder = holder
        self.body.addLayout(row)
        self.hide()

    def show_filters(self, filters: Sequence[SavedFilter]) -> None:
        self.filters = list(filters)
        self._flow.clear()
        self.chips = []
        for number, one in enumerate(self.filters, 1):
            chip = Chip(self.theme, f"{one.name} {one.total:,}", digit=str(number), removable=True, parent=self._holder)
            chip.setProperty("number", number - 1)
            chip.setToolTip(self.tr("Alt {number} 用它，Del 去掉").format(number=number))
            chip.clicked.connect(self._on_chip)
            chip.removed.connect(self._on_removed)
            self._flow.addWidget(chip)
            self.chips.append(chip)
            chip.show()
        self._holder.updateGeometry()
        self.setVisible(bool(self.filters))

    def mark(self, chosen: SavedFilter | None) -> None:
        """The one in force."""
        for one, chip in zip(self.filters, self.chips, strict=True):
            chip.set_selected(one is chosen)

    def choose(self, number: int) -> None:
        """The filter with this digit, if there is one."""
        if 0 < number <= len(self.filters):
            self.chosen.emit(self.filters[number - 1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = next((chip for chip in self.chips if chip.hasFocus()), None)
        if event.key() == Qt.Key.Key_Delete and focused is not None:
            focused.removed.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_chip(self) -> None:
        self.choose(int(self.sender().property("number")) + 1)

    @Slot()
    def _on_removed(self) -> None:
        self.removed.emit(self.filters[int(self.sender().property("number"))].name)


WIDTH: Final = 360


class FilterNameDialog(Dialog):
    """What the filter shall be called; Enter keeps it. Sends `named`."""

    named = Signal(str)

    def __init__(self, theme: Theme, proposal: str, parent: QWidget) -> None:
        super().__init__(theme, self.tr("存为筛选"), self.tr("以后按 Alt 加数字就能用；同名的会换掉"), WIDTH, parent)
        self.field = LineEdit(theme, parent=self)
        self.field.setMaxLength(LONGEST_NAME)
        self.body.addWidget(Labelled(theme, self.tr("名称"), self.field, parent=self))
        self.field.setText(proposal[:LONGEST_NAME])
        self.field.selectAll()
        self.field.returnPressed.connect(self.save)
        self.add_button(Button(theme, self.tr("取消"), "ghost", keys="Esc", parent=self), "reject")
        yes = self.add_button(Button(theme, self.tr("存下"), "primary", "bookmark", "↵", parent=self))
        yes.clicked.connect(self.save)
        self.field.setFocus()

    @Slot()
    def save(self) -> None:
        self.field.set_error("" if self.field.text().strip() else self.tr("写几个字作名称"))
        if self.field.fault:
            self.fit()
            return
        self.named.emit(self.field.text().strip())
        self.accept()
