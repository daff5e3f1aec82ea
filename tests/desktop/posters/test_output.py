"""The files themselves: read by two decoders, by poppler's text and box tools."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageStat

from db.actor import Actor
from db.engine import Store
from desktop.errors import AppError
from desktop.posters import artwork, paint, pdf, pieces, proof, qr
from desktop.posters.elements import Code
from desktop.posters.layout import Art, Line
from desktop.posters.template import Library
from desktop.resources import resource
from tests.desktop.posters.conftest import CONTENT, STAFF, TODAY, order_of

KEYS = Library(resource("posters"), [resource("posters", "art"), resource("icons")]).keys()
THEMES = ("crimson", "navy", "jade")
DOUBLE = {"tent-a4": 120 / 297, "vfold": 0.5}  # where the back ends, as a share of the height
RADICALS = re.compile("[\u2e80-\u2fdf]")


def run(*command: str | Path) -> str:
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="session")
def made(studio: pieces.Studio, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A PDF of every template, each in one of the themes."""
    folder = tmp_path_factory.mktemp("pdf")
    files = {}
    for number, key in enumerate(KEYS):
        piece = pieces.make(studio, order_of(studio, key, THEMES[number % 3]), TODAY)
        assert piece.passed, (key, piece.problems)
        files[key] = pieces.write(studio, piece, "pdf", folder)
    return files


@pytest.fixture(scope="session")
def rasters(studio: pieces.Studio, made: dict[str, Path]) -> dict[str, Path]:
    """The same, as poppler draws them with four pixels a module."""
    found = {}
    for key, path in made.items():
        (code,) = (element for element in studio.library.load(key).elements if isinstance(element, Code))
        dpi = str(round(4 * len(qr.matrix(CONTENT)) / code.box[2] * 25.4))
        run("pdftoppm", "-r", dpi, "-singlefile", "-png", path, path.with_suffix(""))
        found[key] = path.with_suffix(".png")
    return found


@pytest.mark.parametrize("key", KEYS)
def test_two_decoders_read_the_rasterised_pdf(rasters: dict[str, Path], key: str):
    with Image.open(rasters[key]) as page:
        codes = zxingcpp.read_barcodes(page)
    assert [code.text for code in codes] == [CONTENT] * (2 if key in DOUBLE else 1)
    assert {code.ec_level for code in codes} == {"Q"}
    for side in sides(rasters[key], key):
        text, _points, _straight = cv2.QRCodeDetector().detectAndDecode(side)
        assert text == CONTENT


def sides(path: Path, key: str) -> list[np.ndarray]:
    """Each side of a piece by itself, as it stands before a customer."""
    page = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    if key not in DOUBLE:
        return [page]
    fold = round(page.shape[0] * DOUBLE[key])
    return [cv2.rotate(page[:fold], cv2.ROTATE_180), page[fold : 2 * fold]]


@pytest.mark.parametrize("key", KEYS)
def test_the_boxes_are_exact_and_the_fonts_are_in_the_file(studio: pieces.Studio, made: dict[str, Path], key: str):
    template = studio.library.load(key)
    (width, height), bleed, point = template.page, template.bleed, 72 / 25.4
    with pikepdf.open(made[key]) as document:
        (page,) = document.pages
        media = [float(value) for value in page.MediaBox]
        trim = [float(value) for value in page.TrimBox]
        assert media == pytest.approx([0, 0, (width + 2 * bleed) * point, (height + 2 * bleed) * point], abs=1e-3)
        assert trim == pytest.approx(
            [bleed * point, bleed * point, (width + bleed) * point, (height + bleed) * point], abs=1e-3
        )
        assert page.BleedBox == page.MediaBox
    rows = run("pdffonts", made[key]).splitlines()[2:]
    assert rows
    assert all("Noto" in row and re.search(r"yes\s+(yes|no)\s+yes", row) for row in rows)


def test_pdfinfo_sees_the_same_boxes(made: dict[str, Path]):
    said = run("pdfinfo", "-box", made["name-card"])
    boxes = {
        row.split(":")[0]: [float(n) for n in row.split(":")[1].split()] for row in said.splitlines() if "Box:" in row
    }
    point = 72 / 25.4
    assert boxes["MediaBox"] == boxes["BleedBox"] == pytest.approx([0, 0, 94 * point, 58 * point], abs=0.01)
    assert boxes["TrimBox"] == pytest.approx([2 * point, 2 * point, 92 * point, 56 * point], abs=0.01)


