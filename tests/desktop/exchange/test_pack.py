"""Packs: built at head office, looked at and taken in at branches, given back."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from db.actor import Actor, Role
from db.doctor import state_hash, verify
from db.engine import Store, adopt_new_replica
from db.ids import derived_id
from db.merging import merge
from db.operation import Change, record
from db.projection import Operation
from db.stamp import FixedClock, make_stamp
from desktop.errors import AppError, PermissionDenied
from desktop.exchange import arrival, history, incoming, pack, report
from desktop.exchange.incoming import Incoming, Preview
from desktop.exchange.worker import Reader
from desktop.security.seals import Trust
from desktop.store import open_memory_store, open_store
from desktop.undo import undo
from desktop.words import Words
from tests.desktop.exchange.branches import ANALYST, FRIDAY, branch_changes, lead_of

Branch = tuple[Store, Actor]
TAG = derived_id("tag", "意向", "养老")
SCRIPT = derived_id("script", "HX-90")


def words(said: str = "您好，{客户称呼}") -> list[Change]:
    group = derived_id("tag_group", "意向")
    return [
        Change("tag_group", group, {"name": "意向", "locked": 1}),
        Change("tag", TAG, {"tag_group": group, "name": "养老", "locked": 1}),
        Change("script", SCRIPT, {"key": "HX-90", "title": "问候", "kind": "contact", "text": said, "locked": 1}),
    ]


def put(store: Store, changes: list[Change]) -> None:
    store.write(lambda session: record(session, None, changes, source="test"))


@pytest.fixture
def office(hq: Store) -> Store:
    put(hq, [*words(), *branch_changes("城东支行"), *branch_changes("滨江支行")])
    return hq


@pytest.fixture
def send(office: Store, tmp_path: Path, reader: Reader) -> Callable[..., Incoming]:
    def send(*targets: str, note: str = "") -> Incoming:
        return incoming.read(pack.build(office, ANALYST, tmp_path, targets, note).file, reader)

    return send


def look(branch: Branch, sent: Incoming) -> Preview:
    store, lead = branch
    with store.session() as session:
        return incoming.look(session, lead, sent)


def take(branch: Branch, sent: Incoming, *, compared: bool = True):
    store, lead = branch
    return store.write(lambda session: incoming.take(session, lead, sent, compared=compared))


def script(branch: Branch) -> tuple[str, int]:
    with branch[0].session() as session:
        row = session.execute(text("SELECT text, hidden FROM script WHERE id = :id"), {"id": SCRIPT}).one_or_none()
    return ("", -1) if row is None else (row[0], row[1])


def test_a_pack_shows_what_it_would_do_and_does_it(branch: Branch, send: Callable[..., Incoming]):
    sent = send(note="新话术")
    preview = look(branch, sent)
    assert (preview.count("added"), preview.count("removed"), preview.trust) == (4, 0, Trust.NEW)
    said = next(item for item in preview.items if item.title == "问候")
    assert (str(said.topic), said.how, said.fields) == ("话术", "added", [("内容", "", "您好，{客户称呼}")])
    assert script(branch) == ("", -1)
    done = take(branch, sent)
    assert script(branch) == ("您好，{客户称呼}", 0)
    assert done.batch
    assert look(branch, sent).items == []
    assert take(branch, sent).batch == ""


def test_an_unknown_key_has_to_be_compared_first(branch: Branch, send: Callable[..., Incoming]):
    sent = send()
    with pytest.raises(AppError, match="核对钥匙指纹") as raised:
        take(branch, sent, compared=False)
    assert look(branch, sent).fingerprint in str(raised.value.cure)
    assert script(branch) == ("", -1)
    take(branch, sent)
    assert look(branch, send()).trust is Trust.KNOWN
    take(branch, send(), compared=False)


def test_a_pack_under_another_key_is_refused(branch: Branch, office: Store, send: Callable[..., Incoming]):
    take(branch, send())
    office.write(lambda session: session.execute(text("DELETE FROM setting")))
    with pytest.raises(AppError, match="不是用总行的钥匙签的"):
        look(branch, send())


def test_a_pack_for_others_is_refused(branch: Branch, send: Callable[..., Incoming]):
    with pytest.raises(AppError, match="不是给本网点的"):
        look(branch, send(lead_of("滨江支行").branch))
    assert look(branch, send(lead_of("滨江支行").branch, lead_of("城东支行").branch)).items
    take(branch, send())  # now it knows the others
    with pytest.raises(AppError, match="是给滨江支行的，不是给本网点的"):
        look(branch, send(lead_of("滨江支行").branch))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_that_were_changed_by_hand_are_told_and_nothing_of_them_is_taken(
    branch: Branch, office: Store, tmp_path: Path, reader: Reader, language: str
):
    made = pack.build(office, ANALYST, tmp_path, words=Words(language)).file
    book = load_workbook(made)
    cover, got, groups, *_ = book.sheetnames
    book.move_sheet(groups, 2)
    for column in ("A", "B"):
        book[groups].column_dimensions[column].width = 9
    book.save(tmp_path / "另存.xlsx")
    assert incoming.read(tmp_path / "另存.xlsx", reader).edited == []
    book[cover]["B2"] = "=1+0"  # what it said, by a formula
    book[groups]["A2"] = "自己写的"
    book.create_sheet("我的").append(["记一笔"])
    book.create_sheet("空的")
    book.create_sheet("WpsReserved_CellImgList").append(["x"])
    del book[got]
    book.save(tmp_path / "改过.xlsx")
    sent = incoming.read(tmp_path / "改过.xlsx", reader)
    assert sorted(sent.edited) == sorted([cover, groups, "我的", got])
    take(branch, sent)
    with branch[0].session() as session:
        assert session.execute(text("SELECT count(*) FROM tag_group WHERE name = '自己写的'")).scalar() == 0


def test_an_older_pack_is_refused(branch: Branch, office: Store, send: Callable[..., Incoming]):
    first = send()
    put(office, words("换了一句"))
    second = send()
    take(branch, second)
    with pytest.raises(AppError, match="第 1 号，这里已经收过第 2 号"):
        take(branch, first)
    assert script(branch)[0] == "换了一句"


def test_giving_a_pack_back_restores_the_one_before(branch: Branch, office: Store, send: Callable[..., Incoming]):
    store, lead = branch
    take(branch, send())
    with store.session() as session:
        before = state_hash(session)
    put(office, words("换了一句"))
    second = send()
    done = take(branch, second)
    store.write(lambda session: undo(session, lead, done.batch))
    with store.session() as session:
        assert state_hash(session) == before
        assert incoming.current_sequence(session) == 1
        assert verify(session) == []
        newest = history.passages(session)[0]
    assert (newest.kind, newest.verdict, newest.batch) == ("pack", "undone", "")


def test_what_was_given_back_can_be_taken_in_again(branch: Branch, office: Store, send: Callable[..., Incoming]):
    store, lead = branch
    first = take(branch, send())
    store.write(lambda session: undo(session, lead, first.batch))
    assert script(branch)[1] == 1
    again = send()
    preview = look(branch, again)
    assert [item.how for item in preview.items if item.title == "问候"] == ["added"]
    done = take(branch, again)
    assert script(branch) == ("您好，{客户称呼}", 0)
    store.write(lambda session: undo(session, lead, done.batch))
    assert script(branch)[1] == 1
    put(office, words("换了一句"))
    take(branch, send())
    assert script(branch) == ("换了一句", 0)


def test_what_the_branch_has_changed_since_stays_its_own(branch: Branch, office: Store, send: Callable[..., Incoming]):
    store, lead = branch
    done = take(branch, send())
    put(store, [Change("script", SCRIPT, {"text": "我们自己的话"})])
    with pytest.raises(AppError, match="不能撤销"):
        store.write(lambda session: undo(session, lead, done.batch))
    office.clock.advance(hours=1)
    put(office, words("总行的新话"))
    item = next(item for item in look(branch, send()).items if item.title == "问候")
    assert (item.how, item.fields) == ("changed", [("内容", "我们自己的话", "总行的新话")])


def test_what_head_office_withdraws_is_shown_as_removed(branch: Branch, office: Store, send: Callable[..., Incoming]):
    take(branch, send())
    put(office, [Change("script", SCRIPT, {"hidden": 1})])
    sent = send()
    assert [(item.how, item.title) for item in look(branch, sent).items] == [("removed", "问候")]
    take(branch, sent)
    assert script(branch)[1] == 1


def test_nothing_about_customers_leaves_in_a_pack(branch: Branch, office: Store, send, tmp_path, reader):
    store, lead = branch
    arrived = arrival.read(report.export(store, lead, tmp_path / "r").file, reader)
    office.write(lambda session: arrival.take(session, ANALYST, arrived))
    sent = send()
    assert {one.entity for one in sent.operations} <= {"branch", "staff", "tag_group", "tag", "script"}
    assert {one.replica for one in sent.operations} == {sent.head.replica}


def test_a_pack_with_customers_in_it_is_refused(branch: Branch, office: Store, monkeypatch, tmp_path, reader):
    put(office, [Change("contact", "c1", {"name": "赵小琳"})])
    monkeypatch.setattr(pack, "PACKED", {**pack.PACKED, "contact": "客户"})
    made = pack.build(office, ANALYST, tmp_path)
    with pytest.raises(AppError, match="不该带的内容"):
        incoming.read(made.file, reader)


def test_what_only_a_newer_version_knows_is_said_and_kept(
    branch: Branch, office: Store, send: Callable[..., Incoming], monkeypatch: pytest.MonkeyPatch
):
    newer = [
        Operation(
            "f" * 12, 1, make_stamp(1, 0, "f" * 12), "", "voucher", "v1", {"name": "加油券"}, None, "", "", "0" * 32
        )
    ]
    office.write(lambda session: merge(session, newer))
    own = pack.own_operations
    monkeypatch.setattr(pack, "PACKED", {**pack.PACKED, "voucher": "券"})
    monkeypatch.setattr(pack, "own_operations", lambda session: [*own(session), *newer])
    sent = send()
    assert look(branch, sent).later == 1
    take(branch, sent)
    preview = look(branch, sent)
    assert (preview.later, preview.matters) == (0, False)
    with branch[0].session() as session:
        kept = session.execute(text("SELECT fields FROM operation WHERE entity = 'voucher'")).scalars().all()
        assert verify(session) == []
    assert [json.loads(one) for one in kept] == [{"name": "加油券"}]


def test_the_next_report_brings_only_what_head_office_lacks(branch: Branch, office: Store, send, tmp_path, reader):
    store, lead = branch
    whole = arrival.read(report.export(store, lead, tmp_path / "1").file, reader)
    office.write(lambda session: arrival.take(session, ANALYST, whole))
    take(branch, send())
    put(store, [Change("follow_up", "f1", {"title": "约她", "due_at": "2026-11-21 10:00:00", "staff": lead.staff})])
    rest = arrival.read(report.export(store, lead, tmp_path / "2").file, reader)
    assert json.loads(rest.manifest.since) == json.loads(send().head.have)
    assert [one.entity for one in rest.operations] == ["follow_up"]
    taken = office.write(lambda session: arrival.take(session, ANALYST, rest))
    assert (taken.verdict, taken.flags) == ("merged", ())
    again = store.write(lambda session: report.build(session, lead, tmp_path / "3", whole=True))
    assert again.operations > len(whole.operations)


def test_the_workbook_can_be_read_by_people(office: Store, tmp_path: Path):
    made = pack.build(office, ANALYST, tmp_path, [lead_of("城东支行").branch], "第四季度")
    assert made.file.name == "下发_2026W47_第1号.xlsx"
    book = load_workbook(made.file)
    assert book.sheetnames[:4] == ["说明", "总行收到的", "网点", "员工"]
    cover = {row[0].value: row[1].value for row in book["说明"].iter_rows()}
    assert (cover["给谁"], cover["说明"], cover["话术"]) == ("城东支行", "第四季度", 1)
    assert len(cover["总行钥匙指纹"].split()) == 6
    assert [row[0].value for row in book["话术"].iter_rows()] == ["话术", "问候"]
    assert book["_ops"].sheet_state == "hidden"


def test_who_may(branch: Branch, office: Store, send: Callable[..., Incoming], tmp_path: Path):
    store, lead = branch
    with pytest.raises(PermissionDenied):
        pack.build(store, lead, tmp_path / "x")
    with store.session() as session, pytest.raises(PermissionDenied):
        incoming.look(session, Actor("a", Role.AUDITOR, lead.branch), send())


def test_an_empty_head_office_has_nothing_to_send(tmp_path: Path):
    empty = open_memory_store(FixedClock(FRIDAY))
    with pytest.raises(AppError, match="没有可以下发的内容"):
        pack.build(empty, ANALYST, tmp_path)
    with pytest.raises(AppError, match="不在机构里"):
        pack.build(empty, ANALYST, tmp_path, ["nowhere"])
    empty.close()


def test_other_files_are_no_packs(branch: Branch, send: Callable[..., Incoming], tmp_path: Path, reader: Reader):
    store, lead = branch
    reported = report.export(store, lead, tmp_path).file
    with pytest.raises(AppError, match="是上报表，网点不收"):
        incoming.read(reported, reader)
    assert incoming.is_ours(reported)
    assert not incoming.is_ours(Path("tests/data/客户列表.xlsx"))
    assert not incoming.is_ours(tmp_path / "没有.xlsx")
    scrambled = tmp_path / "乱.xlsx"
    scramble(reported, scrambled)
    assert not incoming.is_ours(scrambled)
    assert not incoming.is_ours(tmp_path)
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(reported.read_bytes()[:2_000])
    assert not incoming.is_ours(broken)


def scramble(source: Path, target: Path) -> None:
    """The same container, with the bytes of its workbook part overwritten: it opens, but does not inflate."""
    with zipfile.ZipFile(source) as archive:
        part = archive.getinfo("xl/workbook.xml")
    content = bytearray(source.read_bytes())
    start = part.header_offset + 30 + len(part.filename)
    content[start : start + part.compress_size] = b"\xff" * part.compress_size
    target.write_bytes(content)


def test_a_pack_goes_on_after_head_office_was_restored(branch: Branch, office: Store, send: Callable[..., Incoming]):
    take(branch, send())
    office.write(adopt_new_replica)
    put(office, [Change("product", "p1", {"name": "三年期大额存单"})])
    sent = send()
    assert len({one.replica for one in sent.operations}) == 2
    assert [(item.how, item.title) for item in look(branch, sent).items] == [("added", "三年期大额存单")]


def test_a_backup_is_made_before(send: Callable[..., Incoming], tmp_path: Path):
    store = open_store(tmp_path / "taika.db", b"k" * 32, FixedClock(FRIDAY))
    put(store, branch_changes("城东支行"))
    sent = send()
    incoming.take_in(store, lead_of("城东支行"), sent, tmp_path / "backups", compared=True)
    store.close()
    copies = list((tmp_path / "backups").glob("*.db"))
    assert [copy.name for copy in copies] == ["20261120-104200-pack.db"]
    before = open_store(copies[0], b"k" * 32, create=False)
    with before.session() as session:
        assert session.execute(text("SELECT count(*) FROM script")).scalar() == 0
    before.close()


@pytest.mark.parametrize(
    ("sheet", "key", "value", "words"),
    [
        ("_manifest", "format", "99", "更新版本"),
        ("_manifest", "signature", "", "没有签名"),
        ("_manifest", "branch", "elsewhere", "被改动过"),
        ("_ops", "", "[]", "被改动过"),
    ],
)
def test_a_pack_that_is_damaged_unsigned_or_too_new_changes_nothing_and_says_what_to_do(
    branch: Branch, office: Store, tmp_path: Path, reader: Reader, sheet: str, key: str, value: str, words: str
):
    path = pack.build(office, ANALYST, tmp_path, []).file
    book = load_workbook(path)
    for line in book[sheet].iter_rows(min_row=2 if key == "" else 1):
        if key in {"", line[0].value}:
            line[0 if key == "" else 1].value = value
            break
    book.save(path)
    with branch[0].session() as session:
        before = state_hash(session, whole=True)
    with pytest.raises(AppError, match=words) as refused:
        incoming.read(path, reader)
    assert "网点" not in refused.value.cure.template
    with branch[0].session() as session:
        assert state_hash(session, whole=True) == before
        assert history.passages(session) == []
