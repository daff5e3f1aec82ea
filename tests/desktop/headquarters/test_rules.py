"""Head office's rules: every built-in text is taken by its reader, a faulty one is told and not kept."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from db.actor import Actor, Role
from db.engine import Store
from db.stamp import FixedClock
from desktop import documents
from desktop.calendar import Workdays
from desktop.contacts import stage_rules
from desktop.errors import AppError, PermissionDenied
from desktop.headquarters import rules
from desktop.headquarters.rules import BY_KEY, KINDS
from desktop.store import open_memory_store
from tests.desktop.exchange.branches import ANALYST

WRONG = {
    "stage_rules": "[dormant]\ndays = 0\n",
    "fast_rules": "[fertile]\n",
    "quality_rules": 'no_owner = "x"\n',
    "validity_rules": "not_valid = 3\n",
    "policy": "[contact]\nclear = 3\n",
    "wording": "version = 1\n",
    "holidays": 'holidays = ["morgen"]\n',
    "tag_rules": "[[rule]]\ntag = 1\n",
    "contact_fields": "[[field]]\nkey = 1\n",
    "limits": "[transfer]\ntimes = -1\n",
}


@pytest.fixture
def hq() -> Iterator[Store]:
    store = open_memory_store(FixedClock(datetime(2026, 11, 20, 10, 42)))
    yield store
    store.close()


def save(store: Store, key: str, text: str, actor: Actor = ANALYST):
    return store.write(lambda session: rules.save(session, actor, BY_KEY[key], text))


@pytest.mark.parametrize("key", list(BY_KEY))
def test_the_built_in_text_is_taken_by_its_reader(hq: Store, key: str):
    done = save(hq, key, rules.built_in(BY_KEY[key]))
    assert done.batch
    with hq.session() as session:
        row = next(one for one in rules.listed(session) if one.kind.key == key)
    assert (row.version, row.text) == ("2026-11-20 10:42", rules.built_in(BY_KEY[key]))


def test_there_is_a_wrong_text_of_each_kind():
    assert WRONG.keys() == BY_KEY.keys()
    assert len(KINDS) == len(BY_KEY)


@pytest.mark.parametrize(("key", "text"), WRONG.items())
def test_a_text_that_its_reader_does_not_take_is_not_kept(hq: Store, key: str, text: str):
    with pytest.raises(AppError) as refused:
        save(hq, key, text)
    assert str(refused.value.message)
    with hq.session() as session:
        assert documents.content(session, key) is None
        assert {row.version for row in rules.listed(session)} == {""}


def test_what_is_no_toml_names_its_line(hq: Store):
    assert rules.fault("a = 1\nb = ?\n") == 2
    assert rules.fault("a = 1\nb = [") == 2
    assert rules.fault("a = 1\n") == 0
    with pytest.raises(AppError, match="line 2"):
        save(hq, "policy", "a = 1\nb = ?\n")
    with pytest.raises(AppError, match="太长"):
        save(hq, "policy", "#" * (rules.MOST + 1))


def test_what_is_kept_holds_at_once(hq: Store):
    save(hq, "stage_rules", rules.built_in(BY_KEY["stage_rules"]).replace("days = 30", "days = 45"))
    save(hq, "holidays", "holidays = [2026-11-23]\nworkdays = []\n")
    with hq.session() as session:
        assert stage_rules.dormant_days(session) == 45
        assert not Workdays.of(session).is_workday(datetime(2026, 11, 23).date())


def test_the_built_in_one_may_hold_again(hq: Store):
    save(hq, "stage_rules", rules.built_in(BY_KEY["stage_rules"]).replace("days = 30", "days = 45"))
    hq.write(lambda session: rules.restore(session, ANALYST, BY_KEY["stage_rules"]))
    with hq.session() as session:
        assert stage_rules.dormant_days(session) == 30
    save(hq, "stage_rules", rules.built_in(BY_KEY["stage_rules"]).replace("days = 30", "days = 45"))
    with hq.session() as session:
        assert stage_rules.dormant_days(session) == 45


def test_only_who_builds_packs_sets_rules(hq: Store):
    lead = Actor("wang", Role.LEAD, "cd")
    with pytest.raises(PermissionDenied):
        save(hq, "limits", rules.built_in(BY_KEY["limits"]), lead)
    with pytest.raises(PermissionDenied):
        hq.write(lambda session: rules.restore(session, lead, BY_KEY["limits"]))
