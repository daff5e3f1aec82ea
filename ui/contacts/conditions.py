"""The bar above the table: the conditions in force as chips, how many contacts fit, and the choice of columns."""

from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop.contacts import own_conditions, standing_in
from desktop.contacts.filters import NEW_DAYS, OWN, ContactQuery
from ui.contacts import words
from ui.contacts.own_words import own_words
from ui.theme import Theme
from ui.widgets.button import IconButton
from ui.widgets.chip import Chip
from ui.widgets.label import PlainLabel
from ui.widgets.pane import Pane
from ui.widgets.pill import stage_name

HEIGHT: Final = 45
FACETS: Final = ("stages", "lifecycles", "tags", "without", "channels", "owners", "validities", "own")
OPTIONAL: Final = ("phone", "stage", "tags", "source", "last_at", "next_at")


class ConditionBar(Pane):
    """Sends the query without the condition whose cross was pressed."""

    query_changed = Signal(object)
    add_clicked = Signal()
    facets_clicked = Signal()
    save_clicked = Signal()
    export_clicked = Signal()
    columns_changed = Signal(object)  # set of the keys that are hidden

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "surface", edge="bottom", parent=parent)
        self.query = ContactQuery()
        self.chips: list[Chip] = []
        self.hidden: set[str] = set()
        self._names: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 8, 1)
        row.setSpacing(8)
        self.facets = IconButton(theme, "list-filter", self.tr("显示左边的条件"), parent=self)
        self.facets.clicked.connect(self.facets_clicked)
        self.facets.hide()
        row.addWidget(self.facets)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        row.addLayout(self._row)
        self.add = Chip(theme, self.tr("加条件"), dashed=True, icon="plus", parent=self)
        self.add.clicked.connect(self.add_clicked)
        row.addWidget(self.add)
        self.keep = Chip(theme, self.tr("存为筛选"), dashed=True, icon="bookmark", parent=self)
        self.keep.setToolTip(self.tr("存为筛选 Ctrl S"))
        self.keep.clicked.connect(self.save_clicked)
        self.keep.hide()
        row.addWidget(self.keep)
        row.addStretch(1)
        self.count = PlainLabel(theme, "", token="text2", parent=self)
        row.addWidget(self.count)
        row.addSpacing(4)
        self.columns = IconButton(theme, "columns-3", self.tr("显示哪些列"), parent=self)
        self.columns.clicked.connect(self._on_columns)
        row.addWidget(self.columns)
        self.export = IconButton(theme, "download", self.tr("导出选中的（没选就全部）Ctrl E"), parent=self)
        self.export.clicked.connect(self.export_clicked)
        row.addWidget(self.export)
        self.body.addLayout(row)
        self.setFixedHeight(theme.px(HEIGHT))

    def restyle(self) -> None:
        self.setFixedHeight(self.theme.px(HEIGHT))

    def set_titles(self, titles: dict[str, str]) -> None:
        """Column key → title, for the menu of columns."""
        self._titles = titles

    def show_query(self, query: ContactQuery, names: dict[str, str]) -> None:
        """A chip for each facet in force; `names` are those of tags and owners by id."""
        self.query, self._names = query, names
        for chip in self.chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        if query.view == standing_in.VIEW:
            self._add_chip("view", self.tr("代班：今天任务里的客户"))
        for facet in FACETS:
            if facet != "own" and (chosen := getattr(query, facet)):
                self._add_chip(facet, self._words_of(facet, chosen))
        asked = own_conditions.read(query.own)
        for key in dict.fromkeys(one.key for one in asked):
            title, said = names.get(f"{OWN}{key}", key), own_words([one for one in asked if one.key == key])
            self._add_chip(f"{OWN}{key}", self.tr("{title}：{values}").format(title=title, values=said))
        if query.untagged:
            self._add_chip("untagged", self.tr("没有标签"))
        if query.recent:
            self._add_chip("recent", self.tr("{days} 天内添加").format(days=NEW_DAYS))
        self.keep.setVisible(query.view != standing_in.VIEW and (bool(self.chips) or bool(query.text)))

    def show_count(self, total: int, marked: int) -> None:
        """How many fit, and how many of them are marked when it is more than one."""
        if marked > 1:
            self.count.setText(self.tr("已选 {marked} / {total} 位").format(marked=f"{marked:,}", total=f"{total:,}"))
        else:
            self.count.setText(self.tr("{total} 位").format(total=f"{total:,}"))

    def _add_chip(self, facet: str, text: str) -> None:
        chip = Chip(self.theme, text, selected=True, removable=True, parent=self)
        chip.setProperty("facet", facet)
        chip.removed.connect(self._on_removed)
        chip.clicked.connect(self._on_removed)
        chip.setToolTip(self.tr("去掉这个条件"))
        self.chips.append(chip)
        self._row.addWidget(chip)

    def _words_of(self, facet: str, chosen: tuple[str, ...]) -> str:
        template = {
            "stages": self.tr("阶段：{values}"),
            "lifecycles": self.tr("周期：{values}"),
            "validities": self.tr("有效性：{values}"),
            "tags": self.tr("标签：{values}"),
            "without": self.tr("不含：{values}"),
            "channels": self.tr("来源：{values}"),
            "owners": self.tr("归属：{values}"),
        }[facet]
        between = self.tr(" 或 ") if facet == "tags" and self.query.any_tag else self.tr("、")
        return template.format(values=between.join(self._value(facet, key) for key in chosen))

    def _value(self, facet: str, key: str) -> str:
        said = {
            "stages": stage_name, "lifecycles": words.lifecycle_name, "channels": words.channel_name,
            "validities": words.validity_name,
        }.get(facet)  # fmt: skip
        return said(key) if said is not None else self._names.get(key, "…")

    @Slot()
    def _on_removed(self) -> None:
        facet = str(self.sender().property("facet"))
        if facet.startswith(OWN):
            kept = own_conditions.read(self.query.own, without=facet.removeprefix(OWN))
            self.query_changed.emit(replace(self.query, own=tuple(one.text for one in kept)))
            return
        without: dict[str, Any] = {"recent": False, "untagged": False, "view": ContactQuery.view}
        self.query_changed.emit(replace(self.query, **{facet: without.get(facet, ())}))

    @Slot()
    def _on_columns(self) -> None:
        self.column_menu().popup(self.columns.mapToGlobal(QPoint(0, self.columns.height())))

    def column_menu(self) -> QMenu:
        """Every column but the name can be left out."""
        menu = QMenu(self)
        for key in OPTIONAL:
            action = QAction(self._titles.get(key, key), menu)
            action.setCheckable(True)
            action.setChecked(key not in self.hidden)
            action.setData(key)
            action.toggled.connect(self._on_column)
            menu.addAction(action)
        return menu

    @Slot(bool)
    def _on_column(self, shown: bool) -> None:
        key = str(self.sender().data())
        self.hidden = self.hidden - {key} if shown else self.hidden | {key}
        self.columns_changed.emit(set(self.hidden))
