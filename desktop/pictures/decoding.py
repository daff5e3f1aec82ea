"""Decodes pictures in the limited child process; what comes back are bare pixels, trusted by their number alone.

They are encoded anew here, so neither the file nor anything that the child wrote is ever decoded by this process.
"""

import hashlib
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from math import ceil
from pathlib import Path
from threading import Lock
from typing import Final, Literal, NamedTuple

from PIL import Image

from desktop.closing import Closing
from desktop.errors import AppError
from desktop.exchange.gate import LIMITS, Limits
from desktop.exchange.worker import PLAIN, Reader, Unreadable
from desktop.pictures import gate
from desktop.pictures.gate import LARGEST_FILE, MEGABYTE, MOST_PIXELS, Form

Mode = Literal["L", "RGB", "RGBA"]

DEPTH: Final = {"L": 1, "RGB": 3, "RGBA": 4}  # bytes of a pixel
PICTURE_LIMITS: Final = replace(
    LIMITS, bytes=LARGEST_FILE, unpacked=MOST_PIXELS * 4 + MEGABYTE, seconds=5, memory=210 * MEGABYTE
)
"""Of the child: `memory` is its address space, of which it takes 45 MB before the first picture."""
BOOT: Final = 60  # seconds that the process may take to start on a slow PC
STRIP: Final = 4 * MEGABYTE  # of pixels in one frame
NEAR: Final = 1.1  # a tenth smaller than asked for is near enough, where that spares most of the work
FILTER: Final = Image.Resampling.HAMMING  # as sharp as the usual one when a picture is made smaller, for half the work
OPAQUE: Final = (255, 255)
QUALITY: Final = 92
KEPT: Final = 16  # pictures of rows that need not be looked at again
ORIENTATION: Final = 0x0112
TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip
"""How a picture is turned that its camera held so."""


class Opened(NamedTuple):
    """A decoded picture, upright; `width` and `height` are those in the file, before it was turned or made smaller."""

    form: Form
    width: int
    height: int
    pixels: Image.Image


class Decoder(Closing):
    """Keeps one child process for all pictures, from the first on; for several threads. `close` ends the process."""

    def __init__(self, limits: Limits = PICTURE_LIMITS) -> None:
        self._reader = Reader(limits, answering=serving)
        self._lock = Lock()
        self._kept: dict[tuple[bytes, int], bytes] = {}

    def open(self, path: Path, mode: Mode, longest: int = 0) -> Opened:
        """The picture in a file as `decode` gives it."""
        return self.decode(gate.read(path), path.name, mode, longest)

    def decode(self, content: bytes, name: str, mode: Mode, longest: int = 0) -> Opened:
        """A PNG or JPEG as pixels, at most `longest` of them a side; on white, but for RGBA.

        Raises AppError that names the file, what is wrong and the cure.
        """
        seen = gate.check(content, name)
        asked = json.dumps([seen.form, mode, longest]).encode() + b"\n" + seen.content
        try:
            with self._lock:
                self._begin()
                head, *strips = self._reader.ask(asked)
            return Opened(seen.form, seen.width, seen.height, _image(head, strips, mode, longest))
        except Unreadable as error:
            too_large = str(error) == MemoryError.__name__
            raise gate.too_many(name, seen.width, seen.height) if too_large else gate.damaged(name) from error
        except (EOFError, OSError, ValueError, TypeError, OverflowError) as error:
            raise AppError(
                "打不开图片 {file}，读到一半已停下", cure="请用画图或截图工具打开，另存为 PNG 再导入。", file=name
            ) from error

    def cleaned(self, content: bytes, longest: int) -> bytes:
        """The same picture encoded anew, of the same form; b"" for one that is refused. The last are remembered."""
        key = (hashlib.sha256(content).digest(), longest)
        if key not in self._kept:
            try:
                made = encoded(self.decode(content, "", "RGB", longest))
            except AppError:
                made = b""
            if len(self._kept) >= KEPT:
                self._kept.pop(next(iter(self._kept)), None)
            self._kept[key] = made
        return self._kept[key]

    def start(self) -> None:
        """Have the process ready before the first picture; best off the GUI thread. Nothing happens where it fails."""
        with self._lock, suppress(EOFError, OSError, Unreadable):
            self._begin()

    def _begin(self) -> None:
        if not self._reader.alive:
            self._reader.ask(b"", seconds=BOOT)

    def close(self) -> None:
        """End the process, and with it what it may just be decoding."""
        self._reader.kill()
        with self._lock:
            self._reader.close()


@contextmanager
def at_hand(decoder: Decoder | None) -> Iterator[Decoder]:
    """The one that is given, or one for just this piece of work."""
    if decoder is not None:
        yield decoder
        return
    with Decoder() as own:
        yield own


