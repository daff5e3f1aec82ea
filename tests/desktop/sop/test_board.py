from datetime import date, datetime

from db.operation import Change
from desktop.sop import schedule
from desktop.sop.board import Adds, Board, GroupActivity, board
from tests.desktop.sop.builders import LI, NOW, WANG, contact, group, interaction


def read(desk) -> Board:
    with desk.session() as session:
        return board(session, desk.actor, NOW)


def follow_up(row: str, contact_id: str, due_at: str, staff: str = WANG, **fields: str | int | None) -> Change:
    return Change("follow_up", row, {"contact": contact_id, "staff": staff, "due_at": due_at, "title": "回访"} | fields)


def group_day(group_id: str, day: str, spoke: int, members: int = 196) -> Change:
    values = {"group": group_id, "date": day, "spoke": spoke, "members": members}
    return Change("group_day", f"{group_id}-{day}", values)


def test_nothing_to_say(desk):
    found = read(desk)
    assert found.adds_today == found.adds_week == Adds(0, 0)
    assert (found.unanswered.count, found.follow_up_count, found.birthdays, found.activities) == (0, 0, (), ())


def test_adds_of_today_and_of_the_week_since_monday(branch):
    branch.write(
        contact("n1", "甲", "2026-03-12 09:00:00"), contact("n2", "乙", "2026-03-12 10:00:00"),
        contact("n3", "丙", "2026-03-08 10:00:00"), contact("n4", "丁", "2026-03-12 10:00:00", owner=LI),
    )  # fmt: skip
    found = read(branch)
    assert found.adds_today == Adds(2, 8)
    assert found.adds_week == Adds(7, 40)  # five of Monday in the branch's fixture, lost and quiet ones too


def test_unanswered_is_a_last_word_of_the_customer(branch):
    branch.write(
        interaction("c-zhao", "replied", "2026-03-12 10:16:00"),
        interaction("c-li", "replied", "2026-03-12 10:00:00"),
        interaction("c-li", "chat", "2026-03-12 10:05:00"),
        interaction("c-chen", "replied", "2026-03-12 10:30:00"),
        interaction("c-other", "replied", "2026-03-12 10:00:00"),
        interaction("c-old", "replied", "2026-03-05 10:41:00"),  # a week and a minute ago
    )
    assert (read(branch).unanswered.count, read(branch).unanswered.longest_minutes) == (2, 26)


def test_follow_ups_due_by_the_end_of_today_the_oldest_first(branch):
    branch.write(
        *(follow_up(f"f{n}", "c-zhao", f"2026-03-12 1{n}:00:00") for n in range(6)),
        follow_up("late", "c-li", "2026-03-11 10:00:00"),
        follow_up("tomorrow", "c-li", "2026-03-13 10:00:00"),
        follow_up("done", "c-li", "2026-03-11 10:00:00", done_at="2026-03-11 11:00:00"),
        follow_up("theirs", "c-li", "2026-03-11 10:00:00", LI),
        follow_up("quiet", "c-dnd", "2026-03-11 10:00:00"),
    )
    found = read(branch)
    assert found.follow_up_count == 7
    assert [one.id for one in found.follow_ups] == ["late", "f0", "f1", "f2", "f3"]
    assert (found.follow_ups[0].name, found.follow_ups[0].due_at) == ("李建国", datetime(2026, 3, 11, 10, 0))


def test_birthdays_of_today_and_tomorrow(branch):
    branch.write(
        contact("b1", "李秀兰", "2025-01-01 09:00:00", birthday="1964-03-12"),
        contact("b2", "郑凯", "2025-01-01 09:00:00", birthday="1990-03-13"),
        contact("b3", "后天", "2025-01-01 09:00:00", birthday="1990-03-14"),
        contact("b4", "没年份", "2025-01-01 09:00:00", birthday="0000-03-12"),
        contact("b5", "走了", "2025-01-01 09:00:00", birthday="1990-03-12", status="lost"),
        interaction("b2", "chat", "2026-01-31 10:00:00"),
    )
    found = {one.contact: one for one in read(branch).birthdays}
    assert list(found) == ["b1", "b4", "b2"] or list(found) == ["b4", "b1", "b2"]
    assert (found["b1"].age, found["b1"].silent_days) == (62, None)
    assert (found["b2"].day, found["b2"].silent_days) == (date(2026, 3, 13), 41)
    assert found["b4"].age == 0


def test_the_activity_of_today_with_the_last_turnout(branch):
    branch.store.write(lambda session: schedule.generate(session, branch.actor, NOW.date()))
    branch.write(
        group_day("g-big", "2026-03-05", 80), group_day("g-big", "2026-03-10", 83), group_day("g-big", "2026-03-11", 0)
    )
    assert read(branch).activities == (
        GroupActivity(
            "g-big", "城东理财交流群", "猜字谜", datetime(2026, 3, 12, 15, 0), datetime(2026, 3, 12, 16, 0), 83, 196
        ),
    )


def test_without_a_count_the_members_are_told(branch):
    branch.store.write(lambda session: schedule.generate(session, branch.actor, NOW.date()))
    assert (read(branch).activities[0].spoke, read(branch).activities[0].members) == (0, 196)


def test_groups_in_which_nobody_spoke_for_five_days(branch):
    branch.write(
        group("g-talk", "热闹群", 80),
        group_day("g-big", "2026-03-06", 3), group_day("g-big", "2026-03-11", 0),
        group_day("g-mid", "2026-03-01", 0, 119), group_day("g-mid", "2026-03-11", 0, 119),
        group_day("g-talk", "2026-03-11", 5, 80), group_day("g-small", "2026-03-01", 1, 9),
    )  # fmt: skip
    assert [(one.name, one.days) for one in read(branch).silent_groups] == [("退休生活群", 11), ("城东理财交流群", 6)]
