"""The head of the list: ring, greeting, how far the day is, streak."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.sop.items import Today
from desktop.sop.streaks import Streak
from ui.theme import Theme
from ui.today import words
from ui.widgets import draw
from ui.widgets.bar import Bars
from ui.widgets.empty import IconLabel
from ui.widgets.label import PlainLabel
from ui.widgets.ring import Ring
from ui.widgets.section import Divider
from ui.widgets.themed import Themed, smooth

ROOM_FOR_STREAK = 480
ROOM_FOR_BARS = 600


class Header(QWidget):
    """86 px of it, and a hairline."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), 0, theme.px(24), 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(10), theme.px(16), 0, theme.px(14))
        row.setSpacing(0)
        self.ring = Ring(theme, parent=self)
        row.addWidget(self.ring)
        row.addSpacing(theme.px(26))
        row.addLayout(self._greeting(), 1)
        row.addLayout(self._streak())
        row.addSpacing(theme.px(16))
        self.bars = Bars(theme, parent=self)
        row.addWidget(self.bars, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        column.addWidget(Divider(theme, parent=self))

    def show_day(self, today: Today, streak: Streak, name: str) -> None:
        """Fill in the numbers."""
        self.ring.set_value(len(today.done), today.total)
        self.hello.setText(words.greeting(today.now, name))
        self.progress.set_parts(self._progress(today))
        self.days.setText(self.tr("{days} 天").format(days=streak.days))
        self.bars.set_values([(day.done, day.total) for day in streak.recent])
        self._show_streak()
        self.bars.setAccessibleName(self.tr("最近 {count} 个工作日的完成情况").format(count=len(streak.recent)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is late comes before the streak where there is little room."""
        super().resizeEvent(event)
        self._show_streak()

    def _show_streak(self) -> None:
        room = self.width() / self.theme.scale
        for widget in (self.streak_label, self.flame, self.days):
            widget.setVisible(bool(self.bars.values) and room >= ROOM_FOR_STREAK)
        self.bars.setVisible(bool(self.bars.values) and room >= ROOM_FOR_BARS)

    def _greeting(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, self.theme.px(1), 0, self.theme.px(2))
        column.setSpacing(self.theme.px(2))
        self.hello = PlainLabel(self.theme, role="title", elide=True, parent=self)
        self.progress = Parts(self.theme, parent=self)
        column.addWidget(self.hello)
        column.addWidget(self.progress)
        return column

    def _streak(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        self.streak_label = PlainLabel(self.theme, self.tr("连续全清"), "caption", "text2", parent=self)
        self.flame = IconLabel(self.theme, "flame", 16, "warn", parent=self)
        self.days = PlainLabel(self.theme, role="heading", parent=self)
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(5))
        row.addWidget(self.flame)
        row.addWidget(self.days)
        row.addStretch(1)
        column.addStretch(1)
        column.addWidget(self.streak_label)
        column.addLayout(row)
        column.addStretch(1)
        return column

    def _progress(self, today: Today) -> list[tuple[str, str]]:
        """(words, colour token) of the line under the greeting."""
        if not today.items:
            return [(self.tr("今天没有安排"), "text2")]
        parts = [(self._done_words(today), "text2")]
        if today.skipped:
            parts.append((self.tr("跳过 {count} 件").format(count=len(today.skipped)), "text2"))
        if today.late:
            parts.append((self.tr("{count} 件已过期，先处理它们").format(count=len(today.late)), "danger"))
        return parts

    def _done_words(self, today: Today) -> str:
        done = len(today.done)
        if not done:
            return self.tr("还没开始，一共 {count} 件").format(count=today.total)
        if today.all_on_time:
            return self.tr("完成 {count} 件，都按时").format(count=done)
        on_time = sum(item.on_time for item in today.done)
        return self.tr("完成 {count} 件，{on_time} 件按时").format(count=done, on_time=on_time)


class Parts(Themed, QWidget):
    """A line of parts in colours of their own, with dots between."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts: list[tuple[str, str]] = []
        self.follow(theme)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_parts(self, parts: list[tuple[str, str]]) -> None:
        self.parts = parts
        self.setAccessibleName(" · ".join(words for words, _ in parts))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self.theme.px(24))

    def _fitting(self) -> list[tuple[str, str]]:
        """The last parts are the ones to act on: the first give way where there is little room."""
        font, parts = self.theme.font("body"), list(self.parts)
        while len(parts) > 1 and sum(draw.text_width(font, words) + self.theme.px(20) for words, _ in parts) > (
            self.width() + self.theme.px(20)
        ):
            parts.pop(0)
        return parts

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, x = smooth(self), self.theme, 0.0
        font = theme.font("body")
        for number, (part, token) in enumerate(self._fitting()):
            if number:
                box = QRectF(x, 0, theme.px(20), self.height())
                draw.text(painter, box, "·", theme.font("body", bold=True), theme.color("text3"), "center")
                x += theme.px(20)
            box = QRectF(x, 0, self.width() - x, self.height())
            x += draw.text(painter, box, part, font, theme.color(token))
        painter.end()
