"""Buttons of five kinds, with the icon before and the key inside."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.keycap import keycap_width, paint_keycap
from ui.widgets.themed import Themed, area, smooth

HEIGHTS = {"xs": 24, "sm": 28, "md": 32, "lg": 40}
PADDING = {"xs": 8, "sm": 10, "md": 12, "lg": 16}
RADIUS = 6
GAP = 7
CAPS = {"primary": "onAccent", "soft": "soft"}


class Look(NamedTuple):
    """How a button is filled, edged and written in one state."""

    fill: QColor | None
    edge: QColor | None
    ink: str


class Button(Themed, QAbstractButton):
    """`kind` is primary, soft, secondary, ghost or danger; `keys` is only printed, a shortcut is set elsewhere."""

    def __init__(
        self, theme: Theme, words: str = "", kind: str = "secondary", icon: str = "", keys: str = "", size: str = "md",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._kind, self._icon, self._keys, self._size = kind, icon, keys, size
        self.follow(theme)
        self.setText(words)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @Slot()
    def press(self) -> None:
        """What its key does: a click, where it shows and may be clicked."""
        if self.isVisible() and self.isEnabled():
            self.click()

    def keys(self) -> str:
        return self._keys

    def kind(self) -> str:
        return self._kind

    def set_kind(self, kind: str) -> None:
        self._kind = kind
        self.update()

    def set_icon(self, icon: str) -> None:
        self._icon = icon
        self.updateGeometry()
        self.update()

    def set_keys(self, keys: str) -> None:
        self._keys = keys
        self.updateGeometry()
        self.update()

    def setText(self, words: str) -> None:
        super().setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        height = self.theme.px(HEIGHTS[self._size])
        padding = self.theme.px(PADDING[self._size])
        if self._icon and not self.text():
            return QSize(height, height)
        return QSize(round(self._content_width()) + 2 * padding, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        look = self._look()
        draw.rounded(painter, area(self), RADIUS, look.fill, look.edge)
        x = (self.width() - self._content_width()) / 2
        middle = self.height() / 2
        if self._icon:
            draw.pixmap(painter, x, middle, self.theme.icon(self._icon, self._icon_size(), look.ink))
            x += self.theme.px(self._icon_size() + GAP) if self.text() else 0
        if self.text():
            width = draw.text_width(self._font(), self.text())
            rect = QRectF(x, 0, width + 1, self.height())
            draw.text(painter, rect, self.text(), self._font(), self.theme.color(look.ink), elide=False)
            x += width + self.theme.px(GAP)
        if self._keys:
            paint_keycap(painter, x, middle, self._keys, self.theme, self._cap_tone())
        if self.hasFocus():
            self._paint_ring(painter)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.setCursor(Qt.CursorShape.PointingHandCursor if self.isEnabled() else Qt.CursorShape.ArrowCursor)
            self.update()

    def _paint_ring(self, painter) -> None:  # noqa: ANN001 - QPainter
        if self._kind == "primary":
            inner = area(self).adjusted(2, 2, -2, -2)
            draw.rounded(painter, inner, RADIUS - 2, None, self.theme.color("onAccent"), 1)
        draw.focus_ring(painter, area(self), self.theme, RADIUS)

    def _font(self):  # noqa: ANN202 - QFont of the button
        return self.theme.font("table", bold=self._kind == "primary" and not self.theme.dark)

    def _icon_size(self) -> int:
        return 14 if self._size in {"xs", "sm"} else 16

    def _content_width(self) -> float:
        width = self.theme.px(self._icon_size()) if self._icon else 0.0
        if self.text():
            width += draw.text_width(self._font(), self.text()) + (self.theme.px(GAP) if self._icon else 0)
        if self._keys:
            width += keycap_width(self.theme, self._keys) + self.theme.px(GAP)
        return width

    def _cap_tone(self) -> str:
        if not self.isEnabled():
            return "sunken"
        return "soft" if self.isChecked() else CAPS.get(self._kind, "sunken")

    def _look(self) -> Look:
        theme, kind = self.theme, "soft" if self.isChecked() else self._kind
        hot = self.isEnabled() and (self.underMouse() or self.isDown())
        if not self.isEnabled():
            return Look(theme.color("sunken") if kind in {"primary", "soft"} else self._ground(kind),
                        theme.color("border") if kind in {"secondary", "danger"} else None, "disabled")  # fmt: skip
        if kind == "primary":
            return Look(theme.color("accentHover" if hot else "accent"), None, "onAccent")
        if kind == "soft":
            return Look(theme.color("accentSoft2" if hot else "accentSoft"), None, "accentHover" if hot else "accent")
        if kind == "ghost":
            return Look(theme.color("hover") if hot else None, None, "text2")
        if kind == "danger":
            return Look(theme.color("dangerSoft") if hot else theme.color("surface"), theme.color("dangerBd"), "danger")
        return Look(theme.color("hover") if hot else self._ground(kind), theme.color("border2"), "text")

    def _ground(self, kind: str) -> QColor | None:
        return None if kind == "ghost" else self.theme.color("raised")


class IconButton(Button):
    """An icon alone; its tool tip names the act and the key, and so does its accessible name."""

    def __init__(
        self, theme: Theme, icon: str, tip: str, size: str = "md", icon_size: int = 0, parent: QWidget | None = None
    ) -> None:
        self._own_size = icon_size
        super().__init__(theme, "", "ghost", icon, size=size, parent=parent)
        self.setToolTip(tip)
        self.setAccessibleName(tip)

    def _icon_size(self) -> int:
        return self._own_size or super()._icon_size()
