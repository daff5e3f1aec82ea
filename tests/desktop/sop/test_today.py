from datetime import date, datetime

import pytest

from db.operation import Change
from desktop.sop import schedule, tasks, templates, variables
from desktop.sop.items import COPIED, DONE, OPEN, SKIPPED, Item, Today
from desktop.sop.today import next_day, today
from tests.desktop.sop.builders import BRANCH, NOW

THURSDAY = NOW.date()


@pytest.fixture
def day(branch):
    branch.store.write(lambda session: schedule.generate(session, branch.actor, THURSDAY))
    return branch


def read(desk, now: datetime = NOW) -> Today:
    with desk.session() as session:
        return today(session, desk.actor, now)


def item(found: Today, key: str) -> Item:
    return next(one for one in found.items if one.key == key)


def test_an_empty_store_has_no_templates(desk):
    found = read(desk)
    assert (found.templates, found.items, found.total, found.tomorrow) == (False, (), 0, None)


def test_groups_by_time(day):
    found = read(day)
    assert [one.key for one in found.current] == ["d3"]
    assert "morning_news" in [one.key for one in found.late]
    assert [one.key for one in found.later][:3] == ["noon_product", "wake_dormant", "word_riddle"]
    assert found.done == found.skipped == ()
    assert found.total == len(found.items)


def test_the_moment_a_window_opens_and_closes(day):
    assert item(read(day), "noon_product") in read(day).later
    noon = read(day, datetime(2026, 3, 12, 12, 0))
    assert "noon_product" in [one.key for one in noon.current]
    one = read(day, datetime(2026, 3, 12, 13, 0))
    assert "noon_product" in [item.key for item in one.late]


def test_a_step_for_contacts_has_one_target_each_with_words_of_its_own(day):
    step = item(read(day), "d3")
    assert [target.name for target in step.targets] == ["陈静", "李建国", "赵小琳"]
    assert step.script == "D3-01"
    assert step.must
    assert step.targets[2].filled.text == (
        "赵小琳女士您好，我是江海银行城东支行的理财经理王敏。您的新客权益已经到账：满 20 减 5 元立减金，"
        "打开江海银行 App，在“我的－卡券”里就能看到，本月底前有效。使用中有任何问题，直接回复我就好。"
    )
    marked = [segment.text for segment in step.targets[2].filled.segments if segment.marked]
    assert marked == ["赵小琳", "王敏", "满 20 减 5 元立减金"]


def test_the_date_of_a_maturing_deposit_is_in_the_words(day):
    assert "将于 3\u00a0月\u00a015\u00a0日 到期" in item(read(day), "maturity").targets[0].filled.text


def test_groups_are_named_in_the_words_and_their_members_counted(day):
    step = item(read(day), "word_riddle")
    assert step.targets[0].filled.text.startswith("【城东理财交流群】")
    assert step.members == 196


def test_what_is_filled_in_for_the_day_replaces_what_is_missing(day):
    assert item(read(day), "morning_news").targets[0].filled.missing == ("早报要点",)
    day.store.write(lambda session: variables.set_day_value(session, THURSDAY, "早报要点", " 央行开展逆回购 "))
    filled = item(read(day), "morning_news").targets[0].filled
    assert filled.missing == ()
    assert "今天的财经要闻：央行开展逆回购。" in filled.text


def test_the_next_target_is_the_first_untouched_then_the_first_copied_then_the_last(day):
    step = item(read(day), "d3")
    first, second, third = (target.task for target in step.targets)
    assert step.current == 0
    day.store.write(lambda session: tasks.copied(session, day.actor, [first]))
    assert [target.state for target in item(read(day), "d3").targets] == [COPIED, OPEN, OPEN]
    assert item(read(day), "d3").current == 1
    day.store.write(lambda session: tasks.finish(session, day.actor, [second, third]))
    assert item(read(day), "d3").current == 0
    day.store.write(lambda session: tasks.finish(session, day.actor, [first]))
    assert item(read(day), "d3").current == 2
    assert item(read(day), "d3").state == DONE


