"""What the wording rules say while somebody writes: the phrase, the rule, what it rests on, what to write instead."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.library.wording import Finding
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.paragraph import Paragraph

MOST = 4


class WordingCard(Card):
    """Hidden while there is nothing to say; red when something blocks, amber when a reason is enough."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "warn", 8, 12, 6, parent)
        self.rows: list[Paragraph] = []
        self.hide()

    def show_findings(self, found: Sequence[Finding], version: str) -> None:
        """The worst four, each with its cure; `version` is that of the rules."""
        while (item := self.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = []
        for one in found[:MOST]:
            self._add(self._head(one), "caption", "danger" if one.level == "block" else "warn", bold=True)
            if one.proposal:
                self._add(self.tr("可以这样改：{proposal}").format(proposal=one.proposal), "caption", "text")
            self._add(self.tr("依据：{basis}").format(basis=one.basis), "caption", "text2")
        if found:
            self._add(self.tr("用语规则 {version}").format(version=version), "caption", "text2")
        self.set_level("danger" if any(one.level == "block" for one in found) else "warn")
        self.setVisible(bool(found))

    def _head(self, one: Finding) -> str:
        if one.level == "block":
            return self.tr("“{phrase}”不能用：{name}").format(phrase=one.phrase, name=one.name)
        return self.tr("“{phrase}”要写理由：{name}").format(phrase=one.phrase, name=one.name)

    def _add(self, words: str, role: str, token: str, *, bold: bool = False) -> None:
        row = Paragraph(self.theme, words, role, token, bold=bold, parent=self)
        self.rows.append(row)
        self.body.addWidget(row)
