"""用时: how long the person at the counter has been waiting."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from db.stamp import Clock
from ui.theme import Theme
from ui.widgets.label import PlainLabel

SECOND_MS: Final = 1000


class Elapsed(PlainLabel):
    """Says nothing until it begins; once begun it goes on until it ends."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "", "caption", "text2", parent=parent)
        self._since: datetime | None = None
        self._clock: Clock | None = None
        self._second = QTimer(self)
        self._second.setInterval(SECOND_MS)
        self._second.timeout.connect(self.tell)

    def begin(self, clock: Clock) -> None:
        """The first key for this person."""
        if self._since is None:
            self._since, self._clock = clock.now(), clock
            self._second.start()

    def end(self) -> None:
        """The next one, please."""
        self._since = None
        self._second.stop()
        self.setText("")

    @Slot()
    def tell(self) -> None:
        """Whole seconds; none when the clock was put back."""
        if self._since is not None and self._clock is not None:
            seconds = int((self._clock.now() - self._since).total_seconds())
            self.setText(self.tr("用时 {count} 秒").format(count=max(0, seconds)))
