"""The prizes of a draw as lines: name, chance, how many are left; and the budget below them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.activities.drawing import Drawing
from desktop.activities.prizes import NO_LIMIT, Prize
from desktop.errors import AppError
from ui.activities import words
from ui.theme import Theme
from ui.widgets.field import LineEdit
from ui.widgets.label import PlainLabel

NARROW = 96


class PrizeLines(QWidget):
    """What is typed here holds for the next draw."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(PlainLabel(theme, self.tr("奖品"), bold=True, parent=self))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(10))
        self._grid.setVerticalSpacing(theme.px(6))
        self._grid.setColumnStretch(0, 1)
        column.addLayout(self._grid)
        self.stocks: list[LineEdit] = []
        self._chances: list[PlainLabel] = []
        self.budget = LineEdit(theme, self.tr("预算"), parent=self)
        self.budget.setFixedWidth(theme.px(NARROW))
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(10))
        foot.addWidget(PlainLabel(theme, self.tr("预算（元）"), token="text2", parent=self), 1)
        foot.addWidget(self.budget)
        column.addLayout(foot)
        self.money = PlainLabel(theme, "", "caption", "text2", elide=True, parent=self)
        column.addWidget(self.money)

    def show_drawing(self, drawing: Drawing) -> None:
        """The lines of this draw; what was typed gives way to what is left."""
        if len(self.stocks) != len(drawing.prizes):
            self._make(drawing.prizes)
        total = sum(one.weight for one in drawing.prizes)
        for prize, field, chance in zip(drawing.prizes, self.stocks, self._chances, strict=True):
            field.setText("" if prize.stock == NO_LIMIT else f"{prize.stock}")
            chance.setText(self.tr("机会 {share}").format(share=f"{prize.weight / total:.0%}"))
        self.budget.setText(f"{drawing.budget / 100:g}")
        said = self.tr("已抽出 {spent} 元，还有 {left} 元，人人至少 {least} 元")
        least = min(one.fen for one in drawing.prizes)
        self.money.setText(
            said.format(spent=words.yuan(drawing.spent), left=words.yuan(drawing.left), least=words.yuan(least))
        )
        for widget in (*self.stocks, self.budget):
            widget.setEnabled(not drawing.ended)

    def typed(self) -> tuple[list[int], int]:
        """(stocks, budget in fen) as they are typed; AppError for what is no number."""
        try:
            stocks = [int(one.text()) if one.text().strip() else NO_LIMIT for one in self.stocks]
            budget = round(float(self.budget.text()) * 100)
        except (ValueError, OverflowError):
            raise AppError("预算和份数写数字", cure="份数写 0 以上的整数，不限就空着。") from None
        return stocks, budget

    def _make(self, prizes: Sequence[Prize]) -> None:
        """The lines of an activity's plan; their number never changes afterwards."""
        theme = self.theme
        for row, prize in enumerate(prizes):
            chance = PlainLabel(theme, "", "caption", "text2", parent=self)
            field = LineEdit(theme, self.tr("不限份数"), parent=self)
            field.setAccessibleName(self.tr("{prize}的份数").format(prize=prize.name))
            field.setFixedWidth(theme.px(NARROW))
            self._grid.addWidget(PlainLabel(theme, prize.name, elide=True, parent=self), row, 0)
            self._grid.addWidget(chance, row, 1)
            self._grid.addWidget(field, row, 2)
            self.stocks.append(field)
            self._chances.append(chance)
