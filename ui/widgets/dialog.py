"""Dialogs: rounded, level 2, with a scrim over the window; and the question for a reason."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.keys import plain_key
from ui.widgets.paragraph import Paragraph
from ui.widgets.shadow import MARGIN, Scrim, nine_patch, paint_shadow
from ui.widgets.themed import Themed, smooth

RADIUS = 12


class Dialog(Themed, QDialog):
    """A title, a line of explanation, `body`, and buttons at the foot; Esc rejects. It can be dragged anywhere."""

    def __init__(
        self, theme: Theme, title: str, words: str = "", width: int = 342, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._scrim: Scrim | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MARGIN + 19, MARGIN + 13, MARGIN + 19, MARGIN + 19)
        outer.setSpacing(theme.px(8))
        self.title = Paragraph(theme, title, "heading", parent=self)
        self.text = Paragraph(theme, words, "caption", "text2", parent=self)
        self.text.setVisible(bool(words))
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(8))
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        outer.addWidget(self.title)
        outer.addWidget(self.text)
        outer.addLayout(self.body, 1)
        outer.addLayout(self.buttons)
        self.follow(theme)
        self.restyle()
        self.setFixedWidth(width + 2 * MARGIN)

    def restyle(self) -> None:
        self._shadow = nine_patch(self.theme.color("shadow"), RADIUS)

    def add_button(self, button: Button, role: str = "") -> Button:
        """`role` accept or reject closes the dialog on a click."""
        self.buttons.addWidget(button)
        if role == "accept":
            button.clicked.connect(self.accept)
        elif role == "reject":
            button.clicked.connect(self.reject)
        return button

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None and self._scrim is None and not event.spontaneous():
            self._scrim = Scrim(self.theme, parent.window())
            self._scrim.show()
            self._scrim.raise_()
            self.fit()

    def fit(self) -> None:
        """Be as high as the content needs at this width; and in the middle of the window.

        Paragraphs learn their width in the first round, those of a card that was just shown in the second.
        """
        for _ in range(3):
            self.resize(self.width(), self.layout().totalHeightForWidth(self.width()))
            self.layout().activate()
            for paragraph in self.findChildren(Paragraph):
                self._hand_out_places(paragraph.parentWidget())
                self._measure_again(paragraph)
        self.resize(self.width(), self.layout().totalHeightForWidth(self.width()))
        parent = self.parentWidget()
        if parent is not None:
            middle = parent.window().geometry().center()
            self.move(middle.x() - self.width() // 2, middle.y() - self.height() // 2)

    def _hand_out_places(self, part: QWidget | None) -> None:
        """Have every layout from this window down to the part give out its places, those of cards just shown too."""
        if part is not None and part is not self:
            self._hand_out_places(part.parentWidget())
            if (layout := part.layout()) is not None:
                layout.activate()

    def _measure_again(self, part: QWidget | None) -> None:
        """Have every layout between a part and this window forget its height; Qt would wait for the next event."""
        while part is not None and part is not self:
            part.updateGeometry()
            part = part.parentWidget()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._scrim is not None and not event.spontaneous():
            self._scrim.hide()
            self._scrim.deleteLater()
            self._scrim = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        handle = self.windowHandle()
        if event.buttons() & Qt.MouseButton.LeftButton and handle is not None:
            handle.startSystemMove()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, inner = smooth(self), self.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        paint_shadow(painter, inner, self._shadow)
        edge = self.theme.color("border2") if self.theme.dark else self.theme.color("border")
        draw.rounded(painter, QRectF(inner), RADIUS, self.theme.color("raised" if self.theme.dark else "surface"), edge)
        painter.end()


class ReasonDialog(Dialog):
    """Asks for one of a few reasons: by digit, click, Enter; Esc gives none."""

    def __init__(
        self, theme: Theme, title: str, words: str, reasons: Sequence[str], accept: str = "", width: int = 342,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(theme, title, words, width, parent)
        self._reasons = list(reasons)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        holder = QWidget(self)
        flow = FlowLayout(holder, 6)
        self.chips = [Chip(theme, reason, digit=str(number), parent=holder) for number, reason in enumerate(reasons, 1)]
        for number, chip in enumerate(self.chips):
            flow.addWidget(chip)
            chip.setProperty("number", number)
            chip.clicked.connect(self._on_chip)
        self.body.addWidget(holder)
        cancel = Button(theme, QCoreApplication.translate("ReasonDialog", "取消"), "ghost", keys="Esc", parent=self)
        words_yes = accept or QCoreApplication.translate("ReasonDialog", "确定")
        self.yes = Button(theme, words_yes, "primary", keys="↵", parent=self)
        self.add_button(cancel, "reject")
        self.add_button(self.yes, "accept")
        self._choose(0)

    @classmethod
    def ask(
        cls, parent: QWidget | None, theme: Theme, title: str, words: str, reasons: Sequence[str], accept: str = ""
    ) -> str | None:
        """The reason chosen, or None; blocks until then."""
        dialog = cls(theme, title, words, reasons, accept, parent=parent)
        return dialog.reason() if dialog.exec() else None

    def reason(self) -> str:
        return self._reasons[self._chosen]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = plain_key(event)
        if key.isdigit() and 0 < int(key) <= len(self._reasons):
            self._choose(int(key) - 1)
        elif key in {"Left", "Right"}:
            step = 1 if key == "Right" else -1
            self._choose((self._chosen + step) % len(self._reasons))
        elif key == "Enter":
            self.accept()
        else:
            super().keyPressEvent(event)

    def _choose(self, number: int) -> None:
        self._chosen = number
        for index, chip in enumerate(self.chips):
            chip.set_selected(index == number)

    @Slot()
    def _on_chip(self) -> None:
        self._choose(int(self.sender().property("number")))
