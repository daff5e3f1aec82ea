"""What the keys of the list and the buttons of the contact do; both send the letter that they print."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtGui import QGuiApplication

from desktop.changes import Done
from desktop.contacts.filters import STANDINGS
from desktop.contacts.stages import STAGES
from desktop.security.roles import Permission, allowed
from ui.contacts.reading import Shown

if TYPE_CHECKING:
    from ui.contacts.page import ContactsPage

CYCLE_KEY: Final = "5"
"""Asks for the lifecycle; 1 to 4 set the stage."""
WITH_OTHERS: Final = frozenset("RFCDP")
"""What one may do with a customer whom one only stands in for: talk, plan, finish, and note it."""


class Letters(QObject):
    """Belongs to the page; the letters of many contacts, of the one that is shown, and of one's own."""

    def __init__(self, page: "ContactsPage") -> None:
        super().__init__(page)
        self._page = page

    @Slot(str)
    def press(self, letter: str) -> None:
        page, shown = self._page, self._page.panel.shown
        if letter == "T" and page.table.current_id() is not None:
            page.acts.tag(page.chosen_numbers())
        elif letter in STANDINGS and shown is not None:
            page.acts.stand(page.chosen_numbers(), letter)
        elif letter == "F" and page.table.marked() > 1:
            page.acts.plan_many(page.chosen_numbers(), self._proposal())
        elif letter in set("1234") and page.table.current_id() is not None:
            page.acts.stage(page.chosen_numbers(), STAGES[int(letter) - 1])
        elif letter == CYCLE_KEY and page.table.current_id() is not None:
            page.acts.cycle(page.chosen_numbers(), shown.detail.lifecycle if shown is not None else "")
        elif shown is not None:
            self._of_shown(letter, shown)

    def _of_shown(self, letter: str, shown: Shown) -> None:
        page, row = self._page, shown.detail.row
        if letter == "X":
            self.erase()
        elif letter == "L":
            page.panel.groups.next()
        elif letter == "K":
            page.panel.groups.next_kind()
        elif letter == "H":
            page.records.history(row.id, row.name)
        elif letter == "derive":
            page.acts.derive_stage(row.id)
        elif letter == "derive_cycle":
            page.acts.derive_cycle(row.id)
        elif shown.detail.editable or (shown.detail.standing_in and letter in WITH_OTHERS):
            self._of_own(letter, shown)

    def _of_own(self, letter: str, shown: Shown) -> None:
        page, detail = self._page, shown.detail
        if letter == "R":
            page.side.show()
            page.panel.log_line.open_line()
        elif letter == "F":
            page.acts.plan(detail, self._proposal())
        elif letter == "C":
            page.acts.script(detail)
        elif letter == "D":
            page.acts.finish(detail)
        elif letter == "P":
            page.acts.postpone(detail)
        elif letter == "B":
            page.acts.dates(detail)
        elif letter == "E":
            page.records.edit(detail.row.id)

    @Slot()
    def erase(self) -> None:
        """Ask what the customer wants erased; only who may."""
        page = self._page
        if page.panel.shown is not None and allowed(page.desk.actor, Permission.ERASE):
            page.erasing.ask(page.panel.shown.detail.row.id)

    def _proposal(self) -> str:
        """What a view is worked through for."""
        translate = QCoreApplication.translate
        return {
            "quiet": translate("ContactsPage", "唤醒：问候近况"),
            "lost": translate("ContactsPage", "挽回：问问原因"),
            "suspected": translate("ContactsPage", "挽回：问问原因"),
            "birthdays": translate("ContactsPage", "生日祝福"),
            "maturities": translate("ContactsPage", "到期前问续存"),
        }.get(self._page.query.view, "")

    @Slot(str)
    def stage(self, letter: str) -> None:
        """From the stepper: A, I, P or L."""
        self.press(str("AIPL".index(letter) + 1))

    @Slot(str, str)
    def log(self, kind: str, text: str) -> None:
        """Record what was typed in one line; what could not be written stays in it."""
        page = self._page
        if page.panel.shown is not None:
            page.acts.record(page.panel.shown.detail.row.id, kind, text, self._on_recorded)

    def _on_recorded(self, _done: Done) -> None:
        self._page.panel.log_line.clear()
        self._page.panel.log_line.close_line()

    @Slot()
    def copy(self) -> None:
        """The contact's line, masked as it is shown."""
        if self._page.panel.shown is not None:
            row = self._page.panel.shown.detail.row
            QGuiApplication.clipboard().setText(f"{row.name}\t{row.phone}")
