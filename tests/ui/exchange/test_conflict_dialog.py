"""What two PCs changed without knowing of each other is settled by one key each, or by a rule for all."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from db.merging import export_operations, merge
from db.operation import Change, record
from desktop.store import open_memory_store
from tests.ui.exchange.pages import dialog, show
from ui.desk import Desk
from ui.exchange.conflict_dialog import ConflictDialog


@pytest.fixture
def disputed(desk: Desk, clock) -> Desk:
    """Another PC set the titles of two tasks otherwise."""
    other = open_memory_store(clock)
    for hour, store in enumerate((desk.store, other)):
        clock.advance(hours=hour)
        changes = [Change("task", f"t{number}", {"title": f"第 {hour} 台 {number}"}) for number in (1, 2)]
        store.write(lambda session, changes=changes: record(session, desk.actor, changes))
    with other.session() as session:
        operations = list(export_operations(session, {}))
    desk.store.write(lambda session: merge(session, operations))
    other.close()
    return desk


def titles(desk: Desk) -> list[str]:
    with desk.store.session() as session:
        return list(session.execute(text("SELECT title FROM task ORDER BY id")).scalars())


def test_disputes_are_settled_by_one_key_each(qtbot, disputed):
    page = show(qtbot, disputed)
    assert page.disputes_button.text() == "2 处两边改得不一样"
    qtbot.keyClick(page.table, Qt.Key.Key_K)
    window = dialog(page, ConflictDialog)
    row = window.model.row_at(0)
    assert window.model.text_of(row, "loser") == "第 0 台 1（王敏 03-12 10:42）"
    assert [value.text() for value in window.values] == ["1 用：第 1 台 1", "2 用：第 0 台 1"]
    qtbot.keyClick(window.table, Qt.Key.Key_2)
    assert titles(disputed) == ["第 0 台 1", "第 1 台 2"]
    assert window.count.text() == "还有 1 处"
    qtbot.keyClick(window.table, Qt.Key.Key_1)
    assert window.count.text() == "都定好了"
    assert not window.keep_button.isEnabled()
    assert not any(value.isVisible() for value in window.values)
    assert page.disputes_button.isHidden()


def test_a_rule_settles_all(qtbot, disputed):
    page = show(qtbot, disputed)
    page.disputes_button.click()
    window = dialog(page, ConflictDialog)
    qtbot.keyClick(window.table, Qt.Key.Key_3)
    assert titles(disputed) == ["第 0 台 1", "第 0 台 2"]
    assert QApplication.focusWidget() is None or window.table.rowAt(0) == -1


def test_conflicts_are_filtered_and_a_rule_is_for_what_is_left(qtbot, disputed):
    page = show(qtbot, disputed)
    page.disputes_button.click()
    window = dialog(page, ConflictDialog)
    assert window.files.text() == "现在的：别的电脑    另一个：在本机改的"
    qtbot.keyClick(window.table, Qt.Key.Key_Slash)
    window.find.setText("2（王 任务")
    assert (len(window.model.ids), window.count.text()) == (1, "还有 2 处，筛出 1 处")
    window.find.setText("没有这样的")
    assert (window.model.ids, window.ours_button.isEnabled(), window.files.text()) == ([], False, "")
    qtbot.keyClick(window.table, Qt.Key.Key_2)
    window.find.setText("2（王")
    window.ours_button.click()
    assert titles(disputed) == ["第 1 台 1", "第 0 台 2"]
    window.find.clear()
    assert window.count.text() == "还有 1 处"
