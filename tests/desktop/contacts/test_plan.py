"""How the database goes about it: with words to search for, the index leads."""

from sqlalchemy import text

from db.actor import Actor
from db.engine import Store
from desktop.contacts import filters
from desktop.contacts.filters import ContactQuery
from tests.desktop.contacts.conftest import NOW, Add


def test_the_search_index_leads(store: Store, add: Add, manager: Actor, lead: Actor):
    add("赵小琳")
    for actor in (manager, lead):
        query = ContactQuery(text="zxl", view="branch")
        condition = filters.where(query, actor, NOW)
        statement = f"SELECT s.number FROM {condition.source} WHERE {condition.sql} ORDER BY {filters.order(query)}"
        with store.session() as session:
            steps = [row[3] for row in session.execute(text(f"EXPLAIN QUERY PLAN {statement}"), condition.values)]
        assert steps[0].startswith("SCAN contact_search VIRTUAL TABLE"), steps
        assert all("rowid=?" in step or "(id=?)" in step for step in steps if step.startswith("SEARCH")), steps
