from dataclasses import replace

import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from desktop.posters import pieces, proof
from desktop.posters.layout import Sheet, Symbol
from tests.desktop.posters.conftest import CONTENT

SCALE = proof.DPI / 25.4


@pytest.fixture(scope="module")
def sheets(studio: pieces.Studio) -> dict[str, Sheet]:
    record = pieces.records.Record(
        "s", "wangmin", "b", "w", "", {"code": CONTENT, "name": "王敏", "branch": "城东支行", "placement": ""}
    )
    return {
        key: pieces.lay_out(studio, pieces.Order(studio.library.load(key), "navy", record, {}))
        for key in ("poster-a4", "tent-a4")
    }


@pytest.fixture(scope="module")
def pages(studio: pieces.Studio, sheets: dict[str, Sheet]) -> dict[str, Image.Image]:
    return {key: studio.painter.page(sheet, proof.DPI) for key, sheet in sheets.items()}


def failing(found: proof.Proof) -> set[str]:
    return {name for name, passed in found.checks.items() if not passed}


def box_of(symbol: Symbol) -> tuple[float, float, float, float]:
    x, y, side, _height = symbol.box
    return x * SCALE, y * SCALE, (x + side) * SCALE, (y + side) * SCALE


@pytest.mark.parametrize(("key", "far"), [("poster-a4", 0.7), ("tent-a4", 0.55)])
def test_the_built_in_pieces_pass(sheets: dict[str, Sheet], pages: dict[str, Image.Image], key: str, far: float):
    found = proof.prove(pages[key], sheets[key].symbols, CONTENT)
    assert found.passed
    assert found.reserve >= proof.LEAST_RESERVE
    assert (found.distance_m, found.problems, found.warnings) == (far, [], [])


def test_the_shape_of_the_answer(sheets: dict[str, Sheet], pages: dict[str, Image.Image]):
    said = proof.prove(pages["poster-a4"], sheets["poster-a4"].symbols, CONTENT).to_json()
    assert set(said) == {"passed", "reserve", "distance_m", "checks"}
    assert list(said["checks"]) == [
        "as_is", "small", "blur", "tilt", "dark", "bright", "noise", "jpeg", "quiet_zone", "contrast", "modules",
    ]  # fmt: skip
    assert all(value is True for value in said["checks"].values())


def test_it_is_the_same_every_time(sheets: dict[str, Sheet], pages: dict[str, Image.Image]):
    symbols = sheets["tent-a4"].symbols
    assert proof.prove(pages["tent-a4"], symbols, CONTENT) == proof.prove(pages["tent-a4"], symbols, CONTENT)


def test_another_text_fails_everything_that_reads(sheets: dict[str, Sheet], pages: dict[str, Image.Image]):
    found = proof.prove(pages["poster-a4"], sheets["poster-a4"].symbols, CONTENT[:-1] + "0")
    assert failing(found) == {*proof.READINGS, "modules"}
    assert found.reserve == 0


def test_a_logo_over_the_code_fails_by_its_modules_though_it_reads(
    sheets: dict[str, Sheet], pages: dict[str, Image.Image]
):
    page, (symbol,) = pages["poster-a4"].copy(), sheets["poster-a4"].symbols
    left, top, right, _bottom = box_of(symbol)
    middle, reach = (left + right) / 2, (right - left) * 0.15
    y = top + (right - left) / 2
    ImageDraw.Draw(page).rectangle((middle - reach, y - reach, middle + reach, y + reach), fill=255)
    found = proof.prove(page, [symbol], CONTENT)
    assert found.checks["as_is"]
    assert "modules" in failing(found)
    assert found.reserve < proof.LEAST_RESERVE
    assert any("余量" in str(problem) for problem in found.problems)


def test_one_wrong_module_outside_the_badge_is_seen(sheets: dict[str, Sheet], pages: dict[str, Image.Image]):
    page, (symbol,) = pages["poster-a4"].copy(), sheets["poster-a4"].symbols
    pitch = symbol.module * SCALE
    left, top, *_rest = box_of(symbol)
    row, column = 12, 30
    spot = (left + column * pitch, top + row * pitch, left + (column + 1) * pitch, top + (row + 1) * pitch)
    ImageDraw.Draw(page).rectangle(spot, fill=255 if symbol.modules[row][column] else 0)
    assert failing(proof.prove(page, [symbol], CONTENT)) == {"modules"}


