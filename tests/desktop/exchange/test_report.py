import json
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import text

from db.actor import Actor, Role
from db.engine import Store
from db.operation import Change, record
from desktop.changes import Changes
from desktop.errors import AppError, PermissionDenied
from desktop.exchange import history, manifest, report, workbook
from desktop.exchange.worker import Reader
from desktop.insights.metrics import Period
from desktop.store import open_memory_store
from tests.desktop.exchange.branches import FRIDAY, SECRETS, lead_of, open_branch

Branch = tuple[Store, Actor]
SHEETS = [
    "说明",
    "汇总",
    "客户",
    "标签",
    "跟进",
    "SOP 记录",
    "社群",
    "群活动",
    "海报台卡",
    "点位",
    "营销活动",
    "好做法",
    "_ops",
    "_manifest",
]


@pytest.fixture
def reported(branch: Branch, tmp_path: Path) -> report.Reported:
    store, lead = branch
    return report.export(store, lead, tmp_path)


def test_a_report_is_one_workbook_with_sheets_for_people_and_for_the_program(reported: report.Reported, reader: Reader):
    assert reported.file.name == "上报_2026W47_城东支行.xlsx"
    book = workbook.read(reported.file, reader=reader)
    assert [sheet.name for sheet in book.sheets] == SHEETS
    contacts = book.sheet("客户").rows
    assert contacts[0][:3] == ["name", "phone", "owner_name"]
    assert contacts[1][:3] == ["姓名", "手机", "归属"]
    assert contacts[0][-2:] == ["_id", "_ck"]
    assert len(contacts) == 2 + 6
    assert {row[0] for row in contacts[2:]} == {"赵*琳", "=**1", "客*2", "客*3", "客*4", "客*5"}
    assert reported.counts["contacts"] == 6
    assert reported.counts["adds"] == 2
    assert reported.done.changes is Changes.EXCHANGE


def test_texts_stay_texts(reported: report.Reported, reader: Reader):
    """A name that looks like a formula is no formula in the file."""
    with zipfile.ZipFile(reported.file) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert not any("<f>" in part or "<f " in part for part in parts)
    groups = workbook.read(reported.file, reader=reader).sheet("社群").rows
    assert groups[2][0] == "+理财群"


def test_nothing_personal_leaves_in_clear(reported: report.Reported):
    with zipfile.ZipFile(reported.file) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace")
    assert [secret for secret in (*SECRETS, "13900001111") if secret in everything] == []
    assert "138****4821" in everything


def test_the_hidden_is_hidden(reported: report.Reported):
    from openpyxl import load_workbook

    book = load_workbook(reported.file)
    assert [name for name in book.sheetnames if book[name].sheet_state != "visible"] == ["_ops", "_manifest"]
    page = book["客户"]
    assert page.row_dimensions[1].hidden
    hidden = [one for one in page.column_dimensions.values() if one.hidden]
    assert [(one.min, one.max) for one in hidden] == [(11, 12)]
    assert page.freeze_panes == "A3"
    assert page["B3"].number_format == "@"
    book.close()


def test_every_export_counts_on(branch: Branch, tmp_path: Path):
    store, lead = branch
    made = []
    for number in range(3):
        store.write(lambda session: record(session, lead, [Change("task", f"{number}", {"title": "又一件"})]))  # noqa: B023 - called at once
        made.append(store.write(lambda session: report.build(session, lead, tmp_path)).sequence)
    assert made == [1, 2, 3]
    with store.session() as session:
        rows = session.execute(text("SELECT sequence, period, sha256, have FROM export_run ORDER BY sequence")).all()
    assert [row[0] for row in rows] == [1, 2, 3]
    assert all(row[1] == "2026W47" and len(row[2]) == 64 and json.loads(row[3]) for row in rows)


def test_the_same_content_has_the_same_mark_however_often_it_is_written(
    branch: Branch, reported: report.Reported, tmp_path: Path, reader: Reader
):
    store, lead = branch
    store.clock.advance(hours=3)
    again = report.export(store, lead, tmp_path / "again")
    first, second = (manifest.read(workbook.read(one.file, reader=reader), "x")[0] for one in (reported, again))
    assert (first.export_id, first.seal, first.signature) == (second.export_id, second.seal, second.signature)
    whole = store.write(lambda session: report.build(session, lead, tmp_path, whole=True))
    assert whole.sequence == 1
    with store.session() as session:
        assert session.execute(text("SELECT count(*) FROM export_run")).scalar() == 1


