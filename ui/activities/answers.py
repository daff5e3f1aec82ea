"""Who took part and who was first: the two cards below the question."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.activities.plan import ROUND
from desktop.activities.view import View
from ui.activities import words
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.field import ComboBox
from ui.widgets.label import PlainLabel
from ui.widgets.themed import Themed, smooth

SHOWN = 5


class History(Themed, QWidget):
    """One bar for each round so far."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[tuple[str, int]] = []
        self._members = 1
        self.follow(theme)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_rows(self, rows: list[tuple[str, int]], members: int) -> None:
        """(name of the round, people), the last one current."""
        self.rows, self._members = rows[-SHOWN:], max(1, members)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self.theme.px(26) * SHOWN)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(120), self.theme.px(26) * 3)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = smooth(self), self.theme
        wide = max((draw.text_width(theme.font("caption"), name) for name, _ in self.rows), default=0)
        for at, (name, people) in enumerate(self.rows):
            here = at == len(self.rows) - 1
            row = QRectF(0, at * theme.px(26), self.width(), theme.px(22))
            ink = theme.color("text" if here else "text2")
            draw.text(painter, row, name, theme.font("caption", bold=here), ink)
            number = QRectF(row.right() - theme.px(34), row.top(), theme.px(34), row.height())
            draw.text(painter, number, f"{people}", theme.font("table", bold=here), ink, "right")
            track = QRectF(wide + theme.px(14), row.center().y() - 4, number.left() - wide - theme.px(22), 8)
            draw.rounded(painter, track, 4, theme.color("track"))
            if people:
                part = min(1.0, people / self._members)
                bar = QRectF(track.left(), track.top(), max(8.0, track.width() * part), 8)
                draw.rounded(painter, bar, 4, theme.color("accent" if here else "accentSeries"))
        painter.end()


class TurnoutCard(Card):
    """Participants of this round, the rounds before, and what counts them."""

    counted = Signal(int)
    paste_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, spacing=theme.px(6), parent=parent)
        self.head = PlainLabel(theme, self.tr("本题参与"), token="text2", parent=self)
        self.figure = PlainLabel(theme, role="display", parent=self)
        self.of = PlainLabel(theme, token="text2", parent=self)
        self.share = PlainLabel(theme, token="ok", elide=True, parent=self)
        self.history = History(theme, self)
        top = QHBoxLayout()
        top.setSpacing(theme.px(10))
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.of)
        beside.addWidget(self.share)
        top.addWidget(self.figure)
        top.addLayout(beside, 1)
        self.minus = Button(theme, "−", parent=self)
        self.minus.setAccessibleName(self.tr("减 1 人"))
        self.one = Button(theme, "1", icon="plus", keys="+", parent=self)
        self.one.setAccessibleName(self.tr("加 1 人"))
        self.five = Button(theme, "5", icon="plus", parent=self)
        self.five.setAccessibleName(self.tr("加 5 人"))
        self.paste = Button(theme, self.tr("粘贴群聊统计"), "soft", "clipboard-paste", "Ctrl V", parent=self)
        for button, by in ((self.minus, -1), (self.one, 1), (self.five, 5)):
            button.setProperty("by", by)
            button.clicked.connect(self._on_counted)
        self.paste.clicked.connect(self.paste_wanted)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(6))
        for widget in (self.minus, self.one, self.five):
            foot.addWidget(widget)
        foot.addStretch(1)
        foot.addWidget(self.paste)
        self.body.addWidget(self.head)
        self.body.addLayout(top)
        self.body.addWidget(self.history, 1)
        self.body.addLayout(foot)

    def show_view(self, view: View) -> None:
        playing = view.stage.kind == ROUND
        people = view.outcome.taken_part if playing else view.progress.turnout
        self.head.setText(self.tr("本题参与") if playing else self.tr("总参与"))
        self.figure.setText(f"{people}")
        self.of.setText(self.tr("/{members} 人").format(members=view.members))
        self.share.setText(self._share(view, people) if people else "")
        seen = [at for at, one in enumerate(view.progress.rounds) if one.taken_part or at <= view.place]
        self.history.set_rows([(words.round_name(at), view.progress.rounds[at].taken_part) for at in seen],
                              view.members)  # fmt: skip
        for button in (self.minus, self.one, self.five, self.paste):
            button.setEnabled(playing and not view.ended)

    def _share(self, view: View, people: int) -> str:
        part = f"{people / view.members:.0%}" if view.members else ""
        before = view.progress.rounds[view.place - 1].taken_part if view.place else 0
        if view.stage.kind != ROUND or not before or people == before:
            return part
        more = self.tr("比上题多 {count}") if people > before else self.tr("比上题少 {count}")
        return self.tr("{share}，{more}").format(share=part, more=more.format(count=abs(people - before)))

    def _on_counted(self) -> None:
        self.counted.emit(int(self.sender().property("by")))


