"""What stands on the page 客户: conditions at the left, the list, one contact at the right; and who gets the room."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.contacts.search import ContactRow
from desktop.security.roles import Permission, allowed, scope
from ui.contacts.conditions import ConditionBar
from ui.contacts.facets import FacetPane
from ui.contacts.reading import in_place
from ui.contacts.saved_bar import SavedBar
from ui.contacts.table import ContactModel, ContactTable
from ui.desk import Desk
from ui.page import Page
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState
from ui.widgets.field import SearchField
from ui.widgets.pane import Pane

SIDE: Final = 340
SEARCH_WIDTH: Final = 400
WIDE: Final = 1180
"""Page width from which all three panes show; below it the conditions are folded away, below NARROW the contact."""
NARROW: Final = 860


class ContactsFrame(Page):
    """The widgets in their places; what they do is wired by the page."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._facets_open = False
        self._build_head()
        self._build_left()
        self._build_list()
        self._build_empty()
        self._put_together()

    def _build_head(self) -> None:
        """What the top bar shows of this page."""
        theme, translate = self.theme, QCoreApplication.translate
        hint = translate("ContactsPage", "姓名、拼音首字母、手机尾号，如 zxl 或 4821")
        self.field = SearchField(theme, hint, "/", self)
        self.field.setFixedWidth(theme.px(SEARCH_WIDTH))
        self.field.installEventFilter(self)
        self.manage = Button(theme, translate("ContactsPage", "标签管理"), "ghost", "tags", parent=self)
        self.manage.setToolTip(translate("ContactsPage", "标签管理 Ctrl T"))
        self.take_in = Button(theme, translate("ContactsPage", "导入"), "ghost", "file-input", parent=self)

    def _build_left(self) -> None:
        self.facets = FacetPane(self.theme, self)
        self.facets.views["branch"].setVisible(scope(self.desk.actor) == "branch")

    def _build_list(self) -> None:
        theme = self.theme
        self.bar = ConditionBar(theme, self)
        self.saved = SavedBar(theme, self)
        self.model = ContactModel(theme, self._rows, self.now, self)
        self.table = ContactTable(theme, self.model, self)
        self.bar.set_titles({column.key: column.title for column in self.model.columns})

    def _build_empty(self) -> None:
        """What stands in the list's place: nobody fits, nobody at all, nobody for this role."""
        theme, translate = self.theme, QCoreApplication.translate
        self.clear_button = Button(theme, translate("ContactsPage", "清除条件"), icon="search-x", parent=self)
        nobody = translate("ContactsPage", "没有符合的客户")
        self.none = EmptyState(theme, "search-x", nobody, "", [self.clear_button], self)
        take_in = translate("ContactsPage", "导入企微导出的表")
        self.import_button = Button(theme, take_in, "primary", "file-input", parent=self)
        self.import_button.setVisible(allowed(self.desk.actor, Permission.IMPORT))
        self.first_run = EmptyState(
            theme, "users", translate("ContactsPage", "还没有客户"),
            translate("ContactsPage", "按 Ctrl N 登记第一位，或导入企业微信导出的表"), [self.import_button], self,
        )  # fmt: skip
        self.denied = EmptyState(
            theme, "shield", translate("ContactsPage", "您的角色不看单个客户"),
            translate("ContactsPage", "总行只看汇总的数字，客户只在网点里看得到"), (), self,
        )  # fmt: skip

    def _put_together(self) -> None:
        theme = self.theme
        self.stack = QStackedWidget(self)
        for widget in (self.table, self.none, self.first_run, self.denied):
            self.stack.addWidget(widget)
        middle = Pane(theme, "surface", parent=self)
        middle.body.addWidget(self.bar)
        middle.body.addWidget(self.saved)
        middle.body.addWidget(self.stack, 1)
        self.side = Pane(theme, "surface", SIDE, "left", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.facets)
        row.addWidget(middle, 1)
        row.addWidget(self.side)
        self.setFocusProxy(self.table)

    def now(self) -> datetime:
        return self.desk.clock.now()

    def _rows(self, numbers: Sequence[int]) -> list[ContactRow | None]:
        """The rows of a block, each in its place; what has gone meanwhile is None."""
        with self.desk.store.session() as session:
            return in_place(session, self.desk.actor, numbers)

    @Slot()
    def fold(self) -> None:
        """Show or hide the conditions where there is no room for all."""
        self._facets_open = not self._facets_open
        self._fit()

    def _fit(self) -> None:
        """Give the table room on a small window: conditions fold away first."""
        wide = self.width() >= WIDE
        self.bar.facets.setVisible(not wide)
        self.facets.setVisible(wide or self._facets_open)
        self.side.setVisible(self.width() >= NARROW and (wide or not self._facets_open))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
