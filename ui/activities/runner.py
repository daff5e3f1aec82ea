"""The window that carries out an activity: course, question, answers, messages; everything by keyboard."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.activities import finish, runs, view
from desktop.activities.library import LETTERS
from desktop.activities.plan import CLOSE, ROUND
from desktop.activities.runs import Pasted
from desktop.activities.view import View
from desktop.changes import Changes, Done
from desktop.errors import AppError
from ui.activities import words
from ui.activities.bar import RunnerBar
from ui.activities.course import Course
from ui.activities.messages import MessagePane
from ui.activities.stage import RunnerStage, hints
from ui.desk import Desk
from ui.hint_bar import HintBar
from ui.page import Status
from ui.today.work import to_clipboard
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel
from ui.widgets.pane import ScrollPane

SECOND_MS = 1000
COURSE_WIDTH = 252
FIVE = 5


class ActivityRunner(QWidget):
    """Every act is written at once and read again; leaving, or being killed, loses nothing."""

    changed = Signal(object)  # Done
    error = Signal(object)

    def __init__(self, desk: Desk, run: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.desk, self.theme, self.run = desk, desk.theme, run
        self.view: View | None = None
        self._chosen: int | None = None
        self._early = ""  # the round that was asked to be announced before its time
        self._saved_at = ""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoFillBackground(True)
        self.setWindowTitle(self.tr("群活动"))
        if parent is not None:
            self.setWindowModality(Qt.WindowModality.WindowModal)
            self.setGeometry(parent.window().geometry())
        self._build()
        self._wire()
        self._timer = QTimer(self)
        self._timer.setInterval(SECOND_MS)
        self._timer.timeout.connect(self._on_second)

    # ------------------------------------------------------------------------------------------- building

    def _build(self) -> None:
        theme = self.theme
        self.bar = RunnerBar(theme, self)
        self.course_pane = ScrollPane(theme, "canvas", COURSE_WIDTH, "right", (0, 12, 0, 8), 4, self)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(20), 0, theme.px(20), 0)
        head.addWidget(PlainLabel(theme, self.tr("流程"), bold=True, parent=self.course_pane.inner))
        head.addStretch(1)
        self.place = PlainLabel(theme, token="text2", parent=self.course_pane.inner)
        head.addWidget(self.place)
        self.course = Course(theme, self.course_pane.inner)
        self.course_pane.body.addLayout(head)
        self.course_pane.body.addWidget(self.course)
        self.course_pane.body.addStretch(1)
        self.messages = MessagePane(theme, self)
        self.hint_bar = HintBar(theme, self)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.course_pane)
        self.stage = RunnerStage(theme, self)
        middle.addWidget(self.stage, 1)
        middle.addWidget(self.messages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(middle, 1)
        column.addWidget(self.hint_bar)

    def _wire(self) -> None:
        self.bar.left.connect(self.close)
        self.hint_bar.help_clicked.connect(self.show_keys)
        self.bar.paused.connect(self._on_pause)
        self.bar.ended.connect(self._on_end)
        self.bar.draw_wanted.connect(self.draw_prizes)
        self.messages.copy_wanted.connect(self.copy)
        self.messages.other_wanted.connect(self._on_other_product)
        self.stage.turnout.counted.connect(self._on_counted)
        self.stage.turnout.paste_wanted.connect(self.paste)
        self.stage.winner.registered.connect(self._on_register)
        self.stage.winner.list.chosen.connect(self._on_chosen)
        self.stage.back.clicked.connect(self._on_back)
        self.stage.next.clicked.connect(self._on_next)

    # ------------------------------------------------------------------------------------------- reading

    def load(self) -> None:
        """Read the run again."""
        actor, run = self.desk.actor, self.run
        self.desk.jobs.read(self, lambda session: view.view(session, actor, run), self._on_view, self._on_failed)

    @Slot(object)
    def _on_view(self, found: View) -> None:
        moved = self.view is None or self.view.progress.step != found.progress.step
        self.view = found
        if moved:
            self._chosen = None
            self._early = ""
        self._show()
        if moved:
            self.course_pane.verticalScrollBar().setValue(self.course.top_of_current() - self.height() // 3)

    def _show(self) -> None:
        found = self.view
        if found is None:
            return
        self.setWindowTitle(f"{found.activity.title} {found.group}")
        self.bar.show_view(found)
        self.place.setText(f"{found.progress.step}/{len(found.stages)}")
        self.course.show_view(found)
        self.stage.show_view(found, self._current())
        self.hint_bar.set_hints(hints(found))
        saved = self.tr("本机已保存 {time}").format(time=self._saved_at)
        self.hint_bar.set_status([Status("hard-drive", saved if self._saved_at else self.tr("数据只在本机"))])
        self._on_second()

    def _current(self) -> int:
        """The place of the person who would be registered: the one chosen, the winner, else the one suggested."""
        found = self.view
        if found is None:
            return -1
        if self._chosen is not None:
            return min(self._chosen, len(found.outcome.right) - 1)
        names = [one.name for one in found.outcome.right]
        return names.index(found.outcome.winner) if found.outcome.winner in names else found.suggested

    @Slot()
    def _on_second(self) -> None:
        if self.view is not None:
            now = self.desk.clock.now()
            seconds = self.view.left(now)
            self.bar.show_time(self.view, now)
            self.stage.question.show_left(self.view, seconds)
            self.messages.show_view(self.view, seconds)

    # ------------------------------------------------------------------------------------------- acts

    def copy(self, number: int) -> None:
        """The message of this number to the clipboard."""
        found = self.view
        if found is None or not 0 < number <= len(found.messages):
            return
        message = found.messages[number - 1]
        if message.kind == "reveal" and found.outcome.right and not found.outcome.winner:
            self.stage.say(self.tr("先登记得奖的人"), self.tr("用 ↑ ↓ 选，按 ↵ 登记，再复制公布答案"))
            return
        left = found.left(self.desk.clock.now())
        if message.kind == "reveal" and left and self._early != message.id:
            self._early = message.id
            self.stage.say(self.tr("还有 {time} 才公布，让别人也答").format(time=words.clock(left)),
                           self.tr("要提前公布，再按一次 {number}").format(number=number))  # fmt: skip
            return
        try:
            text = message.filled.complete()
        except AppError as error:
            self.stage.say(*self.desk.words.render_both(error))
            return
        if not to_clipboard(text):
            self.stage.say(self.tr("剪贴板被占用，再按一次 {number}").format(number=number))
            return
        actor, run = self.desk.actor, self.run
        self._write(lambda session: runs.copied(session, actor, run, message.id))

    @Slot()
    def show_keys(self) -> None:
        """All keys that work here."""
        from ui.keys_window import KeysWindow

        if self.view is not None:
            KeysWindow(self.theme, self.view.activity.title, hints(self.view), [], self).open()

    @Slot()
    def paste(self) -> None:
        """Count the chat that is on the clipboard."""
        text = QGuiApplication.clipboard().text()
        if self.view is None or self.view.ended:
            return
        if not text.strip():
            self.stage.say(self.tr("剪贴板是空的"), self.tr("在企业微信里选中这段聊天，复制，再按 Ctrl V"))
            return
        actor, run = self.desk.actor, self.run
        self.desk.jobs.write(self, lambda session: runs.paste(session, actor, run, text), self._on_pasted,
                             self._on_failed)  # fmt: skip

    @Slot(object)
    def _on_pasted(self, pasted: Pasted) -> None:
        self._chosen = None
        read = pasted.read
        heard = read.rounds.get(pasted.place)
        odd = [f"{self.tr('第 {line} 行').format(line=one.line)} {one.text}" for one in read.unread]
        odd += [f"{name} {text}" for one in read.rounds.values() for name, text in one.unclear]
        if heard is None or not heard.answers:
            told = self.tr("没认出答案，手工加人数")
        else:
            told = self.tr("认出 {count} 位的作答，{talk} 条是闲聊").format(
                count=len(heard.answers), talk=read.talk
            )  # fmt: skip
        also = self.tr("没看懂 {count} 处：{odd}").format(count=len(odd), odd="；".join(odd[:3])) if odd else ""
        self._after(pasted.done)
        tone = "ok" if heard is not None and heard.answers and not odd else "warn"
        self.stage.say(told, also, tone)

    def _write(self, work: Callable[[Session], Done]) -> None:
        self.stage.notice.hide()
        self.desk.jobs.write(self, work, self._after, self._on_failed)

    @Slot(object)
    def _after(self, done: Done) -> None:
        self._saved_at = self.desk.clock.now().strftime("%H:%M")
        if done.changes:
            self.changed.emit(Done(done.changes & ~Changes.NONE))
        self.load()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, AppError):
            self.stage.say(*self.desk.words.render_both(error), tone="danger")
        else:
            self.error.emit(error)

    @Slot(int)
    def _on_counted(self, by: int) -> None:
        actor, run = self.desk.actor, self.run
        if self.view is not None and self.view.stage.kind == ROUND:
            self._write(lambda session: runs.count(session, actor, run, by))

    @Slot(int)
    def _on_chosen(self, row: int) -> None:
        self._chosen = row
        self._show()

    @Slot(int)
    def _on_register(self, reward: int) -> None:
        found, at = self.view, self._current()
        if found is None or at < 0 or found.stage.kind != ROUND:
            return
        name = found.outcome.right[at].name
        actor, run = self.desk.actor, self.run
        self._write(lambda session: runs.win(session, actor, run, name, reward))

    @Slot()
    def _on_next(self) -> None:
        found = self.view
        if found is None or found.ended:
            return
        if found.stage.kind == CLOSE:
            self._on_end()
            return
        left = found.left(self.desk.clock.now()) if found.stage.kind == ROUND else 0
        mark = f"{found.progress.step}"
        if left and self._early != mark:
            self._early = mark
            self.stage.say(self.tr("还有 {time} 才公布，让别人也答").format(time=words.clock(left)),
                      self.tr("要提前公布，再按一次 →"))  # fmt: skip
            return
        actor, run = self.desk.actor, self.run
        self._write(lambda session: runs.step(session, actor, run, 1))

    @Slot()
    def _on_back(self) -> None:
        actor, run = self.desk.actor, self.run
        self._write(lambda session: runs.step(session, actor, run, -1))

    @Slot()
    def _on_pause(self) -> None:
        actor, run = self.desk.actor, self.run
        self._write(lambda session: runs.pause(session, actor, run))

    @Slot()
    def _on_other_product(self) -> None:
        found, actor, run = self.view, self.desk.actor, self.run
        if found is None:
            return
        activity, now, present = found.activity, self.desk.clock.now(), found.product.key

        def work(session: Session) -> Done:
            keys = [one.key for one in view.products(session, activity, now)]
            at = keys.index(present) if present in keys else -1
            return runs.product(session, actor, run, keys[(at + 1) % len(keys)])

        self._write(work)

    @Slot()
    def draw_prizes(self) -> None:
        """The draw in which everybody wins, of this run."""
        from ui.activities.draw_window import DrawWindow

        if self.view is not None:
            self.draw = DrawWindow(self.desk, self.run, self)
            self.draw.changed.connect(self._on_drawn)
            self.draw.error.connect(self.error)
            self.draw.open()

    @Slot(object)
    def _on_drawn(self, done: Done) -> None:
        self.changed.emit(done)
        self.load()

    @Slot()
    def _on_end(self) -> None:
        found = self.view
        if found is None or found.ended:
            return
        if found.stage.kind != CLOSE and self._early != "end":
            self._early = "end"
            self.stage.say(self.tr("还没到收尾，真的提前结束？"), self.tr("再按一次 E，已有的结果照样登记"))
            return
        actor, run = self.desk.actor, self.run
        self.desk.jobs.write(self, lambda session: finish.finish(session, actor, run), self._on_finished,
                             self._on_failed)  # fmt: skip

    @Slot(object)
    def _on_finished(self, done: Done) -> None:
        self.changed.emit(done)
        self.close()

    # ------------------------------------------------------------------------------------------- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.text() in {"?", "？"}:
            self.show_keys()
        elif not self._act(plain_key(event)):
            super().keyPressEvent(event)

    def _act(self, key: str) -> bool:
        """Carry out the command of a key; False when it is nobody's."""
        if key in {"1", "2", "3", "4"}:
            self.copy(int(key))
        elif key in {"+", "=", "-", "_", "5"}:
            self._on_counted(FIVE if key == "5" else 1 if key in {"+", "="} else -1)
        elif key in {"Up", "Down"}:
            self._choose(1 if key == "Down" else -1)
        elif key == "Enter":
            self._on_enter()
        elif key in LETTERS and self.view is not None and self.view.activity.mode == "draw":
            self._fall(key)
        else:
            act = {
                "Right": self._on_next, "Left": self._on_back, "P": self._on_pause, "X": self._on_other_product,
                "D": self.draw_prizes, "E": self._on_end, "Esc": self.close,
            }.get(key)  # fmt: skip
            if act is None:
                return False
            act()
        return True

    def _choose(self, by: int) -> None:
        count = len(self.view.outcome.right) if self.view is not None else 0
        if count:
            self._on_chosen(min(max(self._current() + by, 0), count - 1))

    def _on_enter(self) -> None:
        if self.view is not None and self.view.stage.kind == CLOSE:
            self._on_end()
        else:
            self._on_register(max(0, self.stage.winner.reward.currentIndex()))

    def _fall(self, letter: str) -> None:
        actor, run = self.desk.actor, self.run
        if self.view is not None and self.view.stage.kind == ROUND:
            self._write(lambda session: runs.draw(session, actor, run, letter))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.view is None:
            self.load()
        self._timer.start()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._timer.stop()
        super().closeEvent(event)
