"""活码和点位: whose code hangs where, what it brought, what runs out; registered, changed, replaced, one step back."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget
from sqlalchemy.orm import Session

from db.actor import Actor
from desktop import undo
from desktop.changes import Done
from desktop.posters import intake, register, ways
from desktop.posters.register import Code, Register, Stand
from ui.posters.register_entry import CodeLine, EntryLine, PlaceLine
from ui.posters.register_tables import EntryTable, code_table, expiry_table, place_table
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from ui.posters.making import Making

WIDTH, HEIGHT = 920, 320
CODES, PLACES, ENDING = "codes", "places", "ending"
TABS: Final = (CODES, PLACES, ENDING)


class RegisterWindow(Dialog):
    """1 2 3 change the table, N Enter Del R act on what is chosen, Ctrl+Z takes back. Writes by its page."""

    shown = Signal()  # the register has been read
    replace_wanted = Signal(object, str)  # Hanging, id of the place
    folder_wanted = Signal()

    def __init__(self, page: "Making") -> None:
        super().__init__(page.theme, "", "", WIDTH, page)
        self.page, self.register = page, Register([], [], [])
        self._batches: list[str] = []
        self._edited = ""  # id of what is being changed; empty is a new one
        self.title.set_text(self.tr("活码和点位"))
        self.text.set_text(self.tr("一件印刷品一个点位、一个渠道标识：客户从哪张卡来，数得清"))
        self.text.show()
        theme = self.theme
        self.tabs = Segmented(
            theme,
            [(CODES, self.tr("活码 1")), (PLACES, self.tr("点位 2")), (ENDING, self.tr("快到期 3"))], self,
        )  # fmt: skip
        self.tabs.setAccessibleName(self.tr("看哪一张表"))
        row = QHBoxLayout()
        row.addWidget(self.tabs)
        row.addStretch(1)
        self.count = PlainLabel(theme, "", "caption", "text2", parent=self)
        row.addWidget(self.count)
        self.body.addLayout(row)
        self._make_tables()
        self._make_lines()
        self._make_buttons()
        self.tabs.changed.connect(self._on_tab)
        QShortcut(QKeySequence("Ctrl+Z"), self, self._on_undo)
        self._on_tab(CODES)
        self.read()

    def read(self) -> None:
        self.page.desk.jobs.read(self, partial(register.read, actor=self._actor()), self._on_read, self._on_refused)

    def _actor(self) -> Actor:
        return self.page.desk.actor

    # ------------------------------------------------------------------------------------------ building

    def _make_tables(self) -> None:
        theme, studio = self.theme, self.page.studio
        words, language = self.page.desk.words, self.page.desk.words.language
        titles = {one.key: one.named(language) for one in studio.library.all()}
        kind: Callable[[str], str] = lambda key: words.text(studio.kinds.label(key))  # noqa: E731
        self.tables = {
            CODES: code_table(theme, kind, self),
            PLACES: place_table(theme, lambda key: titles.get(key, key), self),
            ENDING: expiry_table(theme, self),
        }
        self.stack = QStackedWidget(self)
        self.stack.setFixedHeight(theme.px(HEIGHT))
        for table in self.tables.values():
            self.stack.addWidget(table)
            table.letter.connect(self._on_letter)
            table.activated_id.connect(self._on_edit)
            table.current_changed.connect(self._on_current)
        self.body.addWidget(self.stack)

    def _make_lines(self) -> None:
        self.code_line, self.place_line = CodeLine(self.theme, self), PlaceLine(self.theme, self)
        self.fault = PlainLabel(self.theme, "", "caption", "danger", elide=True, parent=self)
        for line in (self.code_line, self.place_line):
            line.hide()
            line.entered.connect(self._on_entered)
            line.left.connect(self._end)
            self.body.addWidget(line)
        self.fault.hide()
        self.body.addWidget(self.fault)

    def _make_buttons(self) -> None:
        theme = self.theme
        self.acts = {
            "I": Button(theme, self.tr("导入图片文件夹"), "ghost", "folder-input", "I", parent=self),
            "N": Button(theme, self.tr("新登记"), "soft", "plus", "N", parent=self),
            "F2": Button(theme, self.tr("改"), keys="↵", parent=self),
            "R": Button(theme, self.tr("换新件"), "secondary", "repeat", "R", parent=self),
            "Del": Button(theme, self.tr("停用"), keys="Del", parent=self),
        }
        slots = (self.folder_wanted.emit, self._on_new, self._on_edit, self._on_replace, self._on_retire)
        for button, slot in zip(self.acts.values(), slots, strict=True):
            self.add_button(button).clicked.connect(slot)
        self.save = Button(theme, self.tr("登记"), "primary", keys="↵", parent=self)
        self.add_button(self.save).clicked.connect(self._on_entered)
        self.save.hide()
        self.add_button(Button(theme, self.tr("关闭"), "ghost", keys="Esc", parent=self), "reject")

    # ------------------------------------------------------------------------------------------ showing

    def table(self) -> EntryTable:
        return self.tables[self.tabs.value()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = plain_key(event)
        if key == "Esc" and self._line() is not None:
            self._end()
        elif key != "Enter" and not self._on_letter(key):
            super().keyPressEvent(event)

    @Slot(str)
    def _on_letter(self, letter: str) -> bool:
        if letter in {"1", "2", "3"}:
            self.tabs.set_value(TABS[int(letter) - 1])
        elif letter in self.acts and self.acts[letter].isVisible() and self.acts[letter].isEnabled():
            self.acts[letter].click()
        else:
            return False
        return True

    def _on_read(self, found: Register) -> None:
        self.register = found
        self.tables[CODES].show_rows({one.id: one for one in found.codes})
        self.tables[PLACES].show_rows({one.id: one for one in found.places})
        self.tables[ENDING].show_rows({f"{one.kind} {one.id}": one for one in found.expiries})
        self.place_line.set_codes(found.codes)
        self.code_line.set_people(self.page.people())
        self._on_current(None)
        self.shown.emit()

    @Slot(str)
    def _on_tab(self, _tab: str) -> None:
        self._end()
        self.stack.setCurrentWidget(self.table())
        self.table().setFocus()
        self._on_current(None)

    @Slot(object)
    def _on_current(self, _id: object) -> None:
        """Show the acts that make sense for the table and the row."""
        tab, some = self.tabs.value(), self.table().entry() is not None
        writing = self._line() is not None
        seen = {"I": tab == CODES, "N": tab != ENDING, "F2": True, "R": tab != CODES, "Del": tab != ENDING}
        for key, button in self.acts.items():
            button.setVisible(seen[key] and not writing)
            button.setEnabled(some or key in {"I", "N"})
        self.acts["R"].setEnabled(self._hanging() is not None)
        self.save.setVisible(writing)
        self.count.setText(self._sum())

    def _sum(self) -> str:
        if self.tabs.value() == PLACES:
            adds = sum(place.adds for place in self.register.places)
            return self.tr("{n} 个点位，带来 {adds} 位客户").format(n=len(self.register.places), adds=adds)
        if self.tabs.value() == CODES:
            return self.tr("{n} 个活码").format(n=len(self.register.codes))
        if not self.register.expiries:
            return self.tr("30 天内没有到期的")
        return self.tr("{n} 件在 30 天内到期").format(n=len(self.register.expiries))

    def _place(self) -> Stand | None:
        """The place that is chosen, in its own table or among what runs out."""
        entry = self.table().entry()
        if isinstance(entry, Stand) or entry is None:
            return entry
        return next((one for one in self.register.places if one.id == entry.id), None)

    def _code(self) -> Code | None:
        entry = self.table().entry()
        if isinstance(entry, Code) or entry is None:
            return entry
        return next((one for one in self.register.codes if one.id == entry.id), None)

    def _hanging(self) -> register.Hanging | None:
        place = self._place() if self.tabs.value() != CODES else None
        return place.hanging if place is not None else None

    # ------------------------------------------------------------------------------------------ writing

    def _line(self) -> EntryLine | None:
        """The line that is open."""
        return next((line for line in (self.code_line, self.place_line) if line.isVisibleTo(self)), None)

    def _begin(self, line: QWidget, id_: str) -> None:
        self._edited = id_
        self.save.setText(self.tr("保存") if id_ else self.tr("登记"))
        line.show()
        self._on_current(None)
        self.fit()

    @Slot()
    def _end(self) -> None:
        for line in (self.code_line, self.place_line):
            line.hide()
        self.fault.hide()
        self._on_current(None)
        if self.isVisible():
            self.fit()
            self.table().setFocus()

    @Slot()
    def _on_new(self) -> None:
        if self.tabs.value() == CODES:
            self._begin(self.code_line, "")
            self.code_line.show_code(None)
        else:
            self._begin(self.place_line, "")
            self.place_line.show_place(None)

    @Slot()
    def _on_edit(self, _id: object = None) -> None:
        code, place = self._code(), self._place()
        if code is not None:
            self._begin(self.code_line, code.id)
            self.code_line.show_code(code)
        elif place is not None:
            self._begin(self.place_line, place.id)
            self.place_line.show_place(place)

    @Slot()
    def _on_entered(self) -> None:
        line, actor, id_ = self._line(), self._actor(), self._edited
        if line is self.place_line:
            entry = self.place_line.entry()
            if id_:
                self._write(partial(ways.change_placement, actor=actor, place=id_, entry=entry))
            else:
                self._write(partial(ways.add_placement, actor=actor, branch=actor.branch, entry=entry))
        elif line is self.code_line:
            own = self.code_line.entry()
            if id_:
                self._write(partial(ways.change_way, actor=actor, way=id_, entry=own))
            else:
                self._write(
                    partial(self._new_code, self.code_line.staff.currentData(), self.code_line.link.text(), own)
                )

    def _new_code(self, staff: str, link: str, entry: ways.CodeEntry, session: Session) -> Done:
        """Runs in the worker."""
        found = intake.plan_link(session, link, self.page.studio.kinds, staff)
        if found.refusal is not None:
            raise found.refusal
        return ways.add_way(session, self._actor(), staff, found.answer, entry)

    @Slot()
    def _on_retire(self) -> None:
        entry, actor = self.table().entry(), self._actor()
        if isinstance(entry, Code):
            self._write(partial(ways.retire_way, actor=actor, way=entry.id))
        elif isinstance(entry, Stand):
            self._write(partial(ways.retire_placement, actor=actor, place=entry.id))

    @Slot()
    def _on_replace(self) -> None:
        """Close, and show in the studio what hangs there, ready to be made anew."""
        hanging, place = self._hanging(), self._place()
        if hanging is not None and place is not None:
            self.accept()
            self.replace_wanted.emit(hanging, place.id)

    @Slot()
    def _on_undo(self) -> None:
        if self._batches:
            self._write(partial(undo.undo, actor=self._actor(), batch=self._batches.pop()))

    def _write(self, work: Callable[[Session], Done]) -> None:
        self.page.desk.jobs.write(self, work, self._on_written, self._on_refused)

    def _on_written(self, done: Done) -> None:
        if done.batch:
            self._batches.append(done.batch)
        self.page.changed.emit(done)
        self._end()
        self.read()

    def _on_refused(self, error: BaseException) -> None:
        self.fault.setText(self.page.desk.words.render(error).replace("\n", "　"))
        self.fault.show()
        self.fit()
