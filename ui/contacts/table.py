"""The table of contacts: its columns, what a cell says, how stage, tags and dates are painted, and marking by Space."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QItemSelectionModel, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.contacts.filters import QUIET_DAYS
from desktop.contacts.search import ContactRow
from ui.contacts import words
from ui.row_model import Column, IdTableModel
from ui.row_painter import RowPainter
from ui.row_table import RowTable
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.keys import plain_key
from ui.widgets.pill import paint_stage, stage_name, stage_width
from ui.widgets.tag import paint_tag, tag_width

TAG_GAP = 6
GIVE_UP = ("source", "last_at", "phone", "tags")  # columns that go first when there is no room
LEAST_TAGS = 120
Load = Callable[[Sequence[int]], Sequence[ContactRow | None]]


def columns(theme: Theme) -> list[Column]:
    """The columns of picture 02; the stage is as wide as its longest name."""
    translate = QCoreApplication.translate
    scale = theme.scale
    stage = max(stage_width(theme, letter) for letter in "AIPL") / scale + 22
    return [
        Column("name", translate("ContactsPage", "姓名"), 102),
        Column("phone", translate("ContactsPage", "手机"), 108),
        Column("stage", translate("ContactsPage", "阶段"), max(80, round(stage))),
        Column("tags", translate("ContactsPage", "标签"), LEAST_TAGS, sortable=False, stretch=True),
        Column("source", translate("ContactsPage", "来源"), 104),
        Column("last_at", translate("ContactsPage", "最近联系"), 74),
        Column("next_at", translate("ContactsPage", "下次跟进"), 93),
    ]


class ContactModel(IdTableModel):
    """Rows come masked; what is copied or read aloud is what is painted."""

    def __init__(self, theme: Theme, load: Load, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(columns(theme), load, parent)
        self.now = now
        self.quiet_days = QUIET_DAYS
        self.held: datetime | None = None  # the moment for which a whole page is being painted
        self.set_sort("next_at")

    def text_of(self, row: ContactRow, key: str) -> str:
        if key == "stage":
            return stage_name(row.stage)
        if key == "tags":
            return QCoreApplication.translate("ContactsPage", "、").join(tag.name for tag in row.tags)
        if key == "source":
            return words.source_of(row)
        if key in {"last_at", "next_at"}:
            return self.said(row, key).words
        return super().text_of(row, key) or "—"

    def said(self, row: ContactRow, key: str) -> words.Said:
        """A date in words, with the token it is written in."""
        now = self.held or self.now()
        if key == "last_at":
            return words.last_contact(row.last_at, now.date(), self.quiet_days)
        return words.next_step(row.next_at, now)


class ContactPainter(RowPainter):
    """Paints the stage as a pill, tags as tags, dates in their tokens, and a moon at who has gone quiet."""

    model: ContactModel

    def paint_cell(self, painter: QPainter, rect: QRectF, row: ContactRow, column: Column, selected: bool) -> None:
        key = column.key
        if key == "name":
            self._paint_name(painter, rect, row, selected=selected)
        elif key == "stage":
            paint_stage(painter, rect, self.theme, row.stage, selected=selected)
        elif key == "tags":
            self._paint_tags(painter, rect, row, selected=selected)
        elif key in {"last_at", "next_at"}:
            said = self.model.said(row, key)
            font = self.theme.font("table", bold=said.bold)
            rect.setRight(rect.right() + self.theme.px(10))
            draw.text(painter, rect, said.words, font, self.theme.color(said.token))
        else:
            rect.setRight(rect.right() + self.theme.px(6))
            super().paint_cell(painter, rect, row, column, selected)

    def _paint_name(self, painter: QPainter, rect: QRectF, row: ContactRow, *, selected: bool) -> None:
        theme = self.theme
        quiet = self.model.said(row, "last_at").token == "warn"
        icon = "user-x" if row.status in {"lost", "suspected_lost"} else "moon" if quiet else ""
        if icon:
            rect.setRight(rect.right() - theme.px(8))
        width = draw.text(painter, rect, row.name, theme.font("table", bold=selected), theme.color("text"))
        if icon:
            draw.pixmap(painter, rect.left() + width + theme.px(5), rect.center().y(), theme.icon(icon, 12))

    def _paint_tags(self, painter: QPainter, rect: QRectF, row: ContactRow, *, selected: bool) -> None:
        theme, middle = self.theme, rect.center().y()
        if not row.tags:
            hint = QCoreApplication.translate("ContactsPage", "加标签")
            draw.text(painter, rect, hint, theme.font("caption"), theme.color("text3"))
            return
        x, right = rect.left(), rect.right() + theme.px(8)
        gap = theme.px(TAG_GAP)
        for number, tag in enumerate(row.tags):
            left = len(row.tags) - number - 1
            room = right - (theme.px(24) if left else 0)
            if number and x + tag_width(theme, tag.name) > room:
                rest = QRectF(x, rect.top(), right - x, rect.height())
                draw.text(painter, rest, f"+{left + 1}", theme.font("caption"), theme.color("text2"))
                return
            x += paint_tag(painter, x, middle, tag.name, theme, selected=selected) + gap


class ContactTable(RowTable):
    """↑↓ choose, ↵ opens, Space marks and goes on, Ctrl+A marks all; columns give way when there is no room."""

    searched = Signal()
    rows_painted = Signal()  # once, when the first rows are on the screen

    def __init__(self, theme: Theme, model: ContactModel, parent: QWidget) -> None:
        self._waiting = True
        self._marking = False  # before Qt asks for it
        self._hidden: set[str] = set()
        super().__init__(theme, model, parent)
        self.row_painter = ContactPainter(theme, model, self)
        self.setAccessibleName(QCoreApplication.translate("ContactsPage", "客户列表"))

    def marked(self) -> int:
        """How many rows are selected, without looking at each."""
        return sum(last - first + 1 for first, last in self._spans())

    def set_hidden(self, keys: set[str]) -> None:
        """Columns the person does not want to see."""
        self._hidden = set(keys)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Hide what was unwished and, one by one, what finds no room beside what must be read."""
        shown = {column.key: self.theme.px(column.width) for column in self.id_model.columns}
        for key in self._hidden:
            shown.pop(key, None)
        for key in GIVE_UP:
            if sum(shown.values()) <= self.width():
                break
            shown.pop(key, None)
        for number, column in enumerate(self.id_model.columns):
            self.setColumnHidden(number, column.key not in shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.id_model.held = self.id_model.now()
        super().paintEvent(event)
        self.id_model.held = None
        if self._waiting and self.id_model.ids:
            self._waiting = False
            self.rows_painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = plain_key(event)
        if key == "Space":
            self._mark()
        elif key == "Esc" and self._marking:
            self._stop_marking()
        elif key == "/":
            self.searched.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._marking = False
        super().mousePressEvent(event)

    def selectionCommand(self, index: QModelIndex, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        """While rows are being marked, the arrows only move."""
        shift = isinstance(event, QKeyEvent) and bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self._marking and isinstance(event, QKeyEvent) and not shift:
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return super().selectionCommand(index, event)

    def _mark(self) -> None:
        here = self.currentIndex()
        if not here.isValid():
            return
        flags = QItemSelectionModel.SelectionFlag
        chosen = flags.Toggle if self._marking else flags.Select
        self._marking = True
        self.selectionModel().select(here, chosen | flags.Rows)
        below = self.id_model.index(here.row() + 1, 0)
        if below.isValid():
            self.selectionModel().setCurrentIndex(below, flags.NoUpdate)
            self.scrollTo(below)

    def _stop_marking(self) -> None:
        self._marking = False
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(self.currentIndex(), flags.ClearAndSelect | flags.Rows)
