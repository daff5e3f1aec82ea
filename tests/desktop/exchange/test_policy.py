import pytest

from db.base import OWN_COLUMNS, synced_tables
from db.projection import Operation
from db.veil import VEIL, erased
from desktop.exchange.policy import masked, policy


def operation(entity: str, **fields: object) -> Operation:
    return Operation("r", 1, "0" * 16 + "r", "s", entity, "id", fields, None, "b", "", "digest")


def test_names_and_phones_leave_masked_and_notes_not_at_all():
    left = masked(operation("contact", name="赵小琳", phone="13812344821", remark="秘密", owner="s1", gender=2))
    assert left.fields == {VEIL: "name,phone", "name": "赵*琳", "phone": "138****4821", "owner": "s1", "gender": 2}
    assert masked(left) == left
    assert left.digest == "digest"


def test_a_field_that_a_later_version_adds_stays():
    assert masked(operation("contact", income="高")).fields == {VEIL: ""}


def test_what_was_erased_leaves_as_that():
    gone = operation("contact", **erased())
    assert masked(gone) is gone


def test_what_holds_no_person_leaves_whole():
    whole = operation("task", title="台卡到位检查", date="2026-11-20")
    assert masked(whole) is whole


def test_an_empty_value_stays_empty():
    assert masked(operation("contact", name=None)).fields == {"name": None}


@pytest.mark.parametrize("entity", sorted(policy()))
def test_the_policy_names_fields_that_are_there(entity: str):
    columns = {column.name for column in synced_tables()[entity].__table__.columns} - OWN_COLUMNS
    named = frozenset().union(*policy()[entity].values())
    assert named <= columns


def test_every_table_about_a_contact_is_in_the_policy():
    about = {
        name
        for name, cls in synced_tables().items()
        if {"contact", "phone", "telephone"} & {column.name for column in cls.__table__.columns}
    }
    assert about - set(policy()) == {
        "branch",
        "draw",
        "task",
        "transfer",
    }  # a branch's own telephone; ids and counts only
