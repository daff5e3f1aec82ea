"""Tags on and off, one or many contacts, one step to undo."""

import pytest

from db.actor import Actor
from db.engine import Store
from db.operation import Change, undo
from desktop.contacts import search, tags
from desktop.errors import PermissionDenied
from tests.desktop.contacts.conftest import Add, Write


def worn(store: Store, actor: Actor, contact: str) -> list[str]:
    with store.session() as session:
        return [tag.id for tag in search.detail(session, actor, contact).row.tags]


def test_on_and_off(store: Store, add: Add, manager: Actor):
    id_ = add("赵小琳")
    done = store.write(lambda session: tags.add(session, manager, [id_], "card"))
    assert (worn(store, manager, id_), str(done.message)) == (["card"], "已给 1 位打上“信用卡”")
    store.write(lambda session: tags.remove(session, manager, [id_], "card"))
    assert worn(store, manager, id_) == []


def test_several_at_once_and_undo(store: Store, add: Add, manager: Actor):
    ids = [add("一", tags=["card"]), add("二")]
    done = store.write(lambda session: tags.assign(session, manager, ids, ["payroll"], ["card"]))
    assert [worn(store, manager, id_) for id_ in ids] == [["payroll"], ["payroll"]]
    store.write(lambda session: undo(session, manager, done.batch))
    assert [worn(store, manager, id_) for id_ in ids] == [["card"], []]


def test_nothing_to_change_is_nothing_written(store: Store, add: Add, manager: Actor):
    id_ = add("一")
    done = store.write(lambda session: tags.assign(session, manager, [id_], [], ["card"]))
    assert (done.batch, done.count) == ("", 0)


def test_only_ones_own(store: Store, add: Add, manager: Actor, lead: Actor, stranger: Actor):
    ids = [add("我的"), add("她的", account="wangmin")]
    for actor in (manager, stranger):
        with pytest.raises(PermissionDenied):
            store.write(lambda session, actor=actor: tags.add(session, actor, ids, "card"))
    store.write(lambda session: tags.assign(session, lead, ids, ["card"], []))
    assert worn(store, lead, ids[1]) == ["card"]


def test_dictionary_counts_and_order(store: Store, add: Add, write: Write):
    add("一", tags=["card"])
    write([Change("tag", "old", {"name": "旧", "retired": 1}), Change("tag", "free", {"name": "散"})])
    with store.session() as session:
        assert [(one.id, one.group, one.used) for one in tags.dictionary(session)] == [
            ("free", "", 0), ("payroll", "产品", 0), ("card", "产品", 1),
        ]  # fmt: skip
        assert [one.id for one in tags.favourites(session, 2)] == ["card", "payroll"]


def test_how_many_wear_what(store: Store, add: Add):
    ids = [add("一", tags=["card", "payroll"]), add("二", tags=["card"]), add("三")]
    with store.session() as session:
        assert tags.worn(session, ids) == {"card": 2, "payroll": 1}
        assert tags.worn(session, [ids[2]]) == {}
