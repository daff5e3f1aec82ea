"""A week of the sample branch by a moved clock: a holiday and its Saturday, leave, a template change, restart, kill -9.

What each day shall hold is counted here once more, plainly, from the rows of the people, groups and customers.
"""

import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db.actor import Actor, Role
from db.contacts import Contact, Interaction
from db.doctor import verify
from db.engine import Store
from db.groups import Group
from db.ids import derived_id
from db.operation import Change, record
from db.sop import SopStep, Task
from db.stamp import FixedClock
from desktop import documents, people, sample
from desktop.calendar import Workdays
from desktop.exchange.worker import Reader
from desktop.insights.metrics import Period, total
from desktop.resources import resource
from desktop.sop import absences, editing, missed, schedule, streaks, tasks, templates
from desktop.sop.shapes import Audience
from desktop.store import open_store

ROOT = Path(__file__).parent.parent.parent
KEY = b"k" * 32
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = (date(2026, 11, 23 + at) for at in range(7))
HOLIDAYS = "until = 2026-12-31\nholidays = [2026-11-26]\nworkdays = [2026-11-28]\n"
WANG, LI = derived_id("staff", "wangmin"), derived_id("staff", "liqian")
CARD = templates.step_id("branch_day", "table_card")
WAKE = templates.step_id("branch_day", "wake_dormant")
STAYS_AWAKE = 8  # dormant customers a day and person, the step's limit

FINISHING = """
import sys
from datetime import datetime
from pathlib import Path
from db.actor import Actor, Role
from db.stamp import FixedClock
from desktop.sop import tasks
from desktop.store import open_store
path, staff, branch = sys.argv[1:]
clock = FixedClock(datetime(2026, 11, 27, 9, 0))
store, me = open_store(Path(path), b"k" * 32, clock, create=False), Actor(staff, Role.MANAGER, branch)
while True:
    with store.session() as session:
        item = tasks.today(session, me, clock.now()).first
    if item is None:
        break
    row = item.left("open")[0]
    store.write(lambda session: tasks.finish(session, me, [row]))
    print(row, flush=True)
"""


@dataclass
class Week:
    """The branch's PC; `restart` closes the file and opens it again, as switching on in the morning does."""

    path: Path
    clock: FixedClock
    store: Store
    lead: Actor
    done: list[str] = field(default_factory=list)

    def actor(self, staff: str) -> Actor:
        return Actor(staff, Role.MANAGER, self.lead.branch)

    def morning(self, day: date, away: str = "") -> int:
        """Switch on at eight: the day is made, twice, as two windows would; it has just what was expected."""
        self.store.close()
        self.clock.set(datetime.combine(day, datetime.min.time()) + timedelta(hours=8))
        self.store = open_store(self.path, KEY, self.clock, create=False)
        with self.store.session() as session:
            calendar = Workdays.of(session)
        wanted = expected(known(self), calendar, day, away)
        for _ in range(2):
            self.again(day)
        assert len(self.tasks(day)) == wanted
        return wanted

    def at(self, day: date, hour: int, minute: int = 0) -> None:
        self.clock.set(datetime(day.year, day.month, day.day, hour, minute))

    def write(self, *changes: Change) -> None:
        self.store.write(lambda session: record(session, None, changes))

    def again(self, day: date) -> None:
        self.store.write(lambda session: schedule.generate(session, self.lead, day))

    def tasks(self, day: date, **wanted: str) -> list[Task]:
        with self.store.session() as session:
            query = select(Task).where(Task.date == day.isoformat(), Task.hidden == 0).order_by(Task.due_at, Task.id)
            for name, value in wanted.items():
                query = query.where(getattr(Task, name) == value)
            return list(session.scalars(query))

    def work(self, staff: str, *, but: str = "") -> int:
        """Do everything of today in its order, five minutes after it is due; leave out the step `but`."""
        me, count = self.actor(staff), 0
        while True:
            with self.store.session() as session:
                waiting = [one for one in tasks.today(session, me, self.clock.now()).waiting if one.step != but]
            if not waiting:
                return count
            item = min(waiting, key=lambda one: one.due_at)
            self.clock.set(max(self.clock.now(), item.due_at + timedelta(minutes=5)))
            rows = item.left("open", "copied")
            self.store.write(lambda session, rows=rows: tasks.finish(session, me, rows))
            self.done += rows
            count += len(rows)


@pytest.fixture
def week(tmp_path: Path) -> Iterator[Week]:
    clock = FixedClock(datetime(2026, 11, 20, 18, 0))
    path = tmp_path / "branch.db"
    store = open_store(path, KEY, clock)
    with Reader() as reader:
        for name in sample.FILES:
            sample.take_in(store, Actor("", Role.LEAD, ""), resource("sample", sample.MAIN) / name, reader)
    with store.session() as session:
        lead = people.at_keyboard(session, "", Role.LEAD)
    store.write(lambda session: templates.publish(session, None))
    week = Week(path, clock, store, lead)
    week.write(documents.change("holidays", "节假日", "1", HOLIDAYS))
    yield week
    week.store.close()


