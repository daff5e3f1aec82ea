"""Who works here: the staff of a branch, and the person at the keyboard."""

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.actor import Actor, Role
from db.contacts import Contact
from db.organisation import Branch, Staff
from desktop.errors import AppError


class Person(NamedTuple):
    """A member of staff as the windows greet them."""

    id: str
    name: str
    account: str
    position: str
    role: Role
    branch: str
    branch_name: str
    bank: str

    @property
    def actor(self) -> Actor:
        """This person at the keyboard."""
        return Actor(self.id, self.role, self.branch)


def staff(session: Session, branch: str | None = None) -> list[Person]:
    """Everybody, or the staff of one branch, leads first, then by account."""
    found = (
        select(Staff, Branch.name, Branch.bank)
        .outerjoin(Branch, Branch.id == Staff.branch)
        .where(Staff.hidden == 0, Staff.left_at.is_(None))
        .order_by(Staff.account)
    )
    if branch is not None:
        found = found.where(Staff.branch == branch)
    people = [_person(row, name, bank) for row, name, bank in session.execute(found)]
    return sorted(people, key=lambda person: person.role is not Role.LEAD)


def _person(row: Staff, branch_name: str | None, bank: str | None) -> Person:
    role = Role(row.role) if row.role in set(Role) else Role.TELLER
    return Person(row.id, row.name, row.account, row.position, role, row.branch or "", branch_name or "", bank or "")


def home_branch(session: Session) -> str:
    """The branch that this database is for: the one that holds most contacts, else the lead's, "" if unknown."""
    most = (
        select(Contact.branch)
        .where(Contact.hidden == 0, Contact.branch.is_not(None))
        .group_by(Contact.branch)
        .order_by(func.count().desc())
        .limit(1)
    )
    leads = (person.branch for person in staff(session) if person.role is Role.LEAD)
    return session.scalar(most) or next(leads, "")


def at_keyboard(session: Session, account: str, role: Role) -> Actor:
    """The person with this account; without one the first with the role at the home branch.

    In a database without staff, whoever can open it acts in the role: somebody has to take in the address book. Raises
    AppError for an unknown account, or when nobody has the role.
    """
    everybody = staff(session)
    if account:
        for person in everybody:
            if person.account == account:
                return person.actor
        raise AppError("没有账号 {account}", cure="先导入通讯录，或改用通讯录里的账号。", account=account)
    home = home_branch(session)
    fitting = sorted((one for one in everybody if one.role is role), key=lambda one: one.branch != home)
    if fitting:
        return fitting[0].actor
    if not any(one.role is role for one in everybody) and (not everybody or role is Role.ANALYST):
        return Actor("", role, home)
    raise AppError("通讯录里没有能做这件事的人", cure="用 --as 账号 指定是谁。")
