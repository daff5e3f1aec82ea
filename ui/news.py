"""On a server that several share: looks now and then whether others have written, so that all windows say the same."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ui.desk import Desk

LOOK_MS: Final = 3_000
RESTS: Final = 4  # looks after one that found something, so that a colleague's long run does not read all the time


class News(QObject):
    """`came` tells that others have written since the last look; `lost` that the server did not answer it."""

    came = Signal()
    turned = Signal()  # lost, or there again

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._mark: tuple[object, ...] | None = None
        self._rest = 0
        self._asked = False
        self.lost = False
        self.timer = QTimer(self)
        self.timer.setInterval(LOOK_MS)
        self.timer.timeout.connect(self.look)
        if desk.shared:
            self.timer.start()
            self.look()

    def stop(self) -> None:
        """Look no more."""
        self.timer.stop()

    @Slot()
    def look(self) -> None:
        """Ask once, unless the last question still waits for its answer."""
        self._rest = max(0, self._rest - 1)
        if not self._asked and not self._rest:
            from desktop.headquarters import colleagues  # brings mapped classes, which a branch's start does without

            self._asked = True
            self._desk.jobs.read(self, colleagues.mark, self._on_mark, self._on_lost)

    def _on_mark(self, mark: tuple[object, ...]) -> None:
        self._asked = False
        before, self._mark = self._mark, mark
        found, self.lost = self.lost, False
        if found:
            self.turned.emit()
        if found or (before is not None and before != mark):
            self._rest = RESTS
            self.came.emit()

    def _on_lost(self, _error: BaseException) -> None:
        """The window's foot says it; nothing is thrown at somebody who reads."""
        self._asked = False
        if not self.lost:
            self.lost = True
            self.turned.emit()
