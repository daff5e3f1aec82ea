"""Taking in a file in the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget
from sqlalchemy import text

from desktop.exchange import workbook
from ui.exchange.drops import local_files
from ui.exchange.import_dialog import ImportDialog

DATA = Path(__file__).parents[2] / "data" / "wecom"


@pytest.fixture
def dialog(qtbot, desk):
    window = QWidget()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.show()
    dialog = ImportDialog(desk, window)
    dialog.begin()
    yield dialog
    del window


def count(desk, table="contact"):
    with desk.store.session() as session:
        return session.execute(text(f"SELECT count(*) FROM {table} WHERE hidden = 0")).scalar()


def test_a_file_is_shown_before_anything_is_changed(dialog, desk):
    dialog.look_at(DATA / "客户列表.xlsx")
    assert dialog.banner.title == "客户：新增 1284，更新 0，不变 0，拒收 2"
    assert dialog.banner.words == "客户列表.xlsx，工作表 客户列表，表头在第 4 行"
    assert dialog.model.rowCount() == 1284
    assert count(desk) == 0


def test_enter_imports_and_the_import_can_be_undone(qtbot, dialog, desk):
    dialog.look_at(DATA / "客户列表-日期单元格.xlsx")
    with qtbot.waitSignal(dialog.taken) as taken:
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert count(desk) == 60
    assert taken.args[0].batch
    assert not dialog.take_button.isVisible()
    with qtbot.waitSignal(dialog.taken):
        dialog.undo_button.click()
    assert count(desk) == 0
    assert dialog.take_button.isVisible()


def test_the_same_file_again_has_nothing_to_do(qtbot, dialog, desk):
    dialog.look_at(DATA / "客户列表-日期单元格.xlsx")
    dialog.take_button.click()
    assert (dialog.banner.title, dialog.note.text()) == ("已导入", "整次导入可以按 Ctrl Z 撤销。")
    dialog.look_at(DATA / "客户列表-日期单元格.xlsx")
    assert not dialog.take_button.isEnabled()
    assert dialog.close_button.hasFocus()  # Enter leaves
    assert dialog.model.rowCount() > 0
    assert "没有要改的" in dialog.note.text()


def test_tabs_show_the_refused_rows_with_their_reasons(dialog):
    dialog.look_at(DATA / "客户列表.xlsx")
    dialog.tabs.set_value("refused")
    rows = [dialog.model.row_at(number) for number in range(dialog.model.rowCount())]
    assert [(row.row, row.title) for row in rows] == [("1288", "添加时间"), ("1290", "客户名称")]
    assert rows[0].detail == "时间“昨天”看不懂，要像 2026-11-20 09:30"


def test_refused_rows_are_saved_where_one_wishes(dialog, monkeypatch, tmp_path):
    target = tmp_path / "退回.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog.look_at(DATA / "客户列表.xlsx")
    dialog.save_button.click()
    assert len(workbook.read(target).sheets[0].rows) == 3
    assert "退回.xlsx" in dialog.note.text()


def test_a_part_of_the_contacts_takes_nobody_for_lost(dialog):
    dialog.look_at(DATA / "客户列表.xlsx")
    dialog.take_button.click()
    dialog.look_at(DATA / "客户列表-流式.xlsx")
    assert "不据此判断谁流失" in dialog.note.text()


def test_unknown_columns_are_named(dialog, tmp_path):
    heads = ["客户名称", "添加人账号", "添加时间", "手机", "幸运色"]
    rows = [heads, ["赵小琳", "wangmin", "2026-03-01 10:00", "13812344821", "绿"]]
    workbook.write(tmp_path / "自己的.xlsx", [workbook.SheetSpec("表", rows)])
    dialog.look_at(tmp_path / "自己的.xlsx")
    assert dialog.note.text() == "不认识的列原样保留：幸运色"


def test_a_file_that_is_none_of_ours_is_refused_in_words(dialog, tmp_path):
    bad = tmp_path / "名单.csv"
    bad.write_text("客户名称,手机", encoding="utf-8")
    dialog.look_at(bad)
    assert dialog.fault.isVisible()
    assert dialog.fault.title.text() == "名单.csv 是文本文件"
    assert not dialog.take_button.isVisible()


def test_an_error_of_ours_is_told_as_such(dialog, desk, monkeypatch, qtbot):
    monkeypatch.setattr("desktop.exchange.intake.read", lambda *_: 1 / 0)
    with qtbot.waitSignal(desk.jobs.failed):
        dialog.look_at(DATA / "客户列表.xlsx")
    assert dialog.fault.title.text() == "没有导入"


def test_the_file_may_be_chosen(dialog, monkeypatch):
    answers = iter([("", ""), (str(DATA / "客户群列表.xlsx"), "")])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: next(answers))
    dialog.choose_button.click()
    assert dialog.plan is None
    dialog.choose_button.click()
    assert dialog.plan.kind == "groups"


def drop(*addresses):
    data = QMimeData()
    data.setUrls([QUrl(address) for address in addresses])
    return QDropEvent(
        QPointF(1, 1), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    ), data


def test_a_file_may_be_dropped(dialog):
    event, data = drop(QUrl.fromLocalFile(str(DATA / "客户群列表.xlsx")).toString())
    dialog.dropEvent(event)
    assert dialog.plan.counts["new"] == 12
    assert data.hasUrls()


def test_files_of_the_network_are_not_taken():
    event, data = drop("file:////server/share/a.xlsx", "https://example.org/a.xlsx")
    assert local_files(event) == []
    assert data.hasUrls()
