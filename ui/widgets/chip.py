"""Chips: filters, reasons, tags to choose; 24 px high."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.themed import Themed, area, smooth

HEIGHT = 24
PADDING = 9
CROSS = 12
DIGIT = 18


class Chip(Themed, QAbstractButton):
    """A rounded choice; `digit` prints the key that chooses it, `removable` shows a cross that sends `removed`."""

    removed = Signal()

    def __init__(  # noqa: PLR0913, PLR0917 - a chip comes in that many forms
        self, theme: Theme, words: str, selected: bool = False, digit: str = "", removable: bool = False,
        dashed: bool = False, icon: str = "", neutral: bool = False, checkable: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._digit, self._removable, self._dashed = digit, removable, dashed
        self._icon, self._neutral, self._selected = icon, neutral, selected
        self.follow(theme)
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(checkable)
        self.setChecked(checkable and selected)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def is_selected(self) -> bool:
        return self.isChecked() if self.isCheckable() else self._selected

    def set_selected(self, selected: bool) -> None:
        self._selected = selected
        if self.isCheckable():
            self.setChecked(selected)
        self.update()

    def sizeHint(self) -> QSize:
        theme = self.theme
        width = draw.text_width(self._font(), self.text()) + 2 * theme.px(PADDING) + 1
        width += theme.px(DIGIT + 2) if self._digit else 0
        width += theme.px(18) if self._icon else 0
        width += theme.px(CROSS + 4) if self._removable else 0
        return QSize(round(width), theme.px(HEIGHT))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._removable and event.position().x() > self.width() - self.theme.px(CROSS + PADDING + 2):
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = smooth(self), self.theme
        radius, middle = self.height() / 2, self.height() / 2
        fill, edge, ink = self._look()
        draw.rounded(painter, area(self), radius, fill, edge, dashed=self._dashed)
        x = float(theme.px(PADDING))
        if self._digit:
            x = theme.px(3) + self._paint_digit(painter) + theme.px(6)
        if self._icon:
            draw.pixmap(painter, x, middle, theme.icon(self._icon, 14, ink))
            x += theme.px(18)
        width = draw.text_width(self._font(), self.text())
        draw.text(painter, QRectF(x, 0, width + 1, self.height()), self.text(), self._font(), theme.color(ink),
                  elide=False)  # fmt: skip
        if self._removable:
            draw.pixmap(painter, x + width + theme.px(4), middle, theme.icon("x", CROSS, ink))
        if self.hasFocus():
            draw.focus_ring(painter, area(self), theme, radius)
        painter.end()

    def _paint_digit(self, painter) -> float:  # noqa: ANN001 - QPainter
        theme, size = self.theme, self.theme.px(DIGIT)
        rect = QRectF(theme.px(3), (self.height() - size) / 2, size, size)
        chosen = self.is_selected()
        draw.rounded(painter, rect, size / 2, theme.color("accentSoft2" if chosen else "sunken"))
        ink = theme.color("accentHover" if chosen else "text2")
        draw.text(painter, rect, self._digit, theme.font("micro"), ink, "center", elide=False)
        return size

    def _font(self):  # noqa: ANN202 - QFont of the chip
        return self.theme.font("caption")

    def _look(self):  # noqa: ANN202 - fill, edge, ink token
        theme, hot = self.theme, self.underMouse() and self.isEnabled()
        if not self.isEnabled():
            return None, theme.color("border"), "disabled"
        if self.is_selected():
            soft = theme.color("accentSoft2" if hot else "accentSoft")
            return soft, draw.blend(theme.color("accent"), soft, 0.45), "accentHover" if hot else "accent"
        if self._neutral:
            return theme.color("hover" if hot else "sunken"), None, "text2"
        fill = theme.color("hover") if hot else (None if self._dashed else theme.color("surface"))
        return fill, theme.color("border2"), "text2"
