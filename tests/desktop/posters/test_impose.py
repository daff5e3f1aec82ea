from pathlib import Path

import pytest

from desktop.posters import impose, pieces, printers, testpage
from desktop.posters.layout import Area, Line, Sheet
from desktop.words import Words
from tests.desktop.posters.conftest import order_of


def sheet(width: float, height: float, bleed: float = 0) -> Sheet:
    return Sheet("a", (width, height), bleed, 0, (), ())


@pytest.mark.parametrize(
    ("page", "bleed", "paper", "count"),
    [
        ((210, 297), 3, impose.A4, 1),
        ((297, 420), 3, impose.A3, 1),
        ((54, 86), 2, impose.A4, 9),
        ((90, 54), 2, impose.A4, 8),
        ((60, 60), 2, impose.A4, 12),
        ((146, 208), 3, impose.A4, 1),
        ((150, 210), 3, impose.A4, 1),
        ((800, 2000), 0, (800, 2000), 1),
        ((91.44, 162.56), 0, impose.A4, 2),
    ],
)
def test_how_many_fit(page: tuple[float, float], bleed: float, paper: tuple[float, float], count: int):
    found = impose.plan(sheet(*page, bleed))
    assert (found.paper, len(found.spots)) == (paper, count)


def test_pieces_keep_apart_and_marks_keep_off_them():
    found = impose.plan(sheet(54, 86, 2))
    for x, y in found.spots:
        assert x - 2 >= impose.EDGE
        assert x + 54 + 2 <= 210 - impose.EDGE
        for other in found.spots:
            apart = max(abs(x - other[0]) / 58, abs(y - other[1]) / 90)
            assert other == (x, y) or apart >= 0.999
        for x1, y1, x2, y2 in found.marks:
            off = x2 <= x - 2 or x1 >= x + 56 or y2 <= y - 2 or y1 >= y + 88
            assert off
    assert all(min(mark[::2]) >= impose.EDGE - 0.01 and max(mark[::2]) <= 205.01 for mark in found.marks)
    assert len(found.marks) == 2 * (6 + 6)
    assert {round(abs(x2 - x1) + abs(y2 - y1), 6) for x1, y1, x2, y2 in found.marks} == {impose.MARK}


def test_one_piece_fills_its_sheet_and_many_follow_each_other():
    places = impose.plan(sheet(54, 86, 2))
    one, other = sheet(54, 86, 2), sheet(54, 86, 2)
    assert impose.filled([one], places) == [[one] * 9]
    assert [len(paper) for paper in impose.filled([one, other] * 5, places)] == [9, 1]
    assert places.sheets(10) == 2


def test_the_test_page_has_two_rules_of_a_hundred_millimetres(studio: pieces.Studio):
    page = testpage.make(studio.painter.measure, Words("en"), "HP", (1.5, -2))
    strokes = [item.box for item in page.items if isinstance(item, Area) and item.shape == "line"]
    assert (testpage.LEFT, testpage.TOP, 100, 0) in strokes
    assert (testpage.LEFT, testpage.TOP, 0, 100) in strokes
    said = [item.text for item in page.items if isinstance(item, Line)]
    assert "Printer: HP   offset +1.5, -2 mm" in said
    assert said.count("100") == 2
    for line in page.lines:
        width = studio.painter.measure(line.text, line.face, line.weight, line.size)
        assert line.x + width <= 200, line.text
    assert not studio.painter.missing(page)


def test_what_is_known_of_a_printer_is_kept(tmp_path: Path):
    path = tmp_path / "new" / "printers.toml"
    assert printers.load(path) == {}
    one = printers.Known().moved(1.5, -99).marked("badge", tried=True).marked("vfold", tried=True)
    one = one.marked("vfold", tried=False)
    printers.save(path, {"HP 1020 二楼": one})
    assert printers.load(path) == {"HP 1020 二楼": printers.Known(1.5, -20, frozenset({"badge"}))}


@pytest.mark.parametrize("text", ["x =", "HP = 3", '[HP]\nx = "far"\ntried = 1'])
def test_a_damaged_file_of_printers_is_no_obstacle(tmp_path: Path, text: str):
    path = tmp_path / "printers.toml"
    path.write_text(text, encoding="utf-8")
    assert all(known == printers.Known() for known in printers.load(path).values())


def test_every_built_in_piece_has_its_paper(studio: pieces.Studio):
    keys = studio.library.keys()
    counts = {key: len(impose.plan(pieces.lay_out(studio, order_of(studio, key, "navy"))).spots) for key in keys}
    assert {key: count for key, count in counts.items() if count > 1} == {
        "badge": 9, "name-card": 8, "sticker": 12, "phone": 2, "invite": 2,
    }  # fmt: skip
