"""What has come due since the last look."""

from datetime import datetime, timedelta

from db.operation import Change
from desktop.sop import reminders
from tests.desktop.sop.builders import LI, NOW, WANG

MINUTE = timedelta(minutes=1)


def due(desk, since: datetime = NOW - MINUTE, now: datetime = NOW):
    with desk.session() as session:
        return [(one.title, one.tasks, one.kind) for one in reminders.due(session, desk.actor, since, now)]


def task(row: str, at: str = "2026-03-12 10:42:00", **fields: str | None) -> Change:
    values = {"staff": WANG, "date": "2026-03-12", "step": "st", "title": "早报", "kind": "group", "due_at": at}
    return Change("task", row, values | fields)


def test_a_step_is_said_once_however_many_it_is_for(desk):
    desk.write(task("a"), task("b"), task("c", staff=LI), task("d", step="x", at="2026-03-12 10:43:00"))
    assert due(desk) == [("早报", 2, "group")]
    assert due(desk, NOW, NOW + MINUTE) == [("早报", 1, "group")]
    assert due(desk, NOW + MINUTE, NOW + 2 * MINUTE) == []


def test_what_was_begun_or_put_off_is_not_due(desk):
    desk.write(
        task("a", copied_at="2026-03-12 10:00:00"),
        task("b", done_at="2026-03-12 10:00:00"),
        task("c", skipped_at="2026-03-12 10:00:00"),
        task("d", postponed_to="2026-03-12 15:00:00"),
    )
    assert due(desk) == []
    later = datetime(2026, 3, 12, 15)
    assert due(desk, later - MINUTE, later) == [("早报", 1, "group")]


def test_an_activity_is_said_a_quarter_of_an_hour_before(desk):
    desk.write(task("a", at="2026-03-12 10:57:00", kind="activity", title="猜字谜"))
    assert due(desk) == [("猜字谜", 1, "activity")]
    assert due(desk, NOW + 14 * MINUTE, NOW + 15 * MINUTE) == []


def test_follow_ups_come_due_too(desk):
    desk.write(
        Change("contact", "c", {"name": "吴秀英"}),
        Change("follow_up", "f", {"contact": "c", "staff": WANG, "title": "看养老金", "due_at": "2026-03-12 10:42:00"}),
        Change("follow_up", "g", {"contact": "c", "staff": LI, "title": "别人的", "due_at": "2026-03-12 10:42:00"}),
    )
    assert due(desk) == [("吴秀英：看养老金", 1, "follow_up")]
