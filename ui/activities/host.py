"""From the list of groups to a running activity: reads the library, asks which one, opens the runner."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from desktop.activities import runs, shelf, view
from desktop.activities.library import Activity
from desktop.activities.runs import Begun
from desktop.activities.view import Open
from ui.desk import Desk

Shelf = tuple[list[Activity], list[Open]]


class ActivityHost(QObject):
    """`changed` and `error` pass on what the runner tells; `picker` and `runner` are those that are open."""

    changed = Signal(object)
    error = Signal(object)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._group, self._name = "", ""
        self.picker: QWidget | None = None
        self.runner: QWidget | None = None

    def choose(self, group: str, name: str) -> None:
        """Ask for an activity to hold in this group."""
        self._group, self._name = group, name
        actor = self._desk.actor

        def work(session: Session) -> Shelf:
            return shelf.shelf(session), view.open_runs(session, actor)

        self._desk.jobs.read(self, work, self._on_shelf, self.error.emit)

    def start(self, group: str, name: str) -> None:
        """Go on with the activity that runs in this group, else ask for one."""
        actor = self._desk.actor

        def then(found: list[Open]) -> None:
            here = next((one.run for one in found if one.group == group), "")
            if here:
                self.open(here)
            else:
                self.choose(group, name)

        self._desk.jobs.read(self, lambda session: view.open_runs(session, actor), then, self.error.emit)

    @Slot(object)
    def _on_shelf(self, shelf: Shelf) -> None:
        from ui.activities.picker import ActivityPicker

        activities, waiting = shelf
        waiting = sorted(waiting, key=lambda one: one.group != self._group)
        self.picker = ActivityPicker(
            self._desk.theme, self._name, activities, waiting, self._desk.clock.now(), self._window
        )
        self.picker.begin_wanted.connect(self._on_begin)
        self.picker.resume_wanted.connect(self.open)
        self.picker.open()

    @Slot(str, object)
    def _on_begin(self, key: str, start: datetime) -> None:
        actor, group = self._desk.actor, self._group
        self._desk.jobs.write(
            self, lambda session: runs.begin(session, actor, group, key, start), self._on_begun, self.error.emit
        )

    @Slot(object)
    def _on_begun(self, begun: Begun) -> None:
        self.changed.emit(begun.done)
        self.open(begun.run)

    @Slot(str)
    def open(self, run: str) -> None:
        """Show the runner where the run stands."""
        from ui.activities.runner import ActivityRunner

        self.runner = ActivityRunner(self._desk, run, self._window)
        self.runner.changed.connect(self.changed)
        self.runner.error.connect(self.error)
        self.runner.show()
