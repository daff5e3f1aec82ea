"""The panel's section 资料: every field of the record that says something, one a line."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.contacts.record import CODED, ORDER, Record
from desktop.fields import CONTACT_FIELDS
from ui.contacts.words import coded_name
from ui.theme import Theme
from ui.widgets.label import PlainLabel
from ui.widgets.paragraph import Paragraph

LABEL: Final = 84


def lines(record: Record, language: str) -> list[tuple[str, str]]:
    """(what it is, what it says) of everything that is known; the name, phone and birthday stand above."""
    translate = QCoreApplication.translate
    labels = {one.key: one.label if language == "zh" else one.english for one in CONTACT_FIELDS}
    labels |= {
        "placement": translate("ContactPanel", "点位"), "state": translate("ContactPanel", "活码标识"),
        "add_way": translate("ContactPanel", "添加方式"),
    }  # fmt: skip
    said = [(labels[key], coded_name(key, value) if key in CODED else value) for key, value in _known(record)]
    agreed = translate("ContactPanel", "没有记录，不能群发")
    when = translate("ContactPanel", "{date} 同意").format(date=(record.consented_at or "")[:10])
    said.append((translate("ContactPanel", "同意"), when if record.consented_at else agreed))
    said += [(one.title, record.own[one.key]) for one in record.fields if record.own.get(one.key)]
    return said + list(record.imported.items())


def _known(record: Record) -> list[tuple[str, str]]:
    """Fields by key with what they say; zero stands for nothing."""
    found = [(key, record.values[key]) for key in ORDER if record.values[key] not in {"", "0"}]
    facts = [(key, value[:16] if key == "added_at" else value) for key, value in record.facts.items()]
    return found + facts


class FactList(QWidget):
    """Label and value side by side; long values wrap."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(2))
        self._grid.setColumnMinimumWidth(0, theme.px(LABEL))
        self._grid.setColumnStretch(1, 1)
        self.shown: list[tuple[str, str]] = []

    def show_lines(self, said: list[tuple[str, str]]) -> None:
        """Other lines; nothing is built anew while they are the same."""
        if said == self.shown:
            return
        self.shown = said
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, (label, value) in enumerate(said):
            head = PlainLabel(self.theme, label, "caption", "text2", elide=True, parent=self)
            words = Paragraph(self.theme, value, "caption", max_lines=3, parent=self)
            words.setAccessibleName(f"{label} {value}")
            self._grid.addWidget(head, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words, number, 1)
            head.show()
            words.show()
