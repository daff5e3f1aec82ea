"""Handovers from PC to PC, in parts, to a new PC, and by a folder that all share."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from db.actor import Actor, Role
from db.doctor import state_hash, verify
from db.engine import Store, adopt_new_replica, session_replica
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.errors import AppError, PermissionDenied
from desktop.exchange import hand_edits, handover, handover_taking, manifest, report, shared_folder, workbook
from desktop.exchange.worker import Reader
from desktop.security.seals import Trust
from desktop.store import open_memory_store
from desktop.undo import undo
from desktop.words import Words
from tests.desktop.exchange.branches import FRIDAY, lead_of, open_branch

PASSWORD = "城东支行的密码很长"
LEAD = lead_of("城东支行")


def edit(store: Store, row: str, **fields: str) -> None:
    store.write(lambda session: record(session, LEAD, [Change("contact", row, fields)]))


def whole(store: Store) -> str:
    with store.session() as session:
        assert verify(session) == []
        return state_hash(session, whole=True)


def shown(store: Store) -> str:
    with store.session() as session:
        return state_hash(session)


@pytest.fixture
def other():
    """A new PC."""
    store = open_memory_store(FixedClock(FRIDAY))
    yield store
    store.close()


@pytest.fixture
def handed(branch, tmp_path: Path) -> Path:
    (path,) = handover.make(branch[0], LEAD, tmp_path, PASSWORD).files
    return path


@pytest.fixture
def arrived(handed: Path, reader: Reader) -> handover_taking.Arrived:
    return handover_taking.read(handed, reader, PASSWORD)


def test_a_new_pc_gets_everything_encrypted(branch, other: Store, handed: Path, arrived, tmp_path: Path):
    assert handed.name == f"交接_城东支行_20261120_1042_{replica(branch[0])[:4]}.xlsx"
    assert "赵小琳".encode() not in handed.read_bytes()
    assert not handed.read_bytes().startswith(b"PK")
    new = Actor("", Role.LEAD, "")
    with other.session() as session:
        seen = handover_taking.look(session, new, arrived)
    assert (seen.trust, seen.known, seen.missing) == (Trust.NEW, 0, [])
    with pytest.raises(AppError, match="核对钥匙指纹"):
        other.write(lambda session: handover_taking.take(session, new, arrived))
    done = handover_taking.take_in(other, new, arrived, tmp_path, compared=True)
    assert f"新增 {seen.added}" in done.message
    assert whole(other) == whole(branch[0])
    again = other.write(lambda session: handover_taking.take(session, new, arrived))
    assert "没有新内容" in again.message


def replica(store: Store) -> str:
    with store.session() as session:
        return session_replica(session)


def test_it_can_be_undone(other: Store, arrived):
    before = shown(other)
    done = other.write(lambda session: handover_taking.take(session, LEAD, arrived, compared=True))
    other.write(lambda session: undo(session, LEAD, done.batch))
    assert shown(other) == before


def test_what_was_undone_comes_back_when_it_is_taken_again(branch, other: Store, arrived):
    done = other.write(lambda session: handover_taking.take(session, LEAD, arrived, compared=True))
    edit(other, "own", name="自己的")
    taken = shown(other)
    other.write(lambda session: undo(session, LEAD, done.batch))
    with other.session() as session:
        seen = handover_taking.look(session, LEAD, arrived)
    assert (seen.added > 6, seen.known) == (True, len(arrived.operations))
    again = other.write(lambda session: handover_taking.take(session, LEAD, arrived))
    assert f"新增 {seen.added}" in again.message
    assert shown(other) == taken
    other.write(lambda session: undo(session, LEAD, again.batch))
    assert shown(other) != taken
    third = other.write(lambda session: handover_taking.take(session, LEAD, arrived))
    assert (shown(other), bool(third.batch)) == (taken, True)
    whole(other)


def test_a_later_part_shows_no_row_that_was_given_back_and_that_it_does_not_bring(
    branch, other: Store, arrived, tmp_path: Path, reader: Reader
):
    done = other.write(lambda session: handover_taking.take(session, LEAD, arrived, compared=True))
    with other.session() as session:
        beyond = handover.Vector(*_vector(session))
    other.write(lambda session: undo(session, LEAD, done.batch))
    row = next(one.row for one in arrived.operations if one.entity == "contact")
    edit(branch[0], row, remark="只改了备注")
    (path,) = handover.make(branch[0], LEAD, tmp_path, PASSWORD, beyond).files
    later = handover_taking.read(path, reader, PASSWORD)
    assert [one.fields for one in later.operations] == [{"remark": "只改了备注"}]
    other.write(lambda session: handover_taking.take(session, LEAD, later))
    with other.session() as session:
        asked = text("SELECT hidden FROM contact WHERE id = :row")
        assert session.execute(asked, {"row": row}).scalar() == 1


def test_only_what_the_other_lacks(branch, other: Store, arrived, tmp_path: Path, reader: Reader):
    store = branch[0]
    other.write(lambda session: handover_taking.take(session, LEAD, arrived, compared=True))
    edit(other, "late", name="新来的")
    with other.session() as session:
        beyond = handover.last_of_others(session)
    made = handover.make(other, LEAD, tmp_path / "回", PASSWORD, beyond)
    assert made.operations == 1
    back = handover_taking.read(made.files[0], reader, PASSWORD)
    store.write(lambda session: handover_taking.take(session, LEAD, back, compared=True))
    assert whole(store) == whole(other)
    with store.session() as session:
        beyond = handover.last_of_others(session)
    nothing = handover.make(store, LEAD, tmp_path / "再", PASSWORD, beyond)
    assert (nothing.files, nothing.done.message) == ([], "对方已经都有了，不用再交")


def test_parts_arrive_in_any_order_and_the_missing_ones_are_named(branch, other: Store, tmp_path: Path, reader: Reader):
    made = handover.make(branch[0], LEAD, tmp_path, PASSWORD, part=14)
    assert len(made.files) == 3
    parts = [handover_taking.read(path, reader, PASSWORD) for path in made.files]
    last = other.write(lambda session: handover_taking.take(session, LEAD, parts[2], compared=True))
    assert "还缺第 1、2 份" in last.message
    for part in parts[:2]:
        done = other.write(lambda session, part=part: handover_taking.take(session, LEAD, part))
    assert "还缺" not in done.message
    assert whole(other) == whole(branch[0])


def test_gaps_are_counted(branch, other: Store, tmp_path: Path, reader: Reader):
    store = branch[0]
    with store.session() as session:
        early = handover.Vector(*(dict(one) for one in _vector(session)))
    edit(store, "x", name="一")
    edit(store, "y", name="二")
    with store.session() as session:
        middle = handover.Vector({one: seq - 1 for one, seq in _vector(session)[0].items()}, {})
    made = handover.make(store, LEAD, tmp_path, PASSWORD, handover.Vector(middle.have, early.heads))
    assert made.operations > 1  # what is claimed does not fit: all of it
    (path,) = made.files
    part = handover_taking.read(path, reader, PASSWORD)
    only = part._replace(operations=part.operations[-1:])
    done = other.write(lambda session: handover_taking.take(session, LEAD, only, compared=True))
    assert f"中间还缺 {len(part.operations) - 1} 条记录" in done.message


def _vector(session):
    from db.having import have, heads

    return have(session), heads(session)


def test_what_is_no_handover_or_not_for_here_is_refused(branch, arrived, tmp_path: Path, reader: Reader):
    sent = branch[0].write(lambda session: report.build(session, LEAD, tmp_path)).file
    with pytest.raises(AppError, match="不是交接包"):
        handover_taking.read(sent, reader)
    elsewhere = lead_of("滨江支行")
    with branch[0].session() as session, pytest.raises(AppError, match="不是本网点的"):
        handover_taking.look(session, elsewhere, arrived)
    teller = Actor("x", Role.TELLER, LEAD.branch)
    with pytest.raises(PermissionDenied):
        handover.make(branch[0], teller, tmp_path, PASSWORD)
    with pytest.raises(AppError, match="打开密码"):
        handover.make(branch[0], LEAD, tmp_path, "")
    with open_memory_store().session() as session, pytest.raises(AppError, match="哪个网点"):
        next(handover.prepare(session, LEAD, None))


def test_a_copied_disk_a_fast_clock_and_one_put_back_are_told(branch, other: Store, arrived):
    first = arrived.operations[0]
    twin = arrived._replace(operations=[first._replace(digest="0" * 32, row="twin")])
    fast = first._replace(replica="f" * 12, seq=1, stamp="0fffffffffff0000" + "f" * 12, row="fast", digest="1" * 32)
    other.write(lambda session: handover_taking.take(session, LEAD, arrived, compared=True))
    assert "整盘复制" in other.write(lambda session: handover_taking.take(session, LEAD, twin)).message
    fast = arrived._replace(operations=[fast])
    assert "快了十分钟" in other.write(lambda session: handover_taking.take(session, LEAD, fast)).message
    own = replica(branch[0])
    ahead = json.loads(arrived.head.have) | {own: 10**6}
    from dataclasses import replace

    claimed = arrived._replace(head=replace(arrived.head, have=json.dumps(ahead)))
    branch[0].write(lambda session: handover_taking.take(session, LEAD, claimed, compared=True))
    assert replica(branch[0]) != own


# ------------------------------------------------------------------------------------------- the shared folder


@pytest.fixture
def three(tmp_path: Path):
    """Three PCs of a branch: one with the branch's data, two new ones, and their folder."""
    first, _ = open_branch("城东支行", 2)
    stores = [first, open_memory_store(FixedClock(FRIDAY)), open_memory_store(FixedClock(FRIDAY))]
    folder = tmp_path / "共享"
    folder.mkdir()
    for store in stores:
        store.write(lambda session: shared_folder.choose(session, LEAD, folder, PASSWORD))
    yield stores, folder
    for store in stores:
        store.close()


