"""At the counter by keys alone: fifteen strokes, the next person, one who is ours, and a PC that loses its power."""

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from db.contacts import Contact, ContactTag, Interaction
from db.engine import Store
from db.stamp import FixedClock
from desktop.contacts import capture
from desktop.store import open_store
from tests.scenarios.test_contact_by_keyboard import Keys, store, window
from ui.capture.batch_window import BatchWindow
from ui.capture.counter import Draft
from ui.capture.queue_window import QueueWindow
from ui.capture.window import NEW, OURS, QuickCaptureWindow
from ui.main_window import MainWindow

__all__ = ["store", "window"]

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NUMBER = "13588142067"
STROKES = 15  # its key, eleven digits, a tag, the consent, Enter


class Counted(Keys):
    """Counts the strokes, the window's own key included."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.strokes = 0

    def press(self, *keys: object, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.strokes += 1
            capture_window = self.window.capture
            top = capture_window if capture_window is not None and capture_window.isVisible() else self.window
            QTest.keyClick(top.focusWidget() or top, key, modifier)
            QApplication.processEvents()


def test_fifteen_strokes_then_the_next_one_and_one_who_is_ours(window: MainWindow, store: Store):
    window.prebuild()
    keys = Counted(window)
    keys.press(Qt.Key.Key_N, modifier=CTRL)
    counter = window.capture
    assert isinstance(counter, QuickCaptureWindow)
    keys.press(*NUMBER)
    assert counter.state == NEW
    keys.press("1", "0", Qt.Key.Key_Return)
    assert keys.strokes == STROKES
    with store.session() as session:
        row = session.scalars(select(Contact).where(Contact.phone == NUMBER)).one()
        worn = session.scalars(select(ContactTag.tag).where(ContactTag.contact == row.id)).all()
    assert worn == counter.form.grid.chosen
    keys.press(*NUMBER)
    assert (counter.state, counter.matches[0].id) == (OURS, row.id)
    keys.press(Qt.Key.Key_Return, Qt.Key.Key_Escape)
    with store.session() as session:
        kinds = session.scalars(select(Interaction.kind).where(Interaction.contact == row.id)).all()
    assert sorted(kinds) == ["added", "visit"]
    assert not counter.isVisible()


def test_along_the_queue(window: MainWindow, store: Store):
    keys = Keys(window)
    keys.press(Qt.Key.Key_2, modifier=CTRL)
    keys.press(Qt.Key.Key_N, modifier=CTRL | SHIFT)
    queue = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QueueWindow))
    QTest.keyClicks(queue, f"{NUMBER}10")
    QTest.keyClick(queue, Qt.Key.Key_Return)
    for _ in range(2):
        QTest.keyClick(queue, Qt.Key.Key_F7)
    assert queue.tally.text() == "今天聊过 3 位：登记 1，没留 2"
    QTest.keyClick(queue, Qt.Key.Key_Z, CTRL)
    assert queue.tally.text() == "今天聊过 2 位：登记 1，没留 1"
    QTest.keyClick(queue, Qt.Key.Key_Escape)
    with store.session() as session:
        row = session.scalars(select(Contact).where(Contact.phone == NUMBER)).one()
        worn = session.scalars(select(ContactTag.tag).where(ContactTag.contact == row.id)).all()
    assert worn == [next(iter(queue.tags))]


def test_a_company_visit(window: MainWindow, store: Store):
    keys = Keys(window)
    keys.press(Qt.Key.Key_2, modifier=CTRL)
    with store.session() as session:
        ours = session.scalars(select(Contact.phone).where(Contact.phone.like("1__________")).limit(1)).one()
    keys.press(Qt.Key.Key_B, modifier=CTRL)
    batch = QApplication.activeModalWidget()
    assert isinstance(batch, BatchWindow)
    keys.press(*"ACME", Qt.Key.Key_Tab)
    assert batch.written.hasFocus()
    for line in (f"Liu {NUMBER} CFO", f"again {NUMBER}", f"ours {ours}", "short 13588"):
        keys.press(*line, Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Tab)
    assert batch.basis.hasFocus()
    keys.press(Qt.Key.Key_Right)
    batch.read()
    assert batch.note.text() == "1 位可以登记，1 位已是客户，1 行重复，1 行不对"
    keys.press(Qt.Key.Key_Return, modifier=CTRL)
    with store.session() as session:
        row = session.scalars(select(Contact).where(Contact.phone == NUMBER)).one()
    assert (row.name, row.company, row.remark) == ("Liu", "ACME", "CFO")


def test_a_wrong_number_is_said_mended_and_lost_for_nobody(window: MainWindow, store: Store):
    keys = Counted(window)
    keys.press(Qt.Key.Key_N, modifier=CTRL)
    counter = window.capture
    assert isinstance(counter, QuickCaptureWindow)
    keys.press(*"1258814206", "7", Qt.Key.Key_Return)
    assert (counter.banner.tone, counter.banner.title) == ("danger", "手机号要以 13 到 19 开头")
    keys.press(Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Delete, "3")
    assert counter.state == NEW
    keys.press(Qt.Key.Key_Backspace, *"77")  # one too many: it goes to the tags, not into the number
    assert counter.phone.text() == "135 8814 2067"
    counter.phone.setFocus()
    keys.press("9")
    assert counter.banner.title == "手机号是 11 位，现在是 12 位"
    keys.press(Qt.Key.Key_Backspace, "m", "0", Qt.Key.Key_Return)
    with store.session() as session:
        row = session.scalars(select(Contact).where(Contact.phone.like("1358814206_"))).one()
    assert (row.phone, row.name, row.gender) == (NUMBER, "尾号 2067 先生", 1)


ENTERING = """
import sys
from pathlib import Path
from datetime import datetime
from PySide6.QtWidgets import QApplication
from PySide6.QtTest import QTest
from db.actor import Actor, Role
from db.stamp import FixedClock
from desktop.paths import Paths
from desktop.resources import resource
from desktop.settings import Settings
from desktop.store import open_store
from desktop.words import Words
from ui.capture.window import QuickCaptureWindow
from ui.desk import Desk
from ui.icons import Icons
from ui.jobs import Jobs
from ui.theme import Theme, load_tokens

