"""Toasts: what was done, and the way back; eight seconds, longer while hovered."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QEnterEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.keycap import keycap_width, paint_keycap
from ui.widgets.shadow import DOWN, MARGIN, nine_patch, paint_shadow
from ui.widgets.themed import Themed, smooth

SHOWN_MS = 8000
HEIGHT = 44
WIDTH = 360


class Toast(Themed, QWidget):
    """One line over the foot of the window; a click on 撤销 sends `undo_clicked`."""

    undo_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget, foot: int = 28) -> None:
        """`foot` is the height of the bar at the window's foot that the toast stays clear of."""
        super().__init__(parent)
        self.text, self.icon, self.undoable = "", "check", False
        self._foot = foot
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(SHOWN_MS)
        self.timer.timeout.connect(self.hide)
        self.follow(theme)
        self.restyle()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        parent.installEventFilter(self)
        self.hide()

    def restyle(self) -> None:
        self._shadow = nine_patch(self.theme.color("shadow"), 8)

    def show_text(self, words: str, *, undoable: bool = False, icon: str = "check") -> None:
        """Show for eight seconds; a toast that is there gives way."""
        self.text, self.undoable, self.icon = words, undoable, icon
        self.setAccessibleName(words)
        self._place()
        self.show()
        self.raise_()
        self.timer.start()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self.theme
        width = theme.px(70) + draw.text_width(theme.font("table", bold=True), self.text)
        if self.undoable:
            width += self._undo_width() + theme.px(24)
        width = min(max(theme.px(WIDTH), width), self.parentWidget().width() - 2 * MARGIN)
        return QSize(round(width) + 2 * MARGIN, theme.px(HEIGHT) + 2 * MARGIN)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self.timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible():
            self.timer.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        undo_from = self.width() - MARGIN - self._undo_width() - self.theme.px(20)
        if self.undoable and event.position().x() >= undo_from:
            self.undo_clicked.emit()
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = smooth(self), self.theme
        box = self.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        paint_shadow(painter, box, self._shadow)
        draw.rounded(painter, QRectF(box), 8, theme.color("toast"))
        middle = box.center().y() + 0.5
        draw.pixmap(painter, box.left() + theme.px(14), middle, theme.icon(self.icon, 16, "toastAccent"))
        left = box.left() + theme.px(38)
        right = box.right() - theme.px(14) - (self._undo_width() + theme.px(12) if self.undoable else 0)
        font = theme.font("table", bold=True)
        draw.text(
            painter, QRectF(left, box.top(), right - left, box.height()), self.text, font, theme.color("toastText")
        )
        if self.undoable:
            x = box.right() - theme.px(12) - self._undo_width()
            words = undo_words()
            width = draw.text(painter, QRectF(x, box.top(), 200, box.height()), words, font, theme.color("toastAccent"))
            paint_keycap(painter, x + width + theme.px(8), middle, "Ctrl Z", theme, "toast")
        painter.end()

    def _undo_width(self) -> float:
        theme = self.theme
        return (
            draw.text_width(theme.font("table", bold=True), undo_words()) + theme.px(8) + keycap_width(theme, "Ctrl Z")
        )

    @Slot()
    def _place(self) -> None:
        size, parent = self.sizeHint(), self.parentWidget()
        x = (parent.width() - size.width()) // 2
        self.setGeometry(x, parent.height() - self.theme.px(self._foot) - size.height() + MARGIN - 12 + DOWN // 2,
                         size.width(), size.height())  # fmt: skip


def undo_words() -> str:
    return QCoreApplication.translate("Toast", "撤销")
