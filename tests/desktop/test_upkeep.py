"""What an update brings into an existing database."""

from sqlalchemy import text

from desktop import upkeep
from desktop.store import open_memory_store


def count(store, table):
    with store.session() as session:
        return session.execute(text(f"SELECT count(*) FROM {table}")).scalar()


def test_the_shipped_day_is_published_once_a_version(monkeypatch):
    store = open_memory_store()
    assert upkeep.bring_up_to_date(store)
    steps, operations = count(store, "sop_step"), count(store, "operation")
    assert steps > 10
    assert not upkeep.bring_up_to_date(store)
    monkeypatch.setattr(upkeep, "app_version", lambda: "99")
    assert upkeep.bring_up_to_date(store)
    assert count(store, "operation") == operations
    store.close()
