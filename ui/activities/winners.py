"""The list of a draw's winners: name, prize, whether they were told."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.activities.drawing import Winner
from ui.row_model import Column, IdTableModel


class WinnerModel(IdTableModel):
    """In the order drawn; the id of a row is the name."""

    def __init__(self, parent: QWidget) -> None:
        translate = QCoreApplication.translate
        columns = [
            Column("name", translate("Winners", "谁"), 150, sortable=False, stretch=True),
            Column("prize", translate("Winners", "抽到什么"), 150, sortable=False),
            Column("told", translate("Winners", "说了没有"), 90, sortable=False),
        ]
        super().__init__(columns, self._find, parent)
        self.rows: dict[str, Winner] = {}

    def show_winners(self, winners: Sequence[Winner]) -> None:
        self.rows = {one.name: one for one in winners}
        self.set_ids(list(self.rows))

    def text_of(self, row: Winner, key: str) -> str:
        if key == "prize":
            return row.prize.name
        if key == "told":
            return QCoreApplication.translate("Winners", "已复制") if row.told else ""
        return row.name

    def _find(self, ids: Sequence[str]) -> list[Winner]:
        return [self.rows[id_] for id_ in ids]
