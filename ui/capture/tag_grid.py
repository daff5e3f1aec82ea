"""Nine tags under nine digits."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.contacts.tags import TagEntry
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.keys import plain_key
from ui.widgets.themed import Themed, area, smooth

COLUMNS = 3
CELL = 29
GAP = 5
PADDING = 6
HEAD = 19
DIGIT = 18


class TagGrid(Themed, QWidget):
    """Digits toggle while the grid has the focus; every other key goes on to the window by `key`."""

    toggled = Signal()
    key = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tags: list[TagEntry] = []
        self.chosen: list[str] = []
        self.at = 0
        self.follow(theme)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("标签"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_tags(self, tags: Sequence[TagEntry]) -> None:
        """The tags on the digits; what was chosen stays while it is there."""
        self.tags = list(tags)
        known = {tag.id for tag in tags}
        self.chosen = [tag for tag in self.chosen if tag in known]
        self._tell()

    def set_chosen(self, chosen: Sequence[str]) -> None:
        self.chosen = [tag.id for tag in self.tags if tag.id in chosen]
        self._tell()

    def toggle(self, number: int) -> None:
        """Put the tag of this place (0 to 8) on or off."""
        if 0 <= number < len(self.tags):
            tag = self.tags[number].id
            self.chosen = [one for one in self.chosen if one != tag] if tag in self.chosen else [*self.chosen, tag]
            self.at = number
            self._tell()
            self.toggled.emit()

    def sizeHint(self) -> QSize:
        rows = max(1, -(-len(self.tags) // COLUMNS))
        return QSize(self.theme.px(240), self.theme.px(HEAD + 2 * PADDING + rows * (CELL + GAP) - GAP))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = plain_key(event)
        step = {"Left": -1, "Right": 1, "Up": -COLUMNS, "Down": COLUMNS}.get(key)
        if key.isdigit() and key != "0":
            self.toggle(int(key) - 1)
        elif step is not None:
            self.at = max(0, min(len(self.tags) - 1, self.at + step))
            self.update()
        elif key == "Space":
            self.toggle(self.at)
        elif key:
            self.key.emit(key)
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number in range(len(self.tags)):
            if self.cell(number).contains(event.position()):
                self.toggle(number)

    def cell(self, number: int) -> QRectF:
        """Where a tag stands."""
        pad, gap = self.theme.px(PADDING), self.theme.px(GAP)
        width = (self.width() - 2 * pad - (COLUMNS - 1) * gap) / COLUMNS
        row, column = divmod(number, COLUMNS)
        top = self.theme.px(HEAD) + pad + row * (self.theme.px(CELL) + gap)
        return QRectF(pad + column * (width + gap), top, width, self.theme.px(CELL))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, focused = smooth(self), self.theme, self.hasFocus()
        edge = theme.color("accent" if focused else "border2")
        draw.rounded(painter, area(self), 8, theme.color("surface"), edge, 2 if focused else 1)
        head = QRectF(theme.px(8), theme.px(3), self.width() - theme.px(16), theme.px(HEAD))
        draw.text(painter, head, self.tr("标签"), theme.font("caption", bold=focused),
                  theme.color("accent" if focused else "text2"))  # fmt: skip
        note = self.tr("数字键勾选") if focused else self.tr("Tab 过来按数字")
        draw.text(painter, head, note, theme.font("caption"), theme.color("accent" if focused else "text2"), "right")
        if not self.tags:
            rest = QRectF(theme.px(8), theme.px(HEAD + PADDING), self.width() - theme.px(16), theme.px(CELL))
            draw.text(painter, rest, self.tr("还没有标签"), theme.font("caption"), theme.color("text3"))
        for number, tag in enumerate(self.tags):
            self._paint_cell(painter, number, tag)
        painter.end()

    def _paint_cell(self, painter: QPainter, number: int, tag: TagEntry) -> None:
        theme, cell, chosen = self.theme, self.cell(number), tag.id in self.chosen
        fill = theme.color("accentSoft2" if chosen else "surface")
        edge = theme.color("accent" if chosen else "border2")
        draw.rounded(painter, cell, 6, fill, edge)
        size = theme.px(DIGIT)
        digit = QRectF(cell.left() + theme.px(3), cell.center().y() - size / 2, size, size)
        draw.rounded(painter, digit, 4, theme.color("accent" if chosen else "sunken"))
        ink = theme.color("onAccent" if chosen else "text2")
        draw.text(painter, digit, str(number + 1), theme.font("micro", bold=chosen), ink, "center", elide=False)
        words = QRectF(
            digit.right() + theme.px(2), cell.top(), cell.right() - digit.right() - theme.px(3), cell.height()
        )
        font = theme.font("caption" if len(tag.name) > 3 else "table")
        draw.text(painter, words, tag.name, font, theme.color("accentHover" if chosen else "text"))
        if self.hasFocus() and number == self.at:
            draw.rounded(painter, cell.adjusted(-1.5, -1.5, 1.5, 1.5), 7, None, theme.color("accent"), 1.2)

    def _tell(self) -> None:
        names = [tag.name for tag in self.tags if tag.id in self.chosen]
        self.setAccessibleDescription(self.tr("、").join(names))
        self.updateGeometry()
        self.update()
