"""Consolidation: reports in, a verdict for each, the bank's figures, who is late, the summary workbook out."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.changes import Changes, Done
from desktop.exchange import proposals
from desktop.headquarters.arrivals import File
from desktop.headquarters.colleagues import Colleague
from desktop.headquarters.consolidate import Consolidated
from desktop.headquarters.course import Course
from desktop.headquarters.reading import Readers
from desktop.insights.metrics import Period
from desktop.security.roles import Permission, allowed
from ui.desk import Desk
from ui.exchange.disputes_button import DisputesButton
from ui.exchange.drops import local_files
from ui.exchange.hand_dialog import HandDialog
from ui.headquarters.asking import ask_files, ask_folder
from ui.headquarters.content import Content, read_content, remember_watch, write_returns, write_summary
from ui.headquarters.decisions import Decisions
from ui.headquarters.files import FileTable, is_merged, is_troubled
from ui.headquarters.folder_watch import FolderWatch
from ui.headquarters.keys import LETTERS, page_hints
from ui.headquarters.passwords import Passwords
from ui.headquarters.run_bar import KINDS, RunBar, RunColumn
from ui.headquarters.running import Run, colleague_words, idle_status, live, outcome_words, pace_words
from ui.headquarters.side import HeadquartersSide
from ui.page import Command, Hint, Page, Status
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState
from ui.widgets.keys import plain_key
from ui.widgets.pane import Pane
from ui.widgets.tabs import Tabs

POLL_MS = 100


class HeadquartersPage(Page):
    """`ask_place` and `ask_target` may be replaced; long work runs beside the list."""

    name = "headquarters"
    concerned = Changes.ALL
    has_primary = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._period: Period | None = None
        self._files: list[File] = []
        self._run: Run | None = None
        self._broken: Course | None = None
        self._colleagues: list[Colleague] = []
        self.readers: Readers | None = None  # those that a test keeps; else each run has its own
        self.ask_place: Callable[[], Path | None] = partial(ask_folder, self, desk)
        self.ask_files: Callable[[], list[Path]] = partial(ask_files, self)
        self.ask_target: Callable[[], Path | None] = partial(ask_folder, self, desk)
        self.may = allowed(desk.actor, Permission.CONSOLIDATE) and desk.store.writable
        self._build()
        self._connect()
        self.watch = FolderWatch(desk, self)
        self.watch.arrived.connect(self._on_arrived)
        self.watch.failed.connect(self._on_failed)
        self.passwords, self._by_hand = Passwords(desk, self), False
        self.passwords.given.connect(self.take)
        self.passwords.told.connect(self.changed)
        self.poll = QTimer(self)
        self.poll.setInterval(POLL_MS)
        self.poll.timeout.connect(self._on_poll)
        self.setAcceptDrops(True)

    # ------------------------------------------------------------------------------------------------ building

    def _build(self) -> None:
        theme = self.theme
        self.add_button = Button(theme, self.tr("加文件夹"), "secondary", "folder-plus", "Ctrl O", parent=self)
        self.export_button = Button(theme, self.tr("导出总表"), "secondary", "file-output", "Ctrl E", parent=self)
        self.run_bar = RunBar(theme, self)
        kinds = [("all", self.tr("全部"), 0), ("troubled", self.tr("要处理"), 0), ("merged", self.tr("已并入"), 0)]
        self.tabs = Tabs(theme, kinds, self)
        self.table = FileTable(theme, self.desk.words, self)
        self.files_button = Button(theme, self.tr("选文件"), "secondary", "file-spreadsheet", parent=self)
        self.folder_button = Button(theme, self.tr("选文件夹"), "primary", "folder-plus", parent=self)
        self.empty = EmptyState(
            theme, "combine", self.tr("把上报表文件夹拖进来"),
            self.tr("网点交来的上报表可以一次放几千份；坏的、重复的、旧的都会分开说明，重来一遍也不会算两次"),
            [self.files_button, self.folder_button], self,
        )  # fmt: skip
        self.side = HeadquartersSide(theme, self.desk.words, self)
        self.decisions = Decisions(self.desk, self.side.inner)
        self.side.body.insertWidget(0, self.decisions)
        self.disputes = DisputesButton(self.desk, "D", self.side.inner)
        self.side.body.insertWidget(4, self.disputes)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self._make_list())
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.stack, 1)
        row.addWidget(self.side)
        column = RunColumn(self.run_bar)
        column.addLayout(row, 1)
        self.setLayout(column)

    def _make_list(self) -> QWidget:
        holder = QWidget(self)
        head = Pane(self.theme, "surface", margins=(18, 0, 16, 0), parent=holder)
        head.body.addWidget(self.tabs)
        column = RunColumn(head, self.table)
        column.setStretch(1, 1)
        holder.setLayout(column)
        return holder

    def _connect(self) -> None:
        for button, slot in (
            (self.add_button, self._on_add), (self.folder_button, self._on_add), (self.files_button, self._on_files),
            (self.export_button, self._on_export), (self.run_bar.cancel, self._on_cancel),
            (self.run_bar.pause, self._on_pause),
        ):  # fmt: skip
            button.clicked.connect(slot)
            button.setEnabled(self.may)
        self.add_button.setShortcut("Ctrl+O")
        self.export_button.setShortcut("Ctrl+E")
        self.tabs.changed.connect(self._on_tab)
        self.table.letter.connect(self._on_letter)
        self.side.copied.connect(self._on_copied)
        self.table.current_changed.connect(self._on_current)
        self.decisions.decided.connect(self.changed)
        self.decisions.failed.connect(self.error)
        self.decisions.shown.connect(self.state_changed)
        self.side.edits_button.clicked.connect(self._on_edits)
        self.disputes.settled.connect(self.changed)

    # ------------------------------------------------------------------------------------------------ what a page says

    def title(self) -> str:
        return self.tr("汇总")

    def subtitle(self) -> str:
        if self._period is None:
            return ""
        first, last, week = self._period.first, self._period.last, int(self._period.name[-2:])
        words = self.tr("第 {week} 周，{first} 至 {last}")
        return words.format(week=week, first=f"{first.month}-{first.day:02}", last=f"{last.month}-{last.day:02}")

    def hints(self) -> list[Hint]:
        deciding, late = bool(self.decisions.cases), bool(self.side.late_rows())
        disputed, edited = self.disputes.isVisibleTo(self), self.side.edits_button.isVisibleTo(self)
        return page_hints(deciding=deciding, late=late, disputed=disputed, edited=edited)

    def status(self) -> list[Status]:
        if self._run is None:
            return idle_status(self.watch.folder, self._colleagues)
        said = self.tr("已暂停") if self._run.control.paused else self.tr("正在汇总")
        return [Status("loader-circle", said), Status("hard-drive", self.tr("每份一存，断了接着来"))]

    def commands(self) -> list[Command]:
        return [Command(self.tr("加上报表文件夹"), "Ctrl O", self._on_add),
                Command(self.tr("定手工改动"), "H", self._on_edits),
                Command(self.tr("看不一致的地方"), "D", self.disputes.begin),
                Command(self.tr("暂停或接着汇总"), "P", self._on_pause),
                Command(self.tr("写退回表"), "B", self._on_return),
                Command(self.tr("给有密码的上报表输密码"), "O", self.passwords.ask),
                Command(self.tr("复制催报名单"), "C", self.side.copy_late),
                Command(self.tr("复制一家没交的网点"), "F6 ↑↓ ↵", self.side.go_to_late),
                Command(self.tr("按规则全定归属"), "A", self.decisions.decide_all),
                Command(self.tr("盯住文件夹，或不再盯"), "W", self._on_watch),
                Command(self.tr("导出总表"), "Ctrl E", self._on_export)]  # fmt: skip

    def top_bar_widgets(self) -> list[QWidget]:
        return [self.add_button, self.export_button]

    def panes(self) -> list[QWidget]:
        late = [row.copy for row in self.side.late_rows()[:1]]
        found: list[QWidget] = [self.table, *late] if self._files else [self.folder_button]
        return [*found[:1], self.decisions, *found[1:]] if self.decisions.cases else found

    def refresh(self, changes: Changes) -> None:
        self.read(partial(read_content, self.desk.actor), self._on_content)

    # ------------------------------------------------------------------------------------------------ taking in

    @Slot(object, str)
    def take(self, places: list[Path], password: str = "", *, by_hand: bool = True) -> None:
        """Consolidate folders and files beside the list; at the end of a run `by_hand` passwords are asked for."""
        if self._run is not None or not self.may:
            return
        self._by_hand = by_hand
        self._run = run = Run()
        self._set_running(running=True)
        self.poll.start()
        work = partial(run.work, self.desk.store, self.desk.actor, places, self.readers, password)
        self.desk.jobs.long.run(self, work, self._on_consolidated, self._on_run_failed)

    @Slot()
    def _on_poll(self) -> None:
        """Show what was decided since the last look."""
        run = self._run
        taken = run.new() if run is not None else []
        if run is None or not taken:
            return
        at = self.desk.clock.text()
        fresh = [live(f"run-{len(self._files) + number}", one, at) for number, one in enumerate(taken)]
        self._files = [*reversed(fresh), *self._files]
        waiting = run.total - run.done
        self._show_files(waiting=waiting)
        self.run_bar.line.set_rates(run.pace.history)
        self.run_bar.now.setText(pace_words(run.pace, waiting) or taken[-1].file)

    def _on_consolidated(self, made: Consolidated) -> None:
        self._end_run()
        said = outcome_words(made, self.desk.words) or self.tr("文件夹里没有上报表")
        self.changed.emit(Done(Changes.ALL, "", said, len(made.files)))
        if self.stack.currentIndex():
            self.table.setFocus()
        if made.count("refused") and self._by_hand:
            self.passwords.ask(aloud=False)

    @Slot(object)
    def _on_run_failed(self, error: BaseException) -> None:
        self._end_run()
        self.refresh(Changes.ALL)
        self.error.emit(error)

    def _end_run(self) -> None:
        self.poll.stop()
        self._run = None
        self._set_running(running=False)

    def _set_running(self, *, running: bool) -> None:
        self.watch.busy = running
        self.run_bar.show_course("running" if running else "")
        self.run_bar.now.setText(self.tr("正在读文件夹") if running else "")
        for button in (self.add_button, self.files_button, self.folder_button, self.export_button):
            button.setEnabled(self.may and not running)
        self.state_changed.emit()

    @Slot()
    def _on_cancel(self) -> None:
        if self._run is not None:
            self._run.control.stop()

    @Slot()
    def _on_pause(self) -> None:
        """Pause, go on, or take up the run that was cut off."""
        if self._run is not None:
            self._run.toggle()
            self.run_bar.show_course("paused" if self._run.control.paused else "running")
            self.state_changed.emit()
        elif self._broken is not None and self.may:
            self.take(self._broken.places)

    # ------------------------------------------------------------------------------------------------ showing

    def _on_content(self, content: Content) -> None:
        if self._run is not None:
            return
        self._colleagues = content.colleagues
        self._period, self._files, self._broken = content.period, content.files, content.broken
        if content.watched is not None and self.watch.folder is None and self.may:
            self._set_watch(content.watched)
        broken = content.broken
        self._show_files(waiting=max(0, broken.total - broken.done) if broken else 0)
        self._show_broken()
        self.side.card.show_figures(content.figures)
        self.side.show_edits(content.edits if self.may else 0)
        self.side.show_late(content.late, known=bool(content.branches))
        if self.may:
            self.decisions.load()
            self.disputes.load()
        self.state_changed.emit()

    def _show_broken(self) -> None:
        """Offer to take up the run that was cut off."""
        broken = self._broken if self.may else None
        self.run_bar.show_course("broken" if broken else "")
        said = self.tr("上次汇总在第 {done} 份中断，共 {total} 份")
        said = said.format(done=broken.done, total=broken.total) if broken else colleague_words(self._colleagues)
        self.run_bar.now.setText(said)

    def _show_files(self, *, waiting: int) -> None:
        counts = Counter("edited" if "hand_edited" in file.flags else file.verdict for file in self._files)
        self.run_bar.set_counts({**{kind: counts[kind] for kind in KINDS}, "waiting": waiting})
        troubled, merged = [file for file in self._files if is_troubled(file)], sum(map(is_merged, self._files))
        for key, number in (("all", len(self._files)), ("troubled", len(troubled)), ("merged", merged)):
            self.tabs.set_count(key, number)
        waits = self.folder_button.hasFocus() or self.files_button.hasFocus()
        self.stack.setCurrentIndex(1 if self._files or self._run is not None or self._broken else 0)
        self._on_tab(self.tabs.value())
        if waits and self.stack.currentIndex():
            self.table.setFocus()  # the keys of the foot are those of the list

    @Slot(str)
    def _on_tab(self, key: str) -> None:
        wanted = {"troubled": is_troubled, "merged": is_merged}.get(key)
        self.table.show_files([file for file in self._files if wanted is None or wanted(file)])

    # ------------------------------------------------------------------------------------------------ what people do

    @Slot()
    def _on_add(self) -> None:
        place = self.ask_place() if self.may and self._run is None else None
        if place is not None:
            self.take([place])

    @Slot()
    def _on_files(self) -> None:
        if files := self.ask_files():
            self.take(files)

    @Slot()
    def _on_export(self) -> None:
        target = self.ask_target() if self.may and self._run is None else None
        if target is not None:
            work = partial(write_summary, self.desk, target)
            self.desk.jobs.long.run(self, work, self.changed.emit, self._on_failed)

    @Slot()
    def _on_edits(self) -> None:
        if proposals.may_decide(self.desk.actor):
            dialog = HandDialog(self.desk, self)
            dialog.settled.connect(self.changed)
            dialog.begin()

    @Slot(object)
    def _on_current(self, wanted: object) -> None:
        """Say what is to be done about the selected file."""
        if self._run is None and self._broken is None:
            cures = (self.table.advice(one) for one in self._files if one.id == wanted)
            self.run_bar.now.setText(next(cures, "") or colleague_words(self._colleagues))

    @Slot()
    def _on_return(self) -> None:
        """A workbook to send back, of the selected file if it has a problem, else of all that have."""
        target = self.ask_target() if self.may and self._run is None and self._period is not None else None
        if target is None or self._period is None:
            return
        chosen = [one.id for one in self._files if one.id == self.table.current_id() and one.troubled]
        work = partial(write_returns, self.desk, target, self._period, chosen)
        self.desk.jobs.long.run(self, work, self.changed.emit, self._on_failed)

    @Slot()
    def _on_watch(self) -> None:
        """Watch a folder from now on, or no more; it is kept for the next time."""
        if not self.may:
            return
        before = self.watch.folder
        place = self.ask_place() if before is None else None
        if place != before:
            self._set_watch(place)
            self.write(partial(remember_watch, self.desk.actor, place))

    def _set_watch(self, place: Path | None) -> None:
        self.watch.set_folder(place)
        self.state_changed.emit()

    @Slot(object)
    def _on_arrived(self, places: list[Path]) -> None:
        self.take(places, by_hand=False)

    @Slot(int, str)
    def _on_copied(self, number: int, name: str) -> None:
        words = self.tr("已复制 {name}") if name else self.tr("已复制 {count} 家没交的网点")
        self.changed.emit(Done(Changes.NONE, "", words.format(name=name, count=number), number))

    @Slot(str)
    def _on_letter(self, letter: str) -> None:
        acts = {"P": self._on_pause, "H": self._on_edits, "B": self._on_return, "W": self._on_watch,
                "O": self.passwords.ask, "D": self.disputes.begin, "C": self.side.copy_late}  # fmt: skip
        if letter in acts:
            acts[letter]()
        elif letter == "F":
            self.tabs.set_value({"troubled": "all"}.get(self.tabs.value(), "troubled"))
        elif letter in {"J", "K"}:
            step = 1 if letter == "J" else -1
            row = self.table.currentIndex().row() + step
            if wanted := self.table.id_model.id_at(row):
                self.table.select_id(wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._run is not None:
            self._on_cancel()
        elif (key := plain_key(event)) and key in LETTERS:
            self._on_letter(key)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.may and local_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take(local_files(event))
