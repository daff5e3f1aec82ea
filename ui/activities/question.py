"""The middle: the question, its countdown by the wall clock, and the three options with their counts."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.activities.library import LETTERS
from desktop.activities.plan import CLOSE, PRIZES, PRODUCT, ROUND, START
from desktop.activities.state import share_of
from desktop.activities.view import View
from ui.activities import words
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.label import PlainLabel
from ui.widgets.paragraph import Paragraph
from ui.widgets.themed import Themed, area, smooth

FULL_TURN = 360 * 16
LONG = 14
"""Characters of a question above which it is written as a heading, wrapped."""


class CountdownRing(Themed, QWidget):
    """How long until the announcement; full before the question, empty and green when it is time."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.seconds: int | None = None
        self._total = 1
        self._paused = False
        self.follow(theme)
        self.restyle()

    def restyle(self) -> None:
        self.setFixedSize(self.theme.px(104), self.theme.px(104))

    def set_left(self, seconds: int | None, total: int, *, paused: bool) -> None:
        """`seconds` None: the question has not been copied yet."""
        self.seconds, self._total, self._paused = seconds, max(1, total), paused
        self.setAccessibleName(f"{self._upper()} {self._lower()}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = smooth(self), self.theme
        circle = area(self).adjusted(4, 4, -4, -4)
        painter.setPen(QPen(theme.color("track"), theme.px(6)))
        painter.drawEllipse(circle)
        left = self._total if self.seconds is None else self.seconds
        token = "ok" if self.seconds == 0 else "warn" if self._paused else "accent"
        painter.setPen(QPen(theme.color(token), theme.px(6), c=Qt.PenCapStyle.RoundCap))
        part = 1.0 if self.seconds == 0 else min(1.0, left / self._total)
        painter.drawArc(circle, FULL_TURN // 4, -round(FULL_TURN * part))
        upper = QRectF(0, self.height() / 2 - theme.px(25), self.width(), theme.px(30))
        draw.text(painter, upper, self._upper(), theme.sized_font(25, bold=True), theme.color("text"), "center")
        lower = QRectF(0, self.height() / 2 + theme.px(6), self.width(), theme.px(18))
        draw.text(painter, lower, self._lower(), theme.font("caption"), theme.color("text2"), "center")
        painter.end()

    def _upper(self) -> str:
        return words.clock(self._total if self.seconds is None else self.seconds)

    def _lower(self) -> str:
        if self._paused:
            return self.tr("已暂停")
        if self.seconds is None:
            return self.tr("复制题目开始")
        return self.tr("可以公布了") if self.seconds == 0 else self.tr("后公布")


class RoundBars(Themed, QWidget):
    """One small bar for each round: done, current, to come."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count, self._at = 0, 0
        self.follow(theme)

    def set_rounds(self, count: int, at: int) -> None:
        self._count, self._at = count, at
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(30) * self._count, self.theme.px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = smooth(self), self.theme
        for number in range(self._count):
            token = "accent" if number == self._at else "accentSeries" if number < self._at else "track"
            bar = QRectF(number * theme.px(30) + theme.px(6), 0, theme.px(24), theme.px(5))
            draw.rounded(painter, bar, bar.height() / 2, theme.color(token))
        painter.end()


class OptionCard(Themed, QWidget):
    """One of A, B, C with how many said so; the answer has a green edge, and is for the staff's eyes only."""

    def __init__(self, theme: Theme, letter: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.letter = letter
        self.words, self.count, self.part, self.right = "", 0, 0.0, False
        self.follow(theme)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_option(self, option: str, count: int, part: float, *, right: bool) -> None:
        self.words, self.count, self.part, self.right = option, count, part, right
        marked = self.tr("答案") if right else ""
        self.setAccessibleName(f"{self.letter} {option} {count} {marked}")
        self.setToolTip(option)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self.theme.px(100))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = smooth(self), self.theme
        edge = theme.color("ok" if self.right else "border2")
        draw.rounded(painter, area(self), 10, theme.color("surface"), edge, 2 if self.right else 1)
        box = QRectF(theme.px(14), theme.px(17), theme.px(28), theme.px(28))
        draw.rounded(painter, box, 6, theme.color("okSoft" if self.right else "sunken"))
        ink = theme.color("ok" if self.right else "text2")
        draw.text(painter, box, self.letter, theme.font("heading"), ink, "center")
        right = self.width() - theme.px(14)
        if self.right:
            mark = self.tr("答案")
            width = draw.text_width(theme.font("caption"), mark)
            draw.text(painter, QRectF(right - width, box.top(), width + 1, box.height()), mark,
                      theme.font("caption"), theme.color("ok"), elide=False)  # fmt: skip
            draw.pixmap(painter, right - width - theme.px(18), box.center().y(), theme.icon("check", 14, "ok"))
            right -= width + theme.px(24)
        self._paint_words(painter, QRectF(theme.px(54), theme.px(8), right - theme.px(54), theme.px(46)))
        number = self.tr("{count} 人").format(count=self.count)
        wide = draw.text_width(theme.font("table"), number)
        foot = self.height() - theme.px(25)
        at = QRectF(self.width() - theme.px(14) - wide, foot - theme.px(10), wide + 1, theme.px(20))
        draw.text(painter, at, number, theme.font("table"), theme.color("text"), elide=False)
        track = QRectF(theme.px(14), foot - 3, at.left() - theme.px(28), 6)
        draw.rounded(painter, track, 3, theme.color("track"))
        if self.part:
            filled = QRectF(track.left(), track.top(), max(6.0, track.width() * self.part), 6)
            draw.rounded(painter, filled, 3, theme.color("ok" if self.right else "control"))
        painter.end()

    def _paint_words(self, painter: QPainter, rect: QRectF) -> None:
        """As large as fits: one character as in a riddle, else smaller, at last in two lines."""
        theme = self.theme
        for size in (28, 20, 15):
            font = theme.sized_font(size, bold=True)
            if draw.text_width(font, self.words) <= rect.width():
                draw.text(painter, rect, self.words, font, theme.color("text"))
                return
        font = theme.font("table", bold=True)
        half = next((at for at in range(1, len(self.words))
                     if draw.text_width(font, self.words[: at + 1]) > rect.width()), len(self.words))  # fmt: skip
        upper = QRectF(rect.left(), rect.top() + 3, rect.width(), theme.px(20))
        lower = upper.translated(0, theme.px(20))
        draw.text(painter, upper, self.words[:half], font, theme.color("text"), elide=False)
        draw.text(painter, lower, self.words[half:], font, theme.color("text"))


class Question(QWidget):
    """Head, question with its ring, options; for the other steps what to do now."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        self.head = PlainLabel(theme, role="heading", parent=self)
        self.of = PlainLabel(theme, token="text2", parent=self)
        self.bars = RoundBars(theme, self)
        first = QHBoxLayout()
        first.setSpacing(theme.px(8))
        first.addWidget(self.head)
        first.addWidget(self.of)
        first.addStretch(1)
        first.addWidget(self.bars)
        self.short = PlainLabel(theme, role="display", parent=self)
        self.ask = PlainLabel(theme, role="title", token="text2", bold=False, parent=self)
        self.long = Paragraph(theme, role="title", parent=self)
        self.why = Paragraph(theme, role="table", token="text2", parent=self)
        self.ring = CountdownRing(theme, self)
        line = QHBoxLayout()
        line.setSpacing(theme.px(18))
        line.addWidget(self.short)
        line.addWidget(self.ask, 1)
        left = QVBoxLayout()
        left.setSpacing(theme.px(8))
        left.addStretch(1)
        left.addLayout(line)
        left.addWidget(self.long)
        left.addWidget(self.why)
        left.addStretch(1)
        second = QHBoxLayout()
        second.addLayout(left, 1)
        second.addWidget(self.ring)
        third = QHBoxLayout()
        third.setSpacing(theme.px(12))
        self.options = [OptionCard(theme, letter, self) for letter in LETTERS]
        for card in self.options:
            third.addWidget(card)
        column.addLayout(first)
        column.addLayout(second)
        column.addLayout(third)

    def show_view(self, view: View) -> None:
        playing = view.stage.kind == ROUND
        self.head.setText(words.stage_name(view.stage))
        self.of.setText(self.tr("共 {count} 题").format(count=len(view.activity.rounds)))
        self.bars.set_rounds(len(view.activity.rounds), view.place)
        question, ask, why = self._texts(view)
        brief = len(question) <= LONG
        self.short.setText(question if brief else "")
        self.short.setVisible(brief)
        self.ask.setText(ask)
        self.ask.setVisible(bool(ask))
        self.long.set_text("" if brief else question)
        self.long.setVisible(not brief)
        self.why.set_text(why)
        self.ring.setVisible(playing)
        counts, answer = view.outcome.counts, view.outcome.answer
        for card, option in zip(self.options, view.round.options or ("", "", ""), strict=True):
            card.setVisible(playing and bool(view.round.options))
            share = share_of(counts, card.letter)
            card.set_option(option, counts.get(card.letter, 0), share, right=card.letter == answer)

    def show_left(self, view: View, seconds: int | None) -> None:
        self.ring.set_left(seconds, view.activity.wait * 60, paused=bool(view.progress.paused_at))

    def _texts(self, view: View) -> tuple[str, str, str]:
        """What stands large, what is asked, and the line below."""
        if view.stage.kind == ROUND:
            if view.activity.mode == "draw" and not view.outcome.answer:
                return view.round.question, view.round.ask, self.tr("掷出来以后，按 A、B 或 C 记下结果")
            why = self.tr("{why}。只讲给自己听，别发到群里。").format(why=view.round.why) if view.round.why else ""
            return view.round.question, view.round.ask, why
        return {
            START: (view.activity.title, "", view.activity.rules),
            PRODUCT: (view.product.name, "", self.tr("公布后 1 分钟内发，这时候群里最热")),
            PRIZES: (self.tr("公布获奖，发奖"), "", "、".join(view.progress.winners)),
            CLOSE: (self.tr("收尾，登记效果"), "", self.tr("按 ↵ 结束：参加人数记进群的活跃，认得的客户写进时间线")),
        }.get(view.stage.kind, (view.activity.title, "", view.activity.theme))
