"""Paints the list: time axis with nodes, rows and their small commands."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import Theme
from ui.today.lines import Line
from ui.today.model import LINE
from ui.today.must import must_width, paint_must
from ui.today.row_actions import BODY, Action, actions_of, paint_action
from ui.widgets import draw

TIME_RIGHT = 70
AXIS = 92
RIGHT = 24
HEIGHTS = {"done_head": 38, "done": 36, "section": 36}
TASK_HEIGHTS = {"late": 56, "now": 56, "later": 42}
INK = {"late": "danger", "now": "accent", "later": "text2"}
Index = QModelIndex | QPersistentModelIndex


class TaskDelegate(QStyledItemDelegate):
    """`hot` is the (row, action name) under the mouse; `card_height` gives the height of the card's widget."""

    def __init__(self, theme: Theme, card_height: Callable[[int], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._card_height = card_height
        self.hot: tuple[int, str] = (-1, "")
        self.gutter = theme.px(RIGHT)  # less the scroll bar, so that the right edge stays where it is
        self.open_done = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: Line = index.data(LINE)
        if line.kind == "card":
            return QSize(200, self._card_height(option.rect.width()))
        high = HEIGHTS.get(line.kind) or TASK_HEIGHTS[line.section]
        return QSize(200, self._theme.px(high))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(rect)
        self._paint_axis(painter, rect, line, last=index.row() == index.model().rowCount() - 1)
        if line.kind == "section":
            self._paint_section(painter, rect, line)
        elif line.kind == "done_head":
            self._paint_done_head(painter, rect, line)
        elif line.kind == "done":
            self._paint_done(painter, rect, line)
        elif line.kind == "task":
            self._paint_task(painter, rect, line, index.row(), option)
        painter.restore()

    def actions(self, line: Line, rect: QRectF) -> list[Action]:
        """The commands of a row, from left to right, placed in its rectangle."""
        return actions_of(line, rect, self.gutter, self._theme)

    # ------------------------------------------------------------------------------------------- axis

    def middle(self, rect: QRectF, line: Line) -> float:
        """Where time and node stand in a row."""
        if line.kind == "card":
            return rect.top() + self._theme.px(25)
        if line.kind in {"done_head", "section"}:
            return rect.top() + self._theme.px(20)
        return rect.center().y()

    def _paint_axis(self, painter: QPainter, rect: QRectF, line: Line, *, last: bool) -> None:
        theme, middle = self._theme, self.middle(rect, line)
        top = middle if line.kind == "done_head" else rect.top()
        bottom = middle if last and line.kind != "card" else rect.bottom()
        painter.fillRect(QRectF(theme.px(AXIS), top, 1, bottom - top), theme.color("border2"))
        if line.time:
            bold = line.section in {"late", "now"}
            font = theme.font("table", bold=bold)
            ink = theme.color(INK.get(line.section, "text2"))
            box = QRectF(0, middle - theme.px(10), theme.px(TIME_RIGHT), theme.px(20))
            draw.text(painter, box, line.time, font, ink, "right", elide=False)
        if line.kind != "section":
            self._paint_node(painter, QPointF(theme.px(AXIS) + 0.5, middle), line)

    def _paint_node(self, painter: QPainter, at: QPointF, line: Line) -> None:
        theme = self._theme
        if line.kind in {"done_head", "done"}:
            radius = theme.px(9)
            painter.setPen(QPen(theme.color("surface"), 2))
            painter.setBrush(theme.color("okSoft" if line.section != "skipped" else "sunken"))
            painter.drawEllipse(at, radius, radius)
            icon, ink = ("check", "ok") if line.section != "skipped" else ("skip-forward", "text2")
            draw.pixmap(painter, at.x() - theme.px(6), at.y(), theme.icon(icon, 12, ink))
        elif line.section == "now":
            self._circle(painter, at, theme.px(10), None, theme.color("accentSoft2"))
            self._circle(painter, at, theme.px(6), None, theme.color("accent"))
        else:
            ink = theme.color("danger" if line.section == "late" else "control")
            self._circle(painter, at, theme.px(7), None, theme.color("surface"))
            pen = QPen(ink, 2 if line.section == "late" else 1.5)
            self._circle(painter, at, theme.px(5), pen, theme.color("surface"))

    def _circle(self, painter: QPainter, at: QPointF, radius: float, pen: QPen | None, fill: QColor) -> None:
        painter.setPen(pen if pen is not None else QPen(QColor(0, 0, 0, 0)))
        painter.setBrush(fill)
        painter.drawEllipse(at, radius, radius)

    # ------------------------------------------------------------------------------------------- rows

    def _paint_section(self, painter: QPainter, rect: QRectF, line: Line) -> None:
        theme = self._theme
        middle = self.middle(rect, line)
        ink = theme.color(INK[line.section] if line.section != "later" else "text2")
        box = QRectF(theme.px(BODY), middle - theme.px(10), rect.width() - theme.px(BODY) - self.gutter, theme.px(20))
        wide = draw.text(painter, box, line.title, theme.font("table", bold=True), ink)
        box.setLeft(box.left() + wide + theme.px(8))
        wide = draw.text(painter, box, line.count, theme.font("table"), theme.color("text2"))
        start = box.left() + wide + theme.px(16)
        painter.fillRect(QRectF(start, round(middle), rect.right() - self.gutter - start, 1), theme.color("border"))

    def _paint_done_head(self, painter: QPainter, rect: QRectF, line: Line) -> None:
        theme = self._theme
        middle = self.middle(rect, line)
        box = QRectF(
            theme.px(BODY), middle - theme.px(10), rect.width() - theme.px(BODY + 40) - self.gutter, theme.px(20)
        )
        wide = draw.text(painter, box, line.title, theme.font("table"), theme.color("text"))
        box.setLeft(box.left() + wide + theme.px(14))
        draw.text(painter, box, line.text, theme.font("table"), theme.color("text2"))
        icon = theme.icon("chevron-down" if self.open_done else "chevron-right", 16)
        draw.pixmap(painter, rect.right() - self.gutter - theme.px(22), middle, icon)

    def _paint_done(self, painter: QPainter, rect: QRectF, line: Line) -> None:
        theme = self._theme
        x = theme.px(BODY)
        draw.pixmap(painter, x, rect.center().y(), theme.icon(line.icon, 16, "text3"))
        box = QRectF(x + theme.px(24), rect.top(), rect.width() - x - theme.px(24) - self.gutter, rect.height())
        wide = draw.text(painter, box, line.title, theme.font("body"), theme.color("text2"))
        box.setLeft(box.left() + wide + theme.px(12))
        draw.text(painter, box, line.note, theme.font("caption"), theme.color("text3"))

    def _paint_task(self, painter: QPainter, rect: QRectF, line: Line, row: int, option: QStyleOptionViewItem) -> None:
        if option.state & QStyle.StateFlag.State_MouseOver:
            body = rect.adjusted(self._theme.px(BODY - 8), 1, -self.gutter + self._theme.px(8), -1)
            draw.rounded(painter, body, 6, self._theme.color("hover"))
        actions = self.actions(line, rect)
        right = min((action.rect.left() for action in actions), default=rect.right()) - self._theme.px(24)
        if line.section == "later":
            self._paint_one_line(painter, rect, line, right)
        else:
            self._paint_two_lines(painter, rect, line, right)
        for action in actions:
            paint_action(painter, action, self._theme, hot=self.hot == (row, action.name))

    def _paint_two_lines(self, painter: QPainter, rect: QRectF, line: Line, right: float) -> None:
        theme = self._theme
        upper = QRectF(0, rect.center().y() - theme.px(24), rect.width(), theme.px(24))
        x = self._paint_head(painter, upper, line, right, bold=True)
        box = QRectF(x, upper.top(), right - x, upper.height())
        draw.text(painter, box, line.note, theme.font("caption"), theme.color(INK[line.section]))
        left = theme.px(BODY + 24)
        lower = QRectF(left, rect.center().y(), right - left, theme.px(24))
        draw.text(painter, lower, line.text, theme.font("table"), theme.color("text2"))

    def _paint_one_line(self, painter: QPainter, rect: QRectF, line: Line, right: float) -> None:
        theme = self._theme
        wide = draw.text_width(theme.font("caption"), line.count)
        box = QRectF(right - wide, rect.top(), wide + 1, rect.height())
        draw.text(painter, box, line.count, theme.font("caption"), theme.color("text2"), elide=False)
        right -= wide + theme.px(28) if line.count else 0
        x = self._paint_head(painter, rect, line, right, bold=False)
        text = QRectF(x, rect.top(), max(0.0, right - x), rect.height())
        draw.text(painter, text, line.text, theme.font("table"), theme.color("text2"))

    def _paint_head(self, painter: QPainter, rect: QRectF, line: Line, right: float, *, bold: bool) -> float:
        """Icon, title and the mandatory tag; returns where the next words begin."""
        theme = self._theme
        middle = rect.center().y()
        draw.pixmap(painter, theme.px(BODY), middle, theme.icon(line.icon, 16))
        x = float(theme.px(BODY + 24))
        box = QRectF(x, rect.top(), max(40.0, right - x), rect.height())
        x += draw.text(painter, box, line.title, theme.font("body", bold=bold), theme.color("text")) + theme.px(10)
        needed = must_width(line.tag, theme) + draw.text_width(theme.font("caption"), line.note) + theme.px(10)
        if line.tag and x + needed <= right:
            x += paint_must(painter, x, middle, line.tag, theme) + theme.px(10)
        return x + theme.px(2)
