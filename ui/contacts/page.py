"""The page 客户: conditions at the left, the table, and one contact in full at the right."""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from db.actor import Role
from desktop.changes import Changes
from desktop.contacts import search
from desktop.contacts.facet_counts import FacetCounts
from desktop.contacts.filters import MOST_FILTERS, ContactQuery
from desktop.errors import AppError
from desktop.security.roles import Permission, allowed
from ui.contacts.frame import ContactsFrame
from ui.contacts.keeping import Keeping
from ui.contacts.letters import Letters
from ui.contacts.listing import Listing
from ui.contacts.more import MoreWindows
from ui.desk import Desk
from ui.page import Command, Hint, Status

if TYPE_CHECKING:
    from ui.contacts.acts import Acts
    from ui.contacts.erasing import Erasing
    from ui.contacts.panel import ContactPanel
    from ui.contacts.records import Records


class ContactsPage(ContactsFrame):
    """/ searches, ↑↓ choose, ↵ opens in full, R F C T act, 1–4 set the stage, 5 the lifecycle, Space marks."""

    name = "contacts"
    concerned = Changes.CONTACTS | Changes.TAGS | Changes.FOLLOW_UPS | Changes.INTERACTIONS | Changes.STAFF

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.keeping = Keeping(self)
        self.letters = Letters(self)
        self.listing = Listing(self, ContactQuery(view="branch" if desk.actor.role is Role.LEAD else "mine"))
        self.more = MoreWindows(self)
        self._wire()

    # ------------------------------------------------------------------------------------------ page

    def title(self) -> str:
        return self.tr("客户")

    def hints(self) -> list[Hint]:
        if self.stack.currentWidget() is self.denied:  # the other keys need a customer
            return [Hint("Ctrl T", self.tr("标签管理"))]
        return [
            Hint("↑↓", self.tr("选人")),
            Hint("/", self.tr("搜索")),
            Hint("R", self.tr("记互动")),
            Hint("F", self.tr("约跟进")),
            Hint("P", self.tr("改期")),
            Hint("T", self.tr("标签")),
            Hint("C", self.tr("话术")),
            Hint("E", self.tr("改资料")),
            Hint("1–4", self.tr("改阶段")),
            Hint("5", self.tr("改周期")),
            Hint("L", self.tr("记录分类")),
            Hint("K", self.tr("只看一种记录")),
            Hint("Space", self.tr("勾选")),
        ]

    def top_bar_search(self) -> QWidget | None:
        return self.field

    def top_bar_widgets(self) -> list[QWidget]:
        return [self.manage, self.take_in] if allowed(self.desk.actor, Permission.IMPORT) else [self.manage]

    def status(self) -> list[Status]:
        return [*self.keeping.status(), *self.more.status()]

    def panes(self) -> list[QWidget]:
        return [self.table if self.model.ids else self.field, self.side, self.facets.first_focus()]

    def commands(self) -> list[Command]:
        return [
            Command(self.tr("清除条件"), "", self.clear),
            Command(self.tr("导入企微导出的表"), "", self._on_take_in),
            Command(self.tr("标签管理"), "Ctrl T", self.manage_tags),
            Command(self.tr("导出客户表"), "Ctrl E", self._on_export),
            Command(self.tr("存为筛选"), "Ctrl S", self.keeping.save),
            Command(self.tr("改资料"), "E", partial(self.letters.press, "E")),
            Command(self.tr("改周期"), "5", partial(self.letters.press, "5")),
            Command(self.tr("修改记录"), "H", partial(self.letters.press, "H")),
            *self._privacy_commands(),
            *self.more.commands(),
            *self.keeping.commands(),
        ]

    def _privacy_commands(self) -> list[Command]:
        """Only for who may erase."""
        if not allowed(self.desk.actor, Permission.ERASE):
            return []
        return [
            Command(self.tr("客户要求删除或仅存储"), "X", self.letters.erase),
            Command(self.tr("删除和仅存储登记"), "", self._on_register),
        ]

    def open(self, argument: object) -> None:
        """Show the contact with this id, outside the conditions if need be; or what a query finds."""
        if isinstance(argument, ContactQuery):
            self.set_query(argument)
        elif isinstance(argument, str):
            actor = self.desk.actor
            self.read(lambda session: search.way_to(session, actor, argument), self.listing.choose)

    def refresh(self, changes: Changes) -> None:
        self.listing.load()
        if self.counts is not None:
            self.keeping.read()
            self.more.read()

    # ------------------------------------------------------------------------------------------ parts

    def _wire(self) -> None:
        self.take_in.clicked.connect(self._on_take_in)
        self.manage.clicked.connect(self.manage_tags)
        for keys, slot in (("Ctrl+T", self.manage_tags), ("Ctrl+S", self.keeping.save), ("Ctrl+E", self._on_export)):
            QShortcut(QKeySequence(keys), self, slot)
        for number in range(1, MOST_FILTERS + 1):
            QShortcut(QKeySequence(f"Alt+{number}"), self, partial(self.saved.choose, number))
        self.import_button.clicked.connect(self._on_take_in)
        self.clear_button.clicked.connect(self.clear)
        self.facets.query_changed.connect(self.set_query)
        self.bar.query_changed.connect(self.set_query)
        self.bar.facets_clicked.connect(self.fold)
        self.bar.export_clicked.connect(self._on_export)
        self.bar.columns_changed.connect(self.table.set_hidden)
        self.table.activated_id.connect(self._on_activated)
        self.table.letter.connect(self.letters.press)
        self.table.searched.connect(self._focus_search)

    @cached_property
    def panel(self) -> "ContactPanel":
        """The contact in full, made once the first rows have been painted."""
        from ui.contacts.panel import ContactPanel

        panel = ContactPanel(self.theme, self.side, self.desk.words.language)
        self.side.body.addWidget(panel)
        self.side.setFocusProxy(panel.record)
        panel.command.connect(self.letters.press)
        panel.stage_wanted.connect(self.letters.stage)
        panel.logged.connect(self.letters.log)
        panel.copy_wanted.connect(self.letters.copy)
        panel.all_wanted.connect(self.listing.read_on)
        panel.more_wanted.connect(self.listing.read_on)
        panel.group_wanted.connect(self.listing.narrow)
        panel.left.connect(self.focus_table)
        panel.may_erase = allowed(self.desk.actor, Permission.ERASE)
        return panel

    def has_panel(self) -> bool:
        """Whether the contact in full has been made."""
        return "panel" in self.__dict__

    def make_panel(self) -> None:
        """Make the contact in full, if it was not."""
        assert self.panel is not None  # noqa: S101 - asking makes it

    @cached_property
    def erasing(self) -> "Erasing":
        """The windows for what customers want erased, made when first needed."""
        from ui.contacts.erasing import Erasing

        return Erasing(self)

    @cached_property
    def records(self) -> "Records":
        """The form of a contact's record and the history of its fields, made when first needed."""
        from ui.contacts.records import Records

        return Records(self)

    @cached_property
    def acts(self) -> "Acts":
        """What is done with contacts, made when first needed."""
        from ui.contacts.acts import Acts

        return Acts(self, self.focus_table)

    # ------------------------------------------------------------------------------------------ the list

    @property
    def query(self) -> ContactQuery:
        """What the list is narrowed by."""
        return self.listing.query

    @property
    def counts(self) -> FacetCounts | None:
        """How many contacts each condition would leave; None until the first rows are painted."""
        return self.listing.counts

    @Slot(object)
    def set_query(self, query: ContactQuery) -> None:
        self.listing.set_query(query)

    @Slot()
    def search_now(self) -> None:
        """Search for what stands in the field, at once."""
        self.listing.search_now()

    @Slot()
    def clear(self) -> None:
        """No conditions but the view."""
        self.field.clear()
        self.set_query(self.listing.plain())
        self.focus_table()

    def chosen_numbers(self) -> list[int]:
        """The marked rows, or the one at hand."""
        return self.table.selected_ids() or [one for one in [self.table.current_id()] if one is not None]

    @Slot(object)
    def _on_activated(self, _number: object) -> None:
        """Open in full: on a narrow window the panel takes the place of the conditions; all events are read."""
        self.side.show()
        self.listing.read_on()
        self.panel.timeline.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def focus_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _focus_search(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search field: Enter and ↓ search at once and go to the list, Esc takes the words away."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
                self.search_now()
                self.focus_table()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.field.clear()
                self.search_now()
                self.focus_table()
                return True
        return super().eventFilter(watched, event)

    # ------------------------------------------------------------------------------------------ windows

    @Slot()
    def _on_register(self) -> None:
        self.erasing.register()

    @Slot()
    def _on_take_in(self) -> None:
        from ui.exchange.import_dialog import ImportDialog

        self.import_dialog = ImportDialog(self.desk, self)
        self.import_dialog.taken.connect(self.changed)
        self.import_dialog.pack_met.connect(self._on_pack)
        self.import_dialog.begin()

    @Slot(object)
    def _on_pack(self, path: object) -> None:
        self.navigate.emit("exchange", path)

    @Slot()
    def manage_tags(self) -> None:
        """The dictionary of tags in a window of its own."""
        from ui.contacts.tag_window import TagWindow

        self.acts.show(TagWindow(self))

    @Slot()
    def _on_export(self) -> None:
        """The marked contacts, or all that the list shows, into a workbook."""
        numbers = self.table.selected_ids() if self.table.marked() > 1 else list(self.model.ids)
        if not numbers:
            self.error.emit(AppError("没有可以导出的客户", cure="请先选几位。"))
            return
        self.acts.export(numbers)