def round_of(stores: list[Store], place: Path) -> list[shared_folder.Synced]:
    """Each looks at the folder, having compared whatever waits."""
    found = []
    for store in stores:
        waiting = shared_folder.sync(store, LEAD, place).waiting
        compared = frozenset(one.fingerprint for one in waiting)
        found.append(shared_folder.sync(store, LEAD, place, compared))
    return found


def test_all_come_to_the_same_by_the_folder(three, tmp_path: Path):
    stores, folder = three
    round_of(stores, tmp_path)
    for number, store in enumerate(stores):
        edit(store, f"row{number}", name=f"客户{number}")
    round_of(stores, tmp_path)
    last = round_of(stores, tmp_path)
    assert len({whole(store) for store in stores}) == 1
    assert [one.written for one in last] == [[], [], []]
    assert all(one.done.count == 0 for one in round_of(stores, tmp_path))
    assert {shared_folder.NAME.fullmatch(path.name)[1] for path in folder.iterdir()} == set(map(replica, stores))


def test_what_cannot_be_taken_waits_and_says_why(three, tmp_path: Path):
    (first, second, _), folder = three
    shared_folder.sync(first, LEAD, tmp_path)
    (one,) = shared_folder.sync(second, LEAD, tmp_path).waiting
    assert (str(one.reason), len(one.fingerprint)) == ("这台电脑的钥匙还没有核对", 35)
    (folder / f"交接_城东支行_{'a' * 12}_0001.xlsx").write_bytes(b"half")
    found = shared_folder.sync(second, LEAD, tmp_path, frozenset({one.fingerprint}))
    assert len(found.taken) == 1
    assert "防泄密" in str(found.waiting[0].reason)


