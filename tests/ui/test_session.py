"""From the start to the window: first run, unlocking, who is there, sample, language, and the end."""

import gc
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from db.actor import Role
from db.engine import Store
from db.operation import Change, record
from db.stamp import Clock, FixedClock
from desktop import sample, settings
from desktop.exchange import handover
from desktop.paths import Paths
from desktop.security import vault
from desktop.store import open_store
from tests.desktop.exchange.branches import open_branch
from ui import session as session_module
from ui.desk import Desk
from ui.interpreter import Collector, begin, settle
from ui.main_window import MainWindow, Place
from ui.messages import CrashDialog, ErrorDialog
from ui.page import Page
from ui.session import TaikaSession
from ui.settings_window import SettingsWindow
from ui.start.first_run import FirstRunWindow, Founding
from ui.start.take_over import TakeOverWindow
from ui.start.unlock import UnlockWindow
from ui.start.who import WhoWindow

CHEAP = vault.Cost(1, 8 * 1024, 1)
MOMENT = datetime(2026, 3, 12, 10, 42)
PASSWORD = "right horse"


class OnePage(Page):
    name = "today"

    def title(self) -> str:
        return "今日"


class OtherPage(OnePage):
    name = "contacts"


@pytest.fixture(autouse=True)
def plain_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """The session is tested here, not the pages."""
    entries = [Place("today", "list-checks", "今日", OnePage), Place("contacts", "users", "客户", OtherPage)]
    monkeypatch.setattr(session_module, "places", lambda role: entries)
    monkeypatch.setattr(session_module, "capture_window", None)


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[TaikaSession]:
    session = TaikaSession(qapp, Paths(tmp_path).prepare(), FixedClock(MOMENT))
    session.load_settings()
    yield session
    session.close()
    session.theme.set_mode("light")
    session.deleteLater()


def wait_for(qtbot: QtBot, session: TaikaSession, kind: type[QWidget]) -> QWidget:
    qtbot.waitUntil(lambda: isinstance(session.window, kind) and session.window.isEnabled(), timeout=10_000)
    window = session.window
    assert window is not None
    return window


def make_branch(paths: Paths, *people: tuple[str, str]) -> None:
    key = vault.create_vault(paths.database, PASSWORD, CHEAP)
    store = open_store(paths.database, key, FixedClock(MOMENT))
    changes = [Change("branch", "east", {"name": "城东支行", "path": "江海银行/城东支行"})]
    changes += [
        Change("staff", name, {"name": name, "account": name, "role": role, "branch": "east", "position": "理财经理"})
        for name, role in people
    ]
    store.write(lambda session: record(session, None, changes))
    store.close()


def test_the_first_run_makes_the_branch_and_opens_it(
    qtbot: QtBot, session: TaikaSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = vault.create_vault
    monkeypatch.setattr(vault, "create_vault", lambda path, password: create(path, password, CHEAP))
    session.open_first()
    window = wait_for(qtbot, session, FirstRunWindow)
    assert isinstance(window, FirstRunWindow)
    window.found.emit(Founding("江海银行/城东支行", "王敏", "wangmin", Role.LEAD, PASSWORD))
    main = wait_for(qtbot, session, MainWindow)
    assert isinstance(main, MainWindow)
    assert (main.desk.staff_name, main.desk.branch_name, main.desk.sample) == ("王敏", "城东支行", False)
    assert main.desk.actor.role is Role.LEAD
    assert session.paths.database.exists()
    assert "王敏".encode() not in session.paths.database.read_bytes()


def test_a_new_pc_takes_the_branch_over(
    qtbot: QtBot, session: TaikaSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "create_vault", partial(vault.create_vault, cost=CHEAP))
    old, lead = open_branch("城东支行", 2)
    files = handover.make(old, lead, tmp_path / "U盘", PASSWORD).files
    old.close()
    session.open_first()
    first = wait_for(qtbot, session, FirstRunWindow)
    assert isinstance(first, FirstRunWindow)
    first.take_over.click()
    window = wait_for(qtbot, session, TakeOverWindow)
    assert isinstance(window, TakeOverWindow)
    window.ask_files = lambda: files
    window.files_button.click()
    assert files[0].name in window.chosen.text()
    window.file_password.setText("wrong horse")
    qtbot.keyPress(window.file_password, Qt.Key.Key_Return)
    qtbot.waitUntil(window.fault.isVisible, timeout=20_000)
    assert "密码打不开" in window.fault.title.text()
    window.file_password.setText(PASSWORD)
    qtbot.keyPress(window.file_password, Qt.Key.Key_Return)
    qtbot.waitUntil(window.found_card.isVisible, timeout=20_000)
    assert (window.banner.title, window.fault.isVisible()) == ("城东支行，2 位客户", False)
    assert len(window.fingerprints.text()) == 35
    window.password.setText("new password")
    window.again.setText("other")
    window.password.setFocus()
    qtbot.keyClick(window.password, Qt.Key.Key_Return)
    assert not session.paths.database.exists()
    qtbot.keyClick(window, Qt.Key.Key_V)
    qtbot.keyClick(window.again, Qt.Key.Key_Return)
    assert window.again.fault
    window.again.setText("new password")
    qtbot.keyPress(window.again, Qt.Key.Key_Return)
    main = wait_for(qtbot, session, MainWindow)
    assert isinstance(main, MainWindow)
    assert (main.desk.staff_name, main.desk.branch_name) == ("王敏", "城东支行")
    with main.desk.store.session() as reading:
        assert reading.execute(text("SELECT count(*) FROM contact")).scalar() == 2


def test_taking_over_can_be_left(qtbot: QtBot, session: TaikaSession, tmp_path: Path) -> None:
    session.open_take_over()
    window = wait_for(qtbot, session, TakeOverWindow)
    assert isinstance(window, TakeOverWindow)
    window.ask_files, window.ask_folder = list, lambda: tmp_path
    assert not window.look_button.isEnabled()
    window.files_button.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_O)
    qtbot.keyClick(window, Qt.Key.Key_F)
    assert window.chosen.text() == str(tmp_path)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    wait_for(qtbot, session, FirstRunWindow)


