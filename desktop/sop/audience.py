"""Which contacts a step is for on a day: new ones, birthdays, maturing deposits, dormant ones."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from desktop.calendar import Workdays
from desktop.sop.shapes import Audience

PROGRAMME: Final = "programme"
"""The kind of template whose steps count from the day a contact was added."""

LOST = ("lost", "suspected_lost")
REACHABLE = ("", "recalled")
"""Values of `contact.status` that a message may go to: not those who left, or seem to have."""

OPEN = "c.owner IN (SELECT value FROM json_each(:staff)) AND c.hidden = 0 AND c.do_not_disturb = 0"
"""Contacts of these people who may be spoken to at all; `:staff` is a JSON list, so that every statement stays one."""

DATED = text(f"""
SELECT c.id, c.owner, substr(c.added_at, 1, 10), substr(c.birthday, 6, 5), c.added_at FROM contact c
WHERE {OPEN} AND c.status IN ('', 'recalled') AND (substr(c.added_at, 1, 10) IN (SELECT value FROM json_each(:added))
  OR substr(c.birthday, 6, 5) IN (SELECT value FROM json_each(:birthdays)))
ORDER BY c.added_at, c.id
""")
"""All steps that go by the day of adding or the birthday find theirs in one look at the table."""

FOUND = text(f"""
SELECT c.id, c.owner FROM contact c
WHERE {OPEN} AND c.status IN (SELECT value FROM json_each(:status)) AND c.id IN (SELECT value FROM json_each(:ids))
ORDER BY c.added_at, c.id
""")

EVERYBODY = text(f"""
SELECT c.id, c.owner FROM contact c WHERE {OPEN} AND c.status IN ('', 'recalled') ORDER BY c.added_at, c.id
""")

HAPPENED = text("""
SELECT DISTINCT contact FROM interaction WHERE kind = :kind AND hidden = 0 AND at >= :first AND at < :last
  AND substr(at, 1, 10) IN (SELECT value FROM json_each(:days))
""")

ASKED = """SELECT contact FROM task WHERE step = :step AND date > :since AND date <= :day AND hidden = 0
  AND contact IS NOT NULL"""
"""The contacts who had their turn with this step lately."""

SILENT = text(f"""
SELECT contact, owner FROM contact_state
WHERE owner IN (SELECT value FROM json_each(:staff)) AND last_at < :before AND contact NOT IN ({ASKED})
ORDER BY last_at, contact
""")
"""Who may be dormant, the longest silent first; whether they may be spoken to is asked only as far as needed."""

LEFT = text(f"""
SELECT c.id, c.owner FROM contact c
WHERE {OPEN} AND c.status IN ('lost', 'suspected_lost') AND c.status_at >= :before
  AND c.id NOT IN ({ASKED})
ORDER BY c.status_at DESC, c.id
""")

BEARING = text(f"""
SELECT c.id, c.owner FROM contact c
WHERE {OPEN} AND c.status IN ('', 'recalled') AND coalesce(c.added_at, '') >= :within
  AND c.id IN (SELECT ct.contact FROM contact_tag ct JOIN tag t ON t.id = ct.tag
    WHERE t.name IN (SELECT value FROM json_each(:tags)) AND t.hidden = 0 AND ct.present = 1 AND ct.hidden = 0)
  AND c.id NOT IN ({ASKED})
ORDER BY c.added_at, c.id
""")

AT_ONCE: Final = 400  # rows
NO_LIMIT: Final = -1  # never counts down to nothing

Pairs = list[tuple[str, str]]
"""(contact, owner)."""


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff on duty."""

    staff: str
    role: str
    branch: str | None
    persona: str = ""


@dataclass(frozen=True, slots=True)
class Occasion:
    """A workday together with the days off around it that it stands in for."""

    day: date
    calendar: Workdays

    def since_last(self) -> list[date]:
        """The day and the days off before it: what fell on them is done now."""
        return list(self._run(-1))

    def until_next(self) -> list[date]:
        """The day and the days off after it: what would come too late is done now."""
        return list(self._run(1))

    def _run(self, step: int) -> Iterator[date]:
        day = self.day
        yield day
        day += timedelta(days=step)
        while not self.calendar.is_workday(day):
            yield day
            day += timedelta(days=step)


class Rule(NamedTuple):
    """What a step asks of a day: the kind of its template, its day there, whom it is for."""

    kind: str
    day: int
    audience: Audience


