"""The wizard's step of the columns: what each is taken in as, and what the table does not say at all."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.exchange import mapping
from desktop.exchange.look import ColumnLook, Look
from desktop.exchange.mapping import KEPT, LEFT_OUT, Mapping
from ui.exchange import import_words
from ui.exchange.choice_table import ChoiceTable
from ui.exchange.import_words import Choice
from ui.row_model import Column, IdTableModel
from ui.row_painter import RowPainter
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.field import ComboBox, Labelled
from ui.widgets.paragraph import Paragraph


class ColumnModel(IdTableModel):
    """Says the columns of a file in words."""

    def __init__(self, columns: Sequence[Column], step: "ColumnsStep") -> None:
        super().__init__(columns, step.rows_at, step)
        self._step = step

    def text_of(self, row: ColumnLook, key: str) -> str:
        if key == "target":
            return self._step.target_name(row.target)
        return import_words.how_name(row.how) if key == "how" else super().text_of(row, key)


class ColumnPainter(RowPainter):
    """A target found by the cells alone is amber, to be looked at; what nothing was found for stands back."""

    def paint_cell(self, painter: QPainter, rect: QRectF, row: ColumnLook, column: Column, selected: bool) -> None:
        if column.key in {"target", "how"}:
            faint = row.target in {KEPT, LEFT_OUT}
            ink = "text2" if faint else "warn" if row.how == "content" else "text"
            words, font = self.model.text_of(row, column.key), self.theme.font("table", bold=selected and not faint)
            draw.text(painter, rect, words, font, self.theme.color(ink))
            return
        super().paint_cell(painter, rect, row, column, selected)


class ColumnsStep(QWidget):
    """F2 changes a column, Del leaves it out, Enter goes on. `mapping` is what was chosen."""

    changed = Signal()
    accepted = Signal()

    def __init__(self, theme: Theme, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.look: Look | None = None
        self.mapping: Mapping | None = None
        columns = [
            Column("letters", self.tr("列"), 72, sortable=False),
            Column("head", self.tr("表头"), 150, sortable=False),
            Column("samples", self.tr("内容举例"), 276, sortable=False),
            Column("target", self.tr("当作"), 200, sortable=False),
            Column("how", self.tr("怎么认的"), 110, sortable=False),
        ]
        self.model = ColumnModel(columns, self)
        self.table = ChoiceTable(theme, self.model, self._offers, self)
        self.table.row_painter = ColumnPainter(theme, self.model, self.table)
        self.table.setAccessibleName(self.tr("每一列当作什么"))
        self.table.chosen.connect(self._on_chosen)
        self.table.accepted.connect(self.accepted)
        self.table.letter.connect(self._on_letter)
        self.lacking = Paragraph(theme, "", "caption", "danger", parent=self)
        self.owner = ComboBox(theme, "user-round", self)
        self.owner.currentIndexChanged.connect(self._on_owner)
        self.owner_line = Labelled(theme, self.tr("表里没有归属的，都归"), self.owner, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.table, 1)
        column.addWidget(self.owner_line)
        column.addWidget(self.lacking)

    def show_look(self, look: Look) -> None:
        self.look, self.mapping = look, look.mapping
        people = [(account, f"{name} {account}") for account, name in look.people]
        chosen = look.mapping.defaults.get("owner_account", "")
        self.owner.set_choices([("", self.tr("还没选")), *people], chosen)
        self._show()
        self.table.select_id(0)

    def focus(self) -> None:
        self.table.setFocus()

    def complete(self) -> bool:
        return self.mapping is not None and not mapping.missing(self.mapping)

    def target_name(self, target: str) -> str:
        assert self.look is not None  # noqa: S101 - rows are there once a file is
        return import_words.target_name(target, self.look.mapping.kind, self.look.own, self._language)

    def rows_at(self, numbers: Sequence[int]) -> list[ColumnLook]:
        """The columns with what was chosen for them by now."""
        assert self.look is not None  # noqa: S101
        assert self.mapping is not None  # noqa: S101
        made = self.mapping
        return [self.look.columns[at]._replace(target=made.targets[at], how=made.how[at]) for at in numbers]

    def _show(self) -> None:
        assert self.look is not None  # noqa: S101
        assert self.mapping is not None  # noqa: S101
        self.model.set_ids(list(range(len(self.look.columns))))
        contacts = self.mapping.kind == "contacts"
        self.owner_line.setVisible(contacts and "owner_account" not in self.mapping.targets)
        lacking = [import_words.field_label(one, self._language) for one in mapping.missing(self.mapping)]
        words = self.tr("还缺：{names}。选一列按 F2 指定").format(names=self.tr("、").join(lacking))
        self.lacking.set_text(words if lacking else "")
        self.lacking.setVisible(bool(lacking))
        self.changed.emit()

    def _offers(self, column: int) -> tuple[list[Choice], str]:
        assert self.look is not None  # noqa: S101
        assert self.mapping is not None  # noqa: S101
        found = import_words.targets(self.look, self.look.columns[column].head, self._language)
        present = self.mapping.targets[column]
        if present not in dict(found):
            found.insert(0, (present, self.target_name(present)))
        return found, present

    @Slot(object, str)
    def _on_chosen(self, column: int, target: str) -> None:
        if self.mapping is not None:
            self.mapping = self.mapping.with_target(column, target)
            self._show()

    @Slot(str)
    def _on_letter(self, letter: str) -> None:
        column = self.table.current_id()
        if letter == "Del" and self.mapping is not None and column is not None:
            back = self.mapping.targets[column] == LEFT_OUT
            self._on_chosen(column, KEPT if back else LEFT_OUT)

    @Slot(int)
    def _on_owner(self, _index: int) -> None:
        if self.mapping is not None:
            self.mapping = self.mapping.with_default("owner_account", str(self.owner.currentData() or ""))
            self._show()
