"""Scripts for one contact: filled in, copied, noted."""

import pytest

from db.actor import Actor
from db.engine import Store
from db.operation import Change
from desktop.contacts import scripts, timeline
from desktop.errors import PermissionDenied
from tests.desktop.contacts.conftest import Add, Write


@pytest.fixture
def known(write: Write) -> None:
    write([
        Change("script", "s1", {"key": "K1", "title": "缺变量", "kind": "contact", "text": "{客户}，{没人知道}到了"}),
        Change("script", "s2", {"key": "K2", "title": "首次权益", "kind": "contact", "text": "{客户}{称呼}您好"}),
        Change("script", "s3", {"key": "K3", "title": "群里", "kind": "group", "text": "大家好"}),
    ])  # fmt: skip


def test_what_can_be_copied_comes_first(known: None, store: Store, add: Add, manager: Actor):
    id_ = add("赵小琳", gender=2)
    with store.session() as session:
        offers = scripts.offers(session, manager, id_)
    assert [(one.title, one.filled.text) for one in offers] == [
        ("首次权益", "赵小琳女士您好"), ("缺变量", "赵小琳，{没人知道}到了"),
    ]  # fmt: skip


def test_copied_is_on_the_timeline(known: None, store: Store, add: Add, manager: Actor):
    id_ = add("赵小琳")
    store.write(lambda session: scripts.copied(session, manager, id_, "s2"))
    with store.session() as session:
        assert [(one.kind, one.text) for one in timeline.events(session, id_)] == [("copied", "首次权益")]


def test_only_for_ones_own(known: None, store: Store, add: Add, stranger: Actor):
    id_ = add("赵小琳")
    with store.session() as session, pytest.raises(PermissionDenied):
        scripts.offers(session, stranger, id_)
    with pytest.raises(PermissionDenied):
        store.write(lambda session: scripts.copied(session, stranger, id_, "s2"))


def test_what_the_customer_had_comes_later_and_what_is_not_sold_not_at_all(
    known: None, store: Store, write: Write, add: Add, manager: Actor
):
    id_ = add("赵小琳", gender=2)
    write([
        Change("script", "s4", {"key": "K4", "title": "到店礼", "kind": "contact", "text": "来坐坐"}),
        Change("product", "p", {"name": "春节存单", "ends_on": "2026-02-28"}),
        Change("script", "s5", {"key": "K5", "title": "春节存单", "kind": "contact", "text": "存单", "product": "p"}),
        Change("script", "s6", {"key": "K6", "title": "别家的", "kind": "contact", "text": "您好", "branch": "other"}),
    ])  # fmt: skip
    store.write(lambda session: scripts.copied(session, manager, id_, "s2"))
    with store.session() as session:
        offers = scripts.offers(session, manager, id_)
    assert [(one.title, one.had_at[:10]) for one in offers] == [
        ("到店礼", ""), ("首次权益", "2026-03-12"), ("缺变量", ""),
    ]  # fmt: skip
