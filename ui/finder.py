"""What Ctrl+K searches: the pages of the rail, the commands of the page, people and scripts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from db.actor import Actor
from desktop.contacts import search
from desktop.contacts.filters import ContactQuery
from ui.desk import Desk
from ui.page import Page

if TYPE_CHECKING:
    from desktop.library.shelf import ShelfRow
    from ui.main_window import Place
    from ui.palette import SearchWindow

PEOPLE = 5
SCRIPTS = 3


class Found(NamedTuple):
    """The few that fit best."""

    people: list[search.ContactRow]
    scripts: "list[ShelfRow]"


class Finder(QObject):
    """Opens the search window, fills it, and sends `navigate` for what was chosen."""

    navigate = Signal(str, object)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self.shown: SearchWindow | None = None
        self._words = ""
        self._pages: set[str] = set()

    def open(self, places: "Sequence[Place]", page: Page | None) -> None:
        """Show the window with the pages and the commands of `page`."""
        from ui.palette import Entry, SearchWindow

        entries = []
        self._pages = {place.name for place in places}
        for number, place in enumerate(places, 1):
            note = QCoreApplication.translate("Finder", "页面")
            entries.append(Entry(place.icon, place.words, note, f"Ctrl {number}", Go(self, place.name)))
            for argument, words in place.parts:
                entries.append(Entry(place.icon, words, note, "", Go(self, place.name, argument)))
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
        library = "library" in self._pages

        def work(session: Session) -> Found:
            return Found(people(session, actor, words), scripts(session, actor, words) if library else [])

        self._desk.jobs.read(self, work, self._on_found)

    def _on_found(self, found: "Found") -> None:
        from ui.palette import Entry

        if self.shown is not None:
            entries = [
                Entry("user-round", row.name, row.phone, "", Go(self, "contacts", row.id)) for row in found.people
            ]
            entries += [Entry("library", row.title, row.text, "", Go(self, "library", row.id)) for row in found.scripts]
            self.shown.set_people(self._words, entries)


class Go:
    """Leads to a page when called."""

    def __init__(self, finder: Finder, name: str, argument: object = None) -> None:
        self._finder, self._name, self._argument = finder, name, argument

    def __call__(self) -> None:
        self._finder.navigate.emit(self._name, self._argument)


def people(session: Session, actor: Actor, words: str) -> list[search.ContactRow]:
    """The few contacts that fit best, as this person may see them."""
    return search.first(session, actor, ContactQuery(text=words, view="branch"), PEOPLE)


def scripts(session: Session, actor: Actor, words: str) -> "list[ShelfRow]":
    """The scripts whose title, words or number fit; one letter or character is too little to ask for."""
    from desktop.library import shelf  # it brings mappers, which the first rows of a page do not wait for
    from desktop.library.shelf import Wanted

    return shelf.rows(session, actor, Wanted(words))[:SCRIPTS] if len(words) > 1 else []
