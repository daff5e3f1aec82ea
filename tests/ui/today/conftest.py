"""The page of the picture's day."""

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
from tests.ui.today import scene
from ui.desk import Desk
from ui.today.page import TodayPage


@pytest.fixture(scope="session")
def prepared_scene() -> Iterator[Store]:
    """The picture's day, made once."""
    clock = FixedClock(scene.NOW)
    store = open_memory_store(clock)
    me = Actor(derived_id("staff", "wangmin"), Role.LEAD, derived_id("branch", BRANCH_PATH))
    branch = {"name": "城东支行", "path": BRANCH_PATH, "kind": "sub_branch", "bank": "江海银行"}
    staff = {"account": "wangmin", "name": "王敏", "branch": me.branch, "role": "lead"}
    rows = [Change("branch", me.branch, branch), Change("staff", me.staff, staff)]
    store.write(lambda session: record(session, None, rows))
    scene.prepare(store, me, clock)
    yield store
    store.close()


@pytest.fixture
def scene_desk(desk: Desk, store: Store, prepared_scene: Store) -> Desk:
    copy(prepared_scene, store)
    return desk


@pytest.fixture
def page(scene_desk: Desk, qtbot: QtBot) -> TodayPage:
    """Shown, read, with the model tester attached while it changes."""
    return show(scene_desk, qtbot)


def show(desk: Desk, qtbot: QtBot) -> TodayPage:
    page = TodayPage(desk)
    qtbot.addWidget(page)
    page.tester = QAbstractItemModelTester(page.list.tasks, QAbstractItemModelTester.FailureReportingMode.Warning, page)
    page.resize(1294, 688)
    page.show()
    page.refresh(Changes.ALL)
    page.list.setFocus()
    return page
