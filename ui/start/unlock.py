"""Unlocking: the password of the database."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.start.frame import StartWindow
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.field import Labelled, LineEdit


class UnlockWindow(StartWindow):
    """Sends `entered` with the password; `refuse` says why it did not open."""

    entered = Signal(str)
    sample_chosen = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "", "", parent)
        self.heading.setText(self.tr("请输入密码"))
        self.words.set_text(self.tr("打开这台电脑上的网点数据"))
        self.note.set_text(self.tr("客户资料加密存在这台电脑上，不连外网"))
        self.password = LineEdit(theme, height=40, parent=self)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        labelled = Labelled(theme, self.tr("密码"), self.password, parent=self)
        labelled.setMaximumWidth(theme.px(360))
        self.open_button = Button(theme, self.tr("打开"), "primary", "lock-open", "↵", "lg", self)
        self.sample = Button(theme, self.tr("用样例看看"), "ghost", parent=self)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.open_button)
        row.addWidget(self.sample)
        row.addStretch(1)
        self.body.addWidget(labelled)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self.open_button.clicked.connect(self._on_open)
        self.password.returnPressed.connect(self._on_open)
        self.sample.clicked.connect(self.sample_chosen)
        self.password.setFocus()

    def refuse(self, fault: str) -> None:
        """Say it below the field and ask again."""
        self.password.set_error(fault)
        self.password.selectAll()
        self.password.setFocus()

    @Slot()
    def _on_open(self) -> None:
        if self.password.text():
            self.password.set_error("")
            self.entered.emit(self.password.text())
