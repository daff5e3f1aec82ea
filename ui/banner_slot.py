"""The slot under the top bar: what concerns the whole window, such as the sample branch."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.empty import IconLabel
from ui.widgets.label import PlainLabel
from ui.widgets.pane import Pane

HEIGHT = 36
TONES = {"info": ("infoSoft", "info", "info"), "warn": ("warnSoft", "warn", "triangle-alert"),
         "danger": ("dangerSoft", "danger", "circle-alert")}  # fmt: skip


class BannerSlot(Pane):
    """One line and one button; hidden while there is nothing to say."""

    action_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "infoSoft", edge="bottom", parent=parent)
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 16, 1)
        row.setSpacing(8)
        self._mark = IconLabel(theme, "info", 16, "info", self)
        self.text = PlainLabel(theme, elide=True, parent=self)
        self.action = Button(theme, size="xs", parent=self)
        self.action.clicked.connect(self.action_clicked)
        row.addWidget(self._mark)
        row.addWidget(self.text, 1)
        row.addWidget(self.action)
        self.body.addLayout(row)
        self.setFixedHeight(theme.px(HEIGHT))
        self.hide()

    def show_banner(self, tone: str, words: str, action: str = "") -> None:
        """`tone` is info, warn or danger."""
        token, ink, icon = TONES[tone]
        self._token = token
        self._mark.set(icon, ink)
        self.text.setText(words)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.setAccessibleName(words)
        self.show()
        self.update()
