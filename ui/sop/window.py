"""日清单模板: templates, the steps of one, the form of a step, and the week that they make; all by keyboard."""

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout
from sqlalchemy.orm import Session

from desktop.changes import Done
from desktop.errors import AppError
from desktop.security.roles import Permission, allowed
from desktop.sop import editing, preview
from desktop.sop.drafts import StepDraft, TemplateDraft, from_lines
from desktop.sop.preview import DayPlan
from ui.hint_bar import HintBar
from ui.page import Hint, Page
from ui.sop.acts import TemplateActs
from ui.sop.bar import TemplateBar
from ui.sop.form import StepForm
from ui.sop.tables import StepModel, TemplateModel, step_table, template_table
from ui.sop.week import WeekView
from ui.widgets.banner import AnswerBanner
from ui.widgets.keys import plain_key
from ui.widgets.pane import Pane, ScrollPane

LIST_WIDTH = 250
SETTLE_MS = 200  # from a line that was left to the week that shows it


class Shelf(NamedTuple):
    """Everything the window chooses from."""

    drafts: list[TemplateDraft]
    scripts: list[tuple[str, str]]
    materials: list[tuple[str, str]]


class TemplateWindow(Pane):
    """Writes by its page; `shown` says that the templates have been read, `previewed` that the week has.

    `about_to_write` lets the page know beforehand that the day's tasks will be others.
    """

    shown = Signal()
    previewed = Signal()
    about_to_write = Signal()

    def __init__(self, page: Page, wanted: str = "") -> None:
        super().__init__(page.theme, "surface", parent=page)
        self.setWindowFlag(Qt.WindowType.Window)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("日清单模板"))
        self.setGeometry(page.window().geometry())
        self.page, self.draft, self.step = page, TemplateDraft(""), ""
        self.dirty = False
        self.wanted = wanted  # the template to choose once it has been read
        self.acts = TemplateActs(self)
        self._only = False
        today = page.desk.clock.now().date()
        self.monday = today - timedelta(days=today.weekday())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self.look_ahead)
        self._build()
        self._wire()
        self.read()

    # ------------------------------------------------------------------------------------------ building

    def _build(self) -> None:
        theme = self.theme
        self.bar = TemplateBar(theme, self)
        self.model, self.step_model = TemplateModel(self), StepModel(self)
        self.list = template_table(theme, self.model, self.tr("模板"), self)
        self.list.setFixedWidth(theme.px(LIST_WIDTH))
        self.steps = step_table(theme, self.step_model, self.tr("步骤"), self)
        self.week = WeekView(theme)
        self.week_pane = ScrollPane(theme, "surface", margins=(0, 0, 0, 0), spacing=0, parent=self)
        self.week_pane.body.addWidget(self.week)
        self.week_pane.body.addStretch(1)
        self.notice = AnswerBanner(theme, "warn", "info", height=44, parent=self)
        self.notice.hide()
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.steps)
        self.stack.addWidget(self.week_pane)
        self.form = StepForm(theme, self)
        self.hint_bar = HintBar(theme, self)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.notice)
        middle.addWidget(self.stack, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addLayout(middle, 1)
        row.addWidget(self.form)
        self.body.addWidget(self.bar)
        self.body.addLayout(row, 1)
        self.body.addWidget(self.hint_bar)

    def _wire(self) -> None:
        self.bar.left.connect(self.close)
        self.bar.wanted.connect(self._on_letter)
        self.bar.view.changed.connect(self._on_view)
        self.hint_bar.help_clicked.connect(self.show_keys)
        self.list.current_changed.connect(self._on_template)
        self.steps.current_changed.connect(self._on_step)
        self.list.activated_id.connect(self._on_into_steps)
        self.steps.activated_id.connect(self._on_into_form)
        for table in (self.list, self.steps):
            table.letter.connect(self._on_letter)
        self.form.edited.connect(self._on_edited)
        self.week.opened.connect(self._on_opened)
        self.week.turned.connect(self.turn)
        self.week_pane.verticalScrollBar().valueChanged.connect(self.week.keep_head)
        self.week.moved.connect(self._on_moved)
        for table in (self.list, self.steps):
            table.installEventFilter(self)  # keys that a table would take for itself

    # ------------------------------------------------------------------------------------------ reading

    def read(self) -> None:
        actor = self.page.desk.actor

        def work(session: Session) -> Shelf:
            return Shelf(editing.drafts(session, actor), editing.scripts(session), editing.materials(session))

        self.page.read(work, self._on_shelf)

    @Slot(object)
    def _on_shelf(self, shelf: Shelf) -> None:
        self.form.set_choices(shelf.scripts, shelf.materials)
        self.dirty = False
        self.model.show_drafts(shelf.drafts)
        wanted = self.wanted or self.draft.id or (shelf.drafts[0].id if shelf.drafts else "")
        self.wanted = ""
        if not self.list.select_id(wanted) and shelf.drafts:
            self.list.select_id(shelf.drafts[0].id)
        self._show_template(self.model.drafts.get(str(self.list.current_id()), TemplateDraft("")))
        self.shown.emit()

    @Slot(object)
    def _on_template(self, id_: object) -> None:
        """Another template was chosen; what was changed in the one before is saved first."""
        if str(id_) == self.draft.id or id_ is None:
            return
        if self.dirty:
            self.wanted = str(id_)
            if not self.save():
                self.list.select_id(self.draft.id)
            return
        self._show_template(self.model.drafts[str(id_)])

    def _show_template(self, draft: TemplateDraft) -> None:
        self.draft = draft
        self.step_model.show_draft(draft)
        if self.step not in self.step_model.steps:
            self.step = draft.steps[0].id if draft.steps else ""
        self.steps.select_id(self.step)
        self.show_step()
        self._show_state()
        if self._previewing():
            self._timer.start()

    @Slot(object)
    def _on_step(self, id_: object) -> None:
        if id_ is not None and str(id_) != self.step:
            self.step = str(id_)
            self.show_step()

    def show_step(self) -> None:
        step = self.step_model.steps.get(self.step)
        self.form.setVisible(step is not None and not self._previewing())
        if step is not None:
            self.form.show_step(step, self.draft.kind, locked=not self.may())

    def may(self) -> bool:
        return editing.may_change(self.page.desk.actor, self.draft)

    def _show_state(self) -> None:
        actor = self.page.desk.actor
        lead = allowed(actor, Permission.EDIT_DICTIONARY, branch=actor.branch)
        self.bar.show_draft(self.draft, lead=lead, may=lead and self.may(), dirty=self.dirty)
        week = [
            Hint("← →", self.tr("换天，到头换周")),
            Hint("↵", self.tr("看这一步")),
            Hint("P", self.tr("只看这个模板")),
        ]
        own = [
            Hint("Space", self.tr("启用或停用")), Hint("N", self.tr("新模板")), Hint("A", self.tr("加一步")),
            Hint("E", self.tr("改模板")), Hint("D", self.tr("另存一份")), Hint("Del", self.tr("删除")),
            Hint("Alt ↑↓", self.tr("移动步骤")), Hint("Ctrl S", self.tr("保存")),
        ]  # fmt: skip
        base = [Hint("↑ ↓", self.tr("选")), Hint("W", self.tr("一周")), Hint("F6", self.tr("换一块"))]
        self.hint_bar.set_hints([*base, *(week if self._previewing() else own if lead else [])])

    # ------------------------------------------------------------------------------------------ the week

    def _previewing(self) -> bool:
        return self.stack.currentWidget() is self.week_pane

    @Slot(str)
    def _on_view(self, name: str) -> None:
        self.stack.setCurrentWidget(self.week_pane if name == "week" else self.steps)
        self.show_step()
        self._show_state()
        if name == "week":
            self.look_ahead()
            self.week.setFocus()
        else:
            self.steps.setFocus()

    @Slot(int)
    def turn(self, by: int) -> None:
        """To the week before or after."""
        self.monday += timedelta(days=7 * by)
        self.look_ahead()

    @Slot()
    def look_ahead(self) -> None:
        """Ask what the week would be, with the changes that are not saved yet."""
        actor, monday = self.page.desk.actor, self.monday
        others = [one for one in self.model.drafts.values() if one.on and one.id != self.draft.id]
        here = [] if not self.draft.id or not (self.draft.on or self._only) else [self.draft]
        made_from = here if self._only else [*others, *here]
        self.page.read(lambda session: preview.week(session, actor, monday, made_from), self._on_week)

    @Slot(object)
    def _on_week(self, days: list[DayPlan]) -> None:
        self.week.show_days(days)
        self.bar.show_week(days, only=self.draft.title if self._only else "")
        unknown = [day for day in days if not day.known]
        if unknown:
            self._say(self.tr("{year} 年的节假日还没有公布").format(year=unknown[0].day.year),
                      self.tr("先按周末休息推算，收到总行的节假日表再看一遍"))  # fmt: skip
        else:
            self.notice.hide()
        self.previewed.emit()

    @Slot(QRectF)
    def _on_moved(self, box: QRectF) -> None:
        self.week_pane.ensureVisible(round(box.center().x()), round(box.center().y()), 0, round(box.height()))

    @Slot(str)
    def _on_opened(self, step: str) -> None:
        """From the week to the step that stands behind a slot."""
        holder = next((one for one in self.model.drafts.values() if any(s.id == step for s in one.steps)), None)
        if holder is not None:
            self.step = step
            self.list.select_id(holder.id)
            self.bar.view.set_value("steps")
            self.steps.select_id(step)

    # ------------------------------------------------------------------------------------------ changing

    @Slot()
    def _on_edited(self) -> None:
        self._take_form()

    def _take_form(self) -> bool:
        """Take what the form says into the template; False when a line cannot be read, which is said."""
        old = self.step_model.steps.get(self.step)
        if old is None:
            return True
        try:
            step = from_lines(old, self.draft, self.form.typed())
        except AppError as error:
            self._say(*self.page.desk.words.render_both(error))
            return False
        self.notice.hide()
        if not self.may():
            if (step.time, step.until) != old.window:
                self._shift(old, step)
        elif step != old:
            self.change(self.draft.with_step(step))
        return True

    def _shift(self, old: StepDraft, step: StepDraft) -> None:
        actor = self.page.desk.actor
        time, until = step.time, step.until
        self.write(lambda session: editing.shift(session, actor, old.id, time, until))

    def change(self, draft: TemplateDraft) -> None:
        """Show the template as changed; it is saved by Ctrl+S, or on the way to another."""
        self.dirty = True
        self.draft = draft
        self.step_model.show_draft(draft)
        self.steps.select_id(self.step)
        self._show_state()

    @Slot()
    def save(self) -> bool:
        """Write what was changed; False when something in the form has to be mended first."""
        if not self._take_form():
            return False
        if self.dirty:
            actor, draft = self.page.desk.actor, self.draft
            self.dirty = False
            self.write(lambda session: editing.save(session, actor, draft))
        return True

    def write(self, work: Callable[[Session], Done]) -> None:
        self.about_to_write.emit()
        self.page.write(work, self._on_written)

    def _on_written(self, done: Done) -> None:
        self.acts.remember(done)
        self.read()

    # ------------------------------------------------------------------------------------------ keys

    @Slot(str)
    def _on_letter(self, letter: str) -> None:
        if letter == "W":
            self.bar.view.set_value("steps" if self._previewing() else "week")
        elif letter == "P" and self._previewing():
            self._only = not self._only
            self.look_ahead()
        elif letter in self.bar.buttons and self.bar.buttons[letter].isEnabled():
            acts = self.acts
            {"N": acts.new, "A": acts.add_step, "E": acts.edit, "D": acts.copy, "Ctrl S": self.save}[letter]()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
            acts = {Qt.Key.Key_Up: self.acts.move_up, Qt.Key.Key_Down: self.acts.move_down} if alt else {}
            if watched is self.list:
                acts = {Qt.Key.Key_Space: self.acts.switch}
            act = acts.get(Qt.Key(event.key()))
            if act is not None:
                act()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = plain_key(event)
        if event.matches(QKeySequence.StandardKey.Save):
            self.save()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.acts.undo()
        elif event.key() == Qt.Key.Key_F6:
            self.next_pane()
        elif key == "Esc" and self.form.isAncestorOf(self.focusWidget() or self.list):
            self.steps.setFocus()
        elif key == "Esc":
            self.close()
        elif key == "Del" and self.list.hasFocus():
            self.acts.remove()
        elif key == "Del" and self.steps.hasFocus():
            self.acts.remove_step()
        elif event.text() in {"?", "？"}:
            self.show_keys()
        elif key.isalpha() and len(key) == 1:
            self._on_letter(key)
        else:
            super().keyPressEvent(event)

    @Slot()
    def show_keys(self) -> None:
        from ui.keys_window import KeysWindow

        KeysWindow(self.theme, self.windowTitle(), self.hint_bar.hints[:-1], [], self).open()

    @Slot()
    def next_pane(self) -> None:
        stops = [self.list, self.week if self._previewing() else self.steps, self.form]
        stops = [one for one in stops if one.isVisibleTo(self)]
        here = next((at for at, one in enumerate(stops) if one.isAncestorOf(self.focusWidget() or self)
                     or one.hasFocus()), -1)  # fmt: skip
        following = stops[(here + 1) % len(stops)]
        if following is self.form:
            self.form.focus_first()
        else:
            following.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(object)
    def _on_into_steps(self, _id: object) -> None:
        (self.week if self._previewing() else self.steps).setFocus()

    @Slot(object)
    def _on_into_form(self, _id: object) -> None:
        self.form.focus_first()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.list.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.save()
        super().closeEvent(event)

    def _say(self, what: str, cure: str = "") -> None:
        self.notice.set("warn", "info", what, cure)
        self.notice.show()
