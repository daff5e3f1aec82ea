"""What counts as a true conflict, and that the order of arrival does not matter."""

import json
from collections import defaultdict
from itertools import permutations

import pytest
from sqlalchemy import text

from db import disputes, merging
from db.engine import Store
from db.merging import export_operations, merge
from db.operation import Change, record, undo
from db.projection import Operation, Place
from db.veil import veiled

ROW = "c1"


def put(store: Store, value: str, source: str = "", **settled: list[str]) -> str:
    changes = [Change("contact", ROW, {"remark": value})]
    seen = {("contact", ROW): settled} if settled else {}
    return store.write(lambda session: record(session, None, changes, source=source, settled=seen)).batch


def log(store: Store) -> list[Operation]:
    with store.session() as session:
        return list(export_operations(session, {}))


def take(store: Store, operations: list[Operation]) -> int:
    return store.write(lambda session: merge(session, operations)).conflicts


def listed(store: Store) -> list[tuple[str, ...]]:
    with store.session() as session:
        found = session.execute(
            text("SELECT field, winner, winner_value, loser, loser_value FROM conflict WHERE chosen_at IS NULL")
        )
        return sorted(tuple(row) for row in found)


def values(store: Store) -> list[tuple[str, str]]:
    return [(json.loads(row[2]), json.loads(row[4])) for row in listed(store)]


@pytest.fixture
def three(make_store, clock) -> list[Operation]:
    """One PC sets a value twice more; another, which saw only the first, sets its own in between."""
    one, other = make_store(), make_store()
    put(one, "a")
    take(other, log(one))
    clock.advance(minutes=1)
    put(other, "x")
    clock.advance(minutes=1)
    put(one, "b")
    clock.advance(minutes=1)
    put(one, "c")
    return list({(op.replica, op.seq): op for op in [*log(one), *log(other)]}.values())


def test_whatever_the_order_the_same_is_listed(make_store, three: list[Operation]):
    assert len(three) == 4
    for order in permutations(three):
        store = make_store()
        for operation in order:
            take(store, [operation])
        assert values(store) == [("c", "x")]


def test_a_choice_counts_before_and_after_what_it_settles(make_store, clock, three: list[Operation]):
    store = make_store()
    take(store, three)
    [(_, _, _, loser, _)] = listed(store)
    clock.advance(minutes=1)
    batch = put(store, "c", disputes.CHOICE, remark=[loser])
    assert listed(store) == []
    everything = log(store)
    for order in ([*reversed(everything)], [everything[-1], *everything], everything):
        other = make_store()
        for operation in order:
            take(other, [operation])
        assert listed(other) == []
    store.write(lambda session: undo(session, None, batch))
    assert values(store) == [("c", "x")]
    other = make_store()
    for operation in reversed(log(store)):
        take(other, [operation])
    assert listed(other) == listed(store)


def test_setting_what_the_other_had_set_settles_it(make_store, clock, three: list[Operation]):
    store = make_store()
    take(store, three)
    clock.advance(minutes=1)
    put(store, "x")
    assert listed(store) == []
    clock.advance(minutes=1)
    put(store, "d")
    assert listed(store) == []
    other = make_store()
    for operation in reversed(log(store)):
        take(other, [operation])
    assert listed(other) == []


def test_what_replaced_something_unknown_is_taken_to_have_seen_what_came_before(make_store, three: list[Operation]):
    store = make_store()
    by_value = {op.fields["remark"]: op for op in three}
    take(store, [by_value["a"], by_value["c"]])
    assert listed(store) == []
    assert take(store, [by_value["x"], by_value["b"]]) == 1
    assert values(store) == [("c", "x")]


def test_what_was_replaced_comes_last_and_says_the_same(make_store, clock):
    """Found by a random history (seed 50012): the value that the winner replaced is its own."""
    one, other = make_store(), make_store()
    put(one, "v")
    clock.advance(minutes=1)
    put(other, "z")
    clock.advance(minutes=1)
    with other.session() as session:
        stamp = session.execute(text("SELECT stamp FROM operation")).scalar_one()
    put(other, "z", "again", remark=[stamp])
    everything = [*log(one), *log(other)]
    for order in permutations(everything):
        store = make_store()
        for operation in order:
            take(store, [operation])
        assert values(store) == [("z", "v")]


def test_masked_values_are_no_conflict(make_store, three: list[Operation]):
    masked = [one._replace(fields=veiled({"remark": "*"}, ["remark"])) for one in three]
    store = make_store()
    assert take(store, masked) == 0
    assert take(store, three) == 1
    assert values(store) == [("c", "x")]


def test_a_conflict_counts_once_though_the_winner_changes(make_store, clock, three: list[Operation]):
    store = make_store()
    assert take(store, three) == 1
    clock.advance(minutes=1)
    put(store, "d")
    assert values(store) == [("d", "x")]
    other = make_store()
    take(other, three)
    assert take(other, log(store)) == 0
    assert values(other) == [("d", "x")]


def test_what_was_chosen_stays_in_the_history(make_store, three: list[Operation]):
    store = make_store()
    take(store, three)
    [(_, _, _, loser, _)] = listed(store)
    put(store, "x", disputes.CHOICE, remark=[loser])
    with store.session() as session:
        assert session.execute(text("SELECT count(*) FROM conflict WHERE chosen_at IS NOT NULL")).scalar() == 1


def test_places_in_a_list_are_nobodys_dispute(make_store):
    one, other = make_store(), make_store()
    for store, place in ((one, 3), (other, 5)):
        changes = [Change("tag", "代发", {"name": "代发", "position": place})]
        store.write(lambda session, changes=changes: record(session, None, changes))
    assert take(one, log(other)) == 0
    assert listed(one) == []
    with one.session() as session:
        assert session.execute(text("SELECT position FROM tag")).scalar_one() in {3, 5}


def test_the_same_set_by_many_is_asked_of_the_log_only_where_something_was_replaced(make_store, clock):
    one, other, third, store = (make_store() for _ in range(4))
    for pc in (one, other):
        put(pc, "a")
        clock.advance(minutes=1)
    first, second = log(one)[0], log(other)[0]
    take(store, [second])
    assert project(store, first) == []
    take(third, [first])
    put(third, "b")
    [replacing] = [op for op in log(third) if op.fields["remark"] == "b"]
    take(store, [replacing])
    assert [place.field for place in project(store, first)] == ["remark"]
    for order in permutations([first, second, replacing]):
        store = make_store()
        for operation in order:
            take(store, [operation])
        assert listed(store) == []


def project(store: Store, operation: Operation) -> list[Place]:
    """Where an operation that comes now could put something in dispute."""
    return store.write(lambda session: merging.project(session, [operation], defaultdict(set))[0])
