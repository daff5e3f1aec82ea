"""Every built-in piece in every theme, with the people who are hard to set; each reads, none overflows."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from desktop.posters import pieces, proof
from desktop.posters.elements import Code, Group, Shape, Text
from desktop.posters.layout import Line
from desktop.posters.template import Library
from desktop.resources import resource
from tests.desktop.posters.conftest import CONTENT, TODAY, order_of

LIBRARY = Library(resource("posters"), [resource("posters", "art"), resource("icons")])
KEYS = LIBRARY.keys()
THEMES = ("crimson", "navy", "jade")
DOUBLE = ("tent-a4", "vfold")
LONG = {
    "name": "阿卜杜热西提·买买提伊敏江", "position": "高级私人财富管理顾问", "certificate": "CFP 国际金融理财师",
    "branch": "江海新区滨江大道科技园支行", "branch_en": "BINJIANG AVENUE SCIENCE PARK BRANCH",
    "persona": "帮您把养老、教育、传承三笔账一起算明白",
    "address": "江海市江海新区滨江大道 1288 号科技园 3 号楼一层（地铁 2 号线）",
}  # fmt: skip
BARE = {"position": "", "persona": "", "certificate": "", "branch_en": "", "address": "", "phone": "", "hours": ""}
RARE = {"name": "\u4dae\U0002b4e7垚", "branch": "\U0002c488溪支行"}


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("photo") / "photo.png"
    image = Image.new("RGB", (600, 800), (60, 120, 170))
    ImageDraw.Draw(image).ellipse((180, 120, 420, 420), fill=(230, 190, 160))
    image.save(path)
    return str(path)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("key", KEYS)
def test_people_who_are_hard_to_set_pass_the_whole_proof_and_a_second_decoder(
    studio: pieces.Studio, key: str, theme: str, photo: str
):
    """Long with a photo, bare without one, and rare characters; the second decoder sees three pixels a module."""
    for values in (LONG | {"photo": photo}, BARE, RARE):
        piece = pieces.make(studio, order_of(studio, key, theme, **values), TODAY)
        assert piece.passed, (values.get("name", ""), piece.problems)
        assert piece.proof.reserve >= proof.LEAST_RESERVE
        assert piece.proof.distance_m >= piece.order.template.distance
        assert len(piece.sheet.symbols) == (2 if key in DOUBLE else 1)
        front = np.asarray(studio.painter.page(piece.sheet, 3.2 / piece.sheet.symbols[0].module * 25.4))
        if key in DOUBLE:
            front = front[round(len(front) * 120 / 297) if key == "tent-a4" else len(front) // 2 :]
        assert cv2.QRCodeDetector().detectAndDecode(front)[0] == CONTENT


@pytest.mark.parametrize("key", KEYS)
def test_what_stands_on_a_piece(studio: pieces.Studio, key: str):
    """The risk line in full, review and validity where there are products, and no wording that the rules stop."""
    sheet = pieces.lay_out(studio, order_of(studio, key, "navy"))
    said = "".join(line.text for line in sheet.lines)
    assert "江海银行" in said
    template = studio.library.load(key)
    assert studio.wording.lacking(said, template.products) == []
    if template.products:
        assert "JH-CD-2026-" in said
        assert "2027-06-30" in said
    if template.family == "phone":
        assert "广告" in said
    defaults = {field: one.default for field, one in template.fields.items()}
    assert not [finding for text in defaults.values() for finding in studio.wording.check(text)]


@pytest.mark.parametrize("key", KEYS)
def test_words_keep_inside_the_safe_area_and_off_the_code(studio: pieces.Studio, key: str):
    sheet = pieces.lay_out(studio, order_of(studio, key, "jade", **LONG))
    for line in sheet.lines:
        x, width = line.x, studio.painter.measure(line.text, line.face, line.weight, line.size)
        assert sheet.safe <= x, line.text
        assert x + width <= sheet.page[0] - sheet.safe + 0.1, line.text
        for symbol in sheet.symbols:
            assert not _meet(line, width, proof.ring(symbol)), line.text


def _meet(line: Line, width: float, box: tuple[float, float, float, float]) -> bool:
    x, y, wide, high = box
    return line.x < x + wide and x < line.x + width and y < line.baseline and line.baseline - 0.7 * line.size < y + high


@pytest.mark.parametrize("key", KEYS)
def test_the_white_of_a_code_lies_within_its_panel(key: str):
    """A symbol of 37 modules has the widest ring; its corners must not look out of the panel's rounded ones."""
    template = LIBRARY.load(key)
    groups = {element.id for element in template.elements if isinstance(element, Group)}
    assert all(element.group in groups | {""} for element in template.elements)
    (code,) = (element for element in template.elements if isinstance(element, Code))
    x, y, side, _height = code.box
    edge = side * 4 / 37
    for panel in template.elements:
        if isinstance(panel, Shape) and panel.id in {"card", "panel"} and panel.radius:
            left, top, width, height = panel.box
            gaps = (x - edge - left, y - edge - top, left + width - x - side - edge, top + height - y - side - edge)
            assert min(gaps) >= 0
            assert min(gaps) >= 0.29 * panel.radius or sorted(gaps)[2] > 5


def test_a_phone_picture_has_the_pixels_of_a_phone_and_its_edges_free(studio: pieces.Studio):
    for key in ("phone", "invite"):
        sheet = pieces.lay_out(studio, order_of(studio, key, "navy"))
        image = studio.painter.raster(sheet, pieces.png_resolution(sheet))
        assert (image.width(), image.height()) == (1080, 1920)
        scale = 1080 / sheet.page[0]
        words = [line for line in sheet.lines if line.element != "ad"]
        assert min((line.baseline - line.size) * scale for line in words) >= 115
        assert max(line.baseline * scale for line in words) <= 1720
        assert min(symbol.box[2] * scale for symbol in sheet.symbols) >= 420


def test_a_roll_up_does_not_take_all_memory(studio: pieces.Studio):
    sheet = pieces.lay_out(studio, order_of(studio, "roll-up", "jade"))
    dpi = pieces.png_resolution(sheet)
    assert 100 < dpi < 150
    assert proof.resolution(sheet) < 60
    assert not any(
        isinstance(element, Text) and element.box[1] + element.box[3] > 1850
        for element in LIBRARY.load("roll-up").elements
    )  # the lowest 15 cm stay in the stand


@pytest.mark.parametrize("key", ["badge", "name-card", "sticker"])
def test_the_smallest_codes_pass_whatever_they_hold(studio: pieces.Studio, key: str):
    """Links of every length: a coarse raster failed one small code in ten."""
    for number in range(4):
        mark = f"{number:x}b7d4e91" * 4
        for code in (
            f"https://work.weixin.qq.com/ct/wcde{mark}",
            f"https://work.weixin.qq.com/u/vc{mark[:16]}?v=4.1.36.6011",
            f"https://work.weixin.qq.com/ca/cawcde{mark[:12]}",
        ):
            sheet = pieces.lay_out(studio, order_of(studio, key, "navy", code=code))
            dpi = proof.resolution(sheet)
            found = proof.prove(studio.painter.page(sheet, dpi), sheet.symbols, code, dpi)
            assert found.passed, (code, found.checks, found.problems)
