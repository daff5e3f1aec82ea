"""排队登记: quick capture for a tablet in the hand, walking along the queue, with the tally of the day."""

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from db.actor import Actor
from desktop import undo
from desktop.changes import Done
from desktop.contacts import capture, search, tags
from desktop.contacts.capture import PHONE_DIGITS, RESULTS, Capture, Today
from desktop.contacts.search import Known
from desktop.contacts.tags import TagEntry
from desktop.errors import AppError
from ui.capture import counter
from ui.capture.big_button import GAP, BigButton
from ui.capture.counter import Code
from ui.capture.customer_screen import CustomerScreen
from ui.capture.phone_field import grouped
from ui.desk import Desk
from ui.widgets.banner import AnswerBanner
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel
from ui.widgets.pane import Pane

CHANNEL: Final = "lobby"
PAD: Final = 340
KEY: Final = 60
BACK, CLEAR = "⌫", "C"


class Queue(NamedTuple):
    """What is read for the window: tags, the day's tally, the code."""

    tags: list[TagEntry]
    today: Today
    code: Code


def read(session: Session, actor: Actor) -> Queue:
    """Everything for the next person."""
    return Queue(tags.favourites(session), capture.today_of(session, actor), counter.code(session, actor.staff, ""))


class QueueWindow(QWidget):
    """Fingers or keys: eleven digits, then 1–9 are tags and 0 the consent; Enter stores, F7 counts, Ctrl+Z undoes."""

    changed = Signal(object)
    error = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setWindowTitle(self.tr("排队登记"))
        self.desk, self.digits, self.known = desk, "", Known((), 0, exact=False)
        self.outcome, self.today, self.code = RESULTS[0], Today(0, 0), Code()
        self._batches: list[str] = []
        self._asked = 0
        self.tags: dict[str, BigButton] = {}
        self.full = CustomerScreen(desk.theme, self)
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()
        self._build()
        self._show()
        self.read()

    # ------------------------------------------------------------------------------------------ building

    def _build(self) -> None:
        theme = self.desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        ground = Pane(theme, "surface", margins=(16, 12, 16, 12), parent=self)
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        row.addLayout(self._build_pad(ground))
        row.addLayout(self._build_choices(ground), 1)
        ground.body.addLayout(row, 1)
        column.addWidget(ground, 1)

    def _build_head(self) -> QWidget:
        theme = self.desk.theme
        head = Pane(theme, "canvas", edge="bottom", margins=(16, 6, 16, 6), parent=self)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(PlainLabel(theme, self.tr("排队登记"), "title", parent=head))
        self.tally = PlainLabel(theme, "", "heading", "text2", parent=head)
        row.addSpacing(theme.px(12))
        row.addWidget(self.tally, 1)
        self.undo_button = self._button(self.tr("撤销"), self.take_back, head)
        self.code_button = self._button(self.tr("给客户扫 F3"), self.show_code, head)
        self.shut = self._button(self.tr("收起 Esc"), self.close, head)
        for button in (self.undo_button, self.code_button, self.shut):
            button.setSizePolicy(button.sizePolicy().Policy.Fixed, button.sizePolicy().Policy.Fixed)
            row.addWidget(button)
        head.body.addLayout(row)
        return head

    def _build_pad(self, parent: QWidget) -> QVBoxLayout:
        theme = self.desk.theme
        column = QVBoxLayout()
        column.setSpacing(GAP)
        self.number = PlainLabel(theme, "", "figure", align="center", parent=parent)
        self.number.setFixedSize(theme.px(PAD), theme.px(52))
        self.number.setAccessibleName(self.tr("手机号"))
        column.addWidget(self.number)
        grid = QGridLayout()
        grid.setSpacing(GAP)
        self.keys = {}
        for at, key in enumerate([*"123456789", CLEAR, "0", BACK]):
            button = self._button(key, self._on_pad, parent, height=KEY, role="title")
            self.keys[key] = button
            grid.addWidget(button, *divmod(at, 3))
        self.keys[BACK].setAccessibleName(self.tr("删一位"))
        self.keys[CLEAR].setAccessibleName(self.tr("清空"))
        column.addLayout(grid)
        self.decline = self._button(self.tr("没留号，只计 1 人 F7"), self.count_only, parent, height=KEY)
        column.addWidget(self.decline)
        column.addStretch(1)
        return column

    def _build_choices(self, parent: QWidget) -> QVBoxLayout:
        theme = self.desk.theme
        column = QVBoxLayout()
        column.setSpacing(GAP)
        self.banner = AnswerBanner(theme, parent=parent)
        column.addWidget(self.banner)
        self.tag_grid = QGridLayout()
        self.tag_grid.setSpacing(GAP)
        column.addLayout(self.tag_grid)
        results = QHBoxLayout()
        results.setSpacing(GAP)
        names = {"added": self.tr("已加上"), "waiting": self.tr("等通过"), "already": self.tr("早就加了")}
        self.results = {}
        for key, words in names.items():
            button = self._button(words, self._on_result, parent, checkable=True)
            button.setProperty("result", key)
            self.results[key] = button
            results.addWidget(button)
        column.addLayout(results)
        self.consent = self._button(self.tr("客户同意留资料、联系 0"), self._show, parent, checkable=True)
        column.addWidget(self.consent)
        column.addStretch(1)
        self.save_button = self._button("", self.save, parent, "primary", height=KEY, role="heading")
        column.addWidget(self.save_button)
        return column

    def _button(
        self, words: str, slot: Callable[[], object], parent: QWidget, kind: str = "secondary", *, height: int = 48,
        role: str = "body", checkable: bool = False,
    ) -> BigButton:  # fmt: skip
        button = BigButton(self.desk.theme, words, kind, height, role, checkable=checkable, parent=parent)
        button.clicked.connect(slot)
        return button

    # ------------------------------------------------------------------------------------------ showing

    def read(self) -> None:
        actor = self.desk.actor
        self.desk.jobs.read(self, lambda session: read(session, actor), self._on_read, self._on_failed)

    def _on_read(self, found: Queue) -> None:
        self.today, self.code = found.today, found.code
        self.full.set_code(
            found.code.matrix, found.code.name or self.desk.staff_name, found.code.line, self.desk.branch_name
        )
        self.code_button.setEnabled(bool(found.code.matrix))
        if list(self.tags) != [tag.id for tag in found.tags]:
            self._make_tags(found.tags)
        self._show()

    def _make_tags(self, entries: list[TagEntry]) -> None:
        for button in self.tags.values():
            button.deleteLater()
        self.tags = {}
        for at, tag in enumerate(entries):
            button = BigButton(self.desk.theme, tag.name, checkable=True, parent=self.banner.parentWidget())
            self.tag_grid.addWidget(button, *divmod(at, 3))
            button.show()
            self.tags[tag.id] = button

    @Slot()
    def _show(self) -> None:
        left, new = PHONE_DIGITS - len(self.digits), self.is_new()
        self.number.setText(grouped(self.digits) or self.tr("手机号"))
        self.number.set_token("text" if self.digits else "text3")
        told = self.tr("今天聊过 {spoken} 位：登记 {added}，没留 {declined}")
        self.tally.setText(told.format(spoken=self.today.spoken, **self.today._asdict()))
        for key, button in self.results.items():
            button.setChecked(key == self.outcome)
            button.update()
        if left > 0:
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

    def _saying(self) -> str:
        if self.known.matches:
            return self.tr("记一次到访 ↵")
        if self.is_new() and not self.consent.isChecked():
            return self.tr("只计 1 人 ↵")
        return self.tr("保存，下一位 ↵")

    def is_new(self) -> bool:
        """Eleven digits that nobody holds."""
        return len(self.digits) == PHONE_DIGITS and not self.known.matches

    # ------------------------------------------------------------------------------------------ entering

    def press(self, key: str) -> None:
        """A key of the pad."""
        if key.isdigit() and len(self.digits) < PHONE_DIGITS:
            self.digits += key
        elif key in {BACK, CLEAR}:
            self.digits = self.digits[:-1] if key == BACK else ""
        self.known = Known((), 0, exact=False)
        self._asked += 1
        if self.full.isVisible():
            self.full.wake()
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
        chosen = tuple(tag for tag, button in self.tags.items() if button.isChecked())
        entered = Capture(
            self.digits, consent=self.consent.isChecked(), tags=chosen, channel=CHANNEL, result=self.outcome
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

    @Slot()
    def show_code(self) -> None:
        if self.full.isVisible():
            self.full.hide()
        elif self.code.matrix:
            self.full.open_screen()

    def _write(self, work: Callable[[Session], Done]) -> None:
        self.desk.jobs.write(self, work, self._on_saved, self._on_failed)

    def _on_saved(self, done: Done) -> None:
        self._batches.append(done.batch)
        self.changed.emit(done)
        self.digits, self.known, self.outcome = "", Known((), 0, exact=False), RESULTS[0]
        self.consent.setChecked(False)
        self.read()

    def _on_undone(self, done: Done) -> None:
        self.changed.emit(done)
        self.read()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, AppError):
            words = self.desk.words
            self.banner.set("danger", "circle-alert", words.text(error.message), words.text(error.cure))
        else:
            self.error.emit(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, full = plain_key(event), len(self.digits) == PHONE_DIGITS
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
        elif event.key() in {Qt.Key.Key_F3, Qt.Key.Key_F7}:
            (self.show_code if event.key() == Qt.Key.Key_F3 else self.count_only)()
        else:
            super().keyPressEvent(event)
