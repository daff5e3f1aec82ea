"""How many contacts stood at each AIPL stage at the turn of the periods, and how many moved on between them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, groupby, pairwise
from operator import itemgetter
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop.contacts import stage_rules
from desktop.contacts.stage_rules import Happened, Rules
from desktop.contacts.stages import STAGES
from desktop.insights.metrics import HERE, share
from desktop.insights.scope import Scope

RANKS: Final = {stage: rank for rank, stage in enumerate(STAGES)}
PART: Final = 1_000  # rows


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


class _Tally:
    """The counts of one branch while they are gathered: by stage on each day, and moves between two."""

    def __init__(self, days: int) -> None:
        self.at = [Counter[str]() for _ in range(days)]
        self.moved = [Counter[str]() for _ in range(days - 1)]

    def stretches(self) -> list[Stretch]:
        return [Stretch(*both, moves) for both, moves in zip(pairwise(self.at), self.moved, strict=True)]

    def add(self, other: "_Tally") -> None:
        for mine, more in zip((*self.at, *self.moved), (*other.at, *other.moved), strict=True):
            mine.update(more)


def stretches(session: Session, scope: Scope, days: Sequence[date]) -> list[Stretch]:
    """The stretches between these days (ascending, at least two); a day counts up to its midnight at the start.

    Contacts nothing told of since the first day stand where they stand now; only the others are followed through time.
    """
    whole = _Tally(len(days))
    for tally in _tallies(session, scope, days).values():
        whole.add(tally)
    return whole.stretches()


def by_branch(session: Session, days: Sequence[date]) -> dict[str, list[Stretch]]:
    """Branch id ("" for none) → its stretches."""
    return {branch: tally.stretches() for branch, tally in _tallies(session, Scope(), days).items()}


def _tallies(session: Session, scope: Scope, days: Sequence[date]) -> dict[str, _Tally]:
    found: defaultdict[str, _Tally] = defaultdict(lambda: _Tally(len(days)))
    _resting(session, scope, days, found)
    rules = stage_rules.of(session.connection())
    turns = [(day, day.isoformat()) for day in days]
    for branch, added, events in _moving(session, scope, days[0]):
        _follow(rules, added, events, turns, found[branch])
    return found


def _resting(session: Session, scope: Scope, days: Sequence[date], found: Mapping[str, _Tally]) -> None:
    sums = ", ".join(
        f"sum(CASE WHEN coalesce(c.added_at, '') < :day{number} THEN 1 ELSE 0 END)" for number in range(len(days))
    )
    rows = session.execute(
        text(
            f"SELECT coalesce(c.branch, ''), s.stage, {sums} FROM contact c JOIN contact_state s ON s.contact = c.id "
            f"WHERE {HERE} AND {scope.within('c')} AND c.id NOT IN ({_TOLD.format(kinds=_kinds(session))}) "
            "GROUP BY c.branch, s.stage"
        ),
        {**scope.values, "since": f"{days[0]}", **{f"day{number}": f"{day}" for number, day in enumerate(days)}},
    )
    for branch, stage, *counts in rows:
        for counter, number in zip(found[branch].at, counts, strict=True):
            counter[stage] += int(number or 0)


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


def _follow(
    rules: Rules, added: str, events: list[Happened], turns: Sequence[tuple[date, str]], tally: _Tally
) -> None:  # fmt: skip
    """Count a contact's stage on each day; it is worked out anew where something happened, or time alone may end it.

    `turns` are the days, each with its text.
    """
    least = min((rule.lasts for rule in rules.aipl if rule.lasts), default=stage_rules.MOST)
    fading = not events[0].at or stage_rules.days_between(events[0].at, turns[-1][1]) > least
    before, reached = "", ""
    seen, known = 0, -1
    for number, (day, midnight) in enumerate(turns):
        stage = ""
        if added < midnight:
            while seen < len(events) and events[seen].at < midnight:
                seen += 1
            if seen != known or fading:
                known, reached = seen, stage_rules.reach(rules.aipl, STAGES, events[:seen], added, day).stage
            stage = reached
            tally.at[number][stage] += 1
        if before and stage and RANKS[stage] > RANKS[before]:
            tally.moved[number - 1][before] += 1
        before = stage
