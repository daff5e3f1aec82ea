"""The list of customer groups, as far as the person at the keyboard may see it."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import session_clock
from desktop.security.roles import scope

LIMIT = 500
"""Members that WeCom lets into a group for outside contacts."""
LIMITS = (200, 500)
"""Of a group that takes in everybody who scans the code, and of the largest."""
NEARLY = 0.9
STEADY = 0.02
"""A difference of shares below this is no trend."""
DORMANT_DAYS = 6
"""Days without anybody speaking after which a group is dormant (死群)."""

ROWS = text(
    'SELECT g.id, g.name, coalesce(s.name, g.owner_name) AS owner_name, g.members, g.capacity, g.created_at, '
    'max(CASE WHEN d.spoke > 0 THEN d.date END) AS spoke_on, max(d.date) AS counted_on, g.kind, '
    'coalesce(b.name, \'\'), '
    'sum(CASE WHEN d.date > :week THEN d.spoke END), sum(CASE WHEN d.date > :week THEN d.members END), '
    'sum(CASE WHEN d.date > :before AND d.date <= :week THEN d.spoke END), '
    'sum(CASE WHEN d.date > :before AND d.date <= :week THEN d.members END) '
    'FROM "group" g LEFT JOIN staff s ON s.id = g.owner LEFT JOIN branch b ON b.id = g.branch '
    'LEFT JOIN group_day d ON d."group" = g.id AND d.hidden = 0 '
    'WHERE g.hidden = 0 AND (:scope IN (\'branch\', \'pseudonym\', \'none\') OR g.owner = :staff) '
    'AND (:branch = \'\' OR g.branch IS NULL OR g.branch = :branch) '
    'GROUP BY g.id, s.name, b.name ORDER BY g.created_at, g.id'
)  # fmt: skip


class GroupRow(NamedTuple):
    """A group of the list; `days_quiet` is None when nobody has counted in it yet.

    `active` is the share of members who spoke, by day over the last seven, `before` that of the seven before; None
    where nothing was counted. `kinds` are the type and the tags.
    """

    id: str
    name: str
    owner_name: str
    members: int
    capacity: int
    created_at: str | None
    nearly_full: bool
    dormant: bool
    days_quiet: int | None
    kinds: tuple[str, ...] = ()
    branch_name: str = ""
    active: float | None = None
    before: float | None = None

    @property
    def full(self) -> bool:
        """Whether nobody can join any more."""
        return self.members >= self.capacity

    @property
    def trend(self) -> int:
        """1 when more speak than the week before, -1 when fewer, 0 when about as many or not known."""
        if self.active is None or self.before is None or abs(self.active - self.before) < STEADY:
            return 0
        return 1 if self.active > self.before else -1


def rows(session: Session, actor: Actor) -> list[GroupRow]:
    """One's own groups, all of the branch for its lead, all there are for head office; oldest first."""
    reach = scope(actor)
    branch = actor.branch if reach in {"own", "branch"} else ""
    now = session_clock(session).now()
    week, before = (f"{now.date() - timedelta(days=days)}" for days in (7, 14))
    values = {"scope": reach, "staff": actor.staff, "branch": branch, "week": week, "before": before}
    found = session.execute(ROWS, values)
    return [_row(now, *one) for one in found]


def _row(  # noqa: PLR0913, PLR0917 - one row of ROWS
    now: datetime, group: str, name: str, owner_name: str, members: int, capacity: int, created_at: str | None,
    spoke_on: str | None, counted_on: str | None, kind: str, branch_name: str, *sums: int | None,
) -> GroupRow:  # fmt: skip
    limit = capacity or LIMIT
    quiet = None
    if counted_on:
        since = spoke_on or created_at or counted_on
        quiet = max(0, (now.date() - datetime.fromisoformat(since).date()).days)
    return GroupRow(
        group, name, owner_name, members, limit, created_at, members >= limit * NEARLY,
        quiet is not None and quiet >= DORMANT_DAYS, quiet, tuple(filter(None, kind.split("、"))), branch_name,
        _share(sums[0], sums[1]), _share(sums[2], sums[3]),
    )  # fmt: skip


def _share(part: int | None, whole: int | None) -> float | None:
    return (part or 0) / whole if whole else None
