"""The left of the window for somebody new: name, tags, source, next step, consent."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.contacts.naming import ADDRESSES
from ui.capture.choice_row import ChoiceRow
from ui.capture.tag_grid import TagGrid
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.check import CheckBox
from ui.widgets.field import LineEdit
from ui.widgets.label import PlainLabel

LONGEST_NAME = 30


class NewForm(QWidget):
    """Sends `edited` at every change; the window does the rest."""

    edited = Signal()
    source_wanted = Signal()
    next_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        head = QHBoxLayout()
        head.setSpacing(4)
        label = PlainLabel(theme, self.tr("姓名或称呼"), "caption", "text2", parent=self)
        head.addWidget(label)
        head.addStretch(1)
        self.mister = Button(theme, self.tr("先生"), keys="M", size="xs", parent=self)
        self.miss = Button(theme, self.tr("女士"), keys="W", size="xs", parent=self)
        head.addWidget(self.mister)
        head.addWidget(self.miss)
        self.name = LineEdit(theme, self.tr("可以不填"), keys="N", parent=self)
        self.name.setMaxLength(LONGEST_NAME)
        label.setBuddy(self.name)
        self.grid = TagGrid(theme, self)
        self.source = ChoiceRow(theme, "map-pin", self.tr("来源"), "F4", self)
        self.next = ChoiceRow(theme, "calendar-plus", self.tr("下一步"), "F5", self)
        self.consent = CheckBox(theme, self.tr("客户同意留资料、联系"), "0", self)
        column.addLayout(head)
        for widget in (self.name, self.grid, self.source, self.next, self.consent):
            column.addWidget(widget)
        column.addStretch(1)
        self.mister.setProperty("address", ADDRESSES[1])
        self.miss.setProperty("address", ADDRESSES[2])
        self.mister.clicked.connect(self._on_address)
        self.miss.clicked.connect(self._on_address)
        self.name.textEdited.connect(self._on_edited)
        self.grid.toggled.connect(self.edited)
        self.consent.toggled.connect(self._on_edited)
        self.source.clicked.connect(self.source_wanted)
        self.next.clicked.connect(self.next_wanted)

    def clear_person(self) -> None:
        """Only what belongs to the person goes; tags, source and next step stay for the next one."""
        self.name.clear()
        self.consent.setChecked(False)

    @Slot()
    def _on_address(self) -> None:
        """刘 becomes 刘女士; pressed again with the other word, 刘先生."""
        word = str(self.sender().property("address"))  # in the customers' language, whatever the window's
        name = self.name.text().strip()
        for other in ADDRESSES.values():
            name = name.removesuffix(other).strip()
        self.name.setText(f"{name}{word}" if not name.isascii() or not name else f"{name} {word}")
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    @Slot()
    def _on_edited(self) -> None:
        self.edited.emit()
