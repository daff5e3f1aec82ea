"""Which contacts a step is for on a day: new ones, birthdays, maturing deposits, dormant ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from db.contacts import Contact, Interaction
from db.sop import Task
from desktop.calendar import Workdays
from desktop.sop.templates import Audience

REACHABLE = ("", "recalled")
"""Values of `contact.status` that a message may go to: not those who left, or seem to have."""


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff on duty."""

    staff: str
    role: str
    branch: str | None


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


def contacts(
    session: Session, staff: list[str], occasion: Occasion, step: str, wanted: Audience
) -> list[tuple[str, str]]:
    """(contact, owner) that the rule of a daily step finds."""
    match wanted.rule:
        case "birthday":
            days = [day.isoformat()[5:] for day in occasion.until_next()]
            return _pairs(session, _reachable(staff).where(func.substr(Contact.birthday, 6, 5).in_(days)))
        case "maturity":
            return _maturing(session, staff, occasion, wanted.days)
        case "dormant":
            return _dormant(session, staff, occasion.day, step, wanted)
        case _:
            return _pairs(session, _reachable(staff))


def _maturing(session: Session, staff: list[str], occasion: Occasion, ahead: int) -> list[tuple[str, str]]:
    days = [(day + timedelta(days=ahead)).isoformat() for day in occasion.until_next()]
    due = select(Interaction.contact).where(
        Interaction.kind == "maturity", Interaction.hidden == 0, func.substr(Interaction.at, 1, 10).in_(days)
    )
    return _pairs(session, _reachable(staff).where(Contact.id.in_(due)))


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
    asked = select(Task.contact).where(
        Task.step == step, Task.date > (day - timedelta(days=wanted.pause_days)).isoformat(), Task.contact.is_not(None)
    )
    chosen = set(session.scalars(select(Task.staff).where(Task.step == step, Task.date == day.isoformat())))
    query = (
        _reachable([person for person in staff if person not in chosen])
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
