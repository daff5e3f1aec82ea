"""The frame of quick capture: 484×560, frameless, always on top; its parts and how they are laid out."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.capture.customer_screen import CustomerScreen
from ui.capture.elapsed import Elapsed
from ui.capture.form import NewForm
from ui.capture.known import KnownPane
from ui.capture.phone_field import PhoneField
from ui.capture.qr_card import QrCard
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.banner import AnswerBanner
from ui.widgets.button import Button, IconButton
from ui.widgets.empty import IconLabel
from ui.widgets.label import PlainLabel
from ui.widgets.pane import ScrollPane
from ui.widgets.pill import StagePill
from ui.widgets.themed import Themed, area, smooth

WIDTH: Final = 484
HEIGHT: Final = 560
HEAD: Final = 42
FOOT: Final = 60
LEFT: Final = 252
RIGHT: Final = 184
RADIUS: Final = 12
FLAGS = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint


class CaptureFrame(Themed, QWidget):
    """Head, phone field, answer, the form or the one who is ours, the code, foot."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, FLAGS)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowTitle(self.tr("快速登记"))
        self.follow(theme)
        self._build()
        self.restyle()

    def _build(self) -> None:
        theme = self.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        self.pane = ScrollPane(theme, "surface", margins=(15, 14, 15, 4), spacing=theme.px(10), parent=self)
        column.addWidget(self.pane, 1)
        inner = self.pane.inner
        self.phone = PhoneField(theme, inner)
        self.banner = AnswerBanner(theme, parent=inner)
        self.stage = StagePill(theme, "A", self.banner)
        self.banner.add_widget(self.stage)
        self.pane.body.addWidget(self.phone)
        self.pane.body.addWidget(self.banner)
        halves = QHBoxLayout()
        halves.setContentsMargins(0, 4, 0, 0)
        halves.setSpacing(16)
        self.form = NewForm(theme, inner)
        self.known = KnownPane(theme, inner)
        self.left = QStackedWidget(inner)
        self.left.addWidget(self.form)
        self.left.addWidget(self.known)
        self.left.setFixedWidth(theme.px(LEFT))
        halves.addWidget(self.left, 1)
        halves.addLayout(self._build_code(inner))
        self.pane.body.addLayout(halves, 1)
        column.addWidget(self._build_foot())
        self.full = CustomerScreen(theme, self)

    def _build_head(self) -> QWidget:
        theme = self.theme
        self.head = QWidget(self)
        head = QHBoxLayout(self.head)
        head.setContentsMargins(13, 0, 8, 0)
        head.setSpacing(8)
        self.logo = IconLabel(theme, "taika", 20, "accent", self)
        self.title = PlainLabel(theme, self.tr("快速登记"), bold=True, parent=self)
        self.today = PlainLabel(theme, "", "caption", "text2", parent=self)
        self.pin = IconButton(theme, "pin", self.tr("总在最前"), "sm", 16, self)
        self.pin.setCheckable(True)
        self.pin.setChecked(True)
        self.everywhere = IconButton(theme, "keyboard", self.tr("在任何程序里按 Ctrl Alt N 打开"), "sm", 16, self)
        self.everywhere.setCheckable(True)
        self.shut = IconButton(theme, "x", self.tr("收起 Esc"), "sm", 16, self)
        for widget in (self.logo, self.title, self.today):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.everywhere)
        head.addWidget(self.pin)
        head.addWidget(self.shut)
        return self.head

    def _build_code(self, parent: QWidget) -> QVBoxLayout:
        theme = self.theme
        right = QVBoxLayout()
        right.setSpacing(theme.px(8))
        self.card = QrCard(theme, parent)
        self.card.setFixedWidth(theme.px(RIGHT))
        self.enlarge = Button(theme, self.tr("放大给客户扫"), icon="maximize", keys="F3", parent=parent)
        self.enlarge.setFixedWidth(theme.px(RIGHT))
        self.mark = PlainLabel(theme, "", "caption", "text2", align="center", parent=parent)
        for widget in (self.card, self.enlarge, self.mark):
            right.addWidget(widget)
        right.addStretch(1)
        return right

    def _build_foot(self) -> QWidget:
        theme = self.theme
        self.foot = QWidget(self)
        foot = QHBoxLayout(self.foot)
        foot.setContentsMargins(15, 0, 15, 0)
        foot.setSpacing(8)
        self.elapsed = Elapsed(theme, self)
        self.result = Button(theme, "", "ghost", "handshake", "F6", "sm", self)
        self.hide_button = Button(theme, self.tr("收起"), "ghost", keys="Esc", size="lg", parent=self)
        self.save_button = Button(theme, "", "primary", "check", "↵", "lg", self)
        foot.addWidget(self.elapsed)
        foot.addStretch(1)
        foot.addWidget(self.result)
        foot.addWidget(self.hide_button)
        foot.addWidget(self.save_button)
        return self.foot

    def restyle(self) -> None:
        """Follow the font scale as far as the screen allows; the middle scrolls beyond."""
        room = self.screen().availableGeometry().height() - 24
        self.setFixedSize(self.theme.px(WIDTH), min(self.theme.px(HEIGHT), max(HEIGHT, room)))
        self.head.setFixedHeight(self.theme.px(HEAD))
        self.foot.setFixedHeight(self.theme.px(FOOT))
        self.left.setFixedWidth(self.theme.px(LEFT))
        for part in (self.card, self.enlarge):
            part.setFixedWidth(self.theme.px(RIGHT))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        handle = self.windowHandle()
        if event.buttons() & Qt.MouseButton.LeftButton and handle is not None:
            handle.startSystemMove()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = smooth(self), self.theme
        edge = theme.color("border2")
        draw.rounded(painter, area(self), RADIUS, theme.color("canvas"), edge)
        head, foot = self.head.height(), self.foot.height()
        middle = QRectF(1, head, self.width() - 2, self.height() - head - foot)
        painter.fillRect(middle, theme.color("surface"))
        painter.fillRect(QRectF(1, head - 1, self.width() - 2, 1), theme.color("border"))
        painter.fillRect(QRectF(1, middle.bottom(), self.width() - 2, 1), theme.color("border"))
        painter.end()
