"""First run on a new PC of a branch: take everything over from another PC's handover, or from the shared folder."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from desktop.exchange.taking_over import Brought, Entered, Wish
from desktop.security.password import LEAST
from ui.start.first_run import FORM_WIDTH
from ui.start.frame import StartWindow
from ui.theme import Theme
from ui.widgets.banner import AnswerBanner
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.check import CheckBox
from ui.widgets.empty import ErrorCard
from ui.widgets.field import Labelled, LineEdit
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel
from ui.widgets.paragraph import Paragraph


class TakeOverWindow(StartWindow):
    """`look_wanted` with a Wish, then `entered` with the yes; `left` goes back. The `ask_…` may be replaced."""

    look_wanted = Signal(object)
    entered = Signal(object)
    left = Signal()
    tells_faults = True

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "", "", parent)
        self.heading.setText(self.tr("从另一台电脑接手"))
        self.words.set_text(self.tr("在旧电脑的“总行同步”里按 J 做一份全部的交接包，或用本网点的共享文件夹"))
        self.note.set_text(self.tr("接手后两台电脑都能用，各记各的，互相交接就会一样；旧电脑不用了，请删掉上面的数据"))
        self.files: tuple[Path, ...] = ()
        self.folder: Path | None = None
        self.brought: Brought | None = None
        self.ask_files: Callable[[], list[Path]] = self._ask_files
        self.ask_folder: Callable[[], Path | None] = self._ask_folder
        self.fault = ErrorCard(theme, "", parent=self)
        self.fault.setMaximumWidth(FORM_WIDTH)
        self.fault.hide()
        self.body.addWidget(self._source_card())
        self.body.addWidget(self.fault)
        self.body.addWidget(self._found_card())
        self.back_button = Button(theme, self.tr("返回"), "ghost", keys="Esc", parent=self)
        self.back_button.clicked.connect(self.left)
        row = QHBoxLayout()
        row.addWidget(self.back_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self._show_source()
        self.files_button.setFocus()

    def show_found(self, brought: Brought) -> None:
        """What was read, to be compared and taken."""
        self.set_busy(False)
        self.brought = brought
        self.fault.hide()
        title = self.tr("{branch}，{count} 位客户").format(branch=brought.branch, count=f"{brought.contacts:,}")
        made = self.tr("{time} 做的，共 {files} 份").format(time=brought.made_at[:16], files=len(brought.arrived))
        self.banner.set("warn" if brought.missing else "ok", "file-check", title, made)
        lines = [self.tr("请打电话或当面和那台电脑核对钥匙指纹，一样再接手：")]
        if brought.missing:
            parts = "、".join(map(str, brought.missing))
            lines.insert(0, self.tr("还缺第 {parts} 份：可以先接手，以后补收。").format(parts=parts))
        self.said.set_text("\n".join(lines))
        self.fingerprints.set_text("\n".join(brought.fingerprints))
        self.compared.setChecked(False)
        self.found_card.show()
        self.compared.setFocus()
        self._allow()

    def refuse(self, fault: str) -> None:
        """Say why it did not go on; the file's password can be typed again."""
        self.set_busy(False)
        message, _, cure = fault.partition("\n")
        self.fault.set(message, cure)
        self.fault.show()
        if self.brought is None:
            self.file_password.selectAll()
            self.file_password.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = plain_key(event)
        buttons = {"O": self.files_button, "F": self.folder_button}
        if key in buttons:
            buttons[key].click()
        elif key == "V" and self.found_card.isVisible():
            self.compared.toggle()
        elif key == "Esc":
            self.left.emit()
        elif key == "Enter":  # of a field, which lets it through
            (self._on_enter if self.found_card.isVisible() and not self.file_password.hasFocus() else self._on_look)()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------------------------------ building

    def _card(self, title: str) -> Card:
        card = Card(self.theme, parent=self)
        card.setMaximumWidth(FORM_WIDTH)
        card.body.addWidget(PlainLabel(self.theme, title, "heading", parent=card))
        return card

    def _secret(self, parent: QWidget) -> LineEdit:
        field = LineEdit(self.theme, parent=parent)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText)
        return field

    def _source_card(self) -> Card:
        theme, card = self.theme, self._card(self.tr("从哪里接"))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.chosen = PlainLabel(theme, "", "table", "text2", elide=True, parent=card)
        self.files_button = Button(theme, self.tr("选交接包"), "secondary", "file-input", "O", parent=card)
        self.folder_button = Button(theme, self.tr("选共享文件夹"), "secondary", "folder-open", "F", parent=card)
        self.files_button.clicked.connect(self._on_files)
        self.folder_button.clicked.connect(self._on_folder)
        row.addWidget(self.files_button)
        row.addWidget(self.folder_button)
        row.addWidget(self.chosen, 1)
        card.body.addLayout(row)
        self.file_password = self._secret(card)
        self.look_button = Button(theme, self.tr("看一看"), "primary", "eye", "↵", parent=card)
        self.look_button.clicked.connect(self._on_look)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(Labelled(theme, self.tr("打开密码（做交接包的人定的）"), self.file_password, parent=card), 1)
        line.addWidget(self.look_button, 0, Qt.AlignmentFlag.AlignBottom)
        card.body.addLayout(line)
        return card

    def _found_card(self) -> Card:
        theme, card = self.theme, self._card(self.tr("核对，再定这台电脑的密码"))
        self.banner = AnswerBanner(theme, parent=card)
        self.said = Paragraph(theme, "", "table", "text2", parent=card)
        self.fingerprints = Paragraph(theme, "", "heading", parent=card)
        self.compared = CheckBox(theme, self.tr("已和对方核对，指纹一样"), "V", card)
        self.compared.toggled.connect(self._allow)
        self.password = self._secret(card)
        self.again = self._secret(card)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        note = self.tr("至少 {count} 个字").format(count=LEAST)
        grid.addWidget(Labelled(theme, self.tr("这台电脑的密码"), self.password, note, card), 0, 0)
        grid.addWidget(Labelled(theme, self.tr("再输一次密码"), self.again, parent=card), 0, 1)
        for widget in (self.banner, self.said, self.fingerprints, self.compared):
            card.body.addWidget(widget)
        card.body.addLayout(grid)
        self.enter_button = Button(theme, self.tr("接手并打开"), "primary", "check", "↵", parent=card)
        self.enter_button.clicked.connect(self._on_enter)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.enter_button)
        card.body.addLayout(row)
        card.hide()
        self.found_card = card
        return card

    # ------------------------------------------------------------------------------------------ steps

    def _ask_files(self) -> list[Path]:
        files, _ = QFileDialog.getOpenFileNames(self, self.tr("选交接包"), "", self.tr("交接包 (*.xlsx)"))
        return [Path(file) for file in files]

    def _ask_folder(self) -> Path | None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("本网点电脑都能打开的文件夹"))
        return Path(folder) if folder else None

    @Slot()
    def _on_files(self) -> None:
        files = self.ask_files()
        if files:
            self.files, self.folder = tuple(files), None
            self._show_source()

    @Slot()
    def _on_folder(self) -> None:
        folder = self.ask_folder()
        if folder is not None:
            self.files, self.folder = (), folder
            self._show_source()

    def _show_source(self) -> None:
        """Another choice has not been looked at yet."""
        self.brought = None
        if self.folder is not None:
            words = str(self.folder)
        else:
            words = "、".join(path.name for path in self.files) or self.tr("还没有选；几份的可以一起选")
        self.chosen.setText(words)
        self.look_button.setEnabled(bool(self.files or self.folder))
        self.found_card.hide()
        self.file_password.setFocus()

    @Slot()
    def _on_look(self) -> None:
        if self.files or self.folder:
            self.brought = None
            self.found_card.hide()
            self.look_wanted.emit(Wish(self.files, self.folder, self.file_password.text()))

    @Slot()
    def _allow(self) -> None:
        self.enter_button.setEnabled(self.brought is not None and self.compared.isChecked())

    @Slot()
    def _on_enter(self) -> None:
        if self.brought is None:
            return
        short = len(self.password.text()) < LEAST
        self.password.set_error(self.tr("密码太短，至少 {count} 个字").format(count=LEAST) if short else "")
        self.again.set_error(self.tr("两次输入的不一样") if self.again.text() != self.password.text() else "")
        if self.enter_button.isEnabled() and not self.password.fault and not self.again.fault:
            self.entered.emit(Entered(self.brought, self.compared.isChecked(), self.password.text()))
