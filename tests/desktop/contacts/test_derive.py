"""Derived rows follow whatever an operation touched, and are the same when made anew."""

import re

from sqlalchemy import event, text

from db.actor import Actor
from db.engine import Store
from db.ids import derived_id
from db.operation import Change, undo
from desktop.contacts import derive, search
from desktop.contacts.filters import ContactQuery
from tests.desktop.contacts.conftest import Add, Write, staff_id

STATE = text("SELECT * FROM contact_state ORDER BY number")

SMALL = {"x", "touched_contact", "linked_contact", "replica", "contact_search", "CONSTANT"}
"""What may be read from end to end: those concerned. (Asking the search index for one row is called so too.)"""

PARTIAL = re.compile("USING COVERING INDEX ix_contact_(phone_hash|external_user|union_id)$")  # of those that have one
ANY = re.compile(r'SELECT 1 FROM "?\w+"? LIMIT 1')


def state_of(store: Store, contact: str) -> dict[str, object]:
    with store.session() as session:
        found = session.execute(text("SELECT * FROM contact_state WHERE contact = :id"), {"id": contact})
        return dict(found.mappings().one())


def found_by(store: Store, actor: Actor, typed: str) -> int:
    with store.session() as session:
        return len(search.ids(session, actor, ContactQuery(text=typed, view="branch")))


def test_what_is_counted_and_dated(store: Store, add: Add, write: Write):
    id_ = add(
        "赵小琳", tags=["card", "payroll"], events=[("chat", "2026-03-10 09:00:00"), ("call", "2026-03-11 08:00:00")]
    )
    due = {"contact": id_, "staff": staff_id("chennan")}
    write([
        Change("follow_up", "f2", {**due, "due_at": "2026-03-20 09:00:00", "title": "后一步"}),
        Change("follow_up", "f1", {**due, "due_at": "2026-03-14 09:00:00", "title": "先一步"}),
        Change("follow_up", "f0", {**due, "due_at": "2026-03-01 09:00:00", "title": "做过", "done_at": "2026-03-02"}),
    ])  # fmt: skip
    state = state_of(store, id_)
    assert (state["tags"], state["interactions"], state["last_at"]) == (2, 2, "2026-03-11 08:00:00")
    assert (state["next_at"], state["next_title"]) == ("2026-03-14 09:00:00", "先一步")
    assert (state["stage"], state["status"], state["sort_key"]) == ("aware", "active", "zhao xiao lin")


def test_a_renamed_tag_is_found_by_its_new_name(store: Store, add: Add, write: Write, lead: Actor):
    add("赵小琳", tags=["payroll"])
    write([Change("tag", "payroll", {"name": "工资户"})])
    assert (found_by(store, lead, "代发"), found_by(store, lead, "工资")) == (0, 1)


def test_a_tag_taken_off_and_a_new_name(store: Store, add: Add, write: Write, lead: Actor):
    id_ = add("赵小琳", "13812344821", tags=["payroll"])
    write(
        [
            Change("contact_tag", derived_id("contact_tag", id_, "payroll"), {"present": 0}),
            Change("contact", id_, {"name": "钱多多"}),
        ]
    )
    assert state_of(store, id_)["tags"] == 0
    assert [found_by(store, lead, typed) for typed in ("代发", "zxl", "qdd", "4821")] == [0, 0, 1, 1]


def test_undone_contacts_leave_list_and_index(store: Store, add: Add, write: Write, lead: Actor):
    batch = write([Change("contact", "new", {"name": "孙浩", "owner": lead.staff})])
    assert found_by(store, lead, "sh") == 1
    store.write(lambda session: undo(session, lead, batch))
    assert found_by(store, lead, "sh") == 0
    assert add("别人") != "new"


def test_numbers_stay_and_all_anew_is_the_same(store: Store, add: Add, write: Write, lead: Actor):
    ids = [add(name, tags=["card"]) for name in ("一一", "二二", "三三")]
    write([Change("contact", ids[0], {"remark": "改过"})])
    with store.session() as session:
        before = session.execute(STATE).all()
        assert [row.contact for row in before] == ids
    with store.engine.begin() as connection:
        derive.refresh(connection, None)
    with store.session() as session:
        after = session.execute(STATE).all()
    assert {row[1:] for row in after} == {row[1:] for row in before}
    assert found_by(store, lead, "改过") == 1


def test_nothing_touched_is_nothing_done(store: Store, add: Add):
    add("赵小琳")
    with store.engine.begin() as connection:
        derive.refresh(connection, {"setting": {"x"}, "contact": set()})
        assert connection.exec_driver_sql("SELECT count(*) FROM contact_state").scalar() == 1


def test_an_edit_reads_no_table_from_end_to_end(store: Store, add: Add, write: Write):
    """A branch has 50,000 contacts, head office millions: each step looks up what it is about by an index."""
    one, other = add("赵小琳", "13812344821"), add("赵琳", "13812344821")
    asked: dict[str, object] = {}

    def note(_connection, _cursor, statement, parameters, _context, many) -> None:
        asked[statement] = parameters[0] if many else parameters

    event.listen(store.engine, "before_cursor_execute", note)
    write([Change("contact", one, {"remark": "周三来"})])
    write([Change("interaction", "i9", {"contact": one, "kind": "chat", "at": "2026-03-12 09:00:00"})])
    write([Change("link_decision", "l1", {"a": one, "b": other, "verdict": "different"})])
    event.remove(store.engine, "before_cursor_execute", note)
    scanned: dict[str, str] = {}
    with store.session() as session:
        driver = session.connection().connection.driver_connection
        for statement, parameters in asked.items():
            if statement.split()[0] in {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"} and not ANY.fullmatch(
                statement
            ):
                plan = driver.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
                scans = [row[3] for row in plan if row[3].startswith("SCAN") and not PARTIAL.search(row[3])]
                scanned |= {scan.split()[1]: statement for scan in scans}
    assert "contact" in " ".join(asked)
    assert {name: one for name, one in scanned.items() if name not in SMALL} == {}
