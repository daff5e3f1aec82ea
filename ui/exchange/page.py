"""Exchange with head office: the week's report, files of WeCom, and what came in and went out."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from db.engine import session_clock
from desktop.changes import Changes, Done
from desktop.exchange import conflicts, history, incoming, proposals, protection, report
from desktop.exchange.history import Passage
from desktop.exchange.report import Check
from desktop.insights import metrics
from desktop.insights.metrics import Figures, Period
from desktop.security.roles import Permission, allowed
from ui.desk import Desk
from ui.exchange.about_dialog import AboutDialog
from ui.exchange.conflict_dialog import ConflictDialog
from ui.exchange.drops import local_files
from ui.exchange.figures import FigureGrid
from ui.exchange.folder_watch import FolderWatch
from ui.exchange.hand_dialog import HandDialog
from ui.exchange.handover_dialog import HandoverDialog
from ui.exchange.handover_take_dialog import HandoverTakeDialog
from ui.exchange.import_dialog import ImportDialog
from ui.exchange.pack_card import PackCard
from ui.exchange.pack_dialog import PackDialog
from ui.exchange.password_dialog import PasswordDialog, PasswordLink
from ui.exchange.report_dialog import ReportDialog
from ui.exchange.undoing import ImportUndo
from ui.exchange.words import check_line, kind_name, outcome
from ui.page import Command, Hint, Page
from ui.row_model import Column, IdTableModel
from ui.row_painter import RowPainter
from ui.row_table import RowTable
from ui.widgets import draw
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.label import PlainLabel
from ui.widgets.link import Link
from ui.widgets.pane import ScrollPane
from ui.widgets.paragraph import Paragraph
from ui.widgets.progress import Progress
from ui.widgets.section import Section

SIDE = 408
SHOWN = ("contacts", "adds", "lost", "interactions", "tasks_done", "groups", "on_time", "tagged")


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
        self.undoing = ImportUndo(desk, self)
        self.undoing.undone.connect(self.changed)
        self.undoing.failed.connect(self._on_failed)
        self.may_report = allowed(desk.actor, Permission.REPORT)
        self.may_import = allowed(desk.actor, Permission.IMPORT)
        self.may_take = allowed(desk.actor, Permission.TAKE_PACK)
        self.may_build = allowed(desk.actor, Permission.BUILD_PACK)
        self.may_settle = allowed(desk.actor, Permission.ACCEPT_HAND_EDITS)
        self.may_decide = proposals.may_decide(desk.actor)
        self.may_hand_over = allowed(desk.actor, Permission.HAND_OVER)
        self.watch = FolderWatch(desk, self)
        self.watch.synced.connect(self.changed)
        self.watch.follow()
        self.setAcceptDrops(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(self._make_history(), 1)
        row.addWidget(self._make_side())

    def title(self) -> str:
        return self.tr("总行同步")

    def subtitle(self) -> str:
        return self.tr("文件往来，不联网")

    def hints(self) -> list[Hint]:
        """Only what this person may do."""
        hints = [Hint("Ctrl E", self._first_words())] if self.may_report or self.may_build else []
        if self.may_import or self.may_take:
            hints.append(Hint("Ctrl O", self.tr("导入文件")))
        hints.append(Hint("↑ ↓", self.tr("选记录")))
        if self.may_import:
            hints.append(Hint("U", self.tr("撤销所选导入")))
        if self.may_report:
            hints.append(Hint("V", self.tr("先看一眼上报表")))
        if self.may_settle:
            hints.append(Hint("K", self.tr("看不一致的地方")))
        if self.may_decide:
            hints.append(Hint("H", self.tr("看手工改动")))
        if self.may_hand_over:
            hints.append(Hint("J", self.tr("交接")))
        hints.append(Hint("I", self.tr("详情")))
        return hints

    def commands(self) -> list[Command]:
        commands: list[Command] = []
        if self.may_report or self.may_build:
            run = self.pack_card.build_button.click if self.may_build else self._on_export
            commands.append(Command(self._first_words(), "Ctrl E", run))
        if self.may_import or self.may_take:
            commands.append(Command(self.tr("导入企业微信文件，或收下发包"), "Ctrl O", self._on_import))
        if self.may_report:
            commands.append(Command(self.tr("先看一眼上报表"), "V", self._on_look))
        if self.may_settle:
            commands.append(Command(self.tr("看不一致的地方"), "K", self._on_disputes))
        if self.may_decide:
            commands.append(Command(self.tr("看手工改动"), "H", self._on_edits))
        commands.append(Command(self.tr("往来详情：总行收到什么，还缺什么"), "I", self._on_about))
        if self.may_hand_over:
            commands.append(Command(self.tr("和本网点的另一台电脑交接"), "J", self._on_handover))
        return commands

    def _first_words(self) -> str:
        """What Ctrl E does for this person."""
        return self.tr("生成下发包") if self.may_build else self.tr("导出上报表")

    def panes(self) -> list[QWidget]:
        return [self.table, self.export_button]

    def refresh(self, changes: Changes) -> None:
        actor, may = self.desk.actor, self.may_report

        def work(session: Session) -> Content:
            week = Period.week_of(session_clock(session).now().date())
            checks = report.self_check(session, actor) if may else []
            waiting = conflicts.open_count(session), proposals.open_count(session)
            return Content(week, metrics.total(session, week), checks, history.passages(session), *waiting)

        self.read(work, self._on_content)

    def open(self, argument: object) -> None:
        if argument == "import":
            self._on_import()
        elif isinstance(argument, Path):
            self._import(argument)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if (self.may_import or self.may_take) and local_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._import(local_files(event)[0])

    def _make_history(self) -> QVBoxLayout:
        theme = self.theme
        column = QVBoxLayout()
        column.setContentsMargins(24, 20, 24, 0)
        column.setSpacing(theme.px(12))
        card = Card(theme, parent=self)
        line = QHBoxLayout()
        words = QVBoxLayout()
        words.addWidget(PlainLabel(theme, self.tr("收文件"), "heading", parent=card))
        what = self.tr("企业微信的客户列表、通讯录、客户群列表，总行的下发包：拖到这里，先看再收")
        words.addWidget(PlainLabel(theme, what, token="text2", elide=True, parent=card))
        line.addLayout(words, 1)
        self.import_button = Button(theme, self.tr("选文件"), "secondary", "folder-open", "Ctrl O", parent=card)
        self.import_button.setShortcut("Ctrl+O")
        self.import_button.setEnabled(self.may_import or self.may_take)
        self.import_button.clicked.connect(self._on_import)
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
        self.empty = EmptyState(
            self.theme, "arrow-left-right", self.tr("还没有往来"),
            self.tr("先导入企业微信导出的通讯录和客户列表，周末在右边导出上报表"), parent=self,
        )  # fmt: skip
        holder = QWidget(self)
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        return holder

    def _make_side(self) -> ScrollPane:
        theme = self.theme
        pane = ScrollPane(theme, "canvas", SIDE, "left", (16, 20, 16, 16), theme.px(12), self)
        card = Card(theme, parent=pane)
        self.report_head = PlainLabel(theme, self.tr("上报表"), "heading", parent=card)
        self.report_period = PlainLabel(theme, "", token="text2", elide=True, parent=card)
        self.grid = FigureGrid(theme, self.desk.words, SHOWN, parent=card)
        self.checks = Paragraph(theme, "", "table", "text2", parent=card)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.export_button = Button(theme, self.tr("导出上报表"), "primary", "file-output", "Ctrl E", parent=card)
        self.export_button.setShortcut("Ctrl+E")
        self.export_button.setEnabled(self.may_report)
        self.export_button.clicked.connect(self._on_export)
        self.undo_button = Button(theme, self.tr("撤销所选导入"), "ghost", "undo-2", "U", parent=pane)
        self.undo_button.setEnabled(False)
        self.undo_button.clicked.connect(self._on_undo)
        buttons.addWidget(self.export_button)
        self.look_button = Button(theme, self.tr("先看一眼"), "ghost", "eye", "V", parent=card)
        self.look_button.setEnabled(self.may_report)
        self.look_button.clicked.connect(self._on_look)
        buttons.addWidget(self.look_button)
        buttons.addStretch(1)
        self._password = ""
        self.password_link = Link(theme, PasswordLink.words(""), parent=card)
        self.password_link.setEnabled(self.may_report)
        self.password_link.clicked.connect(self._on_password_wanted)
        self.progress = Progress(theme, card)
        self.progress.cancel.hide()
        for widget in (self.report_head, self.report_period, self.grid, self.checks):
            card.body.addWidget(widget)
        card.body.addLayout(buttons)
        card.body.addWidget(self.password_link)
        card.body.addWidget(self.progress)
        pane.body.addWidget(card)
        card.setVisible(not self.may_build)
        if self.may_build:
            self.export_button.setShortcut("")
            self.pack_card = PackCard(self.desk, pane)
            self.pack_card.written.connect(self.changed)
            self.pack_card.failed.connect(self.error)
            pane.body.addWidget(self.pack_card)
        self._make_side_buttons(pane)
        pane.body.addStretch(1)
        return pane

    def _make_side_buttons(self, pane: ScrollPane) -> None:
        """What is not done every day."""
        theme = self.theme
        self.disputes_button = Button(theme, "", "ghost", "triangle-alert", "K", parent=pane)
        self.disputes_button.clicked.connect(self._on_disputes)
        self.edits_button = Button(theme, "", "ghost", "shield-alert", "H", parent=pane)
        self.edits_button.clicked.connect(self._on_edits)
        self.handover_button = Button(theme, self.tr("交接"), "ghost", "arrow-left-right", "J", parent=pane)
        self.handover_button.clicked.connect(self._on_handover)
        self.handover_button.setVisible(self.may_hand_over)
        pane.body.addWidget(self.undo_button)
        pane.body.addWidget(self.handover_button)
        self.about_button = Button(theme, self.tr("往来详情"), "ghost", "history", "I", parent=pane)
        self.about_button.clicked.connect(self._on_about)
        pane.body.addWidget(self.about_button)
        pane.body.addWidget(self.disputes_button)
        pane.body.addWidget(self.edits_button)

    def _load(self, ids: Sequence[str]) -> list[Passage]:
        return [self._rows[one] for one in ids]

    def _on_content(self, content: Content) -> None:
        week = content.period
        number = int(week.name[-2:])
        self.report_head.setText(self.tr("上报表 第 {week} 周").format(week=number))
        words = self.tr("{first} 至 {last}，{branch}")
        self.report_period.setText(words.format(first=week.first, last=week.last, branch=self.desk.branch_name))
        self.grid.set(content.figures)
        lines = [check_line(check) for check in content.checks]
        fine = self.tr("自查通过：归属、同意、跟进都齐")
        reserved = self.tr("上报表由网点负责人导出")
        self.checks.set_text(reserved if not self.may_report else "\n".join(f"· {one}" for one in lines) or fine)
        self._rows = {passage.id: passage for passage in content.passages}
        self.model.set_ids(list(self._rows))
        self.history_head.set_count(len(self._rows))
        self._stack.setCurrentWidget(self.table if self._rows else self.empty)
        self.disputes_button.setText(self.tr("{count} 处两边改得不一样").format(count=content.disputes))
        self.disputes_button.setVisible(self.may_settle and bool(content.disputes))
        self.edits_button.setText(self.tr("{count} 处手工改动等您定").format(count=content.edits))
        self.edits_button.setVisible(self.may_decide and bool(content.edits))
        self._on_selected()

    @Slot()
    def _on_selected(self) -> None:
        passage = self._rows.get(self.table.current_id() or "")
        self.undo_button.setEnabled(self.may_import and passage is not None and bool(passage.batch))

    @Slot(str)
    def _on_letter(self, letter: str) -> None:
        if letter == "U" and self.undo_button.isEnabled():
            self._on_undo()
        elif letter == "K":
            self._on_disputes()
        elif letter == "J":
            self._on_handover()
        elif letter == "I":
            self._on_about()
        elif letter == "H":
            self._on_edits()
        elif letter == "V":
            self._on_look()

    @Slot()
    def _on_undo(self) -> None:
        passage = self._rows.get(self.table.current_id() or "")
        if passage is not None and passage.batch:
            self.undoing.take_back(passage.batch)

    @Slot()
    def _on_import(self) -> None:
        """Choose a file in the import window; who may only take packs in chooses one at once."""
        if self.may_import:
            self._import(None)
        elif self.may_take:
            words = self.tr("下发包 (*.xlsx)")
            file, _ = QFileDialog.getOpenFileName(self, self.tr("选总行的下发包"), "", words)
            if file:
                self._take_pack(Path(file))

    def _import(self, path: Path | None) -> None:
        """Whatever was dropped or chosen: a pack by its sheets, else a table."""
        if path is not None and (incoming.is_ours(path) or protection.protected(path) or not self.may_import):
            self._take_pack(path)
            return
        dialog = ImportDialog(self.desk, self)
        dialog.taken.connect(self.changed)
        dialog.pack_met.connect(self._take_pack)
        dialog.begin(path)

    @Slot(object)
    def _take_pack(self, path: Path) -> None:
        dialog = PackDialog(self.desk, self)
        dialog.taken.connect(self.changed)
        dialog.report_met.connect(self._look_at_report)
        dialog.handover_met.connect(self._take_handover)
        dialog.begin(path)

    @Slot()
    def _on_about(self) -> None:
        """The chosen file in full, and what has gone where."""
        passage = self._rows.get(self.table.current_id() or "")
        dialog = AboutDialog(self.desk, passage, may_undo=self.may_import, parent=self)
        dialog.undo_wanted.connect(self._on_undo)
        self.about_dialog = dialog
        dialog.begin()

    @Slot()
    def _on_handover(self) -> None:
        if self.may_hand_over:
            dialog = HandoverDialog(self.desk, self)
            dialog.written.connect(self._on_handed)
            dialog.take_wanted.connect(self._take_handover)
            self.handover_dialog = dialog
            dialog.begin()

    @Slot(object)
    def _on_handed(self, done: Done) -> None:
        self.changed.emit(done)
        self.watch.follow()

    @Slot(object)
    @Slot(object, str)
    def _take_handover(self, path: Path, password: str = "") -> None:
        dialog = HandoverTakeDialog(self.desk, self)
        dialog.taken.connect(self.changed)
        dialog.begin(path, password)

    @Slot(object, str)
    def _look_at_report(self, path: Path, password: str) -> None:
        """What was changed by hand in a report of this branch."""
        self._open_edits(path, password)

    @Slot()
    def _on_edits(self) -> None:
        self._open_edits(None)

    def _open_edits(self, path: Path | None, password: str = "") -> None:
        if self.may_decide:
            dialog = HandDialog(self.desk, self)
            dialog.settled.connect(self.changed)
            dialog.begin(path, password)

    @Slot()
    def _on_disputes(self) -> None:
        if self.may_settle:
            dialog = ConflictDialog(self.desk, self)
            dialog.settled.connect(self.changed)
            dialog.begin()

    @Slot()
    def _on_password_wanted(self) -> None:
        dialog = PasswordDialog(self.theme, PasswordLink.asked(), new=True, parent=self)
        dialog.given.connect(self._on_password)
        dialog.open()

    @Slot(str)
    def _on_password(self, password: str) -> None:
        self._password = password
        self.password_link.setText(PasswordLink.words(password))

    @Slot()
    def _on_look(self) -> None:
        if self.may_report:
            dialog = ReportDialog(self.desk, self)
            dialog.export_wanted.connect(self._on_export)
            dialog.begin()

    @Slot()
    def _on_export(self) -> None:
        if not self.may_report:
            return
        self.desk.paths.output.mkdir(parents=True, exist_ok=True)
        folder = QFileDialog.getExistingDirectory(self, self.tr("存到哪个文件夹"), str(self.desk.paths.output))
        if folder:
            self.export_to(Path(folder))

    def export_to(self, folder: Path) -> None:
        """Write the report into a folder, off the GUI thread."""
        actor = self.desk.actor
        self.export_button.setEnabled(False)
        self.progress.start(self.tr("正在写上报表"))
        jobs, store, words, secret = self.desk.jobs.long, self.desk.store, self.desk.words, self._password
        jobs.run(
            self, lambda: report.export(store, actor, folder, words, secret).done, self._on_exported, self._on_failed
        )

    def _on_exported(self, done: Done) -> None:
        self.progress.stop()
        self.export_button.setEnabled(True)
        self.changed.emit(done)

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.progress.stop()
        self.export_button.setEnabled(self.may_report)
        super()._on_failed(error)


class PassageModel(IdTableModel):
    """Says a passage's cells in words, for the painter, the clipboard and the reader aloud."""

    def text_of(self, row: Passage, key: str) -> str:
        if key == "kind":
            direction = self.tr("收 {kind}") if row.inward else self.tr("交 {kind}")
            return direction.format(kind=kind_name(row.kind))
        if key == "outcome":
            return outcome(row)
        return row.at[5:16] if key == "at" else super().text_of(row, key)


class PassagePainter(RowPainter):
    """An arrow for the direction before the kind."""

    def paint_cell(self, painter: QPainter, rect: QRectF, row: Passage, column: Column, selected: bool) -> None:
        if column.key == "kind":
            icon = "download" if row.inward else "upload"
            draw.pixmap(painter, rect.left(), rect.center().y(), self.theme.icon(icon, 16, "text2"))
            rect = rect.adjusted(self.theme.px(24), 0, 0, 0)
        super().paint_cell(painter, rect, row, column, selected)
