"""What the last duty day left over is asked for once."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from db.actor import Actor, Role
from db.sop import Task
from desktop.sop import missed, schedule, streaks, tasks
from tests.desktop.sop.builders import BRANCH, LI

THURSDAY, FRIDAY, MONDAY = date(2026, 3, 12), date(2026, 3, 13), date(2026, 3, 16)


@pytest.fixture
def left(branch):
    """王敏 did everything on Thursday but two of the third-day talks and the table card."""
    branch.store.write(lambda session: schedule.generate(session, branch.actor, THURSDAY))
    with branch.session() as session:
        rows = session.execute(select(Task.id, Task.title, Task.contact).where(Task.staff == branch.actor.staff)).all()
    leave = {"c-zhao", "c-chen"}
    done = [row.id for row in rows if row.contact not in leave and row.title != "台卡到位检查"]
    branch.store.write(lambda session: tasks.finish(session, branch.actor, done))
    branch.clock.set(datetime(2026, 3, 13, 9, 0))
    return branch


def ask(branch, day=FRIDAY, actor=None):
    with branch.session() as session:
        return missed.missed(session, actor or branch.actor, day)


def test_the_steps_of_the_last_duty_day_that_are_open(left):
    found = ask(left)
    assert (found.day, found.steps) == (THURSDAY, (("台卡到位检查", 1), ("百日经营 D3：首次权益提醒", 2)))
    assert len(found.tasks) == 3
    assert ask(left, MONDAY).day == THURSDAY  # over the weekend
    assert ask(left, date(2026, 4, 1)) is None
    assert ask(left, THURSDAY) is None


def test_it_is_asked_once_and_of_each_for_themselves(left):
    left.store.write(lambda session: missed.let_be(session, left.actor, FRIDAY))
    assert ask(left) is None
    assert ask(left, actor=Actor(LI, Role.MANAGER, BRANCH)).day == THURSDAY
    assert ask(left, MONDAY) is not None  # on another day: when nothing was due in between


def test_what_is_done_today_is_late_and_yesterday_is_clear(left):
    found = ask(left)
    done = left.store.write(lambda session: missed.carry(session, left.actor, found.tasks, FRIDAY))
    assert str(done.message) == "3 项补到今天"
    with left.session() as session:
        day = tasks.today(session, left.actor, left.clock.now())
        assert {item.title for item in day.late} >= {"台卡到位检查", "百日经营 D3：首次权益提醒"}
    left.store.write(lambda session: tasks.finish(session, left.actor, found.tasks))
    with left.session() as session:
        item = next(
            one for one in tasks.today(session, left.actor, left.clock.now()).done if one.title == "台卡到位检查"
        )
        assert not item.on_time
        assert streaks.streak(session, left.actor.staff, FRIDAY).days == 2
    assert ask(left) is None


def test_skipped_with_a_reason_it_no_longer_counts(left):
    found = ask(left)
    left.store.write(lambda session: tasks.skip(session, left.actor, found.tasks, "away"))
    assert ask(left) is None
    with left.session() as session:
        assert streaks.streak(session, left.actor.staff, FRIDAY).days == 1


def test_let_be_the_streak_ends(left):
    left.store.write(lambda session: missed.let_be(session, left.actor, FRIDAY))
    with left.session() as session:
        assert streaks.streak(session, left.actor.staff, FRIDAY).days == 0
