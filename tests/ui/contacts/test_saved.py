"""Saved filters by keyboard, and the export of what is marked."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from desktop.contacts.filters import ContactQuery
from ui.contacts.page import ContactsPage
from ui.contacts.saved_bar import FilterNameDialog

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def save(page: ContactsPage, name: str) -> None:
    QTest.keyClick(page, Qt.Key.Key_S, CTRL)
    dialog = page.acts.dialog
    assert isinstance(dialog, FilterNameDialog)
    dialog.field.setText(name)
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)


def test_kept_taken_up_and_taken_away_by_keys(page: ContactsPage):
    assert not page.saved.isVisible()
    page.set_query(ContactQuery(view="branch", tags=("贷款",), sort="name"))
    assert page.bar.keep.isVisible()
    save(page, "要贷款")
    assert [chip.text() for chip in page.saved.chips] == ["要贷款 2"]
    assert page.saved.chips[0].is_selected()
    page.clear()
    assert not page.saved.chips[0].is_selected()
    assert not page.bar.keep.isVisible()
    page.field.setText("zxl")
    save(page, "小琳")
    QTest.keyClick(page, Qt.Key.Key_1, ALT)
    assert (page.query.tags, page.field.text(), page.model.rowCount()) == (("贷款",), "", 2)
    assert [command.keys for command in page.commands() if command.text == "筛选：小琳"] == ["Alt 2"]
    QTest.keyClick(page, Qt.Key.Key_2, ALT)
    assert (page.query.text, page.field.text(), page.model.rowCount()) == ("zxl", "zxl", 1)
    QTest.keyClick(page, Qt.Key.Key_9, ALT)
    page.saved.chips[0].setFocus()
    QTest.keyClick(page.saved.chips[0], Qt.Key.Key_Delete)
    assert [one.name for one in page.saved.filters] == ["小琳"]
    page.saved.chips[0].removed.emit()
    assert not page.saved.isVisible()


def test_a_filter_needs_a_name(page: ContactsPage):
    save(page, "  ")
    assert page.acts.dialog.field.fault
    page.acts.dialog.reject()
    assert page.saved.filters == []


@pytest.mark.parametrize(("marked", "rows"), [(False, 14), (True, 2)])
def test_export(marked: bool, rows: int, page: ContactsPage, tmp_path: Path, monkeypatch, qtbot: QtBot):
    file = tmp_path / "出.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    page.table.setFocus()
    if marked:
        for key in (Qt.Key.Key_Space, Qt.Key.Key_Space):
            QTest.keyClick(page.table, key)
    with qtbot.waitSignal(page.changed) as told:
        QTest.keyClick(page, Qt.Key.Key_E, CTRL)
    assert told.args[0].count == rows
    assert len(CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()) == rows + 1


def test_nothing_to_export_is_said(page: ContactsPage, qtbot: QtBot):
    page.set_query(ContactQuery(text="没有", view="branch"))
    with qtbot.waitSignal(page.error):
        page.bar.export.click()
