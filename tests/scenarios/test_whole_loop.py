"""The whole loop through windows: files in, a capture, two tasks, a piece that scans, a report, a summary."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from sqlalchemy import text

from db.actor import Actor, Role
from db.doctor import verify
from db.stamp import FixedClock
from desktop import people, sample
from desktop.exchange import workbook
from desktop.paths import Paths
from desktop.posters import qr
from desktop.resources import resource
from desktop.settings import Settings
from desktop.sop import templates
from desktop.store import open_memory_store
from desktop.words import Words
from ui.desk import Desk
from ui.exchange.import_dialog import ImportDialog
from ui.jobs import InlineJobs
from ui.main_window import MainWindow
from ui.places import capture_window, places

SAMPLE = resource("sample", sample.MAIN)
PHONE = "13588142067"


class Bench:
    """Opens main windows on stores in memory, with jobs that run at once, and closes them at the end."""

    def __init__(self, qtbot, theme, folder: Path) -> None:
        self.qtbot, self.theme, self.folder = qtbot, theme, folder
        self.stores, self.windows = [], []

    def store(self):
        self.stores.append(open_memory_store(FixedClock(sample.fixed_day().now())))
        return self.stores[-1]

    def window(self, store, actor: Actor, name: str) -> MainWindow:
        desk = Desk(
            store, actor, InlineJobs(store), self.theme, self.theme.icons, store.clock, Words("zh"), Settings(),
            Paths(self.folder), name, "城东支行",
        )  # fmt: skip
        window = MainWindow(desk, places(actor.role), capture_window)
        self.qtbot.addWidget(window)
        self.windows.append(window)
        window.resize(1366, 768)
        window.show()
        return window

    def close(self) -> None:
        for store in self.stores:
            store.close()


@pytest.fixture
def bench(qtbot, theme, tmp_path):
    bench = Bench(qtbot, theme, tmp_path)
    yield bench
    bench.close()


def count(store, statement: str):
    with store.session() as session:
        return session.execute(text(statement)).scalar()


def take_in(window: MainWindow, name: str) -> None:
    """Import a file of the sample with the keyboard: open, look, Enter, close."""
    window.go("exchange")
    page = window.pages["exchange"]
    page.open("import")
    dialog = page.findChildren(ImportDialog)[-1]
    dialog.look_at(SAMPLE / name)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.outcome is not None
    dialog.reject()


def capture_one(window: MainWindow, phone: str, qtbot) -> None:
    """Type a number, tick the consent, Enter."""
    window.open_capture()
    capture = window.capture
    QTest.keyClicks(capture.phone, phone)
    qtbot.waitUntil(lambda: capture.state == "new", timeout=3_000)
    QTest.keyClick(capture, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(capture, Qt.Key.Key_Return)


def test_the_whole_loop_through_windows(bench, qtbot, monkeypatch, tmp_path):
    branch = bench.store()
    start = bench.window(branch, Actor("", Role.LEAD, ""), "")
    for name in sample.FILES:
        take_in(start, name)
    assert count(branch, "SELECT count(*) FROM contact WHERE hidden = 0") == 1284

    with branch.session() as session:
        manager = people.at_keyboard(session, "wangmin", Role.LEAD)
        lead = people.at_keyboard(session, "", Role.LEAD)
    branch.write(lambda session: sample.register(session, lead, resource("sample", "qr")))
    branch.write(lambda session: templates.publish(session, None))

    desk = bench.window(branch, manager, "王敏")
    desk.go("contacts")
    assert desk.pages["contacts"].model.rowCount() == 296
    capture_one(desk, PHONE, qtbot)
    assert count(branch, f"SELECT count(*) FROM contact WHERE phone = '{PHONE}'") == 1

    desk.go("today")
    today = desk.pages["today"]
    today.list.setFocus()
    done = count(branch, "SELECT count(*) FROM task WHERE done_at IS NOT NULL")
    for _ in range(2):
        QTest.keyClick(today.list, Qt.Key.Key_Return)
    assert count(branch, "SELECT count(*) FROM task WHERE done_at IS NOT NULL") >= done + 2

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "out"))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "out" / "台卡.png"), ""))
    (tmp_path / "out").mkdir()
    desk.go("posters")
    posters = desk.pages["posters"]
    qtbot.waitUntil(posters.foot.png_button.isEnabled, timeout=10_000)
    posters.foot.png_button.click()
    (piece,) = (tmp_path / "out").glob("*.png")
    wanted = count(branch, f"SELECT content FROM contact_way WHERE staff = '{manager.staff}'")
    assert {symbol.text for symbol in qr.read(qr.open_picture(piece))} == {wanted}

    office = bench.window(branch, lead, "赵可")
    office.go("exchange")
    office.pages["exchange"].report_card.export_button.click()
    (report,) = (tmp_path / "out").glob("上报_*.xlsx")

    bank = bench.store()
    headquarters = bench.window(bank, Actor("", Role.ANALYST, ""), "林静")
    headquarters.go("headquarters")
    page = headquarters.pages["headquarters"]
    page.take([report])
    qtbot.waitUntil(lambda: count(bank, "SELECT count(*) FROM contact") == 1285, timeout=20_000)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "out" / "汇总.xlsx"), ""))
    page.export_button.click()
    (summary,) = (tmp_path / "out").glob("*汇总*.xlsx")
    assert any(row[2] == "城东支行" for row in workbook.read(summary).sheet("网点").rows)

    for store in (branch, bank):
        with store.session() as session:
            assert verify(session) == []
