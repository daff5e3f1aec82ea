"""Who may change the password of the database, and to what."""

from functools import partial

import pytest

from db.actor import Actor, Role
from desktop.errors import AppError, PermissionDenied
from desktop.security import password, vault
from desktop.security.attempts import WrongPassword

CHEAP = vault.Cost(1, 64, 1)
OLD, NEW = "right horse", "next horse"
MAY = (Role.LEAD, Role.ADMIN)


@pytest.fixture
def database(tmp_path, monkeypatch):
    monkeypatch.setattr(vault, "change_password", partial(vault.change_password, cost=CHEAP))
    path = tmp_path / "taika.db"
    vault.create_vault(path, OLD, CHEAP)
    return path


@pytest.mark.parametrize("role", list(Role))
def test_lead_and_administrator_change_it(database, role):
    actor = Actor("w", role, "east")
    assert password.changeable(database, actor) == (role in MAY)
    if role in MAY:
        password.change(database, actor, OLD, NEW)
    else:
        with pytest.raises(PermissionDenied):
            password.change(database, actor, OLD, NEW)
    assert vault.unlock(database, NEW if role in MAY else OLD)


def test_there_is_nothing_to_change_without_a_slot(tmp_path):
    lead = Actor("w", Role.LEAD, "east")
    assert not password.changeable(None, lead)
    assert not password.changeable(tmp_path / "sample.db", lead)


def test_a_short_one_and_a_wrong_one_are_refused(database):
    lead = Actor("w", Role.LEAD, "east")
    with pytest.raises(AppError, match="至少 8 个字"):
        password.change(database, lead, OLD, "1234567")
    with pytest.raises(WrongPassword):
        password.change(database, lead, "wrong", NEW)
    assert vault.unlock(database, OLD)