class Pool:
    """The contacts of some people on one occasion, by the rules of the steps that run then."""

    def __init__(self, session: Session, staff: Collection[str], occasion: Occasion, rules: Iterable[Rule]) -> None:
        self._session, self._occasion = session, occasion
        self._staff = _json(staff)
        self._added: dict[str, list[tuple[str, str, str]]] = {}
        self._birthday: dict[str, list[tuple[str, str, str]]] = {}
        added, birthdays = set[str](), set[str]()
        for rule in rules:
            if rule.kind == PROGRAMME:
                added.update(self._added_on(rule.day))
            elif rule.audience.rule == "birthday":
                birthdays.update(self._born_on(rule.audience))
        if added or birthdays:
            self._read_dated(added, birthdays)

    def find(self, staff: Collection[str], step: str, rule: Rule) -> Pairs:
        """The contacts of these people that the rule finds; a choice among many is made anew, see `still_there`."""
        if rule.kind == PROGRAMME:
            return _owned(self._added, self._added_on(rule.day), staff)
        wanted = rule.audience
        match wanted.rule:
            case "birthday":
                return _owned(self._birthday, self._born_on(wanted), staff)
            case "maturity":
                return self._happened("maturity", self._around(wanted), staff)
            case "event":
                ago = [day - timedelta(days=wanted.days) for day in self._occasion.since_last()]
                return self._happened(wanted.event, ago, staff)
            case "dormant" | "tagged" | "lost":
                return list(_first_of_each(self._fitting(step, wanted, staff), staff, wanted.limit)) if staff else []
            case _:
                return self._pairs(EVERYBODY, staff)

    def still_there(self, staff: Collection[str], contacts: Collection[str], wanted: Audience) -> Pairs:
        """Those among these that a step of this rule may still go to."""
        status = LOST if wanted.rule == "lost" else REACHABLE
        return self._pairs(FOUND, staff, ids=_json(contacts), status=_json(status))

    # ------------------------------------------------------------------------------------------ days

    def _read_dated(self, added: Collection[str], birthdays: Collection[str]) -> None:
        asked = {"staff": self._staff, "added": _json(added), "birthdays": _json(birthdays)}
        for contact, owner, day, born, at in self._session.execute(DATED, asked).all():
            one = (at or "", contact, owner)
            if day in added:
                self._added.setdefault(day, []).append(one)
            if born in birthdays:
                self._birthday.setdefault(born, []).append(one)

    def _added_on(self, offset: int) -> list[str]:
        """What fell on a day off counts on the next workday."""
        return [(day - timedelta(days=offset)).isoformat() for day in self._occasion.since_last()]

    def _born_on(self, wanted: Audience) -> list[str]:
        return [day.isoformat()[5:] for day in self._around(wanted)]

    def _around(self, wanted: Audience) -> list[date]:
        """The days of a birthday or maturity that are due now: so many days ahead, or so many past."""
        if wanted.since:
            return [day - timedelta(days=wanted.since) for day in self._occasion.since_last()]
        return [day + timedelta(days=wanted.days) for day in self._occasion.until_next()]

    def _happened(self, kind: str, days: list[date], staff: Collection[str]) -> Pairs:
        """Those to whom something happened, or will, on one of these days."""
        first, last = min(days).isoformat(), (max(days) + timedelta(days=1)).isoformat()
        on = _json(day.isoformat() for day in days)
        asked = {"kind": kind, "first": first, "last": last, "days": on}
        concerned = self._session.execute(HAPPENED, asked).scalars().all()
        return self._pairs(FOUND, staff, ids=_json(concerned), status=_json(REACHABLE)) if concerned else []

    # ------------------------------------------------------------------------------------------ choices

    def _fitting(self, step: str, wanted: Audience, staff: Collection[str]) -> Iterator[Pairs]:
        """Whom a rule may choose, in order: the longest silent, the last to leave, the longest held first."""
        day = self._occasion.day
        pause = (day - timedelta(days=wanted.pause_days)).isoformat()
        asked = {"staff": _json(staff), "step": step, "since": pause, "day": day.isoformat()}
        before = (day - timedelta(days=wanted.days)).isoformat()
        if wanted.rule == "tagged":
            within = (day - timedelta(days=wanted.added_within)).isoformat() if wanted.added_within else ""
            yield from self._parts(BEARING, {**asked, "within": within, "tags": _json(wanted.tags)})
        elif wanted.rule == "lost":
            yield from self._parts(LEFT, {**asked, "before": before})
        else:
            for part in self._parts(SILENT, {**asked, "before": before}):
                fine = {contact for contact, _ in self.still_there(staff, [one[0] for one in part], wanted)}
                yield [one for one in part if one[0] in fine]

    def _parts(self, statement: TextClause, values: Mapping[str, str]) -> Iterator[Pairs]:
        """What it finds, in parts: thousands may fit where a few are wanted."""
        with self._session.execute(statement, values) as found:
            for part in found.partitions(AT_ONCE):
                yield [(row[0], row[1]) for row in part]

    def _pairs(self, statement: TextClause, staff: Collection[str], **values: str) -> Pairs:
        rows = self._session.execute(statement, {"staff": self._staff, **values}).all()
        return [(row[0], row[1]) for row in rows if row[1] in staff]


def _owned(index: dict[str, list[tuple[str, str, str]]], days: Iterable[str], staff: Collection[str]) -> Pairs:
    """In the order of adding."""
    found = sorted(one for day in dict.fromkeys(days) for one in index.get(day, ()) if one[2] in staff)
    return [(contact, owner) for _, contact, owner in found]


def _first_of_each(parts: Iterable[Pairs], staff: Collection[str], limit: int) -> Iterator[tuple[str, str]]:
    """So many of each person; no more parts are asked for when all have theirs."""
    left = dict.fromkeys(staff, limit or NO_LIMIT)
    for part in parts:
        for contact, owner in part:
            if owner in left:
                yield contact, owner
                left[owner] -= 1
                if not left[owner]:
                    del left[owner]
        if not left:
            return


def _json(values: Iterable[str]) -> str:
    return json.dumps(list(values))
