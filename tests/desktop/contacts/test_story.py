"""The whole timeline: what was recorded, and what a contact that came in by a file says itself."""

from datetime import datetime

from db.actor import Actor
from db.engine import Store
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.contacts import standing, story, timeline, transfer, transfer_list
from tests.desktop.contacts.conftest import Add, Write, staff_id

ADDED = "2026-03-09 09:47:00"


def told(store: Store, contact: str, limit: int = 50, group: str = "") -> list[tuple[str, str, str, str]]:
    with store.session() as session:
        found = story.read(session, contact, limit, group)
    return [(one.kind, one.at, one.text, one.staff_name) for one in found.events]


def test_an_add_that_nobody_wrote_down_is_told_and_one_that_was_is_not_doubled(store: Store, add: Add):
    id_ = add("赵小琳", events=[("replied", "2026-03-10 11:08:00")], source="扫描二维码")
    assert told(store, id_) == [("replied", "2026-03-10 11:08:00", "", "陈楠"), ("added", ADDED, "扫描二维码", "陈楠")]
    assert told(store, id_, 1) == [("replied", "2026-03-10 11:08:00", "", "陈楠")]
    assert told(store, id_, group="changes") == [("added", ADDED, "扫描二维码", "陈楠")]
    assert [kind for kind, *_ in told(store, id_, group="replied")] == ["replied"]
    with store.session() as session:
        assert [story.read(session, id_, 1, group).total for group in timeline.GROUPS] == [2, 1, 0, 0, 1]
        assert [story.read(session, id_, 1, kind).total for kind in ("added", "replied", "call")] == [1, 1, 0]
    written = add("钱多多", events=[("added", ADDED)])
    assert [kind for kind, *_ in told(store, written)] == ["added"]
    placed = add("孙浩", placement="p3")
    assert told(store, placed) == [("added", ADDED, "柜台 3 号台卡", "陈楠")]


def test_another_owner_by_a_file(store: Store, add: Add, lead: Actor, clock: FixedClock):
    id_ = add("赵小琳")
    clock.set(datetime(2026, 3, 20, 8))
    moved = {"owner": staff_id("wangmin"), "owner_name": "王敏"}
    store.write(lambda session: record(session, lead, [Change("contact", id_, moved)]))
    assert told(store, id_) == [
        ("owner", "2026-03-20 08:00:00", "陈楠 → 王敏", "王敏"), ("added", ADDED, "", "陈楠"),
    ]  # fmt: skip


def test_a_transfer_is_told_once(store: Store, add: Add, lead: Actor, clock: FixedClock):
    id_ = add("赵小琳")
    store.write(lambda session: transfer.plan(session, lead, [id_], staff_id("wangmin")))
    clock.set(datetime(2026, 3, 21, 9))
    with store.session() as session:
        (one,) = transfer_list.entries(session, lead)
    store.write(lambda session: transfer.finish(session, lead, [one.id]))
    assert [kind for kind, *_ in told(store, id_)] == ["owner", "added"]


def test_how_somebody_stands(store: Store, add: Add, write: Write, manager: Actor):
    id_ = add("赵小琳", status="suspected_lost", status_at="2026-03-11 08:00:00")
    assert told(store, id_)[0][:2] == ("suspected_lost", "2026-03-11 08:00:00")
    store.write(lambda session: standing.set_standing(session, manager, [id_], "lost"))
    assert [kind for kind, *_ in told(store, id_)] == ["lost", "added"]
    write([Change("contact", id_, {"status": "", "status_at": None})])
    assert [kind for kind, *_ in told(store, id_)] == ["lost", "added"]


def test_nobody_has_no_story(store: Store):
    with store.session() as session:
        assert story.read(session, "gone") == story.Story([], 0)
