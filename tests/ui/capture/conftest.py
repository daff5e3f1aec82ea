"""The window with the people of picture 02, somebody of another branch, places and a code."""

import pytest
from pytestqt.qtbot import QtBot

from db.engine import Store
from db.operation import Change, record
from tests.copied import copy
from tests.ui.contacts.conftest import prepared_contacts
from ui.capture.window import QuickCaptureWindow
from ui.desk import Desk

__all__ = ["prepared_contacts"]

CODE = "https://work.weixin.qq.com/ct/wcde0123456789abcdef0123456789abcdef"


@pytest.fixture
def capture_desk(desk: Desk, store: Store, prepared_contacts: Store) -> Desk:
    copy(prepared_contacts, store)
    code = {"kind": "contact_me", "content": CODE, "state": "cd-c3-wm"}
    me, branch = desk.actor.staff, desk.actor.branch
    rows = [
        Change("placement", "p3", {"branch": branch, "name": "柜台 3 号台卡", "channel": "lobby", "state": "cd-c3"}),
        Change("contact_way", "w", code | {"staff": me, "branch": branch}),
        Change("staff", me, {"persona": "养老规划"}),
        Change("contact", "far", {
            "name": "钱远", "phone": "13300001111", "owner": "far-staff", "owner_name": "李倩", "branch": "far-branch",
            "added_at": "2026-01-05 09:47:00",
        }),
    ]  # fmt: skip
    store.write(lambda session: record(session, None, rows))
    return desk


@pytest.fixture
def window(capture_desk: Desk, qtbot: QtBot) -> QuickCaptureWindow:
    """Shown, with the focus in the number."""
    window = QuickCaptureWindow(capture_desk)
    qtbot.addWidget(window)
    window.show_for_next()
    return window