@dataclass(frozen=True)
class Known:
    """The rows that a day's tasks come from."""

    staff: set[str]
    steps: list[SopStep]
    contacts: list[Contact]
    groups: list[tuple[str, int]]
    last: dict[str, str]  # contact → day of the last word
    asked: dict[str, list[str]]  # contact → days on which it was to be woken


def known(week: Week) -> Known:
    with week.store.session() as session:
        staff = {one.id for one in people.staff(session, week.lead.branch)}
        mine = [templates.template_id(key) for key in ("branch_day", "hundred_days")]
        steps = session.scalars(select(SopStep).where(SopStep.hidden == 0, SopStep.template.in_(mine))).all()
        contacts = session.scalars(select(Contact).where(Contact.owner.in_(staff), Contact.hidden == 0)).all()
        groups = session.execute(select(Group.owner, Group.members).where(Group.owner.in_(staff))).all()
        last = {one.id: one.added_at[:10] for one in contacts}
        for contact, at in session.execute(select(Interaction.contact, Interaction.at)):
            last[contact] = max(last[contact], at[:10])
        asked: dict[str, list[str]] = {}
        for contact, day in session.execute(select(Task.contact, Task.date).where(Task.step == WAKE)):
            asked.setdefault(contact, []).append(day)
    reachable = [one for one in contacts if one.status in {"", "recalled"} and not one.do_not_disturb]
    return Known(staff, list(steps), reachable, [tuple(row) for row in groups], last, asked)


def expected(rows: Known, calendar: Workdays, day: date, away: str = "") -> int:
    """How many tasks a day has by the two templates that are on, before anybody has begun with it."""
    if not calendar.is_workday(day):
        return 0
    due = [day]
    while not calendar.is_workday(due[-1] - timedelta(days=1)):
        due.append(due[-1] - timedelta(days=1))
    return sum(_of_step(step, rows, due, len(rows.staff) - bool(away)) for step in rows.steps)


def _of_step(step: SopStep, rows: Known, due: list[date], present: int) -> int:
    wanted = Audience.from_json(step.filter)
    if wanted.weekdays and due[0].isoweekday() not in wanted.weekdays:
        return 0
    if step.target == "staff":
        return present
    if step.target == "group":
        large = [owner for owner, members in rows.groups if members >= wanted.min_members]
        return len(set(large)) if wanted.limit == 1 else len(large)
    if step.template == templates.template_id("hundred_days"):
        added = Counter(one.added_at[:10] for one in rows.contacts)
        return sum(added[f"{one - timedelta(days=step.day)}"] for one in due)
    if step.id != WAKE:
        return 0  # no birthdays or maturities in the files
    silent, since = f"{due[0] - timedelta(days=wanted.days)}", f"{due[0] - timedelta(days=wanted.pause_days)}"
    waiting = Counter(
        one.owner
        for one in rows.contacts
        if rows.last[one.id] < silent and not any(since < day for day in rows.asked.get(one.id, ()))
    )
    return sum(min(count, STAYS_AWAKE) for count in waiting.values())


def test_the_week_ends_with_exactly_its_tasks_and_figures(week: Week) -> None:
    made: dict[date, int] = {}
    _monday(week, made)
    declined = _tuesday(week, made)
    left = _wednesday(week, made)
    assert week.morning(THURSDAY) == 0  # free by head office's calendar; somebody switches on all the same
    _friday(week, made, left)
    _weekend(week, made)
    _figures(week, made, declined)


def _monday(week: Week, made: dict[date, int]) -> None:
    made[MONDAY] = week.morning(MONDAY)
    assert made[MONDAY] == 205
    week.work(WANG)
    week.at(MONDAY, 18)
    week.store.write(
        lambda session: absences.enter(session, week.lead, LI, TUESDAY, WEDNESDAY, "leave", substitute=WANG)
    )


def _tuesday(week: Week, made: dict[date, int]) -> str:
    """李倩 is away, 王敏 stands in; one customer does not want it."""
    before = {task.id for task in week.tasks(MONDAY, staff=LI)}
    made[TUESDAY] = week.morning(TUESDAY, away=LI)
    assert week.tasks(TUESDAY, staff=LI) == []
    assert {task.id for task in week.tasks(MONDAY, staff=LI)} == before  # what is past stays hers
    standing_in = week.tasks(TUESDAY, staff=WANG, step=WAKE)
    assert len(standing_in) == 2 * STAYS_AWAKE
    declined = standing_in[0].id
    week.at(TUESDAY, 8, 30)
    week.store.write(lambda session: tasks.skip(session, week.actor(WANG), [declined], "declined"))
    week.work(WANG)
    return declined


