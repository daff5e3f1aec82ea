"""A branch on Thursday 12 March 2026: its lead, a manager, scripts and products; and head office's analyst."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest

from db.actor import Actor, Role
from db.engine import Store
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.store import open_memory_store

NOW = datetime(2026, 3, 12, 10, 42)
LEAD = Actor("s-wang", Role.LEAD, "b-1")
MANAGER = Actor("s-li", Role.MANAGER, "b-1")
ANALYST = Actor("s-zhao", Role.ANALYST, "b-0")


@dataclass
class Shop:
    """A store and its clock."""

    store: Store
    clock: FixedClock

    def write(self, *changes: Change) -> str:
        return self.store.write(lambda session: record(session, None, changes)).batch

    def do(self, act, *args: object, **more: object):
        """Call `act(session, …)` in one transaction."""
        return self.store.write(lambda session: act(session, *args, **more))

    def ask(self, act, *args: object, **more: object):
        with self.store.session() as session:
            return act(session, *args, **more)


ROWS = (
    Change("branch", "b-1", {"name": "城东支行", "bank": "江海银行"}),
    Change("branch", "b-2", {"name": "滨江支行", "bank": "江海银行"}),
    Change("staff", "s-wang", {"name": "王敏", "branch": "b-1", "role": "lead", "position": "网点负责人"}),
    Change("staff", "s-li", {"name": "李倩", "branch": "b-1", "role": "manager", "position": "理财经理"}),
    Change("product", "p-cd", {"name": "大额存单 3 年期", "starts_on": "2026-03-10", "ends_on": "2026-03-18",
                               "text": "大额存单 3 年期，20 万元起存。"}),
    Change("product", "p-over", {"name": "春节存单", "ends_on": "2026-02-28", "text": "过节存一笔。"}),
    Change("script", "s1", {"key": "SR-01", "title": "生日祝福", "kind": "contact", "locked": 1, "version": 1,
                            "text": "{客户}，生日快乐！{员工}"}),
    Change("script", "s2", {"key": "SR-02", "title": "生日祝福，热闹一些", "kind": "contact", "locked": 1, "version": 1,
                            "text": "{客户}，今天是您的生日！", "alternative_to": "s1"}),
    Change("script", "s3", {"key": "CP-01", "title": "大额存单开售", "kind": "group", "locked": 1, "version": 1,
                            "text": "{产品}今天开售，{产品截止} 结束。{员工}", "product": "p-cd"}),
    Change("script", "s4", {"key": "CP-02", "title": "春节存单", "kind": "group", "locked": 1, "version": 1,
                            "text": "{产品}。", "product": "p-over"}),
    Change("contact", "c-1", {"name": "赵小琳", "owner": "s-li", "branch": "b-1", "added_at": "2026-01-05 09:00:00"}),
    Change("contact", "c-2", {"name": "陈静", "owner": "s-li", "branch": "b-1", "added_at": "2026-01-05 09:00:00"}),
)  # fmt: skip


@pytest.fixture
def shop() -> Iterator[Shop]:
    clock = FixedClock(NOW)
    store = open_memory_store(clock)
    made = Shop(store, clock)
    made.write(*ROWS)
    yield made
    store.close()
