"""The pictures on pieces: SVG artwork in its tint, photos cut to their frame; read once and kept."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath
from PySide6.QtSvg import QSvgRenderer

from desktop.errors import AppError
from desktop.pictures.decoding import Decoder
from desktop.posters.layout import Art
from desktop.posters.strokes import rect_of

# Artwork of this many pixels is kept as a picture: smaller is painted as fast, larger costs too much memory.
KEEP_FROM, KEEP_TO = 100_000, 4_000_000
PICTURES_KEPT = 6
PHOTOS_KEPT = 8


class Artwork:
    """Reads and paints pictures; one for each thread, with a decoder that they share."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._svgs: dict[tuple[Path, str], QSvgRenderer] = {}
        self._photos: dict[bytes | str, QImage] = {}
        self._kept: dict[tuple[Path, str, int, int], QImage] = {}

    def paint(self, art: Art, painter: QPainter) -> None:
        rect = rect_of(art.box)
        clip = QPainterPath()
        if art.mask == "circle":
            clip.addEllipse(rect)
        else:
            clip.addRect(rect)
        painter.setClipPath(clip)
        if art.path.suffix.lower() == ".svg":
            self._drawing(art, rect, painter)
        else:
            picture = self._photo(art)
            painter.drawImage(rect, picture, _cover(picture, rect))

    def pixels(self, art: Art) -> int:
        """The shorter side of a photo or picture."""
        picture = self._photo(art)
        return min(picture.width(), picture.height())

    def svg(self, path: Path, tint: str) -> QSvgRenderer:
        """The drawing with its `currentColor` replaced."""
        key = (path, tint)
        if key not in self._svgs:
            source = path.read_text(encoding="utf-8")
            renderer = QSvgRenderer(QByteArray(source.replace("currentColor", tint[:7] or "#000000").encode()))
            if not renderer.isValid():
                raise AppError("版式里的图 {file} 打不开", file=path.name)
            self._svgs[key] = renderer
        return self._svgs[key]

    def _drawing(self, art: Art, rect: QRectF, painter: QPainter) -> None:
        """Vectors into a PDF; on a picture, large artwork is painted once for each scale and kept."""
        renderer = self.svg(art.path, art.tint)
        size = painter.transform().mapRect(rect).size().toSize()
        area = size.width() * size.height()
        if not isinstance(painter.device(), QImage) or not KEEP_FROM < area < KEEP_TO:
            renderer.render(painter, rect)
            return
        key = (art.path, art.tint, size.width(), size.height())
        if key not in self._kept:
            if len(self._kept) >= PICTURES_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = _painted(renderer, size)
        painter.drawImage(rect, self._kept[key])

    def _photo(self, art: Art) -> QImage:
        key = art.data or str(art.path)
        if key not in self._photos:
            if len(self._photos) >= PHOTOS_KEPT:
                del self._photos[next(iter(self._photos))]
            self._photos[key] = QImage.fromData(art.data) if art.data else self._decoded(art.path)
        return self._photos[key]

    def _decoded(self, path: Path) -> QImage:
        """A picture of a template; what comes as bytes was encoded by this program."""
        pixels = self._decoder.open(path, "RGBA").pixels
        width, height = pixels.size
        kept = QImage(pixels.tobytes(), width, height, width * 4, QImage.Format.Format_RGBA8888)
        return kept.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def _painted(renderer: QSvgRenderer, size: QSize) -> QImage:
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def _cover(picture: QImage, rect: QRectF) -> QRectF:
    """The part of `picture` that fills `rect` without distortion; heads sit high, so more is cut below."""
    scale = min(picture.width() / rect.width(), picture.height() / rect.height())
    width, height = rect.width() * scale, rect.height() * scale
    return QRectF((picture.width() - width) / 2, (picture.height() - height) * 0.25, width, height)
