"""Row ids."""

import uuid

from db.ids import NAMESPACE, beside_id, derived_id, grouped_id, grouped_ids, is_near, new_id


def test_a_derived_id_is_a_uuid5_of_kind_and_key():
    assert derived_id("contact", "wangmin", "赵小琳") == str(uuid.uuid5(NAMESPACE, "contact\x1fwangmin\x1f赵小琳"))


def test_many_ids_that_begin_alike_are_the_same_as_one_by_one():
    made = grouped_ids("task", "百日经营", "d3")
    for last in ("赵小琳", ""):
        assert made(last) == grouped_id("task", "百日经营", "d3", last)


def test_parts_of_a_natural_key_do_not_run_together():
    assert derived_id("tag", "客群", "代发") != derived_id("tag", "客", "群代发")


def test_new_ids_are_version_7_and_differ():
    made = [new_id() for _ in range(200)]
    assert len(set(made)) == 200
    assert {uuid.UUID(value).version for value in made} == {7}
    assert {uuid.UUID(value).variant for value in made} == {uuid.RFC_4122}


def test_ids_of_a_group_lie_together_and_differ():
    made = [grouped_id("contact", "wangmin", name) for name in ("赵小琳", "曾国平")]
    assert len({id_[:8] for id_ in made}) == 1
    assert len(set(made)) == 2
    assert {uuid.UUID(id_).version for id_ in made} == {8}
    assert grouped_id("contact", "chennan", "赵小琳")[:8] != made[0][:8]


def test_what_belongs_to_a_contact_lies_beside_it_and_is_the_same_on_every_pc():
    contact = grouped_id("contact", "wangmin", "赵小琳")
    tag = beside_id("contact_tag", contact, "代发")
    assert tag == beside_id("contact_tag", contact, "代发") != beside_id("contact_tag", contact, "老客户")
    assert tag[:8] == contact[:8]
    assert is_near(tag)
    assert uuid.UUID(tag).variant == uuid.RFC_4122


def test_what_belongs_to_a_contact_of_an_older_version_keeps_its_id():
    contact = derived_id("contact", "wangmin", "赵小琳")
    assert beside_id("contact_tag", contact, "代发") == derived_id("contact_tag", contact, "代发")
    assert uuid.UUID(new_id(contact)).version == 7


def test_a_new_id_beside_a_contact_sorts_by_the_moment_and_differs():
    contact = grouped_id("contact", "wangmin", "赵小琳")
    made = [new_id(contact) for _ in range(200)]
    moments = [id_[9:13] + id_[15:18] + id_[20:23] + id_[24:26] for id_ in made]
    assert moments == sorted(moments)
    assert len(set(made)) == 200
    assert {uuid.UUID(id_).version for id_ in made} == {8}
    assert {id_[:8] for id_ in made} == {contact[:8]}
