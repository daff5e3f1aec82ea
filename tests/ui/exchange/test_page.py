"""The page of exchange."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from db.actor import Actor, Role
from db.exchange import ImportRun
from db.having import have
from desktop.changes import Changes
from desktop.exchange import arrival, intake, workbook
from desktop.exchange.history import Passage
from ui.exchange.import_dialog import ImportDialog
from ui.exchange.page import ExchangePage
from ui.exchange.report_dialog import ReportDialog
from ui.exchange.words import kind_name, outcome

DATA = Path(__file__).parents[2] / "data" / "wecom"


@pytest.fixture
def page(qtbot, desk):
    page = ExchangePage(desk)
    qtbot.addWidget(page)
    page.resize(1294, 688)
    page.show()
    page.refresh(Changes.ALL)
    return page


def take_in(desk, name):
    with desk.store.session() as session:
        plan = intake.plan(session, desk.actor, DATA / name)
    return desk.store.write(lambda session: intake.apply(session, desk.actor, plan))


def test_an_empty_branch_is_told_where_to_begin(page):
    assert page.empty.isVisible()
    assert page.report_card.export_button.isEnabled()
    assert page.title() == "总行同步"


def test_figures_checks_and_history_of_the_week(page, desk):
    take_in(desk, "客户列表.xlsx")
    page.refresh(Changes.ALL)
    assert page.report_card.grid.numbers["contacts"].text() == "1,284"
    assert page.report_card.grid.numbers["contacts"].toolTip()
    assert "归属不在通讯录里" in page.report_card.checks.text()
    assert page.report_card.head.text() == "上报表 第 11 周"
    row = page.model.row_at(0)
    words = [page.model.text_of(row, key) for key in ("kind", "file", "outcome", "at")]
    assert words == ["收 客户列表", "客户列表.xlsx", "新增 1284，更新 0，拒收 2", "03-12 10:42"]


def test_the_chosen_import_is_undone_by_a_key(qtbot, page, desk):
    take_in(desk, "客户群列表.xlsx")
    page.refresh(Changes.ALL)
    page.changed.connect(lambda done: page.refresh(done.changes))
    page.table.setFocus()
    page.table.select_id(page.model.id_at(0))
    assert page.undo_button.isEnabled()
    qtbot.keyClick(page.table, Qt.Key.Key_U)
    assert page.model.text_of(page.model.row_at(0), "outcome") == "已撤销"
    assert not page.undo_button.isEnabled()


def test_the_report_goes_where_one_says_and_stands_in_the_history(qtbot, page, desk, monkeypatch, tmp_path):
    take_in(desk, "客户列表-日期单元格.xlsx")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    page.changed.connect(lambda done: page.refresh(done.changes))
    with qtbot.waitSignal(page.changed):
        page.report_card.export_button.click()
    (file,) = tmp_path.glob("上报_*.xlsx")
    assert file.name == "上报_2026W11_城东支行.xlsx"
    assert workbook.read(file).sheet("客户")
    kinds = {page.model.text_of(page.model.row_at(number), "kind") for number in range(page.model.rowCount())}
    assert kinds == {"交 上报表", "收 客户列表"}


def test_the_report_is_looked_at_before_and_goes_on_to_the_export(qtbot, page, desk, monkeypatch, tmp_path):
    take_in(desk, "客户列表-日期单元格.xlsx")
    qtbot.keyClick(page.table, Qt.Key.Key_V)
    (dialog,) = page.findChildren(ReportDialog)
    assert dialog.tabs.value() == "0"
    qtbot.keyClick(dialog, Qt.Key.Key_Right)
    heads = [dialog.table.model().headerData(column, Qt.Orientation.Horizontal) for column in range(3)]
    assert heads == ["姓名", "手机", "归属"]
    cells = [dialog.table.id_model.text_of(dialog.table.id_model.row_at(0), key) for key in ("0", "1")]
    assert "*" in cells[0]
    qtbot.keyClick(dialog, Qt.Key.Key_Left)
    qtbot.keyClick(dialog, Qt.Key.Key_Left)
    assert dialog.note.text() == "这一页没有内容"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    with qtbot.waitSignal(page.changed):
        dialog.export_button.click()
    assert len(list(tmp_path.glob("上报_*.xlsx"))) == 1


def test_all_of_it_can_be_reported_again(qtbot, page, desk, tmp_path):
    take_in(desk, "客户列表-日期单元格.xlsx")
    with desk.store.session() as session:
        had = json.dumps(have(session))
    pack = ImportRun(id="p", kind="pack", sequence=1, at="2026-03-12 09:00:00", detail=f'{{"have": {had}}}')
    desk.store.write(lambda session: session.add(pack))
    held = []
    for choice in ("lacks", "all"):
        page.report_card.range.set_value(choice)
        with qtbot.waitSignal(page.changed):
            page.report_card.export_to(tmp_path / choice)
        (file,) = (tmp_path / choice).glob("上报_*.xlsx")
        held.append(arrival.read(file).manifest.operations)
    assert held[0] == 0
    assert held[1] > 60


def test_a_folder_that_cannot_be_written_is_told(qtbot, page, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("x")
    with qtbot.waitSignal(page.error) as told:
        page.report_card.export_to(blocked)
    assert told.args[0].message
    assert page.report_card.export_button.isEnabled()


def test_no_folder_chosen_writes_nothing(page, monkeypatch, desk):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    page.report_card.export_button.click()
    assert not list(desk.paths.output.glob("*.xlsx"))


def test_only_the_lead_reports_and_imports(qtbot, desk, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    desk.actor = Actor(desk.actor.staff, Role.TELLER, desk.actor.branch)
    page = ExchangePage(desk)
    qtbot.addWidget(page)
    page.refresh(Changes.ALL)
    assert not page.report_card.export_button.isEnabled()
    assert page.import_button.isEnabled()  # for packs
    assert not page.windows.may_import
    assert page.report_card.checks.text() == "上报表由网点负责人导出"
    page.open("import")
    assert page.findChild(ImportDialog) is None


def test_the_import_window_opens_from_here(qtbot, page):
    page.open("import")
    dialog = page.findChild(ImportDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_keys_are_printed_and_commands_are_found(page):
    assert {hint.keys for hint in page.hints()} >= {"Ctrl E", "Ctrl O"}
    assert [command.keys for command in page.commands()] == ["Ctrl E", "Ctrl O", "V", "K", "H", "I", "J"]


KINDS = {
    "staff": "通讯录", "contacts": "客户列表", "groups": "客户群列表", "report": "上报表", "pack": "下发包",
    "hand": "手工改动", "handover": "交接包", "leads": "白名单", "editing": "编辑表", "guests": "进场登记表",
    "summary": "上报汇总", "returned": "退回表", "board": "看板", "refused": "拒收的行",
}  # fmt: skip
SENT = {
    "summary": ({"branches": 3, "contacts": 11}, "3 个网点，客户 11"), "returned": ({"files": 2}, "2 份有问题"),
    "board": ({"contacts": 11, "adds": 4}, "客户 11，本期新增 4"), "editing": ({"rows": 40}, "40 行"),
    "refused": ({"refused": 2}, "2 行"), "contacts": ({"contacts": 2}, "导出 2 位，手机已打码"),
}  # fmt: skip
OUTCOMES = {
    "editing": ({"new": 2, "changed": 3}, "新增 2，更新 3"), "guests": ({"new": 4, "declined": 1}, "登记 4 位"),
    "leads": ({"new": 5, "changed": 0, "refused": 1}, "新增 5，更新 0，拒收 1"),
}  # fmt: skip


def test_every_kind_of_file_has_a_name_and_an_outcome():
    for kind, name in KINDS.items():
        assert kind_name(kind) == name
    for kind, (counts, said) in OUTCOMES.items():
        assert outcome(Passage("p", True, kind, "a.xlsx", "", "", "done", counts, "b", "")) == said
    for kind, (counts, said) in SENT.items():
        assert outcome(Passage("p", False, kind, "a.xlsx", "", "", "", counts, "", "")) == said
