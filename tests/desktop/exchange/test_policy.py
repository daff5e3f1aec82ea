import hmac

import pytest

from db.base import OWN_COLUMNS, synced_tables
from db.projection import Operation
from db.veil import VEIL, erased
from desktop import documents
from desktop.errors import AppError
from desktop.exchange import policy
from desktop.exchange.policy import OPEN, Policy, built_in
from desktop.store import open_memory_store


def operation(entity: str, **fields: object) -> Operation:
    return Operation("r", 1, "0" * 16 + "r", "s", entity, "id", fields, None, "b", "", "digest")


PEPPER = b"p" * 32


def left(one: Operation, pepper: bytes = b"") -> Operation:
    return Policy(built_in(), pepper).leave(one)


def test_names_and_phones_leave_masked_and_notes_not_at_all():
    sent = left(operation("contact", name="赵小琳", phone="13812344821", remark="秘密", owner="s1", gender=2))
    assert sent.fields == {VEIL: "name,phone", "name": "赵*琳", "phone": "138****4821", "owner": "s1", "gender": 2}
    assert left(sent, PEPPER) == sent
    assert sent.digest == "digest"


def test_a_field_that_a_later_version_adds_stays():
    assert left(operation("contact", income="高")).fields == {VEIL: ""}


def test_what_was_erased_leaves_as_that():
    gone = operation("contact", **erased())
    assert left(gone) is gone


def test_what_holds_no_person_leaves_whole():
    whole = operation("task", title="台卡到位检查", date="2026-11-20")
    assert left(whole) is whole


def test_an_empty_value_stays_empty():
    assert left(operation("contact", name=None)).fields == {"name": None}


@pytest.mark.parametrize("entity", sorted(built_in()))
def test_the_policy_names_fields_that_are_there(entity: str):
    columns = {column.name for column in synced_tables()[entity].__table__.columns} - OWN_COLUMNS
    named = frozenset().union(*built_in()[entity])
    assert named <= columns


def test_every_table_about_a_contact_is_in_the_policy():
    about = {
        name
        for name, cls in synced_tables().items()
        if {"contact", "phone", "telephone"} & {column.name for column in cls.__table__.columns}
    }
    assert about - set(built_in()) == {
        "branch",
        "draw",
        "task",
        "transfer",
    }  # a branch's own telephone; ids and counts only


def test_with_the_pepper_a_phone_leaves_as_a_keyed_hash_too():
    mark = hmac.new(PEPPER, b"13812344821", "sha256").hexdigest()
    for phone in ("13812344821", "+86 138-1234-4821"):
        sent = left(operation("contact", phone=phone), PEPPER).fields
        assert sent["phone_hash"] == mark
    assert sent["phone"] != phone
    assert left(operation("contact", phone=""), PEPPER).fields == {VEIL: "", "phone": "", "phone_hash": ""}
    assert "phone_hash" not in left(operation("contact", name="王"), PEPPER).fields


def test_the_way_of_a_field():
    rules = Policy(built_in())
    ways = [rules.how(source) for source in ("contact.owner", "contact.phone", "contact.remark", "task.title")]
    assert ways == ["clear", "mask", "", "clear"]
    whole = operation("contact", remark="x")
    assert (OPEN.how("contact.remark"), OPEN.leave(whole)) == ("clear", whole)


def test_head_offices_policy_goes_before_the_built_in_one():
    store = open_memory_store()
    change = documents.change("policy", "上报字段规则", "2", '[contact]\nclear = ["remark"]\n')
    store.write(lambda session: documents_record(session, change))
    with store.session() as session:
        rules = policy.policy(session)
    store.close()
    assert rules.leave(operation("contact", remark="x", name="y")).fields == {VEIL: "", "remark": "x"}


def documents_record(session, change):
    from db.operation import record

    return record(session, None, [change])


@pytest.mark.parametrize("table", [{"contact": 1}, {"contact": {"clear": "name"}}, {"contact": {"mask": [1]}}, {}])
def test_a_policy_that_makes_no_sense_is_refused(table):
    with pytest.raises(AppError, match="上报字段规则"):
        policy.checked(table)
