"""Screens 02, 03 and 05 at 1366×768 in the real window: frame ± 4 px, token colours, printed keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.actor import Role
from db.ids import derived_id
from db.operation import Change, record
from ui.capture.choice_row import ChoiceRow
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.places import capture_window, places
from ui.widgets.button import Button
from ui.widgets.check import CheckBox
from ui.widgets.field import LineEdit

TOLERANCE = 4
NAMES = ("周文博", "吴秀英", "赵小琳", "黄志强", "徐丽", "沈国平", "陈静", "李建国", "欧阳明哲", "郑凯")


def contact(desk: Desk, name: str, day: int) -> Change:
    at = f"2026-03-{day:02} 09:00:00"
    fields = {"name": name, "phone": f"138000000{day:02}", "owner": desk.actor.staff, "branch": desk.actor.branch}
    return Change("contact", derived_id("contact", "wangmin", name, at), fields | {"added_at": at})


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[MainWindow]:
    people = [contact(desk, name, day) for day, name in enumerate(NAMES, 1)]
    desk.store.write(lambda session: record(session, desk.actor, people))
    window = MainWindow(desk, places(Role.LEAD), capture_window)
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()


def go(window: MainWindow, name: str) -> None:
    """Show the page and let it be laid out."""
    window.go(name)
    QCoreApplication.sendPostedEvents()
    window.grab()


def near(window: QWidget, part: QWidget, x: int, y: int, width: int, height: int) -> bool:
    have = QRect(part.mapTo(window, QPoint(0, 0)), part.size()).getRect()
    return all(abs(one - other) <= TOLERANCE for one, other in zip(have, (x, y, width, height), strict=True))


def printed(window: QWidget) -> set[str]:
    """The keys that are printed in what can be seen."""
    keys: set[str] = set()
    for kind in (Button, CheckBox, ChoiceRow, LineEdit):
        keys |= {widget.keys() for widget in window.findChildren(kind) if widget.isVisibleTo(window)}
    if isinstance(window, MainWindow):
        keys |= {hint.keys.replace(" ", "") for hint in window.hint_bar.shown}
    return {key.replace(" ", "") for key in keys}


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_contacts(window: MainWindow, mode: str) -> None:
    window.desk.theme.set_mode(mode)
    go(window, "contacts")
    page, theme = window.pages["contacts"], window.desk.theme
    assert near(window, window.rail, 0, 0, 72, 768)
    assert near(window, window.top_bar, 72, 0, 1294, 52)
    assert near(window, window.hint_bar, 72, 740, 1294, 28)
    assert near(window, page.field, 153, 10, 400, 32)
    assert near(window, page.facets, 72, 52, 200, 688)
    assert near(window, page.side, 1026, 52, 340, 688)
    assert near(window, page.table, 272, 97, 754, 643)
    assert page.table.rowHeight(0) == 36
    assert page.model.rowCount() == len(NAMES)
    image = window.grab().toImage()
    assert image.pixelColor(76, 730) == theme.color("canvas")
    assert image.pixelColor(1200, 730) == theme.color("surface")
    assert image.pixelColor(600, 60) == theme.color("surface")
    assert {"/", "R", "F", "T", "1–4", "?", "CtrlN"} <= printed(window)


def test_quick_capture(window: MainWindow) -> None:
    window.go("today")
    window.open_capture()
    capture, theme = window.capture, window.desk.theme
    assert capture is not None
    assert (capture.width(), capture.height()) == (484, 560)
    assert capture.grab().toImage().pixelColor(240, 60) == theme.color("surface")
    assert {"F3", "F4", "F5", "N", "0", "Esc", "↵"} <= printed(capture)
    capture.hide()


def test_posters(window: MainWindow) -> None:
    go(window, "posters")
    page, theme = window.pages["posters"], window.desk.theme
    assert near(window, page.gallery, 72, 52, 216, 624)
    assert near(window, page.form, 1046, 52, 320, 624)
    assert window.top_bar.capture.kind() == "soft"
    image = window.grab().toImage()
    assert image.pixelColor(1300, 730) == theme.color("surface")
    assert image.pixelColor(74, 60) == theme.color("canvas")
    assert {"CtrlP", "CtrlE", "[]", "Alt↑↓", "0", "?"} <= printed(window)


def test_the_rail_counts_and_the_pages_are_those_that_are_finished(window: MainWindow) -> None:
    assert list(window.rail.items) == ["today", "contacts", "groups", "posters", "library", "insights", "exchange"]
    for name in window.rail.items:
        window.go(name)
        assert window.pages[name].title()
        assert window.pages[name].hints()
        assert window.top_bar.capture.isVisibleTo(window)


def test_no_page_needs_more_than_it_may_at_any_size_of_type(window: MainWindow) -> None:
    for name in window.rail.items:
        window.go(name)
    for scale in (0.9, 1.5):
        window.desk.theme.set_scale(scale)
        QCoreApplication.sendPostedEvents()
        hint = window.minimumSizeHint()
        assert (hint.width() <= 1024, hint.height() <= 600) == (True, True), (scale, hint)
