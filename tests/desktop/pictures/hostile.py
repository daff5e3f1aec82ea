"""Pictures made to do harm, and a program that makes or opens them all in a folder that it is told."""

import io
import json
import random
import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms

from desktop.errors import AppError
from desktop.pictures.decoding import Decoder, Mode

SIGNATURE = b"\x89PNG\r\n\x1a\n"
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 400 400\n%%EndComments\n(x) (w) file closefile\nshowpage\n"
WAYS: tuple[tuple[Mode, int], ...] = (("L", 0), ("RGB", 2400), ("RGB", 1600), ("RGBA", 0))
"""As the doors ask for them: codes, photos, pictures of the library, artwork."""


def part(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def head(width: int, height: int, depth: int = 8, colours: int = 2) -> bytes:
    return part(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0))


def png(width: int = 400, height: int = 400, body: bytes | None = None, *more: bytes, colours: int = 2) -> bytes:
    """A PNG of this size with `more` chunks before its pixels."""
    pixels = zlib.compress(b"\0" * (width * 3 + 1) * height) if body is None else body
    return SIGNATURE + head(width, height, 8, colours) + b"".join(more) + part(b"IDAT", pixels) + part(b"IEND", b"")


def saved(form: str, size: tuple[int, int] = (400, 400), mode: str = "RGB", **options: object) -> bytes:
    memory = io.BytesIO()
    Image.new(mode, size, "white" if mode != "CMYK" else 0).save(memory, form, **options)
    return memory.getvalue()


def segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


def frame(width: int, height: int, marker: int = 0xC0, precision: int = 8) -> bytes:
    """The segment that says how large a JPEG is."""
    return segment(marker, struct.pack(">BHHB", precision, height, width, 1) + b"\x01\x11\0")


def claiming(width: int, height: int) -> bytes:
    """A sound JPEG whose head was changed to this size."""
    whole = saved("JPEG")
    at = whole.index(b"\xff\xc0") + 5
    return whole[:at] + struct.pack(">HH", height, width) + whole[at + 4 :]


def scans(count: int) -> bytes:
    """A progressive JPEG of 16 million pixels that goes over them again and again."""
    whole = saved("JPEG", (4000, 4000), "L", progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * count + b"\xff\xd9"


def animated(frames: int) -> bytes:
    return png(400, 400, None, part(b"acTL", struct.pack(">II", frames, 0)))


def bomb() -> bytes:
    """Few bytes that become a hundred million."""
    packer = zlib.compressobj()
    return b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(100)) + packer.flush()


def film() -> bytes:
    memory = io.BytesIO()
    pictures = [Image.new("RGB", (300, 300), (number, 0, 0)) for number in range(60)]
    pictures[0].save(memory, "PNG", save_all=True, append_images=pictures[1:])
    return memory.getvalue()


def noted(orientation: bytes) -> bytes:
    """A JPEG with this in its camera's notes."""
    return saved("JPEG")[:2] + segment(0xE1, b"Exif\0\0" + orientation) + saved("JPEG")[2:]


REFUSED: dict[str, Callable[[], bytes]] = {
    "eps": lambda: EPS,
    "tiff": lambda: saved("TIFF"),
    "gif": lambda: saved("GIF"),
    "bmp": lambda: saved("BMP"),
    "webp": lambda: saved("WEBP"),
    "ico": lambda: saved("ICO", (256, 256)),
    "ppm": lambda: saved("PPM"),
    "pdf": lambda: saved("PDF"),
    "heic": lambda: b"\0\0\0\x18ftypheic" + b"\0" * 90,
    "svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
    "zip": lambda: b"PK\x03\x04" + b"\0" * 60,
    "empty": lambda: b"",
    "text": "二维码".encode,
    "noise": lambda: random.Random(3).randbytes(5_000),
    "too many bytes": lambda: saved("PNG") + b"\0" * (20 * 1024 * 1024),
    "png 30000": lambda: png(30_000, 30_000, bomb()),
    "png 60000": lambda: png(60_000, 60_000, zlib.compress(b"\0" * 1_000_000)),
    "png of all it can": lambda: png(2**31 - 1, 2**31 - 1, b""),
    "png of nothing": lambda: png(0, 400, b""),
    "png long and thin": lambda: png(2**31 - 1, 1, b""),
    "png cut": lambda: saved("PNG")[:200],
    "png without end": lambda: saved("PNG")[:-12],
    "png without head": lambda: SIGNATURE + part(b"IEND", b""),
    "png only its name": lambda: SIGNATURE,
    "png with two heads": lambda: png(400, 400, None, head(9, 9)),
    "png with a head of its own length": lambda: SIGNATURE + part(b"IHDR", b"\0\0\1\0\0\0\1\0") + part(b"IEND", b""),
    "png that lies about a chunk": lambda: SIGNATURE + head(400, 400) + struct.pack(">I", 2**31) + b"IDATx",
    "png of an unknown part": lambda: png(400, 400, None, part(b"EVIL", b"x")),
    "png of a million chunks": lambda: SIGNATURE + head(400, 400) + part(b"tEXt", b"") * 1_000_000,
    "png with too many colours": lambda: png(400, 400, None, part(b"PLTE", b"\0" * 3_000), colours=3),
    "png with no stream": lambda: png(400, 400, b"\0" * 50),
    "png with too few rows": lambda: png(4_000, 4_000, zlib.compress(b"\0" * 1_000)),
    "png with a wrong sum": lambda: saved("PNG").replace(b"IDAT", b"IDAT\x01", 1),
    "png of odd depth": lambda: SIGNATURE + head(400, 400, 7, 6) + part(b"IDAT", bomb()) + part(b"IEND", b""),
    "apng": lambda: animated(50_000),
    "apng film": film,
    "jpeg 65500": lambda: claiming(65_500, 65_500),
    "jpeg of nothing": lambda: claiming(0, 400),
    "jpeg cut": lambda: saved("JPEG")[:300],
    "jpeg cut in its pixels": lambda: saved("JPEG", (2_000, 2_000))[:-500],
    "jpeg only its name": lambda: b"\xff\xd8\xff",
    "jpeg without a scan": lambda: b"\xff\xd8" + frame(400, 400) + b"\xff\xd9",
    "jpeg without a frame": lambda: b"\xff\xd8" + segment(0xDA, b"\1\1\0\0\0\0") + b"\xff\xd9",
    "jpeg with two frames": lambda: b"\xff\xd8" + frame(4, 4) + frame(9_000, 9_000) + saved("JPEG")[2:],
    "jpeg of 12 bits": lambda: b"\xff\xd8" + frame(400, 400, 0xC1, 12) + segment(0xDA, b"\0" * 6) + b"\xff\xd9",
    "jpeg arithmetic": lambda: b"\xff\xd8" + frame(400, 400, 0xC9) + segment(0xDA, b"\0" * 6) + b"\xff\xd9",
    "jpeg of fill": lambda: b"\xff\xd8" + b"\xff" * 5_000_000,
    "jpeg of a million segments": lambda: b"\xff\xd8" + segment(0xFE, b"") * 1_000_000,
    "jpeg of many scans": lambda: scans(400),
    "jpeg progressive and large": lambda: saved("JPEG", (4_400, 4_400), progressive=True),
}  # fmt: skip
"""Name → the file; nothing of these is ever shown."""

