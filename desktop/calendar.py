"""Workdays of China: weekends, public holidays and the days made up for them."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Self

from desktop.errors import AppError
from desktop.resources import resource
from desktop.words import N_, Phrase

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

KIND = "holidays"  # of head office's document


class Workdays:
    """Which days are worked; `overrides` {day: worked} win over the published calendar, weekends serve beyond it.

    `until` is the last day that the overrides' maker answers for, `feasts` the festivals they add.
    """

    def __init__(
        self, overrides: Mapping[date, bool] | None = None, until: date | None = None,
        feasts: Sequence[tuple[date, str]] = (),
    ) -> None:  # fmt: skip
        self._overrides = dict(overrides) if overrides is not None else load_overrides()
        self._until = max(until or _published_until(), _published_until())
        self._feasts = feasts

    @classmethod
    def of(cls, session: "Session") -> Self:
        """The calendar with what head office has sent about it, else with the shipped file; AppError names a fault.

        The document has the lists `holidays` and `workdays`, the day `until` which it holds, and `[festivals]` with
        the first day off of each name.
        """
        from desktop import documents

        text = documents.content(session, KIND)
        if text is None:
            return cls()
        tables = documents.parsed(text, "节假日")
        until = _days("节假日", {"until": [tables["until"]]}, "until")[0] if "until" in tables else None
        names = tables.get("festivals", {})
        if not isinstance(names, dict):
            raise AppError("日历文件 {file} 的 {key} 要写成日期的列表", file="节假日", key="festivals")
        feasts = [(_days("节假日", {name: [day]}, name)[0], str(name)) for name, day in names.items()]
        return cls(_overrides("节假日", tables), until, feasts)

    @property
    def known_until(self) -> date:
        """The last day for which holidays have been published; beyond it the answer is a guess, and says so."""
        return max([self._until, *self._overrides])

    def is_known(self, day: date) -> bool:
        """Whether the answer for this day is published and no guess."""
        return day in self._overrides or day <= self._until

    def warning(self, day: date) -> Phrase | None:
        """What to tell the user when the holidays around this day are not published yet; None when they are."""
        if self.is_known(day):
            return None
        return N_("{year} 年的节假日安排还没有公布，先按周末休息推算", year=day.year)

    def is_workday(self, day: date) -> bool:
        """Whether the branch works on this day."""
        if day in self._overrides:
            return self._overrides[day]
        if day > _published_until():
            return day.weekday() < 5
        import chinese_calendar

        return bool(chinese_calendar.is_workday(day))

    def festivals(self, first: date, last: date) -> list[tuple[date, str]]:
        """(first day off, Chinese name) of the public holidays that begin within these days, as far as published."""
        return sorted({(day, name) for day, name in (*_festivals(), *self._feasts) if first <= day <= last})

    def next_workday(self, day: date) -> date:
        """The first workday after this day."""
        following = day + timedelta(days=1)
        while not self.is_workday(following):
            following += timedelta(days=1)
        return following

    def previous_workday(self, day: date) -> date:
        """The last workday before this day."""
        before = day - timedelta(days=1)
        while not self.is_workday(before):
            before -= timedelta(days=1)
        return before


@cache
def _festivals() -> tuple[tuple[date, str], ...]:
    """(first day off, Chinese name) of all public holidays that are published, oldest first."""
    from chinese_calendar import constants

    names = {holiday.value: str(holiday.chinese) for holiday in constants.Holiday}
    days = {day: names[value] for day, value in constants.holidays.items()}
    return tuple((day, name) for day, name in sorted(days.items()) if days.get(day - timedelta(days=1)) != name)


@cache
def _published_until() -> date:
    from chinese_calendar import constants

    years = {day.year for day in constants.holidays}
    return date(max(years), 12, 31)


def load_overrides(path: Path | None = None) -> dict[date, bool]:
    """{day: worked} of `resources/calendar.toml`; raises AppError naming the file and key that is wrong."""
    file = path or resource("calendar.toml")
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AppError("日历文件 {file} 读不懂：{reason}", file=file.name, reason=str(error)) from error
    return _overrides(file.name, tables)


def _overrides(file: str, tables: Mapping[str, object]) -> dict[date, bool]:
    return {
        day: worked for key, worked in (("holidays", False), ("workdays", True)) for day in _days(file, tables, key)
    }


def _days(file: str, tables: Mapping[str, object], key: str) -> list[date]:
    days = tables.get(key, [])
    if not isinstance(days, list) or not all(type(day) is date for day in days):
        raise AppError("日历文件 {file} 的 {key} 要写成日期的列表", file=file, key=key)
    return days
