"""Choosing tags as chips: for one contact or thousands, and one tag to merge another into."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.contacts.tags import TagEntry
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.dialog import Dialog
from ui.widgets.field import SearchField
from ui.widgets.flow import FlowLayout
from ui.widgets.label import PlainLabel
from ui.widgets.pane import ScrollPane

HEIGHT: Final = 230
ON, PARTLY, OFF = "on", "partly", "off"


class TagChips(ScrollPane):
    """The dictionary as chips under their groups; `narrow` leaves those that hold a text."""

    clicked = Signal(str)  # id of a tag

    def __init__(self, theme: Theme, entries: Sequence[TagEntry], parent: QWidget) -> None:
        super().__init__(theme, "raised" if theme.dark else "surface", margins=(0, 0, 0, 0), parent=parent)
        self.setFixedHeight(theme.px(HEIGHT))
        self.entries = list(entries)
        self.chips: dict[str, Chip] = {}
        self._groups: list[tuple[PlainLabel, QWidget, list[str]]] = []
        for group in dict.fromkeys(entry.group for entry in self.entries):
            self._add_group(group)
        self.none = PlainLabel(theme, self.tr("没有这个标签"), "caption", "text2", parent=self)
        self.none.setVisible(not self.entries)
        self.body.addWidget(self.none)
        self.body.addStretch(1)

    @Slot(str)
    def narrow(self, text: str) -> None:
        fitting = {entry.id for entry in self.entries if text.strip().casefold() in entry.name.casefold()}
        for head, holder, ids in self._groups:
            for id_ in ids:
                self.chips[id_].setVisible(id_ in fitting)
            some = bool(fitting.intersection(ids))
            head.setVisible(some)
            holder.setVisible(some)
            holder.updateGeometry()
        self.none.setVisible(not fitting)

    def first(self, text: str) -> TagEntry | None:
        """The tag of this name, else the shortest that holds the text."""
        wanted = text.strip().casefold()
        fitting = [entry for entry in self.entries if wanted in entry.name.casefold()]
        return min(fitting, key=lambda entry: (entry.name.casefold() != wanted, len(entry.name)), default=None)

    def _add_group(self, group: str) -> None:
        head = PlainLabel(self.theme, group or self.tr("其他"), "caption", "text2", bold=True, parent=self.inner)
        holder = QWidget(self.inner)
        flow = FlowLayout(holder, 6)
        ids = []
        for entry in self.entries:
            if entry.group == group:
                chip = Chip(self.theme, entry.name, parent=holder)
                chip.setProperty("tag", entry.id)
                chip.clicked.connect(self._on_chip)
                flow.addWidget(chip)
                self.chips[entry.id] = chip
                ids.append(entry.id)
        self.body.addWidget(head)
        self.body.addWidget(holder)
        self._groups.append((head, holder, ids))

    @Slot()
    def _on_chip(self) -> None:
        self.clicked.emit(str(self.sender().property("tag")))


class TagDialog(Dialog):
    """The dictionary as chips; typing narrows it, Enter takes the first, then saves. Sends `assigned`.

    A tag that only some of the contacts have says how many; a click gives it to all, one more takes it from all.
    """

    assigned = Signal(object, object)  # ids put on, ids taken off

    def __init__(
        self, theme: Theme, dictionary: Sequence[TagEntry], worn: Mapping[str, int], count: int, parent: QWidget
    ) -> None:
        """`worn` is how many of the `count` contacts have each tag."""
        title = self.tr("给 {count} 位打标签").format(count=f"{count:,}") if count > 1 else self.tr("标签")
        words = self.tr("点一下全部打上，再点全部去掉；一步可撤销") if count > 1 else ""
        super().__init__(theme, title, words, 440, parent)
        self._names = {entry.id: entry.name for entry in dictionary}
        self._worn, self._count = worn, count
        self._before = {id_: self._state_of(worn.get(id_, 0)) for id_ in self._names}
        self._states = dict(self._before)
        self.field = SearchField(theme, self.tr("写几个字找标签，回车选中"), parent=self)
        self.pane = TagChips(theme, dictionary, self)
        self.field.textChanged.connect(self.pane.narrow)
        self.field.returnPressed.connect(self._on_enter)
        self.pane.clicked.connect(self._on_chip)
        self.body.addWidget(self.field)
        self.body.addWidget(self.pane)
        for id_ in self._names:
            self._show(id_)
        self.add_button(Button(theme, self.tr("取消"), "ghost", keys="Esc", parent=self), "reject")
        save = self.add_button(Button(theme, self.tr("改好了"), "primary", "check", "Ctrl ↵", parent=self))
        save.clicked.connect(self.save)
        self.field.setFocus()

    @property
    def chips(self) -> dict[str, Chip]:
        return self.pane.chips

    @property
    def chosen(self) -> set[str]:
        """The tags that all the contacts shall have."""
        return {id_ for id_, state in self._states.items() if state == ON}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.save()
            return  # the field has dealt with it
        super().keyPressEvent(event)

    @Slot()
    def save(self) -> None:
        """Send what changed."""
        changed = {id_: state for id_, state in self._states.items() if state != self._before[id_]}
        put, off = (sorted(id_ for id_, state in changed.items() if state == wanted) for wanted in (ON, OFF))
        if put or off:
            self.assigned.emit(put, off)
        self.accept()

    def _state_of(self, worn: int) -> str:
        if worn >= self._count:
            return ON
        return PARTLY if worn else OFF

    def _show(self, id_: str) -> None:
        chip, state, name = self.chips[id_], self._states[id_], self._names[id_]
        if state == PARTLY:
            name = f"{name} {self._worn[id_]:,}/{self._count:,}"
        elif state == OFF and self._before[id_] != OFF:
            name = self.tr("去掉 {name}").format(name=name)
        chip.setText(name)
        chip.setAccessibleName(name)
        chip.set_selected(state == ON)

    @Slot(str)
    def _on_chip(self, id_: str) -> None:
        states = [PARTLY, ON, OFF] if self._before[id_] == PARTLY else [ON, OFF]
        self._states[id_] = states[(states.index(self._states[id_]) + 1) % len(states)]
        self._show(id_)

    @Slot()
    def _on_enter(self) -> None:
        text = self.field.text().strip()
        if not text:
            self.save()
        elif (found := self.pane.first(text)) is not None:
            self._on_chip(found.id)
            self.field.clear()


class MergeDialog(Dialog):
    """Which tag takes the contacts of another; Enter takes the first that fits. Sends `chosen` with its id."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, used: int, others: Sequence[TagEntry], parent: QWidget) -> None:
        words = self.tr("{count} 位客户换成选中的标签，“{name}”停用").format(count=f"{used:,}", name=name)
        super().__init__(theme, self.tr("“{name}”并到…").format(name=name), words, 440, parent)
        self.field = SearchField(theme, self.tr("写几个字找标签，回车并到它"), parent=self)
        self.pane = TagChips(theme, others, self)
        self.field.textChanged.connect(self.pane.narrow)
        self.field.returnPressed.connect(self._on_enter)
        self.pane.clicked.connect(self._take)
        self.body.addWidget(self.field)
        self.body.addWidget(self.pane)
        self.add_button(Button(theme, self.tr("取消"), "ghost", keys="Esc", parent=self), "reject")
        self.field.setFocus()

    @Slot()
    def _on_enter(self) -> None:
        found = self.pane.first(self.field.text()) if self.field.text().strip() else None
        if found is not None:
            self._take(found.id)

    @Slot(str)
    def _take(self, id_: str) -> None:
        self.chosen.emit(id_)
        self.accept()
