"""Names are found however one types them."""

import pytest

from desktop.contacts.tokens import contact_tokens, match, name_tokens, phone_tokens, readings, sort_key


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("曾国平", {"zengguoping", "cengguoping", "zgp", "cgp"}),
        ("解晓东", {"xiexiaodong", "jiexiaodong", "xxd", "jxd"}),
        ("单雄", {"shanxiong", "danxiong", "sx", "dx"}),
        ("欧阳明哲", {"ouyangmingzhe", "oymz", "mingzhe", "zhe"}),
    ],
)
def test_every_reading_of_the_first_character(name: str, wanted: set[str]):
    assert wanted <= set(name_tokens(name))


def test_characters_stand_in_order_for_phrases():
    assert name_tokens("赵小琳")[:3] == ["赵", "小", "琳"]


def test_names_without_chinese_are_their_words():
    assert name_tokens("Anna Li") == ["anna", "li"]
    assert name_tokens("😀") == []
    assert readings("A") == ()


def test_u_with_dots_is_typed_v():
    assert "lvjie" in name_tokens("吕杰")


def test_phone_by_whole_and_tail():
    assert phone_tokens("13812344821") == ["13812344821", "4821"]
    assert phone_tokens("") == []


def test_all_that_a_contact_is_found_by():
    tokens = contact_tokens("赵小琳", "13812344821", ["代发 VIP"]).split()
    assert {"zxl", "zhaoxiaolin", "4821", "代", "发", "vip"} <= set(tokens)


def test_sorting_is_by_pinyin():
    assert sorted(["周文博", "曾国平", "Amy", "陈静", "安妮"], key=sort_key) == [
        "Amy",
        "安妮",
        "陈静",
        "曾国平",
        "周文博",
    ]
    assert sort_key("") == ""


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("", ""), ("  ", ""), ("赵小", '"赵 小"'), ("zxl", '"zxl"*'),
        ("赵 4821", '"赵" AND "4821"*'), ("\"' OR *", '"or"*'),
        ("，。", ""),
    ],
)  # fmt: skip
def test_what_is_typed_as_a_query(typed: str, query: str):
    assert match(typed) == query


def test_the_given_name_is_found_by_its_whole_sound():
    assert {"feiyun", "xufeiyun", "xfy"} <= set(name_tokens("徐飞云"))
    assert "mingzhe" in name_tokens("欧阳明哲")
