"""What stands beside the day's list: adds, unanswered, follow-ups due, birthdays, groups."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import Contact, FollowUp, Interaction
from db.groups import Group, GroupDay
from db.sop import SopStep, SopTemplate, Task
from desktop.sop.audience import REACHABLE
from desktop.sop.choice import in_use
from desktop.sop.streaks import on_day

OUTGOING: Final = ("sent", "call", "chat", "visit", "queue_talk", "follow_up")
"""Kinds of interaction that answer a customer."""

ANSWERED_WITHIN: Final = timedelta(days=7)
"""A customer's word older than this is no question that waits any more; the dormant are woken by their own step."""

SHOWN: Final = 5
SILENT_DAYS: Final = 5
"""Days without a word after which a group is about to die (a week is the field's experience)."""

SMALL_GROUP: Final = 30
WORKDAYS_A_WEEK: Final = 5


@dataclass(frozen=True, slots=True)
class Adds:
    """Contacts first added; `target` is 0 where no step expects a number."""

    count: int
    target: int


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Contacts whose last word has no answer, and how long the longest has waited."""

    count: int
    longest_minutes: int


@dataclass(frozen=True, slots=True)
class FollowUpDue:
    """A follow-up that is due today or was before."""

    id: str
    contact: str
    name: str
    title: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Birthday:
    """A birthday of today or tomorrow; `age` 0 is unknown, `silent_days` None without a word."""

    contact: str
    name: str
    day: date
    age: int
    silent_days: int | None


@dataclass(frozen=True, slots=True)
class GroupActivity:
    """A group's activity of today, with the turnout of the last one (0 of 0 when nothing was counted)."""

    group: str
    name: str
    title: str
    due_at: datetime
    until_at: datetime
    spoke: int
    members: int


@dataclass(frozen=True, slots=True)
class SilentGroup:
    """A group in which no customer has spoken for some days."""

    group: str
    name: str
    days: int


@dataclass(frozen=True, slots=True)
class Board:
    """All of it, for one person at one moment; `follow_ups` holds the first few of `follow_up_count`."""

    adds_today: Adds
    adds_week: Adds
    unanswered: Unanswered
    follow_ups: tuple[FollowUpDue, ...]
    follow_up_count: int
    birthdays: tuple[Birthday, ...]
    activities: tuple[GroupActivity, ...]
    silent_groups: tuple[SilentGroup, ...]


def board(session: Session, actor: Actor, now: datetime) -> Board:
    """What the person at the keyboard has to know besides the list."""
    today = now.date()
    monday = today - timedelta(days=today.weekday())
    target = _daily_target(session, actor.branch)
    due = _follow_ups(session, actor.staff, today)
    return Board(
        adds_today=Adds(_adds(session, actor.staff, today, today), target),
        adds_week=Adds(_adds(session, actor.staff, monday, today), target * WORKDAYS_A_WEEK),
        unanswered=_unanswered(session, actor.staff, now),
        follow_ups=tuple(due[:SHOWN]),
        follow_up_count=len(due),
        birthdays=tuple(_birthdays(session, actor.staff, today)),
        activities=tuple(_activities(session, actor.staff, today)),
        silent_groups=tuple(_silent_groups(session, actor.staff, today)),
    )


def _daily_target(session: Session, branch: str) -> int:
    query = (
        select(func.max(SopStep.expected))
        .join(SopTemplate, SopTemplate.id == SopStep.template)
        .where(SopStep.kind == "lobby", SopStep.hidden == 0, in_use(branch))
    )
    return session.scalar(query) or 0


def _adds(session: Session, staff: str, first: date, last: date) -> int:
    day = func.substr(Contact.added_at, 1, 10)
    query = select(func.count()).where(
        Contact.owner == staff, Contact.hidden == 0, day.between(first.isoformat(), last.isoformat())
    )
    return session.scalar(query) or 0


