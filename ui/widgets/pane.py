"""Panes: tinted grounds with a hairline at one side."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.themed import Themed

ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}


class Pane(Themed, QWidget):
    """A ground of `token`, `width` pixels if given; `edge` is left, right, top, bottom or empty. Content in `body`."""

    def __init__(
        self, theme: Theme, token: str = "canvas", width: int = 0, edge: str = "",
        margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 0, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._token, self._edge, self._width = token, edge, width
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*margins)
        self.body.setSpacing(spacing)
        self.follow(theme)
        self.restyle()

    def restyle(self) -> None:
        if self._width:
            self.setFixedWidth(self._width)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color(self._token))
        if self._edge:
            painter.fillRect(edge_line(self.rect(), self._edge), self.theme.color("border"))
        painter.end()


def edge_line(rect: QRect, edge: str) -> QRect:
    """The hairline inside one side of a rectangle."""
    return {
        "left": QRect(rect.left(), rect.top(), 1, rect.height()),
        "right": QRect(rect.right(), rect.top(), 1, rect.height()),
        "top": QRect(rect.left(), rect.top(), rect.width(), 1),
        "bottom": QRect(rect.left(), rect.bottom(), rect.width(), 1),
    }[edge]


class ScrollPane(Themed, QScrollArea):
    """A pane that scrolls downwards; content in `body`."""

    def __init__(
        self, theme: Theme, token: str = "canvas", width: int = 0, edge: str = "",
        margins: tuple[int, int, int, int] = (16, 16, 16, 16), spacing: int = 8, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._token, self._edge = token, edge
        if width:
            self.setFixedWidth(width)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inner = Ground(theme, token)
        self.body = QVBoxLayout(self.inner)
        self.body.setContentsMargins(*margins)
        self.body.setSpacing(spacing)
        self.setWidget(self.inner)
        self.setViewportMargins(1 if edge == "left" else 0, 0, 1 if edge == "right" else 0, 0)
        self.viewport().setAutoFillBackground(False)
        self.follow(theme)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self.theme.color(self._token))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROWS:
            event.ignore()  # they belong to the lists and cards within, or to the page
        else:
            super().keyPressEvent(event)


class Ground(Themed, QWidget):
    """What lies in a scrolling pane: paints its own colour, so that no palette can change it."""

    def __init__(self, theme: Theme, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token = token
        self.follow(theme)

    def minimumSizeHint(self) -> QSize:
        """What wraps says by its height for the width how much it needs, and not by that of its narrowest."""
        hint, layout = super().minimumSizeHint(), self.layout()
        return QSize(hint.width(), 0) if layout is not None and layout.hasHeightForWidth() else hint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color(self._token))
        painter.end()
