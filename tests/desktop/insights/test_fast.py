"""FAST: what the tags and events of a small branch come to, by rules that head office may send."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from db.engine import Store
from db.operation import Change, record
from db.stamp import FixedClock
from desktop import documents
from desktop.errors import AppError
from desktop.insights import fast
from desktop.insights.metrics import Period
from desktop.insights.scope import Scope
from desktop.insights.walk import walk
from desktop.store import open_memory_store

WEEK = Period(date(2026, 3, 9), date(2026, 3, 15))


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_memory_store(FixedClock(datetime(2026, 3, 15, 10, 0)))
    changes = [Change("tag", name, {"name": name}) for name in ("5万以上", "50万以上", "爱看图")]
    for number, (tag, branch, added, event) in enumerate((
        ("5万以上", "cd", "2026-01-05", ""), ("50万以上", "cd", "2026-01-05", "2026-03-10"),
        ("50万以上", "cd", "2026-03-02", "2026-03-04"), ("50万以上", "bj", "2026-03-11", ""),
        ("爱看图", "cd", "2026-01-05", "2026-03-10"),
    )):  # fmt: skip
        id_ = f"c{number}"
        changes += [
            Change("contact", id_, {"branch": branch, "owner": "wang", "added_at": f"{added} 09:00:00"}),
            Change("contact_tag", f"t{number}", {"contact": id_, "tag": tag, "present": 1}),
        ]
        if event:
            fields = {"contact": id_, "kind": "replied", "at": f"{event} 10:00:00"}
            changes.append(Change("interaction", f"i{number}", fields))
    store.write(lambda session: record(session, None, changes))
    yield store
    store.close()


def read(store: Store, scope: Scope | None = None) -> fast.Fast:
    with store.session() as session:
        return fast.fast(session, WEEK, scope)


def test_the_four_letters(store: Store):
    found = read(store)
    values = {one.key: (one.value, one.before) for one in found.figures}
    assert values == {
        "fertile": (4, 3),
        "advancing": (pytest.approx(2 / 4), 0),
        "superior": (3, 2),
        "thriving": (pytest.approx(1 / 3), pytest.approx(1 / 2)),
    }
    assert (found.active, found.resting, found.threshold) == (1, 2, "资产 5 万以上")
    assert found.valued_tags == ("50万以上",)


def test_twelve_weeks_end_with_this_one(store: Store):
    weeks = read(store).figure("superior").weeks
    assert len(weeks) == fast.WEEKS
    assert weeks[-3:] == [1, 2, 3]
    assert read(store).figure("thriving").weeks[0] is None


def test_a_branch_and_an_owner(store: Store):
    assert read(store, Scope("bj")).figure("superior").value == 1
    assert read(store, Scope("cd", "nobody")).figure("fertile").value == 0
    with store.session() as session:
        reading = fast.Reading(session, WEEK)
        walk(session, *reading.readers)
        found = reading.by_branch()
    assert found["cd"] == (3, pytest.approx(2 / 4), 2, pytest.approx(1 / 2))
    assert found["bj"] == (1, None, 1, 0)


def test_head_office_sets_the_tags(store: Store):
    text = """
[fertile]
threshold = "看图的"
tags = ["爱看图"]
[valued]
tags = []
[thriving]
kinds = ["replied"]
"""
    store.write(lambda session: record(session, None, [documents.change("fast_rules", "FAST", "2", text)]))
    found = read(store)
    assert (found.threshold, found.figure("fertile").value) == ("看图的", 1)
    assert (found.figure("superior").value, found.figure("thriving").value) == (0, None)


@pytest.mark.parametrize("text", ["[fertile]\ntags = []", '[fertile]\nthreshold = ""\ntags = "x"\n'])
def test_rules_of_another_form_say_what_is_missing(store: Store, text: str):
    store.write(lambda session: record(session, None, [documents.change("fast_rules", "FAST", "2", text)]))
    with pytest.raises(AppError, match="FAST"):
        read(store)
