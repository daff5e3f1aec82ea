"""What the editing windows of the library share: they close when what was written is kept, else say why not."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLayout
from sqlalchemy.orm import Session

from desktop.changes import Done
from ui.page import Page
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.keys import plain_key
from ui.widgets.paragraph import Paragraph


class Editor(Dialog):
    """Ctrl+Enter saves; `saved` gives the id of the row."""

    saved = Signal(str)

    def __init__(self, page: Page, title: str, width: int) -> None:
        super().__init__(page.theme, title, width=width, parent=page)
        self.page = page
        self.layout().setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # `fit` alone says how high
        self.fault = Paragraph(page.theme, role="caption", token="danger", parent=self)
        self.fault.hide()

    def finish(self) -> None:
        """Put the fault's line and the buttons below what the subclass has built."""
        theme = self.theme
        self.body.addWidget(self.fault)
        self.add_button(Button(theme, self.tr("取消"), "ghost", keys="Esc", parent=self), "reject")
        self.keep = self.add_button(Button(theme, self.tr("保存"), "primary", "check", "Ctrl ↵", parent=self))
        self.keep.clicked.connect(self.save)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save)

    def fit(self) -> None:
        """The paragraphs within have learnt their width by now: ask them again."""
        super().fit()
        for paragraph in self.findChildren(Paragraph):
            paragraph.updateGeometry()
        self.layout().activate()
        super().fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter alone goes to no button: it belongs to the text."""
        if plain_key(event) != "Enter":
            super().keyPressEvent(event)

    @Slot()
    def save(self) -> None:
        """Write what stands in the fields."""

    def write(self, work: Callable[[Session], tuple[str, Done]]) -> None:
        """`work` gives the row's id and what was written; a fault is said here, and the window stays."""
        self.page.desk.jobs.write(self, work, self._on_kept, self.refuse)

    @Slot(object)
    def _on_kept(self, kept: tuple[str, Done]) -> None:
        row, done = kept
        self.page.changed.emit(done)
        self.saved.emit(row)
        self.accept()

    @Slot(object)
    def refuse(self, error: BaseException) -> None:
        """Say what is wrong and what to do."""
        self.fault.set_text("  ".join(part for part in self.page.desk.words.render_both(error) if part))
        self.fault.show()
        self.fit()
