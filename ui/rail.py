"""The navigation rail: 72 px, one item a page, settings and the person at the foot."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.avatar import Avatar
from ui.widgets.button import IconButton
from ui.widgets.pane import Pane
from ui.widgets.themed import Themed, area, smooth

WIDTH = 72
ITEM_WIDTH = 56
ITEM_HEIGHT = 52
ICON = 20
LOGO = 32
LOOSE = 46  # what icon and name may take of an item before it grows
LATIN_FLOOR = 0x2E80  # from here on the characters are CJK


class RailItem(Themed, QAbstractButton):
    """Icon over name; chosen it is a tile, with work to do it carries a number."""

    def __init__(
        self, theme: Theme, name: str, icon: str, words: str, keys: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.name, self._icon, self.badge = name, icon, 0
        self.follow(theme)
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(f"{words}  {keys}")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.restyle()

    def restyle(self) -> None:
        """Where the window is too low for all of them, they give up their names before the window grows."""
        self.setMinimumSize(self.minimumSizeHint())
        self.setMaximumSize(self.sizeHint())

    def minimumSizeHint(self) -> QSize:
        return QSize(ITEM_WIDTH, self.theme.px(ICON + 4))

    def sizeHint(self) -> QSize:
        more = max(0, self.theme.line("caption") + self.theme.px(20) - LOOSE)
        return QSize(ITEM_WIDTH, ITEM_HEIGHT + more)

    def set_badge(self, number: int) -> None:
        self.badge = number
        self.setAccessibleDescription(str(number) if number else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = smooth(self), self.theme
        if self.isChecked():
            draw.rounded(painter, area(self), 8, theme.color("raised"), theme.color("border"))
        elif self.underMouse():
            draw.rounded(painter, area(self), 8, theme.color("border"))
        ink = "accent" if self.isChecked() else "text2"
        picture, named = theme.icon(self._icon, ICON, ink), self.height() >= theme.px(ICON + 16)
        middle = self.height() / 2 - (theme.px(7) if named else 0)
        draw.pixmap(painter, (self.width() - theme.px(ICON)) / 2, middle, picture)
        if named:
            self._paint_name(painter, ink)
        self._paint_mark(painter)
        if self.hasFocus():
            draw.focus_ring(painter, area(self), theme, 8)
        painter.end()

    def _paint_name(self, painter: QPainter, ink: str) -> None:
        theme = self.theme
        latin = all(ord(letter) < LATIN_FLOOR for letter in self.text())
        font = theme.font("micro" if latin else "caption", bold=self.isChecked())
        name = QRectF(0, self.height() / 2 + theme.px(3), self.width(), theme.px(18))
        draw.text(painter, name, self.text(), font, theme.color(ink), "center")

    def _paint_mark(self, painter: QPainter) -> None:
        theme = self.theme
        if self.badge:
            words = str(self.badge) if self.badge < 100 else "99+"
            font = theme.font("micro", bold=True)
            width = max(theme.px(18), draw.text_width(font, words) + theme.px(10))
            tile = QRectF(self.width() - width - 2, 4, width, theme.px(16))
            draw.rounded(painter, tile, tile.height() / 2, theme.color("accent"))
            draw.text(painter, tile, words, font, theme.color("onAccent"), "center", elide=False)


class Logo(Themed, QWidget):
    """The programme's mark on its accent tile."""

    def __init__(self, theme: Theme, size: int = LOGO, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.follow(theme)
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        draw.rounded(painter, area(self), self._size / 4, self.theme.color("accent"))
        inner = self._size
        ratio = self.devicePixelRatioF()
        mark = self.theme.icons.pixmap("taika-mark", inner, self.theme.color("onAccent"), ratio)
        draw.pixmap(painter, (self._size - inner) / 2, self._size / 2, mark)
        painter.end()


class PersonButton(Themed, QAbstractButton):
    """The avatar at the foot of the rail: who is at the keyboard."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.avatar = Avatar(theme, name, dot=True, parent=self)
        self.avatar.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.follow(theme)
        self.restyle()
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def restyle(self) -> None:
        self.setFixedSize(self.avatar.sizeHint())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = smooth(self)
            draw.focus_ring(painter, area(self), self.theme, self.height() / 2)
            painter.end()


class Rail(Pane):
    """Sends `chosen` with the name of the page, `settings_clicked`, `person_clicked`."""

    chosen = Signal(str)
    settings_clicked = Signal()
    person_clicked = Signal()

    def __init__(self, theme: Theme, person: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, "rail", WIDTH, "right", (8, 12, 8, 22), parent=parent)
        self.items: dict[str, RailItem] = {}
        self.body.addWidget(Logo(theme, parent=self), 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addSpacing(16)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        self.settings = IconButton(theme, "settings", self.tr("设置"), icon_size=20, parent=self)
        self.settings.clicked.connect(self.settings_clicked)
        self.person = PersonButton(theme, person, self)
        self.person.clicked.connect(self.person_clicked)
        self.body.addWidget(self.settings, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addSpacing(14)
        self.body.addWidget(self.person, 0, Qt.AlignmentFlag.AlignHCenter)

    def add_item(self, name: str, icon: str, words: str) -> RailItem:
        """The next item from above; Ctrl and its number chooses it."""
        item = RailItem(self.theme, name, icon, words, f"Ctrl {len(self.items) + 1}", self)
        item.clicked.connect(self._on_clicked)
        self.items[name] = item
        self._list.addWidget(item, 0, Qt.AlignmentFlag.AlignHCenter)
        return item

    def set_current(self, name: str) -> None:
        self.items[name].setChecked(True)

    @Slot()
    def _on_clicked(self) -> None:
        item = self.sender()
        if isinstance(item, RailItem):
            self.chosen.emit(item.name)
