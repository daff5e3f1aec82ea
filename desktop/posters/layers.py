"""Which parts of a page are the same from piece to piece: they are painted once and lie beneath the others."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final, Generic, NamedTuple, TypeVar

from desktop.posters.elements import Box
from desktop.posters.layout import Area, Item, Line, Symbol, ring

T = TypeVar("T")
AIR: Final = 0.6  # mm beyond its box that an edge may colour
SHADOW: Final = 2.0  # times its size that a shadow reaches
RISE, FALL, SIDE = 1.1, 0.45, 0.25  # of the size: how far letters reach from their base line and beyond their box


class Layers(NamedTuple):
    """What lies beneath, and what is painted over it; both in the order of the page."""

    beneath: tuple[Item, ...]
    above: tuple[Item, ...]


def split(items: Sequence[Item], same: Collection[Item]) -> Layers:
    """Items that are among `same` go beneath, unless they touch one that is not and comes before them."""
    beneath: list[Item] = []
    above: list[Item] = []
    boxes: list[Box] = []
    for item in items:
        box = bounds(item)
        if item in same and not any(_meet(box, other) for other in boxes):
            beneath.append(item)
        else:
            above.append(item)
            boxes.append(box)
    return Layers(tuple(beneath), tuple(above))


def bounds(item: Item) -> Box:
    """What an item may colour, generously: left, top, right, bottom in millimetres."""
    x, y, width, height = ring(item) if isinstance(item, Symbol) else item.box
    air = AIR
    if isinstance(item, Area):
        air += item.stroke_width + item.shadow * SHADOW
    if isinstance(item, Line):
        size = item.size
        far = max(x + width, item.x) + SIDE * size
        x = min(x, item.x) - SIDE * size
        width = far - x
        y, height = item.baseline - RISE * size, (RISE + FALL) * size
    left, top, right, bottom = x - air, y - air, x + width + air, y + height + air
    if item.turn is None:
        return left, top, right, bottom
    across, down = 2 * item.turn.x, 2 * item.turn.y
    return across - right, down - bottom, across - left, down - top


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


class Grounds(Generic[T]):
    """Keeps what was made of the unchanging part of some pages; `key` is what makes two pages comparable."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[object, _Ground[T]] = {}

    def beneath(
        self, key: object, items: tuple[Item, ...], make: Callable[[tuple[Item, ...]], T]
    ) -> tuple[T | None, tuple[Item, ...]]:
        """What lies beneath `items`, and those that are still to be painted; nothing at the first sight of a page."""
        ground = self._kept.get(key)
        if ground is None:
            if len(self._kept) >= self._most:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = _Ground(items)
            return None, items
        before, ground.items = ground.items, items
        if ground.made is not None:
            found = split(items, ground.same)
            if found.beneath == ground.beneath:
                return ground.made, found.above
        found = split(items, frozenset(before))
        ground.beneath, ground.same, ground.made = found.beneath, frozenset(found.beneath), None
        if found.beneath:
            ground.made = make(found.beneath)
        return ground.made, found.above


@dataclass(slots=True)
class _Ground(Generic[T]):
    """The items of the piece seen last, those that lie beneath, and what was made of them."""

    items: tuple[Item, ...]
    beneath: tuple[Item, ...] = ()
    same: frozenset[Item] = frozenset()
    made: T | None = None
