"""The top bar: title, subtitle, the search of everything, the page's own widgets, quick capture."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from ui.page import Page
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.button import Button
from ui.widgets.keycap import keycap_width, paint_keycap
from ui.widgets.label import PlainLabel
from ui.widgets.pane import Pane
from ui.widgets.themed import Themed, area, smooth

HEIGHT = 52
SEARCH_WIDTH = 264
SEARCH_LEAST = 168  # what it gives up where a page has much to say
SUBTITLE_LEAST = 190  # a branch's name and a period in English
OWN_GAP = 10  # more between the title and a page's own search
CAPTURE_KEYS = "Ctrl N"
SEARCH_KEYS = "Ctrl K"


class SearchButton(Themed, QAbstractButton):
    """Looks like a search field; a click opens the search of everything."""

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.follow(theme)
        self.setText(words)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.restyle()

    def restyle(self) -> None:
        self.setMinimumSize(self.theme.px(SEARCH_LEAST), self.theme.px(32))
        self.setMaximumSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(SEARCH_WIDTH), self.theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, middle = smooth(self), self.theme, self.height() / 2
        draw.rounded(painter, area(self), 6, theme.color("canvas"), theme.color("border2"))
        draw.pixmap(painter, theme.px(10), middle, theme.icon("search", 16))
        cap = keycap_width(theme, SEARCH_KEYS)
        rect = QRectF(theme.px(34), 0, self.width() - theme.px(52) - cap, self.height())
        draw.text(painter, rect, self.text(), theme.font("table"), theme.color("text3"))
        paint_keycap(painter, self.width() - cap - theme.px(9), middle, SEARCH_KEYS, theme)
        if self.hasFocus():
            draw.focus_ring(painter, area(self), theme, 6)
        painter.end()


class TopBar(Pane):
    """Shows what the current page says; the page keeps its own widgets, the bar only holds them."""

    capture_clicked = Signal()
    search_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "surface", edge="bottom", parent=parent)
        self._held: list[QWidget] = []
        self.title = PlainLabel(theme, role="title", parent=self)
        self.subtitle = PlainLabel(theme, token="text2", elide=True, parent=self)
        self.search = SearchButton(theme, self.tr("搜索客户、页面、命令"), self)
        self.search.clicked.connect(self.search_clicked)
        self.capture = Button(theme, self.tr("快速登记"), "primary", "user-plus", CAPTURE_KEYS, parent=self)
        self.capture.clicked.connect(self.capture_clicked)
        self._left, self._right = QHBoxLayout(), QHBoxLayout()
        self._right.setSpacing(12)
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(self.title)
        row.addLayout(self._left)
        row.addWidget(self.subtitle, 1)
        row.addWidget(self.search)
        row.addLayout(self._right)
        row.addWidget(self.capture)
        self.body.addLayout(row)
        self.restyle()

    def restyle(self) -> None:
        self.setFixedHeight(max(HEIGHT, self.theme.px(32) + 20))

    def show_page(self, page: Page) -> None:
        """Take the widgets of the page, give those of the last one back to it."""
        self._give_back()
        own = page.top_bar_search()
        self._left.setContentsMargins(OWN_GAP if own is not None else 0, 0, 0, 0)
        if own is not None:
            self._hold(self._left, own)
        for widget in page.top_bar_widgets():
            self._hold(self._right, widget)
        self.search.setVisible(own is None)
        self.capture.set_kind("soft" if page.has_primary else "primary")
        self.update_texts(page)

    def update_texts(self, page: Page) -> None:
        self.title.setText(page.title())
        self.subtitle.setText(page.subtitle())
        self.subtitle.setMinimumWidth(min(self.subtitle.sizeHint().width(), self.theme.px(SUBTITLE_LEAST)))

    def _hold(self, layout: QHBoxLayout, widget: QWidget) -> None:
        layout.addWidget(widget)
        widget.show()
        self._held.append(widget)

    def _give_back(self) -> None:
        for widget in self._held:
            self._left.removeWidget(widget)
            self._right.removeWidget(widget)
            widget.hide()
        self._held.clear()