class FirstList(Themed, QWidget):
    """The first right answers; up and down choose who is registered."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[tuple[str, str, str]] = []
        self.current = -1
        self.follow(theme)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_rows(self, rows: list[tuple[str, str, str]], current: int) -> None:
        """(name, note, time) each; `current` is -1 without one."""
        self.rows, self.current = rows, current
        told = [f"{name} {note} {at}" for name, note, at in rows]
        self.setAccessibleName(told[current] if 0 <= current < len(rows) else self.tr("还没人答对"))
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self.theme.px(33) * 3)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = int(event.position().y() // self.theme.px(33))
        if row < len(self.rows):
            self.chosen.emit(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        for at, row in enumerate(self.rows):
            self._paint_row(painter, at, *row)
        painter.end()

    def _paint_row(self, painter: QPainter, at: int, name: str, note: str, time: str) -> None:
        theme, height, here = self.theme, self.theme.px(33), at == self.current
        row = QRectF(0, at * height, self.width(), height)
        if row.bottom() > self.height() + 1:
            return
        if here:
            draw.rounded(painter, row.adjusted(0, 1, 0, -1), 6, theme.color("selected"))
        inner = row.adjusted(theme.px(14), 0, -theme.px(12), 0)
        number = QRectF(inner.left(), inner.top(), theme.px(24), height)
        draw.text(painter, number, f"{at + 1}", theme.font("table", bold=here),
                  theme.color("accent" if here else "text2"))  # fmt: skip
        wide = draw.text_width(theme.font("caption"), time)
        when = QRectF(inner.right() - wide, inner.top(), wide + 1, height)
        draw.text(painter, when, time, theme.font("caption"), theme.color("text2"), elide=False)
        words_ = QRectF(number.right(), inner.top(), when.left() - number.right() - theme.px(8), height)
        ink = theme.color("text2" if note else "text")
        used = draw.text(painter, words_, name, theme.font("table", bold=here), ink)
        rest = words_.adjusted(used + theme.px(10), 0, 0, 0)
        if note and rest.width() > theme.px(30):
            draw.text(painter, rest, note, theme.font("caption"), theme.color("text2"))


class WinnerCard(Card):
    """The first right answers in the order of the chat, the reward, and the button that registers."""

    registered = Signal(int)  # place of the reward
    moved = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, spacing=theme.px(6), parent=parent)
        self.head = PlainLabel(theme, self.tr("谁最先答对"), token="text2", parent=self)
        self.order = PlainLabel(theme, self.tr("按群聊时间"), "caption", "text2", parent=self)
        top = QHBoxLayout()
        top.addWidget(self.head)
        top.addStretch(1)
        top.addWidget(self.order)
        self.list = FirstList(theme, self)
        self.list.chosen.connect(self.moved)
        self.none = PlainLabel(theme, "", token="text2", parent=self)
        self.reward = ComboBox(theme, "gift", self)
        self.reward.setAccessibleName(self.tr("奖励"))
        self.budget = PlainLabel(theme, "", "caption", "text2", parent=self)
        self.register = Button(theme, "", "primary", "trophy", "↵", parent=self)
        self.register.clicked.connect(self._on_register)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addWidget(self.reward)
        foot.addStretch(1)
        foot.addWidget(self.register)
        self.body.addLayout(top)
        self.body.addWidget(self.none)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.budget)
        self.body.addLayout(foot)
        self._activity = ""

    def show_view(self, view: View, current: int) -> None:
        """`current` is the place of the person chosen, -1 for nobody."""
        if self._activity != view.activity.key:
            self._activity = view.activity.key
            self.reward.set_choices([(at, one.name) for at, one in enumerate(view.activity.rewards)])
        playing = view.stage.kind == ROUND
        for widget in (self.order, self.reward, self.register):
            widget.setVisible(playing)
        people = view.outcome.right[:SHOWN] if playing else []
        if playing:
            self.list.set_rows([(one.name, self._note(view, one.name), one.at) for one in people], current)
        else:
            self.list.set_rows(self._winners(view), -1)
        self.none.setVisible(not self.list.rows)
        heard = bool(view.outcome.taken_part)
        if not playing:
            self.none.setText(self.tr("还没有人得奖"))
        else:
            self.none.setText(
                self.tr("没人答对，这份奖励留到下一题") if heard else self.tr("还没人答，可以发倒计时提醒")
            )
        quiz = view.activity.mode in {"quiz", "draw"}
        asked = self.tr("谁最先答对") if quiz else self.tr("谁最先参加")
        self.head.setText(asked if playing else self.tr("得奖的朋友"))
        spent = self.tr("奖励已用 {spent} 元，预算 {budget} 元").format(
            spent=words.yuan(view.progress.spent), budget=words.yuan(view.activity.budget_fen)
        )
        self.budget.setText(spent)
        name = people[current].name if 0 <= current < len(people) else ""
        done = bool(name) and view.outcome.winner == name
        words_ = self.tr("已登记{name}") if done else self.tr("登记{name}")
        self.register.setText(words_.format(name=name) if name else self.tr("登记"))
        self.register.setEnabled(bool(name) and not view.ended and view.stage.kind == ROUND)

    def _winners(self, view: View) -> list[tuple[str, str, str]]:
        """Everybody who has won so far, the last rounds' where there are more than the card holds."""
        told = self.tr("{round}，{reward}")
        found = [
            (one.winner, told.format(round=words.round_name(at), reward=one.reward), "")
            for at, one in enumerate(view.progress.rounds)
            if one.winner
        ]
        return found[-2 * SHOWN :]

    def _note(self, view: View, name: str) -> str:
        won = view.won_before(name)
        if won:
            return self.tr("第 {number} 题已得奖，让给下一位").format(number=won)
        return self.tr("已登记") if view.outcome.winner == name else ""

    def _on_register(self) -> None:
        self.registered.emit(max(0, self.reward.currentIndex()))
