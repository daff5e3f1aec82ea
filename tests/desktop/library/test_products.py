"""Products with their windows, and the calendar that proposes what to say when."""

from datetime import date

import pytest

from db.operation import Change
from desktop.calendar import Workdays
from desktop.errors import AppError, PermissionDenied
from desktop.library import plan, products
from desktop.library.products import Draft
from tests.desktop.library.conftest import ANALYST, LEAD, MANAGER

TODAY = date(2026, 3, 12)
CARD = Draft("信用卡新客礼", "", "2026-03-01", "2026-03-31", "办卡的朋友回复“卡”，我来帮您。")


def test_products_stand_by_state_and_end(shop):
    shop.write(Change("product", "p-soon", {"name": "国债", "starts_on": "2026-04-10"}))
    rows = shop.ask(products.rows, MANAGER, TODAY)
    assert [(row.name, row.state) for row in rows] == [
        ("大额存单 3 年期", "open"), ("国债", "soon"), ("春节存单", "over"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "day"),
    [("", ""), ("3-14", "2026-03-14"), ("3月14日", "2026-03-14"), ("2026-03-14", "2026-03-14"), ("1-2", "2026-01-02")],
)
def test_days_are_typed_as_people_do(text, day):
    assert products.typed_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["13-40", "下周", "2026-02-30"])
def test_what_is_no_day_is_told(text):
    with pytest.raises(AppError, match="看不懂这个日期"):
        products.typed_day(text, TODAY)


def test_the_lead_adds_changes_and_retires_the_branchs_own(shop):
    done = shop.do(products.save, LEAD, CARD)
    assert done.message == "“信用卡新客礼”记好了"
    row = next(one for one in shop.ask(products.rows, LEAD, TODAY) if one.own)
    shop.do(products.save, LEAD, CARD._replace(ends_on="2026-03-20"), row.id)
    assert next(one for one in shop.ask(products.rows, LEAD, TODAY) if one.own).ends_on == "2026-03-20"
    assert shop.do(products.retire, LEAD, row.id).message == "已停用“信用卡新客礼”"
    assert not [one for one in shop.ask(products.rows, LEAD, TODAY) if one.own]
    assert shop.do(products.save, ANALYST, CARD).count == 1


def test_head_offices_products_are_head_offices(shop):
    for act, args in ((products.save, (CARD, "p-cd")), (products.retire, ("p-cd",))):
        with pytest.raises(PermissionDenied):
            shop.do(act, LEAD, *args)
    with pytest.raises(PermissionDenied):
        shop.do(products.save, MANAGER, CARD)


@pytest.mark.parametrize(
    ("draft", "told"),
    [
        (CARD._replace(name=""), "产品名要 1 到 40 个字"),
        (CARD._replace(text="字" * 501), "怎么说最多 500 个字"),
        (CARD._replace(ends_on="2026-02-01"), "结束日期 2026-02-01 早于开始日期 2026-03-01"),
        (CARD._replace(text="稳赚不赔"), "“稳赚”不能用"),
        (CARD._replace(kind="理财"), "说“理财”要有规定的风险提示"),
    ],
)
def test_what_will_not_do_is_told(shop, draft, told):
    with pytest.raises(AppError, match=told):
        shop.do(products.save, LEAD, draft)


def test_the_kinds_are_those_of_the_rules(shop):
    assert shop.ask(products.kinds)[:3] == ("", "理财", "理财+业绩")


def test_the_calendar_says_the_end_and_keeps_turns_between(shop):
    shop.do(products.save, LEAD, CARD)
    shop.write(Change("product", "p-new", {"name": "国债", "starts_on": "2026-03-15", "text": "国债周一开售。"}))
    found = shop.ask(plan.propose, MANAGER, TODAY, 9)
    assert [(one.day.day, one.occasion, one.name, one.time) for one in found] == [
        (12, "game", "大额存单 3 年期", "16:00"),  # Thursday
        (13, "game", "信用卡新客礼", "16:00"),  # Friday: the other one's turn
        (16, "first", "国债", "09:30"),  # its window opened on Sunday
        (17, "last", "大额存单 3 年期", "10:00"),
        (18, "last", "大额存单 3 年期", "10:00"),
        (19, "game", "信用卡新客礼", "16:00"),
        (20, "game", "国债", "16:00"),
    ]
    assert [one.left for one in found[3:5]] == [2, 1]
    assert (found[0].script, found[1].script) == ("s3", "")


def test_a_product_without_words_or_end_is_no_hurry(shop):
    shop.write(Change("product", "p-cd", {"hidden": 1}), Change("product", "p-mute", {"name": "无话"}))
    assert shop.ask(plan.propose, MANAGER, TODAY) == []
    shop.write(Change("product", "p-long", {"name": "养老金", "text": "每年 12000 元。"}))
    found = shop.ask(plan.propose, MANAGER, TODAY, 6, Workdays())
    assert [(one.occasion, one.left) for one in found] == [("game", 0), ("game", 0), ("fact", 0), ("game", 0)]
