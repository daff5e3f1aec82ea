"""Scripts on the page: found, filled, copied, edited, commended, all by keyboard."""

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from db.actor import Role
from db.library import Script, ScriptUse
from db.operation import Change, record
from tests.ui.library.conftest import active, shown
from ui.desk import Desk
from ui.library.page import LibraryPage
from ui.library.script_editor import ScriptEditor


def clip() -> str:
    return QGuiApplication.clipboard().text()


def titles(page: LibraryPage) -> list[str]:
    return [page.scripts.rows[one].title for one in page.scripts.model.ids]


def press(qtbot: QtBot, page: LibraryPage, keys: str) -> None:
    page.scripts.table.setFocus()
    qtbot.keyClicks(page.scripts.table, keys)


def choose(page: LibraryPage, title: str) -> None:
    found = next(one.id for one in page.scripts.rows.values() if one.title == title)
    page.scripts.table.select_id(found)


def test_the_list_its_facets_and_the_pane(page):
    QAbstractItemModelTester(page.scripts.model, QAbstractItemModelTester.FailureReportingMode.Warning, page)
    page.grab()
    assert page.title() == "素材"
    assert titles(page) == ["生日祝福", "生日祝福，热闹一些", "存单开售", "早报"]
    facets = page.scripts.facet_rows
    assert {name: facets[name].count() for name in ("all", "own", "group")} == {"all": 4, "own": 1, "group": 2}
    assert "recommended" not in facets
    facets["group"].click()
    assert titles(page) == ["存单开售", "早报"]
    facets["own"].click()
    assert titles(page) == ["存单开售"]
    facets["group"].click()
    facets["favourite"].click()
    assert page.scripts.empty.isVisible()
    page.scripts.clear()
    assert len(titles(page)) == 4


def test_slash_searches_enter_goes_to_the_list_and_escape_leaves(qtbot, page):
    qtbot.keyClicks(page.scripts.table, "/")
    assert page.field.hasFocus()
    qtbot.keyClicks(page.field, "srzf")
    assert titles(page) == ["生日祝福", "生日祝福，热闹一些"]
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    assert page.scripts.table.hasFocus()
    page.field.setFocus()
    qtbot.keyClick(page.field, Qt.Key.Key_Escape)
    assert (len(titles(page)), page.scripts.table.hasFocus()) == (4, True)


def test_c_copies_what_is_filled_and_counts_it(qtbot, page):
    choose(page, "存单开售")
    press(qtbot, page, "c")
    assert clip() == "大额存单开售了。王敏"
    assert page.scripts.rows[page.scripts.table.current_id()].uses.times == 1
    page.grab()
    assert "王敏 1 次" in page.scripts.pane.people.text()


def test_p_copies_the_picture_as_an_opaque_one(qtbot, page):
    choose(page, "存单开售")
    press(qtbot, page, "p")
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height(), image.hasAlphaChannel()) == (200, 120, False)


def test_what_is_missing_blocks_names_itself_and_holds_for_the_day(qtbot, page, desk):
    choose(page, "早报")
    with qtbot.waitSignal(page.error) as told:
        press(qtbot, page, "c")
    assert str(told.args[0]) == "话术还缺“早报要点”，先填上再复制"
    assert page.scripts.pane.missing.field.hasFocus()
    page.scripts.pane.missing.field.setText("利率不变")
    qtbot.keyClick(page.scripts.pane.missing.field, Qt.Key.Key_Return)
    press(qtbot, page, "c")
    assert clip() == "各位早上好：利率不变。王敏"


def test_a_customers_name_fills_in_the_address_and_is_noted_on_the_timeline(qtbot, page, desk):
    person = {"name": "赵小琳", "gender": 2, "owner": desk.actor.staff, "branch": desk.actor.branch}
    desk.store.write(lambda session: record(session, None, [Change("contact", "c1", person)]))
    choose(page, "生日祝福")
    assert page.scripts.pane.missing.name == "客户"
    page.scripts.pane.missing.filled.emit("客户", "赵小琳")
    press(qtbot, page, "c")
    assert clip() == "赵小琳女士，生日快乐！王敏"
    with desk.store.session() as session:
        assert session.query(ScriptUse).count() == 0
        assert page.scripts.rows["s1"].uses.times == 1
    choose(page, "生日祝福，热闹一些")
    assert page.scripts.pane.missing.name == "客户"  # it was said of that message only


def test_x_goes_round_the_family_and_f_stars(qtbot, page):
    choose(page, "生日祝福")
    press(qtbot, page, "x")
    assert page.scripts.table.current_id() == "s2"
    press(qtbot, page, "x")
    assert page.scripts.table.current_id() == "s1"
    press(qtbot, page, "f")
    assert page.scripts.rows["s1"].favourite
    assert page.scripts.pane.favour.text() == "取消收藏"
    page.grab()


