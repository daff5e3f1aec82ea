"""A button for fingers: never smaller than 48 px, no hover, pressed and chosen seen without colour."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.keycap import keycap_width, paint_keycap
from ui.widgets.themed import Themed, area, smooth

LEAST: Final = 48
GAP: Final = 8
FILLS: Final = {"primary": "accent", "soft": "accentSoft", "secondary": "surface"}
CAPS: Final = {"onAccent": "onAccent", "accentHover": "soft"}
INKS: Final = {"primary": "onAccent", "soft": "accent", "secondary": "text"}


class BigButton(Themed, QAbstractButton):
    """`kind` is primary, soft or secondary; a checkable one shows a check when it is chosen."""

    def __init__(
        self, theme: Theme, words: str, kind: str = "secondary", height: int = LEAST, role: str = "body",
        *, keys: str = "", checkable: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._kind, self._height, self._role, self._keys = kind, height, role, keys
        self.follow(theme)
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def restyle(self) -> None:
        self.setFixedHeight(max(LEAST, self.theme.px(self._height)))
        self.setMinimumWidth(LEAST)

    def keys(self) -> str:
        return self._keys

    def set_keys(self, keys: str) -> None:
        """The key that is printed at the right end; the window takes it."""
        self._keys = keys
        self.update()

    def sizeHint(self) -> QSize:
        width = draw.text_width(self.theme.font(self._role, bold=True), self.text()) + self.theme.px(48)
        if self._keys:
            width += keycap_width(self.theme, self._keys) + self.theme.px(8)
        return QSize(max(LEAST, round(width)), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = smooth(self), self.theme
        chosen, down = self.isChecked(), self.isDown()
        fill, ink = FILLS[self._kind], INKS[self._kind]
        if chosen:
            fill, ink = "accentSoft2", "accentHover"
        if not self.isEnabled():
            fill, ink = "sunken", "disabled"
        edge = "accent" if chosen or down else "border2" if self._kind == "secondary" else fill
        draw.rounded(painter, area(self), 8, theme.color(fill), theme.color(edge), 2 if chosen or down else 1)
        room = QRectF(self.rect()).adjusted(theme.px(8), 0, -theme.px(8), 0)
        if chosen:
            draw.pixmap(painter, theme.px(10), self.height() / 2, theme.icon("check", 16, ink))
            room.setLeft(room.left() + theme.px(18))
        if self._keys:
            left = self.width() - keycap_width(theme, self._keys) - theme.px(10)
            paint_keycap(painter, left, self.height() / 2, self._keys, theme, CAPS.get(ink, "plain"))
            room.setRight(left - theme.px(6))
        font = theme.font(self._role, bold=chosen or self._kind == "primary")
        draw.text(painter, room, self.text(), font, theme.color(ink), "center")
        if self.hasFocus():
            draw.focus_ring(painter, area(self), theme, 8)
        painter.end()
