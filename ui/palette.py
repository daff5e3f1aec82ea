"""Ctrl+K: finds people, pages and commands, and goes there."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.dialog import Dialog
from ui.widgets.field import SearchField
from ui.widgets.keycap import keycap_width, paint_keycap

Index = QModelIndex | QPersistentModelIndex
NONE = QModelIndex()
ENTRY = Qt.ItemDataRole.UserRole
SHOWN = 8
WAIT_MS = 80
ROW = 40


class Entry(NamedTuple):
    """A line of the list: what it is, where it leads."""

    icon: str
    text: str
    note: str
    keys: str
    run: Callable[[], object]


class EntryModel(QAbstractListModel):
    """The entries found."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def set_entries(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        return entry.text if role == Qt.ItemDataRole.DisplayRole else None


class EntryDelegate(QStyledItemDelegate):
    """Icon, name, note, and the key at the right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self._theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry, theme, rect = index.data(ENTRY), self._theme, QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            draw.rounded(painter, rect.adjusted(0, 1, 0, -1), 8, theme.color("selected"))
        middle = rect.center().y()
        picture = theme.icon(entry.icon, 16, "accent" if chosen else "text2")
        draw.pixmap(painter, rect.left() + theme.px(10), middle, picture)
        cap = keycap_width(theme, entry.keys)
        room = QRectF(rect.left() + theme.px(36), rect.top(), rect.width() - theme.px(52) - cap, rect.height())
        width = draw.text(painter, room, entry.text, theme.font("table", bold=chosen), theme.color("text"))
        rest = room.adjusted(width + theme.px(12), 0, 0, 0)
        if rest.width() > theme.px(24):
            draw.text(painter, rest, entry.note, theme.font("caption"), theme.color("text2"))
        if entry.keys:
            paint_keycap(painter, rect.right() - cap - theme.px(8), middle, entry.keys, theme)
        painter.restore()


class SearchWindow(Dialog):
    """The field and what it finds; arrows choose, Enter goes, Esc leaves. `asked` wishes for people."""

    asked = Signal(str)

    def __init__(self, theme: Theme, entries: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(theme, self.tr("搜索"), width=560, parent=parent)
        self.title.hide()
        self._fixed = list(entries)
        self.field = SearchField(theme, self.tr("姓名、拼音首字母、手机尾号、页面、命令"), "Esc", self)
        self.model = EntryModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(EntryDelegate(theme, self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(self.tr("搜索结果"))
        self.list.setFixedHeight(theme.px(ROW) * SHOWN)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._on_ask)
        self.field.textChanged.connect(self._on_text)
        self.list.clicked.connect(self._on_clicked)
        column = QVBoxLayout()
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.body.addLayout(column)
        self._on_text("")
        self.field.setFocus()

    def set_people(self, words: str, people: Sequence[Entry]) -> None:
        """The answer to `asked`; one that comes too late is dropped."""
        if words == self.field.text().strip():
            self._show([*people, *self._matching(words)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and self.model.entries:
            row = (self.list.currentIndex().row() + step) % len(self.model.entries)
            self.list.setCurrentIndex(self.model.index(row))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_clicked(self.list.currentIndex())
        else:
            super().keyPressEvent(event)

    def _matching(self, words: str) -> list[Entry]:
        wanted = words.casefold()
        return [entry for entry in self._fixed if wanted in f"{entry.text} {entry.note}".casefold()]

    def _show(self, entries: Sequence[Entry]) -> None:
        self.model.set_entries(entries)
        if entries:
            self.list.setCurrentIndex(self.model.index(0))

    @Slot(str)
    def _on_text(self, words: str) -> None:
        self._show(self._matching(words.strip()))
        self._wait.start()

    @Slot()
    def _on_ask(self) -> None:
        if words := self.field.text().strip():
            self.asked.emit(words)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if index.isValid():
            run = self.model.entries[index.row()].run
            self.accept()
            run()
