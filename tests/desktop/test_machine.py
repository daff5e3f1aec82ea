"""A database that was copied to another place or PC goes on under an id of its own."""

import shutil

import pytest

from db.engine import session_lineage, session_replica
from desktop import machine, upkeep
from desktop.store import open_memory_store, open_store

KEY = b"k" * 32


@pytest.fixture
def path(tmp_path):
    return tmp_path / "branch.db"


def replica(path, notice=machine.notice):
    store = open_store(path, KEY)
    noticed = notice(store)
    with store.session() as session:
        found = session_replica(session), session_lineage(session)
    store.close()
    return noticed, *found


def test_the_same_pc_goes_on_as_before(path):
    first, second = replica(path), replica(path)
    assert (first[0], second[0]) == (False, False)
    assert first[1] == second[1]


def test_a_copied_database_takes_a_new_id_and_remembers_the_old_one(path, tmp_path):
    _, before, _ = replica(path, upkeep.bring_up_to_date)
    copy = tmp_path / "copy.db"
    shutil.copyfile(path, copy)
    noticed, after, lineage = replica(copy)
    assert noticed
    assert after != before
    assert lineage == {before, after}
    assert replica(copy)[:2] == (False, after)
    assert replica(path)[:2] == (False, before)


@pytest.mark.parametrize("what", ["machine.machine_id", "machine.platform.node"])
def test_another_machine_takes_a_new_id(path, monkeypatch, what):
    before = replica(path)[1]
    monkeypatch.setattr(f"desktop.{what}", lambda: "another")
    assert replica(path)[1] != before


def test_a_system_that_does_not_say_who_it_is_has_no_id(monkeypatch, tmp_path):
    monkeypatch.setattr(machine, "MACHINE_IDS", (tmp_path / "none",))
    assert machine.machine_id() == ""


def test_a_database_in_memory_is_nowhere():
    store = open_memory_store()
    assert not machine.notice(store)
    store.close()
