"""Opening stores: keys, transactions, the guard of the write path."""

import sqlite3

import pytest
from sqlalchemy import text

from db import engine as engine_module
from db.contacts import Contact
from db.engine import StoreError, adopt_new_replica, open_store, session_clock, session_replica
from db.exchange import Setting
from db.operation import Change, record
from db.organisation import Staff

KEY, OTHER = bytes(range(32)), bytes(32)


def test_a_file_opens_again_with_its_key_and_only_with_it(tmp_path, clock):
    path = tmp_path / "店.db"
    store = open_store(path, KEY, clock=clock)
    replica = store.write(session_replica)
    store.close()
    again = open_store(path, KEY, clock=clock, create=False)
    assert again.write(session_replica) == replica
    again.close()
    with pytest.raises(StoreError) as refused:
        open_store(path, OTHER)
    assert refused.value.reason == "wrong_key"


def test_nothing_readable_stands_in_the_file(tmp_path, clock):
    path = tmp_path / "taika.db"
    store = open_store(path, KEY, clock=clock)
    store.write(lambda session: record(session, None, [Change("contact", "c", {"phone": "13812344821"})]))
    wal = path.with_name("taika.db-wal").read_bytes()
    store.close()
    assert b"13812344821" not in path.read_bytes() + wal
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(path).execute("SELECT * FROM sqlite_master")


def test_a_missing_file_is_not_made_when_it_must_exist(tmp_path):
    with pytest.raises(FileNotFoundError):
        open_store(tmp_path / "none.db", KEY, create=False)
    assert not (tmp_path / "none.db").exists()


def test_a_key_of_the_wrong_length_is_a_mistake_of_the_caller(tmp_path):
    with pytest.raises(ValueError, match="3"):
        open_store(tmp_path / "a.db", b"abc")


def test_an_old_sqlite_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(engine_module, "LEAST_SQLITE", (99, 0, 0))
    with pytest.raises(StoreError) as refused:
        open_store(tmp_path / "a.db", KEY)
    assert refused.value.reason == "too_old_sqlite"


def test_a_write_that_fails_leaves_nothing(store):
    def work(session):
        record(session, None, [Change("contact", "c", {"name": "赵小琳"})])
        raise RuntimeError

    with pytest.raises(RuntimeError):
        store.write(work)
    with store.session() as session:
        assert session.execute(text("SELECT count(*) FROM operation")).scalar() == 0
        assert session.get(Contact, "c") is None


def test_the_orm_cannot_write_a_synced_table_past_the_log(store):
    def add(session):
        session.add(Staff(id="s", name="王敏"))
        session.flush()

    with pytest.raises(TypeError, match="Staff"):
        store.write(add)


def test_the_orm_may_write_a_local_table(store):
    store.write(lambda session: session.add(Setting(key="draft", value="138")))
    with store.session() as session:
        assert session.get(Setting, "draft").value == "138"


def test_a_reading_session_keeps_nothing(store):
    with store.session() as session:
        session.add(Setting(key="draft", value="138"))
        session.flush()
    with store.session() as session:
        assert session.get(Setting, "draft") is None


def test_a_new_replica_has_the_old_one_as_parent(store, clock):
    old = store.write(session_replica)
    new = store.write(lambda session: adopt_new_replica(session, "branch-1"))
    with store.session() as session:
        assert session_clock(session) is clock
        assert session_replica(session) == new != old
        found = session.execute(text("SELECT id, parent, branch FROM replica WHERE own = 1")).all()
    assert found == [(new, old, "branch-1")]


def test_a_run_in_bulk_writes_the_same_file_and_waits_less_for_the_disk(tmp_path, clock):
    path = tmp_path / "taika.db"
    store = open_store(path, KEY, clock=clock)
    with store.in_bulk() as bulk:
        bulk.write(lambda session: record(session, None, [Change("contact", "c", {"name": "甲"})]))
        assert bulk.write(lambda session: session.execute(text("PRAGMA synchronous")).scalar()) == 1
        assert bulk.write(session_replica) == store.write(session_replica)
    assert store.write(lambda session: session.execute(text("PRAGMA synchronous")).scalar()) == 2
    with store.session() as session:
        assert session.get_one(Contact, "c").name == "甲"
    store.close()


def test_a_database_in_memory_is_run_in_bulk_as_it_is(store):
    with store.in_bulk() as bulk:
        assert bulk is store
