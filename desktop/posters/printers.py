"""What this PC knows of its printers: how far each prints off its place, and what was tried with a phone."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import tomli_w

from desktop import files

FARTHEST = 20.0  # mm


@dataclass(frozen=True, slots=True)
class Known:
    """One printer: `x`, `y` in mm to the right and down; `tried` are the templates that a phone read from its paper."""

    x: float = 0.0
    y: float = 0.0
    tried: frozenset[str] = field(default_factory=frozenset)

    def moved(self, x: float, y: float) -> "Known":
        """The same with another offset, kept within reason."""
        near, far = -FARTHEST, FARTHEST
        return replace(self, x=max(near, min(far, x)), y=max(near, min(far, y)))

    def marked(self, template: str, *, tried: bool) -> "Known":
        """The same with a template tried or not."""
        rest = self.tried - {template}
        return replace(self, tried=rest | {template} if tried else rest)


def load(path: Path) -> dict[str, Known]:
    """The printers in a file by name; a file that cannot be read counts as none, offsets can be set anew."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return {}
    return {name: _known(row) for name, row in table.items() if isinstance(row, Mapping)}


def _known(row: Mapping[str, object]) -> Known:
    x, y, tried = row.get("x", 0.0), row.get("y", 0.0), row.get("tried", [])
    numbers = [float(value) if isinstance(value, int | float) else 0.0 for value in (x, y)]
    return Known(tried=frozenset(str(key) for key in tried) if isinstance(tried, list) else frozenset()).moved(*numbers)


def save(path: Path, printers: Mapping[str, Known]) -> None:
    """Write them, the old file standing until the new one is whole; AppError when it cannot be written."""
    table = {name: {"x": one.x, "y": one.y, "tried": sorted(one.tried)} for name, one in sorted(printers.items())}
    files.write(path, tomli_w.dumps(table).encode())
