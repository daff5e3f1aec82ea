"""Beside the steps of the day: handing them on, telling of leave, holding activities, asking for what was left."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from sqlalchemy.orm import Session

from desktop.changes import Done
from desktop.security.roles import Permission, allowed
from desktop.sop import absences, missed, tasks
from desktop.sop.absences import Colleague
from desktop.sop.items import COPIED, OPEN, Item
from desktop.sop.missed import Missed
from ui.activities.host import ActivityHost
from ui.page import Page
from ui.today import dialogs, words
from ui.widgets.dialog import ReasonDialog


class Beside(QObject):
    """`write_wanted` is carried out by the page; `about_to_change` says that the day is to be made again."""

    write_wanted = Signal(object)  # work(session) -> Done
    about_to_change = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page, self._desk = page, page.desk
        self._asked = ""  # the day for which it has been asked in this window
        self.dialog: ReasonDialog | None = None
        self.host = ActivityHost(page.desk, page)
        self.host.changed.connect(page.changed)
        self.host.error.connect(page.error)

    # ------------------------------------------------------------------------------------------ handing on

    def hand_over(self, item: Item, place: int) -> None:
        """Ask which colleague takes the customer or group that is shown, or the step that has only one."""
        target = item.targets[place]
        if target.state not in {OPEN, COPIED}:
            return
        actor, today = self._desk.actor, self._desk.clock.now().date()
        title = self.tr("把“{title}”交给谁？").format(title=f"{item.title} {target.name}".strip())

        def then(found: list[Colleague]) -> None:
            if found:
                self._choose_colleague(title, target.task, found)

        self._desk.jobs.read(self, lambda session: absences.present(session, actor, today), then, self._page.error.emit)

    def _choose_colleague(self, title: str, task: str, people: list[Colleague]) -> None:
        note = self.tr("今天在岗的同事；任务连同话术一起过去，Ctrl Z 可以收回")
        names = [one.name for one in people]
        self.dialog = ReasonDialog(
            self._desk.theme, title, note, names, self.tr("交给"), 420, self._page
        )  # fmt: skip
        self.dialog.accepted.connect(partial(self._on_colleague, task, people))
        self.dialog.open()

    def _on_colleague(self, task: str, people: list[Colleague]) -> None:
        if self.dialog is not None:
            name, actor = self.dialog.reason(), self._desk.actor
            to = next(one.id for one in people if one.name == name)
            self.write_wanted.emit(lambda session: tasks.hand_over(session, actor, [task], to))

    # ------------------------------------------------------------------------------------------ leave, activities

    @Slot()
    def tell_leave(self) -> None:
        """One's own leave; for the lead anybody's."""
        from ui.sop.absence_dialog import AbsenceDialog

        self.absences = AbsenceDialog(self._page, self.about_to_change.emit)
        self.absences.open()

    @Slot()
    def open_templates(self) -> None:
        """The lead looks at the templates, takes them up, changes them, and sees the week that they make."""
        if allowed(self._desk.actor, Permission.EDIT_DICTIONARY):
            from ui.sop.window import TemplateWindow

            self.templates = TemplateWindow(self._page)
            self.templates.about_to_write.connect(self.about_to_change)
            self.templates.show()

    def hold(self, item: Item, place: int) -> None:
        """The runner of the group that is shown."""
        target = item.targets[place]
        if item.kind == "activity" and target.group:
            self.host.start(target.group, target.name)

    # ------------------------------------------------------------------------------------------ what was left

    def ask_for_left(self, found: Missed | None) -> None:
        """Ask once what becomes of the steps that the last duty day left."""
        today = self._desk.clock.now().date()
        if found is None or self._asked == today.isoformat() or not self._page.isVisible():
            return
        self._asked = today.isoformat()
        title = self.tr("{day}有 {count} 项没做").format(day=words.near_day(found.day, today), count=len(found.tasks))
        named = [f"{name} ×{count}" if count > 1 else name for name, count in found.steps]
        choices = [self.tr("补到今天"), self.tr("写原因，跳过"), self.tr("就这样")]
        self.dialog = ReasonDialog(
            self._desk.theme, title, self.tr("、").join(named), choices, width=420, parent=self._page
        )  # fmt: skip
        self.dialog.accepted.connect(partial(self._on_left, found, choices))
        self.dialog.rejected.connect(self._let_be)
        self.dialog.open()

    def _on_left(self, found: Missed, choices: list[str]) -> None:
        choice = choices.index(self.dialog.reason()) if self.dialog is not None else 2
        actor, today = self._desk.actor, self._desk.clock.now().date()
        reason = dialogs.ask_skip_reason(self._page, self._desk.theme) if choice == 1 else None

        def work(session: Session) -> Done:
            missed.asked(session, actor, today)
            if choice == 0:
                return missed.carry(session, actor, found.tasks, today)
            return tasks.skip(session, actor, found.tasks, reason) if reason else missed.let_be(session, actor, today)

        self.write_wanted.emit(work)

    @Slot()
    def _let_be(self) -> None:
        actor, today = self._desk.actor, self._desk.clock.now().date()
        self.write_wanted.emit(lambda session: missed.let_be(session, actor, today))
