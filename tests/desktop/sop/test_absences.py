"""Leave and substitutes, and tasks that one hands to a colleague."""

from datetime import date

import pytest
from sqlalchemy import select

from db.actor import Actor, Role
from db.operation import undo
from db.sop import Task
from desktop.changes import Changes
from desktop.errors import AppError, PermissionDenied
from desktop.sop import absences, schedule, tasks, templates
from desktop.words import Words
from tests.desktop.sop.builders import BRANCH, LI, WANG, staff

LEAD = Actor("staff-lead", Role.LEAD, BRANCH)
THURSDAY, FRIDAY, MONDAY = date(2026, 3, 12), date(2026, 3, 13), date(2026, 3, 16)
D3 = templates.step_id("hundred_days", "d3")


def enter(branch, actor, *args, **named):
    return branch.store.write(lambda session: absences.enter(session, actor, *args, **named))


def listed(branch, since=THURSDAY):
    with branch.session() as session:
        return absences.absences(session, branch.actor, since)


def holders(branch, step=D3) -> dict[str, str]:
    with branch.session() as session:
        rows = session.execute(select(Task.contact, Task.staff).where(Task.step == step, Task.hidden == 0))
        return dict(rows.all())


def test_one_enters_ones_own_leave_and_sees_it(branch):
    done = enter(branch, branch.actor, WANG, THURSDAY, FRIDAY, substitute=LI)
    assert done.changes == Changes.TASKS | Changes.STAFF
    assert Words("en").text(done.message) == "王敏 is away 03-12 to 03-13; 李倩 stands in"
    (one,) = listed(branch)
    assert (one.name, one.starts_on, one.ends_on, one.substitute_name, one.may_change) == (
        "王敏", THURSDAY, FRIDAY, "李倩", True,
    )  # fmt: skip
    assert one.covers(FRIDAY)
    assert not one.covers(MONDAY)
    assert listed(branch, MONDAY) == []
    with branch.session() as session:
        names = [person.name for person in absences.colleagues(session, BRANCH)]
    assert names == ["李倩", "王敏", "赵可"]


def test_the_lead_enters_anybodys_and_others_do_not(branch):
    enter(branch, LEAD, LI, THURSDAY, THURSDAY)
    assert not listed(branch)[0].may_change
    with pytest.raises(PermissionDenied):
        enter(branch, branch.actor, LI, MONDAY, MONDAY)
    with pytest.raises(PermissionDenied):
        branch.store.write(lambda session: absences.end(session, branch.actor, listed(branch)[0].id, THURSDAY))


def test_tasks_go_and_come_back_on_the_day_of_return(branch):
    branch.store.write(lambda session: schedule.generate(session, branch.actor, THURSDAY))
    enter(branch, branch.actor, WANG, THURSDAY, MONDAY, substitute=LI)
    branch.store.write(lambda session: schedule.generate(session, branch.actor, THURSDAY))
    assert set(holders(branch).values()) == {LI}
    row = listed(branch)[0].id
    done = branch.store.write(lambda session: absences.end(session, branch.actor, row, FRIDAY))
    assert "王敏回来了" in str(done.message)
    assert listed(branch)[0].ends_on == THURSDAY
    done = branch.store.write(lambda session: absences.end(session, branch.actor, row, THURSDAY))
    assert "已取消" in str(done.message)
    assert listed(branch) == []
    branch.store.write(lambda session: schedule.generate(session, branch.actor, THURSDAY))
    assert holders(branch)["c-zhao"] == WANG
    with pytest.raises(AppError, match="已经不在了"):
        branch.store.write(lambda session: absences.end(session, branch.actor, row, THURSDAY))


def test_an_absence_is_changed_and_undone(branch):
    enter(branch, branch.actor, WANG, THURSDAY, FRIDAY)
    row = listed(branch)[0].id
    done = enter(branch, branch.actor, WANG, THURSDAY, MONDAY, "training", LI, row)
    assert (listed(branch)[0].ends_on, listed(branch)[0].kind) == (MONDAY, "training")
    branch.store.write(lambda session: undo(session, branch.actor, done.batch))
    assert listed(branch)[0].ends_on == FRIDAY


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("nobody", THURSDAY, FRIDAY), "不在本网点"),
        ((LI, FRIDAY, THURSDAY), "比开始日期早"),
        ((LI, THURSDAY, date(2028, 1, 1)), "最多 400 天"),
        ((LI, THURSDAY, FRIDAY, "moon"), "没有这种离岗"),
        ((LI, THURSDAY, FRIDAY, "leave", LI), "另一位在岗"),
        ((LI, THURSDAY, FRIDAY, "leave", "nobody"), "另一位在岗"),
        ((LI, THURSDAY, FRIDAY, "leave", WANG), "王敏 2026-03-13 到 2026-03-16 已经登记离岗"),
        ((WANG, FRIDAY, FRIDAY), "已经登记离岗"),
    ],
)
def test_what_cannot_be(branch, args, said):
    enter(branch, LEAD, WANG, FRIDAY, MONDAY)
    with pytest.raises(AppError, match=said):
        enter(branch, LEAD, *args)


# ------------------------------------------------------------------------------------------- handing over


def test_a_task_is_handed_to_a_colleague_and_taken_back(branch):
    branch.store.write(lambda session: schedule.generate(session, branch.actor, THURSDAY))
    with branch.session() as session:
        row = session.scalar(select(Task.id).where(Task.step == D3, Task.contact == "c-zhao"))
    done = branch.store.write(lambda session: tasks.hand_over(session, branch.actor, [row], LI))
    assert str(done.message) == "已交给李倩：“百日经营 D3：首次权益提醒”"
    branch.store.write(lambda session: schedule.generate(session, branch.actor, THURSDAY))
    assert holders(branch)["c-zhao"] == LI
    with branch.session() as session:
        theirs = tasks.today(session, Actor(LI, Role.MANAGER, BRANCH), branch.clock.now())
        assert {target.contact for item in theirs.items for target in item.targets if item.step == D3} >= {"c-zhao"}
    branch.store.write(lambda session: undo(session, branch.actor, done.batch))
    assert holders(branch)["c-zhao"] == WANG


def test_only_to_one_who_is_there(branch):
    branch.write(staff("staff-sun", "孙立", disabled="已禁用"))
    branch.store.write(lambda session: schedule.generate(session, branch.actor, THURSDAY))
    enter(branch, LEAD, LI, THURSDAY, THURSDAY)
    with branch.session() as session:
        row = session.scalar(select(Task.id).where(Task.step == D3, Task.contact == "c-zhao"))
    for to in (LI, "staff-sun"):
        with pytest.raises(AppError, match="今天不在"):
            branch.store.write(lambda session, to=to: tasks.hand_over(session, branch.actor, [row], to))
