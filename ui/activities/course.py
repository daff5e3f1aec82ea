"""The course at the left: each step with its planned time, what is done, where the run stands."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.activities.plan import PRODUCT, ROUND, Stage
from desktop.activities.view import View
from ui.activities import words
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.themed import Themed, smooth

ROW = 48
TIME_RIGHT = 60
AXIS = 80
TEXT_LEFT = 102


class Course(Themed, QWidget):
    """Painted; the accessible description says where the run stands."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: View | None = None
        self.follow(theme)

    def show_view(self, view: View) -> None:
        self.view = view
        self.setAccessibleName(self.tr("流程"))
        self.setAccessibleDescription(words.stage_name(view.stage))
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def restyle(self) -> None:
        if self.view is not None:
            self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        count = len(self.view.stages) if self.view is not None else 0
        return QSize(self.theme.px(251), self.theme.px(ROW) * count + 8)

    def top_of_current(self) -> int:
        """Where the present step lies, to scroll there."""
        return self.theme.px(ROW) * (self.view.progress.step if self.view is not None else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        if self.view is not None:
            for number, stage in enumerate(self.view.stages):
                self._paint_row(painter, number, stage, self.view)
        painter.end()

    def _paint_row(self, painter: QPainter, number: int, stage: Stage, view: View) -> None:
        theme, height = self.theme, self.theme.px(ROW)
        step = view.progress.step
        row = QRectF(0, number * height + 4, self.width(), height)
        here, done = number == step and not view.ended, number < step or view.ended
        if here:
            box = row.adjusted(theme.px(8), 1, -theme.px(8), -1)
            draw.rounded(painter, box, 8, theme.color("surface"), theme.color("accent"))
        if number + 1 < len(view.stages):
            painter.setPen(QPen(theme.color("border2"), 1))
            middle = row.center().y()
            painter.drawLine(
                QPointF(theme.px(AXIS), middle + theme.px(11)),
                QPointF(theme.px(AXIS), middle + height - theme.px(11)),
            )
        time = QRectF(0, row.top(), theme.px(TIME_RIGHT), height)
        ink = theme.color("accent" if here else "text2")
        draw.text(painter, time, f"{stage.at:%H:%M}", theme.font("table", bold=here), ink, "right", elide=False)
        self._paint_node(painter, QPointF(theme.px(AXIS), row.center().y()), stage, here=here, done=done)
        self._paint_words(painter, row, number, stage, view, here=here, done=done)

    def _paint_node(self, painter: QPainter, at: QPointF, stage: Stage, *, here: bool, done: bool) -> None:
        theme, radius = self.theme, self.theme.px(9)
        disc = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
        if here:
            draw.rounded(painter, disc, radius, theme.color("accentSoft2"))
            inner = disc.adjusted(4, 4, -4, -4)
            draw.rounded(painter, inner, inner.height() / 2, theme.color("accent"))
        elif done:
            draw.rounded(painter, disc, radius, theme.color("okSoft"))
            draw.pixmap(painter, at.x() - theme.px(6), at.y(), theme.icon("check", 12, "ok"))
        elif stage.kind == PRODUCT:
            draw.rounded(painter, disc, radius, theme.color("warnSoft"))
            draw.pixmap(painter, at.x() - theme.px(6), at.y(), theme.icon("megaphone", 12, "warn"))
        else:
            painter.setPen(QPen(theme.color("control"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(at, theme.px(4.5), theme.px(4.5))

    def _paint_words(
        self, painter: QPainter, row: QRectF, number: int, stage: Stage, view: View, *, here: bool, done: bool
    ) -> None:
        theme = self.theme
        note, token = self._note(number, stage, view, here=here, done=done)
        left, width = theme.px(TEXT_LEFT), self.width() - theme.px(TEXT_LEFT + 14)
        ink = theme.color("text" if here or stage.kind == PRODUCT else "text2")
        top = row.top() + (theme.px(5) if note else theme.px(14))
        title = QRectF(left, top, width, theme.px(20))
        draw.text(painter, title, words.stage_name(stage), theme.font("table", bold=here), ink)
        if note:
            below = QRectF(left, top + theme.px(19), width, theme.px(18))
            draw.text(painter, below, note, theme.font("caption"), theme.color(token))

    def _note(self, number: int, stage: Stage, view: View, *, here: bool, done: bool) -> tuple[str, str]:
        """The second line of a step, and its colour."""
        if here:
            return (self.tr("已暂停"), "warn") if view.progress.paused_at else (self.tr("进行中"), "accent")
        if stage.kind == PRODUCT:
            return view.product.name, "warn"
        if not done:
            return "", "text2"
        if stage.kind == ROUND:
            outcome = view.progress.rounds[stage.round]
            people = self.tr("{count} 人").format(count=outcome.taken_part)
            return "，".join(part for part in (people, outcome.winner) if part), "text2"
        sent = stage.kind in view.progress.copied or number < view.progress.step
        return (self.tr("已发"), "text2") if sent else ("", "text2")