def test_a_wrong_password_is_said_at_the_field_and_the_right_one_opens(qtbot: QtBot, session: TaikaSession) -> None:
    make_branch(session.paths, ("wangmin", "manager"), ("liqian", "lead"))
    session.open_first()
    window = wait_for(qtbot, session, UnlockWindow)
    assert isinstance(window, UnlockWindow)
    window.password.setText("wrong")
    window.open_button.click()
    qtbot.waitUntil(lambda: bool(window.password.fault), timeout=10_000)
    window.password.setText(PASSWORD)
    window.open_button.click()
    who = wait_for(qtbot, session, WhoWindow)
    assert isinstance(who, WhoWindow)
    assert [tile.person.name for tile in who.tiles] == ["liqian", "wangmin"]
    who.tiles[1].click()
    main = wait_for(qtbot, session, MainWindow)
    assert isinstance(main, MainWindow)
    assert (main.desk.staff_name, main.desk.actor.role) == ("wangmin", Role.MANAGER)
    assert settings.load(session.paths.settings).last_staff == "wangmin"
    main.rail.person.click()
    wait_for(qtbot, session, WhoWindow)


def test_a_database_that_cannot_be_opened_is_named(qtbot: QtBot, session: TaikaSession) -> None:
    make_branch(session.paths, ("wangmin", "lead"))
    session.paths.database.write_bytes(b"no database" * 1000)
    session.open_first()
    window = wait_for(qtbot, session, UnlockWindow)
    assert isinstance(window, UnlockWindow)
    window.entered.emit(PASSWORD)
    qtbot.waitUntil(lambda: bool(window.findChildren(ErrorDialog)), timeout=10_000)
    dialog = window.findChildren(ErrorDialog)[0]
    assert "taika.db" in dialog.card.title.text()
    dialog.close()


