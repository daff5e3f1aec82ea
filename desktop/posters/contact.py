"""The contact sheet: all pieces of a batch, small, with their names, on A4 pages."""

import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from desktop.posters import breaking, pdf
from desktop.posters.layout import Area, Art, Item, Line, Measure, Sheet
from desktop.posters.paint import Painter

PAGE = (210.0, 297.0)
ACROSS, DOWN = 5, 4
LEFT, TOP = 15.0, 30.0
CELL = (36.0, 63.0)
PICTURE = (32.0, 45.0)
INK, PALE, HAIR = "#1B2028", "#5D6672", "#C9D0D4"


class Entry(NamedTuple):
    """One piece: its picture (PNG) with width and height, and what stands below."""

    picture: bytes
    size: tuple[float, float]
    name: str
    note: str


def sheets(entries: Sequence[Entry], title: str, measure: Measure) -> list[Sheet]:
    """The pages, twenty pieces each."""
    room = ACROSS * DOWN
    pages = [entries[start : start + room] for start in range(0, len(entries), room)]
    return [_page(page, f"{title}　{number} / {len(pages)}", measure) for number, page in enumerate(pages, start=1)]


def write(painter: Painter, entries: Sequence[Entry], title: str, path: Path) -> Path:
    """Write the contact sheet as one PDF; AppError when the place cannot be written."""
    with tempfile.TemporaryDirectory(prefix="taika-") as folder:
        parts: list[Path] = []
        for number, sheet in enumerate(sheets(entries, title, painter.measure)):
            parts.append(Path(folder) / f"{number}.pdf")
            pdf.write(parts[-1], sheet.page, 0, *painter.document(sheet, title))
        pdf.merge(parts, path)
    return path


def _page(entries: Sequence[Entry], title: str, measure: Measure) -> Sheet:
    items: list[Item] = [_line(title, LEFT, 20.0, 5.0, INK, 700)]
    for number, entry in enumerate(entries):
        x, y = LEFT + (number % ACROSS) * CELL[0], TOP + (number // ACROSS) * CELL[1]
        scale = min(PICTURE[0] / entry.size[0], PICTURE[1] / entry.size[1])
        width, height = entry.size[0] * scale, entry.size[1] * scale
        box = (x, y + PICTURE[1] - height, width, height)
        items.append(Art("piece", box, None, Path(), "", "none", entry.picture))
        items.append(Area("edge", box, None, "rect", "", (), 0, HAIR, 0.15, 0, 0))
        items.append(_line(_cut(entry.name, 3.4, 700, measure), x, y + PICTURE[1] + 5.5, 3.4, INK, 700))
        items.append(_line(_cut(entry.note, 2.8, 400, measure), x, y + PICTURE[1] + 10.0, 2.8, PALE, 400))
    return Sheet("contact-sheet", PAGE, 0.0, 0.0, (), tuple(items))


def _cut(text: str, size: float, weight: int, measure: Measure) -> str:
    return breaking.lines(text, PICTURE[0], partial(_width, measure, size, weight))[0]


def _width(measure: Measure, size: float, weight: int, text: str) -> float:
    return measure(text, "sans", weight, size)


def _line(text: str, x: float, baseline: float, size: float, colour: str, weight: int) -> Line:
    return Line("words", (x, baseline - size, 180, size), None, text, x, baseline, size, "sans", weight, colour, 0.0)
