"""Head office's sheets of SOP templates: out, edited, back, and by a pack into a branch."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from db.actor import Actor, Role
from db.engine import Store
from db.merging import export_operations, merge
from db.operation import Change, record
from db.sop import SopStep, SopTemplate, Task
from db.stamp import FixedClock
from desktop.errors import AppError
from desktop.exchange import editing
from desktop.exchange.editing import Edits
from desktop.exchange.editing_sop import STEP_HEADS, STEPS, TEMPLATE_HEADS, TEMPLATES
from desktop.exchange.worker import Reader
from desktop.sop import editing as branch_editing
from desktop.sop import schedule, templates
from desktop.store import open_memory_store
from desktop.words import Words
from tests.desktop.exchange.branches import ANALYST, FRIDAY

Edit = Callable[[Callable[[Workbook], Any]], Edits]
NEW = dict(zip(STEP_HEADS.values(), [""] * len(STEP_HEADS), strict=True)) | {
    "模板编号": "rain", "步骤编号": "umbrella", "次序": 1, "名称": "借伞", "类型": "厅堂", "对象": "自己做",
    "开始": "9:00", "截止": "10:00", "必做": "是", "星期": "24", "应做数": 3.0, "话术编号": "CH-01",
}  # fmt: skip


@pytest.fixture
def edit(hq: Store, tmp_path: Path, reader: Reader) -> Edit:
    """Write the sheets of the shipped templates, let somebody edit them, read them back."""
    hq.write(lambda session: templates.publish(session, None))

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


def cell(book: Workbook, sheet: str, key: str, head: str):
    """The cell of the row with this number, under this heading."""
    page = book[sheet]
    heads = [one.value for one in page[1]]
    column = heads.index("步骤编号" if sheet == STEPS else "编号")
    row = next(one for one in page.iter_rows(min_row=2) if one[column].value == key)
    return row[heads.index(head)]


def add(book: Workbook, **changes: object) -> None:
    book[TEMPLATES].append(["rain", "下雨天", "每天", "工作日", "柜员、网点负责人", ""])
    book[STEPS].append([*(NEW | changes).values()])


def test_sheets_that_nobody_edited_change_nothing(edit: Edit):
    edits = edit(lambda _book: None)
    assert (edits.changes, edits.new) == ([], 0)


def test_what_was_edited_counts_the_version_up(hq: Store, edit: Edit):
    def work(book: Workbook) -> None:
        cell(book, STEPS, "table_card", "开始").value = "08:00"
        cell(book, STEPS, "d3", "第几天").value = 4
        cell(book, TEMPLATES, "moments", "名称").value = "朋友圈四条"
        cell(book, STEPS, "d7", "停用").value = "是"

    edits = edit(work)
    assert edits.new == 0
    hq.write(lambda session: editing.take(session, ANALYST, edits))
    with hq.session() as session:
        step = session.get(SopStep, templates.step_id("branch_day", "table_card"))
        assert (step.time, step.until) == ("08:00", "08:40")
        assert session.get(SopStep, templates.step_id("hundred_days", "d3")).day == 4
        assert session.get(SopStep, templates.step_id("hundred_days", "d7")).hidden == 1
        versions = dict(session.execute(select(SopTemplate.key, SopTemplate.version)).all())
    assert [versions[key] for key in ("branch_day", "hundred_days", "moments", "birthdays")] == [2, 2, 2, 1]


def test_a_new_template_reaches_a_branch_locked_and_makes_no_change_twice(hq: Store, edit: Edit):
    edits = edit(add)
    assert edits.new == 2
    hq.write(lambda session: editing.take(session, ANALYST, edits))
    with hq.session() as session:
        sent = list(export_operations(session, {}))
    branch = open_memory_store(FixedClock(FRIDAY))
    branch.write(lambda session: merge(session, sent))
    lead = Actor("lead", Role.LEAD, "b")
    with branch.session() as session:
        draft = next(one for one in branch_editing.drafts(session, lead) if one.key == "rain")
    assert (draft.locked, draft.title, draft.roles, draft.version) == (True, "下雨天", ("teller", "lead"), 1)
    step = draft.steps[0]
    assert (step.id, step.title, step.must, step.expected) == (templates.step_id("rain", "umbrella"), "借伞", True, 3)
    assert step.audience.weekdays == (2, 4)
    branch.close()
    assert edit(lambda _book: None).changes == []


def test_a_task_that_head_office_recalls_goes_where_it_is_open_and_stays_where_it_was_done(hq: Store, edit: Edit):
    """Sent down, done by one of two, called back: nobody has it to do any more, and what was done still counts."""
    branch, lead = open_memory_store(FixedClock(FRIDAY)), Actor("lead", Role.LEAD, "b")
    people = [Change("branch", "b", {"name": "城东支行", "kind": "sub_branch"})]
    people += [Change("staff", one, {"name": one, "branch": "b", "role": one}) for one in ("lead", "teller")]
    branch.write(lambda session: record(session, lead, people))

    def sent_down(work: Callable[[Workbook], Any]) -> dict[str, str | None]:
        """Edited, taken back, sent, and the day made anew: who has the task, and when it was done."""
        edits = edit(work)
        hq.write(lambda session: editing.take(session, ANALYST, edits))
        with hq.session() as session:
            sent = list(export_operations(session, {}))
        branch.write(lambda session: merge(session, sent))
        branch.write(lambda session: schedule.generate(session, lead, FRIDAY.date()))
        with branch.session() as session:
            rows = session.execute(select(Task.staff, Task.done_at).where(Task.title == "借伞", Task.hidden == 0))
            return {row[0]: row[1] for row in rows}

    assert sent_down(lambda book: add(book, 星期="")) == {"lead": None, "teller": None}
    at = "2026-11-20 09:30:00"
    with branch.session() as session:
        own = session.scalars(select(Task.id).where(Task.title == "借伞", Task.staff == "teller")).one()
    branch.write(lambda session: record(session, lead, [Change("task", own, {"done_at": at})]))

    def recall(book: Workbook) -> None:
        cell(book, TEMPLATES, "rain", "停用").value = "是"

    assert sent_down(recall) == {"teller": at}
    branch.close()


@pytest.mark.parametrize(
    ("work", "said"),
    [
        (lambda book: add(book, 开始="25:00"), "“SOP步骤”页第 113 行：“开始”写成"),
        (lambda book: add(book, 模板编号="snow"), "模板编号“snow”不存在"),
        (lambda book: add(book, 类型="跳舞"), "“类型”里没有“跳舞”"),
        (lambda book: add(book, 次序="一"), "“次序”要写整数"),
        (lambda book: book[TEMPLATES].append(["", "没编号", "每天", "工作日", "柜员", ""]), "没有编号"),
        (lambda book: book[TEMPLATES].append(["x", "没岗位", "每天", "工作日", "", ""]), "至少要有一个岗位"),
        (lambda book: book[STEPS].delete_cols(3), "没有“次序”这一列"),
    ],
)
def test_what_cannot_be_is_said_with_its_place(edit: Edit, work, said):
    with pytest.raises(AppError, match=said):
        edit(work)


def test_the_headings_are_those_of_the_fields(hq: Store):
    assert len(set(STEP_HEADS.values())) == len(STEP_HEADS)
    assert len(set(TEMPLATE_HEADS.values())) == len(TEMPLATE_HEADS)
    hq.write(lambda session: record(session, None, [Change("sop_template", "odd", {"key": "odd", "kind": "odd"})]))
    with hq.session() as session:
        from desktop.exchange import editing_sop

        assert len(editing_sop.sheets(session, Words())[0].rows) == 2
