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
