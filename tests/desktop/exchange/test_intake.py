"""Taking files in: the sample's figures exactly, the same file twice, a week later, undone, mended."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import text

from db.actor import Actor, Role
from db.contacts import Contact, ContactState
from db.doctor import state_hash, verify
from db.engine import Store
from db.exchange import ImportRun
from db.ids import derived_id
from db.operation import Change, UndoRefusedError, record, undo
from db.organisation import Branch, Staff
from db.stamp import FixedClock
from desktop.changes import Changes
from desktop.contacts import capture, tag_dictionary
from desktop.errors import AppError, PermissionDenied
from desktop.exchange import intake, workbook
from desktop.exchange.plan import Plan
from desktop.exchange.workbook import SheetSpec
from desktop.store import open_memory_store
from tests.copied import copy

WECOM = Path(__file__).parents[2] / "data" / "wecom"
BRANCH = "江海银行/江北分行/城东支行"
LEAD = Actor(derived_id("staff", "zhaoke"), Role.LEAD, derived_id("branch", BRANCH))
HEADS = ["客户名称", "添加人", "添加人账号", "添加人所属部门", "添加时间", "来源", "手机", "标签组1(客群)"]
NOW = datetime(2026, 11, 20, 18)


def take(store, reader, path: Path) -> tuple[Plan, str]:
    """Plan and apply; returns the plan and its batch."""
    with store.session() as session:
        before = state_hash(session)
        made = intake.plan(session, LEAD, path, reader)
        assert state_hash(session) == before  # a plan changes nothing
    return made, store.write(lambda session: intake.apply(session, LEAD, made)).batch


def counts(made: Plan) -> tuple[int, ...]:
    """rows, new, changed, same, suspected lost, refused, warned."""
    return tuple(made.counts.values())


def person(name="赵小琳", account="wangmin", at="2026-11-01 09:00:00", phone="", tags="", source="群聊", path=BRANCH):
    return [name, "王敏", account, path, at, source, phone, tags]


def listed(path: Path, *rows) -> Path:
    workbook.write(path, [SheetSpec("客户列表", [HEADS, *rows])])
    return path


def contact(store, name) -> Contact | None:
    with store.session() as session:
        return session.query(Contact).filter_by(name=name, hidden=0).one_or_none()


@pytest.fixture(scope="session")
def prepared(reader) -> Iterator[tuple[Store, Store]]:
    """(with the staff only, with the customer list too), made once."""
    stores = tuple(open_memory_store(FixedClock(NOW)) for _ in range(2))
    take(stores[0], reader, WECOM / "江海银行通讯录.xlsx")
    copy(stores[0], stores[1])
    take(stores[1], reader, WECOM / "客户列表.xlsx")
    yield stores[0], stores[1]
    for store in stores:
        store.close()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def store(clock, prepared) -> Iterator[Store]:
    store = open_memory_store(clock)
    copy(prepared[0], store)
    yield store
    store.close()


@pytest.fixture
def full(store, prepared) -> Store:
    copy(prepared[1], store)
    return store


# ---------------------------------------------------------------------------------------------- the address book


def test_the_address_book_gives_ten_people_and_their_branches(store, reader):
    made, batch = take(store, reader, WECOM / "江海银行通讯录.xlsx")
    assert counts(made) == (10, 0, 0, 10, 0, 0, 0)  # it was taken in before
    assert batch == ""
    with store.session() as session:
        people = {one.name: one for one in session.query(Staff)}
        branches = {one.path: one for one in session.query(Branch)}
    assert len(people) == 10
    assert people["赵可"].departments == f"{BRANCH}；江海银行/江北分行"
    assert people["赵可"].branch == branches[BRANCH].id
    assert branches[BRANCH].parent == branches["江海银行/江北分行"].id
    assert branches["江海银行"].parent is None
    kinds = {path.rsplit("/", 1)[-1]: one.kind for path, one in branches.items()}
    assert kinds == {
        "江海银行": "bank", "江北分行": "branch", "城东支行": "sub_branch", "总行": "head_office",
        "零售金融部": "department",
    }  # fmt: skip
    roles = {name: people[name].role for name in ("赵可", "王敏", "吴桐", "孙立", "何志远")}
    assert roles == {"赵可": "lead", "王敏": "manager", "吴桐": "teller", "孙立": "manager", "何志远": "analyst"}


def test_a_role_given_by_hand_outlives_the_next_address_book(store, reader):
    change = Change("staff", derived_id("staff", "wutong"), {"role": "manager", "phone": ""})
    store.write(lambda session: record(session, LEAD, [change]))
    made, _ = take(store, reader, WECOM / "江海银行通讯录.xlsx")
    assert [(entry.title, entry.detail) for entry in made.changed] == [("吴桐", "手机")]
    with store.session() as session:
        assert session.get_one(Staff, derived_id("staff", "wutong")).role == "manager"


def test_an_account_twice_counts_once(store, reader, tmp_path):
    heads = ["姓名", "账号", "部门", "职务"]
    rows = [["甲", "jia", "江海银行/某某营业部", ""], ["甲", "jia", "江海银行", ""]]
    workbook.write(tmp_path / "a.xlsx", [SheetSpec("成员列表", [heads, *rows])])
    made, _ = take(store, reader, tmp_path / "a.xlsx")
    assert counts(made) == (2, 1, 0, 1, 0, 0, 1)
    with store.session() as session:
        person = session.get_one(Staff, derived_id("staff", "jia"))
        assert person.role == "teller"
        assert session.get_one(Branch, person.branch).kind == "outlet"


# ---------------------------------------------------------------------------------------------- the customer list


def test_the_customer_list_gives_what_it_has_to(full):
    with full.session() as session:
        run = session.query(ImportRun).filter_by(kind="contacts").one()
        expected = {"rows": 1286, "new": 1284, "changed": 0, "same": 0, "suspected_lost": 0, "refused": 2, "warned": 2}
        assert json.loads(run.counts) == expected
        assert (run.file, run.verdict, len(run.sha256)) == ("客户列表.xlsx", "done", 64)
        assert session.query(Contact).count() == session.query(ContactState).count() == 1284
        names = set(session.execute(text("SELECT name FROM contact")).scalars())
        assert {'=HYPERLINK("http://x","点我")', "<img src=x>张三", "小王🌸(城东)"} <= names
        groups = session.execute(text("SELECT name FROM tag_group ORDER BY position")).scalars().all()
        assert sorted(groups) == sorted(["客群", "产品意向", "家庭", "价值", "沟通偏好"])
        assert verify(session) == []
    assert contact(full, "萧赟").phone == "13800001234"
    assert contact(full, "查睿").phone == "13800004321"
    assert contact(full, "毛玉").phone == "1380000"
    assert contact(full, "毛玉").channel == "referral"


def test_tags_of_a_full_width_comma_are_two(full):
    with full.session() as session:
        tags = session.execute(
            text(
                "SELECT g.name || '/' || t.name FROM contact c JOIN contact_tag x ON x.contact = c.id "
                "JOIN tag t ON t.id = x.tag JOIN tag_group g ON g.id = t.tag_group WHERE c.name LIKE '小王%城东%'"
            )
        ).scalars()
        assert sorted(tags) == ["价值/5万以上", "客群/理财", "客群/直营", "家庭/新婚", "家庭/空巢"]


def test_a_tag_that_was_merged_means_the_other_one(store, reader, tmp_path):
    take(store, reader, listed(tmp_path / "一.xlsx", person(tags="理财,理财客户")))
    old, new = derived_id("tag", "客群", "理财客户"), derived_id("tag", "客群", "理财")
    store.write(lambda session: tag_dictionary.merge(session, LEAD, old, new))
    take(store, reader, listed(tmp_path / "二.xlsx", person(tags="理财客户"), person("新来的", tags="理财客户")))
    with store.session() as session:
        worn = session.execute(text("SELECT DISTINCT tag FROM contact_tag WHERE present = 1 AND hidden = 0")).scalars()
        assert set(worn) == {new}
        used = {one.id: one.used for one in tag_dictionary.read(session).tags}
    assert (used[old], used[new]) == (0, 2)


def test_refused_and_warned_name_row_column_and_reason(store, reader):
    with store.session() as session:
        made = intake.plan(session, LEAD, WECOM / "客户列表.xlsx", reader)
    said = [(fault.row, fault.head, str(fault.reason)) for fault in made.refused]
    assert said == [
        (1288, "添加时间", "时间“昨天”看不懂，要像 2026-11-20 09:30"),
        (1290, "客户名称", "客户名称是空的"),
    ]
    said = [(fault.row, fault.head, str(fault.reason)) for fault in made.warned]
    assert said == [
        (1287, "手机", "手机“1380000”不是 11 位手机号，按原样保留"),
        (1289, "添加人账号", "通讯录里没有账号 ghost"),
    ]


@pytest.mark.parametrize("file", ["客户列表.xlsx", "客户列表-日期单元格.xlsx", "客户列表-流式.xlsx"])
def test_the_same_again_changes_nothing(full, reader, file):
    with full.session() as session:
        before = state_hash(session)
    made, batch = take(full, reader, WECOM / file)
    refused = 2 if file == "客户列表.xlsx" else 0
    assert (counts(made)[1:3], made.same, len(made.suspected_lost)) == ((0, 0), made.rows - refused, 0)
    assert made.changes == []
    assert batch == ""
    assert made.partial == (refused == 0)  # sixty rows say nothing about who is lost
    with full.session() as session:
        assert state_hash(session) == before
        assert session.query(ImportRun).order_by(ImportRun.id.desc()).first().verdict == "nothing_new"


def test_a_week_later(full, reader, clock):
    clock.advance(days=7)
    made, batch = take(full, reader, WECOM / "客户列表-次周.xlsx")
    assert counts(made) == (1314, 40, 30, 1242, 12, 2, 2)
    with full.session() as session:
        assert session.query(Contact).filter_by(status="suspected_lost").count() == 12
        assert session.query(ContactState).filter_by(status="suspected_lost").count() == 12
        assert session.query(Contact).filter_by(hidden=0).count() == 1324
    again, _ = take(full, reader, WECOM / "客户列表-次周.xlsx")
    assert counts(again) == (1314, 0, 0, 1312, 0, 2, 2)
    clock.advance(minutes=1)
    full.write(lambda session: undo(session, LEAD, batch))
    with full.session() as session:
        assert session.query(Contact).filter_by(hidden=0).count() == 1284
        assert session.query(Contact).filter_by(status="suspected_lost").count() == 0
        assert verify(session) == []


def test_the_lost_who_come_back_are_active_again(full, reader, clock):
    take(full, reader, WECOM / "客户列表-次周.xlsx")
    clock.advance(days=1)
    made, _ = take(full, reader, WECOM / "客户列表.xlsx")
    assert {entry.detail for entry in made.changed} == {"又出现了"}
    assert len(made.changed) == 12
    assert len(made.suspected_lost) == 40  # the newer ones, which the older file does not know
    assert contact(full, made.changed[0].title).status == ""


def test_an_import_undone_can_be_done_again(store, reader, tmp_path, clock):
    path = listed(tmp_path / "a.xlsx", person(tags="代发,理财"), person("王小明", at="2026-11-02 10:00:00"))
    with store.session() as session:
        before = session.query(Contact).filter_by(hidden=0).count()
    _, batch = take(store, reader, path)
    clock.advance(minutes=1)
    store.write(lambda session: undo(session, LEAD, batch))
    with store.session() as session:
        assert session.query(Contact).filter_by(hidden=0).count() == before
        assert session.query(ContactState).count() == before
    clock.advance(minutes=1)
    made, _ = take(store, reader, path)
    assert counts(made) == (2, 2, 0, 0, 0, 0, 0)
    with store.session() as session:
        state = session.query(ContactState).join(Contact, Contact.id == ContactState.contact)
        assert state.filter(Contact.name == "赵小琳").one().tags == 2


def test_undo_is_refused_when_somebody_went_on_from_it(store, reader, tmp_path, clock):
    _, batch = take(store, reader, listed(tmp_path / "a.xlsx", person()))
    clock.advance(minutes=1)
    change = Change("contact", contact(store, "赵小琳").id, {"remark": "李总"})
    store.write(lambda session: record(session, LEAD, [change]))
    with pytest.raises(UndoRefusedError):
        store.write(lambda session: undo(session, LEAD, batch))


# ---------------------------------------------------------------------------------------------- matching


def test_a_contact_renamed_in_wecom_is_known_by_account_and_phone(store, reader, tmp_path, clock):
    take(store, reader, listed(tmp_path / "a.xlsx", person(phone="13812344821")))
    clock.advance(days=1)
    path = listed(tmp_path / "b.xlsx", person("赵小琳·云溪科技", phone="138 1234 4821"))
    made, _ = take(store, reader, path)
    assert [(entry.title, entry.detail) for entry in made.changed] == [("赵小琳·云溪科技", "客户名称")]
    assert counts(made) == (1, 0, 1, 0, 0, 0, 0)
    assert counts(take(store, reader, path)[0]) == (1, 0, 0, 1, 0, 0, 0)


def test_two_of_one_number_are_told_apart_by_name(store, reader, tmp_path):
    couple = [person("赵", phone="13812344821"), person("钱", phone="13812344821", at="2026-11-02 09:00:00")]
    assert counts(take(store, reader, listed(tmp_path / "a.xlsx", *couple))[0])[1] == 2
    assert counts(take(store, reader, listed(tmp_path / "b.xlsx", *couple))[0])[3] == 2


def test_somebody_captured_here_is_found_in_the_export(store, reader, tmp_path, clock):
    manager = Actor(derived_id("staff", "wangmin"), Role.MANAGER, LEAD.branch)
    seen = capture.Capture(phone="13812344821", name="赵小琳", consent=True)
    store.write(lambda session: capture.save(session, manager, seen))
    added_at = contact(store, "赵小琳").added_at
    clock.advance(days=1)
    path = listed(
        tmp_path / "a.xlsx", person("赵女士", at="2026-11-20 18:05:00", phone="13812344821", source="搜索手机号")
    )
    made, _ = take(store, reader, path)
    assert counts(made) == (1, 0, 1, 0, 0, 0, 0)
    assert contact(store, "赵女士").added_at == added_at
    assert counts(take(store, reader, path)[0]) == (1, 0, 0, 1, 0, 0, 0)


def test_somebody_captured_here_and_never_exported_is_not_lost(store, reader, tmp_path, clock):
    known = [person(f"客户{number}", at=f"2026-11-0{number} 09:00:00") for number in range(1, 6)]
    take(store, reader, listed(tmp_path / "a.xlsx", *known))
    manager = Actor(derived_id("staff", "wangmin"), Role.MANAGER, LEAD.branch)
    seen = capture.Capture(phone="13812344821", name="赵小琳", consent=True)
    store.write(lambda session: capture.save(session, manager, seen))
    clock.advance(days=1)
    made, _ = take(store, reader, listed(tmp_path / "b.xlsx", *known[1:]))
    assert [entry.title for entry in made.suspected_lost] == ["客户1"]


def test_somebody_whose_row_is_refused_is_not_lost(store, reader, tmp_path):
    gone, late, nameless, *others = (
        person(f"客户{number}", at=f"2026-11-0{number + 1} 09:00:00", phone=f"1381234482{number}")
        for number in range(8)
    )
    take(store, reader, listed(tmp_path / "a.xlsx", gone, late, nameless, *others))
    late[4], nameless[0] = "前天", None
    made, _ = take(store, reader, listed(tmp_path / "b.xlsx", late, nameless, *others))
    assert [entry.title for entry in made.suspected_lost] == ["客户0"]
    assert made.counts["refused"] == 2


def test_another_branch_s_file_says_nothing_about_ours(store, reader, tmp_path):
    take(store, reader, listed(tmp_path / "a.xlsx", person(), person("王小明")))
    other = person("李四", "lisi", path="江海银行/江南分行/滨江支行")
    made, _ = take(store, reader, listed(tmp_path / "b.xlsx", other))
    assert (made.suspected_lost, made.partial) == ([], False)


def test_a_row_twice_counts_once(store, reader, tmp_path):
    made, _ = take(store, reader, listed(tmp_path / "a.xlsx", person(), person()))
    assert counts(made) == (2, 1, 0, 1, 0, 0, 1)
    assert str(made.warned[0].reason) == "和第 2 行是同一位，只取第一行"


def test_empty_cells_erase_nothing_and_our_channel_stands(store, reader, tmp_path, clock):
    take(store, reader, listed(tmp_path / "a.xlsx", person(phone="13812344821", tags="代发", source="扫描二维码")))
    clock.advance(minutes=1)
    change = Change("contact", contact(store, "赵小琳").id, {"channel": "offline_scene"})
    store.write(lambda session: record(session, LEAD, [change]))
    made, _ = take(store, reader, listed(tmp_path / "b.xlsx", person(source="")))
    assert counts(made) == (1, 0, 0, 1, 0, 0, 0)
    row = contact(store, "赵小琳")
    assert (row.phone, row.channel, row.source) == ("13812344821", "offline_scene", "扫描二维码")


def test_columns_that_nobody_knows_are_kept(store, reader, tmp_path):
    workbook.write(tmp_path / "a.xlsx", [SheetSpec("客户列表", [[*HEADS, "星座"], [*person(), "狮子"]])])
    made, _ = take(store, reader, tmp_path / "a.xlsx")
    assert made.unknown_heads == ["星座"]
    assert json.loads(contact(store, "赵小琳").imported) == {"星座": "狮子"}


def test_without_an_address_book_nobody_is_called_unknown(reader, tmp_path, clock):
    empty = open_memory_store(clock)
    made, _ = take(empty, reader, listed(tmp_path / "a.xlsx", person()))
    assert made.warned == []
    empty.close()


# ---------------------------------------------------------------------------------------------- groups


def test_the_group_list_gives_twelve(store, reader):
    made, batch = take(store, reader, WECOM / "客户群列表.xlsx")
    assert counts(made) == (12, 12, 0, 0, 0, 0, 0)
    with store.session() as session:
        rows = session.execute(
            text("SELECT name, owner_name, members FROM \"group\" WHERE name = '群聊' ORDER BY members")
        )
        assert rows.all() == [("群聊", "王敏", 9), ("群聊", "王敏", 12)]
        assert session.execute(text("SELECT count(*), min(date) FROM group_day")).one() == (12, "2026-11-20")
    assert batch
    assert counts(take(store, reader, WECOM / "客户群列表.xlsx")[0]) == (12, 0, 0, 12, 0, 0, 0)


def test_a_group_of_nobody_known_is_warned_and_twice_counts_once(store, reader, tmp_path):
    heads = ["群名", "群人数", "群主", "群主所在部门", "创建时间"]
    row = ["群聊", 9, "外人", "", "2026/11/09 00:34"]
    workbook.write(tmp_path / "a.xlsx", [SheetSpec("客户群列表", [heads, row, row])])
    made, _ = take(store, reader, tmp_path / "a.xlsx")
    assert counts(made) == (2, 1, 0, 1, 0, 0, 2)


# ---------------------------------------------------------------------------------------------- what was refused


def test_refused_rows_come_back_marked_and_go_in_once_mended(store, reader, tmp_path):
    made, _ = take(store, reader, WECOM / "客户列表.xlsx")
    path = intake.write_refused(made, tmp_path / "拒收.xlsx").path
    sheet = openpyxl.load_workbook(path).active
    heads = [cell.value for cell in sheet[1]]
    assert heads[-1] == "拒收原因"
    assert [sheet.cell(row, len(heads)).value for row in (2, 3)] == [
        "时间“昨天”看不懂，要像 2026-11-20 09:30", "客户名称是空的",
    ]  # fmt: skip
    time, name = sheet.cell(2, heads.index("添加时间") + 1), sheet.cell(3, 1)
    assert time.fill.fgColor.rgb[-6:] == name.fill.fgColor.rgb[-6:] == workbook.REFUSED_FILL
    assert sheet.cell(2, 1).fill.fgColor.rgb[-6:] != workbook.REFUSED_FILL
    time.value, name.value = "2026-11-19 10:00:00", "新名字"
    sheet.parent.save(tmp_path / "改好.xlsx")
    mended, _ = take(store, reader, tmp_path / "改好.xlsx")
    assert counts(mended) == (2, 2, 0, 0, 0, 0, 0)
    assert mended.unknown_heads == []


def test_the_reason_stands_in_the_right_column_of_an_older_heading(store, reader, tmp_path):
    heads = ["客户名称*", "添加人", "添加人帐号", "添加时间", "手机"]
    workbook.write(tmp_path / "a.xlsx", [SheetSpec("表", [heads, ["赵", "王", "王 敏", "2026-11-20", None, "多一列"]])])
    made, _ = take(store, reader, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(intake.write_refused(made, tmp_path / "b.xlsx").path).active
    assert sheet["C2"].fill.fgColor.rgb[-6:] == workbook.REFUSED_FILL
    assert sheet["G1"].value == "拒收原因"


def test_the_mark_finds_a_column_by_any_of_its_names(store, reader, tmp_path):
    heads = ["来源", "客户姓名", "添加人帐号", "添加时间"]
    workbook.write(tmp_path / "a.xlsx", [SheetSpec("表", [heads, ["群聊", None, "wangmin", "2026-11-20"]])])
    made, _ = take(store, reader, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(intake.write_refused(made, tmp_path / "b.xlsx").path).active
    assert sheet["B2"].fill.fgColor.rgb[-6:] == workbook.REFUSED_FILL


# ---------------------------------------------------------------------------------------------- who may, and what not


@pytest.mark.parametrize("role", [Role.TELLER, Role.MANAGER, Role.ADMIN, Role.AUDITOR])
def test_who_may_not_import_cannot(store, reader, role, tmp_path):
    actor = Actor(LEAD.staff, role, LEAD.branch)
    with store.session() as session:
        with pytest.raises(PermissionDenied):
            intake.plan(session, actor, WECOM / "客户列表.xlsx", reader)
        made = intake.plan(session, LEAD, listed(tmp_path / "a.xlsx", person()), reader)
    with pytest.raises(PermissionDenied):
        store.write(lambda session: intake.apply(session, actor, made))


def test_a_file_that_is_none_is_refused_in_words(store, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 nothing")
    with store.session() as session, pytest.raises(AppError, match="已损坏"):
        intake.plan(session, LEAD, tmp_path / "a.xlsx")


def test_what_is_told_of_an_import(store, reader, tmp_path):
    with store.session() as session:
        made = intake.plan(session, LEAD, listed(tmp_path / "a.xlsx", person()), reader)
    done = store.write(lambda session: intake.apply(session, LEAD, made))
    assert done.changes == Changes.CONTACTS | Changes.TAGS | Changes.EXCHANGE
    assert str(done.message) == "a.xlsx：新增 1，更新 0，不变 0，拒收 0"
    assert done.count == 1


def test_a_mark_in_the_file_brings_the_place_and_its_channel(store, reader, tmp_path):
    branch = derived_id("branch", BRANCH)
    places = [
        Change("placement", "p1", {"branch": branch, "name": "云溪食堂", "channel": "offline_scene", "state": "cd-yx"}),
        Change("placement", "p2", {"branch": branch, "name": "排队机", "channel": "lobby", "contact_way": "w"}),
        Change("contact_way", "w", {"branch": branch, "state": "cd-q"}),
        Change("placement", "p3", {"branch": branch, "name": "甲", "state": "two"}),
        Change("placement", "p4", {"branch": branch, "name": "乙", "state": "two"}),
    ]
    store.write(lambda session: record(session, None, places))
    marks = {"甲一": "cd-yx", "甲二": "cd-q", "甲三": "two", "甲四": "nowhere", "甲五": ""}
    rows = [[*person(name, at=f"2026-11-0{day} 09:00:00"), mark] for day, (name, mark) in enumerate(marks.items(), 1)]
    path = tmp_path / "marks.xlsx"
    workbook.write(path, [SheetSpec("客户列表", [[*HEADS, "渠道标识"], *rows])])
    take(store, reader, path)
    found = {name: contact(store, name) for name in marks}
    assert {name: (one.state, one.placement, one.channel) for name, one in found.items()} == {
        "甲一": ("cd-yx", "p1", "offline_scene"), "甲二": ("cd-q", "p2", "lobby"), "甲三": ("two", None, "group"),
        "甲四": ("nowhere", None, "group"), "甲五": ("", None, "group"),
    }  # fmt: skip
