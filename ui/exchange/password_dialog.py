"""The password of a workbook: asked for when one comes in, set before one goes out."""

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.exchange.protection import SHORTEST
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import LineEdit
from ui.widgets.label import PlainLabel
from ui.widgets.link import Link

WIDTH = 420


class PasswordDialog(Dialog):
    """`given` tells the password on Enter; `new` asks for it twice, and an empty one takes it off again."""

    given = Signal(str)

    def __init__(self, theme: Theme, words: str, *, new: bool = False, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("PasswordDialog", "打开密码")
        super().__init__(theme, title, words, WIDTH, parent)
        self._new = new
        self.password = self._field(self.tr("密码"))
        self.again = self._field(self.tr("再输一次"))
        self.again.setVisible(new)
        self.fault = PlainLabel(theme, "", "caption", "danger", parent=self)
        self.body.addWidget(self.fault)
        self.add_button(Button(theme, self.tr("取消"), "ghost", keys="Esc", parent=self), "reject")
        self.ok = Button(theme, self.tr("确定"), "primary", "check", "↵", parent=self)
        self.ok.clicked.connect(self._on_ok)
        self.add_button(self.ok)
        for field in (self.password, self.again):
            field.returnPressed.connect(self._on_ok)
        self.password.setFocus()

    def _field(self, words: str) -> LineEdit:
        field = LineEdit(self.theme, words, "key-round", parent=self)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        self.body.addWidget(field)
        return field

    @Slot()
    def _on_ok(self) -> None:
        password = self.password.text()
        if self._new and password != self.again.text():
            self.fault.setText(self.tr("两次输的不一样"))
        elif self._new and password and len(password) < SHORTEST:
            self.fault.setText(self.tr("至少要 {count} 个字").format(count=SHORTEST))
        elif password or self._new:
            self.accept()
            self.given.emit(password)


class PasswordLink(Link):
    """Sets the `password` that a file goes out with, "" for none, and says whether there is one.

    `keys` are only printed, as on a button.
    """

    def __init__(self, theme: Theme, parent: QWidget, keys: str = "") -> None:
        super().__init__(theme, "", parent=parent)
        self._keys = keys
        self.clicked.connect(self._on_clicked)
        self._on_given("")

    @Slot()
    def _on_clicked(self) -> None:
        words = QCoreApplication.translate(
            "PasswordDialog", "收的人要有这个密码才打得开，请用电话告诉对方，不要和文件放在一起。都留空就是不加。"
        )
        dialog = PasswordDialog(self.theme, words, new=True, parent=self)
        dialog.given.connect(self._on_given)
        dialog.open()

    @Slot(str)
    def _on_given(self, password: str) -> None:
        self.password = password
        without = QCoreApplication.translate("PasswordDialog", "加打开密码")
        words = QCoreApplication.translate("PasswordDialog", "打开密码已设，点这里改") if password else without
        self.setText(f"{words} {self._keys}".rstrip())
