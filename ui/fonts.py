"""Registers the fonts that come with the programme."""

from pathlib import Path

from PySide6.QtGui import QFontDatabase

SUFFIXES = {".ttf", ".otf", ".ttc"}


def register(folder: Path) -> list[str]:
    """Make the fonts of the folder known to Qt; returns their families, empty when there are none."""
    families: list[str] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.suffix.lower() in SUFFIXES:
            number = QFontDatabase.addApplicationFont(str(path))
            families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return families
