"""Every topic that a pack may carry: it arrives, is seen before, is removed as it was added, and is given back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from db.actor import Actor
from db.doctor import state_hash, verify
from db.engine import Store
from db.ids import derived_id
from db.operation import Change, record
from db.projection import Fields
from desktop.errors import AppError
from desktop.exchange import incoming, pack
from desktop.exchange.incoming import Incoming, Preview
from desktop.exchange.topics import PACKED
from desktop.exchange.worker import Reader
from desktop.undo import undo
from tests.desktop.exchange.branches import ANALYST, BANK, lead_of

BRANCH, STAFF = lead_of("滨江支行").branch, derived_id("staff", "zhou")
GROUP, CAMPAIGN = derived_id("tag_group", "客群"), derived_id("campaign", "秋季拉新")
TEMPLATE = derived_id("sop_template", "SOP-90")
TOPICS: dict[str, tuple[Fields, str, object]] = {
    "branch": ({"name": "滨江支行", "path": f"{BANK}/滨江支行", "kind": "sub_branch"}, "address", "江海路 1 号"),
    "staff": ({"account": "zhou", "name": "周可", "branch": BRANCH}, "persona", "养老的事，问我"),
    "contact_way": ({"staff": STAFF, "content": "https://work.weixin.qq.com/ca/1", "state": "a"}, "label", "柜台一"),
    "tag_group": ({"name": "客群", "locked": 1}, "position", 3),
    "tag": ({"name": "养老", "tag_group": GROUP, "locked": 1}, "name", "养老金"),
    "sop_template": ({"key": "SOP-90", "title": "巡台卡", "kind": "weekly", "locked": 1}, "title", "每周巡台卡"),
    "sop_step": ({"template": TEMPLATE, "key": "SOP-90-1", "title": "看台卡", "kind": "lobby"}, "time", "09:30"),
    "script": ({"key": "HX-91", "title": "问候", "kind": "contact", "locked": 1, "text": "您好"}, "text", "您好呀"),
    "activity": ({"key": "HD-91", "title": "猜灯谜", "kind": "riddle", "locked": 1}, "minutes", 20),
    "product": ({"name": "三年期存单", "kind": "存款"}, "starts_on", "2026-12-01"),
    "campaign": ({"name": "秋季拉新", "goal": "新客"}, "ends_on", "2026-12-31"),
    "prize": ({"campaign": CAMPAIGN, "name": "保温杯", "fen": 3880}, "count", 20),
    "whitelist_entry": ({"campaign": CAMPAIGN, "phone_hash": "ab" * 32, "branch": BRANCH}, "staff", STAFF),
    "poster_template": ({"key": "a4-90", "title": "冬日海报", "format": "a4"}, "version", "2"),
    "material": ({"key": "TP-90", "title": "存单长图", "kind": "picture", "locked": 1}, "valid_until", "2026-12-31"),
    "document": ({"kind": "note", "key": "n", "title": "附注", "content": ""}, "version", "2026-11-20"),
    "link_decision": ({"a": "1", "b": "2", "verdict": "same"}, "rule", "first"),
}  # fmt: skip
"""Entity → its fields, and one that is set later."""


def row_of(entity: str) -> str:
    rows = {"branch": BRANCH, "staff": STAFF, "tag_group": GROUP, "campaign": CAMPAIGN, "sop_template": TEMPLATE}
    return rows.get(entity, derived_id(entity, "90"))


def put(store: Store, changes: list[Change]) -> None:
    store.write(lambda session: record(session, ANALYST, changes))


@pytest.fixture
def sent(hq: Store, tmp_path: Path, reader: Reader) -> Callable[[list[Change]], Incoming]:
    """Records changes at head office and gives the pack of all that it has set."""

    def sent(changes: list[Change]) -> Incoming:
        put(hq, changes)
        return incoming.read(pack.build(hq, ANALYST, tmp_path).file, reader)

    return sent


def look(store: Store, lead: Actor, pack_: Incoming) -> Preview:
    with store.session() as session:
        return incoming.look(session, lead, pack_)


def seen(store: Store, entity: str) -> Fields | None:
    """The row of this topic, None when there is none that shows."""
    with store.session() as session:
        assert verify(session) == []
        row = (
            session.execute(text(f'SELECT * FROM "{entity}" WHERE id = :id'), {"id": row_of(entity)}).mappings().first()
        )
    return None if row is None or row["hidden"] else dict(row)


def everything() -> list[Change]:
    return [Change(entity, row_of(entity), fields) for entity, (fields, _, _) in TOPICS.items()]


def test_the_topics_of_this_test_are_those_of_packs():
    assert TOPICS.keys() == PACKED.keys() - {"erasure"}


def test_each_topic_arrives_is_seen_changed_and_removed_and_given_back(branch, sent):
    store, lead = branch
    first = sent(everything())
    items = look(store, lead, first).items
    assert {str(one.topic) for one in items if one.how == "added"} == {str(PACKED[entity]) for entity in TOPICS}
    taken = [store.write(lambda session: incoming.take(session, lead, first, compared=True)).batch]
    states = [state(store)]
    for entity, (fields, _, _) in TOPICS.items():
        assert fields.items() <= seen(store, entity).items(), entity
    changed = [Change(entity, row_of(entity), {field: value}) for entity, (_, field, value) in TOPICS.items()]
    gone = [Change(entity, row_of(entity), {"hidden": 1}) for entity in TOPICS]
    for changes, how in ((changed, "changed"), (gone, "removed")):
        next_ = sent(changes)
        items = look(store, lead, next_).items
        assert sorted((str(one.topic), one.how) for one in items) == sorted((str(PACKED[one]), how) for one in TOPICS)
        assert all(len(one.fields) == 1 for one in items)
        taken.append(store.write(lambda session, file=next_: incoming.take(session, lead, file)).batch)
        states.append(state(store))
    assert [entity for entity in TOPICS if seen(store, entity)] == []
    with pytest.raises(AppError, match="不能撤销") as told:
        store.write(lambda session: undo(session, lead, taken[0]))
    assert "先撤销之后收下的那一份" in str(told.value.cure)
    for batch, before in zip(reversed(taken[1:]), reversed(states[:-1]), strict=True):
        store.write(lambda session, batch=batch: undo(session, lead, batch))
        assert state(store) == before
    for entity, (fields, field, _) in TOPICS.items():
        assert seen(store, entity)[field] == fields.get(field, seen(store, entity)[field])
    store.write(lambda session: undo(session, lead, taken[0]))
    assert [entity for entity in TOPICS if seen(store, entity)] == []


def state(store: Store) -> str:
    with store.session() as session:
        return state_hash(session)
