"""Rules as files: written, edited, taken back, sent in a pack, in force at the branch."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from db.actor import Actor
from db.engine import Store
from db.operation import record
from db.projection import Operation
from desktop import documents
from desktop.calendar import Workdays
from desktop.contacts import stage_rules
from desktop.errors import AppError
from desktop.exchange import arrival, editing, incoming, pack, policy, report, rule_files, workbook
from desktop.exchange.worker import Reader
from desktop.headquarters import rules
from desktop.library import checked
from desktop.words import Words
from tests.desktop.exchange.branches import ANALYST

Branch = tuple[Store, Actor]
SECRET = "twelve words and more"


@pytest.fixture
def edited(hq: Store, tmp_path: Path) -> Path:
    """Editing sheets and rules of an empty head office."""
    with hq.session() as session:
        return editing.write(session, ANALYST, tmp_path / "编辑" / "编辑表.xlsx")[0].path


def rule(edited: Path, title: str) -> Path:
    return edited.parent / rule_files.FOLDER / f"{title}.toml"


def take_back(hq: Store, edited: Path, reader: Reader) -> int:
    with hq.session() as session:
        edits = editing.read(session, ANALYST, edited, reader)
    return hq.write(lambda session: editing.take(session, ANALYST, edits)).count


def test_every_rule_lies_beside_the_sheets_and_unchanged_ones_change_nothing(hq: Store, edited: Path, reader: Reader):
    files = {path.name for path in (edited.parent / rule_files.FOLDER).iterdir()}
    assert files == {f"{one.title}.toml" for one in rules.KINDS}
    assert take_back(hq, edited, reader) == 0
    rule(edited, "节假日").unlink()
    assert take_back(hq, edited, reader) == 0


def test_edited_rules_reach_the_branch_and_are_in_force_there(
    branch: Branch, hq: Store, edited: Path, reader: Reader, tmp_path: Path
):
    rule(edited, "节假日").write_text("holidays = [2027-03-03]\nworkdays = []\nuntil = 2027-12-31\n", encoding="utf-8")
    fields = rule(edited, "上报字段")
    opened = fields.read_text(encoding="utf-8").replace('"owner"', '"remark", "owner"', 1)
    fields.write_text(opened, encoding="utf-8")
    stages = rule(edited, "客户阶段")
    stages.write_text(stages.read_text(encoding="utf-8").replace("days = ", "days = 1", 1), encoding="utf-8")
    assert take_back(hq, edited, reader) == 3
    store, lead = branch
    with store.session() as session:
        before = stage_rules.dormant_days(session)
    sent = incoming.read(pack.build(hq, ANALYST, tmp_path).file, reader)
    incoming.take_in(store, lead, sent, tmp_path / "copies", compared=True)
    with store.session() as session:
        assert not Workdays.of(session).is_workday(date(2027, 3, 3))
        assert policy.policy(session).how("contact.remark") == "clear"
        assert stage_rules.dormant_days(session) != before
    made = report.export(store, lead, tmp_path / "out").file
    book = workbook.read(made, reader=reader)
    assert "备注" in book.sheet("客户").rows[1]


@pytest.mark.parametrize(
    ("title", "content", "said"),
    [
        ("上报字段", "[contact\n", "看不懂"), ("上报字段", "[staff]\nclear = []\n", "没有 contact"),
        ("用语检查", 'version = "2"\n', "不合要求"), ("节假日", 'holidays = "all"\n', "日期的列表"),
        ("客户阶段", "[dormant]\ndays = 0\n", "dormant.days"), ("质量提醒", "burst_adds = 1\n", "要是一个数"),
        ("FAST 口径", "[fertile]\n", "FAST"), ("企业微信限制", "[transfer]\ntimes = 0\n", "正整数|不对"),
    ],
)  # fmt: skip
def test_a_rule_that_its_reader_does_not_take_changes_nothing(
    hq: Store, edited: Path, reader: Reader, title: str, content: str, said: str
):
    rule(edited, title).write_text(content, encoding="utf-8")
    with pytest.raises(AppError, match=said):
        take_back(hq, edited, reader)
    with hq.session() as session:
        assert session.execute(text("SELECT count(*) FROM document")).scalar() == 0


def test_a_file_that_is_no_text_or_far_too_large_is_named(hq: Store, edited: Path, reader: Reader):
    rule(edited, "节假日").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(AppError, match="节假日"):
        take_back(hq, edited, reader)
    rule(edited, "节假日").write_text("#" * 900_000)
    with pytest.raises(AppError, match="太大"):
        take_back(hq, edited, reader)


def test_a_folder_that_cannot_be_made_is_said(hq: Store, tmp_path: Path):
    (tmp_path / "规则").write_text("in the way")
    with hq.session() as session, pytest.raises(AppError, match="没有写成"):
        rule_files.write(session, tmp_path, Words())


def test_a_pack_with_a_rule_that_nobody_can_read_is_not_taken(
    branch: Branch, hq: Store, reader: Reader, tmp_path: Path
):
    change = documents.change("wording", "用语检查", "9", "version = 9")
    hq.write(lambda session: record(session, None, [change]))
    store, lead = branch
    sent = incoming.read(pack.build(hq, ANALYST, tmp_path).file, reader)
    with pytest.raises(AppError, match="不合要求"):
        incoming.take_in(store, lead, sent, tmp_path / "copies", compared=True)
    with store.session() as session:
        assert session.execute(text("SELECT count(*) FROM document")).scalar() == 0
        assert checked.wording(session).version


# --------------------------------------------------------------------------------------------- the key for hashes


def test_the_key_goes_out_only_with_a_password_and_hashes_come_back(
    branch: Branch, hq: Store, reader: Reader, tmp_path: Path
):
    store, lead = branch
    hq.write(
        lambda session: arrival.take(session, ANALYST, arrival.read(report.export(store, lead, tmp_path).file, reader))
    )
    change = documents.change("holidays", "节假日", "", "holidays = []\nworkdays = []\n")
    hq.write(lambda session: record(session, None, [change]))
    plain = incoming.read(pack.build(hq, ANALYST, tmp_path / "1").file, reader)
    assert plain.head.pepper == ""
    sealed = pack.build(hq, ANALYST, tmp_path / "2", password=SECRET).file
    read = incoming.read(sealed, reader, SECRET)
    assert len(bytes.fromhex(read.head.pepper)) == 32
    incoming.take_in(store, lead, read, tmp_path / "copies", compared=True)
    with hq.session() as session:
        assert session.execute(text("SELECT count(*) FROM contact WHERE phone_hash <> ''")).scalar() == 0
    again = report.export(store, lead, tmp_path / "3")
    hq.write(lambda session: arrival.take(session, ANALYST, arrival.read(again.file, reader)))
    with hq.session() as session, store.session() as ours:
        assert policy.pepper(session) == policy.pepper(ours) != b""
        found = set(session.execute(text("SELECT phone_hash FROM contact")).scalars())
    assert found == {policy.keyed_hash(bytes.fromhex(read.head.pepper), "13812344821")}
    third = report.export(store, lead, tmp_path / "4")
    assert third.operations < again.operations


def test_a_key_without_a_password_is_refused(hq: Store, reader: Reader, tmp_path: Path, monkeypatch):
    hq.write(lambda session: record(session, None, [documents.change("holidays", "节假日", "", "holidays = []")]))
    sealed = pack.build(hq, ANALYST, tmp_path, password=SECRET).file
    from desktop.exchange import protection

    with protection.opened(sealed, SECRET) as clear:
        bare = tmp_path / "bare.xlsx"
        bare.write_bytes(clear.read_bytes())
    with pytest.raises(AppError, match="没有打开密码"):
        incoming.read(bare, reader)


def test_a_pack_says_what_head_office_has_got_and_the_branch_what_it_lacks(
    branch: Branch, hq: Store, reader: Reader, tmp_path: Path
):
    store, lead = branch
    read = arrival.read(report.export(store, lead, tmp_path).file, reader)
    broken: list[Operation] = [one for one in read.operations if one.seq not in {4, 5}]
    hq.write(lambda session: arrival.take(session, ANALYST, read._replace(operations=broken)))
    hq.write(lambda session: record(session, None, [documents.change("holidays", "节假日", "", "holidays = []")]))
    sent = pack.build(hq, ANALYST, tmp_path / "out").file
    rows = workbook.read(sent, reader=reader).sheet(pack.RECEIVED).rows
    assert rows[1][:3] == ["城东支行", "2026W47", 1]
    assert rows[1][4] == "第 4–5 条记录，下次上报会补上"
    with store.session() as session:
        preview = incoming.look(session, lead, incoming.read(sent, reader))
    assert preview.behind == len(read.operations) - 3
