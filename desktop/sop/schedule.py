"""From templates to the day's tasks: the same rows on every PC, never twice."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.groups import Group
from db.ids import derived_id
from db.operation import Change, record
from db.organisation import Staff
from db.sop import SopStep, SopTemplate, Task
from desktop.calendar import Workdays
from desktop.changes import Changes, Done
from desktop.library.uses import unrepeated
from desktop.sop import audience
from desktop.sop.audience import Occasion, Person
from desktop.sop.shapes import Audience

DISABLED = "已禁用"


@dataclass(frozen=True, slots=True)
class Target:
    """Whom or what one task is for: a member of staff alone, a contact or a group of theirs."""

    person: Person
    contact: str | None = None
    group: str | None = None

    @property
    def id(self) -> str:
        """The target in the task's derived id."""
        return self.contact or self.group or self.person.staff


def generate(session: Session, actor: Actor, day: date, workdays: Workdays | None = None) -> Done:
    """Make the tasks of `day` for the people of the actor's branch; those that are there stay as they are."""
    calendar = workdays or Workdays()
    people = _people(session, actor.branch)
    there = set(session.scalars(select(Task.id).where(Task.date == day.isoformat())))
    changes = [
        change
        for template in _templates(session, day, calendar)
        for change in _tasks(session, template, people, day, calendar)
        if change.row not in there
    ]
    recorded = record(session, None, unrepeated(session, changes), source="sop")
    return Done(Changes.TASKS if changes else Changes.NONE, recorded.batch, count=len(changes))


def task_id(template: str, step: str, day: date, target: str) -> str:
    """The row of a task: two PCs that generate the same day make the same row."""
    return derived_id("task", template, step, day.isoformat(), target)


def _people(session: Session, branch: str) -> list[Person]:
    rows = session.execute(
        select(Staff.id, Staff.role, Staff.branch, Staff.persona)
        .where(Staff.branch == branch, Staff.hidden == 0, Staff.left_at.is_(None), Staff.disabled != DISABLED)
        .order_by(Staff.id)
    )
    return [Person(row.id, row.role, row.branch, row.persona) for row in rows]


def _templates(session: Session, day: date, calendar: Workdays) -> list[SopTemplate]:
    rows = session.scalars(
        select(SopTemplate).where(SopTemplate.hidden == 0, SopTemplate.retired == 0).order_by(SopTemplate.key)
    )
    return [row for row in rows if _runs(row, day, calendar)]


def _runs(template: SopTemplate, day: date, calendar: Workdays) -> bool:
    return json.loads(template.trigger or "{}").get("days") != "workdays" or calendar.is_workday(day)


def _tasks(
    session: Session, template: SopTemplate, people: list[Person], day: date, calendar: Workdays
) -> Iterator[Change]:
    wanted = json.loads(template.audience or "{}")
    roles, persona = wanted.get("roles", []), wanted.get("persona", [])
    staff = {
        person.staff: person
        for person in people
        if person.role in roles and (not persona or any(word in person.persona for word in persona))
    }
    if not staff:
        return
    steps = session.scalars(
        select(SopStep).where(SopStep.template == template.id, SopStep.hidden == 0).order_by(SopStep.position)
    )
    for step in steps:
        for target in _targets(session, template, step, staff, day, calendar):
            yield _task(template, step, day, target)


def _targets(
    session: Session, template: SopTemplate, step: SopStep, staff: dict[str, Person], day: date, calendar: Workdays
) -> Iterable[Target]:
    wanted = Audience.from_json(step.filter)
    occasion = audience.Occasion(day, calendar)
    if not on_this_day(template.kind, step.day, wanted, occasion):
        return []
    if step.target == "staff":
        return [Target(person) for person in staff.values()]
    if step.target == "group":
        return _groups(session, staff, wanted)
    if template.kind == "programme":
        found = audience.added(session, list(staff), occasion, step.day)
    else:
        found = audience.contacts(session, list(staff), occasion, step.id, wanted)
    return [Target(staff[owner], contact=contact) for contact, owner in found]


def on_this_day(kind: str, day: int, wanted: Audience, occasion: Occasion) -> bool:
    """Whether a step's weekdays, dates, days of the month or festival fall on this workday, or on days off around it.

    What has a date is done before the days off, what returns every month after them.
    """
    if wanted.weekdays and occasion.day.isoweekday() not in wanted.weekdays:
        return False
    if wanted.dates and not any(one.isoformat()[5:] in wanted.dates for one in occasion.until_next()):
        return False
    if wanted.month_days and not any(one.day in wanted.month_days for one in occasion.since_last()):
        return False
    if kind != "festival":
        return True
    reached = [one - timedelta(days=day) for one in occasion.until_next()]
    return bool(occasion.calendar.festivals(min(reached), max(reached)))


def _groups(session: Session, staff: dict[str, Person], wanted: Audience) -> Iterator[Target]:
    rows = session.execute(
        select(Group.id, func.coalesce(Group.owner, ""))
        .where(Group.owner.in_(list(staff)), Group.hidden == 0, Group.members >= wanted.min_members)
        .order_by(Group.members.desc(), Group.id)
    )
    seen: dict[str, int] = {}
    for group, owner in rows:
        seen[owner] = seen.get(owner, 0) + 1
        if not wanted.limit or seen[owner] <= wanted.limit:
            yield Target(staff[owner], group=group)


def _task(template: SopTemplate, step: SopStep, day: date, target: Target) -> Change:
    return Change(
        "task",
        task_id(template.id, step.id, day, target.id),
        {
            "template": template.id,
            "step": step.id,
            "version": template.version,
            "date": day.isoformat(),
            "staff": target.person.staff,
            "branch": target.person.branch,
            "contact": target.contact,
            "group": target.group,
            "title": step.title,
            "kind": step.kind,
            "must": step.must,
            "script": step.script,
            "due_at": f"{day.isoformat()} {step.time}:00",
            "until_at": f"{day.isoformat()} {step.until}:00",
        },
    )
