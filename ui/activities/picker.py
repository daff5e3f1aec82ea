"""Choosing an activity for a group: search, the list, what it holds, when it starts; or going on with one."""

from datetime import datetime, time, timedelta

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from desktop.activities.library import LETTERS, Activity
from desktop.activities.view import Open
from ui.activities import words
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import Labelled, LineEdit, SearchField
from ui.widgets.label import PlainLabel
from ui.widgets.pane import ScrollPane
from ui.widgets.paragraph import Paragraph

ROW = 46
Index = QModelIndex | QPersistentModelIndex
NONE = QModelIndex()
Entry = Activity | Open


class PickerModel(QAbstractListModel):
    """Runs to go on with first, then the activities that fit the search."""

    def __init__(self, open_runs: list[Open], activities: list[Activity], parent: QWidget) -> None:
        super().__init__(parent)
        self._all: list[Entry] = [*open_runs, *activities]
        self.shown = list(self._all)

    def search(self, wanted: str) -> None:
        """Keep what has all the words in its name, theme, kind or questions."""
        self.beginResetModel()
        parts = wanted.lower().split()
        self.shown = [one for one in self._all if all(part in _searched(one) for part in parts)]
        self.endResetModel()

    def rowCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.shown[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return entry
        return entry.title if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole} else None


