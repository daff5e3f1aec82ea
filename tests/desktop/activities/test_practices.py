"""Good practice: an activity that went well goes to head office in the report, and comes back to all in a pack."""

import json

import pytest

from db.actor import Actor, Role
from db.engine import Store
from db.library import Activity as ActivityRow
from db.operation import Change, record
from desktop.activities import library, practices, shelf
from desktop.errors import AppError, PermissionDenied
from desktop.exchange import arrival, incoming, pack, report
from desktop.exchange.worker import Reader
from tests.desktop.exchange.branches import ANALYST, FRIDAY, branch_changes, open_branch

KEY = "riddle-1"
ROW = shelf.row_of(KEY)
TITLE = library.by_key(KEY).title
DAY = f"{FRIDAY.date()}"


@pytest.fixture(scope="module")
def reader():
    with Reader() as reader:
        yield reader


@pytest.fixture
def branch():
    store, lead = open_branch("城东支行", 2)
    yield store, lead
    store.close()


@pytest.fixture
def office():
    store, _ = open_branch("滨江支行", 0)
    put(store, *branch_changes("城东支行"))
    yield store
    store.close()


def put(store: Store, *changes: Change) -> None:
    store.write(lambda session: record(session, None, changes, source="test"))


def held(lead: Actor, at: int, people: int, *, ended: bool = True) -> list[Change]:
    group = {"name": "理财群", "branch": lead.branch, "members": 196}
    run = {"activity": ROW, "group": "g", "staff": lead.staff, "started_at": f"{DAY} 15:00:00",
           "ended_at": f"{DAY} 15:30:00" if ended else None, "participants": people,
           "result": json.dumps({"activity": KEY}, separators=(",", ":"))}  # fmt: skip
    return [Change("group", "g", group), Change("activity_run", f"run-{at}", run)]


def commend(store: Store, actor: Actor, words: str, key: str = KEY):
    return store.write(lambda session: practices.commend(session, actor, key, words))


def take_up(store: Store, row: str, actor: Actor = ANALYST):
    return store.write(lambda session: practices.take_up(session, actor, row))


def listed(store: Store, actor: Actor) -> list[practices.Practice]:
    with store.session() as session:
        return practices.listed(session, actor)


def of_key(store: Store, actor: Actor, key: str = KEY) -> practices.Practice:
    return next(one for one in listed(store, actor) if one.activity.key == key and not one.branch_name)


def test_the_list_says_how_often_each_was_held_here_and_by_how_many(branch):
    store, lead = branch
    assert len(listed(store, lead)) == len(library.load())
    put(store, *held(lead, 1, 40), *held(lead, 2, 43), *held(lead, 3, 9, ended=False))
    found = of_key(store, lead)
    assert (found.id, found.held, found.people, found.words, found.taken) == (ROW, 2, 83, "", False)
    elsewhere = Actor("s", Role.LEAD, "b-other")
    assert of_key(store, elsewhere).held == 0


def test_what_was_held_is_commended_and_taken_back(branch):
    store, lead = branch
    with pytest.raises(AppError, match="还没有办过"):
        commend(store, lead, "群里热闹")
    put(store, *held(lead, 1, 83))
    done = commend(store, lead, " 196 人里  83 人参与 ")
    assert done.message == f"“{TITLE}”会随下一份上报表推荐给总行"
    found = of_key(store, lead)
    assert (found.words, found.recommended_at[:10], found.taken) == ("196 人里 83 人参与", DAY, False)
    with store.session() as session:
        assert shelf.by_key(session, KEY) == library.by_key(KEY)
        assert len(shelf.shelf(session)) == len(library.load())
    assert commend(store, lead, "").message == f"不再推荐“{TITLE}”"
    assert of_key(store, lead).recommended_at == ""
    assert commend(store, lead, "").batch == ""


def test_only_the_lead_commends_and_only_head_office_takes_up(branch):
    store, lead = branch
    put(store, *held(lead, 1, 83))
    with pytest.raises(PermissionDenied):
        commend(store, Actor(lead.staff, Role.MANAGER, lead.branch), "好")
    with pytest.raises(PermissionDenied):
        commend(store, ANALYST, "好")
    with pytest.raises(PermissionDenied):
        take_up(store, ROW, lead)
    with pytest.raises(AppError, match="请选一个网点推荐的活动"):
        take_up(store, ROW)


def test_by_report_to_head_office_and_by_pack_back_to_all_marked_with_its_branch(branch, office, reader, tmp_path):
    """Two workbooks, each read from the disk: what one branch did well stands in the library of the others."""
    store, lead = branch
    put(store, *held(lead, 1, 83))
    commend(store, lead, "196 人里 83 人参与")
    sent = report.export(store, lead, tmp_path / "up")
    office.write(lambda session: arrival.take(session, ANALYST, arrival.read(sent.file, reader)))
    first = listed(office, ANALYST)[0]
    assert (first.branch_name, first.words, first.held, first.people, first.taken) == (
        "城东支行", "196 人里 83 人参与", 1, 83, False,
    )  # fmt: skip
    assert take_up(office, first.id).message == f"已把“{TITLE}”收进活动库，随下一个下发包到各网点"
    assert listed(office, ANALYST)[0].taken
    with pytest.raises(AppError, match="已经收进活动库"):
        take_up(office, first.id)
    packed = pack.build(office, ANALYST, tmp_path / "down")
    other, its_lead = open_branch("滨江支行", 0)
    taken = incoming.read(packed.file, reader)
    other.write(lambda session: incoming.take(session, its_lead, taken, compared=True))
    found = of_key(other, its_lead)
    assert (found.words, found.taken, found.recommended_at) == ("城东支行：196 人里 83 人参与", True, "")
    with other.session() as session:
        row = session.get_one(ActivityRow, ROW)
        assert (row.branch, row.locked) == (None, 1)
        assert shelf.by_key(session, KEY) == library.by_key(KEY)
    other.close()


def test_the_report_tells_it_on_the_sheet_of_good_practice(branch):
    store, lead = branch
    put(store, *held(lead, 1, 40), *held(lead, 2, 43))
    commend(store, lead, "两场 83 人")
    with store.session() as session:
        rows = next(page for page in report.preview(session, lead) if page.name == "好做法").rows
    assert [row[:5] for row in list(rows)[2:]] == [[KEY, TITLE, "", "两场 83 人", 2]]


def test_a_commendation_that_this_version_cannot_hold_is_still_listed(office):
    bad = {"key": KEY, "title": "新版的", "kind": "unheard", "branch": "b-9", "recommended_at": f"{DAY} 09:00:00",
           "recommendation": "好"}  # fmt: skip
    put(office, Change("activity", "x", bad))
    first = listed(office, ANALYST)[0]
    assert (first.activity.title, first.branch_name, first.words) == (TITLE, "", "好")
    with pytest.raises(AppError):
        take_up(office, "x")
