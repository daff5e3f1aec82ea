"""How many contacts stood at each AIPL stage at the turn of the periods, and how many moved on between them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, groupby, pairwise
from operator import itemgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop.contacts import stage_rules
from desktop.contacts.stage_rules import Happened, Rules
from desktop.contacts.stages import STAGES
from desktop.insights.metrics import HERE, share
from desktop.insights.scope import Scope

RANKS: Final = {stage: rank for rank, stage in enumerate(STAGES)}
PART: Final = 1_000  # rows

Course = tuple[str, ...]
"""The stage of a contact on each day, "" before it was added."""


class Stretch(NamedTuple):
    """Between two days: contacts by stage at its start and end, and how many left each stage forwards."""

    start: Counter[str]
    end: Counter[str]
    moved: Counter[str]

    @property
    def advanced(self) -> float | None:
        """Contacts that moved at least one stage forward ÷ contacts at the start; None without contacts."""
        return share(self.moved.total(), self.start.total())

    def rate(self, stage: str) -> float | None:
        """Contacts that left a stage forwards ÷ contacts in it at the start."""
        return share(self.moved[stage], self.start[stage])


class Moves:
    """Where contacts stood on some days, read once: any of these days may be asked for.

    A day counts up to its midnight at the start. Contacts nothing told of since the first of the days stand where they
    stand now; only the others are followed through time.
    """

    def __init__(self, session: Session, scope: Scope, days: Sequence[date]) -> None:
        self._places = {day: place for place, day in enumerate(sorted(set(days)))}
        self._courses: defaultdict[str, Counter[Course]] = defaultdict(Counter)  # branch → how many went this way
        self._add_resting(session, scope)
        rules = stage_rules.of(session.connection())
        turns = [(day, day.isoformat()) for day in self._places]
        for branch, added, events in _moving(session, scope, next(iter(self._places))):
            self._courses[branch][_course(rules, added, events, turns)] += 1

    def stretches(self, days: Sequence[date]) -> list[Stretch]:
        """The stretches between these days (ascending, at least two) of everybody."""
        return self._between(days, self._courses.values())

    def by_branch(self, days: Sequence[date]) -> dict[str, list[Stretch]]:
        """Branch id ("" for none) → its stretches."""
        return {branch: self._between(days, [courses]) for branch, courses in self._courses.items()}

    def _add_resting(self, session: Session, scope: Scope) -> None:
        days = list(self._places)
        for branch, stage, *counts in _resting(session, scope, days):
            for first, (before, until) in enumerate(pairwise([0, *counts])):
                course = ("",) * first + (stage,) * (len(days) - first)
                self._courses[branch][course] += int(until or 0) - int(before or 0)

    def _between(self, days: Sequence[date], found: Iterable[Counter[Course]]) -> list[Stretch]:
        places = [self._places[day] for day in days]
        at = [Counter[str]() for _ in days]
        moved = [Counter[str]() for _ in days[1:]]
        for courses in found:
            for course, number in courses.items():
                stages = [course[place] for place in places]
                for counter, stage in zip(at, stages, strict=True):
                    if stage:
                        counter[stage] += number
                for counter, (before, stage) in zip(moved, pairwise(stages), strict=True):
                    if before and stage and RANKS[stage] > RANKS[before]:
                        counter[before] += number
        return [Stretch(*both, moves) for both, moves in zip(pairwise(at), moved, strict=True)]


def _resting(session: Session, scope: Scope, days: Sequence[date]) -> Iterator[Sequence[Any]]:
    """Of those nothing told of: branch, stage, and how many of them were added before each day."""
    sums = ", ".join(
        f"sum(CASE WHEN coalesce(c.added_at, '') < :day{number} THEN 1 ELSE 0 END)" for number in range(len(days))
    )
    yield from session.execute(
        text(
            f"SELECT coalesce(c.branch, ''), s.stage, {sums} FROM contact c JOIN contact_state s ON s.contact = c.id "
            f"WHERE {HERE} AND {scope.within('c')} AND c.id NOT IN ({_TOLD.format(kinds=_kinds(session))}) "
            "GROUP BY c.branch, s.stage"
        ),
        {**scope.values, "since": f"{days[0]}", **{f"day{number}": f"{day}" for number, day in enumerate(days)}},
    )


_TOLD = "SELECT i.contact FROM interaction i WHERE i.hidden = 0 AND i.at >= :since AND i.kind IN ({kinds})"


def _kinds(session: Session) -> str:
    """The kinds that tell, as SQL; they come from rules that were checked, and are quoted all the same."""
    rules = stage_rules.of(session.connection())
    return ", ".join("'{}'".format(kind.replace("'", "''")) for kind in rules.kinds) or "''"


def _moving(session: Session, scope: Scope, since: date) -> Iterator[tuple[str, str, list[Happened]]]:
    """(branch, added at, events in order of time) of each contact that something told of since the day."""
    kinds = _kinds(session)
    rows = session.execute(
        text(
            "SELECT c.id, coalesce(c.branch, ''), coalesce(c.added_at, ''), i.at, i.kind, i.id FROM contact c "
            f"JOIN interaction i ON i.contact = c.id AND i.hidden = 0 AND i.kind IN ({kinds}) WHERE {HERE} AND "
            f"{scope.within('c')} AND c.id IN ({_TOLD.format(kinds=kinds)}) ORDER BY c.id, i.at, i.id"
        ),
        {**scope.values, "since": f"{since}"},
    )
    for _, found in groupby(chain.from_iterable(rows.partitions(PART)), key=itemgetter(0)):
        events = list(found)
        yield events[0][1], events[0][2], [Happened(row[3] or "", row[4], row[5]) for row in events]


def _course(rules: Rules, added: str, events: list[Happened], turns: Sequence[tuple[date, str]]) -> Course:
    """A contact's stage on each day; it is worked out anew where something happened, or time alone may end it.

    `turns` are the days, each with its text.
    """
    least = min((rule.lasts for rule in rules.aipl if rule.lasts), default=stage_rules.MOST)
    fading = not events[0].at or stage_rules.days_between(events[0].at, turns[-1][1]) > least
    stages, reached = [], ""
    seen, known = 0, -1
    for day, midnight in turns:
        if added >= midnight:
            stages.append("")
            continue
        while seen < len(events) and events[seen].at < midnight:
            seen += 1
        if seen != known or fading:
            known, reached = seen, stage_rules.reach(rules.aipl, STAGES[0], events[:seen], added, day).stage
        stages.append(reached)
    return tuple(stages)
