"""Jumping anywhere in a list of a million contacts and painting what stands there: 20 ms is what is asked for.

The model, the table and the reading of rows are those of the contacts page; the ids are all there, as after a search.
"""

import gc
import os
import random
import time
from array import array
from collections.abc import Iterator, Sequence

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from db.engine import Store
from desktop.contacts.search import ContactRow
from desktop.resources import resource
from tests.bench import crowd
from tests.bench.figure import Figure
from ui import fonts
from ui.contacts.reading import in_place
from ui.contacts.table import ContactModel, ContactTable
from ui.icons import Icons
from ui.look import dress
from ui.theme import Theme, load_tokens

SIZE = 1_000_000
JUMPS = 100
FLOOR = 0.020


def measure(size: int = SIZE) -> Iterator[Figure]:
    """The 95th percentile of a jump with its painting."""
    store, _ = crowd.shared(size)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    fonts.register(resource("fonts"))
    theme = Theme(load_tokens(resource("theme.toml")), Icons(resource("icons")))
    dress(app, theme)
    _window, table = make_table(store, theme, size)
    picture = QImage(table.size(), QImage.Format.Format_RGB32)
    pick = random.Random(4)
    table.render(picture)
    gc.collect()
    seconds = sorted(jump(table, picture, pick.randrange(size)) for _ in range(JUMPS))
    yield Figure(f"jump and paint in {size:,} rows, p95", seconds[round(JUMPS * 0.95) - 1], FLOOR, 1.0)


def make_table(store: Store, theme: Theme, size: int) -> tuple[QWidget, ContactTable]:
    """The page's table with all ids, and the window that holds it."""

    def rows(numbers: Sequence[int]) -> list[ContactRow | None]:
        with store.session() as session:
            return in_place(session, crowd.LEAD, numbers)

    holder = QWidget()
    holder.resize(754, 640)
    model = ContactModel(theme, rows, store.clock.now, holder)
    table = ContactTable(theme, model, holder)
    table.resize(754, 640)
    model.set_ids(array("q", range(1, size + 1)))
    holder.show()
    return holder, table


def jump(table: ContactTable, picture: QImage, row: int) -> float:
    """Seconds until another place of the list is painted."""
    start = time.perf_counter()
    table.verticalScrollBar().setValue(row * table.row_height())
    table.render(picture)
    if table.id_model.row_at(row) is None:
        raise LookupError(row)
    return time.perf_counter() - start
