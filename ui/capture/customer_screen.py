"""What the customer sees: the manager's code as large as the screen allows, and the branch's posters when idle."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QScreen
from PySide6.QtWidgets import QWidget

from ui.capture.qr_card import Matrix, paint_matrix
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.themed import smooth

IDLE_MS: Final = 30_000
SLIDE_MS: Final = 8_000
HEAD: Final = 96
FOOT: Final = 150
FLAGS = Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint


def second_screen(own: QScreen) -> QScreen | None:
    """The screen that faces the customer, None when there is only one."""
    return next((screen for screen in QGuiApplication.screens() if screen is not own), None)


class CustomerScreen(QWidget):
    """On a second screen it stays without taking the keys; on the only one any key closes it.

    `wake` shows the code again; after half a minute without it the slides begin, if there are any.
    """

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, FLAGS)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.theme = theme
        self.matrix: Matrix = ()
        self.name, self.line, self.branch = "", "", ""
        self.slides: list[QPixmap] = []
        self.at = -1  # the slide that shows; -1 is the code
        self.beside = False
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self.next_slide)
        self._turn = QTimer(self)
        self._turn.setInterval(SLIDE_MS)
        self._turn.timeout.connect(self.next_slide)

    def set_code(self, matrix: Matrix, name: str, line: str, branch: str) -> None:
        """Whose code it is; what shows follows at once."""
        self.matrix, self.name, self.line, self.branch = matrix, name, line, branch
        self.setWindowTitle(name)
        self.setAccessibleName(self.tr("给客户看的屏：{name} 的二维码").format(name=name))
        self.update()

    def set_slides(self, pictures: Sequence[QPixmap]) -> None:
        self.slides = list(pictures)

    def open_screen(self) -> None:
        """On the second screen if there is one, beside the work; else over everything, until a key."""
        own = self.parentWidget().screen()
        other = second_screen(own)
        self.beside = other is not None
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, self.beside)
        self.setGeometry((other or own).geometry())
        self.showFullScreen()
        if not self.beside:
            self.activateWindow()
            self.setFocus()
        self.wake()

    def wake(self) -> None:
        """Somebody stands there: the code."""
        self.at = -1
        self._turn.stop()
        self._idle.start()
        self.update()

    @Slot()
    def next_slide(self) -> None:
        """The next poster; nothing to turn to leaves the code."""
        if self.slides and self.isVisible():
            self.at = (self.at + 1) % len(self.slides)
            self._turn.start()
            self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._idle.stop()
        self._turn.stop()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Touched by the customer: the code again; on the only screen it goes."""
        if self.beside:
            self.wake()
        else:
            self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        painter.fillRect(self.rect(), self.theme.color("paper"))
        whole = QRectF(self.rect())
        if self.at >= 0:
            side = whole.adjusted(whole.width() * 0.62, 0, 0, 0)
            self._paint_slide(painter, whole.adjusted(0, 0, -side.width(), 0))
            self._paint_code(painter, side)
        else:
            self._paint_code(painter, whole)
        painter.end()

    def _paint_slide(self, painter: QPainter, room: QRectF) -> None:
        picture, ratio = self.slides[self.at], self.devicePixelRatioF()
        size = picture.size().scaled(room.size().toSize() * ratio, Qt.AspectRatioMode.KeepAspectRatio)
        shown = picture.scaled(
            size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )  # fmt: skip
        shown.setDevicePixelRatio(ratio)
        width, height = shown.deviceIndependentSize().width(), shown.deviceIndependentSize().height()
        painter.drawPixmap(round(room.center().x() - width / 2), round(room.center().y() - height / 2), shown)

    def _paint_code(self, painter: QPainter, room: QRectF) -> None:
        """Branch above, code, below it name, what the person is for, and what to do."""
        theme = self.theme
        ink, ink2 = theme.color("paperText"), theme.color("paperText2")
        head = QRectF(room.left(), room.top() + 24, room.width(), HEAD - 24)
        draw.text(painter, head, self.branch, theme.font("figure"), ink, "center")
        paint_matrix(painter, room.adjusted(0, HEAD, 0, -FOOT), self.matrix, ink)
        name = QRectF(room.left(), room.bottom() - FOOT, room.width(), 52)
        draw.text(painter, name, self.name, theme.font("display"), ink, "center")
        line = QRectF(room.left(), name.bottom() + 4, room.width(), 28)
        draw.text(painter, line, self.line, theme.font("heading"), ink2, "center")
        words = self.tr("打开微信扫一扫，加我为好友")
        draw.text(painter, line.translated(0, 30), words, theme.font("heading"), ink2, "center")
