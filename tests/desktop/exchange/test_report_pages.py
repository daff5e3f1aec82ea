"""The summary of a report with its native charts, and the sheets of places and campaigns."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from db.actor import Actor
from db.engine import Store
from db.ids import derived_id
from db.operation import Change, record
from desktop.exchange import campaign_rows, policy, report
from desktop.words import Words
from tests.desktop.exchange.branches import lead_of

LEAD = lead_of("城东支行")
PEPPER = b"p" * 32
CAMPAIGN, PRIZE, PLACE = derived_id("campaign", "秋季"), derived_id("prize", "杯"), derived_id("placement", "1")
CONTACT = derived_id("contact", "城东支行", "3")


@pytest.fixture
def branch_with_campaign(branch: tuple[Store, Actor]) -> Store:
    """Two leads of ours, one of whom is contact 3, one of another branch; a prize drawn; a place with its code."""
    store, lead = branch
    entries = [("13700000003", lead.branch), ("13700000009", lead.branch), ("13700000008", lead_of("滨江支行").branch)]
    changes = [
        Change("contact", CONTACT, {"phone": "13700000003", "state": "c1"}),
        Change("campaign", CAMPAIGN, {"name": "秋季拉新", "starts_on": "2026-11-01", "ends_on": "2026-12-31"}),
        Change("campaign", derived_id("campaign", "旧"), {"name": "旧的", "hidden": 1}),
        Change("prize", PRIZE, {"campaign": CAMPAIGN, "name": "杯子", "fen": 3880, "count": 9}),
        Change("draw", derived_id("draw", "1"), {"campaign": CAMPAIGN, "prize": PRIZE, "contact": CONTACT}),
        Change("placement", PLACE, {"name": "柜台三", "channel": "lobby", "state": "c1", "branch": lead.branch}),
        *(
            Change("whitelist_entry", derived_id("whitelist_entry", phone), {
                "campaign": CAMPAIGN, "branch": whose, "phone_hash": policy.keyed_hash(PEPPER, phone),
            })
            for phone, whose in entries
        ),
    ]  # fmt: skip
    store.write(lambda session: policy.keep_pepper(session, PEPPER))
    store.write(lambda session: record(session, lead, changes))
    return store


def test_of_a_campaign_its_leads_here_are_counted(branch_with_campaign: Store):
    with branch_with_campaign.session() as session:
        (row,) = campaign_rows.rows(session, LEAD.branch)
        assert row == (CAMPAIGN, "秋季拉新", "2026-11-01", "2026-12-31", 2, 1, 1, 1, 38.8)
        (other,) = campaign_rows.rows(session, lead_of("滨江支行").branch)
    assert (other.leads, other.held) == (1, 0)


def test_without_the_pepper_nobody_is_recognised(branch_with_campaign: Store):
    branch_with_campaign.write(lambda session: policy.keep_pepper(session, b""))
    with branch_with_campaign.session() as session:
        (row,) = campaign_rows.rows(session, LEAD.branch)
    assert (row.leads, row.held, row.contacted) == (2, 0, 0)


@pytest.mark.parametrize(
    ("language", "names", "stage"),
    [
        ("zh", ("汇总", "点位", "营销活动"), "各阶段的客户"),
        ("en", ("Figures", "Placement", "Campaigns"), "Customers by stage"),
    ],
)
def test_the_workbook_has_charts_places_and_campaigns(
    branch_with_campaign: Store, tmp_path: Path, language: str, names: tuple[str, ...], stage: str
):
    file = report.export(branch_with_campaign, LEAD, tmp_path, Words(language)).file
    book = load_workbook(file)
    summary, places, campaigns = (book[name] for name in names)
    titles = [chart.title.tx.rich.p[0].r[0].t for chart in summary._charts]
    assert titles[0] == stage
    assert len(titles) == 2
    for chart in summary._charts:
        first, last = _rows(chart.series[0].val.numRef.f)
        groups = {summary.cell(row, 1).value for row in range(first, last + 1)}
        assert len(groups) == 1
        assert summary.cell(first - 1, 1).value not in groups
        assert summary.cell(last + 1, 1).value not in groups
    assert summary.freeze_panes == "A3"
    assert summary.auto_filter.ref.startswith("A2:")
    assert [cell.value for cell in places[3]][:5] == [
        "柜台三",
        {"zh": "网点厅堂", "en": "Lobby"}[language],
        None,
        "c1",
        1,
    ]
    assert [cell.value for cell in campaigns[3]][:8] == ["秋季拉新", "2026-11-01", "2026-12-31", 2, 1, 1, 1, 38.8]


def _rows(formula: str) -> tuple[int, int]:
    """First and last row of a range such as `汇总!$C$27:$C$30`."""
    first, _, last = formula.rpartition("!")[2].partition(":")
    return int(first.split("$")[2]), int((last or first).split("$")[2])
