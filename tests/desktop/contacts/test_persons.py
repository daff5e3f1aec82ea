"""Contacts that are one person by strong keys or by decision, at once and after every change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from db.engine import Store
from db.operation import Change, undo
from desktop.contacts import derive
from desktop.contacts.one_id import decision_id
from desktop.contacts.persons import Links
from tests.desktop.contacts.conftest import Add, Write

PHONE = "13812344821"


def persons(store: Store) -> dict[str, str]:
    with store.session() as session:
        found = session.execute(text("SELECT contact, person FROM contact_state WHERE person IS NOT NULL"))
        return {contact: person for contact, person in found}  # noqa: C416 - rows, not pairs


def decision(a: str, b: str, verdict: str) -> Change:
    a, b = sorted((a, b))
    return Change("link_decision", decision_id(a, b), {"a": a, "b": b, "verdict": verdict})


@pytest.mark.parametrize("key", ["phone", "phone_hash", "external_user", "union_id"])
def test_a_strong_key_links_across_staff_and_branches_at_once(store: Store, add: Add, key: str):
    mine, theirs = add("赵小琳", **{key: PHONE}), add("小琳", account="liqian", **{key: PHONE})
    add("别人", phone="13900000000")
    assert persons(store) == dict.fromkeys((mine, theirs), min(mine, theirs))


def test_a_number_that_is_none_links_nobody(store: Store, add: Add):
    add("赵小琳", "8801188"), add("小琳", "8801188", account="liqian"), add("甲"), add("乙")
    assert persons(store) == {}


def test_another_number_takes_the_link_away_and_back(store: Store, add: Add, write: Write):
    ids = [add(name, PHONE, account) for name, account in (("一", "chennan"), ("二", "wangmin"), ("三", "liqian"))]
    assert persons(store) == dict.fromkeys(ids, min(ids))
    batch = write([Change("contact", min(ids), {"phone": "13900000001"})])
    left = sorted(ids)[1:]
    assert persons(store) == dict.fromkeys(left, min(left))
    store.write(lambda session: undo(session, None, batch))
    assert persons(store) == dict.fromkeys(ids, min(ids))
    write([Change("contact", left[0], {"hidden": 1})])
    assert persons(store) == dict.fromkeys({min(ids), left[1]}, min(ids))


def test_decisions_join_and_part(store: Store, add: Add, write: Write):
    a, b, c = add("甲", PHONE), add("乙", PHONE, "wangmin"), add("丙", account="liqian")
    write([decision(a, c, "same")])
    assert persons(store) == dict.fromkeys((a, b, c), min(a, b, c))
    write([decision(a, b, "different"), decision(a, c, "both_serve")])
    assert persons(store) == dict.fromkeys((a, c), min(a, c))
    write([decision(a, b, "same"), decision(a, c, "different")])
    assert persons(store) == dict.fromkeys((a, b), min(a, b))


def test_what_is_made_anew_is_the_same(store: Store, add: Add, write: Write):
    ids = [add(name, PHONE, account) for name, account in (("一", "chennan"), ("二", "liqian"))]
    other = add("三")
    write([decision(ids[0], other, "same")])
    before = persons(store)
    assert len(before) == 3
    with store.engine.begin() as connection:
        derive.refresh(connection, None)
    assert persons(store) == before


@given(
    st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=12),
    st.tuples(st.sampled_from("abcd"), st.sampled_from("efgh")),
)
def test_links_never_join_who_was_parted(joins: list[tuple[str, str]], parted: tuple[str, str]):
    links = Links([parted])
    for a, b in joins:
        links.join(a, b)
    found = links.persons()
    assert links.root(parted[0]) != links.root(parted[1])
    assert all(found[root] == root and root <= id_ for id_, root in found.items())
