"""Which contacts a step is for on a day: new ones, birthdays, maturing deposits, dormant ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from db.contacts import Contact, ContactTag, Interaction, Tag
from db.sop import Task
from desktop.calendar import Workdays
from desktop.sop.shapes import Audience

LOST = ("lost", "suspected_lost")
REACHABLE = ("", "recalled")
"""Values of `contact.status` that a message may go to: not those who left, or seem to have."""


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff on duty."""

    staff: str
    role: str
    branch: str | None
    persona: str = ""


@dataclass(frozen=True, slots=True)
class Occasion:
    """A workday together with the days off around it that it stands in for."""

    day: date
    calendar: Workdays

    def since_last(self) -> list[date]:
        """The day and the days off before it: what fell on them is done now."""
        return list(self._run(-1))

    def until_next(self) -> list[date]:
        """The day and the days off after it: what would come too late is done now."""
        return list(self._run(1))

    def _run(self, step: int) -> Iterator[date]:
        day = self.day
        yield day
        day += timedelta(days=step)
        while not self.calendar.is_workday(day):
            yield day
            day += timedelta(days=step)


def added(session: Session, staff: list[str], occasion: Occasion, offset: int) -> list[tuple[str, str]]:
    """(contact, owner) of the contacts added `offset` days ago; what fell on a day off counts on the next workday."""
    days = [(day - timedelta(days=offset)).isoformat() for day in occasion.since_last()]
    return _pairs(session, _reachable(staff).where(func.substr(Contact.added_at, 1, 10).in_(days)))


def contacts(  # noqa: PLR0911 - one rule each
    session: Session, staff: list[str], occasion: Occasion, step: str, wanted: Audience
) -> list[tuple[str, str]]:
    """(contact, owner) that the rule of a daily step finds."""
    match wanted.rule:
        case "birthday":
            days = [day.isoformat()[5:] for day in _around(occasion, wanted)]
            return _pairs(session, _reachable(staff).where(func.substr(Contact.birthday, 6, 5).in_(days)))
        case "maturity":
            return _happened(session, staff, "maturity", _around(occasion, wanted))
        case "event":
            ago = [day - timedelta(days=wanted.days) for day in occasion.since_last()]
            return _happened(session, staff, wanted.event, ago)
        case "dormant":
            return _dormant(session, staff, occasion.day, step, wanted)
        case "tagged":
            return _tagged(session, staff, occasion.day, step, wanted)
        case "lost":
            return _lost(session, staff, occasion.day, step, wanted)
        case _:
            return _pairs(session, _reachable(staff))


def _around(occasion: Occasion, wanted: Audience) -> list[date]:
    """The days of a birthday or maturity that are due now: so many days ahead, or so many past."""
    if wanted.since:
        return [day - timedelta(days=wanted.since) for day in occasion.since_last()]
    return [day + timedelta(days=wanted.days) for day in occasion.until_next()]


def _happened(session: Session, staff: list[str], kind: str, days: list[date]) -> list[tuple[str, str]]:
    """Those to whom something happened, or will, on one of these days."""
    on = [day.isoformat() for day in days]
    due = select(Interaction.contact).where(
        Interaction.kind == kind, Interaction.hidden == 0, func.substr(Interaction.at, 1, 10).in_(on)
    )
    return _pairs(session, _reachable(staff).where(Contact.id.in_(due)))


def _tagged(session: Session, staff: list[str], day: date, step: str, wanted: Audience) -> list[tuple[str, str]]:
    """Those with one of the tags, by name; the longest held first, nobody again within `pause_days`."""
    bearers = (
        select(ContactTag.contact)
        .join(Tag, Tag.id == ContactTag.tag)
        .where(Tag.name.in_(wanted.tags), Tag.hidden == 0, ContactTag.present == 1, ContactTag.hidden == 0)
    )
    people, asked = _not_asked(session, staff, day, step, wanted)
    query = _reachable(people).where(Contact.id.in_(bearers), Contact.id.not_in(asked))
    if wanted.added_within:
        query = query.where(Contact.added_at >= (day - timedelta(days=wanted.added_within)).isoformat())
    return list(_first_of_each(_pairs(session, query), wanted.limit))


def _lost(session: Session, staff: list[str], day: date, step: str, wanted: Audience) -> list[tuple[str, str]]:
    """Those who left, or seem to have, within the last `days`: no message reaches them, a call may."""
    people, asked = _not_asked(session, staff, day, step, wanted)
    query = (
        select(Contact.id, Contact.owner)
        .where(
            Contact.owner.in_(people),
            Contact.hidden == 0,
            Contact.do_not_disturb == 0,
            Contact.status.in_(LOST),
            Contact.status_at >= (day - timedelta(days=wanted.days)).isoformat(),
            Contact.id.not_in(asked),
        )
        .order_by(Contact.status_at.desc(), Contact.id)
    )
    return list(_first_of_each(_pairs(session, query), wanted.limit))


def _not_asked(
    session: Session, staff: list[str], day: date, step: str, wanted: Audience
) -> tuple[list[str], Select[str | None]]:
    """Who has not chosen for this step today, and the contacts who had their turn within `pause_days`."""
    since = (day - timedelta(days=wanted.pause_days)).isoformat()
    asked = select(Task.contact).where(Task.step == step, Task.date > since, Task.contact.is_not(None))
    chosen = set(session.scalars(select(Task.staff).where(Task.step == step, Task.date == day.isoformat())))
    return [person for person in staff if person not in chosen], asked


def _dormant(session: Session, staff: list[str], day: date, step: str, wanted: Audience) -> list[tuple[str, str]]:
    """The longest silent first; chosen once a day, and nobody again within `pause_days`."""
    last = (
        select(Interaction.contact, func.max(Interaction.at).label("at"))
        .where(Interaction.hidden == 0, Interaction.at <= f"{day.isoformat()} 23:59:59")
        .group_by(Interaction.contact)
        .subquery()
    )
    silent_since = func.coalesce(last.c.at, Contact.added_at)
    before = (day - timedelta(days=wanted.days)).isoformat()
    people, asked = _not_asked(session, staff, day, step, wanted)
    query = (
        _reachable(people)
        .outerjoin(last, last.c.contact == Contact.id)
        .where(silent_since < before, Contact.id.not_in(asked))
        .order_by(None)
        .order_by(silent_since, Contact.id)
    )
    return list(_first_of_each(_pairs(session, query), wanted.limit))


def _first_of_each(pairs: list[tuple[str, str]], limit: int) -> Iterator[tuple[str, str]]:
    seen: dict[str, int] = {}
    for contact, owner in pairs:
        seen[owner] = seen.get(owner, 0) + 1
        if not limit or seen[owner] <= limit:
            yield contact, owner


def _reachable(staff: list[str]) -> Select[str, str | None]:
    return (
        select(Contact.id, Contact.owner)
        .where(
            Contact.owner.in_(staff),
            Contact.hidden == 0,
            Contact.do_not_disturb == 0,
            Contact.status.in_(REACHABLE),
        )
        .order_by(Contact.added_at, Contact.id)
    )


def _pairs(session: Session, query: Select[str, str | None]) -> list[tuple[str, str]]:
    return [(contact, owner) for contact, owner in session.execute(query) if owner]
