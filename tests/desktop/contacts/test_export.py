"""A selection as a workbook, read back with two other libraries."""

from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from db.actor import Actor, Role
from db.engine import Store
from db.exchange import ExportRun
from desktop.contacts import search
from desktop.contacts.export import export
from desktop.contacts.filters import ContactQuery
from desktop.errors import AppError, PermissionDenied
from desktop.words import Words
from tests.desktop.contacts.conftest import Add


def numbers(store: Store, actor: Actor) -> list[int]:
    with store.session() as session:
        return list(search.ids(session, actor, ContactQuery(view="branch", sort="name")))


def test_masked_typed_and_frozen(store: Store, add: Add, manager: Actor, lead: Actor, tmp_path: Path):
    add("=1+1", "13800000001", events=[("replied", "2026-03-10 11:00:00")], tags=["card", "payroll"])
    add("0123", "13812344821", account="wangmin")
    path = tmp_path / "客户.xlsx"
    done = export(store, lead, numbers(store, lead), path, Words("zh"))
    assert str(done.message) == "已导出 2 位到 客户.xlsx，手机已打码"
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("客户").to_python()
    assert rows[0][:4] == ["客户名称", "手机", "阶段", "标签"]
    by_name = {row[0]: row for row in rows[1:]}
    assert by_name["=1+1"][1:6] == ["138****0001", "兴趣", "代发、信用卡", "", "陈楠"]
    assert by_name["0123"][1] == "138****4821"
    assert by_name["=1+1"][6:9] == ["2026-03-09 09:47:00", "2026-03-10 11:00:00", ""]
    sheet = openpyxl.load_workbook(path)["客户"]
    assert sheet.freeze_panes == "A2"
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value} == {"s"}
    assert b"13812344821" not in path.read_bytes()
    with store.session() as session:
        entered = session.query(ExportRun).one()
        assert (entered.kind, entered.staff, entered.counts) == ("contacts", lead.staff, '{"contacts": 2}')


def test_only_what_one_may_see(store: Store, add: Add, manager: Actor, lead: Actor, tmp_path: Path):
    add("我的", "13800000001")
    add("她的", "13800000002", account="wangmin")
    everybody = numbers(store, lead)
    export(store, manager, everybody, tmp_path / "我.xlsx", Words("en"))
    rows = CalamineWorkbook.from_path(tmp_path / "我.xlsx").get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["Name", "我的"]
    assert rows[1][2] == "Aware"
    with pytest.raises(PermissionDenied):
        export(store, Actor("a", Role.ANALYST, lead.branch), everybody, tmp_path / "x.xlsx", Words("zh"))
    with pytest.raises(AppError, match="没有可以导出的客户"):
        export(store, manager, [], tmp_path / "x.xlsx", Words("zh"))
    assert not (tmp_path / "x.xlsx").exists()
