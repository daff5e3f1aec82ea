"""The open tasks of a day follow templates, absences and owners; what somebody has begun or set stays."""

import json
from datetime import date, datetime

import pytest
from sqlalchemy import select

from db.actor import Actor, Role
from db.operation import Change, record, undo
from db.sop import SopStep, Task
from desktop import documents
from desktop.calendar import Workdays
from desktop.sop import schedule, tasks, templates
from tests.desktop.sop.builders import BRANCH, LI, WANG, contact, group, interaction, staff

THURSDAY, FRIDAY = date(2026, 3, 12), date(2026, 3, 13)
WEEKENDS = Workdays({})
CARD = templates.step_id("branch_day", "table_card")
LEAD = Actor("staff-lead", Role.LEAD, BRANCH)


def generate(branch, day=THURSDAY):
    return branch.store.write(lambda session: schedule.generate(session, branch.actor, day, WEEKENDS))


def rows(branch, key: str, day=THURSDAY) -> dict[str, Task]:
    """Target → task, those out of sight left out."""
    with branch.session() as session:
        query = select(Task).join(SopStep, SopStep.id == Task.step).where(SopStep.key == key, Task.hidden == 0)
        found = session.scalars(query.where(Task.date == day.isoformat()))
        return {task.contact or task.group or task.staff: task for task in found}


def absent(who: str, first: str, last: str, substitute: str | None = LI) -> Change:
    fields = {"staff": who, "starts_on": first, "ends_on": last, "substitute": substitute, "kind": "leave"}
    return Change("absence", f"away-{who}-{first}", fields)


def test_what_is_open_takes_the_new_words_and_times_what_is_done_keeps_the_old(branch):
    generate(branch)
    mine = rows(branch, "table_card")[WANG].id
    branch.store.write(lambda session: tasks.finish(session, branch.actor, [mine]))
    branch.write(
        Change("sop_step", CARD, {"title": "台卡和排队机检查", "time": "08:00", "until": "08:30", "must": 1}),
        Change("sop_template", templates.template_id("branch_day"), {"version": 2}),
    )
    assert generate(branch).count == 0
    found = rows(branch, "table_card")
    assert (found[LI].title, found[LI].until_at, found[LI].must, found[LI].version) == (
        "台卡和排队机检查", "2026-03-12 08:30:00", 1, 2,
    )  # fmt: skip
    assert (found[WANG].title, found[WANG].version) == ("台卡到位检查", 1)


def test_the_tasks_of_a_step_that_went_go_and_come_back_with_it(branch):
    generate(branch)
    done = rows(branch, "table_card")[WANG].id
    branch.store.write(lambda session: tasks.finish(session, branch.actor, [done]))
    branch.write(Change("sop_step", CARD, {"hidden": 1}))
    generate(branch)
    assert set(rows(branch, "table_card")) == {WANG}  # what is done is not taken away
    branch.write(Change("sop_step", CARD, {"hidden": 0, "title": "台卡检查"}))
    assert generate(branch).count == 0
    assert rows(branch, "table_card")[LI].title == "台卡检查"


def test_what_was_begun_with_stays_when_its_reason_goes(branch):
    generate(branch)
    copied, open_ = rows(branch, "d3")["c-chen"].id, rows(branch, "d3")["c-zhao"].id
    branch.store.write(lambda session: tasks.copied(session, branch.actor, [copied]))
    branch.write(Change("contact", "c-chen", {"do_not_disturb": 1}), Change("contact", "c-zhao", {"do_not_disturb": 1}))
    generate(branch)
    assert "c-chen" in rows(branch, "d3")
    assert open_ not in {task.id for task in rows(branch, "d3").values()}


def test_a_task_that_was_done_elsewhere_while_it_was_withdrawn_here_is_seen(branch):
    generate(branch)
    row = rows(branch, "d3")["c-zhao"].id
    branch.write(Change("contact", "c-zhao", {"do_not_disturb": 1}))
    generate(branch)
    assert "c-zhao" not in rows(branch, "d3")
    branch.write(Change("task", row, {"done_at": "2026-03-12 10:00:00", "hidden": 1}))
    generate(branch)
    assert "c-zhao" in rows(branch, "d3")


def test_a_customer_who_changes_hands_takes_the_task_along(branch):
    generate(branch)
    branch.write(Change("contact", "c-zhao", {"owner": LI}))
    generate(branch)
    assert rows(branch, "d3")["c-zhao"].staff == LI
    assert len(rows(branch, "d3")) == 4


