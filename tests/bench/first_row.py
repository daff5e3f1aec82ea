"""Shows the contacts page of a database until its first real row is painted, the way the program does."""

import time
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from db.actor import Role
from db.stamp import FixedClock
from desktop import people
from desktop.paths import Paths
from desktop.resources import resource
from desktop.security.vault import SAMPLE_KEY
from desktop.settings import Settings
from desktop.store import open_store
from desktop.words import Words
from ui import fonts
from ui.desk import Desk
from ui.icons import Icons
from ui.interpreter import settle
from ui.jobs import Jobs
from ui.look import dress
from ui.main_window import MainWindow
from ui.places import places
from ui.theme import Theme, load_tokens

PATIENCE_MS = 30_000


def show_contacts(database: Path) -> float:
    """The moment (`time.perf_counter`) when a row with a name had been painted; TimeoutError when none is."""
    app = QApplication([])
    fonts.register(resource("fonts"))
    theme = Theme(load_tokens(resource("theme.toml")), Icons(resource("icons")))
    dress(app, theme)
    clock = FixedClock(datetime(2026, 11, 20, 10, 42))
    store = open_store(database, SAMPLE_KEY, clock, create=False)
    with store.session() as session:
        actor = people.at_keyboard(session, "", Role.LEAD)
    desk = Desk(
        store, actor, Jobs(store), theme, theme.icons, clock, Words("zh"), Settings(), Paths(database.parent),
        "赵可", "城东支行", sample=True,
    )  # fmt: skip
    window = MainWindow(desk, places(actor.role))
    window.resize(1366, 768)
    window.go("contacts", None)
    window.show()
    settle()
    table = window.pages["contacts"].table
    painted: list[float] = []
    paint = table.row_painter.paint_cell

    def watch(painter, rect, row, column, selected):
        paint(painter, rect, row, column, selected)
        painted.append(time.perf_counter())
        app.quit()

    table.row_painter.paint_cell = watch
    QTimer.singleShot(PATIENCE_MS, app.quit)
    app.exec()
    if not painted:
        raise TimeoutError
    return painted[0]