def _unanswered(session: Session, staff: str, now: datetime) -> Unanswered:
    asked = func.max(Interaction.at).filter(Interaction.kind == "replied")
    answered = func.max(Interaction.at).filter(Interaction.kind.in_(OUTGOING))
    waiting = list(
        session.scalars(
            select(asked)
            .join(Contact, Contact.id == Interaction.contact)
            .where(
                Contact.owner == staff,
                Contact.hidden == 0,
                Interaction.hidden == 0,
                Interaction.at >= (now - ANSWERED_WITHIN).isoformat(sep=" "),
            )
            .group_by(Interaction.contact)
            .having(asked.is_not(None), func.coalesce(answered, "") < asked)
        )
    )
    if not waiting:
        return Unanswered(0, 0)
    longest = now - datetime.fromisoformat(min(str(at) for at in waiting))
    return Unanswered(len(waiting), max(0, int(longest.total_seconds()) // 60))


def _follow_ups(session: Session, staff: str, today: date) -> list[FollowUpDue]:
    rows = session.execute(
        select(FollowUp.id, FollowUp.contact, Contact.name, FollowUp.title, FollowUp.due_at)
        .join(Contact, Contact.id == FollowUp.contact)
        .where(
            FollowUp.staff == staff,
            FollowUp.hidden == 0,
            FollowUp.done_at.is_(None),
            FollowUp.due_at <= f"{today.isoformat()} 23:59:59",
            Contact.hidden == 0,
            Contact.do_not_disturb == 0,
        )
        .order_by(FollowUp.due_at, FollowUp.id)
    )
    return [FollowUpDue(row.id, row.contact, row.name, row.title, datetime.fromisoformat(row.due_at)) for row in rows]


def _birthdays(session: Session, staff: str, today: date) -> list[Birthday]:
    days = {day.isoformat()[5:]: day for day in (today, today + timedelta(days=1))}
    last = (
        select(Interaction.contact, func.max(Interaction.at).label("at"))
        .where(Interaction.hidden == 0, Interaction.at <= f"{today.isoformat()} 23:59:59")
        .group_by(Interaction.contact)
        .subquery()
    )
    rows = session.execute(
        select(Contact.id, Contact.name, Contact.birthday, last.c.at)
        .outerjoin(last, last.c.contact == Contact.id)
        .where(
            Contact.owner == staff,
            Contact.hidden == 0,
            Contact.do_not_disturb == 0,
            Contact.status.in_(REACHABLE),
            func.substr(Contact.birthday, 6, 5).in_(list(days)),
        )
        .order_by(func.substr(Contact.birthday, 6, 5), Contact.id)
    )
    found = [_birthday(row.id, row.name, row.birthday, days[row.birthday[5:10]], row.at) for row in rows]
    return sorted(found, key=lambda one: one.day)


def _birthday(contact: str, name: str, born: str, day: date, last: str | None) -> Birthday:
    age = day.year - int(born[:4])
    silent = (day - date.fromisoformat(last[:10])).days if last else None
    return Birthday(contact, name, day, age if 0 < age < 120 else 0, silent)


def _activities(session: Session, staff: str, today: date) -> list[GroupActivity]:
    rows = session.execute(
        select(Group.id, Group.name, Group.members, Task.title, Task.due_at, Task.until_at)
        .join(Task, Task.group == Group.id)
        .where(
            Task.staff == staff,
            Task.kind == "activity",
            Task.hidden == 0,
            Task.done_at.is_(None),
            Task.skipped_at.is_(None),
            on_day() == today.isoformat(),
        )
        .order_by(Task.due_at, Group.id)
    )
    last = _last_turnout(session, today)
    return [
        GroupActivity(
            group=row.id,
            name=row.name,
            title=row.title,
            due_at=datetime.fromisoformat(row.due_at),
            until_at=datetime.fromisoformat(row.until_at),
            spoke=last.get(row.id, (0, 0))[0],
            members=last.get(row.id, (0, row.members))[1],
        )
        for row in rows
    ]


def _last_turnout(session: Session, today: date) -> dict[str, tuple[int, int]]:
    """By group: (spoke, members) of the last day on which anybody spoke."""
    rows = session.execute(
        select(GroupDay.group, GroupDay.spoke, GroupDay.members)
        .where(GroupDay.hidden == 0, GroupDay.spoke > 0, GroupDay.date < today.isoformat())
        .order_by(GroupDay.date)
    )
    return {row.group: (row.spoke, row.members) for row in rows}


def _silent_groups(session: Session, staff: str, today: date) -> list[SilentGroup]:
    spoke = func.max(GroupDay.date).filter(GroupDay.spoke > 0)
    rows = session.execute(
        select(Group.id, Group.name, func.coalesce(spoke, func.min(GroupDay.date)).label("last"))
        .join(GroupDay, GroupDay.group == Group.id)
        .where(Group.owner == staff, Group.hidden == 0, GroupDay.hidden == 0, Group.members >= SMALL_GROUP)
        .group_by(Group.id, Group.name)
        .order_by(Group.id)
    )
    found = [SilentGroup(row.id, row.name, (today - date.fromisoformat(row.last)).days) for row in rows]
    return sorted((one for one in found if one.days >= SILENT_DAYS), key=lambda one: -one.days)
