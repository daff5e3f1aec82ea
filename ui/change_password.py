"""Another password for the branch's database, asked for from the settings."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.security import password
from desktop.security.attempts import WrongPassword
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.messages import show_error
from ui.settings_window import SettingsWindow
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import Labelled, LineEdit

WIDTH = 420


class ChangePasswordDialog(Dialog):
    """The old one and twice the new one; a fault is said below its field. `changed` tells what to say when it is done.

    While the keys are derived, off this thread, it cannot be closed: one would not know which password holds.
    """

    changed = Signal(str)

    def __init__(self, desk: Desk, database: Path, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, self.tr("修改密码"), width=WIDTH, parent=parent)
        self.desk, self._database, self.working = desk, database, False
        self.text.set_text(self.tr("密码丢了，谁也打不开这份数据：请记牢，或按行里规定保管一份"))
        self.text.show()
        self.old = self._field(self.tr("现在的密码"))
        self.new = self._field(self.tr("新密码"), self.tr("至少 {count} 个字").format(count=password.LEAST))
        self.again = self._field(self.tr("再输一次新密码"))
        self.cancel = Button(self.theme, self.tr("取消"), "ghost", keys="Esc", parent=self)
        self.ok = Button(self.theme, self.tr("修改密码"), "primary", "check", "↵", parent=self)
        self.add_button(self.cancel, "reject")
        self.add_button(self.ok)
        self.ok.clicked.connect(self._on_ok)
        self.old.setFocus()

    def reject(self) -> None:
        if not self.working:
            super().reject()

    def _field(self, words: str, note: str = "") -> LineEdit:
        field = LineEdit(self.theme, parent=self)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText)
        field.returnPressed.connect(self._on_ok)
        self.body.addWidget(Labelled(self.theme, words, field, note, self))
        return field

    def _faults(self) -> bool:
        """Say at each field what is wrong with it, and go to the first; True when anything is."""
        short = len(self.new.text()) < password.LEAST
        self.old.set_error("" if self.old.text() else self.tr("这里要填"))
        self.new.set_error(self.tr("密码太短，至少 {count} 个字").format(count=password.LEAST) if short else "")
        self.again.set_error(self.tr("两次输入的不一样") if self.again.text() != self.new.text() else "")
        wrong = [field for field in (self.old, self.new, self.again) if field.fault]
        if wrong:
            wrong[0].setFocus()
        self.fit()
        return bool(wrong)

    @Slot()
    def _on_ok(self) -> None:
        if self.working or self._faults():
            return
        self._set_working(working=True)
        database, actor, old, new = self._database, self.desk.actor, self.old.text(), self.new.text()
        self.desk.jobs.run(self, lambda: password.change(database, actor, old, new), self._on_changed, self._on_failed)

    def _set_working(self, *, working: bool) -> None:
        self.working = working
        for part in (self.old, self.new, self.again, self.cancel, self.ok):
            part.setEnabled(not working)

    def _on_changed(self, _nothing: object) -> None:
        self._set_working(working=False)
        self.accept()
        self.changed.emit(self.tr("密码改好了，下次打开用新密码"))

    def _on_failed(self, error: BaseException) -> None:
        self._set_working(working=False)
        if isinstance(error, WrongPassword):
            self.old.set_error("  ".join(part for part in self.desk.words.render_both(error) if part))
            self.old.selectAll()
            self.old.setFocus()
            self.fit()
        else:
            show_error(self, self.theme, self.desk.words, error)


def offered(desk: Desk) -> bool:
    """Whether the settings show the way to it."""
    return password.changeable(desk.store.path, desk.actor)


def connect(settings: SettingsWindow, main: MainWindow) -> None:
    """Have the settings give way to the dialog, and the window say when it is done."""
    database = main.desk.store.path

    def ask() -> None:
        if database is not None:
            settings.accept()
            dialog = ChangePasswordDialog(main.desk, database, main)
            dialog.changed.connect(main.toast.show_text)
            dialog.open()

    settings.password_wanted.connect(ask)
