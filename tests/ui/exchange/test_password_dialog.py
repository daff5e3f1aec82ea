"""The password of a workbook: set before it goes out, asked for when it comes in."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from db.engine import Store
from desktop.changes import Changes
from desktop.exchange import pack, protection
from tests.desktop.exchange.branches import ANALYST, lead_of, open_branch
from ui.desk import Desk
from ui.exchange.hand_dialog import HandDialog
from ui.exchange.import_dialog import ImportDialog
from ui.exchange.pack_card import PackCard
from ui.exchange.pack_dialog import PackDialog
from ui.exchange.page import ExchangePage
from ui.exchange.password_dialog import PasswordDialog
from ui.jobs import InlineJobs

SECRET = "一二三四 five6"


@pytest.fixture
def branch() -> Iterator[Store]:
    store, _ = open_branch("城东支行", 2)
    yield store
    store.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, branch: Store) -> ExchangePage:
    page = ExchangePage(replace(desk, store=branch, actor=lead_of("城东支行"), jobs=InlineJobs(branch)))
    qtbot.addWidget(page)
    page.show()
    page.refresh(Changes.ALL)
    return page


def asked(page: ExchangePage | PackCard) -> PasswordDialog:
    return page.findChildren(PasswordDialog)[-1]


def test_a_report_goes_out_with_a_password_and_opens_with_it_only(qtbot: QtBot, page: ExchangePage, tmp_path: Path):
    page.report_card.password_link.clicked.emit()
    dialog = asked(page)
    for password, again in (("short", "short"), (SECRET, "other words")):
        dialog.password.setText(password)
        dialog.again.setText(again)
        qtbot.keyClick(dialog.again, Qt.Key.Key_Return)
        assert dialog.isVisible()
        assert dialog.fault.text()
    dialog.again.setText(SECRET)
    qtbot.keyClick(dialog.again, Qt.Key.Key_Return)
    assert "已设" in page.report_card.password_link.text()
    with qtbot.waitSignal(page.changed):
        page.report_card.export_to(tmp_path)
    (file,) = tmp_path.glob("上报_*.xlsx")
    assert protection.protected(file)

    page.open(file)
    first = page.findChildren(PackDialog)[-1]
    question = asked(first)
    question.password.setText("not this one")
    qtbot.keyClick(question.password, Qt.Key.Key_Return)
    assert first.fault.isVisible()
    question = asked(first)
    question.password.setText("")
    qtbot.keyClick(question.password, Qt.Key.Key_Return)
    assert question.isVisible()
    question.password.setText(SECRET)
    qtbot.keyClick(question.password, Qt.Key.Key_Return)
    hand = page.findChildren(HandDialog)[-1]
    assert hand.note.text() == "这份上报表导出后没有新的改动"
    hand.reject()


def test_a_pack_goes_out_with_a_password(qtbot: QtBot, desk: Desk, branch: Store, tmp_path: Path, monkeypatch):
    office = replace(desk, store=branch, actor=ANALYST, jobs=InlineJobs(branch))
    card = PackCard(office)
    qtbot.addWidget(card)
    card.show()
    card.password_link.clicked.emit()
    dialog = asked(card)
    dialog.password.setText(SECRET)
    dialog.again.setText(SECRET)
    dialog.ok.click()
    card.ask_folder = lambda: tmp_path
    with qtbot.waitSignal(card.written):
        card.build_button.click()
    (file,) = tmp_path.glob("下发_*.xlsx")
    assert protection.protected(file)
    assert pack.KIND == "pack"


def locked(name: str, folder: Path) -> Path:
    """A file of WeCom's with a password to open."""
    clear = Path(__file__).parents[2] / "data" / "wecom" / name
    file = folder / name
    file.write_bytes(protection.seal(clear.read_bytes(), SECRET, name))
    return file


def test_a_table_of_wecoms_with_a_password_goes_on_to_the_wizard(qtbot: QtBot, page: ExchangePage, tmp_path: Path):
    page.open(locked("客户群列表.xlsx", tmp_path))
    question = asked(page.findChildren(PackDialog)[-1])
    assert question.password.echoMode() is QLineEdit.EchoMode.Password
    question.password.setText("不是这个")
    qtbot.keyClick(question.password, Qt.Key.Key_Return)
    first = page.findChildren(PackDialog)[-1]
    assert "密码打不开 客户群列表.xlsx" in first.fault.title.text()
    question = asked(first)
    question.password.setText(SECRET)
    qtbot.keyClick(question.password, Qt.Key.Key_Return)
    wizard = page.findChildren(ImportDialog)[-1]
    assert wizard.step() == "preview"
    assert "新增 12" in wizard.banner.title
    with qtbot.waitSignal(page.changed):
        wizard.take_button.click()
    with page.desk.store.session() as session:
        kept = "".join(session.execute(text("SELECT value FROM setting")).scalars())
        assert SECRET not in kept
    wizard.reject()


def test_the_wizard_asks_itself_and_passes_on_what_is_ours(qtbot: QtBot, page: ExchangePage, tmp_path: Path):
    page.report_card.password_link.password = SECRET
    with qtbot.waitSignal(page.changed):
        page.report_card.export_to(tmp_path)
    (report,) = tmp_path.glob("上报_*.xlsx")
    wizard = ImportDialog(page.desk, page)
    wizard.begin()
    wizard.look_at(locked("客户列表-日期单元格.xlsx", tmp_path))
    wizard.password.password.setText(SECRET)
    qtbot.keyClick(wizard.password.password, Qt.Key.Key_Return)
    assert "新增 60" in wizard.banner.title
    with qtbot.waitSignal(wizard.pack_met) as met:
        wizard.look_at(report, SECRET)
    assert met.args == [report, SECRET]
