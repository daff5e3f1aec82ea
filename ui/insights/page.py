"""The board of figures: for a branch its own, for head office the bank's with a way down to branch and person."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from db.actor import Role
from desktop.changes import Changes
from desktop.headquarters import campaigns, quality, work
from desktop.headquarters.campaigns import Result
from desktop.headquarters.quality import Suspicion
from desktop.headquarters.work import Share
from desktop.insights import board
from desktop.insights.board import Board, Standing
from desktop.insights.metrics import METRICS, Period
from desktop.insights.scope import Scope
from desktop.security.roles import Permission, allowed
from ui.desk import Desk
from ui.insights.behind import customers, write
from ui.insights.campaigns import CampaignTable
from ui.insights.overview import Overview
from ui.insights.span_dialog import SpanDialog
from ui.insights.standings import SHOWN, StandingTable
from ui.insights.suspicions import SuspicionTable
from ui.insights.work import WorkTable, words_of
from ui.page import Command, Hint, Page, Status
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.field import SearchField
from ui.widgets.keys import plain_key
from ui.widgets.pane import ScrollPane
from ui.widgets.segmented import Segmented
from ui.widgets.tabs import Tabs

TABS = ("standings", "work", "suspicions", "campaigns")
TABLE_HEIGHT = 320
NARROW = 1100  # of the page: below it cards stand below one another


class Content(NamedTuple):
    """The board, and at head office what is worth a look and what came of campaigns."""

    board: Board
    suspicions: list[Suspicion]
    campaigns: list[Result]


class InsightsPage(Page):
    """`ask_folder` may be replaced. Going down keeps the way up: Backspace leads back."""

    name = "insights"
    concerned = Changes.ALL

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.bank = desk.actor.role is Role.ANALYST
        self.scope = Scope()
        self.own_period: Period | None = None
        self.content: Content | None = None
        self.template: str | None = None  # the title of the one that the list of work is about
        self._shares: list[Share] = []
        self.ask_folder: Callable[[], Path | None] = self._ask_folder
        self._build()
        self._connect()

    # ------------------------------------------------------------------------------------------------ building

    def _build(self) -> None:
        theme = self.theme
        choices = [("week", self.tr("本周")), ("month", self.tr("本月")), ("quarter", self.tr("本季")),
                   ("own", self.tr("自定"))]  # fmt: skip
        self.period = Segmented(theme, choices, self)
        self.period.setAccessibleName(self.tr("期间"))
        self.team_button = Button(theme, self.tr("团队任务"), "secondary", "users", "T", parent=self)
        self.team_button.setToolTip(self.tr("每个人每天的任务：完成、晚了、跳过的理由，可以改派"))
        self.leads = allowed(self.desk.actor, Permission.REPORT, branch=self.desk.actor.branch)
        self.team_button.setVisible(self.leads)
        self.up_button = Button(theme, self.tr("全部网点"), "secondary", "store", "⌫", parent=self)
        self.export_button = Button(theme, self.tr("导出 Excel"), "secondary", "file-output", "Ctrl E", parent=self)
        self.export_button.setShortcut("Ctrl+E")
        self.scroll = ScrollPane(theme, margins=(20, 16, 20, 16), spacing=12, parent=self)
        self.overview = Overview(theme, self.scroll.inner)
        self.cards, self.funnel, self.sources = self.overview.cards, self.overview.funnel, self.overview.sources
        self.scroll.body.addWidget(self.overview)
        self.scroll.body.addWidget(self._make_lists())
        self.scroll.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.scroll)

    def _make_lists(self) -> Card:
        """Standings, and for head office what is worth a look beside them."""
        theme = self.theme
        card = self.lists = Card(theme, parent=self.scroll.inner)
        tabs = [("standings", self.tr("排名"), None), ("work", self.tr("SOP 完成"), None),
                ("suspicions", self.tr("值得看一眼"), None), ("campaigns", self.tr("营销活动"), None)]  # fmt: skip
        self.tabs = Tabs(theme, tabs[: len(self._tabs())], card)
        self.template_button = Button(theme, "", "ghost", "chevron-left", "⌫", parent=card)
        self.template_button.hide()
        self.find = SearchField(theme, self.tr("找名字"), "/", card)
        self.find.setFixedWidth(theme.px(220))
        self.standings = StandingTable(theme, card)
        self.standings.id_model.tips = {one.key: self.desk.words.text(one.definition) for one in METRICS}
        self.suspicions = SuspicionTable(theme, self.desk.words, card)
        self.work = WorkTable(theme, card)
        self.campaigns = CampaignTable(theme, card)
        self.stack = QStackedWidget(card)
        for table in (self.standings, self.work, self.suspicions, self.campaigns):
            self.stack.addWidget(table)
        self.stack.setFixedHeight(theme.px(TABLE_HEIGHT))
        head = QHBoxLayout()
        head.addWidget(self.tabs)
        head.addWidget(self.template_button)
        head.addStretch(1)
        head.addWidget(self.find)
        card.body.addLayout(head)
        card.body.addWidget(self.stack)
        return card

    def _connect(self) -> None:
        self.period.changed.connect(self._on_period)
        self.up_button.clicked.connect(self._on_up)
        self.team_button.clicked.connect(self._on_team)
        self.export_button.clicked.connect(self._on_export)
        self.tabs.changed.connect(self._on_tab)
        self.find.textChanged.connect(self._on_find)
        self.standings.activated_id.connect(self._on_down)
        self.work.activated_id.connect(self._on_work)
        self.template_button.clicked.connect(self._on_up)
        for table in (self.standings, self.work, self.suspicions, self.campaigns):
            table.letter.connect(self._on_letter)
        for card in self.cards.values():
            card.opened.connect(self._on_card)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.overview.fold(narrow=self.width() < self.theme.px(NARROW))

    # ------------------------------------------------------------------------------------------------ what a page says

    def title(self) -> str:
        return self.tr("看板")

    def subtitle(self) -> str:
        if self.content is None:
            return ""
        found, period = self.content.board, self.content.board.period
        where = found.scope_name or self.tr("全部网点")
        days = self.tr("{first} 至 {last}").format(first=f"{period.first:%m-%d}", last=f"{period.last:%m-%d}")
        return f"{where}　{days}"

    def hints(self) -> list[Hint]:
        found = [Hint("1–4", self.tr("换期间")), Hint("Ctrl E", self.tr("导出 Excel"))]
        if self._has_lists():
            found[1:1] = [Hint("↵", self.tr("看这一个")), Hint("/", self.tr("找名字"))]
            if len(self._tabs()) > 1:
                found.insert(1, Hint("L", self.tr("换一张表")))
            if self.tabs.value() == "standings":
                found.append(Hint("← →", self.tr("按别的列排")))
        if self.leads:
            found.insert(1, Hint("T", self.tr("团队任务")))
        if self.scope != Scope() or self._in_template():
            found.insert(1, Hint("⌫", self.tr("回上一层")))
        return found

    def status(self) -> list[Status]:
        return [Status("clock", self.tr("算到 {time}").format(time=f"{self.desk.clock.now():%m-%d %H:%M}"))]

    def commands(self) -> list[Command]:
        found = [Command(self.tr("导出看板"), "Ctrl E", self._on_export)]
        if len(self._tabs()) > 1:
            found.append(Command(self.tr("谁做了多少：SOP 完成"), "L", self.show_work))
        return [*found, Command(self.tr("团队任务：谁做了什么"), "T", self._on_team)] if self.leads else found

    def top_bar_widgets(self) -> list[QWidget]:
        team = [self.team_button] if self.leads else []
        return [self.period, self.up_button, *team, self.export_button]

    def panes(self) -> list[QWidget]:
        return [self.cards["fertile"], *([self.stack.currentWidget()] if self._has_lists() else [])]

    def refresh(self, changes: Changes) -> None:
        self._load()

    def open(self, argument: object) -> None:
        """Show a scope."""
        if isinstance(argument, Scope):
            self.scope = argument
            self._load()

    # ------------------------------------------------------------------------------------------------ showing

    def _load(self) -> None:
        actor, scope, bank = self.desk.actor, self.scope, self.bank
        period = board.period_of(self.period.value(), self.desk.clock.now().date(), self.own_period)

        def content(session: Session) -> Content:
            found = board.read(session, actor, period, scope)
            if not bank or scope != Scope():
                return Content(found, [], [])
            return Content(found, quality.suspicions(session, period), campaigns.results(session))

        self.read(content, self._on_content)

    def _on_content(self, content: Content) -> None:
        self.content = content
        found = content.board
        self._show_fast(found)
        self.funnel.show_board(found)
        self.sources.show_board(found)
        self.lists.setVisible(self._has_lists())
        self.tabs.set_count("standings", len(found.standings))
        if self.bank:
            self.tabs.set_count("suspicions", len(content.suspicions))
            self.tabs.set_count("campaigns", len({one.campaign for one in content.campaigns}))
        self._show_standings()
        self.suspicions.show_suspicions(content.suspicions)
        self.campaigns.show_results(content.campaigns)
        self._load_work()
        self.up_button.setVisible(self.bank and self.scope != Scope())
        self.state_changed.emit()

    def _load_work(self) -> None:
        """What was done is counted when somebody looks at it."""
        if self.tabs.value() != "work" or self.content is None:
            return
        found, actor, template = self.content.board, self.desk.actor, self.template

        def counted(session: Session) -> list[Share]:
            return work.shares(session, actor, found.period, found.scope, template)

        self.read(counted, self._on_shares)

    def _on_shares(self, shares: list[Share]) -> None:
        self._shares = shares
        self._show_work()
        self.state_changed.emit()

    def _show_work(self) -> None:
        wanted = self.find.text().strip()
        self.work.show_shares([one for one in self._shares if wanted in words_of(one)])
        self.template_button.setVisible(self._in_template())
        self.template_button.setText(self.template or self.tr("自己加的任务"))

    def _in_template(self) -> bool:
        """Whether the list tells who did one template."""
        return self.tabs.value() == "work" and self.template is not None

    def _tabs(self) -> tuple[str, ...]:
        return TABS if self.bank else TABS[:2] if self.leads else TABS[:1]

    def _has_lists(self) -> bool:
        found = self.content
        return found is not None and bool(found.board.standings or found.suspicions or found.campaigns)

    def _show_fast(self, found: Board) -> None:
        words, fast = self.desk.words, found.fast
        notes = {
            "fertile": fast.threshold,
            "advancing": self.tr("本期往前走了的客户"),
            "superior": self.tr("高价值标签的客户"),
            "thriving": self.tr("{active} 位活跃，{resting} 位该联系了").format(
                active=fast.active, resting=fast.resting
            ),
        }
        for figure in fast.figures:
            alarming = figure.key == "thriving" and bool(fast.resting)
            self.cards[figure.key].show_figure(
                figure, words.text(figure.label), words.text(figure.definition), notes[figure.key], alarming=alarming
            )

    def _show_standings(self) -> None:
        found = self.content.board if self.content is not None else None
        wanted = self.find.text().strip()
        rows: list[Standing] = [one for one in found.standings if wanted in one.name] if found is not None else []
        labels = {metric.key: self.desk.words.text(metric.label) for metric in METRICS}
        who = self.tr("员工") if found and found.scope.branch else self.tr("网点")
        self.standings.show_standings(rows, [self.tr("名次"), who, *(labels[key] for key in SHOWN)])

    # ------------------------------------------------------------------------------------------------ what people do

    @Slot(str)
    def _on_period(self, key: str) -> None:
        if key == "own":
            today = self.desk.clock.now().date()
            dialog = SpanDialog(self.theme, self.own_period or Period.month_to(today), self)
            dialog.chosen.connect(self._on_span)
            dialog.open()
        else:
            self._load()

    def _on_span(self, period: Period) -> None:
        self.own_period = period
        self._load()

    @Slot(object)
    def _on_down(self, id_: str) -> None:
        """From the bank to a branch, from a branch to a member of staff."""
        found = self.content.board.scope if self.content is not None else Scope()
        self.open(Scope(found.branch, id_) if found.branch else Scope(id_))
        self.find.clear()

    @Slot()
    def _on_team(self) -> None:
        """What everybody of the branch has done lies on the page of the day."""
        self.navigate.emit("today", "team")

    @Slot(object)
    def _on_work(self, _: object) -> None:
        """From a template to the branches, from a branch to its staff, from one of them to their figures."""
        one = self.work.current()
        if one is None:
            return
        self.find.clear()
        if one.kind == "template":
            self.template = one.id
            self._load_work()
        elif one.id:
            self._on_down(one.id)

    def show_work(self) -> None:
        """The list of what was done."""
        self.tabs.set_value("work")
        self.work.setFocus()

    @Slot()
    def _on_up(self) -> None:
        if self.scope.owner:
            self.open(Scope(self.scope.branch) if self.bank else Scope())
        elif self.bank and self.scope.branch:
            self.open(Scope())
        elif self._in_template():
            self.template = None
            self._load_work()

    @Slot(str)
    def _on_tab(self, key: str) -> None:
        self.stack.setCurrentIndex(TABS.index(key))
        self.find.setVisible(key in {"standings", "work"})
        self.template_button.setVisible(self._in_template())
        self._load_work()
        self.state_changed.emit()

    @Slot(str)
    def _on_find(self, _: str) -> None:
        self._show_standings()
        if self.tabs.value() == "work":
            self._show_work()

    @Slot(str)
    def _on_card(self, key: str) -> None:
        """The customers behind a figure, on the page of contacts."""
        if self.content is not None:
            self.navigate.emit("contacts", customers(key, self.content.board))

    @Slot(str)
    def _on_letter(self, letter: str) -> None:
        if letter in "1234":
            self.period.set_value(("week", "month", "quarter", "own")[int(letter) - 1])
        elif letter == "T" and self.leads:
            self._on_team()
        elif letter == "L":
            keys = self._tabs()
            self.tabs.set_value(keys[(keys.index(self.tabs.value()) + 1) % len(keys)])
            self.stack.currentWidget().setFocus()
        elif letter == "/":
            self.find.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace:
            self._on_up()
        elif plain_key(event) in {"1", "2", "3", "4", "/", "T", "L"}:
            self._on_letter(plain_key(event))
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_export(self) -> None:
        if (folder := self.ask_folder()) is not None and self.content is not None:
            writing = partial(write, self.desk, self.content.board, folder)
            self.desk.jobs.long.run(self, writing, self.changed.emit, self._on_failed)

    def _ask_folder(self) -> Path | None:
        self.desk.paths.output.mkdir(parents=True, exist_ok=True)
        name = QFileDialog.getExistingDirectory(self, self.tr("存到哪个文件夹"), str(self.desk.paths.output))
        return Path(name) if name else None
