"""Lost and won back, recall tasks for many, and the reason of a stage."""

from datetime import datetime

import pytest

from db.actor import Actor
from db.engine import Store
from desktop.contacts import facet_counts, follow_ups, search, stages, timeline
from desktop.contacts.filters import ContactQuery
from desktop.contacts.search import ContactDetail
from desktop.contacts.standing import set_standing
from desktop.errors import AppError, PermissionDenied
from desktop.undo import undo
from tests.desktop.contacts.conftest import Add


def detail(store: Store, actor: Actor, contact: str) -> ContactDetail:
    with store.session() as session:
        return search.detail(session, actor, contact)


def views(store: Store, actor: Actor) -> dict[str, int]:
    with store.session() as session:
        return facet_counts.counts(session, actor, ContactQuery()).views


def test_lost_and_won_back(store: Store, add: Add, manager: Actor, stranger: Actor):
    id_ = add("走了", status="suspected_lost")
    assert (views(store, manager)["suspected"], views(store, manager)["lost"]) == (1, 1)
    done = store.write(lambda session: set_standing(session, manager, [id_], "lost"))
    assert (str(done.message), views(store, manager)["suspected"]) == ("已记 1 位流失", 0)
    done = store.write(lambda session: set_standing(session, manager, [id_], "recalled"))
    assert str(done.message) == "已记 1 位挽回"
    assert detail(store, manager, id_).row.status == "recalled"
    with store.session() as session:
        assert sorted(one.kind for one in timeline.events(session, id_)) == ["lost", "recalled"]
    store.write(lambda session: undo(session, manager, done.batch))
    assert detail(store, manager, id_).row.status == "lost"
    with pytest.raises(PermissionDenied):
        store.write(lambda session: set_standing(session, stranger, [id_], "lost"))
    with pytest.raises(ValueError, match="gone"):
        store.write(lambda session: set_standing(session, manager, [id_], "gone"))


def test_recall_tasks_for_all_who_have_no_next_step(store: Store, add: Add, lead: Actor, manager: Actor):
    ids = [add("甲"), add("乙"), add("丙", account="wangmin")]
    when = datetime(2026, 3, 16, 9)
    store.write(lambda session: follow_ups.plan(session, manager, ids[0], when, "已约"))
    done = store.write(lambda session: follow_ups.plan_many(session, lead, ids, when, "唤醒：问候近况"))
    assert (str(done.message), done.count) == ("已给 2 位约 03-16 09:00 跟进，1 位已有下一步", 2)
    assert [detail(store, lead, id_).row.next_title for id_ in ids] == ["已约", "唤醒：问候近况", "唤醒：问候近况"]
    store.write(lambda session: undo(session, lead, done.batch))
    assert [detail(store, lead, id_).row.next_title for id_ in ids] == ["已约", "", ""]
    with pytest.raises(PermissionDenied):
        store.write(lambda session: follow_ups.plan_many(session, manager, ids, when, "唤醒"))
    with pytest.raises(AppError):
        store.write(lambda session: follow_ups.plan_many(session, lead, ids, datetime(2026, 3, 1), "唤醒"))


def test_why_a_contact_is_where_it_is(store: Store, add: Add, manager: Actor, write):
    none = detail(store, manager, add("新"))
    assert (none.stage_kind, none.stage_by) == ("", "")
    events = [("replied", "2026-03-10 11:00:00"), ("purchase", "2026-03-11 09:00:00"), ("chat", "2026-03-11 09:00:00")]
    id_ = add("买了", events=events)
    assert detail(store, manager, id_).stage_kind == "purchase"
    store.write(lambda session: stages.set_stage(session, manager, [id_], "interest", "退了"))
    found = detail(store, manager, id_)
    assert (found.stage_by, found.stage_reason, found.stage_kind) == ("陈楠", "退了", "")
