"""The code of the person at the counter, as the customer sees it; posters when nobody is there."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QPixmap

from desktop.resources import resource
from ui.capture import counter
from ui.capture.counter import Code
from ui.capture.customer_screen import CustomerScreen
from ui.desk import Desk

SLIDE_HEIGHT: Final = 1080


class CustomerCode(QObject):
    """Fills the customer's screen; `changed` tells of another code, `failed` of what could not be read."""

    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, screen: CustomerScreen) -> None:
        super().__init__(screen)
        self.desk, self.screen = desk, screen
        self.code = Code()
        self._slides_asked = False

    def read(self, placement: str) -> None:
        """Ask for the code that is scanned at this place, or the person's own."""
        staff = self.desk.actor.staff
        self.desk.jobs.read(self, lambda session: counter.code(session, staff, placement), self.take, self.failed.emit)

    def take(self, code: Code) -> None:
        """Show this one from now on."""
        self.code = code
        self.screen.set_code(code.matrix, self.name(), code.line, self.desk.branch_name)
        self.changed.emit(code)

    def name(self) -> str:
        """Whose code it is."""
        return self.code.name or self.desk.staff_name

    @Slot()
    def toggle(self) -> None:
        """As large as the screen, for the customer; on a second screen the same key takes it away again."""
        if self.screen.isVisible():
            self.screen.hide()
        elif self.code.matrix:
            self._ask_slides()
            self.screen.open_screen()

    def wake(self) -> None:
        """Somebody is being entered: the code, no poster."""
        if self.screen.isVisible():
            self.screen.wake()

    def _ask_slides(self) -> None:
        """Paint the branch's posters once, off the GUI thread: they are for when nobody stands there."""
        from desktop.posters.slides import slides

        if not self._slides_asked:
            self._slides_asked = True
            work = partial(slides, self.desk.store, self.desk.actor, resource(), SLIDE_HEIGHT, self.desk.pictures)
            self.desk.jobs.long.run(self, work, self._on_slides, self.failed.emit)

    def _on_slides(self, pictures: list[bytes]) -> None:
        made = [QPixmap() for _ in pictures]
        self.screen.set_slides([one for one, data in zip(made, pictures, strict=True) if one.loadFromData(data, "PNG")])
