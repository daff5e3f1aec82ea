"""Erased for good, or in storage only: who may, what goes, what the register says."""

import re

import pytest
from sqlalchemy import text

from db.actor import Actor, Role
from db.contacts import Contact
from db.doctor import state_hash, verify
from db.operation import Change, undo
from db.projection import STORED
from desktop.contacts import erasure, search
from desktop.contacts.filters import ContactQuery
from desktop.errors import AppError, PermissionDenied
from tests.desktop.contacts.conftest import BRANCH, ELSEWHERE, Add, Write, staff_id

LEAD = Actor(staff_id("wangmin"), Role.LEAD, BRANCH)
MANAGER = Actor(staff_id("chennan"), Role.MANAGER, BRANCH)


@pytest.fixture
def contact(add: Add, write: Write) -> str:
    id_ = add("赵小琳", "13812344821", tags=["payroll"], events=[("chat", "2026-03-10 10:00:00")])
    write([
        Change("follow_up", "f", {"contact": id_, "staff": staff_id("chennan"), "due_at": "2026-03-13", "title": "约"}),
        Change("task", "t", {"contact": id_, "staff": staff_id("chennan"), "title": "回访赵小琳"}),
        Change("person", "p", {"name": "赵小琳", "root": id_}),
        Change("contact", id_, {"person": "p"}),
    ])  # fmt: skip
    return id_


def rows(store) -> str:
    with store.session() as session:
        tables = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        return str([session.execute(text(f'SELECT * FROM "{one}"')).all() for one in tables])


def listed(store) -> int:
    with store.session() as session:
        return search.count(session, LEAD, ContactQuery(view="branch"))


def test_it_says_what_goes_and_then_nothing_of_it_is_left(store, contact: str, add: Add):
    add("钱多多", "13812340000")
    with store.session() as session:
        going = erasure.what_goes(session, LEAD, contact)
    assert (going.name, going.person) == ("赵小琳", "p")
    assert going.parts == {"contact_tag": 1, "interaction": 1, "follow_up": 1, "task": 1}
    done = store.write(lambda session: erasure.erase(session, LEAD, contact, "asked"))
    assert done.batch == ""
    left = rows(store)
    assert "小琳" not in left
    assert "13812344821" not in left
    assert not re.search("(?<![0-9a-f-])4821(?![0-9a-f-])", left)  # alone: ids and digests hold any four figures
    assert listed(store) == 1
    with store.session() as session:
        assert verify(session) == []
        (entry,) = erasure.register(session, LEAD)
    assert (entry.kind, entry.name, entry.reason, entry.who, entry.at) == (
        "erased", "", "asked", "王敏", "2026-03-12 10:42:00",
    )  # fmt: skip


def test_a_person_with_another_contact_stays(store, contact: str, add: Add):
    add("赵小琳二", account="wangmin", person="p")
    store.write(lambda session: erasure.erase(session, LEAD, contact, "withdrawn"))
    with store.session() as session:
        assert session.execute(text("SELECT hidden FROM person")).scalar() == 0


def test_storage_only_is_out_of_everything_and_can_be_taken_back(store, contact: str):
    with store.session() as session:
        before = state_hash(session)
    assert listed(store) == 1
    done = store.write(lambda session: erasure.store_only(session, LEAD, contact, "dispute"))
    assert listed(store) == 0
    with store.session() as session:
        assert session.execute(text("SELECT hidden FROM follow_up UNION SELECT hidden FROM task")).scalars().all() == [
            STORED
        ]
        (entry,) = erasure.register(session, LEAD)
    assert (entry.kind, entry.name, entry.reason, entry.who) == ("stored", "赵*琳", "dispute", "王敏")
    store.write(lambda session: undo(session, LEAD, done.batch))
    with store.session() as session:
        assert state_hash(session) == before
    store.write(lambda session: erasure.store_only(session, LEAD, contact, "retention"))
    store.write(lambda session: erasure.release(session, LEAD, contact))
    with store.session() as session:
        assert state_hash(session) == before
        assert erasure.register(session, LEAD) == []
    with pytest.raises(AppError, match="不在仅存储里"):
        store.write(lambda session: erasure.release(session, LEAD, contact))


def test_what_is_in_storage_only_can_be_erased(store, contact: str):
    store.write(lambda session: erasure.store_only(session, LEAD, contact, "technical"))
    store.write(lambda session: erasure.erase(session, LEAD, contact, "expired"))
    assert "小琳" not in rows(store)
    with store.session() as session:
        assert session.get(Contact, contact).hidden == 1
    with pytest.raises(AppError, match="不在了"):
        store.write(lambda session: erasure.erase(session, LEAD, contact, "asked"))


@pytest.mark.parametrize("act", [
    lambda session, actor, contact: erasure.erase(session, actor, contact, "asked"),
    lambda session, actor, contact: erasure.store_only(session, actor, contact, "dispute"),
    lambda session, actor, _: erasure.register(session, actor),
])  # fmt: skip
def test_only_a_lead_may(store, contact: str, act):
    with pytest.raises(PermissionDenied):
        store.write(lambda session: act(session, MANAGER, contact))


def test_only_in_ones_branch(store, contact: str):
    other = Actor("else", Role.LEAD, ELSEWHERE)
    with pytest.raises(PermissionDenied):
        store.write(lambda session: erasure.erase(session, other, contact, "asked"))
    store.write(lambda session: erasure.store_only(session, LEAD, contact, "dispute"))
    with pytest.raises(PermissionDenied):
        store.write(lambda session: erasure.release(session, other, contact))


@pytest.mark.parametrize("act", [erasure.erase, erasure.store_only])
def test_a_reason_is_one_of_the_list(store, contact: str, act):
    with pytest.raises(ValueError, match="随便"):
        store.write(lambda session: act(session, LEAD, contact, "随便"))
