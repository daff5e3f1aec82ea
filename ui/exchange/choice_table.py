"""A table each of whose rows has one choice: F2, Space or a double click opens it, the rest is read."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from ui.exchange.import_words import Choice
from ui.row_model import IdTableModel
from ui.row_table import RowTable
from ui.theme import Theme
from ui.widgets.keys import plain_key


class ChoiceTable(RowTable):
    """`offers` gives the choices of a row and the present one; `chosen` sends the row's id and the choice."""

    chosen = Signal(object, str)
    accepted = Signal()

    def __init__(
        self, theme: Theme, model: IdTableModel, offers: Callable[[Any], tuple[list[Choice], str]],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(theme, model, parent)
        self._offers = offers
        self.menu: QMenu | None = None
        self.activated_id.connect(self.accepted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = plain_key(event)
        if key in {"F2", "Space"}:
            self.open_menu()
        elif key == "Del" and self.current_id() is not None:
            self.letter.emit("Del")
        else:
            super().keyPressEvent(event)

    def open_menu(self) -> None:
        """The choices of the current row below it; arrows, a first letter and Enter choose."""
        row = self.current_id()
        if row is None:
            return
        choices, present = self._offers(row)
        menu = QMenu(self)
        for value, words in choices:
            action = QAction(words.replace("&", "&&"), menu)
            action.setData((row, value))
            action.setCheckable(True)
            action.setChecked(value == present)
            action.triggered.connect(self._on_action)
            menu.addAction(action)
            if value == present:
                menu.setActiveAction(action)
        self.menu = menu
        rect = self.visualRect(self.currentIndex().siblingAtColumn(len(self.id_model.columns) - 2))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(rect.bottomLeft() + QPoint(0, 2)))

    @Slot()
    def _on_action(self) -> None:
        row, value = self.sender().data()
        self.chosen.emit(row, value)
