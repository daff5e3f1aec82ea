"""The last look before paper: the sheets as they come out, the printer and its offset, and a page to test it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.errors import AppError
from desktop.posters import printers, testpage
from desktop.posters.impose import A4, Plan, filled, plan
from desktop.posters.paint import Painter
from desktop.posters.pieces import Piece
from desktop.words import Words
from ui.posters import output
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.button import Button, IconButton
from ui.widgets.check import CheckBox
from ui.widgets.dialog import Dialog
from ui.widgets.field import ComboBox, Labelled, LineEdit
from ui.widgets.label import PlainLabel
from ui.widgets.paragraph import Paragraph
from ui.widgets.themed import Themed, area, smooth

WIDTH, HEIGHT = 760, 400
MOST_COPIES = 99


class PaperView(Themed, QWidget):
    """One sheet of paper in the middle of a ground."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self.follow(theme)
        self.setMinimumSize(360, HEIGHT)
        self.setAccessibleName(self.tr("打印预览"))

    def set_image(self, image: QImage) -> None:
        self._image = image
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        draw.rounded(painter, area(self), 8, self.theme.color("track"), self.theme.color("border"))
        if self._image is not None:
            size = self._image.deviceIndependentSize()
            painter.drawImage(
                round((self.width() - size.width()) / 2), round((self.height() - size.height()) / 2), self._image
            )
        painter.end()


