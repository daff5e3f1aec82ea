"""Groups as each role sees them, and which of them need care."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from db.actor import Actor, Role
from db.engine import Store
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.groups.groups import rows
from desktop.store import open_memory_store

LEAD = Actor("li", Role.LEAD, "east")


def group(name: str, **fields: str | int) -> Change:
    return Change("group", name, {"name": name, "branch": "east", "created_at": "2026-03-01 09:00:00", **fields})


def day(name: str, date: str, spoke: int) -> Change:
    return Change("group_day", f"{name} {date}", {"group": name, "date": date, "spoke": spoke})


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_memory_store(FixedClock(datetime(2026, 3, 12, 10, 42)))
    changes = [
        Change("staff", "wang", {"name": "王敏", "account": "wangmin"}),
        group("full", members=451, owner="wang", owner_name="王敏（旧）", created_at="2026-01-01 09:00:00"),
        group("small", members=190, capacity=200, owner_name="外部群主", created_at="2026-01-02 09:00:00"),
        group("lively", members=20, owner="wang", created_at="2026-01-03 09:00:00"),
        group("silent", members=20, owner="li", created_at="2026-02-01 09:00:00"),
        group("never", members=20, owner="li"),
        group("gone", members=20, hidden=1),
        group("elsewhere", members=20, branch="west"),
        day("lively", "2026-03-08", 4), day("lively", "2026-03-11", 0),
        day("silent", "2026-03-01", 2), day("silent", "2026-03-11", 0),
        day("never", "2026-03-10", 0),
    ]  # fmt: skip
    store.write(lambda session: record(session, None, changes))
    yield store
    store.close()


def names(store: Store, actor: Actor) -> list[str]:
    with store.session() as session:
        return [row.name for row in rows(session, actor)]


def test_what_needs_care(store: Store) -> None:
    with store.session() as session:
        found = {row.name: row for row in rows(session, LEAD)}
    assert {name for name, row in found.items() if row.nearly_full} == {"full", "small"}
    assert {name for name, row in found.items() if row.dormant} == {"silent", "never"}
    days = {name: row.days_quiet for name, row in found.items()}
    assert days == {"full": None, "small": None, "lively": 4, "silent": 11, "never": 11}
    assert (found["full"].owner_name, found["small"].owner_name) == ("王敏", "外部群主")
    assert (found["full"].capacity, found["small"].capacity) == (500, 200)


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (LEAD, ["full", "small", "lively", "silent", "never"]),
        (Actor("wang", Role.TELLER, "east"), ["full", "lively"]),
        (Actor("an", Role.ANALYST, ""), ["full", "small", "lively", "silent", "elsewhere", "never"]),
    ],
)
def test_who_sees_which(store: Store, actor: Actor, expected: list[str]) -> None:
    assert sorted(names(store, actor)) == sorted(expected)
