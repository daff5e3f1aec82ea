"""Below a group's numbers: its week day by day, the classes of its known members, and the SOPs that concern it."""

from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.groups.week import DONE, OPEN, SKIPPED, Fit, Week
from desktop.groups.week import Slot as Entry
from ui.theme import Theme
from ui.today.words import weekday
from ui.widgets import draw
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.check import CheckBox
from ui.widgets.dialog import Dialog
from ui.widgets.label import PlainLabel
from ui.widgets.paragraph import Paragraph
from ui.widgets.themed import Themed, smooth

DAYS = 7
LINE = 24
MARKS = {DONE: ("circle-check", "ok"), SKIPPED: ("skip-forward", "text2"), OPEN: ("circle-dot", "warn")}


class WeekStrip(Themed, QWidget):
    """One line a day: weekday, and what was or will be in the group."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slots: list[list[Entry]] = []
        self._monday, self._today = date.min, date.min
        self.follow(theme)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_week(self, slots: tuple[Entry, ...], today: date) -> None:
        self._monday, self._today = today - timedelta(days=today.weekday()), today
        days = [self._monday + timedelta(days=at) for at in range(DAYS)]
        self.slots = [[one for one in slots if one.day == day] for day in days]
        told = [f"{weekday(one.day)} {one.time} {one.title}" for one in slots]
        self.setAccessibleName(self.tr("群的一周"))
        self.setAccessibleDescription("；".join(told))
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def restyle(self) -> None:
        self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        lines = sum(max(1, len(one)) for one in self.slots)
        return QSize(self.theme.px(240), self.theme.px(LINE) * max(1, lines))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, top = smooth(self), 0
        days = [self._monday + timedelta(days=at) for at in range(DAYS)]
        bold = self.theme.font("caption", bold=True)
        left = max(draw.text_width(bold, weekday(day)) for day in days) + self.theme.px(10)
        for day, slots in zip(days, self.slots, strict=False):
            token = "accent" if day == self._today else "text2"
            name = QRectF(0, top, left, self.theme.px(LINE))
            font = self.theme.font("caption", bold=day == self._today)
            draw.text(painter, name, weekday(day), font, self.theme.color(token), elide=False)
            for entry in slots:
                self._paint_entry(painter, left, top, entry)
                top += self.theme.px(LINE)
            if not slots:
                rest = QRectF(left, top, self.width() - left, self.theme.px(LINE))
                draw.text(painter, rest, "—", self.theme.font("caption"), self.theme.color("text3"))
                top += self.theme.px(LINE)
        painter.end()

    def _paint_entry(self, painter: QPainter, left: float, top: int, entry: Entry) -> None:
        theme = self.theme
        icon, token = MARKS.get(entry.state, ("circle", "text3"))
        middle = top + theme.px(LINE) / 2
        draw.pixmap(painter, left, middle, theme.icon(icon, 14, token))
        time = QRectF(left + theme.px(20), top, theme.px(40), theme.px(LINE))
        draw.text(painter, time, entry.time, theme.font("caption"), theme.color("text2"), elide=False)
        title = QRectF(left + theme.px(62), top, self.width() - left - theme.px(62), theme.px(LINE))
        bold = entry.kind == "activity"
        draw.text(painter, title, entry.title, theme.font("caption", bold=bold), theme.color("text"))


class WeekPane(QWidget):
    """`fits_wanted` when the SOPs shall be chosen."""

    fits_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.week: Week | None = None
        self.strip = WeekStrip(theme, self)
        self.known = Paragraph(theme, role="caption", token="text2", parent=self)
        self.bars = QVBoxLayout()
        self.bars.setSpacing(theme.px(4))
        self.off = Paragraph(theme, role="caption", token="text2", parent=self)
        self.choose = Button(theme, self.tr("选日清单"), "ghost", "list-checks", "S", "sm", parent=self)
        self.choose.clicked.connect(self.fits_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(PlainLabel(theme, self.tr("这一周"), "table", bold=True, parent=self))
        column.addWidget(self.strip)
        column.addWidget(PlainLabel(theme, self.tr("群里是谁"), "table", bold=True, parent=self))
        column.addWidget(self.known)
        column.addLayout(self.bars)
        column.addWidget(PlainLabel(theme, self.tr("适用的日清单"), "table", bold=True, parent=self))
        column.addWidget(self.off)
        column.addWidget(self.choose)
        self.theme = theme

    def show_week(self, week: Week, today: date) -> None:
        self.week = week
        self.strip.show_week(week.slots, today)
        known = week.classes.known
        told = self.tr("认得出 {count} 位（参加过活动或记过进群）").format(count=known)
        self.known.set_text(told if known else self.tr("办一场活动，粘贴群聊，就认得出群里的客户"))
        self._show_classes(week)
        on = [one.title for one in week.fits if one.on]
        off = len(week.fits) - len(on)
        said = self.tr("、").join(on) or self.tr("没有")
        self.off.set_text(said + (self.tr("；{count} 个不做").format(count=off) if off else ""))
        self.choose.setEnabled(bool(week.fits))

    def _show_classes(self, week: Week) -> None:
        while (item := self.bars.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for name, count in week.classes.tags:
            share = f"{count / week.classes.known:.0%}"
            label = self.tr("{name} {count} 位，{share}").format(name=name, count=count, share=share)
            self.bars.addWidget(PlainLabel(self.theme, label, "caption", parent=self))
            bar = Bar(self.theme, 4, parent=self)
            bar.set_value(count, week.classes.known)
            self.bars.addWidget(bar)


class FitDialog(Dialog):
    """Which SOPs concern the group: Tab moves, Space ticks; `switched` gives the template and whether it is on."""

    switched = Signal(str, bool)

    def __init__(self, theme: Theme, name: str, fits: tuple[Fit, ...], parent: QWidget) -> None:
        title = self.tr("“{name}”适用的日清单").format(name=name)
        super().__init__(theme, title, self.tr("勾掉的不再给这个群生成任务，做过的不受影响"), 420, parent)
        self.boxes: list[CheckBox] = []
        for fit in fits:
            box = CheckBox(theme, fit.title, parent=self)
            box.setChecked(fit.on)
            box.setProperty("template", fit.id)
            box.toggled.connect(self._on_toggled)
            self.body.addWidget(box)
            self.boxes.append(box)
        self.add_button(Button(theme, self.tr("好"), "primary", keys="Esc", parent=self), "reject")

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        self.switched.emit(str(self.sender().property("template")), on)
