"""The files themselves: read by two decoders, by poppler's text and box tools."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import cv2
import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageStat

from db.actor import Actor
from db.engine import Store
from desktop.errors import AppError
from desktop.posters import paint, pdf, pieces, proof
from desktop.posters.layout import Art, Line
from desktop.resources import resource
from tests.desktop.posters.conftest import CONTENT, STAFF, TODAY

CASES = [(key, theme) for key in ("poster-a4", "tent-a4") for theme in ("crimson", "navy", "jade")]
RADICALS = re.compile("[\u2e80-\u2fdf]")


def run(*command: str | Path) -> str:
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="session")
def made(studio: pieces.Studio, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """A PDF of every template in every theme."""
    folder = tmp_path_factory.mktemp("pdf")
    values = {
        "bank": "江海银行", "bank_en": "JIANGHAI BANK", "branch": "城东支行", "branch_en": "CHENGDONG BRANCH",
        "address": "江海市城东路 188 号", "hours": "周一至周日 9:00–17:00", "phone": "0000-8800 1188", "name": "王敏",
        "position": "理财经理", "persona": "帮您把养老金算明白", "certificate": "AFP 金融理财师", "photo": "",
        "code": CONTENT, "placement": "",
    }  # fmt: skip
    files = {}
    for key, theme in CASES:
        record = pieces.records.Record("s", "wangmin", "b", "w", "", values)
        order = pieces.Order(studio.library.load(key), theme, record, {})
        piece = pieces.make(studio, order, TODAY)
        assert piece.passed, piece.problems
        files[key, theme] = pieces.write(studio, piece, "pdf", folder / theme)
    return files


@pytest.fixture(scope="session")
def rasters(made: dict[tuple[str, str], Path]) -> dict[tuple[str, str], Path]:
    """The same, as poppler draws them at 150 dpi."""
    found = {}
    for case, path in made.items():
        run("pdftoppm", "-r", "150", "-singlefile", "-png", path, path.with_suffix(""))
        found[case] = path.with_suffix(".png")
    return found


@pytest.mark.parametrize("case", CASES)
def test_zxing_reads_the_rasterised_pdf(rasters: dict[tuple[str, str], Path], case: tuple[str, str]):
    codes = zxingcpp.read_barcodes(Image.open(rasters[case]))
    assert [code.text for code in codes] == [CONTENT] * (2 if case[0] == "tent-a4" else 1)
    assert {code.ec_level for code in codes} == {"Q"}


@pytest.mark.parametrize("case", CASES)
def test_a_second_decoder_reads_the_rasterised_pdf(rasters: dict[tuple[str, str], Path], case: tuple[str, str]):
    page = cv2.imread(str(rasters[case]), cv2.IMREAD_GRAYSCALE)
    if case[0] == "tent-a4":
        half = page.shape[0] * 120 // 297  # each side by itself, as it stands before a customer
        sides = [cv2.rotate(page[:half], cv2.ROTATE_180), page[half : 2 * half]]
    else:
        sides = [page]
    for side in sides:
        text, _points, _straight = cv2.QRCodeDetector().detectAndDecode(side)
        assert text == CONTENT


def test_chinese_in_the_pdf_is_text_with_the_right_code_points(made: dict[tuple[str, str], Path]):
    text = run("pdftotext", "-raw", made["poster-a4", "crimson"], "-")
    for words in (
        "江海银行", "您身边的客户经理", "扫码添加企业微信，一对一为您服务", "王敏",
        "理财非存款、产品有风险、投资须谨慎。",
        "JIANGHAI BANK", "有效期至 2027-06-30", "帮您把养老金算明白",
    ):  # fmt: skip
        assert words in text
    assert not RADICALS.search(text)


def test_the_fonts_are_embedded(made: dict[tuple[str, str], Path]):
    rows = run("pdffonts", made["tent-a4", "navy"]).splitlines()[2:]
    assert len(rows) == 3
    assert all("Noto" in row and re.search(r"yes\s+(yes|no)\s+yes", row) for row in rows)


@pytest.mark.parametrize(("key", "bleed"), [("poster-a4", 3), ("tent-a4", 0)])
def test_the_boxes_are_exact(made: dict[tuple[str, str], Path], key: str, bleed: float):
    with pikepdf.open(made[key, "crimson"]) as document:
        (page,) = document.pages
        point = 72 / 25.4
        media = [float(value) for value in page.MediaBox]
        trim = [float(value) for value in page.TrimBox]
        assert media == pytest.approx([0, 0, (210 + 2 * bleed) * point, (297 + 2 * bleed) * point], abs=1e-3)
        assert trim == pytest.approx(
            [bleed * point, bleed * point, (210 + bleed) * point, (297 + bleed) * point], abs=1e-3
        )
        assert page.BleedBox == page.MediaBox


def test_the_code_lies_where_the_boxes_say(rasters: dict[tuple[str, str], Path]):
    """The content was shifted with the boxes: the symbol's corner is at 109 + 3, 118.4 + 3 mm of the sheet."""
    page = Image.open(rasters["poster-a4", "crimson"])
    (code,) = zxingcpp.read_barcodes(page)
    corner = code.position.top_left
    assert corner.x / page.width * 216 == pytest.approx(112, abs=0.3)
    assert corner.y / page.height * 303 == pytest.approx(121.4, abs=0.3)


def test_the_page_that_was_proven_is_the_page_of_the_pdf(
    studio: pieces.Studio, order: pieces.Order, rasters: dict[tuple[str, str], Path], tmp_path: Path
):
    """Colour by colour; edges differ a little, and where the mean differs much something is missing."""
    studio.painter.png(pieces.lay_out(studio, order), tmp_path / "ours.png", 75)
    edge = round(3 * 150 / 25.4)
    with Image.open(tmp_path / "ours.png") as ours, Image.open(rasters["poster-a4", "crimson"]) as theirs:
        trimmed = theirs.crop((edge, edge, theirs.width - edge, theirs.height - edge)).resize(ours.size)
        difference = ImageStat.Stat(ImageChops.difference(ours, trimmed.convert("RGB"))).mean
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
    for write in (lambda path: studio.painter.png(sheet, path, 20), lambda path: studio.painter.pdf(sheet, path, "t")):
        with pytest.raises(AppError, match="写不了文件"):
            write(tmp_path / "no folder" / "a.file")


def test_a_page_too_large_for_memory_is_said(studio: pieces.Studio, order: pieces.Order):
    sheet = replace(pieces.lay_out(studio, order), page=(1e6, 1e6))
    with pytest.raises(AppError, match="内存"):
        studio.painter.raster(sheet, 2000)


def test_many_pieces_do_not_keep_many_pictures(studio: pieces.Studio, order: pieces.Order):
    painter, sheet = studio.twin().painter, pieces.lay_out(studio, order)
    for dpi in range(60, 60 + 2 * paint.PICTURES_KEPT, 2):
        painter.raster(sheet, dpi)
    assert len(painter._kept) <= paint.PICTURES_KEPT


def test_boxes_of_a_file_that_is_no_pdf(tmp_path: Path):
    (tmp_path / "a.pdf").write_bytes(b"nothing")
    with pytest.raises(pikepdf.PdfError):
        pdf.set_boxes(tmp_path / "a.pdf", (10, 10), 0)


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
