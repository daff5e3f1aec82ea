"""排队登记: quick capture for a tablet in the hand, walking along the queue, with the tally of the day."""

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from db.actor import Actor
from desktop import undo
from desktop.changes import Done
from desktop.contacts import capture, search, tags
from desktop.contacts.capture import RESULTS, Capture, Today
from desktop.contacts.phones import PHONE_DIGITS
from desktop.contacts.search import Known
from desktop.contacts.tags import TagEntry
from desktop.errors import AppError
from ui.capture import counter
from ui.capture.counter import QUEUE, Code, Draft
from ui.capture.customer_code import CustomerCode
from ui.capture.kept_draft import KeptDraft
from ui.capture.phone_field import grouped
from ui.capture.queue_frame import BACK, CLEAR, QueueFrame
from ui.desk import Desk
from ui.widgets.keys import plain_key

CHANNEL: Final = "lobby"
NOBODY: Final = Known((), 0, exact=False)


class Queue(NamedTuple):
    """What is read for the window: tags, the day's tally, the code, what was left unfinished."""

    tags: list[TagEntry]
    today: Today
    code: Code
    draft: str


def read(session: Session, actor: Actor) -> Queue:
    """Everything for the next person."""
    return Queue(
        tags.favourites(session), capture.today_of(session, actor), counter.code(session, actor.staff, ""),
        capture.draft(session, actor.staff, QUEUE),
    )  # fmt: skip


