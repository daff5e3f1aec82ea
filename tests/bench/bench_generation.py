"""The day's tasks of a large branch: `--size` days, made, and looked at again when nothing has changed.

The floor is what is asked for, 300 staff-days a second: the days of 40 people, each with 130 customers of two years, as
in the sample branch, and two groups, in an encrypted database, from the templates that a branch begins with and those
that follow events: some 26 tasks a day for each.
"""

import gc
import tempfile
import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import text

from db.actor import Actor, Role
from db.engine import Store
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.calendar import Workdays
from desktop.sop import schedule, templates
from desktop.store import open_store
from tests.bench.figure import Figure

SIZE = 10
STAFF = 40
CONTACTS = 130
ON = ("welcome", "birthdays", "maturities", "events", "moments")
A_SECOND = 300
BRANCH = "branch-1"
LEAD = Actor("staff-00", Role.LEAD, BRANCH)
FIRST = date(2026, 3, 2)


def measure(size: int = SIZE) -> Iterator[Figure]:
    """Making the days, and generating each of them again."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "generation.db", b"k" * 32, FixedClock(datetime(2026, 3, 2, 8, 0)))
        fill(store)
        gc.collect()
        floor = size * STAFF / A_SECOND
        days = workdays(size)
        taken = seconds(store, days)
        made = store.write(lambda session: session.execute(text("SELECT count(*) FROM task")).scalar_one())
        about = f"{made} tasks of {size * STAFF} staff-days, {size * STAFF / taken:.0f} a second"
        yield Figure(about, taken, floor, 1.0)
        again = seconds(store, days[-1:] * size)
        yield Figure(f"{size * STAFF} staff-days that are there already", again, floor, 1.0)
        store.close()


def seconds(store: Store, days: list[date]) -> float:
    """How long these days take, one write each."""
    start = time.perf_counter()
    for day in days:
        store.write(lambda session, day=day: schedule.generate(session, LEAD, day))
    return time.perf_counter() - start


def workdays(count: int) -> list[date]:
    calendar, found = Workdays({}), [FIRST]
    while len(found) < count:
        found.append(calendar.next_workday(found[-1]))
    return found


def fill(store: Store) -> None:
    """A branch with people, customers of the last months, groups, and the templates."""
    store.write(lambda session: templates.publish(session, None))
    on = [Change("sop_template", templates.template_id(key), {"retired": 0}) for key in ON]
    rows = [Change("branch", BRANCH, {"name": "城东支行"}), *on]
    for at in range(STAFF):
        staff = f"staff-{at:02}"
        role = "lead" if at == 0 else "teller" if at % 3 == 0 else "manager"
        rows.append(Change("staff", staff, {"name": staff, "account": staff, "branch": BRANCH, "role": role}))
        rows += [_contact(staff, number) for number in range(CONTACTS)]
        rows += [
            Change("group", f"{staff}-g{n}", {"owner": staff, "branch": BRANCH, "name": "群", "members": 120 + n})
            for n in range(2)
        ]
    store.write(lambda session: record(session, None, rows))


def _contact(staff: str, number: int) -> Change:
    day = date.fromordinal(date(2026, 3, 27).toordinal() - number * 17 % 730)
    born = f"1980-{number % 12 + 1:02}-{number % 28 + 1:02}"
    fields = {
        "name": f"客户{number}",
        "owner": staff,
        "branch": BRANCH,
        "added_at": f"{day} 10:00:00",
        "birthday": born,
    }
    return Change("contact", f"{staff}-c{number}", fields)
