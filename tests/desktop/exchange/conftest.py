"""Branches for the tests of reports."""

from collections.abc import Iterator

import pytest

from db.actor import Actor
from db.engine import Store
from db.stamp import FixedClock
from desktop.exchange.worker import Reader
from desktop.store import open_memory_store
from tests.desktop.exchange.branches import FRIDAY, open_branch


@pytest.fixture
def branch() -> Iterator[tuple[Store, Actor]]:
    """城东支行 with six contacts, and its lead."""
    store, lead = open_branch("城东支行")
    yield store, lead
    store.close()


@pytest.fixture
def hq() -> Iterator[Store]:
    """Head office's database, empty."""
    store = open_memory_store(FixedClock(FRIDAY))
    yield store
    store.close()


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    """One child process for all workbooks of this test process."""
    with Reader() as reader:
        yield reader
