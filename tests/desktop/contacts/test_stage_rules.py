"""What the rules make of events, and that head office's own take their place at once."""

import random
from datetime import date, datetime

import pytest
from sqlalchemy import text

from db.engine import Store
from db.operation import record
from db.stamp import FixedClock
from desktop import documents, upkeep
from desktop.contacts import facet_counts, search, stage_rules
from desktop.contacts.filters import ContactQuery
from desktop.contacts.stage_rules import Happened, Ladder, Reached, reach
from desktop.contacts.stages import LIFECYCLE, STAGES
from desktop.errors import AppError
from tests.desktop.contacts.conftest import Add

ADDED = "2026-03-01 09:00:00"
TODAY = date(2026, 3, 12)


def happened(events: str) -> list[Happened]:
    """From `replied 2, purchase 3`: kinds and days of March."""
    parts = [one.split() for one in events.split(", ") if one]
    return sorted(Happened(f"2026-03-{int(day):02} 10:00:00", kind, f"{kind}{day}") for kind, day in parts)


def built_in() -> stage_rules.Rules:
    return stage_rules.read(stage_rules.built_in())


@pytest.mark.parametrize(
    ("events", "stage"),
    [
        ("", "aware"), ("replied 2", "interest"), ("group_joined 2", "interest"), ("activity 2", "interest"),
        ("referral 2", "aware"), ("purchase 2", "purchase"), ("purchase 2, referral 3", "loyal"),
        ("referral 2, purchase 3", "purchase"), ("purchase 2, purchase 3", "loyal"),
        ("purchase 3, replied 2", "purchase"),
    ],
)  # fmt: skip
def test_aipl_by_the_built_in_rules(events: str, stage: str):
    assert reach(built_in().aipl, STAGES[0], happened(events), ADDED, TODAY).stage == stage


@pytest.mark.parametrize(
    ("events", "stage"),
    [
        ("", "acquired"), ("sent 2", "acquired"), ("visit 2", "activated"), ("chat 2, chat 3", "activated"),
        ("chat 2, chat 3, call 4", "retained"), ("chat 2, purchase 3", "converted"),
        ("purchase 2, referral 3", "referring"),
    ],
)  # fmt: skip
def test_lifecycle_by_the_built_in_rules(events: str, stage: str):
    assert reach(built_in().lifecycle, LIFECYCLE[0], happened(events), ADDED, TODAY).stage == stage


def test_since_when_by_what_and_until_when():
    rules = built_in().aipl
    assert reach(rules, STAGES[0], [], ADDED, TODAY) == Reached("aware", ADDED)
    found = reach(rules, STAGES[0], happened("replied 2, replied 3, purchase 4, replied 5"), ADDED, TODAY)
    assert found == Reached("purchase", "2026-03-04 10:00:00", "purchase4")
    loyal = reach(rules, STAGES[0], happened("purchase 2, purchase 4"), ADDED, TODAY)
    assert loyal == Reached("loyal", "2026-03-04 10:00:00", "purchase4", "2028-03-04")
    assert reach(rules, STAGES[0], happened("purchase 2, purchase 4"), ADDED, date(2028, 3, 4)).stage == "purchase"
    assert reach(rules, STAGES[0], happened("purchase 2, purchase 4"), ADDED, None).stage == "loyal"


