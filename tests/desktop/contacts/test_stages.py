"""How near a contact is: by the rules, or by hand with a reason."""

from datetime import datetime

import pytest

from db.actor import Actor
from db.engine import Store
from db.operation import undo
from db.stamp import FixedClock
from desktop import upkeep
from desktop.changes import Changes
from desktop.contacts import search, stages, timeline
from desktop.errors import AppError, PermissionDenied
from tests.desktop.contacts.conftest import Add


def stage_of(store: Store, actor: Actor, contact: str) -> search.ContactDetail:
    with store.session() as session:
        return search.detail(session, actor, contact)


def test_by_hand_and_back(store: Store, add: Add, manager: Actor):
    id_ = add("赵小琳", events=[("replied", "2026-03-10 11:08:00")])
    done = store.write(lambda session: stages.set_stage(session, manager, [id_], "purchase", " 买了存单 "))
    assert (done.changes, done.count, str(done.message)) == (
        Changes.CONTACTS | Changes.INTERACTIONS,
        1,
        "已改 1 位的阶段",
    )
    detail = stage_of(store, manager, id_)
    assert (detail.row.stage, detail.stage_manual, detail.stage_reason) == ("purchase", True, "买了存单")
    assert detail.stage_at == "2026-03-12 10:42:00"
    store.write(lambda session: stages.set_stage(session, manager, [id_], "", ""))
    assert stage_of(store, manager, id_).row.stage == "interest"


def test_undone(store: Store, add: Add, manager: Actor):
    id_ = add("赵小琳")
    done = store.write(lambda session: stages.set_stage(session, manager, [id_], "loyal", "老客"))
    store.write(lambda session: undo(session, manager, done.batch))
    assert stage_of(store, manager, id_).row.stage == "aware"


def test_for_some_days_only(store: Store, add: Add, manager: Actor, clock: FixedClock):
    id_, kept = add("赵小琳", events=[("replied", "2026-03-10 11:08:00")]), add("一直")
    store.write(lambda session: stages.set_stage(session, manager, [id_], "loyal", "老客", 30))
    store.write(lambda session: stages.set_stage(session, manager, [kept], "loyal", "老客"))
    assert stage_of(store, manager, id_).stage_until == "2026-04-11"
    clock.set(datetime(2026, 4, 10, 23, 59))
    upkeep.bring_up_to_date(store)
    assert stage_of(store, manager, id_).row.stage == "loyal"
    clock.set(datetime(2026, 4, 11, 8))
    upkeep.bring_up_to_date(store)
    found = stage_of(store, manager, id_)
    assert (found.row.stage, found.stage_manual, found.stage_until) == ("interest", False, None)
    assert found.stage_at == "2026-03-10 11:08:00"
    assert stage_of(store, manager, kept).row.stage == "loyal"
    assert store.write(stages.end_overrides) == 0


def test_the_lifecycle_by_hand_until_it_ends(store: Store, add: Add, manager: Actor, clock: FixedClock):
    id_ = add("赵小琳", events=[("replied", "2026-03-10 11:08:00")])
    derived = stage_of(store, manager, id_)
    assert (derived.lifecycle, derived.lifecycle_kind, derived.lifecycle_manual) == ("activated", "replied", False)
    done = store.write(lambda session: stages.set_lifecycle(session, manager, [id_], "converted", "开了户", 30))
    assert str(done.message) == "已改 1 位的周期"
    found = stage_of(store, manager, id_)
    assert (found.lifecycle, found.lifecycle_at, found.lifecycle_until) == (
        "converted",
        "2026-03-12 10:42:00",
        "2026-04-11",
    )
    assert (found.lifecycle_reason, found.lifecycle_by, found.lifecycle_kind) == ("开了户", "陈楠", "")
    assert (found.row.stage, found.stage_manual) == ("interest", False)
    store.write(lambda session: timeline.log_interaction(session, manager, id_, "call", "问候"))
    assert stage_of(store, manager, id_).lifecycle == "converted"
    clock.set(datetime(2026, 4, 11, 8))
    upkeep.bring_up_to_date(store)
    found = stage_of(store, manager, id_)
    assert (found.lifecycle, found.lifecycle_manual, found.lifecycle_until) == ("activated", False, None)
    assert (found.lifecycle_kind, found.lifecycle_at) == ("replied", "2026-03-10 11:08:00")


def test_the_lifecycle_back_to_the_records_and_undone(store: Store, add: Add, manager: Actor, stranger: Actor):
    id_ = add("赵小琳")
    store.write(lambda session: stages.set_lifecycle(session, manager, [id_], "referring", "带了邻居来"))
    back = store.write(lambda session: stages.set_lifecycle(session, manager, [id_], "", ""))
    assert stage_of(store, manager, id_).lifecycle == "acquired"
    with store.session() as session:
        told = sorted(event.text for event in timeline.events(session, id_) if event.kind == "stage")
    assert told == ["lifecycle", "referring 带了邻居来"]
    store.write(lambda session: undo(session, manager, back.batch))
    assert stage_of(store, manager, id_).lifecycle == "referring"
    with pytest.raises(AppError, match="为什么改周期"):
        store.write(lambda session: stages.set_lifecycle(session, manager, [id_], "retained", " "))
    with pytest.raises(PermissionDenied):
        store.write(lambda session: stages.set_lifecycle(session, stranger, [id_], "retained", "是我的"))
    with pytest.raises(ValueError, match="loyal"):
        store.write(lambda session: stages.set_lifecycle(session, manager, [id_], "loyal", "x"))


def test_refused(store: Store, add: Add, manager: Actor, stranger: Actor):
    id_ = add("赵小琳")
    with pytest.raises(AppError, match="为什么"):
        store.write(lambda session: stages.set_stage(session, manager, [id_], "loyal", " "))
    with pytest.raises(PermissionDenied):
        store.write(lambda session: stages.set_stage(session, stranger, [id_], "loyal", "是我的"))
    with pytest.raises(ValueError, match="great"):
        store.write(lambda session: stages.set_stage(session, manager, [id_], "great", "x"))
