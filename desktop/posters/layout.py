"""Lays a template out with one record's values: boxes in millimetres, the same for screen, PNG, PDF and printer."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from desktop.posters import breaking, photo, qr
from desktop.posters.element_reader import PLACEHOLDER
from desktop.posters.elements import Box, Code, Element, Group, Picture, Shape, Template, Text, Theme

OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
QUIET = 4  # modules of white around a code
OPTICAL = 0.368  # of the size: how far below its middle the base line of a Chinese line lies
STEP = 0.97
ICON_SIZE = 1.12
ICON_GAP = 0.42
BEHIND = 0.3  # of the smaller size: the gap before words that stand behind others
LONGEST_PATH = 1000
FOLD_TICK = 5.0  # mm
FOLD_LINE = (("#FFFFFFB0", 0.3, False), ("#4A4440", 0.2, True))  # light beneath, so that it shows on any ground


class Measure(Protocol):
    """Width in millimetres of `text` in a face, weight and size (mm)."""

    def __call__(self, text: str, face: str, weight: int, size: float) -> float: ...


@dataclass(frozen=True, slots=True)
class Turn:
    """Upside down about a point: how the back of a tent card stands on the sheet."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Placed:
    """Something to paint; `turn` is None for what stands upright."""

    element: str
    box: Box
    turn: Turn | None


@dataclass(frozen=True, slots=True)
class Line(Placed):
    """One line of text: `x` and `baseline` are where it begins."""

    text: str
    x: float
    baseline: float
    size: float
    face: str
    weight: int
    colour: str
    tracking: float


@dataclass(frozen=True, slots=True)
class Area(Placed):
    """A shape with its colours resolved."""

    shape: str
    fill: str
    gradient: tuple[str, ...]
    angle: float
    stroke: str
    stroke_width: float
    radius: float
    shadow: float
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Art(Placed):
    """A picture; an SVG is tinted with `tint`. `data` is a photo out of a record, which has no file."""

    path: Path
    tint: str
    mask: str
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Symbol(Placed):
    """A QR: the box is the symbol; `badge` covers `badge_share` of its side in the middle."""

    content: str
    modules: qr.Matrix
    badge: Path | None
    badge_colour: str
    badge_share: float

    @property
    def module(self) -> float:
        """Millimetres of one module, 0 while there is no code."""
        return self.box[2] / len(self.modules) if self.modules else 0.0

    @property
    def badge_modules(self) -> int:
        """Side of the badge: whole modules about the middle one, as many as `badge_share` allows."""
        whole = int(len(self.modules) * self.badge_share)
        return whole - (whole + 1) % 2 if whole else 0


Item = Line | Area | Art | Symbol


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page ready to be painted; `overflow` are elements whose text does not fit."""

    key: str
    page: tuple[float, float]
    bleed: float
    safe: float
    folds: tuple[float, ...]
    items: tuple[Item, ...]
    overflow: tuple[str, ...] = ()

    @property
    def symbols(self) -> list[Symbol]:
        return [item for item in self.items if isinstance(item, Symbol)]

    @property
    def lines(self) -> list[Line]:
        return [item for item in self.items if isinstance(item, Line)]


def fill(text: str, values: Mapping[str, str]) -> str:
    """`{field}` and `{field|default}` filled in; a part in [ ] goes when one of its fields is empty."""

    def part(match: re.Match[str]) -> str:
        names = PLACEHOLDER.findall(match[1])
        return match[1] if all(values.get(name) or default for name, default in names) else ""

    def value(match: re.Match[str]) -> str:
        return values.get(match[1]) or (match[2] or "|")[1:]

    return PLACEHOLDER.sub(value, OPTIONAL.sub(part, text)).strip()


def layout(template: Template, values: Mapping[str, str], measure: Measure, theme: str = "") -> Sheet:
    """Place every element of `template` that has something to show; `values["code"]` is the text of the QR."""
    work = _Work(template, values, measure, template.theme(theme))
    items = tuple(work.items())
    return Sheet(
        template.key, template.page, template.bleed, template.safe, template.folds, items, tuple(work.overflow)
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the corner of a group lies on the page."""

    x: float = 0.0
    y: float = 0.0
    turn: Turn | None = None

    def place(self, box: Box) -> Box:
        return box[0] + self.x, box[1] + self.y, box[2], box[3]


