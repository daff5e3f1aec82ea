"""“?”: every key that works on this page and everywhere."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui.page import Hint
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.keycap import KeyCap
from ui.widgets.label import PlainLabel
from ui.widgets.section import Section


class KeysWindow(Dialog):
    """Two columns: the page's keys, the keys that work everywhere."""

    def __init__(
        self, theme: Theme, page: str, here: Sequence[Hint], everywhere: Sequence[Hint], parent: QWidget | None = None
    ) -> None:
        words = self.tr("字母和数字键在列表或卡片上有效，在输入框里只是输入")
        super().__init__(theme, self.tr("快捷键"), words, 560, parent)
        columns = QHBoxLayout()
        columns.setSpacing(theme.px(24))
        for title, hints in ((page, here), (self.tr("到处可用"), everywhere)):
            columns.addLayout(self._column(title, hints), 1)
        self.body.addLayout(columns)
        self.add_button(Button(theme, self.tr("关闭"), "primary", keys="Esc", parent=self), "reject")

    def _column(self, title: str, hints: Sequence[Hint]) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(12)
        grid.addWidget(Section(self.theme, title, parent=self), 0, 0, 1, 2)
        for number, hint in enumerate(hints, 1):
            cap = QHBoxLayout()
            cap.addWidget(KeyCap(self.theme, hint.keys, parent=self))
            cap.addStretch(1)
            grid.addLayout(cap, number, 0)
            grid.addWidget(PlainLabel(self.theme, hint.text, parent=self), number, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(hints) + 1, 1)
        return grid