def test_something_in_the_quiet_zone_fails(sheets: dict[str, Sheet], pages: dict[str, Image.Image]):
    page, (symbol,) = pages["poster-a4"].copy(), sheets["poster-a4"].symbols
    left, top, right, _bottom = box_of(symbol)
    ImageDraw.Draw(page).rectangle((left, top - 24, right, top - 10), fill=90)
    found = proof.prove(page, [symbol], CONTENT)
    assert "quiet_zone" in failing(found)


def test_a_ring_that_leaves_the_page_fails(sheets: dict[str, Sheet], pages: dict[str, Image.Image]):
    page, (symbol,) = pages["poster-a4"], sheets["poster-a4"].symbols
    left, top, *_rest = box_of(symbol)
    edge = round(left - symbol.module * SCALE * 2), round(top - symbol.module * SCALE * 2)
    moved = replace(symbol, box=(symbol.box[0] - edge[0] / SCALE, symbol.box[1] - edge[1] / SCALE, *symbol.box[2:]))
    found = proof.prove(page.crop((*edge, page.width, page.height)), [moved], CONTENT)
    assert "quiet_zone" in failing(found)


def test_a_pale_code_fails_by_contrast(sheets: dict[str, Sheet], pages: dict[str, Image.Image]):
    pale = ImageEnhance.Contrast(pages["poster-a4"]).enhance(0.3).point(lambda level: min(255, level + 60))
    assert "contrast" in failing(proof.prove(pale, sheets["poster-a4"].symbols, CONTENT))


def test_a_smeared_page_fails_the_hard_readings(sheets: dict[str, Sheet], pages: dict[str, Image.Image]):
    smeared = pages["poster-a4"].filter(ImageFilter.GaussianBlur(7))
    assert {"as_is", "blur", "noise"} <= failing(proof.prove(smeared, sheets["poster-a4"].symbols, CONTENT))


def test_one_bad_side_of_the_tent_fails_the_whole(sheets: dict[str, Sheet], pages: dict[str, Image.Image]):
    page, (_back, front) = pages["tent-a4"].copy(), sheets["tent-a4"].symbols
    ImageDraw.Draw(page).rectangle(box_of(front), fill=255)
    found = proof.prove(page, sheets["tent-a4"].symbols, CONTENT)
    assert failing(found) >= set(proof.READINGS)


def test_a_second_text_on_the_page_is_seen(
    sheets: dict[str, Sheet], pages: dict[str, Image.Image], studio: pieces.Studio
):
    page = pages["poster-a4"].copy()
    page.paste(Image.open("tests/data/qr/李倩.png").convert("L").resize((240, 240)), (20, 1450))
    found = proof.prove(page, sheets["poster-a4"].symbols, CONTENT)
    assert failing(found) == {"as_is"}


def test_modules_that_are_too_small(sheets: dict[str, Sheet], pages: dict[str, Image.Image], studio: pieces.Studio):
    sheet = sheets["poster-a4"]
    for side, problems, warnings in ((18.0, 1, 0), (26.0, 0, 1)):
        symbol = replace(sheet.symbols[0], box=(100, 100, side, side))
        page = studio.painter.page(replace(sheet, items=(symbol,)), 300)
        found = proof.prove(page, [symbol], CONTENT, 300)
        assert (len(found.problems), len(found.warnings)) == (problems, warnings)
        assert found.passed == (problems == 0)


def test_a_page_without_code_does_not_pass(pages: dict[str, Image.Image]):
    found = proof.prove(pages["poster-a4"], [], CONTENT)
    assert not found.passed
    assert found.distance_m == 0


def test_a_symbol_without_modules_does_not_pass(sheets: dict[str, Sheet], pages: dict[str, Image.Image]):
    symbol = replace(sheets["poster-a4"].symbols[0], modules=())
    assert not proof.prove(pages["poster-a4"], [symbol], CONTENT).passed


def test_a_symbol_of_another_size_than_the_page_shows(sheets: dict[str, Sheet], pages: dict[str, Image.Image]):
    symbol = sheets["poster-a4"].symbols[0]
    shorter = replace(symbol, modules=tuple(row[:37] for row in symbol.modules[:37]))
    assert "modules" in failing(proof.prove(pages["poster-a4"], [shorter], CONTENT))


def test_the_smaller_of_two_codes_sets_the_distance(sheets: dict[str, Sheet]):
    symbol = sheets["poster-a4"].symbols[0]
    assert proof.distance([symbol, replace(symbol, box=(0, 0, 20, 20))]) == 0.2
