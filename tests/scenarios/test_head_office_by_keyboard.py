"""From a folder that is dropped to the summary workbook in at most six keys, each of them printed where it works."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.doctor import verify
from db.engine import Store
from db.stamp import FixedClock
from desktop.exchange import policy, report, workbook
from desktop.insights import metrics
from desktop.insights.metrics import Period
from desktop.insights.workbook import number
from desktop.paths import Paths
from desktop.settings import Settings
from desktop.store import open_memory_store
from desktop.words import Words
from tests.desktop.exchange.branches import ANALYST, FRIDAY, open_branch
from ui.desk import Desk
from ui.headquarters.page import HeadquartersPage
from ui.jobs import InlineJobs
from ui.main_window import MainWindow
from ui.places import places
from ui.theme import Theme
from ui.widgets.button import Button

PEPPER = b"p" * 32


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Reports of two branches that know the bank's pepper, so that one person is seen in both; and a broken file."""
    place = tmp_path / "收件"
    for name in ("城东支行", "滨江支行"):
        store, lead = open_branch(name, 3)
        store.write(lambda session: policy.keep_pepper(session, PEPPER))
        report.export(store, lead, place)
        store.close()
    first = next(place.glob("*城东*"))
    shutil.copyfile(first, place / f"{first.stem}(1).xlsx")
    (place / "坏的.xlsx").write_bytes(b"PK\x03\x04")
    return place


@pytest.fixture
def hq() -> Iterator[Store]:
    store = open_memory_store(FixedClock(FRIDAY))
    yield store
    store.close()


@pytest.fixture
def window(qtbot: QtBot, hq: Store, theme: Theme, tmp_path: Path) -> MainWindow:
    desk = Desk(hq, ANALYST, InlineJobs(hq), theme, theme.icons, hq.clock, Words("zh"), Settings(), Paths(tmp_path))
    window = MainWindow(desk, places(ANALYST.role))
    qtbot.addWidget(window)
    for left in QApplication.topLevelWidgets():  # what an earlier test opened would take the keys
        left.hide()
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.go("headquarters")
    return window


def drop(page: HeadquartersPage, folder: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder))])
    page.dropEvent(
        QDropEvent(
            QPointF(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )


def printed(window: MainWindow) -> str:
    """Every key that the screen shows now."""
    keys = [button.keys() for button in window.findChildren(Button) if button.isVisible()]
    return " ".join([*keys, *(hint.keys for hint in window.pages["headquarters"].hints())])


def press(window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, held)


def test_a_dropped_folder_becomes_the_summary(
    window: MainWindow, qtbot: QtBot, hq: Store, folder: Path, tmp_path: Path
):
    page = window.pages["headquarters"]
    assert isinstance(page, HeadquartersPage)
    page.ask_target = lambda: tmp_path / "汇总"
    drop(page, folder)
    qtbot.waitUntil(lambda: page._run is None and len(page._files) == 4, timeout=60_000)
    verdicts = sorted(file.verdict for file in page._files)
    assert verdicts == ["doubled", "merged", "merged", "refused"]
    assert page.decisions.isVisible()
    for name in ("F6", "1–4", "Ctrl E", "F"):
        assert name in printed(window), name
    page.table.setFocus()
    press(window, Qt.Key.Key_F)  # 1: what needs somebody
    assert page.tabs.value() == "troubled"
    press(window, Qt.Key.Key_F)  # 2: all again
    press(window, Qt.Key.Key_F6)  # 3: to the decision
    assert page.decisions.hasFocus()
    press(window, Qt.Key.Key_1)  # 4: the person goes to the first branch
    assert not page.decisions.isVisible()
    press(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)  # 5: the summary
    file = tmp_path / "汇总" / "上报汇总_2026W47.xlsx"
    qtbot.waitUntil(file.exists, timeout=20_000)
    with hq.session() as session:
        assert verify(session) == []
        total = metrics.total(session, Period.named("2026W47"))
    said = {row[0]: row[1] for row in workbook.read(file).sheet("汇总").rows[1:]}
    assert said["客户"] == total["contacts"] == 6
    assert said["标签率"] == number(total["tagged"])
