"""Moments of next steps: the usual ones, and those that people type."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from desktop.errors import AppError

MORNING: Final = time(9, 0)
CLOSING: Final = time(17, 0)
TYPED: Final = re.compile(
    r"(?:(?P<year>\d{4})[-/.年])?(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?(?:\s+(?P<hour>\d{1,2})[:：](?P<minute>\d{2}))?"
)


class Usual(NamedTuple):
    """A moment one often chooses: `today`, `tomorrow`, `days` (three from now) or `monday`."""

    name: str
    at: datetime


def usual(now: datetime) -> list[Usual]:
    """Before closing today while that is ahead, tomorrow, in three days, next Monday: in the morning."""
    today = now.date()
    found = [Usual("today", datetime.combine(today, CLOSING))] if now.time() < CLOSING else []
    days = (("tomorrow", 1), ("days", 3), ("monday", 7 - today.weekday()))
    return found + [Usual(name, datetime.combine(today + timedelta(days=count), MORNING)) for name, count in days]


def typed(text: str, now: datetime) -> datetime:
    """3-14, 3-14 10:30, 2026-03-14 or 2026年3月14日; without a year the next such day, without a time the morning.

    Raises AppError for what is no such moment.
    """
    found = TYPED.fullmatch(text.strip())
    if found is None:
        raise _refusal(text)
    try:
        at = time(int(found["hour"]), int(found["minute"])) if found["hour"] else MORNING
        day = date(int(found["year"] or now.year), int(found["month"]), int(found["day"]))
        if not found["year"] and day < now.date():
            day = day.replace(year=day.year + 1)
    except ValueError as error:
        raise _refusal(text) from error
    return datetime.combine(day, at)


def _refusal(text: str) -> AppError:
    return AppError("看不懂这个时间：{text}", cure="写成 3-14 10:30 或 2026-03-14。", text=text.strip())
