"""Conditions chosen in a window, filters kept under a name, and how punctual the follow-ups are."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Slot

from desktop.changes import Done
from desktop.contacts.filters import SavedFilter
from desktop.security.roles import scope
from ui.contacts.saved_bar import FilterNameDialog
from ui.page import Command, Status

if TYPE_CHECKING:
    from desktop.contacts.follow_ups import Punctuality
    from ui.contacts.page import ContactsPage


class Keeping(QObject):
    """Belongs to the page, whose bar of saved filters it fills."""

    def __init__(self, page: "ContactsPage") -> None:
        super().__init__(page)
        self._page = page
        self._punctuality: Punctuality | None = None
        page.bar.add_clicked.connect(self.add_condition)
        page.bar.save_clicked.connect(self.save)
        page.saved.chosen.connect(self._on_chosen)
        page.saved.removed.connect(self._on_removed)

    def read(self) -> None:
        """The saved filters with their counts, and how punctual the follow-ups are."""
        from desktop.contacts import saved_filters
        from desktop.contacts.follow_ups import punctuality

        page, actor = self._page, self._page.desk.actor
        page.read(lambda session: punctuality(session, actor), self._on_punctuality)
        page.read(lambda session: saved_filters.load(session, actor), self._on_filters)

    def mark(self) -> None:
        """Show which saved filter is in force."""
        saved = self._page.saved
        saved.mark(next((one for one in saved.filters if one.query == self._page.query), None))

    def status(self) -> list[Status]:
        """What the status strip says of the follow-ups."""
        found = self._punctuality
        if found is None or not found.due:
            return []
        text = QCoreApplication.translate("ContactsPage", "近 30 天跟进按时 {share}（{on_time}/{due}）")
        share = f"{found.on_time / found.due:.0%}"
        return [Status("calendar-check", text.format(share=share, on_time=found.on_time, due=found.due))]

    def commands(self) -> list[Command]:
        """Every view and every saved filter by its name."""
        views, saved = self._page.facets.views, self._page.saved
        words = QCoreApplication.translate("ContactsPage", "筛选：{name}")
        return [
            *(Command(views[name].text(), "", partial(self._take_view, name)) for name in self.views()),
            *(Command(words.format(name=one.name), f"Alt {number}", partial(saved.choose, number))
              for number, one in enumerate(saved.filters, 1)),
        ]  # fmt: skip

    def views(self) -> list[str]:
        """The views that this person may choose."""
        page = self._page
        return [name for name in page.facets.views if name != "branch" or scope(page.desk.actor) == "branch"]

    def _take_view(self, name: str) -> None:
        self._page.set_query(replace(self._page.query, view=name))
        self._page.focus_table()

    def _on_filters(self, filters: list[SavedFilter]) -> None:
        self._page.saved.show_filters(filters)
        self.mark()

    def _on_punctuality(self, found: "Punctuality") -> None:
        self._punctuality = found
        self._page.state_changed.emit()

    @Slot(object)
    def _on_chosen(self, chosen: SavedFilter) -> None:
        """Take its words into the field too; the timer that they start finds nothing new."""
        page = self._page
        page.field.setText(chosen.query.text)
        page.model.set_sort(chosen.query.sort, descending=chosen.query.descending)
        page.set_query(chosen.query)
        page.focus_table()

    @Slot()
    def save(self) -> None:
        """Ask under which name the conditions in force are kept."""
        page = self._page
        page.search_now()
        colon = QCoreApplication.translate("ContactsPage", "：")
        proposal = page.bar.chips[0].text().split(colon)[-1] if page.bar.chips else page.query.text
        dialog = FilterNameDialog(page.theme, proposal, page)
        dialog.named.connect(self._on_named)
        page.acts.show(dialog)

    @Slot(str)
    def _on_named(self, name: str) -> None:
        from desktop.contacts import saved_filters

        actor, query = self._page.desk.actor, self._page.query
        self._page.write(lambda session: saved_filters.keep(session, actor, name, query), self._on_changed)

    @Slot(str)
    def _on_removed(self, name: str) -> None:
        from desktop.contacts import saved_filters

        actor = self._page.desk.actor
        self._page.write(lambda session: saved_filters.remove(session, actor, name), self._on_changed)

    def _on_changed(self, _done: Done) -> None:
        self.read()

    @Slot()
    def add_condition(self) -> None:
        """Ask for any of the conditions there are."""
        from ui.contacts.condition_dialog import ConditionDialog, chosen, offered, typed

        page = self._page
        counts, words = page.counts, page.desk.words
        dialog = ConditionDialog(page.theme, words, offered(counts), typed(counts), chosen(page.query), page)
        dialog.applied.connect(self._on_conditions)
        page.acts.show(dialog)

    @Slot(object)
    def _on_conditions(self, picked: list[tuple[str, str]]) -> None:
        from ui.contacts.condition_dialog import with_conditions

        self._page.set_query(with_conditions(self._page.query, picked))
        self._page.focus_table()