class PrintDialog(Dialog):
    """`job` is what was chosen once it has been accepted; what is learnt of a printer is kept in `store`."""

    def __init__(
        self, theme: Theme, words: Words, painter: Painter, made: Sequence[Piece], store: Path, parent: QWidget,
        names: Sequence[str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(theme, "", width=WIDTH, parent=parent)
        self._words, self._painter, self._store = words, painter, store
        self._template = made[0].order.template
        self._plan = plan(made[0].sheet)
        self._sheets = [piece.sheet for piece in made]
        self._papers = filled(self._sheets, self._plan)
        self._known = printers.load(store)
        self._names = list(QPrinterInfo.availablePrinterNames() if names is None else names)
        self._shown = 0
        self.problem: AppError | None = None
        self.title.set_text(self.tr("打印"))
        self.view = PaperView(theme, self)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addLayout(self._make_left())
        row.addLayout(self._make_right(), 1)
        self.body.addLayout(row)
        self._make_buttons()
        self._on_printer()
        self._show()

    # ------------------------------------------------------------------------------------------------ building

    def _make_left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.addWidget(self.view)
        steps = QHBoxLayout()
        self.back = IconButton(self.theme, "chevron-left", self.tr("上一张 PgUp"), parent=self)
        self.ahead = IconButton(self.theme, "chevron-right", self.tr("下一张 PgDn"), parent=self)
        self.count = PlainLabel(self.theme, "", "caption", "text2", align="center", parent=self)
        self.back.clicked.connect(self._on_back)
        self.ahead.clicked.connect(self._on_ahead)
        steps.addStretch(1)
        for widget in (self.back, self.count, self.ahead):
            steps.addWidget(widget)
        steps.addStretch(1)
        left.addLayout(steps)
        return left

    def _make_right(self) -> QVBoxLayout:
        theme, right = self.theme, QVBoxLayout()
        right.setSpacing(12)
        self.printer = ComboBox(theme, "printer", self)
        default = QPrinterInfo.defaultPrinterName()
        self.printer.set_choices([(name, name) for name in self._names], default if default in self._names else None)
        self.printer.currentIndexChanged.connect(self._on_printer)
        self.x, self.y = LineEdit(theme, parent=self), LineEdit(theme, parent=self)
        pair = QHBoxLayout()
        pair.addWidget(Labelled(theme, self.tr("向右偏移（mm）"), self.x, parent=self))
        pair.addWidget(Labelled(theme, self.tr("向下偏移（mm）"), self.y, parent=self))
        self.copies = LineEdit(theme, parent=self)
        self.copies.setText("1")
        self.copies.textChanged.connect(self._on_copies)
        self.tried = CheckBox(theme, self.tr("用手机扫过这台打印机印的样张"), parent=self)
        self.test = Button(theme, self.tr("打印测试页（100 mm 刻度）"), "secondary", "ruler", parent=self)
        self.test.clicked.connect(self._on_test)
        right.addWidget(Labelled(theme, self.tr("打印机"), self.printer, parent=self))
        right.addWidget(Paragraph(theme, self._paper_note(), "caption", "text2", parent=self))
        right.addWidget(Labelled(theme, self.tr("每件份数"), self.copies, parent=self))
        right.addLayout(pair)
        right.addWidget(self.test)
        right.addWidget(self.tried)
        self.fault = Paragraph(theme, "", "caption", "danger", parent=self)
        right.addWidget(self.fault)
        right.addStretch(1)
        return right

    def _make_buttons(self) -> None:
        self.add_button(Button(self.theme, self.tr("取消")), "reject")
        self.go = Button(self.theme, "", "primary", "printer")
        self.add_button(self.go)
        self._on_copies()
        self.go.clicked.connect(self._on_go)
        self.go.setEnabled(bool(self._names))
        self.test.setEnabled(bool(self._names))
        if not self._names:
            self.fault.set_text(self.tr("这台电脑没有装打印机。可以先出 PDF，到别处打印。"))
        self.go.setFocus()

    def _paper_note(self) -> str:
        width, height = (f"{side:g}" for side in self._plan.paper)
        paper = "A4" if self._plan.paper == A4 else f"{width} × {height} mm"
        each = len(self._plan.spots)
        said = self.tr("{paper} 纸，每张 {each} 件").format(paper=paper, each=each)
        if self._plan.marks:
            said += self.tr("，四周有裁切线")
        return said + self.tr("。按实际大小打印，不要选“适合页面”。")

    # ------------------------------------------------------------------------------------------------ state

    def job(self) -> output.Job:
        """The printer as chosen, with its offset."""
        known = self._printer()
        return output.Job(output.make_printer(self._plan, self._name()), (known.x, known.y), self._copies() or 1)

    def _copies(self) -> int:
        """How often each sheet is wanted, 0 when what is written is no such number."""
        typed = self.copies.text().strip()
        return int(typed) if typed.isascii() and typed.isdigit() and int(typed) <= MOST_COPIES else 0

    @property
    def plan(self) -> Plan:
        return self._plan

    def _name(self) -> str:
        return str(self.printer.currentData() or "")

    def _printer(self) -> printers.Known:
        return self._known.get(self._name(), printers.Known())

    def _keep(self) -> bool:
        """Take the offset and the tick over; False when a number is none."""
        numbers = [_number(field.text()) for field in (self.x, self.y)]
        if None in numbers:
            self.fault.set_text(self.tr("偏移要写成毫米数，例如 -1.5"))
            return False
        x, y = (number or 0.0 for number in numbers)
        known = self._printer().moved(x, y).marked(self._template.key, tried=self.tried.isChecked())
        self._known = self._known | {self._name(): known}
        try:
            printers.save(self._store, self._known)
        except AppError as error:
            self.fault.set_text(self._words.render(error))
            return False
        self.fault.set_text("")
        return True

    def _show(self) -> None:
        density = self.devicePixelRatioF()
        image = output.picture(self._painter, self._plan, self._papers[self._shown], HEIGHT - 32, density)
        if image.deviceIndependentSize().width() > self.view.minimumWidth() - 24:
            image = image.scaledToWidth(
                round((self.view.minimumWidth() - 24) * density), Qt.TransformationMode.SmoothTransformation
            )
        self.view.set_image(image)
        several = len(self._papers) > 1
        self.count.setText(f"{self._shown + 1} / {len(self._papers)}" if several else "")
        self.back.setVisible(several)
        self.ahead.setVisible(several)

    def _step(self, by: int) -> None:
        self._shown = max(0, min(len(self._papers) - 1, self._shown + by))
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._step(step)

    # ------------------------------------------------------------------------------------------------ slots

    @Slot()
    def _on_back(self) -> None:
        self._step(-1)

    @Slot()
    def _on_ahead(self) -> None:
        self._step(1)

    @Slot()
    def _on_printer(self) -> None:
        known = self._printer()
        self.x.setText(f"{known.x:g}")
        self.y.setText(f"{known.y:g}")
        self.tried.setChecked(self._template.key in known.tried)

    @Slot()
    def _on_copies(self) -> None:
        copies = self._copies()
        self.copies.set_error("" if copies else self.tr("写 1 到 {most} 的数").format(most=MOST_COPIES))
        self._papers = filled(output.repeated(self._sheets, copies or 1), self._plan)
        self.go.setText(self.tr("打印 {n} 张纸").format(n=len(self._papers)))
        self._step(0)

    @Slot()
    def _on_go(self) -> None:
        if self._copies() and self._keep():
            self.accept()

    @Slot()
    def _on_test(self) -> None:
        if not self._keep():
            return
        try:
            self.print_test(replace(self.job(), printer=output.make_printer(Plan(A4, ((0, 0),)), self._name())))
        except AppError as error:
            self.fault.set_text(self._words.render(error))

    def print_test(self, job: output.Job) -> None:
        """Print the test page with the offset taken back."""
        page = testpage.make(self._painter.measure, self._words, self._name(), job.offset)
        output.print_sheets(job, self._painter, Plan(A4, ((0.0, 0.0),)), [page])


def _number(text: str) -> float | None:
    try:
        return float(text.strip().replace("，", ".").replace("−", "-") or 0)
    except ValueError:
        return None
