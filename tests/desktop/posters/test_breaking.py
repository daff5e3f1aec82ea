import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.posters import breaking

ALPHABET = "客户经理，。；（）“” 12aB3\u00a0￥"


@given(st.text(ALPHABET, max_size=60), st.integers(1, 20))
def test_lines_keep_every_character_and_the_rules(text: str, room: int):
    broken = breaking.lines(text, room, len)
    assert "".join("".join(broken).split()) == "".join(text.split())
    for line in broken:
        assert len(line) <= room or len(breaking.pieces(line)) == 1
    if " " not in text:
        assert not [line for line in broken[1:] if line[:1] in breaking.NO_START]


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("存款理财，不错过", 4, ["存款理", "财，不错", "过"]),
        ("地铁（2号线）口", 4, ["地铁（2", "号线）口"]),
        ("打 AFP 12 张", 5, ["打 AFP", "12 张"]),
        ("一\n二三", 9, ["一", "二三"]),
        ("Chengdong", 3, ["Chengdong"]),
        ("10\u00a0万元", 3, ["10\u00a0万", "元"]),
    ],
)
def test_where_lines_break(text: str, room: int, lines: list[str]):
    assert breaking.lines(text, room, len) == lines


def test_balanced_lines_leave_no_lonely_character():
    assert breaking.lines("您身边的客户经理人", 8, len) == ["您身边的客户经理", "人"]
    assert breaking.balanced("您身边的客户经理人", 8, len) == ["您身边的客", "户经理人"]
    assert breaking.balanced("一行就够", 8, len) == ["一行就够"]
    assert breaking.balanced("自己\n断的行", 8, len) == ["自己", "断的行"]


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("帮您把养老、教育、传承三笔账一起算明白", 13, ["帮您把养老、教育、", "传承三笔账一起算明白"]),
        ("科技园支行 · 财富管理顾问", 9, ["科技园支行", "财富管理顾问"]),
        ("阿卜杜热西提·买买提伊敏江", 9, ["阿卜杜热西提·", "买买提伊敏江"]),
        ("早，来早来早来早来早来", 8, ["早，来早来早", "来早来早来"]),
        ("（新）城东支行营业大厅", 8, ["（新）城东支", "行营业大厅"]),
    ],
)
def test_two_lines_part_where_a_reader_pauses(text: str, room: int, lines: list[str]):
    assert breaking.balanced(text, room, len) == lines


@given(st.text(ALPHABET + "、·", max_size=40), st.integers(2, 20))
def test_balanced_lines_lose_nothing_but_separators(text: str, room: int):
    said = "".join(breaking.balanced(text, room, len))
    assert "".join(said.replace("·", " ").split()) == "".join(text.replace("·", " ").split())
