"""The left pane: views with their counts, and conditions to tick."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.contacts.facet_counts import Facet, FacetCounts
from desktop.contacts.filters import QUIET_DAYS, ContactQuery
from desktop.contacts.own_conditions import OwnCondition
from desktop.contacts.stages import LIFECYCLE, STAGES
from ui.contacts import words
from ui.contacts.facet_group import FacetGroup
from ui.theme import Theme
from ui.widgets.facet import FacetRow
from ui.widgets.link import Link
from ui.widgets.pane import ScrollPane
from ui.widgets.pill import stage_name
from ui.widgets.section import Divider

if TYPE_CHECKING:
    from desktop.contacts.own_facets import OwnFacet

WIDTH: Final = 200
VIEW_ICONS: Final = {
    "mine": "user-round", "branch": "store", "due_today": "calendar-clock", "quiet": "moon", "untagged": "tag",
    "lost": "user-x", "overdue": "alarm-clock", "no_step": "calendar-plus", "birthdays": "cake",
    "maturities": "banknote", "suspected": "user-round-x",
}  # fmt: skip
FOLDED: Final = ("overdue", "no_step", "birthdays", "maturities", "suspected")
"""Views that show when they are asked for."""


class FacetPane(ScrollPane):
    """Sends `query_changed` with the query as it is after a click."""

    query_changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "canvas", WIDTH, margins=(8, 8, 8, 16), spacing=0, parent=parent)
        self.query = ContactQuery()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.views = {
            name: FacetRow(theme, self._view_name(name), None, icon=icon, parent=self.inner)
            for name, icon in VIEW_ICONS.items()
        }
        for name, row in self.views.items():
            row.setProperty("view", name)
            row.clicked.connect(self._on_view)
            self.body.addWidget(row)
        self._unfolded = False
        self.body.addWidget(self._make_line())
        titles = (
            ("stages", self.tr("阶段 AIPL")), ("tags", self.tr("标签")), ("channels", self.tr("来源")),
            ("owners", self.tr("归属")), ("lifecycles", self.tr("周期")), ("validities", self.tr("有效性")),
        )  # fmt: skip
        self.groups = {name: FacetGroup(theme, name, title, self.inner) for name, title in titles}
        for group in self.groups.values():
            group.toggled.connect(self._on_toggled)
            self.body.addWidget(group)
        self.own_groups: dict[str, FacetGroup] = {}
        self.groups["tags"].exclude_wanted.connect(self._on_exclude)
        self.groups["tags"].rule_clicked.connect(self._on_rule)
        self.body.addStretch(1)

    def _make_line(self) -> QWidget:
        """The hairline below the views, with what unfolds the rest of them."""
        theme, holder = self.theme, QWidget(self.inner)
        holder.setFixedHeight(theme.px(19))
        line = QHBoxLayout(holder)
        line.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
        line.setSpacing(theme.px(8))
        line.addWidget(Divider(theme, parent=holder), 1)
        self.more = Link(theme, "", parent=holder)
        self.more.clicked.connect(self._on_more)
        line.addWidget(self.more)
        self._fold()
        return holder

    def _fold(self) -> None:
        """The folded views show when they are asked for, and the one that is chosen."""
        for name in FOLDED:
            self.views[name].setVisible(self._unfolded or name == self.query.view)
        count = sum(name != self.query.view for name in FOLDED)
        self.more.setText(self.tr("收起") if self._unfolded else self.tr("更多 {count}").format(count=count))

    @Slot()
    def _on_more(self) -> None:
        self._unfolded = not self._unfolded
        self._fold()

    def show_query(self, query: ContactQuery) -> None:
        """Mark the view and the ticks of a query, before its counts are known."""
        self.query = query
        for name, row in self.views.items():
            row.set_selected(name == query.view)
        self._fold()
        for name, group in self.groups.items():
            for key, row in group.rows.items():
                row.setChecked(key in getattr(query, name))
        for key, row in self.groups["tags"].rows.items():
            row.set_excluded(key in query.without)
        for key, group in self.own_groups.items():
            for value, row in group.rows.items():
                row.setChecked(f"{key}={value}" in query.own)
        self.groups["tags"].show_rule(len(query.tags), any_=query.any_tag)

    def show_counts(self, counts: FacetCounts) -> None:
        for name, row in self.views.items():
            row.set_count(counts.views.get(name, 0))
        self.views["quiet"].setText(self.tr("{days} 天没联系").format(days=counts.quiet_days))
        stages = [Facet(key, stage_name(key), counts.stages.get(key, 0)) for key in STAGES]
        channels = [Facet(one.key, words.channel_name(one.key), one.total) for one in counts.channels]
        reached = {one.key: one.total for one in counts.lifecycles}
        lifecycles = [Facet(key, words.lifecycle_name(key), reached.get(key, 0)) for key in LIFECYCLE]
        validities = [Facet(one.key, words.validity_name(one.key), one.total) for one in counts.validities]
        for name, facets in (
            ("stages", stages), ("tags", counts.tags), ("channels", channels), ("owners", counts.owners),
            ("lifecycles", lifecycles), ("validities", validities),
        ):  # fmt: skip
            without = self.query.without if name == "tags" else ()
            self.groups[name].show_facets(facets, getattr(self.query, name), without)
        self._show_own({one.field.key: one for one in counts.own if one.field.choices})

    def _show_own(self, own: "dict[str, OwnFacet]") -> None:
        """A group for each of head office's fields that one chooses from; built anew when they are others."""
        if [one.field.title for one in own.values()] != [one.title for one in self.own_groups.values()]:
            for group in self.own_groups.values():
                self.body.removeWidget(group)
                group.hide()
                group.deleteLater()
            self.own_groups = {}
            for key, one in own.items():
                group = FacetGroup(self.theme, key, one.field.title, self.inner)
                group.toggled.connect(self._on_own)
                self.body.insertWidget(self.body.count() - 1, group)
                group.show()
                self.own_groups[key] = group
        for key, one in own.items():
            ticked = tuple(value for value in one.values if f"{key}={value}" in self.query.own)
            facets = [Facet(value, value, total) for value, total in one.values.items() if total or value in ticked]
            self.own_groups[key].show_facets(facets, ticked)

    def first_focus(self) -> QWidget:
        """Where F6 sets the focus."""
        return self.views[self.query.view]

    def _view_name(self, name: str) -> str:
        return {
            "mine": self.tr("我的客户"),
            "branch": self.tr("网点全部"),
            "due_today": self.tr("今天要跟进"),
            "overdue": self.tr("跟进已过期"),
            "no_step": self.tr("没约下一步"),
            "quiet": self.tr("{days} 天没联系").format(days=QUIET_DAYS),
            "birthdays": self.tr("两周内生日"),
            "maturities": self.tr("30 天内到期"),
            "untagged": self.tr("没有标签"),
            "lost": self.tr("已流失"),
            "suspected": self.tr("疑似流失"),
        }[name]

    @Slot()
    def _on_view(self) -> None:
        self.query_changed.emit(replace(self.query, view=str(self.sender().property("view"))))

    @Slot(str, str, bool)
    def _on_toggled(self, facet: str, key: str, ticked: bool) -> None:
        chosen: tuple[str, ...] = getattr(self.query, facet)
        kept = tuple(one for one in chosen if one != key)
        without = tuple(one for one in self.query.without if facet != "tags" or one != key)
        self.query_changed.emit(replace(self.query, without=without, **{facet: (*kept, key) if ticked else kept}))

    @Slot(str, str, bool)
    def _on_own(self, key: str, value: str, ticked: bool) -> None:
        asked = OwnCondition(key, "=", value).text
        kept = tuple(one for one in self.query.own if one != asked)
        self.query_changed.emit(replace(self.query, own=(*kept, asked) if ticked else kept))

    @Slot(str)
    def _on_exclude(self, key: str) -> None:
        kept = tuple(one for one in self.query.without if one != key)
        tags = tuple(one for one in self.query.tags if one != key)
        without = kept if key in self.query.without else (*kept, key)
        self.query_changed.emit(replace(self.query, tags=tags, without=without))

    @Slot()
    def _on_rule(self) -> None:
        self.query_changed.emit(replace(self.query, any_tag=not self.query.any_tag))
