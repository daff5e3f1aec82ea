"""A contact's record: everything that is kept is read, written, refused in words, and told of in its history."""

import pytest

from db.actor import Actor
from db.contacts import Consent, Contact
from db.operation import Change
from desktop import documents
from desktop.contacts import history, own_fields
from desktop.contacts import record as records
from desktop.contacts.own_fields import OwnField
from desktop.contacts.record import FieldError
from desktop.errors import AppError, PermissionDenied
from desktop.exchange import intake, workbook
from desktop.exchange.workbook import SheetSpec
from desktop.undo import undo

FIELDS = """
[[field]]
key = "risk"
title = "风险等级"
type = "choice"
choices = ["R1", "R2"]
"""


@pytest.fixture
def id_(add) -> str:
    stored = {"company": "云溪科技", "state": "cd-c3", "placement": "p3", "add_way": 1, "source": "扫描二维码"}
    return add("赵小琳", "13812344821", imported='{"幸运色": "绿"}', **stored)


@pytest.fixture
def with_fields(write) -> None:
    write([documents.change(own_fields.KIND, "自定义字段", "1", FIELDS)])


def save(store, actor: Actor, id_: str, **typed: str):
    return store.write(lambda session: records.save(session, actor, id_, typed))


def read(store, actor: Actor, id_: str):
    with store.session() as session:
        return records.read(session, actor, id_)


def contact(store, id_: str) -> Contact:
    with store.session() as session:
        return session.get_one(Contact, id_)


def told(store, actor: Actor, id_: str):
    with store.session() as session:
        return history.changes(session, actor, id_)


def test_everything_that_is_kept_is_read_with_phones_masked(store, manager, id_, with_fields):
    found = read(store, manager, id_)
    assert (found.values["phone"], found.values["company"], found.editable) == ("138****4821", "云溪科技", True)
    assert found.facts == {
        "added_at": "2026-03-09 09:47:00", "source": "扫描二维码", "placement": "柜台 3 号台卡", "state": "cd-c3",
        "add_way": "扫描二维码",
    }  # fmt: skip
    assert (found.imported, found.consented_at) == ({"幸运色": "绿"}, None)
    assert [one.key for one in found.fields] == ["risk"]


def test_who_may_not_see_it_does_not(store, stranger, id_):
    with pytest.raises(AppError, match="找不到这位客户"):
        read(store, stranger, id_)
    with pytest.raises(PermissionDenied):
        save(store, stranger, id_, company="别的")
    with pytest.raises(PermissionDenied):
        told(store, stranger, id_)
    with store.session() as session, pytest.raises(AppError):
        records.read(session, stranger, "没有")


@pytest.mark.parametrize("stored", ["{", "[1]", ""])
def test_columns_that_were_damaged_are_none(stored):
    assert records.imported(stored) == {}


def test_an_unknown_way_stands_as_its_number(store, manager, add):
    assert read(store, manager, add("甲", add_way=999)).facts["add_way"] == "999"


def test_fields_own_fields_and_consent_are_one_step(store, manager, id_, with_fields, clock):
    typed = {"name": "赵小琳女士", "phone": "139 0000 1111", "birthday": "8-15", "gender": "2", "validity": "not_first",
             "do_not_disturb": "1", "channel": "referral", "own:risk": "R2", "consent": "1"}  # fmt: skip
    done = store.write(lambda session: records.save(session, manager, id_, typed))
    assert str(done.message) == "赵小琳女士 的资料改好了"
    row = contact(store, id_)
    assert (row.phone, row.birthday, row.gender, row.validity, row.do_not_disturb) == (
        "13900001111", "0000-08-15", 2, "not_first", 1,
    )  # fmt: skip
    found = read(store, manager, id_)
    assert (found.own, found.consented_at) == ({"risk": "R2"}, "2026-03-12 10:42:00")
    clock.advance(minutes=1)
    store.write(lambda session: undo(session, manager, done.batch))
    found = read(store, manager, id_)
    assert (found.own, found.consented_at, found.values["name"]) == ({}, None, "赵小琳")