class _Work:
    """One layout on its way."""

    def __init__(self, template: Template, values: Mapping[str, str], measure: Measure, theme: Theme) -> None:
        self._template = template
        self._values = values
        self._measure = measure
        self._colours = theme.colours
        self.overflow: list[str] = []
        self._ends: dict[str, tuple[float, float]] = {}  # where the first line of a text ends, and its size

    def items(self) -> Iterator[Item]:
        for element in self._template.elements:
            if element.group:
                continue
            if isinstance(element, Group):
                yield from self._group(element)
            elif self._shown(element):
                yield from self._place(element, _Frame())
        for fold in self._template.folds:
            yield from self._fold_marks(fold)

    def _fold_marks(self, y: float) -> Iterator[Area]:
        """A dashed tick at either edge: outside the trim where there is bleed, and a little inside."""
        width, bleed = self._template.page[0], self._template.bleed
        for x in (-bleed, width - FOLD_TICK):
            for colour, thick, dashed in FOLD_LINE:
                box = (x, y, FOLD_TICK + bleed, 0.0)
                yield Area("fold", box, None, "line", "", (), 0, colour, thick, 0, 0, dashed)

    def _group(self, group: Group) -> Iterator[Item]:
        x, y, width, height = group.box
        turn = Turn(x + width / 2, y + height / 2) if group.turned else None
        if self._shown(group):
            for element in self._template.elements:
                if element.group == (group.copy or group.id) and self._shown(element):
                    yield from self._place(element, _Frame(x, y, turn))

    def _shown(self, element: Element) -> bool:
        return all(self._values.get(name) for name in element.when)

    def _colour(self, name: str) -> str:
        return self._colours.get(name, name)

    def _place(self, element: Element, frame: _Frame) -> Iterator[Item]:
        if isinstance(element, Text):
            yield from self._text(element, frame)
        elif isinstance(element, Shape):
            yield self._area(element, frame)
        elif isinstance(element, Picture):
            yield from self._picture(element, frame)
        elif isinstance(element, Code):
            yield self._code(element, frame)

    def _area(self, shape: Shape, frame: _Frame) -> Area:
        gradient = tuple(self._colour(name) for name in shape.gradient)
        return Area(
            shape.id, frame.place(shape.box), frame.turn, shape.shape, self._colour(shape.fill), gradient, shape.angle,
            self._colour(shape.stroke), shape.stroke_width, shape.radius, shape.shadow,
        )  # fmt: skip

    def _picture(self, picture: Picture, frame: _Frame) -> Iterator[Art]:
        name = fill(picture.source, self._values)
        box, tint = frame.place(picture.box), self._colour(picture.tint)
        if data := photo.data_of(name):
            yield Art(picture.id, box, frame.turn, Path(), tint, picture.mask, data)
            return
        path = self._template.assets.get(name) or (Path(name) if name and len(name) < LONGEST_PATH else None)
        if path is None or not path.is_file():
            path = self._template.assets.get(picture.missing)
        if path is not None:
            yield Art(picture.id, box, frame.turn, path, tint, picture.mask)

    def _code(self, code: Code, frame: _Frame) -> Symbol:
        content = self._values.get("code", "")
        return Symbol(
            code.id, frame.place(code.box), frame.turn, content, qr.matrix(content) if content else (),
            self._template.assets.get(code.badge), self._colour(code.badge_colour), code.badge_share,
        )  # fmt: skip

    def _text(self, element: Text, frame: _Frame) -> Iterator[Item]:
        text = fill(element.text, self._values)
        if not text:
            return
        placed = self._behind(replace(element, box=frame.place(element.box)))
        size, lines = self._fit(placed, text)
        yield from self._lines(placed, frame, size, lines)

    def _behind(self, element: Text) -> Text:
        """`element` moved behind the words of another, when those are there."""
        end = self._ends.get(element.after)
        if end is None:
            return element
        x, y, width, height = element.box
        start = end[0] + BEHIND * min(end[1], element.largest)
        return replace(element, box=(start, y, max(0.0, x + width - start), height))

    def _fit(self, element: Text, text: str) -> tuple[float, list[str]]:
        """The largest size at which the text fits its box, and its lines there."""
        size = element.largest
        while True:
            lines = self._broken(element, text, size)
            if self._fits(element, lines, size):
                return size, lines
            if size <= element.smallest:
                self.overflow.append(element.id)
                return size, lines[: element.lines]
            size = max(element.smallest, size * STEP)

    def _fits(self, element: Text, lines: list[str], size: float) -> bool:
        room = element.box[2] - self._icon_room(element, size)
        high = size * (1 + (len(lines) - 1) * element.leading)
        wide = all(self._width(element, line, size) <= room + 0.01 for line in lines)
        return wide and len(lines) <= element.lines and high <= element.box[3] + 0.01

    def _icon_room(self, element: Text, size: float) -> float:
        return size * (ICON_SIZE + ICON_GAP) if element.icon else 0.0

    def _width(self, element: Text, text: str, size: float) -> float:
        return self._measure(text, element.face, element.weight, size) + element.tracking * size * max(len(text) - 1, 0)

    def _broken(self, element: Text, text: str, size: float) -> list[str]:
        room = element.box[2] - self._icon_room(element, size)
        broken = breaking.balanced if element.balance else breaking.lines
        return broken(text, room, lambda part: self._width(element, part, size))

    def _lines(self, element: Text, frame: _Frame, size: float, lines: list[str]) -> Iterator[Item]:
        x, y, width, height = element.box
        pitch = size * element.leading
        block = size + pitch * (len(lines) - 1)
        top = {"top": y, "middle": y + (height - block) / 2, "bottom": y + height - block}[element.valign]
        lead = self._icon_room(element, size)
        widths = [self._width(element, line, size) for line in lines]
        share = {"left": 0.0, "center": 0.5, "right": 1.0}[element.align]
        for number, (line, wide) in enumerate(zip(lines, widths, strict=True)):
            middle = top + size / 2 + number * pitch
            start = x + (width - wide - lead) * share + lead
            if number == 0:
                self._ends[element.id] = (start + wide, size)
            yield Line(
                element.id, element.box, frame.turn, line, start, middle + OPTICAL * size, size, element.face,
                element.weight, self._colour(element.colour), element.tracking * size,
            )  # fmt: skip
            if number == 0 and element.icon:
                yield self._icon(element, frame, start - lead, middle, size)

    def _icon(self, element: Text, frame: _Frame, x: float, middle: float, size: float) -> Art:
        side = size * ICON_SIZE
        box = (x, middle - side / 2, side, side)
        tint = self._colour(element.icon_colour or element.colour)
        return Art(element.id, box, frame.turn, self._template.assets[element.icon], tint, "none")


def ring(symbol: Symbol) -> Box:
    """The white square of a symbol with its quiet zone."""
    x, y, side, _height = symbol.box
    quiet = symbol.module * QUIET
    return x - quiet, y - quiet, side + 2 * quiet, side + 2 * quiet
