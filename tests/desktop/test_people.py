import pytest

from db.actor import Actor, Role
from db.operation import Change, record
from desktop import people
from desktop.errors import AppError
from desktop.store import open_memory_store

STAFF = (
    ("s1", "wangmin", "王敏", "manager", "b1", None),
    ("s2", "zhaoke", "赵可", "lead", "b1", None),
    ("s3", "other", "别人", "lead", "b2", None),
    ("s4", "gone", "离职", "manager", "b1", "2026-01-01"),
    ("s5", "odd", "奇怪", "captain", None, None),
)


@pytest.fixture
def store():
    opened = open_memory_store()
    yield opened
    opened.close()


def fill(store, *more):
    changes = [Change("branch", id_, {"name": id_, "bank": "江海银行"}) for id_ in ("b1", "b2")]
    for id_, account, name, role, branch, left in STAFF:
        fields = {"account": account, "name": name, "role": role, "branch": branch, "left_at": left}
        changes.append(Change("staff", id_, fields))
    store.write(lambda session: record(session, None, [*changes, *more]))


def test_leads_first_then_by_account_and_nobody_who_left(store):
    fill(store)
    with store.session() as session:
        found = people.staff(session)
        assert [one.account for one in found] == ["other", "zhaoke", "odd", "wangmin"]
        assert [one.account for one in people.staff(session, "b1")] == ["zhaoke", "wangmin"]
    odd = found[2]
    assert (odd.role, odd.branch, odd.branch_name) == (Role.TELLER, "", "")
    assert found[1].actor == Actor("s2", Role.LEAD, "b1")
    assert found[1].bank == "江海银行"


def test_home_is_where_most_contacts_are(store):
    fill(store, *(Change("contact", f"c{at}", {"name": "某", "branch": "b1" if at else "b2"}) for at in range(3)))
    with store.session() as session:
        assert people.home_branch(session) == "b1"


def test_without_contacts_home_is_a_leads_branch(store):
    with store.session() as session:
        assert people.home_branch(session) == ""
    fill(store)
    with store.session() as session:
        assert people.home_branch(session) == "b2"


def test_the_person_with_the_account(store):
    fill(store)
    with store.session() as session:
        assert people.at_keyboard(session, "wangmin", Role.LEAD) == Actor("s1", Role.MANAGER, "b1")
        with pytest.raises(AppError, match="ghost"):
            people.at_keyboard(session, "ghost", Role.LEAD)
        with pytest.raises(AppError, match="gone"):
            people.at_keyboard(session, "gone", Role.LEAD)


def test_without_an_account_the_first_of_the_role_at_home(store):
    fill(store, Change("contact", "c1", {"name": "某", "branch": "b1"}))
    with store.session() as session:
        assert people.at_keyboard(session, "", Role.LEAD).staff == "s2"


def test_before_the_address_book_whoever_can_open_it(store):
    with store.session() as session:
        assert people.at_keyboard(session, "", Role.LEAD) == Actor("", Role.LEAD, "")


def test_nobody_has_the_role(store):
    fill(store)
    with store.session() as session:
        with pytest.raises(AppError, match="没有能做"):
            people.at_keyboard(session, "", Role.AUDITOR)
        assert people.at_keyboard(session, "", Role.ANALYST).role is Role.ANALYST
