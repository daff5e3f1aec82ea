"""The day's list of one person: what is late, due now, due later and done."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import Contact
from db.groups import Group
from db.library import Script
from db.sop import SopStep, SopTemplate, Task
from desktop.calendar import Workdays
from desktop.sop import variables
from desktop.sop.audience import Occasion
from desktop.sop.choice import in_use
from desktop.sop.items import COPIED, DONE, OPEN, SKIPPED, First, Item, Target, Today
from desktop.sop.plan import on_this_day
from desktop.sop.scripts import Filled, fill_as_known
from desktop.sop.shapes import Audience, Content
from desktop.sop.streaks import on_day

__all__ = ["First", "Item", "Target", "Today", "next_day", "state_of", "today", "window"]


def today(session: Session, actor: Actor, now: datetime) -> Today:
    """The tasks of the person at the keyboard on the day of `now`, one item a step, in order of time."""
    rows = session.execute(_query(actor.staff, now.date())).all()
    known = variables.Values.of(session, actor, now.date(), [row.contact for row in rows if row.contact])
    items = sorted(_items(rows, known), key=lambda item: (item.due_at, item.until_at, item.title))
    waiting = [item for item in items if item.state == OPEN]
    return Today(
        now=now,
        late=tuple(item for item in waiting if item.until_at <= now),
        current=tuple(item for item in waiting if item.due_at <= now < item.until_at),
        later=tuple(item for item in waiting if now < item.due_at),
        done=tuple(item for item in items if item.state == DONE),
        skipped=tuple(item for item in items if item.state == SKIPPED),
        templates=_has_templates(session, actor.branch),
        tomorrow=None if waiting else next(iter(next_day(session, actor.branch, now.date())), None),
        items=tuple(items),
    )


def next_day(session: Session, branch: str, day: date, calendar: Workdays | None = None) -> tuple[First, ...]:
    """The steps for everybody of a branch on the next workday, in order of time."""
    known = calendar or Workdays.of(session)
    following = known.next_workday(day)
    occasion = Occasion(following, known)
    steps = session.execute(
        select(SopStep.time, SopStep.title, SopStep.filter, SopStep.day, SopTemplate.kind)
        .join(SopTemplate, SopTemplate.id == SopStep.template)
        .where(SopStep.hidden == 0, SopStep.target != "contact", in_use(branch))
        .where(SopTemplate.kind != "persona")
        .order_by(SopStep.time, SopStep.position)
    )
    return tuple(
        First(following, time, title)
        for time, title, wanted, offset, kind in steps
        if on_this_day(kind, offset, Audience.from_json(wanted), occasion)
    )


def _has_templates(session: Session, branch: str) -> bool:
    query = select(SopTemplate.id).where(in_use(branch)).limit(1)
    return session.scalar(query) is not None


def _query(staff: str, day: date) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Task,
            SopStep.key,
            SopStep.hint,
            SopStep.material,
            Script.key.label("script_key"),
            Script.text.label("script_text"),
            Contact.id.label("contact"),
            Contact.name.label("contact_name"),
            Group.name.label("group_name"),
            Group.members,
        )
        .outerjoin(SopStep, SopStep.id == Task.step)
        .outerjoin(Script, Script.id == Task.script)
        .outerjoin(Contact, Contact.id == Task.contact)
        .outerjoin(Group, Group.id == Task.group)
        .where(Task.staff == staff, Task.hidden == 0, on_day() == day.isoformat())
        .order_by(Task.step, Contact.added_at, Group.members.desc(), Task.id)
    )


def _items(rows: Sequence[Row[*tuple[Any, ...]]], known: variables.Values) -> Iterator[Item]:
    for _step, group in groupby(rows, key=lambda row: row.Task.step):
        yield _item(list(group), known)


def _item(rows: list[Row[*tuple[Any, ...]]], known: variables.Values) -> Item:
    first = _most_pressing(rows)
    task: Task = first.Task
    finished = [row.Task.done_at for row in rows if row.Task.done_at]
    due, until = window(task)
    return Item(
        step=task.step or task.id,
        key=first.key or "",
        title=task.title,
        kind=task.kind,
        must=bool(task.must),
        hint=first.hint or "",
        due_at=due,
        until_at=until,
        targets=tuple(_target(row, known) for row in rows),
        done_at=datetime.fromisoformat(max(finished)) if finished else None,
        postponed=task.postponed_to is not None,
        content=Content.from_json(first.material or ""),
    )


def _most_pressing(rows: list[Row[*tuple[Any, ...]]]) -> Row[*tuple[Any, ...]]:
    """The open task that is due first: what an earlier day left stands beside the day's own of the same step."""
    waiting = [row for row in rows if state_of(row.Task) in {OPEN, COPIED}]
    return min(waiting or rows, key=lambda row: window(row.Task))


def window(task: Task) -> tuple[datetime, datetime]:
    """When the task is due and when it is late; put off, the window keeps its length."""
    due = datetime.fromisoformat(task.due_at or f"{task.date} 00:00:00")
    until = datetime.fromisoformat(task.until_at or f"{task.date} 23:59:59")
    if task.postponed_to is None:
        return due, until
    start = datetime.fromisoformat(task.postponed_to)
    return start, start + (until - due)


def state_of(task: Task) -> str:
    """How far a task is; copied is not done."""
    if task.skipped_at:
        return SKIPPED
    if task.done_at:
        return DONE
    return COPIED if task.copied_at else OPEN


def _target(row: Row[*tuple[Any, ...]], known: variables.Values) -> Target:
    task: Task = row.Task
    values = known.of_target(task.contact, row.group_name)
    return Target(
        task=task.id,
        name=row.contact_name or row.group_name or "",
        contact=task.contact,
        group=task.group,
        members=row.members or 0,
        state=state_of(task),
        script=row.script_key or "",
        filled=fill_as_known(row.script_text, values) if row.script_text else Filled(),
    )
