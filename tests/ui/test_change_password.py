"""The password of the database, changed from the settings."""

import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.actor import Actor, Role
from db.engine import Store
from db.stamp import FixedClock
from desktop.errors import AppError
from desktop.paths import Paths
from desktop.security import vault
from desktop.store import open_store
from ui import change_password
from ui import session as session_module
from ui.change_password import ChangePasswordDialog
from ui.main_window import MainWindow, Place
from ui.messages import CrashDialog, ErrorDialog
from ui.page import Page
from ui.session import Opened, TaikaSession
from ui.settings_window import SettingsWindow

CHEAP = vault.Cost(1, 64, 1)
OLD, NEW = "right horse", "next horse"


class OnePage(Page):
    name = "today"

    def title(self) -> str:
        return "今日"


@pytest.fixture
def session(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TaikaSession]:
    """A lead's branch that is open, with its main window."""
    real = vault.change_password
    monkeypatch.setattr(vault, "change_password", lambda path, old, new: real(path, old, new, CHEAP))
    monkeypatch.setattr(session_module, "places", lambda role: [Place("today", "list-checks", "今日", OnePage)])
    monkeypatch.setattr(session_module, "capture_window", None)
    clock = FixedClock(datetime(2026, 3, 12, 10, 42))
    session = TaikaSession(qapp, Paths(tmp_path).prepare(), clock)
    session.load_settings()
    path = session.paths.database
    session.opened = Opened(open_store(path, vault.create_vault(path, OLD, CHEAP), clock), sample=False)
    session.actor = Actor("w", Role.LEAD, "east")
    session.open_main()
    yield session
    session.close()
    session.deleteLater()


@pytest.fixture
def main(session: TaikaSession) -> MainWindow:
    assert isinstance(session.window, MainWindow)
    return session.window


def settings_of(session: TaikaSession, main: MainWindow) -> SettingsWindow:
    session.open_settings()
    return main.findChildren(SettingsWindow)[-1]


@pytest.fixture
def dialog(qtbot: QtBot, session: TaikaSession, main: MainWindow) -> ChangePasswordDialog:
    settings = settings_of(session, main)
    assert settings.password.keys() == "Ctrl P"
    settings.password.click()
    assert not settings.isVisible()
    return main.findChildren(ChangePasswordDialog)[0]


def fill(dialog: ChangePasswordDialog, old: str = OLD, new: str = NEW, again: str = NEW) -> None:
    for field, words in ((dialog.old, old), (dialog.new, new), (dialog.again, again)):
        field.setText(words)


def test_enter_changes_it_off_the_windows_thread(
    qtbot: QtBot, session: TaikaSession, main: MainWindow, dialog: ChangePasswordDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, threads, real = threading.Event(), [], vault.change_password

    def waiting(path: Path, old: str, new: str) -> None:
        threads.append(threading.current_thread())
        assert go.wait(10)
        real(path, old, new)

    monkeypatch.setattr(vault, "change_password", waiting)
    fill(dialog)
    qtbot.keyClick(dialog.again, Qt.Key.Key_Return)
    assert dialog.working
    assert not dialog.ok.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.changed) as told:
        go.set()
    assert told.args == [main.toast.text] == ["密码改好了，下次打开用新密码"]
    assert threads != [threading.main_thread()]
    assert vault.unlock(session.paths.database, NEW)


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"old": ""}, "old", "这里要填"), ({"new": "short", "again": "short"}, "new", "密码太短，至少 8 个字"),
        ({"again": "other horse"}, "again", "两次输入的不一样"),
    ],
)  # fmt: skip
def test_a_fault_is_said_at_its_field(
    session: TaikaSession, dialog: ChangePasswordDialog, wrong: dict[str, str], field: str, said: str
) -> None:
    fill(dialog, **wrong)
    dialog.ok.click()
    faults = {name: getattr(dialog, name).fault for name in ("old", "new", "again")}
    assert {name: fault for name, fault in faults.items() if fault} == {field: said}
    assert not dialog.working
    assert vault.unlock(session.paths.database, OLD)


def test_a_wrong_password_is_said_at_its_field_and_can_be_mended(
    qtbot: QtBot, session: TaikaSession, dialog: ChangePasswordDialog
) -> None:
    fill(dialog, old="wrong")
    dialog.ok.click()
    qtbot.waitUntil(lambda: bool(dialog.old.fault))
    assert dialog.old.fault.startswith("密码不对")
    dialog.old.setText(OLD)
    with qtbot.waitSignal(dialog.changed):
        dialog.ok.click()
    assert vault.unlock(session.paths.database, NEW)


def test_a_slot_that_cannot_be_written_is_told(
    qtbot: QtBot, session: TaikaSession, dialog: ChangePasswordDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise AppError("没有写成 {file}：磁盘满了", file="taika.db.key")

    monkeypatch.setattr(vault, "change_password", full)
    fill(dialog)
    dialog.ok.click()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(ErrorDialog)))
    told = dialog.findChildren(ErrorDialog)[0]
    assert "磁盘满了" in told.card.title.text()
    told.close()
    assert dialog.ok.isEnabled()


def test_a_mistake_of_ours_is_reported_without_the_passwords(
    qtbot: QtBot, dialog: ChangePasswordDialog, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_path: Path, old: str, new: str) -> None:
        raise RuntimeError(old + new)

    monkeypatch.setattr(vault, "change_password", broken)
    fill(dialog)
    dialog.ok.click()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(CrashDialog)))
    report = dialog.findChildren(CrashDialog)[0]
    assert "RuntimeError" in report.report
    assert [word for word in (OLD, NEW) if word in report.report + caplog.text] == []
    report.close()


def test_passwords_are_not_shown_and_esc_leaves(qtbot: QtBot, dialog: ChangePasswordDialog) -> None:
    for field in (dialog.old, dialog.new, dialog.again):
        assert field.echoMode() == field.EchoMode.Password
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_who_may_not_administrate_is_not_offered_it(session: TaikaSession, main: MainWindow) -> None:
    main.desk.actor = Actor("w", Role.TELLER, "east")
    assert not hasattr(settings_of(session, main), "password")


def test_nor_is_anybody_where_there_is_no_password(session: TaikaSession, main: MainWindow, store: Store) -> None:
    main.desk.store = store
    assert not change_password.offered(main.desk)
    vault.slot_path(session.paths.database).unlink()
    assert not hasattr(settings_of(session, main), "password")
