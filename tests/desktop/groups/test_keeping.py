"""Counting in one line, type and tags, the nameless group, and what stands beside the list."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from db.actor import Actor, Role
from db.engine import Store
from db.groups import Group, GroupDay
from db.ids import derived_id
from db.library import ActivityRun
from db.operation import Change, record, undo
from db.sop import Task
from db.stamp import FixedClock
from desktop.activities import finish, runs
from desktop.errors import AppError, PermissionDenied
from desktop.groups import keeping
from desktop.groups.groups import GroupRow, rows
from desktop.store import open_memory_store

NOW = datetime(2026, 3, 12, 10, 42)
WANG = Actor("wang", Role.MANAGER, "east")
LEAD = Actor("li", Role.LEAD, "east")
MADE = "2026-02-01 09:00:01"


def day(group: str, date: str, spoke: int, members: int = 100) -> Change:
    fields = {"group": group, "date": date, "spoke": spoke, "members": members}
    return Change("group_day", derived_id("group_day", group, date), fields)


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_memory_store(FixedClock(NOW))
    group = {"owner": "wang", "owner_name": "王敏", "branch": "east", "members": 100}
    changes = [
        Change("staff", "wang", {"name": "王敏", "branch": "east"}),
        Change("group", "big", group | {"name": "城东理财交流群", "created_at": "2026-01-01 09:00:00"}),
        Change("group", "new", group | {"name": "代发福利群", "created_at": MADE}),
        Change("group", "old", group | {"name": "群聊", "created_at": MADE}),
        Change("group", "other", group | {"name": "群聊", "created_at": "2026-02-02 10:00:00"}),
        day("big", "2026-02-28", 10), day("big", "2026-03-03", 20), day("big", "2026-03-08", 40),
    ]  # fmt: skip
    store.write(lambda session: record(session, None, changes))
    yield store
    store.close()


def row(store: Store, group: str) -> GroupRow:
    with store.session() as session:
        return next(one for one in rows(session, WANG) if one.id == group)


def test_health_is_the_share_of_those_who_spoke_and_its_trend(store: Store) -> None:
    found = row(store, "big")
    assert (found.active, found.before, found.trend) == (0.4, 0.15, 1)
    assert (row(store, "new").active, row(store, "new").trend) == (None, 0)
    store.write(lambda session: record(session, None, [day("big", "2026-03-11", 0), day("big", "2026-03-12", 0)]))
    assert row(store, "big").trend == 0
    store.write(lambda session: record(session, None, [day("big", "2026-03-10", 0)]))
    assert row(store, "big").trend == -1


@pytest.mark.parametrize(
    ("line", "spoke", "members"), [("37", 37, 100), ("37 198", 37, 198), ("说话37，共 198 人", 37, 198), ("0", 0, 100)]
)
def test_a_count_is_one_line(store: Store, line: str, spoke: int, members: int) -> None:
    done = store.write(lambda session: keeping.count(session, WANG, "big", line))
    assert done.message == f"“城东理财交流群”今天 {spoke} 人说话，共 {members} 人"
    with store.session() as session:
        found = session.get_one(GroupDay, derived_id("group_day", "big", "2026-03-12"))
        assert (found.spoke, found.members, session.get_one(Group, "big").members) == (spoke, members, members)
    store.write(lambda session: undo(session, WANG, done.batch))
    assert row(store, "big").members == 100


@pytest.mark.parametrize("line", ["", "很多人", "1 2 3"])
def test_what_is_no_count_is_refused(store: Store, line: str) -> None:
    with pytest.raises(AppError, match="写一个或两个数"):
        store.write(lambda session: keeping.count(session, WANG, "big", line))


@pytest.mark.parametrize("line", ["101", "10 501", "300 200"])
def test_a_count_that_cannot_be_is_refused(store: Store, line: str) -> None:
    with pytest.raises(AppError, match="最多 500 人"):
        store.write(lambda session: keeping.count(session, WANG, "big", line))


def test_type_and_tags_are_words(store: Store) -> None:
    store.write(lambda session: keeping.set_kinds(session, WANG, "big", " 理财 直营，代发、理财 "))
    assert row(store, "big").kinds == ("理财", "直营", "代发")
    store.write(lambda session: keeping.set_kinds(session, WANG, "big", " "))
    assert row(store, "big").kinds == ()
    with pytest.raises(AppError, match="太长"):
        store.write(lambda session: keeping.set_kinds(session, WANG, "big", "理" * 41))


def test_a_nameless_group_goes_into_the_one_it_became(store: Store) -> None:
    changes = [
        day("old", "2026-03-05", 12), day("old", "2026-03-06", 3), day("new", "2026-03-06", 5),
        Change("activity_run", "run", {"group": "old"}),
        Change("task", "done", {"group": "old", "done_at": "2026-03-05 10:00:00"}),
    ]  # fmt: skip
    store.write(lambda session: record(session, None, changes))
    done = store.write(lambda session: keeping.merge(session, LEAD))
    assert done.message == "已合并 1 个没有名字的群"
    with store.session() as session:
        assert {one.id for one in rows(session, WANG)} == {"big", "new", "other"}
        found = keeping.detail(session, WANG, "new")
        assert [(one.date, one.spoke) for one in found.days] == [("2026-03-05", 12), ("2026-03-06", 5)]
        assert session.get_one(ActivityRun, "run").group == "new"
        assert session.get_one(Task, "done").group == "new"
    with pytest.raises(AppError, match="没有要合并的"):
        store.write(lambda session: keeping.merge(session, LEAD))
    store.write(lambda session: undo(session, LEAD, done.batch))
    with store.session() as session:
        assert keeping.nameless(session, LEAD) == [("old", "new")]


def test_beside_the_list_stand_days_and_activities(store: Store) -> None:
    begun = store.write(lambda session: runs.begin(session, WANG, "big", "riddle-1", NOW))
    store.write(lambda session: runs.step(session, WANG, begun.run, 2))
    store.write(lambda session: runs.count(session, WANG, begun.run, 30))
    store.write(lambda session: finish.finish(session, WANG, begun.run))
    with store.session() as session:
        found = keeping.detail(session, WANG, "big")
    assert [(one.date, one.spoke) for one in found.days][-1] == ("2026-03-12", 30)
    assert [(one.title, one.participants) for one in found.held] == [("猜字谜：加加减减", 30)]
    bare = Change("activity_run", "far", {"group": "big", "ended_at": "2026-03-01 16:00:00", "participants": 7})
    store.write(lambda session: record(session, None, [bare]))  # as a report brings it: without names
    with store.session() as session:
        assert keeping.detail(session, WANG, "big").held[1] == ("2026-03-01 16:00:00", "", 7)


def test_who_may_not_is_refused(store: Store) -> None:
    with pytest.raises(PermissionDenied):
        store.write(lambda session: keeping.count(session, Actor("zhao", Role.MANAGER, "east"), "big", "3"))
    with pytest.raises(AppError, match="已经不在了"):
        store.write(lambda session: keeping.count(session, WANG, "nothing", "3"))
