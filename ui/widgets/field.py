"""Inputs: lines, searches, several lines, choices; with a label above and the fault below."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.check import CheckBox
from ui.widgets.keycap import keycap_width, paint_keycap
from ui.widgets.label import PlainLabel
from ui.widgets.themed import Themed, area, smooth

__all__ = ["CheckBox", "ComboBox", "Labelled", "LineEdit", "SearchField", "TextEdit"]


class LineEdit(Themed, QLineEdit):
    """One line; `icon` before, `keys` printed at the right while empty, a fault turns it red and is said below."""

    error_changed = Signal(str)

    def __init__(
        self, theme: Theme, placeholder: str = "", icon: str = "", keys: str = "", height: int = 32,
        role: str = "table", parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._icon, self._keys, self._height, self._role, self.fault = icon, keys, height, role, ""
        self.follow(theme)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.restyle()

    def restyle(self) -> None:
        theme = self.theme
        self.setFont(theme.font(self._role))
        self.setFixedHeight(theme.px(self._height))
        left = theme.px(24) if self._icon else 0
        right = max(keycap_width(theme, self._keys) if self._keys else 0, theme.px(22) if self.fault else 0)
        self.setTextMargins(left, 0, int(right), 0)

    def keys(self) -> str:
        return self._keys

    def set_error(self, fault: str) -> None:
        """A sentence that says how to mend it; empty takes the red away."""
        if fault == self.fault:
            return
        self.fault = fault
        self.setProperty("error", bool(fault))
        self.style().unpolish(self)
        self.style().polish(self)
        self.restyle()
        self.error_changed.emit(fault)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, theme, middle = smooth(self), self.theme, self.height() / 2
        if self._icon:
            draw.pixmap(painter, theme.px(10), middle, theme.icon(self._icon, 16, "text2"))
        if self.fault:
            draw.pixmap(painter, self.width() - theme.px(25), middle, theme.icon("circle-alert", 16, "danger"))
        elif self._keys and not self.text():
            x = self.width() - keycap_width(theme, self._keys) - theme.px(9)
            paint_keycap(painter, x, middle, self._keys, theme)
        painter.end()


class SearchField(LineEdit):
    """The softer edge of a search, its glass and its key."""

    def __init__(self, theme: Theme, placeholder: str, keys: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, placeholder, icon="search", keys=keys, parent=parent)
        self.setProperty("soft", True)


class TextEdit(Themed, QPlainTextEdit):
    """Several lines of plain text; Tab leaves it."""

    def __init__(self, theme: Theme, placeholder: str = "", lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.follow(theme)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setTabChangesFocus(True)
        self.restyle()

    def restyle(self) -> None:
        self.setFont(self.theme.font("table"))
        self.setFixedHeight(self.theme.px(20 * self._lines + 18))


class ComboBox(Themed, QComboBox):
    """A choice from a list; data of an entry is its `currentData()`."""

    def __init__(self, theme: Theme, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.follow(theme)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.restyle()

    def restyle(self) -> None:
        self.setFont(self.theme.font("table"))
        self.setFixedHeight(self.theme.px(32))

    def sizeHint(self) -> QSize:
        widest = max((draw.text_width(self.font(), self.itemText(i)) for i in range(self.count())), default=0)
        return QSize(round(widest) + self.theme.px(72 if self._icon else 48), self.theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(80), self.theme.px(32))

    def set_choices(self, choices: list[tuple[object, str]], chosen: object = None) -> None:
        """(data, words) each; `chosen` is the data to select. No signal is sent."""
        self.blockSignals(True)
        self.clear()
        for data, words in choices:
            self.addItem(words, data)
        self.setCurrentIndex(max(0, self.findData(chosen)) if choices else -1)
        self.blockSignals(False)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, middle = smooth(self), self.theme, self.height() / 2
        edge = theme.color("accent" if self.hasFocus() else "control")
        draw.rounded(painter, area(self), 6, theme.color("surface"), edge, 2 if self.hasFocus() else 1)
        x = theme.px(10)
        if self._icon:
            draw.pixmap(painter, x, middle, theme.icon(self._icon, 16))
            x += theme.px(24)
        ink = theme.color("text" if self.isEnabled() else "disabled")
        rect = QRectF(x, 0, self.width() - x - theme.px(28), self.height())
        draw.text(painter, rect, self.currentText(), theme.font("table"), ink)
        draw.pixmap(painter, self.width() - theme.px(26), middle, theme.icon("chevron-down", 16))
        painter.end()


class Labelled(QWidget):
    """A field under its label, a note at the right of the label, the fault below."""

    def __init__(self, theme: Theme, words: str, field: QWidget, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        head = QHBoxLayout()
        self.label = PlainLabel(theme, words, "caption", "text2", parent=self)
        self.label.setBuddy(field)
        self.note = PlainLabel(theme, note, "caption", "text2", align="right", parent=self)
        head.addWidget(self.label)
        head.addStretch(1)
        head.addWidget(self.note)
        self.fault = PlainLabel(theme, "", "caption", "danger", parent=self)
        self.fault.hide()
        column.addLayout(head)
        column.addWidget(field)
        column.addWidget(self.fault)
        if not field.accessibleName():
            field.setAccessibleName(words)
        if isinstance(field, LineEdit):
            field.error_changed.connect(self.set_fault)

    def set_note(self, words: str) -> None:
        self.note.setText(words)

    def set_fault(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.setVisible(bool(words))
