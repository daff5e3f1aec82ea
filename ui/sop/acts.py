"""What is done with templates and steps: made, copied, switched, moved, deleted, taken back."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from sqlalchemy.orm import Session

from desktop import undo
from desktop.changes import Done
from desktop.sop import editing, templates
from desktop.sop.drafts import StepDraft, TemplateDraft
from ui.sop.template_form import TemplateForm

if TYPE_CHECKING:
    from ui.sop.window import TemplateWindow


class TemplateActs(QObject):
    """Acts on what the window has chosen; the window writes and reads again."""

    def __init__(self, window: "TemplateWindow") -> None:
        super().__init__(window)
        self._window = window
        self._batches: list[str] = []
        self.dialog: TemplateForm | None = None

    def remember(self, done: Done) -> None:
        """A write that Ctrl+Z takes back."""
        if done.batch:
            self._batches.append(done.batch)

    @Slot()
    def undo(self) -> None:
        """Take back what was saved here, last first; what is not saved yet first of all."""
        if self._window.dirty:
            self._window.read()
        elif self._batches:
            actor, batch = self._window.page.desk.actor, self._batches.pop()
            self._window.about_to_write.emit()
            self._window.page.write(lambda session: undo.undo(session, actor, batch), self._on_undone)

    def _on_undone(self, _done: Done) -> None:
        self._window.read()

    @Slot()
    def new(self) -> None:
        self._ask(editing.new_template())

    @Slot()
    def edit(self) -> None:
        if self._window.draft.id:
            self._ask(self._window.draft)

    def _ask(self, draft: TemplateDraft) -> None:
        self.dialog = TemplateForm(self._window.theme, draft, self._window.page.desk.words.render, self._window)
        self.dialog.accepted_draft.connect(self._on_template_filled)
        self.dialog.open()

    @Slot(object)
    def _on_template_filled(self, draft: TemplateDraft) -> None:
        """A new template begins with one step; a changed one keeps its own."""
        if not draft.steps:
            draft = draft.with_step(replace(editing.new_step(), title=self.tr("第一步")))
        actor = self._window.page.desk.actor
        self._window.wanted, self._window.dirty = draft.id, False
        self._window.write(lambda session: editing.save(session, actor, draft))

    @Slot()
    def add_step(self) -> None:
        """A step like the last one, after it; the cursor stands in its name."""
        last = self._window.draft.steps[-1] if self._window.draft.steps else StepDraft("")
        title = self.tr("新的一步")
        step = replace(last, id=editing.new_step().id, key=editing.new_step().key, title=title, shifted=None)
        self._window.step = step.id
        self._window.change(self._window.draft.with_step(step))
        self._window.show_step()
        self._window.form.focus_first()

    @Slot()
    def copy(self) -> None:
        actor, template = self._window.page.desk.actor, self._window.draft.id

        def work(session: Session) -> Done:
            done, self._window.wanted = editing.copy(session, actor, template)
            return done

        self._window.write(work)

    @Slot()
    def switch(self) -> None:
        actor, draft = self._window.page.desk.actor, self._window.draft
        if draft.id and not self._window.dirty:
            self._window.write(lambda session: templates.switch(session, actor, draft.id, on=not draft.on))

    @Slot()
    def remove(self) -> None:
        """Put the template away; only one's own."""
        actor, template = self._window.page.desk.actor, self._window.draft.id
        if self._changeable():
            self._window.dirty = False
            self._window.write(lambda session: editing.remove(session, actor, template))

    @Slot()
    def remove_step(self) -> None:
        window = self._window
        ids = [one.id for one in window.draft.steps]
        if self._changeable() and window.step in ids:
            at = ids.index(window.step)
            gone = ids.pop(at)
            window.step = ids[min(at, len(ids) - 1)] if ids else ""
            window.change(window.draft.without(gone))
            window.show_step()

    @Slot()
    def move_up(self) -> None:
        self._move(-1)

    @Slot()
    def move_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        window, steps = self._window, list(self._window.draft.steps)
        at = next((at for at, one in enumerate(steps) if one.id == window.step), -1)
        if self._changeable() and at >= 0 and 0 <= at + by < len(steps):
            steps.insert(at + by, steps.pop(at))
            window.change(replace(window.draft, steps=tuple(steps)))

    def _changeable(self) -> bool:
        return bool(self._window.draft.id) and self._window.bar.buttons["E"].isEnabled()
