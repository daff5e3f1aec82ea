"""The tables follow the log."""

from sqlalchemy import text

from db.doctor import rebuild, state_hash, verify
from db.engine import open_memory_store
from db.operation import Change, record


def fill(store, lead):
    changes = [Change("contact", f"c{n}", {"name": f"客户{n}", "new_field": n}) for n in range(5)]
    store.write(lambda session: record(session, lead, [*changes, Change("staff", "s", {"name": "王敏"})]))
    store.write(lambda session: record(session, lead, [Change("contact", "c1", {"name": "改名"})]))


def test_a_sound_database_has_no_problems(store, lead):
    fill(store, lead)
    with store.session() as session:
        assert verify(session) == []


def test_rebuilding_gives_the_same_content(store, lead):
    fill(store, lead)
    with store.session() as session:
        before = state_hash(session)
    store.write(rebuild)
    with store.session() as session:
        assert state_hash(session) == before
        assert verify(session) == []


def test_every_kind_of_damage_is_named_and_mended(store, lead):
    fill(store, lead)
    store.write(lambda session: session.execute(text("UPDATE contact SET name = 'x' WHERE id = 'c1'")))
    store.write(lambda session: session.execute(text("UPDATE contact SET extra = '{}' WHERE id = 'c2'")))
    store.write(lambda session: session.execute(text("DELETE FROM contact WHERE id = 'c3'")))
    store.write(lambda session: session.execute(text("INSERT INTO staff (id) VALUES ('ghost')")))
    with store.session() as session:
        problems = verify(session)
    assert problems == [
        "contact c1: name",
        "contact c2: extra",
        "contact c3: missing",
        "staff: 1 rows without an operation",
    ]
    store.write(rebuild)
    with store.session() as session:
        assert verify(session) == []


def test_equal_content_has_an_equal_hash_and_other_content_another(clock, lead):
    hashes = []
    for names in (("甲", "乙"), ("乙", "甲"), ("甲", "丙")):
        store = open_memory_store(clock=clock)
        for name in names:
            store.write(lambda session, name=name: record(session, lead, [Change("tag", name, {"name": name})]))
        with store.session() as session:
            hashes.append(state_hash(session))
        store.close()
    assert hashes[0] == hashes[1] != hashes[2]


def test_operations_of_a_newer_version_stay_in_the_log_only(store, lead):
    fill(store, lead)
    store.write(
        lambda session: session.execute(
            text(
                'INSERT INTO operation (replica, seq, stamp, entity, fields, "row") '
                "VALUES ('n', 1, 's', 'later', '{}', 'x')"
            )
        )
    )
    store.write(rebuild)
    with store.session() as session:
        assert verify(session) == []
