"""The middle of the runner: what went wrong, the question, who took part and who was right, and the way on."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.activities.plan import CLOSE, PRIZES, PRODUCT, ROUND
from desktop.activities.view import View
from ui.activities import words
from ui.activities.answers import TurnoutCard, WinnerCard
from ui.activities.question import Question
from ui.page import Hint
from ui.theme import Theme
from ui.widgets.banner import AnswerBanner
from ui.widgets.button import Button
from ui.widgets.label import PlainLabel
from ui.widgets.pane import Pane


class RunnerStage(Pane):
    """Shows a run; the runner listens to its parts."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "surface", parent=parent)
        self.notice = AnswerBanner(theme, "warn", "info", height=44, parent=self)
        self.notice.hide()
        self.question = Question(theme, self)
        self.turnout = TurnoutCard(theme, self)
        self.winner = WinnerCard(theme, self)
        cards = QHBoxLayout()
        cards.setSpacing(theme.px(12))
        cards.addWidget(self.turnout, 1)
        cards.addWidget(self.winner, 1)
        work = QVBoxLayout()
        work.setContentsMargins(theme.px(28), theme.px(12), theme.px(28), theme.px(12))
        work.setSpacing(theme.px(12))
        work.addWidget(self.notice)
        work.addWidget(self.question)
        work.addLayout(cards, 1)
        self.body.addLayout(work, 1)
        self.body.addWidget(self._foot())

    def _foot(self) -> Pane:
        theme = self.theme
        foot = Pane(theme, "surface", edge="top", parent=self)
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(28), theme.px(10), theme.px(28), theme.px(10))
        self.advice = PlainLabel(theme, "", token="text2", elide=True, parent=foot)
        self.back = Button(theme, self.tr("上一步"), "ghost", "chevron-left", "←", parent=foot)
        self.next = Button(theme, "", "secondary", keys="→", parent=foot)
        row.addWidget(self.advice, 1)
        row.addWidget(self.back)
        row.addWidget(self.next)
        foot.body.addLayout(row)
        return foot

    def show_view(self, found: View, current: int) -> None:
        """`current` is the place of the person who would be registered."""
        self.question.show_view(found)
        self.turnout.show_view(found)
        self.winner.show_view(found, current)
        following = found.stages[min(found.progress.step + 1, len(found.stages) - 1)]
        ending = found.stage.kind == CLOSE
        if ending:
            text = self.tr("结束，登记效果")
        elif found.stage.kind == ROUND:
            text = self.tr("公布答案，进入{step}").format(step=words.stage_name(following))
        else:
            text = self.tr("进入{step}").format(step=words.stage_name(following))
        self.next.setText(text)
        self.next.set_keys("↵" if ending else "→")
        self.next.set_kind("primary" if ending else "secondary")
        self.next.setEnabled(not found.ended)
        self.back.setEnabled(found.progress.step > 0 and not found.ended)
        self.advice.setText(self._advice(found))

    def say(self, title: str, text: str = "", tone: str = "warn") -> None:
        """What happened, and what to do."""
        icon = "circle-check" if tone == "ok" else "circle-alert"
        self.notice.set(tone, icon, "  ".join(filter(None, (title, text))))
        self.notice.setToolTip(text)
        self.notice.show()

    def _advice(self, found: View) -> str:
        if found.stage.kind == ROUND:
            if found.place + 1 == found.activity.product_after and found.outcome.done_at == "":
                return self.tr("这一题公布后马上插播产品，群里最热")
            if found.liveliest:
                return self.tr("这一题参与最多，群里正热，公布后可以先插播产品")
            return self.tr("公布之前先登记，到点自动提醒")
        if found.stage.kind == PRODUCT:
            return self.tr("趁热插播，发完就出下一题")
        if found.stage.kind == PRIZES:
            drawn = sum(len(one.won) for one in found.progress.draws if not one.taken_back_at)
            return self.tr("{count} 位抽过了").format(count=drawn) if drawn else self.tr("答应的人人有份，按 D 抽")
        return ""


def hints(found: View) -> list[Hint]:
    """The keys that work at this step."""
    translate = QCoreApplication.translate
    playing = found.stage.kind == ROUND
    draws = [Hint("A B C", translate("RunnerStage", "记骰子"))] if found.activity.mode == "draw" and playing else []
    round_ = [
        Hint("+ −", translate("RunnerStage", "加减人数")), Hint("Ctrl V", translate("RunnerStage", "粘贴群聊统计")),
        Hint("↑ ↓", translate("RunnerStage", "选得奖人")), Hint("↵", translate("RunnerStage", "登记获奖")),
    ]  # fmt: skip
    return [
        Hint("1–4", translate("RunnerStage", "复制消息")), *draws, *(round_ if playing else []),
        Hint("→", translate("RunnerStage", "下一步")), Hint("P", translate("RunnerStage", "暂停")),
        Hint("X", translate("RunnerStage", "换产品")), Hint("D", translate("RunnerStage", "抽奖")),
        Hint("E", translate("RunnerStage", "提前结束")),
        Hint("Esc", translate("RunnerStage", "退出，进度保留")),
    ]  # fmt: skip
