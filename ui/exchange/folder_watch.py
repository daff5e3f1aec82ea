"""Keeps an eye on the folder that the PCs of a branch share, while the program runs."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot
from sqlalchemy.orm import Session

from desktop import backup
from desktop.exchange import shared_folder
from desktop.exchange.shared_folder import Shared, Synced
from desktop.security.roles import Permission, allowed
from ui.desk import Desk

EVERY_MS = 60_000  # network drives tell of no changes
SOON_MS = 1_500  # after a change: until the file is whole


class FolderWatch(QObject):
    """`synced` tells of what came in, `told` of the files that wait and whether the folder can be reached.

    What cannot be reached is tried again later, without a window of its own.
    """

    synced = Signal(object)
    told = Signal(object, bool)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._busy = desk, False
        self._watcher = QFileSystemWatcher(self)
        self._soon, self._timer = QTimer(self), QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._timer.setInterval(EVERY_MS)
        self._watcher.directoryChanged.connect(self._soon.start)
        self._soon.timeout.connect(self.look)
        self._timer.timeout.connect(self.look)

    @Slot()
    def follow(self) -> None:
        """Watch the folder that is chosen now, or none."""
        if allowed(self._desk.actor, Permission.HAND_OVER):
            self._desk.jobs.read(self, _state, self._on_state)

    def _on_state(self, shared: Shared) -> None:
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        if shared.folder:
            self._timer.start()
            if Path(shared.folder).is_dir():
                self._watcher.addPath(shared.folder)
        else:
            self._timer.stop()
            self.told.emit([], True)

    @Slot()
    def look(self) -> None:
        """Look at the folder once, unless that is being done."""
        if self._busy:
            return
        self._busy = True
        place = backup.folder(self._desk.paths)
        work = partial(shared_folder.sync, self._desk.store, self._desk.actor, place)
        self._desk.jobs.long.run(self, work, self._on_synced, self._on_failed)

    def _on_synced(self, synced: Synced) -> None:
        self._busy = False
        self.told.emit(synced.waiting, True)
        if synced.taken or synced.written:
            self.synced.emit(synced.done)

    def _on_failed(self, _error: BaseException) -> None:
        self._busy = False
        self.told.emit([], False)


def _state(session: Session) -> Shared:
    return shared_folder.state(session)
