"""Copies of a database: encrypted, complete, few, and put back under a new id."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from db.doctor import verify
from db.engine import Store, session_replica
from db.ids import derived_id
from db.operation import Change, record
from db.stamp import FixedClock
from desktop import backup
from desktop.errors import AppError, PermissionDenied
from desktop.paths import Paths
from desktop.store import open_memory_store, open_store

KEY = b"k" * 32
MOMENT = datetime(2026, 11, 20, 10, 42)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(MOMENT)


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    store = open_store(tmp_path / "taika.db", KEY, clock)
    people = [
        Change("staff", name, {"account": name, "name": name, "role": role, "branch": "b"})
        for name, role in (("wangmin", "lead"), ("zhaoke", "lead"), ("liqian", "teller"))
    ]
    store.write(lambda session: record(session, None, people, source="test"))
    yield store
    store.close()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return backup.folder(Paths(tmp_path))


def write(store: Store, title: str) -> None:
    store.write(lambda session: record(session, None, [Change("task", title, {"title": title})], source="test"))


def titles(path: Path) -> list[str]:
    store = open_store(path, KEY, create=False)
    with store.session() as session:
        found = list(session.execute(text("SELECT title FROM task ORDER BY title")).scalars())
    store.close()
    return found


def test_a_copy_is_whole_and_encrypted(store: Store, place: Path):
    write(store, "晨会口径")
    made = backup.make(store, place, "hand")
    write(store, "后来的")
    assert made == place / "20261120-104200-hand.db"
    assert "晨会口径".encode() not in made.read_bytes()
    assert titles(made) == ["晨会口径"]
    with pytest.raises(AppError):
        open_store(made, b"x" * 32, create=False)


def test_the_key_slot_goes_along(store: Store, tmp_path: Path, place: Path):
    (tmp_path / "taika.db.key").write_text("slot", encoding="utf-8")
    made = backup.make(store, place, "hand")
    assert made.with_name(f"{made.name}.key").read_text(encoding="utf-8") == "slot"


def test_once_a_day(store: Store, place: Path, clock: FixedClock):
    assert backup.daily(store, place)
    assert backup.daily(store, place) is None
    clock.advance(days=1)
    assert backup.daily(store, place)
    assert [one.reason for one in backup.backups(place)] == ["daily", "daily"]


def test_old_copies_make_room_for_new_ones_of_their_kind(store: Store, place: Path, clock: FixedClock):
    backup.make(store, place, "pack")
    for _ in range(backup.KEPT + 2):
        clock.advance(minutes=1)
        backup.make(store, place, "hand")
    (place / "别的.db").write_bytes(b"")
    kept = backup.backups(place)
    assert [one.reason for one in kept].count("hand") == backup.KEPT
    assert [one.reason for one in kept].count("pack") == 1
    assert kept == sorted(kept, key=lambda one: one.at, reverse=True)
    assert min(one.size for one in kept) > 4096


def test_a_database_in_memory_needs_none(place: Path):
    store = open_memory_store()
    assert backup.make(store, place, "hand") is None
    store.close()


def test_a_folder_that_cannot_be_made_is_told(store: Store, tmp_path: Path):
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(AppError, match="备份没有做成"):
        backup.make(store, tmp_path / "taken", "hand")


def test_putting_back_keeps_what_was_there_and_goes_on_under_a_new_id(store: Store, tmp_path: Path, place: Path):
    write(store, "早")
    copy = backup.make(store, place, "hand")
    write(store, "晚")
    with store.session() as session:
        before = session_replica(session)
    store.close()
    backup.restore(tmp_path / "taika.db", KEY, copy, "wangmin", "zhaoke")
    again = open_store(tmp_path / "taika.db", KEY, create=False)
    with again.session() as session:
        parent = session.execute(text("SELECT parent FROM replica WHERE own = 1")).scalar_one()
        assert (session_replica(session) != before, parent) == (True, before)
    again.close()
    assert titles(tmp_path / "taika.db") == ["早"]
    aside = next(one for one in backup.backups(place) if one.reason == "restore")
    assert titles(aside.path) == ["早", "晚"]
    assert not list(tmp_path.glob("*.restored*"))


def test_a_damaged_database_is_put_aside_as_it_is(store: Store, tmp_path: Path, place: Path):
    copy = backup.make(store, place, "hand")
    store.close()
    (tmp_path / "taika.db").write_bytes(b"not a database at all" * 500)
    backup.restore(tmp_path / "taika.db", KEY, copy, "wangmin", "zhaoke")
    assert titles(tmp_path / "taika.db") == []
    assert (place / "taika.db.damaged").read_bytes().startswith(b"not a database")


def test_a_copy_that_does_not_open_changes_nothing(store: Store, tmp_path: Path, place: Path):
    write(store, "早")
    store.close()
    place.mkdir()
    bad = place / "20261120-104200-hand.db"
    bad.write_bytes(b"broken" * 1000)
    for copy in (bad, place / "没有.db"):
        with pytest.raises(AppError, match="数据没有改动"):
            backup.restore(tmp_path / "taika.db", KEY, copy, "wangmin", "zhaoke")
    assert titles(tmp_path / "taika.db") == ["早"]


@pytest.mark.parametrize(("account", "second"), [("wangmin", "wangmin"), ("wangmin", "liqian"), ("liqian", "zhaoke")])
def test_two_leads_have_to_agree(store: Store, tmp_path: Path, place: Path, account: str, second: str):
    write(store, "早")
    copy = backup.make(store, place, "hand")
    write(store, "晚")
    store.close()
    with pytest.raises(PermissionDenied):
        backup.restore(tmp_path / "taika.db", KEY, copy, account, second)
    assert titles(tmp_path / "taika.db") == ["早", "晚"]
    assert not list(tmp_path.glob("*.restored*"))


@pytest.mark.parametrize("damaged", [False, True])
def test_what_customers_had_erased_stays_erased(store: Store, tmp_path: Path, place: Path, clock, damaged: bool):
    path = tmp_path / "taika.db"
    contact = Change("contact", "c", {"name": "赵小琳", "phone": "13812344821"})
    store.write(lambda session: record(session, None, [contact], source="test"))
    made = backup.make(store, place, "hand")
    gone = Change("erasure", derived_id("erasure", "contact", "c"), {"entity": "contact", "row": "c"})
    store.write(lambda session: record(session, None, [gone], source="test"))
    if damaged:
        clock.advance(minutes=5)
        backup.make(store, place, "daily")
    store.close()
    if damaged:
        path.write_bytes(b"not a database" * 500)
    backup.restore(path, KEY, made, "wangmin", "zhaoke")
    restored = open_store(path, KEY, create=False)
    with restored.session() as session:
        rows = [*session.execute(text("SELECT * FROM contact")), *session.execute(text("SELECT * FROM operation"))]
        assert "赵小琳" not in str(rows)
        assert verify(session) == []
        assert session.execute(text("SELECT count(*) FROM contact_state")).scalar() == 0
        assert session.execute(text("SELECT count(*) FROM erasure")).scalar() == 1
    restored.close()
    assert not list(tmp_path.glob("*.ledger"))
