"""人人有份的抽奖: who takes part, the draw, the words for each winner; everything by keyboard."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.activities import drawing
from desktop.activities.drawing import Drawing, Named
from desktop.changes import Done
from desktop.errors import AppError
from ui.activities.prize_lines import PrizeLines
from ui.activities.winners import WinnerModel
from ui.desk import Desk
from ui.row_table import RowTable
from ui.theme import Theme
from ui.today.work import to_clipboard
from ui.widgets.banner import AnswerBanner
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import TextEdit
from ui.widgets.label import PlainLabel

WIDTH = 860
HEIGHT = 226
LINES = 16
CONTROL = Qt.KeyboardModifier.ControlModifier


class NamesEdit(TextEdit):
    """One name a line; what is pasted is read as a chat first."""

    pasted = Signal(str)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.pasted.emit(source.text())


class DrawWindow(Dialog):
    """Ctrl V takes the names out of the group chat, Ctrl ↵ draws, C copies the words to a winner, A those to all."""

    changed = Signal(object)  # Done
    error = Signal(object)

    def __init__(self, desk: Desk, run: str, parent: QWidget | None = None) -> None:
        told = self.tr("人人都有，机会和名单先后无关；种子和结果一起记下，谁都能重算一遍")
        super().__init__(desk.theme, self.tr("人人有份的抽奖"), told, WIDTH, parent)
        self.desk, self.run = desk, run
        self.drawing: Drawing | None = None
        theme = self.theme
        self.notice = AnswerBanner(theme, "warn", "info", height=40, parent=self)
        self.notice.hide()
        self.body.addWidget(self.notice)
        row = QHBoxLayout()
        row.setSpacing(theme.px(20))
        row.addWidget(self._people(theme), 2)
        row.addWidget(self._result(theme), 3)
        self.body.addLayout(row, 1)
        self._add_buttons(theme)
        self.names.setFocus()
        self.load()

    # ------------------------------------------------------------------------------------------- building

    def _people(self, theme: Theme) -> QWidget:
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self.head = PlainLabel(theme, "", bold=True, parent=side)
        self.names = NamesEdit(theme, self.tr("粘贴群聊，或一位一行写名字"), LINES, side)
        self.names.pasted.connect(self.take_names)
        self.names.textChanged.connect(self._on_names)
        self.paste_button = Button(
            theme, self.tr("粘贴群聊"), "soft", "clipboard-paste", "Ctrl V", "sm", side
        )  # fmt: skip
        self.paste_button.clicked.connect(self._on_paste)
        column.addWidget(self.head)
        column.addWidget(self.names)
        column.addWidget(self.paste_button)
        column.addStretch(1)
        return side

    def _result(self, theme: Theme) -> QWidget:
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self.prizes = PrizeLines(theme, side)
        self.model = WinnerModel(self)
        self.table = RowTable(theme, self.model, side, row_height=32)
        self.table.setSelectionMode(RowTable.SelectionMode.SingleSelection)
        self.table.setAccessibleName(self.tr("抽到的人"))
        self.table.setFixedHeight(theme.px(HEIGHT))
        self.table.letter.connect(self._on_letter)
        self.table.activated_id.connect(self._on_activated)
        self.record = PlainLabel(theme, "", "caption", "text2", elide=True, parent=side)
        column.addWidget(self.prizes)
        column.addWidget(self.table)
        column.addWidget(self.record)
        column.addStretch(1)
        return side

    def _add_buttons(self, theme: Theme) -> None:
        self.one = Button(theme, self.tr("复制给这一位"), "secondary", "copy", "C", parent=self)
        self.all = Button(theme, self.tr("复制结果给全群"), "secondary", "copy", "A", parent=self)
        self.back = Button(theme, self.tr("撤销抽奖"), "ghost", "undo-2", "Ctrl Z", parent=self)
        self.go = Button(theme, self.tr("抽"), "primary", "gift", "Ctrl ↵", parent=self)
        for button, act in (
            (self.back, self.take_back), (self.one, self.copy_one), (self.all, self.copy_all), (self.go, self.draw),
        ):  # fmt: skip
            button.clicked.connect(act)
        self.one.setShortcut("Alt+C")
        self.all.setShortcut("Alt+A")
        self.add_button(Button(theme, self.tr("关闭"), "ghost", keys="Esc", parent=self), "reject")
        for button in (self.back, self.one, self.all, self.go):
            self.add_button(button)

    # ------------------------------------------------------------------------------------------- showing

    def load(self) -> None:
        """Read the draws of the run again."""
        actor, run = self.desk.actor, self.run
        self.desk.jobs.read(self, lambda session: drawing.show(session, actor, run), self._on_drawing, self._on_failed)

    @Slot(object)
    def _on_drawing(self, found: Drawing) -> None:
        self.drawing = found
        self.title.set_text(self.tr("{title}：人人有份的抽奖").format(title=found.title))
        self.prizes.show_drawing(found)
        here = self.table.current_id()
        self.model.show_winners(found.winners)
        told = sum(one.told for one in found.winners)
        self.table.select_id(here or next(iter(self.model.ids), ""))
        drawn = bool(found.winners)
        self.one.setEnabled(drawn)
        self.all.setEnabled(drawn)
        self.back.setEnabled(drawn and not told and not found.ended)
        self.go.setEnabled(not found.ended)
        self.record.setText(self._record(found, told))
        self._on_names()

    def _record(self, found: Drawing, told: int) -> str:
        if not found.seed:
            return self.tr("撤销过 {count} 次").format(count=found.taken_back) if found.taken_back else ""
        if not found.holds:
            return self.tr("重算对不上：结果被改过")
        if found.covered:
            return self.tr("{count} 位，已说 {told} 位；其中 {covered} 位已按要求删除，不能再重算").format(
                count=len(found.winners), told=told, covered=found.covered
            )
        said = self.tr("{count} 位，已说 {told} 位；种子 {seed}，重算一致").format(
            count=len(found.winners), told=told, seed=found.seed
        )
        more = self.tr("；撤销过 {count} 次").format(count=found.taken_back) if found.taken_back else ""
        return said + more

    def people(self) -> list[str]:
        """The names as they are typed, each once."""
        lines = (" ".join(line.split()) for line in self.names.toPlainText().splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    @Slot()
    def _on_names(self) -> None:
        drawn = {one.name for one in self.drawing.winners} if self.drawing is not None else set()
        waiting = [name for name in self.people() if name not in drawn]
        self.head.setText(self.tr("谁来抽：{count} 位").format(count=len(waiting)))

    def say(self, title: str, text: str = "", tone: str = "warn") -> None:
        """What happened, and what to do."""
        icon = "circle-check" if tone == "ok" else "circle-alert"
        self.notice.set(tone, icon, "  ".join(filter(None, (title, text))))
        self.notice.show()
        self.fit()

    # ------------------------------------------------------------------------------------------- acts

    @Slot(str)
    def take_names(self, text: str) -> None:
        """Put the people of a pasted chat or list to those who are there."""
        self.desk.jobs.read(
            self, lambda session: drawing.names_of(session, text), self._on_named, self._on_failed
        )  # fmt: skip

    @Slot(object)
    def _on_named(self, named: Named) -> None:
        before = self.people()
        new = [name for name in named.names if name not in before]
        self.names.setPlainText("\n".join([*before, *new]))
        odd = self.tr("{count} 行没看懂").format(count=named.unread) if named.unread else ""
        self.say(self.tr("认出 {count} 位，新加 {new} 位").format(count=len(named.names), new=len(new)), odd,
                 "ok" if new else "warn")  # fmt: skip

    @Slot()
    def _on_paste(self) -> None:
        self.take_names(QGuiApplication.clipboard().text())

    @Slot()
    def draw(self) -> None:
        """Draw for everybody who has not drawn yet."""
        actor, run, names = self.desk.actor, self.run, self.people()
        try:
            stocks, budget = self.prizes.typed()
        except AppError as error:
            self._on_failed(error)
            return
        self._write(lambda session: drawing.hold(session, actor, run, names, stocks, budget))

    @Slot()
    def take_back(self) -> None:
        actor, run = self.desk.actor, self.run
        self._write(lambda session: drawing.take_back(session, actor, run))

    @Slot()
    def copy_one(self) -> None:
        """The words to the winner in the list; the next one is chosen."""
        name, actor, run = self.table.current_id(), self.desk.actor, self.run
        if name:
            self._copy(lambda session: drawing.words_to(session, actor, run, name), [name])

    @Slot()
    def copy_all(self) -> None:
        """The result for the group: it tells everybody."""
        actor, run = self.desk.actor, self.run
        self._copy(lambda session: drawing.words_to_all(session, actor, run), list(self.model.ids))

    def _copy(self, words: Callable[[Session], str], names: list[str]) -> None:
        actor, run = self.desk.actor, self.run

        def then(text: str) -> None:
            if not to_clipboard(text):
                self.say(self.tr("剪贴板被占用，再按一次"))
                return
            if len(names) == 1:
                at = self.model.ids.index(names[0]) + 1
                self.table.select_id(self.model.ids[min(at, len(self.model.ids) - 1)])
            self._write(lambda session: drawing.told(session, actor, run, names))

        self.desk.jobs.read(self, words, then, self._on_failed)

    def _write(self, work: Callable[[Session], Done]) -> None:
        self.notice.hide()
        self.fit()
        self.desk.jobs.write(self, work, self._on_written, self._on_failed)

    @Slot(object)
    def _on_written(self, done: Done) -> None:
        self.changed.emit(done)
        self.load()
        if done.message:
            self.say(self.desk.words.text(done.message), tone="ok")
            self.table.setFocus()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, AppError):
            self.say(*self.desk.words.render_both(error), tone="danger")
        else:
            self.error.emit(error)

    # ------------------------------------------------------------------------------------------- events

    @Slot(str)
    def _on_letter(self, letter: str) -> None:
        act = {"C": self.copy_one, "A": self.copy_all}.get(letter)
        if act is not None:
            act()

    @Slot(object)
    def _on_activated(self, _name: str) -> None:
        self.copy_one()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & CONTROL and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.draw()
        elif event.matches(QKeySequence.StandardKey.Undo):
            if self.back.isEnabled():
                self.take_back()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._on_paste()
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
