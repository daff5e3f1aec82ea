"""A list from a company visit: parsed, looked at, registered with one basis, by typing or by the sheet."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from db.actor import Actor, Role
from db.contacts import Consent, Contact, Tally
from db.engine import Store
from desktop import undo
from desktop.contacts import batch, search
from desktop.contacts.batch import Brought, Guest, Typed, Visit
from desktop.errors import AppError, PermissionDenied
from desktop.exchange import history, whereabouts, workbook
from desktop.exchange.workbook import SheetSpec
from desktop.words import Words
from tests.desktop.contacts.conftest import BRANCH, Add, staff_id


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("刘芳 13588142067", Typed("刘芳", "13588142067", "")),
        ("13588142067 刘芳", Typed("刘芳", "13588142067", "")),
        ("刘芳13588142067 三楼 会计", Typed("刘芳", "13588142067", "三楼 会计")),
        ("刘芳\t135-8814-2067\t问理财", Typed("刘芳", "135-8814-2067", "问理财")),
        ("刘芳，+86 135 8814 2067；2号楼", Typed("刘芳", "135 8814 2067", "2号楼")),
        ("刘芳 1358814", Typed("刘芳", "1358814", "")),
        ("刘芳", Typed("刘芳", "", "")),
    ],
)
def test_a_line_in_any_order(line: str, typed: Typed):
    assert batch.parse(f"\n{line}\n\n") == [typed]


@given(st.text(max_size=200))
def test_any_text_is_read_without_harm(written: str):
    for one in batch.parse(written):
        assert len(one.name) <= batch.LONGEST


def test_too_long_a_list_is_refused():
    with pytest.raises(AppError, match="2001 行"):
        batch.parse("甲\n" * 2_001)


def test_every_line_says_what_it_comes_to(store: Store, add: Add):
    add("赵小琳", "13812344821")
    typed = batch.parse(
        "刘芳 13588142067\n赵小琳 13812344821\n芳 13588142067\n短 1358814\n卡 13900000001 6222021234567890128"
    )
    with store.session() as session:
        guests = batch.check(session, [*typed, Typed("不", "13900000002", "", agreed=False)])
    assert [(one.state, str(one.why)) for one in guests] == [
        ("new", ""), ("ours", "已是客户，归属 陈楠"), ("double", "和前面一行是同一个号"),
        ("wrong", "手机号是 11 位，现在是 7 位"), ("wrong", "备注里不能写身份证号或银行卡号"), ("declined", ""),
    ]  # fmt: skip


def count(store: Store, table: type) -> int:
    with store.session() as session:
        return session.scalar(select(func.count()).select_from(table).where(table.hidden == 0)) or 0


def guests(*states: str) -> list[Guest]:
    return [Guest("刘芳", f"1358814{number:04}", "会计", state) for number, state in enumerate(states)]


def test_registered_with_one_basis_and_one_step_back(store: Store, add: Add, manager: Actor):
    visit = Visit("signed", " 江海重工 ", placement="p3", tags=("payroll",))
    made = guests("new", "new", "ours", "declined", "declined")
    done = store.write(lambda session: batch.save(session, manager, made, visit))
    assert (str(done.message), done.count) == ("登记了 2 位，2 位没同意只计数", 2)
    with store.session() as session:
        rows = session.scalars(select(Contact).order_by(Contact.phone)).all()
        assert {(row.company, row.remark, row.channel, row.placement) for row in rows} == {
            ("江海重工", "会计", "lobby", "p3")
        }
        assert len({row.added_at for row in rows}) == 2
        assert set(session.scalars(select(Consent.basis))) == {"signed"}
        assert session.scalars(select(Tally.count)).all() == [2]
        assert [tag.name for tag in search.detail(session, manager, rows[0].id).row.tags] == ["代发"]
    store.write(lambda session: undo.undo(session, manager, done.batch))
    assert (count(store, Contact), count(store, Tally)) == (0, 0)


def test_a_sheet_that_was_taken_in_stands_in_the_history(store: Store, add: Add, manager: Actor):
    sheet = Brought([], "进场登记.xlsx", "5" * 64)
    made = guests("new", "new", "declined")
    done = store.write(lambda session: batch.save(session, manager, made, Visit("signed"), sheet))
    with store.session() as session:
        (passage,) = history.passages(session)
        assert whereabouts.about(session, passage.id).sha256 == sheet.sha256
    assert (passage.kind, passage.file, passage.counts) == ("guests", sheet.file, {"new": 2, "declined": 1})
    assert passage.batch == done.batch
    store.write(lambda session: undo.undo(session, manager, done.batch))
    with store.session() as session:
        assert [one.verdict for one in history.passages(session)] == ["undone"]


def test_without_a_basis_or_anybody_nothing_is_written(store: Store, manager: Actor):
    for made, visit, said in ((guests("new"), Visit(""), "凭什么"), (guests("ours"), Visit("spoken"), "没有要登记的")):
        with pytest.raises(AppError, match=said):
            store.write(lambda session, made=made, visit=visit: batch.save(session, manager, made, visit))
    auditor = Actor(staff_id("chennan"), Role.AUDITOR, BRANCH)
    with pytest.raises(PermissionDenied):
        store.write(lambda session: batch.save(session, auditor, guests("new"), Visit("spoken")))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sheet_goes_along_and_comes_back(tmp_path: Path, language: str):
    path = tmp_path / "进场登记.xlsx"
    batch.write_sheet(path, Words(language), "江海重工")
    (sheet,) = workbook.read(path).sheets
    assert batch.read_sheet(path).people == []
    filled = [
        sheet.rows[0],
        ["刘芳", 13588142067.0, "√", "会计"],
        ["王强", "138 1234 4821", "", ""],
        [None, None, "", "x"],
    ]
    workbook.write(path, [SheetSpec("Sheet1", [[cell or "" for cell in row] for row in filled], {})])
    assert batch.read_sheet(path).people == [
        Typed("刘芳", "13588142067", "会计"), Typed("王强", "138 1234 4821", "", agreed=False),
    ]  # fmt: skip


def test_another_workbook_is_told_so(tmp_path: Path):
    path = tmp_path / "别的.xlsx"
    workbook.write(path, [SheetSpec("Sheet1", [["什么", "都不是"]], {})])
    with pytest.raises(AppError, match="没有手机号那一列"):
        batch.read_sheet(path)
