"""Pictures of all pages and windows, as `make shots` and `taika demo` write them."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from db.operation import Change, record
from ui import shots
from ui.desk import Desk
from ui.work_shots import OPENED


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No waiting for the proof of a poster."""
    monkeypatch.setattr(shots, "SETTLE_MS", 20)


def test_every_page_and_window_has_its_picture(desk: Desk, tmp_path: Path) -> None:
    group = {"name": "城东理财交流群", "members": 196, "owner": desk.actor.staff, "branch": desk.actor.branch}
    rows = [
        Change("group", "g", group),
        Change("contact", "c", {"name": "赵小琳", "owner": desk.actor.staff, "branch": desk.actor.branch}),
    ]
    desk.store.write(lambda session: record(session, None, rows))
    files = shots.take(desk.store, desk.actor, tmp_path, ("dark",), windows=True)
    names = {path.name.removesuffix("-dark-zh.png") for path in files}
    assert {"today", "contacts", "groups", "posters", "exchange", "capture"} < names
    assert {"first-run", "unlock", "who", "settings", "keys", "components"} < names
    opened = {name for page in OPENED.values() for name in page.values()} - {"group-templates"}  # there are none yet
    assert opened | {"team", "runner", "draw"} < names
    for path in files:
        assert QImage(str(path)).width() > 300
    contacts = QImage(str(tmp_path / "contacts-dark-zh.png"))
    assert (contacts.width(), contacts.height()) == (1366, 768)


def test_a_picture_that_cannot_be_written_is_an_error(qapp: QApplication, desk: Desk, tmp_path: Path) -> None:
    from ui.widgets.label import PlainLabel

    with pytest.raises(OSError, match="no-such"):
        shots.save(PlainLabel(desk.theme, "x"), tmp_path / "no-such" / "x.png")
