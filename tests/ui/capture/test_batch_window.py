"""The list of a company visit: pasted, looked at, registered by keys; the sheet out and in again."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.contacts import Contact
from desktop.exchange import workbook
from desktop.exchange.workbook import SheetSpec
from tests.ui.contacts.conftest import contacts_desk, page, prepared_contacts
from ui.capture.batch_window import BatchWindow
from ui.contacts.page import ContactsPage

__all__ = ["contacts_desk", "page", "prepared_contacts"]

LIST = "刘芳 13588142067 会计\n李建国 13800007043\n芳 13588142067\n短 13588"


@pytest.fixture
def window(page: ContactsPage) -> BatchWindow:
    page.more.batch()
    assert isinstance(page.acts.dialog, BatchWindow)
    return page.acts.dialog


def states(window: BatchWindow) -> list[str]:
    return [window.model.text_of(one, "state") for one in window.model.guests]


def test_pasted_and_registered(window: BatchWindow, page: ContactsPage, qtbot: QtBot):
    window.company.setText("江海重工")
    window.written.setPlainText(LIST)
    window.read()
    assert states(window) == ["可以登记", "已是客户，归属 王敏", "和前面一行是同一个号", "手机号是 11 位，现在是 5 位"]
    assert window.note.text() == "1 位可以登记，1 位已是客户，1 行重复，1 行不对。先选凭什么登记"
    assert not window.save_button.isEnabled()
    QTest.keyClick(window.basis, Qt.Key.Key_Right)
    assert window.save_button.text() == "登记 1 位"
    with qtbot.waitSignal(page.changed) as told:
        window.save()
    assert str(told.args[0].message) == "登记了 1 位"
    with page.desk.store.session() as session:
        row = session.scalars(select(Contact).where(Contact.phone == "13588142067")).one()
    assert (row.name, row.company, row.remark, row.channel) == ("刘芳", "江海重工", "会计", "offline_scene")


def test_the_sheet_out_and_in_again(window: BatchWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "带去.xlsx"
    window.write_sheet(path)
    heads = workbook.read(path).sheets[0].rows[0]
    rows = [[str(cell) for cell in heads], ["王强", "13812349999", "是", ""], ["赵六", "13812348888", "", "不留"]]
    workbook.write(path, [SheetSpec("Sheet1", rows, {})])
    from PySide6.QtWidgets import QFileDialog

    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    window.take_in()
    assert states(window) == ["可以登记", "没同意，只计数"]
    assert window.written.toPlainText() == "王强 13812349999\n赵六 13812348888 不留"
    window.written.setPlainText("王强 13812349999")
    window.read()
    assert states(window) == ["可以登记"]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "又"), ""))
    window.hand_out()
    assert (tmp_path / "又.xlsx").exists()


def test_too_long_a_list_is_told(window: BatchWindow, page: ContactsPage, qtbot: QtBot):
    window.written.setPlainText("甲\n" * 2_001)
    with qtbot.waitSignal(page.error):
        window.read()
