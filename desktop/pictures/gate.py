"""The gate before every picture from outside: the container is walked with the standard library only.

What passes is built anew from the few parts that a picture needs to be seen. Colour profiles, texts, thumbnails,
further pictures and whatever hangs behind the end are left out, so that no decoder ever meets them.
"""

import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal, NamedTuple

from desktop.errors import AppError

Form = Literal["PNG", "JPEG"]

MEGABYTE: Final = 1024 * 1024
LARGEST_FILE: Final = 20 * MEGABYTE
MOST_PIXELS: Final = 20_000_000  # that are ever laid out
MOST_REDUCED: Final = 60_000_000  # of a photograph that is decoded at half its size: phones take 12 to 50 million
MOST_IN_SCANS: Final = 16_000_000  # of one that comes in several scans: its decoder keeps them all
MOST_WORK: Final = 160_000_000  # pixels times those scans
MOST_PARTS: Final = 20_000  # chunks or segments
PNG: Final = b"\x89PNG\r\n\x1a\n"
JPEG: Final = b"\xff\xd8\xff"
PNG_KEPT: Final = {b"IHDR": 13, b"PLTE": 768, b"tRNS": 256, b"eXIf": 65_536, b"IDAT": LARGEST_FILE, b"IEND": 0}
"""Chunk → the most bytes it may have."""
FRAMES: Final = {0xC0, 0xC1, 0xC2}  # baseline, extended, progressive; arithmetic and lossless ones nobody makes
OTHER_FRAMES: Final = {0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
PROGRESSIVE: Final = 0xC2
TABLES: Final = {0xC4, 0xDB, 0xDD}  # Huffman, quantisation, restart interval
NOTES: Final = ((0xE0, b"JFIF\0"), (0xEE, b"Adobe"), (0xE1, b"Exif\0\0"))
"""Segments that say how the colours are meant, and which way is up."""
SCAN, END = 0xDA, 0xD9
ALONE: Final = {0x01, *range(0xD0, 0xD8)}  # markers without a length
MARKER: Final = re.compile(rb"\xff+([^\xff])")
AFTER_SCAN: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
OTHERS: Final = (
    (b"GIF8", "GIF"), (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"), (b"BM", "BMP"), (b"%PDF", "PDF"), (b"PK\x03\x04", "ZIP"),
    (b"<svg", "SVG"), (b"<?xml", "SVG"),
)  # fmt: skip
"""How other files begin that people take for pictures."""


class Seen(NamedTuple):
    """What passed: its form, its size in pixels as it lies in the file, and the picture without the needless parts."""

    form: Form
    width: int
    height: int
    content: bytes


class _Damaged(Exception):  # noqa: N818 - it is an answer
    """The container is not whole, or holds what no camera and no screen makes."""


def read(path: Path) -> bytes:
    """The bytes of a picture's file; AppError when it is gone or too large."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise AppError("打不开图片 {file}", cure="请看文件是否还在，或正被别的程序占用。", file=path.name) from error


def check(content: bytes, name: str) -> Seen:
    """Raise AppError, naming the file, what is wrong and the cure, unless this is a still PNG or JPEG within limits."""
    if len(content) > LARGEST_FILE:
        raise AppError("图片 {file} 太大（超过 20 MB）", cure="请用原图，或换一张小一些的。", file=name)
    try:
        if content.startswith(PNG):
            return _png(content, name)
        if content.startswith(JPEG):
            return _jpeg(content, name)
    except (_Damaged, struct.error, IndexError) as error:
        raise damaged(name) from error
    raise _no_picture(content, name)


def damaged(name: str) -> AppError:
    """The refusal of a picture that cannot be decoded."""
    return AppError("打不开图片 {file}，它不完整或已损坏", cure="请换成 PNG 或 JPEG 原图，重新保存或发送。", file=name)


def too_many(name: str, width: int, height: int) -> AppError:
    """The refusal of a picture that would take too much memory."""
    return AppError(
        "图片 {file} 的像素太多（{width} × {height}）", cure="请裁掉不需要的部分，或缩小后再导入。", file=name,
        width=width, height=height,
    )  # fmt: skip


def _no_picture(content: bytes, name: str) -> AppError:
    form = next((form for begins, form in OTHERS if content.startswith(begins)), "")
    if content[4:8] == b"ftyp":
        form = "HEIC"
    elif content[8:12] == b"WEBP":
        form = "WebP"
    if form:
        return AppError("打不开图片 {file}，它是 {form} 文件", cure="请另存为 PNG 或 JPEG。", file=name, form=form)
    if not content:
        return AppError("打不开图片 {file}，它是空文件", cure="请重新保存或发送。", file=name)
    return AppError(
        "打不开图片 {file}，它不是 PNG 或 JPEG，也可能被防泄密软件加了密",
        cure="请换成 PNG 或 JPEG，或在授权的电脑上解密。", file=name,
    )  # fmt: skip


def _sized(name: str, size: tuple[int, int], most: int) -> None:
    width, height = size
    if not width or not height:
        raise _Damaged
    if width * height > most:
        raise too_many(name, width, height)


# ------------------------------------------------------------------------------------------------------------- PNG


def _png(content: bytes, name: str) -> Seen:
    size = (0, 0)
    kept: list[bytes | memoryview] = [PNG]
    for kind, start, end in _chunks(content):
        if (kind == b"IHDR") != (len(kept) == 1):
            raise _Damaged  # the head stands first, and once
        if kind == b"IHDR":
            size = struct.unpack_from(">II", content, start + 8)
            _sized(name, size, MOST_PIXELS)
        elif kind == b"acTL" and struct.unpack_from(">I", content, start + 8)[0] > 1:
            raise AppError("图片 {file} 是动图", cure="请截一张不动的图。", file=name)
        elif kind not in PNG_KEPT and kind[:1].isupper():
            raise _Damaged  # it cannot be shown without a part that nobody knows
        if kind in PNG_KEPT:
            if end - start - 12 > PNG_KEPT[kind]:
                raise _Damaged
            kept.append(memoryview(content)[start:end])
    return Seen("PNG", *size, b"".join(kept))


def _chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and end of each chunk, until the one that ends the picture."""
    at = len(PNG)
    for _ in range(MOST_PARTS):
        length, kind = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if end > len(content):
            break
        yield kind, at, end
        if kind == b"IEND":
            return
        at = end
    raise _Damaged


# ------------------------------------------------------------------------------------------------------------ JPEG


def _jpeg(content: bytes, name: str) -> Seen:
    size, frame, scans = (0, 0), 0, 0
    kept: list[bytes | memoryview] = [JPEG[:2]]
    for marker, start, end in _segments(content):
        if marker in OTHER_FRAMES or (marker in FRAMES and frame):
            raise _Damaged
        if marker in FRAMES:
            precision, height, width = struct.unpack_from(">BHH", content, start + 4)
            if precision != 8:
                raise _Damaged
            size, frame = (width, height), marker
        scans += marker == SCAN
        if _needed(marker, content[start + 4 : start + 10]):
            kept.append(memoryview(content)[start:end])
    plain = scans == 1 and frame != PROGRESSIVE  # only such a one is reduced while it is read
    _sized(name, size, MOST_REDUCED if plain else MOST_IN_SCANS)
    if not scans or (not plain and size[0] * size[1] * scans > MOST_WORK):
        raise _Damaged
    return Seen("JPEG", *size, b"".join([*kept, b"\xff\xd9"]))


def _needed(marker: int, begins: bytes) -> bool:
    if marker in FRAMES or marker in TABLES or marker == SCAN:
        return True
    return any(marker == wanted and begins.startswith(word) for wanted, word in NOTES)


def _segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each segment; that of a scan ends behind its data."""
    at = 2
    for _ in range(MOST_PARTS):
        found = MARKER.match(content, at)
        if found is None:
            break
        marker, start = found[1][0], found.end() - 2
        if marker == END:
            return
        at = start + 2
        if marker in ALONE:
            continue
        length = struct.unpack_from(">H", content, at)[0]
        at += length
        if length < 2 or at > len(content):
            break
        if marker == SCAN:
            rest = AFTER_SCAN.search(content, at)
            if rest is None:
                break
            at = rest.start()
        yield marker, start, at
    raise _Damaged
