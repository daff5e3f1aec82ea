"""Contacts pass to another member of staff: the list, WeCom's limits, the record."""

from datetime import datetime

import pytest
from sqlalchemy import select

from db.actor import Actor, Role
from db.contacts import Contact, FollowUp
from db.engine import Store
from db.operation import Change
from db.stamp import FixedClock
from desktop import documents, undo
from desktop.contacts import search, timeline, transfer, transfer_list, transfer_proposals
from desktop.contacts.filters import ContactQuery
from desktop.errors import AppError, PermissionDenied
from tests.desktop.contacts.conftest import BRANCH, Add, Write, staff_id

WANG, CHEN, LI = staff_id("wangmin"), staff_id("chennan"), staff_id("liqian")


def entries(store: Store, actor: Actor, tab: str = "planned") -> list[transfer_list.Entry]:
    with store.session() as session:
        return transfer_list.entries(session, actor, tab)


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
    assert [one.state for one in entries(store, lead, "settled")] == ["done"]
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


# ---------------------------------------------------------------------------------------------- with the lead


def propose(store: Store, manager: Actor, *contacts: str, to: str = WANG) -> list[str]:
    """Proposed to the lead; the ids of the transfers."""
    store.write(lambda session: transfer_proposals.propose(session, manager, contacts, to))
    return [one.id for one in entries(store, manager, "proposed")]


def test_proposed_by_a_manager_and_agreed_by_the_lead(store: Store, add: Add, lead: Actor, manager: Actor):
    a, b = add("赵小琳", "13812344821"), add("钱多多")
    done = store.write(lambda session: transfer_proposals.propose(session, manager, [a, b], WANG))
    assert (str(done.message), done.count) == ("2 位报给负责人，同意后转给 王敏", 2)
    assert [(one.by_name, one.mine) for one in entries(store, manager, "proposed")] == [("陈楠", True)] * 2
    waiting = entries(store, lead, "proposed")
    assert ({one.name for one in waiting}, {one.mine for one in waiting}) == ({"赵小琳", "钱多多"}, {False})
    assert entries(store, lead) == []
    with store.session() as session:
        assert transfer_list.waiting(session, lead) == 2
        assert str(transfer.check(session, [a], WANG).refused[0].why) == "已在转交清单里"
    with pytest.raises(AppError, match="已经办过了"):
        store.write(lambda session: transfer.finish(session, lead, [waiting[0].id]))
    wanted = [one.id for one in waiting if one.contact == a]
    agreed = store.write(lambda session: transfer_proposals.agree(session, lead, wanted))
    assert str(agreed.message) == "同意转交 1 位，已列进要办的"
    (one,) = entries(store, manager)
    assert (one.by_name, one.decided_name, one.decided_at) == ("陈楠", "王敏", "2026-03-12 10:42:00")
    store.write(lambda session: transfer.finish(session, lead, [one.id]))
    assert owner(store, a) == (WANG, "王敏", "wangmin")
    (mine,) = entries(store, manager, "settled")
    assert (mine.state, mine.name, mine.by_name, mine.decided_name) == ("done", "赵*琳", "陈楠", "王敏")


def test_declined_taken_back_and_undone(store: Store, add: Add, lead: Actor, manager: Actor):
    first, second = propose(store, manager, add("赵小琳"), add("钱多多"))
    declined = store.write(lambda session: transfer_proposals.decline(session, lead, [first]))
    (one,) = entries(store, manager, "settled")
    assert (one.state, one.decided_name) == ("declined", "王敏")
    with pytest.raises(AppError, match="已经办过了"):
        store.write(lambda session: transfer_proposals.agree(session, lead, [first]))
    store.write(lambda session: undo.undo(session, lead, declined.batch))
    assert len(entries(store, lead, "proposed")) == 2
    store.write(lambda session: transfer_proposals.take_back(session, manager, [second]))
    assert [one.state for one in entries(store, lead, "settled")] == ["withdrawn"]


def test_what_changed_since_it_was_proposed(
    store: Store, add: Add, write: Write, lead: Actor, manager: Actor, clock: FixedClock
):  # fmt: skip
    a, b = add("赵小琳"), add("钱多多")
    both = propose(store, manager, a, b)
    write([Change("contact", a, {"owner": LI})])
    done = store.write(lambda session: transfer_proposals.agree(session, lead, both))
    assert str(done.message) == "同意转交 1 位，已列进要办的；1 位不能转：报了以后换了归属"
    (left,) = entries(store, lead, "proposed")
    with pytest.raises(AppError, match="一位也不能转：报了以后换了归属"):
        store.write(lambda session: transfer_proposals.agree(session, lead, [left.id]))
    again = add("孙浩")
    (third,) = [one for one in propose(store, manager, again) if one not in both]
    write([documents.change("limits", "限制", "2", "[transfer]\ntimes=1\ndays=30\nhold=1\n")])
    held = add("王敏的", account="wangmin")
    with pytest.raises(AppError, match="已满 1 位"):
        store.write(lambda session: transfer_proposals.agree(session, lead, [third]))
    assert owner(store, held)[0] == WANG


def test_who_may_propose_and_who_decides(
    store: Store, add: Add, lead: Actor, manager: Actor, stranger: Actor
):  # fmt: skip
    a, other, far = add("赵小琳"), add("王敏的", account="wangmin"), add("远", account="liqian")
    teller = Actor(CHEN, Role.TELLER, BRANCH)
    for actor in (teller, lead):
        with pytest.raises(PermissionDenied):
            store.write(lambda session, actor=actor: transfer_proposals.propose(session, actor, [a], WANG))
    with pytest.raises(PermissionDenied, match="自己名下"):
        store.write(lambda session: transfer_proposals.propose(session, manager, [other], CHEN))
    (mine,) = propose(store, manager, a)
    (theirs,) = propose(store, stranger, far, to=CHEN)
    for actor, one in ((manager, mine), (stranger, mine), (teller, mine), (lead, theirs)):
        for decide in (transfer_proposals.agree, transfer_proposals.decline):
            with pytest.raises(PermissionDenied):
                store.write(lambda session, decide=decide, actor=actor, one=one: decide(session, actor, [one]))
    with pytest.raises(PermissionDenied, match="自己报的"):
        store.write(lambda session: transfer_proposals.take_back(session, lead, [mine]))
    promoted = Actor(CHEN, Role.LEAD, BRANCH)
    with pytest.raises(PermissionDenied, match="另一位负责人"):
        store.write(lambda session: transfer_proposals.agree(session, promoted, [mine]))
    assert [one.id for one in entries(store, lead, "proposed")] == [mine]
