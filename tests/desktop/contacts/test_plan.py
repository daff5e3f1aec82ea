"""How the database goes about it: with words to search for, the index leads."""

from collections.abc import Callable

import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import Store
from desktop.contacts import batch, capture, filters, search
from desktop.contacts.batch import Typed
from desktop.contacts.capture import Capture
from desktop.contacts.filters import ContactQuery
from desktop.errors import AppError
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


@pytest.mark.parametrize(
    "ask",
    [
        lambda session, actor: search.find_known(session, actor, "13812344821"),
        lambda session, actor: batch.check(session, [Typed("赵小琳", "13812344821", "")]),
        lambda session, actor: capture.save(session, actor, Capture("13812344821", consent=True)),
    ],
)
def test_a_number_is_looked_up_among_those_that_are_whole(
    store: Store, add: Add, manager: Actor, ask: Callable[[Session, Actor], object]
):
    """The index over phones leaves out masked ones, and serves only who asks in its own words."""
    add("赵小琳", "13812344821")
    asked: dict[str, object] = {}

    def note(_connection, _cursor, statement, parameters, _context, _many) -> None:
        asked[statement] = parameters

    with store.session() as session:
        event.listen(store.engine, "before_cursor_execute", note)
        try:
            ask(session, manager)
        except AppError as error:
            assert "已是客户" in error.message  # noqa: PT017 - one of them says so
        event.remove(store.engine, "before_cursor_execute", note)
        driver = session.connection().connection.driver_connection
        about = {one: values for one, values in asked.items() if "length(phone)" in one}
        steps = [row[3] for one, values in about.items() for row in driver.execute(f"EXPLAIN QUERY PLAN {one}", values)]
    assert any("USING INDEX ix_contact_phone (phone=?)" in step for step in steps), steps
