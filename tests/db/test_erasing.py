"""What is erased is gone: from tables, log and whatever comes later, in any order; and what was masked never wins."""

import itertools
import json

import pytest
from sqlalchemy import text

from db.contacts import Contact
from db.doctor import rebuild, state_hash, verify
from db.ids import derived_id
from db.merging import export_operations, merge
from db.operation import Change, record, undo
from db.projection import STORED, Operation
from db.stamp import make_stamp
from db.veil import VEIL, erased, fuller, is_erased, veiled

NAME = "赵小琳"


def put(store, *changes, actor=None):
    return store.write(lambda session: record(session, actor, changes))


def operations(store):
    with store.session() as session:
        return list(export_operations(session, {}))


def take(store, items):
    return store.write(lambda session: merge(session, items))


def erase(store, row="c", entity="contact"):
    entry = Change("erasure", derived_id("erasure", entity, row), {"entity": entity, "row": row, "reason": "请求"})
    return put(store, entry)


def live(store):
    put(
        store,
        Change("contact", "c", {"name": NAME, "phone": "13812344821"}),
        Change("interaction", "i", {"contact": "c", "text": f"{NAME}想买"}),
        Change("contact", "d", {"name": "钱多多"}),
        Change("link_decision", "l", {"a": "c", "b": "d", "verdict": "same"}),
    )


def content(store):
    with store.session() as session:
        assert verify(session) == []
        return state_hash(session, whole=True)


def everything(store):
    """All text of the database's tables and log."""
    with store.session() as session:
        tables = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        rows = [row for table in tables for row in session.execute(text(f'SELECT * FROM "{table}"'))]
    return "\n".join(str(row) for row in rows)


def test_nothing_of_an_erased_contact_is_left_and_its_operations_keep_their_digests(store):
    live(store)
    before = {(one.replica, one.seq): one.digest for one in operations(store)}
    erase(store)
    left = operations(store)
    assert NAME not in everything(store)
    assert "13812344821" not in everything(store)
    assert {(one.replica, one.seq): one.digest for one in left if one.entity != "erasure"} == before
    assert {one.row for one in left if is_erased(one.fields)} == {"c", "i", "l"}
    with store.session() as session:
        assert (session.get(Contact, "c").hidden, session.get(Contact, "d").hidden) == (1, 0)
    content(store)


def test_what_was_erased_cannot_be_written_again_nor_anything_about_it(store):
    live(store)
    erase(store)
    before = len(operations(store))
    put(
        store, Change("contact", "c", {"name": NAME}), Change("interaction", "j", {"contact": "c", "text": NAME}),
        Change("interaction", "i", {"text": NAME}), Change("contact", "d", {"remark": "老客户"}),
    )  # fmt: skip
    assert NAME not in everything(store)
    assert len(operations(store)) == before + 1


def test_an_erasing_is_not_undone_by_undoing_it_or_what_was_before(store):
    done = put(store, Change("contact", "c", {"name": NAME}))
    gone = erase(store)
    for batch in (gone.batch, done.batch):
        store.write(lambda session, batch=batch: undo(session, None, batch))
    assert NAME not in everything(store)
    with store.session() as session:
        assert session.execute(text("SELECT hidden FROM erasure")).scalar() == 0


def test_any_order_of_files_comes_to_the_same_without_the_content(make_store, clock):
    here, there = make_store(), make_store()
    live(here)
    take(there, operations(here))
    clock.advance(minutes=1)
    put(there, Change("interaction", "late", {"contact": "c", "text": f"{NAME}又来了"}))
    put(there, Change("interaction", "late", {"kind": "call"}), Change("contact", "c", {"remark": NAME}))
    gone = erase(here)
    files = [operations(here), operations(there), [one for one in operations(there) if one.row == "late"][1:]]
    outcomes = set()
    for order in itertools.permutations(files):
        third = make_store()
        for file in order:
            take(third, file)
        assert NAME not in everything(third)
        outcomes.add(content(third))
    take(here, operations(there))
    take(there, operations(here))
    assert outcomes == {content(here)} == {content(there)}
    assert gone.operations == 1


def test_many_erasures_are_looked_for_in_one_pass(make_store):
    here, there = make_store(), make_store()
    rows = [f"c{number}" for number in range(30)]
    put(here, *(Change("contact", row, {"name": NAME}) for row in rows))
    put(here, *(Change("follow_up", f"f{row}", {"contact": row, "title": NAME}) for row in rows))
    take(there, operations(here))
    put(here, *(Change("erasure", derived_id("erasure", "contact", row), {"entity": "contact", "row": row})
                for row in rows))  # fmt: skip
    take(there, [one for one in operations(here) if one.entity == "erasure"])
    assert NAME not in everything(there)
    assert content(here) == content(there)


