import pytest

from desktop.fields import CONTACT_FIELDS, KINDS, STAFF_FIELDS, field


@pytest.mark.parametrize("kind", KINDS)
def test_keys_and_labels_are_unique_and_complete(kind):
    fields = KINDS[kind]
    for name in ("key", "label", "english"):
        values = [getattr(one, name) for one in fields]
        assert all(values)
        assert len(set(values)) == len(values)
    heads = [head for one in fields for head in one.heads]
    assert len(set(heads)) == len(heads)
    assert all(one.label in one.heads for one in fields)


def test_personal_numbers_and_names_are_masked():
    masked = {one.key: one.mask for one in CONTACT_FIELDS if one.mask}
    ids = {"external_user": "id", "union_id": "id"}
    assert masked == {"name": "name", "phone": "phone", "telephone": "phone", **ids}
    assert {one.key for one in STAFF_FIELDS if one.mask} == {"phone"}


def test_columns_are_those_of_the_tables():
    from db.contacts import Contact
    from db.groups import Group
    from db.organisation import Staff

    for table, fields in ((Contact, KINDS["contacts"]), (Staff, KINDS["staff"]), (Group, KINDS["groups"])):
        assert {one.key for one in fields} <= set(table.__table__.columns.keys())


def test_a_field_by_its_key():
    assert field(CONTACT_FIELDS, "added_at").kind == "time"
    with pytest.raises(KeyError):
        field(CONTACT_FIELDS, "nothing")
