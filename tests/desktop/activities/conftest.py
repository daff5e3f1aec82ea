"""A branch with one group on Friday 20 November 2026, 14:40: the manager 王敏 and contacts that play along."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest

from db.actor import Actor, Role
from db.engine import Store
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.activities import runs, view
from desktop.activities.view import View
from desktop.store import open_memory_store

NOW = datetime(2026, 11, 20, 14, 40)
START = datetime(2026, 11, 20, 15, 0)
GROUP, BRANCH, WANG = "g-big", "b-east", "staff-wang"
ROWS = (
    Change("branch", BRANCH, {"name": "城东支行", "bank": "江海银行"}),
    Change("staff", WANG, {"account": "wangmin", "name": "王敏", "branch": BRANCH, "role": "manager"}),
    Change("staff", "staff-li", {"account": "liqian", "name": "李倩", "branch": BRANCH, "role": "manager"}),
    Change("group", GROUP, {"name": "城东理财交流群", "owner": WANG, "branch": BRANCH, "members": 196}),
    Change("contact", "c-he", {"name": "何志远", "owner": WANG, "branch": BRANCH}),
    Change("contact", "c-ma", {"name": "小马", "remark": "马玉兰", "owner": WANG, "branch": BRANCH}),
    Change("contact", "c-chen1", {"name": "陈静", "owner": WANG, "branch": BRANCH}),
    Change("contact", "c-chen2", {"name": "陈静", "owner": WANG, "branch": BRANCH}),
    Change("contact", "c-sun", {"name": "孙浩", "owner": "staff-li", "branch": BRANCH}),
)


@dataclass
class Game:
    """A run that was begun, with the clock that moves it."""

    store: Store
    clock: FixedClock
    actor: Actor
    run: str

    def act(self, function, *more):
        """Call a function of `runs` in a transaction."""
        return self.store.write(lambda session: function(session, self.actor, self.run, *more))

    def at(self, hour: int, minute: int, second: int = 0) -> None:
        self.clock.set(NOW.replace(hour=hour, minute=minute, second=second))

    def see(self) -> View:
        with self.store.session() as session:
            return view.view(session, self.actor, self.run)

    def to_round(self, number: int) -> None:
        """Go to a round and ask its question."""
        while self.see().stage.round != number - 1:
            self.act(runs.step, 1)
        self.act(runs.copied, f"round-{number}")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def actor() -> Actor:
    return Actor(WANG, Role.MANAGER, BRANCH)


@pytest.fixture
def store(clock: FixedClock) -> Iterator[Store]:
    store = open_memory_store(clock)
    store.write(lambda session: record(session, None, ROWS))
    yield store
    store.close()


@pytest.fixture
def game(store: Store, clock: FixedClock, actor: Actor) -> Game:
    begun = store.write(lambda session: runs.begin(session, actor, GROUP, "riddle-1", START))
    return Game(store, clock, actor, begun.run)
