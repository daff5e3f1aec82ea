"""The heat map of the team: a row for each person, a column for each day, steps done of steps due."""

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.sop.team import Cell, PersonWeek
from ui.theme import Theme
from ui.today.words import weekday
from ui.widgets import draw
from ui.widgets.themed import Themed, smooth

NAME = 132
HEAD = 44
ROW = 44
GAP = 4
WIDEST = 128
NARROWEST = 52
STEPS = ((1.0, "heat4", "onAccent"), (0.9, "heat3", "text"), (0.7, "heat2", "text"), (0.0, "heat1", "text"))
"""From which share on which ground; what is low is pale, never red: it is a question, no verdict."""


class HeatMap(Themed, QWidget):
    """Arrows move, a click chooses; `chosen` gives staff and day."""

    chosen = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people: tuple[PersonWeek, ...] = ()
        self.days: tuple[date, ...] = ()
        self.row, self.column = 0, 0
        self.follow(theme)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("团队每天的完成情况"))

    def show_people(self, people: tuple[PersonWeek, ...], days: tuple[date, ...], today: date) -> None:
        """Show these, on today where it is among them, else on the last day."""
        known = self.current()
        self.people, self.days = people, days
        names = [one.staff for one in people]
        self.row = names.index(known[0]) if known and known[0] in names else 0
        wanted = known[1] if known and known[1] in days else today
        self.column = days.index(wanted) if wanted in days else len(days) - 1
        self.setFixedHeight(self.sizeHint().height())
        self._tell()

    def current(self) -> tuple[str, date] | None:
        """(staff, day) of the cell that is chosen."""
        if not self.people or not self.days:
            return None
        return self.people[self.row].staff, self.days[self.column]

    def restyle(self) -> None:
        self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        rows = len(self.people)
        return QSize(self.theme.px(NAME + WIDEST * 5), self.theme.px(HEAD + (ROW + GAP) * rows))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(NAME + NARROWEST * max(1, len(self.days))), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {
            Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
        }.get(Qt.Key(event.key()))  # fmt: skip
        if step is None or not self.people or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        self._choose(self.row + step[0], self.column + step[1])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        column = int((event.position().x() - self.theme.px(NAME)) // self._width())
        row = int((event.position().y() - self.theme.px(HEAD)) // self.theme.px(ROW + GAP))
        if 0 <= row < len(self.people) and 0 <= column < len(self.days):
            self._choose(row, column)

    def _choose(self, row: int, column: int) -> None:
        self.row = min(max(row, 0), len(self.people) - 1)
        self.column = min(max(column, 0), len(self.days) - 1)
        self._tell()

    def _tell(self) -> None:
        here = self.current()
        if here is not None:
            cell = self.people[self.row].cells[self.column]
            self.setAccessibleDescription(f"{self.people[self.row].name} {here[1]} {said(cell)}")
            self.chosen.emit(*here)
        self.update()

    def _width(self) -> float:
        room = (self.width() - self.theme.px(NAME)) / max(1, len(self.days))
        return min(room, self.theme.px(WIDEST))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, width = smooth(self), self.theme, self._width()
        for at, day in enumerate(self.days):
            left = theme.px(NAME) + at * width
            upper = QRectF(left, 0, width - GAP, theme.px(20))
            draw.text(painter, upper, weekday(day), theme.font("caption"), theme.color("text2"), "center")
            lower = QRectF(left, theme.px(18), width - GAP, theme.px(20))
            draw.text(painter, lower, f"{day:%m-%d}", theme.font("caption"), theme.color("text3"), "center")
        for row, person in enumerate(self.people):
            top = theme.px(HEAD) + row * theme.px(ROW + GAP)
            name = QRectF(0, top, theme.px(NAME - 12), theme.px(ROW))
            draw.text(painter, name, person.name, theme.font("table", bold=row == self.row), theme.color("text"))
            for column, cell in enumerate(person.cells):
                box = QRectF(theme.px(NAME) + column * width, top, width - GAP, theme.px(ROW))
                self._paint_cell(painter, box, cell, here=(row, column) == (self.row, self.column))
        painter.end()

    def _paint_cell(self, painter: QPainter, box: QRectF, cell: Cell, *, here: bool) -> None:
        theme, share = self.theme, cell.share
        fill, ink = ("", "text3") if share is None else next(one[1:] for one in STEPS if share >= one[0])
        draw.rounded(painter, box, 6, theme.color(fill) if fill else None, None if fill else theme.color("border"))
        draw.text(painter, box, said(cell), theme.font("table", bold=here), theme.color(ink), "center", elide=False)
        if here:
            edge = theme.color("accent" if self.hasFocus() else "border2")
            draw.rounded(painter, box.adjusted(-2, -2, 2, 2), 8, None, edge, 2)


def said(cell: Cell) -> str:
    """Steps done of steps due; — on a day without any."""
    return f"{cell.on_time + cell.late}/{cell.due}" if cell.due else "—"
