"""Undoing an import: every edit by hand that would go with it is named, and goes only when somebody says so."""

from datetime import datetime

import pytest

from db.actor import Actor, Role
from db.contacts import Contact
from db.ids import derived_id
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.contacts import tags
from desktop.errors import AppError, PermissionDenied
from desktop.exchange import intake, taking_back, workbook
from desktop.exchange.taking_back import EditsLostError
from desktop.exchange.workbook import SheetSpec
from desktop.store import open_memory_store

LEAD = Actor(derived_id("staff", "wangmin"), Role.LEAD, "b")
HEADS = ["客户名称", "添加人账号", "添加时间", "手机", "标签组1(客群)"]


@pytest.fixture
def clock():
    return FixedClock(datetime(2026, 11, 20, 18))


@pytest.fixture
def store(clock):
    store = open_memory_store(clock)
    staff = Change("staff", LEAD.staff, {"account": "wangmin", "name": "王敏", "branch": "b"})
    store.write(lambda session: record(session, None, [staff]))
    yield store
    store.close()


@pytest.fixture
def batch(store, reader, tmp_path, clock) -> str:
    """甲 with a tag, and 乙, taken in."""
    rows = [HEADS, ["甲", "wangmin", "2026-01-01", "", "代发"], ["乙", "wangmin", "2026-01-01", "", ""]]
    workbook.write(tmp_path / "a.xlsx", [SheetSpec("表", rows)])
    with store.session() as session:
        made = intake.plan(session, LEAD, tmp_path / "a.xlsx", reader)
    done = store.write(lambda session: intake.apply(session, LEAD, made))
    clock.advance(minutes=5)
    return done.batch


def contact(store, name: str) -> Contact:
    with store.session() as session:
        return session.query(Contact).filter_by(name=name).one()


def edit(store, *changes: Change) -> None:
    store.write(lambda session: record(session, LEAD, changes))


def take_back(store, batch, actor=LEAD, **how):
    return store.write(lambda session: taking_back.take_back(session, actor, batch, **how))


def test_an_import_nobody_built_on_is_undone(store, batch):
    done = take_back(store, batch)
    assert done.count > 0
    assert contact(store, "甲").hidden == 1


def test_every_edit_is_named_with_its_value_and_who(store, batch, clock):
    one = contact(store, "甲").id
    edit(store, Change("contact", one, {"remark": "爱喝茶", "stage_manual": "loyal", "stage_reason": "x"}))
    clock.advance(minutes=5)
    store.write(lambda session: tags.remove(session, LEAD, [one], derived_id("tag", "客群", "代发")))
    edit(store, Change("tag", derived_id("tag", "客群", "代发"), {"name": "代发客户"}))
    with pytest.raises(EditsLostError) as caught:
        take_back(store, batch)
    said = {(edit.record, edit.field, edit.value, edit.who) for edit in caught.value.edits}
    assert said == {
        ("甲", "备注", "爱喝茶", "王敏"), ("甲", "阶段", "loyal", "王敏"), ("甲：代发客户", "标签", "0", "王敏"),
        ("代发客户", "name", "代发客户", "王敏"),
    }  # fmt: skip
    assert caught.value.count == 4
    assert {edit.at for edit in caught.value.edits} == {"2026-11-20 18:05", "2026-11-20 18:10"}
    assert contact(store, "甲").hidden == 0  # nothing has been undone


def test_it_goes_all_the_same_when_somebody_says_so(store, batch):
    edit(store, Change("contact", contact(store, "甲").id, {"remark": "爱喝茶"}))
    done = take_back(store, batch, force=True)
    assert str(done.message) == "已撤销导入，连同之后手工改的内容"
    assert contact(store, "甲").hidden == 1


def test_what_is_none_is_said_and_who_may_not_does_not(store, batch):
    with pytest.raises(AppError, match="没有可以撤销的操作"):
        take_back(store, "没有这一批")
    with pytest.raises(PermissionDenied):
        take_back(store, batch, Actor(LEAD.staff, Role.TELLER, "b"))


def test_fields_have_the_names_people_know():
    assert taking_back.label("contact", "company") == "企业"
    assert taking_back.label("contact", "status") == "状态"
    assert taking_back.label("interaction", "text") == "text"
    assert taking_back.shown(None) == ""
