"""Who works here: the staff of a branch, and the person at the keyboard."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor, Role
from desktop.errors import AppError

HOME: Final = "home.branch"
HEAD_OFFICE: Final = (Role.ANALYST, Role.ADMIN, Role.AUDITOR)


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


# Plain SQL: the first ORM query of a program sets up every mapper, which the first page would wait for.
EVERYBODY = """
SELECT s.id, s.name, s.account, s.position, s.role, coalesce(s.branch, ''), coalesce(b.name, ''), coalesce(b.bank, '')
FROM staff s LEFT JOIN branch b ON b.id = s.branch WHERE s.hidden = 0 AND s.left_at IS NULL ORDER BY s.account
"""
MOST_CONTACTS = """
SELECT branch FROM contact WHERE hidden = 0 AND branch IS NOT NULL GROUP BY branch ORDER BY count(*) DESC LIMIT 1
"""


def staff(session: Session, branch: str | None = None) -> list[Person]:
    """Everybody, or the staff of one branch, leads first, then by account."""
    people = [_person(row) for row in session.execute(text(EVERYBODY))]
    return sorted(
        (person for person in people if branch in {None, person.branch}),
        key=lambda person: person.role is not Role.LEAD,
    )


def _person(row: Sequence[str]) -> Person:
    id_, name, account, position, role, branch, branch_name, bank = row
    known = Role(role) if role in set(Role) else Role.TELLER
    return Person(id_, name, account, position, known, branch, branch_name, bank)


def head_office(session: Session) -> list[Person]:
    """Those who work on head office's own database, wherever the reports' people belong."""
    return [person for person in staff(session) if person.role in HEAD_OFFICE]


def home_branch(session: Session) -> str:
    """The branch that this database was made for; else the one that holds most contacts, else the lead's, or ""."""
    made_for = session.execute(text("SELECT value FROM setting WHERE key = :key"), {"key": HOME}).scalar()
    if made_for:
        return str(made_for)
    leads = (person.branch for person in staff(session) if person.role is Role.LEAD)
    return session.execute(text(MOST_CONTACTS)).scalar() or next(leads, "")


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
