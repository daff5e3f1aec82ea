"""Cuts the bundled fonts out of the full Noto fonts; run by hand when the fonts change (see README.md here)."""

import argparse
import copy
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from pypinyin_dict.pinyin_data import ktghz2013

HERE = Path(__file__).parent
SOURCES = {
    "NotoSansSC-Regular.ttf": "NotoSansSC_400Regular.ttf",
    "NotoSansSC-Bold.ttf": "NotoSansSC_700Bold.ttf",
    "NotoSerifSC-Bold.ttf": "NotoSerifSC_700Bold.ttf",
}
# Some 户 用 文 … share a glyph with a Kangxi radical, and Qt then writes the radical into the text of a PDF.
RADICALS = range(0x2E80, 0x2FE0)
SYMBOL_BLOCKS = (
    range(0x0020, 0x007F),  # ASCII
    range(0x00A0, 0x0180),  # Latin-1, Latin Extended-A
    range(0x01CD, 0x01DD),  # pinyin vowels with a caron
    range(0x0391, 0x03CA),  # Greek
    range(0x2000, 0x2070),  # dashes, quotes, ellipsis, per mille
    range(0x20A0, 0x20C0),  # currencies
    range(0x2100, 0x2300),  # ℃ №, numerals, arrows, operators
    range(0x2460, 0x2500),  # ① ⑳ ⒈
    range(0x2500, 0x2700),  # boxes, shapes, stars, check marks
    range(0x2700, 0x27C0),  # dingbats
    range(0x3000, 0x3040),  # 、。〈〉《》「」〇
    range(0x3200, 0x3400),  # ㈠ ㎡
    range(0xFE30, 0xFE50),
    range(0xFF00, 0xFFF0),  # full width
)


def gb2312() -> set[int]:
    """Every character and symbol of GB 2312."""
    found = set()
    for row in range(0xA1, 0xF8):
        for column in range(0xA1, 0xFF):
            found.update(map(ord, bytes((row, column)).decode("gb2312", "ignore")))
    return found


def wanted() -> set[int]:
    """The 8,105 characters of 通用规范汉字表, GB 2312, Latin and symbols."""
    symbols = {point for block in SYMBOL_BLOCKS for point in block}
    return (set(ktghz2013.pinyin_dict) | gb2312() | symbols | {ord("ㆍ")}) - set(RADICALS)


def cut(source: Path, target: Path) -> int:
    """Write the subset of `source` to `target`; the number of characters in it."""
    font = TTFont(source, recalcTimestamp=False)
    for table in font["cmap"].tables:
        table.cmap = {point: glyph for point, glyph in table.cmap.items() if point not in RADICALS}
    options = Options()
    options.layout_features = ["ccmp", "kern", "mark", "mkmk"]
    options.drop_tables += ["BASE", "STAT", "vhea", "vmtx"]
    options.hinting = False
    options.name_IDs = ["*"]
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted())
    subsetter.subset(font)
    part(font)
    font.save(target)
    return len(font.getBestCmap())


def part(font: TTFont) -> None:
    """Give every character a glyph of its own: of several that share one, Qt writes the first into a PDF's text.

    A – would be found as ‒ there, ～ as 〜 and ／ as ∕.
    """
    best, order = font.getBestCmap(), list(font.getGlyphOrder())
    own: dict[int, str] = {}
    taken: set[str] = set()
    for point, glyph in sorted(best.items()):
        if glyph in taken:
            own[point] = name = f"own{point:04X}"
            order.append(name)
            font["glyf"].glyphs[name] = copy.deepcopy(font["glyf"][glyph])
            font["hmtx"].metrics[name] = font["hmtx"].metrics[glyph]
        taken.add(glyph)
    font.setGlyphOrder(order)
    font["glyf"].glyphOrder = order
    for table in font["cmap"].tables:
        table.cmap = {point: own.get(point, glyph) for point, glyph in table.cmap.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the full fonts lie, at any depth")
    folder = parser.parse_args().folder
    for target, source in SOURCES.items():
        count = cut(next(folder.rglob(source)), HERE / target)
        print(f"{target}: {count} characters, {(HERE / target).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
