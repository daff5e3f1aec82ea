"""The frame of the queue mode: a pad of digits, tags, results and consent, nothing smaller than a finger."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.contacts.tags import TagEntry
from ui.capture.big_button import GAP, BigButton
from ui.capture.customer_screen import CustomerScreen
from ui.theme import Theme
from ui.widgets.banner import AnswerBanner
from ui.widgets.label import PlainLabel
from ui.widgets.pane import Pane

PAD: Final = 340
KEY: Final = 60
COLUMNS: Final = 3
BACK, CLEAR = "⌫", "C"


class QueueFrame(QWidget):
    """Head with the tally, the pad at the left, at the right what is known and what is chosen."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setWindowTitle(self.tr("排队登记"))
        self.theme = theme
        self.tags: dict[str, BigButton] = {}
        self.full = CustomerScreen(theme, self)
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        ground = Pane(theme, "surface", margins=(16, 12, 16, 12), parent=self)
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        row.addLayout(self._build_pad(ground))
        row.addLayout(self._build_choices(ground), 1)
        ground.body.addLayout(row, 1)
        column.addWidget(ground, 1)

    def _build_head(self) -> QWidget:
        theme = self.theme
        head = Pane(theme, "canvas", edge="bottom", margins=(16, 6, 16, 6), parent=self)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(PlainLabel(theme, self.tr("排队登记"), "title", parent=head))
        self.tally = PlainLabel(theme, "", "heading", "text2", parent=head)
        row.addSpacing(theme.px(12))
        row.addWidget(self.tally, 1)
        self.undo_button = BigButton(theme, self.tr("撤销"), keys="Ctrl Z", parent=head)
        self.code_button = BigButton(theme, self.tr("给客户扫"), keys="F3", parent=head)
        self.shut = BigButton(theme, self.tr("收起"), keys="Esc", parent=head)
        for button in (self.undo_button, self.code_button, self.shut):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            row.addWidget(button)
        head.body.addLayout(row)
        return head

    def _build_pad(self, parent: QWidget) -> QVBoxLayout:
        theme = self.theme
        column = QVBoxLayout()
        column.setSpacing(GAP)
        self.number = PlainLabel(theme, "", "figure", align="center", parent=parent)
        self.number.setFixedSize(theme.px(PAD), theme.px(52))
        self.number.setAccessibleName(self.tr("手机号"))
        column.addWidget(self.number)
        grid = QGridLayout()
        grid.setSpacing(GAP)
        self.keys = {}
        for at, key in enumerate([*"123456789", CLEAR, "0", BACK]):
            self.keys[key] = BigButton(theme, key, height=KEY, role="title", parent=parent)
            grid.addWidget(self.keys[key], *divmod(at, COLUMNS))
        self.keys[BACK].setAccessibleName(self.tr("删一位"))
        self.keys[CLEAR].setAccessibleName(self.tr("清空"))
        column.addLayout(grid)
        self.decline = BigButton(theme, self.tr("没留号，只计 1 人"), height=KEY, keys="F7", parent=parent)
        column.addWidget(self.decline)
        column.addStretch(1)
        return column

    def _build_choices(self, parent: QWidget) -> QVBoxLayout:
        theme = self.theme
        column = QVBoxLayout()
        column.setSpacing(GAP)
        self.banner = AnswerBanner(theme, parent=parent)
        column.addWidget(self.banner)
        self._tag_grid = QGridLayout()
        self._tag_grid.setSpacing(GAP)
        column.addLayout(self._tag_grid)
        results = QHBoxLayout()
        results.setSpacing(GAP)
        names = {"added": self.tr("已加上"), "waiting": self.tr("等通过"), "already": self.tr("早就加了")}
        self.results = {}
        for key, words in names.items():
            button = BigButton(theme, words, keys="F6", checkable=True, parent=parent)
            button.setProperty("result", key)
            self.results[key] = button
            results.addWidget(button)
        column.addLayout(results)
        self.consent = BigButton(theme, self.tr("客户同意留资料、联系"), keys="0", checkable=True, parent=parent)
        column.addWidget(self.consent)
        column.addStretch(1)
        self.save_button = BigButton(theme, "", "primary", KEY, "heading", keys="↵", parent=parent)
        column.addWidget(self.save_button)
        return column

    def make_tags(self, entries: Sequence[TagEntry]) -> None:
        """A button for each of them, under its digit; what was chosen stays while it is there."""
        chosen = set(self.chosen_tags())
        for button in self.tags.values():
            button.deleteLater()
        self.tags = {}
        for at, tag in enumerate(entries):
            button = BigButton(
                self.theme, tag.name, keys=str(at + 1), checkable=True, parent=self.banner.parentWidget()
            )
            button.setChecked(tag.id in chosen)
            self._tag_grid.addWidget(button, *divmod(at, COLUMNS))
            button.show()
            self.tags[tag.id] = button

    def chosen_tags(self) -> list[str]:
        """The ids of those that are on."""
        return [tag for tag, button in self.tags.items() if button.isChecked()]

    def show_result(self, result: str) -> None:
        """One of the three is on; the key that steps through them stands on the next."""
        keys = list(self.results)
        following = keys[(keys.index(result) + 1) % len(keys)]
        for key, button in self.results.items():
            button.setChecked(key == result)
            button.set_keys("F6" if key == following else "")
