"""The history in full: one file, what head office has got, what is missing; undo from there."""

import json
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.exchange import ExportRun, ImportRun
from db.merging import merge
from db.operation import Change, record
from db.projection import Operation
from db.stamp import make_stamp
from desktop.security import seals
from tests.desktop.exchange.branches import ANALYST
from tests.ui.exchange.test_handover import show
from ui.desk import Desk
from ui.exchange.page import ExchangePage

OTHER = "abcd" + "0" * 8


def entries(desk: Desk) -> str:
    """An import that can be undone, a pack, a report sent since, and an operation behind a gap."""

    def work(session):
        done = record(session, desk.actor, [Change("tag", "t", {"name": "代发"})], source="import:contacts")
        own = session.connection().exec_driver_sql("SELECT id, seq FROM replica WHERE own = 1").one()
        session.add(ImportRun(id="i1", at="2026-03-11 09:00:00", staff=desk.actor.staff, file="客户列表.xlsx",
                              sha256="ab" * 32, kind="contacts", counts=json.dumps({"new": 1}),
                              verdict="done", batch=done.batch, detail=json.dumps({"clones": ["x"]})))  # fmt: skip
        session.add(ImportRun(id="i2", at="2026-03-10 09:00:00", kind="pack", sequence=3, verdict="done",
                              counts=json.dumps({"new": 1, "changed": 0, "removed": 0}),
                              detail=json.dumps({"have": {own[0]: own[1] - 1}})))  # fmt: skip
        session.add(ExportRun(id="e1", at="2026-03-11 10:00:00", kind="report", file="上报_2026W11.xlsx", counts="{}"))
        behind = Operation(OTHER, 9, make_stamp(1, 0, OTHER), "", "tag", "u", {"name": "x"}, None, "", "", "f" * 32)
        merge(session, [behind])
        return done.batch

    return desk.store.write(work)


def test_the_file_what_head_office_has_and_what_is_missing(desk: Desk, qtbot: QtBot):
    entries(desk)
    page = show(qtbot, desk)
    page.table.select_id("i1")
    QTest.keyClick(page.table, Qt.Key.Key_I)
    said = "\n".join(page.windows.about_dialog.lines())
    for words in ("客户列表.xlsx", "ab" * 16, "整盘复制的电脑", "第 3 号下发包", "1 条", "上报_2026W11.xlsx",
                  "电脑 abcd 的第 1 到 8 条"):  # fmt: skip
        assert words in said


def test_undo_from_there(desk: Desk, qtbot: QtBot):
    batch = entries(desk)
    page = show(qtbot, desk)
    page.table.select_id("i1")
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.changed):
        QTest.keyClick(page.windows.about_dialog, Qt.Key.Key_U)
    assert page._rows["i1"].verdict == "undone"
    assert batch


def test_without_a_file_it_says_what_has_gone_where(desk: Desk, qtbot: QtBot):
    page: ExchangePage = show(qtbot, desk)
    page._on_about()
    said = "\n".join(page.windows.about_dialog.lines())
    assert "还没收过下发包" in said
    assert "什么都不缺" in said
    assert "本机钥匙指纹" not in said
    key = desk.store.write(seals.signer).key
    page._on_about()
    assert seals.fingerprint(key) in page.windows.about_dialog.lines()
    assert not page.windows.about_dialog.undo.isVisible()
    QTest.keyClick(page.windows.about_dialog, Qt.Key.Key_U)


def test_head_office_sees_its_own_key_and_nothing_about_head_office(desk: Desk, qtbot: QtBot):
    page: ExchangePage = show(qtbot, replace(desk, actor=ANALYST))
    page._on_about()
    said = "\n".join(page.windows.about_dialog.lines())
    assert "生成第一份下发包时才有" in said
    assert "总行已收到" not in said
    entries(desk)
    key = desk.store.write(seals.signer).key
    page._on_about()
    said = "\n".join(page.windows.about_dialog.lines())
    assert seals.fingerprint(key) in said
    assert "电脑 abcd 的第 1 到 8 条；下一份下发包会请网点补上" in said
