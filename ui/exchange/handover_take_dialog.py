"""Taking in a handover of another PC: who sent it, what it would change, and the yes."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from desktop import backup
from desktop.changes import Done
from desktop.exchange import handover_taking
from desktop.exchange.gate import Protected
from desktop.exchange.handover_taking import Arrived, Look
from desktop.exchange.protection import WrongPassword
from desktop.security.seals import Trust
from ui.desk import Desk
from ui.exchange.password_dialog import PasswordDialog
from ui.widgets.banner import AnswerBanner
from ui.widgets.button import Button
from ui.widgets.check import CheckBox
from ui.widgets.dialog import Dialog
from ui.widgets.empty import ErrorCard
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel
from ui.widgets.paragraph import Paragraph
from ui.widgets.progress import Progress

WIDTH = 520


class HandoverTakeDialog(Dialog):
    """`taken` tells of the handover once it is in; everything before that changes nothing."""

    taken = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("HandoverTakeDialog", "收交接包")
        super().__init__(desk.theme, title, width=WIDTH, parent=parent)
        self.desk, theme = desk, desk.theme
        self.seen: Look | None = None
        self._path, self._password = Path(), ""
        self.fault = ErrorCard(theme, "", parent=self)
        self.banner = AnswerBanner(theme, parent=self)
        self.note = Paragraph(theme, "", "table", "text2", parent=self)
        self.fingerprint = PlainLabel(theme, "", "heading", parent=self)
        self.compared = CheckBox(theme, self.tr("已和对方核对，指纹一样"), "V", self)
        self.compared.toggled.connect(self._show)
        self.progress = Progress(theme, self)
        self.progress.cancel.hide()
        for widget in (self.fault, self.banner, self.note, self.fingerprint, self.compared, self.progress):
            self.body.addWidget(widget)
        self.add_button(Button(theme, self.tr("不收"), "ghost", keys="Esc", parent=self), "reject")
        self.take_button = self.add_button(Button(theme, self.tr("收下"), "primary", "check", "↵", parent=self))
        self.take_button.clicked.connect(self._on_take)
        self._show()

    def begin(self, path: Path, password: str = "") -> None:
        """Open the window and read the file; changes nothing."""
        self.open()
        self.seen, self._path, self._password = None, path, password
        self.fault.hide()
        self.progress.start(self.tr("正在读 {file}").format(file=path.name))
        work = partial(handover_taking.read, path, password=password)
        self.desk.jobs.long.run(self, work, self._on_read, self._on_failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = plain_key(event)
        if key == "Enter":
            self._on_take()
        elif key == "V" and self.compared.isVisible():
            self.compared.toggle()
        else:
            super().keyPressEvent(event)

    def _on_read(self, arrived: Arrived) -> None:
        actor = self.desk.actor

        def work(session: Session) -> Look:
            return handover_taking.look(session, actor, arrived)

        self.desk.jobs.long.read(self, work, self._on_look, self._on_failed)

    def _on_look(self, seen: Look) -> None:
        self.progress.stop()
        self.seen, head = seen, seen.arrived.head
        title = self.tr("新增 {added} 条，更新 {changed} 条").format(added=seen.added, changed=seen.changed)
        if not seen.added and not seen.changed:
            title = self.tr("没有新内容，和现在的一样")
        made = self.tr("{branch}，{time} 做的，第 {part}/{parts} 份")
        known = seen.trust is Trust.KNOWN
        self.banner.set("ok" if known else "warn", "file-check", title, made.format(
            branch=head.branch_name, time=head.made_at[:16], part=head.part, parts=head.parts))  # fmt: skip
        lines = [] if known else [self.tr("第一次收这台电脑的交接包：请和对方核对下面的钥匙指纹。")]
        if seen.missing:
            lines.append(self.tr("还缺第 {parts} 份，可以先收这份。").format(parts="、".join(map(str, seen.missing))))
        self.note.set_text("\n".join([*lines, self.tr("收之前会先备份，收之后可以撤销。")]))
        self.fingerprint.setText(seen.fingerprint)
        self._show()
        (self.take_button if known else self.compared).setFocus()

    @Slot()
    def _show(self) -> None:
        """Show what there is to show."""
        seen = self.seen
        new = seen is not None and seen.trust is not Trust.KNOWN
        for widget in (self.banner, self.note, self.take_button):
            widget.setVisible(seen is not None)
        for widget in (self.fingerprint, self.compared):
            widget.setVisible(new)
        self.fault.setVisible(bool(seen is None and self.fault.property("wrong")))
        self.take_button.setEnabled(seen is not None and (not new or self.compared.isChecked()))
        if self.isVisible():
            self.layout().activate()  # the note learns its width first
            self.note.updateGeometry()
            self.fit()

    @Slot()
    def _on_take(self) -> None:
        if self.seen is None or not self.take_button.isEnabled():
            return
        self.take_button.setEnabled(False)
        self.progress.start(self.tr("正在备份，然后收下"))
        place, compared = backup.folder(self.desk.paths), self.compared.isChecked()
        work = partial(
            handover_taking.take_in, self.desk.store, self.desk.actor, self.seen.arrived, place, compared=compared
        )
        self.desk.jobs.long.run(self, work, self._on_taken, self._on_failed)

    def _on_taken(self, done: Done) -> None:
        self.progress.stop()
        self.taken.emit(done)
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self.progress.stop()
        if isinstance(error, Protected | WrongPassword):
            dialog = PasswordDialog(self.theme, self.desk.words.text(error.message), parent=self)
            dialog.given.connect(self._on_password)
            dialog.open()
            return
        message, cure = self.desk.words.render_both(error)
        if not hasattr(error, "cure"):
            self.desk.jobs.failed.emit(error)
            message, cure = self.tr("没有收下"), self.tr("程序出了错，数据没有改动。")
        self.seen = None
        self.fault.set(message, cure)
        self.fault.setProperty("wrong", True)
        self._show()

    @Slot(str)
    def _on_password(self, password: str) -> None:
        self.begin(self._path, password)
