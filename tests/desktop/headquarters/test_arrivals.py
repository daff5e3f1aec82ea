"""Every kind of bad file gets its verdict, its reason and its cure; who is late for how long; what goes back."""

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from db.actor import Actor, Role
from db.engine import Store, session_replica
from db.merging import export_operations
from db.operation import Change, record
from desktop.errors import PermissionDenied
from desktop.exchange import pack, received, report, workbook
from desktop.exchange.workbook import SheetSpec
from desktop.headquarters import arrivals, consolidate, sendback, watching
from desktop.headquarters.arrivals import File
from desktop.headquarters.reading import Readers
from desktop.headquarters.watching import Watch
from desktop.insights.metrics import Period
from desktop.words import Words
from tests.desktop.exchange.branches import ANALYST, BANK, branch_changes, open_branch

WEEK = Period.named("2026W47")
Take = Callable[..., dict[str, File]]


@pytest.fixture
def take(hq: Store, readers: Readers) -> Take:
    def go(*places: Path, week: Period = WEEK) -> dict[str, File]:
        consolidate.consolidate(hq, ANALYST, places, readers=readers)
        with hq.session() as session:
            return {one.file: one for one in arrivals.files(session, week)}

    return go


def wrapped(path: Path, part: str, content: bytes = b"x") -> Path:
    """A workbook with one more part in it."""
    workbook.write(path, [SheetSpec("a", [["a"]])])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(part, content)
    return path


def test_five_in_a_hundred_bad_files_of_every_kind_are_told_apart(take: Take, reports: Path):
    good = reports / "上报_2026W47_城东支行.xlsx"
    branch, lead = open_branch("城西支行", 3)
    with_table = report.export(branch, lead, reports).file
    edited = workbook.read(with_table)
    table = next(sheet for sheet in edited.sheets if sheet.name == "_ops")
    table.rows[1][0] = str(table.rows[1][0]).replace("城西", "城北")
    workbook.write(reports / "程序页被改.xlsx", [SheetSpec(one.name, one.rows) for one in edited.sheets])
    with_table.unlink()
    branch.close()
    shutil.copy(good, reports / "上报_2026W47_城东支行(1).xlsx")
    workbook.write(reports / "3月报表最终版.xlsx", [SheetSpec("Sheet1", [["网点", "客户"], ["城东", 3]])])
    wrapped(reports / "宏.xlsx", "xl/vbaProject.bin")
    wrapped(reports / "外链.xlsx", "xl/externalLinks/externalLink1.xml")
    (reports / "空.xlsx").write_bytes(b"")
    (reports / "半截.xlsx").write_bytes(good.read_bytes()[:-2000])
    (reports / "加密.xlsx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"))
    (reports / "防泄密.xlsx").write_bytes(b"\x62\x14\x23\x65" * 400)
    found = take(reports)
    said = {name: str(file.reason) for name, file in found.items() if file.verdict == "refused"}
    for name, words in {
        "程序页被改.xlsx": "校验不符", "3月报表最终版.xlsx": "没有“_manifest”页", "宏.xlsx": "含有宏",
        "外链.xlsx": "链接到别的文件", "空.xlsx": "空文件", "半截.xlsx": "已损坏", "加密.xlsx": "密码",
        "防泄密.xlsx": "防泄密",
    }.items():  # fmt: skip
        assert words in said.pop(name)
        assert str(found[name].cure)
    assert said == {}
    assert found["上报_2026W47_城东支行(1).xlsx"].verdict == "doubled"
    assert sum(file.verdict == "merged" for file in found.values()) == 3


def test_a_report_of_an_older_week_is_stale_but_its_content_stays(take: Take, hq: Store, reports: Path, tmp_path: Path):
    store, lead = open_branch("青石镇支行", 2)
    with store.session() as session:
        week = Period.named("2026W46")
        prepared = report.prepare(session, lead, report.seals.signer(session), week)
    store.close()
    workbook.write(tmp_path / "上报_2026W46_青石镇支行.xlsx", prepared.sheets)
    found = take(reports, tmp_path / "上报_2026W46_青石镇支行.xlsx")
    one = found["上报_2026W46_青石镇支行.xlsx"]
    assert (one.verdict, one.troubled) == ("stale", True)
    assert str(one.reason) == "报的是第 46 周，这里汇总第 47 周；内容收下了"
    assert "上报表" in str(one.cure)
    with hq.session() as session:
        assert session.execute(text("SELECT count(*) FROM contact")).scalar() == 13
        assert [(late.name, late.last, late.weeks) for late in arrivals.late(session, WEEK)] == [
            ("青石镇支行", "2026W46", 1)
        ]
        later = arrivals.late(session, Period.named("2026W49"))
        assert {late.name: late.weeks for late in later}["青石镇支行"] == 3


def test_a_branch_that_never_reported_is_late_since_anybody_did(take: Take, hq: Store, reports: Path):
    take(reports)
    hq.write(lambda session: record(session, None, branch_changes("西塘支行")))
    with hq.session() as session:
        assert [(one.name, one.weeks) for one in arrivals.late(session, WEEK)] == [("西塘支行", 1)]
        weeks = {one.name: one.weeks for one in arrivals.late(session, Period.named("2026W49"))}
    assert weeks == {"西塘支行": 3, "城东支行": 2, "滨江支行": 2, "南浦支行": 2}


