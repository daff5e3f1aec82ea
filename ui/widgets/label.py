"""Plain text in one line, at its optical middle: customer text never becomes rich text."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.themed import Themed


class PlainLabel(Themed, QLabel):
    """One line of plain text in a type role and a colour token; `elide` shortens it and tells all in the tool tip."""

    def __init__(
        self, theme: Theme, words: str = "", role: str = "table", token: str = "text", bold: bool | None = None,
        align: str = "left", elide: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._role, self._token, self._bold = role, token, bold
        self._align, self._elide = align, elide
        self.follow(theme)
        self.restyle()
        self.setText(words)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def restyle(self) -> None:
        self.setFont(self.theme.font(self._role, bold=self._bold))

    def set_token(self, token: str) -> None:
        self._token = token
        self.update()

    def set_role(self, role: str, bold: bool | None = None) -> None:
        self._role, self._bold = role, bold
        self.restyle()
        self.updateGeometry()

    def setText(self, words: str) -> None:
        super().setText(words)
        self._tell_if_short()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_if_short()

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(self._font()).horizontalAdvance(self.text())
        return QSize(int(width) + 1 if width else 0, self.theme.line(self._role))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.theme.line(self._role)) if self._elide else self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        color = self.theme.color(self._token if self.isEnabled() else "disabled")
        draw.text(
            painter, QRectF(self.contentsRect()), self.text(), self._font(), color, self._align, elide=self._elide
        )
        painter.end()

    def _font(self):  # noqa: ANN202 - QFont of the role
        return self.theme.font(self._role, bold=self._bold)

    def _tell_if_short(self) -> None:
        if self._elide:
            short = draw.text_width(self._font(), self.text()) > self.width() + 0.5
            self.setToolTip(self.text() if short else "")
