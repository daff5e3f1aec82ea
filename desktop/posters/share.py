"""A piece as a picture to send: opaque, at most 1 MB, read once more as it will be received."""

import io
from pathlib import Path

from PIL import Image

from desktop import files
from desktop.errors import AppError
from desktop.posters import pieces, qr

MOST = 1_000_000  # bytes: what a chat takes without compressing it once more
LONGEST = 2000  # px of the longer side
QUALITIES = (95, 90, 84, 76, 66)
PHONE_DPI = 300


def encode(studio: pieces.Studio, piece: pieces.Piece) -> tuple[bytes, str]:
    """The picture and its ending, png or jpg; AppError for a piece that has not passed or no longer reads."""
    if not piece.passed:
        raise piece.problems[0]
    longest = max(piece.sheet.page)
    dpi = PHONE_DPI if piece.order.template.family == "phone" else min(PHONE_DPI, LONGEST / longest * 25.4)
    picture = studio.painter.picture(piece.sheet, dpi)
    data, ending = _small(picture)
    with Image.open(io.BytesIO(data)) as received:
        read = {symbol.text for symbol in qr.read(received.convert("L")) if symbol.valid}
    if read != {piece.order.values["code"]}:
        raise AppError("压缩成图片后扫不出来", cure="请改发 PDF，或换一个码更大的版式")
    return data, ending


def _small(picture: Image.Image) -> tuple[bytes, str]:
    memory = io.BytesIO()
    picture.save(memory, "PNG")
    if memory.tell() <= MOST:
        return memory.getvalue(), "png"
    for quality in QUALITIES:
        memory = io.BytesIO()
        picture.save(memory, "JPEG", quality=quality, subsampling=0)
        if memory.tell() <= MOST:
            break
    return memory.getvalue(), "jpg"


def write(studio: pieces.Studio, piece: pieces.Piece, folder: Path) -> Path:
    """Write the picture into `folder`, to be sent as a file."""
    data, ending = encode(studio, piece)
    target = folder / f"{piece.order.file_name}.{ending}"
    files.write(target, data)
    return target
