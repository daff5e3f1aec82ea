"""What was left over on the last duty day: asked for once, then done today, skipped with a reason, or let be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.exchange import Setting
from db.sop import Task
from desktop.changes import Changes, Done
from desktop.sop.streaks import on_day
from desktop.sop.tasks import change
from desktop.words import N_

LOOKED_BACK: Final = 14
"""Days; what is older is no longer asked for."""


@dataclass(frozen=True, slots=True)
class Missed:
    """The steps that were left on a day, by title with how many tasks each, and the tasks."""

    day: date
    steps: tuple[tuple[str, int], ...]
    tasks: tuple[str, ...]


def missed(session: Session, actor: Actor, today: date) -> Missed | None:
    """What this person left on their last duty day; None when it was all done, or has been asked for already."""
    if session.scalar(select(Setting.value).where(Setting.key == _key(actor))) == today.isoformat():
        return None
    on, since = on_day(), (today - timedelta(days=LOOKED_BACK)).isoformat()
    mine = (Task.staff == actor.staff, Task.hidden == 0)
    day = session.scalar(select(func.max(on)).where(*mine, on < today.isoformat(), on >= since))
    if day is None:
        return None
    rows = session.execute(
        select(Task.id, Task.step, Task.title)
        .where(*mine, on == day, Task.done_at.is_(None), Task.skipped_at.is_(None))
        .order_by(Task.due_at, Task.step, Task.id)
    ).all()
    counts: dict[tuple[str | None, str], int] = {}
    for row in rows:
        counts[row.step, row.title] = counts.get((row.step, row.title), 0) + 1
    steps = tuple((title, count) for (_, title), count in counts.items())
    return Missed(date.fromisoformat(day), steps, tuple(row.id for row in rows)) if rows else None


def asked(session: Session, actor: Actor, today: date) -> None:
    """Remember on this PC that it was asked today."""
    session.merge(Setting(key=_key(actor), value=today.isoformat()))


def carry(session: Session, actor: Actor, tasks: Sequence[str], today: date) -> Done:
    """Do them today: they stand in today's list as late, whenever they are done."""
    midnight = datetime.combine(today, datetime.min.time()).isoformat(sep=" ")
    said = N_("{count} 项补到今天", count=len(tasks))
    return change(session, actor, tasks, {"postponed_to": midnight}, said)


def let_be(session: Session, actor: Actor, today: date) -> Done:
    """They stay undone, and are not asked for again."""
    asked(session, actor, today)
    return Done(Changes.NONE)


def _key(actor: Actor) -> str:
    return f"sop.missed.{actor.staff}"
