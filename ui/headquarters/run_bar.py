"""The head of a consolidation: how many files, what became of them in one line, and the legend."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication, QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.button import Button
from ui.widgets.label import PlainLabel
from ui.widgets.pane import Pane
from ui.widgets.themed import Themed, area, smooth

KINDS: Final = ("merged", "nothing_new", "doubled", "stale", "refused", "waiting")
TOKENS: Final = {
    "merged": "accent", "nothing_new": "accentSoft2", "doubled": "info", "stale": "warn", "refused": "text2",
    "waiting": "track",
}  # fmt: skip


def kind_name(kind: str) -> str:
    """A verdict, or `waiting`, in the user's language."""
    translate = QCoreApplication.translate
    return {
        "merged": translate("Consolidation", "已并入"), "nothing_new": translate("Consolidation", "没有新内容"),
        "doubled": translate("Consolidation", "重复"), "stale": translate("Consolidation", "过期"),
        "refused": translate("Consolidation", "拒收"), "waiting": translate("Consolidation", "还没处理"),
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
        done = sum(self.counts.get(kind, 0) for kind in KINDS[:-1])
        if done:
            clip = QRectF(0, 0, self.width() * done / total, self.height())
            draw.rounded(painter, clip, 6, self.theme.color("accent"))
        for kind in KINDS[:-1]:
            width = self.width() * self.counts.get(kind, 0) / total if total else 0.0
            if width and kind != "merged":
                painter.fillRect(QRectF(left, 0, width, self.height()), self.theme.color(TOKENS[kind]))
            left += width
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
    """Counts, bar, legend; `cancel` is there only while files wait."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "surface", edge="bottom", margins=(24, 14, 24, 14), spacing=8, parent=parent)
        self.figure = PlainLabel(theme, "0", "figure", parent=self)
        self.of = PlainLabel(theme, "", "heading", "text2", bold=False, parent=self)
        self.now = PlainLabel(theme, "", token="text2", elide=True, parent=self)
        self.cancel = Button(theme, self.tr("取消"), "secondary", keys="Esc", parent=self)
        self.cancel.hide()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.figure)
        head.addWidget(self.of)
        head.addSpacing(16)
        head.addWidget(self.now, 1)
        head.addWidget(self.cancel)
        self.bar = SegmentBar(theme, self)
        self.body.addLayout(head)
        self.body.addWidget(self.bar)
        self.body.addLayout(self._make_legend())

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
