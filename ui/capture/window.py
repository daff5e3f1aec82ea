"""快速登记: a customer stands there; ten seconds, no mouse."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from db.actor import Role
from desktop.changes import Done
from desktop.contacts import capture, search, tags
from desktop.contacts.capture import PHONE_DIGITS, RESULTS, Capture
from desktop.contacts.search import ContactRow, Known
from desktop.contacts.whitelist import Lead
from desktop.errors import AppError
from desktop.resources import resource
from ui.capture import counter
from ui.capture.counter import CHANNELS, NEXT_DAYS, Code, Counter, Draft
from ui.capture.frame import CaptureFrame
from ui.capture.hot_key import HotKey
from ui.capture.phone_field import is_number
from ui.contacts.words import channel_name
from ui.desk import Desk
from ui.widgets.dialog import Dialog, ReasonDialog

DEBOUNCE_MS: Final = 80
DRAFT_MS: Final = 400
SECOND_MS: Final = 1000
SLIDE_HEIGHT: Final = 1080
DECLINED: Final = "declined"
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
        self.at = 0
        self.draft = Draft()
        self.code = Code()
        self.places: dict[str, str] = {}
        self.dialog: Dialog | None = None
        self.fault = ("", "")
        self._asked = 0
        self._count = 0
        self._kept: str | None = None
        self._closing = False
        self._started: datetime | None = None
        self._choices: list[tuple[str, str]] = []
        self._slides_asked = False
        self.outcome = RESULTS[0]
        self.hot_key = HotKey(self)
        self.everywhere.setVisible(self.hot_key.available)
        self._wire()
        self._search_timer = self._timer(DEBOUNCE_MS, self.look_up)
        self._draft_timer = self._timer(DRAFT_MS, self.keep_draft)
        self._clock_timer = QTimer(self)
        self._clock_timer.setInterval(SECOND_MS)
        self._clock_timer.timeout.connect(self._show_elapsed)
        self._set_state(EMPTY)
        self._show_choices()
        self._read_counter()
        self._read_code()

    def _wire(self) -> None:
        self.phone.typed.connect(self._on_typed)
        self.form.edited.connect(self._on_edited)
        self.form.source_wanted.connect(self.choose_source)
        self.form.next_wanted.connect(self.choose_next)
        self.known.done.connect(self.save)
        self.known.key.connect(self._on_known_key)
        self.known.stepped.connect(self._on_stepped)
        self.enlarge.clicked.connect(self.show_code)
        self.pin.toggled.connect(self._on_pin)
        self.shut.clicked.connect(self.hide)
        self.hide_button.clicked.connect(self.hide)
        self.save_button.clicked.connect(self.save)
        self.result.clicked.connect(self.next_result)
        self.everywhere.clicked.connect(self._on_everywhere)
        self.hot_key.pressed.connect(self.show_for_next)
        for keys, slot in (
            ("F3", self.show_code), ("F4", self.choose_source), ("F5", self.choose_next), ("F6", self.next_result),
            ("F7", self.count_only),
            ("Ctrl+Return", self.save_and_close), ("Ctrl+Enter", self.save_and_close),
            ("Alt+N", self.form.name.setFocus), ("Alt+0", self.form.consent.toggle),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self, slot)

    def _timer(self, wait: int, then: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(then)
        return timer

    # ------------------------------------------------------------------------------------------ showing

    def show_for_next(self) -> None:
        """Show at once, ready for the next person; what was left unfinished is still there."""
        self._read_counter()
        self._read_code()
        parent = self.parentWidget()
        if parent is not None and not self.isVisible():
            middle = parent.window().geometry().center()
            self.move(middle.x() - self.width() // 2, middle.y() - self.height() // 2)
        self.show()
        self.raise_()
        self.activateWindow()
        self.phone.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read_counter(self) -> None:
        actor = self.desk.actor
        self.desk.jobs.read(self, lambda session: counter.read(session, actor), self._on_counter, self._on_failed)

    def _read_code(self) -> None:
        staff, placement = self.desk.actor.staff, self.draft.placement
        self.desk.jobs.read(self, lambda session: counter.code(session, staff, placement), self._on_code,
                            self._on_failed)  # fmt: skip

    def _on_counter(self, found: Counter) -> None:
        self.form.grid.set_tags(found.tags)
        self.places = {place.id: place.name for place in found.places}
        self._count = found.today + 1
        self.today.setText(self.tr("今日第 {count} 位").format(count=self._count))
        if self._kept is None:
            self._restore(found.draft)
        self.everywhere.setChecked(found.everywhere and (self.hot_key.take() or not self.hot_key.available))

    def _restore(self, text: str) -> None:
        """Take up the draft that was left when the window or the program closed."""
        self._kept = text
        self.draft = Draft.of(text)
        if self.draft.placement not in self.places:
            self.draft.placement = ""
        self.form.grid.set_chosen(self.draft.tags)
        self.form.name.setText(self.draft.name)
        self._show_choices()
        if self.draft.phone:
            self.phone.set_value(self.draft.phone)
            self._on_typed(self.draft.phone)

    def _on_code(self, code: Code) -> None:
        self.code = code
        self.card.set_code(code.matrix, code.name or self.desk.staff_name, code.line)
        self.enlarge.setEnabled(bool(code.matrix))
        self.full.set_code(code.matrix, code.name or self.desk.staff_name, code.line, self.desk.branch_name)
        self.mark.setText(self.tr("活码标识 {state}").format(state=code.state) if code.state else "")

    def _show_choices(self) -> None:
        place = self.places.get(self.draft.placement, "")
        self.form.source.set_value(place or channel_name(self.draft.channel))
        self.form.next.set_value(self._next_name(self.draft.next))
        self.result.setText(self._result_name())
        self.result.setAccessibleName(self.tr("结果：{result} F6").format(result=self._result_name()))

    def _result_name(self) -> str:
        return {
            "added": self.tr("已加上"),
            "waiting": self.tr("等通过"),
            "already": self.tr("早就加了"),
            DECLINED: self.tr("没加"),
        }[self.outcome]

    def _next_name(self, key: str) -> str:
        return {
            "": self.tr("不约"),
            "d1": self.tr("明天 D1 绑卡"),
            "d3": self.tr("三天后 D3 首次权益"),
            "d7": self.tr("一周后 D7 聊需求"),
        }[key]

    def _set_state(self, state: str) -> None:
        self.state = state
        self.left.setCurrentWidget(self.known if state == OURS else self.form)
        self.phone.set_error(" " if state == WRONG else "")
        self._show_answer()
        self._show_button()

    def _show_answer(self) -> None:
        """The banner under the field."""
        digits = len(self.phone.value())
        self.stage.hide()
        note = {
            TYPING: self.tr("{count} 位").format(count=digits), NEW: self.tr("11 位，已查重"),
            WRONG: "", EMPTY: "", ASKING: self.tr("在查"), OURS: "",
        }[self.state]  # fmt: skip
        self.phone.set_note(note if is_number(self.phone.text()) else self.tr("拼音首字母") * bool(self.phone.text()))
        match self.state:
            case "empty":
                self.banner.set(
                    "sunken", "smartphone", self.tr("输入手机号或姓名"), self.tr("没留号码的，按 F7 只计 1 人")
                )
            case "typing":
                left = PHONE_DIGITS - digits
                more = (
                    self.tr("还差 {count} 位").format(count=left) if is_number(self.phone.text()) else self.tr("没找到")
                )
                self.banner.set("sunken", "smartphone", more, self.tr("也可以输姓名首字母，找已有的客户"))
            case "asking":
                self.banner.set("sunken", "search", self.tr("在查是不是已有客户"))
            case "wrong":
                self.banner.set("danger", "circle-alert", *self.fault)
            case "new":
                self._show_new()
            case _:
                self._show_ours()

    def _show_new(self) -> None:
        if self.outcome == DECLINED:
            words = self.tr("客户没加：只计 1 人，不留号码")
        elif self.form.consent.isChecked():
            words = self.tr("客户已同意，回车保存")
        else:
            words = self.tr("问过客户再按 0 勾同意；不勾只计 1 人，不留号码")
        title = self.tr("新客户，可以登记")
        if self.leads:
            lead = self.leads[0]
            title = self.tr("新客户，在“{campaign}”名单里").format(campaign=lead.campaign)
            whose = self.tr("归{branch} {staff}。").format(branch=lead.branch, staff=lead.staff).replace(" 。", "。")
            words = f"{whose}{words}"
        self.banner.set("ok", "user-plus", title, words)

    def _show_ours(self) -> None:
        row = self.matches[self.at]
        title = self.tr("已是客户，归属 {owner}").format(owner=row.owner_name or "—")
        words = self.tr("{name} {phone}，共 {count} 人匹配")
        if len(self.matches) > 1:
            words = self.tr("{name} {phone}，第 {at} / {count} 人，↑↓ 换")
        words = words.format(name=row.name, phone=row.phone, at=self.at + 1, count=len(self.matches))
        other = self.desk.actor.role is Role.LEAD and not self._editable(row)
        if other:
            words = self.tr("{name} {phone}，别的网点的：只能记到访，不能改归属").format(name=row.name, phone=row.phone)
        self.banner.set("info", "user-check", title, words)
        self.stage.setVisible(bool(row.stage))
        if row.stage:
            self.stage.set_stage(row.stage)
        self.known.show_row(row, self.desk.clock.now(), editable=self._editable(row))

    def _editable(self, row: ContactRow) -> bool:
        """Stage, tags and next step came along: the search gives them only to who may see them."""
        return bool(row.stage)

    def _show_button(self) -> None:
        words = self.tr("保存")
        if self.state == OURS:
            words = {"1": self.tr("保存到访"), "2": self.tr("提醒"), "3": self.tr("加标签")}[self.known.chosen]
        elif self.state == NEW and not self._agreed():
            words = self.tr("只计 1 人")
        self.save_button.setText(words)
        self.save_button.setEnabled(self.state in {NEW, OURS})

    @Slot()
    def _show_elapsed(self) -> None:
        if self._started is None:
            self.elapsed.setText("")
            return
        seconds = int((self.desk.clock.now() - self._started).total_seconds())
        self.elapsed.setText(self.tr("用时 {count} 秒").format(count=max(0, seconds)))

    # ------------------------------------------------------------------------------------------ typing

    @Slot(str)
    def _on_typed(self, value: str) -> None:
        """After the eleventh digit the answer is asked for at once, and the digits belong to the tags."""
        if self.full.isVisible():
            self.full.wake()
        if value and self._started is None:
            self._started = self.desk.clock.now()
            self._clock_timer.start()
        self._asked += 1
        self._search_timer.stop()
        self._later()
        if not value:
            self._set_state(EMPTY)
        elif not is_number(self.phone.text()):
            self._search_timer.start()
        elif len(value) < PHONE_DIGITS:
            self._set_state(TYPING)
        elif self._check(value):
            self._set_state(ASKING)
            if self.phone.hasFocus():
                self.form.grid.setFocus(Qt.FocusReason.OtherFocusReason)
            self.look_up()

    def _check(self, value: str) -> bool:
        try:
            capture.valid_phone(value)
        except AppError as error:
            self.fault = (self.desk.words.text(error.message), self.desk.words.text(error.cure))
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
        self.matches, self.leads, self.at = known.matches, known.leads, 0
        if known.matches:
            self._set_state(OURS)
            if known.exact and self._has_focus():
                self.known.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._set_state(NEW if known.exact else TYPING)

    def _has_focus(self) -> bool:
        return any(widget.hasFocus() for widget in (self.phone, self.form.grid))

    @Slot()
    def _on_edited(self) -> None:
        self._later()
        self._show_answer()
        self._show_button()

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
            self._save_known(self.matches[self.at])

    @Slot()
    def save_and_close(self) -> None:
        self._closing = self.state in {NEW, OURS}
        self.save()

    @Slot()
    def count_only(self) -> None:
        """Somebody was spoken to and left nothing."""
        actor, channel = self.desk.actor, self.draft.channel
        self._write(lambda session: capture.save(session, actor, Capture("", channel=channel)))

    def _save_new(self) -> None:
        actor, draft = self.desk.actor, self._current()
        at = counter.next_at(self.desk.clock.now(), draft.next)
        entered = Capture(
            draft.phone, draft.name, self._agreed(), tuple(draft.tags), draft.channel,
            draft.placement or None, at, self._next_name(draft.next) if at else "",
            self.outcome if self.outcome in RESULTS else RESULTS[0],
        )  # fmt: skip
        self._write(lambda session: capture.save(session, actor, entered))

    def _save_known(self, row: ContactRow) -> None:
        actor = self.desk.actor
        if self.known.chosen == "3":
            self.desk.jobs.read(self, tags.dictionary, self._on_dictionary, self._on_failed)
        elif self.known.chosen == "2":
            title = self.tr("今天来过网点，请跟进")
            self._write(lambda session: capture.remind_owner(session, actor, row.id, title))
        else:
            self._write(lambda session: capture.visit(session, actor, row.id))

    def _on_dictionary(self, dictionary: list[tags.TagEntry]) -> None:
        from ui.contacts.tag_dialog import TagDialog

        dialog = TagDialog(self.theme, dictionary, {tag.id: 1 for tag in self.matches[self.at].tags}, 1, self)
        dialog.assigned.connect(self._on_assigned)
        self._open(dialog)

    @Slot(object, object)
    def _on_assigned(self, put: list[str], off: list[str]) -> None:
        actor, contact = self.desk.actor, self.matches[self.at].id
        self._write(lambda session: tags.assign(session, actor, [contact], put, off))

    def _write(self, work: Callable[[Session], Done]) -> None:
        self.desk.jobs.write(self, work, self._on_saved, self._on_failed)

    def _on_saved(self, done: Done) -> None:
        self.changed.emit(done)
        self.clear()
        if self._closing:
            self._closing = False
            self.hide()

    def _on_failed(self, error: BaseException) -> None:
        """What the user can mend is said here; the rest is for the main window."""
        self._closing = False
        if isinstance(error, AppError):
            self.banner.set("danger", "circle-alert", self.desk.words.text(error.message),
                            self.desk.words.text(error.cure))  # fmt: skip
        else:
            self.error.emit(error)

    def clear(self) -> None:
        """Ready for the next person; source, tags and next step stay."""
        self._asked += 1
        self._started = None
        self._clock_timer.stop()
        self._show_elapsed()
        self.phone.clear()
        self.form.clear_person()
        self.outcome = RESULTS[0]
        self._show_choices()
        self.matches = ()
        self._set_state(EMPTY)
        self._read_counter()
        self.keep_draft()
        self.phone.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------------------------------------ draft

    def _current(self) -> Draft:
        """What stands in the window now."""
        self.draft.phone, self.draft.name = self.phone.value(), self.form.name.text().strip()
        self.draft.tags = list(self.form.grid.chosen)
        return self.draft

    def _later(self) -> None:
        self._draft_timer.start()

    @Slot()
    def keep_draft(self) -> None:
        """Into the encrypted database, when it is another one than there."""
        self._draft_timer.stop()
        text = self._current().text()
        if self._kept is not None and text != self._kept:
            self._kept = text
            self.desk.jobs.write(self, lambda session: capture.keep_draft(session, text), None, self._on_failed)

    # ------------------------------------------------------------------------------------------ choices, keys

    @Slot()
    def show_code(self) -> None:
        """The code as large as the screen, for the customer; on a second screen the same key takes it away again."""
        if self.full.isVisible():
            self.full.hide()
        elif self.code.matrix:
            self._ask_slides()
            self.full.open_screen()

    def _ask_slides(self) -> None:
        """Paint the branch's posters once, off the GUI thread: they are for when nobody stands there."""
        from desktop.posters.slides import slides

        if not self._slides_asked:
            self._slides_asked = True
            work = partial(slides, self.desk.store, self.desk.actor, resource(), SLIDE_HEIGHT)
            self.desk.jobs.long.run(self, work, self._on_slides, self._on_failed)

    def _on_slides(self, pictures: list[bytes]) -> None:
        made = [QPixmap() for _ in pictures]
        self.full.set_slides([one for one, data in zip(made, pictures, strict=True) if one.loadFromData(data, "PNG")])

    def _agreed(self) -> bool:
        """The customer has consented, and has not declined in the end."""
        return self.form.consent.isChecked() and self.outcome != DECLINED

    @Slot()
    def next_result(self) -> None:
        """What came of it in WeCom: the next of the four."""
        results = (*RESULTS, DECLINED)
        self.outcome = results[(results.index(self.outcome) + 1) % len(results)]
        self._show_choices()
        self._set_state(self.state)

    @Slot(bool)
    def _on_everywhere(self, wanted: bool) -> None:
        """Take the key, or give it back; say so when another program has it."""
        if not wanted:
            self.hot_key.give_back()
        elif not self.hot_key.take():
            self.everywhere.setChecked(False)
            self.banner.set("warn", "triangle-alert", self.tr("Ctrl Alt N 被别的程序占用了"),
                            self.tr("仍可在台卡里按 Ctrl N；关掉占用的程序后再开"))  # fmt: skip
            return
        self.desk.jobs.write(
            self, lambda session: capture.keep_everywhere(session, wanted=wanted), None, self._on_failed
        )

    @Slot()
    def choose_source(self) -> None:
        choices = [(place, name) for place, name in self.places.items()]
        choices += [(channel, channel_name(channel)) for channel in CHANNELS]
        self._choose(self.tr("从哪里来？"), choices, self._on_source)

    @Slot()
    def choose_next(self) -> None:
        self._choose(self.tr("下一步"), [(key, self._next_name(key)) for key in NEXT_DAYS], self._on_next)

    def _choose(self, title: str, choices: list[tuple[str, str]], then: Callable[[], object]) -> None:
        self._choices = choices
        dialog = ReasonDialog(self.theme, title, "", [name for _, name in choices], parent=self)
        dialog.accepted.connect(then)
        self._open(dialog)

    def _open(self, dialog: Dialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._on_dialog_closed)
        dialog.open()

    @Slot()
    def _on_dialog_closed(self) -> None:
        self.dialog = None

    def _chosen_key(self) -> str:
        reason = self.sender().reason()
        return next(key for key, name in self._choices if name == reason)

    @Slot()
    def _on_source(self) -> None:
        key = self._chosen_key()
        self.draft.placement = key if key in self.places else ""
        self.draft.channel = "lobby" if key in self.places else key
        self._show_choices()
        self._read_code()
        self._later()

    @Slot()
    def _on_next(self) -> None:
        self.draft.next = self._chosen_key()
        self._show_choices()
        self._later()

    @Slot(bool)
    def _on_pin(self, pinned: bool) -> None:
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, pinned)
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no field has taken: Enter, Esc; and from the tags 0, N, and going back to the number."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.save()
        elif key == Qt.Key.Key_Escape:
            self.hide()
        elif key == Qt.Key.Key_0 and self.state != OURS:
            self.form.consent.toggle()
        elif key == Qt.Key.Key_N and self.state != OURS:
            self.form.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif key == Qt.Key.Key_Backspace:
            self.phone.setFocus(Qt.FocusReason.OtherFocusReason)
            self.phone.backspace()
            self._on_typed(self.phone.value())
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keep_draft()
