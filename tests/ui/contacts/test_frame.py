"""Screen 02 at 1366×768: the frame within ±4 px, token colours where they belong, the printed keys there."""

import ast
import subprocess
import sys

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.contacts.scene import contact_id
from ui.contacts.page import ContactsPage
from ui.desk import Desk
from ui.main_window import MainWindow, Place
from ui.widgets.button import Button
from ui.widgets.keycap import KeyCap

TOLERANCE = 4


@pytest.fixture
def window(contacts_desk: Desk, qtbot: QtBot) -> MainWindow:
    window = MainWindow(contacts_desk, [Place("contacts", "users", "客户", ContactsPage)])
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.go("contacts", contact_id("赵小琳"))
    qtbot.waitUntil(lambda: page(window).counts is not None)
    return window


def page(window: MainWindow) -> ContactsPage:
    found = window.pages["contacts"]
    assert isinstance(found, ContactsPage)
    return found


def place(window: QWidget, part: QWidget) -> QRect:
    return QRect(part.mapTo(window, QPoint(0, 0)), part.size())


def near(rect: QRect, x: int, y: int, width: int, height: int) -> bool:
    wanted = (x, y, width, height)
    return all(abs(have - want) <= TOLERANCE for have, want in zip(rect.getRect(), wanted, strict=True))


def cell(window: MainWindow, name: str, key: str) -> QRect:
    """Where a cell stands in the window."""
    table, model = page(window).table, page(window).model
    row = next(at for at in range(model.rowCount()) if model.row_at(at).name == name)
    column = next(at for at, one in enumerate(model.columns) if one.key == key)
    rect = table.visualRect(model.index(row, column))
    return QRect(table.viewport().mapTo(window, rect.topLeft()), rect.size())


def test_the_frame_of_the_picture(window: MainWindow):
    shown = page(window)
    assert near(place(window, window.rail), 0, 0, 72, 768)
    assert near(place(window, window.top_bar), 72, 0, 1294, 52)
    assert near(place(window, window.hint_bar), 72, 740, 1294, 28)
    assert near(place(window, shown.facets), 72, 52, 200, 688)
    assert near(place(window, shown.panel), 1026, 52, 340, 688)
    assert near(place(window, shown.table), 272, 96, 754, 644)
    assert near(place(window, shown.field), 153, 10, 400, 32) or abs(shown.field.width() - 400) <= TOLERANCE


def test_rows_and_columns_of_the_picture(window: MainWindow):
    for name, middle in (("周文博", 146), ("吴秀英", 182)):
        assert abs(cell(window, name, "name").center().y() - middle) <= TOLERANCE
    for key, left in (("name", 272), ("phone", 374), ("stage", 482), ("tags", 562)):
        assert abs(cell(window, "周文博", key).left() - left) <= TOLERANCE, key
    assert cell(window, "周文博", "name").height() == 36


def test_the_left_pane_of_the_picture(window: MainWindow, qtbot: QtBot):
    facets = page(window).facets
    first = next(iter(facets.groups["stages"].rows.values()))
    qtbot.waitUntil(lambda: first.height() == 28)  # the pane has taken the height of what came into it
    for at, row in enumerate(row for row in facets.views.values() if row.isVisible()):
        assert abs(place(window, row).center().y() - (74 + 28 * at)) <= TOLERANCE
    for at, row in enumerate(facets.groups["stages"].rows.values()):
        assert abs(place(window, row).center().y() - (289 + 28 * at)) <= TOLERANCE


def test_the_contact_of_the_picture(window: MainWindow, qtbot: QtBot):
    panel = page(window).panel
    bar = panel.scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.isVisible() == bool(bar.maximum()))
    assert panel.name.text() == "赵小琳"
    for part, x, y, width, height in (
        (panel.avatar, 1046, 70, 44, 44), (panel.record, 1046, 126, 103, 28), (panel.stepper, 1046, 182, 300, 52),
    ):  # fmt: skip
        assert near(place(window, part), x, y, width, height), part
    assert abs(place(window, panel.card).left() - 1046) <= TOLERANCE
    assert abs(place(window, panel.card).width() - 300) <= TOLERANCE


def test_the_printed_keys(window: MainWindow):
    printed = {button.keys() for button in page(window).findChildren(Button) if button.isVisible()}
    printed |= {page(window).field.keys()}
    assert printed >= {"R", "F", "C", "/"}
    hints = {hint.keys for hint in page(window).hints()}
    assert hints >= {"↑↓", "/", "R", "F", "T", "C", "1–4"}
    assert len(window.hint_bar.findChildren(KeyCap)) >= 0


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_token_colours_where_they_belong(window: MainWindow, mode: str):
    theme = window.desk.theme
    theme.set_mode(mode)
    page(window).field.setFocus()
    picture = window.grab().toImage()
    chosen, other = cell(window, "赵小琳", "phone"), cell(window, "吴秀英", "phone")
    expected = {
        "canvas": page(window).facets.mapTo(window, QPoint(100, 680)),
        "surface": other.topRight() + QPoint(-4, 6),
        "selected": chosen.topRight() + QPoint(-4, 6),
        "accent": cell(window, "赵小琳", "name").topLeft() + QPoint(1, 18),
        "stI": cell(window, "吴秀英", "stage").topLeft() + QPoint(30, 9),
        "stP": cell(window, "周文博", "stage").topLeft() + QPoint(30, 9),
        "border": other.bottomLeft() + QPoint(20, 0),
    }
    for token, at in expected.items():
        assert same(picture, at, theme.color(token)), token


def same(picture: QImage, at: QPoint, color: QColor) -> bool:
    found = picture.pixelColor(at)
    return all(abs(a - b) <= 2 for a, b in zip(found.getRgb()[:3], color.getRgb()[:3], strict=True))


def test_the_first_rows_need_no_mapper():
    """Composing the mapped classes takes a tenth of the start; what needs them comes after the first rows."""
    program = "import sys, ui.main_window, ui.contacts.page; print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    loaded = set(ast.literal_eval(done.stdout))
    assert "desktop.contacts.search" in loaded
    assert loaded & {"db.contacts", "db.exchange", "db.organisation", "db.tables"} == set()
