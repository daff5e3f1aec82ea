"""Deciding who is one person and whose, and making two contacts of one member of staff into one."""

import pytest

from db.actor import Actor
from db.engine import Store
from db.ids import derived_id
from db.operation import Change
from desktop import undo
from desktop.contacts import merge_contacts, one_id, search, timeline
from desktop.contacts.filters import ContactQuery
from desktop.errors import AppError, PermissionDenied
from tests.desktop.contacts.conftest import BRANCH, Add, Write, staff_id

PHONE = "13812344821"


def pairs(store: Store, actor: Actor, kind: str) -> list[one_id.Pair]:
    with store.session() as session:
        return list(getattr(one_id, kind)(session, actor))


def others(store: Store, actor: Actor, contact: str) -> list[search.Other]:
    with store.session() as session:
        return list(search.detail(session, actor, contact).others)


def test_linked_at_once_and_shown_at_the_contact(store: Store, add: Add, lead: Actor, manager: Actor):
    mine = add("赵小琳", PHONE, events=[("chat", "2026-03-10 09:00:00")])
    same = add("小琳", PHONE, "wangmin", added_at="2026-03-01 09:00:00")
    far = add("小赵", PHONE, "liqian", added_at="2026-03-02 09:00:00", company="江海重工")
    assert others(store, manager, mine) == [
        search.Other(same, "王敏", "", decided=False), search.Other(far, "李倩", "滨江支行", decided=False),
    ]  # fmt: skip
    found = pairs(store, lead, "linked")
    assert {(one.a.row.id, one.b.row.id) for one in found} == {(same, mine), (same, far)}
    assert {one.why for one in found} == {("phone",)}
    (ours,) = (one for one in found if one.b.row.id == mine)
    assert one_id.owner_by(ours, "first_add").row.id == same
    assert one_id.owner_by(ours, "most_contact").row.id == mine
    (other,) = (one for one in found if one.b.row.id == far)
    assert (other.b.row.name, other.b.company, other.b.ours, other.b.branch_name) == ("小*", "", False, "滨江支行")


def test_the_lead_decides_whose_and_undoes_it(store: Store, add: Add, lead: Actor, manager: Actor):
    mine, same = add("赵小琳", PHONE), add("小琳", PHONE, "wangmin")
    done = store.write(
        lambda session: one_id.decide(session, lead, mine, same, "same", owner=staff_id("wangmin"), rule="first_add")
    )
    assert others(store, manager, mine) == [search.Other(same, "王敏", "", decided=True)]
    (pair,) = pairs(store, lead, "decided")
    assert (pair.verdict, pair.owner, pair.rule) == ("same", staff_id("wangmin"), "first_add")
    store.write(lambda session: undo.undo(session, lead, done.batch))
    assert not others(store, manager, mine)[0].decided
    assert pairs(store, lead, "decided") == []


def test_alike_is_proposed_until_somebody_decides(store: Store, add: Add, lead: Actor):
    a = add("赵小琳", company="江海重工", remark="二孩")
    b = add("赵小琳", account="wangmin", company="江海重工有限公司")
    (pair,) = pairs(store, lead, "proposals")
    assert {pair.a.row.id, pair.b.row.id} == {a, b}
    assert (pair.why, pair.same_staff, pair.verdict) == (("name", "company"), False, "")
    done = store.write(lambda session: one_id.decide(session, lead, a, b, "different"))
    assert pairs(store, lead, "proposals") == []
    store.write(lambda session: undo.undo(session, lead, done.batch))
    done = store.write(lambda session: one_id.decide(session, lead, b, a, "both_serve"))
    assert (pairs(store, lead, "proposals"), len(pairs(store, lead, "linked"))) == ([], 1)
    assert str(done.message) == "同一位，两边都服务：赵小琳、赵小琳"


