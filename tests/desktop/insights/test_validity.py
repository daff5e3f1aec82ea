"""Which adds count is head office's rule, the same in the figures of the window and of the workbooks."""

from collections.abc import Iterator

import pytest

from db.engine import Store
from db.operation import Change, record
from db.stamp import FixedClock
from desktop import documents
from desktop.errors import AppError
from desktop.headquarters import rules
from desktop.insights import metrics, validity
from desktop.insights.metrics import Period
from desktop.store import open_memory_store
from tests.desktop.exchange.branches import ANALYST, FRIDAY

WEEK = Period.named("2026W47")
VALIDITIES = ("valid", "", "", "not_customer", "not_first", "out_of_region")


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_memory_store(FixedClock(FRIDAY))
    rows = [
        Change(
            "contact", f"c{number}", {"name": "甲", "branch": "b", "added_at": "2026-11-17 09:00:00", "validity": one}
        )
        for number, one in enumerate(VALIDITIES)
    ]
    store.write(lambda session: record(session, ANALYST, rows))
    yield store
    store.close()


def valid(store: Store) -> object:
    with store.session() as session:
        found = metrics.total(session, WEEK)
        assert metrics.counted(session, WEEK).branches["b"]["valid_adds"] == found["valid_adds"]
        assert found["adds"] == len(VALIDITIES)
        return found["valid_adds"]


def test_by_the_built_in_rule_what_is_not_known_counts(store: Store):
    assert valid(store) == 3


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("not_valid = []\nunknown_counts = true", 6),
        ("not_valid = []\nunknown_counts = false", 4),
        ('not_valid = ["not_customer"]\nunknown_counts = true', 5),
        ('not_valid = ["not_customer", "not_first", "out_of_region"]\nunknown_counts = false', 1),
    ],
)
def test_head_office_says_what_counts(store: Store, text: str, number: int):
    store.write(lambda session: rules.save(session, ANALYST, rules.BY_KEY[validity.KIND], text))
    assert valid(store) == number


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("unknown_counts = true", "not_valid"),
        ('not_valid = ["my_cousin"]\nunknown_counts = true', "not_valid"),
        ('not_valid = []\nunknown_counts = "yes"', "unknown_counts"),
    ],
)
def test_rules_that_say_nothing_are_refused(store: Store, text: str, says: str):
    with pytest.raises(AppError, match=says):
        store.write(lambda session: rules.save(session, ANALYST, rules.BY_KEY[validity.KIND], text))
    with store.session() as session:
        assert documents.content(session, validity.KIND) is None
