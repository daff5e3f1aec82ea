"""The shelf: what is on it for whom, how a script reads, its versions and uses."""

import pytest

from db.exchange import Setting
from db.operation import Change
from desktop.library import keeping, shelf, uses
from desktop.library.keeping import Draft
from desktop.library.shelf import Wanted
from tests.desktop.library.conftest import ANALYST, LEAD, MANAGER, Shop

OWN = Draft("到店礼", "contact", "{客户}您好，明天来{网点}坐坐。")


def keys(shop: Shop, actor=MANAGER, **wanted: str) -> list[str]:
    return [row.key for row in shop.ask(shelf.rows, actor, Wanted(**wanted))]


def test_scripts_stand_by_kind_and_key_with_the_state_of_their_product(shop):
    rows = shop.ask(shelf.rows, MANAGER, Wanted())
    assert [(row.key, row.state) for row in rows] == [
        ("SR-01", ""), ("SR-02", ""), ("CP-01", "open"), ("CP-02", "over"),
    ]  # fmt: skip
    assert [shelf.sellable(row) for row in rows] == [True, True, True, False]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"text": "生日"}, ["SR-01", "SR-02"]),
        ({"text": "sr-02"}, ["SR-02"]),
        ({"text": "大额存单"}, ["CP-01"]),
        ({"text": "srzf"}, ["SR-01", "SR-02"]),
        ({"kind": "group"}, ["CP-01", "CP-02"]),
        ({"kind": "group", "text": "春节"}, ["CP-02"]),
        ({"view": "own"}, []),
        ({"view": "retired"}, []),
        ({"text": "没有这个"}, []),
    ],
)
def test_the_list_is_searched_by_words_pinyin_and_kind(shop, wanted, found):
    assert keys(shop, **wanted) == found


def test_a_branch_sees_its_own_beside_head_offices_and_no_other_branchs(shop):
    shop.do(keeping.add, LEAD, OWN)
    shop.write(Change("script", "other", {"key": "BW-09", "title": "别家的", "kind": "contact", "branch": "b-2"}))
    assert keys(shop, view="own") == ["BW-01"]
    assert "BW-09" not in keys(shop)
    counted = shop.ask(shelf.counts, MANAGER)
    assert (counted["all"], counted["own"], counted["group"], counted["contact"]) == (5, 1, 2, 3)
    assert shop.ask(shelf.detail, MANAGER, "other") is None


def test_head_office_sees_of_branches_only_what_they_commend(shop):
    saved = shop.do(keeping.add, LEAD, OWN)
    assert keys(shop, ANALYST, view="recommended") == []
    shop.do(keeping.commend, LEAD, saved.id, "三天约来 12 位")
    rows = shop.ask(shelf.rows, ANALYST, Wanted(view="recommended"))
    assert [(row.key, row.branch_name) for row in rows] == [("BW-01", "城东支行")]


def test_favourites_are_one_persons(shop):
    shop.do(shelf.favour, MANAGER, "s2")
    shop.do(shelf.favour, MANAGER, "s3")
    shop.do(shelf.favour, MANAGER, "s3")
    assert keys(shop, view="favourite") == ["SR-02"]
    assert keys(shop, LEAD, view="favourite") == []


@pytest.mark.parametrize("kept", ["no json", "{}", "3"])
def test_damaged_favourites_are_none(shop, kept):
    shop.do(lambda session: session.merge(Setting(key=shelf.FAVOURITES + MANAGER.staff, value=kept)))
    assert shop.ask(shelf.favourites, MANAGER) == set()


def test_a_script_of_a_product_is_filled_with_its_name_and_window(shop):
    found = shop.ask(shelf.detail, MANAGER, "s3")
    assert found.filled.complete() == "大额存单 3 年期今天开售，3\u00a0月\u00a018\u00a0日 结束。李倩"
    assert found.variables == ("产品", "产品截止", "员工")
    assert (found.ends_on, found.may_keep) == ("2026-03-18", False)


def test_what_is_not_known_is_named(shop):
    found = shop.ask(shelf.detail, MANAGER, "s1")
    assert found.filled.missing == ("客户",)
    assert found.family == (("s2", "SR-02", "生日祝福，热闹一些"),)


def test_every_version_is_kept_with_who_wrote_it(shop):
    saved = shop.do(keeping.add, LEAD, OWN)
    shop.clock.advance(days=1)
    shop.do(keeping.edit, LEAD, saved.id, OWN._replace(text="{客户}您好，后天来{网点}坐坐。"))
    found = shop.ask(shelf.detail, LEAD, saved.id)
    assert [(one.at, one.name) for one in found.versions] == [
        ("2026-03-13 10:42", "王敏"),
        ("2026-03-12 10:42", "王敏"),
    ]
    assert found.versions[1].text == OWN.text
    assert (found.row.version, found.may_keep) == (2, True)


def test_uses_are_counted_from_tasks_contacts_and_the_library(shop):
    shop.write(
        Change("task", "t1", {"script": "s1", "staff": "s-li", "contact": "c-1", "date": "2026-03-11",
                              "copied_at": "2026-03-11 09:00:00"}),
        Change("task", "t2", {"script": "s1", "staff": "s-li", "date": "2026-03-11"}),
        Change("task", "old", {"script": "s1", "staff": "s-li", "date": "2025-03-11",
                               "copied_at": "2025-03-11 09:00:00"}),
        Change("interaction", "i1", {"contact": "c-2", "kind": "copied", "source": "s1", "staff": "s-wang",
                                     "at": "2026-03-10 09:00:00"}),
    )  # fmt: skip
    shop.do(uses.copied, MANAGER, script="s1")
    assert shop.ask(uses.by_script)["s1"] == uses.Use(3, "2026-03-12 10:42:00")
    assert shop.ask(uses.people, "s1") == [("李倩", 2, "2026-03-12 10:42:00"), ("王敏", 1, "2026-03-10 09:00:00")]
