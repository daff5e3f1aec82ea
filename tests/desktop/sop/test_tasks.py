from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from db.actor import Actor, Role
from db.contacts import Interaction
from db.library import Script
from db.operation import undo
from db.sop import SopStep, Task
from desktop.changes import Changes
from desktop.errors import AppError, PermissionDenied
from desktop.sop import schedule, tasks
from tests.desktop.sop.builders import BRANCH, LI, NOW, WANG


@pytest.fixture
def day(branch):
    branch.store.write(lambda session: schedule.generate(session, branch.actor, NOW.date()))
    return branch


def rows(desk, key: str, staff: str = WANG) -> list[str]:
    with desk.session() as session:
        query = select(Task.id).join(SopStep, SopStep.id == Task.step).where(SopStep.key == key, Task.staff == staff)
        return list(session.scalars(query.order_by(Task.id)))


def task(desk, row: str) -> Task:
    with desk.session() as session:
        return session.get_one(Task, row)


def write(desk, act, *values, **options):
    return desk.store.write(lambda session: act(session, desk.actor, *values, **options))


def events(desk) -> list[Interaction]:
    with desk.session() as session:
        query = select(Interaction).where(Interaction.source.is_not(None), Interaction.hidden == 0)
        return list(session.scalars(query))


def test_copied_is_not_done(day):
    row = rows(day, "d3")[0]
    done = write(day, tasks.copied, [row])
    found = task(day, row)
    assert (found.copied_at, found.done_at, found.sent_at) == ("2026-03-12 10:42:00", None, None)
    assert done.changes == Changes.TASKS
    assert not events(day)


def test_finishing_what_was_copied_sends_it_and_writes_the_timeline(day):
    row = rows(day, "d3")[0]
    write(day, tasks.copied, [row])
    day.clock.advance(minutes=3)
    done = write(day, tasks.finish, [row])
    found = task(day, row)
    assert (found.sent_at, found.done_at, found.done_by) == ("2026-03-12 10:45:00", "2026-03-12 10:45:00", WANG)
    event = events(day)[0]
    assert (event.kind, event.contact, event.text, event.staff) == ("sent", found.contact, found.title, WANG)
    assert event.source == row
    assert done.message == "已完成“百日经营 D3：首次权益提醒”"
    assert done.changes == Changes.TASKS | Changes.INTERACTIONS


def test_finished_without_copying_is_done_but_not_sent(day):
    row = rows(day, "table_card")[0]
    done = write(day, tasks.finish, [row], count=3)
    found = task(day, row)
    assert (found.done_at is not None, found.sent_at, found.count) == (True, None, 3)
    assert done.changes == Changes.TASKS
    assert not events(day)


def test_a_contact_reached_without_the_words_is_followed_up(day):
    write(day, tasks.finish, rows(day, "d3"))
    assert {event.kind for event in events(day)} == {"follow_up"}


@pytest.mark.parametrize(("key", "said"), [("d3", "，3 位"), ("noon_product", "，2 个群"), ("table_card", "”")])
def test_it_says_how_many_were_done(day, key: str, said: str):
    assert write(day, tasks.finish, rows(day, key)).message.endswith(said)


def test_sent_marks_both(day):
    row = rows(day, "noon_product")[0]
    write(day, tasks.sent, [row])
    assert task(day, row).sent_at == task(day, row).done_at == "2026-03-12 10:42:00"


def test_done_twice_is_done_once(day):
    row = rows(day, "d3")[0]
    write(day, tasks.finish, [row])
    again = write(day, tasks.finish, [row])
    assert (again.changes, again.batch, again.count) == (Changes.NONE, "", 0)
    assert len(events(day)) == 1


def test_undo_takes_the_task_and_the_timeline_back(day):
    wanted = rows(day, "d3")
    done = write(day, tasks.finish, wanted)
    assert done.count == 3
    assert len(events(day)) == 3
    day.store.write(lambda session: undo(session, day.actor, done.batch))
    assert task(day, wanted[0]).done_at is None
    assert not events(day)


def test_a_skip_has_a_reason_and_can_still_be_done(day):
    row = rows(day, "d3")[0]
    write(day, tasks.skip, [row], "told")
    assert (task(day, row).skipped_at, task(day, row).skip_reason) == ("2026-03-12 10:42:00", "told")
    write(day, tasks.finish, [row])
    assert (task(day, row).skipped_at, task(day, row).skip_reason) == (None, "")
    with pytest.raises(AppError, match="没有这个跳过原因：so"):
        write(day, tasks.skip, [row], "so")


def test_put_off_only_to_what_is_still_to_come(day):
    row = rows(day, "d3")[0]
    assert write(day, tasks.postpone, [row], NOW + timedelta(hours=1)).message == "已改到 03-12 11:42"
    assert task(day, row).postponed_to == "2026-03-12 11:42:00"
    for moment in (NOW, datetime(2026, 3, 11, 9, 0)):
        with pytest.raises(AppError, match="以后"):
            write(day, tasks.postpone, [row], moment)


def test_another_script_goes_round(day):
    wanted = rows(day, "noon_product")

    def key() -> str:
        with day.session() as session:
            query = select(Script.key).join(Task, Task.script == Script.id).where(Task.id == wanted[0])
            return session.scalars(query).one()

    seen = [key()]
    for _ in range(3):
        write(day, tasks.another_script, wanted)
        seen.append(key())
    assert seen == ["WJ-01", "WJ-02", "WJ-03", "WJ-01"]


def test_without_another_script_it_says_so(day):
    wanted = rows(day, "table_card")
    with pytest.raises(AppError, match="只有一条话术"):
        write(day, tasks.another_script, wanted)


def words(desk, row: str) -> str:
    with desk.session() as session:
        return tasks.words(session, desk.actor, row)


def test_words_of_one_task(day):
    assert words(day, rows(day, "word_riddle")[0]).startswith("【城东理财交流群】")
    assert "王敏" in words(day, rows(day, "d3")[0])
    with pytest.raises(AppError, match="早报要点"):
        words(day, rows(day, "morning_news")[0])
    with pytest.raises(AppError, match="“海报更新”没有话术"):
        words(day, rows(day, "poster")[0])


def test_a_task_that_is_gone_is_said(day):
    for wanted in (["nothing"], []):
        with pytest.raises(AppError, match="已经不在了"):
            write(day, tasks.finish, wanted)


def test_other_peoples_tasks_are_not_ones_own(day):
    theirs = rows(day, "d3", LI)
    for act, values in (
        (tasks.copied, ()),
        (tasks.sent, ()),
        (tasks.finish, ()),
        (tasks.skip, ("away",)),
        (tasks.postpone, (NOW + timedelta(hours=1),)),
        (tasks.another_script, ()),
    ):
        with pytest.raises(PermissionDenied):
            write(day, act, theirs, *values)
    with day.session() as session, pytest.raises(PermissionDenied):
        tasks.words(session, Actor("staff-zhao", Role.ANALYST, BRANCH), theirs[0])