def test_who_may(store: Store, add: Add, lead: Actor, manager: Actor, stranger: Actor):
    a, b, c = add("甲", PHONE), add("乙", PHONE, "wangmin"), add("丙", PHONE, "liqian")
    d = add("丁", PHONE, "liqian")
    with pytest.raises(PermissionDenied, match="另一位负责人"):
        store.write(lambda session: one_id.decide(session, manager, a, b, "same"))
    assert store.write(lambda session: one_id.decide(session, manager, a, b, "same", second=lead)).count == 1
    assert store.write(lambda session: one_id.decide(session, lead, a, c, "same")).count == 1
    with pytest.raises(PermissionDenied, match="都不是本网点"):
        store.write(lambda session: one_id.decide(session, lead, c, d, "same"))
    with pytest.raises(AppError, match="添加人之一"):
        store.write(lambda session: one_id.decide(session, lead, a, b, "same", owner="nobody"))
    with pytest.raises(ValueError, match="perhaps"):
        store.write(lambda session: one_id.decide(session, lead, a, b, "perhaps"))


def test_two_of_one_become_one_and_two_again(store: Store, add: Add, write: Write, lead: Actor):
    keep = add("赵小琳", PHONE, tags=["card"], events=[("call", "2026-03-11 08:00:00")], company="江海重工")
    gone = add("小琳", PHONE, tags=["payroll"], events=[("chat", "2026-03-10 09:00:00")], remark="二孩",
               added_at="2026-03-01 08:00:00")  # fmt: skip
    own = {"contact": gone, "field": "level", "value": "3"}
    due = {"contact": gone, "staff": staff_id("chennan"), "due_at": "2026-03-20 09:00:00", "title": "约"}
    write([Change("contact_value", derived_id("contact_value", gone, "level"), own), Change("follow_up", "f", due)])
    with store.session() as session:
        assert merge_contacts.values(session, keep, gone) == {
            "name": ("赵小琳", "小琳"), "remark": ("", "二孩"), "company": ("江海重工", ""),
        }  # fmt: skip
    (before,) = pairs(store, lead, "linked")
    assert before.same_staff
    done = store.write(lambda session: merge_contacts.merge(session, lead, keep, gone, {"remark": "二孩"}))
    with store.session() as session:
        detail = search.detail(session, lead, keep)
        assert ({tag.id for tag in detail.row.tags}, detail.remark) == ({"card", "payroll"}, "二孩")
        assert (detail.row.added_at, detail.row.next_title) == ("2026-03-01 08:00:00", "约")
        assert [event.kind for event in timeline.events(session, keep)] == ["call", "chat"]
        assert len(search.ids(session, lead, ContactQuery(view="branch"))) == 1
        with pytest.raises(AppError):
            search.detail(session, lead, gone)
    assert pairs(store, lead, "linked") == pairs(store, lead, "decided") == []
    store.write(lambda session: undo.undo(session, lead, done.batch))
    with store.session() as session:
        assert [event.kind for event in timeline.events(session, keep)] == ["call"]
        assert search.detail(session, lead, keep).row.next_title == ""
        assert search.detail(session, lead, gone).row.next_title == "约"
    (again,) = pairs(store, lead, "linked")
    assert again == before


def test_what_is_not_merged(store: Store, add: Add, lead: Actor):
    a, b = add("甲", PHONE), add("乙", PHONE, "wangmin")
    with pytest.raises(AppError, match="同一位员工"):
        store.write(lambda session: merge_contacts.merge(session, lead, a, b, {}))
    with pytest.raises(ValueError, match="owner"):
        store.write(lambda session: merge_contacts.merge(session, lead, a, b, {"owner": "x"}))


def test_a_merged_contact_does_not_come_back_with_the_next_file(store: Store, add: Add, lead: Actor):
    from desktop.exchange.plan_contacts import _merged_away

    keep, gone = add("赵小琳", PHONE), add("小琳", PHONE)
    store.write(lambda session: merge_contacts.merge(session, lead, keep, gone, {}))
    with store.session() as session:
        assert _merged_away(session) == {gone}


def test_nobody_else_sees_pairs(store: Store, add: Add, stranger: Actor):
    add("甲", PHONE), add("乙", PHONE, "wangmin")
    assert pairs(store, stranger, "linked") == []
    assert stranger.branch != BRANCH