TAKEN: dict[str, Callable[[], bytes]] = {
    "png and zip in one": lambda: saved("PNG") + b"PK\x03\x04" + b"\0" * 100_000,
    "png and program in one": lambda: png(400, 400, None, part(b"tEXt", b"x\0<script>alert(1)</script>")),
    "jpeg and zip in one": lambda: saved("JPEG") + b"PK\x03\x04" + b"\0" * 100_000,
    "jpeg and jpeg in one": lambda: saved("JPEG") + claiming(65_500, 65_500),
    "png with a giant text": lambda: png(400, 400, None, part(b"zTXt", b"x\0\0" + bomb())),
    "png with giant international texts": lambda: png(400, 400, None, *[part(b"iTXt", b"x\0\1\0\0\0" + bomb())] * 9),
    "png with a giant profile": lambda: png(400, 400, None, part(b"iCCP", b"x\0\0" + bomb())),
    "png with a wrong profile": lambda: png(400, 400, None, part(b"iCCP", b"x\0\0" + zlib.compress(b"acsp" * 99))),
    "png that says it is animated": lambda: animated(1),
    "png of 20 million pixels": lambda: saved("PNG", (4_472, 4_472), "RGBA", compress_level=1),
    "jpeg with profiles": lambda: b"\xff\xd8" + segment(0xE2, b"ICC_PROFILE\0\1\2" + b"\xff" * 60_000) * 90
    + saved("JPEG", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())[2:],
    "jpeg with broken notes": lambda: noted(b"MM\0*\xff\xff\xff\xff"),
    "jpeg with notes that go in circles": lambda: noted(b"MM\0*\0\0\0\x08\0\1\x87\x69\0\4\0\0\0\1\0\0\0\x08\0\0\0\x08"),
    "jpeg of 59 million pixels": lambda: saved("JPEG", (9_000, 6_600)),
}  # fmt: skip
"""Name → the file; the harmless part of these is taken, the rest of it never decoded."""


def make(folder: Path) -> None:
    """Write every file into `folder`; what it takes to build them is not counted."""
    for name, content in (REFUSED | TAKEN).items():
        (folder / name).write_bytes(content())


def judge(folder: Path) -> dict[str, Any]:
    """What is said of every file, or the size of its pixels, and the most memory of both processes in MB."""
    said: dict[str, list[str]] = {}
    child = 0
    with Decoder() as decoder:
        for number, name in enumerate(REFUSED | TAKEN):
            said[name] = []
            for mode, longest in WAYS if name in TAKEN else (WAYS[number % len(WAYS)],):
                try:
                    told = str(decoder.open(folder / name, mode, longest).pixels.size)
                except AppError as error:
                    told = f"{error.message}|{error.cure}"
                said[name].append(told)
                if (process := decoder._reader._process) is not None:
                    child = max(child, _most(process.pid))
        own = _most("self")
    return {"said": said, "child_mb": child // 1024, "own_mb": own // 1024}


def _most(process: int | str | None) -> int:
    """The most memory that a process had, in KB."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(Path(sys.argv[2]))
    else:
        print(json.dumps(judge(Path(sys.argv[2])), ensure_ascii=False))
