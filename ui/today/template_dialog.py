"""Which templates make the branch's tasks: the lead ticks them, at once."""

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.sop.templates import Choice
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.check import CheckBox
from ui.widgets.dialog import Dialog
from ui.widgets.label import PlainLabel
from ui.widgets.pane import ScrollPane


class TemplateDialog(Dialog):
    """↑ ↓ go from one to the next, Space ticks; `switched` tells id and whether it is on."""

    switched = Signal(str, bool)

    def __init__(self, theme: Theme, choices: list[Choice], parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        words = translate("TemplateDialog", "勾上的从今天起生成任务；取消的不再生成，做过的不受影响")
        super().__init__(theme, translate("TemplateDialog", "选用日清单模板"), words, 520, parent)
        self.pane = pane = ScrollPane(theme, "surface", margins=(0, 4, 8, 4), spacing=2, parent=self)
        pane.setMinimumHeight(theme.px(420))
        self.boxes: list[CheckBox] = []
        for choice in choices:
            row = QHBoxLayout()
            box = CheckBox(theme, choice.title, parent=pane.inner)
            box.setChecked(choice.on)
            box.setProperty("template", choice.id)
            box.toggled.connect(self._on_toggled)
            note = self.tr("{kind}，{steps} 步").format(kind=kind_name(choice.kind), steps=choice.steps)
            row.addWidget(box, 1)
            row.addWidget(PlainLabel(theme, note, "caption", "text2", parent=pane.inner))
            pane.body.addLayout(row)
            self.boxes.append(box)
        pane.body.addStretch(1)
        self.body.addWidget(pane)
        close = Button(theme, translate("TemplateDialog", "好"), "primary", keys="Esc", parent=self)
        self.add_button(close, "accept")
        if self.boxes:
            self.boxes[0].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None or not self.boxes:
            super().keyPressEvent(event)
            return
        here = next((at for at, box in enumerate(self.boxes) if box.hasFocus()), 0)
        box = self.boxes[min(max(here + step, 0), len(self.boxes) - 1)]
        box.setFocus(Qt.FocusReason.TabFocusReason)
        self.pane.ensureWidgetVisible(box)

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        self.switched.emit(str(self.sender().property("template")), on)


def kind_name(kind: str) -> str:
    """The name of a kind of template."""
    translate = QCoreApplication.translate
    return {
        "daily": translate("TemplateDialog", "每天"),
        "weekly": translate("TemplateDialog", "每周"),
        "programme": translate("TemplateDialog", "按添加天数"),
        "persona": translate("TemplateDialog", "按专业形象"),
        "festival": translate("TemplateDialog", "按节日"),
    }.get(kind, kind)
