"""The sample branch: what its pages show, on any day, and that it is made once a day."""

import re
import tomllib
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text

from db.actor import Actor, Role
from db.doctor import verify
from db.stamp import FixedClock
from desktop import people, sample, sample_month
from desktop.contacts import search, timeline
from desktop.contacts.filters import ContactQuery
from desktop.resources import resource
from desktop.sample_scene import Scene, born, moment
from desktop.sop.board import board
from desktop.sop.streaks import streak
from desktop.sop.today import today

NOW = datetime(2026, 11, 20, 10, 42)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    opened = sample.open_branch(tmp_path_factory.mktemp("sample"), sample.MAIN, sample.fixed_day())
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def manager(store) -> Actor:
    with store.session() as session:
        return people.at_keyboard(session, sample.PERSON, Role.MANAGER)


def count(store, table: str) -> int:
    with store.session() as session:
        return session.execute(text(f'SELECT count(*) FROM "{table}" WHERE hidden = 0')).scalar_one()


def test_the_branch_has_its_size(store):
    people_of_file, of_scene = 1284, len(Scene.load().people)
    assert count(store, "contact") == people_of_file + of_scene
    assert 1280 <= count(store, "contact") <= 1320
    assert count(store, "group") == 12
    with store.session() as session:
        assert len(people.staff(session, people.home_branch(session))) == 8


def test_there_is_a_month_of_history(store):
    for table in ("interaction", "follow_up", "task", "group_day", "consent", "placement", "contact_way"):
        assert count(store, table) > 0, table
    with store.session() as session:
        first, last = session.execute(text("SELECT min(at), max(at) FROM interaction WHERE kind != 'maturity'")).one()
    assert last <= f"{NOW}"
    assert first < f"{NOW - timedelta(days=29)}"


def test_every_channel_of_history_is_an_operation(store):
    with store.session() as session:
        assert verify(session) == []


def test_the_day_looks_like_the_picture(store, manager):
    with store.session() as session:
        seen = today(session, manager, NOW)
        around = board(session, manager, NOW)
        days = streak(session, manager.staff, NOW.date()).days
    assert [item.key for item in seen.late] == ["morning_news", "maturity"]
    assert "d3" in {item.key for item in seen.current}
    assert seen.later
    done = {
        target.name for item in seen.current if item.key == "d3" for target in item.targets if target.state == "done"
    }
    assert done == {"陈静", "李建国"}
    assert len(seen.done) >= 5
    assert seen.all_on_time
    assert days == 7
    assert around.adds_today.count == 4
    assert (around.unanswered.count, around.unanswered.longest_minutes) == (3, 26)
    assert [one.name for one in around.follow_ups] == ["周文博", "吴秀英", "黄志强", "徐丽", "沈国平"]
    assert [one.name for one in around.birthdays] == ["李秀兰", "郑凯"]
    assert [group.days for group in around.silent_groups] == [6]


def test_one_contact_as_in_the_picture(store, manager):
    with store.session() as session:
        (number,) = search.ids(session, manager, ContactQuery(text="zxl 4821"))
        (row,) = search.rows(session, manager, [number])
        events = timeline.events(session, row.id)
    assert (row.name, row.phone, row.stage) == ("赵小琳", "138****4821", "interest")
    assert {tag.name for tag in row.tags} == {"子女教育", "代发", "二孩家庭"}
    assert [event.kind for event in events] == ["activity", "chat", "replied", "added"]


def test_it_is_made_once_a_day(tmp_path, monkeypatch):
    made = []
    monkeypatch.setattr(sample, "fill", lambda *_args, **_more: made.append(1))
    clock = FixedClock(NOW)
    for _ in range(2):
        sample.open_branch(tmp_path, "nanpu", clock).close()
    assert len(made) == 1
    clock.advance(days=1)
    sample.open_branch(tmp_path, "nanpu", clock).close()
    assert len(made) == 2


@pytest.mark.parametrize("branch", sample.BRANCHES[1:])
def test_the_smaller_branches(tmp_path, branch):
    opened = sample.open_branch(tmp_path, branch, sample.fixed_day())
    assert 150 <= count(opened, "contact") <= 300
    assert count(opened, "interaction") > 100
    assert count(opened, "task") == 0
    opened.close()


def test_a_sunday_is_a_working_day_for_who_looks_at_it(tmp_path, monkeypatch):
    sunday = datetime(2026, 11, 22, 16, 30)
    expected = sunday.date()
    monkeypatch.setattr(sample, "FILES", ("通讯录.xlsx", "客户群列表.xlsx"))
    opened = sample.open_branch(tmp_path, sample.MAIN, FixedClock(sunday))
    with opened.session() as session:
        manager = people.at_keyboard(session, sample.PERSON, Role.MANAGER)
        seen = today(session, manager, sunday)
    opened.close()
    assert seen.items
    assert {item.due_at.date() for item in seen.items} == {expected}
    assert [item.key for item in seen.late] == ["morning_news", "maturity", "d3"]


# ---------------------------------------------------------------------------------------------- the scene's file


@pytest.mark.parametrize(
    ("text_", "wanted"),
    [
        ("-3 09:47", datetime(2026, 11, 17, 9, 47)),
        ("+1 10:00", datetime(2026, 11, 21, 10)),
        ("+0 11:00", datetime(2026, 11, 20, 11)),
        ("-26m", datetime(2026, 11, 20, 10, 16)),
        ("-0 15:00", datetime(2026, 11, 20, 10, 41)),  # what is over is not in the future
    ],
)
def test_moments(text_, wanted):
    assert moment(text_, NOW) == wanted


@pytest.mark.parametrize("text_", ["yesterday", "3 09:47", "-3", "26m"])
def test_what_is_no_moment(text_):
    with pytest.raises(ValueError, match=text_):
        moment(text_, NOW)


@pytest.mark.parametrize(
    ("text_", "today_", "wanted"),
    [
        ("+0/62", date(2026, 11, 20), date(1964, 11, 20)),
        ("+1/41", date(2026, 12, 31), date(1986, 1, 1)),
        ("+0/30", date(2028, 2, 29), date(1998, 2, 28)),
    ],
)
def test_birthdays(text_, today_, wanted):
    assert born(text_, today_) == wanted


def test_what_is_no_birthday():
    with pytest.raises(ValueError, match="41"):
        born("41", NOW.date())


def test_the_scene_names_places_and_tags_that_exist():
    places = {place["name"] for place in sample_month.words()["place"]}
    steps = {
        step["key"]
        for file in resource("sop").glob("*.toml")
        for step in tomllib.loads(file.read_text(encoding="utf-8"))["step"]
    }
    scene = Scene.load()
    assert {person["placement"] for person in scene.people if "placement" in person} <= places
    assert scene.left_open | scene.done_first | set(scene.done_targets) <= steps
    assert len({person["phone"] for person in scene.people}) == len(scene.people)
    assert all(re.fullmatch(r"1\d\d000\d{5}", person["phone"]) for person in scene.people)  # plainly invented
