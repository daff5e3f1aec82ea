from datetime import date

import pytest

from desktop.calendar import Workdays, load_overrides
from desktop.errors import AppError
from desktop.words import Words

YEAR_END = date(2026, 12, 31)


def plain() -> Workdays:
    return Workdays({})


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 11, 20), True),  # an ordinary Friday
        (date(2026, 11, 21), False),  # a Saturday
        (date(2026, 10, 1), False),  # National Day, a Thursday
        (date(2026, 10, 10), True),  # a Saturday worked for it
        (date(2026, 2, 17), False),  # New Year by the old calendar
    ],
)
def test_the_published_calendar(day, worked):
    assert plain().is_workday(day) is worked


def test_overrides_win():
    days = Workdays({date(2026, 11, 20): False, date(2026, 11, 21): True})
    assert not days.is_workday(date(2026, 11, 20))
    assert days.is_workday(date(2026, 11, 21))


def test_next_and_previous_step_over_what_is_not_worked():
    assert plain().next_workday(date(2026, 11, 20)) == date(2026, 11, 23)
    assert plain().previous_workday(date(2026, 11, 23)) == date(2026, 11, 20)
    assert plain().next_workday(date(2026, 9, 30)) == date(2026, 10, 8)
    assert plain().previous_workday(date(2026, 10, 8)) == date(2026, 9, 30)


def test_beyond_the_published_years_weekends_serve_and_it_says_so():
    days = plain()
    beyond = date(days.known_until.year + 1, 5, 4)
    assert days.is_known(days.known_until)
    assert days.warning(days.known_until) is None
    assert not days.is_known(beyond)
    assert days.is_workday(beyond) is (beyond.weekday() < 5)
    warning = days.warning(beyond)
    assert str(beyond.year) in warning
    assert "not published" in Words("en").text(warning)


def test_an_override_beyond_is_known():
    day = date(plain().known_until.year + 1, 1, 1)
    days = Workdays({day: False})
    assert days.is_known(day)
    assert days.known_until == day
    assert not days.is_workday(day)


def test_the_shipped_table_is_read():
    assert Workdays().is_workday(date(2026, 11, 20))
    assert isinstance(load_overrides(), dict)


def test_a_table_of_ones_own(tmp_path):
    file = tmp_path / "calendar.toml"
    file.write_text("holidays = [2027-01-01]\nworkdays = [2027-01-02]\n", encoding="utf-8")
    assert load_overrides(file) == {date(2027, 1, 1): False, date(2027, 1, 2): True}


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"holidays = [", "calendar.toml"),
        (b"\xff\xfe", "calendar.toml"),
        (b"holidays = 3", "holidays"),
        (b"workdays = ['2027-01-01']", "workdays"),
        (b"workdays = [2027-01-01T10:00:00]", "workdays"),
    ],
)
def test_a_bad_table_is_named(tmp_path, content, named):
    file = tmp_path / "calendar.toml"
    file.write_bytes(content)
    with pytest.raises(AppError, match=named):
        load_overrides(file)
