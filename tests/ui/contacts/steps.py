"""What the tests of the page 客户 do again and again."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.contacts import search
from tests.ui.contacts.scene import contact_id
from ui.contacts.page import ContactsPage


def names(page: ContactsPage) -> list[str]:
    return [page.model.row_at(row).name for row in range(page.model.rowCount())]


def press(widget: QWidget, *keys: object) -> None:
    for key in keys:
        QTest.keyClick(widget, key)


def choose(page: ContactsPage, name: str) -> None:
    assert page.table.select_id(page.model.id_at(names(page).index(name)))
    page.table.setFocus()


def detail(page: ContactsPage, name: str) -> search.ContactDetail:
    with page.desk.store.session() as session:
        return search.detail(session, page.desk.actor, contact_id(name))
