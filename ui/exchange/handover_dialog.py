"""Handing over between the PCs of a branch: make a file, take one in, share a folder."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop import backup
from desktop.changes import Changes, Done
from desktop.exchange import handover, shared_folder
from desktop.exchange.shared_folder import Shared, Synced, Waiting
from ui.desk import Desk
from ui.exchange.password_dialog import PasswordDialog
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.dialog import Dialog
from ui.widgets.empty import ErrorCard
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel
from ui.widgets.paragraph import Paragraph
from ui.widgets.progress import Progress
from ui.widgets.segmented import Segmented

WIDTH = 560


class HandoverDialog(Dialog):
    """`written` tells of what was done, `take_wanted` of a file to be taken in, `stopped` that no folder is shared."""

    written = Signal(object)
    take_wanted = Signal(object)
    stopped = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        words = translate("HandoverDialog", "本网点几台电脑之间，或换新电脑时用。不联网，用 U 盘或共享文件夹。")
        super().__init__(desk.theme, translate("HandoverDialog", "交接"), words, WIDTH, parent)
        self.desk = desk
        self.shared = Shared()
        self._waiting: list[Waiting] = []
        self._folder = Path()
        self.fault = ErrorCard(desk.theme, "", parent=self)
        self.fault.hide()
        self.progress = Progress(desk.theme, self)
        self.progress.cancel.hide()
        for widget in (self._make_giving(), self._make_taking(), self._make_sharing(), self.fault, self.progress):
            self.body.addWidget(widget)
        self.add_button(Button(desk.theme, self.tr("关闭"), "ghost", keys="Esc", parent=self), "reject")

    def begin(self, waiting: list[Waiting] | None = None) -> None:
        """Open, and read which folder is shared; `waiting` are its files that were not taken in, as known so far."""
        self.open()
        self._tell_waiting(waiting or [])
        self.desk.jobs.read(self, _state, self._on_state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {"M": self.make_button, "O": self.take_button, "F": self.folder_button, "S": self.sync_button}
        keys |= {"Y": self.same_button, "X": self.stop_button}
        button = keys.get(plain_key(event))
        if button is None:
            super().keyPressEvent(event)
        elif button.isEnabled() and button.isVisible():
            button.click()

    # ------------------------------------------------------------------------------------------ building

    def _card(self, title: str, words: str) -> tuple[Card, QHBoxLayout]:
        card = Card(self.theme, parent=self)
        card.body.addWidget(PlainLabel(self.theme, title, "table", bold=True, parent=card))
        card.body.addWidget(PlainLabel(self.theme, words, "caption", "text2", elide=True, parent=card))
        row = QHBoxLayout()
        row.setSpacing(8)
        return card, row

    def _button(self, row: QHBoxLayout, words: str, keys: str, icon: str, kind: str = "secondary") -> Button:
        button = Button(self.theme, words, kind, icon, keys, parent=self)
        row.addWidget(button)
        return button

    def _make_giving(self) -> Card:
        card, row = self._card(
            self.tr("给另一台电脑"), self.tr("里面有客户的全部资料，要设打开密码，当面告诉对方；用完请删掉。")
        )
        self.how = Segmented(self.theme, [("lacks", self.tr("对方没有的")), ("all", self.tr("全部"))], self)
        row.addWidget(self.how)
        row.addStretch(1)
        self.make_button = self._button(row, self.tr("做交接包"), "M", "file-output", "primary")
        self.make_button.clicked.connect(self._on_make)
        card.body.addLayout(row)
        return card

    def _make_taking(self) -> Card:
        card, row = self._card(
            self.tr("收另一台电脑的"), self.tr("先看再收，收之前备份，收之后可以撤销；几份的不分先后。")
        )
        row.addStretch(1)
        self.take_button = self._button(row, self.tr("选交接包"), "O", "folder-open")
        self.take_button.clicked.connect(self._on_take)
        card.body.addLayout(row)
        return card

    def _make_sharing(self) -> Card:
        card, row = self._card(
            self.tr("共享文件夹"), self.tr("每台电脑各写各的、互相收，开着台卡就自动做；几台电脑用同一个密码。")
        )
        self.where = PlainLabel(self.theme, "", "table", elide=True, parent=card)
        self.said = Paragraph(self.theme, "", "caption", "warn", parent=card)
        self.said.hide()
        row.addStretch(1)
        self.same_button = self._button(row, self.tr("指纹一样，收下"), "Y", "check", "primary")
        self.same_button.clicked.connect(self._on_same)
        self.same_button.hide()
        self.sync_button = self._button(row, self.tr("现在同步"), "S", "refresh-cw")
        self.sync_button.clicked.connect(self._on_sync)
        self.folder_button = self._button(row, self.tr("选文件夹"), "F", "folder-open")
        self.folder_button.clicked.connect(self._on_folder)
        self.stop_button = self._button(row, self.tr("不再共享"), "X", "ban", "ghost")
        self.stop_button.clicked.connect(self._on_stop)
        self.stop_button.hide()
        for widget in (self.where, self.said):
            card.body.addWidget(widget)
        card.body.addLayout(row)
        return card

    # ------------------------------------------------------------------------------------------ giving, taking

    @Slot()
    def _on_make(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("存到哪个文件夹"), str(self.desk.paths.output))
        if folder:
            self._folder = Path(folder)
            self._ask(self.tr("交接包的打开密码，至少 8 个字，当面告诉对方"), self._on_make_password)

    def _ask(self, words: str, then: object) -> None:
        dialog = PasswordDialog(self.theme, words, new=True, parent=self)
        dialog.given.connect(then)
        dialog.open()

    @Slot(str)
    def _on_make_password(self, password: str) -> None:
        store, actor, folder, whole = self.desk.store, self.desk.actor, self._folder, self.how.value() == "all"
        words = self.desk.words

        def work() -> Done:
            with store.session() as session:
                beyond = handover.NOTHING if whole else handover.last_of_others(session)
            return handover.make(store, actor, folder, password, beyond, words=words).done

        self._run(self.tr("正在写交接包"), work, self._on_done)

    @Slot()
    def _on_take(self) -> None:
        files, _ = QFileDialog.getOpenFileNames(self, self.tr("选交接包"), "", self.tr("交接包 (*.xlsx)"))
        for file in files:
            self.take_wanted.emit(Path(file))

    # ------------------------------------------------------------------------------------------ the folder

    @Slot()
    def _on_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("本网点电脑都能打开的文件夹"), self.shared.folder)
        if folder:
            self._folder = Path(folder)
            self._ask(self.tr("共享文件夹的密码，本网点几台电脑用同一个"), self._on_folder_password)

    @Slot(str)
    def _on_folder_password(self, password: str) -> None:
        actor, folder = self.desk.actor, self._folder

        def work(session: Session) -> Done:
            shared_folder.choose(session, actor, folder, password)
            return Done(Changes.EXCHANGE)

        self.desk.jobs.write(self, work, self._on_chosen, self._on_failed)

    def _on_chosen(self, done: Done) -> None:
        self.written.emit(done)
        self.desk.jobs.read(self, _state, self._on_state)
        self._on_sync()

    def _on_state(self, shared: Shared) -> None:
        self.shared = shared
        self.where.setText(shared.folder or self.tr("还没有选"))
        self.sync_button.setEnabled(bool(shared.folder))
        self.stop_button.setVisible(bool(shared.folder))

    @Slot()
    def _on_stop(self) -> None:
        """Use no folder from now on; what lies in it stays there."""
        actor = self.desk.actor

        def work(session: Session) -> Done:
            shared_folder.choose(session, actor, None)
            return Done(Changes.EXCHANGE)

        self.desk.jobs.write(self, work, self._on_stopped, self._on_failed)

    def _on_stopped(self, done: Done) -> None:
        self._tell_waiting([])
        self.stopped.emit()
        self.desk.jobs.read(self, _state, self._on_state)

    @Slot()
    def _on_sync(self) -> None:
        self._sync(frozenset())

    @Slot()
    def _on_same(self) -> None:
        self._sync(frozenset(one.fingerprint for one in self._waiting if one.fingerprint))

    def _sync(self, compared: frozenset[str]) -> None:
        place = backup.folder(self.desk.paths)
        work = partial(shared_folder.sync, self.desk.store, self.desk.actor, place, compared)
        self._run(self.tr("正在看共享文件夹"), work, self._on_synced)

    def _on_synced(self, synced: Synced) -> None:
        self._tell_waiting(synced.waiting)
        self._on_done(synced.done)

    def _tell_waiting(self, waiting: list[Waiting]) -> None:
        self._waiting = waiting
        lines = [self._line(one) for one in waiting]
        self.said.set_text("\n".join(lines))
        self.said.setVisible(bool(lines))
        self.same_button.setVisible(any(one.fingerprint for one in waiting))
        self.fit()

    def _line(self, one: Waiting) -> str:
        """Why a file waits; its name once."""
        reason = self.desk.words.text(one.reason)
        if one.file in reason:
            return reason
        words = self.tr("{file}：{reason} {fingerprint}")
        return words.format(file=one.file, reason=reason, fingerprint=one.fingerprint)

    # ------------------------------------------------------------------------------------------ work

    def _run(self, words: str, work: object, then: object) -> None:
        self.fault.hide()
        self.progress.start(words)
        self.desk.jobs.long.run(self, work, then, self._on_failed)  # type: ignore[arg-type]

    def _on_done(self, done: Done) -> None:
        self.progress.stop()
        self.written.emit(done)
        self.fit()

    def _on_failed(self, error: BaseException) -> None:
        self.progress.stop()
        message, cure = self.desk.words.render_both(error)
        if not hasattr(error, "cure"):
            self.desk.jobs.failed.emit(error)
            message, cure = self.tr("没有做成"), self.tr("程序出了错，数据没有改动。")
        self.fault.set(message, cure)
        self.fault.show()
        self.fit()


def _state(session: Session) -> Shared:
    return shared_folder.state(session)
