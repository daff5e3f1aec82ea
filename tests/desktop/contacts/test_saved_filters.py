"""Filters kept by name, each for one member of staff."""

import pytest

from db.actor import Actor
from db.engine import Store
from db.exchange import Setting
from desktop.contacts import saved_filters
from desktop.contacts.filters import ContactQuery, SavedFilter
from desktop.errors import AppError
from tests.desktop.contacts.conftest import Add

CARDS = ContactQuery(view="branch", tags=("card",), any_tag=True, without=("payroll",), stages=("aware",))


def keep(store: Store, actor: Actor, name: str, query: ContactQuery = CARDS) -> str:
    return str(store.write(lambda session: saved_filters.keep(session, actor, name, query)).message)


def load(store: Store, actor: Actor) -> list[SavedFilter]:
    with store.session() as session:
        return saved_filters.load(session, actor)


def test_kept_with_its_count_for_one_person(store: Store, add: Add, manager: Actor, lead: Actor):
    add("一", tags=["card"])
    add("二", tags=["card", "payroll"])
    assert keep(store, manager, " 有卡 ") == "已存筛选“有卡”"
    assert load(store, manager) == [SavedFilter("有卡", CARDS, 1)]
    assert load(store, lead) == []
    keep(store, manager, "有卡", ContactQuery(text="zxl"))
    assert load(store, manager) == [SavedFilter("有卡", ContactQuery(text="zxl"), 0)]
    store.write(lambda session: saved_filters.remove(session, manager, "有卡"))
    assert load(store, manager) == []


def test_names_and_how_many(store: Store, manager: Actor):
    for number in range(9):
        keep(store, manager, f"第{number}")
    for name, fault in (("", "空的"), ("长" * 13, "最多 12 字"), ("再来", "最多存 9 个")):
        with pytest.raises(AppError, match=fault):
            keep(store, manager, name)
    assert len(load(store, manager)) == 9


@pytest.mark.parametrize(
    "value",
    [
        "{", "7", '[{"name": 1, "query": {}}]', '[{"name": "a"}]', '[{"name": "a", "query": {"sort": "DROP"}}]',
        '[{"name": "a", "query": {"newer": 1}}]', '[{"name": "a", "query": {"tags": [1]}}]',
        '[{"name": "a", "query": {"view": 3}}]',
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_passed_over(value: str, store: Store, manager: Actor):
    store.write(lambda session: session.merge(Setting(key=saved_filters.KEY + manager.staff, value=value)))
    assert load(store, manager) == []
