"""Choose the square of a photo: drag or arrows move it, the wheel or + and − make it larger or smaller."""

from pathlib import Path

from PIL import Image
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainterPath, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop.posters import photo
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.themed import Themed, area, smooth

SIDE = 304  # px of the widget
STEP = 1.08
MOVE = 0.03  # of the square's side, by an arrow
CLOSEST = 120  # px of the photo: the smallest square


class Cropper(Themed, QWidget):
    """The photo under a round window; `square` is what will be cut."""

    def __init__(self, theme: Theme, picture: Image.Image, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage(
            picture.tobytes(), picture.width, picture.height, picture.width * 3, QImage.Format.Format_RGB888
        ).copy()
        self.square = photo.first_square(picture.width, picture.height)
        self._held: QPointF | None = None
        self.follow(theme)
        self.setFixedSize(SIDE, SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName(QCoreApplication.translate("PhotoDialog", "照片的取景：方向键移动，+ − 缩放"))

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def zoom(self, by: float) -> None:
        """A smaller or larger square about the same middle."""
        left, top, side = self.square
        wanted = max(min(float(CLOSEST), self._most()), min(self._most(), side * by))
        self._place(left + (side - wanted) / 2, top + (side - wanted) / 2, wanted)

    def move_by(self, x: float, y: float) -> None:
        """Move the window by shares of its side."""
        left, top, side = self.square
        self._place(left + x * side, top + y * side, side)

    def _most(self) -> float:
        return float(min(self._image.width(), self._image.height()))

    def _place(self, left: float, top: float, side: float) -> None:
        left = max(0.0, min(left, self._image.width() - side))
        top = max(0.0, min(top, self._image.height() - side))
        self.square = (left, top, side)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: (-MOVE, 0.0), Qt.Key.Key_Right: (MOVE, 0.0), Qt.Key.Key_Up: (0.0, -MOVE),
            Qt.Key.Key_Down: (0.0, MOVE),
        }  # fmt: skip
        if (move := moves.get(Qt.Key(event.key()))) is not None:
            self.move_by(*move)
        elif event.text() in {"+", "="}:
            self.zoom(1 / STEP)
        elif event.text() in {"-", "−"}:
            self.zoom(STEP)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(1 / STEP if event.angleDelta().y() > 0 else STEP)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            way = (self._held - event.position()) / SIDE
            self._held = event.position()
            self.move_by(way.x(), way.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        painter.drawImage(QRectF(0, 0, SIDE, SIDE), self._image, QRectF(*self.square[:2], *[self.square[2]] * 2))
        shade = QPainterPath()
        shade.addRect(QRectF(0, 0, SIDE, SIDE))
        shade.addEllipse(QRectF(1, 1, SIDE - 2, SIDE - 2))
        painter.fillPath(shade, QColor(10, 24, 26, 130))
        painter.setPen(QPen(QColor(255, 255, 255, 200), 1.5))
        painter.drawEllipse(QRectF(1, 1, SIDE - 2, SIDE - 2))
        if self.hasFocus():
            draw.focus_ring(painter, area(self), self.theme, 2)
        painter.end()


def ask_square(parent: QWidget, theme: Theme, picture: Image.Image, name: str) -> str:
    """The photo as it will be kept; empty when the user changed their mind."""
    title = QCoreApplication.translate("PhotoDialog", "{name} 的照片").format(name=name)
    words = QCoreApplication.translate("PhotoDialog", "拖动或方向键移动，滚轮或 + − 缩放；印出来是圆的。")
    dialog = Dialog(theme, title, words, parent=parent)
    cropper = Cropper(theme, picture, dialog)
    dialog.body.addWidget(cropper, 0, Qt.AlignmentFlag.AlignHCenter)
    dialog.add_button(Button(theme, QCoreApplication.translate("PhotoDialog", "取消")), "reject")
    dialog.add_button(Button(theme, QCoreApplication.translate("PhotoDialog", "用这张"), "primary"), "accept")
    kept: list[str] = []
    dialog.accepted.connect(lambda: kept.append(photo.cut(picture, cropper.square)))
    cropper.setFocus()
    return kept[0] if dialog.exec() == QDialog.DialogCode.Accepted and kept else ""


def ask_file(parent: QWidget) -> Path | None:
    """Ask for the file of a photo."""
    title = QCoreApplication.translate("PhotoDialog", "选照片")
    chosen, _filter = QFileDialog.getOpenFileName(parent, title, "", "*.jpg *.jpeg *.png")
    return Path(chosen) if chosen else None
