"""Leads: a table in, only hashes kept, refused rows back, recognised at the branch, counted at head office."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from db.actor import Actor, Role
from db.doctor import verify
from db.engine import Store
from db.operation import Change, record, undo
from db.stamp import FixedClock
from desktop.contacts import search, whitelist
from desktop.errors import AppError, PermissionDenied
from desktop.exchange import incoming, pack, policy, workbook
from desktop.exchange.workbook import SheetSpec
from desktop.headquarters import campaigns, leads
from desktop.store import open_memory_store
from desktop.words import Words
from tests.desktop.exchange.branches import ANALYST

PEPPER = b"p" * 32
HEADS = ["活动名称", "客户姓名", "手机号", "支行", "客户经理"]


def places() -> list[Change]:
    return [
        Change("branch", "cd", {"name": "城东支行"}), Change("branch", "bj", {"name": "滨江支行"}),
        Change("staff", "wang", {"name": "王敏", "account": "wangmin", "branch": "cd"}),
        Change("staff", "liu", {"name": "刘洋", "account": "liuyang", "branch": "bj"}),
        Change("campaign", "autumn", {"name": "秋季拉新", "starts_on": "2026-11-01", "ends_on": "2026-11-30"}),
        Change("campaign", "spring", {"name": "春季拉新", "starts_on": "2026-03-01", "ends_on": "2026-03-31"}),
    ]  # fmt: skip


def store_with(changes: list[Change], *, pepper: bool = True) -> Store:
    store = open_memory_store(FixedClock(datetime(2026, 11, 20, 10, 42)))
    store.write(lambda session: record(session, None, changes))
    if pepper:
        store.write(lambda session: policy.keep_pepper(session, PEPPER))
    return store


@pytest.fixture
def hq() -> Iterator[Store]:
    store = store_with(places())
    yield store
    store.close()


def table(folder, *rows: list[object], heads: list[str] = HEADS):
    path = folder / "名单.xlsx"
    workbook.write(path, [SheetSpec("Sheet1", [["机密", None], heads, *rows], head=2)])
    return path


def taken(store: Store, path) -> leads.Leads:
    with store.session() as session:
        found = leads.read(session, ANALYST, path)
    store.write(lambda session: leads.take(session, ANALYST, found))
    return found


GOOD = [
    ["秋季拉新", "赵某", "13800000001", "城东支行", "wangmin"],
    ["秋季拉新", "钱某", 13800000002, "城东支行", "王敏"],
    ["秋季拉新", "孙某", "13800000003", "滨江支行", ""],
]


def test_only_hashes_are_kept(hq: Store, tmp_path):
    found = taken(hq, table(tmp_path, *GOOD))
    assert (len(found.changes), found.refused, found.known) == (3, [], 0)
    with hq.session() as session:
        rows = session.execute(
            text("SELECT phone_hash, branch, staff FROM whitelist_entry ORDER BY branch, staff")
        ).all()
        assert {(row[1], row[2]) for row in rows} == {("cd", "wang"), ("bj", None)}
        assert {row[0] for row in rows} == {policy.keyed_hash(PEPPER, f"1380000000{at}") for at in (1, 2, 3)}
        log = " ".join(session.execute(text("SELECT fields FROM operation")).scalars())
        assert "138000" not in log
        assert "赵某" not in log
        assert verify(session) == []


def test_again_is_nothing_new_and_another_manager_is_an_update(hq: Store, tmp_path):
    taken(hq, table(tmp_path, *GOOD))
    assert taken(hq, table(tmp_path, *GOOD)).known == 3
    moved = [*GOOD[2][:4], "刘洋"]
    taken(hq, table(tmp_path, moved))
    with hq.session() as session:
        verdicts = session.execute(
            text("SELECT verdict, counts FROM import_run WHERE kind = 'leads' ORDER BY id")
        ).all()
        assert [row[0] for row in verdicts] == ["done", "nothing_new", "done"]
        assert session.execute(text("SELECT staff FROM whitelist_entry WHERE branch = 'bj'")).scalar() == "liu"


def test_what_cannot_be_comes_back_with_the_reason(hq: Store, tmp_path):
    bad = [
        ["夏季拉新", "李", "13800000004", "城东支行", ""],
        ["秋季拉新", "周", "138", "城东支行", ""],
        ["秋季拉新", "吴", "13800000005", "海外分行", ""],
        ["秋季拉新", "郑", "13800000006", "滨江支行", "王敏"],
        [None, None, None, None, None],
    ]
    found = taken(hq, table(tmp_path, *GOOD, *bad))
    assert [(one.row, str(one.reason)) for one in found.refused] == [
        (6, "没有活动“夏季拉新”"), (7, "手机号不是 11 位手机号"), (8, "没有网点“海外分行”"),
        (9, "滨江支行没有员工“王敏”，或有几位同名"),
    ]  # fmt: skip
    back = leads.give_back(hq, ANALYST, found, tmp_path)
    rows = workbook.read(back).sheet(leads.SHEET).rows
    assert rows[0] == [*HEADS, "原因"]
    assert rows[1][-1] == "没有活动“夏季拉新”"
    hq.write(lambda session: record(session, None, [Change("campaign", "summer", {"name": "夏季拉新"})]))
    assert len(taken(hq, back).refused) == 3  # the first has its campaign now
    assert leads.give_back(hq, ANALYST, taken(hq, table(tmp_path, *GOOD)), tmp_path) is None


def test_taking_them_in_is_one_step_to_undo(hq: Store, tmp_path):
    with hq.session() as session:
        found = leads.read(session, ANALYST, table(tmp_path, *GOOD))
    done = hq.write(lambda session: leads.take(session, ANALYST, found))
    hq.write(lambda session: undo(session, ANALYST, done.batch))
    with hq.session() as session:
        assert session.execute(text("SELECT count(*) FROM whitelist_entry WHERE hidden = 0")).scalar() == 0


def test_what_is_no_list_and_where_there_is_no_key(hq: Store, tmp_path):
    with hq.session() as session, pytest.raises(AppError, match="不是白名单"):
        leads.read(session, ANALYST, table(tmp_path, heads=["甲", "乙"]))
    bare = store_with(places(), pepper=False)
    with bare.session() as session, pytest.raises(AppError, match="密钥"):
        leads.read(session, ANALYST, table(tmp_path, *GOOD))
    with bare.session() as session:
        assert whitelist.open_to(session, "13800000001") == ()
    bare.close()
    with hq.session() as session, pytest.raises(PermissionDenied):
        leads.read(session, Actor("wang", Role.LEAD, "cd"), table(tmp_path, *GOOD))


@pytest.mark.parametrize(("language", "yes"), [("zh", "是"), ("en", "Yes")])
def test_the_empty_table_says_how_and_what_is_withdrawn_goes_at_the_branch(hq: Store, tmp_path, language, yes):
    path = leads.template(tmp_path / "空表.xlsx", ["秋季拉新"], Words(language))
    found = taken(hq, path)
    assert (len(found.changes), found.refused) == (1, [])
    branch, lead = store_with(places()[:4]), Actor("wang", Role.LEAD, "cd")
    invited = []
    for said in ("", yes, "", None):
        book = load_workbook(path)
        book.worksheets[0]["E2"] = said
        book.save(path)
        taken(hq, path)
        read = incoming.read(pack.build(hq, ANALYST, tmp_path).file)
        branch.write(lambda session: incoming.take(session, lead, read, compared=True))  # noqa: B023
        with branch.session() as session:
            invited.append(len(whitelist.open_to(session, "13800001234")))
    branch.close()
    assert invited == [1, 0, 1, 1]
    assert {one.isascii() for one in book.sheetnames} == {language == "en"}


def test_a_branch_recognises_a_lead_by_the_number(hq: Store, tmp_path):
    taken(hq, table(tmp_path, *GOOD, ["春季拉新", "", "13800000001", "滨江支行", ""]))
    branch = store_with(places()[:4])
    lead = Actor("wang", Role.LEAD, "cd")
    read = incoming.read(pack.build(hq, ANALYST, tmp_path).file)
    branch.write(lambda session: incoming.take(session, lead, read, compared=True))
    with branch.session() as session:
        assert whitelist.open_to(session, "13800000001") == (("秋季拉新", "城东支行", "王敏"),)  # spring is over
        assert whitelist.open_to(session, "13800000003") == (("秋季拉新", "滨江支行", ""),)
        assert whitelist.open_to(session, "13800009999") == ()
        assert whitelist.open_to(session, "1380000") == ()
        assert search.find_known(session, lead, "138 0000 0001").leads[0].staff == "王敏"
        assert search.find_known(session, lead, "zxl").leads == ()
    branch.close()


def test_the_results_count_who_holds_and_who_spoke_first(hq: Store, tmp_path):
    taken(hq, table(tmp_path, *GOOD))
    rows = [
        Change("contact", id_, {"branch": branch, "phone_hash": policy.keyed_hash(PEPPER, phone)})
        for id_, branch, phone in (("a", "cd", "13800000001"), ("b", "bj", "13800000002"), ("c", "bj", "13800000003"))
    ]
    talk = {"contact": "a", "kind": "chat"}
    rows += [
        Change("interaction", "early", {**talk, "at": "2026-10-01 09:00:00"}),
        Change("interaction", "first", {**talk, "at": "2026-11-05 09:00:00"}),
        Change("interaction", "later", {**talk, "at": "2026-11-09 09:00:00"}),
        Change("prize", "p", {"campaign": "autumn", "fen": 388, "count": 9}),
        Change("draw", "d1", {"campaign": "autumn", "prize": "p"}),
        Change("draw", "d2", {"campaign": "autumn", "prize": "p"}),
    ]
    hq.write(lambda session: record(session, None, rows))
    with hq.session() as session:
        results = campaigns.results(session)
    found = {(one.campaign, one.branch): one for one in results if not one.staff}
    whole = found["秋季拉新", ""]
    assert (whole.leads, whole.held, whole.contacted, whole.days) == (3, 2, 1, 4)  # b belongs to the other branch
    assert (whole.prizes, whole.fen, whole.accepted, whole.cost) == (2, 776, pytest.approx(2 / 3), 388)
    assert (found["秋季拉新", "城东支行"].held, found["秋季拉新", "城东支行"].leads) == (1, 2)
    managers = {(one.branch, one.staff): (one.leads, one.held, one.days) for one in results if one.staff}
    assert managers == {("城东支行", "王敏"): (2, 1, 4)}
    assert (found["春季拉新", ""].leads, found["春季拉新", ""].accepted) == (0, None)
