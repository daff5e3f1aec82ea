"""Two PCs of a branch make the day, work on it, and exchange in any order: one set of tasks comes of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from db.actor import Actor, Role
from db.doctor import state_hash
from db.engine import Store, adopt_new_replica
from db.having import have
from db.merging import export_operations, merge
from db.operation import Change, record
from db.sop import Task
from db.stamp import FixedClock
from desktop.calendar import Workdays
from desktop.sop import absences, schedule, tasks, templates
from desktop.store import open_memory_store
from tests.copied import copy
from tests.desktop.sop.builders import BRANCH, LI, NOW, WANG, contact

DAYS = (date(2026, 3, 12), date(2026, 3, 13))
CALENDAR = Workdays({})
LEAD = Actor(WANG, Role.LEAD, BRANCH)
CARD = templates.step_id("branch_day", "table_card")
SILENT = [contact(f"c-s{n:02}", f"沉默{n}", f"2025-10-{n:02} 09:00:00") for n in range(1, 15)]

PLACES = st.integers(0, 1)
STEPS = st.one_of(
    st.tuples(st.just("generate"), PLACES, st.integers(0, 1)),
    st.tuples(st.just("meet"), PLACES, st.integers(1, 6)),
    st.tuples(st.just("finish"), PLACES, st.integers(0, 30)),
    st.tuples(st.just("skip"), PLACES, st.integers(0, 30)),
    st.tuples(st.just("hand"), PLACES, st.integers(0, 30)),
    st.tuples(st.just("leave"), PLACES, st.integers(0, 1)),
    st.tuples(st.just("shift"), PLACES, st.integers(0, 5)),
    st.tuples(st.just("switch"), PLACES, st.integers(0, 1)),
    st.tuples(st.just("peace"), PLACES, st.integers(0, 3)),
    st.tuples(st.just("send"), PLACES, st.just(0)),
)


@dataclass
class Place:
    """A PC of the branch."""

    store: Store
    clock: FixedClock
    number: int

    def generate(self, day: int) -> None:
        self.store.write(lambda session: schedule.generate(session, LEAD, DAYS[day], CALENDAR))

    def write(self, *changes: Change, actor: Actor | None = LEAD) -> None:
        self.store.write(lambda session: record(session, actor, changes))

    def open_task(self, at: int) -> str | None:
        """One of the tasks that are open here."""
        with self.store.session() as session:
            rows = session.scalars(
                select(Task.id).where(Task.hidden == 0, Task.done_at.is_(None), Task.skipped_at.is_(None))
                .order_by(Task.id)
            ).all()  # fmt: skip
        return rows[at % len(rows)] if rows else None

    def send(self, other: "Place") -> None:
        with other.store.session() as session:
            known = have(session)
        with self.store.session() as session:
            sent = list(export_operations(session, known))
        other.store.write(lambda session: merge(session, sent))

    def do(self, what: str, at: int, other: "Place") -> None:
        """One thing that happens on this PC."""
        if what in {"finish", "skip", "hand"}:
            self._work(what, at)
            return
        match what:
            case "generate":
                self.generate(at)
            case "meet":
                row, owner = f"c-m{self.number}{at}", LI if at % 2 else WANG
                self.write(contact(row, "新客", f"2026-03-{at + 5:02} 10:00:00", owner))
            case "leave":
                self._leave(at)
            case "shift":
                self.write(Change("sop_step", CARD, {"time": f"07:{at}0", "title": f"台卡{at}"}))
            case "switch":
                wanted = templates.template_id("hundred_days")
                self.store.write(lambda session: templates.switch(session, LEAD, wanted, on=not at))
            case "peace":
                self.write(Change("contact", ("c-zhao", "c-chen", "c-li", "c-old")[at], {"do_not_disturb": 1}))
            case "send":
                self.send(other)

    def _work(self, what: str, at: int) -> None:
        task = self.open_task(at)
        if task is None:
            return
        if what == "finish":
            self.store.write(lambda session: tasks.finish(session, LEAD, [task]))
        elif what == "skip":
            self.store.write(lambda session: tasks.skip(session, LEAD, [task], "away"))
        else:
            self.store.write(lambda session: tasks.hand_over(session, LEAD, [task], WANG))

    def _leave(self, at: int) -> None:
        """李倩 is away, or is back."""
        with self.store.session() as session:
            known = absences.absences(session, LEAD, DAYS[0])
        if at and known:
            self.store.write(lambda session: absences.end(session, LEAD, known[0].id, DAYS[0]))
        elif not known:
            self.store.write(lambda session: absences.enter(session, LEAD, LI, *DAYS, substitute=WANG))


@pytest.fixture(scope="module")
def places(prepared) -> Iterator[tuple[Place, Place, Store]]:
    """Two PCs, and what they begin with."""
    begin = open_memory_store(FixedClock(NOW))
    copy(prepared[1], begin)
    begin.write(lambda session: record(session, None, SILENT))
    clocks = FixedClock(NOW), FixedClock(NOW)
    made = [Place(open_memory_store(clock), clock, number) for number, clock in enumerate(clocks)]
    yield made[0], made[1], begin
    for store in (begin, *(one.store for one in made)):
        store.close()


def begin_anew(places: tuple[Place, Place, Store]) -> tuple[Place, Place]:
    for place in places[:2]:
        copy(places[2], place.store)
        new = place.store.write(adopt_new_replica)
        place.store._info["replica"] = new
    return places[0], places[1]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, max_size=9))
def test_whatever_happens_in_two_places_comes_to_one_set_of_tasks(places, steps):
    here, there = begin_anew(places)
    both = (here, there)
    done: set[str] = set()
    for what, place, at in steps:
        both[place].do(what, at, both[1 - place])
    for one in both:
        with one.store.session() as session:
            done |= set(session.scalars(select(Task.id).where(Task.done_at.is_not(None))))
    for _ in range(3):  # made, exchanged, made of the same knowledge, exchanged again
        for one in both:
            one.generate(1)
        here.send(there)
        there.send(here)
    for one in both:
        again = one.store.write(lambda session: schedule.generate(session, LEAD, DAYS[1], CALENDAR))
        assert again.batch == ""  # and there it rests
        with one.store.session() as session:
            seen = select(Task.step, Task.date, func.coalesce(Task.contact, Task.group, Task.id)).where(
                Task.hidden == 0
            )
            assert max(Counter(map(tuple, session.execute(seen))).values(), default=1) == 1
            assert done <= set(session.scalars(select(Task.id).where(Task.hidden == 0)))
    with here.store.session() as ours, there.store.session() as theirs:
        assert state_hash(ours) == state_hash(theirs)
