"""A condition in the left pane: its heading, and the values one can tick with their counts."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.contacts.facet_counts import Facet
from ui.theme import Theme
from ui.widgets.facet import HEIGHT, FacetRow
from ui.widgets.label import PlainLabel
from ui.widgets.link import Link
from ui.widgets.pill import LETTERS

FEW: Final = 5
"""Values of a facet that show before 更多 is pressed."""


class FacetGroup(QWidget):
    """A heading and the values one can tick; the ticked ones always show."""

    toggled = Signal(str, str, bool)  # facet, key, ticked
    exclude_wanted = Signal(str)  # key
    rule_clicked = Signal()

    def __init__(self, theme: Theme, name: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.name, self.theme, self.title = name, theme, title
        self.rows: dict[str, FacetRow] = {}
        self._facets: Sequence[Facet] = ()
        self._chosen: tuple[str, ...] = ()
        self._without: tuple[str, ...] = ()
        self._all = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QWidget(self)
        bar.setFixedHeight(theme.px(HEIGHT))
        head = QHBoxLayout(bar)
        head.setContentsMargins(theme.px(8), 0, 0, 0)
        head.addWidget(PlainLabel(theme, title, "caption", "text2", bold=True, parent=self))
        self.rule = Link(theme, "", parent=self)
        self.rule.clicked.connect(self.rule_clicked)
        self.rule.hide()
        head.addSpacing(theme.px(8))
        head.addWidget(self.rule)
        head.addStretch(1)
        self.more = Link(theme, "", parent=self)
        self.more.clicked.connect(self._on_more)
        head.addWidget(self.more)
        column.addSpacing(theme.px(2))
        column.addWidget(bar)
        self._body = QVBoxLayout()
        self._body.setSpacing(0)
        column.addLayout(self._body)

    def show_facets(self, facets: Sequence[Facet], chosen: tuple[str, ...], without: tuple[str, ...] = ()) -> None:
        """Show the values with their counts; rows are kept while their keys stay the same."""
        self._facets, self._chosen, self._without = facets, chosen, without
        marked = {*chosen, *without}
        shown = [facet for number, facet in enumerate(facets) if self._all or number < FEW or facet.key in marked]
        if [facet.key for facet in shown] != list(self.rows):
            self._rebuild(shown)
        for facet in shown:
            row = self.rows[facet.key]
            row.set_count(facet.total)
            row.setChecked(facet.key in chosen)
            row.set_excluded(facet.key in without)
        hidden = len(facets) - len(shown)
        self.more.setText(self.tr("更多 {count}").format(count=hidden) if hidden else self.tr("收起"))
        self.more.setVisible(bool(hidden) or (self._all and len(facets) > FEW))
        self.setVisible(bool(facets))

    def _rebuild(self, shown: Iterable[Facet]) -> None:
        for row in self.rows.values():
            self._body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = {}
        for facet in shown:
            letter = LETTERS.get(facet.key, "") if self.name == "stages" else ""
            row = FacetRow(self.theme, facet.label, facet.total, letter=letter, checkable=True, parent=self)
            row.setProperty("key", facet.key)
            row.clicked.connect(self._on_row)
            if self.name == "tags":
                row.setToolTip(self.tr("右键或 X：不含这个标签"))
                row.exclude_wanted.connect(self._on_exclude)
            self._body.addWidget(row)
            self.rows[facet.key] = row

    @Slot()
    def _on_row(self) -> None:
        row = self.sender()
        self.toggled.emit(self.name, str(row.property("key")), row.isChecked())

    def show_rule(self, chosen: int, *, any_: bool) -> None:
        """With something ticked: whether all of it counts or any; a click changes it."""
        self.rule.setText(self.tr("符合其一") if any_ else self.tr("全部符合"))
        self.rule.setVisible(chosen > 0)

    @Slot()
    def _on_exclude(self) -> None:
        self.exclude_wanted.emit(str(self.sender().property("key")))

    @Slot()
    def _on_more(self) -> None:
        self._all = not self._all
        self.show_facets(self._facets, self._chosen, self._without)
