"""Who is on duty on a day, and who stands in for those who are away."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.organisation import Staff
from db.sop import Absence
from desktop.sop.audience import Person

DISABLED = "已禁用"
LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Duty:
    """The people of a branch on one day; `away` gives for those who are not there their substitute, "" without one."""

    people: tuple[Person, ...]
    away: Mapping[str, str] = field(default_factory=dict)

    def present(self, staff: str) -> bool:
        """Whether this person works here and is there."""
        return staff not in self.away and any(person.staff == staff for person in self.people)

    def holder(self, staff: str) -> str:
        """Who does what belongs to this person: the substitute, their substitute if need be, else the lead.

        Where nobody is left it stays with the person.
        """
        if staff not in self.away:
            return staff
        seen, held = set[str](), staff
        while held in self.away and held not in seen:
            seen.add(held)
            held = self.away[held]
        if self.present(held):
            return held
        leads = (person.staff for person in self.people if person.role == LEAD and person.staff not in self.away)
        return next(leads, staff)


def duty(session: Session, branch: str, day: date) -> Duty:
    """The people of the branch, in order of their ids, and who of them is away."""
    rows = session.execute(
        select(Staff.id, Staff.role, Staff.branch, Staff.persona)
        .where(Staff.branch == branch, Staff.hidden == 0, Staff.left_at.is_(None), Staff.disabled != DISABLED)
        .order_by(Staff.id)
    )
    people = tuple(Person(row.id, row.role, row.branch, row.persona) for row in rows)
    away = session.execute(
        select(Absence.staff, Absence.substitute)
        .where(Absence.hidden == 0, Absence.starts_on <= day.isoformat(), Absence.ends_on >= day.isoformat())
        .order_by(Absence.starts_on, Absence.id)
    )
    return Duty(people, {staff: substitute or "" for staff, substitute in away if staff})
