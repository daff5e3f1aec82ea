"""A branch takes templates up and puts them down for itself; what others do stays, also after exchange."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from db.actor import Actor, Role
from db.engine import adopt_new_replica
from db.having import have
from db.merging import export_operations, merge
from db.operation import Change, undo
from db.sop import SopTemplate, Task
from db.stamp import FixedClock
from desktop.changes import Changes
from desktop.errors import PermissionDenied
from desktop.groups import week
from desktop.sop import board, editing, schedule, templates
from desktop.sop.drafts import StepDraft
from desktop.sop.today import next_day, today
from desktop.store import open_memory_store
from tests.copied import copy
from tests.desktop.sop.builders import BRANCH, NOW, group, staff

WEST = "branch-2"
HERE = Actor("staff-lead", Role.LEAD, BRANCH)
THERE = Actor("staff-west", Role.LEAD, WEST)
ANALYST = Actor("staff-zhao", Role.ANALYST, "branch-hq")
THURSDAY = date(2026, 3, 12)
DAILY, WELCOME = templates.template_id("branch_day"), templates.template_id("welcome")


@pytest.fixture
def two(branch):
    """Two branches in one database."""
    branch.write(
        Change("branch", WEST, {"name": "城西支行", "bank": "江海银行"}),
        staff(HERE.staff, "孙立", role="lead"),
        staff(THERE.staff, "钱进", role="lead", branch=WEST),
    )
    return branch


def on(desk, actor) -> set[str]:
    with desk.session() as session:
        return {one.key for one in editing.drafts(session, actor) if one.on}


def switch(desk, actor, template, *, to: bool):
    return desk.store.write(lambda session: templates.switch(session, actor, template, on=to))


def made(desk, actor) -> set[str]:
    desk.store.write(lambda session: schedule.generate(session, actor, THURSDAY))
    with desk.session() as session:
        return set(session.scalars(select(Task.template).where(Task.branch == actor.branch, Task.hidden == 0)))


def test_one_branch_puts_down_and_takes_up_and_the_other_does_as_before(two):
    assert on(two, HERE) == on(two, THERE) == {"branch_day", "hundred_days"}
    switch(two, HERE, DAILY, to=False)
    done = switch(two, HERE, WELCOME, to=True)
    assert done.changes == Changes.TASKS
    assert on(two, HERE) == {"welcome", "hundred_days"}
    assert on(two, THERE) == {"branch_day", "hundred_days"}
    assert DAILY not in made(two, HERE)
    assert DAILY in made(two, THERE)
    with two.session() as session:
        assert [row.retired for row in session.scalars(select(SopTemplate).where(SopTemplate.id == DAILY))] == [0]
        assert board.board(session, HERE, NOW).adds_today.target == 0
        assert board.board(session, THERE, NOW).adds_today.target > 0
        assert not {one.title for one in next_day(session, BRANCH, THURSDAY)} & {
            one.title for one in next_day(session, WEST, THURSDAY)
        }
    two.store.write(lambda session: undo(session, HERE, done.batch))
    assert "welcome" not in on(two, HERE)
    switch(two, HERE, DAILY, to=True)
    assert DAILY in made(two, HERE)
    assert not switch(two, HERE, DAILY, to=True).changes


def test_a_branch_that_has_put_all_down_has_no_template_and_another_still_has(two):
    for key in on(two, HERE):
        switch(two, HERE, templates.template_id(key), to=False)
    with two.session() as session:
        assert not today(session, HERE, NOW).templates
        assert today(session, THERE, NOW).templates


def test_the_groups_of_a_branch_go_by_its_own_choice(two):
    content = templates.template_id("group_content")
    two.write(group("g-west", "城西群", 90, owner=THERE.staff), Change("group", "g-west", {"branch": WEST}))
    switch(two, HERE, content, to=True)
    with two.session() as session:
        assert content in {one.id for one in week.fits(session, HERE, "g-big")}
        assert content not in {one.id for one in week.fits(session, THERE, "g-west")}


def test_exchange_carries_the_choice_and_leaves_every_other_branch_alone(two):
    switch(two, HERE, DAILY, to=False)
    switch(two, THERE, WELCOME, to=True)
    other = open_memory_store(clock=FixedClock(NOW))
    with two.session() as session:
        sent = list(export_operations(session, {}))
    other.write(lambda session: merge(session, sent))
    with other.session() as session:
        kept = [{one.key for one in editing.drafts(session, actor) if one.on} for actor in (HERE, THERE, ANALYST)]
    assert kept == [{"hundred_days"}, {"branch_day", "hundred_days", "welcome"}, {"branch_day", "hundred_days"}]
    other.close()


def test_two_pcs_of_a_branch_choose_apart_and_the_later_one_holds(two):
    other = open_memory_store(clock=FixedClock(NOW.replace(hour=12)))
    copy(two.store, other)
    other._info["replica"] = other.write(adopt_new_replica)
    switch(two, HERE, DAILY, to=False)
    other.write(lambda session: templates.switch(session, HERE, DAILY, on=False))
    other.write(lambda session: templates.switch(session, HERE, DAILY, on=True))
    with two.session() as session:
        known = have(session)
    with other.session() as session:
        sent = list(export_operations(session, known))
    two.store.write(lambda session: merge(session, sent))
    assert "branch_day" in on(two, HERE)
    other.close()


def test_head_office_says_it_for_all_who_have_not_chosen(two):
    switch(two, HERE, WELCOME, to=False)
    switch(two, ANALYST, WELCOME, to=True)
    assert "welcome" in on(two, THERE)
    assert "welcome" not in on(two, HERE)


def test_a_template_of_ones_own_rests_in_every_other_branch(two):
    draft = editing.new_template()
    step = StepDraft("s-own", "own", "擦柜台")
    mine = draft.with_step(step)
    mine = replace(mine, title="自己的清单")
    two.store.write(lambda session: editing.save(session, HERE, mine))
    assert draft.key in on(two, HERE)
    assert draft.key not in on(two, THERE)
    assert draft.id in made(two, HERE)
    assert draft.id not in made(two, THERE)


def test_only_who_may_plan_chooses(two):
    with pytest.raises(PermissionDenied):
        switch(two, Actor("staff-li", Role.MANAGER, BRANCH), DAILY, to=False)
