"""What is done with a step of the day: copy, finish, skip, put off, another script, open the contact."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.calendar import Workdays
from desktop.errors import AppError
from desktop.sop import tasks, variables
from desktop.sop.items import COPIED, OPEN, Item
from ui.desk import Desk
from ui.today import dialogs


class Work(QObject):
    """Asks what has to be asked and says what is to be written; the page writes and reads again."""

    write_wanted = Signal(object)  # work(session) -> Done
    moved_on = Signal()  # the next target is to be shown
    noticed = Signal(str, str)  # what is wrong, what to do
    value_missing = Signal()
    contact_wanted = Signal(str)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._acts: dict[str, Callable[[Item, int], None]] = {
            "C": self.copy,
            "↵": self.finish,
            "S": self.skip_target,
            "R": self.postpone,
            "→": self.open_contact,
            "copy": self.copy,
            "finish": self.finish,
            "skip": self.skip_target,
            "postpone": self.postpone,
            "another": self.another,
        }

    def act(self, name: str, item: Item, place: int) -> None:
        """Carry out the command of a key or button for the target at `place`; unknown ones are nobody's."""
        if name in self._acts:
            self._acts[name](item, place)

    def act_on_step(self, name: str, item: Item) -> None:
        """Carry out the command of a row, which concerns the whole step."""
        if name == "skip":
            self.skip(item.left(OPEN, COPIED))
        else:
            self.act(name, item, item.current)

    def copy(self, item: Item, place: int) -> None:
        """The words to the clipboard, and the next target on the card. Copied is not done."""
        target = item.targets[place]
        if not target.script:
            return
        try:
            text = target.filled.complete()
        except AppError as error:
            self.noticed.emit(*self._desk.words.render_both(error))
            self.value_missing.emit()
            return
        if not to_clipboard(text):
            self.noticed.emit(self.tr("剪贴板被占用，再按一次 C"), "")
            return
        self.moved_on.emit()
        if target.state in {OPEN, COPIED}:
            self.write_wanted.emit(lambda session: tasks.copied(session, self._desk.actor, [target.task]))

    def finish(self, item: Item, place: int = 0) -> None:
        """What was copied is done; if nothing was, the whole step is."""
        waiting = item.left(COPIED) or item.left(OPEN)
        self.moved_on.emit()
        self.write_wanted.emit(lambda session: tasks.finish(session, self._desk.actor, waiting))

    def skip_target(self, item: Item, place: int) -> None:
        """Leave out the one contact that is shown."""
        target = item.targets[place]
        if target.state in {OPEN, COPIED}:
            self.skip((target.task,))

    def postpone(self, item: Item, place: int = 0) -> None:
        """Put off what is left of the step."""
        now = self._desk.clock.now()
        with self._desk.store.session() as session:  # one row: head office's holidays
            morning = Workdays.of(session).next_workday(now.date())
        to = dialogs.ask_postpone(self._window, self._desk.theme, now, morning)
        waiting = item.left(OPEN, COPIED)
        if to is not None:
            self.moved_on.emit()
            self.write_wanted.emit(lambda session: tasks.postpone(session, self._desk.actor, waiting, to))

    def another(self, item: Item, place: int = 0) -> None:
        """Other words for what is left of the step."""
        waiting = item.left(OPEN, COPIED)
        self.write_wanted.emit(lambda session: tasks.another_script(session, self._desk.actor, waiting))

    def open_contact(self, item: Item, place: int) -> None:
        contact = item.targets[place].contact
        if contact:
            self.contact_wanted.emit(contact)

    def fill_in(self, name: str, value: str) -> None:
        """A value for the day that the words lacked."""
        day = self._desk.clock.now().date()
        self.write_wanted.emit(lambda session: variables.set_day_value(session, day, name, value))

    def skip(self, waiting: Sequence[str]) -> None:
        """Leave these tasks out, for a reason that is asked for."""
        reason = dialogs.ask_skip_reason(self._window, self._desk.theme)
        if reason is not None:
            self.moved_on.emit()
            self.write_wanted.emit(lambda session: tasks.skip(session, self._desk.actor, waiting, reason))


def to_clipboard(text: str) -> bool:
    """Put text on the clipboard; False when another program holds it."""
    clipboard = QGuiApplication.clipboard()
    clipboard.setText(text)
    return clipboard.text() == text
