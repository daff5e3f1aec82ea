"""What the lead sees of the branch's days."""

from datetime import date, datetime

import pytest

from db.actor import Actor, Role
from db.operation import Change
from db.sop import Task
from desktop.errors import AppError, PermissionDenied
from desktop.sop import team
from desktop.undo import undo
from tests.desktop.sop.builders import BRANCH, LI, WANG

LEAD = Actor(WANG, Role.LEAD, BRANCH)
MONDAY, THURSDAY = date(2026, 3, 9), date(2026, 3, 12)


def task(row: str, day: str, time: str = "09:00", until: str = "10:00", **fields: str | int | None) -> Change:
    values: dict[str, str | int | None] = {"staff": WANG, "branch": BRANCH, "step": "st-1", "title": "早报"}
    values |= {"date": day, "due_at": f"{day} {time}:00", "until_at": f"{day} {until}:00"}
    return Change("task", row, values | fields)


def ask(desk, first=MONDAY, last=THURSDAY, actor=LEAD):
    with desk.session() as session:
        return team.team(session, actor, first, last)


def test_each_day_says_how_it_went(desk):
    desk.write(
        task("t1", "2026-03-09", done_at="2026-03-09 09:30:00"),
        task("t2", "2026-03-10", done_at="2026-03-10 14:00:00"),
        task("t3", "2026-03-11", skipped_at="2026-03-11 09:30:00", skip_reason="away"),
        task("t4", "2026-03-12"),
        task("t5", "2026-03-12", "15:00", "16:00", step="st-2", title="猜字谜"),
        task("t6", "2026-03-12", step="st-3", title="两个群", done_at="2026-03-12 09:10:00"),
        task("t7", "2026-03-12", step="st-3", title="两个群", skipped_at="2026-03-12 09:20:00", skip_reason="told"),
        task("far", "2026-03-12", branch="elsewhere"),
    )
    found = ask(desk)
    assert [one.day for one in found.people[0].cells] == list(found.days)
    assert [row.name for row in found.people] == ["王敏"]
    assert [one.name for one in found.colleagues] == ["李倩", "王敏", "赵可"]
    wang = found.people[0]
    assert [one[1:] for one in wang.cells] == [(1, 0, 0, 0, 0), (0, 1, 0, 0, 0), (0, 0, 1, 0, 0), (1, 0, 0, 1, 1)]
    assert [one.share for one in wang.cells] == [1.0, 1.0, None, 0.5]
    day = found.of(WANG, THURSDAY)
    assert [(one.title, one.state, one.left) for one in day] == [
        ("两个群", "on_time", 0), ("早报", "left", 1), ("猜字谜", "ahead", 1),
    ]  # fmt: skip
    assert found.of(WANG, date(2026, 3, 11))[0].reason == "away"


def test_what_was_put_off_counts_on_its_new_day(desk):
    desk.write(task("t1", "2026-03-10", postponed_to="2026-03-12 17:00:00"))
    (step,) = ask(desk).steps
    assert (step.day, step.state, step.due_at) == (THURSDAY, "ahead", datetime(2026, 3, 12, 17))


def test_nothing_at_all_is_one_empty_day(desk):
    found = ask(desk)
    assert (found.days, found.missed, found.people[0].cells[0].due) == ((MONDAY,), (), 0)


DAYS = ("2026-03-05", "2026-03-06", "2026-03-09", "2026-03-10", "2026-03-11")


@pytest.mark.parametrize(
    ("fields", "proposal", "time"),
    [
        ({"done_at": "2026-03-11 14:07:00"}, "later", "14:00"),
        ({"skipped_at": "2026-03-11 09:30:00", "skip_reason": "away"}, "other_time", ""),
        ({"skipped_at": "2026-03-11 09:30:00", "skip_reason": "unsuitable"}, "other_words", ""),
        ({"skipped_at": "2026-03-11 09:30:00", "skip_reason": "declined"}, "fewer_people", ""),
        ({"skipped_at": "2026-03-11 09:30:00", "skip_reason": "told"}, "drop_told", ""),
        ({}, "share", ""),
    ],
)
def test_what_is_often_missed_comes_with_a_proposal(desk, fields, proposal, time):
    desk.write(*(task(f"t{at}", day, **fields) for at, day in enumerate(DAYS)))
    (one,) = ask(desk).missed
    assert (one.title, one.due, one.proposal, one.time) == ("早报", 5, proposal, time)
    assert one.late + one.left + one.skipped == 5


def test_what_is_seldom_missed_is_not_worth_a_word(desk):
    desk.write(task("t1", DAYS[0]), task("t2", DAYS[1]), task("t3", "2026-03-12", "15:00", "16:00"))
    assert ask(desk).missed == ()


def test_the_lead_gives_what_is_open_to_a_colleague_and_back(desk):
    desk.write(task("t1", "2026-03-12"), task("t2", "2026-03-12", done_at="2026-03-12 09:10:00"))
    done = desk.store.write(lambda session: team.reassign(session, LEAD, WANG, THURSDAY, "st-1", LI))
    assert done.message == "已交给李倩：“早报”"
    with desk.session() as session:
        assert [session.get_one(Task, row).staff for row in ("t1", "t2")] == [LI, WANG]
    desk.store.write(lambda session: undo(session, LEAD, done.batch))
    with desk.session() as session:
        assert session.get_one(Task, "t1").staff == WANG


def test_only_to_colleagues_and_only_what_is_open(desk):
    desk.write(task("t1", "2026-03-12", done_at="2026-03-12 09:10:00"), Change("staff", "far", {"branch": "elsewhere"}))
    desk.write(task("t2", "2026-03-12", step="st-2"))
    for to in ("far", "nobody"):
        with pytest.raises(AppError, match="今天不在"):
            desk.store.write(lambda session, to=to: team.reassign(session, LEAD, WANG, THURSDAY, "st-2", to))
    with pytest.raises(AppError, match="这一件已经做完了"):
        desk.store.write(lambda session: team.reassign(session, LEAD, WANG, THURSDAY, "st-1", LI))


def test_only_the_lead_sees_the_team(desk):
    with pytest.raises(PermissionDenied):
        ask(desk, actor=desk.actor)
    with pytest.raises(PermissionDenied):
        desk.store.write(lambda session: team.reassign(session, desk.actor, WANG, THURSDAY, "st-1", LI))
