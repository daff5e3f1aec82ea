"""The groups of the branch: owner, members, age, and which of them need care."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from db.actor import Actor
from desktop.changes import Changes, Done
from desktop.groups import groups, keeping, week
from desktop.groups.groups import GroupRow
from desktop.groups.keeping import Detail
from desktop.groups.week import Week
from desktop.security.roles import Permission, allowed, scope
from ui.activities.host import ActivityHost
from ui.desk import Desk
from ui.groups.detail import GroupPane
from ui.groups.week_pane import FitDialog
from ui.page import Command, Hint, Page
from ui.row_model import Column, IdTableModel
from ui.row_painter import RowPainter
from ui.row_table import RowTable
from ui.widgets import draw
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState
from ui.widgets.pill import paint_pill

SORTS = {
    "name": lambda row: row.name,
    "branch_name": lambda row: row.branch_name,
    "owner_name": lambda row: row.owner_name,
    "members": lambda row: row.members,
    "created_at": lambda row: row.created_at or "",
    "active": lambda row: (row.active is not None, row.active or 0.0, row.members),
    "state": lambda row: (not row.dormant, not row.nearly_full),
}


class GroupsPage(Page):
    """A branch has a dozen groups: they are read at once and sorted here."""

    name = "groups"
    concerned = Changes.GROUPS | Changes.STAFF

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._rows: dict[str, GroupRow] = {}
        self.model = IdTableModel(self._columns(), self._load, self)
        self.table = RowTable(self.theme, self.model, self)
        self.table.setAccessibleName(self.tr("社群列表"))
        self.table.row_painter = GroupPainter(self.theme, self.model, self.table)
        self.model.sort_requested.connect(self._on_sort)
        self.model.set_sort("members", descending=True)
        self.table.letter.connect(self._on_letter)
        self.activity_button = Button(self.theme, self.tr("办活动"), "secondary", "party-popper", "A", parent=self)
        self.activity_button.clicked.connect(self.choose_activity)
        self.activity_button.hide()
        self.host = ActivityHost(desk, self)
        self.host.changed.connect(self.changed)
        self.host.error.connect(self.error)
        self.go_button = Button(self.theme, self.tr("去导入"), "soft", "file-input", parent=self)
        self.go_button.clicked.connect(self._on_import)
        self.empty = EmptyState(
            self.theme, "messages-square", self.tr("还没有社群"),
            self.tr("导入企业微信后台导出的“客户群列表”，这里就有了"), [self.go_button], self,
        )  # fmt: skip
        holder = QWidget(self)
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.pane = GroupPane(self.theme, self)
        self.pane.counted.connect(self._on_counted)
        self.pane.kinds_set.connect(self._on_kinds)
        self.pane.limit_set.connect(self._on_limit)
        self.pane.week.fits_wanted.connect(self.choose_fits)
        self.fits: FitDialog | None = None
        self.pane.hide()
        self.table.current_changed.connect(self._on_current)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        column = QVBoxLayout()
        column.setContentsMargins(8, 8, 8, 0)
        column.addWidget(holder)
        row.addLayout(column, 1)
        row.addWidget(self.pane)

    def title(self) -> str:
        return self.tr("社群")

    def subtitle(self) -> str:
        members = sum(row.members for row in self._rows.values())
        return self.tr("{groups} 个群，{members} 人").format(groups=len(self._rows), members=f"{members:,}")

    def hints(self) -> list[Hint]:
        if not self._keeps():
            return [Hint("↑ ↓", self.tr("选群")), Hint("Ctrl C", self.tr("复制所选"))]
        return [
            Hint("↑ ↓", self.tr("选群")), Hint("A", self.tr("办活动")), Hint("C", self.tr("记计数")),
            Hint("T", self.tr("类型和标签")), Hint("S", self.tr("选日清单")), Hint("L", self.tr("换上限")),
            Hint("M", self.tr("合并没名字的群")), Hint("Ctrl C", self.tr("复制所选")),
            Hint("I", self.tr("导入")),
        ]  # fmt: skip

    def commands(self) -> list[Command]:
        if not self._keeps():
            return []
        return [
            Command(self.tr("在所选的群办活动"), "A", self.choose_activity),
            Command(self.tr("选这个群的日清单"), "S", self.choose_fits),
            Command(self.tr("合并没名字的群"), "M", self.merge),
        ]

    def top_bar_widgets(self) -> list[QWidget]:
        return [self.activity_button] if self._keeps() else []

    def panes(self) -> list[QWidget]:
        if not self._rows:
            return [self.go_button]
        return [self.table, self.pane] if self._keeps() else [self.table]

    def refresh(self, changes: Changes) -> None:
        actor = self.desk.actor
        self.read(lambda session: groups.rows(session, actor), self._on_rows)

    def open(self, argument: object) -> None:
        """`argument` is the id of a group."""
        self.table.select_id(argument)

    def _keeps(self) -> bool:
        """Whether this person works with groups, and does not only look at them."""
        return allowed(self.desk.actor, Permission.EDIT, branch=self.desk.actor.branch)

    def _columns(self) -> list[Column]:
        several = scope(self.desk.actor) not in {"own", "branch"}  # groups of many branches may have one name
        return [
            Column("name", self.tr("群名"), 280, stretch=True),
            *([Column("branch_name", self.tr("网点"), 140)] if several else []),
            Column("owner_name", self.tr("群主"), 120),
            Column("members", self.tr("人数"), 120),
            Column("active", self.tr("活跃"), 90),
            Column("created_at", self.tr("建群"), 110),
            Column("state", self.tr("要留意"), 210),
        ]

    def _load(self, ids: Sequence[str]) -> list[GroupRow]:
        return [self._rows[one] for one in ids]

    def _on_rows(self, rows: list[GroupRow]) -> None:
        first = not self._rows
        self._rows = {row.id: row for row in rows}
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        self._sort()
        if first and rows and self.isVisible():
            self.table.setFocus()
        if rows and self.table.current_id() is None:
            self.table.select_id(self.model.ids[0])
        self._on_current()
        self.state_changed.emit()

    def _sort(self) -> None:
        key = SORTS[self.model.sort_key]
        rows = sorted(self._rows.values(), key=key, reverse=self.model.descending)
        self.model.set_ids([row.id for row in rows])

    @Slot(str, bool)
    def _on_sort(self, key: str, descending: bool) -> None:
        self._sort()

    @Slot(str)
    def _on_letter(self, letter: str) -> None:
        if not self._keeps():
            return
        if letter == "I":
            self._on_import()
        elif letter == "A":
            self.choose_activity()
        elif letter == "M":
            self.merge()
        elif letter == "S":
            self.choose_fits()
        elif letter == "L" and self.pane.isVisibleTo(self):
            self.pane.next_limit()
        elif letter in {"C", "T"} and self.pane.isVisibleTo(self):
            (self.pane.count if letter == "C" else self.pane.kinds).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.table.setFocus()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_current(self) -> None:
        """Read what stands beside the list for the group that is chosen."""
        group, actor = self.table.current_id(), self.desk.actor
        row = self._rows.get(group) if group is not None else None
        self.pane.setVisible(row is not None and self._keeps())
        if self.pane.isVisibleTo(self):
            self.read(
                lambda session: (group, keeping.detail(session, actor, group), week.week(session, actor, group)),
                self._on_detail,
            )

    @Slot(object)
    def _on_detail(self, found: tuple[str, Detail, Week]) -> None:
        group, detail, shown = found
        if group == self.table.current_id() and group in self._rows:
            self.pane.show_group(self._rows[group], detail)
            self.pane.week.show_week(shown, self.desk.clock.now().date())

    @Slot(str)
    def _on_counted(self, line: str) -> None:
        self._write(keeping.count, line)

    @Slot(str)
    def _on_kinds(self, line: str) -> None:
        self._write(keeping.set_kinds, line)

    @Slot(int)
    def _on_limit(self, limit: int) -> None:
        group, actor = self.table.current_id(), self.desk.actor
        self.write(lambda session: keeping.set_limit(session, actor, group, limit), self._on_written)

    @Slot()
    def choose_fits(self) -> None:
        """Which SOPs concern the group that is chosen."""
        row, shown = self._rows.get(str(self.table.current_id())), self.pane.week.week
        if row is not None and shown is not None and shown.fits and self.pane.isVisibleTo(self):
            self.fits = FitDialog(self.theme, row.name, shown.fits, self)
            self.fits.switched.connect(self._on_fit)
            self.fits.open()

    @Slot(str, bool)
    def _on_fit(self, template: str, on: bool) -> None:
        group, actor = self.table.current_id(), self.desk.actor
        self.write(lambda session: week.set_fit(session, actor, group, template, on=on), self._on_fitted)

    @Slot(object)
    def _on_fitted(self, _done: Done) -> None:
        self._on_current()

    def _write(self, act: Callable[[Session, Actor, str, str], Done], line: str) -> None:
        group, actor = self.table.current_id(), self.desk.actor
        self.write(lambda session: act(session, actor, group, line), self._on_written)

    @Slot(object)
    def _on_written(self, done: Done) -> None:
        self.table.setFocus()
        self.refresh(Changes.GROUPS)

    @Slot()
    def merge(self) -> None:
        """Bring together the groups that had no name in an earlier export."""
        actor = self.desk.actor
        self.write(lambda session: keeping.merge(session, actor), self._on_written)

    @Slot()
    def choose_activity(self) -> None:
        """Open the library for the group that is chosen, else the first one."""
        row = self._rows.get(self.table.current_id() or next(iter(self.model.ids), ""))
        if row is not None:
            self.host.choose(row.id, row.name)

    @Slot()
    def _on_import(self) -> None:
        self.navigate.emit("exchange", "import")


class GroupPainter(RowPainter):
    """Numbers of members of capacity, and the pills of what needs care."""

    def paint_cell(self, painter: QPainter, rect: QRectF, row: GroupRow, column: Column, selected: bool) -> None:
        theme, key = self.theme, column.key
        if key == "members":
            words = f"{row.members:,} / {row.capacity:,}"
            draw.text(painter, rect, words, theme.font("table"), theme.color("text"))
        elif key == "name" and row.kinds:
            used = draw.text(painter, rect, row.name, theme.font("table", bold=selected), theme.color("text"))
            rest = rect.adjusted(used + theme.px(10), 0, 0, 0)
            draw.text(painter, rest, " ".join(row.kinds), theme.font("caption"), theme.color("text2"))
        elif key == "active":
            words = "—" if row.active is None else f"{row.active:.0%} {' ↑↓'[row.trend]}"
            token = {1: "ok", -1: "danger"}.get(row.trend, "text2")
            draw.text(painter, rect, words, theme.font("table"), theme.color(token))
        elif key == "created_at":
            draw.text(painter, rect, (row.created_at or "—")[:10], theme.font("table"), theme.color("text2"))
        elif key == "state":
            self._paint_states(painter, rect, row)
        else:
            super().paint_cell(painter, rect, row, column, selected)

    def _paint_states(self, painter: QPainter, rect: QRectF, row: GroupRow) -> None:
        x = rect.left()
        if row.full:
            x += paint_pill(painter, x, rect.center().y(), self.tr("满了，开新群"), self.theme, "warn", "users") + 8
        elif row.nearly_full:
            x += paint_pill(painter, x, rect.center().y(), self.tr("快满了"), self.theme, "info", "users") + 8
        if row.dormant:
            words = self.tr("{days} 天没人说话").format(days=row.days_quiet)
            paint_pill(painter, x, rect.center().y(), words, self.theme, "warn", "moon")