def encoded(opened: Opened) -> bytes:
    """The pixels as a new file of the form they came in."""
    memory = io.BytesIO()
    opened.pixels.save(memory, opened.form, **({"quality": QUALITY} if opened.form == "JPEG" else {}))
    return memory.getvalue()


def _image(head: bytes, strips: list[bytes], mode: Mode, longest: int) -> Image.Image:
    """The picture of these pixels; ValueError or TypeError when the child's numbers do not fit together.

    It takes the strips one by one out of their list: a large picture is never held twice.
    """
    width, height = json.loads(head)
    size = (int(width), int(height))
    line = size[0] * DEPTH[mode]
    fits = min(size) > 0 and size[0] * size[1] <= MOST_PIXELS and max(size) <= (longest or MOST_PIXELS)
    lengths = [len(strip) - len(PLAIN) for strip in strips]
    if not fits or sum(lengths) != size[1] * line or any(length % line for length in lengths):
        raise ValueError(size)
    made, top = Image.new(mode, size), 0
    strips.reverse()
    while strips:
        pixels = memoryview(strips.pop())[len(PLAIN) :]
        part = Image.frombytes(mode, (size[0], len(pixels) // line), pixels)
        made.paste(part, (0, top))
        top += part.height
    return made


# ------------------------------------------------------------------------------------------------------- in the child


def serving(request: bytes, limits: Limits) -> Iterator[bytes]:
    """In the limited process: width and height as JSON, then the pixels in strips; nothing for an empty request."""
    if not request:
        return
    head, _, content = request.partition(b"\n")
    form, mode, longest = json.loads(head)
    Image.MAX_IMAGE_PIXELS = None  # the gate has counted them
    picture = Image.open(io.BytesIO(content), formats=[form])
    del request, content
    made = _made(picture, mode, longest)
    del picture
    if made.width * made.height * DEPTH[mode] > limits.unpacked:
        raise ValueError(made.size)
    yield json.dumps(made.size).encode()
    for _, strip in _strips(made, mode):
        yield PLAIN + strip.tobytes()


def _made(picture: Image.Image, mode: Mode, longest: int) -> Image.Image:
    """The picture small, in its colours then, and upright: in this order no large copy is made."""
    _reduce(picture, mode, longest)
    picture.load()
    turn = 1
    with suppress(Exception):  # a camera's broken notes do not spoil the picture
        turn = picture.getexif().get(ORIENTATION, 1)
    made = _smaller(picture, mode, longest) if longest and max(picture.size) > longest else picture
    return made.transpose(TURNS[turn]) if turn in TURNS else made


def _reduce(picture: Image.Image, mode: Mode, longest: int) -> None:
    """Let a JPEG be read at a half, a quarter or an eighth where so many pixels are not wanted."""
    width, height = picture.size
    share = min(1.0, 2 * longest / max(width, height)) if longest else 1.0
    if width * height > MOST_PIXELS:
        share = min(share, 0.5)
    picture.draft("L" if mode == "L" else None, (max(1, int(width * share)), max(1, int(height * share))))


def _smaller(picture: Image.Image, mode: Mode, longest: int) -> Image.Image:
    """At most `longest` a side: by a whole number where one comes near, which costs little, then by what is left.

    Across it is done strip by strip, so that a large picture is never held twice; down at the end.
    """
    factor = max(1, int(max(picture.size) * NEAR / longest))
    width, height = (ceil(side / factor) for side in picture.size)
    share = min(1.0, longest / max(width, height))
    size = (max(1, round(width * share)), max(1, round(height * share)))
    narrow = Image.new(mode, (size[0], height))
    for top, strip in _strips(picture, mode, factor):
        part = strip.reduce(factor)
        narrow.paste(part.resize((size[0], part.height), FILTER), (0, top // factor))
    return narrow.resize(size, FILTER)


def _strips(picture: Image.Image, mode: Mode, step: int = 1) -> Iterator[tuple[int, Image.Image]]:
    """The picture in its colours, some rows at a time, a multiple of `step` of them, each strip with its first row."""
    rows = max(1, STRIP // (4 * picture.width * step)) * step
    for top in range(0, picture.height, rows):
        yield top, _coloured(picture.crop((0, top, picture.width, min(picture.height, top + rows))), mode)


def _coloured(strip: Image.Image, mode: Mode) -> Image.Image:
    """In the wanted colours, on white where they know no transparency."""
    if mode == "RGBA" or not strip.has_transparency_data:
        return strip.convert(mode)
    clear = strip if strip.mode in {"LA", "RGBA"} else strip.convert("RGBA")
    if clear.getchannel("A").getextrema() == OPAQUE:
        return clear.convert(mode)
    white = Image.new(mode, clear.size, "white")
    white.paste(clear, mask=clear)
    return white