@pytest.fixture
def small_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sample of one person instead of 1,290 contacts."""

    def open_branch(folder: Path, branch: str, clock: Clock) -> Store:
        folder.mkdir(parents=True, exist_ok=True)
        store = open_store(folder / f"{branch}.db", vault.SAMPLE_KEY, clock)
        changes = [
            Change("branch", "east", {"name": "城东支行", "path": "江海银行/城东支行"}),
            Change("staff", "w", {"name": "王敏", "account": "wangmin", "role": "lead", "branch": "east"}),
        ]
        store.write(lambda session: record(session, None, changes))
        return store

    monkeypatch.setattr(sample, "open_branch", open_branch)


@pytest.fixture
def main(qtbot: QtBot, session: TaikaSession, small_sample: None) -> MainWindow:
    session.open_sample()
    window = wait_for(qtbot, session, MainWindow)
    assert isinstance(window, MainWindow)
    return window


def test_the_sample_opens_at_once_and_one_click_leaves_it(
    qtbot: QtBot, session: TaikaSession, main: MainWindow
) -> None:
    assert main.desk.sample
    assert main.banner.isVisible()
    assert not session.paths.database.exists()
    main.banner.action.click()
    wait_for(qtbot, session, FirstRunWindow)
    assert session.opened is None


def test_the_process_that_decodes_pictures_ends_with_the_window(session: TaikaSession, main: MainWindow) -> None:
    main.desk.pictures.start()
    process = main.desk.pictures._reader._process
    assert process is not None
    assert process.is_alive()
    session.close()
    assert main.desk.pictures._reader._process is None


def test_language_changes_in_place_and_is_kept(qtbot: QtBot, session: TaikaSession, main: MainWindow) -> None:
    main.go("contacts")
    session.open_settings()
    window = main.findChildren(SettingsWindow)[0]
    window.language.set_value("en")
    qtbot.waitUntil(lambda: session.window is not main)
    again = session.window
    assert isinstance(again, MainWindow)
    assert (again.current, again.desk.words.language) == ("contacts", "en")
    assert settings.load(session.paths.settings).language == "en"
    session._on_language("zh")


def test_look_and_size_change_at_once_and_are_kept(session: TaikaSession, main: MainWindow) -> None:
    session._on_theme("dark")
    session._on_scale(125)
    assert (session.theme.dark, session.theme.scale) == (True, 1.25)
    kept = settings.load(session.paths.settings)
    assert (kept.theme, kept.font_scale) == ("dark", 125)
    session._on_theme("system")
    assert not session.theme.dark
    assert main.grab().width() == 1366


def test_the_page_left_is_the_page_found(qtbot: QtBot, session: TaikaSession, main: MainWindow) -> None:
    main.go("contacts")
    session.close()
    assert settings.load(session.paths.settings).last_page == "contacts"


def test_the_command_line_overrides_the_settings(session: TaikaSession) -> None:
    settings.save(session.paths.settings, settings.Settings(language="zh", theme="light"))
    session.load_settings("en", "dark")
    assert (session.words.language, session.theme.dark) == ("en", True)
    assert settings.load(session.paths.settings).language == "zh"
    session.load_settings("zh", "light")


def test_settings_that_cannot_be_read_do_not_stop_the_start(
    session: TaikaSession, capsys: pytest.CaptureFixture[str]
) -> None:
    session.paths.settings.write_text("language = 7", "utf-8")
    session.load_settings()
    assert session.settings.language == "zh"
    assert "settings.toml" in capsys.readouterr().err


def test_what_nobody_caught_is_reported_over_the_window(qtbot: QtBot, session: TaikaSession, main: MainWindow) -> None:
    session.errors.raised.emit(RuntimeError("x"))
    (dialog,) = main.findChildren(CrashDialog)
    dialog.close()


def test_the_desk_is_whole(main: MainWindow) -> None:
    desk: Desk = main.desk
    assert desk.icons is desk.theme.icons
    assert desk.clock.now() == MOMENT
    assert desk.jobs.idle()


def test_nothing_stands_in_the_windows_way_once_they_are_there():
    before, interval = gc.get_freeze_count(), sys.getswitchinterval()
    try:
        begin()
        assert not gc.isenabled()
        settle()
        assert gc.get_freeze_count() > before
        assert sys.getswitchinterval() < interval
    finally:
        sys.setswitchinterval(interval)


class Cycle:
    """Garbage that only a collection finds, and that tells in which thread it ended."""

    def __init__(self, ended: list[int]) -> None:
        self.itself, self.ended = self, ended

    def __del__(self) -> None:
        self.ended.append(threading.get_ident())


def test_garbage_ends_in_the_windows_thread_alone(qtbot: QtBot):
    ended: list[int] = []
    parent = QObject()
    Collector(parent)
    assert not gc.isenabled()

    def work() -> None:
        Cycle(ended)
        waste = [[number] for number in range(10_000)]  # more than the interpreter would let pass
        assert len(waste) == 10_000

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    kept = [[number] for number in range(1_000)]
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == [threading.get_ident()]
    assert len(kept) == 1_000


def test_where_one_is_reminded_is_kept_and_holds_at_once(session: TaikaSession, main: MainWindow) -> None:
    session.open_settings()
    window = main.findChildren(SettingsWindow)[0]
    assert window.reminders.value() == "window"
    window.reminders.set_value("off")
    assert settings.load(session.paths.settings).reminders == "off"
    assert main.desk.settings.reminders == "off"
