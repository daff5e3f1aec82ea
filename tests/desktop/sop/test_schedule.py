from collections import Counter
from datetime import date

from sqlalchemy import select

from db.actor import Actor, Role
from db.doctor import state_hash
from db.merging import export_operations, merge
from db.operation import Change, undo
from db.sop import SopStep, SopTemplate, Task
from desktop.calendar import Workdays
from desktop.changes import Changes
from desktop.sop import audience, schedule, templates
from desktop.store import open_memory_store
from tests.desktop.sop.builders import LI, WANG, contact, interaction

THURSDAY = date(2026, 3, 12)


WEEKENDS = Workdays({})


def generate(desk, day=THURSDAY, calendar=None):
    return desk.store.write(lambda session: schedule.generate(session, desk.actor, day, calendar or WEEKENDS))


def tasks(desk, key: str, day=THURSDAY) -> list[Task]:
    with desk.session() as session:
        query = select(Task).join(SopStep, SopStep.id == Task.step).where(SopStep.key == key)
        return list(session.scalars(query.where(Task.date == day.isoformat(), Task.hidden == 0).order_by(Task.staff)))


def test_everybody_on_duty_has_the_steps_for_one(branch):
    done = generate(branch)
    assert done.changes & Changes.TASKS
    assert done.count > 20
    assert [task.staff for task in tasks(branch, "table_card")] == [LI, WANG]
    task = tasks(branch, "table_card")[1]
    assert (task.due_at, task.until_at) == ("2026-03-12 08:10:00", "2026-03-12 08:40:00")
    assert (task.title, task.branch, task.version, task.must) == ("台卡到位检查", "branch-1", 1, 0)


def test_one_task_a_contact_on_the_third_day(branch):
    generate(branch)
    assert Counter((task.staff, task.contact) for task in tasks(branch, "d3")) == Counter(
        [(WANG, "c-zhao"), (WANG, "c-chen"), (WANG, "c-li"), (LI, "c-other")]
    )


def test_who_left_or_asked_for_peace_gets_nothing(branch):
    generate(branch)
    with branch.session() as session:
        assert not set(session.scalars(select(Task.contact))) & {"c-lost", "c-dnd"}


def test_groups_by_size_and_the_game_in_the_largest_only(branch):
    generate(branch)
    assert {task.group for task in tasks(branch, "noon_product")} == {"g-big", "g-mid"}
    assert [task.group for task in tasks(branch, "word_riddle")] == ["g-big"]
    assert tasks(branch, "friday_quiz") == []


def test_on_friday_the_quiz_instead_of_the_riddle(branch):
    friday = date(2026, 3, 13)
    generate(branch, friday)
    assert [task.group for task in tasks(branch, "friday_quiz", friday)] == ["g-big"]
    assert tasks(branch, "word_riddle", friday) == []


def test_never_twice(branch):
    generate(branch)
    with branch.session() as session:
        before = state_hash(session)
    again = generate(branch)
    assert (again.changes, again.batch, again.count) == (Changes.NONE, "", 0)
    with branch.session() as session:
        assert state_hash(session) == before


def test_a_contact_added_meanwhile_gets_its_tasks(branch):
    generate(branch)
    branch.write(contact("c-new", "新客", "2026-03-12 10:00:00"))
    assert generate(branch).count == 1
    assert [task.contact for task in tasks(branch, "d0")] == ["c-new"]


def test_what_was_done_stays_done_when_the_day_is_generated_again(branch):
    generate(branch)
    row = tasks(branch, "table_card")[1].id
    branch.write(Change("task", row, {"done_at": "2026-03-12 08:20:00", "title": "改过"}))
    generate(branch)
    assert tasks(branch, "table_card")[1].title == "改过"


def test_tasks_that_were_undone_do_not_come_back(branch):
    done = generate(branch)
    branch.store.write(lambda session: undo(session, branch.actor, done.batch))
    assert generate(branch).count == 0
    assert tasks(branch, "table_card") == []


def test_two_computers_make_the_same_rows(branch, clock):
    other = open_memory_store(clock=clock)
    with branch.session() as session:
        before = list(export_operations(session, {}))
    other.write(lambda session: merge(session, before))
    generate(branch)
    other.write(lambda session: schedule.generate(session, Actor(LI, Role.MANAGER, "branch-1"), THURSDAY, WEEKENDS))
    with branch.session() as ours, other.session() as theirs:
        assert set(ours.scalars(select(Task.id))) == set(theirs.scalars(select(Task.id)))
        assert state_hash(ours) == state_hash(theirs)
    other.close()


