"""What is being entered, kept in the encrypted database so that neither a closed window nor a lost PC loses it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.contacts import capture
from ui.capture.counter import Draft
from ui.desk import Desk

WAIT_MS: Final = 400  # after the last key


class KeptDraft(QObject):
    """`fill` puts what stands in the window into the draft of its `place`; `failed` tells that it could not be kept."""

    failed = Signal(object)

    def __init__(self, desk: Desk, place: str, fill: Callable[[Draft], None], parent: QObject) -> None:
        super().__init__(parent)
        self.desk, self.place = desk, place
        self.draft = Draft()
        self.kept: str | None = None  # as it lies in the database; None until it has been read
        self._fill = fill
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.keep)

    def restore(self, text: str) -> Draft | None:
        """The draft that was left when the window or the program closed; None when it has been taken up already."""
        if self.kept is not None:
            return None
        self.kept = text
        self.draft = Draft.of(text)
        return self.draft

    def current(self) -> Draft:
        """What stands in the window now."""
        self._fill(self.draft)
        return self.draft

    @Slot()
    def later(self) -> None:
        """Keep it when the typing pauses."""
        self._wait.start()

    @Slot()
    def keep(self) -> None:
        """Into the database, when it is another one than there."""
        self._wait.stop()
        text, staff, place = self.current().text(), self.desk.actor.staff, self.place
        if self.kept is not None and text != self.kept:
            self.kept = text
            self.desk.jobs.write(
                self, lambda session: capture.keep_draft(session, staff, place, text), None, self.failed.emit
            )
