from pathlib import Path

import pytest
from sqlalchemy import text

from db.actor import Actor, Role
from db.engine import Store
from db.operation import Change, record
from desktop.errors import AppError, PermissionDenied
from desktop.exchange import arrival, manifest, report, workbook
from desktop.exchange.arrival import Arrival, Taken
from desktop.exchange.worker import Reader
from desktop.security import seals
from tests.desktop.exchange.branches import ANALYST

Branch = tuple[Store, Actor]


def send(branch: Branch, folder: Path, reader: Reader) -> Arrival:
    store, lead = branch
    return arrival.read(report.export(store, lead, folder).file, reader)


def take(hq: Store, arrived: Arrival, *met: str) -> Taken:
    return hq.write(lambda session: arrival.take(session, ANALYST, arrived, set(met)))


def test_a_report_is_merged_and_entered(branch: Branch, hq: Store, tmp_path: Path, reader: Reader):
    arrived = send(branch, tmp_path, reader)
    taken = take(hq, arrived)
    assert (taken.verdict, taken.flags, taken.branch_name) == ("merged", (), "城东支行")
    assert taken.counts["contacts"] == 6
    with hq.session() as session:
        names = set(session.execute(text("SELECT name FROM contact")).scalars())
        phones = set(session.execute(text("SELECT phone FROM contact")).scalars())
        run = session.execute(text("SELECT kind, verdict, period, sequence FROM import_run")).one()
    assert names == {"赵*琳", "=**1", "客*2", "客*3", "客*4", "客*5"}
    assert phones == {"138****4821"}
    assert tuple(run) == ("report", "merged", "2026W47", 1)


def test_the_same_file_again_has_nothing_new_and_a_copy_is_doubled(
    branch: Branch, hq: Store, tmp_path: Path, reader: Reader
):
    arrived = send(branch, tmp_path, reader)
    take(hq, arrived)
    assert take(hq, arrived).verdict == "nothing_new"
    assert take(hq, arrived._replace(file="上报(1).xlsx")).verdict == "doubled"
    assert take(hq, arrived, arrived.manifest.export_id).verdict == "doubled"


def test_an_older_export_is_stale(branch: Branch, hq: Store, tmp_path: Path, reader: Reader):
    store, lead = branch
    old = send(branch, tmp_path, reader)
    store.write(lambda session: record(session, lead, [Change("task", "t", {"title": "新的一件"})]))
    new = send(branch, tmp_path, reader)
    assert take(hq, new).verdict == "merged"
    taken = take(hq, old)
    assert taken.verdict == "stale"
    assert "2026W47" in str(taken.reason)


def test_a_report_without_news_says_so(branch: Branch, hq: Store, tmp_path: Path, reader: Reader):
    take(hq, send(branch, tmp_path, reader))
    assert take(hq, send(branch, tmp_path, reader)).verdict == "nothing_new"


def test_a_gap_is_flagged(branch: Branch, hq: Store, tmp_path: Path, reader: Reader):
    arrived = send(branch, tmp_path, reader)
    taken = take(hq, arrived._replace(operations=arrived.operations[5:]))
    assert (taken.verdict, taken.flags) == ("merged", ("gap",))


def test_a_clone_is_flagged(branch: Branch, hq: Store, tmp_path: Path, reader: Reader):
    arrived = send(branch, tmp_path, reader)
    take(hq, arrived)
    twin = arrived.operations[-1]._replace(digest="0" * 64)
    assert "clone" in take(hq, arrived._replace(operations=[twin])).flags


def test_a_hand_edit_is_flagged_and_not_taken(branch: Branch, hq: Store, tmp_path: Path, reader: Reader):
    from openpyxl import load_workbook

    store, lead = branch
    path = report.export(store, lead, tmp_path).file
    book = load_workbook(path)
    book["客户"]["A4"] = "改过的名字"
    book.save(path)
    taken = take(hq, arrival.read(path, reader))
    assert (taken.verdict, taken.flags) == ("merged", ("hand_edited",))
    assert str(taken.reason) == "“客户”第 4 行导出后被改过，共 1 处，等您定；没改的已并入"
    with hq.session() as session:
        assert session.execute(text("SELECT count(*) FROM contact WHERE name = '改过的名字'")).scalar() == 0


def test_an_edited_program_sheet_is_refused(branch: Branch, tmp_path: Path, reader: Reader):
    from openpyxl import load_workbook

    store, lead = branch
    path = report.export(store, lead, tmp_path).file
    book = load_workbook(path)
    book["_ops"]["A2"] = book["_ops"]["A2"].value.replace("城东支行", "城西支行")
    book.save(path)
    with pytest.raises(AppError, match="校验不符"):
        arrival.read(path, reader)


def test_another_kind_of_workbook_is_no_report(hq: Store, tmp_path: Path, reader: Reader):
    head = manifest.Manifest(
        kind="pack", branch="b", branch_name="", replica="r", export_id="e", sequence=1, period="2026W47", made_at="",
        operations=0, since="{}", have="{}", counts="{}",
    )  # fmt: skip
    path = tmp_path / "下发包.xlsx"
    workbook.write(path, [workbook.SheetSpec("说明", [["下发包"]]), *manifest.sheets(head, [], hq.write(seals.signer))])
    with pytest.raises(AppError, match="不是上报表"):
        arrival.read(path, reader)


def test_a_later_report_under_another_key_is_refused(branch: Branch, hq: Store, tmp_path: Path, reader: Reader):
    take(hq, send(branch, tmp_path, reader))
    store, _ = branch
    store.write(lambda session: session.execute(text("DELETE FROM setting WHERE key = :key"), {"key": seals.OWN}))
    forged = send(branch, tmp_path, reader)
    with pytest.raises(AppError, match="登记过的不同") as told:
        take(hq, forged)
    assert seals.fingerprint(forged.manifest.key) in str(told.value.cure)


def test_a_refused_file_is_entered_with_its_reason(hq: Store, tmp_path: Path):
    for path in (tmp_path / "没有.xlsx", tmp_path):
        error = AppError("{file} 已损坏，解不开", file=path.name)
        taken = hq.write(lambda session: arrival.refuse(session, ANALYST, path, error))  # noqa: B023 - called at once
        assert taken.verdict == "refused"
    with hq.session() as session:
        rows = session.execute(text("SELECT verdict, detail, reason FROM import_run")).all()
    flags, reason = arrival.told(rows[0][1], rows[0][2])
    assert (len(rows), flags, reason.template) == (2, (), "{file} 已损坏，解不开")
    assert str(reason) in {row[2] for row in rows}


def test_an_entry_without_detail_tells_its_reason():
    assert arrival.told("", "从前的理由") == ((), "从前的理由")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ANALYST])
def test_only_an_analyst_takes_reports(branch: Branch, hq: Store, tmp_path: Path, reader: Reader, role: Role):
    arrived = send(branch, tmp_path, reader)
    actor = Actor("x", role, "y")
    with pytest.raises(PermissionDenied):
        hq.write(lambda session: arrival.take(session, actor, arrived))
    with pytest.raises(PermissionDenied):
        hq.write(lambda session: arrival.refuse(session, actor, tmp_path, AppError("x")))