def test_nothing_on_days_off_and_monday_catches_up(branch):
    saturday, monday = date(2026, 3, 14), date(2026, 3, 16)
    branch.write(contact("c-wed", "周三客", "2026-03-11 10:00:00"))  # third day: Saturday
    assert generate(branch, saturday).count == 0
    generate(branch, monday)
    assert [task.contact for task in tasks(branch, "d3", monday)] == ["c-wed"]


def test_maturing_deposits_are_told_before_the_days_off(branch):
    generate(branch)
    assert [task.contact for task in tasks(branch, "maturity")] == ["c-due"]
    branch.write(
        contact("c-mon", "周一到期", "2025-12-01 09:00:00"), interaction("c-mon", "maturity", "2026-03-18 00:00:00")
    )
    friday = date(2026, 3, 13)
    generate(branch, friday)
    assert [task.contact for task in tasks(branch, "maturity", friday)] == ["c-mon"]


def test_birthdays_of_the_weekend_are_wished_on_friday(branch):
    branch.write(
        contact("c-sat", "周六生日", "2025-12-01 09:00:00", birthday="1964-03-14"),
        contact("c-thu", "周四生日", "2025-12-01 09:00:00", birthday="1990-03-12"),
    )
    friday = date(2026, 3, 13)
    generate(branch, friday)
    assert [task.contact for task in tasks(branch, "birthday", friday)] == ["c-sat"]
    generate(branch)
    assert [task.contact for task in tasks(branch, "birthday")] == ["c-thu"]


def test_the_dormant_are_chosen_once_a_day_longest_silent_first(branch):
    branch.write(*(contact(f"c-s{n:02}", f"沉默{n}", f"2025-10-{n:02} 09:00:00") for n in range(1, 12)))
    generate(branch)
    chosen = [task.contact for task in tasks(branch, "wake_dormant")]
    assert sorted(chosen) == [f"c-s{n:02}" for n in range(1, 9)]
    branch.write(contact("c-s00", "更早", "2025-01-01 09:00:00"))
    assert generate(branch).count == 0


def test_the_dormant_are_looked_for_in_parts_as_far_as_needed(branch, monkeypatch):
    """Those at the head of the list who may not be spoken to are passed over, however many they are."""
    monkeypatch.setattr(audience, "AT_ONCE", 3)
    peace = {"do_not_disturb": 1}
    early = [contact(f"c-p{n:02}", f"勿扰{n}", f"2025-08-{n:02} 09:00:00", **peace) for n in range(1, 8)]
    silent = [contact(f"c-s{n:02}", f"沉默{n}", f"2025-10-{n:02} 09:00:00") for n in range(1, 12)]
    branch.write(*early, *silent, contact("c-li", "李的", "2025-11-01 09:00:00", owner=LI))
    generate(branch)
    mine = [f"c-s{n:02}" for n in range(1, 9)]
    assert sorted(task.contact for task in tasks(branch, "wake_dormant")) == ["c-li", *mine]


def test_whoever_was_woken_is_left_in_peace_for_a_fortnight(branch):
    generate(branch)
    assert [task.contact for task in tasks(branch, "wake_dormant")] == ["c-old"]
    friday, later = date(2026, 3, 13), date(2026, 3, 27)
    generate(branch, friday)
    assert tasks(branch, "wake_dormant", friday) == []
    generate(branch, later)
    assert "c-old" in [task.contact for task in tasks(branch, "wake_dormant", later)]


def test_a_retired_template_makes_nothing(branch):
    branch.write(Change("sop_template", templates.template_id("branch_day"), {"retired": 1}))
    generate(branch)
    assert tasks(branch, "table_card") == []


def test_a_template_for_every_day_runs_on_days_off(branch):
    branch.write(Change("sop_template", templates.template_id("branch_day"), {"trigger": '{"days":"every_day"}'}))
    sunday = date(2026, 3, 15)
    generate(branch, sunday)
    assert len(tasks(branch, "table_card", sunday)) == 2


def test_a_step_for_all_contacts(branch):
    row = templates.step_id("branch_day", "birthday")
    branch.write(Change("sop_step", row, {"filter": "{}"}))
    generate(branch)
    with branch.session() as session:
        steps = Counter(session.scalars(select(Task.step)))
        assert steps[row] == 7
        assert session.get(SopTemplate, templates.template_id("branch_day")).locked == 1


def test_a_holiday_is_no_day_of_work_and_the_next_day_catches_up(branch):
    friday = date(2026, 3, 13)
    calendar = Workdays({friday: False})
    assert generate(branch, friday, calendar).count == 0
    branch.write(contact("c-tue", "周二客", "2026-03-10 10:00:00"))  # third day: the holiday
    generate(branch, date(2026, 3, 16), calendar)
    assert [task.contact for task in tasks(branch, "d3", date(2026, 3, 16))] == ["c-tue"]
