"""The table by ids and blocks, with the model tester watching it all the while."""

from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.row_model import BLOCK, Column, IdTableModel
from ui.row_table import RowTable
from ui.theme import Theme

MANY = 1_500
COLUMNS = [
    Column("name", "姓名", 120),
    Column("phone", "手机", 140, "right"),
    Column("note", "备注", sortable=False, stretch=True),
]


class Row(NamedTuple):
    name: str
    phone: str
    note: str | None


class Source:
    """Counts what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.broken = False

    def load(self, ids: Sequence[int]) -> list[Row]:
        if self.broken:
            raise OSError("disk gone")
        self.asked.append(len(ids))
        return [Row(f"客户 {one}", f"138****{one:04}", None if one % 2 else "一\t二") for one in ids]


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def table(qtbot: QtBot, theme: Theme, source: Source) -> Iterator[RowTable]:
    model = IdTableModel(COLUMNS, source.load)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table = RowTable(theme, model)
    model.setParent(table)
    qtbot.addWidget(table)
    table.resize(640, 400)
    table.show()
    model.set_ids(array("q", range(1, MANY + 1)))
    yield table
    tester.setParent(table)


def test_choosing_by_id_while_a_key_is_held(table: RowTable, qtbot: QtBot):
    there = table.visualRect(table.id_model.index(3, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, there)
    try:
        assert QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.ControlModifier
        for _ in range(2):
            assert table.select_id(8)
            assert table.selected_ids() == [8]
    finally:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton)


def test_the_first_paint_loads_at_most_two_blocks(qtbot: QtBot, table: RowTable, source: Source) -> None:
    qtbot.waitExposed(table)
    table.grab()
    assert 1 <= len(source.asked) <= 2
    assert max(source.asked) <= BLOCK


def test_the_last_row_of_many_is_reached_with_few_loads(table: RowTable, source: Source) -> None:
    table.scrollToBottom()
    table.grab()
    assert table.id_model.row_at(MANY - 1) == Row(f"客户 {MANY}", f"138****{MANY:04}", "一\t二")
    assert len(source.asked) <= 4


def test_rows_have_the_height_of_the_design(table: RowTable) -> None:
    assert table.rowHeight(0) == 36
    assert table.horizontalHeader().height() == 32
    table.theme.set_scale(1.5)
    assert table.rowHeight(0) == 54


def test_ctrl_a_means_all(qtbot: QtBot, table: RowTable) -> None:
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    chosen = table.selected_ids()
    assert (len(chosen), chosen[0], chosen[-1]) == (MANY, 1, MANY)


def test_selection_and_current_row_are_kept_by_id(qtbot: QtBot, table: RowTable) -> None:
    assert table.select_id(500)
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    table.selectionModel().select(table.id_model.index(table.id_model.row_of(7), 0), flags)
    with qtbot.assertNotEmitted(table.current_changed):
        table.id_model.set_ids(array("q", range(1000, 0, -1)))
    assert table.current_id() == 500
    assert table.selected_ids() == [500, 7]
    assert table.currentIndex().row() == 500


def test_a_current_row_that_is_gone_is_told(qtbot: QtBot, table: RowTable) -> None:
    table.select_id(500)
    with qtbot.waitSignal(table.current_changed) as told:
        table.id_model.set_ids(array("q", [1, 2, 3]))
    assert told.args == [None]
    assert table.selected_ids() == []
    assert not table.select_id(500)


def test_a_click_on_a_head_only_wishes_for_an_order(qtbot: QtBot, table: RowTable) -> None:
    asked = []
    table.id_model.sort_requested.connect(lambda key, down: asked.append((key, down)))
    header = table.horizontalHeader()
    for section in (0, 0, 1, 2):
        place = QPoint(header.sectionViewportPosition(section) + 10, 10)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == [("name", False), ("name", True), ("phone", False)]
    assert (table.id_model.sort_key, table.id_model.descending) == ("phone", False)
    header.grab()


def test_copy_gives_tab_separated_text(table: RowTable) -> None:
    table.select_id(2)
    table.copy()
    assert QGuiApplication.clipboard().text() == "姓名\t手机\t备注\n客户 2\t138****0002\t一 二"


def test_letters_are_commands_and_enter_opens(qtbot: QtBot, table: RowTable) -> None:
    letters, opened = [], []
    table.letter.connect(letters.append)
    table.activated_id.connect(opened.append)
    table.select_id(3)
    for key in ("r", "1", "/"):
        qtbot.keyClicks(table, key)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert letters == ["R", "1", "/"]
    assert opened == [3]
    assert not table.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_arrows_walk_the_rows(qtbot: QtBot, table: RowTable) -> None:
    table.select_id(1)
    with qtbot.waitSignal(table.current_changed) as told:
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert told.args == [2]


def test_painting_survives_a_source_that_fails(table: RowTable, source: Source) -> None:
    source.broken = True
    table.id_model.forget()
    table.grab()
    assert isinstance(table.id_model.failed_load, OSError)
    assert table.id_model.row_at(0) is None


def test_forgetting_reads_the_rows_again(table: RowTable, source: Source) -> None:
    table.grab()
    before = len(source.asked)
    table.id_model.forget()
    table.grab()
    assert len(source.asked) > before


def test_old_blocks_are_dropped(table: RowTable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.row_model.KEPT_BLOCKS", 5)
    for row in range(0, MANY, BLOCK):
        table.id_model.row_at(row)
    assert len(table.id_model._blocks) == 5


def test_hover_paints_the_row_under_the_mouse(qtbot: QtBot, table: RowTable) -> None:
    for left in QApplication.topLevelWidgets():  # what an earlier test opened may lie under the mouse
        left.setVisible(left is table)

    def under_the_mouse() -> bool:
        for y in (10, 36 * 2 + 10):  # a mouse that stands there already would not move
            qtbot.mouseMove(table.viewport(), QPoint(40, y))
        return table.hovered == 2

    qtbot.waitUntil(under_the_mouse)
    colour = table.viewport().grab().toImage().pixelColor(300, 36 * 2 + 4)
    assert colour == table.theme.color("hover")


def test_a_selected_row_has_its_fill_and_its_bar(table: RowTable) -> None:
    table.select_id(2)
    table.clearFocus()
    image = table.viewport().grab().toImage()
    assert image.pixelColor(300, 36 + 4) == table.theme.color("selected")
    assert image.pixelColor(1, 36 + 18) == table.theme.color("accent")


def test_ids_may_be_texts(qtbot: QtBot, theme: Theme) -> None:
    model = IdTableModel(COLUMNS, lambda ids: [Row(one, "", "") for one in ids])
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    table = RowTable(theme, model)
    qtbot.addWidget(table)
    model.set_ids(["a", "b"])
    model.set_titles(["一", "二", "三"])
    assert table.select_id("b")
    assert (table.current_id(), model.row_of("x"), model.row_of(7)) == ("b", -1, -1)
    assert model.headerData(0, Qt.Orientation.Horizontal) == "一"


def test_each_row_in_sight_is_painted_once(qtbot: QtBot, table: RowTable, monkeypatch: pytest.MonkeyPatch) -> None:
    qtbot.waitExposed(table)
    table.verticalScrollBar().setValue(36 * 100 + 18)
    painted: list[object] = []
    paint = table.row_painter.paint_row

    def watch(painter, top, height, row, cells, **state):
        painted.append(row.name)
        paint(painter, top, height, row, cells, **state)

    monkeypatch.setattr(table.row_painter, "paint_row", watch)
    table.viewport().repaint()
    rows = table.viewport().height() // 36 + 1
    assert painted[:2] == ["客户 101", "客户 102"]
    assert rows <= len(painted) <= rows + 1


def test_hovering_paints_two_rows_not_all(qtbot: QtBot, table: RowTable, monkeypatch: pytest.MonkeyPatch) -> None:
    qtbot.waitExposed(table)
    asked: list[QRect] = []
    monkeypatch.setattr(table.viewport(), "update", lambda *area: asked.append(QRect(*area)))
    table._hover(2)
    table._hover(5)
    assert [area.top() // 36 for area in asked] == [-1, 2, 2, 5]
    assert {area.height() for area in asked} == {36}
