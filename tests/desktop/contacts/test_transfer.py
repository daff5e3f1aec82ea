"""Contacts pass to another member of staff: the list, WeCom's limits, the record."""

from datetime import datetime

import pytest
from sqlalchemy import select

from db.actor import Actor
from db.contacts import Contact, FollowUp
from db.engine import Store
from db.operation import Change
from db.stamp import FixedClock
from desktop import documents, undo
from desktop.contacts import search, timeline, transfer
from desktop.contacts.filters import ContactQuery
from desktop.errors import AppError, PermissionDenied
from tests.desktop.contacts.conftest import Add, Write, staff_id

WANG, CHEN, LI = staff_id("wangmin"), staff_id("chennan"), staff_id("liqian")


def entries(store: Store, actor: Actor, *, done: bool = False) -> list[transfer.Entry]:
    with store.session() as session:
        return transfer.entries(session, actor, done=done)


def owner(store: Store, contact: str) -> tuple[str | None, str, str]:
    with store.session() as session:
        row = session.get_one(Contact, contact)
        return row.owner, row.owner_name, row.owner_account


def pass_on(store: Store, lead: Actor, contact: str, to: str) -> None:
    store.write(lambda session: transfer.plan(session, lead, [contact], to))
    (one,) = entries(store, lead)
    store.write(lambda session: transfer.finish(session, lead, [one.id]))


def test_planned_carried_out_and_taken_back(store: Store, add: Add, write: Write, lead: Actor):
    a, b = add("赵小琳", "13812344821"), add("钱多多", status="lost")
    due = {"contact": a, "staff": CHEN, "due_at": "2026-03-20 09:00:00", "title": "约"}
    write([Change("follow_up", "f", due), Change("staff", CHEN, {"left_at": "2026-03-01"})])
    done = store.write(lambda session: transfer.plan(session, lead, [a, b], WANG))
    assert (str(done.message), done.count) == ("2 位列入转交给 王敏", 2)
    (first, second) = entries(store, lead)
    assert (first.from_name, first.to_name, first.reason, first.state) == ("陈楠", "王敏", "left", "planned")
    assert {first.phone, second.phone} == {"138****4821", ""}
    wanted = next(one.id for one in (first, second) if one.contact == a)
    finished = store.write(lambda session: transfer.finish(session, lead, [wanted]))
    assert owner(store, a) == (WANG, "王敏", "wangmin")
    with store.session() as session:
        assert session.scalars(select(FollowUp.staff)).all() == [WANG]
        assert (timeline.events(session, a)[0].kind, timeline.events(session, a)[0].text) == ("owner", "陈楠 → 王敏")
        assert len(search.ids(session, lead, ContactQuery(view="mine"))) == 1
    assert [one.state for one in entries(store, lead, done=True)] == ["done"]
    store.write(lambda session: undo.undo(session, lead, finished.batch))
    assert owner(store, a) == (CHEN, "陈楠", "chennan")
    assert len(entries(store, lead)) == 2


def test_twice_in_ninety_days(store: Store, add: Add, lead: Actor, clock: FixedClock):
    a = add("赵小琳")
    pass_on(store, lead, a, WANG)
    clock.set(datetime(2026, 4, 1, 9))
    pass_on(store, lead, a, CHEN)
    with pytest.raises(AppError, match="90 天内已转 2 次，再过 71 天才能转"):
        store.write(lambda session: transfer.plan(session, lead, [a], WANG))
    b = add("钱多多")
    done = store.write(lambda session: transfer.plan(session, lead, [a, b], WANG))
    assert str(done.message).startswith("1 位列入转交给 王敏，1 位不能转：90 天内")
    clock.set(datetime(2026, 6, 11, 9))
    assert store.write(lambda session: transfer.plan(session, lead, [a], WANG)).count == 1


def test_who_cannot_pass(store: Store, add: Add, write: Write, lead: Actor):
    a, mine = add("赵小琳"), add("我的", account="wangmin")
    store.write(lambda session: transfer.plan(session, lead, [a], WANG))
    with store.session() as session:
        checked = transfer.check(session, [a, mine], WANG)
    assert [(one.name, str(one.why)) for one in checked.refused] == [
        ("赵小琳", "已在转交清单里"), ("我的", "已经是他名下的"),
    ]  # fmt: skip
    write([documents.change("limits", "限制", "2", "[transfer]\ntimes=1\ndays=30\nhold=1\n")])
    with store.session() as session:
        assert str(transfer.check(session, [add("新")], WANG).refused[0].why) == "接手的人已满 1 位客户"
    write([documents.change("limits", "限制", "3", "[transfer]\ntimes=0\n")])
    with pytest.raises(AppError, match="transfer 不对"), store.session() as session:
        transfer.limits(session)


def test_refused_and_withdrawn(store: Store, add: Add, lead: Actor):
    a, b = add("赵小琳"), add("钱多多")
    store.write(lambda session: transfer.plan(session, lead, [a, b], WANG))
    first, second = (one.id for one in entries(store, lead))
    said = [str(store.write(lambda session, one=one, state=state: transfer.settle(session, lead, [one], state)).message)
            for one, state in ((first, "refused"), (second, "withdrawn"))]  # fmt: skip
    assert said == ["1 位没转成，已记下", "1 位从转交里撤下"]
    assert owner(store, a)[0] == CHEN
    with pytest.raises(AppError, match="已经办过了"):
        store.write(lambda session: transfer.finish(session, lead, [first]))
    with pytest.raises(ValueError, match="lost"):
        store.write(lambda session: transfer.settle(session, lead, [first], "lost"))


def test_who_may(store: Store, add: Add, write: Write, lead: Actor, manager: Actor, stranger: Actor):
    a, far = add("赵小琳"), add("远", account="liqian")
    with pytest.raises(PermissionDenied, match="另一位负责人"):
        store.write(lambda session: transfer.plan(session, manager, [a], WANG))
    assert store.write(lambda session: transfer.plan(session, manager, [a], WANG, second=lead)).count == 1
    with pytest.raises(PermissionDenied):
        store.write(lambda session: transfer.plan(session, lead, [far], WANG))
    assert (len(entries(store, manager)), entries(store, stranger)) == (1, [])
    write([Change("staff", LI, {"left_at": "2026-03-01"})])
    with pytest.raises(AppError, match="不在岗"):
        store.write(lambda session: transfer.plan(session, lead, [a], LI))
