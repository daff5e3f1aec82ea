"""The timeline of a contact: one row an event, its icon on a thin axis, wrapped where the words are long."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from desktop.contacts.timeline import GROUPS, Event
from ui.contacts import words
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.chip import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.paragraph import paint_lines, wrapped
from ui.widgets.pill import paint_letter

DISC: Final = 24
LEFT: Final = 36
GAP: Final = 9
MOST_LINES: Final = 4
SOFT: Final = frozenset({"replied", "purchase", "referral"})
"""Events in which the customer moved; their disc is accent."""
NONE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class TimelineModel(QAbstractListModel):
    """Events, newest first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.events: list[Event] = []
        self.today = date.min

    def set_events(self, events: Sequence[Event], today: date) -> None:
        self.beginResetModel()
        self.events, self.today = list(events), today
        self.endResetModel()

    def rowCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self.events)

    def meta(self, event: Event) -> str:
        """When, and who."""
        return f"{words.moment_of(event.at, self.today)}   {event.staff_name}".strip() if event.at else event.staff_name

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        if not index.isValid() or index.row() >= len(self.events):
            return None
        event = self.events[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words.event_title(event)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{words.event_title(event)} {self.meta(event)}"
        return None


class TimelineDelegate(QStyledItemDelegate):
    """Paints disc, axis, title and meta; as high as the wrapped title needs."""

    def __init__(self, theme: Theme, view: "TimelineView") -> None:
        super().__init__(view)
        self.theme, self.view = theme, view

    def lines(self, event: Event) -> list[tuple[int, str]]:
        width = max(40, self.view.viewport().width() - self.theme.px(LEFT))
        return wrapped(words.event_title(event), self.theme.font("table"), width, MOST_LINES)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        event = self.view.timeline.events[index.row()]
        theme = self.theme
        return QSize(10, len(self.lines(event)) * theme.line("table") + theme.line("caption") + theme.px(GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self.theme, QRectF(option.rect)
        event = self.view.timeline.events[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axis(painter, rect, event, last=index.row() == len(self.view.timeline.events) - 1)
        lines = self.lines(event)
        pitch = theme.line("table")
        title = QRectF(rect.left() + theme.px(LEFT), rect.top(), rect.width() - theme.px(LEFT), pitch * len(lines))
        paint_lines(painter, title, lines, theme.font("table"), pitch, theme.color("text"))
        meta = QRectF(title.left(), title.bottom(), title.width(), theme.line("caption"))
        width = draw.text(painter, meta, self.view.timeline.meta(event), theme.font("caption"), theme.color("text2"))
        if stage := words.stage_of(event):
            size = theme.px(18)
            mark = QRectF(meta.left() + width + theme.px(10), meta.center().y() - size / 2, size, size)
            paint_letter(painter, mark, theme, stage)
        if option.state & QStyle.StateFlag.State_HasFocus and option.state & QStyle.StateFlag.State_Selected:
            draw.focus_ring(painter, rect.adjusted(0, 0, 0, -theme.px(3)), theme, 6)
        painter.restore()

    def _paint_axis(self, painter: QPainter, rect: QRectF, event: Event, *, last: bool) -> None:
        theme, size = self.theme, self.theme.px(DISC)
        moved = event.kind in SOFT
        disc = QRectF(rect.left(), rect.top() + theme.px(1), size, size)
        draw.rounded(painter, disc, size / 2, theme.color("accentSoft2" if moved else "sunken"))
        icon = theme.icon(words.ICONS.get(event.kind, "circle"), 14, "accentHover" if moved else "text2")
        draw.pixmap(painter, disc.center().x() - theme.px(14) / 2, disc.center().y(), icon)
        if not last:
            top = disc.bottom() + theme.px(4)
            painter.fillRect(
                QRectF(disc.center().x(), top, 1, rect.bottom() - top - theme.px(2)), theme.color("border2")
            )


class KindChips(QWidget):
    """What the timeline is narrowed to: L goes round the groups, K the kinds of one. Sends `chosen` with either."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.group = ""  # one of GROUPS, or one of the kinds of one
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        above, self._below = QWidget(self), QWidget(self)
        flow = FlowLayout(above, 4)
        self._kinds = FlowLayout(self._below, 4)
        column.addWidget(above)
        column.addWidget(self._below)
        self._below.hide()
        names = {
            "": self.tr("全部"),
            "talk": self.tr("往来"),
            "deals": self.tr("交易"),
            "groups": self.tr("活动和群"),
            "changes": self.tr("变化"),
        }
        self.chips = {key: self._chip(key, names[key], above) for key in GROUPS}
        self.kinds: dict[str, Chip] = {}
        for chip in self.chips.values():
            flow.addWidget(chip)
        self.chips[""].set_selected(True)

    def choose(self, group: str) -> None:
        """One of GROUPS, or one of KINDS; its group shows the others beside it."""
        before, self.group = self.whole(), group
        if self.whole() != before:
            self._show_kinds()
        for key, chip in self.chips.items():
            chip.set_selected(key == self.whole())
        for kind, chip in self.kinds.items():
            chip.set_selected(kind == group)
        self.chosen.emit(group)

    def whole(self) -> str:
        """The group that is shown, also while it is narrowed to one kind."""
        return next((key for key, kinds in GROUPS.items() if self.group in {key, *kinds}), "")

    def next(self) -> None:
        """The group after it."""
        keys = list(GROUPS)
        self.choose(keys[(keys.index(self.whole()) + 1) % len(keys)])

    def next_kind(self) -> None:
        """The kind after it, of the group that is shown; after the last all of them."""
        keys = [self.whole(), *GROUPS[self.whole()]]
        self.choose(keys[(keys.index(self.group) + 1) % len(keys)])

    def _show_kinds(self) -> None:
        self._kinds.clear()
        self.kinds = {kind: self._chip(kind, words.kind_name(kind), self._below) for kind in GROUPS[self.whole()]}
        for chip in self.kinds.values():
            self._kinds.addWidget(chip)
            chip.show()
        self._below.setVisible(bool(self.kinds))
        self._below.updateGeometry()

    def _chip(self, key: str, name: str, parent: QWidget) -> Chip:
        chip = Chip(self.theme, name, parent=parent)
        chip.setProperty("group", key)
        chip.clicked.connect(self._on_chip)
        return chip

    @Slot()
    def _on_chip(self) -> None:
        """A kind that is chosen already gives way to all of its group."""
        key = str(self.sender().property("group"))
        self.choose(self.whole() if key == self.group and key in self.kinds else key)


class TimelineView(QListView):
    """As high as all its rows: the panel around it scrolls."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.timeline = TimelineModel(self)
        self.setModel(self.timeline)
        self.setItemDelegate(TimelineDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAccessibleName(self.tr("互动记录"))
        theme.changed.connect(self.fit)

    def show_events(self, events: Sequence[Event], today: date) -> None:
        self.timeline.set_events(events, today)
        self.fit()

    def fit(self) -> None:
        """Take the height that all rows need at this width."""
        self.scheduleDelayedItemsLayout()
        heights = (self.sizeHintForRow(row) for row in range(self.timeline.rowCount()))
        self.setFixedHeight(sum(heights) + 4)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()
