"""Head office's editing sheets: out, edited as people do, back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import text

from db.actor import Actor
from db.engine import Store
from db.ids import derived_id
from db.operation import Change, record
from desktop.errors import AppError, PermissionDenied
from desktop.exchange import editing, history, taking_back, whereabouts
from desktop.exchange.editing import Edits
from desktop.exchange.worker import Reader
from tests.desktop.exchange.branches import ANALYST, branch_changes, lead_of

Edit = Callable[[Callable[[Workbook], Any]], Edits]


@pytest.fixture
def edit(hq: Store, tmp_path: Path, reader: Reader) -> Edit:
    """Write the sheets, let somebody edit them, read them back."""
    group = derived_id("tag_group", "意向")
    changes = [
        *branch_changes("城东支行"), Change("tag_group", group, {"name": "意向", "locked": 1}),
        Change("tag", derived_id("tag", "意向", "存款"), {"tag_group": group, "name": "存款"}),
        Change("script", derived_id("script", "HX-90"), {"key": "HX-90", "title": "问候", "text": "您好", "version": 2}),  # noqa: E501
    ]  # fmt: skip
    hq.write(lambda session: record(session, None, changes, source="test"))

    def edit(work: Callable[[Workbook], Any]) -> Edits:
        path = tmp_path / "编辑表.xlsx"
        with hq.session() as session:
            editing.write(session, ANALYST, path)
        book = load_workbook(path)
        work(book)
        book.save(path)
        with hq.session() as session:
            return editing.read(session, ANALYST, path, reader)

    return edit


def take(hq: Store, edits: Edits):
    return hq.write(lambda session: editing.take(session, ANALYST, edits))


def rows(hq: Store, sql: str) -> list[tuple[object, ...]]:
    with hq.session() as session:
        return [tuple(row) for row in session.execute(text(sql))]


def test_sheets_that_nobody_edited_change_nothing(hq: Store, edit: Edit):
    edits = edit(lambda _book: None)
    assert (edits.changes, edits.new) == ([], 0)
    assert take(hq, edits).batch == ""


def test_a_cell_that_was_edited_is_a_change_of_its_field(hq: Store, edit: Edit):
    def work(book: Workbook) -> None:
        book["话术"]["D2"] = "您好，好久不见"
        book["话术"]["E2"] = "3"

    edits = edit(work)
    assert [one.fields for one in edits.changes] == [{"text": "您好，好久不见", "version": 3}]
    done = take(hq, edits)
    assert str(done.message) == "编辑表.xlsx：新增 0，更新 1"
    assert rows(hq, "SELECT text, version, title FROM script") == [("您好，好久不见", 3, "问候")]


def test_sheets_that_were_taken_in_stand_in_the_history_and_are_undone_from_it(hq: Store, edit: Edit):
    def work(book: Workbook) -> None:
        book["话术"]["D2"] = "您好，好久不见"

    before, edits = rows(hq, "SELECT text FROM script"), edit(work)
    take(hq, edits)
    with hq.session() as session:
        (passage,) = (one for one in history.passages(session) if one.kind == "editing")
        assert whereabouts.about(session, passage.id).sha256 == edits.sha256
    assert (passage.file, passage.counts, len(edits.sha256)) == ("编辑表.xlsx", {"new": 0, "changed": 1}, 64)
    hq.write(lambda session: taking_back.take_back(session, ANALYST, passage.batch))
    assert rows(hq, "SELECT text FROM script") == before
    with hq.session() as session:
        assert [one.verdict for one in history.passages(session) if one.kind == "editing"] == ["undone"]


def test_new_rows_get_the_ids_that_other_ways_give(hq: Store, edit: Edit):
    def work(book: Workbook) -> None:
        book["标签"].append(["需求", "教育金", 1, "是"])
        book["产品日历"].append(["三年期大额存单", "存款", "2026/11/20", "2026.12.31", "利息更高"])
        book["话术"].append(["HX-91", "生日", "contact", "祝您生日快乐"])

    edits = edit(work)
    assert edits.new == 3
    take(hq, edits)
    tag = rows(
        hq, "SELECT t.id, g.name, t.locked FROM tag t JOIN tag_group g ON g.id = t.tag_group WHERE t.name = '教育金'"
    )
    assert tag == [(derived_id("tag", "需求", "教育金"), "需求", 1)]
    assert rows(hq, "SELECT starts_on, ends_on FROM product") == [("2026-11-20", "2026-12-31")]
    assert rows(hq, "SELECT locked FROM script WHERE key = 'HX-91'") == [(1,)]


def test_a_row_is_withdrawn_by_a_word_and_not_by_its_absence(hq: Store, edit: Edit):
    edits = edit(lambda book: book["话术"].delete_rows(2))
    assert edits.changes == []

    def withdraw(book: Workbook) -> None:
        book["话术"]["F2"] = "是"

    take(hq, edit(withdraw))
    assert rows(hq, "SELECT hidden FROM script") == [(1,)]
    assert edit(lambda _book: None).changes == []


def test_columns_may_be_moved_and_others_added(hq: Store, edit: Edit):
    def work(book: Workbook) -> None:
        sheet = book["话术"]
        sheet.insert_cols(1)
        sheet["A1"], sheet["A2"] = "备忘", "随便"
        sheet["E2"] = "改过"

    assert [one.fields for one in edit(work).changes] == [{"text": "改过"}]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "said"),
    [
        ("话术", "E2", "三", "第 2 行“版本”看不懂：三"), ("话术", "E2", "1e999", "“版本”看不懂"),
        ("话术", "D2", "长" * 2001, "“内容”看不懂"), ("话术", "A2", None, "没有填“编号”"),
        ("话术", "A1", "号", "没有“编号”这一列"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_by_sheet_row_and_column(edit: Edit, sheet, cell, value, said):
    def work(book: Workbook) -> None:
        book[sheet][cell] = value

    with pytest.raises(AppError, match=said):
        edit(work)


def test_a_day_that_is_no_day(edit: Edit):
    with pytest.raises(AppError, match="第 2 行“开始日期”看不懂：下周一"):
        edit(lambda book: book["产品日历"].append(["存单", "", "下周一"]))


def test_the_same_row_twice(edit: Edit):
    with pytest.raises(AppError, match="第 3 行和前面一行是同一个"):
        edit(lambda book: book["话术"].append(["HX-90", "又一次"]) or book["话术"].append(["HX-92"]) or _copy(book))


def _copy(book: Workbook) -> None:
    sheet = book["话术"]
    for column in range(1, 8):
        sheet.cell(3, column).value = sheet.cell(2, column).value


def test_another_workbook_is_not_an_editing_sheet(hq: Store, tmp_path: Path, reader: Reader):
    book = Workbook()
    book.save(tmp_path / "x.xlsx")
    with hq.session() as session, pytest.raises(AppError, match="不是编辑表"):
        editing.read(session, ANALYST, tmp_path / "x.xlsx", reader)


def test_only_head_office_edits(hq: Store, tmp_path: Path):
    lead: Actor = lead_of("城东支行")
    with hq.session() as session, pytest.raises(PermissionDenied):
        editing.write(session, lead, tmp_path / "x.xlsx")


@pytest.mark.parametrize(
    ("sheet", "cells", "said"),
    [
        ("营销活动", {"A2": "秋季拉新", "B2": "存款保本高收益"}, "“营销活动”页“秋季拉新”的“目标”里，“保本”不能用"),
        ("产品日历", {"A2": "稳稳的", "E2": "稳赚不赔"}, "“产品日历”页“稳稳的”的“怎么说”里"),
        ("话术", {"D2": "这款产品零风险"}, "“话术”页“HX-90”的“内容”里"),
    ],
)
def test_what_may_not_be_said_to_customers_does_not_come_in(edit: Edit, sheet: str, cells: dict[str, str], said: str):
    with pytest.raises(AppError) as refused:
        edit(lambda book: [book[sheet].__setitem__(place, words) for place, words in cells.items()])
    assert said in str(refused.value.message)
    assert "依据" in str(refused.value.cure)


def test_what_needs_a_reason_is_head_offices_own_affair(edit: Edit):
    edits = edit(lambda book: book["营销活动"].__setitem__("A2", "全城最低价"))
    assert [change.entity for change in edits.changes] == ["campaign"]
