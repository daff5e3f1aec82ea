"""Streaks: how many duty days in a row everything was done."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from db.sop import Task

HORIZON = 180
"""Days looked back; a longer streak is shown as this many."""


@dataclass(frozen=True, slots=True)
class DutyDay:
    """A day with tasks: steps done of those due; steps skipped with a reason are in neither number."""

    day: date
    done: int
    total: int

    @property
    def clear(self) -> bool:
        """Whether nothing was left over."""
        return self.done == self.total


@dataclass(frozen=True, slots=True)
class Streak:
    """Duty days in a row that were cleared, and the last few duty days, oldest first."""

    days: int
    recent: tuple[DutyDay, ...]


def streak(session: Session, staff: str, day: date, shown: int = 10) -> Streak:
    """The streak of a person up to `day`, which counts as soon as it is clear and never breaks it before its end.

    Days without tasks (days off, leave) and days on which everything was skipped neither count nor break.
    """
    duty = duty_days(session, staff, day - timedelta(days=HORIZON), day)
    past = duty[:-1] if duty and duty[-1].day == day and not duty[-1].clear else duty
    days = 0
    for one in reversed(past):
        if not one.clear:
            break
        days += 1
    return Streak(days, tuple(duty[-shown:]))


def duty_days(session: Session, staff: str, first: date, last: date) -> list[DutyDay]:
    """The days of a person from `first` to `last` on which something was due, oldest first."""
    on = on_day()
    rows = session.execute(
        select(
            on.label("day"),
            Task.step,
            func.count().label("tasks"),
            func.sum(case((Task.done_at.is_not(None), 1), else_=0)).label("done"),
            func.sum(case((Task.skipped_at.is_not(None), 1), else_=0)).label("skipped"),
        )
        .where(Task.staff == staff, Task.hidden == 0, on.between(first.isoformat(), last.isoformat()))
        .group_by(on, Task.step)
        .order_by(on)
    )
    found = []
    for day, steps in groupby(rows, key=lambda row: row.day):
        due = [(row.tasks, row.done, row.skipped) for row in steps if row.skipped < row.tasks]
        if due:
            done = sum(tasks == finished + skipped for tasks, finished, skipped in due)
            found.append(DutyDay(date.fromisoformat(day), done, len(due)))
    return found


def on_day() -> ColumnElement[str]:
    """The day a task counts for: the one it was put off to, else its own."""
    return func.coalesce(func.substr(Task.postponed_to, 1, 10), Task.date)
