"""What every painted widget of the kit shares: it follows the theme."""

from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.theme import Theme


class Themed:
    """Mixed into a QWidget class: keeps the theme, and measures and paints anew when it changes."""

    theme: Theme

    def follow(self, theme: Theme) -> None:
        """Call once, at the end of `__init__`."""
        self.theme = theme
        theme.changed.connect(self._on_theme_changed)

    @Slot()
    def _on_theme_changed(self) -> None:
        if not isValid(self):
            return  # the connection of a mixin may outlive the widget
        self.restyle()
        assert isinstance(self, QWidget)  # noqa: S101 - the mixin's one condition
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        """Set fonts and fixed sizes from the theme again."""


def area(widget: QWidget) -> QRectF:
    return QRectF(widget.rect())


def smooth(widget: QWidget) -> QPainter:
    """A painter on the widget with antialiasing; the caller ends it."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter
