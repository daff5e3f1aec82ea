"""One group's week: what was done in it, what is planned, which templates concern it, and who its members are."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import session_clock
from db.library import ActivityRun
from db.operation import Change, record
from db.sop import SopStep, SopTemplate, Task
from desktop.activities.state import Progress
from desktop.calendar import Workdays
from desktop.changes import Changes, Done
from desktop.groups.keeping import own_group
from desktop.sop.choice import in_use
from desktop.sop.plan import plans, wanted
from desktop.sop.streaks import on_day
from desktop.words import N_

DONE: Final = "done"
SKIPPED: Final = "skipped"
OPEN: Final = "open"
PLANNED: Final = "planned"
SHOWN_CLASSES: Final = 6


class Slot(NamedTuple):
    """Something in the group on a day: `kind` as of a step, `state` done, skipped, open or planned."""

    day: date
    time: str
    title: str
    kind: str
    state: str


class Fit(NamedTuple):
    """A template with steps for groups, and whether it concerns this one."""

    id: str
    title: str
    on: bool


class Classes(NamedTuple):
    """The members that are known from chats and joinings, and how many of them have which tag."""

    known: int
    tags: tuple[tuple[str, int], ...]


class Week(NamedTuple):
    """What stands under a group's numbers."""

    slots: tuple[Slot, ...]
    fits: tuple[Fit, ...]
    classes: Classes


def week(session: Session, actor: Actor, group: str, calendar: Workdays | None = None) -> Week:
    """This week of a group: as it went up to today, as the templates plan it from tomorrow on."""
    row = own_group(session, actor, group)
    today = session_clock(session).now().date()
    monday = today - timedelta(days=today.weekday())
    slots = [*_tasks(session, row.id, monday, today), *_runs(session, row.id, monday)]
    slots += _planned(session, row.branch or actor.branch, row.id, today, monday + timedelta(days=6), calendar)
    return Week(tuple(sorted(slots)), tuple(fits(session, actor, group)), classes(session, row.id))


def _tasks(session: Session, group: str, first: date, last: date) -> Iterator[Slot]:
    rows = session.scalars(
        select(Task).where(Task.group == group, Task.hidden == 0, on_day().between(f"{first}", f"{last}"))
    )
    for task in rows:
        at = datetime.fromisoformat(task.postponed_to or task.due_at or f"{task.date} 00:00:00")
        state = DONE if task.done_at else SKIPPED if task.skipped_at else OPEN
        yield Slot(at.date(), f"{at:%H:%M}", task.title, task.kind, state)


def _runs(session: Session, group: str, monday: date) -> Iterator[Slot]:
    """Activities that are prepared or were held without a task of the list."""
    rows = session.scalars(
        select(ActivityRun).where(
            ActivityRun.group == group, ActivityRun.hidden == 0, ActivityRun.started_at >= f"{monday}",
            ActivityRun.started_at < f"{monday + timedelta(days=7)}", ActivityRun.result != "",
        )
    )  # fmt: skip
    for run in rows:
        at = datetime.fromisoformat(run.started_at or "")
        title = Progress.from_json(run.result).title
        yield Slot(at.date(), f"{at:%H:%M}", title, "activity", DONE if run.ended_at else PLANNED)


def _planned(
    session: Session, branch: str, group: str, today: date, last: date, calendar: Workdays | None
) -> Iterator[Slot]:
    known = calendar or Workdays.of(session)
    grouped = [
        replace(one, steps=steps)
        for one in plans(session, branch)
        if (steps := tuple(step for step in one.steps if step.target == "group"))
    ]
    for offset in range(1, (last - today).days + 1):
        day = today + timedelta(days=offset)
        for one in wanted(session, branch, day, known, grouped):
            if one.fields["group"] == group:
                time = str(one.fields["due_at"])[11:16]
                yield Slot(day, time, str(one.fields["title"]), str(one.fields["kind"]), PLANNED)


def fits(session: Session, actor: Actor, group: str) -> list[Fit]:
    """The templates in use that have steps for groups."""
    off = _off(own_group(session, actor, group).templates_off)
    rows = session.execute(
        select(SopTemplate.id, SopTemplate.title)
        .where(in_use(actor.branch))
        .where(SopTemplate.id.in_(select(SopStep.template).where(SopStep.target == "group", SopStep.hidden == 0)))
        .order_by(SopTemplate.key)
    )
    return [Fit(id_, title, id_ not in off) for id_, title in rows]


def set_fit(session: Session, actor: Actor, group: str, template: str, *, on: bool) -> Done:
    """Whether a template concerns the group: its open tasks follow when the day is made again."""
    row = own_group(session, actor, group)
    title = session.get_one(SopTemplate, template).title
    off = _off(row.templates_off) - {template} if on else _off(row.templates_off) | {template}
    kept = json.dumps(sorted(off)) if off else ""
    recorded = record(session, actor, [Change("group", row.id, {"templates_off": kept})], source="groups")
    said = (
        N_("“{name}”做“{title}”", name=row.name, title=title)
        if on
        else N_("“{name}”不做“{title}”", name=row.name, title=title)
    )
    touched = Changes.GROUPS | Changes.TASKS if recorded.operations else Changes.NONE
    return Done(touched, recorded.batch, said, 1)


def _off(kept: str) -> set[str]:
    """Ids of templates; what a damaged value holds is none."""
    try:
        found = json.loads(kept or "[]")
    except json.JSONDecodeError:
        return set()
    return {one for one in found if isinstance(one, str)} if isinstance(found, list) else set()


CLASSES: Final = """
WITH known AS (
  SELECT DISTINCT i.contact FROM interaction i JOIN activity_run r ON r.id = i.source AND r."group" = :group
  WHERE i.hidden = 0 AND i.kind = 'activity'
  UNION SELECT i.contact FROM interaction i WHERE i.hidden = 0 AND i.kind = 'group_joined' AND i.source = :group
    AND NOT EXISTS (SELECT 1 FROM interaction o WHERE o.contact = i.contact AND o.kind = 'group_left'
      AND o.source = :group AND o.hidden = 0 AND o.at > i.at)
)
SELECT t.name, count(*), (SELECT count(*) FROM known) FROM known k
JOIN contact c ON c.id = k.contact AND c.hidden = 0
LEFT JOIN contact_tag x ON x.contact = c.id AND x.present = 1 AND x.hidden = 0
LEFT JOIN tag t ON t.id = x.tag AND t.hidden = 0 AND t.retired = 0
GROUP BY t.name ORDER BY count(*) DESC, t.name
"""


def classes(session: Session, group: str) -> Classes:
    """Which tags the known members have; one person is in several classes at once."""
    rows = session.execute(text(CLASSES), {"group": group}).all()
    known = rows[0][2] if rows else 0
    return Classes(known, tuple((name, count) for name, count, _ in rows if name)[:SHOWN_CLASSES])
