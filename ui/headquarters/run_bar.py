"""The head of a consolidation: how many files, what became of them in one line, and the legend."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize
from PySide6.QtGui import QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.button import Button
from ui.widgets.label import PlainLabel
from ui.widgets.pane import Pane
from ui.widgets.themed import Themed, area, smooth

KINDS: Final = ("merged", "nothing_new", "doubled", "stale", "edited", "refused", "waiting")
TOKENS: Final = {
    "merged": "accent", "nothing_new": "accentSoft2", "doubled": "info", "stale": "warn", "edited": "danger",
    "refused": "text2", "waiting": "track",
}  # fmt: skip


POINTS: Final = 40  # of the line of the pace


def kind_name(kind: str) -> str:
    """A verdict, or `waiting`, in the user's language."""
    translate = QCoreApplication.translate
    return {
        "merged": translate("Consolidation", "已并入"), "nothing_new": translate("Consolidation", "没有新内容"),
        "doubled": translate("Consolidation", "重复"), "stale": translate("Consolidation", "过期"),
        "edited": translate("Consolidation", "被改动"), "refused": translate("Consolidation", "拒收"),
        "waiting": translate("Consolidation", "还没处理"),
    }[kind]  # fmt: skip


class SegmentBar(Themed, QWidget):
    """A 12 px bar of coloured parts, in the order of KINDS; what waits is the track."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts: dict[str, int] = {}
        self.follow(theme)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        self.counts = dict(counts)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, total, left = smooth(self), sum(self.counts.values()), 0.0
        draw.rounded(painter, area(self), 6, self.theme.color("track"))
        ends = QPainterPath()
        ends.addRoundedRect(area(self), 6, 6)
        painter.setClipPath(ends)
        for kind in KINDS[:-1]:
            width = self.width() * self.counts.get(kind, 0) / total if total else 0.0
            if width:
                painter.fillRect(QRectF(left, 0, width, self.height()), self.theme.color(TOKENS[kind]))
            left += width
        painter.end()


class PaceLine(Themed, QWidget):
    """How fast it went lately, as a line without an axis."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rates: list[float] = []
        self.follow(theme)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_rates(self, rates: Sequence[float]) -> None:
        """Files a second, oldest first; the newest of them are shown."""
        self._rates = list(rates[-POINTS:])
        self.setVisible(bool(self._rates))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(112), self.theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._rates) < POINTS // 10:
            return
        painter, most = smooth(self), max(self._rates) or 1.0
        step, room = self.width() / (len(self._rates) - 1), self.height() - 4
        points = [QPointF(step * at, 2 + room * (1 - rate / most)) for at, rate in enumerate(self._rates)]
        painter.setPen(QPen(self.theme.color("accent"), 1.5))
        painter.drawPolyline(points)
        painter.end()


class Swatch(Themed, QWidget):
    """The colour of one part."""

    def __init__(self, theme: Theme, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token = token
        self.follow(theme)
        self.setFixedSize(10, 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        edge = self.theme.color("control") if self._token == "track" else None
        draw.rounded(painter, area(self), 2, self.theme.color(self._token), edge)
        painter.end()


class RunBar(Pane):
    """Counts, pace, bar, legend; `cancel` is there only while files wait, `pause` also when a run can be taken up."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "surface", edge="bottom", margins=(24, 14, 24, 14), spacing=8, parent=parent)
        self.figure = PlainLabel(theme, "0", "figure", parent=self)
        self.of = PlainLabel(theme, "", "heading", "text2", bold=False, parent=self)
        self.now = PlainLabel(theme, "", token="text2", elide=True, parent=self)
        self.line = PaceLine(theme, self)
        self.line.hide()
        self.pause = Button(theme, self.tr("暂停"), "secondary", "pause", "P", parent=self)
        self.cancel = Button(theme, self.tr("取消"), "secondary", keys="Esc", parent=self)
        for button in (self.pause, self.cancel):
            button.hide()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.figure)
        head.addWidget(self.of)
        head.addSpacing(16)
        head.addWidget(self.line)
        head.addWidget(self.now, 1)
        head.addWidget(self.pause)
        head.addWidget(self.cancel)
        self.bar = SegmentBar(theme, self)
        self.body.addLayout(head)
        self.body.addWidget(self.bar)
        self.body.addLayout(self._make_legend())

    def show_course(self, state: str) -> None:
        """`state` is running, paused, broken (a run that was cut off can be taken up) or "" for none."""
        words, icon = {
            "paused": (self.tr("继续"), "play"), "broken": (self.tr("接着汇总"), "play"),
        }.get(state, (self.tr("暂停"), "pause"))  # fmt: skip
        self.pause.setText(words)
        self.pause.setAccessibleName(words)
        self.pause.set_icon(icon)
        self.pause.set_kind("primary" if state == "broken" else "secondary")
        self.pause.setVisible(bool(state))
        self.cancel.setVisible(state in {"running", "paused"})
        if not state:
            self.line.set_rates([])

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Verdict → number of files; `waiting` those that have not been looked at."""
        done, total = sum(counts.get(kind, 0) for kind in KINDS[:-1]), sum(counts.values())
        self.figure.setText(f"{done:,}")
        self.of.setText(self.tr("/ {total} 份").format(total=f"{total:,}"))
        self.bar.set_counts(counts)
        for kind, label in self.numbers.items():
            label.setText(f"{counts.get(kind, 0):,}")

    def _make_legend(self) -> QHBoxLayout:
        legend = QHBoxLayout()
        legend.setSpacing(8)
        self.numbers: dict[str, PlainLabel] = {}
        for kind in KINDS:
            self.numbers[kind] = PlainLabel(self.theme, "0", bold=True, parent=self)
            legend.addWidget(Swatch(self.theme, TOKENS[kind], self))
            legend.addWidget(PlainLabel(self.theme, kind_name(kind), token="text2", parent=self))
            legend.addWidget(self.numbers[kind])
            legend.addSpacing(12)
        legend.addStretch(1)
        return legend


class RunColumn(QVBoxLayout):
    """A column without margins, as pages use it."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(0)
        for part in parts:
            self.addWidget(part)
