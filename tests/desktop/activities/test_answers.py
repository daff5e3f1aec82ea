"""Which letter somebody gave, whose answer was first, and in which round."""

import pytest

from desktop.activities.answers import letter_of, read
from desktop.activities.chat import parse
from desktop.activities.library import Round

ASKED = Round("七十二小时", "打一字", ("昌", "晶", "朝"), "B", "三个日")
NEXT = Round("一加一", "打一字", ("王", "干", "工"), "A", "加号")
OPEN = Round("说一句祝福", "", (), "", "")


@pytest.mark.parametrize(
    "words",
    ["B", "b", "Ｂ", "ⓑ", "选B", "我选 B", "B吧", "应该是B", "BBB", "B！", "B.晶", "晶", "选晶", "3B", "第3题B",
     "[强]B", "答案B", "我觉得是b", "@王敏 B", "B 👍"],
)  # fmt: skip
def test_this_is_b(words: str) -> None:
    assert letter_of(words, ASKED.options) == "B"


@pytest.mark.parametrize(
    "words", ["A股涨了", "B超", "哈哈", "AA制", "早上好", "", "[图片]", "BOSS来了", "这题好难啊有没有提示给一个呗"]
)
def test_this_is_talk(words: str) -> None:
    assert letter_of(words, ASKED.options) is None


@pytest.mark.parametrize("words", ["A或B", "AB", "B还是C", "A、B"])
def test_this_is_not_clear(words: str) -> None:
    assert letter_of(words, ASKED.options) == ""


def test_the_first_word_of_each_person_counts_and_the_order_is_that_of_the_chat() -> None:
    found = read(
        parse("甲 15:20:41\nA\n乙 15:20:44\nB\n甲 15:20:50\nB\n丙 15:20:52\n晶\n哈哈\n丁 15:21\nA或C"), [ASKED], 0
    )
    heard = found.rounds[0]
    assert heard.counts == {"A": 1, "B": 2, "C": 0}
    assert [one.name for one in heard.right("B")] == ["乙", "丙"]
    assert (heard.again, heard.unclear, found.talk) == (1, [("丁", "A或C")], 0)


def test_staff_are_no_participants_and_their_questions_begin_the_rounds() -> None:
    chat = parse(
        "王敏 15:05:00\n第 1 题：“七十二小时”打一字。A 昌、B 晶、C 朝\n乙 15:05:20\nB\n"
        "王敏 15:06\n还有 3 分钟公布答案\n"
        "王敏 15:10\n第 1 题的答案是 B 晶，恭喜乙\n丙 15:10:30\nB\n"
        "王敏 15:13:00\n第二题：“一加一”打一字。A 王、B 干、C 工\n丙 15:13:09\nA\n乙 15:13:20\n王"
    )
    found = read(chat, [ASKED, NEXT], 1, {"王敏"})
    assert {place: one.counts for place, one in found.rounds.items()} == {
        0: {"A": 0, "B": 1, "C": 0}, 1: {"A": 2, "B": 0, "C": 0},
    }  # fmt: skip
    assert found.rounds[1].right("A")[0].name == "丙"
    assert found.talk == 1  # after the announcement


@pytest.mark.parametrize(("number", "place"), [("十", 9), ("十一", 10), ("2", 1)])
def test_rounds_are_numbered_as_people_write(number: str, place: int) -> None:
    rounds = [ASKED] * 12
    chat = parse(f"王敏 15:05\n第{number}题：七十二小时 A 昌 B 晶 C 朝\n乙 15:06\nB")
    assert list(read(chat, rounds, 0, {"王敏"}).rounds) == [place]


def test_a_question_that_the_activity_does_not_have_leaves_the_round_as_it_is() -> None:
    chat = parse("王敏 15:05\n第 9 题：这道题不是这场的 A 昌 B 晶 C 朝\n乙 15:06\nB")
    assert list(read(chat, [ASKED], 0, {"王敏"}).rounds) == [0]


def test_without_our_question_only_what_came_after_it_counts() -> None:
    chat = parse("甲 15:19:50\nB\n乙 15:20:44\nB")
    found = read(chat, [ASKED], 0, since=55240)
    assert [one.name for one in found.rounds[0].answers] == ["乙"]
    minutes = read(parse("甲 15:19\nB\n乙 15:20\nB"), [ASKED], 0, since=55240)
    assert [one.name for one in minutes.rounds[0].answers] == ["乙"]


def test_where_there_are_no_options_everybody_who_says_something_takes_part() -> None:
    found = read(parse("甲: 祝大家平安\n乙: [图片]\n甲: 再说一句"), [OPEN], 0)
    assert [one.name for one in found.rounds[0].answers] == ["甲", "乙"]


def test_an_answer_with_a_word_on_the_next_line_counts() -> None:
    assert read(parse("甲 15:20\nB\n这题我会"), [ASKED], 0).rounds[0].counts["B"] == 1
