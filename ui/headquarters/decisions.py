"""A person that several branches reported: whose customer is it? One key decides, one link decides all by rule."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from db.actor import Actor
from desktop.changes import Done
from desktop.headquarters import same_person
from desktop.headquarters.same_person import FIRST_ADD, MOST_CONTACT, RULES, Case, Holding
from ui.desk import Desk
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.keycap import keycap_width, paint_keycap
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel
from ui.widgets.link import Link
from ui.widgets.paragraph import Paragraph
from ui.widgets.pill import paint_stage
from ui.widgets.section import Section
from ui.widgets.themed import Themed, area, smooth

MOST = 4  # branches of one person that are shown
AHEAD = 20  # people that are read at once


class HoldingTile(Themed, QWidget):
    """A branch's side: who serves the person, at which stage, since when, how often they talked."""

    clicked = Signal(str)

    def __init__(self, theme: Theme, holding: Holding, key: str, *, proposed: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.holding, self.key, self.proposed = holding, key, proposed
        self.follow(theme)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{key} {holding.branch_name} {holding.owner_name} {self._said()}")

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self.theme.px(88))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit(self.holding.contact)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px = smooth(self), self.theme, self.theme.px
        fill, edge = ("selected", "accent") if self.proposed else ("surface", "border2")
        draw.rounded(painter, area(self), 8, theme.color(fill), theme.color(edge))
        cap = keycap_width(theme, self.key)
        room = self.width() - px(24)
        draw.text(painter, QRectF(px(12), px(8), room - cap - px(6), px(20)), self.holding.branch_name,
                  theme.font("table", bold=True), theme.color("text"))  # fmt: skip
        paint_keycap(painter, self.width() - cap - px(10), px(18), self.key, theme)
        used = draw.text(painter, QRectF(px(12), px(32), room, px(20)), self.holding.owner_name, theme.font("table"),
                         theme.color("text"))  # fmt: skip
        if self.holding.stage:
            left = px(12) + used + px(8)
            paint_stage(painter, QRectF(left, px(32), room - used, px(20)), theme, self.holding.stage)
        draw.text(painter, QRectF(px(12), px(58), room, px(20)), self._said(), theme.font("caption"),
                  theme.color("text2"))  # fmt: skip
        painter.end()

    def _said(self) -> str:
        day = self.holding.added_at[5:10] if self.holding.added_at else "—"
        return self.tr("{day} 添加，互动 {count} 次").format(day=day, count=self.holding.interactions)


