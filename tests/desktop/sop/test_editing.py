"""Templates of the branch's own, shifted times of head office's, and what a week of them would be."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from db.actor import Actor, Role
from db.operation import Change, undo
from db.sop import SopShift, SopStep, SopTemplate, Task
from desktop.calendar import Workdays
from desktop.errors import AppError, PermissionDenied
from desktop.sop import editing, preview, schedule, templates
from desktop.sop.drafts import StepDraft, TemplateDraft, applicable, check_template, from_lines, lines
from desktop.sop.shapes import Audience, Content
from tests.desktop.sop.builders import BRANCH, LI, WANG

LEAD = Actor(WANG, Role.LEAD, BRANCH)
ANALYST = Actor("staff-zhao", Role.ANALYST, BRANCH)
MONDAY = date(2026, 3, 9)
CARD = templates.step_id("branch_day", "table_card")
DAY = TemplateDraft("t")
STEP = StepDraft("s", title="看一眼自助区")


def read(branch) -> dict[str, TemplateDraft]:
    with branch.session() as session:
        return {one.title: one for one in editing.drafts(session, LEAD)}


def own(**changes) -> TemplateDraft:
    step = replace(editing.new_step(), title="看一眼自助区", time="14:00", until="14:30")
    return replace(editing.new_template(), title="自己的午后", steps=(step,), **changes)


def save(branch, draft, actor=LEAD):
    return branch.store.write(lambda session: editing.save(session, actor, draft))


def titles(branch, day: str) -> list[str]:
    with branch.session() as session:
        return list(session.scalars(select(Task.title).where(Task.date == day, Task.hidden == 0)))


# ------------------------------------------------------------------------------------------- own ones


def test_a_template_of_ones_own_makes_tasks_and_its_version_counts_up(branch):
    draft = own()
    done = save(branch, draft)
    assert str(done.message) == "已保存“自己的午后”，没做的任务跟着变"
    branch.store.write(lambda session: schedule.generate(session, LEAD, date(2026, 3, 12)))
    assert titles(branch, "2026-03-12").count("看一眼自助区") == 2
    kept = read(branch)["自己的午后"]
    assert (kept.version, kept.locked, kept.on) == (1, False, True)
    assert kept.steps == draft.steps
    save(branch, kept.with_step(replace(kept.steps[0], title="看两眼自助区")))
    assert read(branch)["自己的午后"].version == 2
    branch.store.write(lambda session: schedule.generate(session, LEAD, date(2026, 3, 12)))
    assert titles(branch, "2026-03-12").count("看两眼自助区") == 2
    assert save(branch, read(branch)["自己的午后"]).batch == ""


def test_a_step_that_was_taken_out_goes_and_undo_brings_it_back(branch):
    save(branch, own())
    kept = read(branch)["自己的午后"].with_step(replace(editing.new_step(), title="第二步"))
    save(branch, kept)
    assert [one.title for one in read(branch)["自己的午后"].steps] == ["看一眼自助区", "第二步"]
    done = save(branch, read(branch)["自己的午后"].without(kept.steps[0].id))
    assert [one.title for one in read(branch)["自己的午后"].steps] == ["第二步"]
    branch.store.write(lambda session: undo(session, LEAD, done.batch))
    assert len(read(branch)["自己的午后"].steps) == 2


def test_a_template_of_ones_own_is_put_away(branch):
    draft = own()
    save(branch, draft)
    done = branch.store.write(lambda session: editing.remove(session, LEAD, draft.id))
    assert "自己的午后" in str(done.message)
    assert "自己的午后" not in read(branch)


# ------------------------------------------------------------------------------------------- head office's


def test_what_head_office_locked_is_not_changed_but_copied(branch):
    locked = read(branch)["网点日清单"]
    with pytest.raises(AppError, match="是总行的"):
        save(branch, replace(locked, title="改名"))
    with pytest.raises(AppError, match="是总行的"):
        save(branch, replace(locked, title="改名", locked=False))  # what the table says counts
    with pytest.raises(AppError, match="是总行的"):
        branch.store.write(lambda session: editing.remove(session, LEAD, locked.id))
    done, made = branch.store.write(lambda session: editing.copy(session, LEAD, locked.id))
    assert "另存为" in str(done.message)
    mine = read(branch)["网点日清单（自己的）"]
    assert (mine.id, mine.locked, mine.on, mine.kind) == (made, False, False, "daily")
    assert [one.title for one in mine.steps] == [one.title for one in locked.steps]
    assert not {one.id for one in mine.steps} & {one.id for one in locked.steps}
    with pytest.raises(AppError, match="不在了"):
        branch.store.write(lambda session: editing.copy(session, LEAD, "nothing"))


def test_a_step_of_head_office_is_done_at_the_branchs_time_and_back(branch):
    branch.store.write(lambda session: editing.shift(session, LEAD, CARD, "07:40", "08:10"))
    step = next(one for one in read(branch)["网点日清单"].steps if one.id == CARD)
    assert (step.time, step.shifted, step.window) == ("08:10", ("07:40", "08:10"), ("07:40", "08:10"))
    branch.store.write(lambda session: templates.publish(session, None))  # head office sends it again
    branch.store.write(lambda session: schedule.generate(session, LEAD, date(2026, 3, 12)))
    with branch.session() as session:
        due = select(Task.due_at).where(Task.step == CARD, Task.staff == WANG)
        assert session.scalar(due) == "2026-03-12 07:40:00"
    done = branch.store.write(lambda session: editing.shift(session, LEAD, CARD, "08:10", "08:40"))
    assert "回到总行的时间" in str(done.message)
    assert next(one for one in read(branch)["网点日清单"].steps if one.id == CARD).shifted is None
    with pytest.raises(AppError, match="不晚于"):
        branch.store.write(lambda session: editing.shift(session, LEAD, CARD, "09:00", "08:40"))
    with branch.session() as session:
        assert session.scalar(select(func.count()).select_from(SopShift)) == 1


def test_who_may(branch):
    for actor in (branch.actor, Actor(LI, Role.TELLER, BRANCH)):
        with pytest.raises(PermissionDenied):
            save(branch, own(), actor)
        with pytest.raises(PermissionDenied):
            branch.store.write(lambda session, actor=actor: editing.shift(session, actor, CARD, "07:40", "08:10"))
    draft = own()
    save(branch, draft, ANALYST)  # head office's are locked, and head office may change them
    with branch.session() as session:
        assert session.get(SopTemplate, draft.id).locked == 1
    assert not editing.may_change(LEAD, read(branch)["自己的午后"])
    assert editing.may_change(ANALYST, read(branch)["自己的午后"])


def test_too_many_steps(branch):
    many = tuple(replace(editing.new_step(), title=f"{n}") for n in range(editing.MOST + 1))
    with pytest.raises(AppError, match="最多 60 步"):
        save(branch, replace(own(), steps=many))


def test_the_words_to_choose_from(branch):
    with branch.session() as session:
        found = dict(editing.scripts(session))
    assert any(name.startswith("D0-01") for name in found.values())


# ------------------------------------------------------------------------------------------- the form


def typed(step=STEP, **changes) -> dict[str, str]:
    return lines(step) | changes


@pytest.mark.parametrize("template", [one.key for one in templates.load()])
def test_every_shipped_step_goes_through_the_form_unchanged(branch, template):
    with branch.session() as session:
        draft = next(one for one in editing.drafts(session, LEAD) if one.key == template)
    for step in draft.steps:
        assert from_lines(step, draft, lines(step)) == step


def test_what_people_write_is_read(branch):
    step = from_lines(
        STEP, DAY, typed(time="9：05", until="9:30", weekdays="24", dates="3-15，12月1日", month_days="1 15")
    )
    assert (step.time, step.until) == ("09:05", "09:30")
    assert step.audience == Audience(weekdays=(2, 4), dates=("03-15", "12-01"), month_days=(1, 15))
    moments = typed(kind="moments", target="group", pictures="实景一张", visible_to="直营、理财", source="自己")
    found = from_lines(STEP, DAY, moments)
    assert found.target == "staff"
    assert found.content == Content(source="自己", pictures="实景一张", visible_to=("直营", "理财"))
    festival = from_lines(STEP, replace(DAY, kind="festival"), typed(day="7"))
    assert festival.day == -7
    group = from_lines(STEP, DAY, typed(kind="group", target="group", limit="1", min_members="30", rule="birthday"))
    assert group.audience == Audience(limit=1, min_members=30)
    some = from_lines(STEP, DAY, typed(kind="contact", target="contact", rule="tagged", tags="代发", limit="5",
                                       pause_days="14", added_within="30", days="3"))  # fmt: skip
    assert some.audience == Audience(rule="tagged", tags=("代发",), limit=5, pause_days=14, added_within=30)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": " "}, "1 到 60 个字"),
        ({"time": "25:00"}, "“开始”写成"),
        ({"until": "08:00"}, "不晚于开始"),
        ({"kind": "dance"}, "“类型”里没有"),
        ({"target": "moon"}, "“对象”里没有"),
        ({"target": "contact", "rule": "nobody"}, "“哪些客户”里没有"),
        ({"target": "contact", "rule": "tagged"}, "要写标签"),
        ({"target": "contact", "rule": "event", "event": ""}, "要选是什么事"),
        ({"target": "contact", "rule": "event", "event": "rain"}, "“发生了什么”里没有"),
        ({"target": "contact", "rule": "dormant", "days": "-3"}, "“天数”要写"),
        ({"expected": "1000"}, "“应做数”要写"),
        ({"dates": "13-40"}, "“日期”写成"),
        ({"dates": "3-4-5-6"}, "“日期”写成"),
        ({"month_days": "31"}, "“每月几号”写"),
        ({"kind": "moments"}, "要写配图和谁可见"),
    ],
)
def test_what_cannot_be_is_said_by_its_line(changes, said):
    with pytest.raises(AppError, match=said):
        from_lines(STEP, DAY, typed(**changes))


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"title": ""}, "模板的名称"), ({"roles": ()}, "至少要有一个岗位"), ({"kind": "persona"}, "要写形象"),
     ({"persona": ("养老",)}, "要写形象"), ({"days": "sometimes"}, "类型、日子或岗位"),
     ({"steps": (replace(STEP, title=""),)}, "步骤的名称")],
)  # fmt: skip
def test_what_no_template_can_be(changes, said):
    with pytest.raises(AppError, match=said):
        check_template(replace(DAY, **{"title": "午后", **changes}))


# ------------------------------------------------------------------------------------------- a week of it


def test_the_week_shows_what_would_be_made_and_makes_nothing(branch):
    calendar = Workdays({date(2026, 3, 13): False, date(2026, 3, 14): True})
    with branch.session() as session:
        known = [one for one in editing.drafts(session, LEAD) if one.on]
        days = preview.week(session, LEAD, MONDAY, known, calendar)
        assert session.scalar(select(func.count()).select_from(Task)) == 0
    assert [day.worked for day in days] == [True, True, True, True, False, True, False]
    assert [day.made_up for day in days] == [False] * 5 + [True, False]
    assert all(day.known for day in days)
    assert days[4].slots == days[6].slots == ()
    card = next(slot for slot in days[0].slots if slot.step == CARD)
    assert (card.time, card.tasks, card.staff, card.kind) == ("08:10", 2, 2, "lobby")
    d3 = next(slot for slot in days[3].slots if slot.title.startswith("百日经营 D3"))
    assert (d3.tasks, d3.staff, d3.must) == (4, 2, True)
    assert [slot.time for slot in days[0].slots] == sorted(slot.time for slot in days[0].slots)
    branch.store.write(lambda session: schedule.generate(session, LEAD, date(2026, 3, 12), calendar))
    with branch.session() as session:
        made = session.scalar(select(func.count()).select_from(Task))
    assert days[3].tasks == made


def test_a_week_beyond_the_calendar_says_so_and_names_the_festival(branch):
    draft = replace(own(), kind="festival", steps=(replace(STEP, day=-1),))
    with branch.session() as session:
        may = preview.week(session, LEAD, date(2026, 4, 27), [draft])
        far = preview.week(session, LEAD, date(2031, 3, 3), [draft])
    assert [day.festival for day in may][4] == "劳动节"
    assert [len(day.slots) for day in may] == [0, 0, 0, 1, 0, 0, 0]
    assert not any(day.known for day in far)


def test_shifted_times_are_seen_in_the_week(branch):
    branch.write(Change("sop_shift", "x", {"branch": BRANCH, "step": CARD, "time": "07:40", "until": "08:10"}))
    with branch.session() as session:
        known = [one for one in editing.drafts(session, LEAD) if one.key == "branch_day"]
        days = preview.week(session, LEAD, MONDAY, known)
    assert days[0].slots[0].time == "07:40"
    with branch.session() as session:
        assert session.get(SopStep, CARD).time == "08:10"


@pytest.mark.parametrize(
    ("template", "kind", "target", "rule", "there", "not_there"),
    [
        ("daily", "lobby", "staff", "", {"expected", "target"}, {"rule", "limit", "day", "source"}),
        ("daily", "group", "group", "", {"source", "limit", "min_members"}, {"rule"}),
        ("daily", "moments", "group", "", {"pictures", "visible_to"}, {"target", "limit"}),
        ("daily", "contact", "contact", "tagged", {"rule", "tags", "added_within"}, {"days", "event"}),
        ("daily", "contact", "contact", "event", {"event", "days"}, {"tags", "since"}),
        ("daily", "contact", "contact", "birthday", {"days", "since"}, {"limit"}),
        ("programme", "contact", "contact", "", {"day"}, {"rule"}),
        ("festival", "lobby", "staff", "", {"day"}, {"weekdays"}),
    ],
)
def test_which_lines_mean_something(template, kind, target, rule, there, not_there):
    found = applicable(template, {"kind": kind, "target": target, "rule": rule})
    assert there <= found
    assert not not_there & found