def test_a_consent_is_given_once_and_withdrawn(store, manager, id_):
    save(store, manager, id_, consent="1")
    assert save(store, manager, id_, consent="1").batch == ""
    save(store, manager, id_, consent="")
    assert read(store, manager, id_).consented_at is None
    with store.session() as session:
        assert session.query(Consent).one().withdrawn_at == "2026-03-12 10:42:00"


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("phone", "1381234482", "手机号是 11 位，现在是 10 位"),
        ("phone", "12812344821", "手机号要以 13 到 19 开头"),
        ("name", "  ", "名称是空的"),
        ("name", "赵" * 65, "客户名称最多 64 字"),
        ("company", "云" * 201, "企业最多 200 字"),
        ("birthday", "八月", "看不懂这个生日：八月"),
        ("birthday", "2200-01-01", "生日的年份不对：2200"),
        ("remark", "身份证 11010519491231002X", "备注里不能写身份证号或银行卡号"),
        ("own:risk", "R9", "风险等级没有“R9”这一项"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(store, manager, id_, with_fields, key, typed, said):
    with pytest.raises(FieldError) as caught:
        save(store, manager, id_, **{key: typed})
    assert (caught.value.field, str(caught.value.message)) == (key, said)
    assert told(store, manager, id_) == told(store, manager, id_)
    assert contact(store, id_).name == "赵小琳"


def test_a_code_that_no_window_offers_is_a_mistake_of_the_program(store, manager, id_):
    with pytest.raises(ValueError, match="validity"):
        save(store, manager, id_, validity="x")


def test_a_phone_may_be_taken_away(store, manager, id_):
    save(store, manager, id_, phone="")
    assert contact(store, id_).phone == ""


# ---------------------------------------------------------------------------------------------- history


def test_the_history_says_who_when_and_from_which_file(store, lead, manager, id_, with_fields, clock, tmp_path, reader):
    clock.advance(hours=1)
    save(store, manager, id_, company="江海机电", **{"own:risk": "R1"})
    clock.advance(hours=1)
    heads = ["客户名称", "添加人账号", "添加时间", "手机", "企业", "标签组1(产品)"]
    row = ["赵小琳", "chennan", "2026-03-09 09:47:00", "13900001111", "云溪科技", "代发"]
    workbook.write(tmp_path / "客户列表.xlsx", [SheetSpec("表", [heads, row])])
    with store.session() as session:
        plan = intake.plan(session, lead, tmp_path / "客户列表.xlsx", reader)
    store.write(lambda session: intake.apply(session, lead, plan))
    found = [(one.at[11:16], one.who, one.label, one.old, one.new, one.file, one.latest)
             for one in told(store, manager, id_)]  # fmt: skip
    assert set(found) >= {
        ("12:42", "王敏", "企业", "江海机电", "云溪科技", "客户列表.xlsx", True),
        ("12:42", "王敏", "代发", "", "1", "客户列表.xlsx", True),
        ("12:42", "王敏", "手机", "138****4821", "139****1111", "客户列表.xlsx", True),
    }
    assert set(found) >= {
        ("11:42", "陈楠", "企业", "云溪科技", "江海机电", "", False),
        ("11:42", "陈楠", "风险等级", "", "R1", "", True),
    }


def test_a_field_is_set_back_and_only_from_its_latest_change(store, manager, id_, clock):
    clock.advance(hours=1)
    save(store, manager, id_, company="江海机电", birthday="8-15", gender="1")
    changes = {one.field: one for one in told(store, manager, id_)}
    for key in ("company", "birthday", "gender"):
        clock.advance(minutes=1)
        change = next(one for one in told(store, manager, id_) if one.field == key and one.latest)
        store.write(lambda session, change=change: history.put_back(session, manager, id_, change))
    row = contact(store, id_)
    assert (row.company, row.birthday, row.gender) == ("云溪科技", None, 0)
    with pytest.raises(AppError, match="企业之后又改过"):
        store.write(lambda session: history.put_back(session, manager, id_, changes["company"]))


def test_tags_and_own_fields_are_set_back_too(store, manager, add, write, with_fields, clock):
    id_ = add("甲", tags=["payroll"])
    clock.advance(hours=1)
    save(store, manager, id_, **{"own:risk": "R1"})
    clock.advance(hours=1)
    for field in ("tag", "own:风险等级"):
        change = next(one for one in told(store, manager, id_) if one.field == field)
        store.write(lambda session, change=change: history.put_back(session, manager, id_, change))
    assert read(store, manager, id_).own == {}
    assert [one.new for one in told(store, manager, id_) if one.field == "tag"] == ["0", "1"]


def test_columns_of_files_are_told_one_by_one(store, manager, id_, write):
    write([Change("contact", id_, {"imported": "["})])
    said = [one.new for one in told(store, manager, id_) if one.field == "imported"]
    assert said == ["[", "幸运色：绿"]


def test_only_the_owner_sets_back(store, manager, lead, stranger, id_):
    change = told(store, manager, id_)[0]
    with pytest.raises(PermissionDenied):
        store.write(lambda session: history.put_back(session, stranger, id_, change))


# ---------------------------------------------------------------------------------------------- own fields


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("text", "  两个  孩子 ", "两个 孩子"), ("number", "12,000.50", "12000.50"), ("number", "-3", "-3"),
        ("date", "2026/3/4", "2026-03-04"), ("date", "2026年3月4日", "2026-03-04"), ("date", "20260304", "2026-03-04"),
        ("date", "2026-03-04 00:00:00", "2026-03-04"), ("choice", "R1", "R1"), ("number", " ", ""),
    ],
)  # fmt: skip
def test_values_are_typed(kind, typed, value):
    assert OwnField("a", "甲", kind, ("R1",)).checked(typed) == value


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("number", "很多"), ("number", "1e99"), ("number", "NaN"), ("number", "0.0000001"), ("date", "明天"),
     ("date", "2026-02-30"), ("choice", "R9"), ("text", "长" * 201)],
)  # fmt: skip
def test_values_of_another_kind_are_refused(kind, typed):
    with pytest.raises(AppError, match="甲"):
        OwnField("a", "甲", kind, ("R1",)).checked(typed)


