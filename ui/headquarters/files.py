"""The table of files that came in: verdict, file, branch, what is to be said, when."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.headquarters.arrivals import File
from desktop.words import Words
from ui.headquarters.run_bar import kind_name
from ui.row_model import Column, IdTableModel
from ui.row_painter import RowPainter
from ui.row_table import RowTable
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.pill import paint_pill

ROW_HEIGHT = 34
PILLS = {
    "merged": ("accent", "check"), "nothing_new": ("neutral", "circle-check"), "doubled": ("info", "copy"),
    "stale": ("warn", "history"), "refused": ("neutral", "ban"),
}  # fmt: skip


def is_troubled(file: File) -> bool:
    """Whether somebody has to look at it."""
    return file.troubled


def is_merged(file: File) -> bool:
    """Whether it brought something new."""
    return file.verdict == "merged"


def pill_of(file: File) -> tuple[str, str, str]:
    """Words, tone and icon of a file's state; a changed file says so rather than that it was merged."""
    translate = QCoreApplication.translate
    if "hand_edited" in file.flags:
        return translate("Consolidation", "被改动"), "danger", "shield-alert"
    if "clone" in file.flags:
        return translate("Consolidation", "复制盘"), "warn", "copy"
    if "gap" in file.flags:
        return translate("Consolidation", "缺一段"), "warn", "triangle-alert"
    return (kind_name(file.verdict), *PILLS[file.verdict])


class FileModel(IdTableModel):
    """Says a file's cells in words, for painter, clipboard and screen reader."""

    words = Words()

    def text_of(self, row: File, key: str) -> str:
        if key == "state":
            return pill_of(row)[0]
        if key == "said":
            return said(row, self.words)
        return row.at[11:19] if key == "at" else super().text_of(row, key)


def said(file: File, words: Words) -> str:
    """What there is to say: the counts of a report that was merged, the reason of any other."""
    if file.verdict == "merged" and not file.flags:
        return QCoreApplication.translate("Consolidation", "客户 {contacts}，互动 {interactions}").format(
            contacts=f"{file.counts.get('contacts', 0):,}", interactions=f"{file.counts.get('interactions', 0):,}"
        )
    return without_name(words.text(file.reason), file.file)


def without_name(told: str, file: str) -> str:
    """A reason without the name of its file, which stands beside it."""
    rest = " ".join(told.replace(file, " ").split()).replace(" ：", "：").replace(" :", ":")
    return rest[:1].upper() + rest[1:]


class FilePainter(RowPainter):
    """Pills for states; red and amber words for what has to be looked at."""

    def paint_cell(self, painter: QPainter, rect: QRectF, row: File, column: Column, selected: bool) -> None:
        key = column.key
        if key == "state":
            words, tone, icon = pill_of(row)
            paint_pill(painter, rect.left(), rect.center().y(), words, self.theme, tone, icon)
            return
        tokens = {"said": said_token(row), "at": "text2", "branch": "text2"}
        font = self.theme.font("table", bold=selected and key == "file")
        ink = self.theme.color(tokens.get(key, "text"))
        draw.text(painter, rect, self.model.text_of(row, key), font, ink, column.align)


def said_token(file: File) -> str:
    """The colour of what is said."""
    if "hand_edited" in file.flags:
        return "danger"
    return "warn" if file.verdict == "stale" else "text" if file.verdict == "refused" else "text2"


class FileTable(RowTable):
    """Shows files in the order given; `show_files` keeps the selection by id."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        self._files: dict[str, File] = {}
        model = FileModel(self._columns(), self._load)
        self._words = model.words = words
        super().__init__(theme, model, parent, ROW_HEIGHT)
        model.setParent(self)
        self.row_painter = FilePainter(theme, model, self)
        self.gives_up = ("at", "branch")  # never the reason
        self.setAccessibleName(QCoreApplication.translate("Consolidation", "收到的文件"))

    def show_files(self, files: Sequence[File]) -> None:
        self._files = {file.id: file for file in files}
        self.id_model.set_ids(list(self._files))

    def advice(self, file: File) -> str:
        """What is to be done about it; where columns were given up, also what there is to say, in full."""
        told = (
            said(file, self._words)
            if file.cure and any(map(self.isColumnHidden, range(len(self.id_model.columns))))
            else ""
        )
        return f"{told}　{self._words.text(file.cure)}".strip()

    def _columns(self) -> list[Column]:
        translate = QCoreApplication.translate
        return [
            Column("state", translate("Consolidation", "状态"), 116, sortable=False),
            Column("file", translate("Consolidation", "文件"), 230, sortable=False),
            Column("branch", translate("Consolidation", "网点"), 110, sortable=False),
            Column("said", translate("Consolidation", "说明"), 320, sortable=False, stretch=True),
            Column("at", translate("Consolidation", "时间"), 90, "right", sortable=False),
        ]

    def _load(self, ids: Sequence[str]) -> list[File]:
        return [self._files[one] for one in ids]