def test_n_adds_a_script_with_variables_by_chips(qtbot, page, desk):
    press(qtbot, page, "n")
    editor = page.scripts.editor
    assert isinstance(editor, ScriptEditor)
    editor.name.setText("到店提醒")
    next(chip for chip in editor.chips if chip.text() == "客户").click()
    editor.text.insertPlainText("，明天来坐坐")
    assert editor.preview.text() == "{客户}，明天来坐坐"
    qtbot.keyClick(editor.name, Qt.Key.Key_Return)
    assert editor.isVisible()
    active(qtbot, editor)
    qtbot.keyClick(editor.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not editor.isVisible()
    assert page.scripts.rows[page.scripts.table.current_id()].title == "到店提醒"


def test_the_editor_says_at_once_what_the_rules_say(page):
    page.scripts.add()
    editor = page.scripts.editor
    editor.name.setText("存款送礼")
    editor.text.setPlainText("这款保本")
    assert not editor.keep.isEnabled()
    editor.save()
    assert editor.isVisible()
    editor.text.setPlainText("存款送米")
    assert editor.noted.isVisible()
    editor.save()
    assert "要写明理由" in editor.fault.text()
    editor.note.setText("分行活动，已报备")
    editor.save()
    assert not editor.isVisible()


def test_e_edits_ones_own_and_copies_head_offices(qtbot, page, desk):
    choose(page, "存单开售")
    press(qtbot, page, "e")
    editor = page.scripts.editor
    assert (editor.windowTitle(), editor.product.currentText(), editor.material.currentText()) == (
        "编辑话术", "大额存单", "存单长图",
    )  # fmt: skip
    editor.text.setPlainText("{产品}，欢迎来问。{员工}")
    editor.save()
    row = page.scripts.rows[page.scripts.table.current_id()]
    assert (row.title, row.version) == ("存单开售", 2)
    assert "各位" not in page.scripts.pane.versions.text()
    choose(page, "生日祝福，热闹一些")
    press(qtbot, page, "e")
    page.scripts.editor.name.setText("生日祝福，网点的")
    page.scripts.editor.save()
    with desk.store.session() as session:
        made = session.get_one(Script, page.scripts.table.current_id())
        assert (made.alternative_to, made.branch, made.key) == ("s1", desk.actor.branch, "BW-02")


def test_r_commends_with_what_came_of_it_and_takes_it_back(qtbot, page):
    choose(page, "存单开售")
    press(qtbot, page, "r")
    dialog = page.scripts.commendation
    dialog.give()
    assert dialog.field.fault
    dialog.field.setText("一天 30 人问")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert page.scripts.rows[page.scripts.table.current_id()].recommended_at
    assert page.scripts.pane.recommendation.text() == "效果：一天 30 人问"
    page.grab()
    press(qtbot, page, "r")
    assert not page.scripts.rows[page.scripts.table.current_id()].recommended_at


def test_del_retires_and_brings_back(qtbot, page):
    choose(page, "存单开售")
    qtbot.keyClick(page.scripts.table, Qt.Key.Key_Delete)
    assert "存单开售" not in titles(page)
    page.scripts.facet_rows["retired"].click()
    assert titles(page) == ["存单开售"]
    qtbot.keyClick(page.scripts.table, Qt.Key.Key_Delete)
    assert titles(page) == []


def test_a_manager_uses_but_does_not_keep(qtbot, shelf_desk):
    desk = dataclasses.replace(shelf_desk, actor=dataclasses.replace(shelf_desk.actor, role=Role.MANAGER))
    page = shown(qtbot, desk)
    assert {hint.keys for hint in page.hints()}.isdisjoint({"N", "E", "Del", "R", "T"})
    press(qtbot, page, "ner")
    assert page.scripts.editor is None
    assert page.scripts.commendation is None
    assert [command.keys for command in page.commands()] == ["C", "F", "2", "3", "4"]


@pytest.fixture
def head_office(shelf_desk: Desk) -> Desk:
    desk = shelf_desk
    own = next(one for one in ("存单开售",))
    with desk.store.session() as session:
        script = session.query(Script).filter(Script.title == own).one().id
    desk.store.write(
        lambda session: record(session, None, [Change("script", script, {
            "recommended_at": "2026-03-12 09:00:00", "recommendation": "一天 30 人问", "branch": "b-9"}),
            Change("branch", "b-9", {"name": "滨江支行"})])
    )  # fmt: skip
    return dataclasses.replace(desk, actor=dataclasses.replace(desk.actor, role=Role.ANALYST))


def test_head_office_takes_a_commended_script_up_for_all(qtbot, head_office):
    page = shown(qtbot, head_office)
    page.scripts.facet_rows["recommended"].click()
    assert titles(page) == ["存单开售"]
    assert page.scripts.pane.lock.words == "滨江支行"
    page.grab()
    press(qtbot, page, "t")
    page.scripts.facet_rows["all"].click()
    assert [row.key for row in page.scripts.rows.values() if row.title == "存单开售"] == ["BW-01", "ZH-01"]


def test_open_leads_to_a_script_or_a_tab(page):
    page.open("products")
    assert page.view is page.products
    page.open("s3")
    assert (page.view is page.scripts, page.scripts.table.current_id()) == (True, "s3")
