"""The tasks that a day shall have: from templates, the people on duty, their contacts and groups. Writes nothing."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.groups import Group
from db.ids import grouped_id, grouped_ids
from db.projection import Fields
from db.sop import SopShift, SopStep, SopTemplate
from desktop.calendar import Workdays
from desktop.sop.audience import PROGRAMME, Occasion, Person, Pool, Rule
from desktop.sop.choice import in_use
from desktop.sop.duty import Duty, duty
from desktop.sop.shapes import Audience

Shifts = Mapping[str, tuple[str, str]]
"""Step → (time, until) as the branch has shifted them."""


class Chosen(NamedTuple):
    """A contact whom an earlier making of the same day has chosen for a step."""

    contact: str
    touched: bool  # somebody has begun with it


Choices = Mapping[str, Sequence[Chosen]]
"""Step → whom it was made for already."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A template with its steps, as the tables or the editor have them."""

    template: SopTemplate
    steps: tuple[SopStep, ...]


class Target(NamedTuple):
    """Whom or what one task is for: a member of staff alone, a contact or a group of theirs."""

    person: Person
    contact: str | None = None
    group: str | None = None

    @property
    def id(self) -> str:
        """The target in the task's derived id."""
        return self.contact or self.group or self.person.staff


class Wanted(NamedTuple):
    """A task that shall be there, its row derived from template, step, day and target."""

    id: str
    step: str
    owner: str
    fields: Fields


def task_id(template: str, step: str, day: date, target: str) -> str:
    """The row of a task, beside the others of the day: two PCs that generate the same day make the same row."""
    return grouped_id("task", day.isoformat(), template, step, target)


def plans(session: Session, branch: str) -> list[Plan]:
    """The templates that make tasks in a branch, by key, each with its steps in order."""
    rows = session.scalars(select(SopTemplate).where(in_use(branch)).order_by(SopTemplate.key)).all()
    steps: dict[str, list[SopStep]] = {}
    of_these = select(SopStep).where(SopStep.hidden == 0, SopStep.template.in_([row.id for row in rows]))
    for step in session.scalars(of_these.order_by(SopStep.position, SopStep.id)):
        steps.setdefault(step.template or "", []).append(step)
    return [Plan(row, tuple(steps.get(row.id, ()))) for row in rows]


def shifts(session: Session, branch: str) -> Shifts:
    """The times that the branch has shifted."""
    rows = session.execute(
        select(SopShift.step, SopShift.time, SopShift.until).where(SopShift.branch == branch, SopShift.hidden == 0)
    )
    return {row.step: (row.time, row.until) for row in rows if row.step}


def wanted(
    session: Session, branch: str, day: date, calendar: Workdays, made_from: Sequence[Plan] | None = None,
    chosen: Choices | None = None, shifted: Shifts | None = None,
) -> list[Wanted]:  # fmt: skip
    """Every task of the day; `chosen` are those whom steps that choose among many have chosen before."""
    known = plans(session, branch) if made_from is None else made_from
    there = duty(session, branch, day)
    running = [plan for plan in known if runs(plan.template, day, calendar)]
    occasion = Occasion(day, calendar)
    live = [
        (plan.template, step, rule)
        for plan in running
        for step in plan.steps
        if on_this_day((rule := _rule(plan.template, step)).kind, step.day, rule.audience, occasion)
    ]
    if not live:
        return []
    times = shifts(session, branch) if shifted is None else shifted
    pool = Pool(session, [person.staff for person in there.people], occasion, [rule for *_, rule in live])
    held = {person.staff: there.holder(person.staff) for person in there.people}
    maker = _Maker(_Groups.read(session, held), pool, day.isoformat(), there, held, chosen or {}, times)
    return [one for template, step, rule in live for one in maker.tasks(template, step, rule)]


def _rule(template: SopTemplate, step: SopStep) -> Rule:
    return Rule(template.kind, step.day, Audience.from_json(step.filter))


def runs(template: SopTemplate, day: date, calendar: Workdays) -> bool:
    """Whether the template makes tasks on this day at all."""
    return json.loads(template.trigger or "{}").get("days") != "workdays" or calendar.is_workday(day)