class QueueWindow(QueueFrame):
    """Fingers or keys: eleven digits, then 1–9 are tags and 0 the consent; Enter stores, F7 counts, Ctrl+Z undoes."""

    changed = Signal(object)
    error = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.theme, parent)
        self.desk, self.digits, self.known = desk, "", NOBODY
        self.outcome, self.today = RESULTS[0], Today(0, 0)
        self._batches: list[str] = []
        self._stored = ""  # what was said of the last one, until the next is typed
        self._asked = 0
        self.code = CustomerCode(desk, self.full)
        self.keeper = KeptDraft(desk, QUEUE, self._fill, self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()
        self._wire()
        self._show()
        self.read()

    def _wire(self) -> None:
        for part in (self.code, self.keeper):
            part.failed.connect(self._on_failed)
        for key in self.keys.values():
            key.clicked.connect(self._on_pad)
        for result in self.results.values():
            result.clicked.connect(self._on_result)
        for button, slot in (
            (self.undo_button, self.take_back), (self.code_button, self.code.toggle), (self.shut, self.close),
            (self.decline, self.count_only), (self.consent, self._show), (self.save_button, self.save),
        ):  # fmt: skip
            button.clicked.connect(slot)

    # ------------------------------------------------------------------------------------------ showing

    def read(self) -> None:
        actor = self.desk.actor
        self.desk.jobs.read(self, lambda session: read(session, actor), self._on_read, self._on_failed)

    def _on_read(self, found: Queue) -> None:
        self.today = found.today
        self.code.take(found.code)
        self.code_button.setEnabled(bool(found.code.matrix))
        if list(self.tags) != [tag.id for tag in found.tags]:
            self.make_tags(found.tags)
        draft = self.keeper.restore(found.draft)
        if draft is not None:
            self._take_up(draft)
        self._show()

    def _take_up(self, draft: Draft) -> None:
        """Go on with what was left when the window or the program closed."""
        for tag in draft.tags:
            if tag in self.tags:
                self.tags[tag].setChecked(True)
        self.outcome = draft.result if draft.result in RESULTS else RESULTS[0]
        self.digits = draft.phone[:PHONE_DIGITS]
        if len(self.digits) == PHONE_DIGITS:
            self._look_up()

    @Slot()
    def _show(self) -> None:
        left, new = PHONE_DIGITS - len(self.digits), self.is_new()
        self.number.setText(grouped(self.digits) or self.tr("手机号"))
        self.number.set_token("text" if self.digits else "text3")
        told = self.tr("今天聊过 {spoken} 位：登记 {added}，没留 {declined}")
        self.tally.setText(told.format(spoken=self.today.spoken, **self.today._asdict()))
        self.show_result(self.outcome)
        if left > 0 and self._stored:
            self.banner.set("ok", "check", self._stored, self.tr("下一位请直接输手机号"))
        elif left > 0:
            words = self.tr("还差 {count} 位").format(count=left) if self.digits else self.tr("问好，输手机号")
            self.banner.set("sunken", "smartphone", words, self.tr("不愿意留的，按“没留号”"))
        elif self.known.matches:
            row = self.known.matches[0]
            title = self.tr("已是客户，归属 {owner}").format(owner=row.owner_name or "—")
            self.banner.set("info", "user-check", title, f"{row.name} {row.phone}")
        elif new and self.consent.isChecked():
            self.banner.set("ok", "user-plus", self.tr("新客户，可以登记"), self.tr("客户已同意，按保存"))
        elif new:
            self.banner.set("ok", "user-plus", self.tr("新客户，可以登记"), self.tr("问过再勾同意；不勾只计 1 人"))
        self.save_button.setText(self._saying())
        self.save_button.setEnabled(left == 0)
        self.undo_button.setEnabled(bool(self._batches))
        self.keeper.later()

    def _saying(self) -> str:
        if self.known.matches:
            return self.tr("记一次到访")
        if self.is_new() and not self.consent.isChecked():
            return self.tr("只计 1 人")
        return self.tr("保存，下一位")

    def is_new(self) -> bool:
        """Eleven digits that nobody holds."""
        return len(self.digits) == PHONE_DIGITS and not self.known.matches

    def _fill(self, draft: Draft) -> None:
        draft.phone, draft.tags, draft.result = self.digits, self.chosen_tags(), self.outcome

    # ------------------------------------------------------------------------------------------ entering

    def press(self, key: str) -> None:
        """A key of the pad."""
        if key.isdigit() and len(self.digits) < PHONE_DIGITS:
            self.digits += key
        elif key in {BACK, CLEAR}:
            self.digits = self.digits[:-1] if key == BACK else ""
        self.known, self._stored = NOBODY, ""
        self._asked += 1
        self.code.wake()
        self._show()
        if len(self.digits) == PHONE_DIGITS:
            self._look_up()

    def _look_up(self) -> None:
        try:
            capture.valid_phone(self.digits)
        except AppError as error:
            self._on_failed(error)
            self.save_button.setEnabled(False)
            return
        asked, actor, digits = self._asked, self.desk.actor, self.digits
        self.desk.jobs.read(
            self, lambda session: (asked, search.find_known(session, actor, digits)), self._on_known, self._on_failed
        )

    def _on_known(self, answer: tuple[int, Known]) -> None:
        if answer[0] == self._asked:
            self.known = answer[1]
            self._show()

    @Slot()
    def _on_pad(self) -> None:
        self.press(self.sender().text())

    @Slot()
    def _on_result(self) -> None:
        """What came of it in WeCom."""
        self.outcome = str(self.sender().property("result"))
        self._show()

    def next_result(self) -> None:
        """The next of the three."""
        self.outcome = RESULTS[(RESULTS.index(self.outcome) + 1) % len(RESULTS)]
        self._show()

    @Slot()
    def save(self) -> None:
        """Store, and be ready for the next person; tags stay."""
        actor, known = self.desk.actor, self.known.matches
        if not self.save_button.isEnabled():
            return
        if known:
            contact = known[0].id
            self._write(lambda session: capture.visit(session, actor, contact))
            return
        entered = Capture(
            self.digits, consent=self.consent.isChecked(), tags=tuple(self.chosen_tags()), channel=CHANNEL,
            result=self.outcome,
        )  # fmt: skip
        self._write(lambda session: capture.save(session, actor, entered))

    @Slot()
    def count_only(self) -> None:
        """Spoken to, left nothing."""
        actor = self.desk.actor
        self._write(lambda session: capture.save(session, actor, Capture("", channel=CHANNEL)))

    @Slot()
    def take_back(self) -> None:
        """The last one was a mistake."""
        if self._batches:
            actor, batch = self.desk.actor, self._batches.pop()
            self.desk.jobs.write(
                self, lambda session: undo.undo(session, actor, batch), self._on_undone, self._on_failed
            )

    def _write(self, work: Callable[[Session], Done]) -> None:
        self.desk.jobs.write(self, work, self._on_saved, self._on_failed)

    def _on_saved(self, done: Done) -> None:
        self._batches.append(done.batch)
        self._stored = self.desk.words.text(done.message)
        self.changed.emit(done)
        self._asked += 1
        self.digits, self.known, self.outcome = "", NOBODY, RESULTS[0]
        self.consent.setChecked(False)
        self.keeper.keep()
        self.read()

    def _on_undone(self, done: Done) -> None:
        self._stored = ""
        self.changed.emit(done)
        self.read()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, AppError):
            words = self.desk.words
            self.banner.set("danger", "circle-alert", words.text(error.message), words.text(error.cure))
        else:
            self.error.emit(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, full = plain_key(event), len(self.digits) == PHONE_DIGITS
        commands = {Qt.Key.Key_F3: self.code.toggle, Qt.Key.Key_F6: self.next_result, Qt.Key.Key_F7: self.count_only}
        if event.matches(QKeySequence.StandardKey.Undo):
            self.take_back()
        elif key == "0" and full:
            self.consent.click()
        elif key.isdigit() and full:
            for button in list(self.tags.values())[int(key) - 1 : int(key)]:
                button.click()
        elif key.isdigit():
            self.press(key)
        elif event.key() == Qt.Key.Key_Backspace:
            self.press(BACK)
        elif key == "Enter":
            self.save()
        elif key == "Esc":
            self.close()
        elif event.key() in commands:
            commands[Qt.Key(event.key())]()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keeper.keep()
