"""Whether the key that opens quick capture from any program is wanted on this PC."""

from PySide6.QtCore import QObject, Signal, Slot

from desktop.contacts import capture
from ui.capture.hot_key import HotKey
from ui.desk import Desk
from ui.widgets.button import IconButton


class Everywhere(QObject):
    """The button that switches the key on; `refused` when another program has it. No button where there is no key."""

    refused = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, button: IconButton, key: HotKey) -> None:
        super().__init__(button)
        self._desk, self._button, self._key = desk, button, key
        button.setVisible(key.available)
        button.clicked.connect(self._on_clicked)

    def show(self, *, wanted: bool) -> None:
        """As it was kept, if the key can be had."""
        self._button.setChecked(wanted and (self._key.take() or not self._key.available))

    @Slot(bool)
    def _on_clicked(self, wanted: bool) -> None:
        """Take the key, or give it back; say so when another program has it."""
        if not wanted:
            self._key.give_back()
        elif not self._key.take():
            self._button.setChecked(False)
            self.refused.emit()
            return
        self._desk.jobs.write(
            self, lambda session: capture.keep_everywhere(session, wanted=wanted), failed=self.failed.emit
        )