def test_shifted_times_are_the_branchs_own(branch):
    shift = {"branch": BRANCH, "step": CARD, "time": "07:50", "until": "08:20"}
    branch.write(Change("sop_shift", "s-1", shift), Change("sop_shift", "s-2", {**shift, "branch": "other"}))
    generate(branch)
    assert rows(branch, "table_card")[WANG].due_at == "2026-03-12 07:50:00"


# ------------------------------------------------------------------------------------------- absences


def test_who_is_away_has_no_counter_and_the_substitute_has_the_customers(branch):
    branch.write(absent(WANG, "2026-03-12", "2026-03-13"))
    generate(branch)
    assert set(rows(branch, "table_card")) == {LI}
    assert {task.staff for task in rows(branch, "d3").values()} == {LI}
    assert rows(branch, "noon_product")["g-big"].staff == LI


def test_leave_that_is_told_in_the_morning_moves_what_is_open_and_its_end_brings_it_back(branch):
    generate(branch)
    done = rows(branch, "d3")["c-chen"].id
    branch.store.write(lambda session: tasks.finish(session, branch.actor, [done]))
    branch.write(absent(WANG, "2026-03-12", "2026-03-13"))
    generate(branch)
    found = rows(branch, "d3")
    assert (found["c-chen"].staff, found["c-zhao"].staff) == (WANG, LI)
    assert set(rows(branch, "table_card")) == {LI}
    branch.write(Change("absence", f"away-{WANG}-2026-03-12", {"hidden": 1}))
    generate(branch)
    assert rows(branch, "d3")["c-zhao"].staff == WANG
    assert set(rows(branch, "table_card")) == {LI, WANG}


def test_without_a_substitute_the_lead_has_it_and_without_a_lead_it_stays(branch):
    branch.write(absent(WANG, "2026-03-12", "2026-03-12", None))
    generate(branch)
    assert rows(branch, "d3")["c-zhao"].staff == WANG
    branch.write(staff("staff-lead", "周行", role="lead"))
    generate(branch)
    assert rows(branch, "d3")["c-zhao"].staff == "staff-lead"


def test_substitutes_of_substitutes_and_no_circle(branch):
    branch.write(staff("staff-sun", "孙立"), absent(WANG, "2026-03-12", "2026-03-12"))
    branch.write(absent(LI, "2026-03-12", "2026-03-12", "staff-sun"))
    generate(branch)
    assert rows(branch, "d3")["c-zhao"].staff == "staff-sun"
    branch.write(Change("absence", f"away-{LI}-2026-03-12", {"substitute": WANG}))
    generate(branch)
    assert rows(branch, "d3")["c-zhao"].staff == WANG  # nobody is left


def test_what_was_put_off_into_the_leave_goes_to_the_substitute_and_comes_back(branch):
    generate(branch)
    row = rows(branch, "d3")["c-zhao"].id
    branch.store.write(lambda session: tasks.postpone(session, branch.actor, [row], datetime(2026, 3, 13, 9, 0)))
    branch.write(absent(WANG, "2026-03-13", "2026-03-13"))
    generate(branch)
    assert rows(branch, "d3")["c-zhao"].staff == WANG
    generate(branch, FRIDAY)
    assert rows(branch, "d3")["c-zhao"].staff == LI
    branch.write(Change("absence", f"away-{WANG}-2026-03-13", {"hidden": 1}))
    generate(branch, FRIDAY)
    assert rows(branch, "d3")["c-zhao"].staff == WANG


# ------------------------------------------------------------------------------------------- by hand


def test_what_a_person_handed_over_or_reworded_stays_so(branch):
    generate(branch)
    row = rows(branch, "d3")["c-zhao"].id
    by_hand = [Change("task", row, {"staff": LI})]
    done = branch.store.write(lambda session: record(session, branch.actor, by_hand, source="sop"))
    words = branch.store.write(
        lambda session: tasks.another_script(session, branch.actor, [rows(branch, "d3")["c-chen"].id])
    )
    taken = rows(branch, "d3")["c-chen"].script
    generate(branch)
    assert rows(branch, "d3")["c-zhao"].staff == LI
    assert rows(branch, "d3")["c-chen"].script == taken
    for batch in (done.batch, words.batch):
        branch.store.write(lambda session, batch=batch: undo(session, branch.actor, batch))
    generate(branch)
    assert rows(branch, "d3")["c-zhao"].staff == WANG
    assert rows(branch, "d3")["c-chen"].script != taken


# ------------------------------------------------------------------------------------------- the clock


def test_a_clock_set_back_makes_nothing_of_a_day_that_was_and_the_right_one_goes_on(branch):
    generate(branch)
    generate(branch, FRIDAY)
    branch.write(contact("c-late", "补录", "2026-03-09 10:00:00"))
    assert generate(branch, THURSDAY).count == 0
    assert "c-late" not in rows(branch, "d3")
    assert generate(branch, date(2026, 3, 11)).count > 0  # never made: the clock was ahead before
    assert generate(branch, THURSDAY).count == 1


