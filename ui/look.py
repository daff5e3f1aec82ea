"""Dresses Qt's own widgets in the theme's colours, and keeps them so when the theme changes."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from ui.theme import Theme

STYLE = "Fusion"
DRESSED = "dressed"


class Dresser(QObject):
    """Lives as long as the theme, whose child it is."""

    def __init__(self, app: QApplication, theme: Theme) -> None:
        super().__init__(theme)
        self._app, self._theme = app, theme
        theme.changed.connect(self.dress)

    @Slot()
    def dress(self) -> None:
        self._app.setPalette(self._theme.palette())
        self._app.setFont(self._theme.font("table"))
        sheet = self._theme.style_sheet()
        if sheet != self._app.styleSheet():  # setting it polishes every widget anew
            self._app.setStyleSheet(sheet)


def dress(app: QApplication, theme: Theme) -> None:
    """Fusion on every system, so that nothing but the tokens decides the look."""
    if app.property(DRESSED) != STYLE:  # a style sheet hides the name of the style beneath it
        app.setStyle(STYLE)
        app.setProperty(DRESSED, STYLE)
    Dresser(app, theme).dress()
