"""Where the customers stand: a bar a stage, and between them how many moved on."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.insights.board import Board
from desktop.insights.stage_moves import Stretch
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.card import Card
from ui.widgets.label import PlainLabel
from ui.widgets.pill import LETTERS, stage_name
from ui.widgets.themed import Themed, smooth

BAR, GAP = 32, 21
STAGES = tuple(LETTERS)


class FunnelCard(Card):
    """The funnel with its head."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.funnel = Funnel(theme, self)
        self.note = PlainLabel(theme, "", "caption", "text2", parent=self)
        self.body.addLayout(heading(PlainLabel(theme, self.tr("客户到了哪一步"), "heading", parent=self), self.note))
        self.body.addWidget(self.funnel)
        self.body.addStretch(1)

    def show_board(self, found: Board) -> None:
        everyone = sum(found.stages.values())
        self.note.setText(self.tr("全部 {count} 位，箭头是本期的推进率").format(count=f"{everyone:,}"))
        self.funnel.show_stages(found.stages, found.moves, found.moves_before)


def heading(title: PlainLabel, note: PlainLabel) -> QHBoxLayout:
    """A card's head with a remark beside it."""
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(title)
    row.addWidget(note)
    row.addStretch(1)
    return row


class Funnel(Themed, QWidget):
    """Four bars, the longest the width of the track."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts: dict[str, int] = {}
        self.now: Stretch | None = None
        self.before: Stretch | None = None
        self.follow(theme)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_stages(self, counts: dict[str, int], now: Stretch, before: Stretch) -> None:
        self.counts, self.now, self.before = counts, now, before
        said = [f"{stage_name(stage)} {counts.get(stage, 0)} {self._rate(stage)[0]}" for stage in STAGES]
        self.setAccessibleName(" · ".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(420), self.theme.px(4 * BAR + 3 * GAP))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(300), self.theme.px(4 * BAR + 3 * GAP))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        most = max(self.counts.values(), default=0) or 1
        for number, stage in enumerate(STAGES):
            top = self.theme.px(number * (BAR + GAP))
            self._paint_stage(painter, stage, top, most)
            if number < len(STAGES) - 1:
                self._paint_rate(painter, stage, top + self.theme.px(BAR))
        painter.end()

    def _paint_stage(self, painter: QPainter, stage: str, top: int, most: int) -> None:
        theme, px = self.theme, self.theme.px
        letter, disc = LETTERS[stage], QRectF(0, top + px(6), px(20), px(20))
        draw.rounded(painter, disc, px(10), theme.color(f"st{letter}"))
        draw.text(painter, disc, letter, theme.font("caption", bold=True), theme.color(f"st{letter}Text"), "center")
        left = self._label()
        draw.text(painter, QRectF(px(30), top, left, px(BAR)), stage_name(stage), theme.font("table"),
                  theme.color("text"))  # fmt: skip
        count = self.counts.get(stage, 0)
        track = QRectF(left, top, self.width() - left - px(64), px(BAR))
        draw.rounded(painter, track, 4, theme.color("sunken"))
        if count:
            fill = "border2" if letter == "A" else f"st{letter}"
            bar = QRectF(track.left(), top, max(px(4), track.width() * count / most), px(BAR))
            draw.rounded(painter, bar, 4, theme.color(fill))
        number = QRectF(self.width() - px(60), top, px(60), px(BAR))
        draw.text(painter, number, f"{count:,}", theme.font("heading"), theme.color("text"), "right")

    def _paint_rate(self, painter: QPainter, stage: str, top: int) -> None:
        theme, px = self.theme, self.theme.px
        now, before, token = self._rate(stage)
        line = QRectF(self._label() + px(12), top, self.width() - self._label() - px(12), px(GAP))
        painter.drawPixmap(round(line.left()), round(line.center().y() - px(6)), theme.icon("arrow-down", 12, "text3"))
        used = draw.text(painter, line.adjusted(px(20), 0, 0, 0), now, theme.font("caption", bold=True),
                         theme.color("text"))  # fmt: skip
        draw.text(painter, line.adjusted(px(28) + used, 0, 0, 0), before, theme.font("caption"), theme.color(token))

    def _label(self) -> float:
        """Where the bars begin: right of the longest name."""
        widest = max(draw.text_width(self.theme.font("table"), stage_name(stage)) for stage in STAGES)
        return max(self.theme.px(84), self.theme.px(42) + widest)

    def _rate(self, stage: str) -> tuple[str, str, str]:
        """This period's share that moved on, the last one's in words, and the colour of those."""
        now = self.now.rate(stage) if self.now is not None else None
        before = self.before.rate(stage) if self.before is not None else None
        if now is None:
            return "—", "", "text3"
        if before is None:
            return f"{now:.0%}", "", "text3"
        token = "ok" if now > before else "danger" if now < before else "text3"
        return f"{now:.0%}", self.tr("上期 {share}").format(share=f"{before:.0%}"), token
