"""Whose customers one may open for a while: a substitute those of today's tasks, until the colleague is back."""

from datetime import date
from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import session_clock
from desktop.security.roles import Permission, allowed, require, scope

VIEW: Final = "standing_in"
"""The list of those customers; no view that one can choose while there are none."""
COVERED: Final = """c.branch = :my_branch AND c.id IN (
  SELECT t.contact FROM task t JOIN contact k ON k.id = t.contact
  WHERE t.staff = :myself AND t.hidden = 0 AND coalesce(substr(t.postponed_to, 1, 10), t.date) = :this_day AND (
    k.owner IN (SELECT a.staff FROM absence a
      WHERE a.hidden = 0 AND a.starts_on <= :this_day AND a.ends_on >= :this_day)
    OR (t.done_at IS NULL AND t.skipped_at IS NULL AND EXISTS (SELECT 1 FROM operation o WHERE o.entity = 'task'
      AND o."row" = t.id AND o.actor <> '' AND json_extract(o.fields, '$.staff') = :myself))))"""
"""Of `c`: the owner is away and today's task is with us, or a colleague has handed it over and it is not done."""
NOBODY: Final = "1 = 0"


def covered(actor: Actor, today: date) -> tuple[str, dict[str, object]]:
    """The condition and its parameters; nobody for those who see the branch anyway, or no customers at all."""
    if scope(actor) != "own":
        return NOBODY, {}
    return COVERED, {"my_branch": actor.branch, "myself": actor.staff, "this_day": f"{today}"}


def stands_in(session: Session, actor: Actor, contact: str) -> bool:
    """Whether today's work lets this person open a customer who is not their own."""
    condition, values = covered(actor, session_clock(session).now().date())
    query = text(f"SELECT 1 FROM contact c WHERE c.id = :contact AND {condition}")
    return session.execute(query, {**values, "contact": contact}).first() is not None


def require_work(
    session: Session, actor: Actor, contact: str, owner: str | None, branch: str | None,
    permission: Permission = Permission.EDIT,
) -> None:  # fmt: skip
    """Raise PermissionDenied unless the person may work with this customer: for good, or standing in today."""
    if not allowed(actor, permission, owner=owner, branch=branch) and not stands_in(session, actor, contact):
        require(actor, permission, owner=owner, branch=branch)
