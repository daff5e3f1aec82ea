"""The tab 图片: the pictures as a table, one of them large; copied as picture or as file."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from desktop.library import pictures, uses
from desktop.library.pictures import MaterialRow
from ui.clipboard import put_picture, put_picture_file
from ui.library.material_dialog import MaterialDialog
from ui.library.view import LibraryView
from ui.page import Command, Hint, Page
from ui.row_model import Column, IdTableModel
from ui.row_painter import RowPainter
from ui.row_table import RowTable
from ui.widgets import draw
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.pane import ScrollPane
from ui.widgets.paragraph import Paragraph
from ui.widgets.pill import paint_pill

WIDTH = 372
SIDE = 338


class PicturesView(LibraryView):
    """C copies the picture, G the file, N adds one, E edits, Del retires."""

    def __init__(self, page: Page, parent: QWidget) -> None:
        super().__init__(page, parent)
        self.rows: dict[str, MaterialRow] = {}
        self._data = b""
        self.editor: MaterialDialog | None = None
        self.model = IdTableModel(self._columns(), self._load_rows, self)
        self.table = RowTable(self.theme, self.model, self)
        self.table.setAccessibleName(self.tr("图片列表"))
        self.table.row_painter = PicturePainter(self.theme, self.model, self.table)
        self.pane = self._pane()
        self.pane.hide()
        self.first = Button(self.theme, self.tr("加图片"), "soft", "image", "N", parent=self)
        self.first.setVisible(self.keeps)
        text = (
            self.tr("产品长图、活动海报放这里，话术可以配图，一键复制") if self.keeps else self.tr("请网点负责人添加")
        )
        empty = EmptyState(self.theme, "images", self.tr("还没有图片"), text, [self.first], self)
        self.lay_out(None, self.table, empty, self.pane)
        self._wire()

    def _columns(self) -> list[Column]:
        return [
            Column("title", self.tr("标题"), 260, stretch=True, sortable=False),
            Column("product_name", self.tr("产品"), 180, sortable=False),
            Column("valid_until", self.tr("用到"), 110, sortable=False),
            Column("scripts", self.tr("配话术"), 80, "right", sortable=False),
            Column("uses", self.tr("用过"), 70, "right", sortable=False),
        ]

    def _pane(self) -> ScrollPane:
        theme = self.theme
        pane = ScrollPane(theme, "canvas", WIDTH, "left", parent=self)
        self.name = Paragraph(theme, role="heading", parent=pane.inner)
        self.meta = Paragraph(theme, role="caption", token="text2", parent=pane.inner)
        self.image = QLabel(pane.inner)
        self.image.setTextFormat(Qt.TextFormat.PlainText)
        holder = QWidget(pane.inner)
        flow = FlowLayout(holder, theme.px(6))
        self.copy_button = Button(theme, self.tr("复制图片"), "primary", "copy", "C", parent=holder)
        self.file_button = Button(theme, self.tr("复制成文件"), "secondary", "file-image", "G", parent=holder)
        self.edit_button = Button(theme, self.tr("编辑"), "ghost", "square-pen", "E", parent=holder)
        self.retire_button = Button(theme, self.tr("停用"), "ghost", "archive", "Del", parent=holder)
        for button in (self.copy_button, self.file_button, self.edit_button, self.retire_button):
            flow.addWidget(button)
        for widget in (self.name, self.meta, self.image, holder):
            pane.body.addWidget(widget)
        pane.body.addStretch(1)
        return pane

    def _wire(self) -> None:
        self.table.letter.connect(self.on_letter)
        self.table.current_changed.connect(self._on_current)
        self.table.activated_id.connect(self._on_activated)
        for letter, button, act in (
            ("C", self.copy_button, self.copy), ("G", self.file_button, self.copy_file), ("N", self.first, self.add),
            ("E", self.edit_button, self.edit), ("Del", self.retire_button, self.retire),
        ):  # fmt: skip
            button.clicked.connect(act)
            self.letters[letter] = act

    def hints(self) -> list[Hint]:
        keeping = [Hint("N", self.tr("加图片")), Hint("E", self.tr("编辑")), Hint("Del", self.tr("停用"))]
        return [
            Hint("↑ ↓", self.tr("选择")), Hint("C", self.tr("复制图片")), Hint("G", self.tr("复制成文件")),
            *(keeping if self.keeps else []),
        ]  # fmt: skip

    def commands(self) -> list[Command]:
        return [Command(self.tr("加一张图片"), "N", self.add)] if self.keeps else []

    def panes(self) -> list[QWidget]:
        return [self.table, self.copy_button] if self.rows else [self.first]

    def load(self) -> None:
        actor = self.desk.actor
        self.page.read(lambda session: pictures.rows(session, actor), self._on_rows)

    @Slot(object)
    def _on_rows(self, rows: list[MaterialRow]) -> None:
        self.rows = {row.id: row for row in rows}
        self.model.set_ids([row.id for row in rows])
        self.stack.setCurrentIndex(0 if rows else 1)
        if rows and self.table.current_id() is None:
            self.table.select_id(rows[0].id)
        self._on_current()
        self.page.state_changed.emit()

    def _load_rows(self, ids: Sequence[str]) -> list[MaterialRow]:
        return [self.rows[one] for one in ids]

    def _row(self) -> MaterialRow | None:
        return self.rows.get(str(self.table.current_id()))

    @Slot()
    def _on_current(self) -> None:
        row = self._row()
        self.pane.setVisible(row is not None)
        decoder = self.page.desk.pictures
        if row is not None:
            self.page.read(lambda session: (row.id, pictures.picture(session, row.id, decoder)), self._on_picture)

    @Slot(object)
    def _on_picture(self, found: tuple[str, bytes]) -> None:
        row = self._row()
        if row is None or found[0] != row.id:
            return
        self._data = found[1]
        self.name.set_text(row.title)
        product = row.product_name or self.tr("不限产品")
        until = self.tr("用到 {day}").format(day=row.valid_until) if row.valid_until else self.tr("长期能用")
        self.meta.set_text(self.tr("{product}，{until}").format(product=product, until=until))
        pixels = QPixmap()
        if self._data:
            pixels.loadFromData(self._data)
        side = self.theme.px(SIDE)
        mode = Qt.TransformationMode.SmoothTransformation
        shown = pixels.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, mode) if not pixels.isNull() else pixels
        self.image.setPixmap(shown)
        self.image.setAccessibleName(row.title)
        self.copy_button.setEnabled(not row.over)
        self.file_button.setEnabled(not row.over)
        self.edit_button.setVisible(row.own)
        self.retire_button.setVisible(row.own)

    @Slot()
    def copy(self) -> None:
        self._copy(as_file=False)

    @Slot()
    def copy_file(self) -> None:
        self._copy(as_file=True)

    def _copy(self, *, as_file: bool) -> None:
        row, actor = self._row(), self.desk.actor
        if row is None or row.over or not self._data:
            return
        folder = self.desk.paths.output
        if put_picture_file(self._data, row.title, folder) if as_file else put_picture(self._data):
            self.write(lambda session: uses.copied(session, actor, material=row.id))

    @Slot()
    def add(self) -> None:
        if self.keeps:
            self._edit(None)

    @Slot()
    def edit(self) -> None:
        row = self._row()
        if row is not None and row.own:
            self._edit(row)

    def _edit(self, row: MaterialRow | None) -> None:
        self.editor = MaterialDialog(self.page, row)
        self.editor.saved.connect(self._on_saved)
        self.editor.open()

    @Slot(str)
    def _on_saved(self, material: str) -> None:
        self.load()
        self.table.select_id(material)

    @Slot()
    def retire(self) -> None:
        row, actor = self._row(), self.desk.actor
        if row is not None and row.own:
            self.write(lambda session: pictures.retire(session, actor, row.id))

    @Slot(object)
    def _on_activated(self, _id: object) -> None:
        self.copy()


class PicturePainter(RowPainter):
    """The day until which it may be used, red when that is past."""

    def paint_cell(self, painter: QPainter, rect: QRectF, row: MaterialRow, column: Column, selected: bool) -> None:
        theme, key = self.theme, column.key
        if key == "valid_until" and row.over:
            paint_pill(painter, rect.left(), rect.center().y(), self.tr("已过期"), theme, "neutral", "ban")
        elif key in {"scripts", "uses"}:
            number = row.scripts if key == "scripts" else row.uses.times
            draw.text(
                painter, rect, f"{number:,}" if number else "—", theme.font("table"), theme.color("text2"), "right"
            )
        else:
            super().paint_cell(painter, rect, row, column, selected)
