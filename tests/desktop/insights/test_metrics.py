from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from db.engine import Store
from db.operation import Change, record
from desktop.insights import metrics
from desktop.insights.metrics import BY_KEY, METRICS, Period
from desktop.insights.walk import Tally, walk
from desktop.store import open_memory_store
from tests.desktop.exchange.branches import lead_of, open_branch

WEEK = Period(date(2026, 11, 16), date(2026, 11, 22))


@pytest.fixture
def branch():
    store, lead = open_branch("城东支行", 6)
    yield store, lead
    store.close()


def read(session: Session, tally: Tally, made: Callable[[Tally], Any]) -> Any:
    walk(session, tally)
    return made(tally)


def figures(store: Store, period: Period = WEEK) -> metrics.Figures:
    with store.session() as session:
        return metrics.total(session, period)


def test_a_week_is_monday_to_sunday_and_has_a_name():
    assert Period.week_of(date(2026, 11, 22)) == WEEK
    assert WEEK.name == "2026W47"
    assert Period.named("2026W47") == WEEK
    assert WEEK.before.name == "2026W46"
    assert Period.week_of(date(2027, 1, 1)).name == "2026W53"
    assert WEEK.bounds == {"first": "2026-11-16", "after": "2026-11-23"}


@pytest.mark.parametrize("name", ["", "2026", "2026W", "2026W54", "xW1"])
def test_a_name_that_is_no_week(name: str):
    with pytest.raises(ValueError, match=r".*"):
        Period.named(name)


def test_the_figures_of_a_branch_by_their_definitions(branch):
    store, lead = branch
    lost = [Change("contact", "gone", {"name": "走了", "owner": lead.staff, "branch": lead.branch, "status": "lost",
                                       "status_at": "2026-11-18 09:00:00", "added_at": "2026-01-01 09:00:00"}),
            Change("contact", "long-gone", {"name": "早走了", "status": "lost", "status_at": "2026-10-01 09:00:00",
                                            "added_at": "2026-01-01 09:00:00"}),
            Change("interaction", "r", {"contact": "gone", "kind": "referral", "at": "2026-11-18 09:00"})]  # fmt: skip
    store.write(lambda session: record(session, lead, lost))
    found = figures(store)
    assert found == {
        "contacts": 6, "adds": 2, "valid_adds": 2, "lost": 1, "net": 1, "loss_rate": 1 / 7, "tagged": 1.0,
        "reached": 1.0, "interactions": 7, "follow_ups_due": 6, "on_time": 0.5, "tasks_due": 2, "tasks_done": 0.5,
        "tasks_skipped": 1,
        "referring": 0.0, "groups": 1, "members": 100, "activities": 0, "took_part": 0, "group_active": 0.3,
    }  # fmt: skip


def test_nothing_divided_by_nothing_is_no_number():
    store = open_memory_store()
    found = figures(store)
    assert {key for key, value in found.items() if value is None} == {m.key for m in METRICS if m.form == "share"}
    assert {metrics.shown(BY_KEY[key], value) for key, value in found.items()} == {"0", "—"}
    store.close()


def test_a_figure_is_shown_as_people_read_it():
    assert metrics.shown(BY_KEY["contacts"], 12345) == "12,345"
    assert metrics.shown(BY_KEY["tagged"], 0.916) == "92%"


def test_the_hidden_counts_nowhere(branch):
    store, lead = branch
    with store.session() as session:
        ids = session.connection().exec_driver_sql("SELECT id FROM contact").scalars().all()
    store.write(lambda session: record(session, lead, [Change("contact", one, {"hidden": 1}) for one in ids]))
    found = figures(store)
    assert {found[key] for key in ("contacts", "adds", "interactions", "follow_ups_due")} == {0}
    with store.session() as session:
        assert read(session, metrics.stage_tally(), metrics.stages) == {}
        assert read(session, metrics.tag_tally(), metrics.tags) == []
        assert read(session, metrics.channel_tally(WEEK), metrics.channels) == []


def test_by_branch_and_owner_add_up_to_the_whole(branch):
    store, lead = branch
    with store.session() as session:
        by_branch, by_owner = metrics.counted(session, WEEK)[1:]
    assert by_branch[lead.branch] == figures(store)
    assert by_owner[lead.staff]["contacts"] == 6
    assert sum(one["tasks_due"] for one in by_owner.values()) == 2


def test_stages_channels_and_tags(branch):
    store, _ = branch
    with store.session() as session:
        assert sum(read(session, metrics.stage_tally(), metrics.stages).values()) == 6
        assert read(session, metrics.channel_tally(WEEK), metrics.channels) == [("lobby", 6, 2)]
        assert read(session, metrics.tag_tally(), metrics.tags) == [("意向", "存款", 6)]


def test_who_has_the_most_adds_comes_first():
    sums = metrics.Sums()
    for id_, adds in (("b", 1), ("a", 1), ("c", 2), ("b", 2)):
        sums.add(id_, ["adds", "lost"], [adds, 1])
    assert sums.ranked() == ["b", "c", "a"]
    assert (sums["b"]["adds"], sums["b"]["net"], len(sums), list(sums)) == (3, 1, 3, ["b", "a", "c"])


def test_every_metric_has_a_definition_and_a_key_of_its_own():
    assert len(BY_KEY) == len(METRICS)
    assert all(metric.definition and metric.form in {"count", "share"} for metric in METRICS)
    assert lead_of("城东支行").branch
