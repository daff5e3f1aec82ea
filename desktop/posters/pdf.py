"""Sets the boxes of a PDF exactly: QPdfWriter rounds the page to whole points and knows no trim or bleed."""

import io
from collections.abc import Sequence
from functools import lru_cache, partial
from pathlib import Path

import pikepdf

from desktop import files
from desktop.errors import AppError

POINTS = 72 / 25.4
ROUNDING = 1  # point by which QPdfWriter's page may be smaller than the real one


def write(
    path: Path, page: tuple[float, float], bleed: float, content: bytes, beneath: bytes | None = None
) -> None:  # fmt: skip
    """Write `content`, laid over the one page of `beneath`, with its MediaBox, BleedBox and TrimBox.

    `page` is the trimmed size in mm, `bleed` what goes beyond it on every side. AppError when it cannot be written.
    """
    width, height = ((side + 2 * bleed) * POINTS for side in page)
    edge = bleed * POINTS
    media = _box(0, 0, width, height)
    trim = _box(edge, edge, width - edge, height - edge)
    with pikepdf.open(io.BytesIO(content)) as document:
        for sheet in document.pages:
            rounded = float(sheet.mediabox[3])
            if beneath is not None:
                name = sheet.add_resource(document.copy_foreign(_form(beneath).Root.Form), pikepdf.Name.XObject)
                sheet.contents_add(f"q {name} Do Q\n".encode(), prepend=True)
            # The content hangs from the top edge; what the rounding added or took is at the foot.
            shift = height - rounded
            sheet.contents_add(f"1 0 0 1 0 {shift:.6f} cm\n".encode(), prepend=True)
            sheet.MediaBox = media
            sheet.CropBox = media
            sheet.BleedBox = media
            sheet.TrimBox = trim
            sheet.ArtBox = trim
        files.replace(path, partial(document.save, static_id=True))


@lru_cache(maxsize=12)
def _form(content: bytes) -> pikepdf.Pdf:
    """A file whose Root has the page of `content` as one object, packed once, that many pieces show."""
    memory = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as source:
        form = source.make_indirect(source.pages[0].as_form_xobject())
        left, foot, right, top = (float(side) for side in form.BBox)
        form.BBox = _box(left - ROUNDING, foot - ROUNDING, right + ROUNDING, top + ROUNDING)
        source.Root.Form = form
        source.save(memory)
    return pikepdf.open(memory)


def merge(parts: Sequence[Path], target: Path) -> None:
    """Put the pages of `parts` into one file, their boxes as they are; AppError when it cannot be written."""
    with pikepdf.new() as whole:
        for part in parts:
            try:
                with pikepdf.open(part) as one:
                    whole.pages.extend(one.pages)
            except (OSError, pikepdf.PdfError) as error:
                raise AppError(
                    "打不开 {file}", cure="请看文件是否还在，或正被别的程序占用。", file=part.name
                ) from error
        files.replace(target, partial(whole.save, static_id=True))


def _box(left: float, bottom: float, right: float, top: float) -> pikepdf.Array:
    return pikepdf.Array([round(value, 4) for value in (left, bottom, right, top)])
