"""Uses, selling windows, and other words for who had these already."""

import pytest

from db.library import ScriptUse
from db.operation import Change
from desktop.errors import AppError, PermissionDenied
from desktop.library import uses
from tests.desktop.library.conftest import ANALYST, LEAD, MANAGER, Shop


def task(row: str, script: str, contact: str | None = "c-1", **fields: str | None) -> Change:
    values = {"script": script, "contact": contact, "staff": "s-li", "date": "2026-03-12"}
    return Change("task", row, values | fields)


def test_a_copy_is_recorded_with_who_where_and_when(shop):
    done = shop.do(uses.copied, MANAGER, script="s3", group="g-1")
    assert done.message == "已复制“大额存单开售”，去企业微信粘贴"
    row = shop.ask(lambda session: session.query(ScriptUse).one())
    assert (row.script, row.staff, row.branch, row.group, row.at) == ("s3", "s-li", "b-1", "g-1", "2026-03-12 10:42:00")


def test_who_may_not_edit_copies_nothing(shop):
    with pytest.raises(PermissionDenied):
        shop.do(uses.copied, ANALYST, script="s3")


def test_what_is_not_sold_today_is_not_copied(shop):
    with pytest.raises(AppError, match="“春节存单”现在不在销售期（— 至 2026-02-28）"):
        shop.do(uses.copied, MANAGER, script="s4")


@pytest.mark.parametrize(
    ("fields", "told"),
    [({"valid_until": "2026-03-11"}, "只用到 2026-03-11"), ({"product": "p-over"}, "不在销售期"), ({}, "")],
)
def test_a_picture_has_a_last_day(shop, fields, told):
    shop.write(Change("material", "m", {"title": "存单长图", **fields}))
    if told:
        with pytest.raises(AppError, match=told):
            shop.do(uses.copied, MANAGER, material="m")
    else:
        assert shop.do(uses.copied, MANAGER, material="m").message == "已复制“存单长图”，去企业微信粘贴"
        assert shop.ask(uses.by_material) == {"m": uses.Use(1, "2026-03-12 10:42:00")}


def test_a_customer_gets_what_they_have_not_had_and_then_the_oldest(shop):
    shop.write(
        Change("script", "s5", {"key": "SR-03", "title": "祝福，长辈", "kind": "contact", "alternative_to": "s1"})
    )
    family = shop.ask(uses.families)["s2"]
    assert family.scripts == ("s1", "s2", "s5")
    assert family.after("s1", {}) == "s2"
    assert family.after("s5", {}) == "s1"
    assert family.after("s1", {"s2": "2026-01-01"}) == "s5"
    assert family.after("s1", {"s2": "2026-01-01", "s5": "2025-01-01"}) == "s5"
    assert family.after("gone", {}) == "s2"


def test_a_script_whose_product_is_not_sold_stands_in_for_none(shop):
    shop.write(Change("script", "s4", {"alternative_to": "s3"}))
    assert "s3" not in shop.ask(uses.families)


def test_new_tasks_do_not_repeat_what_the_customer_had(shop):
    shop.write(task("t-old", "s1", date="2025-03-12", copied_at="2025-03-12 09:00:00"))
    made = [task("t1", "s1"), task("t2", "s1", "c-2"), task("t3", "s3", None), Change("group", "g", {"name": "群"})]
    found = shop.ask(lambda session: uses.unrepeated(session, made, uses.families(session)))
    assert [one.fields.get("script") for one in found] == ["s2", "s1", "s3", None]
    assert [one.row for one in found] == ["t1", "t2", "t3", "g"]


def test_nothing_to_look_up_asks_nothing(shop: Shop):
    assert shop.ask(uses.had, []) == {}
    assert shop.ask(uses.people, "s1") == []
    assert LEAD.branch == "b-1"
