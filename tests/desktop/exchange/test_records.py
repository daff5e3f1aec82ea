"""What the report says of the day's work: who, when copied, when sent, whether on time; and what is commended."""

import pytest

from db.engine import Store
from db.operation import Change, record
from desktop.exchange import report
from tests.desktop.exchange.branches import FRIDAY
from tests.desktop.exchange.test_report import Branch


@pytest.fixture
def pages(branch: Branch) -> dict[str, list[list[object]]]:
    store, lead = branch
    day = f"{FRIDAY.date()}"
    same = {"date": day, "staff": lead.staff, "branch": lead.branch, "script": "s", "until_at": f"{day} 10:00:00"}
    done = {"copied_at": f"{day} 09:01:00", "sent_at": f"{day} 09:02:00", "done_at": f"{day} 09:02:00", "count": 2}
    rows = [
        Change("script", "s", {"key": "BW-01", "title": "到店提醒", "kind": "contact", "text": "明天来坐坐",
                               "branch": lead.branch, "recommended_at": f"{day} 11:00:00",
                               "recommendation": "三天约来 12 位"}),
        Change("script", "hq", {"key": "ZH-01", "title": "总行的", "recommended_at": f"{day} 11:00:00"}),
        Change("task", "a", {**same, **done, "title": "按时的"}),
        Change("task", "b", {**same, "title": "晚了的", "done_at": f"{day} 12:00:00"}),
        Change("task", "c", {**same, "title": "改期的", "done_at": f"{day} 16:00:00",
                             "postponed_to": f"{day} 15:00:00"}),
        Change("task", "d", {**same, "title": "没做的"}),
        Change("activity", "x", {"key": "riddle-1", "title": "猜字谜", "branch": lead.branch,
                                 "recommended_at": f"{day} 12:00:00", "recommendation": "196 人里 83 人参与"}),
    ]  # fmt: skip
    store.write(lambda session: record(session, lead, rows))
    return _pages(store, lead)


def _pages(store: Store, lead) -> dict[str, list[list[object]]]:
    with store.session() as session:
        return {page.name: list(page.rows) for page in report.preview(session, lead)}


def test_the_record_of_each_task_says_when_and_whether_on_time(pages):
    heads, rows = pages["SOP 记录"][0], pages["SOP 记录"][2:]
    places = [heads.index(key) for key in ("title", "script", "copied_at", "sent_at", "count", "on_time")]
    found = {row[places[0]]: [row[place] for place in places[1:]] for row in rows}
    day = f"{FRIDAY.date()}"
    assert found["按时的"] == ["BW-01", f"{day} 09:01:00", f"{day} 09:02:00", 2, "是"]
    assert [found[title][-1] for title in ("晚了的", "改期的", "没做的")] == ["否", "是", None]


def test_what_the_branch_commends_is_a_sheet_of_its_own(pages):
    rows = pages["好做法"][2:]
    assert [row[:5] for row in rows] == [
        ["BW-01", "到店提醒", "明天来坐坐", "三天约来 12 位", 1],
        ["riddle-1", "猜字谜", "", "196 人里 83 人参与", 0],
    ]
