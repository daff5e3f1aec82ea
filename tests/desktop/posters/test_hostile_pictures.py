"""Pictures of every entry: only PNG and JPEG are opened, whatever a file is called, and no reader of others runs."""

import base64
import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from desktop.errors import AppError
from desktop.library import pictures
from desktop.pictures.decoding import Decoder
from desktop.posters import photo, qr

DOORS: tuple[Callable[[Path, Decoder], object], ...] = (qr.open_picture, photo.open_photo, pictures.open_picture)
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 400 400\n%%EndComments\n(x) (w) file closefile\nshowpage\n"


def saved(form: str, size: tuple[int, int] = (400, 400)) -> bytes:
    memory = io.BytesIO()
    Image.new("RGB", size, "white").save(memory, form)
    return memory.getvalue()


def png(width: int, height: int, body: bytes) -> bytes:
    """A PNG that claims this size, whatever its body holds."""

    def part(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", body) + part(b"IEND", b"")


HOSTILE = {
    "eps": EPS,
    "tiff": saved("TIFF"),
    "gif": saved("GIF"),
    "ico": saved("ICO", (256, 256)),
    "ppm": saved("PPM"),
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
    "huge": png(60_000, 60_000, zlib.compress(b"\0" * 1_000_000)),
    "many": png(9_000, 9_000, zlib.compress(b"\0" * 1_000)),
    "cut": saved("PNG")[:200],
    "cut jpeg": saved("JPEG")[:300],
    "empty": b"",
    "zip": b"PK\x03\x04" + b"\0" * 60,
    "text": "二维码".encode(),
    "no stream": png(400, 400, b"\0" * 50),
}


@pytest.mark.parametrize("door", DOORS, ids=lambda one: f"{one.__module__}.{one.__name__}")
@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("name", ["a.png", "a.jpg"])
def test_what_is_no_sound_picture_is_refused(
    tmp_path: Path, decoder: Decoder, door: Callable[[Path, Decoder], object], content: bytes, name: str
):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(AppError) as told:
        door(path, decoder)
    assert told.value.cure
    assert name in str(told.value)


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_what_another_file_brought_is_not_shown(decoder: Decoder, content: bytes):
    assert pictures.data_of(base64.b64encode(content).decode(), decoder) == b""
    assert photo.cleaned(photo.PREFIX + base64.b64encode(content).decode(), decoder) == ""


def test_a_place_on_the_disk_is_no_photo(decoder: Decoder, tmp_path: Path):
    (tmp_path / "a.png").write_bytes(saved("PNG"))
    assert photo.cleaned(str(tmp_path / "a.png"), decoder) == ""


@pytest.mark.parametrize("door", DOORS, ids=lambda one: f"{one.__module__}.{one.__name__}")
@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_what_is_sound_is_opened_whatever_it_is_called(
    tmp_path: Path, decoder: Decoder, door: Callable[[Path, Decoder], object], form: str
):
    path = tmp_path / "a.dat"
    path.write_bytes(saved(form))
    assert door(path, decoder) is not None
