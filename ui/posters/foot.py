"""The bar at the foot: for whom, and out as PNG, PDF or on paper."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.avatar import paint_avatar
from ui.widgets.button import Button, IconButton
from ui.widgets.label import PlainLabel
from ui.widgets.pane import Pane
from ui.widgets.segmented import Segmented
from ui.widgets.themed import Themed, smooth

MOST = 8
DISC, PITCH = 28, 22


class Faces(Themed, QWidget):
    """Up to eight avatars, overlapping."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: list[str] = []
        self.follow(theme)

    def set_names(self, names: Sequence[str]) -> None:
        self._names = list(names)[:MOST]
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        wide = DISC + PITCH * max(len(self._names) - 1, 0) if self._names else 0
        return QSize(self.theme.px(wide) + 2, self.theme.px(DISC) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, size = smooth(self), self.theme.px(DISC)
        top = (self.height() - size) / 2
        for number, name in enumerate(self._names):
            rect = QRectF(number * self.theme.px(PITCH), top, size, size)
            draw.rounded(painter, rect.adjusted(-2, -2, 2, 2), size / 2 + 2, self.theme.color("surface"))
            paint_avatar(painter, rect, name, self.theme)
        painter.end()


class Foot(Pane):
    """`everybody` says whether the whole branch is meant."""

    png = Signal()
    pdf = Signal()
    printed = Signal()
    scope_changed = Signal()
    batch = Signal()
    register = Signal()
    copied = Signal(bool)  # as a file

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "surface", edge="top", parent=parent)
        self.setFixedHeight(64)
        line = QHBoxLayout()
        line.setContentsMargins(20, 0, 16, 0)
        line.setSpacing(8)
        self.body.addLayout(line)
        self.faces = Faces(theme, self)
        self.title = PlainLabel(theme, "", bold=True, elide=True, parent=self)
        self.note = PlainLabel(theme, "", "caption", "text2", elide=True, parent=self)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addStretch(1)
        said.addWidget(self.title)
        said.addWidget(self.note)
        said.addStretch(1)
        self.scope = Segmented(theme, [("one", self.tr("只出这一位")), ("all", self.tr("全网点"))], self)
        self.scope.setAccessibleName(self.tr("给谁出图"))
        self.batch_button = Button(theme, self.tr("选人选版式"), "ghost", "list-checks", parent=self)
        self.batch_button.setToolTip("Ctrl B")
        self.batch_button.clicked.connect(self.batch)
        self.register_button = IconButton(theme, "map-pin", self.tr("活码和点位 Ctrl R"), parent=self)
        self.register_button.clicked.connect(self.register)
        self.copy_button = IconButton(theme, "copy", self.tr("复制图片 Ctrl Shift C"), parent=self)
        self.copy_button.clicked.connect(self._on_copy)
        self.file_button = IconButton(theme, "send", self.tr("复制成文件，粘贴到微信 Ctrl Alt C"), parent=self)
        self.file_button.clicked.connect(self._on_copy_file)
        self.png_button = Button(theme, "PNG", "secondary", "image", parent=self)
        self.pdf_button = Button(theme, "PDF", "secondary", "file-down", "Ctrl E", parent=self)
        self.print_button = Button(theme, "", "primary", "printer", "Ctrl P", parent=self)
        line.addWidget(self.faces)
        line.addSpacing(8)
        line.addLayout(said, 1)
        for widget in (
            self.register_button, self.batch_button, self.scope, self.copy_button, self.file_button,
            self.png_button, self.pdf_button, self.print_button,
        ):  # fmt: skip
            line.addWidget(widget)
        self.scope.changed.connect(self._on_scope)
        self.png_button.clicked.connect(self.png)
        self.pdf_button.clicked.connect(self.pdf)
        self.print_button.clicked.connect(self.printed)
        self.set_ready(ready=False)

    def everybody(self) -> bool:
        return self.scope.value() == "all"

    def set_pieces(self, names: Sequence[str], title: str, note: str) -> None:
        """Whose pieces would come out now, and what is said about them."""
        self.faces.set_names(names)
        self.title.setText(title)
        self.note.setText(note)
        self.print_button.setText(self.tr("打印 {n} 张").format(n=len(names)))

    def set_ready(self, *, ready: bool) -> None:
        """Nothing leaves before the proof has passed."""
        for button in (self.png_button, self.pdf_button, self.print_button):
            button.setEnabled(ready)
        for button in (self.copy_button, self.file_button):
            button.setEnabled(ready and not self.everybody())

    @Slot()
    def _on_copy(self) -> None:
        self.copied.emit(False)

    @Slot()
    def _on_copy_file(self) -> None:
        self.copied.emit(True)

    @Slot(str)
    def _on_scope(self, _value: str) -> None:
        self.scope_changed.emit()