@pytest.mark.parametrize("key", KEYS)
def test_every_line_of_a_piece_can_be_found_in_its_pdf(studio: pieces.Studio, made: dict[str, Path], key: str):
    """Also those that stand upside down; spaced lines are set letter by letter, so blanks do not count."""
    text = re.sub(r"\s", "", run("pdftotext", "-raw", made[key], "-"))
    assert not RADICALS.search(text)
    for line in pieces.lay_out(studio, order_of(studio, key, "jade")).lines:
        if line.turn is None:
            assert re.sub(r"\s", "", line.text) in text


def test_characters_that_look_alike_are_themselves_in_the_text(
    studio: pieces.Studio, order: pieces.Order, tmp_path: Path
):
    """A dash of a time, a full-width slash and tilde, and the characters that share a shape with a radical."""
    said = "9:00–17:00～／·…户用文"
    sheet = pieces.lay_out(studio, order)
    line = replace(sheet.lines[0], text=said, tracking=0.0)
    for face, weight in (("sans", 400), ("sans", 700), ("serif", 700)):
        page = replace(sheet, items=(replace(line, face=face, weight=weight),))
        pdf.write(tmp_path / "a.pdf", page.page, page.bleed, *studio.twin().painter.document(page, "t"))
        assert run("pdftotext", "-raw", tmp_path / "a.pdf", "-").split()[0] == said, (face, weight)


def test_the_code_lies_where_the_boxes_say(rasters: dict[str, Path]):
    """The content was shifted with the boxes: the symbol's corner is at 109 + 3, 118.4 + 3 mm of the sheet."""
    page = Image.open(rasters["poster-a4"])
    (code,) = zxingcpp.read_barcodes(page)
    corner = code.position.top_left
    assert corner.x / page.width * 216 == pytest.approx(112, abs=0.3)
    assert corner.y / page.height * 303 == pytest.approx(121.4, abs=0.3)


def test_the_page_that_was_proven_is_the_page_of_the_pdf(
    studio: pieces.Studio, order: pieces.Order, made: dict[str, Path], tmp_path: Path
):
    """Colour by colour; edges differ a little, and where the mean differs much something is missing."""
    jade = replace(order, theme=THEMES[KEYS.index("poster-a4") % 3])
    studio.painter.png(pieces.lay_out(studio, jade), tmp_path / "ours.png", 75)
    run("pdftoppm", "-r", "150", "-singlefile", "-png", made["poster-a4"], tmp_path / "theirs")
    with Image.open(tmp_path / "ours.png") as ours, Image.open(tmp_path / "theirs.png") as theirs:
        edge = round(3 / 216 * theirs.width)
        trimmed = theirs.crop((edge, edge, theirs.width - edge, theirs.height - edge))
        small = [image.convert("RGB").resize((210, 297), Image.Resampling.BOX) for image in (ours, trimmed)]
    difference = ImageStat.Stat(ImageChops.difference(*small)).mean
    assert max(difference) < 4


def test_a_png_is_opaque_and_reads(studio: pieces.Studio, order: pieces.Order, tmp_path: Path):
    studio.painter.png(pieces.lay_out(studio, order), tmp_path / "a.png", 100)
    with Image.open(tmp_path / "a.png") as image:
        assert image.mode == "RGB"
        assert image.size == (827, 1169)
        assert image.info["dpi"] == pytest.approx((100, 100), abs=0.1)
        assert [code.text for code in zxingcpp.read_barcodes(image)] == [CONTENT]


def test_the_same_page_is_painted_the_same_again(studio: pieces.Studio, order: pieces.Order):
    sheet = pieces.lay_out(studio, order)
    twin = studio.twin().painter
    assert studio.painter.page(sheet, 60).tobytes() == studio.painter.page(sheet, 60).tobytes()
    assert twin.page(sheet, 60).tobytes() == studio.painter.page(sheet, 60).tobytes()


def test_a_photo_fills_its_circle(studio: pieces.Studio, order: pieces.Order, tmp_path: Path):
    Image.new("RGB", (60, 120), (0, 200, 0)).save(tmp_path / "photo.png")
    record = order.record._replace(values=order.record.values | {"photo": str(tmp_path / "photo.png")})
    image = studio.painter.raster(pieces.lay_out(studio, replace(order, record=record)), 50)
    middle, corner = (
        image.pixelColor(round(x * 50 / 25.4), round(y * 50 / 25.4)) for x, y in ((52.9, 141.3), (30.5, 119))
    )
    assert middle.green() > 190
    assert middle.red() < 20
    assert corner.red() > 200


