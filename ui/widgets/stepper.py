"""The four AIPL stages as steps on a line."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.pill import paint_letter, stage_letter, stage_name
from ui.widgets.themed import Themed, smooth

STAGES = "AIPL"
NODE = 22
CURRENT = 30
MARGIN = 16  # middle of the first node from the left edge


class StageStepper(Themed, QWidget):
    """Shows the stage; a click or 1–4 with the focus here sends `chosen` with the letter wished for."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, stage: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stage = stage_letter(stage)
        self.follow(theme)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_stage(self, stage: str) -> None:
        """A letter, or a key as stored."""
        self.stage = stage_letter(stage)
        self.setAccessibleName(stage_name(stage))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(300), self.theme.px(CURRENT) + self.theme.px(22))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        reach = (self._x(1) - self._x(0)) / 2
        for index, letter in enumerate(STAGES):
            if abs(event.position().x() - self._x(index)) <= reach:
                self.chosen.emit(letter)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in set("1234"):
            self.chosen.emit(STAGES[int(event.text()) - 1])
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        for index in range(len(STAGES) - 1):
            self._paint_line(painter, index)
        for index, letter in enumerate(STAGES):
            self._paint_node(painter, index, letter)
        if self.hasFocus():
            draw.focus_ring(painter, QRectF(self.rect()), self.theme, 6)
        painter.end()

    def _at(self) -> int:
        return STAGES.find(self.stage) if self.stage else -1

    def _x(self, index: int) -> float:
        margin = self.theme.px(MARGIN)
        return margin + (self.width() - 2 * margin) * index / (len(STAGES) - 1)

    def _middle(self) -> float:
        return self.theme.px(CURRENT) / 2 + 1

    def _paint_line(self, painter: QPainter, index: int) -> None:
        passed = index < self._at()
        painter.setPen(QPen(self.theme.color("accent" if passed else "border2"), 2 if passed else 1.5))
        gap = self.theme.px(15)
        painter.drawLine(
            QPointF(self._x(index) + gap, self._middle()), QPointF(self._x(index + 1) - gap, self._middle())
        )

    def _paint_node(self, painter: QPainter, index: int, letter: str) -> None:
        theme, here = self.theme, index == self._at()
        size = theme.px(CURRENT if here else NODE)
        rect = QRectF(self._x(index) - size / 2, self._middle() - size / 2, size, size)
        if here:
            draw.rounded(painter, rect, size / 2, theme.color(f"st{letter}"), theme.color("accent"), 2)
            draw.rounded(painter, rect.adjusted(2, 2, -2, -2), size / 2 - 2, None, theme.color("surface"), 1)
            ink = theme.color(f"st{letter}Text")
            draw.text(painter, rect, letter, theme.font("micro", bold=True), ink, "center", elide=False)
        elif index < self._at():
            paint_letter(painter, rect, theme, letter)
        else:
            draw.rounded(painter, rect, size / 2, theme.color("surface"), theme.color("control"), 1.2)
            draw.text(painter, rect, letter, theme.font("micro"), theme.color("text2"), "center", elide=False)
        self._paint_name(painter, index, letter, here=here)

    def _paint_name(self, painter: QPainter, index: int, letter: str, *, here: bool) -> None:
        theme = self.theme
        font = theme.font("caption", bold=here)
        width = draw.text_width(font, stage_name(letter)) + 2
        left = min(max(0.0, self._x(index) - width / 2), self.width() - width)
        rect = QRectF(left, theme.px(CURRENT) + theme.px(3), width, theme.px(18))
        draw.text(
            painter, rect, stage_name(letter), font, theme.color("text" if here else "text2"), "center", elide=False
        )
