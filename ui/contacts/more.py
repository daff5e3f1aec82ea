"""The windows of the contacts page that are opened now and then: One ID, transfers, lists from a company visit."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from sqlalchemy.orm import Session

from db.actor import Actor
from desktop.changes import Done
from desktop.contacts import search
from desktop.security.roles import Permission, reach
from ui.page import Command, Status

if TYPE_CHECKING:
    from desktop.contacts.transfer import Checked
    from ui.contacts.page import ContactsPage
    from ui.contacts.transfer_dialog import Asked


class MoreWindows(QObject):
    """Belongs to the page; each window has its key there and its line in Ctrl+K."""

    def __init__(self, page: "ContactsPage") -> None:
        super().__init__(page)
        self._page = page
        self._contacts: list[str] = []
        self._waiting = 0
        keys = [("Ctrl+I", self.one_id), ("Ctrl+Shift+N", self.queue), ("Ctrl+B", self.batch)]
        if self._may_transfer():
            keys += [("Ctrl+J", self.transfer), ("Ctrl+Shift+J", self.transfers)]
        for sequence, slot in keys:
            QShortcut(QKeySequence(sequence), page, slot)

    def _may_transfer(self) -> bool:
        """Whether this person may transfer, or propose it."""
        return reach(self._page.desk.actor, Permission.TRANSFER) is not None

    def commands(self) -> list[Command]:
        return [
            Command(self.tr("同一位客户（One ID）"), "Ctrl I", self.one_id),
            *self._transfer_commands(),
            Command(self.tr("排队登记（平板）"), "Ctrl Shift N", self.queue),
            Command(self.tr("进场名单登记"), "Ctrl B", self.batch),
        ]

    def _transfer_commands(self) -> list[Command]:
        if not self._may_transfer():
            return []
        return [
            Command(self.tr("转交选中的客户"), "Ctrl J", self.transfer),
            Command(self.tr("转交清单"), "Ctrl Shift J", self.transfers),
        ]

    def read(self) -> None:
        """How many transfers wait for the lead's word; read once the first rows are painted."""
        from desktop.contacts import transfer_list

        actor = self._page.desk.actor
        if self._may_transfer():
            self._page.read(lambda session: transfer_list.waiting(session, actor), self._on_waiting)

    def status(self) -> list[Status]:
        """What the status strip says of transfers."""
        if not self._waiting:
            return []
        return [Status("shuffle", self.tr("转交等负责人 {count} 位").format(count=self._waiting))]

    def _on_waiting(self, count: int) -> None:
        self._waiting = count
        self._page.state_changed.emit()

    @Slot()
    def one_id(self) -> None:
        """Who is one person, and whose."""
        from ui.contacts.one_id_window import OneIdWindow

        self._page.acts.show(OneIdWindow(self._page))

    @Slot()
    def queue(self) -> None:
        """Quick capture for fingers, over the whole screen."""
        from ui.capture.queue_window import QueueWindow

        window = QueueWindow(self._page.desk, self._page)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.changed.connect(self._page.changed)
        window.error.connect(self._page.error)
        window.showMaximized()

    @Slot()
    def batch(self) -> None:
        """The list of a company visit."""
        from ui.capture.batch_window import BatchWindow

        self._page.acts.show(BatchWindow(self._page))

    @Slot()
    def transfers(self) -> None:
        """The work list of transfers."""
        from ui.contacts.transfer_window import TransferWindow

        self._page.acts.show(TransferWindow(self._page))

    @Slot()
    def transfer(self) -> None:
        """Ask to whom the marked contacts, or the one at hand, shall pass."""
        numbers, actor = self._page.chosen_numbers(), self._page.desk.actor
        if numbers:
            self._page.read(lambda session: _asked(session, actor, numbers), self._on_asked)

    def _on_asked(self, found: "Asked") -> None:
        from desktop.contacts.transfer_proposals import proposes
        from ui.contacts.transfer_dialog import TransferDialog

        self._contacts, desk = found.contacts, self._page.desk
        dialog = TransferDialog(
            desk.theme, desk.words, len(found.contacts), found.staff, proposing=proposes(desk.actor), parent=self._page
        )
        dialog.chosen.connect(self._on_taker)
        dialog.staff_changed.connect(self._check)
        self._page.acts.show(dialog)
        if found.staff:
            self._check(found.staff[0].id)

    @Slot(str)
    def _check(self, staff: str) -> None:
        from desktop.contacts import transfer

        contacts = self._contacts
        self._page.read(lambda session: transfer.check(session, contacts, staff), self._on_checked)

    def _on_checked(self, checked: "Checked") -> None:
        from ui.contacts.transfer_dialog import TransferDialog

        if isinstance(self._page.acts.dialog, TransferDialog):
            self._page.acts.dialog.show_check(checked)

    @Slot(str)
    def _on_taker(self, staff: str) -> None:
        self._page.write(partial(_plan, self._page.desk.actor, self._contacts, staff))


def _asked(session: Session, actor: Actor, numbers: list[int]) -> "Asked":
    from ui.contacts.transfer_dialog import asked

    return asked(session, actor, search.contact_ids(session, numbers))


def _plan(actor: Actor, contacts: list[str], staff: str, session: Session) -> Done:
    """Onto the list; of who may not decide alone, first to the lead."""
    from desktop.contacts import transfer, transfer_proposals

    put = transfer_proposals.propose if transfer_proposals.proposes(actor) else transfer.plan
    return put(session, actor, contacts, staff)
