"""The one painter of pieces, for screen, PNG, PDF and printer; the only room of `desktop` that knows Qt."""

import math
import os
import sys
from collections.abc import Iterable
from functools import singledispatchmethod
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QMarginsF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QImageReader,
    QLinearGradient,
    QPageLayout,
    QPageSize,
    QPaintDevice,
    QPainter,
    QPainterPath,
    QPdfWriter,
    QPen,
)
from PySide6.QtSvg import QSvgRenderer

from desktop.errors import AppError
from desktop.posters.elements import Box
from desktop.posters.layout import Area, Art, Item, Line, Placed, Sheet, Symbol, ring

MM = 25.4
# Text is set in hundredths of a millimetre, so that a size in whole pixels is fine enough and hinting has no say.
UNIT = 100
FACES = {
    ("sans", 400): "NotoSansSC-Regular.ttf",
    ("sans", 700): "NotoSansSC-Bold.ttf",
    ("serif", 400): "NotoSerifSC-Bold.ttf",
    ("serif", 700): "NotoSerifSC-Bold.ttf",
}
SHADOW_LAYERS = 18
WIDTHS_KEPT = 20_000
# Artwork of this many pixels is kept as a picture: smaller is painted as fast, larger costs too much memory.
KEEP_FROM, KEEP_TO = 100_000, 4_000_000
PICTURES_KEPT = 6
PHOTOS_KEPT = 8
PNG_QUALITY = 75  # no loss; a level of compression that costs little time
PDF_RESOLUTION = 1200
WHITE = QColor("white")
BLACK = QColor("black")


def guarantee_application() -> QCoreApplication:
    """The running application, or one without a display for the command line; keep what is returned."""
    running = QCoreApplication.instance()
    if running is not None:
        return running
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return QGuiApplication(["taika", "-platform", "offscreen"])
    return QGuiApplication(["taika"])


def unwritable(name: str) -> AppError:
    return AppError("写不了文件 {file}", cure="请检查磁盘空间，或关掉正打开它的程序", file=name)


def colour(text: str) -> QColor:
    """#RRGGBB or #RRGGBBAA (Qt itself reads alpha first); empty is transparent."""
    if not text:
        return QColor(0, 0, 0, 0)
    found = QColor(text[:7])
    if len(text) == 9:
        found.setAlpha(int(text[7:], 16))
    return found


