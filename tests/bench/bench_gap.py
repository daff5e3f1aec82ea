"""How long the windows stand still while 50,000 rows are taken in and somebody scrolls the list.

A timer of 10 ms on the GUI thread notes its longest gap; contacts page, import window, jobs and database are the real
ones. The longest gap of the same scrolling without an import is printed beside it.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QElapsedTimer, QEventLoop, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from db.stamp import FixedClock
from desktop.changes import Changes
from desktop.paths import Paths
from desktop.resources import resource
from desktop.settings import Settings
from desktop.words import Words
from tests.bench import customer_list
from tests.bench.bench_import import LEAD, ROWS, fresh
from tests.bench.figure import Figure
from ui import fonts
from ui.contacts.page import ContactsPage
from ui.desk import Desk
from ui.exchange.import_dialog import ImportDialog
from ui.icons import Icons
from ui.interpreter import Collector, settle
from ui.jobs import Jobs
from ui.look import dress
from ui.theme import Theme, load_tokens

LONGEST = 0.100
SCROLLED = 5_000  # rows that lie in the list before the import
IDLE = 5.0  # s
TICK, SCROLL = 10, 40  # ms


class Gaps(QObject):
    """The longest time between two ticks on the GUI thread, while a list is scrolled up and down."""

    def __init__(self, page: ContactsPage) -> None:
        super().__init__()
        self.longest = 0
        self._page, self._step = page, 900
        self._since = QElapsedTimer()
        self._ticks, self._scrolls = QTimer(self), QTimer(self)
        self._ticks.setTimerType(Qt.TimerType.PreciseTimer)
        self._ticks.timeout.connect(self._on_tick)
        self._scrolls.timeout.connect(self._on_scroll)

    def start(self) -> None:
        self._since.start()
        self._ticks.start(TICK)
        self._scrolls.start(SCROLL)

    def stop(self) -> None:
        self._ticks.stop()
        self._scrolls.stop()

    @Slot()
    def _on_tick(self) -> None:
        self.longest = max(self.longest, self._since.restart())

    @Slot()
    def _on_scroll(self) -> None:
        bar = self._page.table.verticalScrollBar()
        if not bar.minimum() <= bar.value() + self._step <= bar.maximum():
            self._step = -self._step
        bar.setValue(bar.value() + self._step)


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = make_desk(folder)
        first = customer_list.write(folder / "先.xlsx", SCROLLED, seed=1)
        file = customer_list.write(folder / "客户列表.xlsx", ROWS)
        page = ContactsPage(desk)
        page.resize(1294, 688)
        page.refresh(Changes.ALL)
        page.show()
        dialog = ImportDialog(desk, page)
        dialog.taken.connect(lambda done: page.refresh(done.changes))
        settle()
        Collector(page)
        take(desk, dialog, first)
        idle = Gaps(page)
        idle.start()
        settled = time.monotonic() + IDLE
        wait_for(lambda: time.monotonic() > settled)
        idle.stop()
        gaps = Gaps(page)
        gaps.start()
        take(desk, dialog, file)
        gaps.stop()
        desk.jobs.close()
        desk.store.close()
        if page.model.rowCount() != SCROLLED + ROWS:
            sys.exit("the list does not show every row")
        title = f"longest gap on the GUI thread meanwhile (without an import {idle.longest} ms)"
        yield Figure(title, gaps.longest / 1000, LONGEST, 1.0)


def make_desk(folder: Path) -> Desk:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    fonts.register(resource("fonts"))
    theme = Theme(load_tokens(resource("theme.toml")), Icons(resource("icons")))
    dress(app, theme)
    store = fresh(folder, "desk")
    clock = FixedClock(datetime(2026, 11, 20, 10, 42))
    jobs = Jobs(store)
    return Desk(
        store, LEAD, jobs, theme, theme.icons, clock, Words("zh"), Settings(), Paths(folder), "王敏", "城东支行"
    )


def take(desk: Desk, dialog: ImportDialog, file: Path) -> None:
    """Read, preview and import a file through the window, and wait until the list has followed."""
    dialog.look_at(file)
    wait_for(lambda: dialog.plan is not None and desk.jobs.idle())
    dialog._on_take()
    wait_for(lambda: dialog.outcome is not None and desk.jobs.idle())


def wait_for(reached: Callable[[], bool]) -> None:
    """Let the event loop run until it is so; raises TimeoutError after five minutes."""
    until = time.monotonic() + 300
    while not reached():
        loop = QEventLoop()
        QTimer.singleShot(100, loop.quit)
        loop.exec()
        if time.monotonic() > until:
            raise TimeoutError
