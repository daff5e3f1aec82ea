"""What people change in a report is told as what it is, and becomes the same operations wherever it is accepted."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from db.actor import Actor
from db.doctor import state_hash, verify
from db.engine import Store
from db.merging import merge
from db.projection import Operation
from db.stamp import FixedClock
from desktop.exchange import (
    edit_operations,
    hand_edits,
    handover,
    handover_taking,
    manifest,
    originals,
    proposals,
    protection,
    report,
)
from desktop.exchange.hand_edits import Finding
from desktop.exchange.outgoing import Prepared
from desktop.exchange.workbook import Book, Sheet
from desktop.exchange.worker import Reader
from desktop.security import seals
from desktop.store import open_memory_store
from desktop.words import Words
from tests.desktop.exchange import editing_by_hand
from tests.desktop.exchange.branches import FRIDAY, open_branch
from tests.desktop.exchange.editing_by_hand import book_of

Branch = tuple[Store, Actor]
LISTED = {"key", "head", "moved"}


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    store, lead = open_branch("城东支行", 12)
    made = store.write(lambda session: report.prepare(session, lead, seals.signer(session)))
    store.close()
    return made


@pytest.fixture
def book(prepared: Prepared) -> Book:
    return book_of(prepared.sheets)


def told(book: Book, prepared: Prepared) -> list[Finding]:
    return hand_edits.findings(book, prepared.head, "x.xlsx")


def kinds(found: list[Finding]) -> list[str]:
    return [one.kind for one in found]


def contacts(book: Book) -> list[list[object]]:
    return book.sheet("客户").rows


def at(book: Book, line: int, key: str, value: object, sheet: str = "客户") -> None:
    rows = book.sheet(sheet).rows
    rows[line - 1][rows[0].index(key)] = value


def operations_of(found: list[Finding], head: manifest.Manifest) -> list[Operation]:
    made = []
    for one in found:
        id_ = edit_operations.proposal_id(head, one.edits, one.kind, one.row, one.field)
        made += edit_operations.operations(head.export_id, head.stamp, id_, one.edits)
    return made


# --------------------------------------------------------------------------------------------- nothing was changed


def test_an_untouched_report_has_no_hand_edits(book: Book, prepared: Prepared):
    assert told(book, prepared) == []


def test_other_types_columns_turned_round_and_empty_rows_are_no_edits_but_said(book: Book, prepared: Prepared):
    found = told(editing_by_hand.retyped(book), prepared)
    assert {(one.kind, str(one.head)) for one in found} == {("moved", "列")}


def test_a_file_in_english_maps_too(prepared: Prepared):
    store, lead = open_branch("城东支行", 2)
    english = store.write(lambda session: report.prepare(session, lead, seals.signer(session), words=Words("en")))
    store.close()
    book = book_of(english.sheets)
    assert [sheet.name for sheet in book.sheets][2] == "Contacts"
    assert told(book, english) == []
    rows = book.sheet("Contacts").rows
    rows[2][rows[0].index("next_at")] = "2026-12-01"
    assert kinds(told(book, english)) == ["changed"]


def test_a_file_without_rows_as_they_were_written_is_not_compared(book: Book, prepared: Prepared):
    at(book, 3, "name", "x")
    assert hand_edits.findings(book, replace(prepared.head, rows=""), "x.xlsx") == []


# --------------------------------------------------------------------------------------------- every kind of edit


def test_a_date_set_by_hand_makes_or_moves_the_next_step(book: Book, prepared: Prepared):
    rows = contacts(book)
    place = rows[0].index("next_at")
    planned = next(line for line, row in enumerate(rows[2:], 3) if row[place])
    bare = next(line for line, row in enumerate(rows[2:], 3) if not row[place])
    at(book, planned, "next_at", datetime(2026, 12, 1, 9, 30))
    at(book, bare, "next_at", date(2026, 12, 2))
    by_line = {one.line: one for one in told(book, prepared)}
    assert by_line[planned].edits[0].fields == {"due_at": "2026-12-01 09:30:00"}
    made = by_line[bare].edits[0]
    assert (made.entity, made.fresh, made.fields["due_at"]) == ("follow_up", True, "2026-12-02 00:00:00")
    assert made.fields["title"] == "跟进"


def test_tags_are_put_on_and_taken_off_and_their_order_means_nothing(book: Book, prepared: Prepared):
    at(book, 3, "tags", None)
    at(book, 4, "tags", " 存款 ")
    [one] = told(book, prepared)
    assert [(edit.entity, edit.fields["present"]) for edit in one.edits] == [("contact_tag", 0)]
    at(book, 3, "tags", "存款，没有的")
    [one] = told(book, prepared)
    assert (one.kind, one.after, one.edits) == ("unknown", "没有的", ())


@pytest.mark.parametrize(
    ("sheet", "key", "value", "kind"),
    [
        ("客户", "name", "真名", "unmarked"), ("客户", "stage", "购买", "unmarked"),
        ("客户", "next_at", "过几天", "unfit"),
        ("社群", "members", "很多", "unfit"), ("社群", "members", -3, "unfit"), ("社群", "members", 10**12, "unfit"),
        ("社群", "members", 120.0, "changed"), ("SOP 记录", "count", "7", "changed"), ("客户", "_ck", "x", "key"),
        ("客户", "_id", "somebody", "key"), ("海报台卡", "copies", 9, "changed"), ("社群", "members", None, "unfit"),
    ],
)  # fmt: skip
def test_a_changed_cell_is_told_as_what_it_is(
    book: Book, prepared: Prepared, sheet: str, key: str, value: object, kind: str
):
    at(book, 3, key, value, sheet)
    found = told(book, prepared)
    assert found[0].kind == kind
    assert bool(found[0].edits) == (kind == "changed")
    assert {one.kind for one in found[1:]} <= {"deleted"}  # a row whose id is gone is missed as well


def test_a_number_of_the_summary_cannot_be_changed_unseen(book: Book, prepared: Prepared):
    rows = book.sheet("汇总").rows
    at(book, rows.index(next(row for row in rows if "adds" in row)) + 1, "value", 900.0, "汇总")
    del rows[-1]
    found = {one.kind: one for one in told(book, prepared)}
    assert found.keys() == {"unmarked", "deleted"}
    assert (found["unmarked"].before, found["unmarked"].after, found["unmarked"].edits) == ("4", "900", ())


def test_rows_added_deleted_copied_and_sorted_anew(book: Book, prepared: Prepared):
    rows = contacts(book)
    rows.append(["新来的", "13700001111", "王敏", None, "存款"])
    gone = rows.pop(4)
    rows.append(list(rows[2]))
    rows[5], rows[6] = rows[6], rows[5]
    found = told(book, prepared)
    assert Counter(kinds(found)) == {"added": 1, "deleted": 1, "copied": 1, "moved": 1}
    new = next(one for one in found if one.kind == "added")
    assert [edit.entity for edit in new.edits] == ["contact", "contact_tag"]
    assert new.edits[0].fields["owner"]
    assert next(one for one in found if one.kind == "deleted").row == gone[rows[0].index("_id")]


def test_two_copies_that_both_differ_are_both_only_listed(book: Book, prepared: Prepared):
    rows = contacts(book)
    at(book, 3, "tags", None)
    rows.append(list(rows[2]))
    found = told(book, prepared)
    assert kinds(found) == ["copied", "copied"]
    assert not any(one.edits for one in found)


def test_a_row_added_where_nothing_can_be_added_is_listed(book: Book, prepared: Prepared):
    book.sheet("标签").rows.append(["新组", "新标签"])
    book.sheet("社群").rows.append(["一个新群", "王敏", "很多"])
    assert {(one.kind, one.edits) for one in told(book, prepared)} == {("added", ()), ("unfit", ())}


def test_heads_renamed_columns_gone_and_new(book: Book, prepared: Prepared):
    rows = contacts(book)
    rows[1][rows[0].index("phone")] = "电话"
    for row in book.sheet("社群").rows:
        del row[1]
        row.append("手工列" if row[0] == "群名" else None)
    found = told(book, prepared)
    assert [(one.kind, str(one.head), one.after) for one in found] == [
        ("head", "手机", "电话"), ("column", "群主", ""), ("column", "新的列", "手工列"),
    ]  # fmt: skip


def test_without_the_hidden_row_the_heads_serve(book: Book, prepared: Prepared):
    del contacts(book)[0]
    contacts(book)[3][8] = "2026-12-01"
    found = told(book, prepared)
    assert [(one.kind, one.line) for one in found] == [("head", 1), ("changed", 4)]


def test_a_sheet_without_ids_and_one_that_is_gone(book: Book, prepared: Prepared):
    for row in contacts(book)[:2]:
        row[10] = None
    kept = Book([sheet for sheet in book.sheets if sheet.name != "社群"])
    found = told(kept, prepared)
    assert {(one.kind, one.sheet) for one in found} >= {("sheet", "社群")}
    assert "key" in {one.kind for one in found if one.sheet == "客户"}
    assert not any(one.edits for one in found)


def test_a_sheet_with_another_name_is_found_by_its_keys(book: Book, prepared: Prepared):
    at(book, 3, "next_at", "2026-12-01")
    renamed = Book([Sheet("我的客户", sheet.rows) if sheet.name == "客户" else sheet for sheet in book.sheets])
    found = told(renamed, prepared)
    assert [(one.kind, one.sheet) for one in found] == [("renamed", "我的客户"), ("changed", "我的客户")]
    assert (found[0].before, found[0].after, found[0].edits) == ("客户", "我的客户", ())


def test_a_sheet_more_is_named_and_what_a_program_adds_by_itself_is_not(book: Book, prepared: Prepared):
    mine, twice = Sheet("我的分析", [["合计", 3]]), Sheet("客户 (2)", [list(row) for row in contacts(book)])
    others = [Sheet("WpsReserved_CellImgList", [["x"]]), Sheet("Sheet1", [[None]])]
    found = told(Book([*book.sheets, mine, twice, *others]), prepared)
    assert [(one.kind, one.after) for one in found] == [("extra", "我的分析"), ("extra", "客户 (2)")]


def test_a_copy_without_its_id_is_a_copy_and_half_a_number_makes_nobody(book: Book, prepared: Prepared):
    rows = contacts(book)
    copy = [*rows[4][:-2], None, None]
    other = list(copy)
    other[0] = "新来的"
    rows += [copy, other]
    found = told(book, prepared)
    assert [(one.kind, one.line, one.edits) for one in found] == [
        ("copied", len(rows) - 1, ()), ("unfit", len(rows), ()),
    ]  # fmt: skip
    assert found[1].after == rows[4][1]
    assert ("", "认知") in {(source and "", said) for source, _, said in found[0].cells}  # no code


@pytest.mark.parametrize("gone", [{"_id"}, {"_ck"}, {"_id", "_ck"}])
def test_without_the_hidden_columns_that_alone_is_told(book: Book, prepared: Prepared, gone: set[str]):
    rows = contacts(book)
    keep = [place for place, key in enumerate(rows[0]) if key not in gone]
    rows[:] = [[row[place] for place in keep] for row in rows]
    assert [(one.kind, one.line, one.head) for one in told(book, prepared)] == [("key", 2, max(gone))]


def test_what_is_written_above_the_heads_is_told(book: Book, prepared: Prepared):
    contacts(book).insert(0, ["本周客户", None, 3.0])
    contacts(book).insert(0, [None, None])
    found = [(one.kind, one.line, str(one.head), one.after) for one in told(book, prepared)]
    assert found == [("head", 2, "表头上面", "本周客户 3")]


def test_the_cover_cannot_be_changed_unseen(book: Book, prepared: Prepared):
    rows = book.sheet("说明").rows
    rows[1][1] = "城西支行"
    del rows[3]
    rows.append(["补充", "口头说过"])
    rows.append([None, None])
    rows.append(list(rows[2]))
    rows[0][0] = "城西 上报表"
    rows[4].append("旁注")
    book = Book(book.sheets, {"说明": frozenset({(6, 2)})})
    found = [(one.kind, one.line, str(one.head), one.before, one.after) for one in told(book, prepared)]
    assert found == [
        ("unmarked", 1, "城西 上报表", "", ""),
        ("unmarked", 2, "网点", "江海银行 城东支行", "城西支行"),
        ("unmarked", 5, rows[4][0], rows[4][1], f"{rows[4][1]} 旁注"),
        ("formula", 6, rows[5][0], rows[5][1], rows[5][1]),
        ("unmarked", len(rows) - 2, "补充", "", "口头说过"),
        ("unmarked", len(rows), rows[2][0], "", rows[2][1]),
        ("unmarked", 0, "台卡 上报表", "", ""),
        ("unmarked", 0, "导出时间", "2026-11-20 10:42:00", ""),
    ]
    written = originals.unpack(prepared.head.rows, "x")
    odd = written._replace(pages={"cover": originals.Page(["a", "b"], {"网点": ["", ""]}, {})})
    assert told(book, prepared._replace(head=replace(prepared.head, rows=originals.pack(odd)))) == []
    gone = Book([sheet for sheet in book.sheets if sheet.name != "说明"])
    assert [(one.kind, one.sheet) for one in told(gone, prepared)] == [("sheet", "说明")]


def test_a_formula_in_a_cell_is_listed_whatever_it_comes_to(book: Book, prepared: Prepared):
    found = told(Book(book.sheets, {"社群": frozenset({(3, 3)}), "客户": frozenset({(3, 99)})}), prepared)
    assert [(one.kind, one.field, one.edits) for one in found] == [("formula", "members", ())]


def test_an_identity_number_is_not_taken(book: Book, prepared: Prepared):
    with pytest.raises(edit_operations.Unfit) as raised:
        edit_operations.read("11010519491231002X", "text")
    assert "身份证" in raised.value.text


# --------------------------------------------------------------------------------------------- operations


def test_the_same_edit_gives_the_same_operation_wherever_it_is_read(book: Book, prepared: Prepared):
    at(book, 3, "members", 150, "社群")
    at(book, 4, "next_at", "2026-12-03 10:00")
    first, again = told(book, prepared), told(editing_by_hand.retyped(book), prepared)
    made = operations_of(first, prepared.head)
    assert made == operations_of([one for one in again if one.edits], prepared.head)
    assert all(one.stamp > prepared.head.stamp for one in made)
    other = replace(prepared.head, export_id="another export")
    assert {one.digest for one in made}.isdisjoint(one.digest for one in operations_of(first, other))


@pytest.mark.parametrize("seed", range(15))
def test_accepted_in_any_order_anywhere_it_is_one_state_and_nothing_is_silent(prepared: Prepared, seed: int):
    chance = random.Random(seed)
    book = book_of(prepared.sheets)
    done = editing_by_hand.edit(book, chance, chance.randint(1, 6))
    if chance.random() < 0.5:
        book = editing_by_hand.retyped(book)
    found = told(book, prepared)
    seen = Counter((one.kind, one.sheet) for one in found if one.kind not in LISTED)
    assert seen == Counter((one.kind, one.sheet) for one in done if one.kind not in LISTED)
    assert sum(bool(one.edits) for one in found) == sum(one.may for one in done)
    proposed = operations_of(found, prepared.head)
    states = set()
    for _ in range(2):
        store, _lead = open_branch_without(prepared)
        parts = chance.sample(proposed, len(proposed))
        for one in [*parts, *chance.sample(parts, len(parts) // 2)]:
            store.write(lambda session, one=one: merge(session, [one]))
        with store.session() as session:
            states.add(state_hash(session))
            assert verify(session) == []
        store.close()
    assert len(states) == 1


def open_branch_without(prepared: Prepared) -> tuple[Store, None]:
    """Head office with the report's own operations."""
    store = open_memory_store(FixedClock(FRIDAY))
    _, operations = manifest.read(book_of(prepared.sheets), "x.xlsx")
    store.write(lambda session: merge(session, operations))
    return store, None


