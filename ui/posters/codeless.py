"""Shown in place of the proof while somebody has no code: bring the picture by file, clipboard or drop."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.button import Button
from ui.widgets.empty import Disc
from ui.widgets.paragraph import Paragraph
from ui.widgets.shadow import MARGIN, nine_patch, paint_shadow
from ui.widgets.themed import Themed, smooth

WIDTH = 216


class Codeless(Themed, QWidget):
    """`choose`, `paste` and `folder` are wishes; dropping is caught by the page."""

    choose = Signal()
    paste = Signal()
    folder = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN + 16, MARGIN + 16, MARGIN + 16, MARGIN + 16)
        column.setSpacing(theme.px(8))
        self.disc = Disc(theme, "qr-code", 44, self)
        self.title = Paragraph(theme, "", "heading", parent=self)
        said = self.tr(
            "在企业微信“工作台 → 联系我”里保存二维码图片，拖到这里，或粘贴链接。拖一个文件夹，就按姓名对上全网点的人。"
        )
        self.text = Paragraph(theme, said, "caption", "text2", parent=self)
        self.file = Button(theme, self.tr("选图片…"), "soft", "image", parent=self)
        self.clip = Button(theme, self.tr("粘贴"), "secondary", "clipboard-paste", "Ctrl V", parent=self)
        self.file.clicked.connect(self.choose)
        self.clip.clicked.connect(self.paste)
        self.all = Button(theme, self.tr("选文件夹…"), "ghost", "folder-open", parent=self)
        self.all.clicked.connect(self.folder)
        for widget in (self.disc, self.title, self.text, self.file, self.clip, self.all):
            column.addWidget(widget)
        self.follow(theme)
        self.restyle()

    def restyle(self) -> None:
        self._shadow = nine_patch(self.theme.color("shadow"), 8)
        self.setFixedWidth(self.theme.px(WIDTH) + 2 * MARGIN)

    def set_name(self, name: str) -> None:
        self.title.set_text(self.tr("{name}还没有活码，去登记").format(name=name))
        self.fit()

    def fit(self) -> None:
        """As high as the words need at this width."""
        layout = self.layout()
        assert layout is not None  # noqa: S101 - made in __init__
        layout.activate()
        self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, inner = smooth(self), self.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        paint_shadow(painter, inner, self._shadow)
        edge = self.theme.color("border2" if self.theme.dark else "border")
        draw.rounded(painter, QRectF(inner), 8, self.theme.color("raised" if self.theme.dark else "surface"), edge)
        painter.end()
