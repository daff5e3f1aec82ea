"""快速登记: a customer stands there; ten seconds, no mouse."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.changes import Done
from desktop.contacts import capture, search
from desktop.contacts.capture import RESULTS, Capture
from desktop.contacts.phones import PHONE_DIGITS
from desktop.contacts.search import ContactRow, Known
from desktop.contacts.whitelist import Lead
from desktop.errors import AppError
from ui.capture import counter
from ui.capture.answer import Answer, may_see
from ui.capture.choices import Choices
from ui.capture.counter import COUNTER, DECLINED, Code, Counter, Draft
from ui.capture.customer_code import CustomerCode
from ui.capture.everywhere import Everywhere
from ui.capture.frame import CaptureFrame
from ui.capture.hot_key import HotKey
from ui.capture.kept_draft import KeptDraft
from ui.capture.phone_field import is_number
from ui.capture.writing import Writing
from ui.desk import Desk
from ui.widgets.dialog import Dialog

DEBOUNCE_MS: Final = 80
PATIENCE_MS: Final = 300  # until a question that has no answer yet is spoken of
EMPTY, TYPING, WRONG, ASKING, NEW, OURS = "empty", "typing", "wrong", "asking", "new", "ours"


class QuickCaptureWindow(CaptureFrame):
    """Prebuilt and hidden. Enter saves and goes on to the next, Ctrl+Enter saves and closes, Esc hides."""

    changed = Signal(object)
    error = Signal(object)
    navigate = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, parent)
        self.desk = desk
        self.state = EMPTY
        self.matches: tuple[ContactRow, ...] = ()
        self.leads: tuple[Lead, ...] = ()
        self.keyless = False
        self.at = 0
        self.dialog: Dialog | None = None
        self.fault: AppError | None = None
        self._asked = 0
        self._closing = False
        self._stored = ""  # what was said of the last one, until the next is typed
        self.answer = Answer(desk, self.banner, self.stage)
        self.code = CustomerCode(desk, self.full)
        self.keeper = KeptDraft(desk, COUNTER, self._fill, self)
        self.choices = Choices(self, self.keeper, self._open)
        self.writing = Writing(desk, self, self._open)
        self.hot_key = HotKey(self)
        self.anywhere = Everywhere(desk, self.everywhere, self.hot_key)
        self._search_timer = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._wire()
        self._set_state(EMPTY)
        self.choices.show()
        self._read_counter()

    def _wire(self) -> None:
        self.phone.typed.connect(self._on_typed)
        self.form.edited.connect(self._on_edited)
        self.form.source_wanted.connect(self.choices.choose_source)
        self.form.next_wanted.connect(self.choices.choose_next)
        self.choices.changed.connect(self._on_chosen)
        self.choices.placed.connect(self.code.read)
        self.code.changed.connect(self._on_code)
        self.known.done.connect(self.save)
        self.known.key.connect(self._on_known_key)
        self.known.stepped.connect(self._on_stepped)
        self.enlarge.clicked.connect(self.code.toggle)
        self.pin.toggled.connect(self._on_pin)
        self.shut.clicked.connect(self.hide)
        self.hide_button.clicked.connect(self.hide)
        self.save_button.clicked.connect(self.save)
        self.result.clicked.connect(self.choices.next_result)
        self.anywhere.refused.connect(self.answer.key_taken)
        self.hot_key.pressed.connect(self.show_for_next)
        self._search_timer.timeout.connect(self.look_up)
        self._patience.timeout.connect(self._on_patience)
        self.writing.stored.connect(self._on_stored)
        self.writing.undone.connect(self._on_undone)
        for part in (self.code, self.keeper, self.writing, self.anywhere):
            part.failed.connect(self._on_failed)
        for keys, slot in (
            ("F3", self.code.toggle), ("F4", self.choices.choose_source), ("F5", self.choices.choose_next),
            ("F6", self.choices.next_result), ("F7", self.count_only),
            ("Ctrl+Return", self.save_and_close), ("Ctrl+Enter", self.save_and_close),
            ("Alt+N", self.form.name.setFocus), ("Alt+0", self.form.consent.toggle),
            ("Alt+M", self.form.mister.click), ("Alt+W", self.form.miss.click),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self, slot)

    # ------------------------------------------------------------------------------------------ showing

    @Slot()
    def show_for_next(self) -> None:
        """Show at once, ready for the next person."""
        parent = self.parentWidget()
        if parent is not None and not self.isVisible():
            middle = parent.window().geometry().center()
            self.move(middle.x() - self.width() // 2, middle.y() - self.height() // 2)
        self.show()
        self.raise_()
        self.activateWindow()
        self.phone.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read_counter()
        self.code.read(self.keeper.draft.placement)

    def _read_counter(self) -> None:
        actor = self.desk.actor
        self.desk.jobs.read(self, lambda session: counter.read(session, actor), self._on_counter, self._on_failed)

    def _on_counter(self, found: Counter) -> None:
        self.form.grid.set_tags(found.tags)
        self.choices.set_places(found.places)
        self.today.setText(self.tr("今日第 {count} 位").format(count=found.today + 1))
        draft = self.keeper.restore(found.draft)
        if draft is not None:
            self._take_up(draft)
        self.anywhere.show(wanted=found.everywhere)

    def _take_up(self, draft: Draft) -> None:
        """Go on with what was left when the window or the program closed."""
        self.form.grid.set_chosen(draft.tags)
        self.form.name.setText(draft.name)
        self.choices.show()
        self.code.read(draft.placement)
        if draft.phone:
            self.phone.set_value(draft.phone)
            self._on_typed(draft.phone)

    @Slot(object)
    def _on_code(self, code: Code) -> None:
        self.card.set_code(code.matrix, self.code.name(), code.line)
        self.enlarge.setEnabled(bool(code.matrix))
        self.mark.setText(self.tr("活码标识 {state}").format(state=code.state) if code.state else "")

    def _set_state(self, state: str) -> None:
        self.state = state
        self.left.setCurrentWidget(self.known if state == OURS else self.form)
        self.phone.set_error(" " if state == WRONG else "")
        self._show_answer()
        self._show_button()

    def _show_answer(self) -> None:
        """What is known of who stands there: in the field, in the banner, and for one who is ours at the left."""
        digits, number = len(self.phone.value()), is_number(self.phone.text())
        note = {TYPING: self.tr("{count} 位").format(count=digits), NEW: self.tr("11 位，已查重")}.get(self.state, "")
        self.phone.set_note(note if number else self.tr("拼音首字母") * bool(self.phone.text()))
        match self.state:
            case "empty" if self._stored:
                self.answer.stored(self._stored)
            case "empty":
                self.answer.nobody()
            case "typing" if number:
                self.answer.unfinished(PHONE_DIGITS - digits)
            case "typing":
                self.answer.nowhere()
            case "wrong" if self.fault is not None:
                self.answer.refuse(self.fault)
            case "new":
                consented = self.form.consent.isChecked()
                self.answer.new(self.leads, self.keeper.draft.result, consented=consented, keyless=self.keyless)
            case "ours":
                self.answer.ours(self.matches, self.at)
                row = self.matches[self.at]
                self.known.show_row(row, self.desk.clock.now(), editable=may_see(row))

    def _show_button(self) -> None:
        words = self.tr("保存")
        if self.state == OURS:
            words = {"1": self.tr("保存到访"), "2": self.tr("提醒"), "3": self.tr("加标签")}[self.known.chosen]
        elif self.state == NEW and not self._agreed():
            words = self.tr("只计 1 人")
        self.save_button.setText(words)
        self.save_button.setEnabled(self.state in {NEW, OURS})

    # ------------------------------------------------------------------------------------------ typing

    @Slot(str)
    def _on_typed(self, value: str) -> None:
        """After the eleventh digit the answer is asked for at once, and the digits belong to the tags."""
        self.code.wake()
        self._stored = ""
        if value:
            self.elapsed.begin(self.desk.clock)
        self._asked += 1
        self._search_timer.stop()
        self.keeper.later()
        if not value:
            self._set_state(EMPTY)
        elif not is_number(self.phone.text()):
            self._search_timer.start()
        elif len(value) < PHONE_DIGITS:
            self._set_state(TYPING)
        elif self._check(value):
            self.state = ASKING  # said only when the answer keeps one waiting
            self._patience.start()
            self.look_up()
            if self.phone.hasFocus():
                self.form.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _check(self, value: str) -> bool:
        try:
            capture.valid_phone(value)
        except AppError as error:
            self.fault = error
            self._set_state(WRONG)
            return False
        return True

    @Slot()
    def look_up(self) -> None:
        """Ask whose the person is."""
        self._asked += 1
        asked, actor, typed = self._asked, self.desk.actor, self.phone.value()
        self.desk.jobs.read(self, lambda session: (asked, search.find_known(session, actor, typed)), self._on_known,
                            self._on_failed)  # fmt: skip

    def _on_known(self, answer: tuple[int, Known]) -> None:
        asked, known = answer
        if asked != self._asked:
            return
        self.matches, self.leads, self.keyless, self.at = known.matches, known.leads, known.keyless, 0
        if known.matches:
            self._set_state(OURS)
            if known.exact and self._has_focus():
                self.known.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._set_state(NEW if known.exact else TYPING)

    @Slot()
    def _on_patience(self) -> None:
        if self.state == ASKING:
            self.answer.asking()
            self._show_button()

    def _has_focus(self) -> bool:
        return any(widget.hasFocus() for widget in (self.phone, self.form.grid))

    @Slot()
    def _on_edited(self) -> None:
        self.keeper.later()
        self._show_answer()
        self._show_button()

    @Slot()
    def _on_chosen(self) -> None:
        self._set_state(self.state)

    @Slot(int)
    def _on_stepped(self, by: int) -> None:
        self.at = (self.at + by) % len(self.matches)
        self._set_state(OURS)

    @Slot(str)
    def _on_known_key(self, _key: str) -> None:
        self._show_button()

    # ------------------------------------------------------------------------------------------ saving

    @Slot()
    def save(self) -> None:
        """Store, and be ready for the next person."""
        if self.state == NEW:
            self._save_new()
        elif self.state == OURS:
            self.writing.known(self.matches[self.at], self.known.chosen)

    @Slot()
    def save_and_close(self) -> None:
        self._closing = self.state in {NEW, OURS}
        self.save()

    @Slot()
    def count_only(self) -> None:
        """Somebody was spoken to and left nothing."""
        self.writing.new(Capture("", channel=self.keeper.draft.channel))

    def _save_new(self) -> None:
        draft = self.keeper.current()
        at = counter.next_at(self.desk.clock.now(), draft.next)
        self.writing.new(Capture(
            draft.phone, draft.name, self._agreed(), tuple(draft.tags), draft.channel,
            draft.placement or None, at, self.choices.step_title(draft.next),
            draft.result if draft.result in RESULTS else RESULTS[0],
        ))  # fmt: skip

    def _agreed(self) -> bool:
        """The customer has consented, and has not declined in the end."""
        return self.form.consent.isChecked() and self.keeper.draft.result != DECLINED

    @Slot(object)
    def _on_stored(self, done: Done) -> None:
        self.changed.emit(done)
        self._stored = self.desk.words.text(done.message)
        self.clear()
        if self._closing:
            self._closing = False
            self.hide()

    @Slot(object)
    def _on_undone(self, done: Done) -> None:
        self._stored = ""
        self.changed.emit(replace(done, message=self.tr("已撤销"), batch=""))
        self.clear()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        """What the user can mend is said here; the rest is for the main window."""
        self._closing = False
        if isinstance(error, AppError):
            self.answer.refuse(error)
        else:
            self.error.emit(error)

    def clear(self) -> None:
        """Ready for the next person; source, tags and next step stay."""
        self._asked += 1
        self.elapsed.end()
        self.phone.set_value("")
        self.form.clear_person()
        self.keeper.draft.result = RESULTS[0]
        self.choices.show()
        self.matches = ()
        self._set_state(EMPTY)
        self._read_counter()
        self.keeper.keep()
        self.phone.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, draft: Draft) -> None:
        draft.phone, draft.name = self.phone.value(), self.form.name.text().strip()
        draft.tags = list(self.form.grid.chosen)

    # ------------------------------------------------------------------------------------------ dialogs, keys

    def _open(self, dialog: Dialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._on_dialog_closed)
        dialog.open()

    @Slot()
    def _on_dialog_closed(self) -> None:
        self.dialog = None

    @Slot(bool)
    def _on_pin(self, pinned: bool) -> None:
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, pinned)
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no field has taken: Enter, Esc, ↑↓; and from the tags 0, N, M, W, and going back to the number."""
        key, plain = event.key(), not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        letters = {} if self.state == OURS or not plain else {
            Qt.Key.Key_0: self.form.consent.toggle, Qt.Key.Key_N: self.form.name.setFocus,
            Qt.Key.Key_M: self.form.mister.click, Qt.Key.Key_W: self.form.miss.click,
        }  # fmt: skip
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.save()
        elif key == Qt.Key.Key_Escape:
            self.hide()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.writing.take_back()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and self.state == OURS:
            self.known.setFocus(Qt.FocusReason.OtherFocusReason)
            self._on_stepped(1 if key == Qt.Key.Key_Down else -1)
        elif key in letters:
            letters[key]()
        elif key == Qt.Key.Key_Backspace:
            self.phone.setFocus(Qt.FocusReason.OtherFocusReason)
            self.phone.end(False)
            self.phone.backspace()
            self._on_typed(self.phone.value())
        else:
            super().keyPressEvent(event)

    def leave(self) -> None:
        """The person goes: no key opens this any more, and no customer sees their code."""
        self.hot_key.give_back()
        self.full.hide()
        self.close()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keeper.keep()
