"""The work that head office sends down: who did how much of it, and in time."""

from typing import Final, Literal, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from desktop.insights.metrics import Period, share
from desktop.insights.scope import Scope, narrowed


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


class Share(NamedTuple):
    """What one of several did: a template (id is its title, "" for work by hand), a branch or a member of staff."""

    kind: Literal["template", "branch", "staff"]
    id: str
    name: str
    work: Work


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


def shares(session: Session, actor: Actor, period: Period, wanted: Scope, template: str | None = None) -> list[Share]:
    """One step of the way down: the templates, who did one of them by branch, or in a branch by member of staff.

    Templates come with the most tasks first, those who did one with the least share first. PermissionDenied for who
    may see no customers, in aggregates either.
    """
    scope = narrowed(actor, wanted)
    if template is None:
        found = _grouped(session, period, scope, "coalesce(t.title, '')")
        return [Share("template", id_, id_, one) for id_, one in sorted(found.items(), key=lambda own: -own[1].due)]
    inside = bool(scope.branch)
    found = _grouped(session, period, scope, f"coalesce(k.{'staff' if inside else 'branch'}, '')", template)
    rows = session.execute(text(f"SELECT id, name FROM {'staff' if inside else 'branch'}"))
    names = {row[0]: row[1] for row in rows}
    all_ = [Share("staff" if inside else "branch", id_, names.get(id_, ""), one) for id_, one in found.items()]
    return sorted(all_, key=lambda one: (one.work.rate or 0.0, one.name))


def _grouped(session: Session, period: Period, scope: Scope, key: str, template: str | None = None) -> dict[str, Work]:
    """The counts by a column, of one template or of all."""
    only = "" if template is None else " AND coalesce(t.title, '') = :template"
    asked = text(f"SELECT {key}, {_COUNTS} AND {scope.within('k', 'staff')}{only} GROUP BY {key}")
    values = {**period.bounds, **scope.values, **({} if template is None else {"template": template})}
    rows = session.execute(asked, values)
    return {id_: Work(scope.branch, template or "", "", *counts) for id_, *counts in rows}
