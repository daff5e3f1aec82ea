"""Where the adds of the period came from: a bar a channel, and the printed pieces' places beside them."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.insights.board import Board
from desktop.insights.metrics import PlacementAdds
from ui.contacts.words import channel_name
from ui.insights.funnel import heading
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.card import Card
from ui.widgets.label import PlainLabel
from ui.widgets.section import Divider
from ui.widgets.themed import Themed, smooth

ROW = 28
MOST = 7


class SourcesCard(Card):
    """Channels and places side by side."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.note = PlainLabel(theme, "", "caption", "text2", parent=self)
        self.channels = ChannelBars(theme, self)
        self.placements = PlacementList(theme, self)
        self.body.addLayout(heading(PlainLabel(theme, self.tr("新增从哪来"), "heading", parent=self), self.note))
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        row.addWidget(self.channels, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Divider(theme, vertical=True, parent=self))
        row.addWidget(self.placements, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)

    def show_board(self, found: Board) -> None:
        """The branch behind a place is named where the board is the whole bank's, else the person."""
        adds = int(found.figures["adds"] or 0)
        self.note.setText(self.tr("本期 {count} 位").format(count=f"{adds:,}"))
        self.channels.show_channels(found.channels)
        self.placements.show_placements(found.placements, with_branch=not found.scope.branch)


class ChannelBars(Themed, QWidget):
    """The seven channels with most adds; the first is solid."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[tuple[str, int]] = []
        self.follow(theme)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_channels(self, channels: Sequence[tuple[str, int, int]]) -> None:
        """(channel, contacts, adds), of which the adds show."""
        found = sorted(((channel_name(name), adds) for name, _, adds in channels if adds), key=lambda one: -one[1])
        self.rows = found[:MOST]
        self.setAccessibleName(" · ".join(f"{name} {adds}" for name, adds in self.rows))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(330), self.theme.px(ROW * MOST))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(220), self.theme.px(ROW * MOST))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px = smooth(self), self.theme, self.theme.px
        most = max((adds for _, adds in self.rows), default=1)
        if not self.rows:
            empty = QRectF(0, 0, self.width(), px(ROW))
            draw.text(painter, empty, self.tr("这段时间还没有新增"), theme.font("table"), theme.color("text3"))
        widest = max((draw.text_width(theme.font("table"), name) for name, _ in self.rows), default=0)
        label = min(max(px(76), widest + px(12)), self.width() / 2)
        for number, (name, adds) in enumerate(self.rows):
            top = px(number * ROW)
            draw.text(painter, QRectF(0, top, label - px(8), px(ROW)), name, theme.font("table"), theme.color("text"))
            room = self.width() - label - px(44)
            bar = QRectF(label, top + px(8), max(px(4), room * adds / most), px(12))
            draw.rounded(painter, bar, 3, theme.color("accent" if number == 0 else "accentSeries"))
            value = QRectF(bar.right() + px(8), top, px(44), px(ROW))
            draw.text(painter, value, f"{adds:,}", theme.font("table", bold=number == 0), theme.color("text"))
        painter.end()


class PlacementList(Themed, QWidget):
    """The seven places with most adds: name and whose code hangs there, adds, and how they compare."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[PlacementAdds] = []
        self.follow(theme)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_placements(self, placements: Sequence[PlacementAdds], *, with_branch: bool) -> None:
        """`with_branch` names the branch in place of the person, for the whole bank."""
        self.rows, self._with_branch = list(placements)[:MOST], with_branch
        self.setAccessibleName(" · ".join(f"{one.name} {one.adds}" for one in self.rows))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(380), self.theme.px(ROW * (MOST + 1)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(240), self.theme.px(ROW * (MOST + 1)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px = smooth(self), self.theme, self.theme.px
        adds, change = self.width() - px(140), self.width() - px(70)
        caption, ink = theme.font("caption"), theme.color("text3")
        draw.text(painter, QRectF(0, 0, adds, px(ROW)), self.tr("点位"), caption, ink)
        draw.text(painter, QRectF(adds, 0, px(60), px(ROW)), self.tr("新增"), caption, ink, "right")
        draw.text(painter, QRectF(change, 0, px(70), px(ROW)), self.tr("比上期"), caption, ink, "right")
        if not self.rows:
            row = QRectF(0, px(ROW), self.width(), px(ROW))
            draw.text(painter, row, self.tr("还没有登记点位"), theme.font("table"), ink)
        for number, one in enumerate(self.rows, 1):
            top = px(number * ROW)
            room = QRectF(0, top, adds - px(8), px(ROW))
            used = draw.text(painter, room, one.name, theme.font("table"), theme.color("text"))
            whose = one.branch if self._with_branch else one.staff or self.tr("网点")
            draw.text(painter, room.adjusted(used + px(8), 0, 0, 0), whose, caption, theme.color("text2"))
            draw.text(painter, QRectF(adds, top, px(60), px(ROW)), f"{one.adds:,}", theme.font("table", bold=True),
                      theme.color("text"), "right")  # fmt: skip
            more = one.adds - one.before
            token = "ok" if more > 0 else "danger" if more < 0 else "text2"
            words = f"{more:+,}".replace("-", "−") if more else self.tr("持平")
            draw.text(painter, QRectF(change, top, px(70), px(ROW)), words, theme.font("table"), theme.color(token),
                      "right")  # fmt: skip
        painter.end()
