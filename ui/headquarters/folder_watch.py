"""Looks into the watched folder every few seconds, and tells what has arrived there."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from sqlalchemy.orm import Session

from desktop.headquarters import watching
from desktop.headquarters.watching import Watch
from ui.desk import Desk

LOOK_MS = 5_000


class FolderWatch(QObject):
    """`arrived` gives the files that are new; `failed` an error of reading."""

    arrived = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._watch: Watch | None = None
        self.busy = False  # while a run is under way; what arrives meanwhile is found at the next look
        self.timer = QTimer(self)
        self.timer.setInterval(LOOK_MS)
        self.timer.timeout.connect(self.look)

    @property
    def folder(self) -> Path | None:
        """The folder that is watched, None for none."""
        return self._watch.folder if self._watch is not None else None

    def set_folder(self, place: Path | None) -> None:
        """Watch this folder from now on; None ends it."""
        self._watch = Watch(place) if place is not None else None
        if place is None:
            self.timer.stop()
        else:
            self.timer.start()

    @Slot()
    def look(self) -> None:
        """Hand over what has come to rest and never came in before."""
        rested = self._watch.look() if self._watch is not None and not self.busy else []
        if rested:
            self._desk.jobs.read(self, partial(_unknown, rested), self._tell, self.failed.emit)

    def _tell(self, places: list[Path]) -> None:
        if places:
            self.arrived.emit(places)


def _unknown(places: list[Path], session: Session) -> list[Path]:
    return watching.unknown(session, places)
