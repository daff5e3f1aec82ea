"""The question before undoing an import over which people have worked since: what would be lost, name by name."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.exchange.taking_back import EditsLostError, LostEdit
from ui.row_model import Column, IdTableModel
from ui.row_table import RowTable
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog

WIDTH, HEIGHT = 640, 240


class LostEditsDialog(Dialog):
    """Esc leaves everything; Ctrl+Enter, or the button, undoes all the same and sends `agreed`."""

    agreed = Signal()

    def __init__(self, theme: Theme, error: EditsLostError, parent: QWidget | None = None) -> None:
        super().__init__(
            theme, self.tr("撤销会丢掉手工改的 {count} 处").format(count=error.count),
            self.tr("这次导入之后，有人改过同样的内容。照样撤销，这些改动也一起没有了。"), WIDTH, parent,
        )  # fmt: skip
        heads = (
            ("record", self.tr("谁的"), 150), ("field", self.tr("哪一项"), 110), ("value", self.tr("现在是"), 160),
            ("who", self.tr("谁改的"), 80), ("at", self.tr("时间"), 120),
        )  # fmt: skip
        columns = [Column(key, words, width, sortable=False) for key, words, width in heads]
        self._edits: list[LostEdit] = error.edits
        self.model = IdTableModel(columns, lambda numbers: [self._edits[at] for at in numbers], self)
        self.table = RowTable(theme, self.model, self)
        self.table.setAccessibleName(self.tr("会丢掉的改动"))
        self.table.setFixedHeight(theme.px(HEIGHT))
        self.model.set_ids(list(range(len(self._edits))))
        self.body.addWidget(self.table)
        keep = Button(theme, self.tr("不撤销"), "secondary", keys="Esc", parent=self)
        self.yes = Button(theme, self.tr("照样撤销"), "danger", "undo-2", "Ctrl ↵", parent=self)
        self.yes.setShortcut("Ctrl+Return")
        self.yes.clicked.connect(self._on_yes)
        self.add_button(keep, "reject").setFocus()
        self.add_button(self.yes)

    @Slot()
    def _on_yes(self) -> None:
        self.agreed.emit()
        self.accept()
