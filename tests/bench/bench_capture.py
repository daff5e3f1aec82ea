"""Quick capture in a large encrypted branch: the prebuilt window shown, and the answer at the eleventh digit.

The floors are what is asked for, 150 ms and 50 ms at the 95th percentile, both from the key until it is painted; the
reading is done off the GUI thread, as in the program.
"""

import gc
import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from db.engine import Store
from desktop.paths import Paths
from desktop.resources import resource
from desktop.settings import Settings
from desktop.words import Words
from tests.bench import crowd
from tests.bench.figure import Figure
from ui import fonts
from ui.capture.window import NEW, OURS, QuickCaptureWindow
from ui.desk import Desk
from ui.icons import Icons
from ui.jobs import Jobs
from ui.look import dress
from ui.theme import Theme, load_tokens

SIZE = 50_000
TIMES = 100
SHOWN = 0.150
ANSWERED = 0.050
PATIENCE = 10.0


class Painted(QObject):
    """Counts how often a widget has been painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, _widget: QObject, event: QEvent) -> bool:
        self.times += event.type() is QEvent.Type.Paint
        return False


def measure(size: int = SIZE) -> Iterator[Figure]:
    """The 95th percentile of showing it, of one who is ours and of one who is new."""
    store, people = crowd.shared(size)
    desk = make_desk(store)
    window = QuickCaptureWindow(desk)
    ours = random.Random(6).sample([phone for _, phone in people], TIMES)
    new = [f"199{number:08}" for number in range(TIMES)]
    shown(window)
    gc.collect()
    yield figure(f"capture shown beside {size:,}", [shown(window) for _ in range(TIMES)], SHOWN)
    yield figure("answer at the eleventh digit, ours", [answered(window, one, OURS) for one in ours], ANSWERED)
    yield figure("answer at the eleventh digit, new", [answered(window, one, NEW) for one in new], ANSWERED)
    window.close()
    desk.jobs.close()


def make_desk(store: Store) -> Desk:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    fonts.register(resource("fonts"))
    theme = Theme(load_tokens(resource("theme.toml")), Icons(resource("icons")))
    dress(app, theme)
    return Desk(
        store, crowd.LEAD, Jobs(store), theme, theme.icons, store.clock, Words("zh"), Settings(), Paths(Path()),
        "王敏", "城东支行",
    )  # fmt: skip


def figure(name: str, seconds: list[float], floor: float) -> Figure:
    return Figure(f"{name}, p95", sorted(seconds)[round(len(seconds) * 0.95) - 1], floor, 1.0)


def shown(window: QuickCaptureWindow) -> float:
    """Seconds from its key until the hidden window has been painted with its number field."""
    window.hide()
    quiet(window)
    watched = [Painted(part) for part in (window, window.phone)]
    start = time.perf_counter()
    window.show_for_next()
    until(lambda: all(part.times for part in watched))
    return time.perf_counter() - start


def answered(window: QuickCaptureWindow, phone: str, answer: str) -> float:
    """Seconds from the eleventh digit until the banner with the answer has been painted."""
    window.clear()
    QTest.keyClicks(window.phone, phone[:-1])
    quiet(window)
    watched, before = Painted(window.banner), 0
    start = time.perf_counter()
    QTest.keyClick(window.phone, phone[-1])
    while window.state != answer:
        before = watched.times
        turn(start)
    until(lambda: watched.times > before)
    return time.perf_counter() - start


def quiet(window: QuickCaptureWindow) -> None:
    """Let what was asked for come in."""
    until(window.desk.jobs.idle)
    QApplication.processEvents()


def until(done: Callable[[], bool]) -> None:
    start = time.perf_counter()
    while not done():
        turn(start)


def turn(start: float) -> None:
    """One turn of the event loop, asleep while nothing happens, so that the worker has its thread."""
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    if time.perf_counter() - start > PATIENCE:
        raise TimeoutError
