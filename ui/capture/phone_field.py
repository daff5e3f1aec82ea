"""The big field of quick capture: a phone number in groups while it is typed, or initials of somebody who is ours."""

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.contacts.phones import digits_of, national
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.field import LineEdit
from ui.widgets.themed import smooth

GROUPS = (3, 7)  # a blank after the third and the seventh digit
DIGITS = 11
HEIGHT = 48


def is_number(text: str) -> bool:
    """Digits and what stands between them: a phone number, not a name."""
    return bool(digits_of(text)) and not any(one.isalpha() for one in text)


def grouped(digits: str) -> str:
    """135 8814 2067; what is too long stays visible."""
    first, second = GROUPS
    return " ".join(part for part in (digits[:first], digits[first:second], digits[second:]) if part)


class PhoneField(LineEdit):
    """Sends `typed` with digits only, or with the letters; `note` is said at its right end."""

    typed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.note = ""
        super().__init__(theme, "", "smartphone", height=HEIGHT, role="figureSmall", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setPlaceholderText(self.tr("手机号或姓名首字母"))
        self.setAccessibleName(self.tr("手机号或姓名首字母"))
        self.textEdited.connect(self._on_edited)

    def restyle(self) -> None:
        super().restyle()
        font = self.theme.sized_font(22)
        self.setFont(font)
        self.setTextMargins(self.theme.px(26), 0, self.theme.px(96), 0)

    def value(self) -> str:
        """The digits of a number, or the words as they stand."""
        return national(self.text()) if is_number(self.text()) else self.text().strip()

    def set_value(self, value: str) -> None:
        """Show a number or words without telling of it."""
        self.setText(grouped(value) if is_number(value) else value)
        self._icon = "search" if value and not is_number(value) else "smartphone"

    def set_note(self, words: str) -> None:
        self.note = words
        self.setAccessibleDescription(words)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An empty field has nothing to undo: the key is the window's."""
        if event.matches(QKeySequence.StandardKey.Undo) and not self.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.note:
            return
        painter, theme = smooth(self), self.theme
        right = self.width() - theme.px(30 if self.fault else 10)
        rect = QRectF(right - theme.px(120), 0, theme.px(120), self.height())
        draw.text(painter, rect, self.note, theme.font("caption"), theme.color("text2"), "right")
        painter.end()

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        if is_number(text):
            before = len(digits_of(text[: self.cursorPosition()]))
            self.setText(grouped(national(text)))
            self.setCursorPosition(before + sum(before > group for group in GROUPS))
        self._icon = "search" if self.text() and not is_number(self.text()) else "smartphone"
        self.typed.emit(self.value())
