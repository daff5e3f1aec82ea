"""Whose customers a figure counts: everybody's, a branch's, or one member of staff's."""

from typing import NamedTuple

from sqlalchemy.orm import Session

from db.actor import Actor
from db.organisation import Branch, Staff
from desktop.security.roles import Permission, Reach, reach, require


class Scope(NamedTuple):
    """A branch and an owner (ids), "" where it is not narrowed down."""

    branch: str = ""
    owner: str = ""

    def within(self, alias: str, owner: str = "owner") -> str:
        """The condition on a table that has `branch` and an owner column (programme text, never a user's)."""
        parts = [f"{alias}.branch = :scope_branch"] if self.branch else []
        parts += [f"{alias}.{owner} = :scope_owner"] if self.owner else []
        return " AND ".join(parts) or "1 = 1"

    @property
    def values(self) -> dict[str, str]:
        """The parameters of `within`."""
        found = {"scope_branch": self.branch, "scope_owner": self.owner}
        return {name: value for name, value in found.items() if value}


def narrowed(actor: Actor, wanted: Scope) -> Scope:
    """What the person may see of what they wish to see: their own, their branch's, or the whole bank's.

    Raises PermissionDenied for who sees no contacts at all.
    """
    match reach(actor, Permission.SEE_CONTACTS):
        case Reach.OWN:
            return Scope(actor.branch, actor.staff)
        case Reach.BRANCH:
            return Scope(actor.branch, wanted.owner)
        case Reach.PSEUDONYM | Reach.ALL:
            return wanted
        case _:
            require(actor, Permission.SEE_CONTACTS)
            raise AssertionError


def name(session: Session, scope: Scope) -> str:
    """The branch's or the person's name; "" for everything."""
    if scope.owner:
        staff = session.get(Staff, scope.owner)
        return staff.name if staff else ""
    branch = session.get(Branch, scope.branch) if scope.branch else None
    return branch.name if branch else ""
