"""Undoing an import from a window: what people changed since is named first, and goes only when they agree."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.exchange.taking_back import EditsLostError, take_back
from ui.desk import Desk
from ui.exchange.lost_edits import LostEditsDialog


class ImportUndo(QObject):
    """`undone` tells what was done, `failed` any other error; `question` is the one that was asked last."""

    undone = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window, self._batch = desk, window, ""
        self.question: LostEditsDialog | None = None

    def take_back(self, batch: str) -> None:
        """Undo the import of this batch, or ask first."""
        self._batch = batch
        self._write(force=False)

    def _write(self, *, force: bool) -> None:
        work = partial(take_back, actor=self._desk.actor, batch=self._batch, force=force)
        self._desk.jobs.long.write(self, work, self.undone.emit, self._on_failed)

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, EditsLostError):
            self.failed.emit(error)
            return
        self.question = LostEditsDialog(self._desk.theme, error, self._window)
        self.question.agreed.connect(self._on_agreed)
        self.question.open()

    @Slot()
    def _on_agreed(self) -> None:
        self._write(force=True)
