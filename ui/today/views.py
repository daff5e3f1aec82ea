"""The other views of the day: the lead's team, and the narrow window beside the messenger."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.security.roles import Permission, allowed
from desktop.sop.items import Today
from ui.desk import Desk
from ui.today.dock import DockWindow
from ui.today.team import TeamPane
from ui.widgets.segmented import Segmented


class Views(QObject):
    """`changed` says whether the team is shown; the rest passes on what team and dock wish for."""

    changed = Signal(bool)
    write_wanted = Signal(object)
    skip_wanted = Signal(object)
    postpone_wanted = Signal(object)
    error = Signal(object)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self.desk, self._page = desk, page
        self.dock: DockWindow | None = None
        self._today: Today | None = None
        self.team = TeamPane(desk, page)
        self.switch = Segmented(desk.theme, [("mine", self.tr("我的")), ("team", self.tr("团队"))], page)
        self.switch.hide()
        self.switch.changed.connect(self._on_switch)
        self.team.write_wanted.connect(self.write_wanted)
        self.team.error.connect(self.error)
        self.team.left.connect(self.toggle_team)

    @property
    def leads(self) -> bool:
        """Whether this person sees the branch's days."""
        return allowed(self.desk.actor, Permission.REPORT, branch=self.desk.actor.branch)

    @property
    def shows_team(self) -> bool:
        return self.switch.value() == "team"

    def show_day(self, today: Today) -> None:
        """The day was read again."""
        self._today = today
        if self.shows_team:
            self.team.load()
        if self.dock is not None:
            self.dock.show_day(today)

    @Slot()
    def toggle_team(self) -> None:
        """The lead's view of the branch's days, and back."""
        if self.leads:
            self.switch.set_value("mine" if self.shows_team else "team")

    @Slot()
    def show_team(self) -> None:
        """The branch's days; for the lead only."""
        if self.leads:
            self.switch.set_value("team")

    @Slot()
    def open_dock(self) -> None:
        """The list as a narrow window beside the messenger."""
        if self.dock is None:
            self.dock = DockWindow(self.desk)
            self.dock.write_wanted.connect(self.write_wanted)
            self.dock.skip_wanted.connect(self.skip_wanted)
            self.dock.postpone_wanted.connect(self.postpone_wanted)
            self.dock.closed.connect(self._on_dock_closed)
        if self._today is not None:
            self.dock.show_day(self._today)
        self.dock.show_beside()

    def close_dock(self) -> None:
        """The main window closes: the narrow one goes with it."""
        if self.dock is not None:
            self.dock.close()

    @Slot(str)
    def _on_switch(self, name: str) -> None:
        if name == "team":
            self.team.load()
        self.changed.emit(name == "team")

    @Slot()
    def _on_dock_closed(self) -> None:
        if self.dock is not None:
            self.dock.deleteLater()
            self.dock = None
        self._page.setFocus()
