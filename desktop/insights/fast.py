"""FAST, how healthy the customers of a branch are: fertile, advancing, superior, thriving, now and twelve weeks back.

The thresholds come from head office's document `fast_rules`, else from `resources/insights/fast.toml`.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from db.contacts import Tag
from desktop import documents
from desktop.errors import AppError
from desktop.insights.metrics import HERE, Period, share
from desktop.insights.scope import Scope
from desktop.insights.stage_moves import Moves
from desktop.words import N_, Phrase

WEEKS: Final = 12


class Rules(NamedTuple):
    """Names of the tags that make a customer fertile and of high value, and the kinds of events that show life."""

    threshold: str
    fertile: tuple[str, ...]
    valued: tuple[str, ...]
    kinds: tuple[str, ...]


class Figure(NamedTuple):
    """A letter of FAST: its value in the period, the one before, and one for each of the last twelve weeks.

    Shares are fractions, None where there is nothing to divide by.
    """

    key: str
    label: Phrase
    definition: Phrase
    value: float | None
    before: float | None
    weeks: list[float | None]


class Fast(NamedTuple):
    """The four figures; of the high-value customers how many were active and how many were not; the tags (ids)."""

    figures: list[Figure]
    active: int
    resting: int
    threshold: str
    fertile_tags: tuple[str, ...]
    valued_tags: tuple[str, ...]

    def figure(self, key: str) -> Figure:
        """The figure of this letter (fertile, advancing, superior, thriving)."""
        return next(one for one in self.figures if one.key == key)


DEFINITIONS: Final = {
    "fertile": (N_("达标客户"), N_("按标签到了资产线的客户；以前各周按现在的标签、数到那周末为止添加的")),
    "advancing": (N_("加深率"), N_("本期往前走了至少一个阶段的客户 ÷ 期初客户")),
    "superior": (N_("高价值客户"), N_("有高价值标签的客户；以前各周按现在的标签、数到那周末为止添加的")),
    "thriving": (N_("高价值活跃"), N_("本期有过往来的高价值客户 ÷ 高价值客户")),
}


def rules(session: Session) -> Rules:
    """The thresholds that hold; AppError where head office's have another form."""
    table = documents.table(session, "fast_rules", "insights", "fast.toml")
    try:
        fertile, valued, thriving = table["fertile"], table["valued"], table["thriving"]
        return Rules(
            str(fertile["threshold"]), _names(fertile["tags"]), _names(valued["tags"]), _names(thriving["kinds"])
        )
    except (KeyError, TypeError) as error:
        raise AppError("FAST 规则缺了 {name}", cure="请照内置规则的样子改。", name=str(error)) from error


def _names(listed: Any) -> tuple[str, ...]:  # noqa: ANN401 - as TOML gives it
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        raise TypeError(listed)
    return tuple(listed)


def fast(session: Session, period: Period, scope: Scope | None = None, moves: Moves | None = None) -> Fast:
    """The figures of a period within a scope, everybody without one; `moves` is what `moved` says, if that is known."""
    scope, found = scope or Scope(), rules(session)
    moves = moves or moved(session, scope, period)
    weeks = last_weeks(period.last)
    stretches = [period.before, period, *weeks]
    fertile = _held(session, scope, found.fertile, stretches)
    valued = _held(session, scope, found.valued, stretches)
    active = _active(session, scope, found, stretches)
    moved_on = (*moves.stretches(turns([period.before, period])), *moves.stretches(turns(weeks)))
    advancing = [one.advanced for one in moved_on]
    thriving = [share(one, of) for one, of in zip(active, valued, strict=True)]
    series: dict[str, list[float | None]] = {
        "fertile": [*fertile], "advancing": advancing, "superior": [*valued], "thriving": thriving
    }  # fmt: skip
    figures = [Figure(key, *DEFINITIONS[key], values[1], values[0], values[2:]) for key, values in series.items()]
    ids = [_ids(session, names) for names in (found.fertile, found.valued)]
    return Fast(figures, active[1], valued[1] - active[1], found.threshold, *ids)


def _ids(session: Session, names: Sequence[str]) -> tuple[str, ...]:
    """The tags of these names that there are."""
    return tuple(session.scalars(select(Tag.id).where(Tag.name.in_(names), Tag.hidden == 0).order_by(Tag.id)))


def last_weeks(day: date) -> list[Period]:
    """The twelve weeks that end with the week of this day, oldest first."""
    last = Period.week_of(day)
    return [
        Period(last.first - timedelta(weeks=back), last.last - timedelta(weeks=back))
        for back in range(WEEKS - 1, -1, -1)
    ]


class BranchFast(NamedTuple):
    """A branch's letters in one period; shares are fractions, None where there is nothing to divide by."""

    fertile: int
    advancing: float | None
    superior: int
    thriving: float | None


