"""The check box."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.keycap import keycap_width, paint_keycap
from ui.widgets.themed import Themed, area, smooth

BOX = 14


def paint_box(painter: QPainter, rect: QRectF, theme: Theme, *, checked: bool) -> None:
    if not checked:
        draw.rounded(painter, rect, 4, theme.color("surface"), theme.color("control"), 1.2)
        return
    draw.rounded(painter, rect, 4, theme.color("accent"))
    mark = theme.icons.pixmap(
        "check", round(rect.width() * 0.8), theme.color("onAccent"), painter.device().devicePixelRatio()
    )
    draw.pixmap(painter, rect.left() + rect.width() * 0.1, rect.center().y(), mark)


class CheckBox(Themed, QCheckBox):
    """A tick with words; `keys` prints the key that toggles it."""

    def __init__(self, theme: Theme, words: str, keys: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.follow(theme)
        self.setText(words)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keys(self) -> str:
        return self._keys

    def sizeHint(self) -> QSize:
        theme = self.theme
        width = theme.px(BOX + 18) + draw.text_width(theme.font("table"), self.text())
        width += theme.px(8) + keycap_width(theme, self._keys) if self._keys else 0
        return QSize(round(width), theme.px(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, position) -> bool:  # noqa: ANN001 - QPoint
        return self.rect().contains(position)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, box = smooth(self), self.theme, self.theme.px(BOX)
        middle = self.height() / 2
        paint_box(painter, QRectF(theme.px(4), middle - box / 2, box, box), theme, checked=self.isChecked())
        x = theme.px(BOX + 12)
        ink = theme.color("text" if self.isEnabled() else "disabled")
        width = draw.text(painter, QRectF(x, 0, self.width() - x, self.height()), self.text(), theme.font("table"), ink)
        if self._keys:
            paint_keycap(painter, x + width + theme.px(8), middle, self._keys, theme, "sunken")
        if self.hasFocus():
            draw.focus_ring(painter, area(self), theme, 6)
        painter.end()
