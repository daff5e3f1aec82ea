"""Taking back the last thing: whose, how far back, and what later work forbids."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import text

from db.actor import Actor, Role
from db.engine import Store
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.changes import Changes
from desktop.errors import AppError
from desktop.store import open_memory_store
from desktop.undo import LOOKED_BACK, last_batch, undo

WANG = Actor("wang", Role.LEAD, "branch")
LI = Actor("li", Role.TELLER, "branch")


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_memory_store(FixedClock(datetime(2026, 3, 12, 10, 42)))
    yield store
    store.close()


def write(store: Store, actor: Actor | None, entity: str, row: str, **fields: str) -> str:
    return store.write(lambda session: record(session, actor, [Change(entity, row, fields)])).batch


def last(store: Store, actor: Actor = WANG) -> str:
    with store.session() as session:
        return last_batch(session, actor)


def test_nothing_done_is_nothing_to_undo(store: Store) -> None:
    assert last(store) == ""
    with pytest.raises(AppError, match="没有可以撤销"):
        store.write(lambda session: undo(session, WANG))
    with pytest.raises(AppError, match="没有可以撤销"):
        store.write(lambda session: undo(session, WANG, "no such batch"))


def test_the_last_thing_of_this_person_is_found_and_not_what_others_or_the_program_did(store: Store) -> None:
    mine = write(store, WANG, "tag", "t1", name="代发")
    write(store, LI, "tag", "t2", name="理财")
    write(store, None, "task", "k1", title="早报")
    assert last(store) == mine
    done = store.write(lambda session: undo(session, WANG))
    assert (done.changes, done.count) == (Changes.TAGS, 1)
    assert last(store) == ""
    with store.session() as session:
        assert session.execute(text("SELECT hidden FROM tag WHERE id = 't1'")).scalar_one() == 1


def test_undo_goes_back_step_by_step(store: Store) -> None:
    first = write(store, WANG, "contact", "c1", name="赵小琳")
    second = write(store, WANG, "contact", "c1", remark="老客户")
    assert last(store) == second
    store.write(lambda session: undo(session, WANG))
    assert last(store) == first


def test_undo_says_what_it_concerns(store: Store) -> None:
    changes = [Change("contact", "c1", {"name": "赵小琳"}), Change("contact_tag", "x", {"contact": "c1", "tag": "t"})]
    batch = store.write(lambda session: record(session, WANG, changes)).batch
    assert store.write(lambda session: undo(session, WANG, batch)).changes == Changes.CONTACTS | Changes.TAGS


def test_later_work_on_the_same_field_forbids_it(store: Store) -> None:
    batch = write(store, WANG, "contact", "c1", name="赵小琳")
    write(store, LI, "contact", "c1", name="赵小林")
    with pytest.raises(AppError, match="1 处"):
        store.write(lambda session: undo(session, WANG, batch))


def test_the_search_for_something_to_undo_ends(store: Store) -> None:
    write(store, WANG, "tag", "t", name="代发")
    for number in range(LOOKED_BACK):
        write(store, LI, "tag", f"t{number}", name=f"标签 {number}")
    assert last(store) == ""
    assert last(store, LI) != ""
