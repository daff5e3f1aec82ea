"""The page with the people of picture 02."""

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from db.actor import Actor, Role
from db.engine import Store
from db.ids import derived_id
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.changes import Changes
from desktop.store import open_memory_store
from tests.copied import copy
from tests.ui.conftest import BRANCH_PATH
from tests.ui.contacts import scene
from ui.contacts.page import ContactsPage
from ui.desk import Desk


@pytest.fixture(scope="session")
def prepared_contacts() -> Iterator[Store]:
    """Made once."""
    store = open_memory_store(FixedClock(scene.NOW))
    me = Actor(derived_id("staff", "wangmin"), Role.LEAD, derived_id("branch", BRANCH_PATH))
    branch = {"name": "城东支行", "path": BRANCH_PATH, "kind": "sub_branch", "bank": "江海银行"}
    staff = {"account": "wangmin", "name": "王敏", "branch": me.branch, "role": "lead"}
    rows = [Change("branch", me.branch, branch), Change("staff", me.staff, staff)]
    store.write(lambda session: record(session, None, rows))
    scene.prepare(store, me)
    yield store
    store.close()


@pytest.fixture
def contacts_desk(desk: Desk, store: Store, prepared_contacts: Store) -> Desk:
    copy(prepared_contacts, store)
    return desk


@pytest.fixture
def page(contacts_desk: Desk, qtbot: QtBot) -> ContactsPage:
    """Shown at 1294×688 with everybody of the branch; the model is watched by Qt's tester."""
    return shown(contacts_desk, qtbot)


def shown(desk: Desk, qtbot: QtBot) -> ContactsPage:
    page = ContactsPage(desk)
    qtbot.addWidget(page)
    tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    tester.setParent(page)
    page.resize(1294, 688)
    page.show()
    page.refresh(Changes.ALL)
    if page.stack.currentWidget() is not page.denied:
        qtbot.waitUntil(lambda: page.counts is not None)
    return page
