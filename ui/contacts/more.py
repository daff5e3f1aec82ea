"""The windows of the contacts page that are opened now and then: One ID, transfers, lists from a company visit."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from ui.page import Command

if TYPE_CHECKING:
    from ui.contacts.page import ContactsPage


class MoreWindows(QObject):
    """Belongs to the page; each window has its key there and its line in Ctrl+K."""

    def __init__(self, page: "ContactsPage") -> None:
        super().__init__(page)
        self._page = page
        for keys, slot in (("Ctrl+I", self.one_id),):
            QShortcut(QKeySequence(keys), page, slot)

    def commands(self) -> list[Command]:
        return [Command(self.tr("同一位客户（One ID）"), "Ctrl I", self.one_id)]

    @Slot()
    def one_id(self) -> None:
        """Who is one person, and whose."""
        from ui.contacts.one_id_window import OneIdWindow

        self._page.acts.show(OneIdWindow(self._page))
