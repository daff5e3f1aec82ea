"""The same tables, statements and content on a PostgreSQL server."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import make_url, text

from db import bulk, migrate
from db.base import Base, synced_tables
from db.doctor import rebuild, state_hash, verify
from db.engine import Store, StoreError
from db.merging import export_operations, merge
from db.operation import Change, UndoRefusedError, record, undo
from db.server import bridged, open_server
from db.sheaf import bound
from db.stamp import FixedClock
from tests.server import Server

Make = Callable[..., Store]


@pytest.fixture
def url(server: Server) -> str:
    return server.filled()


@pytest.fixture
def far(url: str, clock: FixedClock) -> Iterator[Store]:
    store = open_server(url, clock=clock)
    yield store
    store.close()


def state(store: Store) -> str:
    with store.session() as session:
        assert verify(session) == []
        return state_hash(session)


def live(store: Store, lead) -> None:
    for number in range(8):
        changes = [
            Change("contact", f"c{number % 5}", {"name": f"赵{number}'%?", "owner": "s", "gender": number}),
            Change("contact_tag", f"t{number}", {"contact": f"c{number % 5}", "tag": "t", "present": number % 2}),
            Change("task", f"k{number}", {"title": "台卡到位", "count": 2**40, "later": "of a newer version"}),
        ]
        store.write(lambda session, all_=changes: record(session, lead, all_))


def operations(store: Store):
    with store.session() as session:
        return list(export_operations(session, {}))


def test_migrations_make_the_same_tables(far: Store):
    synced_tables()
    with far.engine.connect() as connection:
        options = {  # whole numbers are wider there
            "compare_type": False, "include_name": lambda name, kind, parents: "contact_search" not in (name or ""),
        }  # fmt: skip
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []
    assert migrate.current(far.engine) == migrate.HEAD


def test_writing_undo_and_rebuild_come_to_the_same(far: Store, make_store: Make, lead):
    near = make_store()
    live(near, lead)
    far.write(lambda session: merge(session, operations(near)))
    assert state(far) == state(near)
    far.write(rebuild)
    assert state(far) == state(near)
    live(far, lead)
    near.write(lambda session: merge(session, operations(far)))
    assert state(far) == state(near)


def test_a_write_is_undone_and_refused_once_it_was_changed(far: Store, lead):
    change = Change("contact", "c", {"name": "甲"})
    batch = far.write(lambda session: record(session, lead, [change])).batch
    far.write(lambda session: undo(session, lead, batch))
    with far.session() as session:
        assert session.execute(text("SELECT hidden FROM contact")).scalar() == 1
    batch = far.write(lambda session: record(session, lead, [Change("contact", "d", {"name": "甲"})])).batch
    far.write(lambda session: record(session, lead, [Change("contact", "d", {"name": "乙"})]))
    with pytest.raises(UndoRefusedError):
        far.write(lambda session: undo(session, lead, batch))


def test_a_failing_write_leaves_nothing(far: Store, lead):
    def fail(session):
        record(session, lead, [Change("contact", "c", {"name": "甲"})])
        raise RuntimeError

    with pytest.raises(RuntimeError):
        far.write(fail)
    assert operations(far) == []


def test_several_at_once_lose_nothing(url: str, make_store: Make, lead):
    """Each of four connections merges another database's operations, in small files, all at the same time."""
    sources, near = [], make_store()
    for number in range(4):
        source = make_store(clock=FixedClock(datetime(2026, 11, 20, 9, number)))
        live(source, lead)
        sources.append(operations(source))
        near.write(lambda session, all_=sources[-1]: merge(session, all_))
    stores = [open_server(url, clock=FixedClock(datetime(2026, 11, 20, 9, 30))) for _ in sources]

    def work(pair):
        store, found = pair
        for start in range(0, len(found), 3):
            rows = [one.to_row() for one in found[start : start + 3]]
            store.write(lambda session, rows=rows: bulk.merge_sheaf(session, bound(rows)))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, zip(stores, sources, strict=True)))
    assert len(operations(stores[0])) == sum(map(len, sources))
    assert state(stores[0]) == state(near)
    for store in stores:
        store.close()


def test_two_may_fill_an_empty_database_at_once(server: Server):
    url = server.database()
    with ThreadPoolExecutor(2) as threads:
        stores = list(threads.map(open_server, (url, url)))
    with stores[0].session() as session:
        assert session.execute(text("SELECT count(*) FROM replica WHERE own = 1")).scalar() == 1
    for store in stores:
        store.close()


def test_a_newer_database_is_refused(server: Server, url: str):
    server.execute("UPDATE alembic_version SET version_num = '9999'", make_url(url).database)
    with pytest.raises(StoreError) as refused:
        open_server(url)
    assert refused.value.reason == "newer"


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("nonsense", "url"), ("sqlite:///x.db", "url"), ("postgresql://x@/y", "url"),
        ("postgresql+psycopg://taika@/none?host=/nowhere", "unreachable"),
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere_says_why(address: str, reason: str):
    with pytest.raises(StoreError) as refused:
        open_server(address)
    assert refused.value.reason == reason


def test_a_database_that_sorts_by_language_is_refused(server: Server, url: str):
    server.execute("CREATE DATABASE other TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'zh' LOCALE 'C'")
    with pytest.raises(StoreError) as refused:
        open_server(url.replace(make_url(url).database, "other"))
    assert refused.value.reason == "collation"


@pytest.mark.parametrize(
    ("near", "far"),
    [
        ("SELECT group_concat(name, char(10)) FROM tag", "SELECT string_agg(name, chr(10)) FROM tag"),
        ("SELECT a FROM t WHERE b = ? AND c <> '?%'", "SELECT a FROM t WHERE b = %s AND c <> '?%%'"),
        ("INSERT OR IGNORE INTO t VALUES (?)", "INSERT INTO t VALUES (%s) ON CONFLICT DO NOTHING"),
        ("SELECT json_extract(x.stamps, '$.present')", "SELECT (CAST(x.stamps AS json) ->> 'present')"),
        (
            "SELECT json_extract(nullif(a.result, ''), '$.title')",
            "SELECT (CAST(nullif(a.result, '') AS json) ->> 'title')",
        ),
        ("SELECT 1 FROM a CROSS JOIN contact c ON c.id = a.id", "SELECT 1 FROM a JOIN contact c ON c.id = a.id"),
        ("CREATE TEMP TABLE t (id TEXT) WITHOUT ROWID", "CREATE TEMP TABLE t (id TEXT)"),
        ("SELECT instr(a, '*') FROM t", "SELECT strpos(a, '*') FROM t"),
        ("SELECT 1 FROM t WHERE a IN ()", "SELECT 1 FROM t WHERE a IN (NULL)"),
    ],
)
def test_what_the_two_write_differently_is_bridged(near: str, far: str):
    assert bridged(near, ())[0] == far
