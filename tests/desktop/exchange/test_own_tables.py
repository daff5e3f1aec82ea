"""Tables of people's own: guessed, mapped, compared, taken in, remembered, mended, undone."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from db.actor import Actor, Role
from db.contacts import Contact, ContactState
from db.doctor import verify
from db.engine import Store
from db.ids import derived_id
from db.operation import Change, record
from db.stamp import FixedClock
from desktop import documents
from desktop.contacts import own_fields
from desktop.errors import AppError
from desktop.exchange import guess, intake, layouts, look, mapping, template, wecom, workbook
from desktop.exchange.mapping import KEPT, LEFT_OUT, Mapping
from desktop.exchange.workbook import Book, Sheet, SheetSpec
from desktop.store import open_memory_store
from tests.desktop.exchange.own_tables import HEADS, ROWS, table
from tests.own_fields import FIELDS

BRANCH = "江海银行/江北分行/城东支行"
LEAD = Actor(derived_id("staff", "wangmin"), Role.LEAD, derived_id("branch", BRANCH))
PEOPLE = {"王敏": "wangmin", "wangmin": "wangmin", "周扬": "zhouyang", "zhouyang": "zhouyang"}


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 20, 18))


@pytest.fixture
def store(clock: FixedClock) -> Iterator[Store]:
    """城东支行 with 王敏 and 周扬."""
    store = open_memory_store(clock)
    changes = [Change("branch", LEAD.branch, {"name": "城东支行", "path": BRANCH, "kind": "sub_branch"})]
    for account, name in (("wangmin", "王敏"), ("zhouyang", "周扬")):
        fields = {"account": account, "name": name, "branch": LEAD.branch, "role": "lead"}
        changes.append(Change("staff", derived_id("staff", account), fields))
    store.write(lambda session: record(session, None, changes))
    yield store
    store.close()


def understood(store: Store, path: Path, reader) -> tuple[intake.Source, Mapping, str]:
    source = intake.read(path, reader)
    with store.session() as session:
        made, origin = intake.understand(session, source)
    return source, made, origin


def taken(store: Store, source: intake.Source, made: Mapping, origin: str = "guess"):
    with store.session() as session:
        plan = intake.compare(session, LEAD, source, made, origin)
    return plan, store.write(lambda session: intake.apply(session, LEAD, plan))


def contacts(store: Store) -> dict[str, Contact]:
    with store.session() as session:
        return {one.name: one for one in session.query(Contact).filter_by(hidden=0)}


# ---------------------------------------------------------------------------------------------- what it is


def test_an_awkward_table_is_understood_by_its_headings(store, reader, tmp_path):
    _, made, origin = understood(store, table(tmp_path / "登记.xlsx"), reader)
    assert (made.kind, made.sheet, made.head_row, origin) == ("contacts", "登记", 3, "guess")
    assert dict(zip(HEADS, made.targets, strict=True)) == {
        "序号": KEPT, "联系电话": "phone", "客户经理": "owner_account", "姓名": "name", "意向程度": KEPT,
        "登记日期": "added_at", "幸运色": KEPT, "单位": "company", "客户标签": mapping.TAG, "出生日期": "birthday",
        "客户阶段": "stage_manual",
    }  # fmt: skip
    assert made.values["owner_account"] == {"王敏": "wangmin"}
    assert mapping.missing(made) == []


def test_columns_without_a_heading_are_known_by_their_cells():
    rows = [["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"]]
    rows += [[f"赵{one}", f"1380000000{at}", "王敏", f"2026-06-0{at + 1} 10:00", "女", "兴趣", f"a{at}@b.cn", "厅堂"]
             for at, one in enumerate("甲乙丙丁戊己")]  # fmt: skip
    made = guess.guess(Book([Sheet("表", rows)]), PEOPLE, [])
    assert made.targets == (
        "name", "phone", "owner_account", "added_at", "gender", "stage_manual", "email", "channel",
    )  # fmt: skip
    assert set(made.how) == {"content"}


def test_the_same_words_again_and_again_are_no_names():
    rows = [["类别", "人"]] + [["理财", f"赵{one}"] for one in "甲乙丙丁戊己"]
    assert guess.guess(Book([Sheet("表", rows)]), {}, []).targets == (KEPT, "name")


def test_an_empty_workbook_is_no_table():
    assert guess.guess(Book([]), {}, []).targets == ()
    assert guess.guess(Book([Sheet("空", [])]), {}, []).targets == ()


def test_names_and_numbers_alone_are_customers_not_staff():
    made = guess.guess(Book([Sheet("表", [["姓名", "手机"], ["赵小琳", "13800001234"]])]), {}, [])
    assert (made.kind, made.targets) == ("contacts", ("name", "phone"))
    assert [one.key for one in mapping.missing(made)] == ["owner_account"]


def test_the_plainer_of_two_headings_counts():
    made = guess.guess(Book([Sheet("表", [["联系电话", "手机号", "姓名"], ["1", "13800001234", "甲"]])]), {}, [])
    assert made.targets == (KEPT, "phone", "name")


def test_a_name_that_two_of_the_staff_have_stands_for_nobody(store):
    twin = Change("staff", derived_id("staff", "wangmin2"), {"account": "wangmin2", "name": "王敏"})
    store.write(lambda session: record(session, None, [twin]))
    with store.session() as session:
        found = intake.accounts(session)
    assert "王敏" not in found
    assert found["wangmin2"] == "wangmin2"


def test_somebody_may_say_otherwise(store, reader, tmp_path):
    source, _, _ = understood(store, table(tmp_path / "登记.xlsx"), reader)
    made = guess.at(source.book, "groups", "登记", 3, PEOPLE, [])
    assert (made.kind, "owner_name" in made.targets) == ("groups", True)
    beyond = guess.at(source.book, "contacts", "说明", 9, PEOPLE, [])
    assert beyond.targets == ()
    with pytest.raises(AppError, match="找不到工作表"):
        guess.at(source.book, "contacts", "没有", 0, PEOPLE, [])


# ---------------------------------------------------------------------------------------------- changing the mapping


def test_a_target_belongs_to_one_column_but_tags():
    made = Mapping("contacts", "表", 0, ("name", KEPT, "tag:a"), ("head", "", "head"), {}, {"name": "甲"})
    moved = made.with_target(1, "name")
    assert moved.targets == (KEPT, "name", "tag:a")
    assert moved.how == ("hand", "hand", "head")
    assert moved.defaults == {}
    assert made.with_target(1, "tag:a").targets == ("name", "tag:a", "tag:a")
    assert made.with_target(0, LEFT_OUT).targets[0] == LEFT_OUT


def test_what_is_lacking_is_named():
    made = Mapping("contacts", "表", 0, ("name",))
    with pytest.raises(AppError, match="还不知道哪一列是添加人账号"):
        mapping.layout(Book([Sheet("表", [["姓名"]])]), made, [])
    assert mapping.missing(made.with_default("owner_account", "wangmin")) == []
    assert made.with_default("owner_account", "wangmin").with_default("owner_account", "").defaults == {}


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (255, "IV"), (701, "ZZ")])
def test_columns_have_letters(column, letters):
    assert mapping.letter(column) == letters


# ---------------------------------------------------------------------------------------------- what the wizard shows


def test_the_look_says_what_needs_a_meaning(store, reader, tmp_path):
    source, made, origin = understood(store, table(tmp_path / "登记.xlsx"), reader)
    with store.session() as session:
        seen = intake.view(session, source, made, origin)
    assert [(one.name, one.rows) for one in seen.sheets] == [("说明", 1), ("登记", 7)]
    assert seen.sheets[1].first[3][:3] == HEADS[:3]
    phone = seen.columns[1]
    assert (phone.letters, phone.head, phone.target, phone.how) == ("B", "联系电话", "phone", "also")
    assert phone.samples == "13800001234、139 0000 5678、1380000"
    words = {(one.key, one.text): (one.rows, one.value) for one in seen.words}
    assert words["owner_account", "小周"] == (1, "")
    assert words["owner_account", "王敏"] == (2, "wangmin")
    assert words["stage_manual", "潜在"] == (1, "")
    assert words["stage_manual", "有意向"] == (1, "interest")
    assert [bool(one.value) for one in seen.words] == sorted(bool(one.value) for one in seen.words)


def test_a_look_at_nothing_shows_nothing():
    book, made = Book([]), Mapping("contacts", "", 0, ())
    assert (look.columns(book, made), look.words(book, made, {}), look.heads(book, made)) == ([], [], [])


# ---------------------------------------------------------------------------------------------- taking it in


def test_an_awkward_table_is_taken_in_and_nothing_is_lost(store, reader, tmp_path):
    source, made, _ = understood(store, table(tmp_path / "登记.xlsx"), reader)
    made = made.with_value("stage_manual", "潜在", "aware")
    plan, done = taken(store, source, made)
    assert plan.counts == {
        "rows": 3, "new": 2, "changed": 0, "same": 0, "suspected_lost": 0, "refused": 1, "warned": 1,
    }  # fmt: skip
    assert [str(one.reason) for one in plan.refused] == ["不知道“小周”是哪位员工"]
    assert done.count == 2
    zhao = contacts(store)["赵小琳"]
    assert (zhao.phone, zhao.owner_name, zhao.owner_account, zhao.branch) == (
        "13800001234", "王敏", "wangmin", LEAD.branch,
    )  # fmt: skip
    assert (zhao.added_at, zhao.company, zhao.birthday) == ("2026-06-01 00:00:00", "云溪科技", "1988-08-15")
    assert (zhao.stage_manual, zhao.stage_reason, zhao.stage_by) == ("interest", "登记.xlsx", LEAD.staff)
    assert json.loads(zhao.imported) == {"序号": "1", "意向程度": "高", "幸运色": "绿"}
    assert contacts(store)["李建国"].birthday == "0000-08-15"
    with store.session() as session:
        tags = session.execute(text("SELECT g.name, t.name FROM tag t JOIN tag_group g ON g.id = t.tag_group")).all()
        assert {tuple(row) for row in tags} == {("导入的标签", "代发"), ("导入的标签", "理财")}
        assert session.query(ContactState).filter_by(stage="interest").count() == 1
        assert verify(session) == []


def test_what_is_not_understood_is_kept_as_text(store, reader, tmp_path):
    source, made, _ = understood(store, table(tmp_path / "登记.xlsx"), reader)
    plan, _ = taken(store, source, made.with_value("owner_account", "小周", "zhouyang"))
    assert sorted(str(one.reason) for one in plan.warned) == [
        "“潜在”不知道是哪一项，原样另存", "手机“1380000”不是 11 位手机号，按原样保留", "看不懂这个生日：八月",
    ]  # fmt: skip
    sun = contacts(store)["孙一"]
    assert (sun.owner_account, sun.phone, sun.birthday, sun.stage_manual) == ("zhouyang", "1380000", None, "")
    assert json.loads(sun.imported) == {"序号": "3", "意向程度": "低", "出生日期": "八月", "客户阶段": "潜在"}


def test_the_same_table_again_changes_nothing_and_is_known(store, reader, tmp_path, clock):
    path = table(tmp_path / "登记.xlsx")
    source, made, _ = understood(store, path, reader)
    taken(store, source, made.with_value("owner_account", "小周", "zhouyang"))
    clock.advance(days=1)
    source, again, origin = understood(store, path, reader)
    assert (origin, again.values["owner_account"]["小周"]) == ("last", "zhouyang")
    plan, done = taken(store, source, again, origin)
    assert (plan.same, plan.changes, done.batch) == (3, [], "")
    assert [one.title for one in plan.unchanged] == ["赵小琳", "李建国", "孙一"]


def test_a_layout_is_known_in_another_order_and_another_row(store, reader, tmp_path):
    source, made, _ = understood(store, table(tmp_path / "一.xlsx"), reader)
    taken(store, source, made.with_target(4, "remark"))
    heads = list(reversed(HEADS))
    workbook.write(tmp_path / "二.xlsx", [SheetSpec("表", [heads, *(list(reversed(row)) for row in ROWS)])])
    _, again, origin = understood(store, tmp_path / "二.xlsx", reader)
    assert (origin, again.head_row) == ("last", 0)
    assert dict(zip(heads, again.targets, strict=True))["意向程度"] == "remark"


@pytest.mark.parametrize("kept", ["{", "[]", '{"kind": "x", "targets": {}, "values": {}, "defaults": {}}',
                                  '{"kind": "contacts", "targets": {}, "values": {"a": 1}, "defaults": {}}',
                                  '{"kind": "contacts", "targets": [], "values": {}, "defaults": {}}'])  # fmt: skip
def test_a_layout_that_was_damaged_is_passed_over(store, kept):
    book = Book([Sheet("表", [HEADS, *ROWS])])
    with store.session() as session:
        layouts.remember(session, Mapping("contacts", "表", 0, ("name",) * len(HEADS)), HEADS)
        session.execute(text("UPDATE setting SET value = :kept"), {"kept": kept})
        assert layouts.recall(session, book) is None


def test_too_few_headings_are_not_remembered(store):
    with store.session() as session:
        layouts.remember(session, Mapping("contacts", "表", 0, ("name",)), ["姓名"])
        assert layouts.recall(session, Book([Sheet("表", [["姓名"]])])) is None


def test_a_table_without_times_finds_its_contacts_again(store, reader, tmp_path):
    """By the phone, else by the name where it stands alone; nobody is made twice."""
    heads = ["姓名", "手机", "备注"]
    rows = [["赵小琳", "13800001234", "一"], ["李建国", None, "二"], ["李建国", "13900000000", "三"]]
    workbook.write(tmp_path / "一.xlsx", [SheetSpec("表", [heads, *rows])])
    source, made, _ = understood(store, tmp_path / "一.xlsx", reader)
    plan, _ = taken(store, source, made.with_default("owner_account", "wangmin"))
    assert plan.counts["new"] == 3
    assert contacts(store)["赵小琳"].added_at is None
    source, again, origin = understood(store, tmp_path / "一.xlsx", reader)
    assert origin == "last"
    assert taken(store, source, again)[0].counts["same"] == 3
    rows = [["赵小琳", None, "一加"], ["新来的", "13700000000", ""]]
    workbook.write(tmp_path / "二.xlsx", [SheetSpec("表", [heads, *rows])])
    source, again, _ = understood(store, tmp_path / "二.xlsx", reader)
    plan, _ = taken(store, source, again)
    assert (plan.counts["new"], [one.title for one in plan.changed]) == (1, ["赵小琳"])
    assert contacts(store)["赵小琳"].remark == "一加"


def test_columns_nobody_knows_add_up_over_files(store, reader, tmp_path):
    for name, head, value in (("一", "星座", "狮子"), ("二", "血型", "A")):
        workbook.write(tmp_path / f"{name}.xlsx", [SheetSpec("表", [["姓名", "手机", head],
                                                                  ["赵小琳", "13800001234", value]])])  # fmt: skip
        source, made, _ = understood(store, tmp_path / f"{name}.xlsx", reader)
        taken(store, source, made.with_default("owner_account", "wangmin"))
    assert json.loads(contacts(store)["赵小琳"].imported) == {"星座": "狮子", "血型": "A"}


def test_refused_rows_of_an_own_table_go_in_once_mended(store, reader, tmp_path):
    source, made, _ = understood(store, table(tmp_path / "登记.xlsx"), reader)
    plan, _ = taken(store, source, made)
    back = intake.write_refused(plan, tmp_path / "拒收.xlsx").path
    book = openpyxl.load_workbook(back)
    sheet = book.active
    assert (sheet["C2"].value, sheet["L2"].value) == ("小周", "不知道“小周”是哪位员工")
    assert sheet["C2"].fill.fgColor.rgb.endswith(workbook.REFUSED_FILL)
    sheet["C2"] = "周扬"
    book.save(back)
    source, again, origin = understood(store, back, reader)
    assert origin == "last"
    assert taken(store, source, again)[0].counts["new"] == 1
    again_back = intake.write_refused(plan, tmp_path / "拒收2.xlsx").path
    assert [cell.value for cell in openpyxl.load_workbook(again_back).active[1]] == [*HEADS, wecom.REASON]


def test_staff_and_groups_of_own_tables(store, reader, tmp_path):
    rows = [["工号", "员工姓名", "所在部门"], ["sunli", "孙立", BRANCH]]
    workbook.write(tmp_path / "员工.xlsx", [SheetSpec("表", rows)])
    source, made, _ = understood(store, tmp_path / "员工.xlsx", reader)
    assert (made.kind, taken(store, source, made)[0].counts["new"]) == ("staff", 1)
    rows = [["社群名称", "负责人", "人数"], ["代发群", "王敏", 88]]
    workbook.write(tmp_path / "群.xlsx", [SheetSpec("表", rows)])
    source, made, _ = understood(store, tmp_path / "群.xlsx", reader)
    assert (made.kind, taken(store, source, made)[0].counts["new"]) == ("groups", 1)
    assert taken(store, source, made)[0].counts["same"] == 1


def test_a_command_takes_in_what_says_everything_and_names_what_lacks(store, reader, tmp_path):
    with store.session() as session:
        assert intake.plan(session, LEAD, table(tmp_path / "登记.xlsx"), reader).counts["new"] == 2
        workbook.write(tmp_path / "少.xlsx", [SheetSpec("表", [["姓名", "手机"], ["甲", "13800001234"]])])
        with pytest.raises(AppError, match="还不知道哪一列是添加人账号"):
            intake.plan(session, LEAD, tmp_path / "少.xlsx", reader)
        workbook.write(tmp_path / "别的.xlsx", [SheetSpec("表", [["x", "y"], ["1", "2"]])])
        with pytest.raises(AppError, match="认不出"):
            intake.plan(session, LEAD, tmp_path / "别的.xlsx", reader)


# ---------------------------------------------------------------------------------------------- own fields


def with_fields(store: Store) -> None:
    change = documents.change(own_fields.KIND, "自定义字段", "1", FIELDS)
    store.write(lambda session: record(session, None, [change]))


def test_own_fields_are_imported_by_their_titles(store, reader, tmp_path):
    with_fields(store)
    rows = [["姓名", "手机", "归属", "风险等级", "资产"], ["赵小琳", "13800001234", "王敏", "R2", "12,000.50"],
            ["李建国", "13900001234", "王敏", "R9", "很多"]]  # fmt: skip
    workbook.write(tmp_path / "一.xlsx", [SheetSpec("表", rows)])
    source, made, _ = understood(store, tmp_path / "一.xlsx", reader)
    plan, _ = taken(store, source, made)
    found = contacts(store)
    with store.session() as session:
        assert own_fields.values(session, found["赵小琳"].id) == {"risk": "R2", "assets": "12000.50"}
        assert own_fields.values(session, found["李建国"].id) == {}
    assert json.loads(found["李建国"].imported) == {"风险等级": "R9", "资产": "很多"}
    assert sorted(str(one.reason) for one in plan.warned) == ["资产要是数字，不能是“很多”", "风险等级没有“R9”这一项"]
    assert taken(store, source, made)[0].counts["same"] == 2
    rows[1][3] = "R1"
    workbook.write(tmp_path / "二.xlsx", [SheetSpec("表", rows)])
    source, made, _ = understood(store, tmp_path / "二.xlsx", reader)
    assert [one.title for one in taken(store, source, made)[0].changed] == ["赵小琳"]


def test_wecom_s_own_file_with_a_column_of_head_office_s(store, reader, tmp_path):
    with_fields(store)
    heads = ["客户名称", "添加人账号", "添加时间", "手机", "风险等级", "星座"]
    workbook.write(tmp_path / "a.xlsx", [SheetSpec("表", [heads, ["甲", "wangmin", "2026-01-01", "", "R1", "狮子"]])])
    source, made, origin = understood(store, tmp_path / "a.xlsx", reader)
    assert (origin, made.targets[4], made.targets[5]) == ("wecom", "own:risk", KEPT)
    taken(store, source, made, origin)
    with store.session() as session:
        assert own_fields.values(session, contacts(store)["甲"].id) == {"risk": "R1"}
    assert understood(store, tmp_path / "a.xlsx", reader)[2] == "wecom"  # nothing had to be remembered


# ---------------------------------------------------------------------------------------------- the template


def test_the_template_imports_as_it_is_filled_in(store, reader, tmp_path):
    with_fields(store)
    with store.session() as session:
        path = template.write(session, tmp_path / "模板.xlsx")
    source, made, _ = understood(store, path, reader)
    assert KEPT not in made.targets
    assert taken(store, source, made)[0].counts["rows"] == 0  # the examples are passed over
    book = openpyxl.load_workbook(path)
    sheet = book["客户"]
    assert sheet["A2"].value == "（示例）赵小琳"
    assert len(sheet.data_validations.dataValidation) == 6
    for column, value in enumerate(["钱一", "13700001234", "周扬", "2026-11-01"], 1):
        sheet.cell(4, column).value = value
    book.save(path)
    source, made, _ = understood(store, path, reader)
    assert taken(store, source, made)[0].counts["new"] == 1
    assert contacts(store)["钱一"].owner_account == "zhouyang"


# ---------------------------------------------------------------------------------------------- any table at all

CELLS = st.one_of(
    st.none(), st.integers(-10, 10**14), st.dates(), st.datetimes(), st.booleans(),
    st.text(max_size=12), st.sampled_from([*HEADS, "手机", "=1+1", "<b>", "13800001234", "标签组1(客群)", "昨天"]),
)  # fmt: skip
TABLES = st.lists(st.lists(CELLS, max_size=8), max_size=8)


@given(TABLES)
def test_no_table_makes_the_guess_or_the_reading_fail(rows):
    book = Book([Sheet("表", rows)])
    made = guess.guess(book, PEOPLE, [])
    look.columns(book, made)
    look.words(book, made, PEOPLE)
    if made.sheet and not mapping.missing(made):
        layout, cells = mapping.layout(book, made, [])
        for one in wecom.parse(layout, cells):
            assert one.faults or one.values.get("name") or made.kind != "contacts"