def test_an_entity_of_a_newer_version_is_erased_in_the_log(make_store):
    here, there = make_store(), make_store()
    live(here)
    known = operations(here)[0]
    robot = known._replace(seq=50, entity="robot", row="r", fields={"contact": "c", "text": NAME}, digest="7" * 32)
    again = robot._replace(seq=51, fields={"text": NAME}, digest="8" * 32)
    take(there, [robot, again])
    take(there, operations(here))
    erase(there)
    assert NAME not in everything(there)
    third = here
    erase(third)
    take(third, [again])
    take(third, operations(there))
    assert NAME not in everything(third)


def test_conflicts_about_what_is_erased_go_too(make_store, clock):
    here, there = make_store(), make_store()
    live(here)
    take(there, operations(here))
    clock.advance(minutes=1)
    put(here, Change("contact", "c", {"name": f"{NAME}甲"}))
    put(there, Change("contact", "c", {"name": f"{NAME}乙"}))
    assert take(here, operations(there)).conflicts == 1
    erase(here)
    assert NAME not in everything(here)


def test_rebuilding_keeps_it_erased_and_the_doctor_sees_what_is_left(store):
    live(store)
    erase(store)
    before = content(store)
    store.write(rebuild)
    assert content(store) == before
    statement = text("UPDATE operation SET fields = '{\"name\":\"x\"}' WHERE entity = 'contact' AND \"row\" = 'c'")
    store.write(lambda session: session.execute(statement))
    with store.session() as session:
        assert any("still hold" in line for line in verify(session))


def test_storage_only_rows_are_not_written_to_until_they_are_taken_back(store):
    put(store, Change("contact", "c", {"name": NAME}))
    put(store, Change("contact", "c", {"hidden": STORED}))
    assert put(store, Change("contact", "c", {"name": "别名"})).operations == 0
    put(store, Change("contact", "c", {"hidden": 0, "name": "别名"}))
    with store.session() as session:
        assert (session.get(Contact, "c").name, session.get(Contact, "c").hidden) == ("别名", 0)


# ---------------------------------------------------------------------------------------------------- masked


def operation(seq, fields, ms=1, replaced=None):
    stamp = make_stamp(ms, 0, "a" * 12)
    return Operation("a" * 12, seq, stamp, "", "contact", "c", fields, replaced, "b", "", f"{seq:032x}")


def row(store):
    with store.session() as session:
        found = session.get(Contact, "c")
        return found.name, found.phone, found.remark


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_masked_value_never_wins_over_a_clear_one_and_clear_content_fills_up(make_store, order):
    whole = operation(1, {"name": NAME, "phone": "13812344821", "remark": "老客户"})
    masked = whole._replace(fields=veiled({"name": "赵*琳", "phone": "138****4821"}, ["name", "phone"]))
    later = operation(2, veiled({"name": "赵*林"}, ["name"]), ms=2)
    store = make_store()
    for at in order:
        take(store, [(whole, masked, later)[at]])
    assert row(store) == (NAME, "13812344821", "老客户")
    assert operations(store)[0].fields == whole.fields
    content(store)
    at_once = make_store()
    take(at_once, [(whole, masked, later)[at] for at in order])
    assert content(at_once) == content(store)


def test_among_masked_values_the_newest_shows_and_an_edit_here_wins(store):
    one, two = operation(1, veiled({"name": "赵*琳"}, ["name"])), operation(2, veiled({"name": "赵*林"}, ["name"]), 2)
    take(store, [two, one])
    assert row(store)[0] == "赵*林"
    assert take(store, [one, two]).known == 2
    put(store, Change("contact", "c", {"name": "赵晓琳"}))
    take(store, [operation(3, veiled({"name": "钱*"}, ["name"]), ms=10**13)])
    assert row(store)[0] == "赵晓琳"
    content(store)


def test_clear_fields_of_masked_operations_still_clash(make_store):
    store = make_store()
    base = operation(1, {"owner": "s1"})
    here = operation(2, veiled({"owner": "s2", "name": "赵*"}, ["name"]), ms=2, replaced={"owner": base.stamp})
    there = here._replace(replica="b" * 12, stamp=make_stamp(3, 0, "b" * 12), fields={"owner": "s3"})
    assert take(store, [base, here, there]).conflicts == 1


VERSIONS = (
    {"name": NAME, "phone": "1"},
    veiled({"name": "赵*"}, ["name"]),
    veiled({"name": "#a1", "phone": "1"}, ["name"]),
    veiled({"phone": "****"}, ["phone"]),
    veiled({}, []),
    erased(),
)


def test_versions_of_one_operation_join_in_any_order():
    for one, other, third in itertools.product(VERSIONS, repeat=3):
        assert fuller(one, other) == fuller(other, one)
        assert fuller(fuller(one, other), third) == fuller(one, fuller(other, third))
        assert fuller(one, one) == one
    joined = fuller(VERSIONS[1], VERSIONS[3])
    assert json.loads(json.dumps(joined)) == {VEIL: "name,phone", "name": "赵*", "phone": "****"}
