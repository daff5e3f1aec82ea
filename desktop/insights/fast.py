"""FAST, how healthy the customers of a branch are: fertile, advancing, superior, thriving, now and twelve weeks back.

The thresholds come from head office's document `fast_rules`, else from `resources/insights/fast.toml`.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.contacts import Tag
from desktop import documents
from desktop.errors import AppError
from desktop.insights.metrics import HERE, Period, share
from desktop.insights.scope import Scope
from desktop.insights.stage_moves import Moves, Stretch
from desktop.insights.walk import Tally, walk
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


class BranchFast(NamedTuple):
    """A branch's letters in one period; shares are fractions, None where there is nothing to divide by."""

    fertile: int
    advancing: float | None
    superior: int
    thriving: float | None


class Reading:
    """What the letters need while the contacts are walked: moves between stages, who is held, and who shows life."""

    def __init__(self, session: Session, period: Period, scope: Scope | None = None) -> None:
        whose = scope or Scope()
        self.period, self.weeks = period, last_weeks(period.last)
        self.rules = found = rules(session)
        self._stretches = [period.before, period, *self.weeks]
        self.fertile, self.valued = _ids(session, found.fertile), _ids(session, found.valued)
        self.moves = Moves(session, whose, [*turns([period.before, period]), *turns(self.weeks)])
        self._fertile, self._valued = self._held(whose, self.fertile), self._held(whose, self.valued)
        self._active = self._alive(whose)
        self.readers = (self.moves, self._fertile, self._valued, self._active)

    def _held(self, scope: Scope, tags: Sequence[str]) -> Tally:
        """By branch, contacts with one of the tags: all, and those that were added by the end of each stretch."""
        ends = {f"end{number}": one.bounds["after"] for number, one in enumerate(self._stretches)}
        sums = "".join(f", sum(CASE WHEN coalesce(c.added_at, '') < :{end} THEN 1 ELSE 0 END)" for end in ends)
        return Tally(
            f"SELECT coalesce(c.branch, ''), count(*){sums} FROM contact c WHERE {HERE} AND {scope.within('c')} AND "
            f"{_TAGGED} AND {{part}} GROUP BY 1", {**scope.values, **ends}, 1, {"tags": tags},
        )  # fmt: skip

    def _alive(self, scope: Scope) -> Tally:
        """By branch, high-value contacts with a sign of life in the period; and in each stretch, added by its end."""
        numbers = range(len(self._stretches))
        then = "i.at >= :first{0} AND i.at < :after{0}"
        alive = [f"max(CASE WHEN {then.format(1)} THEN 1 ELSE 0 END) AS now"]
        alive += [
            f"max(CASE WHEN {then.format(one)} AND c.added_at < :after{one} THEN 1 ELSE 0 END) AS alive{one}"
            for one in numbers
        ]
        sums = ", ".join(f"sum(alive{one})" for one in numbers)
        bounds = [one.bounds for one in self._stretches]
        each = {f"{key}{number}": day for number, one in enumerate(bounds) for key, day in one.items()}
        whole = {"first": min(one["first"] for one in bounds), "after": max(one["after"] for one in bounds)}
        return Tally(
            f"SELECT branch, sum(now), {sums} FROM (SELECT coalesce(c.branch, '') AS branch, {', '.join(alive)} FROM "
            "contact c JOIN interaction i ON i.contact = c.id AND i.hidden = 0 AND i.at >= :first AND i.at < :after "
            f"AND i.kind IN :kinds WHERE {HERE} AND {scope.within('c')} AND {_TAGGED} AND {{part}} "
            "GROUP BY c.id, c.branch) AS one GROUP BY branch",
            {**scope.values, **each, **whole}, 1, {"tags": self.valued, "kinds": self.rules.kinds},
        )  # fmt: skip

    def fast(self) -> Fast:
        """The figures of the scope."""
        width = 1 + len(self._stretches)
        fertile, valued, active = (
            one.total(width)[1:] for one in (self._fertile, self._valued, self._active)
        )  # fmt: skip
        moved_on = (*self.stretches(), *self.moves.stretches(turns(self.weeks)))
        thriving = [share(one, of) for one, of in zip(active, valued, strict=True)]
        series: dict[str, list[float | None]] = {
            "fertile": [*fertile], "advancing": [one.advanced for one in moved_on], "superior": [*valued],
            "thriving": thriving,
        }  # fmt: skip
        figures = [Figure(key, *DEFINITIONS[key], values[1], values[0], values[2:]) for key, values in series.items()]
        resting = valued[1] - active[1]
        return Fast(figures, active[1], resting, self.rules.threshold, self.fertile, self.valued)

    def stretches(self) -> list[Stretch]:
        """How contacts moved in the period before, and in this one."""
        return self.moves.stretches(turns([self.period.before, self.period]))

    def by_branch(self) -> dict[str, BranchFast]:
        """Branch id ("" for none) → its letters in the period."""
        fertile, valued, active = (
            {branch: numbers[0] for (branch,), numbers in one.sums.items()}
            for one in (self._fertile, self._valued, self._active)
        )
        return {
            branch: BranchFast(
                fertile.get(branch, 0), stretch.advanced, valued.get(branch, 0),
                share(active.get(branch, 0), valued.get(branch, 0)),
            )
            for branch, (stretch,) in self.moves.by_branch(turns([self.period])).items()
        }  # fmt: skip


_TAGGED: Final = (
    "EXISTS (SELECT 1 FROM contact_tag x WHERE x.contact = c.id AND x.present = 1 AND x.hidden = 0 AND x.tag IN :tags)"
)


def fast(session: Session, period: Period, scope: Scope | None = None) -> Fast:
    """The figures of a period within a scope, everybody without one."""
    reading = Reading(session, period, scope)
    walk(session, *reading.readers)
    return reading.fast()


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


def turns(periods: Sequence[Period]) -> list[date]:
    """The days on which periods that follow each other begin, and the day after the last."""
    return [*(one.first for one in periods), periods[-1].last + timedelta(days=1)]
