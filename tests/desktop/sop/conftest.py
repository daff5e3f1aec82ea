"""A small branch on Thursday 12 March 2026, 10:42: two managers, contacts, groups, templates from resources."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from db.actor import Actor, Role
from db.engine import Store
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.sop import templates
from desktop.store import open_memory_store
from tests.copied import copy
from tests.desktop.sop.builders import BRANCH, LI, NOW, WANG, contact, group, interaction, staff


@dataclass
class Desk:
    """A store with its clock, and the manager 王敏."""

    store: Store
    clock: FixedClock
    actor: Actor

    def write(self, *changes: Change) -> None:
        self.store.write(lambda session: record(session, None, changes))

    def session(self) -> AbstractContextManager[Session]:
        return self.store.session()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


PEOPLE = (
    Change("branch", BRANCH, {"name": "城东支行", "bank": "江海银行", "path": "江海银行/江北分行/城东支行"}),
    staff(WANG, "王敏"),
    staff(LI, "李倩"),
    staff("staff-zhao", "赵可", role="analyst"),
    staff("staff-gone", "周扬", left_at="2026-01-01"),
    staff("staff-off", "吴桐", disabled="已禁用"),
)
CONTACTS = (
    contact("c-zhao", "赵小琳", "2026-03-09 15:00:00", gender=2),
    contact("c-chen", "陈静", "2026-03-09 10:00:00", gender=2),
    contact("c-li", "李建国", "2026-03-09 11:00:00", gender=1),
    contact("c-lost", "孙浩", "2026-03-09 12:00:00", status="suspected_lost"),
    contact("c-dnd", "何志远", "2026-03-09 12:30:00", do_not_disturb=1),
    contact("c-other", "马玉兰", "2026-03-09 13:00:00", owner=LI),
    contact("c-old", "沈国平", "2025-11-01 09:00:00"),
    contact("c-talked", "徐丽", "2025-11-02 09:00:00"),
    contact("c-due", "周文博", "2025-12-01 09:00:00", gender=1),
    interaction("c-talked", "chat", "2026-03-10 09:00:00"),
    interaction("c-due", "maturity", "2026-03-15 00:00:00"),
    interaction("c-due", "chat", "2026-03-01 00:00:00"),
    group("g-big", "城东理财交流群", 196),
    group("g-mid", "退休生活群", 119),
    group("g-small", "群聊", 9),
)


@pytest.fixture(scope="session")
def prepared() -> Iterator[tuple[Store, Store]]:
    """(with people only, with everything), made once."""
    people, everything = (open_memory_store(clock=FixedClock(NOW)) for _ in range(2))
    people.write(lambda session: record(session, None, PEOPLE))
    everything.write(lambda session: record(session, None, [*PEOPLE, *CONTACTS]))
    everything.write(lambda session: templates.publish(session, None))
    yield people, everything
    people.close()
    everything.close()


@pytest.fixture
def desk(clock: FixedClock, prepared: tuple[Store, Store]) -> Iterator[Desk]:
    store = open_memory_store(clock=clock)
    copy(prepared[0], store)
    yield Desk(store, clock, Actor(WANG, Role.MANAGER, BRANCH))
    store.close()


@pytest.fixture
def branch(desk: Desk, prepared: tuple[Store, Store]) -> Desk:
    """With contacts, groups and the templates that the program brings."""
    copy(prepared[1], desk.store)
    return desk
