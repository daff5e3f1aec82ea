"""A table of one's own through the wizard: heading, columns, values, dry run with cells mended in place, undone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from sqlalchemy import text

from db.contacts import Contact
from db.operation import Change, record
from desktop.exchange import protection, workbook
from desktop.exchange.mapping import KEPT, LEFT_OUT
from tests.desktop.exchange.own_tables import HEADS, table
from ui.exchange.import_dialog import ImportDialog
from ui.exchange.page import ExchangePage

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def dialog(qtbot, desk):
    window = QWidget()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.show()
    dialog = ImportDialog(desk, window)
    with qtbot.waitActive(dialog):
        dialog.begin()
        dialog.activateWindow()
    yield dialog
    window.close()


@pytest.fixture
def path(tmp_path) -> Path:
    return table(tmp_path / "登记.xlsx")


def press(dialog, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(dialog.focusWidget() or dialog, key, modifier)
    QApplication.processEvents()


def contacts(desk) -> dict[str, Contact]:
    with desk.store.session() as session:
        return {one.name: one for one in session.query(Contact).filter_by(hidden=0)}


def choose(dialog, table_, words: str) -> None:
    """Open the choices of the current row and take the one that says so."""
    press(dialog, Qt.Key.Key_F2)
    action = next(one for one in table_.menu.actions() if words in one.text())
    action.trigger()
    table_.menu.close()


def test_what_is_not_known_is_asked_step_by_step(dialog, desk, path):
    dialog.look_at(path)
    assert dialog.step() == "columns"
    columns = dialog.columns_step
    assert columns.table.hasFocus()
    said = [columns.model.text_of(columns.model.row_at(at), "target") for at in range(len(HEADS))]
    assert said[:4] == ["原样保留", "手机", "归属（账号或姓名）", "客户名称"]
    press(dialog, Qt.Key.Key_Return)
    assert dialog.step() == "values"
    assert dialog.values_step.unknown() == 2
    choose(dialog, dialog.values_step.table, "王敏")
    assert dialog.values_step.unknown() == 1
    press(dialog, Qt.Key.Key_Return)
    assert dialog.step() == "preview"
    assert dialog.banner.title == "客户：新增 3，更新 0，不变 0，拒收 0"
    press(dialog, Qt.Key.Key_Return)
    assert dialog.step() == "done"
    assert set(contacts(desk)) == {"赵小琳", "李建国", "孙一"}


def test_columns_are_changed_by_key_and_the_way_back_is_open(dialog, path):
    dialog.look_at(path)
    columns = dialog.columns_step
    columns.table.select_id(4)
    choose(dialog, columns.table, "备注")
    assert columns.mapping.targets[4] == "remark"
    assert columns.model.text_of(columns.model.row_at(4), "how") == "手工选的"
    press(dialog, Qt.Key.Key_Delete)
    assert columns.mapping.targets[4] == LEFT_OUT
    press(dialog, Qt.Key.Key_Delete)
    assert columns.mapping.targets[4] == KEPT
    press(dialog, Qt.Key.Key_Left, ALT)
    assert dialog.step() == "head"
    assert dialog.head_step.place() == ("contacts", "登记", 3)
    press(dialog, Qt.Key.Key_Up)
    press(dialog, Qt.Key.Key_Return)
    assert (dialog.step(), dialog.look.mapping.head_row) == ("columns", 2)
    press(dialog, Qt.Key.Key_F4)
    press(dialog, Qt.Key.Key_Down)
    press(dialog, Qt.Key.Key_Return)
    assert dialog.columns_step.mapping.targets[1] == "phone"
    press(dialog, Qt.Key.Key_F4)
    press(dialog, Qt.Key.Key_Return)  # nothing was changed: what was chosen stays
    assert dialog.step() == "columns"


def test_the_heading_is_asked_for_where_nothing_is_known(dialog, tmp_path):
    workbook.write(tmp_path / "x.xlsx", [workbook.SheetSpec("甲", [["x", "y"], ["1", "2"]]),
                                         workbook.SheetSpec("乙", [["p", "q"]])])  # fmt: skip
    dialog.look_at(tmp_path / "x.xlsx")
    assert dialog.step() == "head"
    dialog.head_step.sheet.setCurrentIndex(1)
    assert dialog.head_step.place() == ("contacts", "乙", 0)
    dialog.head_step.kind.set_value("staff")
    press(dialog, Qt.Key.Key_Return)
    assert dialog.look.mapping.kind == "staff"
    assert "还缺：姓名、账号、部门" in dialog.columns_step.lacking.text()
    assert not dialog.take_button.isEnabled()
    press(dialog, Qt.Key.Key_Return)
    assert dialog.step() == "columns"


def test_rows_without_an_owner_get_one(dialog, desk, tmp_path):
    rows = [["姓名", "手机"], ["赵小琳", "13800001234"]]
    workbook.write(tmp_path / "少.xlsx", [workbook.SheetSpec("表", rows)])
    dialog.look_at(tmp_path / "少.xlsx")
    step = dialog.columns_step
    assert step.owner_line.isVisible()
    assert not dialog.take_button.isEnabled()
    step.owner.setCurrentIndex(1)
    assert dialog.take_button.isEnabled()
    assert not step.lacking.isVisible()
    press(dialog, Qt.Key.Key_Return)
    assert dialog.step() == "preview"
    press(dialog, Qt.Key.Key_Return)
    assert contacts(desk)["赵小琳"].owner_account == "wangmin"


def test_a_cell_is_mended_in_place(dialog, desk, path):
    dialog.look_at(path)
    press(dialog, Qt.Key.Key_Return)
    press(dialog, Qt.Key.Key_Return)
    assert dialog.plan.counts["refused"] == 1
    dialog.tabs.setFocus()
    while dialog.tabs.value() != "refused":
        press(dialog, Qt.Key.Key_Right)
    line = dialog.model.row_at(0)
    assert (line.row, line.title, line.detail, line.faulty) == ("7", "客户经理", "不知道“小周”是哪位员工", 3)
    table_ = dialog.table
    table_.setFocus()
    assert dialog.model.columns[table_.currentIndex().column()].key == "3"
    press(dialog, Qt.Key.Key_F2)
    assert table_.editor.text() == "小周"
    QTest.keyClick(table_.editor, Qt.Key.Key_Escape)
    assert table_.editor is None
    press(dialog, Qt.Key.Key_F2)
    table_.editor.clear()
    table_.editor.insert("王敏")  # an input method writes Chinese
    QTest.keyClick(table_.editor, Qt.Key.Key_Return)
    assert (dialog.plan.counts["refused"], dialog.plan.counts["new"]) == (0, 3)
    assert table_.hasFocus()
    press(dialog, Qt.Key.Key_Return)
    assert contacts(desk)["孙一"].owner_name == "王敏"


def test_what_was_done_by_hand_since_is_named_before_it_is_lost(dialog, desk, path, clock, qtbot):
    dialog.look_at(path)
    for _ in range(3):
        press(dialog, Qt.Key.Key_Return)
    clock.advance(minutes=5)
    change = Change("contact", contacts(desk)["赵小琳"].id, {"remark": "爱喝茶"})
    desk.store.write(lambda session: record(session, desk.actor, [change]))
    clock.advance(minutes=5)
    press(dialog, Qt.Key.Key_Z, CTRL)
    question = dialog.undoing.question
    edit = question.model.row_at(0)
    assert (edit.record, edit.field, edit.value, edit.who, edit.at) == (
        "赵小琳", "备注", "爱喝茶", "王敏", "2026-03-12 10:47",
    )  # fmt: skip
    question.reject()
    dialog.activateWindow()
    QApplication.processEvents()
    assert len(contacts(desk)) == 2
    press(dialog, Qt.Key.Key_Z, CTRL)
    dialog.undoing.question.yes.click()
    assert contacts(desk) == {}
    assert dialog.step() == "preview"  # and it can be taken in again: how is remembered
    assert dialog.look.origin == "last"


def test_an_undo_that_fails_otherwise_says_so(dialog, desk, path):
    dialog.look_at(path)
    for _ in range(3):
        press(dialog, Qt.Key.Key_Return)
    with desk.store.session() as session:
        session.execute(text("DELETE FROM operation"))
        session.commit()
    press(dialog, Qt.Key.Key_Z, CTRL)
    assert dialog.fault.isVisible()
    assert dialog.step() == "done"


def test_an_import_is_undone_from_the_history_too(desk, dialog, path, clock, qtbot):
    dialog.look_at(path)
    for _ in range(3):
        press(dialog, Qt.Key.Key_Return)
    dialog.close()
    clock.advance(minutes=5)
    change = Change("contact", contacts(desk)["赵小琳"].id, {"company": ""})
    desk.store.write(lambda session: record(session, desk.actor, [change]))
    page = ExchangePage(desk)
    qtbot.addWidget(page)
    page.show()
    from desktop.changes import Changes

    page.refresh(Changes.ALL)
    page.table.select_id(page.model.ids[0])
    page.undo_button.click()
    assert page.windows.undoing.question.model.row_at(0).field == "企业"
    with qtbot.waitSignal(page.changed):
        page.windows.undoing.question.yes.click()
    assert contacts(desk) == {}


def test_the_template_is_saved_where_one_wishes(dialog, monkeypatch, tmp_path):
    target = tmp_path / "模板.xlsx"
    answers = iter([("", ""), (str(target), "")])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: next(answers))
    press(dialog, Qt.Key.Key_T, CTRL)
    assert not target.exists()
    press(dialog, Qt.Key.Key_T, CTRL)
    assert [sheet.name for sheet in workbook.read(target).sheets] == ["客户", "说明"]
    assert "模板.xlsx" in dialog.start_view.text.text()


def test_a_fault_in_the_middle_leaves_one_where_one_is(dialog, path, monkeypatch):
    dialog.look_at(path)
    monkeypatch.setattr("desktop.exchange.guess.at", lambda *_: 1 / 0)
    press(dialog, Qt.Key.Key_F4)
    press(dialog, Qt.Key.Key_Up)
    press(dialog, Qt.Key.Key_Return)
    assert (dialog.step(), dialog.fault.isVisible()) == ("head", True)


def test_the_same_rows_have_a_tab_of_their_own(dialog, path):
    dialog.look_at(path)
    for _ in range(3):
        press(dialog, Qt.Key.Key_Return)
    dialog.look_at(path)
    dialog.preview.show_tab("same")
    assert [dialog.model.row_at(at).title for at in range(2)] == ["赵小琳", "李建国"]
    assert dialog.model.row_at(0).cells[1] == "13800001234"


def test_a_file_with_a_password_asks_for_it(dialog, path, tmp_path):
    locked = tmp_path / "加密.xlsx"
    locked.write_bytes(protection.seal(path.read_bytes(), "kaimenma1", locked.name))
    dialog.look_at(locked)
    assert dialog.password.isVisible()
    dialog.password.password.setText("bushizhege")
    dialog.password.ok.click()
    assert dialog.look is None
    dialog.password.password.setText("kaimenma1")
    dialog.password.ok.click()
    assert dialog.step() == "columns"
