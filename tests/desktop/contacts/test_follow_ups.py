"""Next steps: planned for the owner, never in the past, done with a word on the timeline."""

from datetime import datetime

import pytest

from db.actor import Actor
from db.contacts import FollowUp
from db.engine import Store
from desktop.contacts import follow_ups, search, timeline
from desktop.errors import AppError, PermissionDenied
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
