"""Values of script variables: who writes, to whom, what the bank offers, and what was filled in for the day."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import Contact, Interaction
from db.exchange import Setting
from db.organisation import Branch, Staff
from desktop.calendar import Workdays
from desktop.changes import Changes, Done
from desktop.contacts import naming
from desktop.errors import AppError
from desktop.sop.scripts import default_values

NAME: Final = "客户"
ADDRESS: Final = "称呼"
DUE: Final = "到期日"
GROUP: Final = "群"
FESTIVAL_AHEAD: Final = 10
"""Days: the first step before a festival comes a week ahead, and may fall on days off."""

LONGEST: Final = 300
"""Characters of a value that somebody fills in."""


@dataclass(frozen=True, slots=True)
class Values:
    """What is known on one day: the same for all targets, and per contact."""

    common: Mapping[str, str]
    contacts: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, session: Session, actor: Actor, day: date, contacts: Sequence[str]) -> "Values":
        """Everything needed to fill the scripts of these contacts."""
        common: dict[str, str] = (
            default_values() | _writer(session, actor) | {"今天": spoken(day)} | _festival(session, day)
        )
        common |= day_values(session, day)
        return cls(common, _of_contacts(session, day, contacts))

    def of_target(self, contact: str | None, group: str | None) -> dict[str, str]:
        """The values for one message."""
        values = {**self.common, **self.contacts.get(contact or "", {})}
        return {**values, GROUP: group} if group else values


def _festival(session: Session, day: date) -> dict[str, str]:
    """The next festival's name, while it is near enough to be spoken of."""
    coming = Workdays.of(session).festivals(day, day + timedelta(days=FESTIVAL_AHEAD))
    return {"节日": coming[0][1]} if coming else {}


def spoken(day: date) -> str:
    """A date as it is said, its pairs kept together: 3 月 15 日."""
    return f"{day.month}\u00a0月\u00a0{day.day}\u00a0日"


def day_values(session: Session, day: date) -> dict[str, str]:
    """What was filled in for this day, on this PC."""
    text = session.scalar(select(Setting.value).where(Setting.key == _key(day)))
    return {str(name): str(value) for name, value in json.loads(text or "{}").items()}


def set_day_value(session: Session, day: date, name: str, value: str) -> Done:
    """Fill in a variable for this day; a draft of this PC, no operation."""
    words = " ".join(value.split())
    if not words or len(words) > LONGEST:
        raise AppError("“{name}”要填 1 到 {longest} 个字", name=name, longest=LONGEST)
    values = day_values(session, day) | {name: words}
    session.merge(Setting(key=_key(day), value=json.dumps(values, ensure_ascii=False, sort_keys=True)))
    return Done(Changes.TASKS, "")


def _key(day: date) -> str:
    return f"sop.values.{day.isoformat()}"


def _writer(session: Session, actor: Actor) -> dict[str, str]:
    row = session.execute(
        select(Staff.name, Staff.position, Branch.bank, Branch.name.label("outlet"))
        .outerjoin(Branch, Branch.id == Staff.branch)
        .where(Staff.id == actor.staff)
    ).first()
    if row is None:
        return {}
    values = {"员工": row.name, "职务": row.position, "银行": row.bank, "网点": row.outlet}
    return {name: value for name, value in values.items() if value}


def _of_contacts(session: Session, day: date, contacts: Sequence[str]) -> dict[str, dict[str, str]]:
    rows = session.execute(select(Contact.id, Contact.name, Contact.gender).where(Contact.id.in_(contacts)))
    found = {row.id: dict(zip((NAME, ADDRESS), naming.spoken(row.name, row.gender), strict=True)) for row in rows}
    maturing = session.execute(
        select(Interaction.contact, func.min(Interaction.at))
        .where(
            Interaction.contact.in_(contacts),
            Interaction.kind == "maturity",
            Interaction.hidden == 0,
            Interaction.at >= day.isoformat(),
        )
        .group_by(Interaction.contact)
    )
    for contact, at in maturing:
        if contact in found and at:
            found[contact][DUE] = spoken(date.fromisoformat(at[:10]))
    return found
