"""The form of a contact's record: everything that is kept of a person, head office's own fields and the consent too."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.contacts.own_fields import OwnField
from desktop.contacts.record import CODES, CONSENT, PHONES, Record
from desktop.fields import CONTACT_FIELDS
from ui.contacts.words import coded_name
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.check import CheckBox
from ui.widgets.dialog import Dialog
from ui.widgets.field import ComboBox, Labelled, LineEdit
from ui.widgets.pane import ScrollPane

WIDTH: Final = 640
HEIGHT: Final = 400
ORDER: Final = (
    "name", "phone", "gender", "birthday", "company", "position", "telephone", "email", "address", "channel",
    "validity", "remark", "description",
)  # fmt: skip


class RecordDialog(Dialog):
    """Tab goes through the fields, Enter saves, H shows their history. Sends what was changed by `saved`."""

    saved = Signal(object)
    history_wanted = Signal()

    def __init__(self, theme: Theme, record: Record, language: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, self.tr("{name} 的资料").format(name=record.values["name"]), "", WIDTH, parent)
        self.record = record
        self.inputs: dict[str, LineEdit | ComboBox] = {}
        self.labelled: dict[str, Labelled] = {}
        self._language = language
        pane = ScrollPane(theme, "raised" if theme.dark else "surface", margins=(0, 0, 8, 0), parent=self)
        pane.setFixedHeight(theme.px(HEIGHT))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(8))
        labels = {one.key: one.label if language == "zh" else one.english for one in CONTACT_FIELDS}
        parts = [(key, labels[key], self._input(key, pane.inner)) for key in ORDER]
        parts += [(f"own:{one.key}", one.title, self._own_input(one, pane.inner)) for one in record.fields]
        for number, (key, title, field) in enumerate(parts):
            self.inputs[key] = field
            self.labelled[key] = Labelled(theme, title, field, parent=pane.inner)
            grid.addWidget(self.labelled[key], number // 2, number % 2, Qt.AlignmentFlag.AlignTop)
        pane.body.addLayout(grid)
        self.quiet = CheckBox(theme, self.tr("免打扰：不群发、不回访"), parent=pane.inner)
        self.quiet.setChecked(record.values["do_not_disturb"] == "1")
        agreed = self.tr("同意留存资料（{date}）").format(date=(record.consented_at or "")[:10])
        self.consent = CheckBox(theme, agreed if record.consented_at else self.tr("同意留存资料"), parent=pane.inner)
        self.consent.setChecked(record.consented_at is not None)
        pane.body.addWidget(self.quiet)
        pane.body.addWidget(self.consent)
        pane.body.addStretch(1)
        self.body.addWidget(pane)
        self._make_buttons()
        self.inputs["name"].setFocus()

    def _make_buttons(self) -> None:
        theme = self.theme
        history = Button(theme, self.tr("修改记录"), "ghost", "history", "Ctrl H", parent=self)
        history.clicked.connect(self.history_wanted)
        QShortcut(QKeySequence("Ctrl+H"), self, history.click)
        self.buttons.insertWidget(0, history)
        self.add_button(Button(theme, self.tr("取消"), "ghost", keys="Esc", parent=self), "reject")
        save = self.add_button(Button(theme, self.tr("保存"), "primary", "check", "↵", parent=self))
        save.clicked.connect(self.save)
        for field in self.inputs.values():
            if isinstance(field, LineEdit):
                field.returnPressed.connect(self.save)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.save)

    def changed(self) -> dict[str, str]:
        """What says something else than the record, by key; a phone that is left empty stays."""
        typed = {key: self._said(key) for key in self.inputs}
        found = {key: said for key, said in typed.items() if said != self._before(key)}
        quiet = "1" if self.quiet.isChecked() else "0"
        if quiet != self.record.values["do_not_disturb"]:
            found["do_not_disturb"] = quiet
        if self.consent.isChecked() != (self.record.consented_at is not None):
            found[CONSENT] = "1" if self.consent.isChecked() else ""
        return found

    @Slot()
    def save(self) -> None:
        """Send what was changed; the window stays open until it is written."""
        for field in self.inputs.values():
            if isinstance(field, LineEdit):
                field.set_error("")
        changed = self.changed()
        if changed:
            self.saved.emit(changed)
        else:
            self.accept()

    def refuse(self, key: str, words: str) -> None:
        """Say below a field what is wrong with it."""
        field = self.inputs.get(key)
        if isinstance(field, LineEdit):
            field.set_error(words)
        elif key in self.labelled:
            self.labelled[key].set_fault(words)
        if field is not None:
            field.setFocus()

    def _before(self, key: str) -> str:
        if key in PHONES:
            return ""
        if key == "birthday":
            return self.record.values[key].removeprefix("0000-")
        own = key.removeprefix("own:")
        return self.record.own.get(own, "") if key.startswith("own:") else self.record.values[key]

    def _said(self, key: str) -> str:
        field = self.inputs[key]
        return field.text().strip() if isinstance(field, LineEdit) else str(field.currentData())

    def _input(self, key: str, parent: QWidget) -> LineEdit | ComboBox:
        if key in CODES:
            return self._choice([(code, coded_name(key, code)) for code in CODES[key]], self._before(key), parent)
        field = LineEdit(self.theme, self._hint(key), parent=parent)
        field.setText(self._before(key))
        field.setCursorPosition(0)
        return field

    def _own_input(self, one: OwnField, parent: QWidget) -> LineEdit | ComboBox:
        value = self.record.own.get(one.key, "")
        if one.type == "choice":
            return self._choice([("", "—"), *((name, name) for name in one.choices)], value, parent)
        hints: Mapping[str, str] = {"date": "2027-03-14", "number": "0"}
        field = LineEdit(self.theme, hints.get(one.type, ""), parent=parent)
        field.setText(value)
        return field

    def _choice(self, choices: list[tuple[str, str]], value: str, parent: QWidget) -> ComboBox:
        box = ComboBox(self.theme, parent=parent)
        known = choices if value in dict(choices) else [(value, value), *choices]
        box.set_choices(list(known), value)
        return box

    def _hint(self, key: str) -> str:
        masked = self.record.values[key]
        if key in PHONES:
            return self.tr("{phone}，要改才填").format(phone=masked) if masked else self.tr("没有")
        return self.tr("8-15 或 1985-08-15") if key == "birthday" else ""
