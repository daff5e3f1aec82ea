"""The one painter of pieces, for screen, PNG, PDF and printer; it and the rooms it uses alone know Qt."""

import os
import sys
from functools import singledispatchmethod
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from desktop import files
from desktop.errors import AppError
from desktop.pictures.decoding import Decoder
from desktop.posters import strokes
from desktop.posters.artwork import Artwork
from desktop.posters.layers import Grounds
from desktop.posters.layout import Area, Art, Item, Line, Placed, Sheet, Symbol, ring
from desktop.posters.strokes import colour, rect_of
from desktop.posters.typeface import UNIT, Typeface

MM = 25.4
GROUNDS_KEPT = 6
LARGEST_GROUND = 12_000_000  # pixels of a page whose unchanging part is kept
PNG_QUALITY = 75  # no loss; a level of compression that costs little time
PDF_RESOLUTION = 1200
WHITE = QColor("white")


def guarantee_application() -> QCoreApplication:
    """The running application, or one without a display for the command line; keep what is returned."""
    running = QCoreApplication.instance()
    if running is not None:
        return running
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return QGuiApplication(["taika", "-platform", "offscreen"])
    return QGuiApplication(["taika"])


class Painter:
    """Paints sheets; holds the fonts, the artwork it has read, and what is the same from piece to piece."""

    def __init__(self, fonts: Path, decoder: Decoder | None = None) -> None:
        self._application = guarantee_application()
        self._begin(Typeface.load(fonts), decoder or Decoder())

    def _begin(self, typeface: Typeface, decoder: Decoder) -> None:
        self._typeface, self.decoder, self._artwork = typeface, decoder, Artwork(decoder)
        self.measure, self.missing, self.pixels = typeface.measure, typeface.missing, self._artwork.pixels
        self._pictures: Grounds[QImage] = Grounds(GROUNDS_KEPT)
        self._documents: Grounds[bytes] = Grounds(2 * GROUNDS_KEPT)

    def twin(self) -> "Painter":
        """Another painter with the same fonts, for another thread: what it keeps is its own."""
        other = Painter.__new__(Painter)
        other._application = self._application  # noqa: SLF001 - of the same class
        other._begin(self._typeface.twin(), self.decoder)  # noqa: SLF001
        return other

    # ------------------------------------------------------------------------------------------------ outputs

    def paint(self, painter: QPainter, sheet: Sheet) -> None:
        """Paint `sheet`; one unit of `painter` is a hundredth of a millimetre, origin at the trimmed corner."""
        self._paint_items(painter, sheet.items)

    def _paint_items(self, painter: QPainter, items: tuple[Item, ...]) -> None:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        for item in items:
            painter.save()
            try:
                self._turn(item, painter)
                self._draw(item, painter)
            finally:
                painter.restore()

    def _turn(self, item: Placed, painter: QPainter) -> None:
        if item.turn is not None:
            x, y = item.turn.x * UNIT, item.turn.y * UNIT
            painter.translate(x, y)
            painter.rotate(180)
            painter.translate(-x, -y)

    def raster(self, sheet: Sheet, dpi: float, *, bleed: bool = False) -> QImage:
        """The page as an opaque picture at `dpi`, trimmed unless `bleed`.

        What did not change since the piece before is not painted again.
        """
        return self._raster(sheet, dpi, sheet.bleed if bleed else 0.0, grey=False)

    def _raster(self, sheet: Sheet, dpi: float, margin: float, *, grey: bool) -> QImage:
        width, height = (round((side + 2 * margin) * dpi / MM) for side in sheet.page)
        frame = _Frame(width, height, dpi, margin)

        def whole(items: tuple[Item, ...]) -> QImage:
            image = self._onto(frame.blank(), items, frame)
            return image.convertToFormat(QImage.Format.Format_Grayscale8) if grey else image

        if sheet.overflow or width * height > LARGEST_GROUND:
            return whole(sheet.items)
        key = (sheet.key, sheet.page, dpi, margin, grey)
        beneath, above = self._pictures.beneath(key, sheet.items, whole)
        return whole(sheet.items) if beneath is None else self._onto(beneath.copy(), above, frame)

    def _onto(self, image: QImage, items: tuple[Item, ...], frame: "_Frame") -> QImage:
        painter = QPainter(image)
        try:
            painter.scale(frame.dpi / MM / UNIT, frame.dpi / MM / UNIT)
            painter.translate(frame.margin * UNIT, frame.margin * UNIT)
            self._paint_items(painter, items)
        finally:
            painter.end()
        return image

    def page(self, sheet: Sheet, dpi: float) -> Image.Image:
        """The trimmed page at `dpi` for the proof, in grey."""
        image = self._raster(sheet, dpi, 0.0, grey=True)
        size = (image.width(), image.height())
        return Image.frombytes("L", size, image.constBits(), "raw", "L", image.bytesPerLine(), 1)

    def picture(self, sheet: Sheet, dpi: float) -> Image.Image:
        """The trimmed page at `dpi` in colour, opaque; Pillow converts in a third of the time that Qt takes."""
        image = self.raster(sheet, dpi)
        size = (image.width(), image.height())
        return Image.frombytes("RGB", size, image.constBits(), "raw", "BGRX", image.bytesPerLine(), 1)

    def png(self, sheet: Sheet, path: Path, dpi: float) -> None:
        """Write the trimmed page as PNG; AppError when the place cannot be written."""
        files.write(path, _png(self.raster(sheet, dpi)))

    def thumbnail(self, sheet: Sheet, height: int) -> bytes:
        """The trimmed page as a small PNG, `height` pixels high."""
        return _png(self.raster(sheet, height / sheet.page[1] * MM))

    def document(self, sheet: Sheet, title: str) -> tuple[bytes, bytes | None]:
        """The page with its bleed as vector PDF, and the PDF that lies beneath it; see pdf.write."""
        if sheet.overflow:
            return self._document(sheet, sheet.items, title), None
        key = (sheet.key, sheet.page, sheet.bleed)
        beneath, above = self._documents.beneath(
            key, sheet.items, lambda items: self._document(sheet, items, sheet.key)
        )  # fmt: skip
        return self._document(sheet, above, title), beneath

    def _document(self, sheet: Sheet, items: tuple[Item, ...], title: str) -> bytes:
        memory = QBuffer()
        memory.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(memory)
        writer.setResolution(PDF_RESOLUTION)
        writer.setTitle(title)
        writer.setCreator("Taika")
        width, height = sheet.page[0] + 2 * sheet.bleed, sheet.page[1] + 2 * sheet.bleed
        size = QPageSize(QSizeF(width, height), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch)
        writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
        painter = QPainter()
        if not painter.begin(writer):
            raise AppError("内存不够，画不出这么大的图", cure="请降低分辨率，或改用 PDF")
        try:
            painter.scale(PDF_RESOLUTION / MM / UNIT, PDF_RESOLUTION / MM / UNIT)
            painter.translate(sheet.bleed * UNIT, sheet.bleed * UNIT)
            self._paint_items(painter, items)
        finally:
            painter.end()
        return bytes(memory.data().data())

    # ------------------------------------------------------------------------------------------------ items

    @singledispatchmethod
    def _draw(self, item: Placed, painter: QPainter) -> None:  # noqa: ARG002 - the registered ones need it
        raise TypeError(item)

    @_draw.register
    def _line(self, line: Line, painter: QPainter) -> None:
        painter.setFont(self._typeface.font(line.face, line.weight, line.size))
        painter.setPen(colour(line.colour))
        # QFont.setLetterSpacing comes out many times too wide in a PDF: spaced text is set letter by letter.
        parts = list(line.text) if line.tracking else [line.text]
        x = line.x
        for part in parts:
            painter.drawText(QPointF(x * UNIT, line.baseline * UNIT), part)
            x += self.measure(part, line.face, line.weight, line.size) + line.tracking

    @_draw.register
    def _area(self, area: Area, painter: QPainter) -> None:
        strokes.paint_area(area, painter)

    @_draw.register
    def _picture(self, art: Art, painter: QPainter) -> None:
        self._artwork.paint(art, painter)

    @_draw.register
    def _symbol(self, symbol: Symbol, painter: QPainter) -> None:
        if not symbol.modules:
            strokes.no_code(painter, rect_of(symbol.box))
            return
        painter.fillRect(rect_of(ring(symbol)), WHITE)
        strokes.paint_modules(symbol, painter)
        if symbol.badge is not None and symbol.badge_share:
            self._badge(symbol, painter)

    def _badge(self, symbol: Symbol, painter: QPainter) -> None:
        """A white plate of whole modules, in it the coloured plate with the mark."""
        side = symbol.badge_modules * symbol.module * UNIT
        plate = QRectF(0, 0, side, side)
        plate.moveCenter(rect_of(symbol.box).center())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(plate, WHITE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        edge, radius = side * 0.07, side * 0.15
        inner = plate.adjusted(edge, edge, -edge, -edge)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(symbol.badge_colour))
        painter.drawRoundedRect(inner, radius, radius)
        mark = inner.width() * 0.18
        assert symbol.badge is not None  # noqa: S101 - the caller looked
        self._artwork.svg(symbol.badge, "#FFFFFF").render(painter, inner.adjusted(mark, mark, -mark, -mark))


def _png(image: QImage) -> bytes:
    memory = QBuffer()
    memory.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(memory, "PNG", PNG_QUALITY)  # type: ignore[call-overload]
    return bytes(memory.data().data())


class _Frame:
    """A picture of a page: its pixels, and how far the trimmed corner lies inside (mm)."""

    def __init__(self, width: int, height: int, dpi: float, margin: float) -> None:
        self.width, self.height, self.dpi, self.margin = width, height, dpi, margin

    def blank(self) -> QImage:
        image = QImage(self.width, self.height, QImage.Format.Format_RGB32)
        if image.isNull():
            raise AppError("内存不够，画不出这么大的图", cure="请降低分辨率，或改用 PDF")
        image.fill(WHITE)
        image.setDotsPerMeterX(round(self.dpi / MM * 1000))
        image.setDotsPerMeterY(round(self.dpi / MM * 1000))
        return image


__all__ = ["UNIT", "Item", "Painter", "guarantee_application"]