@pytest.mark.parametrize(
    "text",
    [
        'field = "x"', "field = [1]", '[[field]]\nkey = "A"\ntitle = "甲"\ntype = "text"',
        '[[field]]\nkey = "a"\ntitle = ""\ntype = "text"', '[[field]]\nkey = "a"\ntitle = "甲"\ntype = "x"',
        '[[field]]\nkey = "a"\ntitle = "甲"\ntype = "choice"',
        '[[field]]\nkey = "a"\ntitle = "甲"\ntype = "choice"\nchoices = [1]',
        '[[field]]\nkey = "a"\ntitle = "甲"\ntype = "text"\n' * 2,
    ],
)  # fmt: skip
def test_fields_that_are_written_wrong_are_refused(text):
    with pytest.raises(AppError):
        own_fields.parsed(documents.parsed(text, "自定义字段"))


def test_without_head_office_there_are_none(store):
    with store.session() as session:
        assert own_fields.fields(session) == []


def test_values_of_fields_that_went_are_kept_and_not_shown(store, manager, id_, write):
    write([own_fields.change(id_, "gone", "x")])
    with store.session() as session:
        assert own_fields.values(session, id_) == {"gone": "x"}
        assert own_fields.changes(session, id_, {"gone": "y"}) == []
    done = store.write(lambda session: own_fields.set_values(session, manager, id_, {"gone": "y"}))
    assert done.batch == ""
