"""The way to the conflicts that wait for a choice: how many they are, on a button that shows itself when there are."""

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.exchange import conflicts
from ui.desk import Desk
from ui.exchange.conflict_dialog import ConflictDialog
from ui.widgets.button import Button


class DisputesButton(Button):
    """`settled` tells of each choice."""

    settled = Signal(object)

    def __init__(self, desk: Desk, keys: str, parent: QWidget) -> None:
        super().__init__(desk.theme, "", "secondary", "triangle-alert", keys, parent=parent)
        self._desk = desk
        self.hide()
        self.clicked.connect(self.begin)

    def load(self) -> None:
        """Count anew."""
        self._desk.jobs.read(self, conflicts.open_count, self._on_counted)

    def _on_counted(self, count: int) -> None:
        words = QCoreApplication.translate("DisputesButton", "{count} 处两边改得不一样")
        self.setText(words.format(count=count))
        self.setVisible(bool(count))

    @Slot()
    def begin(self) -> None:
        """Open the window, when there is something to choose."""
        if self.isVisibleTo(self.parentWidget()):
            dialog = ConflictDialog(self._desk, self.window())
            dialog.settled.connect(self.settled)
            dialog.begin()
