"""A pasted chat in the shapes people paste; what is not understood is said; nothing hangs or crashes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.activities import chat
from desktop.activities.chat import MOST_CHARACTERS, parse, seconds
from desktop.errors import AppError

HE, MA = ("何志远", 55244, "B"), ("马玉兰", 55252, "A")
MINUTES = (("何志远", 55200, "B"), ("马玉兰", 55260, "A"))
TIMELESS = (("何志远", None, "B"), ("马玉兰", None, "A"))

SHAPES = {
    "name and time, words below": ("何志远 15:20:44\nB\n马玉兰 15:20:52\nA\n", (HE, MA)),
    "with the date": ("何志远 2026-03-12 15:20:44\nB\n\n马玉兰 2026/3/12 15:20:52\nA", (HE, MA)),
    "with the company": ("何志远@微信 3/12 15:20:44\nB\n马玉兰＠江海银行 3/12 15:20:52\nA", (HE, MA)),
    "date in a head of its own": (
        "—— 2026年3月12日 星期四 ——\n何志远 15:20\nB\n3月12日 周四\n马玉兰 15:21\nA", MINUTES,
    ),
    "in the afternoon": ("何志远 下午3:20\nB\n马玉兰 下午 3:21\nA", MINUTES),
    "pm": ("何志远 3:20 PM\nB\n马玉兰 3:21 pm\nA", MINUTES),
    "yesterday": ("何志远 昨天 15:20\nB\n马玉兰 昨天 15:21\nA", MINUTES),
    "time in brackets, one line": ("[15:20:44] 何志远: B\n【15:20:52】马玉兰：A", (HE, MA)),
    "all in brackets": ("[何志远 15:20:44] B\n[马玉兰 15:20:52] A", (HE, MA)),
    "time in parentheses": ("何志远(2026-03-12 15:20:44)：B\n马玉兰（15:20:52）\nA", (HE, MA)),
    "one line, no time": ("何志远: B\n马玉兰：A", TIMELESS),
    "name in brackets": ("【何志远】B\n[马玉兰]：A", TIMELESS),
    "full width": ("何志远：Ｂ\n马玉兰：Ａ", (("何志远", None, "B"), ("马玉兰", None, "A"))),
    "quoted, with a rule": (
        "何志远 15:20:44\n「王敏：第 3 题：A 昌 B 晶」\n- - - - - - - - - -\nB\n马玉兰 15:20:52\nA", (HE, MA),
    ),
    "quoted over two lines": ("何志远 15:20:44\n“王敏：第 3 题\nA 昌 B 晶”\nB\n马玉兰 15:20:52\nA", (HE, MA)),
    "reply": ("何志远 15:20:44\n回复 王敏：B\n马玉兰 15:20:52\n引用 王敏：\n“第 3 题”\nA", (HE, MA)),
    "name, time, words on three lines": ("何志远\n15:20:44\nB\n马玉兰\n15:20:52\nA", (HE, MA)),
    "time before the name": ("15:20:44 何志远\nB\n15:20:52 马玉兰\nA", (HE, MA)),
    "all on one line": ("何志远 15:20:44 B\n马玉兰 15:20:52 A", (HE, MA)),
    "a table": ("15:20:44\t何志远\tB\n15:20:52\t马玉兰\tA", (HE, MA)),
    "a table, name first": ("何志远,15:20:44,B\n马玉兰,15:20:52,A", (HE, MA)),
    "newest first": ("马玉兰 15:20:52\nA\n何志远 15:20:44\nB", (HE, MA)),
    "day of the week": ("何志远 星期四 15:20\nB\n马玉兰 周四 15:21\nA", MINUTES),
    "ISO": ("何志远 2026-03-12T15:20:44\nB\n马玉兰 2026-03-12T15:20:52\nA", (HE, MA)),
    "time written out": ("何志远 15时20分44秒\nB\n马玉兰 下午3点20分52秒\nA", (HE, MA)),
    "something in parentheses behind the name": (
        "何志远（代发） 15:20:44\nB\n[15:20:52] 马玉兰(建行): A",
        (("何志远(代发)", 55244, "B"), ("马玉兰(建行)", 55252, "A")),
    ),
    "a table with bars": ("何志远 | 15:20:44 | B\n马玉兰 | 15:20:52 | A", (HE, MA)),
    "a table with semicolons": ("何志远;15:20:44;B\n15:20:52；马玉兰；A", (HE, MA)),
    "dash before the name": ("15:20:44 - 何志远: B\n15:20:52 — 马玉兰：A", (HE, MA)),
    "name in brackets behind the time": ("15:20:44 [何志远] B\n15:20:52【马玉兰】：A", (HE, MA)),
    "he says": ("何志远说：B\n马玉兰 说: A", TIMELESS),
    "just now": ("何志远 刚刚\nB\n马玉兰 2分钟前\nA", TIMELESS),
    "a chain": ("#接龙\n\n1. 何志远 B\n2、马玉兰：A", TIMELESS),
    "line ends of other systems": ("何志远 15:20:44\r\nB\r\n马玉兰 15:20:52\rA", (HE, MA)),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_gives_who_said_what_and_when(shape: str) -> None:
    text, expected = SHAPES[shape]
    found = parse(text)
    assert tuple((one.name, one.at, one.text) for one in found.messages) == expected
    assert found.unread == ()


def test_lines_of_the_messenger_are_counted_and_pictures_belong_to_who_sent_them() -> None:
    found = parse("“孙浩”通过扫描二维码加入群聊\n何志远 15:20\n[图片]\n马玉兰撤回了一条消息\n以下为新消息")
    assert found.system == 3
    assert [(one.name, one.text) for one in found.messages] == [("何志远", "[图片]")]


def test_who_only_puts_the_name_to_a_chain_is_there_too() -> None:
    found = parse("王敏 15:20:44\n#接龙\n想参加的接一下\n1. 何志远\n2. 马玉兰(代发) 我来")
    assert [(one.name, one.text) for one in found.messages] == [
        ("王敏", "想参加的接一下"), ("何志远", "接龙"), ("马玉兰(代发)", "我来"),
    ]  # fmt: skip
    assert (found.system, found.unread) == (1, ())
    assert [one.name for one in parse("1. 何志远 B").messages] == []  # a number alone makes no speaker


def test_a_name_with_signs_keeps_them() -> None:
    assert parse("A 王姐🌸 15:20:44\nB").messages[0].name == "A 王姐🌸"


def test_words_without_a_speaker_are_said_to_be_unread() -> None:
    found = parse("随便写的一行\n第二行没有人名\n何志远 15:20\nB")
    assert [(one.line, one.text) for one in found.unread] == [(1, "随便写的一行"), (2, "第二行没有人名")]
    assert len(found.messages) == 1


def test_a_colon_in_the_words_makes_no_new_speaker() -> None:
    found = parse("何志远 15:20:44\n我想：应该是 B\n马玉兰 15:20:52\nA")
    assert [one.text for one in found.messages] == ["我想:应该是 B", "A"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [("15:20:44", 55244), ("下午3:20", 55200), ("12:05 AM", 300), ("中午12:05", 43500), ("中午11:50", 42600),
     ("晚上9:00", 75600), ("上午 9:00", 32400)],
)  # fmt: skip
def test_times_as_people_write_them(words: str, expected: int) -> None:
    assert seconds(words) == expected


def test_no_time_is_no_time() -> None:
    with pytest.raises(ValueError, match="nothing"):
        seconds("nothing")


def test_far_too_much_is_refused_with_a_cure() -> None:
    with pytest.raises(AppError, match="太长"):
        parse("x" * (MOST_CHARACTERS + 1))


def test_a_long_afternoon_is_read_whole() -> None:
    lines = "\n".join(f"客户{number} 15:{number % 60:02d}:00\nB" for number in range(20_000))
    assert len(parse(lines[:MOST_CHARACTERS]).messages) > 15_000


@given(st.text(alphabet="何志远A:：[]()【】「」“”-—\t,，0123456789 \n@回复引用年月日上午pm", max_size=300))
def test_whatever_is_pasted_every_line_is_somebodys_or_named(text: str) -> None:
    found = parse(text)
    assert all(one.name is not None and one.text for one in found.messages)
    assert all(one.at is None or one.at >= 0 for one in found.messages)
    assert all(0 < one.line <= text.count("\n") + text.count("\r") + 1 for one in found.unread)
    assert chat.parse(text) == found
