"""The bar at the foot: the keys that work here at the left, the state of the data at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.page import Hint, Status
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.keycap import keycap_width, paint_keycap
from ui.widgets.pane import Pane

HEIGHT = 28
GAP = 16


class HintBar(Pane):
    """Painted, 28 px; what does not fit is left out from the end, but never `?`."""

    help_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "canvas", edge="top", parent=parent)
        self.hints: list[Hint] = []
        self.status: list[Status] = []
        self.shown: list[Hint] = []
        self.restyle()

    def restyle(self) -> None:
        self.setFixedHeight(max(HEIGHT, self.theme.px(18) + 10))

    def set_hints(self, hints: Sequence[Hint]) -> None:
        self.hints = [*hints, Hint("?", QCoreApplication.translate("HintBar", "全部快捷键"))]
        self.setAccessibleDescription(" ".join(f"{hint.keys} {hint.text}" for hint in self.hints))
        self.update()

    def set_status(self, status: Sequence[Status]) -> None:
        self.status = list(status)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.position().x() < self.width() / 2:
            self.help_clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        right = self._paint_status(painter)
        self._paint_hints(painter, right - self.theme.px(GAP))
        painter.end()

    def _hint_width(self, hint: Hint) -> float:
        theme = self.theme
        return keycap_width(theme, hint.keys) + theme.px(5) + draw.text_width(theme.font("caption"), hint.text)

    def _fitting(self, width: float) -> list[Hint]:
        """The hints that fit, the last one always among them."""
        gap = self.theme.px(GAP)
        room = width - self._hint_width(self.hints[-1])
        chosen = []
        for hint in self.hints[:-1]:
            room -= self._hint_width(hint) + gap
            if room < 0:
                break
            chosen.append(hint)
        return [*chosen, self.hints[-1]]

    def _paint_hints(self, painter: QPainter, right: float) -> None:
        theme, middle = self.theme, self.height() / 2
        x = float(theme.px(16))
        self.shown = self._fitting(right - x) if self.hints else []
        for hint in self.shown:
            x += paint_keycap(painter, x, middle, hint.keys, theme) + theme.px(5)
            rect = QRectF(x, 0, self.width(), self.height())
            x += draw.text(painter, rect, hint.text, theme.font("caption"), theme.color("text2"), elide=False)
            x += theme.px(GAP)

    def _paint_status(self, painter: QPainter) -> float:
        """Paints from the right; returns where the strip begins."""
        theme = self.theme
        x = float(self.width() - theme.px(16))
        for status in reversed(self.status):
            width = draw.text_width(theme.font("caption"), status.text)
            x -= width
            rect = QRectF(x, 0, width + 1, self.height())
            draw.text(painter, rect, status.text, theme.font("caption"), theme.color("text2"), elide=False)
            x -= theme.px(18)
            draw.pixmap(painter, x, self.height() / 2, theme.icon(status.icon, 14))
            x -= theme.px(GAP)
        return x
