"""What is worth a look: where, what, and the evidence; the tool tip says what is counted."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.headquarters.quality import BY_KEY, Suspicion
from desktop.words import Words
from ui.row_model import Column, IdTableModel
from ui.row_table import RowTable
from ui.theme import Theme


class SuspicionModel(IdTableModel):
    """Rows by their number in the list."""

    words = Words()

    def text_of(self, row: Suspicion, key: str) -> str:
        if key == "what":
            return self.words.text(BY_KEY[row.check].label)
        if key == "how":
            return self.words.text(BY_KEY[row.check].definition)
        return self.words.text(row.evidence) if key == "evidence" else super().text_of(row, key)


class SuspicionTable(RowTable):
    """A reason to ask, never an accusation."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        columns = [
            Column("what", translate("Suspicions", "看什么"), 120, sortable=False),
            Column("branch", translate("Suspicions", "网点"), 140, sortable=False),
            Column("staff", translate("Suspicions", "员工"), 100, sortable=False),
            Column("evidence", translate("Suspicions", "看到的"), 300, sortable=False),
            Column("how", translate("Suspicions", "怎么数的"), 320, sortable=False, stretch=True),
        ]
        self._found: list[Suspicion] = []
        model = SuspicionModel(columns, self._of)
        model.words = words
        super().__init__(theme, model, parent, 34)
        model.setParent(self)
        self.setAccessibleName(translate("Suspicions", "值得看一眼"))
        self.nothing = translate("Suspicions", "没有要看的：没有缺归属、不可能的数字，也没有一下子加很多")

    def show_suspicions(self, found: Sequence[Suspicion]) -> None:
        self._found = list(found)
        self.id_model.set_ids(list(range(len(self._found))))

    def _of(self, ids: Sequence[int]) -> list[Suspicion]:
        return [self._found[number] for number in ids]
