"""The page 素材: scripts, pictures, the product calendar and the activities, each a tab."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.changes import Changes, Done
from ui.desk import Desk
from ui.library.activities_view import ActivitiesView
from ui.library.pictures_view import PicturesView
from ui.library.products_view import ProductsView
from ui.library.scripts_view import ScriptsView
from ui.library.view import LibraryView
from ui.page import Command, Hint, Page
from ui.widgets.field import SearchField
from ui.widgets.keys import plain_key
from ui.widgets.pane import Pane
from ui.widgets.tabs import Tabs

TABS = ("scripts", "pictures", "products", "activities")
SEARCH_WIDTH = 320


class LibraryPage(Page):
    """1 2 3 4 change the tab, / searches the scripts; the other keys are the tab's."""

    name = "library"
    concerned = Changes.LIBRARY | Changes.TASKS | Changes.INTERACTIONS
    has_primary = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.field = SearchField(self.theme, self.tr("搜话术：标题、内容、编号、拼音"), "/", self)
        self.field.setFixedWidth(self.theme.px(SEARCH_WIDTH))
        self.field.hide()
        self.scripts = ScriptsView(self, self)
        self.pictures = PicturesView(self, self)
        self.products = ProductsView(self, self)
        self.activities = ActivitiesView(self, self)
        tabs: tuple[LibraryView, ...] = (self.scripts, self.pictures, self.products, self.activities)
        self.views = dict(zip(TABS, tabs, strict=True))
        self.tabs = Tabs(
            self.theme,
            [("scripts", self.tr("话术"), None), ("pictures", self.tr("图片"), None),
             ("products", self.tr("产品日历"), None), ("activities", self.tr("活动"), None)], self,
        )  # fmt: skip
        head = Pane(self.theme, "surface", edge="bottom", parent=self)
        row = QHBoxLayout()
        row.setContentsMargins(18, 0, 16, 0)
        row.addWidget(self.tabs)
        row.addStretch(1)
        head.body.addLayout(row)
        self.stack = QStackedWidget(self)
        for view in self.views.values():
            self.stack.addWidget(view)
            view.letter_for_page.connect(self.on_key)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.stack, 1)
        self.tabs.changed.connect(self._on_tab)
        self.field.textChanged.connect(self.scripts.search)
        self.field.returnPressed.connect(self._on_entered)

    @property
    def view(self) -> LibraryView:
        """The tab that is shown."""
        return self.views[self.tabs.value()]

    def title(self) -> str:
        return self.tr("素材")

    def subtitle(self) -> str:
        return "" if self.field.isVisible() else self.tr("话术、图片、产品日历和活动")

    def hints(self) -> list[Hint]:
        return [*self.view.hints(), Hint("1 2 3 4", self.tr("换标签页"))]

    def commands(self) -> list[Command]:
        return [
            *self.view.commands(),
            Command(self.tr("看图片"), "2", self._pictures),
            Command(self.tr("看产品日历"), "3", self._products),
            Command(self.tr("看活动"), "4", self._activities),
        ]

    def top_bar_search(self) -> QWidget | None:
        return self.field

    def panes(self) -> list[QWidget]:
        return [*self.view.panes(), self.tabs]

    def refresh(self, changes: Changes) -> None:
        self.view.load()

    def open(self, argument: object) -> None:
        """`argument` is the id of a script, or the name of a tab."""
        if argument in TABS:
            self.tabs.set_value(str(argument))
        else:
            self.tabs.set_value("scripts")
            self.scripts.show_script(str(argument))

    def say(self, message: str) -> None:
        """Tell something that was not written."""
        self.changed.emit(Done(Changes.NONE, "", message))

    def clear_search(self) -> None:
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no list or field took."""
        if not self.on_key(plain_key(event)):
            super().keyPressEvent(event)

    @Slot(str)
    def on_key(self, key: str) -> bool:
        """Whether it was one of ours; Esc leaves the search."""
        if key == "Esc" and self.field.hasFocus():
            self.clear_search()
            self.scripts.search("")
            self._focus()
        elif key == "/":
            self.tabs.set_value("scripts")
            self.field.setFocus()
        elif key in {"1", "2", "3", "4"}:
            self.tabs.set_value(TABS[int(key) - 1])
        elif key in self.view.letters:
            self.view.letters[key]()
        else:
            return False
        return True

    def _focus(self) -> None:
        self.view.panes()[0].setFocus()

    @Slot(str)
    def _on_tab(self, name: str) -> None:
        self.stack.setCurrentWidget(self.views[name])
        self.view.load()
        self._focus()
        self.state_changed.emit()

    @Slot()
    def _on_entered(self) -> None:
        self._focus()

    @Slot()
    def _pictures(self) -> None:
        self.tabs.set_value("pictures")

    @Slot()
    def _products(self) -> None:
        self.tabs.set_value("products")

    @Slot()
    def _activities(self) -> None:
        self.tabs.set_value("activities")
