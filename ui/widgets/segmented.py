"""One of a few, side by side."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.themed import Themed, area, smooth

HEIGHT = 32


class Segmented(Themed, QWidget):
    """Choices as (key, words); arrows change it while it has the focus."""

    changed = Signal(str)

    def __init__(self, theme: Theme, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = list(choices)
        self._value = self._choices[0][0] if self._choices else ""
        self.follow(theme)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def value(self) -> str:
        return self._value

    def set_value(self, key: str) -> None:
        """Choose by key; says `changed` only when it is another one."""
        if key != self._value and key in dict(self._choices):
            self._value = key
            self.setAccessibleDescription(dict(self._choices)[key])
            self.update()
            self.changed.emit(key)

    def sizeHint(self) -> QSize:
        widest = max(
            (draw.text_width(self.theme.font("table", bold=True), words) for _, words in self._choices), default=0
        )
        return QSize(round((widest + self.theme.px(28)) * len(self._choices)), self.theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for index, (key, _) in enumerate(self._choices):
            if self._cell(index).contains(event.position()):
                self.set_value(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        keys = [key for key, _ in self._choices]
        self.set_value(keys[max(0, min(len(keys) - 1, keys.index(self._value) + step))])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = smooth(self), self.theme
        draw.rounded(painter, area(self), 6, theme.color("sunken"), theme.color("border2"))
        for index, (key, words) in enumerate(self._choices):
            cell, chosen = self._cell(index), key == self._value
            if chosen:
                draw.rounded(painter, cell.adjusted(2, 2, -2, -2), 5, theme.color("raised"), theme.color("border2"))
            ink = theme.color("accent" if chosen else "text2")
            draw.text(painter, cell, words, theme.font("table", bold=chosen), ink, "center", elide=False)
        if self.hasFocus():
            draw.focus_ring(painter, area(self), theme, 6)
        painter.end()

    def _cell(self, index: int) -> QRectF:
        width = self.width() / len(self._choices)
        return QRectF(index * width, 0, width, self.height())
