"""The library as shipped is whole and right; a bad file is named with element and key."""

import re
from collections import Counter
from pathlib import Path

import pytest
from pypinyin import pinyin

from desktop.activities import library
from desktop.activities.library import KINDS, LETTERS, Activity
from desktop.errors import AppError
from desktop.library.wording import Wording
from desktop.resources import resource

SHIPPED = library.load()
READINGS = {"单": "shàn", "仇": "qiú", "查": "zhā", "解": "xiè", "区": "ōu", "荸荠": "bí qi"}
"""What pypinyin reads otherwise: surnames as common words, and a light tone in full."""


def test_there_are_forty_activities_of_all_kinds_and_two_hundred_questions() -> None:
    assert len(SHIPPED) >= 40
    assert {one.kind for one in SHIPPED} == set(KINDS)
    assert sum(len(one.rounds) for one in SHIPPED) >= 200
    assert len({one.title for one in SHIPPED}) == len(SHIPPED)


@pytest.mark.parametrize("activity", SHIPPED, ids=lambda one: one.key)
def test_an_activity_has_everything_one_needs_to_hold_it(activity: Activity) -> None:
    assert activity.rounds
    assert activity.product.text
    assert activity.hook.count("人人有份") == 1
    assert activity.rewards[0].fen * len(activity.rounds) <= activity.budget_fen
    assert activity.rewards[-1].fen == 0
    assert activity.warm_up >= 15
    for asked in activity.rounds:
        assert bool(asked.answer) == (activity.mode == "quiz")
        assert len(asked.options) == (0 if activity.mode == "open" else 3)
        if asked.answer:
            assert asked.options[LETTERS.index(asked.answer)].strip()


def test_no_question_is_asked_twice_and_the_answer_does_not_always_stand_first() -> None:
    asked = [one.question for activity in SHIPPED if activity.mode == "quiz" for one in activity.rounds]
    assert [question for question, count in Counter(asked).items() if count > 1] == []
    answers = Counter(one.answer for activity in SHIPPED if activity.mode == "quiz" for one in activity.rounds)
    assert all(answers[letter] >= 0.2 * len(asked) for letter in LETTERS), answers


def test_the_readings_are_those_of_the_dictionary() -> None:
    for activity in SHIPPED:
        if activity.kind != "pinyin":
            continue
        for one in activity.rounds:
            word = re.sub("（.*）", "", one.question)
            read = READINGS.get(word) or " ".join(part[0] for part in pinyin(word))
            assert one.options[LETTERS.index(one.answer)] == read, word
            assert sum(option == read for option in one.options) == 1


def said(activity: Activity) -> tuple[str, ...]:
    """All that goes to the group."""
    return (*activity.messages.values(), activity.hook, activity.product.text, activity.draw.won, activity.draw.all)


def test_what_goes_to_the_group_keeps_to_the_wording_rules() -> None:
    wording = Wording(resource("wording", "rules.toml"))
    texts = [(one.key, text) for one in SHIPPED for text in said(one)]
    assert [(key, wording.check(text)) for key, text in texts if wording.check(text)] == []


def test_an_unknown_key_says_what_to_do() -> None:
    assert library.by_key("dice-1").mode == "draw"
    with pytest.raises(AppError, match="活动库里没有“nothing”"):
        library.by_key("nothing")


PRODUCTS = 'version = 1\n[[product]]\nkey = "p"\nname = "卡"\ntext = "{银行}"\n'
DRAW = (resource("activities") / "draw.toml").read_text(encoding="utf-8")
GOOD = (resource("activities") / "lantern.toml").read_text(encoding="utf-8")
GOOD = re.sub('product = "[a-z]+"', 'product = "p"', GOOD)


def shelf(folder: Path, text: str, products: str = PRODUCTS) -> Path:
    (folder / "lantern.toml").write_text(text, encoding="utf-8")
    (folder / "products.toml").write_text(products, encoding="utf-8")
    (folder / "draw.toml").write_text(DRAW, encoding="utf-8")
    return folder


def test_a_folder_of_ones_own_is_read(tmp_path: Path) -> None:
    assert len(library.load(shelf(tmp_path, GOOD))) == 4


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('kind = "lantern"', 'kind = "lamp"', "lantern.toml 的“lantern”里“kind”不能是“lamp”"),
        ("wait = 5", "wait = 50", "“lantern”里“wait”不能是“50”"),
        ("product_after = 3", "product_after = 9", "“product_after”不能是“9”"),
        ('answer = "', 'answr = "', "“lantern-1 1”里有不认识的“answr”"),
        ('answer = "A"', 'answer = "D"', "“answer”不能是“D”"),
        ('b = "', 'b = "" # ', "“lantern-1 1”里“b”不能是“”"),
        ("{题号}", "{题数目}", "“reveal”不能是“{题数目}”|“round”不能是“{题数目}”"),
        ("{解释}", "{解释", "“reveal”不能是"),
        ('key = "lantern-2"', 'key = "lantern-1"', "活动编号“lantern-1”用了两次"),
        ('product = "p"', 'product = "q"', "“product”不能是“q”"),
    ],
)
def test_a_bad_file_is_named_with_element_and_key(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    text = GOOD.replace(old, new)
    text = re.sub('b = "" # [^,]*"', 'b = ""', text)
    with pytest.raises(AppError) as error:
        library.load(shelf(tmp_path, text))
    assert re.search(complaint, str(error.value))


def test_two_equal_options_are_refused(tmp_path: Path) -> None:
    text = re.sub(r'a = "([^"]+)", b = "[^"]+"', r'a = "\1", b = "\1"', GOOD)
    with pytest.raises(AppError, match="lantern-1 1"):
        library.load(shelf(tmp_path, text))


def test_a_product_may_only_use_what_is_always_known(tmp_path: Path) -> None:
    with pytest.raises(AppError, match=r"products.toml 的“p”里“text”不能是“\{客户\}”"):
        library.load(shelf(tmp_path, GOOD, PRODUCTS.replace("{银行}", "{客户}")))
