"""Who is at the keyboard: one tile a person, by initials, arrows or mouse."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QWidget

from desktop.contacts.tokens import readings
from desktop.people import Person
from ui.start.frame import StartWindow
from ui.start.roles import role_name
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.avatar import paint_avatar
from ui.widgets.keycap import keycap_width, paint_keycap
from ui.widgets.keys import plain_key
from ui.widgets.pane import ScrollPane
from ui.widgets.themed import Themed, area, smooth

COLUMNS = 4
TILE = QSize(168, 108)
ARROWS = {"Left": -1, "Right": 1, "Up": -COLUMNS, "Down": COLUMNS}


class PersonTile(Themed, QAbstractButton):
    """Avatar, name, position, and the initials that choose it."""

    def __init__(self, theme: Theme, person: Person, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person = person
        self.initials = initials(person.name)
        self.follow(theme)
        self.setAccessibleName(person.name)
        self.setAccessibleDescription(person.position)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.restyle()

    def restyle(self) -> None:
        self.setMinimumSize(self.theme.px(120), self.theme.px(TILE.height()))

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(TILE.width()), self.theme.px(TILE.height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if plain_key(event) in ARROWS:
            event.ignore()  # the window walks the grid; a button alone would go to the next one
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = smooth(self), self.theme
        chosen = self.hasFocus()
        ground = theme.color("selected" if chosen else "hover" if self.underMouse() else "surface")
        draw.rounded(painter, area(self), 10, ground, theme.color("accent" if chosen else "border"), 2 if chosen else 1)
        left, size = theme.px(14), theme.px(36)
        paint_avatar(painter, QRectF(left, theme.px(14), size, size), self.person.name, theme)
        cap = keycap_width(theme, self.initials)
        paint_keycap(painter, self.width() - cap - theme.px(12), theme.px(22), self.initials, theme)
        width = self.width() - 2 * left
        name = QRectF(left, theme.px(56), width, theme.line("heading"))
        draw.text(painter, name, self.person.name, theme.font("body", bold=True), theme.color("text"))
        below = QRectF(left, theme.px(79), width, theme.line("caption"))
        words = self.person.position or role_name(self.person.role)
        draw.text(painter, below, words, theme.font("caption"), theme.color("text2"))
        painter.end()


class WhoWindow(StartWindow):
    """Sends `chosen` with the person; the last one stands ready."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, people: Sequence[Person], last: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "", "", parent)
        self.heading.setText(self.tr("今天谁来？"))
        self.words.set_text(self.tr("打姓名首字母，或用方向键，回车进入"))
        self.note.set_text(self.tr("客户资料加密存在这台电脑上，不连外网"))
        self._typed = ""
        holder = ScrollPane(theme, margins=(0, 0, 0, 0), parent=self)
        grid = QGridLayout()
        grid.setSpacing(12)
        self.tiles = [PersonTile(theme, person, holder) for person in people]
        for number, tile in enumerate(self.tiles):
            grid.addWidget(tile, number // COLUMNS, number % COLUMNS)
            tile.clicked.connect(self._on_clicked)
        holder.body.addLayout(grid)
        holder.body.addStretch(1)
        self.body.addWidget(holder, 1)
        ready = [tile for tile in self.tiles if tile.person.id == last] or self.tiles
        if ready:
            ready[0].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = plain_key(event)
        focused = [number for number, tile in enumerate(self.tiles) if tile.hasFocus()]
        here = focused[0] if focused else 0
        if key in ARROWS:
            self._step(here, ARROWS[key])
        elif key == "Enter" and self.tiles:
            self.chosen.emit(self.tiles[here].person)
        elif len(key) == 1 and key.isalpha():
            self._type(key)
        else:
            super().keyPressEvent(event)

    def _step(self, here: int, step: int) -> None:
        if 0 <= here + step < len(self.tiles):
            self.tiles[here + step].setFocus()

    def _type(self, letter: str) -> None:
        """Go to the first whose initials begin with what was typed; a letter that fits nobody begins anew."""
        for typed in (self._typed + letter, letter):
            fitting = [tile for tile in self.tiles if tile.initials.startswith(typed)]
            if fitting:
                self._typed = typed
                fitting[0].setFocus()
                return
        self._typed = ""

    @Slot()
    def _on_clicked(self) -> None:
        tile = self.sender()
        if isinstance(tile, PersonTile):
            self.chosen.emit(tile.person)


def initials(name: str) -> str:
    """The first letters of the pinyin, in capitals: 王敏 → WM; a Latin name gives its own first letters."""
    letters = [(readings(character) or (character,))[0][:1] for character in name if not character.isspace()]
    return "".join(letters).upper()[:4]
