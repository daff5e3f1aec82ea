"""Recording in one line what just happened: kind, words, Enter."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.contacts.timeline import BY_HAND
from ui.contacts import words
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.field import ComboBox, LineEdit

STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class LogField(LineEdit):
    """↑↓ change the kind, Esc leaves."""

    stepped = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(step)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class LogLine(QWidget):
    """Sends `logged` with kind and words; hidden until R."""

    logged = Signal(str, str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        line = QHBoxLayout()
        line.setSpacing(6)
        self.kind = ComboBox(theme, parent=self)
        self.kind.set_choices([(kind, words.kind_name(kind)) for kind in BY_HAND], BY_HAND[0])
        self.kind.setAccessibleName(self.tr("发生了什么"))
        self.kind.setFixedWidth(theme.px(96))
        self.field = LogField(theme, self.tr("一句话：说了什么、要什么"), parent=self)
        line.addWidget(self.kind)
        line.addWidget(self.field, 1)
        column.addLayout(line)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addStretch(1)
        cancel = Button(theme, self.tr("收起"), "ghost", keys="Esc", size="sm", parent=self)
        save = Button(theme, self.tr("记下"), "soft", keys="↵", size="sm", parent=self)
        foot.addWidget(cancel)
        foot.addWidget(save)
        column.addLayout(foot)
        self.field.returnPressed.connect(self._on_save)
        self.field.stepped.connect(self._on_step)
        self.field.left.connect(self.close_line)
        save.clicked.connect(self._on_save)
        cancel.clicked.connect(self.close_line)
        self.hide()

    def open_line(self) -> None:
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def close_line(self) -> None:
        self.hide()
        self.closed.emit()

    def clear(self) -> None:
        """What was written is stored."""
        self.field.clear()

    @Slot()
    def _on_save(self) -> None:
        if self.field.text().strip():
            self.logged.emit(str(self.kind.currentData()), self.field.text())
        else:
            self.field.setFocus()

    @Slot(int)
    def _on_step(self, by: int) -> None:
        self.kind.setCurrentIndex((self.kind.currentIndex() + by) % self.kind.count())
