"""A branch's own scripts: added, edited, retired, commended, taken up by head office."""

import pytest

from db.actor import Actor, Role
from db.library import Script
from db.operation import Change
from desktop.changes import Changes
from desktop.errors import AppError, PermissionDenied
from desktop.library import keeping, shelf
from desktop.library.keeping import Draft
from desktop.library.shelf import Wanted
from desktop.undo import undo
from tests.desktop.library.conftest import ANALYST, LEAD, MANAGER, Shop

OWN = Draft("到店礼", "contact", "{客户}您好，明天来{网点}坐坐。")


def script(shop: Shop, id_: str) -> Script:
    return shop.ask(lambda session: session.get_one(Script, id_))


def test_the_lead_adds_scripts_with_numbers_of_the_branch(shop):
    first, second = (shop.do(keeping.add, LEAD, OWN) for _ in range(2))
    row = script(shop, second.id)
    assert (script(shop, first.id).key, row.key, row.branch, row.locked, row.version) == ("BW-01", "BW-02", "b-1", 0, 1)
    assert (first.done.message, first.done.changes) == ("已加话术“到店礼”", Changes.LIBRARY | Changes.TASKS)


def test_an_undone_script_is_gone(shop):
    saved = shop.do(keeping.add, LEAD, OWN)
    shop.do(undo, LEAD, saved.done.batch)
    assert script(shop, saved.id).hidden


def test_head_office_adds_for_all_locked(shop):
    row = script(shop, shop.do(keeping.add, ANALYST, OWN).id)
    assert (row.key, row.branch, row.locked) == ("ZH-01", None, 1)


@pytest.mark.parametrize(
    ("draft", "told"),
    [
        (OWN._replace(title=" "), "标题要 1 到 40 个字"),
        (OWN._replace(text=""), "话术要 1 到 1000 个字"),
        (OWN._replace(text="话" * 1001), "话术要 1 到 1000 个字"),
        (OWN._replace(kind="fax"), "没有这种话术：fax"),
        (OWN._replace(text="{客户您好"), "“到店礼”里有没写完的花括号"),
        (OWN._replace(text="这款产品保本"), "“保本”不能用：保本保收益承诺"),
        (OWN._replace(text="存款送米，来就有"), "“存款送”要写明理由：揽储返利"),
    ],
)
def test_what_will_not_do_is_told(shop, draft, told):
    with pytest.raises(AppError) as caught:
        shop.do(keeping.add, LEAD, draft)
    assert str(caught.value) == told


def test_a_phrase_that_needs_a_reason_passes_with_one(shop):
    saved = shop.do(keeping.add, LEAD, OWN._replace(text="存款送米，来就有", note="分行 3 月活动，已报备"))
    assert script(shop, saved.id).note == "分行 3 月活动，已报备"


def test_what_a_product_requires_is_required(shop):
    shop.write(Change("product", "p-fund", {"name": "稳健理财", "kind": "理财"}))
    with pytest.raises(AppError, match="说“理财”要有规定的风险提示"):
        shop.do(keeping.add, LEAD, OWN._replace(product="p-fund"))
    words = "{产品}，了解一下。理财非存款、产品有风险、投资须谨慎"
    assert script(shop, shop.do(keeping.add, LEAD, OWN._replace(product="p-fund", text=words)).id).product == "p-fund"


def test_head_offices_are_locked_and_can_be_copied(shop):
    with pytest.raises(PermissionDenied, match="这是总行的，已锁定"):
        shop.do(keeping.edit, LEAD, "s1", OWN)
    draft = shop.ask(keeping.draft_of, "s2")
    copied = shop.do(keeping.add, LEAD, draft._replace(text="{客户}，生日快乐呀！", alternative_to="s2"))
    assert script(shop, copied.id).alternative_to == "s1"
    assert not shop.ask(keeping.may_edit, LEAD, "s1")
    assert shop.ask(keeping.may_edit, LEAD, copied.id)


def test_only_new_words_make_a_version(shop):
    saved = shop.do(keeping.add, LEAD, OWN)
    shop.do(keeping.edit, LEAD, saved.id, OWN._replace(title="到店有礼"))
    assert script(shop, saved.id).version == 1
    shop.do(keeping.edit, LEAD, saved.id, OWN._replace(text="{客户}，来坐坐。"))
    assert script(shop, saved.id).version == 2
    assert shop.do(keeping.edit, LEAD, saved.id, OWN._replace(text="{客户}，来坐坐。")).done.changes is Changes.NONE


def test_retired_scripts_are_offered_no_more_and_come_back(shop):
    saved = shop.do(keeping.add, LEAD, OWN)
    shop.do(keeping.retire, LEAD, saved.id)
    assert [row.key for row in shop.ask(shelf.rows, LEAD, Wanted(view="retired"))] == ["BW-01"]
    done = shop.do(keeping.retire, LEAD, saved.id, retired=False)
    assert done.message == "“到店礼”又能用了"
    assert [row.key for row in shop.ask(shelf.rows, LEAD, Wanted(view="own"))] == ["BW-01"]


@pytest.mark.parametrize("actor", [MANAGER, Actor("s-t", Role.TELLER, "b-1"), Actor("s-x", Role.LEAD, "b-2")])
def test_others_may_not_keep_the_branchs_scripts(shop, actor):
    saved = shop.do(keeping.add, LEAD, OWN)
    with pytest.raises(PermissionDenied):
        shop.do(keeping.edit, actor, saved.id, OWN)
    with pytest.raises(PermissionDenied):
        shop.do(keeping.retire, actor, saved.id)


def test_a_good_script_is_commended_and_taken_up_for_all_once(shop):
    saved = shop.do(keeping.add, LEAD, OWN)
    with pytest.raises(AppError, match="不是网点推荐的"):
        shop.do(keeping.take_up, ANALYST, saved.id)
    done = shop.do(keeping.commend, LEAD, saved.id, "  三天约来 12 位 ")
    assert done.message == "“到店礼”会随下一份上报表推荐给总行"
    assert script(shop, saved.id).recommendation == "三天约来 12 位"
    taken = shop.do(keeping.take_up, ANALYST, saved.id)
    row = script(shop, taken.id)
    assert (row.key, row.text, row.branch, row.locked) == ("ZH-01", OWN.text, None, 1)
    assert row.recommendation == "城东支行：三天约来 12 位"  # the mark with which it comes back to all
    with pytest.raises(AppError, match="已经收进话术库"):
        shop.do(keeping.take_up, ANALYST, saved.id)
    with pytest.raises(PermissionDenied):
        shop.do(keeping.take_up, LEAD, saved.id)


def test_a_commendation_is_short_and_can_be_taken_back(shop):
    saved = shop.do(keeping.add, LEAD, OWN)
    with pytest.raises(AppError, match="效果最多写 200 个字"):
        shop.do(keeping.commend, LEAD, saved.id, "好" * 201)
    shop.do(keeping.commend, LEAD, saved.id, "好用")
    assert shop.do(keeping.commend, LEAD, saved.id, "").message == "不再推荐“到店礼”"
    assert script(shop, saved.id).recommended_at is None
    with pytest.raises(PermissionDenied):
        shop.do(keeping.commend, LEAD, "s1", "好用")