def test_windows_and_counts():
    rule = '[dormant]\ndays=9\n[[aipl]]\nstage="interest"\nkinds=["replied"]\ntimes=2\nwithin=3'
    rules = stage_rules.read(rule).aipl
    assert reach(rules, STAGES[0], happened("replied 1, replied 5"), ADDED, TODAY).stage == "aware"
    met = reach(rules, STAGES[0], happened("replied 1, replied 5, replied 8"), ADDED, TODAY)
    assert (met.stage, met.event) == ("interest", "replied8")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("dormant = 3", "dormant.days"), ("[dormant]\ndays=0", "dormant.days"), ("x", "看不懂"),
        ("aipl = 1\n[dormant]\ndays=3", "aipl 不是"),
        ('[dormant]\ndays=3\n[[aipl]]\nstage="great"\nkinds=[]', "第 1 条的 stage、kinds"),
        ('[dormant]\ndays=3\n[[aipl]]\nstage="loyal"\nkinds=["call"]\ntimes=0\nwithin=-1\nmore=1',
         "times、within、more"),
        ('[dormant]\ndays=3\n[[lifecycle]]\nstage="retained"\nkinds=["call"]\nafter="x"\nlasts="long"', "after、lasts"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(content: str, said: str):
    with pytest.raises(AppError, match=said):
        stage_rules.read(content)


RULES = """
[dormant]
days = 3
[[aipl]]
stage = "purchase"
kinds = ["call"]
lasts = 5
"""


def stage(store: Store, contact: str) -> tuple[str, str | None]:
    with store.session() as session:
        found = session.execute(
            text("SELECT stage, recheck_on FROM contact_state WHERE contact = :id"), {"id": contact}
        ).one()
        return found.stage, found.recheck_on


def test_rules_of_head_office_move_everybody_at_once_and_time_moves_them_back(
    store: Store, add: Add, clock: FixedClock, manager
):
    called = add("赵小琳", events=[("call", "2026-03-10 11:08:00")])
    assert stage(store, called) == ("aware", None)
    change = documents.change(stage_rules.KIND, "阶段规则", "2", RULES)
    store.write(lambda session: record(session, None, [change]))
    assert stage(store, called) == ("purchase", "2026-03-16")
    clock.set(datetime(2026, 3, 15, 9))
    upkeep.bring_up_to_date(store)
    assert stage(store, called)[0] == "purchase"
    with store.session() as session:
        assert len(search.ids(session, manager, ContactQuery(view="quiet"))) == 1
        assert facet_counts.counts(session, manager, ContactQuery()).views["quiet"] == 1
    clock.set(datetime(2026, 3, 16, 9))
    upkeep.bring_up_to_date(store)
    assert stage(store, called) == ("aware", None)


def test_rules_that_cannot_be_read_here_leave_the_built_in_ones(store: Store, add: Add):
    replied = add("赵小琳", events=[("replied", "2026-03-10 11:08:00")])
    change = documents.change(stage_rules.KIND, "阶段规则", "3", "[newer]\n")
    store.write(lambda session: record(session, None, [change]))
    assert stage(store, replied) == ("interest", None)


def test_the_reason_is_the_event_that_did_it(store: Store, add: Add, manager):
    id_ = add("赵小琳", events=[("replied", "2026-03-10 11:08:00"), ("replied", "2026-03-11 11:08:00")])
    with store.session() as session:
        detail = search.detail(session, manager, id_)
    assert (detail.stage_kind, detail.stage_at, detail.lifecycle) == ("replied", "2026-03-10 11:08:00", "activated")


@pytest.mark.parametrize("seed", range(20))
def test_a_ladder_that_remembers_says_the_same(seed: int):
    chance = random.Random(seed)
    rules = built_in()
    ladders = [(rules.aipl, STAGES[0]), (rules.lifecycle, LIFECYCLE[0])]
    climbed = [Ladder(*one) for one in ladders]
    for _ in range(60):
        days = sorted(chance.choices(range(1, 28), k=chance.randrange(7)))
        kinds = chance.choices(["replied", "purchase", "referral", "chat", "call", "other"], k=len(days))
        events = (
            sorted(happened(", ".join(f"{kind} {day}" for kind, day in zip(kinds, days, strict=True)))) if days else []
        )
        today = chance.choice([None, TODAY, date(2029, 1, 1)])
        for (rules_, lowest), ladder in zip(ladders, climbed, strict=True):
            assert ladder.reach(events, ADDED, today) == reach(rules_, lowest, events, ADDED, today)
