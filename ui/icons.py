"""Lucide icons: SVG from `resources/icons`, tinted and cached by name, size, colour and pixel ratio."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

THIN_FROM = 18  # logical pixels from which the stroke is 1.75 instead of 2


class Icons:
    """Reads each SVG once; asks nothing of the theme, so a colour is passed each time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sources: dict[str, str] = {}
        self._pixmaps: dict[tuple[str, int, int, float], QPixmap] = {}

    def names(self) -> list[str]:
        return sorted(path.stem for path in self._folder.glob("*.svg"))

    def pixmap(self, name: str, size: int, color: QColor, ratio: float = 1.0) -> QPixmap:
        """The icon `size` logical pixels wide; KeyError when there is no such file."""
        key = (name, size, color.rgba(), ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._render(name, size, color, ratio)
        return self._pixmaps[key]

    def _render(self, name: str, size: int, color: QColor, ratio: float) -> QPixmap:
        source = QByteArray(self._tinted(name, size, color).encode())  # before painting: a missing file raises
        pixmap = QPixmap(round(size * ratio), round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(color.alphaF())
        QSvgRenderer(source).render(painter, QRectF(0, 0, size, size))
        painter.end()
        return pixmap

    def _tinted(self, name: str, size: int, color: QColor) -> str:
        stroke = "1.75" if size >= THIN_FROM else "2"
        source = self._source(name).replace("currentColor", color.name())
        return source.replace('stroke-width="2"', f'stroke-width="{stroke}"', 1)

    def _source(self, name: str) -> str:
        if name not in self._sources:
            path = self._folder / f"{name}.svg"
            if not path.is_file():
                raise KeyError(f"no icon {name} in {self._folder.name}")
            self._sources[name] = path.read_text("utf-8")
        return self._sources[name]