def test_a_photo_that_is_no_picture_is_named(studio: pieces.Studio, order: pieces.Order, tmp_path: Path):
    (tmp_path / "photo.jpg").write_bytes(b"no picture")
    record = order.record._replace(values=order.record.values | {"photo": str(tmp_path / "photo.jpg")})
    with pytest.raises(AppError, match=r"photo\.jpg"):
        studio.painter.raster(pieces.lay_out(studio, replace(order, record=record)), 30)


def test_artwork_that_qt_cannot_read_is_named(studio: pieces.Studio, order: pieces.Order, tmp_path: Path):
    (tmp_path / "bad.svg").write_text("<html/>", encoding="utf-8")
    sheet = pieces.lay_out(studio, order)
    art = Art("bad", (0, 0, 9, 9), None, tmp_path / "bad.svg", "#000000", "none")
    with pytest.raises(AppError, match=r"bad\.svg"):
        studio.painter.raster(replace(sheet, items=(art,)), 30)


def test_a_character_that_the_fonts_lack_is_named(studio: pieces.Studio, order: pieces.Order):
    sheet = pieces.lay_out(studio, order)
    line = Line("name", (0, 0, 9, 9), None, "王\U0002a6d6敏 \U0002a6d6", 0, 9, 5, "sans", 400, "#000000", 0)
    assert studio.painter.missing(replace(sheet, items=(line,))) == ["\U0002a6d6"]
    assert studio.painter.missing(sheet) == []


def test_fonts_that_are_not_there_are_named(tmp_path: Path):
    with pytest.raises(AppError, match="NotoSansSC-Regular"):
        paint.Painter(tmp_path)


def test_something_unknown_is_not_passed_over(studio: pieces.Studio, order: pieces.Order):
    sheet = replace(pieces.lay_out(studio, order), items=(paint.Placed("odd", (0, 0, 1, 1), None),))
    with pytest.raises(TypeError):
        studio.painter.raster(sheet, 20)


def test_places_that_cannot_be_written_are_said(studio: pieces.Studio, order: pieces.Order, tmp_path: Path):
    sheet = pieces.lay_out(studio, order)
    (tmp_path / "file").touch()
    with pytest.raises(AppError, match="不是文件夹"):
        studio.painter.png(sheet, tmp_path / "file" / "a.png", 20)


def test_a_page_too_large_for_memory_is_said(studio: pieces.Studio, order: pieces.Order):
    sheet = replace(pieces.lay_out(studio, order), page=(1e6, 1e6))
    with pytest.raises(AppError, match="内存"):
        studio.painter.raster(sheet, 2000)


def test_many_pieces_do_not_keep_many_pictures(studio: pieces.Studio, order: pieces.Order):
    painter, sheet = studio.twin().painter, pieces.lay_out(studio, order)
    for dpi in range(60, 60 + 2 * artwork.PICTURES_KEPT + 2, 2):
        painter.raster(sheet, dpi)
    assert len(painter._artwork._kept) == artwork.PICTURES_KEPT
    assert len(painter._pictures._kept) == paint.GROUNDS_KEPT


def test_what_is_no_pdf_is_not_written(tmp_path: Path):
    with pytest.raises(pikepdf.PdfError):
        pdf.write(tmp_path / "a.pdf", (10, 10), 0, b"nothing")
    assert not (tmp_path / "a.pdf").exists()


def test_an_empty_code_is_a_grey_box(studio: pieces.Studio, store: Store, lead: Actor):
    with store.session() as session:
        order = pieces.order(session, lead, studio, studio.library.load("poster-a4"), STAFF["王敏"])
    page = studio.painter.page(pieces.lay_out(studio, order), 50)
    assert page.getpixel((round(144 * 50 / 25.4), round(153 * 50 / 25.4))) in range(235, 245)


def test_a_running_application_is_used():
    assert paint.guarantee_application() is paint.guarantee_application()


def test_proof_reads_at_150_dpi():
    assert proof.DPI == 150
    assert resource("fonts", "NotoSansSC-Regular.ttf").is_file()
