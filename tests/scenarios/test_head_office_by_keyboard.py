"""From a folder that is dropped to the summary workbook in at most six keys, each of them printed where it works."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QKeySequence
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
from ui.headquarters.decisions import HoldingTile
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


def printed(window: MainWindow) -> set[str]:
    """Every key that stands on the screen now: in a visible button, or in the foot as far as it has room."""
    QApplication.processEvents()
    window.grab()  # the foot says what it had room for when it is painted
    buttons = [button for button in window.findChildren(Button) if not button.visibleRegion().isEmpty()]
    caps = [button.keys() for button in buttons] + [hint.keys for hint in window.hint_bar.shown]
    tiles = [tile.key for tile in window.findChildren(HoldingTile) if not tile.visibleRegion().isEmpty()]
    return {*caps, *tiles, *(part for cap in caps for part in cap.split() if len(part) > 1 and part != "Ctrl")}


def press(window: MainWindow, cap: str) -> None:
    """A key that somebody reads off the screen at this moment, and presses."""
    assert cap in printed(window), cap
    QTest.keySequence(QApplication.focusWidget() or window, QKeySequence(cap.replace(" ", "+")))


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
    page.table.setFocus()
    press(window, "F")  # 1: what needs somebody
    assert page.tabs.value() == "troubled"
    press(window, "F")  # 2: all again
    press(window, "F6")  # 3: to the decision
    assert page.decisions.hasFocus()
    press(window, "1")  # 4: the person goes to the first branch
    assert not page.decisions.isVisible()
    press(window, "Ctrl E")  # 5: the summary
    file = tmp_path / "汇总" / "上报汇总_2026W47.xlsx"
    qtbot.waitUntil(file.exists, timeout=20_000)
    with hq.session() as session:
        assert verify(session) == []
        total = metrics.total(session, Period.named("2026W47"))
    said = {row[0]: row[1] for row in workbook.read(file).sheet("汇总").rows[1:]}
    assert said["客户"] == total["contacts"] == 6
    assert said["标签率"] == number(total["tagged"])
