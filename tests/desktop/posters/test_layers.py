"""What is the same from piece to piece is painted once, and nobody can tell."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops

from desktop.posters import layers, pdf, pieces
from desktop.posters.layout import Area, Line, Sheet, Turn
from tests.desktop.posters.conftest import order_of

PEOPLE = ("王敏", "李倩", "欧阳明哲", "陈楠")


def sheets(studio: pieces.Studio, key: str) -> list[Sheet]:
    codes = [f"https://work.weixin.qq.com/ct/wcde{number:032x}" for number in range(len(PEOPLE))]
    orders = [order_of(studio, key, "navy", name=name, code=code) for name, code in zip(PEOPLE, codes, strict=True)]
    return [pieces.lay_out(studio, order) for order in orders]


def area(x: float, y: float, side: float = 10.0, **keys: object) -> Area:
    return replace(Area("a", (x, y, side, side), None, "rect", "#000000", (), 0, "", 0, 0, 0), **keys)


@pytest.mark.parametrize("key", ["tent-a4", "poster-a4", "badge", "phone", "roll-up"])
def test_pictures_are_the_same_to_the_pixel(studio: pieces.Studio, key: str):
    """The turned back of a tent card too, and whatever order the people come in."""
    painter = studio.twin().painter
    for sheet in [*sheets(studio, key), *sheets(studio, key)[::-1]]:
        dpi = 8000 / sheet.page[1]
        assert painter.picture(sheet, dpi).tobytes() == studio.twin().painter.picture(sheet, dpi).tobytes()
        grey = ImageChops.difference(painter.page(sheet, dpi), studio.twin().painter.page(sheet, dpi))
        assert grey.getextrema()[1] <= 6  # the edge of a letter is mixed before or after it loses its colour


def test_another_theme_begins_anew(studio: pieces.Studio):
    painter = studio.twin().painter
    for theme in ("crimson", "navy", "crimson", "jade"):
        sheet = pieces.lay_out(studio, order_of(studio, "badge", theme))
        assert painter.picture(sheet, 60).tobytes() == studio.twin().painter.picture(sheet, 60).tobytes()


def test_a_pdf_over_a_kept_ground_shows_and_says_the_same(studio: pieces.Studio, tmp_path: Path):
    painter = studio.twin().painter
    for number, sheet in enumerate(sheets(studio, "tent-a4")[:3]):
        content, beneath = painter.document(sheet, "t")
        assert (beneath is None) == (number == 0)
        pdf.write(tmp_path / f"{number}.pdf", sheet.page, sheet.bleed, content, beneath)
    alone = tmp_path / "alone.pdf"
    pdf.write(alone, sheet.page, sheet.bleed, *studio.twin().painter.document(sheet, "t"))
    kept = tmp_path / "2.pdf"
    assert words_of(kept) == words_of(alone)
    with pikepdf.open(kept) as one, pikepdf.open(alone) as other:
        assert one.pages[0].mediabox == other.pages[0].mediabox
        assert one.pages[0].trimbox == other.pages[0].trimbox
    difference = ImageChops.difference(page_of(kept), page_of(alone))
    assert max(level for level, count in enumerate(difference.histogram()) if count) <= 2


def words_of(path: Path) -> list[str]:
    said = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True)
    return sorted(said.stdout.split())


def page_of(path: Path) -> Image.Image:
    subprocess.run(["pdftoppm", "-r", "60", "-gray", str(path), str(path.with_suffix(""))], check=True)
    with Image.open(next(path.parent.glob(f"{path.stem}-*.pgm"))) as page:
        return page.convert("L")


def test_words_that_do_not_fit_are_not_kept(studio: pieces.Studio):
    painter = studio.twin().painter
    sheet = replace(sheets(studio, "badge")[0], overflow=("name",))
    for _ in range(2):
        painter.raster(sheet, 40)
        assert painter.document(sheet, "t")[1] is None
    assert not painter._pictures._kept


def test_what_touches_something_earlier_stays_above_it():
    moving, far, near = area(0, 0), area(50, 0), area(8, 8)
    found = layers.split((moving, far, near), {far, near})
    assert (found.beneath, found.above) == ((far,), (moving, near))
    shadowed = area(11, 0, shadow=3.0)
    assert layers.split((moving, shadowed), {shadowed}).beneath == ()


def test_bounds_follow_letters_and_turns():
    line = Line("l", (10, 10, 20, 5), None, "字", 8, 15, 4, "sans", 400, "#000000", 0)
    left, top, right, bottom = layers.bounds(line)
    assert left < 8
    assert top < 15 - 4
    assert right > 30
    assert bottom > 15 + 1.6
    turned = layers.bounds(area(0, 0, turn=Turn(50, 50)))
    assert turned == pytest.approx((90 - layers.AIR, 90 - layers.AIR, 100 + layers.AIR, 100 + layers.AIR))


def test_only_so_many_grounds_are_kept():
    grounds: layers.Grounds[int] = layers.Grounds(2)
    for key in (1, 2, 3):
        assert grounds.beneath(key, (area(0, 0),), len) == (None, (area(0, 0),))
    assert grounds.beneath(1, (area(0, 0),), len)[0] is None
    assert grounds.beneath(1, (area(0, 0), area(90, 0)), len) == (1, (area(90, 0),))
    assert grounds.beneath(1, (area(40, 40),), len) == (None, (area(40, 40),))
