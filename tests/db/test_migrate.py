"""Schema versions."""

from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from db import migrate
from db.base import Base, synced_tables
from db.engine import StoreError, open_store

KEY = bytes(range(32))
NEXT = "9999"
BROKEN = f"""
from alembic import op
revision, down_revision, branch_labels, depends_on = "{NEXT}", "{migrate.HEAD}", None, None
def upgrade():
    op.execute("CREATE TABLE half (id TEXT)")
    op.execute("CREATE TABLE staff (id TEXT)")
"""
SOUND = BROKEN.replace("CREATE TABLE staff", "CREATE TABLE other")


def _folder(tmp_path: Path, script: str) -> Path:
    versions = tmp_path / "migrations" / "versions"
    versions.mkdir(parents=True)
    for source in (migrate.FOLDER / "env.py", *(migrate.FOLDER / "versions").glob("v*.py")):
        (versions.parent / source.relative_to(migrate.FOLDER)).write_text(source.read_text(encoding="utf-8"), "utf-8")
    (versions / "v9999_next.py").write_text(script, "utf-8")
    return versions.parent


def test_migrations_make_the_tables_that_the_classes_describe(store):
    synced_tables()
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _ours})
        assert compare_metadata(context, Base.metadata) == []


def _ours(name, kind, parents):
    return kind != "table" or not name.startswith("contact_search")


def test_the_newest_migration_is_the_one_the_program_expects():
    assert ScriptDirectory(str(migrate.FOLDER)).get_heads() == [migrate.HEAD]


def test_a_newer_database_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "taika.db"
    store = open_store(path, KEY)
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(StoreError) as refused:
        open_store(path, KEY)
    assert refused.value.reason == "newer"


def test_a_failing_migration_leaves_nothing_behind(tmp_path, monkeypatch):
    path = tmp_path / "taika.db"
    store = open_store(path, KEY)
    monkeypatch.setattr(migrate, "FOLDER", _folder(tmp_path, BROKEN))
    with pytest.raises(Exception, match="staff"):
        migrate.upgrade(store.engine, path, NEXT)
    assert migrate.current(store.engine) == migrate.HEAD
    assert not inspect(store.engine).has_table("half")
    store.close()


def test_a_database_is_copied_before_it_is_migrated(tmp_path, monkeypatch):
    path = tmp_path / "taika.db"
    store = open_store(path, KEY)
    monkeypatch.setattr(migrate, "FOLDER", _folder(tmp_path, SOUND))
    path.with_name(f"taika.db.before-{NEXT}").write_text("left by an earlier try")
    migrate.upgrade(store.engine, path, NEXT)
    assert migrate.current(store.engine) == NEXT
    store.close()
    copy = open_store(path.with_name(f"taika.db.before-{NEXT}"), KEY)
    assert migrate.current(copy.engine) == migrate.HEAD
    copy.close()


def test_0009_has_no_lifecycle_by_hand_and_derives_every_contact_anew(tmp_path):
    path = tmp_path / "old.db"
    engine = create_engine(f"sqlite:///{path}", module=sqlcipher)
    migrate.upgrade(engine, path, "0008")
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO contact (id, name, stage_manual) VALUES ('c', '赵小琳', 'loyal')"))
        connection.execute(text("INSERT INTO contact_state (contact) VALUES ('c')"))
    migrate.upgrade(engine, path, "0009")
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT name, stage_manual, lifecycle_manual, lifecycle_until FROM contact"))
        assert tuple(kept.one()) == ("赵小琳", "loyal", "", None)
        state = connection.execute(text("SELECT recheck_on, lifecycle_event FROM contact_state")).one()
    assert tuple(state) == ("", None)
    engine.dispose()


def test_0002_keeps_what_was_set_by_hand_and_has_no_end_for_it(tmp_path):
    path = tmp_path / "old.db"
    engine = create_engine(f"sqlite:///{path}", module=sqlcipher)
    migrate.upgrade(engine, path, "0001")
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO contact (id, name, stage_manual) VALUES ('c', '赵小琳', 'loyal')"))
    migrate.upgrade(engine, path, "0002")
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT name, stage_manual, stage_until FROM contact")).one()
    assert tuple(kept) == ("赵小琳", "loyal", None)
    engine.dispose()
