"""Next steps: planned for the owner, never in the past, done with a word on the timeline."""

from datetime import datetime

import pytest

from db.actor import Actor
from db.contacts import FollowUp
from db.engine import Store
from db.stamp import FixedClock
from desktop.contacts import facet_counts, follow_ups, search, timeline
from desktop.contacts.filters import ContactQuery
from desktop.errors import AppError, PermissionDenied
from desktop.undo import undo
from tests.desktop.contacts.conftest import Add, staff_id

FRIDAY = datetime(2026, 3, 13, 9)


def test_planned_and_finished(store: Store, add: Add, manager: Actor):
    id_ = add("赵小琳")
    done = store.write(lambda session: follow_ups.plan(session, manager, id_, FRIDAY, "发方案", " 两个孩子 "))
    assert str(done.message) == "已约 03-13 09:00 跟进"
    with store.session() as session:
        detail = search.detail(session, manager, id_)
    assert (detail.row.next_at, detail.row.next_title) == ("2026-03-13 09:00:00", "发方案")
    assert detail.follow_up_note == "两个孩子"
    store.write(lambda session: follow_ups.finish(session, manager, detail.follow_up or "", "约了下周"))
    with store.session() as session:
        assert search.detail(session, manager, id_).row.next_at is None
        event = timeline.events(session, id_)[0]
    assert (event.kind, event.text) == ("follow_up", "发方案 约了下周")


def test_the_leads_plan_is_the_owners(store: Store, add: Add, lead: Actor):
    id_ = add("赵小琳")
    store.write(lambda session: follow_ups.plan(session, lead, id_, FRIDAY, "问续存"))
    with store.session() as session:
        assert session.query(FollowUp).one().staff == staff_id("chennan")


def test_refused(store: Store, add: Add, manager: Actor, stranger: Actor):
    id_ = add("赵小琳")
    yesterday = datetime(2026, 3, 11, 9)
    for actor, when, title, error in (
        (manager, yesterday, "x", AppError),
        (manager, FRIDAY, " ", AppError),
        (stranger, FRIDAY, "x", PermissionDenied),
    ):  # fmt: skip
        with pytest.raises(error):
            store.write(
                lambda session, actor=actor, when=when, title=title: follow_ups.plan(session, actor, id_, when, title)
            )
    with pytest.raises(AppError, match="银行卡"):
        store.write(lambda session: follow_ups.plan(session, manager, id_, FRIDAY, "x", "4111111111111111"))


def planned(store: Store, actor: Actor, contact: str) -> str:
    store.write(lambda session: follow_ups.plan(session, actor, contact, FRIDAY, "发方案"))
    with store.session() as session:
        return search.detail(session, actor, contact).follow_up or ""


def views(store: Store, actor: Actor) -> dict[str, int]:
    with store.session() as session:
        return facet_counts.counts(session, actor, ContactQuery()).views


def test_put_off_and_undone(store: Store, add: Add, manager: Actor, stranger: Actor):
    id_ = add("赵小琳")
    step = planned(store, manager, id_)
    later = datetime(2026, 3, 20, 15, 30)
    done = store.write(lambda session: follow_ups.postpone(session, manager, step, later))
    assert str(done.message) == "“发方案”改到 03-20 15:30"
    with store.session() as session:
        assert search.detail(session, manager, id_).row.next_at == "2026-03-20 15:30:00"
    store.write(lambda session: undo(session, manager, done.batch))
    with store.session() as session:
        assert search.detail(session, manager, id_).row.next_at == "2026-03-13 09:00:00"
    with pytest.raises(AppError, match="已经过去"):
        store.write(lambda session: follow_ups.postpone(session, manager, step, datetime(2026, 3, 1)))
    with pytest.raises(PermissionDenied):
        store.write(lambda session: follow_ups.postpone(session, stranger, step, later))
    store.write(lambda session: follow_ups.finish(session, manager, step))
    with pytest.raises(AppError, match="已经做完"):
        store.write(lambda session: follow_ups.postpone(session, manager, step, later))


def test_in_time_and_late(store: Store, add: Add, manager: Actor, lead: Actor, clock: FixedClock):
    early, late, never = (planned(store, manager, add(name)) for name in ("早", "晚", "没做"))
    add("没约")
    assert (views(store, manager)["overdue"], views(store, manager)["no_step"]) == (0, 1)
    done = store.write(lambda session: follow_ups.finish(session, manager, early))
    assert str(done.message) == "已完成“发方案”，按时"
    clock.advance(days=3)
    assert views(store, manager)["overdue"] == 2
    done = store.write(lambda session: follow_ups.finish(session, manager, late))
    assert str(done.message) == "已完成“发方案”，晚了 2 天"
    with store.session() as session:
        assert follow_ups.punctuality(session, manager) == (3, 1)
        assert follow_ups.punctuality(session, lead) == (3, 1)
        contact = session.get_one(FollowUp, late).contact or ""
        told = timeline.events(session, contact)[0]
        assert follow_ups.days_late(told.due_at, told.at) == 2
        assert session.get_one(FollowUp, never).done_at is None
    assert follow_ups.days_late(None, "2026-03-13") == 0
    assert views(store, manager)["no_step"] == 3
