"""The small pictures of the gallery: every template as the piece of the person at hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtGui import QImage

from desktop.posters import pieces
from desktop.posters.elements import Template
from ui.posters.gallery import THUMB, Tile

INCH = 25.4


def draw(
    studio: pieces.Studio, order: pieces.Order, tiles: Sequence[Tile], templates: Mapping[str, Template], theme: str
) -> list[tuple[Tile, QImage]]:
    """The pictures of `tiles` at twice the size they are shown in; runs in the worker."""
    return [(tile, picture(studio, order, templates[tile.template], theme)) for tile in tiles]


def picture(studio: pieces.Studio, order: pieces.Order, template: Template, theme: str) -> QImage:
    own = replace(order, template=template, theme=template.theme(theme).key, filled={})
    sheet = pieces.lay_out(studio, own)
    pitch = min(2 * side / length for side, length in zip(THUMB, sheet.page, strict=True))
    return studio.painter.raster(sheet, pitch * INCH)
