"""Reports with a password to open: asked for after a run, or by key, and read again with it; it is never kept."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.changes import Changes, Done
from desktop.headquarters.locked import locked
from desktop.security.roles import Permission, allowed
from ui.desk import Desk
from ui.exchange.password_dialog import PasswordDialog

NAMED = 3  # files that are named in the question


class Passwords(QObject):
    """`given` tells the files to be read again, and the password; `told` that there are no such files."""

    given = Signal(object, str)
    told = Signal(object)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._files: list[Path] = []
        self._aloud = False
        self.dialog: PasswordDialog | None = None

    def ask(self, *, aloud: bool = True) -> None:
        """Ask for the password of what waits for one; with `aloud` say so when nothing does."""
        if allowed(self._desk.actor, Permission.CONSOLIDATE):
            self._aloud = aloud
            self._desk.jobs.read(self, locked, self._on_files)

    def _on_files(self, files: list[Path]) -> None:
        self._files, translate = files, QCoreApplication.translate
        if not files:
            if self._aloud:
                words = translate("Passwords", "没有等着输密码的上报表")
                self.told.emit(Done(Changes.NONE, "", words, 0))
            return
        words = translate("Passwords", "{count} 份上报表打不开，要输打开密码：{files}。密码不对的，会再问。")
        names = translate("Passwords", "、").join(one.name for one in files[:NAMED])
        names += "…" if len(files) > NAMED else ""
        self.dialog = PasswordDialog(self._desk.theme, words.format(count=len(files), files=names), parent=self._page)
        self.dialog.given.connect(self._on_given)
        self.dialog.open()

    @Slot(str)
    def _on_given(self, password: str) -> None:
        self.given.emit(self._files, password)
