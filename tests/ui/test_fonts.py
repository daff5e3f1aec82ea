"""The bundled fonts have the characters of names and scripts, and none that spoil the text of a PDF."""

from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QRawFont
from pytestqt.qtbot import QtBot

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
HANZI = [
    bytes((row, column)).decode("gb2312")
    for row in range(0xB0, 0xF8)
    for column in range(0xA1, 0xFF)
    if (row, column) < (0xD7, 0xFA) or row > 0xD7
]
# Of 通用规范汉字表, beyond GB 2312, as they stand in names.
RARE = "喆堃昇珺翀祎玥璟燊淼垚犇骉"
SIGNS = "，。：；？！（）“”‘’《》、…—·•–￥℃①⑳→↑↓←×✓½％〇ㆍ"


def load(name: str) -> QRawFont:
    return QRawFont(str(FONTS / name), 16, QFont.HintingPreference.PreferNoHinting)


@pytest.mark.parametrize("name", sorted(path.name for path in FONTS.glob("*.ttf")))
class TestBundledFont:
    def test_has_the_characters_of_names_and_scripts(self, name: str, qtbot: QtBot) -> None:
        font = load(name)
        assert font.isValid()
        assert [sign for sign in (*HANZI, *RARE, *SIGNS) if not font.supportsCharacter(ord(sign))] == []

    def test_has_no_radical_that_a_pdf_would_take_for_the_character(self, name: str, qtbot: QtBot) -> None:
        font = load(name)
        assert [hex(point) for point in range(0x2E80, 0x2FE0) if font.supportsCharacter(point)] == []


def test_two_weights_of_sans_and_one_of_serif_are_there() -> None:
    names = {path.name for path in FONTS.glob("*.ttf")}
    assert names == {"NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "NotoSerifSC-Bold.ttf"}
