"""The child that decodes: what comes back, what is not believed, and that it never outlives the program."""

import io
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from desktop.errors import AppError
from desktop.pictures import gate
from desktop.pictures.decoding import PICTURE_LIMITS, Decoder, Mode, at_hand, encoded, serving
from tests.desktop.pictures.hostile import saved


def gradient(mode: str = "RGB", size: tuple[int, int] = (120, 80)) -> Image.Image:
    """Another colour at each corner, and half transparent where the mode can."""
    bands = [Image.linear_gradient("L").resize(size).rotate(90 * turn, expand=False) for turn in range(len(mode))]
    return Image.merge(mode, bands) if len(bands) > 1 else bands[0]


def written(picture: Image.Image, form: str = "PNG", **options: object) -> bytes:
    memory = io.BytesIO()
    picture.save(memory, form, **options)
    return memory.getvalue()


def same(one: Image.Image, other: Image.Image, by: int = 0) -> bool:
    return one.size == other.size and max(high for _, high in ImageChops.difference(one, other).getextrema()) <= by


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA", "L", "P", "1", "I;16", "PA of P"])
def test_colours_come_as_they_are_on_white(decoder: Decoder, mode: str):
    if mode == "PA of P":
        picture = gradient().quantize(16)
        content = written(picture, transparency=3)
    else:
        picture = gradient(mode) if mode in {"RGB", "RGBA", "LA"} else gradient().convert("L").convert(mode)
        content = written(picture)
    with Image.open(io.BytesIO(content)) as read:
        colours = read.convert("RGBA")
    wanted = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("RGB")
    assert same(decoder.decode(content, "a", "RGB").pixels, wanted, 1)
    assert same(decoder.decode(content, "a", "RGBA").pixels, colours)
    grey = decoder.decode(content, "a", "L").pixels
    assert same(Image.merge("RGB", [grey] * 3), wanted.convert("L").convert("RGB"), 1)


