"""Row ids."""

import uuid

from db.ids import NAMESPACE, derived_id, derived_ids, new_id


def test_a_derived_id_is_a_uuid5_of_kind_and_key():
    assert derived_id("contact", "wangmin", "赵小琳") == str(uuid.uuid5(NAMESPACE, "contact\x1fwangmin\x1f赵小琳"))


def test_many_ids_that_begin_alike_are_the_same_as_one_by_one():
    made = derived_ids("task", "百日经营", "d3")
    for last in ("赵小琳", ""):
        assert made(last) == derived_id("task", "百日经营", "d3", last)


def test_parts_of_a_natural_key_do_not_run_together():
    assert derived_id("tag", "客群", "代发") != derived_id("tag", "客", "群代发")


def test_new_ids_are_version_7_and_differ():
    made = [new_id() for _ in range(200)]
    assert len(set(made)) == 200
    assert {uuid.UUID(value).version for value in made} == {7}
    assert {uuid.UUID(value).variant for value in made} == {uuid.RFC_4122}
