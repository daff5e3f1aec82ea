"""Adding a picture by file or clipboard, or editing what is said about one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel
from sqlalchemy.orm import Session

from desktop.changes import Done
from desktop.errors import AppError
from desktop.library import pictures, products
from desktop.library.pictures import Draft, MaterialRow, Picture
from ui.library.editor import Editor
from ui.page import Page
from ui.posters.pictures import FILTER, paths_of
from ui.widgets.button import Button
from ui.widgets.field import ComboBox, Labelled, LineEdit

WIDTH = 480
SIDE = 200


class MaterialDialog(Editor):
    """`row` None adds a picture. `pick` asks for a file; tests give another."""

    def __init__(self, page: Page, row: MaterialRow | None = None) -> None:
        super().__init__(page, self.tr("编辑图片") if row else self.tr("加图片"), WIDTH)
        self.row = row
        self.kept: Picture | None = None
        self.pick: Callable[[], Path | None] = self._ask_file
        theme = self.theme
        self.name = LineEdit(theme, self.tr("例如：大额存单长图"), parent=self)
        self.product = ComboBox(theme, parent=self)
        self.until = LineEdit(theme, self.tr("3-31；不写就一直能用"), icon="calendar", parent=self)
        self.image = QLabel(self)
        self.image.setTextFormat(Qt.TextFormat.PlainText)
        self.file = Button(theme, self.tr("选图片文件"), "secondary", "folder-open", "Ctrl O", parent=self)
        self.clip = Button(theme, self.tr("粘贴"), "secondary", "clipboard-paste", "Alt V", parent=self)
        self.file.clicked.connect(self.choose)
        self.clip.clicked.connect(self.paste)
        if row is None:
            QShortcut(QKeySequence("Ctrl+O"), self, self.choose)
            QShortcut(QKeySequence("Alt+V"), self, self.paste)
            buttons = QHBoxLayout()
            buttons.addWidget(self.file)
            buttons.addWidget(self.clip)
            buttons.addStretch(1)
            self.body.addLayout(buttons)
        else:
            self.file.hide()
            self.clip.hide()
        self.body.addWidget(self.image)
        self.image.hide()
        self.body.addWidget(Labelled(theme, self.tr("标题"), self.name, parent=self))
        self.body.addWidget(Labelled(theme, self.tr("说哪个产品"), self.product, parent=self))
        self.body.addWidget(Labelled(theme, self.tr("用到哪天"), self.until, parent=self))
        self.finish()
        self.keep.setEnabled(row is not None)
        if row is not None:
            self.name.setText(row.title)
            self.until.setText(row.valid_until)
        actor, day = page.desk.actor, page.desk.clock.now().date()
        page.read(lambda session: products.rows(session, actor, day), self._on_products)
        self.name.setFocus()

    @Slot(object)
    def _on_products(self, found: list[products.ProductRow]) -> None:
        choices = [("", self.tr("不限产品")), *((one.id, one.name) for one in found)]
        self.product.set_choices(choices, self.row.product if self.row else "")

    def _ask_file(self) -> Path | None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("选图片"), "", self.tr("图片") + f" ({FILTER})")
        return Path(path) if path else None

    @Slot()
    def choose(self) -> None:
        self.page.desk.jobs.long.run(self, self.page.desk.pictures.start)  # ready by the time somebody has chosen
        path = self.pick()
        if path is not None:
            self.take(path)

    @Slot()
    def paste(self) -> None:
        """The picture, or picture file, on the clipboard."""
        files = paths_of(QGuiApplication.clipboard().mimeData(), self.tr("剪贴板"))
        if files:
            self.take(files[0])
        else:
            self.refuse(AppError("剪贴板里没有图片", cure="先复制一张图片，或选图片文件。"))

    def take(self, path: Path) -> None:
        """Make it small off the GUI thread."""
        if not self.name.text().strip():
            self.name.setText(path.stem[: pictures.LONGEST_TITLE])
        self.page.desk.jobs.long.run(
            self, lambda: pictures.open_picture(path, self.page.desk.pictures), self._on_taken, self.refuse
        )

    @Slot(object)
    def _on_taken(self, kept: Picture) -> None:
        self.kept = kept
        pixels = QPixmap()
        pixels.loadFromData(kept.data)
        side = self.theme.px(SIDE)
        mode = Qt.TransformationMode.SmoothTransformation
        self.image.setPixmap(pixels.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, mode))
        self.image.show()
        self.fault.hide()
        self.keep.setEnabled(True)
        self.fit()

    @Slot()
    def save(self) -> None:
        if not self.keep.isEnabled():
            return
        actor, today = self.page.desk.actor, self.page.desk.clock.now().date()
        name, product, until = self.name.text(), str(self.product.currentData() or ""), self.until.text()
        row, kept = self.row, self.kept

        def work(session: Session) -> tuple[str, Done]:
            draft = Draft(name, product, products.typed_day(until, today))
            if row is not None:
                return row.id, pictures.edit(session, actor, row.id, draft)
            assert kept is not None  # noqa: S101 - without a picture it cannot be saved
            return pictures.add(session, actor, draft, kept)

        self.write(work)
