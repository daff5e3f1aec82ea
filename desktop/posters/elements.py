"""What a template is made of: page, themes, fields, elements; sizes in millimetres, origin at the trimmed corner."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

Box = tuple[float, float, float, float]  # x, y, width, height

# What comes from the records of staff, branch, code and placement; a branch cannot write over them.
RECORD = (
    "bank", "bank_en", "branch", "branch_en", "address", "hours", "phone",
    "name", "position", "persona", "certificate", "photo", "code", "placement",
)  # fmt: skip
SMALLEST_RISK = 3.3  # mm of type, which is 3 mm of ink
SMALLEST_RISK_SCREEN = 2.0  # mm at 300 dpi, 24 px of a phone's picture: as large as its other small print


@dataclass(frozen=True, slots=True)
class Common:
    """What every element has: `group` is where it lies ("" is the page), `when` the fields that must be filled."""

    id: str
    box: Box
    group: str = ""
    when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text(Common):
    """Words that fit themselves into a box, behind the words of `after` if named; `locked`: compliance requires it."""

    text: str = ""
    face: str = "sans"
    weight: int = 400
    largest: float = 4.0
    smallest: float = 4.0
    lines: int = 1
    align: str = "left"
    valign: str = "middle"
    colour: str = "ink"
    leading: float = 1.4
    tracking: float = 0.0
    balance: bool = False
    icon: str = ""
    icon_colour: str = ""
    after: str = ""
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Shape(Common):
    """A rectangle, ellipse or line; `gradient` is two or three colours, `angle` their way in degrees."""

    shape: str = "rect"
    fill: str = ""
    gradient: tuple[str, ...] = ()
    angle: float = 90.0
    stroke: str = ""
    stroke_width: float = 0.0
    radius: float = 0.0
    shadow: float = 0.0


@dataclass(frozen=True, slots=True)
class Picture(Common):
    """Artwork of the template or a picture of the record (`source` is a field in braces), tinted if it is an SVG."""

    source: str = ""
    missing: str = ""
    tint: str = ""
    mask: str = "none"
    min_dpi: float = 0.0


@dataclass(frozen=True, slots=True)
class Code(Common):
    """The QR: the box is the symbol itself, the white ring of four modules is drawn around it."""

    badge: str = ""
    badge_colour: str = ""
    badge_share: float = 0.0


@dataclass(frozen=True, slots=True)
class Group(Common):
    """Elements with a corner of their own; `copy` shows another group again, `turned` upside down."""

    copy: str = ""
    turned: bool = False


Element = Text | Shape | Picture | Code | Group


@dataclass(frozen=True, slots=True)
class Field:
    """Something a branch may fill in; fields with the same `row` stand beside each other in the form."""

    key: str
    label: str
    most: int
    lines: int = 1
    required: bool = False
    default: str = ""
    row: str = ""
    kind: str = "text"
    label_en: str = ""

    def named(self, language: str) -> str:
        """The label in a language."""
        return self.label_en or self.label if language == "en" else self.label


@dataclass(frozen=True, slots=True)
class Theme:
    key: str
    name: str
    colours: Mapping[str, str]
    name_en: str = ""

    def named(self, language: str) -> str:
        """The name in a language."""
        return self.name_en or self.name if language == "en" else self.name


@dataclass(frozen=True, slots=True)
class Template:
    """A piece as HQ designed it."""

    key: str
    title: str
    family: str
    note: str
    version: str
    folder: Path
    page: tuple[float, float]
    bleed: float
    safe: float
    folds: tuple[float, ...]
    distance: float
    products: tuple[str, ...]
    themes: Mapping[str, Theme]
    fields: Mapping[str, Field]
    elements: tuple[Element, ...]
    assets: Mapping[str, Path] = field(default_factory=dict)
    title_en: str = ""
    note_en: str = ""
    rank: float = 100.0  # the smallest stands first in its family

    def named(self, language: str) -> str:
        """The title in a language."""
        return self.title_en or self.title if language == "en" else self.title

    def noted(self, language: str) -> str:
        """The short line below the thumbnail, in a language."""
        return self.note_en or self.note if language == "en" else self.note

    def theme(self, key: str) -> Theme:
        """The theme called `key`, or the first one."""
        return self.themes.get(key) or next(iter(self.themes.values()))
