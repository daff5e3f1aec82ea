"""How many contacts stood at each AIPL stage at the turn of the periods, and how many moved on between them."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, groupby, pairwise
from operator import itemgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop.contacts import stage_rules
from desktop.contacts.stage_rules import MOST, Happened, Ladder, Rule
from desktop.contacts.stages import STAGES
from desktop.insights.metrics import HERE, share
from desktop.insights.scope import Scope
from desktop.insights.walk import Part

RANKS: Final = {stage: rank for rank, stage in enumerate(STAGES)}
ROWS: Final = 1_000  # at a time

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
    """Where contacts stood on some days, read once by `walk`: any of these days may be asked for.

    A day counts up to its midnight at the start. Contacts nothing told of since the first of the days stand where they
    stand now; only the others are followed through time.
    """

    def __init__(self, session: Session, scope: Scope, days: Sequence[date]) -> None:
        self._scope, self._days = scope, sorted(set(days))
        self._places = {day: place for place, day in enumerate(self._days)}
        self._courses: defaultdict[str, Counter[Course]] = defaultdict(Counter)  # branch → how many went this way
        rules = stage_rules.of(session.connection())
        self._follow = _Follow(rules.aipl, self._days)
        self._kinds = ", ".join("'{}'".format(kind.replace("'", "''")) for kind in rules.kinds) or "''"

    def take(self, session: Session, part: Part) -> None:
        """Follow the contacts of this part."""
        for branch, stage, *counts in self._resting(session, part):
            for first, (before, until) in enumerate(pairwise([0, *counts])):
                course = ("",) * first + (stage,) * (len(self._days) - first)
                self._courses[branch][course] += int(until or 0) - int(before or 0)
        for branch, added, events in self._moving(session, part):
            self._courses[branch][self._follow.course(added, events)] += 1

    def stretches(self, days: Sequence[date]) -> list[Stretch]:
        """The stretches between these days (ascending, at least two) of everybody."""
        return self._between(days, self._courses.values())

    def by_branch(self, days: Sequence[date]) -> dict[str, list[Stretch]]:
        """Branch id ("" for none) → its stretches."""
        return {branch: self._between(days, [courses]) for branch, courses in self._courses.items()}

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

    @property
    def _told(self) -> str:
        """Whether something told of a contact since the first day; kinds come from rules that were checked."""
        return (
            "EXISTS (SELECT 1 FROM interaction e WHERE e.contact = c.id AND e.hidden = 0 AND e.at >= :since AND "
            f"e.kind IN ({self._kinds}))"
        )

    def _resting(self, session: Session, part: Part) -> Iterator[Sequence[Any]]:
        """Of those nothing told of: branch, stage, and how many of them were added before each day."""
        sums = ", ".join(
            f"sum(CASE WHEN coalesce(c.added_at, '') < :day{place} THEN 1 ELSE 0 END)"
            for place in self._places.values()
        )
        statement = (
            f"SELECT coalesce(c.branch, ''), s.stage, {sums} FROM contact c JOIN contact_state s ON s.contact = c.id "
            f"WHERE {HERE} AND {self._scope.within('c')} AND {part.within} AND NOT {self._told} "
            "GROUP BY c.branch, s.stage"
        )
        days = {f"day{place}": f"{day}" for day, place in self._places.items()}
        yield from session.execute(text(statement), self._values(part) | days)

    def _moving(self, session: Session, part: Part) -> Iterator[tuple[str, str, list[Happened]]]:
        """(branch, added at, events in order of time) of each contact that something told of since the first day."""
        statement = (
            "SELECT c.id, coalesce(c.branch, ''), coalesce(c.added_at, ''), i.at, i.kind, i.id FROM contact c "
            f"JOIN interaction i ON i.contact = c.id AND i.hidden = 0 AND i.kind IN ({self._kinds}) WHERE {HERE} AND "
            f"{self._scope.within('c')} AND {part.within} AND {self._told} ORDER BY c.id, i.at, i.id"
        )
        rows = session.execute(text(statement), self._values(part))
        for _, found in groupby(chain.from_iterable(rows.partitions(ROWS)), key=itemgetter(0)):
            events = list(found)
            yield events[0][1], events[0][2], [Happened(row[3] or "", row[4], row[5]) for row in events]

    def _values(self, part: Part) -> dict[str, Any]:
        return {**self._scope.values, **part.values, "since": f"{self._days[0]}"}


class _Follow:
    """Follows contacts through some days (ascending)."""

    def __init__(self, rules: Sequence[Rule], days: Sequence[date]) -> None:
        self._ladder = Ladder(rules, STAGES[0])
        self._days, self._midnights = days, [day.isoformat() for day in days]
        least = min((rule.lasts for rule in rules if rule.lasts), default=MOST)
        self._old = f"{days[-1] - timedelta(days=least)}"  # what is older may have ended

    def course(self, added: str, events: list[Happened]) -> Course:
        """A contact's stage on each day; worked out anew where something happened, or time alone may end it."""
        stages = [""] * bisect_right(self._midnights, added)
        if events[0].at < self._old:
            moments = [one.at for one in events]
            for day, midnight in zip(self._days[len(stages) :], self._midnights[len(stages) :], strict=True):
                stages.append(self._ladder.reach(events[: bisect_left(moments, midnight)], added, day).stage)
            return tuple(stages)
        turns = [bisect_right(self._midnights, one.at) for one in events]  # from this day on it has happened
        for seen, until in enumerate((*turns, len(self._days))):
            if until > len(stages):
                stage = self._ladder.reach(events[:seen], added, None).stage
                stages += [stage] * (until - len(stages))
        return tuple(stages)
