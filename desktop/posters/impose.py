"""Lays finished pieces on sheets of paper: how many fit, where each lies, where to cut."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.posters.layout import Sheet

A4, A3 = (210.0, 297.0), (297.0, 420.0)
EDGE = 5.0  # mm that an office printer leaves white
MARK, MARK_GAP = 5.0, 3.0  # mm: length of a crop mark, and how far from the corner it begins
LEAST_MARK = 2.0  # mm: a shorter one is not seen
NEAR = 1.0  # mm: a page this close to the paper is the paper

Pair = tuple[float, float]
Stroke = tuple[float, float, float, float]  # x1, y1, x2, y2


@dataclass(frozen=True, slots=True)
class Plan:
    """A sheet of paper (mm): `spots` are the trimmed corners of its pieces, `marks` the cuts."""

    paper: Pair
    spots: tuple[Pair, ...]
    marks: tuple[Stroke, ...] = ()
    bleed: float = 0.0

    def sheets(self, pieces: int) -> int:
        """How many sheets of paper `pieces` take."""
        return -(-pieces // len(self.spots))


def plan(sheet: Sheet) -> Plan:
    """How `sheet` goes on paper: A4 if it fits with its marks, else A3, else paper of its own size."""
    for paper in (A4, A3):
        if all(abs(side - own) <= NEAR for side, own in zip(paper, sheet.page, strict=True)):
            return Plan(paper, ((0.0, 0.0),))
        if found := _grid(sheet, paper):
            return found
    return Plan(sheet.page, ((0.0, 0.0),))


def _grid(sheet: Sheet, paper: Pair) -> Plan | None:
    """As many pieces as fit, in the middle of the paper, cut marks around them; None when not even one fits."""
    cells = [side + 2 * sheet.bleed for side in sheet.page]
    rim = max(MARK_GAP - sheet.bleed, 0.0) + LEAST_MARK
    counts = [int((side - 2 * (EDGE + rim) + 0.01) // cell) for side, cell in zip(paper, cells, strict=True)]
    if min(counts) < 1:
        return None
    starts = [(side - cell * count) / 2 + sheet.bleed for side, cell, count in zip(paper, cells, counts, strict=True)]
    across = [starts[0] + cells[0] * number for number in range(counts[0])]
    down = [starts[1] + cells[1] * number for number in range(counts[1])]
    spots = tuple((x, y) for y in down for x in across)
    return Plan(paper, spots, _marks(across, down, sheet.page, paper), sheet.bleed)


def _marks(across: Sequence[float], down: Sequence[float], page: Pair, paper: Pair) -> tuple[Stroke, ...]:
    """At the rim of the paper only, on every line that is cut; shorter where the printer leaves white."""
    top, bottom = down[0] - MARK_GAP, down[-1] + page[1] + MARK_GAP
    left, right = across[0] - MARK_GAP, across[-1] + page[0] + MARK_GAP
    high, low = max(EDGE, top - MARK), min(paper[1] - EDGE, bottom + MARK)
    near, far = max(EDGE, left - MARK), min(paper[0] - EDGE, right + MARK)
    marks: list[Stroke] = []
    for x in (edge for start in across for edge in (start, start + page[0])):
        marks += [(x, high, x, top), (x, bottom, x, low)]
    for y in (edge for start in down for edge in (start, start + page[1])):
        marks += [(near, y, left, y), (right, y, far, y)]
    return tuple(marks)


def filled(pieces: Sequence[Sheet], places: Plan) -> list[list[Sheet]]:
    """The pieces of each sheet of paper; a single small piece fills its sheet, so that no paper is wasted."""
    room = len(places.spots)
    own = list(pieces) * room if len(pieces) == 1 else list(pieces)
    return [own[start : start + room] for start in range(0, len(own), room)]
