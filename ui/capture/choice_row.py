"""A row of the form that opens a choice: icon, what it is, what was chosen, the key."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.keycap import keycap_width, paint_keycap
from ui.widgets.themed import Themed, area, smooth


class ChoiceRow(Themed, QAbstractButton):
    """34 px; `value` is what was chosen."""

    def __init__(self, theme: Theme, icon: str, words: str, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._keys, self.value = icon, keys, ""
        self.follow(theme)
        self.setText(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_value("")

    def keys(self) -> str:
        return self._keys

    def set_value(self, value: str) -> None:
        self.value = value
        self.setAccessibleName(f"{self.text()} {value} {self._keys}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(200), self.theme.px(33))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, middle = smooth(self), self.theme, self.height() / 2
        fill = theme.color("hover" if self.underMouse() else "surface")
        draw.rounded(painter, area(self), 6, fill, theme.color("control"))
        draw.pixmap(painter, theme.px(10), middle, theme.icon(self._icon, 16))
        rect = QRectF(theme.px(32), 0, self.width(), self.height())
        width = draw.text(painter, rect, self.text(), theme.font("caption"), theme.color("text2"))
        cap = keycap_width(theme, self._keys)
        left = rect.left() + width + theme.px(10)
        rest = QRectF(left, 0, self.width() - left - cap - theme.px(16), self.height())
        draw.text(painter, rest, self.value, theme.font("table"), theme.color("text"))
        paint_keycap(painter, self.width() - cap - theme.px(8), middle, self._keys, theme)
        if self.hasFocus():
            draw.focus_ring(painter, area(self), theme, 6)
        painter.end()


class ActionRow(Themed, QAbstractButton):
    """32 px: a digit and what it does; the chosen one is what Enter does."""

    def __init__(self, theme: Theme, digit: str, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.digit, self._chosen = digit, False
        self.follow(theme)
        self.setText(words)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str) -> None:
        self.setText(words)
        self.setAccessibleName(f"{self.digit} {words}")
        self.update()

    def set_chosen(self, chosen: bool) -> None:
        self._chosen = chosen
        self.update()

    def is_chosen(self) -> bool:
        return self._chosen

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(200), self.theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, chosen = smooth(self), self.theme, self._chosen
        fill = theme.color("accentSoft" if chosen else "surface")
        edge = theme.color("accent" if chosen else "border2")
        draw.rounded(painter, area(self), 6, fill, edge, 2 if chosen else 1)
        size = theme.px(18)
        digit = QRectF(theme.px(8), self.height() / 2 - size / 2, size, size)
        draw.rounded(painter, digit, 4, theme.color("accent" if chosen else "sunken"))
        ink = theme.color("onAccent" if chosen else "text2")
        draw.text(painter, digit, self.digit, theme.font("micro", bold=chosen), ink, "center", elide=False)
        words = QRectF(digit.right() + theme.px(7), 0, self.width() - digit.right() - theme.px(14), self.height())
        draw.text(painter, words, self.text(), theme.font("table", bold=chosen),
                  theme.color("accentHover" if chosen else "text"))  # fmt: skip
        painter.end()