class PickerDelegate(QStyledItemDelegate):
    """Two lines: name, and theme with how many questions."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self.theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self.theme, QRectF(option.rect)
        entry = index.data(Qt.ItemDataRole.UserRole)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            draw.rounded(painter, rect.adjusted(2, 1, -2, -1), 6, theme.color("selected"))
        going = isinstance(entry, Open)
        icon = "circle-play" if going else words.ICONS.get(entry.kind, "puzzle")
        draw.pixmap(painter, rect.left() + theme.px(12), rect.center().y(), theme.icon(icon, 16, "accent"))
        left = rect.left() + theme.px(38)
        upper = QRectF(left, rect.top() + theme.px(4), rect.right() - left - theme.px(8), theme.px(20))
        title = self.tr("继续：{title}").format(title=entry.title) if going else entry.title
        draw.text(painter, upper, title, theme.font("table", bold=chosen), theme.color("text"))
        note = f"{entry.group_name}，{entry.start[5:16]}" if going else self._note(entry)
        draw.text(painter, upper.translated(0, theme.px(19)), note, theme.font("caption"), theme.color("text2"))
        painter.restore()

    def _note(self, activity: Activity) -> str:
        return self.tr("{theme}，{count} 题，{minutes} 分钟").format(
            theme=activity.theme, count=len(activity.rounds), minutes=activity.minutes
        )


class ActivityPicker(Dialog):
    """Type to search, ↑ ↓ to choose, ↵ to begin; sends which activity and when, or which run."""

    begin_wanted = Signal(str, object)  # key of the activity, start
    resume_wanted = Signal(str)

    def __init__(
        self, theme: Theme, group: str, activities: list[Activity], open_runs: list[Open], now: datetime,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(theme, "", width=860, parent=parent)
        self.title.set_text(self.tr("在“{group}”办一场活动").format(group=group))
        self._now = now
        self.model = PickerModel(open_runs, activities, self)
        self.search = SearchField(theme, self.tr("搜活动、主题、题目"), parent=self)
        self.search.textChanged.connect(self._on_search)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(PickerDelegate(theme, self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(self.tr("活动库"))
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.doubleClicked.connect(self._on_begin)
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        left = QVBoxLayout()
        left.setSpacing(theme.px(8))
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        row.addLayout(left, 1)
        row.addWidget(self._detail(), 1)
        holder = QWidget(self)
        holder.setMinimumHeight(theme.px(440))
        holder.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(holder)
        self.add_button(Button(theme, self.tr("取消"), "ghost", keys="Esc", parent=self), "reject")
        self.go = Button(theme, self.tr("开始"), "primary", "play", "↵", parent=self)
        self.go.clicked.connect(self._on_begin)
        self.add_button(self.go)
        self.list.setCurrentIndex(self.model.index(0, 0))
        self.search.setFocus()

    def _detail(self) -> QWidget:
        theme = self.theme
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        pane = ScrollPane(theme, "canvas", parent=side)
        self.name = PlainLabel(theme, role="heading", elide=True, parent=pane.inner)
        self.meta = PlainLabel(theme, "", "caption", "text2", elide=True, parent=pane.inner)
        self.rules = Paragraph(theme, role="table", token="text2", parent=pane.inner)
        self.rounds = Paragraph(theme, role="table", parent=pane.inner)
        for widget in (self.name, self.meta, self.rules, self.rounds):
            pane.body.addWidget(widget)
        pane.body.addStretch(1)
        self.start = LineEdit(theme, "15:00", parent=side)
        self.start.setText(f"{planned(self._now):%H:%M}")
        self.start_row = Labelled(theme, self.tr("几点开始（今天）"), self.start, parent=side)
        column.addWidget(pane, 1)
        column.addWidget(self.start_row)
        return side

    def current(self) -> Entry | None:
        """What is chosen in the list."""
        index = self.list.currentIndex()
        found = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None
        return found if isinstance(found, Activity | Open) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(
            Qt.Key(event.key())
        )
        if step is not None and self.model.rowCount():
            row = min(max(self.list.currentIndex().row() + step, 0), self.model.rowCount() - 1)
            self.list.setCurrentIndex(self.model.index(row, 0))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_begin()
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _on_search(self, wanted: str) -> None:
        self.model.search(wanted)
        self.list.setCurrentIndex(self.model.index(0, 0))
        self._show()

    @Slot()
    def _on_current(self) -> None:
        self._show()

    def _show(self) -> None:
        entry = self.current()
        self.go.setEnabled(entry is not None)
        self.start_row.setVisible(isinstance(entry, Activity))
        if isinstance(entry, Activity):
            self.name.setText(entry.title)
            budget = self.tr("{kind}，{minutes} 分钟，预算 {yuan} 元，插播{product}").format(
                kind=words.kind_name(entry.kind), minutes=entry.minutes, yuan=words.yuan(entry.budget_fen),
                product=entry.product.name,
            )  # fmt: skip
            self.meta.setText(budget)
            self.rules.set_text(entry.rules)
            self.rounds.set_text("\n".join(_round_line(at, entry) for at in range(len(entry.rounds))))
            self.go.setText(self.tr("开始"))
        elif isinstance(entry, Open):
            self.name.setText(entry.title)
            self.meta.setText(f"{entry.group_name}，{entry.start[:16]}")
            self.rules.set_text(self.tr("进度都在，接着办"))
            self.rounds.set_text("")
            self.go.setText(self.tr("继续"))

    @Slot()
    def _on_begin(self) -> None:
        entry = self.current()
        if isinstance(entry, Open):
            self.resume_wanted.emit(entry.run)
            self.accept()
        elif isinstance(entry, Activity):
            try:
                at = time.fromisoformat(self.start.text().strip().replace("：", ":").zfill(5))
            except ValueError:
                self.start.set_error(self.tr("写成 15:00 这样"))
                self.start.setFocus()
                return
            self.begin_wanted.emit(entry.key, datetime.combine(self._now.date(), at))
            self.accept()


def planned(now: datetime) -> datetime:
    """The next full or half hour, a quarter of an hour from now at least: the warm-up needs it."""
    at = (now + timedelta(minutes=15)).replace(second=0, microsecond=0)
    late = -at.minute % 30
    return min(at + timedelta(minutes=late), at.replace(hour=23, minute=59))


def _searched(entry: Entry) -> str:
    if isinstance(entry, Open):
        return f"{entry.title} {entry.group_name}".lower()
    questions = " ".join(one.question for one in entry.rounds)
    return f"{entry.title} {entry.theme} {words.kind_name(entry.kind)} {questions}".lower()


def _round_line(at: int, activity: Activity) -> str:
    asked = activity.rounds[at]
    answer = f"　{asked.options[LETTERS.index(asked.answer)]}" if asked.answer else ""
    return f"{at + 1}. {asked.question}{answer}"
