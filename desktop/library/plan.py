"""The product calendar: proposes on which workday to say what, so that each product is heard in its window."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.library import Script
from desktop.calendar import Workdays
from desktop.library import products
from desktop.library.products import OPEN, ProductRow, state_of

FIRST: Final = "first"
LAST: Final = "last"
GAME: Final = "game"
FACT: Final = "fact"
TIMES: Final = {FIRST: "09:30", LAST: "10:00", GAME: "16:00", FACT: "12:00"}
"""When each is said: a game day's product comes right after the game, while the group looks."""
GAME_DAYS: Final = (2, 4, 5)
"""ISO weekdays of games and the larger event."""
WARNED: Final = 3
"""Workdays before the end of a window on which its end is said."""
AHEAD: Final = 14


class Proposal(NamedTuple):
    """What to say on a day: `occasion` is the opening or the end of a window, after a game, or the midday fact.

    `left` counts the workdays until the window closes, the day itself included; 0 without an end.
    """

    day: date
    time: str
    occasion: str
    product: str
    name: str
    text: str
    script: str
    left: int


def propose(
    session: Session, actor: Actor, first: date, days: int = AHEAD, calendar: Workdays | None = None
) -> list[Proposal]:
    """One product a workday for these days; the same on every PC."""
    known = products.rows(session, actor, first)
    scripts: dict[str, str] = {}
    for product, script in session.execute(
        select(Script.product, Script.id)
        .where(Script.hidden == 0, Script.kind == "group", Script.product.is_not(None))
        .where(Script.branch.is_(None) | (Script.branch == actor.branch))
        .order_by(Script.key.desc())
    ):
        scripts[product or ""] = script
    return list(lay_out(known, scripts, first, days, calendar or Workdays.of(session)))


def lay_out(
    known: Sequence[ProductRow], scripts: dict[str, str], first: date, days: int, calendar: Workdays
) -> Iterator[Proposal]:
    """Openings and ends stand on their days; the others take turns, those that end soonest first."""
    said: dict[str, int] = {}
    for day in (first + timedelta(days=step) for step in range(days)):
        if not calendar.is_workday(day):
            continue
        sold = [one for one in known if one.text and state_of(one.starts_on, one.ends_on, day) == OPEN]
        ranked = sorted((_rank(one, day, calendar), said.get(one.id, 0), one.ends_on or "9999", one.name, at)
                        for at, one in enumerate(sold))  # fmt: skip
        if ranked:
            rank, *_, at = ranked[0]
            one = sold[at]
            said[one.id] = said.get(one.id, 0) + 1
            occasion = (FIRST, LAST, GAME if day.isoweekday() in GAME_DAYS else FACT)[rank]
            left = _left(one.ends_on, day, calendar)
            yield Proposal(day, TIMES[occasion], occasion, one.id, one.name, one.text, scripts.get(one.id, ""), left)


def _rank(one: ProductRow, day: date, calendar: Workdays) -> int:
    """0 on the day its window opens (or the first workday in it), 1 on its last workdays, 2 between."""
    if one.starts_on and _opens(date.fromisoformat(one.starts_on), day, calendar):
        return 0
    return 1 if 0 < _left(one.ends_on, day, calendar) <= WARNED else 2


def _opens(start: date, day: date, calendar: Workdays) -> bool:
    return start == day or (start < day and calendar.next_workday(start - timedelta(days=1)) == day)


def _left(ends_on: str, day: date, calendar: Workdays) -> int:
    """Workdays from `day` to the end, both included, counted as far as it matters; 0 without an end."""
    if not ends_on:
        return 0
    end, count = date.fromisoformat(ends_on), 0
    while day <= end and count <= AHEAD:
        count += calendar.is_workday(day)
        day += timedelta(days=1)
    return count
