"""Pieces beside the least that they cost in the same run: one A4, a PNG, a keystroke, and a thousand people."""

import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median

import zxingcpp
from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication

from desktop.posters import pieces, production, proof, records
from desktop.posters.layout import Sheet
from desktop.posters.paint import PDF_RESOLUTION, UNIT
from desktop.posters.trial import SAMPLE
from desktop.resources import resource
from desktop.words import Words
from tests.bench.figure import Figure
from ui import fonts
from ui.icons import Icons
from ui.posters.stage import Stage
from ui.theme import Theme, load_tokens

SIZE = 1_000  # people
FORMATS = ("tent-a4", "poster-a4", "insert-a6", "badge")
WANTED = 25.0  # pieces a second
CORES = 2
KEYSTROKE = 0.1  # s
GROWTH = 1.15  # of a worker's memory, from a quarter of the way to the end
ROUNDS = 15
INCH = 25.4
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴", "敏倩立扬好楠可桐明哲晓雨思远文静志强佳宁"
TODAY = date(2026, 3, 12)


def measure(size: int = SIZE) -> Iterable[Figure]:
    """`size` is the number of people in the batch."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(["bench"])
    studio = pieces.Studio.open(resource())
    with tempfile.TemporaryDirectory() as folder:
        yield _page(studio, Path(folder))
        yield _png(studio, Path(folder))
        yield _keystroke(studio)
        yield from _batch(studio, Path(folder), size)
    application.processEvents()


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _order(studio: pieces.Studio, key: str, number: int) -> pieces.Order:
    """The piece of somebody who is not the one before."""
    code = f"https://work.weixin.qq.com/ct/wcde{number * 0x9E3779B97F4A7C15:032x}"[:66]
    values = {
        **SAMPLE,
        "name": f"{SURNAMES[number % 10]}{GIVEN[number // 10 % 20]}{GIVEN[number // 200 % 20]}",
        "code": code,
    }
    record = records.Record("s", f"staff{number}", "b", "w", "", values)
    return pieces.Order(studio.library.load(key), "crimson", record, {})


def _page(studio: pieces.Studio, folder: Path) -> Figure:
    """Floor: QPdfWriter, one painting at 150 dpi, and the decodes (the page once, its code eight times)."""
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    scale = proof.DPI / INCH

    def floor(number: int) -> None:
        painter = studio.painter
        sheet = pieces.lay_out(studio, _order(studio, "poster-a4", number))
        sheet = replace(sheet, key=f"floor {number}")  # so that nothing of the page before is kept
        _plain_pdf(studio, sheet, folder / "floor.pdf")
        page = painter.page(sheet, proof.DPI)
        x, y, side, _height = proof.ring(sheet.symbols[0])
        code = page.crop(tuple(round(value * scale) for value in (x, y, x + side, y + side)))
        for picture in [page, *[code] * len(proof.READINGS)]:
            zxingcpp.read_barcodes(picture, formats=formats, try_invert=False, try_downscale=False)

    def ours(number: int) -> None:
        piece = pieces.make(studio, _order(studio, "poster-a4", number), TODAY)
        pieces.write(studio, piece, "pdf", folder)

    pairs = [(_seconds(lambda n=n: ours(2 * n)), _seconds(lambda n=n: floor(2 * n + 1))) for n in range(ROUNDS)]
    return Figure("A4 poster, proven and written as PDF", *_medians(pairs[2:]), 2.0)


def _plain_pdf(studio: pieces.Studio, sheet: Sheet, path: Path) -> None:
    writer = QPdfWriter(str(path))
    writer.setResolution(PDF_RESOLUTION)
    size = QPageSize(QSizeF(*(side + 2 * sheet.bleed for side in sheet.page)), QPageSize.Unit.Millimeter)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    pen = QPainter(writer)
    pen.scale(PDF_RESOLUTION / INCH / UNIT, PDF_RESOLUTION / INCH / UNIT)
    studio.painter.paint(pen, sheet)
    pen.end()


def _png(studio: pieces.Studio, folder: Path) -> Figure:
    """Floor: Qt's own saving of the picture that is there already."""
    sheet = pieces.lay_out(studio, _order(studio, "poster-a4", 1))
    picture = studio.painter.raster(sheet, pieces.PNG_DPI)

    def floor() -> None:
        picture.save(str(folder / "floor.png"))

    def ours() -> None:
        studio.painter.png(sheet, folder / "ours.png", pieces.PNG_DPI)

    pairs = [(_seconds(ours), _seconds(floor)) for _ in range(5)]
    return Figure("A4 poster as PNG at 300 dpi", *_medians(pairs), 2.0)


def _keystroke(studio: pieces.Studio) -> Figure:
    """A letter typed into the headline until the preview is painted."""
    fonts.register(resource("fonts"))
    stage = Stage(Theme(load_tokens(resource("theme.toml")), Icons(resource("icons"))), Words(), studio.painter)
    stage.resize(740, 600)
    stage.show()
    QApplication.processEvents()
    order = _order(studio, "poster-a4", 1)

    def typed(number: int) -> None:
        filled = {"title": "您身边的客户经理"[: 3 + number % 5]}
        wanted = pieces.Order(order.template, order.theme, order.record, filled)
        pieces.field_faults(studio, wanted, TODAY)
        pieces.findings(studio, wanted)
        stage.set_sheet(pieces.lay_out(studio, wanted), "")
        stage.view.viewport().repaint()

    typed(0)
    longest = median(_seconds(lambda n=n: typed(n)) for n in range(1, 2 * ROUNDS))
    stage.close()
    return Figure("Preview after a keystroke", longest, KEYSTROKE, 1.0)


def _batch(studio: pieces.Studio, folder: Path, size: int) -> Iterator[Figure]:
    """`size` people × FORMATS by two processes, as `taika posters`; files go as they come, so that no disk fills up."""
    orders = [_order(studio, key, number) for key in FORMATS for number in range(size)]
    wanted = production.tasks(orders, "pdf", folder / "batch", TODAY, pictured=False)
    sizes: list[int] = []
    started = time.perf_counter()
    refused = 0
    for slip in production.produce(resource(), wanted, lambda: False, workers=CORES):
        refused += not slip.passed
        if slip.file is not None:
            slip.file.unlink()
        sizes.append(max((_memory(child.pid) for child in multiprocessing.active_children()), default=0))
    spent = time.perf_counter() - started
    if refused:
        raise AssertionError(refused)
    name = f"{size:,} people × {len(FORMATS)} pieces"
    quarter, end = max(sizes[: len(sizes) // 4]), max(sizes[-len(sizes) // 4 :])
    yield Figure(name, spent, len(wanted) / WANTED, 1.0, peak_mb=end / 1e6)
    yield Figure(f"{name}: memory of a worker", end / 1e6, quarter / 1e6, GROWTH, peak_mb=end / 1e6, unit="MB")


def _memory(process: int | None) -> int:
    """Resident bytes of a process, as Linux counts them."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def _medians(pairs: list[tuple[float, float]]) -> tuple[float, float]:
    return median(ours for ours, _ in pairs), median(floor for _, floor in pairs)
