"""What the page reads and in which order: the ids first, so that rows can be painted, then counts, then the contact."""

from array import array
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot
from sqlalchemy.orm import Session

from desktop.contacts import facet_counts, filters, search
from desktop.contacts.facet_counts import FacetCounts
from desktop.contacts.filters import ContactQuery
from desktop.contacts.search import ContactRow
from desktop.errors import AppError
from desktop.security.roles import scope
from ui.contacts.reading import Later, Shown, read_best, read_list, read_shown

if TYPE_CHECKING:
    from ui.contacts.page import ContactsPage

T = TypeVar("T")
DEBOUNCE_MS: Final = 80
PATIENCE_MS: Final = 250
"""How long the rest waits for the first rows to be painted; for a page that is not on the screen."""
SHOWN: Final = 20
"""Events that show before 全部 is pressed."""
MORE_EVENTS: Final = 50
"""Events that are read on at a time, when the timeline is scrolled to its end."""


class Listing(QObject):
    """Belongs to the page, whose widgets show what is read; `query` is what the list is narrowed by."""

    def __init__(self, page: "ContactsPage", query: ContactQuery) -> None:
        super().__init__(page)
        self._page = page
        self.query = query
        self.counts: FacetCounts | None = None
        self._asked = 0
        self._choose: int | None = None
        self._events = SHOWN
        self._rest_timer = QTimer(self)
        self._rest_timer.setSingleShot(True)
        self._rest_timer.timeout.connect(self._read_rest)
        self.typing = QTimer(self)
        self.typing.setSingleShot(True)
        self.typing.setInterval(DEBOUNCE_MS)
        self.typing.timeout.connect(self.search_now)
        page.field.textChanged.connect(self._on_text)
        page.model.sort_requested.connect(self.sort)
        page.table.current_changed.connect(self._on_current)
        page.table.selection_changed.connect(self._on_selection)
        page.table.rows_painted.connect(self._on_rows_painted)

    # ------------------------------------------------------------------------------------------ asking

    @Slot(object)
    def set_query(self, query: ContactQuery) -> None:
        self.query = query
        self.load()

    @Slot(str)
    def _on_text(self, _text: str) -> None:
        self.typing.start()

    @Slot()
    def search_now(self) -> None:
        """Search for what stands in the field, at once."""
        self.typing.stop()
        typed = self._page.field.text().strip()
        if typed != self.query.text:
            self.set_query(replace(self.query, text=typed))

    @Slot(str, bool)
    def sort(self, key: str, descending: bool) -> None:
        self.set_query(replace(self.query, sort=key, descending=descending))

    def plain(self) -> ContactQuery:
        """No conditions but the view."""
        return ContactQuery(view=self.query.view, sort=self.query.sort, descending=self.query.descending)

    def load(self) -> None:
        """Read the list that the query asks for."""
        self._asked += 1
        page, asked, query, actor = self._page, self._asked, self.query, self._page.desk.actor
        page.facets.show_query(query)
        page.bar.show_query(query, self._names())
        page.keeping.mark()
        if scope(actor) not in {"own", "branch"}:
            page.facets.hide()
            page.bar.hide()
            page.stack.setCurrentWidget(page.denied)
            return
        if filters.by_fitness(query):
            page.read(lambda session: (asked, *read_best(session, actor, query)), self._on_best)
        else:
            page.read(lambda session: (asked, *read_list(session, actor, query)), self._on_ids)
        if self.counts is not None:
            self._read_counts()

    def read_later(self, work: Callable[[Session], T], then: Callable[[T], object]) -> None:
        """Read what nobody waits for beside the rest, unless something else is asked for by then."""
        asked, desk = self._asked, self._page.desk

        def unless_stale() -> T | None:
            if asked != self._asked:
                return None
            with desk.store.session() as session:
                return work(session)

        desk.jobs.long.run(self, unless_stale, Later(then), self._page.error.emit)

    @Slot()
    def _on_rows_painted(self) -> None:
        if self._rest_timer.isActive():
            self._rest_timer.start(0)

    @Slot()
    def _read_rest(self) -> None:
        """What the first rows did not wait for."""
        if self._page.model.ids and self._page.field.hasFocus() and not self._page.field.text():
            self._page.focus_table()  # the keys of the list work as soon as there is a list
        self._page.make_panel()
        self.read_current()
        self._read_counts()
        self._page.keeping.read()
        self._page.more.read()

    def _read_counts(self) -> None:
        asked, query, actor = self._asked, self.query, self._page.desk.actor
        read = self.read_later if filters.by_fitness(query) else self._page.read
        read(lambda session: (asked, facet_counts.counts(session, actor, query)), self._on_counts)

    # ------------------------------------------------------------------------------------------ the list

    def _on_best(self, answer: tuple[int, "array[int]", list[ContactRow | None]]) -> None:
        """The best of a search stand there at once; when there are more, everybody follows."""
        asked, ids, _ = answer
        self._on_ids(answer)
        if asked == self._asked and len(ids) == search.FIRST:
            query, actor = self.query, self._page.desk.actor
            self.read_later(lambda session: (asked, *read_list(session, actor, query)), self._on_ids)

    def _on_ids(self, answer: tuple[int, "array[int]", list[ContactRow | None]]) -> None:
        asked, ids, rows = answer
        if asked != self._asked:
            return
        page, table = self._page, self._page.table
        before = table.current_id()
        page.model.set_ids(ids)
        page.model.take_first(rows)
        wanted, self._choose = self._choose, None
        if len(ids):
            page.stack.setCurrentWidget(table)
            if not table.select_id(wanted) and table.current_id() is None:
                table.select_id(ids[0])
            if table.current_id() == before:
                self.read_current()
        else:
            if page.has_panel():
                page.panel.show_nobody()
            self._show_empty()
        self._on_selection()
        if self.counts is None:  # the first rows are painted before anything is counted
            self._rest_timer.start(PATIENCE_MS if len(ids) else 0)

    def _on_counts(self, answer: tuple[int, FacetCounts]) -> None:
        asked, counts = answer
        if asked != self._asked:
            return
        page, self.counts = self._page, counts
        page.model.quiet_days = counts.quiet_days
        page.facets.show_counts(counts)
        page.bar.show_query(self.query, self._names())
        if not len(page.model.ids):
            self._show_empty()

    def _show_empty(self) -> None:
        """Nobody fits, or there is nobody at all."""
        page = self._page
        if self.counts is not None:
            anybody = any(self.counts.views[view] for view in ("mine", "branch"))
            page.none.set("search-x", self._why_none())
            page.stack.setCurrentWidget(page.none if anybody else page.first_run)

    def _why_none(self) -> str:
        plain, translate = self.query == self.plain(), QCoreApplication.translate
        self._page.clear_button.setVisible(not plain)
        if plain:
            return translate("ContactsPage", "这里没有客户")
        return translate("ContactsPage", "没有符合的客户")

    def _names(self) -> dict[str, str]:
        """Ids of tags and owners, and keys of own fields → what they are called."""
        if self.counts is None:
            return {}
        own = {f"{filters.OWN}{one.field.key}": one.field.title for one in self.counts.own}
        return own | {facet.key: facet.label for facet in (*self.counts.tags, *self.counts.owners)}

    @Slot()
    def _on_selection(self) -> None:
        self._page.bar.show_count(len(self._page.model.ids), self._page.table.marked())

    # ------------------------------------------------------------------------------------------ one contact

    def read_current(self) -> None:
        """The contact that the cursor stands on, once there is somewhere to show it."""
        page, actor, number = self._page, self._page.desk.actor, self._page.table.current_id()
        if not page.has_panel():
            return
        if number is None:
            page.panel.show_nobody()
            return
        limit, group = self._events, page.panel.groups.group
        page.read(lambda session: (number, read_shown(session, actor, number, limit, group)), self._on_shown)

    def _on_shown(self, answer: tuple[int, Shown | None]) -> None:
        number, shown = answer
        if number != self._page.table.current_id():
            return
        if shown is None:
            self._page.panel.show_nobody()
        else:
            self._page.panel.show_contact(shown, self._page.now())

    @Slot(object)
    def _on_current(self, _number: object) -> None:
        self._events = SHOWN
        self.read_current()

    @Slot()
    def read_on(self) -> None:
        """More of the contact's events."""
        self._events += MORE_EVENTS
        self.read_current()

    @Slot(str)
    def narrow(self, _group: str) -> None:
        """The contact's events of another group of kinds."""
        self._events = SHOWN
        self.read_current()

    def choose(self, way: tuple[int | None, str]) -> None:
        """Show this contact, in the view that has it if need be; no number is one that is gone."""
        page, (number, view) = self._page, way
        if number is None:
            page.error.emit(AppError("找不到这位客户", cure="可能已被撤销导入，或不在您名下。"))
        elif not page.table.select_id(number):
            self._choose = number
            page.field.clear()
            self.set_query(ContactQuery(view=view, sort=self.query.sort, descending=self.query.descending))
