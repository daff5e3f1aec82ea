"""Reminders: once a minute, what has come due, in the window and, if wished for, beside the system's clock."""

from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QSystemTrayIcon

from desktop.sop import reminders
from desktop.sop.reminders import Reminder
from ui.desk import Desk

MINUTE_MS = 60_000
LONGEST_GAP = timedelta(minutes=10)
"""After a longer sleep of the PC the list itself says what is late."""
SHOWN = 3


class Reminders(QObject):
    """`reminded` gives the words; `opened` that the one beside the clock was clicked on."""

    reminded = Signal(str)
    opened = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._since = desk.clock.now()
        self.tray: QSystemTrayIcon | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(MINUTE_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def stop(self) -> None:
        """The window closes: nobody is there to be reminded."""
        self._timer.stop()
        if self.tray is not None:
            self.tray.hide()

    @Slot()
    def look(self) -> None:
        """Ask for what has come due since the last time."""
        now, actor = self._desk.clock.now(), self._desk.actor
        since, self._since = max(self._since, now - LONGEST_GAP), now
        if self._desk.settings.reminders != "off" and since < now:
            self._desk.jobs.read(self, lambda session: reminders.due(session, actor, since, now), self._on_due)

    @Slot(object)
    def _on_due(self, found: list[Reminder]) -> None:
        if not found:
            return
        told = self.words(found)
        self.reminded.emit(told)
        tray = self._tray() if self._desk.settings.reminders == "tray" else None
        if tray is not None:
            tray.showMessage(self.tr("台卡"), told, QSystemTrayIcon.MessageIcon.Information)

    def words(self, found: list[Reminder]) -> str:
        """All of it in one line: the time and what it is."""
        parts = [self._said(one) for one in found[:SHOWN]]
        rest = len(found) - len(parts)
        more = self.tr("，还有 {count} 件").format(count=rest) if rest else ""
        return self.tr("；").join(parts) + more

    def _said(self, one: Reminder) -> str:
        if one.kind == "activity":
            words = self.tr("{time} 开始“{title}”，先发预热")
        elif one.tasks > 1:
            words = self.tr("到时间了：{title}，{count} 项")
        else:
            words = self.tr("到时间了：{title}")
        return words.format(time=f"{one.at:%H:%M}", title=one.title, count=one.tasks)

    def _tray(self) -> QSystemTrayIcon | None:
        """The icon beside the clock, made when it is first needed; None where the system has no such place."""
        if self.tray is None and QSystemTrayIcon.isSystemTrayAvailable():
            self.tray = QSystemTrayIcon(self._desk.theme.qicon("taika-mark", 32, "accent"), self)
            self.tray.activated.connect(self._on_activated)
            self.tray.messageClicked.connect(self.opened)
            self.tray.show()
        return self.tray

    @Slot(object)
    def _on_activated(self, _reason: object) -> None:
        self.opened.emit()
