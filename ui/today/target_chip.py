"""The chip of one contact or group in the card: done, copied, current, still to come."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.sop.items import COPIED, DONE, SKIPPED
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.themed import Themed, area, smooth

MARKS = {DONE: "check", COPIED: "copy-check", SKIPPED: "skip-forward"}
LEFT = 28
RIGHT = 10


class TargetChip(Themed, QAbstractButton):
    """Name and mark; the mark says the state, so does the accessible name."""

    def __init__(self, theme: Theme, name: str, state: str, *, current: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state, self.current = state, current
        self.follow(theme)
        self.setText(name)
        self.setAccessibleName(f"{name} {spoken(state)}")
        self.setToolTip(spoken(state))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        wide = draw.text_width(self.theme.font("table", bold=self.current), self.text())
        return QSize(round(wide) + self.theme.px(LEFT - 4 + RIGHT), self.theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, middle = smooth(self), self.theme, self.height() / 2
        fill = theme.color("accentSoft" if self.current else "hover" if self.underMouse() else "raised")
        draw.rounded(painter, area(self), middle, fill, theme.color("accent" if self.current else "border2"))
        ink = "accentHover" if self.current else "text2"
        if self.state in MARKS:
            tint = "ok" if self.state == DONE else ink
            draw.pixmap(painter, theme.px(7), middle, theme.icon(MARKS[self.state], 14, tint))
        else:
            self._paint_dot(painter, QPointF(theme.px(13), middle))
        left = theme.px(LEFT - 4)
        box = QRectF(left, 0, self.width() - left - theme.px(6), self.height())
        draw.text(painter, box, self.text(), theme.font("table", bold=self.current), theme.color(ink), elide=False)
        if self.hasFocus():
            draw.focus_ring(painter, area(self), theme, middle)
        painter.end()

    def _paint_dot(self, painter, at: QPointF) -> None:  # noqa: ANN001 - QPainter
        accent, radius = self.theme.color("accent"), self.theme.px(6) / 2
        painter.setPen(QPen(accent if self.current else self.theme.color("control"), 1.5))
        painter.setBrush(accent if self.current else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, radius, radius)


def spoken(state: str) -> str:
    translate = QCoreApplication.translate
    return {
        DONE: translate("TodayPage", "已完成"),
        COPIED: translate("TodayPage", "已复制，还没发"),
        SKIPPED: translate("TodayPage", "已跳过"),
    }.get(state, translate("TodayPage", "还没做"))