def test_an_emptied_folder_is_filled_again_and_many_files_become_one(three, tmp_path: Path, monkeypatch):
    (first, *_), folder = three
    assert len(shared_folder.sync(first, LEAD, tmp_path).written) == 1
    for path in folder.iterdir():
        path.unlink()
    assert len(shared_folder.sync(first, LEAD, tmp_path).written) == 1
    monkeypatch.setattr(shared_folder, "MOST", 2)
    for number in range(2):
        edit(first, f"row{number}", name="客户")
        shared_folder.sync(first, LEAD, tmp_path)
    assert len(list(folder.iterdir())) == 1


def test_one_that_was_put_back_goes_on_and_loses_nothing(three, tmp_path: Path):
    stores, _ = three
    round_of(stores, tmp_path)
    stores[0].write(adopt_new_replica)
    edit(stores[0], "after", name="恢复之后")
    round_of(stores, tmp_path)
    round_of(stores, tmp_path)
    assert len({whole(store) for store in stores}) == 1


def test_without_a_folder_or_a_password_it_says_so(branch, tmp_path: Path):
    store = branch[0]
    with pytest.raises(AppError, match="还没有选"):
        shared_folder.sync(store, LEAD, tmp_path)
    with pytest.raises(AppError, match="打开密码"):
        store.write(lambda session: shared_folder.choose(session, LEAD, tmp_path))
    with pytest.raises(AppError, match="至少要 8 个字"):
        store.write(lambda session: shared_folder.choose(session, LEAD, tmp_path, "short"))
    store.write(lambda session: shared_folder.choose(session, LEAD, tmp_path / "没有", PASSWORD))
    with pytest.raises(AppError, match="打不开"):
        shared_folder.sync(store, LEAD, tmp_path)
    store.write(lambda session: shared_folder.choose(session, LEAD, None))
    with store.session() as session:
        assert shared_folder.state(session) == shared_folder.Shared()
        assert session.execute(text("SELECT count(*) FROM setting WHERE value LIKE '%密码很长%'")).scalar() == 0


@pytest.mark.parametrize("words", [Words(), Words("en"), None])
def test_what_is_written_by_hand_into_its_cover_is_told(branch, tmp_path: Path, reader: Reader, words: Words | None):
    """Of every part, with sheets for people and without."""
    made = handover.make(branch[0], LEAD, tmp_path, PASSWORD, part=20, words=words)
    assert len(made.files) > 1
    for number, path in enumerate(made.files, 1):
        book = workbook.read(path, reader=reader, password=PASSWORD)
        head, _ = manifest.read(book, path.name)
        assert hand_edits.findings(book, head, path.name) == []
        rows = book.sheets[0].rows
        rows[4][1], label = f"{number} / 9", rows[4][0]
        rows.append(["备注", "口头说过"])
        found = [(one.kind, one.line, one.head, one.before, one.after) for one in
                 hand_edits.findings(book, head, path.name)]  # fmt: skip
        assert found == [
            ("unmarked", 5, label, f"{number} / {len(made.files)}", f"{number} / 9"),
            ("unmarked", len(rows), "备注", "", "口头说过"),
        ]
