"""Whom a step is for, on which days, and what its content is: as files say it and as the tables keep it."""

import json
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final, Self

from desktop.errors import AppError
from desktop.sop.toml_file import Entry

RULES: Final = frozenset({"", "birthday", "maturity", "dormant", "lost", "event", "tagged"})
EVENTS: Final = frozenset({"", "purchase", "referral", "group_joined", "visit", "replied", "activity", "recalled"})
"""Kinds of interaction that a step may follow."""


class _Kept:
    """A dataclass that is stored as canonical JSON of what is set; keys of newer versions are passed over."""

    def to_json(self) -> str:
        """Canonical JSON of what is set."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}  # type: ignore[arg-type]
        kept = {key: value for key, value in values.items() if value}
        return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if kept else self._empty()

    @staticmethod
    def _empty() -> str:
        return "{}"

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What is stored."""
        known = {one.name for one in fields(cls)}  # type: ignore[arg-type]
        values: dict[str, Any] = {key: value for key, value in json.loads(text or "{}").items() if key in known}
        return cls(**{key: tuple(value) if isinstance(value, list) else value for key, value in values.items()})


@dataclass(frozen=True, slots=True)
class Audience(_Kept):
    """Which contacts or groups a step is for, and on which days (weekday 1 = Monday; empty: all).

    `days` before a birthday or maturity, of silence, since an event or a loss; `since` days after a birthday or
    maturity. `dates` are MM-DD, kept on the workday before when they are free; `month_days` on the one after.
    """

    rule: str = ""
    days: int = 0
    since: int = 0
    event: str = ""
    tags: tuple[str, ...] = ()
    added_within: int = 0
    limit: int = 0
    pause_days: int = 0
    weekdays: tuple[int, ...] = ()
    dates: tuple[str, ...] = ()
    month_days: tuple[int, ...] = ()
    min_members: int = 0

    @property
    def chooses(self) -> bool:
        """Whether it takes a few among many: chosen once a day, and left in peace for a while."""
        return self.rule in {"dormant", "tagged", "lost"}

    @classmethod
    def read(cls, entry: Entry) -> Self:
        """The `filter` table of a step; raises AppError naming file, step and key."""
        entry.only(frozenset(one.name for one in fields(cls)))
        wanted = cls(
            rule=entry.choice("rule", RULES) if "rule" in entry.values else "",
            event=entry.choice("event", EVENTS) if "event" in entry.values else "",
            tags=entry.texts("tags"),
            weekdays=_weekdays(entry),
            dates=tuple(_date(entry, one) for one in entry.texts("dates")),
            month_days=_numbers(entry, "month_days", 28),
            **{key: entry.number(key, default=0) for key in _COUNTED},
        )
        if (wanted.rule == "event") != bool(wanted.event):
            raise entry.bad("event", wanted.event)
        if wanted.rule == "tagged" and not wanted.tags:
            raise entry.bad("tags", "")
        return wanted


@dataclass(frozen=True, slots=True)
class Content(_Kept):
    """What a content step posts: from which source, how to shorten it, where; for Moments pictures and who sees it.

    `material` is the key of the picture that goes with it.
    """

    source: str = ""
    shorten: str = ""
    post: str = ""
    pictures: str = ""
    visible_to: tuple[str, ...] = ()
    material: str = ""

    @staticmethod
    def _empty() -> str:
        return ""

    @classmethod
    def read(cls, entry: Entry, *, moments: bool) -> Self:
        """The `content` table of a step; Moments need pictures and who sees them."""
        if not entry.values and not moments:
            return cls()
        entry.only(frozenset(one.name for one in fields(cls)))
        shown = {"pictures": entry.text("pictures")} if moments or "pictures" in entry.values else {}
        tags = entry.texts("visible_to")
        if moments and not tags:
            raise entry.bad("visible_to", "")
        return cls(entry.text("source"), entry.text("shorten"), entry.text("post"), visible_to=tags, **shown)


_COUNTED: Final = ("days", "since", "added_within", "limit", "pause_days", "min_members")


def _weekdays(entry: Entry) -> tuple[int, ...]:
    days = entry.values.get("weekdays", [])
    if not isinstance(days, list) or not all(day in range(1, 8) for day in days):
        raise AppError("{file} 的步骤“{step}”：weekdays 只能是 1（周一）到 7（周日）", file=entry.file, step=entry.name)
    return tuple(int(day) for day in days)


def _numbers(entry: Entry, key: str, most: int) -> tuple[int, ...]:
    found = entry.values.get(key, [])
    if not isinstance(found, list) or not all(one in range(1, most + 1) for one in found):
        raise entry.bad(key, found)
    return tuple(int(one) for one in found)


def _date(entry: Entry, text: str) -> str:
    """MM-DD, also of a leap year."""
    try:
        date.fromisoformat(f"2024-{text}")
    except ValueError:
        raise entry.bad("dates", text) from None
    return text
