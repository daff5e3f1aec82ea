"""The rules by which events make a stage: head office's document `stage_rules`, else the built-in file."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from db.ids import derived_id
from desktop.contacts.stages import LIFECYCLE, STAGES
from desktop.errors import AppError
from desktop.resources import resource
from desktop.words import N_

KIND: Final = "stage_rules"
DOCUMENT: Final = derived_id("document", KIND, "")
NUMBERS: Final = ("times", "within", "lasts")
MOST: Final = 10_000  # days, and times
SHORT: Final = 4  # events: so many that their kinds in order are worth remembering


class Rule(NamedTuple):
    """`times` events of these kinds, all `within` so many days (0: ever), once `after` is reached, make the stage.

    It holds for `lasts` days after the last of them, 0 for good.
    """

    stage: str
    kinds: frozenset[str]
    times: int = 1
    within: int = 0
    after: str = ""
    lasts: int = 0


class Rules(NamedTuple):
    """All rules, those of a lower stage first; `dormant` are the days without a word until a contact is dormant."""

    aipl: tuple[Rule, ...]
    lifecycle: tuple[Rule, ...]
    dormant: int

    @property
    def kinds(self) -> list[str]:
        """The kinds of events that some rule looks at."""
        return sorted({kind for rule in (*self.aipl, *self.lifecycle) for kind in rule.kinds})


class Happened(NamedTuple):
    """An event as the rules see it; `at` as stored."""

    at: str
    kind: str
    id: str


class Reached(NamedTuple):
    """A stage, since when, by which event, and on which day time alone ends it (None: never)."""

    stage: str
    since: str | None
    event: str | None = None
    until: str | None = None


def built_in() -> str:
    """The text of the built-in rules."""
    return resource("stages", "rules.toml").read_text(encoding="utf-8")


def of(connection: Connection) -> Rules:
    """The rules that hold in this database; the built-in ones when head office's cannot be read by this version."""
    statement = "SELECT content FROM document WHERE id = ? AND hidden = 0"
    content = connection.exec_driver_sql(statement, (DOCUMENT,)).scalar()
    try:
        return read(str(content) if content else built_in())
    except AppError:
        return read(built_in())


def dormant_days(session: Session) -> int:
    """After how many days without a word a contact is dormant here."""
    return of(session.connection()).dormant


@cache
def read(text: str) -> Rules:
    """The rules that a text sets; AppError names the rule that is wrong."""
    from desktop.documents import parsed  # it brings the mappers, which an open database does not wait for

    table = parsed(text, N_("阶段规则"))
    dormant = table.get("dormant", {})
    days = dormant.get("days") if isinstance(dormant, dict) else None
    if not isinstance(days, int) or not 0 < days <= MOST:
        raise AppError("阶段规则里 dormant.days 不对", cure="写多少天没有往来算沉默，例如 30。")
    return Rules(_rules(table, "aipl", STAGES), _rules(table, "lifecycle", LIFECYCLE), days)


def _rules(table: Mapping[str, Any], name: str, stages: Sequence[str]) -> tuple[Rule, ...]:
    listed = table.get(name, [])
    if not isinstance(listed, list):
        raise AppError("阶段规则里 {name} 不是一条条的规则", cure="每条规则写在 [[{name}]] 下面。", name=name)
    found = (_rule(one, name, number, stages) for number, one in enumerate(listed, 1))
    return tuple(sorted(found, key=lambda rule: stages.index(rule.stage)))


def _rule(one: object, name: str, number: int, stages: Sequence[str]) -> Rule:
    """Raises AppError that says which rule, which key."""
    values = one if isinstance(one, dict) else {}
    kinds = values.get("kinds")
    sound = {
        "stage": values.get("stage") in stages[1:],
        "kinds": isinstance(kinds, list) and bool(kinds) and all(isinstance(kind, str) for kind in kinds),
        "after": values.get("after", "") in {"", *stages},
        "times": values.get("times", 1) != 0,
    }
    for key in NUMBERS:
        value = values.get(key, 1)
        sound[key] = sound.get(key, True) and type(value) is int and 0 <= value <= MOST
    sound |= dict.fromkeys(values.keys() - Rule._fields, False)
    wrong = "、".join(key for key, right in sound.items() if not right)
    if wrong:
        raise AppError(
            "阶段规则 {name} 第 {number} 条的 {key} 不对", cure="请照内置规则的样子改。", name=name, number=number,
            key=wrong,
        )  # fmt: skip
    assert isinstance(kinds, list)  # noqa: S101 - it was found sound
    return Rule(**{**values, "kinds": frozenset(kinds)})


