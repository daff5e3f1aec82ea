"""The week that templates would make: a column a day, painted; arrows go through it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.sop import preview
from desktop.sop.preview import DayPlan
from ui.sop import words
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.pill import paint_pill
from ui.widgets.themed import Themed, smooth

HEAD = 52
SLOT = 46
GAP = 4


class WeekView(Themed, QWidget):
    """`opened` is the step of the slot on which Enter was pressed, or that was clicked twice; `turned` asks a week."""

    opened = Signal(str)
    turned = Signal(int)
    moved = Signal(QRectF)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days: list[DayPlan] = []
        self.place = (0, 0)  # day, slot
        self._head = 0  # how far the pane has been scrolled: the days' heads stay in sight
        self.follow(theme)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def show_days(self, days: Sequence[DayPlan]) -> None:
        """Show these seven days; the place stays as far as it is there."""
        self.days = list(days)
        self._go(*self.place)
        self.updateGeometry()
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    @Slot(int)
    def keep_head(self, scrolled: int) -> None:
        self._head = scrolled
        self.update()

    def current(self) -> preview.Slot | None:
        day, at = self.place
        slots = self.days[day].slots if self.days else ()
        return slots[at] if at < len(slots) else None

    def sizeHint(self) -> QSize:
        most = max((len(day.slots) for day in self.days), default=0)
        return QSize(600, self.theme.px(HEAD + 8) + max(most, 1) * self.theme.px(SLOT + GAP))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        day, at = self.place
        match event.key():
            case Qt.Key.Key_Left if day == 0:
                self.turned.emit(-1)
            case Qt.Key.Key_Right if day == len(self.days) - 1:
                self.turned.emit(1)
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self._go(day + (1 if event.key() == Qt.Key.Key_Right else -1), at)
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._go(day, at + (1 if event.key() == Qt.Key.Key_Down else -1))
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                self.turned.emit(1 if event.key() == Qt.Key.Key_PageDown else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._open()
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        day = min(int(event.position().x() / self._column()), len(self.days) - 1) if self.days else 0
        below = event.position().y() - self.theme.px(HEAD + 8)
        self._go(day, max(0, int(below // self.theme.px(SLOT + GAP))))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._open()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, width = smooth(self), self._column()
        painter.fillRect(self.rect(), self.theme.color("surface"))
        for number, day in enumerate(self.days):
            left = number * width
            if not day.worked:
                painter.fillRect(QRectF(left, 0, width, self.height()), self.theme.color("sunken"))
            for at, slot in enumerate(day.slots):
                self._paint_slot(painter, self._box(number, at), slot, here=(number, at) == self.place)
            self._paint_head(painter, QRectF(left, self._head, width, self.theme.px(HEAD)), day)
            if number:
                painter.fillRect(QRectF(left, 0, 1, self.height()), self.theme.color("border"))
        line = QRectF(0, self._head + self.theme.px(HEAD) - 1, self.width(), 1)
        painter.fillRect(line, self.theme.color("border"))
        painter.end()

    # ------------------------------------------------------------------------------------------- parts

    def _paint_head(self, painter: QPainter, rect: QRectF, day: DayPlan) -> None:
        theme, pad = self.theme, self.theme.px(10)
        painter.fillRect(rect, theme.color("surface" if day.worked else "sunken"))
        upper = QRectF(rect.left() + pad, rect.top() + theme.px(6), rect.width() - 2 * pad, theme.px(20))
        ink = theme.color("text" if day.worked else "text2")
        used = draw.text(painter, upper, words.weekday(day.day.isoweekday()), theme.font("table", bold=True), ink)
        date_ = upper.adjusted(used + theme.px(6), 0, 0, 0)
        used += theme.px(6) + draw.text(
            painter, date_, words.short_day(day.day), theme.font("caption"), theme.color("text2")
        )
        mark = self._mark(day)
        if mark is not None:
            text, tone = mark
            paint_pill(painter, upper.left() + used + theme.px(8), upper.center().y(), text, theme, tone)
        lower = QRectF(upper.left(), rect.top() + theme.px(27), upper.width(), theme.px(18))
        note = self.tr("{count} 项").format(count=day.tasks) if day.slots else ""
        draw.text(painter, lower, day.festival or note, theme.font("caption"), theme.color("text2"))

    def _mark(self, day: DayPlan) -> tuple[str, str] | None:
        """What is special about the day, and in which tone."""
        if not day.known:
            return self.tr("未公布"), "warn"
        if day.made_up:
            return self.tr("班"), "info"
        return None if day.worked else (self.tr("休"), "neutral")

    def _paint_slot(self, painter: QPainter, box: QRectF, slot: preview.Slot, *, here: bool) -> None:
        theme = self.theme
        fill, edge = ("selected", "accent") if here and self.hasFocus() else ("raised", "border")
        draw.rounded(painter, box, 6, theme.color(fill), theme.color(edge))
        inner = box.adjusted(theme.px(8), 0, -theme.px(8), 0)
        upper = QRectF(inner.left(), box.top() + theme.px(3), inner.width(), theme.px(19))
        icon = theme.icon(words.KIND_ICONS[slot.kind], 14, "text2")
        draw.pixmap(painter, upper.left(), upper.center().y(), icon)
        token = "warn" if slot.must else "text2"
        time_ = upper.adjusted(theme.px(19), 0, 0, 0)
        draw.text(painter, time_, slot.time, theme.font("caption", bold=slot.must), theme.color(token))
        count = f"×{slot.tasks}"
        draw.text(painter, upper, count, theme.font("caption"), theme.color("text2"), "right")
        lower = QRectF(inner.left(), box.top() + theme.px(22), inner.width(), theme.px(20))
        draw.text(painter, lower, slot.title, theme.font("table", bold=here), theme.color("text"))

    def _box(self, day: int, at: int) -> QRectF:
        width, theme = self._column(), self.theme
        top = theme.px(HEAD + 8) + at * theme.px(SLOT + GAP)
        return QRectF(day * width + theme.px(5), top, width - theme.px(9), theme.px(SLOT))

    def _column(self) -> float:
        return self.width() / max(len(self.days), 1)

    def _go(self, day: int, at: int) -> None:
        day = min(max(day, 0), max(len(self.days) - 1, 0))
        most = len(self.days[day].slots) - 1 if self.days else 0
        self.place = (day, min(max(at, 0), max(most, 0)))
        slot = self.current()
        if slot is not None:
            said = self.tr("{time} {title}，{tasks} 项，{staff} 人做").format(
                time=slot.time, title=slot.title, tasks=slot.tasks, staff=slot.staff
            )
            self.setAccessibleDescription(f"{words.weekday(self.days[day].day.isoweekday())} {said}")
            self.setToolTip(said)
        self.moved.emit(self._box(*self.place))
        self.update()

    def _open(self) -> None:
        slot = self.current()
        if slot is not None:
            self.opened.emit(slot.step)
