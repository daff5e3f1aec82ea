"""The wizard's step of the values: what the words for owner, stage, channel … in a table mean."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.exchange.look import Look, WordLook
from desktop.exchange.mapping import Mapping
from ui.exchange import import_words
from ui.exchange.choice_table import ChoiceTable
from ui.exchange.import_words import Choice
from ui.row_model import Column, IdTableModel
from ui.row_painter import RowPainter
from ui.theme import Theme
from ui.widgets import draw


class WordModel(IdTableModel):
    """Says the words of a file and their meanings."""

    def __init__(self, columns: Sequence[Column], step: "ValuesStep") -> None:
        super().__init__(columns, step.rows_at, step)
        self._step = step

    def text_of(self, row: WordLook, key: str) -> str:
        if key == "value":
            return self._step.value_name(row)
        if key == "label":
            return self._step.label_of(row)
        return super().text_of(row, key)


class WordPainter(RowPainter):
    """A word without a meaning is amber, with its sign."""

    def paint_cell(self, painter: QPainter, rect: QRectF, row: WordLook, column: Column, selected: bool) -> None:
        if column.key == "value" and not row.value:
            draw.pixmap(painter, rect.left(), rect.center().y(), self.theme.icon("circle-question-mark", 16, "warn"))
            rest = rect.adjusted(self.theme.px(22), 0, 0, 0)
            font = self.theme.font("table")
            draw.text(painter, rest, self.model.text_of(row, "value"), font, self.theme.color("warn"))
            return
        super().paint_cell(painter, rect, row, column, selected)


class ValuesStep(QWidget):
    """F2 says what a word means; Enter goes on. `mapping` is what was chosen."""

    accepted = Signal()

    def __init__(self, theme: Theme, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.look: Look | None = None
        self.mapping: Mapping | None = None
        columns = [
            Column("label", self.tr("字段"), 180, sortable=False),
            Column("text", self.tr("表里写的"), 200, sortable=False),
            Column("rows", self.tr("行数"), 70, "right", sortable=False),
            Column("value", self.tr("就是"), 310, sortable=False),
            Column("_", "", 40, sortable=False),
        ]
        self.model = WordModel(columns, self)
        self.table = ChoiceTable(theme, self.model, self._offers, self)
        self.table.row_painter = WordPainter(theme, self.model, self.table)
        self.table.setAccessibleName(self.tr("每个说法是什么意思"))
        self.table.chosen.connect(self._on_chosen)
        self.table.accepted.connect(self.accepted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)

    def show_look(self, look: Look) -> None:
        self.look, self.mapping = look, look.mapping
        self.model.set_ids(list(range(len(look.words))))
        self.table.select_id(0)

    def focus(self) -> None:
        self.table.setFocus()

    def unknown(self) -> int:
        """How many words have no meaning yet."""
        return sum(not one.value for one in self.rows_at(range(len(self.look.words)))) if self.look else 0

    def label_of(self, word: WordLook) -> str:
        """The field's name in the user's language."""
        kind = self.look.mapping.kind if self.look is not None else "contacts"
        return import_words.target_name(word.key, kind, [], self._language)

    def value_name(self, word: WordLook) -> str:
        assert self.look is not None  # noqa: S101 - words are there once a file is
        if not word.value:
            owner = word.key == "owner_account"
            return self.tr("还不知道：这些行会拒收") if owner else self.tr("还不知道：原样另存")
        return import_words.value_name(word.key, word.value, self.look.people)

    def rows_at(self, numbers: Sequence[int]) -> list[WordLook]:
        """The words with what was chosen for them by now."""
        assert self.look is not None  # noqa: S101
        assert self.mapping is not None  # noqa: S101
        said = self.mapping.values
        found = [self.look.words[at] for at in numbers]
        return [one._replace(value=said.get(one.key, {}).get(one.text, one.value)) for one in found]

    def _offers(self, number: int) -> tuple[list[Choice], str]:
        assert self.look is not None  # noqa: S101
        word = self.rows_at([number])[0]
        return import_words.values(word, self.look), word.value

    @Slot(object, str)
    def _on_chosen(self, number: int, value: str) -> None:
        if self.mapping is not None and self.look is not None:
            word = self.look.words[number]
            self.mapping = self.mapping.with_value(word.key, word.text, value)
            self.model.forget()
            self.table.viewport().update()
