"""The page as it will be printed, in millimetres, with trim, bleed, safe area and folds drawn over it."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QPainter, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QGraphicsView, QStyleOptionGraphicsItem, QWidget

from desktop.posters.layout import Sheet
from desktop.posters.paint import Painter
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.keys import plain_key
from ui.widgets.shadow import nine_patch, paint_shadow

MM_INCH = 25.4
AIR = 34  # px around the page when it fits the window
LARGEST, SMALLEST = 12.0, 0.4  # px a millimetre
STEP = 1.2
SCREEN_MM = 96 / MM_INCH  # px a millimetre at 100 %


class SheetItem(QGraphicsItem):
    """Paints a sheet; the picture is made once for each zoom, by the painter that makes the files."""

    def __init__(self, painter: Painter) -> None:
        super().__init__()
        self._painter = painter
        self._sheet: Sheet | None = None
        self._image: QImage | None = None
        self._made_for = 0.0

    def set_sheet(self, sheet: Sheet) -> None:
        self.prepareGeometryChange()
        self._sheet, self._image = sheet, None
        self.update()

    def sheet(self) -> Sheet | None:
        return self._sheet

    def boundingRect(self) -> QRectF:
        if self._sheet is None:
            return QRectF()
        bleed = self._sheet.bleed
        return QRectF(-bleed, -bleed, self._sheet.page[0] + 2 * bleed, self._sheet.page[1] + 2 * bleed)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._sheet is None:
            return
        density = painter.worldTransform().m11() * (widget.devicePixelRatioF() if widget else 1.0)
        if self._image is None or self._made_for != density:
            self._image = self._painter.raster(self._sheet, density * MM_INCH, bleed=True)
            self._made_for = density
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.boundingRect(), self._image)


class SheetView(QGraphicsView):
    """The preview; `view_changed` when the page moves or another size is shown."""

    view_changed = Signal()
    letter = Signal(str)

    def __init__(self, theme: Theme, painter: Painter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.shown = {"bleed": True, "folds": True, "safe": True}
        self._fitting = True
        self._came_by_key = False
        self._scene = QGraphicsScene(self)
        self._item = SheetItem(painter)
        self._scene.addItem(self._item)
        self._shadow = nine_patch(QColor(12, 30, 32, 46), 2)
        self.setScene(self._scene)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAcceptDrops(False)  # what is dropped is the page's
        self.setAccessibleName(self.tr("成品预览"))
        theme.changed.connect(self.viewport().update)

    # ------------------------------------------------------------------------------------------------ what is shown

    def set_sheet(self, sheet: Sheet) -> None:
        old = self._item.sheet()
        self._item.set_sheet(sheet)
        if old is None or old.page != sheet.page:
            margin = max(sheet.page)
            self._scene.setSceneRect(self._item.boundingRect().adjusted(-margin, -margin, margin, margin))
            self.fit()
        self.viewport().update()

    def sheet(self) -> Sheet | None:
        return self._item.sheet()

    def show_lines(self, name: str, on: bool) -> None:
        self.shown[name] = on
        self.viewport().update()

    # ------------------------------------------------------------------------------------------------ zoom

    def pitch(self) -> float:
        """Pixels a millimetre."""
        return self.transform().m11()

    def percent(self) -> int:
        """Zoom in per cent of the real size on a screen of 96 dpi."""
        return round(self.pitch() / SCREEN_MM * 100)

    def zero(self) -> QPointF:
        """Where the trimmed corner lies in the viewport."""
        return QPointF(self.mapFromScene(QPointF(0, 0)))

    def fit(self) -> None:
        """The whole page with some air around it; stays so when the window changes."""
        self._fitting = True
        page = self._item.boundingRect()
        room = QSizeF(self.viewport().width() - 2 * AIR, self.viewport().height() - 1.4 * AIR)
        if page.isEmpty() or room.width() < 20 or room.height() < 20:
            return
        self._set_pitch(min(room.width() / page.width(), room.height() / page.height()))
        self.centerOn(page.center() + QPointF(self._card_room(), 0))
        self.view_changed.emit()

    def _card_room(self) -> float:
        """The page stands left of the floating proof, as far as there is room."""
        page = self._item.boundingRect().width() * self.pitch()
        spare = (self.viewport().width() - page) / 2 - AIR
        return max(0.0, min(spare, 150.0)) / self.pitch()

    def zoom(self, by: float) -> None:
        self._fitting = False
        self._set_pitch(max(SMALLEST, min(LARGEST, self.pitch() * by)))
        self.view_changed.emit()

    def _set_pitch(self, pitch: float) -> None:
        self.resetTransform()
        self.scale(pitch, pitch)

    # ------------------------------------------------------------------------------------------------ events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting:
            self.fit()
        self.view_changed.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.view_changed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(STEP if event.angleDelta().y() > 0 else 1 / STEP)
            return
        super().wheelEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._came_by_key = event.reason() not in {
            Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason,
        }  # fmt: skip
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (key := plain_key(event)) in {"[", "]", "0"}:
            self.letter.emit(key)
            return
        super().keyPressEvent(event)

    # ------------------------------------------------------------------------------------------------ painting

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        painter.fillRect(rect, self.theme.color("track"))
        if self._item.sheet() is None:
            return
        page = self.mapFromScene(self._item.boundingRect()).boundingRect()
        painter.save()
        painter.resetTransform()
        paint_shadow(painter, page, self._shadow)
        painter.restore()

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        sheet = self._item.sheet()
        if sheet is None:
            return
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        Overlay(self, painter, sheet).draw()
        if self.hasFocus() and self._came_by_key:
            draw.focus_ring(painter, QRectF(self.viewport().rect()), self.theme, 2)
        painter.restore()


class Overlay:
    """The lines over the page: trim, safe area, folds, the width of the code."""

    def __init__(self, view: SheetView, painter: QPainter, sheet: Sheet) -> None:
        self._view, self._painter, self._sheet = view, painter, sheet
        self._theme = view.theme

    def draw(self) -> None:
        shown = self._view.shown
        page = self._rect(0, 0, *self._sheet.page)
        if shown["bleed"]:
            self._trim(page)
        if shown["safe"] and self._sheet.safe:
            safe = self._sheet.safe
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.setPen(self._pen(QColor(255, 255, 255, 90), Qt.PenStyle.SolidLine))
            inner = self._rect(safe, safe, self._sheet.page[0] - 2 * safe, self._sheet.page[1] - 2 * safe)
            self._painter.drawRect(inner)
            self._painter.setPen(self._pen(self._theme.color("text3"), Qt.PenStyle.DotLine))
            self._painter.drawRect(inner)
        if shown["folds"]:
            for fold in self._sheet.folds:
                self._fold(fold, page)
        self._code_width(page)

    def _rect(self, x: float, y: float, width: float, height: float) -> QRectF:
        top_left = self._view.mapFromScene(QPointF(x, y))
        bottom_right = self._view.mapFromScene(QPointF(x + width, y + height))
        return QRectF(QPointF(top_left), QPointF(bottom_right))

    def _pen(self, color: QColor, style: Qt.PenStyle) -> QPen:
        return QPen(color, 1, style)

    def _trim(self, page: QRectF) -> None:
        danger = self._theme.color("danger")
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._sheet.bleed:
            self._painter.setPen(self._pen(danger, Qt.PenStyle.DashLine))
            self._painter.drawRect(page)
            self._label(page.right() + 12, page.top(), QCoreApplication.translate("SheetView", "裁切"), "danger")
        self._painter.setPen(self._pen(self._theme.color("text3"), Qt.PenStyle.SolidLine))
        for x, way in ((page.left(), -1), (page.right(), 1)):
            for y, down in ((page.top(), -1), (page.bottom(), 1)):
                self._painter.drawLine(QPointF(x + way * 8, y), QPointF(x + way * 20, y))
                self._painter.drawLine(QPointF(x, y + down * 8), QPointF(x, y + down * 20))

    def _fold(self, fold: float, page: QRectF) -> None:
        y = self._view.mapFromScene(QPointF(0, fold)).y()
        self._painter.setPen(self._pen(self._theme.color("info"), Qt.PenStyle.DashLine))
        self._painter.drawLine(QPointF(page.left() - 14, y), QPointF(page.right() + 8, y))
        self._label(
            page.right() + 12, y, QCoreApplication.translate("SheetView", "折线 {at}").format(at=f"{fold:g}"), "info"
        )

    def _code_width(self, page: QRectF) -> None:
        """A bracket beside the page: how large the code is."""
        symbols = self._sheet.symbols
        if not symbols:
            return
        x, y, side, _height = symbols[-1].box
        box = self._rect(x, y, side, side)
        at = page.right() + 8
        self._painter.setPen(self._pen(self._theme.color("text3"), Qt.PenStyle.SolidLine))
        self._painter.drawLine(QPointF(at, box.top()), QPointF(at, box.bottom()))
        for end in (box.top(), box.bottom()):
            self._painter.drawLine(QPointF(at - 5, end), QPointF(at + 4, end))
        self._label(at + 6, box.center().y(), f"{side:g} mm", "text2")

    def _label(self, x: float, cy: float, words: str, token: str) -> None:
        font = self._theme.font("caption")
        width = draw.text_width(font, words) + 12
        rect = QRectF(x, cy - 10, width, 20)
        edge = self._theme.color({"danger": "dangerBd", "info": "infoBd"}.get(token, "border2"))
        draw.rounded(self._painter, rect, 4, self._theme.color("surface"), edge)
        draw.text(self._painter, rect, words, font, self._theme.color(token), "center", elide=False)
