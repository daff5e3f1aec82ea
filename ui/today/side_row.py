"""A row beside the list: avatar, time or icon; name and what about it; when."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.avatar import paint_avatar
from ui.widgets.themed import Themed, area, smooth

LEFT = 48
TIME_LEFT = 58


@dataclass(frozen=True, slots=True)
class Row:
    """`id` opens it. With `time` or `icon` these stand in place of the avatar."""

    id: str
    name: str
    text: str
    when: str = ""
    when_token: str = "text2"
    time: str = ""
    icon: str = ""
    text_token: str = "text2"
    icon_token: str = "warn"


class SideRow(Themed, QAbstractButton):
    """46 px, two lines; a row without a name only says its text."""

    opened = Signal(str)

    def __init__(self, theme: Theme, row: Row, *, first: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self._first = first
        self.follow(theme)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(" ".join(part for part in (row.time, row.name, row.text, row.when) if part))
        self.setEnabled(bool(row.id))
        if row.id:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._on_clicked)

    def sizeHint(self) -> QSize:
        return QSize(200, self.theme.px(50 if self.row.time or self.row.icon else 46))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, row = smooth(self), self.theme, self.row
        if self.underMouse() and self.isEnabled():
            draw.rounded(painter, area(self).adjusted(1, 1, -1, -1), 6, theme.color("hover"))
        left = theme.px(TIME_LEFT if row.time or row.icon else LEFT if row.name else 12)
        if not self._first:
            painter.fillRect(QRectF(left, 0, self.width() - left, 1), theme.color("border"))
        self._paint_mark(painter)
        right = self.width() - theme.px(12)
        top = self._top()
        if row.name:
            wide = draw.text_width(theme.font("caption"), row.when)
            upper = QRectF(left, top, right - left - wide - theme.px(8), theme.px(20))
            draw.text(painter, upper, row.name, theme.font("table"), theme.color("text"))
            when = QRectF(right - wide, top, wide + 1, theme.px(20))
            draw.text(painter, when, row.when, theme.font("caption"), theme.color(row.when_token), elide=False)
            lower = QRectF(left, top + theme.px(19), right - left, theme.px(19))
        else:
            lower = QRectF(left, 0, right - left, self.height())
        draw.text(painter, lower, row.text, theme.font("caption"), theme.color(row.text_token))
        if self.hasFocus():
            draw.focus_ring(painter, area(self), theme, 6)
        painter.end()

    def _top(self) -> float:
        return self.theme.px(3) + (self.height() - self.theme.px(46)) / 2

    def _paint_mark(self, painter) -> None:  # noqa: ANN001 - QPainter
        theme, row = self.theme, self.row
        if row.time:
            box = QRectF(theme.px(12), self._top(), theme.px(TIME_LEFT - 12), theme.px(20))
            draw.text(painter, box, row.time, theme.font("table", bold=True), theme.color("accent"), elide=False)
        elif row.icon:
            draw.pixmap(painter, theme.px(20), self.height() / 2, theme.icon(row.icon, 16, row.icon_token))
        elif row.name:
            size = theme.px(26)
            paint_avatar(painter, QRectF(theme.px(12), (self.height() - size) / 2, size, size), row.name, theme)

    @Slot()
    def _on_clicked(self) -> None:
        if self.row.id:
            self.opened.emit(self.row.id)
