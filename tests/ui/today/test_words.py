from datetime import date, datetime

import pytest

from ui.today import words

TODAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 分钟"), (48, "48 分钟"), (60, "1 小时"), (102, "1 小时 42 分"), (600, "10 小时")],
)
def test_durations(qapp, minutes: int, said: str):
    assert words.duration(minutes) == said


@pytest.mark.parametrize(("minutes", "said"), [(26, "26 分"), (60, "1 小时"), (500, "8 小时"), (3000, "2 天")])
def test_short_durations(qapp, minutes: int, said: str):
    assert words.short_duration(minutes) == said


@pytest.mark.parametrize(
    ("hour", "said"), [(8, "早上好"), (9, "上午好"), (12, "中午好"), (14, "下午好"), (18, "晚上好"), (23, "晚上好")]
)
def test_greetings(qapp, hour: int, said: str):
    assert words.greeting(datetime(2026, 3, 12, hour), "王敏") == f"{said}，王敏"


def test_days(qapp):
    assert words.spoken_day(TODAY) == "3 月 12 日 星期四"
    assert [words.near_day(date(2026, 3, day), TODAY) for day in (11, 12, 13, 16)] == [
        "昨天",
        "今天",
        "明天",
        "3 月 16 日",
    ]


def test_minutes_never_count_backwards():
    assert words.minutes_between(datetime(2026, 3, 12, 9), datetime(2026, 3, 12, 8)) == 0
