"""The clocks."""

from datetime import datetime, timedelta

from db.stamp import MAX_SKEW_MS, Clock, FixedClock, after, make_stamp, observe, stamp_ms, tick

HERE, THERE = "a" * 12, "b" * 12


def test_stamps_compare_as_time_then_counter_then_replica():
    ordered = [make_stamp(1, 0, THERE), make_stamp(1, 1, HERE), make_stamp(1, 1, THERE), make_stamp(2, 0, HERE)]
    assert ordered == sorted(ordered)
    assert len({len(stamp) for stamp in ordered}) == 1


def test_a_full_counter_carries_into_the_next_millisecond():
    assert after(make_stamp(7, 0xFFFF, HERE), HERE) == make_stamp(8, 0, HERE)


def test_ticking_never_goes_back_with_the_wall_clock():
    last = tick("", 5_000, HERE)
    assert stamp_ms(last) == 5_000
    assert tick(last, 4_000, HERE) > last
    assert stamp_ms(tick(last, 6_000, HERE)) == 6_000


def test_a_remote_stamp_drags_the_clock_along_only_within_ten_minutes():
    ours, near, far = make_stamp(1_000, 0, HERE), make_stamp(2_000, 0, THERE), make_stamp(MAX_SKEW_MS * 2, 0, THERE)
    assert observe(ours, near, 1_000) == near
    assert observe(ours, far, 1_000) == ours
    assert stamp_ms("") == 0


def test_the_wall_clock_gives_local_whole_seconds():
    now = Clock().now()
    assert now.tzinfo is None
    assert now.microsecond == 0
    assert abs(now - datetime.now()) < timedelta(seconds=5)  # noqa: DTZ005 - compared with the system's own


def test_a_fixed_clock_stands_until_moved():
    clock = FixedClock(datetime(2026, 3, 12, 10, 42))
    assert clock.text() == "2026-03-12 10:42:00"
    clock.advance(minutes=3)
    assert clock.text() == "2026-03-12 10:45:00"
    clock.set(datetime(2026, 1, 1))
    assert clock.now() == datetime(2026, 1, 1)
