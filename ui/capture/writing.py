"""What quick capture writes, and takes back."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from sqlalchemy.orm import Session

from desktop import undo
from desktop.changes import Done
from desktop.contacts import capture, tags
from desktop.contacts.capture import Capture
from desktop.contacts.search import ContactRow
from ui.capture.frame import CaptureFrame
from ui.desk import Desk
from ui.widgets.dialog import Dialog


class Writing(QObject):
    """`stored` and `undone` tell what came of it; `failed` what could not be written."""

    stored = Signal(object)
    undone = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, frame: CaptureFrame, show: Callable[[Dialog], None]) -> None:
        super().__init__(frame)
        self.desk, self.frame = desk, frame
        self._show = show
        self._batch = ""
        self._row: ContactRow | None = None

    def new(self, entered: Capture) -> None:
        """Somebody new, or only one who was spoken to."""
        actor = self.desk.actor
        self._write(lambda session: capture.save(session, actor, entered))

    def known(self, row: ContactRow, action: str) -> None:
        """Somebody who is ours: 1 came to the branch, 2 the owner is reminded, 3 tags."""
        actor = self.desk.actor
        if action == "3":
            self._row = row
            self.desk.jobs.read(self, tags.dictionary, self._on_dictionary, self.failed.emit)
        elif action == "2":
            title = self.tr("今天来过网点，请跟进")
            self._write(lambda session: capture.remind_owner(session, actor, row.id, title))
        else:
            self._write(lambda session: capture.visit(session, actor, row.id))

    def take_back(self) -> None:
        """The last one was a mistake."""
        if self._batch:
            actor, batch, self._batch = self.desk.actor, self._batch, ""
            self.desk.jobs.write(
                self, lambda session: undo.undo(session, actor, batch), self.undone.emit, self.failed.emit
            )

    def _on_dictionary(self, dictionary: list[tags.TagEntry]) -> None:
        from ui.contacts.tag_dialog import TagDialog

        if self._row is not None:
            worn = {tag.id: 1 for tag in self._row.tags}
            dialog = TagDialog(self.desk.theme, dictionary, worn, 1, self.frame)
            dialog.assigned.connect(self._on_assigned)
            self._show(dialog)

    @Slot(object, object)
    def _on_assigned(self, put: list[str], off: list[str]) -> None:
        actor, row = self.desk.actor, self._row
        if row is not None:
            self._write(lambda session: tags.assign(session, actor, [row.id], put, off))

    def _write(self, work: Callable[[Session], Done]) -> None:
        self.desk.jobs.write(self, work, self._on_stored, self.failed.emit)

    def _on_stored(self, done: Done) -> None:
        self._batch = done.batch
        self.stored.emit(done)
