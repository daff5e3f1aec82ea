"""The pane beside the list: one group's members, health, counted days and activities; its count in one line."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.groups.groups import LIMITS, GroupRow
from desktop.groups.keeping import Detail
from ui.groups.week_pane import WeekPane
from ui.theme import Theme
from ui.widgets.bar import Bar, Bars
from ui.widgets.field import Labelled, LineEdit
from ui.widgets.label import PlainLabel
from ui.widgets.pane import ScrollPane
from ui.widgets.paragraph import Paragraph
from ui.widgets.section import Divider
from ui.widgets.segmented import Segmented

WIDTH = 304


class GroupPane(ScrollPane):
    """↵ in a line sends it: `counted` the day's count, `kinds_set` type and tags; `limit_set` how many may join."""

    counted = Signal(str)
    kinds_set = Signal(str)
    limit_set = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "canvas", WIDTH, "left", parent=parent)
        inner = self.inner
        self.name = Paragraph(theme, role="heading", parent=inner)
        self.meta = PlainLabel(theme, "", "caption", "text2", elide=True, parent=inner)
        self.members = PlainLabel(theme, "", parent=inner)
        self.fill = Bar(theme, 6, parent=inner)
        self.active = PlainLabel(theme, "", parent=inner)
        self.trend = PlainLabel(theme, "", "caption", "text2", parent=inner)
        self.days = Bars(theme, parent=inner)
        self.count = LineEdit(theme, self.tr("说话人数，或加上群人数：37 198"), keys="C", parent=inner)
        self.kinds = LineEdit(theme, self.tr("类型和标签，用空格隔开"), keys="T", parent=inner)
        self.limit = Segmented(theme, [(str(one), f"{one}") for one in LIMITS], inner)
        self.limit.setAccessibleName(self.tr("群人数上限"))
        self.week = WeekPane(theme, inner)
        self.held = Paragraph(theme, role="caption", token="text2", parent=inner)
        for widget in (
            self.name, self.meta, self.members, self.fill, Divider(theme, parent=inner), self.active, self.trend,
        ):  # fmt: skip
            self.body.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.days)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(Labelled(theme, self.tr("今天的计数"), self.count, parent=inner))
        self.body.addWidget(Labelled(theme, self.tr("类型和标签"), self.kinds, parent=inner))
        self.body.addWidget(Labelled(theme, self.tr("群人数上限"), self.limit, self.tr("L 换"), inner))
        self.body.addWidget(self.week)
        self.body.addWidget(PlainLabel(theme, self.tr("办过的活动"), "table", bold=True, parent=inner))
        self.body.addWidget(self.held)
        self.body.addStretch(1)
        self.count.returnPressed.connect(self._on_count)
        self.kinds.returnPressed.connect(self._on_kinds)
        self.limit.changed.connect(self._on_limit)

    def show_group(self, row: GroupRow, detail: Detail) -> None:
        self.name.set_text(row.name)
        self.meta.setText(
            self.tr("群主 {owner}，{date} 建").format(owner=row.owner_name, date=(row.created_at or "—")[:10])
        )
        self.members.setText(self.tr("{members} / {capacity} 人").format(members=row.members, capacity=row.capacity))
        self.fill.set_value(row.members, row.capacity)
        known = row.active is not None
        self.active.setText(
            self.tr("近七天每天 {share} 的人说话").format(share=f"{row.active:.0%}") if known else self.tr("还没有计数")
        )
        words, token = {
            1: (self.tr("比前七天热了（{before}）"), "ok"), -1: (self.tr("比前七天冷了（{before}）"), "danger"),
        }.get(row.trend, (self.tr("和前七天差不多"), "text2"))  # fmt: skip
        self.trend.setText(words.format(before=f"{row.before or 0:.0%}") if known else "")
        self.trend.set_token(token)
        self.days.set_values([(day.spoke, day.members or row.members) for day in detail.days])
        self.days.setAccessibleName("；".join(f"{day.date} {day.spoke}/{day.members}" for day in detail.days))
        self.limit.blockSignals(True)
        self.limit.set_value(str(row.capacity))
        self.limit.blockSignals(False)
        self.count.clear()
        self.kinds.setText(" ".join(row.kinds))
        lines = [
            self.tr("{date} {title}，{count} 人").format(
                date=one.ended_at[5:10], title=one.title, count=one.participants
            )
            for one in detail.held
        ]
        self.held.set_text("\n".join(lines) or self.tr("还没办过，按 A 选一个"))

    @Slot()
    def _on_count(self) -> None:
        self.counted.emit(self.count.text())

    @Slot()
    def _on_kinds(self) -> None:
        self.kinds_set.emit(self.kinds.text())

    @Slot(str)
    def _on_limit(self, limit: str) -> None:
        self.limit_set.emit(int(limit))

    def next_limit(self) -> None:
        """The other one of WeCom's limits."""
        self.limit.set_value(next(str(one) for one in LIMITS if str(one) != self.limit.value()))