def test_a_step_is_skipped_when_nothing_of_it_was_done(day):
    step = item(read(day), "d3")
    rows = [target.task for target in step.targets]
    day.store.write(lambda session: tasks.skip(session, day.actor, rows, "away"))
    found = read(day)
    assert item(found, "d3").state == SKIPPED
    assert found.total == len(found.items) - 1
    day.store.write(lambda session: tasks.finish(session, day.actor, rows[:1]))
    assert item(read(day), "d3").state == DONE


def test_on_time_is_before_the_window_closes(day):
    day.clock.set(datetime(2026, 3, 12, 8, 30))
    finish(day, "table_card")
    day.clock.set(NOW)
    assert item(read(day), "table_card").on_time
    assert read(day).all_on_time
    finish(day, "morning_talk")
    assert not item(read(day), "morning_talk").on_time
    assert not read(day).all_on_time
    assert item(read(day), "morning_talk").done_at == NOW


def finish(desk, key: str) -> None:
    rows = [target.task for target in item(read(desk), key).targets]
    desk.store.write(lambda session: tasks.finish(session, desk.actor, rows))


def test_put_off_it_keeps_the_length_of_its_window_and_moves_to_its_day(day):
    step = item(read(day), "d3")
    rows = [target.task for target in step.targets]
    later = datetime(2026, 3, 12, 16, 0)
    day.store.write(lambda session: tasks.postpone(session, day.actor, rows, later))
    moved = item(read(day), "d3")
    assert (moved.due_at, moved.until_at, moved.postponed) == (later, datetime(2026, 3, 12, 17, 0), True)
    assert moved in read(day).later
    tomorrow = datetime(2026, 3, 13, 9, 0)
    day.store.write(lambda session: tasks.postpone(session, day.actor, rows, tomorrow))
    assert "d3" not in [one.key for one in read(day).items]
    assert [one.key for one in read(day, tomorrow).current] == ["d3"]


def test_when_all_is_done_it_says_what_the_next_workday_begins_with(day):
    assert read(day).tomorrow is None
    for one in read(day).items:
        rows = [target.task for target in one.targets]
        day.store.write(lambda session, rows=rows: tasks.finish(session, day.actor, rows))
    first = read(day).tomorrow
    assert (first.day, first.time, first.title) == (date(2026, 3, 13), "08:10", "台卡到位检查")


def test_the_next_day_holds_the_steps_of_its_weekday(day):
    with day.session() as session:
        titles = [step.title for step in next_day(session, BRANCH, THURSDAY)]
        assert "周五知识问答" in titles
        assert "猜字谜" not in titles
        day_after = [step.title for step in next_day(session, BRANCH, date(2026, 3, 13))]
        assert not {"周五知识问答", "猜字谜"} & set(day_after)


def test_a_task_whose_step_is_gone_is_still_shown(day):
    values = {"staff": "staff-wang", "date": "2026-03-12", "title": "补一件", "kind": "lobby"}
    day.write(Change("task", "alone", values))
    found = next(one for one in read(day).items if one.title == "补一件")
    assert (found.key, found.script, found.step) == ("", "", "alone")
    assert (found.due_at.hour, found.until_at.hour) == (0, 23)


def test_a_retired_template_says_there_is_none(branch):
    for key in ("branch_day", "hundred_days"):
        branch.write(Change("sop_template", templates.template_id(key), {"retired": 1}))
    assert not read(branch).templates


def test_a_value_of_the_day_must_say_something_and_not_too_much(day):
    for value in ("  ", "长" * 301):
        with pytest.raises(Exception, match="要填 1 到 300 个字"):
            day.store.write(lambda session, value=value: variables.set_day_value(session, THURSDAY, "权益", value))


def test_an_unknown_person_only_lacks_their_own_words(day):
    day.write(Change("staff", "staff-wang", {"hidden": 1}), Change("branch", "branch-1", {"bank": ""}))
    assert "银行" in item(read(day), "d3").targets[0].filled.missing
