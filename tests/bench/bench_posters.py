"""The A4 poster from record to file, beside the least that such a page costs in the same run."""

import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from statistics import median

import zxingcpp

from desktop.posters import pieces, proof, records
from desktop.resources import resource
from tests.bench.figure import Figure

ROUNDS = 15
TODAY = date(2026, 3, 12)
VALUES = {
    "bank": "江海银行", "bank_en": "JIANGHAI BANK", "branch": "城东支行", "branch_en": "CHENGDONG BRANCH",
    "address": "江海市城东路 188 号", "hours": "周一至周日 9:00–17:00", "phone": "0000-8800 1188", "name": "王敏",
    "position": "理财经理", "persona": "帮您把养老金算明白", "certificate": "", "photo": "", "placement": "",
    "code": "https://work.weixin.qq.com/ct/wcde028bdb658980ccfb8eff8f5dc3cc10cb",
}  # fmt: skip


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measure() -> Iterable[Figure]:
    """Floor: QPdfWriter, one painting at 150 dpi, and the decodes (the page once, its code eight times)."""
    studio = pieces.Studio.open(resource())
    record = records.Record("s", "wangmin", "b", "w", "", VALUES)
    order = pieces.Order(studio.library.load("poster-a4"), "crimson", record, {})
    sheet = pieces.lay_out(studio, order)
    (symbol,) = sheet.symbols
    scale = proof.DPI / 25.4
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    with tempfile.TemporaryDirectory() as folder:

        def floor() -> None:
            studio.painter.pdf(sheet, Path(folder) / "floor.pdf", "floor")
            page = studio.painter.page(sheet, proof.DPI)
            x, y, side, _height = proof.ring(symbol)
            code = page.crop(tuple(round(value * scale) for value in (x, y, x + side, y + side)))
            for picture in [page, *[code] * len(proof.READINGS)]:
                zxingcpp.read_barcodes(picture, formats=formats, try_invert=False, try_downscale=False)

        def ours() -> None:
            piece = pieces.make(studio, order, TODAY)
            pieces.write(studio, piece, "pdf", Path(folder))

        floor()
        ours()
        pairs = [(_seconds(ours), _seconds(floor)) for _ in range(ROUNDS)]
    yield Figure("A4 poster, proven and written as PDF", median(a for a, _ in pairs), median(b for _, b in pairs), 2.0)
