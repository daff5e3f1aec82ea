"""Section heads and hairlines."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets.label import PlainLabel
from ui.widgets.link import Link
from ui.widgets.themed import Themed


class Section(QWidget):
    """A bold head with a count, and a link at the right; 28 px."""

    action_clicked = Signal()

    def __init__(
        self, theme: Theme, words: str, count: int | None = None, action: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self._head = PlainLabel(theme, words, bold=True, parent=self)
        self._count = PlainLabel(theme, "", token="text2", parent=self)
        self.link = Link(theme, action, parent=self)
        self.link.clicked.connect(self.action_clicked)
        self.link.setVisible(bool(action))
        row.addWidget(self._head)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self.link)
        self.setFixedHeight(theme.px(28))
        self.set_count(count)

    def set_text(self, words: str) -> None:
        self._head.setText(words)

    def set_count(self, count: int | None) -> None:
        self._count.setText("" if count is None else f"{count:,}")

    def set_action(self, words: str) -> None:
        self.link.setText(words)
        self.link.setVisible(bool(words))


class Divider(Themed, QWidget):
    """A hairline, horizontal unless `vertical`."""

    def __init__(
        self, theme: Theme, vertical: bool = False, token: str = "border", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._token = token
        self.follow(theme)
        if vertical:
            self.setFixedWidth(1)
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        else:
            self.setFixedHeight(1)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color(self._token))
        painter.end()
