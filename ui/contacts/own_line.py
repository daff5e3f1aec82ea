"""One of head office's own fields in the window of conditions: what is typed to look for it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.contacts.own_conditions import OwnCondition
from desktop.contacts.own_facets import OwnFacet
from desktop.errors import AppError
from desktop.words import Words
from ui.contacts.own_words import not_filled
from ui.theme import Theme
from ui.widgets.chip import Chip
from ui.widgets.field import Labelled, LineEdit

EXAMPLES = {"number": ("10000", "50000"), "date": ("2026-03-01", "2026-06-30")}


class OwnLine(QWidget):
    """A number or a day from and to, of a text some words of it; or that nothing stands there."""

    def __init__(
        self, theme: Theme, words_: Words, facet: OwnFacet, asked: Sequence[OwnCondition], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._words, self.field = words_, facet.field
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        signs = {one.sign: one.value for one in asked if one.key == self.field.key}
        if self.field.type == "text":
            labels = {"~": self.tr("{title} 含").format(title=self.field.title)}
        else:
            labels = {">=": self.tr("{title} 从").format(title=self.field.title), "<=": self.tr("到")}
        self.edits: dict[str, LineEdit] = {}
        for (sign, label), example in zip(labels.items(), EXAMPLES.get(self.field.type, ("",)), strict=True):
            edit = LineEdit(theme, example, parent=self)
            edit.setText(signs.get(sign, ""))
            row.addWidget(Labelled(theme, label, edit, parent=self), 1)
            self.edits[sign] = edit
        self.empty = Chip(theme, f"{not_filled()} {facet.empty:,}", "!" in signs, checkable=True, parent=self)
        self.empty.setAccessibleName(f"{self.field.title} {not_filled()}")
        row.addWidget(self.empty, 0, Qt.AlignmentFlag.AlignBottom)

    def asked(self) -> list[OwnCondition] | None:
        """What was typed; None when one line will not do, and why is said below it."""
        made = [OwnCondition(self.field.key, "!")] if self.empty.isChecked() else []
        for sign, edit in self.edits.items():
            edit.set_error("")
            try:
                value = self.field.checked(edit.text())
            except AppError as error:
                edit.set_error(self._words.text(error.message))
                continue
            made += [OwnCondition(self.field.key, sign, value)] if value else []
        return None if any(edit.fault for edit in self.edits.values()) else made
