"""Contacts by stage at the turn of periods, and the moves between."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from db.engine import Store
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.insights import stage_moves
from desktop.insights.scope import Scope
from desktop.insights.walk import walk
from desktop.store import open_memory_store

DAYS = [date(2026, 3, 1), date(2026, 3, 8), date(2026, 3, 15)]


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_memory_store(FixedClock(datetime(2026, 3, 15, 10, 0)))
    yield store
    store.close()


def add(store: Store, id_: str, added: str, *events: tuple[str, str], branch: str = "cd", **more: str) -> None:
    changes = [Change("contact", id_, {"branch": branch, "owner": "wang", "added_at": f"{added} 09:00:00", **more})]
    for number, (kind, day) in enumerate(events):
        fields = {"contact": id_, "kind": kind, "at": f"{day} 10:00:00"}
        changes.append(Change("interaction", f"{id_}-{number}", fields))
    store.write(lambda session: record(session, None, changes))


def moves(session: Session, scope: Scope, days: list[date]) -> stage_moves.Moves:
    whole = stage_moves.Moves(session, scope, days)
    walk(session, whole)
    return whole


def found(store: Store, scope: Scope | None = None) -> list[stage_moves.Stretch]:
    with store.session() as session:
        return moves(session, scope or Scope(), DAYS).stretches(DAYS)


def test_who_moves_is_counted_where_they_stood(store: Store):
    add(store, "a", "2026-01-01", ("replied", "2026-03-03"), ("purchase", "2026-03-10"))
    add(store, "b", "2026-01-01", ("replied", "2026-02-03"))
    add(store, "c", "2026-01-01")
    first, second = found(store)
    assert (first.start, first.end) == ({"aware": 2, "interest": 1}, {"aware": 1, "interest": 2})
    assert (first.moved, second.moved) == ({"aware": 1}, {"interest": 1})
    assert first.advanced == pytest.approx(1 / 3)
    assert second.rate("interest") == pytest.approx(1 / 2)
    assert second.rate("purchase") is None


def test_two_stages_at_once_are_one_move_from_where_they_stood(store: Store):
    add(store, "a", "2026-01-01", ("purchase", "2026-03-03"), ("purchase", "2026-03-04"))
    assert found(store)[0].moved == {"aware": 1}


def test_somebody_added_in_between_is_no_move(store: Store):
    add(store, "a", "2026-03-05", ("replied", "2026-03-06"))
    first, second = found(store)
    assert (first.start.total(), first.end, first.moved.total()) == (0, {"interest": 1}, 0)
    assert second.moved.total() == 0
    assert first.advanced is None


def test_the_lost_and_the_hidden_are_not_there(store: Store):
    add(store, "a", "2026-01-01", ("replied", "2026-03-03"), status="lost", status_at="2026-03-04 09:00:00")
    add(store, "b", "2026-01-01", ("replied", "2026-03-03"))
    store.write(lambda session: record(session, None, [Change("contact", "b", {"hidden": 1})]))
    assert all(one.start.total() == 0 and one.moved.total() == 0 for one in found(store))


def test_a_scope_and_the_branches_add_up(store: Store):
    add(store, "a", "2026-01-01", ("replied", "2026-03-03"))
    add(store, "b", "2026-01-01", ("replied", "2026-03-10"), branch="bj")
    add(store, "c", "2026-01-01", branch="bj")
    assert found(store, Scope("bj"))[0].start == {"aware": 2}
    assert found(store, Scope("bj", "nobody"))[0].start.total() == 0
    with store.session() as session:
        by_branch = moves(session, Scope(), DAYS).by_branch(DAYS)
    assert by_branch["cd"][0].moved == {"aware": 1}
    assert by_branch["bj"][1].moved == {"aware": 1}
    whole = found(store)
    assert sum(one[0].start.total() for one in by_branch.values()) == whole[0].start.total() == 3


def test_any_of_the_days_may_be_asked_for(store: Store):
    add(store, "a", "2026-01-01", ("replied", "2026-03-03"), ("purchase", "2026-03-10"))
    add(store, "b", "2026-03-09")
    add(store, "c", "2026-03-03")
    with store.session() as session:
        whole = moves(session, Scope(), DAYS).stretches([DAYS[0], DAYS[2]])
        assert moves(session, Scope(), [DAYS[2], DAYS[0], DAYS[0]]).stretches([DAYS[0], DAYS[2]]) == whole
    assert (whole[0].start, whole[0].end) == ({"aware": 1}, {"aware": 2, "purchase": 1})
    assert whole[0].moved == {"aware": 1}
