"""Moments as people say and type them."""

from datetime import datetime

import pytest

from desktop.contacts.when import typed, usual
from desktop.errors import AppError

THURSDAY = datetime(2026, 3, 12, 10, 42)


def test_the_usual_ones():
    assert [(one.name, f"{one.at:%m-%d %H:%M}") for one in usual(THURSDAY)] == [
        ("today", "03-12 17:00"), ("tomorrow", "03-13 09:00"), ("days", "03-15 09:00"), ("monday", "03-16 09:00"),
    ]  # fmt: skip


def test_after_closing_there_is_no_today():
    assert [one.name for one in usual(THURSDAY.replace(hour=17))] == ["tomorrow", "days", "monday"]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("3-14", "2026-03-14 09:00"), (" 3-14 10:30 ", "2026-03-14 10:30"), ("3月14日", "2026-03-14 09:00"),
        ("2026/3/14 8：05", "2026-03-14 08:05"), ("3-1", "2027-03-01 09:00"), ("2026-03-01", "2026-03-01 09:00"),
    ],
)  # fmt: skip
def test_typed(text: str, moment: str):
    assert f"{typed(text, THURSDAY):%Y-%m-%d %H:%M}" == moment


@pytest.mark.parametrize("text", ["", "明天", "13-1", "2-30", "3-14 25:00", "3-14 10", "2-29"])
def test_not_understood(text: str):
    with pytest.raises(AppError, match="看不懂"):
        typed(text, THURSDAY)
