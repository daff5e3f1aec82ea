"""The list of contacts: what it shows, how it is searched, sorted, marked and copied."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.operation import Change, record
from desktop.contacts.filters import ContactQuery
from tests.ui.contacts.steps import choose, names, press
from ui.contacts.page import ContactsPage


def test_most_urgent_first_and_the_first_one_in_full(page: ContactsPage):
    assert names(page)[:3] == ["周文博", "吴秀英", "黄志强"]
    assert page.panel.name.text() == "周文博"
    assert page.panel.phone.text() == "139****0276"
    assert page.bar.count.text() == "14 位"


def test_cells_say_what_is_painted(page: ContactsPage):
    row = page.model.row_at(names(page).index("郑凯"))
    said = {column.key: page.model.text_of(row, column.key) for column in page.model.columns}
    assert said == {
        "name": "郑凯", "phone": "152****3390", "stage": "购买", "tags": "信用卡", "source": "厅堂海报",
        "last_at": "41 天前", "next_at": "3-17 周二",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "found"),
    [("zxl", ["赵小琳"]), ("4821", ["赵小琳"]), ("zgp", ["曾国平"]), ("欧阳", ["欧阳明哲"]), ("车主", [])],
)
def test_search_waits_for_the_typing_to_pause(typed: str, found: list[str], page: ContactsPage, qtbot: QtBot):
    with qtbot.waitSignal(page.listing.typing.timeout):
        page.field.insert(typed)
        assert page.query.text == ""
    assert names(page) == found


def test_slash_searches_enter_goes_to_the_list_escape_clears(page: ContactsPage):
    page.table.setFocus()
    press(page.table, "/")
    QTest.keyClicks(page.field, "ljg")
    press(page.field, Qt.Key.Key_Return)
    assert names(page) == ["李建国"]
    assert page.panel.name.text() == "李建国"
    press(page.field, Qt.Key.Key_Escape)
    assert page.model.rowCount() == 14


def test_the_head_sorts(page: ContactsPage):
    page.model.sort(0)
    assert names(page)[0] == "陈静"
    page.model.sort(0, Qt.SortOrder.DescendingOrder)
    assert names(page)[0] == "周文博"
    assert page.query.sort == "name"


def test_columns_can_be_left_out(page: ContactsPage):
    action = next(one for one in page.bar.column_menu().actions() if one.data() == "source")
    action.toggle()
    hidden = [column.key for at, column in enumerate(page.model.columns) if page.table.isColumnHidden(at)]
    assert hidden == ["source"]


def test_nobody_fits(page: ContactsPage):
    page.field.setText("没有这个人")
    page.search_now()
    assert page.stack.currentWidget() is page.none
    assert page.panel.shown is None
    page.clear_button.click()
    assert page.model.rowCount() == 14
    assert page.field.text() == ""


def test_a_failing_read_is_told(page: ContactsPage, qtbot: QtBot):
    with qtbot.waitSignal(page.error):
        page.set_query(ContactQuery(sort="nothing"))


def test_the_best_of_a_broad_search_stand_there_before_the_rest(page: ContactsPage, monkeypatch: pytest.MonkeyPatch):
    rows = [
        Change("contact", f"many-{number}", {
            "name": f"{'多' if number % 2 else '钱多'}{number}", "branch": page.desk.actor.branch,
            "owner": "staff-other", "phone": f"1370000{number:04}",
        })
        for number in range(120)
    ]  # fmt: skip
    page.desk.store.write(lambda session: record(session, None, rows))
    lengths = []
    set_ids = page.model.set_ids
    monkeypatch.setattr(page.model, "set_ids", lambda ids: (lengths.append(len(ids)), set_ids(ids)))
    page.field.setText("多")
    page.search_now()
    assert lengths == [50, 120]
    assert {page.model.row_at(row).name[0] for row in range(50)} == {"多"}
    assert page.counts.channels == []
    page.listing.sort("name", descending=True)
    assert len(page.model.ids) == 120


def test_what_was_asked_before_is_dropped(page: ContactsPage):
    answers = []
    page.listing.read_later(lambda _session: "kept", answers.append)
    run, waiting = page.desk.jobs.long.run, []
    page.desk.jobs.long.run = lambda *work: waiting.append(work)
    page.listing.read_later(lambda _session: "stale", answers.append)
    page.set_query(page.query)
    page.desk.jobs.long.run = run
    run(*waiting[0])
    assert answers == ["kept"]


def test_space_marks_and_arrows_keep_the_marks(page: ContactsPage):
    page.table.setFocus()
    press(page.table, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert page.table.marked() == 2
    assert page.bar.count.text() == "已选 2 / 14 位"
    press(page.table, Qt.Key.Key_Escape)
    assert page.table.marked() == 1


def test_marked_rows_keep_their_marks_when_sorted(page: ContactsPage):
    page.table.selectAll()
    assert page.bar.count.text() == "已选 14 / 14 位"
    page.model.sort(0)
    assert page.table.marked() == 14


def test_copied_rows_are_masked(page: ContactsPage):
    choose(page, "赵小琳")
    QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert "赵小琳\t138****4821\t兴趣\t子女教育、代发、二孩家庭" in copied
    assert "13812344821" not in copied
    page.panel.copy.click()
    assert QGuiApplication.clipboard().text() == "赵小琳\t138****4821"


def test_all_are_copied_masked(page: ContactsPage):
    QTest.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 1 + len(page.model.ids)
    assert lines[1].split("\t")[:2] == ["周文博", "139****0276"]
