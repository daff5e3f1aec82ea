"""Previews and disputes speak in words: no key, code or id of the log is shown to people."""

import pytest

from db.ids import derived_id
from db.operation import Change, record
from db.projection import shapes
from desktop.exchange import conflicts
from desktop.exchange.field_names import CODES, FIELDS, NAMED, OWN
from desktop.exchange.saying import Saying
from desktop.words import Words
from tests.desktop.exchange.branches import lead_of

LEAD = lead_of("城东支行")


@pytest.fixture
def say(branch) -> Saying:
    store, _ = branch
    with store.session() as session:
        yield Saying(session, {("campaign", "k"): {"name": "秋季拉新"}})


def test_every_entity_and_every_field_of_the_log_has_a_name_in_both_languages():
    assert set(shapes()) <= set(conflicts.NAMES)
    assert {field for shape in shapes().values() for field in shape.defaults} <= set(FIELDS)
    assert all(one.partition(".")[2] in shapes()[one.partition(".")[0]].defaults for one in OWN)
    english = Words("en")
    words = [*FIELDS.values(), *OWN.values(), *conflicts.NAMES.values(), *(one for codes in CODES.values() for one in
             codes.values())]  # fmt: skip
    assert [str(one) for one in words if one and not english.text(one).isascii()] == []
    assert all(column in shapes()[entity].defaults for entity, column in NAMED.values())


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ("tag.retired", 1, "是"), ("tag.locked", 0, "否"), ("contact.stage_manual", "purchase", "购买"),
        ("contact.gender", 2, "女"), ("contact.channel", "lobby", "网点厅堂"), ("prize.fen", 3880, "38.80"),
        ("prize.fen", "三块", "三块"),
        ("contact.phone", "13812344821", "138****4821"), ("contact.telephone", "0000-88123456", "000****3456"),
        ("contact.external_user", "wmAAAAAAAA9f3a", "wm****9f3a"), ("prize.campaign", "k", "秋季拉新"),
        ("contact.owner", LEAD.staff, "王敏"), ("task.branch", LEAD.branch, "城东支行"), ("task.step", "x", "x"),
        ("task.step", derived_id("x", "x"), "—"),
        ("material.content", "iVBORw0KGgo=", "一张图片"), ("script.text", None, ""), ("product.kind", "存款", "存款"),
    ],
)  # fmt: skip
def test_a_value_is_told_as_people_call_it(say: Saying, place: str, value, said: str):
    entity, _, field = place.partition(".")
    assert say.value(entity, field, value) == said


def test_of_a_long_text_the_line_that_differs_is_told(say: Saying):
    old, new = "[limits]\nlists = 3\nletters = 4", "[limits]\nlists = 5\nletters = 4"
    assert say.differences("document", {"content": old}, {"content": new}) == [("正文", "lists = 3", "lists = 5")]
    more = say.differences("document", {"content": "a = 1\n"}, {"content": "a = 1\nb = 2\n"})
    assert more == [("正文", "", "b = 2")]
    (told,) = say.differences("script", {"text": ""}, {"text": "很长" * 90})
    assert told[2].endswith("…")
    assert len(told[2]) == 60


def test_what_is_about_a_customer_is_named_without_the_customer(say: Saying):
    lead = {"campaign": "k", "staff": LEAD.staff, "branch": LEAD.branch}
    assert say.title("whitelist_entry", lead) == "秋季拉新：王敏的一位"
    assert say.title("whitelist_entry", {**lead, "staff": None}) == "秋季拉新：城东支行的一位"
    assert (
        say.title("erasure", {"entity": "contact", "row": "1", "at": "2026-11-20 10:00:00"}) == "2026-11-20 登记的一位"
    )
    assert say.title("contact_way", {"staff": LEAD.staff, "content": "https://x"}) == "王敏"
    assert say.title("sop_shift", {"time": "09:30"}) == "—"
    assert say.title("link_decision", {"verdict": "same", "a": "1"}) == "归一家网点"


def test_a_dispute_is_titled_by_what_its_row_belongs_to(branch):
    store, lead = branch
    contact, tag = derived_id("contact", "城东支行", "2"), derived_id("tag", "意向", "存款")
    template = derived_id("sop_template", "S")
    rows = {
        "contact_tag": ({"contact": contact, "tag": tag, "present": 1}, "客户2：存款"),
        "transfer": ({"contact": contact, "to_staff": lead.staff}, "客户2"),
        "sop_template": ({"title": "巡台卡"}, "巡台卡"), "sop_choice": ({"template": template}, "巡台卡"),
        "absence": ({"staff": lead.staff, "kind": "leave"}, "王敏"), "tally": ({"kind": "x"}, derived_id("t", "tally")),
    }  # fmt: skip
    ids = {entity: template if entity == "sop_template" else derived_id("t", entity) for entity in rows}
    changes = [Change(entity, ids[entity], fields) for entity, (fields, _) in rows.items()]
    store.write(lambda session: record(session, lead, changes))
    with store.session() as session:
        say = Saying(session)
        told = {entity: conflicts._title(session, entity, ids[entity], say) for entity in rows}
        assert conflicts._title(session, "of_a_newer_version", "7", say) == "7"
    assert told == {entity: title for entity, (_, title) in rows.items()}
