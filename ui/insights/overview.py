"""The upper half of the board: the four FAST figures, where the customers stand, where adds come from."""

from typing import Final

from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from ui.insights.fast_card import FastCard
from ui.insights.funnel import FunnelCard
from ui.insights.sources import SourcesCard
from ui.theme import Theme

LETTERS: Final = {"fertile": "F", "advancing": "A", "superior": "S", "thriving": "T"}


class Overview(QWidget):
    """Wide: four cards in a row and two beside each other; narrow: two by two and one below the other, nothing cut."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = {key: FastCard(theme, letter, self) for key, letter in LETTERS.items()}
        self.funnel, self.sources = FunnelCard(theme, self), SourcesCard(theme, self)
        self._fast, self._charts = QGridLayout(), QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._fast.setSpacing(12)
        self._charts.setSpacing(12)
        self._charts.addWidget(self.funnel, 5)
        self._charts.addWidget(self.sources, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._fast)
        column.addLayout(self._charts)
        self._narrow: bool | None = None
        self.fold(narrow=False)

    def fold(self, *, narrow: bool) -> None:
        """Lay the cards out for a window of that width."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        across = 2 if narrow else len(self.cards)
        for number, card in enumerate(self.cards.values()):
            self._fast.addWidget(card, *divmod(number, across))
        for at in range(len(self.cards)):
            self._fast.setColumnStretch(at, int(at < across))
        direction = QBoxLayout.Direction
        self._charts.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
