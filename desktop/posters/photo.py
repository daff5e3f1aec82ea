"""The photo of a person on their pieces: cut to a square once, kept in their record, so that it travels with it."""

import base64
import binascii
import io
from pathlib import Path

from PIL import Image
from sqlalchemy.orm import Session

from db.actor import Actor
from db.operation import Change, record
from db.organisation import Staff
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.pictures.decoding import Decoder, at_hand
from desktop.security.roles import Permission, require
from desktop.words import N_

SIDE = 600  # px: 300 dpi on the 50 mm of an A4 poster
SMALLEST = 240  # px; less is a blur on paper
KEPT = 2400  # px of the longer side, while the square is being chosen
QUALITY = 86
PREFIX = "data:image/jpeg;base64,"

Square = tuple[float, float, float]  # left, top and side in pixels of the upright picture


def open_photo(path: Path, decoder: Decoder | None = None) -> Image.Image:
    """The photo in `path`, upright, in colour, at most KEPT pixels long; AppError when it is none or too large."""
    with at_hand(decoder) as own:
        found = own.open(path, "RGB", KEPT)
    if min(found.width, found.height) < SMALLEST:
        raise AppError(
            "照片 {file} 太小（{width} × {height}）", cure="印出来会糊，请换一张短边不小于 {least} 像素的",
            file=path.name, width=found.width, height=found.height, least=SMALLEST,
        )  # fmt: skip
    return found.pixels


def first_square(width: int, height: int) -> Square:
    """The largest square, where a face usually is: in the middle, nearer the top."""
    side = float(min(width, height))
    return (width - side) / 2, (height - side) * 0.25, side


def cut(picture: Image.Image, square: Square) -> str:
    """The square of `picture` as it is kept in a record."""
    left, top, side = square
    box = (left, top, left + side, top + side)
    small = picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS, box=box)
    memory = io.BytesIO()
    small.save(memory, "JPEG", quality=QUALITY)
    return PREFIX + base64.b64encode(memory.getvalue()).decode("ascii")


def data_of(kept: str) -> bytes:
    """The JPEG in a record, empty when there is none or it is broken."""
    if not kept.startswith(PREFIX):
        return b""
    try:
        return base64.b64decode(kept.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return b""


def cleaned(kept: str, decoder: Decoder) -> str:
    """The photo of a record, decoded and encoded anew; "" for none, and for what is no sound picture.

    The record may have come in anybody's file. It stays as it came, or the copies of the branches would part.
    """
    data = data_of(kept)
    made = decoder.cleaned(data, KEPT) if data else b""
    return PREFIX + base64.b64encode(made).decode("ascii") if made else ""


def set_photo(session: Session, actor: Actor, staff: str, kept: str) -> Done:
    """Keep a cut photo, or none, with a person; AppError when there is no such person."""
    person = session.get(Staff, staff)
    if person is None or person.hidden:
        raise AppError("没有这位员工")
    require(actor, Permission.MAKE_PIECES, owner=staff, branch=person.branch)
    recorded = record(session, actor, [Change("staff", staff, {"photo": kept})])
    said = N_("已换上 {name} 的照片", name=person.name) if kept else N_("已去掉 {name} 的照片", name=person.name)
    return Done(Changes.STAFF | Changes.POSTERS, recorded.batch, said, recorded.operations)
