"""What Ctrl+K searches: the pages of the rail, the commands of the page, and people."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from db.actor import Actor
from desktop.contacts import search
from desktop.contacts.filters import ContactQuery
from ui.desk import Desk
from ui.page import Page

if TYPE_CHECKING:
    from ui.main_window import Place
    from ui.palette import SearchWindow

PEOPLE = 5


class Finder(QObject):
    """Opens the search window, fills it, and sends `navigate` for what was chosen."""

    navigate = Signal(str, object)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self.shown: SearchWindow | None = None
        self._words = ""

    def open(self, places: "Sequence[Place]", page: Page | None) -> None:
        """Show the window with the pages and the commands of `page`."""
        from ui.palette import Entry, SearchWindow

        entries = []
        for number, place in enumerate(places, 1):
            note = QCoreApplication.translate("Finder", "页面")
            entries.append(Entry(place.icon, place.words, note, f"Ctrl {number}", Go(self, place.name)))
        note = QCoreApplication.translate("Finder", "命令")
        commands = page.commands() if page is not None else []
        entries += [Entry("zap", command.text, note, command.keys, command.run) for command in commands]
        self.shown = SearchWindow(self._desk.theme, entries, self._window)
        self.shown.asked.connect(self._on_asked)
        self.shown.open()

    @Slot(str)
    def _on_asked(self, words: str) -> None:
        actor = self._desk.actor
        self._words = words
        self._desk.jobs.read(self, lambda session: people(session, actor, words), self._on_people)

    def _on_people(self, rows: list[search.ContactRow]) -> None:
        from ui.palette import Entry

        if self.shown is not None:
            found = [Entry("user-round", row.name, row.phone, "", Go(self, "contacts", row.id)) for row in rows]
            self.shown.set_people(self._words, found)


class Go:
    """Leads to a page when called."""

    def __init__(self, finder: Finder, name: str, argument: object = None) -> None:
        self._finder, self._name, self._argument = finder, name, argument

    def __call__(self) -> None:
        self._finder.navigate.emit(self._name, self._argument)


def people(session: Session, actor: Actor, words: str) -> list[search.ContactRow]:
    """The few contacts that fit best, as this person may see them."""
    return search.first(session, actor, ContactQuery(text=words, view="branch"), PEOPLE)
