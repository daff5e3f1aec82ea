"""A ruler in millimetres along the page."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.themed import Themed

THICK = 22
STEPS = (5, 10, 20, 50, 100, 200, 500)


class Ruler(Themed, QWidget):
    """Horizontal or vertical; `set_scale` says where the page's zero lies and how long a millimetre is."""

    def __init__(self, theme: Theme, *, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._upright = upright
        self._zero, self._pitch, self._length = 0.0, 1.0, 0.0
        self.follow(theme)
        if upright:
            self.setFixedWidth(THICK)
        else:
            self.setFixedHeight(THICK)

    def set_scale(self, zero: float, pitch: float, length: float) -> None:
        """`zero` px is where 0 mm lies, `pitch` px a millimetre, `length` mm of the page."""
        self._zero, self._pitch, self._length = zero, max(pitch, 0.05), length
        self.update()

    def step(self) -> int:
        """Millimetres between two numbers, so that they stay apart."""
        return next((step for step in STEPS if step * self._pitch >= 48), STEPS[-1])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        painter.fillRect(self.rect(), theme.color("surface"))
        along = self.height() if self._upright else self.width()
        self._fill(painter, self._zero, self._length * self._pitch)
        self._ticks(painter, along)
        painter.setPen(QPen(theme.color("border"), 1))
        if self._upright:
            painter.drawLine(THICK - 1, 0, THICK - 1, along)
        else:
            painter.drawLine(0, THICK - 1, along, THICK - 1)
        painter.end()

    def _fill(self, painter: QPainter, start: float, length: float) -> None:
        """The accent strip that shows how far the page reaches."""
        accent = self.theme.color("accentSoft2")
        strip = QRectF(THICK - 4, start, 3, length) if self._upright else QRectF(start, THICK - 4, length, 3)
        painter.fillRect(strip, accent)

    def _ticks(self, painter: QPainter, along: int) -> None:
        step = self.step()
        first = int(-self._zero / self._pitch // step) * step
        painter.setPen(QPen(self.theme.color("text3"), 1))
        for number in range(first, int((along - self._zero) / self._pitch) + step, step):
            for part in range(5):
                at = round(self._zero + (number + part * step / 5) * self._pitch)
                self._tick(painter, at, 9 if part == 0 else 4)
            self._number(painter, self._zero + number * self._pitch, str(number))
            painter.setPen(QPen(self.theme.color("text3"), 1))

    def _tick(self, painter: QPainter, at: int, long: int) -> None:
        if self._upright:
            painter.drawLine(THICK - long, at, THICK, at)
        else:
            painter.drawLine(at, THICK - long, at, THICK)

    def _number(self, painter: QPainter, at: float, words: str) -> None:
        font, ink = self.theme.font("micro"), self.theme.color("text3")
        painter.save()
        if self._upright:
            painter.translate(0, at)
            painter.rotate(90)
            draw.text(painter, QRectF(3, -15, 40, 14), words, font, ink, elide=False)
        else:
            draw.text(painter, QRectF(at + 3, 0, 40, 14), words, font, ink, elide=False)
        painter.restore()


class Corner(Themed, QWidget):
    """Where the two rulers meet: the unit."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.follow(theme)
        self.setFixedSize(THICK, THICK)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color("surface"))
        draw.text(painter, QRectF(self.rect()), "mm", self.theme.font("micro"), self.theme.color("text3"), "center",
                  elide=False)  # fmt: skip
        painter.end()
