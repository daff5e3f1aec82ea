"""A branch in memory with a lead, two people who hold contacts, and a few contacts with tags and events."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from db.actor import Actor, Role
from db.engine import Store
from db.ids import derived_id
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.exchange.worker import Reader
from desktop.store import open_memory_store

PATH = "江海银行/江北分行/城东支行"
BRANCH = derived_id("branch", PATH)
ELSEWHERE = derived_id("branch", "江海银行/江北分行/滨江支行")
PEOPLE = {"wangmin": ("王敏", BRANCH), "chennan": ("陈楠", BRANCH), "liqian": ("李倩", ELSEWHERE)}
NOW = datetime(2026, 3, 12, 10, 42)

Add = Callable[..., str]
Write = Callable[[Sequence[Change]], str]


def staff_id(account: str) -> str:
    return derived_id("staff", account)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def store(clock: FixedClock) -> Iterator[Store]:
    store = open_memory_store(clock)
    rows = [
        Change("branch", BRANCH, {"name": "城东支行", "path": PATH, "bank": "江海银行"}),
        Change("branch", ELSEWHERE, {"name": "滨江支行", "path": "江海银行/江北分行/滨江支行"}),
        Change("tag_group", "g", {"name": "产品", "position": 1}),
        Change("tag", "payroll", {"tag_group": "g", "name": "代发", "position": 1}),
        Change("tag", "card", {"tag_group": "g", "name": "信用卡", "position": 2}),
        Change("placement", "p3", {"branch": BRANCH, "name": "柜台 3 号台卡", "channel": "lobby", "state": "cd-c3"}),
    ]
    rows += [
        Change("staff", staff_id(account), {"account": account, "name": name, "branch": branch})
        for account, (name, branch) in PEOPLE.items()
    ]
    store.write(lambda session: record(session, None, rows))
    yield store
    store.close()


@pytest.fixture
def write(store: Store) -> Write:
    """Record changes as the program itself; gives the batch."""
    return lambda rows: store.write(lambda session: record(session, None, list(rows))).batch


@pytest.fixture
def add(write: Write) -> Add:
    """Add a contact of somebody's, with tags and events (kind, at); gives its id."""

    def add(
        name: str, phone: str = "", account: str = "chennan", tags: Sequence[str] = (),
        events: Sequence[tuple[str, str]] = (), **fields: str | int | None,
    ) -> str:  # fmt: skip
        id_ = derived_id("contact", account, name, "2026-03-09 09:47:00")
        owner, branch = PEOPLE[account]
        made = {
            "name": name, "phone": phone, "owner": staff_id(account), "owner_name": owner, "owner_account": account,
            "branch": branch, "added_at": "2026-03-09 09:47:00",
        }  # fmt: skip
        rows = [Change("contact", id_, made | fields)]
        rows += [
            Change("contact_tag", derived_id("contact_tag", id_, tag), {"contact": id_, "tag": tag, "present": 1})
            for tag in tags
        ]
        rows += [
            Change(
                "interaction", f"{id_}-{number}", {"contact": id_, "kind": kind, "at": at, "staff": staff_id(account)}
            )
            for number, (kind, at) in enumerate(events)
        ]
        write(rows)
        return id_

    return add


@pytest.fixture
def lead() -> Actor:
    return Actor(staff_id("wangmin"), Role.LEAD, BRANCH)


@pytest.fixture
def manager() -> Actor:
    """陈楠, whose contacts most are."""
    return Actor(staff_id("chennan"), Role.MANAGER, BRANCH)


@pytest.fixture
def stranger() -> Actor:
    """A manager of another branch."""
    return Actor(staff_id("liqian"), Role.MANAGER, ELSEWHERE)


@pytest.fixture
def session(store: Store, add: Add) -> Iterator[Session]:
    """A session to read in; open it after what is read has been written."""
    with store.session() as session:
        yield session


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    """One child process for all workbooks of this test process."""
    with Reader() as reader:
        yield reader
