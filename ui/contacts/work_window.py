"""What the windows of a work list share: buttons by letter, writing by their page, one step back by Ctrl+Z."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from sqlalchemy.orm import Session

from db.actor import Actor
from desktop import undo
from desktop.changes import Done
from ui.page import Page
from ui.row_table import RowTable
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.keys import plain_key


class WorkWindow(Dialog):
    """A subclass adds its widgets and buttons, and reads in `read`; `shown` is sent when it has."""

    shown = Signal()

    def __init__(self, page: Page, title: str, words: str, width: int) -> None:
        super().__init__(page.theme, title, words, width, page)
        self.page = page
        self.buttons_by_key: dict[str, Button] = {}
        self._batches: list[str] = []

    def read(self) -> None:
        """Read again what is shown."""

    def actor(self) -> Actor:
        return self.page.desk.actor

    def add_key(self, button: Button, slot: Callable[[], object]) -> Button:
        """A button at the foot that its printed key presses too, while a table has the focus."""
        self.buttons_by_key[button.keys()] = self.add_button(button)
        button.clicked.connect(slot)
        return button

    def follow_letters(self, table: RowTable) -> None:
        """Letters on this table press the buttons."""
        table.letter.connect(self._on_letter)

    def write(self, work: Callable[[Session], Done]) -> None:
        """Write in one transaction, by the page, and read again."""
        self.page.write(work, self._on_written)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = plain_key(event)
        if event.matches(QKeySequence.StandardKey.Undo):
            self.take_back()
        elif key in self.buttons_by_key:
            self._on_letter(key)
        elif key != "Enter":
            super().keyPressEvent(event)

    @Slot()
    def take_back(self) -> None:
        """Take back what was done in this window, last first."""
        if self._batches:
            actor, batch = self.actor(), self._batches.pop()
            self.page.write(lambda session: undo.undo(session, actor, batch), self._on_taken_back)

    @Slot(str)
    def _on_letter(self, letter: str) -> None:
        button = self.buttons_by_key.get(letter)
        if button is not None and button.isEnabled():
            button.click()

    def _on_written(self, done: Done) -> None:
        if done.batch:
            self._batches.append(done.batch)
        self.read()

    def _on_taken_back(self, _done: Done) -> None:
        self.read()
