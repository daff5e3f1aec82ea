"""The end of a run: its result goes to the group's health, the timelines of known contacts, the task and the report."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import Contact
from db.engine import session_clock
from db.groups import Group, GroupDay
from db.ids import derived_id
from db.operation import Change, record
from db.sop import Task
from desktop.activities.plan import CLOSE
from desktop.activities.runs import SOURCE, Run, allowed, load
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.words import N_


def finish(session: Session, actor: Actor, run: str) -> Done:
    """End the run, early or at its close; all of it in one batch, so that one undo takes it back."""
    found = load(session, run)
    allowed(session, actor, found)
    if found.row.ended_at:
        raise AppError("“{title}”已经结束", cure="要改结果，请撤销结束那一步", title=found.activity.title)
    now = session_clock(session).now()
    progress = found.progress
    progress.ended_early = int(found.stage.kind != CLOSE)
    fields: dict[str, str | int | None] = {
        "result": progress.to_json(),
        "participants": progress.turnout,
        "ended_at": now.isoformat(sep=" ", timespec="seconds"),
    }
    changes = [
        Change("activity_run", run, fields),
        *_group_day(session, found, now),
        *_timelines(session, actor, found, now),
        *_task(session, actor, found, now),
    ]
    recorded = record(session, actor, changes, source=SOURCE)
    touched = Changes.GROUPS | Changes.TASKS | Changes.INTERACTIONS | Changes.CONTACTS
    said = N_(
        "“{title}”记好了：{people} 人参加，{known} 位写进客户时间线",
        title=found.activity.title,
        people=progress.turnout,
        known=len(progress.known),
    )
    return Done(touched, recorded.batch, said, progress.turnout)


def _group_day(session: Session, found: Run, now: datetime) -> Iterator[Change]:
    """The day's count of the group: as many spoke as took part, if no more were counted already."""
    group, day = found.row.group or "", f"{now.date()}"
    row = session.get(GroupDay, derived_id("group_day", group, day))
    members = session.scalar(select(Group.members).where(Group.id == group)) or 0
    spoke = max(row.spoke if row is not None and not row.hidden else 0, found.progress.turnout)
    fields: dict[str, str | int | None] = {"group": group, "date": day, "members": members, "spoke": spoke}
    yield Change("group_day", derived_id("group_day", group, day), fields)


def _timelines(session: Session, actor: Actor, found: Run, now: datetime) -> Iterator[Change]:
    """One event for each contact who was named in the chat; the same id whoever writes it."""
    branches = session.execute(select(Contact.id, Contact.branch).where(Contact.id.in_(found.progress.known)))
    for contact, branch in branches:
        fields = {
            "contact": contact,
            "kind": "activity",
            "at": now.isoformat(sep=" ", timespec="seconds"),
            "staff": actor.staff,
            "branch": branch,
            "text": _words(found, contact),
            "source": found.row.id,
        }
        yield Change("interaction", derived_id("activity", found.row.id, contact), fields)


def _words(found: Run, contact: str) -> str:
    """What the timeline says, in the language of the data."""
    right = len(found.progress.known[contact])
    if found.activity.mode == "quiz" and right:
        return f"参加“{found.activity.title}”，答对 {right} 题"
    return f"参加“{found.activity.title}”"


def _task(session: Session, actor: Actor, found: Run, now: datetime) -> Iterator[Change]:
    """The day's task for an activity in this group is done by it."""
    at = now.isoformat(sep=" ", timespec="seconds")
    rows = session.scalars(
        select(Task).where(
            Task.group == found.row.group,
            Task.kind == "activity",
            Task.date == f"{now.date()}",
            Task.hidden == 0,
            Task.done_at.is_(None),
            Task.skipped_at.is_(None),
        )
    )
    for row in rows:
        yield Change(
            "task",
            row.id,
            {"done_at": at, "sent_at": at, "done_by": actor.staff, "count": found.progress.turnout},
        )
