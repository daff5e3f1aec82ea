"""Head office's card: editing sheets out and in, and the pack made of them for all branches or some."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget
from sqlalchemy import select

from db.campaigns import Campaign
from desktop.changes import Changes, Done
from desktop.exchange import editing, pack, policy
from desktop.headquarters import leads
from desktop.words import N_
from ui.desk import Desk
from ui.exchange.branch_dialog import BranchDialog, read_branches
from ui.exchange.password_dialog import PasswordLink
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.field import LineEdit
from ui.widgets.label import PlainLabel
from ui.widgets.link import Link
from ui.widgets.paragraph import Paragraph
from ui.widgets.progress import Progress

NOTE = 60  # characters


class PackCard(Card):
    """`written` tells of files and edits, `failed` of errors; the `ask_…` may be replaced."""

    written = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, parent=parent)
        self.desk = desk
        self.targets: list[str] = []
        self.ask_folder: Callable[[], Path | None] = self._ask_folder
        self.ask_file: Callable[[], Path | None] = self._ask_file
        theme = desk.theme
        self.body.addWidget(PlainLabel(theme, self.tr("下发包"), "heading", parent=self))
        steps = self.tr("先导出编辑表，用 Excel 或 WPS 改好，再收回来；生成的下发包发给网点，网点先看再收。")
        self.body.addWidget(Paragraph(theme, steps, "table", "text2", parent=self))
        sheets = QHBoxLayout()
        sheets.setSpacing(8)
        self.out_button = Button(theme, self.tr("导出编辑表"), "secondary", "file-output", "X", parent=self)
        self.in_button = Button(theme, self.tr("收回编辑表"), "secondary", "file-input", "R", parent=self)
        sheets.addWidget(self.out_button)
        sheets.addWidget(self.in_button)
        sheets.addStretch(1)
        self.body.addLayout(sheets)
        lists = QHBoxLayout()
        lists.setSpacing(8)
        self.blank_button = Button(theme, self.tr("白名单空表"), "ghost", "file-output", "B", parent=self)
        self.leads_button = Button(theme, self.tr("收白名单"), "ghost", "file-input", "L", parent=self)
        lists.addWidget(self.blank_button)
        lists.addWidget(self.leads_button)
        lists.addStretch(1)
        self.body.addLayout(lists)
        self.note = LineEdit(theme, self.tr("这一份说的是什么，可以不填"), parent=self)
        self.note.setMaxLength(NOTE)
        self.body.addWidget(self.note)
        foot = QHBoxLayout()
        self.build_button = Button(theme, self.tr("生成下发包"), "primary", "send", "Ctrl E", parent=self)
        self.build_button.setShortcut("Ctrl+E")
        self.password_link = PasswordLink(theme, self, "O")
        self.whom = Link(theme, "", parent=self)
        foot.addWidget(self.build_button)
        foot.addWidget(self.whom)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.body.addWidget(self.password_link)
        self.progress = Progress(theme, self)
        self.progress.cancel.hide()
        self.body.addWidget(self.progress)
        self.out_button.clicked.connect(self._on_out)
        self.in_button.clicked.connect(self._on_in)
        self.blank_button.clicked.connect(self._on_blank)
        self.leads_button.clicked.connect(self._on_leads)
        self.build_button.clicked.connect(self._on_build)
        self.whom.clicked.connect(self._on_whom)
        self.set_targets([])

    def set_targets(self, targets: list[str]) -> None:
        """For whom: ids of branches, none for all."""
        self.targets = targets
        words = self.tr("发给 {count} 个网点").format(count=len(targets)) if targets else self.tr("发给全部网点")
        self.whom.setText(f"{words} W")

    def acts(self) -> dict[str, tuple[str, Callable[[], None]]]:
        """Key → what it does, in words, and how it is done; for the page that the card stands on."""
        return {
            "X": (self.tr("导出编辑表"), self.out_button.click), "R": (self.tr("收回编辑表"), self.in_button.click),
            "B": (self.tr("导出白名单空表"), self.blank_button.click),
            "L": (self.tr("收白名单"), self.leads_button.click), "W": (self.tr("选发给哪些网点"), self._on_whom),
            "O": (self.tr("给下发包设打开密码"), self.password_link.click),
        }  # fmt: skip

    def _ask_folder(self) -> Path | None:
        self.desk.paths.output.mkdir(parents=True, exist_ok=True)
        folder = QFileDialog.getExistingDirectory(self, self.tr("存到哪个文件夹"), str(self.desk.paths.output))
        return Path(folder) if folder else None

    def _ask_file(self) -> Path | None:
        words = self.tr("Excel 文件 (*.xlsx);;所有文件 (*)")
        file, _ = QFileDialog.getOpenFileName(self, self.tr("选改好的编辑表"), str(self.desk.paths.output), words)
        return Path(file) if file else None

    @Slot()
    def _on_out(self) -> None:
        folder = self.ask_folder()
        if folder is None:
            return
        actor, store, words = self.desk.actor, self.desk.store, self.desk.words

        def work() -> Done:
            path = editing.export(store, actor, folder, words)
            return Done(Changes.EXCHANGE, "", N_("已导出 {file}", file=path.name), 1)

        self._run(self.tr("正在导出"), work)

    @Slot()
    def _on_in(self) -> None:
        file = self.ask_file()
        if file is None:
            return
        actor, store = self.desk.actor, self.desk.store

        def work() -> Done:
            with store.session() as session:
                edits = editing.read(session, actor, file)
            return store.write(lambda session: editing.take(session, actor, edits))

        self._run(self.tr("正在读 {file}").format(file=file.name), work)

    @Slot()
    def _on_blank(self) -> None:
        folder, store, words = self.ask_folder(), self.desk.store, self.desk.words
        if folder is None:
            return

        def work() -> Done:
            with store.session() as session:
                names = list(session.scalars(select(Campaign.name).where(Campaign.hidden == 0).order_by(Campaign.name)))
            path = leads.template(folder / f"{words.text(N_('白名单'))}.xlsx", names, words)
            return Done(Changes.NONE, "", N_("已导出 {file}", file=path.name), 1)

        self._run(self.tr("正在导出"), work)

    @Slot()
    def _on_leads(self) -> None:
        """The numbers of a file become keyed hashes; rows that do not go in come back as a table beside our output."""
        file = self.ask_file()
        if file is None:
            return
        actor, store, folder, words = self.desk.actor, self.desk.store, self.desk.paths.output, self.desk.words

        def work() -> Done:
            store.write(policy.own_pepper)
            with store.session() as session:
                found = leads.read(session, actor, file)
            done = store.write(lambda session: leads.take(session, actor, found))
            back = leads.give_back(store, actor, found, folder, words)
            if back is None:
                return done
            said = N_("{said}；没收的行和原因在 {file}", said=done.message, file=back.name)
            return replace(done, message=said)

        self._run(self.tr("正在读 {file}").format(file=file.name), work)

    @Slot()
    def _on_build(self) -> None:
        folder = self.ask_folder()
        if folder is not None:
            actor, store, targets, note = self.desk.actor, self.desk.store, self.targets, self.note.text()
            secret, words = self.password_link.password, self.desk.words
            self._run(
                self.tr("正在生成"),
                lambda: pack.build(store, actor, folder, targets, note, secret, words=words).done,
            )

    @Slot()
    def _on_whom(self) -> None:
        self.desk.jobs.read(self, read_branches, self._on_branches)

    def _on_branches(self, branches: dict[str, str]) -> None:
        dialog = BranchDialog(self.desk, branches, self.targets, self)
        dialog.chosen.connect(self.set_targets)
        dialog.open()

    def _run(self, words: str, work: Callable[[], Done]) -> None:
        self._busy(busy=True)
        self.progress.start(words)
        self.desk.jobs.long.run(self, work, self._on_done, self._on_failed)

    def _on_done(self, done: Done) -> None:
        self.progress.stop()
        self._busy(busy=False)
        self.written.emit(done)

    def _on_failed(self, error: BaseException) -> None:
        self.progress.stop()
        self._busy(busy=False)
        self.failed.emit(error)

    def _busy(self, *, busy: bool) -> None:
        for button in (self.out_button, self.in_button, self.blank_button, self.leads_button, self.build_button):
            button.setEnabled(not busy)
