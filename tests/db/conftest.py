"""Stores and people for the tests of storage."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from db.actor import Actor, Role
from db.engine import Store, open_memory_store
from db.stamp import FixedClock


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 20, 9, 30))


@pytest.fixture
def make_store(clock: FixedClock) -> Iterator[Callable[..., Store]]:
    opened: list[Store] = []

    def make(**options: object) -> Store:
        store = open_memory_store(**{"clock": clock, **options})  # type: ignore[arg-type]
        opened.append(store)
        return store

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def store(make_store: Callable[..., Store]) -> Store:
    return make_store()


@pytest.fixture
def lead() -> Actor:
    return Actor("staff-1", Role.LEAD, "branch-1")