def test_tasks_of_a_clock_that_ran_ahead_do_not_count_as_asked(branch):
    ahead = {"step": templates.step_id("branch_day", "wake_dormant"), "date": "2030-01-01", "contact": "c-old"}
    branch.write(Change("task", "t-ahead", {**ahead, "staff": WANG, "branch": BRANCH}))
    generate(branch)
    assert set(rows(branch, "wake_dormant")) == {"c-old"}


# ------------------------------------------------------------------------------------------- choices


def test_two_choices_that_met_are_cut_to_the_limit_and_what_was_begun_stays(branch):
    step = templates.step_id("branch_day", "wake_dormant")
    branch.write(*(contact(f"c-s{n:02}", f"沉默{n}", f"2025-10-{n:02} 09:00:00") for n in range(1, 9)))
    generate(branch)
    assert len(rows(branch, "wake_dormant")) == 8
    others = [contact(f"c-r{n:02}", f"也沉默{n}", "2025-09-01 09:00:00") for n in range(1, 4)]
    made = {"template": templates.template_id("branch_day"), "step": step, "date": "2026-03-12", "branch": BRANCH}
    theirs = [
        Change(
            "task", schedule.task_id(made["template"], step, THURSDAY, one.row),
            {**made, "staff": WANG, "contact": one.row, "copied_at": f"{NOW}" if at == 0 else None},
        )
        for at, one in enumerate(others)
    ]  # fmt: skip
    branch.write(*others, *theirs)
    generate(branch)
    found = set(rows(branch, "wake_dormant"))
    assert len(found) == 8
    assert "c-r01" in found
    assert generate(branch).batch == ""  # and there it rests


NOW = "2026-03-12 10:00:00"


def test_who_was_chosen_and_left_is_let_go_and_the_others_stay(branch):
    generate(branch)
    branch.write(contact("c-more", "更沉默", "2025-01-01 09:00:00"), Change("contact", "c-old", {"status": "lost"}))
    generate(branch)
    assert set(rows(branch, "wake_dormant")) == {"c-more"}


# ------------------------------------------------------------------------------------------- holidays


def test_holidays_that_head_office_sends_hold_at_once(branch):
    days = "until = 2027-12-31\nholidays = [2026-03-13, 2027-02-08]\nworkdays = [2026-03-14]\n"
    festivals = '[festivals]\n"春节" = 2027-02-06\n'
    branch.write(documents.change("holidays", "节假日", "2", days + festivals))
    with branch.session() as session:
        calendar = Workdays.of(session)
    assert calendar.is_workday(THURSDAY)
    assert not calendar.is_workday(FRIDAY)
    assert calendar.is_workday(date(2026, 3, 14))
    assert calendar.known_until == date(2027, 12, 31)
    assert calendar.is_known(date(2027, 6, 1))
    assert (date(2027, 2, 6), "春节") in calendar.festivals(date(2027, 1, 20), date(2027, 3, 1))
    made = branch.store.write(lambda session: schedule.generate(session, branch.actor, FRIDAY))
    assert made.count == 0
    saturday = branch.store.write(lambda session: schedule.generate(session, branch.actor, date(2026, 3, 14)))
    assert saturday.count > 0


@pytest.mark.parametrize(
    ("text", "named"),
    [("until = 3", "until"), ("holidays = 3", "holidays"), ("festivals = 3", "festivals"), ("holidays = [", "节假日"),
     ('[festivals]\n"春节" = 3', "春节")],
)  # fmt: skip
def test_a_bad_document_of_holidays_is_named(branch, text, named):
    branch.write(documents.change("holidays", "节假日", "2", text))
    with branch.session() as session, pytest.raises(Exception, match=named):
        Workdays.of(session)


# ------------------------------------------------------------------------------------------- odd templates


def test_steps_after_an_event_of_the_days_off(branch):
    step = templates.step_id("branch_day", "birthday")
    wanted = json.dumps({"rule": "event", "event": "purchase", "days": 1})
    branch.write(Change("sop_step", step, {"filter": wanted}), interaction("c-old", "purchase", "2026-03-13 15:00:00"))
    monday = date(2026, 3, 16)
    generate(branch, monday)
    assert set(rows(branch, "birthday", monday)) == {"c-old"}


def test_a_group_that_shrinks_has_its_open_task_withdrawn(branch):
    generate(branch)
    branch.write(group("g-mid", "退休生活群", 5))
    generate(branch)
    assert set(rows(branch, "noon_product")) == {"g-big"}
