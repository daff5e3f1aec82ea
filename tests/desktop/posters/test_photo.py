import io
from pathlib import Path

import pytest
from PIL import Image

from db.actor import Actor, Role
from db.engine import Store
from desktop.errors import AppError, PermissionDenied
from desktop.pictures import gate
from desktop.pictures.decoding import Decoder
from desktop.posters import artwork, photo, pieces, records
from desktop.posters.layout import Art
from tests.desktop.posters.conftest import BRANCH, STAFF


def picture(path: Path, size: tuple[int, int] = (600, 800), turned: int = 0) -> Path:
    """Red above, blue below."""
    image = Image.new("RGB", size, (200, 20, 20))
    image.paste((20, 20, 200), (0, size[1] // 2, *size))
    exif = Image.Exif()
    exif[0x0112] = turned or 1
    image.save(path, exif=exif)
    return path


def kept_image(kept: str) -> Image.Image:
    return Image.open(io.BytesIO(photo.data_of(kept)))


def test_a_square_is_cut_from_an_upright_picture(tmp_path: Path, decoder: Decoder):
    found = photo.open_photo(picture(tmp_path / "a.jpg"), decoder)
    assert photo.first_square(*found.size) == (0, 50, 600)
    image = kept_image(photo.cut(found, (100, 0, 300)))
    assert image.size == (photo.SIDE, photo.SIDE)
    assert image.getpixel((300, 590))[0] > 180  # the blue begins at 400
    assert kept_image(photo.cut(found, (0, 450, 300))).getpixel((10, 10))[2] > 180


def test_a_camera_held_on_its_side(tmp_path: Path, decoder: Decoder):
    found = photo.open_photo(picture(tmp_path / "a.jpg", (800, 600), turned=6), decoder)
    assert found.size == (600, 800)


def test_a_huge_photo_is_made_smaller_first(tmp_path: Path, decoder: Decoder):
    found = photo.open_photo(picture(tmp_path / "a.png", (3200, 2800)), decoder)
    assert max(found.size) == photo.KEPT


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_bytes(b"no photo"), "打不开"),
        (lambda path: picture(path, (200, 900)), "太小（200 × 900）"),
        (lambda path: path.write_bytes(b"\0" * (gate.LARGEST_FILE + 1)), "20 MB"),
        (lambda path: Image.new("1", (5000, 4001)).save(path), "像素太多"),
    ],
)
def test_what_is_no_use_as_a_photo_is_said(tmp_path: Path, make: object, said: str, decoder: Decoder):
    path = tmp_path / "photo.png"
    make(path)
    with pytest.raises(AppError, match=said) as caught:
        photo.open_photo(path, decoder)
    assert "photo.png" in str(caught.value)
    assert caught.value.cure


def test_a_broken_record_is_no_photo():
    assert photo.data_of("") == photo.data_of("/some/path.png") == photo.data_of(photo.PREFIX + "不") == b""


def test_the_photo_goes_into_the_record_and_onto_the_page(
    coded: Store, lead: Actor, studio: pieces.Studio, tmp_path: Path, decoder: Decoder
):
    kept = photo.cut(photo.open_photo(picture(tmp_path / "a.jpg"), decoder), (0, 400, 400))
    said = coded.write(lambda session: photo.set_photo(session, lead, STAFF["王敏"], kept))
    assert said.batch
    with coded.session() as session:
        assert records.find(session, BRANCH, "王敏").has_photo
        order = pieces.order(session, lead, studio, studio.library.load("poster-a4"), STAFF["王敏"])
    sheet = pieces.lay_out(studio, order)
    (art,) = (item for item in sheet.items if isinstance(item, Art) and item.element == "portrait")
    assert art.data
    middle = studio.painter.raster(sheet, 50).pixelColor(round(52.9 * 50 / 25.4), round(141.3 * 50 / 25.4))
    assert middle.blue() > 150 > middle.red()
    coded.write(lambda session: photo.set_photo(session, lead, STAFF["王敏"], ""))
    with coded.session() as session:
        assert not records.find(session, BRANCH, "王敏").has_photo


def test_nobody_changes_a_colleagues_photo(store: Store):
    teller = Actor(STAFF["李倩"], Role.TELLER, BRANCH)
    with pytest.raises(PermissionDenied):
        store.write(lambda session: photo.set_photo(session, teller, STAFF["王敏"], ""))
    with pytest.raises(AppError, match="没有这位员工"):
        store.write(lambda session: photo.set_photo(session, teller, "nobody", ""))


def test_photos_of_many_people_are_not_all_kept(decoder: Decoder):
    kept = artwork.Artwork(decoder)
    for level in range(artwork.PHOTOS_KEPT + 3):
        memory = io.BytesIO()
        Image.new("RGB", (10, 10), (level * 20, 0, 0)).save(memory, "JPEG")
        kept._photo(Art("portrait", (0, 0, 1, 1), None, Path(), "", "circle", memory.getvalue()))
    assert len(kept._photos) == artwork.PHOTOS_KEPT
