"""The day's list as a narrow window beside the messenger: one key walks copy text, copy picture, sent, next."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from desktop.changes import Done
from desktop.errors import AppError
from desktop.library import pictures
from desktop.sop import tasks, variables
from desktop.sop.items import COPIED, OPEN, Item, Target, Today
from ui.clipboard import put_picture
from ui.desk import Desk
from ui.today.dock_face import COPY, PICTURE, SENT, TICK, DockFace
from ui.today.list import command_of
from ui.today.work import to_clipboard
from ui.widgets.keys import plain_key

SIZE = QSize(420, 660)
SMALLEST = QSize(360, 420)
STEPS = {"J": 1, "K": -1}


class DockWindow(QWidget):
    """Space or C does what comes next; J K change the step, S skips, X takes other words, ↵ finishes, Esc closes.

    It writes by its page: `write_wanted` gives work(session) -> Done, `skip_wanted` and `postpone_wanted` tasks.
    """

    write_wanted = Signal(object)
    skip_wanted = Signal(object)
    postpone_wanted = Signal(object)
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self.desk, self.theme = desk, desk.theme
        self.today: Today | None = None
        self.step, self.task = "", ""
        self.picture = b""
        self._shown: set[str] = set()  # tasks whose picture was copied
        self.setWindowTitle(self.tr("今日 · 浮窗"))
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(SMALLEST)
        self.resize(SIZE)
        self.face = DockFace(self.theme, self)
        self.face.pressed.connect(self._on_pressed)
        self.face.filled.connect(self._on_filled)
        self.face.chosen.connect(self._on_chosen)

    def show_beside(self) -> None:
        """At the right edge of the screen, where it covers little of the chat."""
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.move(room.right() - self.width() - 12, room.top() + max(12, (room.height() - self.height()) // 2))
        self.show()
        self.raise_()
        self.activateWindow()
        self.setFocus()

    # ------------------------------------------------------------------------------------------ showing

    def show_day(self, today: Today) -> None:
        """Stay with the step and target while they wait; else go on to the next."""
        self.today = today
        item = today.find(self.step) or today.first
        self.step = item.step if item else ""
        if item is None:
            self.task = ""
            self.face.show_empty(today)
            return
        waiting = [one for one in item.targets if one.state in {OPEN, COPIED}]
        if self.task not in {one.task for one in waiting}:
            self.task = waiting[0].task
        self._read_picture()

    def _read_picture(self) -> None:
        task = self.task
        decoder = self.desk.pictures
        self.desk.jobs.read(self, lambda session: (task, pictures.of_task(session, task, decoder)), self._on_picture)

    @Slot(object)
    def _on_picture(self, found: tuple[str, bytes]) -> None:
        if found[0] == self.task:
            self.picture = found[1]
            self._show()

    def _show(self) -> None:
        item, target = self._item(), self._target()
        if self.today is not None and item is not None and target is not None:
            self.face.show_target(self.today, item, target, self.picture, self.stage())

    def _item(self) -> Item | None:
        return self.today.find(self.step) if self.today else None

    def _target(self) -> Target | None:
        item = self._item()
        return next((one for one in item.targets if one.task == self.task), None) if item else None

    def stage(self) -> str:
        """What the one key does next for the target that is shown."""
        target = self._target()
        if target is None or not target.script:
            return TICK
        if target.state == OPEN:
            return COPY
        return PICTURE if self.picture and target.task not in self._shown else SENT

    # ------------------------------------------------------------------------------------------ acts

    def advance(self) -> None:
        """The one key: copy the text, then the picture, then it is sent, and the next one comes."""
        target, actor = self._target(), self.desk.actor
        if target is None:
            return
        stage, task = self.stage(), target.task
        if stage == COPY:
            self._copy(target)
        elif stage == PICTURE:
            if put_picture(self.picture):
                self._shown.add(task)
                self._show()
            else:
                self.face.say(self.tr("剪贴板被占用，再按一次"))
        elif stage == SENT:
            self._next()
            self.write_wanted.emit(lambda session: tasks.sent(session, actor, [task]))
        else:
            self.finish()

    def _copy(self, target: Target) -> None:
        try:
            text = target.filled.complete()
        except AppError as error:
            self.face.say("  ".join(filter(None, self.desk.words.render_both(error))))
            self.face.missing.field.setFocus()
            return
        if not to_clipboard(text):
            self.face.say(self.tr("剪贴板被占用，再按一次"))
            return
        self._write(lambda session: tasks.copied(session, self.desk.actor, [target.task]))

    def finish(self) -> None:
        """What was copied of the step is done; if nothing was, the target shown is."""
        item, target, actor = self._item(), self._target(), self.desk.actor
        if item is None or target is None:
            return
        waiting = item.left(COPIED) or (target.task,)
        self._write(lambda session: tasks.finish(session, actor, waiting))

    def another(self) -> None:
        task, actor = self.task, self.desk.actor
        self._write(lambda session: tasks.another_script(session, actor, [task]))

    def _write(self, work: Callable[[Session], Done]) -> None:
        self.face.say("")
        self.write_wanted.emit(work)

    def _next(self) -> None:
        """Make the next target of the step the one that is shown; without one the step is at its end."""
        item = self._item()
        waiting = [one.task for one in item.targets if one.state in {OPEN, COPIED}] if item else []
        at = waiting.index(self.task) if self.task in waiting else -1
        self.task = (waiting[at + 1 :] or waiting[:at] or [""])[0]
        self.face.say("")

    def _move(self, by: int) -> None:
        waiting = self.today.waiting if self.today else ()
        if waiting:
            at = [one.step for one in waiting].index(self.step)
            self.step = waiting[(at + by) % len(waiting)].step
            self.task = ""
            self.show_day(self.today)

    # ------------------------------------------------------------------------------------------ events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        name = command_of(event) or plain_key(event)
        if name in STEPS:
            self._move(STEPS[name])
        elif name in {"Space", "C"}:
            self.advance()
        elif name == "↵":
            self.finish()
        elif name == "X":
            self.another()
        elif name == "S" and self.task:
            self.skip_wanted.emit((self.task,))
        elif name == "R" and self.task:
            self.postpone_wanted.emit(self._item())
        elif name == "Esc":
            self.close()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event) -> None:  # noqa: ANN001 - QResizeEvent
        super().resizeEvent(event)
        self.face.resize(self.size())

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    @Slot(str)
    def _on_pressed(self, name: str) -> None:
        acts = {"advance": self.advance, "finish": self.finish, "another": self.another}
        if name in acts:
            acts[name]()
        elif name == "skip" and self.task:
            self.skip_wanted.emit((self.task,))
        self.setFocus()

    @Slot(str)
    def _on_chosen(self, task: str) -> None:
        self.task = task
        self._read_picture()
        self.setFocus()

    @Slot(str, str)
    def _on_filled(self, name: str, value: str) -> None:
        day = self.desk.clock.now().date()
        self._write(lambda session: variables.set_day_value(session, day, name, value))
        self.setFocus()
