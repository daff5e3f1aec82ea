"""What the tabs of the library share: a list, a pane beside it, keys, and writing by the page."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.changes import Done
from desktop.security.roles import Permission, reach
from ui.page import Command, Hint, Page
from ui.widgets.empty import EmptyState


class LibraryView(QWidget):
    """One tab. `letters` are its keys; one that is none of them goes on to the page."""

    letter_for_page = Signal(str)

    def __init__(self, page: Page, parent: QWidget) -> None:
        super().__init__(parent)
        self.page, self.theme, self.desk = page, page.theme, page.desk
        self.letters: dict[str, Callable[[], object]] = {}
        self.keeps = reach(page.desk.actor, Permission.EDIT_DICTIONARY) is not None
        self.head_office = page.desk.actor.role.value == "analyst"

    def lay_out(self, left: QWidget | None, main: QWidget, empty: EmptyState, side: QWidget) -> None:
        """Facets at the left, the list (or what stands there when it is empty), the pane at the right."""
        self.stack = QStackedWidget(self)
        self.stack.addWidget(main)
        self.stack.addWidget(empty)
        middle = QVBoxLayout()
        middle.setContentsMargins(8, 8, 8, 0)
        middle.addWidget(self.stack)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        if left is not None:
            row.addWidget(left)
        row.addLayout(middle, 1)
        row.addWidget(side)

    def load(self) -> None:
        """Read the list again."""

    def hints(self) -> list[Hint]:
        return []

    def commands(self) -> list[Command]:
        return []

    def panes(self) -> list[QWidget]:
        return []

    @Slot(str)
    def on_letter(self, letter: str) -> None:
        """A key of the list: this tab's, else the page's."""
        act = self.letters.get(letter)
        if act is not None:
            act()
        else:
            self.letter_for_page.emit(letter)

    def write(self, work: Callable[[Session], Done]) -> None:
        """Write, tell the page, and read again."""
        self.page.write(work, self._on_written)

    @Slot(object)
    def _on_written(self, done: Done) -> None:
        self.load()