@dataclass(frozen=True, slots=True)
class _Maker:
    groups: "_Groups"
    pool: Pool
    day: str
    duty: Duty
    held: Mapping[str, str]  # person → who does their tasks
    chosen: Choices
    shifts: Shifts

    def tasks(self, template: SopTemplate, step: SopStep, rule: Rule) -> Iterator[Wanted]:
        same, id_of = self._same(template, step), grouped_ids("task", self.day, template.id, step.id)
        for target in self._targets(step, rule, self._staff(template)):
            person, contact, group = target
            fields: Fields = {
                **same, "staff": self.held[person.staff], "branch": person.branch, "contact": contact, "group": group,
            }  # fmt: skip
            yield Wanted(id_of(target.id), step.id, person.staff, fields)

    def _staff(self, template: SopTemplate) -> dict[str, Person]:
        """The people that the template is for."""
        said = json.loads(template.audience or "{}")
        roles, persona = said.get("roles", []), said.get("persona", [])
        return {
            person.staff: person
            for person in self.duty.people
            if person.role in roles and (not persona or any(word in person.persona for word in persona))
        }

    def _targets(self, step: SopStep, rule: Rule, staff: dict[str, Person]) -> Iterable[Target]:
        if step.target == "staff":  # nobody stands at the counter of one who is away
            return [Target(person) for person in staff.values() if person.staff not in self.duty.away]
        if step.target == "group":
            return self.groups.find(staff, rule.audience, step.template or "")
        chooses = rule.kind != PROGRAMME and rule.audience.chooses
        found = self._choose(step, staff, rule) if chooses else self.pool.find(staff, step.id, rule)
        return [Target(staff[owner], contact=contact) for contact, owner in found]

    def _choose(self, step: SopStep, staff: Collection[str], rule: Rule) -> list[tuple[str, str]]:
        """Whom the day has for this step already, up to the limit, those begun with first; else a new choice."""
        before, limit = self.chosen.get(step.id, ()), rule.audience.limit
        begun = {one.contact for one in before if one.touched}
        still = self.pool.still_there(staff, {one.contact for one in before}, rule.audience) if before else []
        kept: dict[str, list[str]] = {}
        for contact, owner in sorted(still, key=lambda one: (one[0] not in begun, one[0])):
            mine = kept.setdefault(owner, [])
            if not limit or len(mine) < limit or contact in begun:
                mine.append(contact)
        found = self.pool.find({one for one in staff if one not in kept}, step.id, rule)
        return [(contact, owner) for owner, mine in kept.items() for contact in mine] + found

    def _same(self, template: SopTemplate, step: SopStep) -> Fields:
        """What all tasks of a step have in common."""
        time, until = self.shifts.get(step.id, (step.time, step.until))
        return {
            "template": template.id,
            "step": step.id,
            "version": template.version,
            "date": self.day,
            "title": step.title,
            "kind": step.kind,
            "must": step.must,
            "script": step.script,
            "due_at": f"{self.day} {time}:00",
            "until_at": f"{self.day} {until}:00",
        }


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


@dataclass(frozen=True, slots=True)
class _Groups:
    """The groups of the people on duty, the largest first."""

    rows: Sequence[tuple[str, str, str, int]]  # group, owner, the templates that do not concern it, members

    @classmethod
    def read(cls, session: Session, staff: Collection[str]) -> "_Groups":
        rows = session.execute(
            select(Group.id, func.coalesce(Group.owner, ""), Group.templates_off, Group.members)
            .where(Group.owner.in_(list(staff)), Group.hidden == 0)
            .order_by(Group.members.desc(), Group.id)
        )
        return cls([(id_, owner, off, members) for id_, owner, off, members in rows])

    def find(self, staff: dict[str, Person], wanted: Audience, template: str) -> Iterator[Target]:
        """Those of these people that are large enough, but for those that the template does not concern."""
        seen: dict[str, int] = {}
        for group, owner, off, members in self.rows:
            if owner not in staff or members < wanted.min_members:
                continue
            if off and template in off:  # ids of fixed length: none is part of another
                continue
            seen[owner] = seen.get(owner, 0) + 1
            if not wanted.limit or seen[owner] <= wanted.limit:
                yield Target(staff[owner], group=group)