def test_what_would_leave_can_be_looked_at_before(branch: Branch):
    store, lead = branch
    with store.session() as session:
        pages = {page.name: list(page.rows) for page in report.preview(session, lead)}
        assert session.execute(text("SELECT count(*) FROM export_run")).scalar() == 0
        with pytest.raises(PermissionDenied):
            report.preview(session, Actor(lead.staff, Role.TELLER, lead.branch))
    assert pages["客户"][2][:2] == ["客*2", "138****4821"]
    assert set(pages) == set(SHEETS[1:-2])


def test_the_manifest_says_what_is_in_the_file(branch: Branch, reported: report.Reported, reader: Reader):
    _, lead = branch
    head, operations = manifest.read(workbook.read(reported.file, reader=reader), reported.file.name)
    assert (head.kind, head.branch, head.branch_name, head.period) == ("report", lead.branch, "城东支行", "2026W47")
    assert head.operations == reported.operations == len(operations)
    assert max(json.loads(head.have).values()) == len(operations)
    assert head.since == "{}"


def test_another_week_can_be_reported(branch: Branch, tmp_path: Path):
    store, lead = branch
    last = Period.week_of(FRIDAY.date()).before
    made = store.write(lambda session: report.build(session, lead, tmp_path, last))
    assert made.file.name == "上报_2026W46_城东支行.xlsx"
    assert made.counts["interactions"] == 0


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.LEAD])
def test_only_a_lead_reports(branch: Branch, tmp_path: Path, role: Role):
    store, lead = branch
    other = Actor(lead.staff, role, lead.branch)
    with pytest.raises(PermissionDenied):
        report.export(store, other, tmp_path)
    with store.session() as session, pytest.raises(PermissionDenied):
        report.self_check(session, other)
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_knows_no_branch_cannot_report(tmp_path: Path):
    store = open_memory_store()
    with pytest.raises(AppError, match="哪个网点"):
        report.export(store, lead_of("城东支行"), tmp_path)
    store.close()


def test_a_folder_that_cannot_be_written_is_told(branch: Branch, tmp_path: Path):
    store, lead = branch
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(AppError):
        report.export(store, lead, blocked)
    with store.session() as session:
        assert session.execute(text("SELECT count(*) FROM export_run")).scalar() == 0


def test_a_branch_named_like_a_path_makes_one_file(tmp_path: Path):
    store, lead = open_branch("城东/支行?", 1)
    made = report.export(store, lead, tmp_path)
    assert made.file.name == "上报_2026W47_城东_支行_.xlsx"
    store.close()


def test_the_self_check_names_what_is_missing(branch: Branch):
    store, lead = branch
    changes = [
        Change("contact", "stray", {"name": "没人管", "owner": "gone", "phone": "13900002222"}),
        Change("contact", "twice", {"name": "又一个", "owner": lead.staff, "phone": "13900002222", "placement": "p"}),
    ]
    store.write(lambda session: record(session, lead, changes))
    with store.session() as session:
        found = {check.key: check.number for check in report.self_check(session, lead)}
    assert found == {"no_owner": 1, "no_consent": 1, "overdue": 3, "same_phone": 1}
    open_task = Change("task", "open", {"title": "没做", "date": "2026-11-19", "staff": lead.staff})
    store.write(lambda session: record(session, lead, [open_task]))
    with store.session() as session:
        assert {"unfinished": 1}.items() <= {one.key: one.number for one in report.self_check(session, lead)}.items()


def test_the_overview_is_this_week_beside_the_last(branch: Branch, reported: report.Reported):
    store, lead = branch
    with store.session() as session:
        seen = report.overview(session, lead)
    assert (seen.bank, seen.branch, seen.period.name) == ("江海银行", "城东支行", "2026W47")
    assert (seen.figures["adds"], seen.before["adds"]) == (2, 0)
    assert seen.exported == "2026-11-20 10:42:00"
    nowhere = open_memory_store()
    with nowhere.session() as session:
        assert report.overview(session, lead).branch == ""
    nowhere.close()


def test_the_report_stands_in_the_history(branch: Branch, reported: report.Reported):
    store, _ = branch
    with store.session() as session:
        [passage] = history.passages(session)
    assert (passage.inward, passage.kind, passage.file) == (False, "report", "上报_2026W47_城东支行.xlsx")
    assert (passage.staff_name, passage.counts["contacts"], passage.batch) == ("王敏", 6, "")
