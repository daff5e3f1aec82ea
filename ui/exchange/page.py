"""Exchange with head office: the week's report, files of WeCom, and what came in and went out."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from db.engine import session_clock
from desktop.changes import Changes
from desktop.exchange import conflicts, history, proposals, report
from desktop.exchange.history import Passage
from desktop.exchange.report import Check
from desktop.exchange.shared_folder import Waiting
from desktop.insights import metrics
from desktop.insights.metrics import Figures, Period
from desktop.security.roles import Permission, allowed
from ui.desk import Desk
from ui.exchange.drops import local_files
from ui.exchange.folder_watch import FolderWatch
from ui.exchange.pack_card import PackCard
from ui.exchange.passages import PassageModel, PassagePainter
from ui.exchange.report_card import ReportCard
from ui.exchange.windows import ExchangeWindows
from ui.page import Command, Hint, Page
from ui.row_model import Column
from ui.row_table import RowTable
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel
from ui.widgets.pane import ScrollPane
from ui.widgets.section import Section

SIDE = 408


class Content(NamedTuple):
    """What the page shows, read in one go."""

    period: Period
    figures: Figures
    checks: list[Check]
    passages: list[Passage]
    disputes: int
    edits: int


class ExchangePage(Page):
    """Nothing here needs a network: files travel by mail or the bank's file transfer."""

    name = "exchange"
    concerned = Changes.ALL
    has_primary = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._rows: dict[str, Passage] = {}
        self.may_build = allowed(desk.actor, Permission.BUILD_PACK)
        self.windows = ExchangeWindows(desk, self)
        self.watch = FolderWatch(desk, self)
        self.windows.changed.connect(self.changed)
        self.windows.failed.connect(self.error)
        self.windows.shared.connect(self.watch.follow)
        self.watch.synced.connect(self.changed)
        self.setAcceptDrops(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(self._make_history(), 1)
        row.addWidget(self._make_side())
        self._letters = {
            "K": self.windows.settle, "J": self.windows.hand_over, "I": self._on_about,
            "H": self.windows.look_at_edits, "V": self.report_card.look, "U": self._on_undo,
            **{keys: act for keys, (_, act) in self._building().items()},
        }  # fmt: skip
        self.watch.told.connect(self._on_folder_told)
        self.watch.follow()

    def title(self) -> str:
        return self.tr("总行同步")

    def subtitle(self) -> str:
        return self.tr("文件往来，不联网")

    def hints(self) -> list[Hint]:
        """Only what this person may do."""
        windows, may_report = self.windows, self.report_card.may_report
        hints = [Hint("Ctrl E", self._first_words())] if may_report or self.may_build else []
        hints += [Hint(keys, words) for keys, (words, _) in self._building().items()]
        if windows.may_import or windows.may_take:
            hints.append(Hint("Ctrl O", self.tr("导入文件")))
        hints.append(Hint("↑ ↓", self.tr("选记录")))
        if windows.may_import:
            hints.append(Hint("U", self.tr("撤销所选导入")))
        if may_report:
            hints.append(Hint("V", self.tr("先看一眼上报表")))
        if windows.may_settle:
            hints.append(Hint("K", self.tr("看不一致的地方")))
        if windows.may_decide:
            hints.append(Hint("H", self.tr("看手工改动")))
        if windows.may_hand_over:
            hints.append(Hint("J", self.tr("交接")))
        hints.append(Hint("I", self.tr("详情")))
        return hints

    def commands(self) -> list[Command]:
        windows, may_report = self.windows, self.report_card.may_report
        commands: list[Command] = []
        if may_report or self.may_build:
            run = self.pack_card.build_button.click if self.may_build else self.report_card.export
            commands.append(Command(self._first_words(), "Ctrl E", run))
        commands += [Command(words, keys, act) for keys, (words, act) in self._building().items()]
        if windows.may_import or windows.may_take:
            commands.append(Command(self.tr("导入企业微信文件，或收下发包"), "Ctrl O", windows.choose))
        if may_report:
            commands.append(Command(self.tr("先看一眼上报表"), "V", self.report_card.look))
        if windows.may_settle:
            commands.append(Command(self.tr("看不一致的地方"), "K", windows.settle))
        if windows.may_decide:
            commands.append(Command(self.tr("看手工改动"), "H", windows.look_at_edits))
        commands.append(Command(self.tr("往来详情：总行收到什么，还缺什么"), "I", self._on_about))
        if windows.may_hand_over:
            commands.append(Command(self.tr("和本网点的另一台电脑交接"), "J", windows.hand_over))
        return commands

    def _building(self) -> dict[str, tuple[str, Callable[[], None]]]:
        """What leads to a pack, by key; nothing for a branch."""
        return self.pack_card.acts() if self.may_build else {}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The letters go where the page has no row to stand on, too."""
        if plain_key(event) in self._letters:
            self._on_letter(plain_key(event))
        else:
            super().keyPressEvent(event)

    def _first_words(self) -> str:
        """What Ctrl E does for this person."""
        return self.tr("生成下发包") if self.may_build else self.tr("导出上报表")

    def panes(self) -> list[QWidget]:
        return [self.table, self.pack_card.build_button if self.may_build else self.report_card.export_button]

    def refresh(self, changes: Changes) -> None:
        actor, may = self.desk.actor, self.report_card.may_report

        def work(session: Session) -> Content:
            week = Period.week_of(session_clock(session).now().date())
            checks = report.self_check(session, actor) if may else []
            waiting = conflicts.open_count(session), proposals.open_count(session)
            return Content(week, metrics.total(session, week), checks, history.passages(session), *waiting)

        self.read(work, self._on_content)

    def open(self, argument: object) -> None:
        if argument == "import":
            self.windows.choose()
        elif isinstance(argument, Path):
            self.windows.take(argument)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if (self.windows.may_import or self.windows.may_take) and local_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.windows.take(local_files(event)[0])

    def _make_history(self) -> QVBoxLayout:
        theme = self.theme
        column = QVBoxLayout()
        column.setContentsMargins(24, 20, 24, 0)
        column.setSpacing(theme.px(12))
        card = Card(theme, parent=self)
        line = QHBoxLayout()
        words = QVBoxLayout()
        words.addWidget(PlainLabel(theme, self.tr("收文件"), "heading", parent=card))
        what = (
            self.tr("企业微信的通讯录：拖到这里，先看再收；编辑表和白名单在右边收，上报表在“汇总”里收")
            if self.may_build
            else self.tr("企业微信的客户列表、通讯录、客户群列表，总行的下发包：拖到这里，先看再收")
        )
        words.addWidget(PlainLabel(theme, what, token="text2", elide=True, parent=card))
        line.addLayout(words, 1)
        self.import_button = Button(theme, self.tr("选文件"), "secondary", "folder-open", "Ctrl O", parent=card)
        self.import_button.setShortcut("Ctrl+O")
        self.import_button.setEnabled(self.windows.may_import or self.windows.may_take)
        self.import_button.clicked.connect(self.windows.choose)
        line.addWidget(self.import_button)
        card.body.addLayout(line)
        column.addWidget(card)
        self.history_head = Section(theme, self.tr("往来记录"), 0, parent=self)
        column.addWidget(self.history_head)
        column.addWidget(self._make_table(), 1)
        return column

    def _make_table(self) -> QWidget:
        columns = [
            Column("kind", self.tr("往来"), 172, sortable=False), Column("file", self.tr("文件"), 220, sortable=False),
            Column("outcome", self.tr("结果"), 220, sortable=False),
            Column("staff_name", self.tr("谁"), 80, sortable=False),
            Column("at", self.tr("时间"), 130, sortable=False),
        ]  # fmt: skip
        self.model = PassageModel(columns, self._load, self)
        self.table = RowTable(self.theme, self.model, self)
        self.table.row_painter = PassagePainter(self.theme, self.model, self.table)
        self.table.setAccessibleName(self.tr("往来记录"))
        self.table.letter.connect(self._on_letter)
        self.table.activated_id.connect(self._on_about)
        self.table.selection_changed.connect(self._on_selected)
        self.table.current_changed.connect(self._on_selected)
        first = (
            self.tr("先导入全行的通讯录，在右边导出编辑表改好，再生成第一个下发包；网点交来的上报表在“汇总”里收")
            if self.may_build
            else self.tr("先导入企业微信导出的通讯录和客户列表，周末在右边导出上报表")
        )
        self.empty = EmptyState(self.theme, "arrow-left-right", self.tr("还没有往来"), first, parent=self)
        holder = QWidget(self)
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        return holder

    def _make_side(self) -> ScrollPane:
        """The report, or at head office the pack; below it what is not done every day."""
        theme = self.theme
        pane = ScrollPane(theme, "canvas", SIDE, "left", (16, 20, 16, 16), theme.px(12), self)
        self.report_card = ReportCard(self.desk, pane)
        self.report_card.written.connect(self.changed)
        self.report_card.failed.connect(self.error)
        pane.body.addWidget(self.report_card)
        if self.may_build:
            self.report_card.hide()
            self.report_card.export_button.setShortcut("")
            self.pack_card = PackCard(self.desk, pane)
            self.pack_card.written.connect(self.changed)
            self.pack_card.failed.connect(self.error)
            pane.body.addWidget(self.pack_card)
        self.undo_button = self._side_button(pane, self.tr("撤销所选导入"), "undo-2", "U")
        self.undo_button.setEnabled(False)
        self.undo_button.clicked.connect(self._on_undo)
        self.handover_button = self._side_button(pane, self.tr("交接"), "arrow-left-right", "J")
        self.handover_button.clicked.connect(self.windows.hand_over)
        self.handover_button.setVisible(self.windows.may_hand_over)
        self.about_button = self._side_button(pane, self.tr("往来详情"), "history", "I")
        self.about_button.clicked.connect(self._on_about)
        self.disputes_button = self._side_button(pane, "", "triangle-alert", "K")
        self.disputes_button.clicked.connect(self.windows.settle)
        self.edits_button = self._side_button(pane, "", "shield-alert", "H")
        self.edits_button.clicked.connect(self._on_edits)
        for button in (self.disputes_button, self.edits_button):
            button.hide()  # until it is known that there are any
        pane.body.addStretch(1)
        return pane

    def _side_button(self, pane: ScrollPane, words: str, icon: str, keys: str) -> Button:
        button = Button(self.theme, words, "ghost", icon, keys, parent=pane)
        pane.body.addWidget(button)
        return button

    def _load(self, ids: Sequence[str]) -> list[Passage]:
        return [self._rows[one] for one in ids]

    def _on_content(self, content: Content) -> None:
        self.report_card.set(content.period, content.figures, content.checks)
        self._rows = {passage.id: passage for passage in content.passages}
        self.model.set_ids(list(self._rows))
        self.history_head.set_count(len(self._rows))
        self._stack.setCurrentWidget(self.table if self._rows else self.empty)
        self.disputes_button.setText(self.tr("{count} 处两边改得不一样").format(count=content.disputes))
        self.disputes_button.setVisible(self.windows.may_settle and bool(content.disputes))
        self.edits_button.setText(self.tr("{count} 处手工改动等您定").format(count=content.edits))
        self.edits_button.setVisible(self.windows.may_decide and bool(content.edits))
        self._on_selected()

    def _chosen(self) -> Passage | None:
        return self._rows.get(self.table.current_id() or "")

    @Slot()
    def _on_selected(self) -> None:
        passage = self._chosen()
        self.undo_button.setEnabled(self.windows.may_import and passage is not None and bool(passage.batch))

    @Slot(str)
    def _on_letter(self, letter: str) -> None:
        act = self._letters.get(letter)
        if act is not None:
            act()

    @Slot()
    def _on_undo(self) -> None:
        passage = self._chosen()
        if passage is not None and self.undo_button.isEnabled():
            self.windows.undo(passage)

    @Slot()
    def _on_about(self) -> None:
        self.windows.tell_about(self._chosen())

    @Slot(object, bool)
    def _on_folder_told(self, waiting: list[Waiting], reached: bool) -> None:
        """Say on the button what the shared folder needs."""
        words = self.tr("交接：{count} 份没有收进来").format(count=len(waiting)) if waiting else self.tr("交接")
        self.handover_button.setText(words if reached else self.tr("交接：共享文件夹连不上"))
        self.windows.waiting = waiting

    @Slot()
    def _on_edits(self) -> None:
        self.windows.look_at_edits()
