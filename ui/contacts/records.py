"""The windows of a contact's record: the form, and the history of its fields."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.changes import Done
from desktop.contacts import history, record
from desktop.contacts.history import FieldChange
from desktop.contacts.record import FieldError, Record
from ui.contacts.history_dialog import HistoryDialog
from ui.contacts.record_dialog import RecordDialog

if TYPE_CHECKING:
    from ui.contacts.page import ContactsPage


class Records(QObject):
    """Belongs to the page; `form` and `dialog` are the windows that are open."""

    def __init__(self, page: "ContactsPage") -> None:
        super().__init__(page)
        self._page = page
        self._contact, self._name = "", ""
        self.form: RecordDialog | None = None
        self.dialog: HistoryDialog | None = None

    def edit(self, contact: str) -> None:
        """Read the record, then open its form."""
        actor = self._page.desk.actor
        self._page.read(lambda session: record.read(session, actor, contact), self._on_record)

    def history(self, contact: str, name: str) -> None:
        """Read what became of the fields, then show it."""
        self._contact, self._name = contact, name
        actor = self._page.desk.actor
        self._page.read(lambda session: history.changes(session, actor, contact), self._on_history)

    def _on_record(self, found: Record) -> None:
        desk = self._page.desk
        self._contact, self._name = found.contact, found.values["name"]
        self.form = RecordDialog(desk.theme, found, desk.words.language, self._page)
        self.form.saved.connect(self._on_typed)
        self.form.history_wanted.connect(self._on_history_wanted)
        self._page.acts.show(self.form)

    @Slot(object)
    def _on_typed(self, typed: Mapping[str, str]) -> None:
        work = partial(record.save, actor=self._page.desk.actor, contact=self._contact, typed=typed)
        self._page.desk.jobs.write(self, work, self._on_saved, self._on_refused)

    def _on_saved(self, done: Done) -> None:
        self._page.changed.emit(done)
        if self.form is not None:
            self.form.accept()
            self.form = None

    def _on_refused(self, error: BaseException) -> None:
        """A fault of one field is said below it, any other as ever."""
        if isinstance(error, FieldError) and self.form is not None:
            self.form.refuse(error.field, self._page.desk.words.render(error).replace("\n", " "))
        else:
            self._page.error.emit(error)

    @Slot()
    def _on_history_wanted(self) -> None:
        """From the form: the history takes its place."""
        contact, name = self._contact, self._name
        if self.form is not None:
            self.form.reject()
            self.form = None
        self.history(contact, name)

    def _on_history(self, changes: list[FieldChange]) -> None:
        if self.dialog is not None:
            self.dialog.show_changes(changes)
            return
        shown = self._page.panel.shown
        editable = shown is not None and shown.detail.editable
        self.dialog = HistoryDialog(self._page.theme, self._name, changes, editable=editable, parent=self._page)
        self.dialog.model.language = self._page.desk.words.language
        self.dialog.back_wanted.connect(self._on_back)
        self.dialog.finished.connect(self._on_closed)
        self._page.acts.show(self.dialog)

    @Slot(object)
    def _on_back(self, change: FieldChange) -> None:
        work = partial(history.put_back, actor=self._page.desk.actor, contact=self._contact, change=change)
        self._page.desk.jobs.write(self, work, self._on_put_back, self._page.error.emit)

    def _on_put_back(self, done: Done) -> None:
        self._page.changed.emit(done)
        self.history(self._contact, self._name)

    @Slot()
    def _on_closed(self) -> None:
        self.dialog = None
