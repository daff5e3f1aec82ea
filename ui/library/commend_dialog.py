"""Asks what came of a script or an activity before it is commended to head office."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.library.keeping import LONGEST_NOTE
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import Labelled, LineEdit


class CommendDialog(Dialog):
    """Sends `given` with the words."""

    given = Signal(str)

    def __init__(self, theme: Theme, title: str, parent: QWidget) -> None:
        words = self.tr("它会随下一份上报表到总行；总行收下后，随下发包到各网点")
        super().__init__(theme, self.tr("把“{title}”推荐给总行").format(title=title), words, 440, parent)
        self.field = LineEdit(theme, self.tr("例如：三天约来 12 位到店"), parent=self)
        self.field.setMaxLength(LONGEST_NOTE)
        self.body.addWidget(Labelled(theme, self.tr("效果怎么样"), self.field, parent=self))
        self.add_button(Button(theme, self.tr("取消"), "ghost", keys="Esc", parent=self), "reject")
        self.send = self.add_button(Button(theme, self.tr("推荐"), "primary", "send", "↵", parent=self))
        self.send.clicked.connect(self.give)
        self.field.returnPressed.connect(self.give)
        self.field.setFocus()

    @Slot()
    def give(self) -> None:
        told = " ".join(self.field.text().split())
        self.field.set_error("" if told else self.tr("写一句效果，总行好判断"))
        if told:
            self.given.emit(told)
            self.accept()
        else:
            self.fit()
