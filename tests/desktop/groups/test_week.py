"""A group's week, the SOPs that concern it, and the classes of its members."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from db.actor import Actor, Role
from db.engine import Store
from db.groups import Group
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.activities import runs
from desktop.calendar import Workdays
from desktop.errors import AppError, PermissionDenied
from desktop.groups import keeping, week
from desktop.groups.groups import rows
from desktop.sop.plan import wanted
from desktop.store import open_memory_store

NOW = datetime(2026, 3, 12, 10, 42)  # a Thursday
WANG = Actor("wang", Role.MANAGER, "east")
FAR = Actor("far", Role.MANAGER, "west")


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_memory_store(FixedClock(NOW))
    mine = {"owner": "wang", "branch": "east", "members": 100}
    slot = {"group": "g", "staff": "wang", "kind": "group"}
    changes = [
        Change("staff", "wang", {"name": "王敏", "branch": "east", "role": "manager"}),
        Change("group", "g", {"name": "理财群", **mine}), Change("group", "h", {"name": "代发群", **mine}),
        Change("sop_template", "t-1", {"key": "a", "title": "社群内容周", "kind": "weekly",
                                       "trigger": '{"days":"workdays"}', "audience": '{"roles":["manager"]}'}),
        Change("sop_step", "s-1", {"template": "t-1", "target": "group", "kind": "group", "title": "早报",
                                   "time": "09:00", "until": "10:00"}),
        Change("sop_template", "t-2", {"key": "b", "title": "厅堂", "kind": "daily"}),
        Change("sop_step", "s-2", {"template": "t-2", "target": "staff", "title": "台卡"}),
        Change("task", "k1", {**slot, "title": "早报", "date": "2026-03-09", "due_at": "2026-03-09 09:00:00",
                              "done_at": "2026-03-09 09:10:00"}),
        Change("task", "k2", {**slot, "title": "早报", "date": "2026-03-10", "due_at": "2026-03-10 09:00:00",
                              "skipped_at": "2026-03-10 09:10:00"}),
        Change("task", "k3", {**slot, "title": "早报", "date": "2026-03-11", "due_at": "2026-03-11 09:00:00",
                              "postponed_to": "2026-03-12 17:00:00"}),
    ]  # fmt: skip
    store.write(lambda session: record(session, None, changes))
    yield store
    store.close()


def ask(store: Store, group: str = "g") -> week.Week:
    with store.session() as session:
        return week.week(session, WANG, group)


def test_the_week_is_what_was_and_what_is_planned(store):
    store.write(lambda session: runs.begin(session, WANG, "g", "riddle-1", datetime(2026, 3, 13, 15)))
    assert [(f"{one.day:%a}", one.time, one.title, one.state) for one in ask(store).slots] == [
        ("Mon", "09:00", "早报", "done"),
        ("Tue", "09:00", "早报", "skipped"),
        ("Thu", "17:00", "早报", "open"),
        ("Fri", "09:00", "早报", "planned"),
        ("Fri", "15:00", "猜字谜：加加减减", "planned"),
    ]


def test_a_template_can_rest_for_one_group(store):
    assert [(one.title, one.on) for one in ask(store).fits] == [("社群内容周", True)]
    done = store.write(lambda session: week.set_fit(session, WANG, "g", "t-1", on=False))
    assert done.message == "“理财群”不做“社群内容周”"
    assert ask(store).fits[0].on is False
    assert [one.state for one in ask(store).slots] == ["done", "skipped", "open"]
    with store.session() as session:
        found = wanted(session, "east", date(2026, 3, 13), Workdays({}))
    assert [one.fields["group"] for one in found if one.fields["group"]] == ["h"]
    done = store.write(lambda session: week.set_fit(session, WANG, "g", "t-1", on=True))
    assert done.message == "“理财群”做“社群内容周”"
    with store.session() as session:
        assert session.get_one(Group, "g").templates_off == ""


@pytest.mark.parametrize("kept", ["no json", "3", "[4]"])
def test_a_damaged_choice_is_none(store, kept):
    store.write(lambda session: record(session, None, [Change("group", "g", {"templates_off": kept})]))
    assert ask(store).fits[0].on


def test_the_known_members_are_counted_by_class(store):
    people = [("c1", "代发"), ("c2", "代发"), ("c2", "直营"), ("c3", "")]
    changes = [Change("tag", name, {"name": name}) for name in ("代发", "直营")]
    for contact, tag in people:
        changes.append(Change("contact", contact, {"name": contact, "owner": "wang"}))
        if tag:
            changes.append(Change("contact_tag", f"{contact}{tag}", {"contact": contact, "tag": tag, "present": 1}))
    joined = {"kind": "group_joined", "source": "g", "at": "2026-02-01 09:00:00"}
    changes += [Change("interaction", f"j{one}", {"contact": one, **joined}) for one in ("c1", "c3", "gone")]
    changes += [
        Change("activity_run", "r", {"group": "g"}),
        Change("interaction", "a", {"contact": "c2", "kind": "activity", "source": "r"}),
        Change("interaction", "l", {"contact": "c3", "kind": "group_left", "source": "g", "at": "2026-03-01 09:00:00"}),
    ]
    store.write(lambda session: record(session, None, changes))
    found = ask(store).classes
    assert found.tags == (("代发", 2), ("直营", 1))
    assert found.known == 3


def test_the_limit_is_one_of_wecoms(store):
    store.write(lambda session: keeping.set_limit(session, WANG, "g", 200))
    store.write(lambda session: record(session, None, [Change("group", "g", {"members": 200})]))
    with store.session() as session:
        row = next(one for one in rows(session, WANG) if one.id == "g")
    assert (row.capacity, row.full, row.nearly_full) == (200, True, True)
    with pytest.raises(AppError, match="200 或 500"):
        store.write(lambda session: keeping.set_limit(session, WANG, "g", 300))


def test_only_who_may_work_on_the_group(store):
    with store.session() as session, pytest.raises(PermissionDenied):
        week.week(session, FAR, "g")
    with pytest.raises(PermissionDenied):
        store.write(lambda session: week.set_fit(session, FAR, "g", "t-1", on=False))