def by_branch(session: Session, period: Period, known: Moves | None = None) -> dict[str, BranchFast]:
    """Branch id ("" for none) → its letters; `known` is what `moved` says of everybody, if that is known."""
    found = rules(session)
    moves = (known or moved(session, Scope(), period)).by_branch(turns([period]))
    fertile = _by_branch(session, found.fertile, "1 = 1", {})
    valued = _by_branch(session, found.valued, "1 = 1", {})
    alive = (
        "EXISTS (SELECT 1 FROM interaction i WHERE i.contact = c.id AND i.hidden = 0 AND i.at >= :first AND "
        "i.at < :after AND i.kind IN :kinds)"
    )
    active = _by_branch(session, found.valued, alive, {**period.bounds, "kinds": list(found.kinds)})
    return {
        branch: BranchFast(
            fertile.get(branch, 0), moves[branch][0].advanced, valued.get(branch, 0),
            share(active.get(branch, 0), valued.get(branch, 0)),
        )
        for branch in moves
    }  # fmt: skip


def _by_branch(session: Session, tags: Sequence[str], condition: str, values: dict[str, Any]) -> dict[str, int]:
    statement = text(
        f"SELECT coalesce(c.branch, ''), count(*) FROM contact c WHERE {HERE} AND {_tagged(tags)} AND {condition} "
        "GROUP BY c.branch"
    )
    if "kinds" in values:
        statement = statement.bindparams(bindparam("kinds", expanding=True))
    return {row[0]: int(row[1]) for row in session.execute(*_with(statement, tags, values))}


def _tagged(tags: Sequence[str]) -> str:
    """Which contacts have one of the tags; no tags fit nobody."""
    return (
        "EXISTS (SELECT 1 FROM contact_tag x JOIN tag t ON t.id = x.tag AND t.hidden = 0 WHERE x.contact = c.id "
        "AND x.present = 1 AND x.hidden = 0 AND t.name IN :tags)" if tags else "1 = 0"
    )  # fmt: skip


def _held(session: Session, scope: Scope, tags: Sequence[str], stretches: Sequence[Period]) -> list[int]:
    """Contacts with one of the tags that were added by the end of each stretch."""
    sums = ", ".join(
        f"sum(CASE WHEN coalesce(c.added_at, '') < :end{number} THEN 1 ELSE 0 END)" for number in range(len(stretches))
    )
    statement = text(f"SELECT {sums} FROM contact c WHERE {HERE} AND {scope.within('c')} AND {_tagged(tags)}")
    ends = {f"end{number}": one.bounds["after"] for number, one in enumerate(stretches)}
    return [int(number or 0) for number in session.execute(*_with(statement, tags, {**scope.values, **ends})).one()]


def _active(session: Session, scope: Scope, found: Rules, stretches: Sequence[Period]) -> list[int]:
    """High-value contacts with a sign of life in each stretch."""
    numbers = range(len(stretches))
    alive = ", ".join(
        f"max(CASE WHEN i.at >= :first{one} AND i.at < :after{one} AND c.added_at < :after{one} THEN 1 ELSE 0 END) "
        f"AS alive{one}" for one in numbers
    )  # fmt: skip
    statement = text(
        f"SELECT {', '.join(f'sum(alive{one})' for one in numbers)} FROM (SELECT {alive} FROM contact c JOIN "
        "interaction i ON i.contact = c.id AND i.hidden = 0 AND i.at >= :first AND i.at < :after AND i.kind IN :kinds "
        f"WHERE {HERE} AND {scope.within('c')} AND {_tagged(found.valued)} GROUP BY c.id) AS one"
    ).bindparams(bindparam("kinds", expanding=True))
    bounds = [one.bounds for one in stretches]
    each = {f"{key}{number}": day for number, one in enumerate(bounds) for key, day in one.items()}
    whole = {"first": min(one["first"] for one in bounds), "after": max(one["after"] for one in bounds)}
    values = {**scope.values, **each, **whole, "kinds": list(found.kinds)}
    return [int(number or 0) for number in session.execute(*_with(statement, found.valued, values)).one()]


def _with(statement: Any, tags: Sequence[str], values: dict[str, Any]) -> tuple[Any, dict[str, Any]]:  # noqa: ANN401
    """The statement and its parameters, with the list of tags where it asks for one."""
    if not tags:
        return statement, values
    return statement.bindparams(bindparam("tags", expanding=True)), {**values, "tags": list(tags)}


def moved(session: Session, scope: Scope, period: Period) -> Moves:
    """How contacts moved in the period before, in this one, and in each of the last twelve weeks."""
    return Moves(session, scope, [*turns([period.before, period]), *turns(last_weeks(period.last))])


def turns(periods: Sequence[Period]) -> list[date]:
    """The days on which periods that follow each other begin, and the day after the last."""
    return [*(one.first for one in periods), periods[-1].last + timedelta(days=1)]
