from datetime import date, timedelta

from db.operation import Change
from desktop.sop.streaks import streak
from tests.desktop.sop.builders import WANG

TODAY = date(2026, 3, 12)


def task(day: date, step: str, state: str = "done", **fields: str | None) -> Change:
    values: dict[str, str | int | None] = {"staff": WANG, "date": day.isoformat(), "step": step}
    if state != "open":
        values |= {"copied_at": None}
        values["done_at" if state == "done" else "skipped_at"] = f"{day} 10:00:00"
    return Change("task", f"{day}-{step}-{len(fields)}", values | fields)


def days(desk, **wanted):
    with desk.session() as session:
        return streak(session, WANG, TODAY, **wanted)


def ago(number: int) -> date:
    return TODAY - timedelta(days=number)


def test_nothing_yet(desk):
    assert (days(desk).days, days(desk).recent) == (0, ())


def test_days_in_a_row_and_today_only_when_clear(desk):
    desk.write(*(task(ago(number), "a") for number in (1, 2, 3)), task(TODAY, "a", "open"))
    assert days(desk).days == 3
    desk.write(task(TODAY, "a"))
    assert days(desk).days == 4


def test_a_day_not_cleared_breaks(desk):
    desk.write(task(ago(1), "a"), task(ago(2), "a"), task(ago(2), "b", "open"), task(ago(3), "a"))
    assert days(desk).days == 1
    assert [(day.done, day.total) for day in days(desk).recent] == [(1, 1), (1, 2), (1, 1)]


def test_days_off_and_leave_do_not_break(desk):
    desk.write(task(ago(1), "a"), task(ago(5), "a"), task(ago(20), "a"))
    assert days(desk).days == 3


def test_a_skip_with_a_reason_neither_counts_nor_breaks(desk):
    desk.write(task(ago(1), "a"), task(ago(1), "b", "skipped"), task(ago(2), "a", "skipped"), task(ago(3), "a"))
    found = days(desk)
    assert found.days == 2
    assert [(day.done, day.total) for day in found.recent] == [(1, 1), (1, 1)]


def test_a_step_for_several_is_done_when_all_of_them_are(desk):
    desk.write(task(ago(1), "a", x=None), task(ago(1), "a", "skipped", x=None, y=None), task(ago(2), "a"))
    assert days(desk).days == 2
    desk.write(task(ago(1), "a", "open", x=None, y=None, z=None))
    assert days(desk).days == 0


def test_put_off_it_counts_on_the_day_it_was_put_off_to(desk):
    desk.write(task(ago(3), "a", "open", postponed_to=f"{ago(1)} 09:00:00"), task(ago(2), "a"))
    found = days(desk)
    assert [(day.day, day.done) for day in found.recent] == [(ago(2), 1), (ago(1), 0)]


def test_the_last_few_days_are_shown(desk):
    desk.write(*(task(ago(number), "a") for number in range(1, 15)))
    assert len(days(desk).recent) == 10
    assert [day.day for day in days(desk, shown=2).recent] == [ago(2), ago(1)]
    assert days(desk).days == 14
