"""What is still to be filled in before a script may be copied."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.sop.variables import LONGEST
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.empty import IconLabel
from ui.widgets.field import LineEdit
from ui.widgets.label import PlainLabel


class MissingRow(QWidget):
    """Asks for the first missing variable; `filled` gives its name and value."""

    filled = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self.label = PlainLabel(theme, token="warn", parent=self)
        self.field = LineEdit(theme, self.tr("填好才能复制"), parent=self)
        self.field.setMaxLength(LONGEST)
        self.label.setBuddy(self.field)
        self.save = Button(theme, self.tr("填上"), "soft", "check", "↵", parent=self)
        row.addWidget(IconLabel(theme, "triangle-alert", 16, "warn", parent=self))
        row.addWidget(self.label)
        row.addWidget(self.field, 1)
        row.addWidget(self.save)
        self.save.clicked.connect(self._on_save)
        self.field.returnPressed.connect(self._on_save)
        self.hide()

    def show_names(self, names: tuple[str, ...]) -> None:
        """Ask for the first of these; hide when none is missing."""
        self.setVisible(bool(names))
        if names and names[0] != self.name:
            self.field.clear()
        self.name = names[0] if names else ""
        self.label.setText(self.tr("还缺“{name}”").format(name=self.name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter fills in; the list behind would finish the task."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_save(self) -> None:
        if value := self.field.text().strip():
            self.filled.emit(self.name, value)
        else:
            self.field.setFocus()
