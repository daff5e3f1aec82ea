"""The work that head office sends down: who did how much of it, and in time."""

from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop.insights.metrics import Period, share


class Work(NamedTuple):
    """Tasks of a template (its title, "" for work by hand) that were due, done, in time, or left out with a reason."""

    branch: str  # an id, "" for all together
    template: str
    title: str  # of the step, "" for the template as a whole
    due: int
    done: int
    timely: int
    skipped: int

    @property
    def rate(self) -> float | None:
        """Done ÷ due."""
        return share(self.done, self.due)

    @property
    def in_time(self) -> float | None:
        """Done in time ÷ due."""
        return share(self.timely, self.due)


_COUNTS: Final = (
    "count(*), sum(CASE WHEN k.done_at IS NOT NULL THEN 1 ELSE 0 END), sum(CASE WHEN k.done_at IS NOT NULL AND "
    "(k.until_at IS NULL OR k.done_at <= k.until_at OR k.done_at <= k.postponed_to OR "
    "substr(k.done_at, 1, 10) = substr(k.postponed_to, 1, 10)) THEN 1 ELSE 0 END), sum(CASE WHEN k.done_at IS NULL AND "
    "k.skipped_at IS NOT NULL THEN 1 ELSE 0 END) FROM task k LEFT JOIN sop_template t ON t.id = k.template "
    "WHERE k.hidden = 0 AND k.date >= :first AND k.date < :after"
)


def by_title(session: Session, period: Period) -> list[Work]:
    """Each step of the whole bank, by template, the most frequent first."""
    asked = text(
        f"SELECT coalesce(t.title, ''), k.title, {_COUNTS} GROUP BY coalesce(t.title, ''), k.title "
        "ORDER BY 1, 3 DESC, 2"
    )
    return [Work("", *row) for row in session.execute(asked, period.bounds)]


def by_branch(session: Session, period: Period) -> list[Work]:
    """Each template in each branch, those that did least of it first."""
    asked = text(
        f"SELECT coalesce(k.branch, ''), coalesce(t.title, ''), '', {_COUNTS} "
        "GROUP BY coalesce(k.branch, ''), coalesce(t.title, '')"
    )
    found = [Work(*row) for row in session.execute(asked, period.bounds)]
    return sorted(found, key=lambda one: (one.template, one.rate or 0.0, one.branch))
