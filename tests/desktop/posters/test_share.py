import io
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from desktop.errors import AppError
from desktop.posters import pieces, share
from tests.desktop.posters.conftest import CONTENT, TODAY, order_of


@pytest.fixture(scope="module")
def phone(studio: pieces.Studio) -> pieces.Piece:
    return pieces.make(studio, order_of(studio, "phone", "navy"), TODAY)


def test_a_phone_picture_is_small_and_opaque_and_says_that_it_advertises(
    studio: pieces.Studio, phone: pieces.Piece, tmp_path: Path
):
    path = share.write(studio, phone, tmp_path / "new")
    assert path.stat().st_size <= share.MOST
    with Image.open(path) as image:
        assert image.size == (1080, 1920)
        assert image.mode == "RGB"
        assert [code.text for code in zxingcpp.read_barcodes(image)] == [CONTENT]
    assert "广告" in {line.text for line in phone.sheet.lines}


def test_a_poster_becomes_a_picture_that_a_chat_takes(studio: pieces.Studio):
    piece = pieces.make(studio, order_of(studio, "poster-a4", "jade"), TODAY)
    data, ending = share.encode(studio, piece)
    assert len(data) <= share.MOST
    with Image.open(io.BytesIO(data)) as image:
        assert max(image.size) == share.LONGEST
        assert image.format == {"png": "PNG", "jpg": "JPEG"}[ending]


def test_a_picture_too_large_as_png_is_compressed():
    noise = Image.effect_noise((1000, 1600), 60).convert("RGB")
    data, ending = share._small(noise)
    assert (ending, len(data) <= share.MOST) == ("jpg", True)


def test_what_has_not_passed_is_not_sent(studio: pieces.Studio):
    piece = pieces.make(studio, order_of(studio, "phone", "navy", persona="稳赚不赔"), TODAY)
    with pytest.raises(AppError, match="稳赚"):
        share.encode(studio, piece)


def test_a_picture_that_no_longer_reads_is_not_sent(
    studio: pieces.Studio, phone: pieces.Piece, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(share.qr, "read", lambda _picture: [])
    with pytest.raises(AppError, match="扫不出来"):
        share.encode(studio, phone)


def test_a_place_that_cannot_be_written_is_said(studio: pieces.Studio, phone: pieces.Piece, tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(AppError, match="不是文件夹"):
        share.write(studio, phone, tmp_path / "file")
