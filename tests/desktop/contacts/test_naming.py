"""Nobody is asked for a name at the counter, and nobody is greeted by the end of a number."""

import pytest

from desktop.contacts.naming import called, gender_of, spoken
from desktop.sop.scripts import fill

PHONE = "13588142067"


@pytest.mark.parametrize(
    ("typed", "name", "gender"),
    [
        ("", "尾号 2067", 0), ("  刘 芳 ", "刘 芳", 0), ("刘女士", "刘女士", 2), ("先生", "尾号 2067 先生", 1),
        ("Liu 先生", "Liu 先生", 1),
    ],
)  # fmt: skip
def test_what_is_kept(typed: str, name: str, gender: int):
    assert called(typed, PHONE) == name
    assert gender_of(name) == gender


@pytest.mark.parametrize(
    ("name", "gender", "message"),
    [
        ("刘芳", 2, "刘芳女士，生日快乐"), ("刘芳", 0, "刘芳，生日快乐"), ("刘女士", 2, "刘女士，生日快乐"),
        ("尾号 2067 女士", 2, "女士，生日快乐"), ("尾号 2067", 1, "先生，生日快乐"), ("尾号 2067", 0, "您好，生日快乐"),
    ],
)  # fmt: skip
def test_how_a_message_begins(name: str, gender: int, message: str):
    called_, address = spoken(name, gender)
    assert fill("{客户}{称呼}，生日快乐", {"客户": called_, "称呼": address}) == message


def test_nobody_is_greeted_twice():
    name, address = spoken("尾号 2067", 0)
    assert fill("{客户}{称呼}您好，我是王敏", {"客户": name, "称呼": address}) == "您好，我是王敏"
    assert fill("{客户}{称呼}您好，我是王敏", {"客户": "刘芳", "称呼": ""}) == "刘芳您好，我是王敏"
