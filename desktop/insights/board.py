"""What the board of figures shows, read in one go: FAST, stages, where adds come from, and who stands where."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from desktop.insights import fast, metrics
from desktop.insights.fast import Fast
from desktop.insights.metrics import Counted, Figures, Period, PlacementAdds
from desktop.insights.scope import Scope, name, narrowed
from desktop.insights.stage_moves import Stretch
from desktop.insights.walk import walk


class Standing(NamedTuple):
    """A branch or a member of staff among the others: id, name, figures of the period and of the one before."""

    id: str
    name: str
    figures: Figures
    before: Figures


class Board(NamedTuple):
    """The figures of a scope in a period; `standings` are branches for the bank, staff for a branch."""

    period: Period
    scope: Scope
    scope_name: str
    figures: Figures
    before: Figures
    fast: Fast
    stages: dict[str, int]
    moves: Stretch
    moves_before: Stretch
    channels: list[tuple[str, int, int]]
    placements: list[PlacementAdds]
    standings: list[Standing]


def period_of(key: str, day: date, own: Period | None = None) -> Period:
    """The period of a choice: this week, month or quarter to this day, or one's own."""
    if key == "own" and own is not None:
        return own
    if key == "month":
        return Period.month_to(day)
    return Period.quarter_to(day) if key == "quarter" else Period.week_of(day)


def read(session: Session, actor: Actor, period: Period, wanted: Scope) -> Board:
    """Everything for the page; PermissionDenied for who may see no customers, in aggregates either."""
    scope = narrowed(actor, wanted)
    reading, stages = fast.Reading(session, period, scope), metrics.stage_tally(scope)
    channels = metrics.channel_tally(period, scope)
    counts = metrics.Count(session, period.before), metrics.Count(session, period)
    walk(session, *reading.readers, stages, channels, *(one.contacts for one in counts))
    earlier, present = (one.counted(session) for one in counts)
    before, now = reading.stretches()
    return Board(
        period, scope, name(session, scope), _one(present, scope), _one(earlier, scope),
        reading.fast(), metrics.stages(stages), now, before,
        metrics.channels(channels), metrics.placements(session, period, scope),
        _standings(session, present, earlier, scope),
    )  # fmt: skip


def _one(counted: Counted, scope: Scope) -> Figures:
    if scope.owner:
        return counted.owners.get(scope.owner) or metrics.complete({})
    if scope.branch:
        return counted.branches.get(scope.branch) or metrics.complete({})
    return counted.total


def _standings(session: Session, now: Counted, before: Counted, scope: Scope) -> list[Standing]:
    if scope.owner:
        return []
    if scope.branch:
        present, earlier = now.owners, before.owners
        rows = session.execute(text("SELECT id, name FROM staff WHERE branch = :branch"), {"branch": scope.branch})
    else:
        present, earlier = now.branches, before.branches
        rows = session.execute(text("SELECT id, name FROM branch"))
    names, nothing = {row[0]: row[1] for row in rows}, metrics.complete({})
    return [
        Standing(id_, names[id_], present[id_], earlier.get(id_, nothing)) for id_ in present.ranked() if id_ in names
    ]
