"""Head office's sheets of the activity library: out, edited, back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from db.engine import Store
from desktop.activities import library, shelf
from desktop.errors import AppError
from desktop.exchange import editing
from desktop.exchange.editing import Edits
from desktop.exchange.editing_activities import ACTIVITIES, ROUNDS
from desktop.exchange.worker import Reader
from tests.desktop.exchange.branches import ANALYST

Edit = Callable[[Callable[[Workbook], Any]], Edits]


@pytest.fixture
def edit(hq: Store, tmp_path: Path, reader: Reader) -> Edit:
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


def add(book: Workbook, kind: str = "猜字谜", answer: str = "b") -> None:
    book[ACTIVITIES].append(["hq-1", "春节字谜", kind, "过年", "防诈提醒", ""])
    book[ROUNDS].append(["hq-1", 2, "十五天", "打一字", "明", "胖", "朋", answer, "半个月"])
    book[ROUNDS].append(["hq-1", 1, "一加一", "打一字", "工", "王", "干", answer, "上下两个一"])


def row(book: Workbook, key: str):
    return next(one for one in book[ACTIVITIES].iter_rows(min_row=2) if one[0].value == key)


def test_sheets_that_nobody_edited_change_nothing(edit: Edit):
    edits = edit(lambda _book: None)
    assert (edits.changes, edits.new) == ([], 0)


def test_an_activity_is_added_and_another_changed_and_one_withdrawn(hq: Store, edit: Edit):
    product = library.load_products()["alert"].name

    def work(book: Workbook) -> None:
        add(book)
        row(book, "hq-1")[4].value = product
        row(book, "riddle-1")[1].value = "猜字谜：新的名称"
        row(book, "riddle-2")[5].value = "是"

    edits = edit(work)
    assert edits.new == 1
    assert len(edits.changes) == 3
    hq.write(lambda session: editing.take(session, ANALYST, edits))
    with hq.session() as session:
        found = {one.key: one for one in shelf.shelf(session)}
    assert (found["hq-1"].version, found["hq-1"].product.name) == (1, product)
    assert [one.question for one in found["hq-1"].rounds] == ["一加一", "十五天"]
    assert [one.answer for one in found["hq-1"].rounds] == ["B", "B"]
    assert (found["riddle-1"].title, found["riddle-1"].version) == ("猜字谜：新的名称", 2)
    assert "riddle-2" not in found
    assert edit(lambda _book: None).changes == []


@pytest.mark.parametrize(
    ("work", "said"),
    [
        (lambda book: add(book, kind="跳舞"), "“活动库”页第 54 行：活动“hq-1”的名称、类型或产品不对"),
        (lambda book: add(book, answer="E"), "第 1 题不完整"),
        (lambda book: book[ROUNDS].delete_cols(3), "没有“题目”这一列"),
    ],
)
def test_what_cannot_be_is_said_with_its_place(edit: Edit, work, said):
    product = library.load_products()["alert"].name

    def edited(book: Workbook) -> None:
        work(book)
        for one in book[ACTIVITIES].iter_rows(min_row=54):
            one[4].value = product

    with pytest.raises(AppError, match=said):
        edit(edited)