@pytest.mark.parametrize("turned", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_stands_as_the_camera_held_it(decoder: Decoder, form: str, turned: int):
    exif = Image.Exif()
    exif[0x0112] = turned
    content = written(gradient(), form, exif=exif)
    with Image.open(io.BytesIO(content)) as read:
        wanted = ImageOps.exif_transpose(read).convert("RGB")
    found = decoder.decode(content, "a", "RGB")
    assert (found.form, found.width, found.height) == (form, 120, 80)
    assert same(found.pixels, wanted, 2)


def test_a_printers_jpeg_and_one_without_notes_have_their_colours(decoder: Decoder):
    for picture in (gradient("CMYK"), gradient("RGB"), gradient("L")):
        content = written(picture, "JPEG", quality=95)
        with Image.open(io.BytesIO(content)) as read:
            wanted = read.convert("RGB")
        assert same(decoder.decode(content, "a", "RGB").pixels, wanted, 2)


def test_a_large_picture_is_made_small_in_its_shape(decoder: Decoder):
    for form in ("PNG", "JPEG"):
        content = written(gradient(size=(3000, 700)), form)
        found = decoder.decode(content, "a", "RGB", 600)
        assert found.pixels.size == (600, 140)
        apart = ImageChops.difference(found.pixels, gradient(size=(600, 140)))
        assert max(ImageStat.Stat(apart).mean) < 4


def on_white(picture: Image.Image) -> Image.Image:
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")


@pytest.mark.parametrize(("longest", "share"), [(1500, 1), (1150, 2), (700, 3)])
def test_a_picture_made_small_strip_by_strip_has_no_seams(decoder: Decoder, longest: int, share: int):
    clear = gradient("RGBA", (2200, 1900))
    content = written(clear, compress_level=1)
    whole = on_white(clear)
    grey, coloured, clear = (decoder.decode(content, "a", mode, longest).pixels for mode in ("L", "RGB", "RGBA"))
    assert 0.9 * longest < max(coloured.size) <= longest
    wanted = whole.reduce(share).resize(coloured.size, Image.Resampling.HAMMING)
    assert same(coloured, wanted, 1)
    assert same(Image.merge("RGB", [grey] * 3), wanted.convert("L").convert("RGB"), 2)
    assert same(on_white(clear), wanted, 4)


def test_as_many_pixels_as_may_be_come_whole_with_colours(decoder: Decoder):
    for content in (saved("JPEG", (5_000, 4_000)), saved("PNG", (5_000, 4_000), compress_level=1)):
        assert decoder.decode(content, "a", "RGB").pixels.size == (5_000, 4_000)


def test_what_is_needless_goes(decoder: Decoder):
    seen = gate.check(saved("JPEG", icc_profile=b"x" * 70_000, comment=b"secret") + b"PK\x03\x04", "a")
    assert not any(word in seen.content for word in (b"ICC_PROFILE", b"secret", b"PK\x03\x04"))
    assert decoder.decode(saved("JPEG"), "a", "L").pixels.getextrema() == (255, 255)


def test_what_is_kept_is_encoded_anew_and_remembered(tmp_path: Path):
    with Decoder() as own:
        content = saved("PNG") + b"trailing"
        made = own.cleaned(content, 100)
        assert b"trailing" not in made
        with Image.open(io.BytesIO(made)) as read:
            assert (read.format, read.size) == ("PNG", (100, 100))
        process = own._reader._process
        assert process is not None
        process.kill()
        process.join()
        assert own.cleaned(content, 100) is made
        assert own.cleaned(b"no picture", 100) == b""
        for number in range(20):
            own.cleaned(b"%d" % number, 1)
        assert len(own._kept) == 16
        assert own.open(_file(tmp_path), "L").pixels.size == (400, 400)  # a child that died is replaced
        assert encoded(own.open(_file(tmp_path), "RGB")).startswith(b"\xff\xd8")
    assert own._reader._process is None


def _file(folder: Path) -> Path:
    path = folder / "照片.jpg"
    path.write_bytes(saved("JPEG"))
    return path


def test_one_is_made_where_none_is_given(decoder: Decoder):
    with at_hand(decoder) as same_one:
        assert same_one is decoder
    with at_hand(None) as own:
        assert not own._reader.alive
        own.close()


@pytest.mark.parametrize(
    "frames",
    [
        [b"[1, 1]", b"=\0\0"], [b"[0, 0]", b"="], [b"[2, 1]", b"=\0"], [b"[-1, -1]", b"=\0"], [b"{}"], [b"[1]"],
        [b"[99999, 99999]"], [b"[2, 2]", b"=\0\0\0", b"=\0"], [b'["a", 1]'], [b"no json"], [b"null"],
        [b"[1e999, 1]"], [],
    ],
)  # fmt: skip
def test_a_child_that_talks_nonsense_is_not_believed(monkeypatch: pytest.MonkeyPatch, frames: list[bytes]):
    own = Decoder()
    monkeypatch.setattr(own, "_begin", lambda: None)
    monkeypatch.setattr(own._reader, "ask", lambda _asked: frames)
    with pytest.raises(AppError, match=r"打不开图片 a\.png"):
        own.decode(saved("PNG"), "a.png", "L")


@pytest.mark.parametrize("error", [EOFError(), TimeoutError(), OSError(9)])
def test_a_child_that_ran_into_a_limit_is_told(monkeypatch: pytest.MonkeyPatch, error: Exception):
    def ask(*_: object, **_more: object) -> list[bytes]:
        raise error

    own = Decoder()
    monkeypatch.setattr(own._reader, "ask", ask)
    own.start()
    with pytest.raises(AppError, match=r"a\.png，读到一半已停下") as told:
        own.decode(saved("PNG"), "a.png", "L")
    assert told.value.cure


def test_what_takes_too_much_memory_is_told(tmp_path: Path):
    large = _file(tmp_path)
    large.write_bytes(saved("JPEG", (4_400, 4_400), "CMYK"))
    with Decoder() as own, pytest.raises(AppError, match="的像素太多（4400 × 4400）"):
        own.open(large, "RGB", 4_000)


def test_the_childs_own_part_gives_size_and_strips():
    asked = b'["PNG", "RGB", 0]\n' + saved("PNG", (3_000, 600))
    head, *strips = serving(asked, PICTURE_LIMITS)
    assert head == b"[3000, 600]"
    assert len(strips) > 1
    assert b"".join(strip[1:] for strip in strips) == b"\xff" * (3_000 * 600 * 3)
    assert list(serving(b"", PICTURE_LIMITS)) == []


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_the_childs_own_part_is_what_comes_back(decoder: Decoder, mode: Mode):
    exif = Image.Exif()
    exif[0x0112] = 6
    for content in (
        written(gradient("RGBA")), written(gradient("LA")), written(gradient("L").quantize(9), transparency=2),
        written(gradient(), "JPEG", exif=exif), saved("JPEG", (5_000, 4_100)),
    ):  # fmt: skip
        seen = gate.check(content, "a")
        asked = f'["{seen.form}", "{mode}", 90]\n'.encode() + seen.content
        _size, *strips = serving(asked, PICTURE_LIMITS)
        pixels = decoder.decode(content, "a", mode, 90).pixels
        assert b"".join(strip[1:] for strip in strips) == pixels.tobytes()


def test_the_child_sends_no_more_than_its_limit():
    with pytest.raises(ValueError, match="400"):
        list(serving(b'["PNG", "RGB", 0]\n' + saved("PNG"), replace(PICTURE_LIMITS, unpacked=1_000)))


LONELY = """
import sys
from desktop.pictures.decoding import Decoder
decoder = Decoder()
decoder.start()
print(decoder._reader._process.pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there the process's handle is asked")
@pytest.mark.parametrize("how", ["ends", "killed"])
def test_the_child_ends_with_the_program(how: str):
    with subprocess.Popen(
        [sys.executable, "-c", LONELY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as main:
        assert main.stdin is not None
        assert main.stdout is not None
        opened = os.pidfd_open(int(main.stdout.readline()))  # while the program waits: no other process can have the id
        if how == "killed":
            main.send_signal(signal.SIGKILL)
        else:
            main.stdin.close()
        main.wait(30)
    try:
        import select

        assert select.select([opened], [], [], 30)[0] == [opened]  # readable once the process has ended
    finally:
        os.close(opened)
