"""The steps of the import wizard in a line, the present one marked."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.themed import Themed, smooth

HEIGHT = 24
GAP = 26


class StepBar(Themed, QWidget):
    """(key, words) in their order; those before the present one are ticked."""

    def __init__(self, theme: Theme, steps: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = list(steps)
        self._at = 0
        self.follow(theme)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def step(self) -> str:
        return self._steps[self._at][0]

    def set_step(self, key: str) -> None:
        self._at = [one for one, _ in self._steps].index(key)
        self.setAccessibleName(self._steps[self._at][1])
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(300), self.theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, x = smooth(self), self.theme, 0.0
        middle = self.height() / 2
        for number, (_, words) in enumerate(self._steps):
            here = number == self._at
            ink = "accent" if here else "text2" if number < self._at else "text3"
            font = theme.font("caption", bold=here)
            if number < self._at:
                draw.pixmap(painter, x, middle, theme.icon("check", 12, "accent"))
                x += theme.px(16)
            width = draw.text_width(font, words)
            draw.text(painter, QRectF(x, 0, width + 2, self.height()), words, font, theme.color(ink), elide=False)
            x += width + theme.px(8)
            if number < len(self._steps) - 1:
                draw.pixmap(painter, x, middle, theme.icon("arrow-right", 12, "disabled"))
                x += theme.px(GAP - 6)
        painter.end()
