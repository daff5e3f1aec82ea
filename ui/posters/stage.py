"""The middle of the studio: tools above, rulers at two sides, the page, and the proof floating over it."""

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.posters.layout import Sheet
from desktop.posters.paint import Painter
from desktop.posters.pieces import Piece
from desktop.words import Words
from ui.posters.codeless import Codeless
from ui.posters.preview import STEP, SheetView
from ui.posters.proof_card import ProofCard
from ui.posters.ruler import Corner, Ruler
from ui.theme import Theme
from ui.widgets.button import Button, IconButton
from ui.widgets.label import PlainLabel
from ui.widgets.pane import Pane
from ui.widgets.section import Divider
from ui.widgets.shadow import MARGIN

WIDE = 640  # px that the tools need with their words


class Stage(QWidget):
    """Shows one sheet; the page of the window tells it what."""

    letter = Signal(str)

    def __init__(self, theme: Theme, words: Words, painter: Painter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._words: dict[Button, str] = {}
        self.view = SheetView(theme, painter, self)
        self.across = Ruler(theme, parent=self)
        self.down = Ruler(theme, upright=True, parent=self)
        self.proof = ProofCard(theme, words, self.view)
        self.codeless = Codeless(theme, self.view)
        self.codeless.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_tools())
        column.addLayout(self._make_grid(), 1)
        self.view.view_changed.connect(self._on_view_changed)
        self.view.letter.connect(self.letter)
        self.view.installEventFilter(self)

    def _make_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        self._corner = Corner(self.theme, self)
        grid.addWidget(self._corner, 0, 0)
        grid.addWidget(self.across, 0, 1)
        grid.addWidget(self.down, 1, 0)
        grid.addWidget(self.view, 1, 1)
        return grid

    def _make_tools(self) -> Pane:
        bar = Pane(self.theme, "surface", edge="bottom", parent=self)
        bar.setFixedHeight(40)
        bar.setMinimumWidth(240)  # what does not fit loses its words first
        line = QHBoxLayout()
        line.setContentsMargins(12, 0, 16, 0)
        line.setSpacing(6)
        bar.body.addLayout(line)
        out = IconButton(self.theme, "zoom-out", self.tr("缩小 Ctrl −"), parent=bar)
        out.clicked.connect(self.zoom_out)
        self.percent = PlainLabel(self.theme, "", align="center", parent=bar)
        self.percent.setFixedWidth(self.theme.px(40))
        closer = IconButton(self.theme, "zoom-in", self.tr("放大 Ctrl +"), parent=bar)
        closer.clicked.connect(self.zoom_in)
        fit = Button(self.theme, self.tr("适合窗口"), "ghost", keys="0", size="sm", parent=bar)
        fit.clicked.connect(self.view.fit)
        for widget in (out, self.percent, closer, fit, Divider(self.theme, vertical=True, parent=bar)):
            line.addWidget(widget)
        for toggle in self._make_toggles(bar):
            line.addWidget(toggle)
        self.size = PlainLabel(self.theme, "", "caption", "text2", align="right", elide=True, parent=bar)
        line.addWidget(self.size, 1)
        return bar

    def _make_toggles(self, bar: QWidget) -> list[Button]:
        self.rulers = self._toggle(bar, self.tr("标尺"), "ruler")
        self.bleed = self._toggle(bar, self.tr("出血"), "crop")
        self.folds = self._toggle(bar, self.tr("折线"), "fold-vertical")
        self.safe = self._toggle(bar, self.tr("安全区"), "square-dashed")
        self.rulers.toggled.connect(self._on_rulers)
        self.bleed.toggled.connect(self._on_bleed)
        self.folds.toggled.connect(self._on_folds)
        self.safe.toggled.connect(self._on_safe)
        return [self.rulers, self.bleed, self.folds, self.safe]

    def _toggle(self, bar: QWidget, words: str, icon: str) -> Button:
        button = Button(self.theme, "", "ghost", icon, size="sm", parent=bar)
        self._words[button] = words
        button.setCheckable(True)
        button.setChecked(True)
        return button

    # ------------------------------------------------------------------------------------------------ content

    def set_sheet(self, sheet: Sheet, note: str) -> None:
        """Show `sheet`; `note` says what it is printed on."""
        self.size.setText(note)
        bleed = self.tr("出血 {mm} mm").format(mm=f"{sheet.bleed:g}") if sheet.bleed else self.tr("不出血")
        self._words[self.bleed] = bleed
        self._say_tools()
        self.folds.setVisible(bool(sheet.folds))
        self.view.set_sheet(sheet)
        self._on_view_changed()

    def wait(self) -> None:
        self.proof.wait()

    def show_piece(self, piece: Piece) -> None:
        """Show what the proof said, or how to bring the missing code."""
        has_code = bool(piece.order.record.way)
        self.codeless.set_name(piece.order.values["name"])
        self.codeless.setVisible(not has_code)
        self.proof.setVisible(has_code)
        self.proof.show_piece(piece)
        self._float()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_tools()

    def _say_tools(self) -> None:
        """The tools have words where there is room, and always a name and a tool tip."""
        narrow = self.width() < self.theme.px(WIDE)
        for button, words in self._words.items():
            button.setText("" if narrow else words)
            button.setAccessibleName(words)
            button.setToolTip(words if narrow else "")
        self.size.setVisible(not narrow)
        self.proof.set_compact(compact=narrow)

    # ------------------------------------------------------------------------------------------------ slots

    @Slot()
    def zoom_in(self) -> None:
        self.view.zoom(STEP)

    @Slot()
    def zoom_out(self) -> None:
        self.view.zoom(1 / STEP)

    @Slot(bool)
    def _on_rulers(self, on: bool) -> None:
        for ruler in (self.across, self.down, self._corner):
            ruler.setVisible(on)

    @Slot(bool)
    def _on_bleed(self, on: bool) -> None:
        self.view.show_lines("bleed", on)

    @Slot(bool)
    def _on_folds(self, on: bool) -> None:
        self.view.show_lines("folds", on)

    @Slot(bool)
    def _on_safe(self, on: bool) -> None:
        self.view.show_lines("safe", on)

    @Slot()
    def _on_view_changed(self) -> None:
        sheet = self.view.sheet()
        if sheet is None:
            return
        zero, pitch = self.view.zero(), self.view.pitch()
        self.across.set_scale(zero.x(), pitch, sheet.page[0])
        self.down.set_scale(zero.y(), pitch, sheet.page[1])
        self.percent.setText(f"{self.view.percent()}%")
        self._float()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._float()
        return False

    def _float(self) -> None:
        """Both cards hang at the upper right of the view."""
        for card in (self.proof, self.codeless):
            card.fit()
            card.move(self.view.width() - card.width() + MARGIN - 16, 20 - MARGIN + 2)