def reach(
    rules: Sequence[Rule], lowest: str, events: Sequence[Happened], added_at: str | None, today: date | None
) -> Reached:
    """The highest stage that the events (in order of time) reach, `lowest` without any.

    The rules of a lower stage come first. `today` None asks nothing of how long ago it was.
    """
    highest = Reached(lowest, added_at)
    if not events:
        return highest
    reached = {lowest: highest}
    kinds = {one.kind for one in events}
    for rule in rules:
        if kinds.isdisjoint(rule.kinds):
            continue
        found = _fits(rule, events, reached, today)
        if found is None:
            continue
        other = reached.get(rule.stage)
        if other is None or _when(found) < _when(other):
            highest = reached[rule.stage] = found
    return highest


class Ladder:
    """Reaches a stage as `reach` does, many times with the same rules.

    Where no more than the order of a few events counts, what was found for one contact holds for all with that order.
    """

    def __init__(self, rules: Sequence[Rule], lowest: str) -> None:
        self._rules, self._lowest = rules, lowest
        self._found: dict[tuple[str, ...], tuple[str, int] | None] = {}  # kinds → stage and which event made it

    def reach(self, events: Sequence[Happened], added_at: str | None, today: date | None) -> Reached:
        """See `reach`."""
        if not events:
            return Reached(self._lowest, added_at)
        if len(events) > SHORT or len({one.at for one in events}) < len(events):
            return reach(self._rules, self._lowest, events, added_at, today)
        kinds = tuple([one.kind for one in events])
        if kinds not in self._found:
            self._found[kinds] = self._by_order(kinds)
        if (found := self._found[kinds]) is None:
            return reach(self._rules, self._lowest, events, added_at, today)
        stage, place = found
        return Reached(stage, events[place].at, events[place].id) if place >= 0 else Reached(stage, added_at)

    def _by_order(self, kinds: tuple[str, ...]) -> tuple[str, int] | None:
        """The stage, and the place of the event that makes it (-1: none); None where more than the order counts."""
        for rule in self._rules:
            fit = sum(kind in rule.kinds for kind in kinds)
            if fit and (rule.lasts or fit >= rule.times > 1):
                return None
        places = [Happened(f"{place}", kind, f"{place}") for place, kind in enumerate(kinds)]
        found = reach(self._rules, self._lowest, places, None, None)
        return found.stage, int(found.event or -1)


def _when(one: Reached) -> tuple[str, str]:
    return one.since or "", one.event or ""


def _fits(rule: Rule, events: Sequence[Happened], reached: Mapping[str, Reached], today: date | None) -> Reached | None:
    """When the rule was first met, None when it is not, or not any more."""
    if rule.after and (rule.after not in reached or rule.after == rule.stage):
        return None
    since = (reached[rule.after].since or "") if rule.after else ""
    if rule.times == 1 and not rule.lasts:  # most rules: the first event of these kinds
        for one in events:
            if one.kind in rule.kinds and one.at >= since:
                return Reached(rule.stage, one.at, one.id)
        return None
    counted = [one for one in events if one.kind in rule.kinds and one.at >= since]
    met = next((last for first, last in zip(counted, counted[rule.times - 1 :], strict=False)
                if not rule.within or days_between(first.at, last.at) <= rule.within), None)  # fmt: skip
    if met is None:
        return None
    until = _day(counted[-1].at) + timedelta(days=rule.lasts + 1) if rule.lasts else None
    if until is not None and today is not None and until <= today:
        return None
    return Reached(rule.stage, met.at, met.id, f"{until}" if until else None)


def days_between(first: str, last: str) -> int:
    """Whole days from one stored moment to another."""
    return (_day(last) - _day(first)).days


def _day(moment: str) -> date:
    return date.fromisoformat(moment[:10])
