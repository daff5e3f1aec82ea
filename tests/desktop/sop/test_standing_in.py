"""A substitute opens the absent colleague's customers of today's tasks, and only until the colleague is back."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import select

from db.actor import Actor, Role
from db.operation import Change
from db.sop import Task
from desktop.contacts import follow_ups, history, record, scripts, search, standing_in, tags, timeline
from desktop.contacts.filters import ContactQuery
from desktop.errors import AppError, PermissionDenied
from desktop.sop import absences, schedule, tasks, templates
from tests.desktop.sop.builders import BRANCH, LI, WANG

LEAD = Actor("staff-lead", Role.LEAD, BRANCH)
SUBSTITUTE = Actor(LI, Role.MANAGER, BRANCH)
THURSDAY, FRIDAY = date(2026, 3, 12), date(2026, 3, 13)
D3 = templates.step_id("hundred_days", "d3")
HERS, NOT_TODAY = "c-zhao", "c-dnd"
"""王敏's: one of today's hundred days, and one whom no task concerns."""


@pytest.fixture
def away(branch):
    """王敏 is away on Thursday; 李倩 stands in."""
    branch.store.write(lambda session: absences.enter(session, LEAD, WANG, THURSDAY, THURSDAY, substitute=LI))
    branch.store.write(lambda session: schedule.generate(session, LEAD, THURSDAY))
    return branch


def ask(desk, function, *args, actor=SUBSTITUTE):
    with desk.session() as session:
        return function(session, actor, *args)


def may(desk, contact, actor=SUBSTITUTE) -> bool:
    """Whether the person may open the record, by every way that leads there."""
    ways = [
        ask(desk, standing_in.stands_in, contact, actor=actor),
        ask(desk, search.way_to, contact, actor=actor)[0] is not None,
    ]
    for function in (search.detail, record.read, history.changes):
        try:
            ask(desk, function, contact, actor=actor)
        except AppError:
            ways.append(False)
        else:
            ways.append(True)
    assert len(set(ways)) == 1, ways
    return ways[0]


def number(desk, contact) -> int:
    with desk.session() as session:
        return search.number_of(session, contact)


def test_the_record_is_open_in_full_and_the_customer_is_worked_with(away):
    assert may(away, HERS)
    found = ask(away, search.detail, HERS)
    assert (found.row.name, found.row.owner, found.editable, found.standing_in, found.works) == (
        "赵小琳", WANG, False, True, True,
    )  # fmt: skip
    assert not ask(away, record.read, HERS).editable
    assert ask(away, search.way_to, HERS) == (number(away, HERS), standing_in.VIEW)
    assert [row.name for row in ask(away, search.rows, [number(away, HERS)])] == ["赵小琳"]
    listed = ask(away, search.ids, ContactQuery(view=standing_in.VIEW))
    assert number(away, HERS) in listed
    assert number(away, NOT_TODAY) not in listed
    do = away.store.write
    do(lambda session: timeline.log_interaction(session, SUBSTITUTE, HERS, "call", "问了近况"))
    do(lambda session: follow_ups.plan(session, SUBSTITUTE, HERS, datetime(2026, 3, 12, 16), "回电"))
    assert ask(away, scripts.offers, HERS)
    assert ask(away, search.detail, HERS).row.next_title == "回电"


def test_nobody_elses_and_nothing_else(away):
    assert not may(away, NOT_TODAY)
    assert not may(away, HERS, Actor("staff-other", Role.TELLER, BRANCH))
    assert not may(away, HERS, replace(SUBSTITUTE, branch="branch-2"))
    assert ask(away, search.rows, [number(away, NOT_TODAY)]) == []
    away.write(Change("tag", "t", {"name": "贷款"}))
    for change in (
        lambda session: tags.add(session, SUBSTITUTE, [HERS], "t"),
        lambda session: record.save(session, SUBSTITUTE, HERS, {"name": "别人"}),
    ):
        with pytest.raises(PermissionDenied):
            away.store.write(change)
    with pytest.raises(PermissionDenied):
        away.store.write(lambda session: timeline.log_interaction(session, SUBSTITUTE, NOT_TODAY, "call", "问了近况"))
    with away.session() as session:
        assert not standing_in.stands_in(session, LEAD, HERS)  # who sees the branch needs no door
        assert standing_in.covered(Actor("x", Role.AUDITOR, BRANCH), THURSDAY) == ("1 = 0", {})


def test_it_ends_with_the_absence(away):
    row = ask(away, absences.absences, THURSDAY)[0].id
    done = away.store.write(lambda session: tasks.finish(session, SUBSTITUTE, [task(away, HERS)]))
    assert done.count == 1
    assert may(away, HERS)  # what was done today can be looked at
    away.store.write(lambda session: absences.end(session, LEAD, row, THURSDAY))
    assert not may(away, HERS)  # at once, before the day is made again
    away.store.write(lambda session: schedule.generate(session, LEAD, THURSDAY))
    assert not may(away, HERS)
    assert ask(away, search.detail, "c-other").editable  # one's own all the while


def test_it_ends_with_the_day(away):
    away.clock.set(datetime(2026, 3, 13, 9, 0))
    assert not may(away, HERS)
    away.store.write(lambda session: schedule.generate(session, LEAD, FRIDAY))
    assert not may(away, HERS)


def task(desk, contact) -> str:
    with desk.session() as session:
        return session.scalar(select(Task.id).where(Task.step == D3, Task.contact == contact))


def test_what_a_colleague_has_handed_over_is_open_until_it_is_done(branch):
    branch.store.write(lambda session: schedule.generate(session, LEAD, THURSDAY))
    assert not may(branch, HERS)
    branch.store.write(lambda session: tasks.hand_over(session, branch.actor, [task(branch, HERS)], LI))
    assert may(branch, HERS)
    branch.store.write(lambda session: tasks.finish(session, SUBSTITUTE, [task(branch, HERS)]))
    assert not may(branch, HERS)