class Decisions(QWidget):
    """`decided` tells of what was written, `shown` that others wait now.

    1 to 4 choose a branch, Enter takes the proposal, B leaves both, → leaves it for later; R proposes by the other
    rule, A decides everybody by it.
    """

    decided = Signal(object)
    failed = Signal(object)
    shown = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, theme = desk, desk.theme
        self.cases: list[Case] = []
        self.waiting = 0
        self._at = 0
        self.rule = FIRST_ADD
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.head = Section(theme, self.tr("要您定的"), 0, self.tr("按规则全定 A"), self)
        self.head.action_clicked.connect(self.decide_all)
        self.card = Card(theme, parent=self)
        self.title = PlainLabel(theme, self.tr("同一位客户，几家网点都报了"), "table", bold=True, parent=self.card)
        self.place = PlainLabel(theme, "", "table", "text2", parent=self.card)
        self.who = Paragraph(theme, "", "caption", "text2", parent=self.card)
        self.tiles = QGridLayout()
        self.tiles.setSpacing(theme.px(8))
        self.reason = Paragraph(theme, "", "caption", "text2", parent=self.card)
        top = QHBoxLayout()
        top.addWidget(self.title)
        top.addStretch(1)
        top.addWidget(self.place)
        self.card.body.addLayout(top)
        self.card.body.addWidget(self.who)
        self.card.body.addLayout(self.tiles)
        self.card.body.addWidget(self.reason)
        self.rule_link = Link(theme, "", parent=self.card)
        self.rule_link.clicked.connect(self._on_rule)
        self.card.body.addWidget(self.rule_link)
        self.card.body.addLayout(self._make_buttons())
        column.addWidget(self.head)
        column.addWidget(self.card)
        self.hide()

    def _make_buttons(self) -> QHBoxLayout:
        theme, row = self.desk.theme, QHBoxLayout()
        row.setSpacing(8)
        self.take_button = Button(theme, "", "soft", keys="↵", size="sm", parent=self.card)
        self.both_button = Button(theme, self.tr("共管"), "secondary", keys="B", size="sm", parent=self.card)
        self.later_button = Button(theme, self.tr("先放着"), "ghost", keys="→", size="sm", parent=self.card)
        for button, slot in ((self.take_button, self._on_take), (self.both_button, self._on_both),
                             (self.later_button, self._on_later)):  # fmt: skip
            button.clicked.connect(slot)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def load(self) -> None:
        """Read who waits; without anybody the whole block is out of sight."""
        actor, rule = self.desk.actor, self.rule

        def work(session: Session) -> tuple[int, list[Case]]:
            return same_person.waiting(session), same_person.cases(session, actor, AHEAD, rule)

        self.desk.jobs.read(self, work, self._on_cases, self.failed.emit)

    def _on_cases(self, found: tuple[int, list[Case]]) -> None:
        self.waiting, self.cases = found
        self._at = min(self._at, max(0, len(self.cases) - 1))
        self.setVisible(bool(self.cases))
        self.head.set_count(self.waiting)
        self._show_case()
        self.shown.emit()

    def current(self) -> Case | None:
        """The case that shows."""
        return self.cases[self._at] if self.cases else None

    def _show_case(self) -> None:
        while self.tiles.count():
            self.tiles.takeAt(0).widget().deleteLater()
        case = self.current()
        if case is None:
            return
        first = case.holdings[0]
        self.place.setText(f"{self._at + 1}/{self.waiting}")
        self.who.set_text(self.tr("{name} {phone}，手机号相同").format(name=first.name, phone=first.phone))
        for number, holding in enumerate(case.holdings[:MOST]):
            tile = HoldingTile(self.desk.theme, holding, str(number + 1), proposed=holding.contact == case.proposal,
                               parent=self.card)  # fmt: skip
            tile.clicked.connect(self._decide)
            self.tiles.addWidget(tile, number // 2, number % 2)
        chosen = next(one for one in case.holdings if one.contact == case.proposal)
        reason = self.desk.words.text(case.reason)
        self.reason.set_text(self.tr("规则建议：{reason}，归{branch}").format(reason=reason, branch=chosen.branch_name))
        other = self.desk.words.text(RULES[self._other_rule()])
        self.rule_link.setText(self.tr("换成规则：{rule} R").format(rule=other))
        self.take_button.setText(self.tr("归{branch}").format(branch=chosen.branch_name))
        self.take_button.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, case = plain_key(event), self.current()
        if case is None:
            super().keyPressEvent(event)
        elif key.isdigit() and 0 < int(key) <= min(MOST, len(case.holdings)):
            self._decide(case.holdings[int(key) - 1].contact)
        elif key == "Enter":
            self._on_take()
        elif key == "B":
            self._on_both()
        elif key == "R":
            self._on_rule()
        elif key == "A":
            self.decide_all()
        elif event.key() == Qt.Key.Key_Right:
            self._on_later()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_take(self) -> None:
        case = self.current()
        if case is not None:
            self._decide(case.proposal)

    @Slot()
    def _on_both(self) -> None:
        self._decide(None)

    @Slot()
    def _on_later(self) -> None:
        """Leave this one for later: the next shows, after the last the first again."""
        if self.cases:
            self._at = (self._at + 1) % len(self.cases)
            self._show_case()

    @Slot(str)
    def _decide(self, contact: str | None) -> None:
        case, actor = self.current(), self.desk.actor
        if case is not None:
            work = partial(_decided, case=case, actor=actor, contact=contact, rule=self.rule)
            self.desk.jobs.write(self, work, self._on_decided, self.failed.emit)

    @Slot()
    def decide_all(self) -> None:
        """Decide everybody that waits by the rule; one step to undo."""
        actor, rule = self.desk.actor, self.rule
        if self.cases:
            work = partial(same_person.decide_all, actor=actor, rule=rule)
            self.desk.jobs.write(self, work, self._on_decided, self.failed.emit)

    @Slot()
    def _on_rule(self) -> None:
        """Propose by the other rule."""
        self.rule = self._other_rule()
        self.load()

    def _other_rule(self) -> str:
        return MOST_CONTACT if self.rule == FIRST_ADD else FIRST_ADD

    def _on_decided(self, done: Done) -> None:
        self.decided.emit(done)
        self.load()


def _decided(session: Session, *, case: Case, actor: Actor, contact: str | None, rule: str) -> Done:
    """Runs in the worker."""
    followed = rule if contact == case.proposal else ""
    return same_person.decide(session, actor, case, contact, followed)
