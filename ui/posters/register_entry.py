"""The line below the tables of the register, in which a code or a place is written."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.posters.records import Person
from desktop.posters.register import Code, Stand
from desktop.posters.ways import LONGEST_STATE, CodeEntry, PlaceEntry
from ui.contacts.words import channel_name
from ui.posters.register_words import material_choices
from ui.theme import Theme
from ui.widgets.field import ComboBox, Labelled, LineEdit
from ui.widgets.keys import plain_key

CHANNELS = ("lobby", "staff_talk", "offline_scene", "online_scene", "mobile_app", "official_account", "new_media")


class EntryLine(QWidget):
    """Labelled fields side by side; Enter in one says `entered`, Esc says `left`."""

    entered = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(8)
        self.material = ComboBox(theme, parent=self)
        self.material.set_choices(material_choices())
        self.state = LineEdit(theme, parent=self)
        words = QCoreApplication.translate("RegisterWindow", "渠道标识")
        self.state_label = Labelled(theme, words, self.state, parent=self)
        self.state.textChanged.connect(self._on_state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = plain_key(event)
        if key == "Enter":
            self.entered.emit()
        elif key == "Esc":
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def add(self, words: str, field: QWidget, stretch: int, note: str = "") -> Labelled:
        label = Labelled(self.theme, words, field, note, self)
        self.line.addWidget(label, stretch)
        return label

    @Slot(str)
    def _on_state(self, typed: str) -> None:
        self.state_label.set_note(f"{len(typed)}/{LONGEST_STATE}" if typed else "")
        self.state_label.note.set_token("danger" if len(typed) > LONGEST_STATE else "text2")


class CodeLine(EntryLine):
    """A code: the person and the link only while it is new."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.staff = ComboBox(theme, parent=self)
        self.link = LineEdit(theme, "https://work.weixin.qq.com/…", parent=self)
        self.label, self.until = LineEdit(theme, parent=self), LineEdit(theme, "2026-12-31", parent=self)
        self._new = [self.add(self.tr("员工"), self.staff, 2), self.add(self.tr("链接"), self.link, 5)]
        self.add(self.tr("叫什么"), self.label, 2)
        self.add(self.tr("物料"), self.material, 2)
        self.line.addWidget(self.state_label, 3)
        self.add(self.tr("有效期至"), self.until, 2)

    def set_people(self, people: Sequence[Person]) -> None:
        self.staff.set_choices([(one.id, one.name) for one in people])

    def show_code(self, code: Code | None) -> None:
        """The fields of `code`, empty ones for a new one."""
        entry = code.entry if code is not None else CodeEntry()
        for label in self._new:
            label.setVisible(code is None)
        self.link.clear()
        self.label.setText(entry.label)
        self.material.setCurrentIndex(max(0, self.material.findData(entry.material)))
        self.state.setText(entry.state)
        self.until.setText(entry.valid_until)
        (self.link if code is None else self.state).setFocus()

    def entry(self) -> CodeEntry:
        return CodeEntry(self.state.text(), self.material.currentData(), self.label.text(), self.until.text())


class PlaceLine(EntryLine):
    """A place: its name, what stands there, and whose code it shows."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.name = LineEdit(theme, self.tr("例如：柜台 3 号"), parent=self)
        self.channel, self.code = ComboBox(theme, parent=self), ComboBox(theme, parent=self)
        self.channel.set_choices([(key, channel_name(key)) for key in CHANNELS])
        self.add(self.tr("点位"), self.name, 4)
        self.add(self.tr("物料"), self.material, 2)
        self.add(self.tr("渠道"), self.channel, 2)
        self.add(self.tr("谁的码"), self.code, 3)
        self.line.addWidget(self.state_label, 3)

    def set_codes(self, codes: Sequence[Code]) -> None:
        none: list[tuple[object, str]] = [("", self.tr("不指定"))]
        self.code.set_choices(none + [(code.id, _code_words(code)) for code in codes])

    def show_place(self, place: Stand | None) -> None:
        entry = place.entry if place is not None else PlaceEntry("")
        self.name.setText(entry.name)
        for box, value in ((self.material, entry.material), (self.channel, entry.channel),
                           (self.code, entry.contact_way)):  # fmt: skip
            box.setCurrentIndex(max(0, box.findData(value)))
        self.state.setText(entry.state)
        self.name.setFocus()
        self.name.selectAll()

    def entry(self) -> PlaceEntry:
        return PlaceEntry(
            self.name.text(), self.state.text(), self.material.currentData(), self.channel.currentData(),
            self.code.currentData() or "",
        )  # fmt: skip


def _code_words(code: Code) -> str:
    """王敏 · cd-c3."""
    return " · ".join(part for part in (code.name, code.entry.label or code.entry.state) if part)