class Painter:
    """Paints sheets; holds the fonts and the artwork it has read."""

    def __init__(self, fonts: Path) -> None:
        self._application = guarantee_application()
        self._families = {face: self._family(fonts / file) for face, file in FACES.items()}
        self._fonts: dict[tuple[str, int], QFontMetricsF] = {}
        self._widths: dict[tuple[str, str, int], float] = {}
        self._art: dict[tuple[Path, str], QSvgRenderer] = {}
        self._pictures: dict[bytes | str, QImage] = {}
        self._kept: dict[tuple[Path, str, int, int], QImage] = {}

    def _family(self, path: Path) -> str:
        number = QFontDatabase.addApplicationFont(str(path))
        families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        if not families:
            raise AppError("字体文件 {file} 打不开", cure="请重新安装台卡", file=path.name)
        return str(families[0])

    def twin(self) -> "Painter":
        """Another painter with the same fonts, for another thread: what it keeps is its own."""
        other = Painter.__new__(Painter)
        other._application, other._families = self._application, self._families  # noqa: SLF001 - of the same class
        other._fonts, other._widths = {}, {}  # noqa: SLF001
        other._art, other._pictures, other._kept = {}, {}, {}  # noqa: SLF001
        return other

    # ------------------------------------------------------------------------------------------------ measuring

    def measure(self, text: str, face: str, weight: int, size: float) -> float:
        """Width of `text` in millimetres; see layout.Measure."""
        key = (text, face, weight)
        if key not in self._widths:
            if len(self._widths) > WIDTHS_KEPT:
                self._widths.clear()
            self._widths[key] = self._metrics(face, weight).horizontalAdvance(text) / 1000
        return self._widths[key] * size

    def _metrics(self, face: str, weight: int) -> QFontMetricsF:
        key = (face, weight)
        if key not in self._fonts:
            self._fonts[key] = QFontMetricsF(self._font(face, weight, 1000 / UNIT))
        return self._fonts[key]

    def _font(self, face: str, weight: int, size: float) -> QFont:
        """A font of `size` millimetres in units of the painter."""
        font = QFont(self._families[face, weight])
        font.setPixelSize(max(1, round(size * UNIT)))
        font.setWeight(QFont.Weight.Bold if weight >= 700 or face == "serif" else QFont.Weight.Normal)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        # No other font steps in for a character that ours lacks: `missing` names it instead.
        font.setStyleStrategy(QFont.StyleStrategy(QFont.StyleStrategy.NoFontMerging))
        return font

    def missing(self, sheet: Sheet) -> list[str]:
        """The characters of `sheet` that the fonts do not have, each once."""
        lacking: dict[str, None] = {}
        for line in sheet.lines:
            metrics = self._metrics(line.face, line.weight)
            for character in line.text:
                if not character.isspace() and not metrics.inFontUcs4(ord(character)):
                    lacking[character] = None
        return list(lacking)

    # ------------------------------------------------------------------------------------------------ outputs

    def paint(self, painter: QPainter, sheet: Sheet) -> None:
        """Paint `sheet`; one unit of `painter` is a hundredth of a millimetre, origin at the trimmed corner."""
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        for item in sheet.items:
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
        """The page as an opaque picture at `dpi`, trimmed unless `bleed`."""
        margin = sheet.bleed if bleed else 0.0
        width, height = sheet.page[0] + 2 * margin, sheet.page[1] + 2 * margin
        image = QImage(round(width * dpi / MM), round(height * dpi / MM), QImage.Format.Format_RGB32)
        if image.isNull():
            raise AppError("内存不够，画不出这么大的图", cure="请降低分辨率，或改用 PDF")
        image.fill(WHITE)
        image.setDotsPerMeterX(round(dpi / MM * 1000))
        image.setDotsPerMeterY(round(dpi / MM * 1000))
        painter = QPainter(image)
        try:
            painter.scale(dpi / MM / UNIT, dpi / MM / UNIT)
            painter.translate(margin * UNIT, margin * UNIT)
            self.paint(painter, sheet)
        finally:
            painter.end()
        return image

    def page(self, sheet: Sheet, dpi: float) -> Image.Image:
        """The trimmed page at `dpi` for the proof, in grey."""
        return self.picture(sheet, dpi).convert("L")

    def picture(self, sheet: Sheet, dpi: float) -> Image.Image:
        """The trimmed page at `dpi` in colour, opaque; Pillow converts in a third of the time that Qt takes."""
        image = self.raster(sheet, dpi)
        size = (image.width(), image.height())
        return Image.frombytes("RGB", size, bytes(image.constBits()), "raw", "BGRX", image.bytesPerLine(), 1)

    def png(self, sheet: Sheet, path: Path, dpi: float) -> None:
        """Write the trimmed page as PNG; AppError when the place cannot be written."""
        if not self.raster(sheet, dpi).save(str(path), quality=PNG_QUALITY):
            raise unwritable(path.name)

    def thumbnail(self, sheet: Sheet, height: int) -> bytes:
        """The trimmed page as a small PNG, `height` pixels high."""
        memory = QBuffer()
        memory.open(QBuffer.OpenModeFlag.WriteOnly)
        self.raster(sheet, height / sheet.page[1] * MM).save(memory, "PNG", PNG_QUALITY)  # type: ignore[call-overload]
        return bytes(memory.data().data())

    def pdf(self, sheet: Sheet, path: Path, title: str) -> None:
        """Write the page with its bleed as vector PDF; its boxes are set by pdf.set_boxes afterwards."""
        try:
            path.touch()  # Qt only says that it failed, not why
        except OSError as error:
            raise unwritable(path.name) from error
        writer = QPdfWriter(str(path))
        writer.setResolution(PDF_RESOLUTION)
        writer.setTitle(title)
        writer.setCreator("Taika")
        width, height = sheet.page[0] + 2 * sheet.bleed, sheet.page[1] + 2 * sheet.bleed
        size = QPageSize(QSizeF(width, height), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch)
        writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
        self.print(sheet, writer, PDF_RESOLUTION, sheet.bleed, path.name)

    def print(self, sheet: Sheet, device: QPaintDevice, resolution: float, margin: float, name: str) -> None:
        """Paint on a paged device, the trimmed corner `margin` mm inside; AppError when it cannot be begun."""
        painter = QPainter()
        if not painter.begin(device):
            raise unwritable(name)
        try:
            painter.scale(resolution / MM / UNIT, resolution / MM / UNIT)
            painter.translate(margin * UNIT, margin * UNIT)
            self.paint(painter, sheet)
        finally:
            painter.end()

    # ------------------------------------------------------------------------------------------------ items

    @singledispatchmethod
    def _draw(self, item: Placed, painter: QPainter) -> None:  # noqa: ARG002 - the registered ones need it
        raise TypeError(item)

    @_draw.register
    def _line(self, line: Line, painter: QPainter) -> None:
        painter.setFont(self._font(line.face, line.weight, line.size))
        painter.setPen(colour(line.colour))
        # QFont.setLetterSpacing comes out many times too wide in a PDF: spaced text is set letter by letter.
        parts = list(line.text) if line.tracking else [line.text]
        x = line.x
        for part in parts:
            painter.drawText(QPointF(x * UNIT, line.baseline * UNIT), part)
            x += self.measure(part, line.face, line.weight, line.size) + line.tracking

    @_draw.register
    def _area(self, area: Area, painter: QPainter) -> None:
        rect = _rect(area.box)
        if area.shadow:
            _shadow(painter, rect, area.radius * UNIT, area.shadow * UNIT)
        brush = _gradient(area, rect) if area.gradient else QBrush(colour(area.fill))
        painter.setBrush(brush)
        pen = QPen(colour(area.stroke), area.stroke_width * UNIT)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if area.dashed:
            pen.setDashPattern([5, 4])
        painter.setPen(pen if area.stroke and area.stroke_width else Qt.PenStyle.NoPen)
        if area.shape == "ellipse":
            painter.drawEllipse(rect)
        elif area.shape == "line":
            painter.drawLine(rect.topLeft(), rect.bottomRight())
        elif area.radius:
            painter.drawRoundedRect(rect, area.radius * UNIT, area.radius * UNIT)
        else:
            painter.drawRect(rect)

    @_draw.register
    def _picture(self, art: Art, painter: QPainter) -> None:
        rect = _rect(art.box)
        clip = QPainterPath()
        if art.mask == "circle":
            clip.addEllipse(rect)
        else:
            clip.addRect(rect)
        painter.setClipPath(clip)
        if art.path.suffix.lower() == ".svg":
            self._artwork(art, rect, painter)
        else:
            picture = self._photo(art)
            painter.drawImage(rect, picture, _cover(picture, rect))

    @_draw.register
    def _symbol(self, symbol: Symbol, painter: QPainter) -> None:
        if not symbol.modules:
            _no_code(painter, _rect(symbol.box))
            return
        painter.fillRect(_rect(ring(symbol)), WHITE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillPath(_modules(symbol), BLACK)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        if symbol.badge is not None and symbol.badge_share:
            self._badge(symbol, painter)

    def _badge(self, symbol: Symbol, painter: QPainter) -> None:
        """A white plate of whole modules, in it the coloured plate with the mark."""
        side = symbol.badge_modules * symbol.module * UNIT
        plate = QRectF(0, 0, side, side)
        plate.moveCenter(_rect(symbol.box).center())
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
        self._svg(symbol.badge, "#FFFFFF").render(painter, inner.adjusted(mark, mark, -mark, -mark))

    # ------------------------------------------------------------------------------------------------ artwork

    def _svg(self, path: Path, tint: str) -> QSvgRenderer:
        key = (path, tint)
        if key not in self._art:
            source = path.read_text(encoding="utf-8")
            renderer = QSvgRenderer(QByteArray(source.replace("currentColor", tint[:7] or "#000000").encode()))
            if not renderer.isValid():
                raise AppError("版式里的图 {file} 打不开", file=path.name)
            self._art[key] = renderer
        return self._art[key]

    def _artwork(self, art: Art, rect: QRectF, painter: QPainter) -> None:
        """Vectors into a PDF; on a picture, large artwork is painted once for each scale and kept."""
        renderer = self._svg(art.path, art.tint)
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
        if key not in self._pictures:
            picture = QImage.fromData(art.data) if art.data else _read(art.path)
            if picture.isNull():
                name = art.path.name or art.element
                raise AppError("照片 {file} 打不开", cure="请换成 JPEG 或 PNG 照片", file=name)
            if len(self._pictures) >= PHOTOS_KEPT:
                del self._pictures[next(iter(self._pictures))]
            self._pictures[key] = picture
        return self._pictures[key]


def _read(path: Path) -> QImage:
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    return reader.read()


def _painted(renderer: QSvgRenderer, size: QSize) -> QImage:
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def _rect(box: Box) -> QRectF:
    return QRectF(*(value * UNIT for value in box))


def _cover(picture: QImage, rect: QRectF) -> QRectF:
    """The part of `picture` that fills `rect` without distortion; heads sit high, so more is cut below."""
    scale = min(picture.width() / rect.width(), picture.height() / rect.height())
    width, height = rect.width() * scale, rect.height() * scale
    return QRectF((picture.width() - width) / 2, (picture.height() - height) * 0.25, width, height)


def _gradient(area: Area, rect: QRectF) -> QBrush:
    angle = math.radians(area.angle)
    reach = (abs(rect.width() * math.cos(angle)) + abs(rect.height() * math.sin(angle))) / 2
    step = QPointF(math.cos(angle) * reach, math.sin(angle) * reach)
    gradient = QLinearGradient(rect.center() - step, rect.center() + step)
    for number, name in enumerate(area.gradient):
        gradient.setColorAt(number / (len(area.gradient) - 1), colour(name))
    return QBrush(gradient)


def _shadow(painter: QPainter, rect: QRectF, radius: float, size: float) -> None:
    """A soft shadow of stacked pale frames, a little below: vectors, so a PDF keeps it."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(36, 14, 10, 2))
    for layer in range(SHADOW_LAYERS):
        far = 1 - layer / SHADOW_LAYERS
        grow = size * 1.35 * far**1.7
        sheet = rect.translated(0, size * 0.5 * far).adjusted(-grow, -grow, grow, grow)
        frame = QPainterPath()  # the card itself covers the middle, so nothing is painted there
        frame.addRoundedRect(sheet, radius + grow, radius + grow)
        frame.addRoundedRect(rect, radius, radius)
        painter.drawPath(frame)


def _modules(symbol: Symbol) -> QPainterPath:
    """All dark modules as one path of rectangles, each run of a row merged: no seams, few objects."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    pitch = symbol.module * UNIT
    hidden = _badge_span(symbol)
    left, top = symbol.box[0] * UNIT, symbol.box[1] * UNIT
    for row, cells in enumerate(symbol.modules):
        # Nothing lies under the badge, or slivers of it would show at its edge.
        seen = [dark and not (row in hidden and column in hidden) for column, dark in enumerate(cells)]
        for start, length in _runs(seen):
            path.addRect(QRectF(left + start * pitch, top + row * pitch, length * pitch, pitch))
    return path


def _badge_span(symbol: Symbol) -> range:
    """The rows, and columns, that the badge covers."""
    if symbol.badge is None:
        return range(0)
    first = (len(symbol.modules) - symbol.badge_modules) // 2
    return range(first, first + symbol.badge_modules)


def _runs(cells: Iterable[bool]) -> list[tuple[int, int]]:
    """Where dark runs start and how long they are."""
    runs: list[tuple[int, int]] = []
    for column, dark in enumerate(cells):
        if not dark:
            continue
        if runs and sum(runs[-1]) == column:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((column, 1))
    return runs


def _no_code(painter: QPainter, rect: QRectF) -> None:
    painter.setPen(QPen(QColor("#AEB8BC"), 0.4 * UNIT, Qt.PenStyle.DashLine))
    painter.setBrush(QColor("#EEF1F1"))
    painter.drawRoundedRect(rect, 2 * UNIT, 2 * UNIT)


__all__ = ["Item", "Painter", "guarantee_application"]
