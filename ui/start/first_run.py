"""First run: make the branch's database with a password, or look around with the sample."""

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from db.actor import Role
from desktop.security.password import LEAST
from ui.start.frame import StartWindow
from ui.start.roles import role_name
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.field import ComboBox, Labelled, LineEdit
from ui.widgets.label import PlainLabel
from ui.widgets.paragraph import Paragraph

ROLES = (Role.LEAD, Role.MANAGER, Role.TELLER, Role.ANALYST)
FORM_WIDTH = 640


class Founding(NamedTuple):
    """What the first run needs to know; `path` is the department path, e.g. 江海银行/江北分行/城东支行."""

    path: str
    name: str
    account: str
    role: Role
    password: str


class FirstRunWindow(StartWindow):
    """`sample_chosen`, `take_over_wanted`, or `found` with what was entered; a fault is said below its field.

    `shared` is for an empty database on a server: head office's first analyst enters, passwords are the server's.
    """

    sample_chosen = Signal()
    take_over_wanted = Signal()
    found = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, shared: bool = False) -> None:
        super().__init__(theme, "", "", "", parent)
        self.shared = shared
        self.heading.setText(self.tr("第一次使用"))
        words, note = (
            self.tr("客户资料只存在这台电脑上，用您的密码加密，不连外网"),
            self.tr("密码丢了，谁也打不开这份数据：请记牢，或按行里规定保管一份"),
        )
        if shared:
            words = self.tr("服务器上的库还是空的：您是总行的第一位分析员")
            note = self.tr("以后的同事随通讯录进来；库由管服务器的人加密和备份")
        self.words.set_text(words)
        self.note.set_text(note)
        if not shared:
            self.body.addWidget(self._sample_card())
            self.body.addWidget(self._take_over_card())
        self.body.addWidget(self._form_card())
        self.body.addStretch(1)
        self.path.setFocus()

    def _sample_card(self) -> Card:
        theme = self.theme
        self.sample = Button(theme, self.tr("用样例看看"), "soft", "play", "Ctrl E", parent=self)
        self.sample.setShortcut("Ctrl+E")
        self.sample.clicked.connect(self.sample_chosen)
        return self._way(self.tr("先看看样例网点：8 位同事、约 1,290 位编出来的客户，随便试"), self.sample)

    def _take_over_card(self) -> Card:
        theme = self.theme
        self.take_over = Button(theme, self.tr("从另一台电脑接手"), "soft", "arrow-left-right", "Ctrl J", parent=self)
        self.take_over.setShortcut("Ctrl+J")
        self.take_over.clicked.connect(self.take_over_wanted)
        return self._way(self.tr("本网点已经有电脑在用台卡：收它的交接包，或用共享文件夹"), self.take_over)

    def _way(self, words: str, button: Button) -> Card:
        """Another way in: a sentence and its button."""
        card = Card(self.theme, parent=self)
        card.setMaximumWidth(FORM_WIDTH)
        row = QHBoxLayout()
        row.addWidget(Paragraph(self.theme, words, "table", parent=card), 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(button)
        card.body.addLayout(row)
        return card

    def _form_card(self) -> Card:
        theme = self.theme
        card = Card(theme, parent=self)
        card.setMaximumWidth(FORM_WIDTH)
        title = self.tr("建立全行的数据") if self.shared else self.tr("建立本网点的数据")
        example = self.tr("江海银行") if self.shared else self.tr("江海银行/江北分行/城东支行")
        card.body.addWidget(PlainLabel(theme, title, "heading", parent=card))
        self.path = LineEdit(theme, example, parent=card)
        self.name = LineEdit(theme, self.tr("和企业微信通讯录一致"), parent=card)
        self.account = LineEdit(theme, self.tr("企业微信里的账号"), parent=card)
        self.role = ComboBox(theme, parent=card)
        roles = (Role.ANALYST,) if self.shared else ROLES
        self.role.set_choices([(role, role_name(role)) for role in roles])
        self.password, self.again = LineEdit(theme, parent=card), LineEdit(theme, parent=card)
        for field in (self.password, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.addWidget(Labelled(theme, self.tr("网点（部门全路径）"), self.path, parent=card), 0, 0, 1, 2)
        for place, (words, field) in enumerate((
            (self.tr("您的姓名"), self.name), (self.tr("账号"), self.account), (self.tr("角色"), self.role),
        )):  # fmt: skip
            grid.addWidget(Labelled(theme, words, field, parent=card), 1 + place // 2, place % 2)
        note = self.tr("至少 {count} 个字").format(count=LEAST)
        keys = (Labelled(theme, self.tr("密码"), self.password, note, card),
                Labelled(theme, self.tr("再输一次密码"), self.again, parent=card))  # fmt: skip
        for column, labelled in enumerate(keys):
            grid.addWidget(labelled, 3, column)
            labelled.setVisible(not self.shared)
        card.body.addLayout(grid)
        self.create_button = Button(theme, self.tr("建立并打开"), "primary", "check", "↵", parent=card)
        self.create_button.clicked.connect(self._on_create)
        for field in (self.path, self.name, self.account, self.password, self.again):
            field.returnPressed.connect(self._on_create)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.create_button)
        card.body.addLayout(row)
        return card

    def _faults(self) -> bool:
        """Say at each field what is wrong with it; True when anything is."""
        empty = self.tr("这里要填")
        found = False
        for field in (self.path, self.name, self.account):
            field.set_error("" if field.text().strip() else empty)
            found |= bool(field.fault)
        if self.shared:
            return found
        short = len(self.password.text()) < LEAST
        self.password.set_error(self.tr("密码太短，至少 {count} 个字").format(count=LEAST) if short else "")
        self.again.set_error(self.tr("两次输入的不一样") if self.again.text() != self.password.text() else "")
        return found or bool(self.password.fault) or bool(self.again.fault)

    @Slot()
    def _on_create(self) -> None:
        if not self._faults():
            path = "/".join(part.strip() for part in self.path.text().split("/") if part.strip())
            role = Role(self.role.currentData())
            self.found.emit(
                Founding(path, self.name.text().strip(), self.account.text().strip(), role, self.password.text())
            )
