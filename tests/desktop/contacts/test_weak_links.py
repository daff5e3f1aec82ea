"""Pairs that are alike without a key."""

from random import Random

import pytest

from desktop.contacts.tokens import sort_key
from desktop.contacts.weak_links import CROWD, Compared, _pairs, _plain, likely


def compared(id_: str, name: str, remark: str = "", company: str = "", phone: str = "", person: str | None = None):
    return Compared(id_, name, sort_key(name), remark, company, phone, person)


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (("赵小琳", "二孩，问教育金"), ("赵小琳", "二孩，问过教育金"), ("name", "remark")),
        (("赵小琳", "", "江海重工有限公司"), ("赵小林", "", "江海重工"), ("name", "company")),
        (("刘女士", "", "江海重工"), ("刘芳", "", "江海重工"), ("name", "company")),
        (("小琳", "二孩，问教育金"), ("赵小琳", "二孩，问教育金"), ("name", "remark")),
        (("赵小琳先生", "车主", "江海重工"), ("赵小琳", "车主", "江海重工集团"), ("name", "company", "remark")),
    ],
)
def test_alike(first: tuple[str, ...], second: tuple[str, ...], why: tuple[str, ...]):
    (found,) = likely([compared("b", *first), compared("a", *second)])
    assert (found.a, found.b, found.why) == ("a", "b", why)
    assert found.score >= 78


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("赵小琳",), ("赵小琳",)),
        (("赵小琳", "", "江海重工"), ("赵小琳", "", "滨江医院")),
        (("赵小琳", "", "江海重工"), ("赵大海", "", "江海重工")),
        (("赵小琳", "", "江海重工", "", "p"), ("赵小琳", "", "江海重工", "", "p")),
        (("刘女士", "", "江海重工", "13812344821"), ("刘芳", "", "江海重工", "13900000001")),
        (("侯涛浩", "", "江海重工"), ("侯浩", "", "江海重工")),
        (("孙强辉", "", "江海重工"), ("孙强", "", "江海重工")),
        (("abc", "vip customer"), ("abd", "vip customer")),
    ],
)
def test_not_asked_about(first: tuple[str, ...], second: tuple[str, ...]):
    assert likely([compared("a", *first), compared("b", *second)]) == []


def test_a_remark_that_many_have_tells_nothing():
    assert likely([compared(str(number), "赵小琳", "代发客户") for number in range(9)]) == []


def test_the_likeliest_first_and_another_number_counts_against():
    found = likely([
        compared("a", "赵小琳", company="江海重工", phone="13812344821"),
        compared("b", "赵小琳", company="江海重工", phone="13900000001"),
        compared("c", "赵小琳", company="江海重工"),
    ])  # fmt: skip
    assert [(one.a, one.b) for one in found] == [("a", "c"), ("b", "c"), ("a", "b")]


def test_a_crowd_of_one_name_is_compared_with_its_neighbours_only():
    many = [compared(f"{number:04}", "王芳", company=f"公司{number:04}") for number in range(CROWD * 20)]
    many.append(compared("x", "王芳", company="公司0007"))
    found = [(one.a, one.b) for one in likely(many) if one.score == 100]
    assert found == [("0007", "x")]


def test_it_grows_with_the_contacts_and_not_with_their_square():
    pick = Random(3)
    names = ["".join(pick.choice("赵钱孙李周吴郑王芳伟敏静丽强磊军洋勇") for _ in range(3)) for _ in range(9_000)]
    plain = [_plain(compared(f"{at:05}", name, company=f"公司{at % 900}")) for at, name in enumerate(names)]
    assert 0 < sum(1 for _ in _pairs(plain)) < 10 * len(plain)