# --------------------------------------------------------------------------------------------- real files


def test_a_handover_has_sheets_for_people_in_clear_and_its_edits_wait_too(
    branch: Branch, tmp_path: Path, reader: Reader
):
    store, lead = branch
    password = "城东支行的密码很长"
    (path,) = handover.make(store, lead, tmp_path, password).files
    with protection.opened(path, password) as clear:
        book = load_workbook(clear)
        assert book["客户"]["A3"].value == "客户2"
        keys = [cell.value for cell in book["客户"][1]]
        book["客户"].cell(3, keys.index("remark") + 1).value = "改过的备注"
        book["客户"].cell(4, keys.index("name") + 1).value = "改过的名字"
        book.save(tmp_path / "改.xlsx")
    other = open_memory_store(FixedClock(FRIDAY))
    arrived = handover_taking.read(tmp_path / "改.xlsx", reader)
    done = other.write(lambda session: handover_taking.take(session, lead, arrived, compared=True))
    assert "2 处手工改动" in str(done.message)
    with other.session() as session:
        found = proposals.waiting(session, lead)
    assert sorted((str(one.kind), one.after) for one in found) == [
        ("改了", "改过的备注"),
        ("这一列不能改", "改过的名字"),
    ]
    ids = [one.id for one in found]
    other.write(lambda session: proposals.decide(session, lead, ids, "taken"))
    with other.session() as session:
        assert session.execute(text("SELECT count(*) FROM contact WHERE remark = '改过的备注'")).scalar() == 1
        assert verify(session) == []
    other.close()