def _wednesday(week: Week, made: dict[date, int]) -> set[str]:
    """Head office's new version reaches what is open; the branch keeps its own time; something is left over."""
    made[WEDNESDAY] = week.morning(WEDNESDAY, away=LI)
    week.store.write(lambda session: editing.shift(session, week.lead, CARD, "07:50", "08:20"))
    first = next(task for task in week.tasks(WEDNESDAY, staff=WANG) if task.step == CARD)
    week.store.write(lambda session: tasks.finish(session, week.actor(WANG), [first.id]))
    week.done.append(first.id)
    week.write(
        Change("sop_step", CARD, {"title": "台卡和排队机检查", "time": "08:15"}),
        Change("sop_template", templates.template_id("branch_day"), {"version": 2}),
    )
    week.again(WEDNESDAY)
    cards = week.tasks(WEDNESDAY, step=CARD)
    assert len(cards) == 7
    assert {(one.title, one.due_at, one.version) for one in cards if one.id != first.id} == {
        ("台卡和排队机检查", "2026-11-25 07:50:00", 2)
    }
    assert [(one.title, one.version) for one in cards if one.id == first.id] == [("台卡到位检查", 1)]
    wednesday_left = [task for task in week.tasks(WEDNESDAY, staff=WANG) if task.step == WAKE]
    week.work(WANG, but=WAKE)
    return {task.id for task in wednesday_left}


def _friday(week: Week, made: dict[date, int], wednesday_left: set[str]) -> None:
    """李倩 is back, Thursday's customers are due, Wednesday's rest is asked for once; a kill in the middle."""
    made[FRIDAY] = week.morning(FRIDAY)
    assert len(week.tasks(FRIDAY, staff=LI)) > 20
    me = week.actor(WANG)
    with week.store.session() as session:
        left = missed.missed(session, me, FRIDAY)
    assert left is not None
    assert (left.day, set(left.tasks)) == (WEDNESDAY, wednesday_left)
    week.store.write(lambda session: missed.carry(session, me, left.tasks, FRIDAY))
    week.store.close()
    killed = _killed(week, WANG, after=5)
    week.store = open_store(week.path, KEY, week.clock, create=False)
    with week.store.session() as session:
        assert verify(session) == []
        kept = set(session.scalars(select(Task.id).where(Task.id.in_(killed), Task.done_at.is_not(None))))
    assert kept == set(killed)  # what it said was done is done
    week.again(FRIDAY)
    assert len(week.tasks(FRIDAY)) == made[FRIDAY]
    week.work(WANG)
    week.work(LI)


def _weekend(week: Week, made: dict[date, int]) -> None:
    """The Saturday that is worked for the holiday, and a Sunday."""
    made[SATURDAY] = week.morning(SATURDAY)
    assert {task.title for task in week.tasks(SATURDAY)} >= {"台卡和排队机检查", "收班计数"}
    week.work(WANG)
    assert week.morning(SUNDAY) == 0


def _figures(week: Week, made: dict[date, int], declined: str) -> None:
    with week.store.session() as session:
        assert verify(session) == []
        assert session.scalar(select(func.count()).select_from(Task).where(Task.hidden == 0)) == sum(made.values())
        mine = session.scalars(select(Task).where(Task.staff == WANG, Task.hidden == 0)).all()
        assert [task.id for task in mine if task.done_at is None] == [declined]
        duty = streaks.duty_days(session, WANG, MONDAY, SUNDAY)
        assert [(one.day, one.clear) for one in duty] == [
            (MONDAY, True), (TUESDAY, True), (WEDNESDAY, True), (FRIDAY, True), (SATURDAY, True),
        ]  # fmt: skip
        assert streaks.streak(session, WANG, SUNDAY).days == 5
        assert [(one.day, one.clear) for one in streaks.duty_days(session, LI, MONDAY, SUNDAY)] == [
            (MONDAY, False), (FRIDAY, True), (SATURDAY, False),
        ]  # fmt: skip
        said = total(session, Period(MONDAY, SUNDAY))
        finished = session.scalar(select(func.count()).select_from(Task).where(Task.done_at.is_not(None)))
        seen = session.execute(select(Task.step, Task.date, Task.contact, Task.group).where(Task.hidden == 0)).all()
    targets = [row for row in seen if row.contact or row.group]
    assert len(targets) == len(set(targets))  # never twice
    assert said["tasks_due"] == sum(made.values())
    assert said["tasks_skipped"] == 1
    assert said["tasks_done"] == finished / sum(made.values())


def _killed(week: Week, staff: str, after: int) -> list[str]:
    """Another process finishes one task after the other, and dies by kill -9 in the midst of it; what it had said."""
    command = [sys.executable, "-c", FINISHING, str(week.path), staff, week.lead.branch]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(after)]
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read().split()
    return said + rest
