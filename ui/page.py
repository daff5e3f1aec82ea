"""What every page of the main window offers."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from desktop.changes import Changes, Done
from ui.desk import Desk

T = TypeVar("T")


class Hint(NamedTuple):
    """A key and what it does, for the hint bar; `keys` are printed in one cap."""

    keys: str
    text: str


class Status(NamedTuple):
    """An item of the status strip at the right of the hint bar."""

    icon: str
    text: str


class Command(NamedTuple):
    """Something Ctrl+K finds and does."""

    text: str
    keys: str
    run: Callable[[], object]


class Page(QWidget):
    """A page never knows the others: it states facts and wishes, and the main window wires them."""

    changed = Signal(object)  # Done: something was written
    navigate = Signal(str, object)  # name of a page, what it shall open
    error = Signal(object)  # an exception to show
    state_changed = Signal()  # title, subtitle, hints, badge or status are others now

    name = ""
    concerned = Changes.NONE
    has_primary = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.theme = desk.theme

    def title(self) -> str:
        return ""

    def subtitle(self) -> str:
        return ""

    def hints(self) -> list[Hint]:
        return []

    def status(self) -> list[Status]:
        return []

    def badge(self) -> int:
        """The number at the page's rail icon; 0 shows none."""
        return 0

    def top_bar_widgets(self) -> list[QWidget]:
        """Widgets right of the search field; made once, kept by the page."""
        return []

    def top_bar_search(self) -> QWidget | None:
        """The page's own search field beside the title, in place of the window's."""
        return None

    def panes(self) -> list[QWidget]:
        """Where F6 sets the focus, in order."""
        return []

    def commands(self) -> list[Command]:
        return []

    def refresh(self, changes: Changes) -> None:
        """Read again what the changes touch; called with everything at the first show."""

    def leave(self) -> None:
        """The window closes: close what stands beside it."""

    def open(self, argument: object) -> None:
        """Show what another page wished to see here."""

    def read(self, work: Callable[[Session], T], then: Callable[[T], object]) -> None:
        """Read off the GUI thread; an error goes to the window."""
        self.desk.jobs.read(self, work, then, self._on_failed)

    def write(self, work: Callable[[Session], Done], then: Callable[[Done], object] | None = None) -> None:
        """Write in one transaction, tell the window, then call `then`."""
        self.desk.jobs.write(self, work, Written(self, then), self._on_failed)

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.error.emit(error)


class Written:
    """Tells the page's listeners of a write before the page goes on."""

    def __init__(self, page: Page, then: Callable[[Done], object] | None) -> None:
        self._page = page
        self._then = then

    def __call__(self, done: Done) -> None:
        self._page.changed.emit(done)
        if self._then is not None:
            self._then(done)
