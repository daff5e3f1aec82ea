"""What a template itself says: its name, when and for whom it makes tasks."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.errors import AppError
from desktop.sop.drafts import TemplateDraft, check_template
from ui.sop import words
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.check import CheckBox
from ui.widgets.dialog import Dialog
from ui.widgets.field import ComboBox, Labelled, LineEdit
from ui.widgets.keys import plain_key


class TemplateForm(Dialog):
    """Sends `accepted_draft` with the template as it was filled in."""

    accepted_draft = Signal(object)

    def __init__(
        self, theme: Theme, draft: TemplateDraft, render: Callable[[BaseException], str], parent: QWidget
    ) -> None:
        title = self.tr("模板：{title}").format(title=draft.title) if draft.title else self.tr("新模板")
        super().__init__(theme, title, width=420, parent=parent)
        self._draft, self._render = draft, render
        self.name = LineEdit(theme, self.tr("例如：周末值班"), parent=self)
        self.name.setText(draft.title)
        self.kind = ComboBox(theme, parent=self)
        self.kind.set_choices(list(words.template_kinds()), draft.kind)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.days = ComboBox(theme, parent=self)
        days = [("workdays", self.tr("工作日，含调休上班的周末")), ("every_day", self.tr("每一天，含节假日"))]
        self.days.set_choices(list(days), draft.days)
        self.persona = LineEdit(theme, self.tr("例如：养老"), parent=self)
        self.persona.setText("、".join(draft.persona))
        self.body.addWidget(Labelled(theme, self.tr("名称"), self.name, parent=self))
        self.body.addWidget(Labelled(theme, self.tr("怎么排"), self.kind, parent=self))
        self.body.addWidget(Labelled(theme, self.tr("哪些日子"), self.days, parent=self))
        self.personas = Labelled(theme, self.tr("哪些专业形象的人做"), self.persona, parent=self)
        self.body.addWidget(self.personas)
        row = QHBoxLayout()
        self.roles = {code: CheckBox(theme, name, parent=self) for code, name in words.roles()}
        for code, box in self.roles.items():
            box.setChecked(code in draft.roles)
            row.addWidget(box)
        row.addStretch(1)
        self.body.addLayout(row)
        self.add_button(Button(theme, self.tr("取消"), "ghost", keys="Esc", parent=self), "reject")
        self.yes = self.add_button(Button(theme, self.tr("好"), "primary", keys="↵", parent=self))
        self.yes.clicked.connect(self._on_accept)
        self._on_kind()
        self.name.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if plain_key(event) == "Enter":
            self._on_accept()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_kind(self) -> None:
        self.personas.setVisible(self.kind.currentData() == "persona")
        if self.isVisible():
            self.fit()

    @Slot()
    def _on_accept(self) -> None:
        kind = str(self.kind.currentData())
        people = self.persona.text().replace("，", "、").split("、")
        draft = replace(
            self._draft, title=" ".join(self.name.text().split()), kind=kind, days=str(self.days.currentData()),
            roles=tuple(code for code, box in self.roles.items() if box.isChecked()),
            persona=tuple(one.strip() for one in people if one.strip()) if kind == "persona" else (),
        )  # fmt: skip
        try:
            check_template(replace(draft, steps=()))
        except AppError as error:
            self.name.set_error(self._render(error).replace("\n", "　"))
            return
        self.accepted_draft.emit(draft)
        self.accept()
