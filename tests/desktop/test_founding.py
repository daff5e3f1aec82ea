"""The first run writes what an import of the address book will find again."""

import pytest
from sqlalchemy import text

from db.actor import Role
from db.engine import Store
from db.ids import derived_id
from desktop.errors import AppError
from desktop.founding import found
from desktop.store import open_memory_store


@pytest.fixture
def store() -> Store:
    return open_memory_store()


def test_branches_along_the_path_and_one_person_at_its_end(store: Store) -> None:
    actor = store.write(lambda session: found(session, " 江海银行 /江北分行/城东支行/", " 王敏 ", "wangmin", Role.LEAD))
    assert actor.branch == derived_id("branch", "江海银行/江北分行/城东支行")
    assert (actor.staff, actor.role) == (derived_id("staff", "wangmin"), Role.LEAD)
    with store.session() as session:
        rows = session.execute(text("SELECT name, kind, bank, parent IS NULL FROM branch ORDER BY path")).all()
        person = session.execute(text("SELECT name, account, role, branch FROM staff")).one()
    assert [tuple(row) for row in rows] == [
        ("江海银行", "bank", "江海银行", 1), ("江北分行", "branch", "江海银行", 0),
        ("城东支行", "sub_branch", "江海银行", 0),
    ]  # fmt: skip
    assert tuple(person) == ("王敏", "wangmin", "lead", actor.branch)


@pytest.mark.parametrize(("path", "name", "account"), [("/", "王敏", "w"), ("行", " ", "w"), ("行", "王敏", "")])
def test_an_empty_part_is_refused(store: Store, path: str, name: str, account: str) -> None:
    with pytest.raises(AppError, match="都要填"):
        store.write(lambda session: found(session, path, name, account, Role.LEAD))
    with store.session() as session:
        assert session.execute(text("SELECT count(*) FROM operation")).scalar_one() == 0
