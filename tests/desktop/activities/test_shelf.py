"""Head office's activities beside the shipped ones."""

from dataclasses import replace

import pytest

from db.actor import Actor, Role
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.activities import library, runs, shelf
from desktop.errors import AppError, PermissionDenied
from desktop.store import open_memory_store
from tests.desktop.sop.builders import BRANCH, LI, NOW, WANG, group, staff

RIDDLE = next(one for one in library.load() if one.key == "riddle-1")
OWN = replace(RIDDLE, key="hq-1", title="春节字谜", theme="过年", rounds=RIDDLE.rounds[:2], product_after=2)


@pytest.fixture
def store():
    store = open_memory_store(FixedClock(NOW))
    rows = [
        Change("branch", BRANCH, {"name": "城东支行"}),
        staff(WANG, "王敏"),
        staff(LI, "李倩"),
        group("g", "群", 90),
    ]
    store.write(lambda session: record(session, None, [*rows, shelf.change(OWN)]))
    yield store
    store.close()


def test_what_head_office_adds_has_the_course_of_its_kind(store):
    with store.session() as session:
        found = {one.key: one for one in shelf.shelf(session)}
        assert len(found) == len(library.load()) + 1
        assert found["hq-1"] == OWN == shelf.by_key(session, "hq-1")
        assert shelf.by_key(session, "riddle-1") == RIDDLE


def test_it_can_be_held_and_what_is_withdrawn_cannot_be_chosen(store):
    me = Actor(WANG, Role.MANAGER, BRANCH)
    begun = store.write(lambda session: runs.begin(session, me, "g", "hq-1", NOW))
    with store.session() as session:
        assert runs.load(session, begun.run).activity.title == "春节字谜"
    store.write(lambda session: record(session, None, [shelf.change(RIDDLE, hidden=True)]))
    with store.session() as session:
        assert "riddle-1" not in {one.key for one in shelf.shelf(session)}
        assert shelf.by_key(session, "riddle-1") == RIDDLE  # a run that has begun goes on


def test_who_stands_in_may_hold_it_in_the_colleagues_group(store):
    li = Actor(LI, Role.MANAGER, BRANCH)
    with pytest.raises(PermissionDenied):
        store.write(lambda session: runs.begin(session, li, "g", "riddle-1", NOW))
    task = {"group": "g", "staff": LI, "kind": "activity", "date": "2026-03-12"}
    store.write(lambda session: record(session, None, [Change("task", "t", task)]))
    begun = store.write(lambda session: runs.begin(session, li, "g", "riddle-1", NOW))
    store.write(lambda session: runs.copied(session, li, begun.run, "warm_up"))


def told(**changes):
    one = RIDDLE.rounds[0]
    fields = {"question": one.question, "options": list(one.options), "answer": "A", "why": "因为", **changes}
    return {"theme": "", "product": "cd", "rounds": [fields]}


@pytest.mark.parametrize(
    ("kind", "content", "said"),
    [
        ("riddle", told(question=""), "第 1 题不完整"),
        ("riddle", told(options=["甲", "甲", "乙"]), "第 1 题不完整"),
        ("riddle", told(answer="D"), "第 1 题不完整"),
        ("riddle", told(why=""), "第 1 题不完整"),
        ("riddle", told(question="问" * 300), "第 1 题不完整"),
        ("riddle", {**told(), "rounds": []}, "要有 1 到 30 题"),
        ("riddle", {**told(), "product": "x"}, "名称、类型或产品不对"),
        ("dance", told(), "名称、类型或产品不对"),
    ],
)
def test_what_cannot_be_is_named(kind, content, said):
    with pytest.raises(AppError, match=said):
        shelf.of_row("k", "名称", kind, 1, content)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"rounds": "abc"}', '{"rounds": [1]}', "[" * 100_000])
@pytest.mark.parametrize("key", ["hq-9", "riddle-1"])
def test_what_this_version_cannot_hold_is_left_out(store, key, content):
    fields = {"key": key, "title": "新的", "kind": "riddle", "version": 9, "content": content}
    store.write(lambda session: record(session, None, [Change("activity", shelf.row_of(key), fields)]))
    with store.session() as session:
        found = {one.key: one for one in shelf.shelf(session)}
        assert found.keys() == {one.key for one in library.load()} | {"hq-1"}
        assert shelf.by_key(session, "riddle-1") == found["riddle-1"] == RIDDLE