app = QApplication([])
folder = Path(sys.argv[1])
clock = FixedClock(datetime(2026, 3, 12, 10, 42))
store = open_store(folder / "taika.db", bytes(range(32)), clock)
jobs = Jobs(store)
theme = Theme(load_tokens(resource("theme.toml")), Icons(resource("icons")))
actor = Actor("wangmin", Role.LEAD, "branch")
desk = Desk(store, actor, jobs, theme, theme.icons, clock, Words("zh"), Settings(), Paths(folder), "", "")
window = QuickCaptureWindow(desk)
window.show_for_next()
while window.keeper.kept is None:
    app.processEvents()
QTest.keyClicks(window.phone, "1358814")
window.form.name.setText("刘女士")
window._on_edited()
while window.keeper.kept == "" or not jobs.idle():
    app.processEvents()
print("kept", flush=True)
while True:
    app.processEvents()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9; the write path is the same")
def test_what_was_being_entered_survives_the_loss_of_power(tmp_path: Path):
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    root = Path(__file__).parents[2]
    running = subprocess.Popen(
        [sys.executable, "-c", ENTERING, str(tmp_path)], cwd=root, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "kept\n"
    running.send_signal(signal.SIGKILL)
    running.wait()
    running.stdout.close()
    again = open_store(tmp_path / "taika.db", bytes(range(32)), FixedClock(datetime(2026, 3, 12, 10, 50)))
    with again.session() as session:
        draft = Draft.of(capture.draft(session, "wangmin", "counter"))
    again.close()
    assert (draft.phone, draft.name) == ("1358814", "刘女士")
