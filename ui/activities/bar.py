"""The bar over the runner: leave, what and where, the time, pause, end."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.activities.view import View
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.empty import IconLabel
from ui.widgets.label import PlainLabel
from ui.widgets.pane import Pane
from ui.widgets.section import Divider

HEIGHT = 52


class RunnerBar(Pane):
    """Tells what was pressed."""

    left = Signal()
    paused = Signal()
    draw_wanted = Signal()
    ended = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "surface", edge="bottom", parent=parent)
        self.leave = Button(theme, self.tr("退出"), "ghost", "arrow-left", "Esc", parent=self)
        self.title = PlainLabel(theme, role="title", parent=self)
        self.group = PlainLabel(theme, token="text2", elide=True, parent=self)
        self.time = PlainLabel(theme, role="heading", parent=self)
        self.spent = PlainLabel(theme, token="text2", parent=self)
        self.draw = Button(theme, self.tr("抽奖"), "ghost", "gift", "D", parent=self)
        self.pause = Button(theme, "", "secondary", "pause", "P", parent=self)
        self.end = Button(theme, self.tr("提前结束"), "ghost", keys="E", parent=self)
        self.leave.clicked.connect(self.left)
        self.draw.clicked.connect(self.draw_wanted)
        self.pause.clicked.connect(self.paused)
        self.end.clicked.connect(self.ended)
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(self.leave)
        row.addWidget(Divider(theme, vertical=True, parent=self))
        row.addWidget(self.title)
        row.addWidget(self.group, 1)
        row.addWidget(IconLabel(theme, "clock", 16, parent=self))
        row.addWidget(self.time)
        row.addWidget(self.spent)
        row.addSpacing(12)
        row.addWidget(self.draw)
        row.addWidget(self.pause)
        row.addWidget(self.end)
        self.body.addLayout(row)
        self.restyle()

    def restyle(self) -> None:
        self.setFixedHeight(max(HEIGHT, self.theme.px(32) + 20))

    def show_view(self, view: View) -> None:
        self.title.setText(view.activity.title)
        self.group.setText(self.tr("{group}，{members} 人").format(group=view.group, members=view.members))
        stopped = bool(view.progress.paused_at)
        self.pause.setText(self.tr("继续") if stopped else self.tr("暂停"))
        self.pause.set_icon("play" if stopped else "pause")
        self.pause.setEnabled(not view.ended)
        self.end.setEnabled(not view.ended)

    def show_time(self, view: View, now: datetime) -> None:
        """By the wall clock, so that a PC that slept shows the right time."""
        self.time.setText(f"{now:%H:%M}")
        start, close = view.stages[1].at, view.stages[-1].at
        minutes = int((now - start).total_seconds()) // 60
        if minutes < 0:
            self.spent.setText(
                self.tr("{time} 开始，{close} 结束").format(time=f"{start:%H:%M}", close=f"{close:%H:%M}")
            )
            return
        words = self.tr("已进行 {minutes} 分，预计 {time} 结束")
        self.spent.setText(words.format(minutes=minutes, time=f"{close:%H:%M}"))
