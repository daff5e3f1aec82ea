"""The question which lifecycle a contact is in, and why."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.contacts.stages import LIFECYCLE
from ui.contacts.dialogs import StageDialog
from ui.contacts.words import lifecycle_name
from ui.theme import Theme
from ui.widgets.field import Labelled
from ui.widgets.segmented import Segmented

WIDTH: Final = 520


class CycleDialog(StageDialog):
    """← → choose the lifecycle, digits the reason, Tab leads to for how long, Enter sets it."""

    def __init__(self, theme: Theme, lifecycle: str, count: int, parent: QWidget) -> None:
        title = self.tr("周期改成哪一步？")
        if count > 1:
            title = self.tr("{count} 位的周期改成哪一步？").format(count=f"{count:,}")
        super().__init__(theme, title, parent, WIDTH)
        self.rungs = Segmented(theme, [(rung, lifecycle_name(rung)) for rung in LIFECYCLE], self)
        self.rungs.set_value(lifecycle)
        self.body.insertWidget(0, Labelled(theme, self.tr("到了哪一步（← → 换）"), self.rungs, parent=self))
        self.setTabOrder(self.rungs, self.lasting)
        self.rungs.setFocus(Qt.FocusReason.OtherFocusReason)

    def rung(self) -> str:
        return self.rungs.value()
