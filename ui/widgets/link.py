"""A word to click, in accent."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.themed import Themed, area, smooth


class Link(Themed, QAbstractButton):
    """A button that looks like a link; Enter and Space work."""

    def __init__(self, theme: Theme, words: str, role: str = "caption", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self.follow(theme)
        self.setText(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def setText(self, words: str) -> None:
        super().setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = draw.text_width(self.theme.font(self._role), self.text())
        return QSize(round(width) + 2, self.theme.line(self._role) + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        ink = self.theme.color("accentHover" if self.underMouse() else "accent")
        draw.text(painter, area(self), self.text(), self.theme.font(self._role), ink, "center", elide=False)
        if self.hasFocus():
            draw.focus_ring(painter, area(self), self.theme, 4)
        painter.end()