def test_a_gap_is_named_and_told_to_the_branch_by_the_next_pack(
    take: Take, hq: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    store, lead = open_branch("城东支行", 2)
    first = report.export(store, lead, tmp_path / "1").file
    whole = len(report_operations(store))
    store.write(lambda session: record(session, lead, [Change("contact", "new", {"name": "新来的"})]))
    store.write(lambda session: record(session, lead, [Change("contact", "newer", {"name": "更新的"})]))
    with store.session() as session:
        known = {session_replica(session): whole + 1}
        monkeypatch.setattr(report, "received", lambda _session: known)
        prepared = report.prepare(session, lead, report.seals.signer(session))
    store.close()
    workbook.write(tmp_path / "2" / "后来的.xlsx", prepared.sheets)
    found = take(first, tmp_path / "2")
    flagged = [one for one in found.values() if "gap" in one.flags]
    assert [one.file for one in flagged] == ["后来的.xlsx"]
    assert "下发包" in str(flagged[0].cure)
    with hq.session() as session:
        head, *lines = received.rows(session, (), Words())
        assert head[0] == "网点"
        assert [(line[0], line[1], line[4]) for line in lines] == [
            ("城东支行", "2026W47", f"第 {whole + 1} 条记录，下次上报会补上")
        ]


def report_operations(store: Store) -> list[object]:
    with store.session() as session:
        return list(export_operations(session, {}))


def test_a_pack_tells_what_head_office_has(take: Take, hq: Store, reports: Path, tmp_path: Path):
    take(reports)
    hq.write(lambda session: record(session, None, branch_changes("西塘支行")))
    made = pack.build(hq, Actor("", Role.ANALYST, ""), tmp_path)
    sheet = workbook.read(made.file).sheet("总行收到的")
    assert {row[0]: row[1] for row in sheet.rows[1:]} == {
        "城东支行": "2026W47", "滨江支行": "2026W47", "南浦支行": "2026W47", "西塘支行": "还没收到",
    }  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_goes_back_says_what_is_wrong_and_what_to_do(
    take: Take, hq: Store, reports: Path, tmp_path: Path, language: str
):
    book = workbook.read(reports / "上报_2026W47_南浦支行.xlsx")
    contacts = book.sheet("客户")
    contacts.rows[2][4] = "自己写的"
    hidden = [SheetSpec(one.name, one.rows, state="hidden" if one.name[0] == "_" else "visible") for one in book.sheets]
    workbook.write(reports / "上报_2026W47_南浦支行.xlsx", hidden)
    (reports / "坏的.xlsx").write_bytes(b"PK\x03\x04")
    found = take(reports)
    made = sendback.export(hq, ANALYST, tmp_path / "退", WEEK, Words(language))
    only = sendback.export(hq, ANALYST, tmp_path / "一", WEEK, Words(language), [found["坏的.xlsx"].id])
    with pytest.raises(PermissionDenied):
        sendback.export(hq, Actor("x", Role.TELLER, "b"), tmp_path, WEEK, Words())
    names = [path.name for path in made]
    assert len(names) == 2
    assert len(only) == 1
    cells = [str(cell) for path in made for sheet in workbook.read(path).sheets for row in sheet.rows for cell in row]
    assert "坏的.xlsx" in cells
    if language == "zh":
        assert set(names) == {"退回_2026W47_南浦支行.xlsx", "退回_2026W47_认不出的网点.xlsx"}
        assert "没改的已并入，手工改动等总行定，不用重交。" in cells
        assert "自己写的" not in cells
    else:
        assert "Unknown branch" in cells
        assert "What to do" in cells


def test_a_watched_folder_hands_over_what_has_come_to_rest(hq: Store, reports: Path, readers: Readers):
    watch, part = Watch(reports), reports / "半路.xlsx"
    assert watch.look() == []
    part.write_bytes(b"PK")
    assert [path.name for path in watch.look()] == sorted(path.name for path in reports.glob("上报*"))
    part.write_bytes(b"PK\x03\x04")
    assert watch.look() == []
    assert watch.look() == [part]
    assert watch.look() == []
    consolidate.consolidate(hq, ANALYST, [reports], readers=readers)
    with hq.session() as session:
        assert watching.unknown(session, sorted(reports.iterdir())) == []
        shutil.copy(min(reports.glob("上报*")), reports / "又一份.xlsx")
        assert watching.unknown(session, sorted(reports.iterdir())) == [reports / "又一份.xlsx"]


def test_the_watched_folder_is_remembered_for_each_person(hq: Store, tmp_path: Path):
    hq.write(lambda session: watching.remember(session, ANALYST, tmp_path))
    with hq.session() as session:
        assert watching.folder(session, ANALYST) == tmp_path
        assert watching.folder(session, Actor("other", Role.ANALYST, "")) is None
    hq.write(lambda session: watching.remember(session, ANALYST, None))
    with hq.session() as session:
        assert watching.folder(session, ANALYST) is None
        with pytest.raises(PermissionDenied):
            watching.remember(session, Actor("x", Role.LEAD, BANK), tmp_path)
