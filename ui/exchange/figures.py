"""Figures in a grid: name, number, definition in the tool tip."""

from collections.abc import Sequence
from html import escape

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.insights.metrics import METRICS, Figures, shown
from desktop.words import Words
from ui.theme import Theme
from ui.widgets.label import PlainLabel


class FigureGrid(QWidget):
    """`keys` of metrics, four in a row; `set` fills in the numbers."""

    def __init__(
        self, theme: Theme, words: Words, keys: Sequence[str], per_row: int = 4, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(4))
        self._words = words
        self._metrics = {metric.key: metric for metric in METRICS if metric.key in keys}
        self.numbers: dict[str, PlainLabel] = {}
        for index, key in enumerate(keys):
            row, column = divmod(index, per_row)
            metric = self._metrics[key]
            head = PlainLabel(theme, words.text(metric.label), "caption", "text2", parent=self)
            number = PlainLabel(theme, "—", "title", parent=self)
            for widget in (head, number):
                widget.setToolTip(escape(words.text(metric.definition)))
            grid.addWidget(head, 2 * row, column)
            grid.addWidget(number, 2 * row + 1, column)
            self.numbers[key] = number

    def set(self, figures: Figures) -> None:
        for key, label in self.numbers.items():
            metric = self._metrics[key]
            label.setText(shown(metric, figures[key]))
            label.setAccessibleName(f"{self._words.text(metric.label)} {label.text()}")
