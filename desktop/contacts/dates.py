"""Days that matter to a contact: the birthday, and what matures when."""

import re
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import Contact
from db.engine import session_clock
from db.ids import new_id
from db.operation import Change, record
from desktop.changes import Changes, Done
from desktop.contacts.timeline import checked
from desktop.errors import AppError
from desktop.security.roles import Permission, require
from desktop.words import N_

OLDEST: Final = 120  # years
LEAP: Final = 2000  # a year in which every day exists
NO_YEAR: Final = "0000"
TYPED: Final = re.compile(r"(?:(?P<year>\d{4})[-/.年]?)?(?P<month>\d{1,2})[-/.月]?(?P<day>\d{1,2})日?")
TOUCHED: Final = Changes.CONTACTS | Changes.INTERACTIONS


def birthday(typed: str, today: date) -> str | None:
    """8-15, 8月15日, 1985-08-15 or 19850815 as it is stored: `YYYY-MM-DD`, year 0000 when it was not said; "" is None.

    Raises AppError for what is no day, and for a year that cannot be.
    """
    if not typed.strip():
        return None
    born = day_of_birth(typed)
    year = int(born[:4])
    if year and (born > f"{today}" or year < today.year - OLDEST):
        raise AppError("生日的年份不对：{year}", cure="不知道年份就只写月和日。", year=year)
    return born


def day_of_birth(typed: str) -> str:
    """A day as it is stored, whatever its year; raises AppError for what is none."""
    found = TYPED.fullmatch(typed.strip())
    if found is None:
        raise _refusal(typed)
    try:
        day = date(int(found["year"] or LEAP), int(found["month"]), int(found["day"]))
    except ValueError as error:
        raise _refusal(typed) from error
    return f"{found['year'] or NO_YEAR}-{day:%m-%d}"


def _refusal(typed: str) -> AppError:
    return AppError("看不懂这个生日：{text}", cure="写成 8-15 或 1985-08-15。", text=typed.strip())


def set_birthday(session: Session, actor: Actor, contact: str, born: str | None) -> Done:
    """Write it down, or take it away with None; `born` comes from `birthday`."""
    row = session.get_one(Contact, contact)
    require(actor, Permission.EDIT, owner=row.owner, branch=row.branch)
    recorded = record(session, actor, [Change("contact", contact, {"birthday": born})])
    message = N_("{name} 的生日记好了", name=row.name) if born else N_("{name} 的生日去掉了", name=row.name)
    return Done(TOUCHED, recorded.batch, message, 1)


def add_maturity(session: Session, actor: Actor, contact: str, day: date, what: str) -> Done:
    """Something of the contact's, a deposit for example, matures on a day to come; AppError when it is past."""
    row = session.get_one(Contact, contact)
    require(actor, Permission.EDIT, owner=row.owner, branch=row.branch)
    if day < session_clock(session).now().date():
        raise AppError("到期日已经过去：{day}", cure="请选今天或以后。", day=day.isoformat())
    fields = {"contact": contact, "kind": "maturity", "at": f"{day} 00:00:00", "staff": actor.staff}
    changes = [Change("interaction", new_id(contact), {**fields, "branch": row.branch, "text": checked(what)})]
    recorded = record(session, actor, changes)
    return Done(TOUCHED, recorded.batch, N_("已记 {day} 到期：{what}", day=day.isoformat(), what=checked(what)), 1)
