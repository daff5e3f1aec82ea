"""Handing over through the windows, by keyboard: make, take with password and fingerprint, the shared folder."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from db.actor import Actor, Role
from db.doctor import state_hash
from db.engine import Store
from db.ids import derived_id
from db.operation import Change, record
from desktop.exchange import shared_folder
from desktop.store import open_memory_store
from tests.ui.conftest import BRANCH_PATH
from tests.ui.exchange.pages import show
from ui.desk import Desk
from ui.exchange.handover_dialog import HandoverDialog
from ui.exchange.handover_take_dialog import HandoverTakeDialog
from ui.exchange.page import ExchangePage
from ui.exchange.password_dialog import PasswordDialog
from ui.jobs import InlineJobs

PASSWORD = "我们网点的打开密码"
BRANCH = derived_id("branch", BRANCH_PATH)


@pytest.fixture
def old(desk: Desk) -> Desk:
    """The PC that has everything."""
    changes = [
        Change("branch", BRANCH, {"name": "城东支行", "path": BRANCH_PATH, "kind": "sub_branch"}),
        Change("contact", "c1", {"name": "赵小琳", "branch": BRANCH}),
    ]
    desk.store.write(lambda session: record(session, None, changes))
    return replace(desk, actor=Actor(desk.actor.staff, Role.LEAD, BRANCH))


@pytest.fixture
def new(old: Desk, clock, tmp_path: Path) -> Iterator[Desk]:
    """A new PC of the same branch."""
    store = open_memory_store(clock)
    yield replace(old, store=store, jobs=InlineJobs(store))
    store.close()


def opened(page: ExchangePage) -> HandoverDialog:
    QTest.keyClick(page.table, Qt.Key.Key_J)
    return page.windows.handover_dialog


def enter(dialog, password: str) -> None:
    """Type the password, twice where it is a new one."""
    asked = dialog.findChildren(PasswordDialog)[-1]
    asked.password.setText(password)
    asked.again.setText(password)
    QTest.keyClick(asked.password, Qt.Key.Key_Return)


def content(store: Store) -> str:
    with store.session() as session:
        return state_hash(session, whole=True)


def names(store: Store) -> list[str]:
    with store.session() as session:
        return list(session.execute(text("SELECT name FROM contact WHERE hidden = 0")).scalars())


def made(page: ExchangePage, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    dialog = opened(page)
    dialog.how.set_value("all")
    QTest.keyClick(dialog, Qt.Key.Key_M)
    enter(dialog, PASSWORD)
    (path,) = folder.glob("交接_*.xlsx")
    dialog.reject()
    return path


def test_made_and_taken_on_a_new_pc(old: Desk, new: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch):
    (tmp_path / "U盘").mkdir()
    path = made(show(qtbot, old), tmp_path / "U盘", monkeypatch)
    page = show(qtbot, new)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    QTest.keyClick(opened(page), Qt.Key.Key_O)
    dialog = page.findChildren(HandoverTakeDialog)[-1]
    enter(dialog, "不对的密码不对")
    enter(dialog, PASSWORD)
    assert len(dialog.fingerprint.text()) == 35
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert content(new.store) != content(old.store)
    QTest.keyClick(dialog, Qt.Key.Key_V)
    with qtbot.waitSignal(page.changed):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert content(new.store) == content(old.store)
    (passage,) = page._rows.values()
    assert (passage.kind, passage.verdict) == ("handover", "done")
    page.table.select_id(passage.id)
    with qtbot.waitSignal(page.changed):
        QTest.keyClick(page.table, Qt.Key.Key_U)
    assert names(new.store) == []
    QTest.keyClick(opened(page), Qt.Key.Key_O)
    again = page.findChildren(HandoverTakeDialog)[-1]
    enter(again, PASSWORD)
    assert again.banner.title == "新增 3 条，更新 0 条"
    with qtbot.waitSignal(page.changed):
        QTest.keyClick(again, Qt.Key.Key_Return)
    assert names(new.store) == ["赵小琳"]


def test_a_handover_that_is_dropped_finds_its_window(old: Desk, new: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch):
    path = made(show(qtbot, old), tmp_path, monkeypatch)
    page = show(qtbot, new)
    page.open(path)
    enter(page.findChildren(HandoverTakeDialog)[-1] if page.findChildren(HandoverTakeDialog) else page, PASSWORD)
    dialog = page.findChildren(HandoverTakeDialog)[-1]
    assert dialog.seen is not None
    dialog.compared.setChecked(True)
    dialog.take_button.click()
    again = HandoverTakeDialog(new, page)
    again.begin(path, PASSWORD)
    assert not again.compared.isVisible()
    assert "没有新内容" in again.banner.title


def test_what_is_no_handover_says_so(new: Desk, qtbot: QtBot, tmp_path: Path):
    page = show(qtbot, new)
    (tmp_path / "坏.xlsx").write_bytes(b"nothing")
    dialog = HandoverTakeDialog(new, page)
    dialog.begin(tmp_path / "坏.xlsx")
    assert dialog.fault.isVisible()
    assert not dialog.take_button.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Return)


def test_the_folder_is_shared_and_watched(old: Desk, new: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch):
    folder = tmp_path / "共享"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    first, second = show(qtbot, old), show(qtbot, new)
    for page in (first, second):
        dialog = opened(page)
        QTest.keyClick(dialog, Qt.Key.Key_F)
        enter(dialog, PASSWORD)
        assert dialog.where.text() == str(folder)
    assert second.windows.handover_dialog.same_button.isVisible()
    QTest.keyClick(second.windows.handover_dialog, Qt.Key.Key_Y)
    assert content(new.store) == content(old.store)
    old.store.write(lambda session: record(session, None, [Change("contact", "c2", {"name": "钱多多"})]))
    first.watch.look()
    with qtbot.waitSignal(second.watch.synced):
        second.watch.look()
    assert content(new.store) == content(old.store)
    assert second.watch._watcher.directories() == [str(folder)]
    dialog = opened(second)
    QTest.keyClick(dialog, Qt.Key.Key_X)
    assert (dialog.where.text(), dialog.stop_button.isVisible()) == ("还没有选", False)
    second.watch.look()
    assert second.watch._watcher.directories() == []


def test_what_the_watched_folder_needs_is_said_on_the_page(
    old: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = tmp_path / "共享"
    folder.mkdir()
    old.store.write(lambda session: shared_folder.choose(session, old.actor, folder, PASSWORD))
    page = show(qtbot, old)
    assert page.handover_button.text() == "交接"
    stranger = folder / "交接_城东支行_0123456789ab_0001.xlsx"
    stranger.write_bytes("客户名称,手机\n赵,138".encode())
    page.watch.look()
    assert page.handover_button.text() == "交接：1 份没有收进来"
    assert "0001.xlsx 是文本文件" in opened(page).said.text()
    stranger.unlink()
    page.watch.look()
    assert page.handover_button.text() == "交接"
    folder.rename(tmp_path / "断了")
    page.watch.look()
    assert page.handover_button.text() == "交接：共享文件夹连不上"


def test_faults_are_said_in_the_window(old: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch):
    page = show(qtbot, old)
    gone = tmp_path / "没有"
    old.store.write(lambda session: shared_folder.choose(session, old.actor, gone, PASSWORD))
    dialog = opened(page)
    QTest.keyClick(dialog, Qt.Key.Key_S)
    assert dialog.fault.isVisible()
    dialog._on_failed(ValueError())
    assert dialog.fault.isVisible()


def test_others_are_not_offered_it(desk: Desk, qtbot: QtBot):
    page = show(qtbot, replace(desk, actor=Actor(desk.actor.staff, Role.TELLER, desk.actor.branch)))
    assert not page.handover_button.isVisible()
    page.windows.hand_over()
    assert all(one.keys != "J" for one in page.commands())
