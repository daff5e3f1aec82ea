"""Two values of one field: shown with who and when, chosen one by one or by a rule, the choice travels."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import pairwise

import pytest
from sqlalchemy import text

from db.actor import Actor, Role
from db.engine import Store
from db.ids import derived_id
from db.merging import export_operations, merge
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.errors import AppError, PermissionDenied
from desktop.exchange import conflicts
from desktop.store import open_memory_store
from desktop.undo import undo
from tests.desktop.exchange.branches import FRIDAY, branch_changes, contact_changes, lead_of

CONTACT = derived_id("contact", "城东支行", "0")
LEAD = lead_of("城东支行")


def give(source: Store, target: Store) -> None:
    with source.session() as session:
        operations = list(export_operations(session, {}))
    target.write(lambda session: merge(session, operations))


def put(store: Store, **fields: object) -> None:
    store.write(lambda session: record(session, LEAD, [Change("contact", CONTACT, fields)]))


@pytest.fixture
def pair() -> Iterator[tuple[Store, Store]]:
    """Two PCs of a branch that set remark and phone of a contact without knowing of each other."""
    clock = FixedClock(FRIDAY)
    ours, theirs = open_memory_store(clock), open_memory_store(clock)
    start = [*branch_changes("城东支行"), *contact_changes("城东支行", 0)]
    ours.write(lambda session: record(session, None, start, source="test"))
    give(ours, theirs)
    clock.advance(hours=1)
    put(ours, remark="爱喝茶", phone="13900001111")
    clock.advance(hours=1)
    put(theirs, remark="爱下棋", phone="13900002222")
    give(theirs, ours)
    yield ours, theirs
    ours.close()
    theirs.close()


def disputes(store: Store, actor: Actor = LEAD) -> list[conflicts.Dispute]:
    with store.session() as session:
        return conflicts.disputes(session, actor)


def contact(store: Store) -> tuple[str, str]:
    with store.session() as session:
        return tuple(session.execute(text("SELECT remark, phone FROM contact WHERE id = :id"), {"id": CONTACT}).one())


@contextmanager
def open_third(pair: tuple[Store, Store]) -> Iterator[Store]:
    """A third PC that knew the contact before, and set the remark earlier than the others."""
    with closing(open_memory_store(FixedClock(FRIDAY))) as third:
        with pair[0].session() as session:
            start = [one for one in export_operations(session, {}) if one.source == "test"]
        third.write(lambda session: merge(session, start))
        put(third, remark="爱唱戏")
        yield third


def open_ids(store: Store) -> list[str]:
    return sorted(one.id for one in disputes(store))


def choose(store: Store, rule: str, *fields: str):
    ids = [one.id for one in disputes(store) if str(one.field) in fields or not fields]
    return store.write(lambda session: conflicts.choose(session, LEAD, ids, rule))


def test_both_values_are_shown_with_who_and_when(pair: tuple[Store, Store]):
    phone, remark = sorted(disputes(pair[0]), key=lambda one: one.winner.value)
    assert (str(remark.topic), remark.title, str(remark.field)) == ("客户", "赵小琳", "备注")
    assert remark.winner == ("爱下棋", "王敏", "2026-11-20 12:42:00", False, "", False, False)
    assert remark.loser == ("爱喝茶", "王敏", "2026-11-20 11:42:00", True, "", False, False)
    assert [side.value for side in (phone.winner, phone.loser)] == ["139****2222", "139****1111"]


def test_what_shows_may_stay_which_travels_and_is_undone(pair: tuple[Store, Store]):
    ours, theirs = pair
    give(ours, theirs)
    assert len(disputes(theirs)) == 2
    done = choose(ours, "winner")
    assert done.count == 2
    assert contact(ours) == ("爱下棋", "13900002222")
    assert disputes(ours) == []
    give(ours, theirs)
    assert disputes(theirs) == []
    ours.write(lambda session: undo(session, LEAD, done.batch))
    assert contact(ours) == ("爱下棋", "13900002222")
    assert len(disputes(ours)) == 2
    give(ours, theirs)
    assert len(disputes(theirs)) == 2


def test_a_choice_among_three_settles_only_what_was_looked_at(pair: tuple[Store, Store]):
    ours, theirs = pair
    with open_third(pair) as third:
        choose(ours, "winner", "备注")
        give(third, ours)
        [left] = [one for one in disputes(ours) if str(one.field) == "备注"]
        assert (left.winner.value, left.loser.value) == ("爱下棋", "爱唱戏")
        give(ours, theirs)
        give(ours, third)
        assert open_ids(theirs) == open_ids(third) == open_ids(ours)


def test_a_hidden_row_stays_hidden_when_it_is_chosen(pair: tuple[Store, Store]):
    put(pair[0], hidden=1)
    choose(pair[0], "loser")
    with pair[0].session() as session:
        assert session.execute(text("SELECT hidden, remark FROM contact")).one() == (1, "爱喝茶")


def test_the_other_value_is_taken_travels_and_is_undone(pair: tuple[Store, Store]):
    ours, theirs = pair
    done = choose(ours, "loser", "备注")
    assert contact(ours) == ("爱喝茶", "13900002222")
    give(ours, theirs)
    assert contact(theirs) == contact(ours)
    ours.write(lambda session: undo(session, LEAD, done.batch))
    assert contact(ours)[0] == "爱下棋"


def test_a_rule_for_all(pair: tuple[Store, Store]):
    assert choose(pair[0], "ours").count == 2
    assert contact(pair[0]) == ("爱喝茶", "13900001111")
    with pair[0].session() as session:
        assert conflicts.open_count(session) == 0


def test_what_was_changed_since_it_was_read_is_asked_again(pair: tuple[Store, Store]):
    read = [one.id for one in disputes(pair[0]) if str(one.field) == "备注"]
    put(pair[0], remark="两样都爱")
    with pytest.raises(AppError, match="已经定过了"):
        pair[0].write(lambda session: conflicts.choose(session, LEAD, read, "loser"))
    assert contact(pair[0])[0] == "两样都爱"
    assert "两样都爱" in {one.winner.value for one in disputes(pair[0])}
    choose(pair[0], "loser")
    assert contact(pair[0]) == ("爱喝茶", "13900001111")


def test_the_other_value_typed_in_settles_it(pair: tuple[Store, Store]):
    put(pair[0], remark="爱喝茶")
    assert {str(one.field) for one in disputes(pair[0])} == {"手机"}


def test_a_choice_is_made_once(pair: tuple[Store, Store]):
    ids = [one.id for one in disputes(pair[0])]
    choose(pair[0], "winner")
    with pytest.raises(AppError, match="已经定过了"):
        pair[0].write(lambda session: conflicts.choose(session, LEAD, ids, "winner"))
    with pytest.raises(ValueError, match="oldest"):
        pair[0].write(lambda session: conflicts.choose(session, LEAD, ids, "oldest"))


def test_what_was_chosen_before_keeps_its_time(pair: tuple[Store, Store]):
    ids = [one.id for one in disputes(pair[0])]
    pair[0].write(lambda session: conflicts.choose(session, LEAD, ids[:1], "winner"))
    first = FRIDAY.replace(hour=12).isoformat(sep=" ")
    pair[0].clock.advance(days=1)
    assert pair[0].write(lambda session: conflicts.choose(session, LEAD, ids, "winner")).count == 1
    with pair[0].session() as session:
        times = session.execute(text("SELECT chosen_at FROM conflict ORDER BY chosen_at")).scalars().all()
    assert times == [first, first.replace("11-20", "11-21")]


def test_owners_are_called_by_name_and_rows_by_what_they_belong_to(pair: tuple[Store, Store]):
    ours, theirs = pair
    step = derived_id("follow_up", "x")
    for store, title in ((ours, "约"), (theirs, "再约")):
        change = Change("follow_up", step, {"contact": CONTACT, "staff": LEAD.staff, "note": title})
        store.write(lambda session, change=change: record(session, LEAD, [change]))
    give(theirs, ours)
    found = next(one for one in disputes(ours) if str(one.topic) == "跟进")
    assert found.title == "赵小琳"
    ours.clock.advance(hours=1)
    put(ours, owner=None)
    ours.clock.advance(minutes=1)
    theirs.write(lambda session: record(session, LEAD, [Change("staff", "s2", {"name": "李倩"})]))
    put(theirs, owner="s2")
    give(theirs, ours)
    owners = [one for one in disputes(ours) if str(one.field) == "归属"]
    assert [(one.winner.value, one.loser.value) for one in owners] == [("李倩", "")]


def test_who_may(pair: tuple[Store, Store]):
    with pytest.raises(PermissionDenied):
        disputes(pair[0], Actor(LEAD.staff, Role.TELLER, LEAD.branch))
    titles = [one.title for one in disputes(pair[0])]
    assert all(first <= second for first, second in pairwise(titles))
