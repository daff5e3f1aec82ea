"""Empty and error states."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.label import PlainLabel
from ui.widgets.paragraph import Paragraph
from ui.widgets.themed import Themed, smooth


class Disc(Themed, QWidget):
    """A round accent ground with an icon."""

    def __init__(self, theme: Theme, icon: str, size: int = 56, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._size = icon, size
        self.follow(theme)
        self.restyle()

    def set_icon(self, icon: str) -> None:
        self._icon = icon
        self.update()

    def restyle(self) -> None:
        self.setFixedSize(self.theme.px(self._size), self.theme.px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, half = smooth(self), self._size // 2
        draw.rounded(painter, QRectF(self.rect()), self.height() / 2, self.theme.color("accentSoft"))
        picture = self.theme.icon(self._icon, half, "accent")
        draw.pixmap(painter, (self.width() - self.theme.px(half)) / 2, self.height() / 2, picture)
        painter.end()


class EmptyState(QWidget):
    """What to do when a list has nothing to show: an icon, a sentence, a cure, buttons."""

    def __init__(
        self, theme: Theme, icon: str, title: str, words: str = "", buttons: Sequence[Button] = (),
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 12)
        column.setSpacing(theme.px(4))
        self.disc = Disc(theme, icon, parent=self)
        self.title = PlainLabel(theme, title, "heading", align="center", parent=self)
        self.text = Paragraph(theme, words, "table", "text2", align="center", parent=self)
        self.text.setMinimumWidth(240)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addStretch(1)
        column.addWidget(self.disc, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.px(8))
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addSpacing(theme.px(8))
        column.addLayout(row)
        column.addStretch(1)

    def set(self, icon: str, title: str, words: str = "") -> None:
        self.disc.set_icon(icon)
        self.title.setText(title)
        self.text.set_text(words)


class ErrorCard(Card):
    """What went wrong, what to do about it, and the button that does it."""

    def __init__(
        self, theme: Theme, title: str, words: str = "", buttons: Sequence[Button] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "danger", padding=12, parent=parent)
        line = QHBoxLayout()
        line.setSpacing(theme.px(10))
        self._mark = IconLabel(theme, "circle-alert", 16, "danger", parent=self)
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(theme.px(2))
        self.title = Paragraph(theme, title, "heading", "danger", parent=self)
        self.text = Paragraph(theme, words, "table", "text2", parent=self)
        self.text.setVisible(bool(words))
        column.addWidget(self.title)
        column.addWidget(self.text)
        if buttons:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.setContentsMargins(0, theme.px(6), 0, 0)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
        line.addLayout(column, 1)
        self.body.addLayout(line)

    def set(self, title: str, words: str = "") -> None:
        self.title.set_text(title)
        self.text.set_text(words)
        self.text.setVisible(bool(words))


class IconLabel(Themed, QWidget):
    """An icon that only shows."""

    def __init__(
        self, theme: Theme, icon: str, size: int = 16, token: str = "text2", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._size, self._token = icon, size, token
        self.follow(theme)
        self.restyle()

    def set(self, icon: str, token: str) -> None:
        self._icon, self._token = icon, token
        self.update()

    def restyle(self) -> None:
        self.setFixedSize(self.theme.px(self._size), self.theme.px(self._size) + self.theme.px(7))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        draw.pixmap(painter, 0, self.height() / 2, self.theme.icon(self._icon, self._size, self._token))
        painter.end()
