"""Staff × templates: tick both, see every piece as it is made, stop, go on; into one PDF or a folder of files."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QCloseEvent, QImage
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.posters import pieces, production, records
from desktop.posters.elements import Template
from desktop.resources import resource
from ui.desk import Desk
from ui.posters.gallery import CELL, Tile, TileList
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.check import CheckBox
from ui.widgets.dialog import Dialog
from ui.widgets.label import PlainLabel
from ui.widgets.pane import ScrollPane
from ui.widgets.paragraph import Paragraph
from ui.widgets.segmented import Segmented

WIDTH, HIGH = 860, 400
ACROSS = 4
Orders = Callable[[Session, list[str], list[str]], list[pieces.Order]]


class Ended(NamedTuple):
    """What a run came to; `file` is the one PDF or the folder."""

    slips: list[production.Slip]
    file: Path


class Ticks(ScrollPane):
    """A list of things to tick; `changed` at every tick."""

    changed = Signal()

    def __init__(self, desk: Desk, title: str, choices: list[tuple[str, str]], on: set[str], parent: QWidget) -> None:
        super().__init__(desk.theme, "surface", 176, margins=(0, 0, 4, 0), spacing=0, parent=parent)
        self.setFixedHeight(HIGH)
        self.every = CheckBox(desk.theme, title, parent=self.inner)
        self.body.addWidget(self.every)
        self.boxes: dict[str, CheckBox] = {}
        for key, words in choices:
            box = CheckBox(desk.theme, words, parent=self.inner)
            box.setChecked(key in on)
            box.toggled.connect(self.changed)
            self.boxes[key] = box
            self.body.addWidget(box)
        self.body.addStretch(1)
        self.every.clicked.connect(self._on_every)
        self.setAccessibleName(title)

    def chosen(self) -> list[str]:
        return [key for key, box in self.boxes.items() if box.isChecked()]

    @Slot(bool)
    def _on_every(self, on: bool) -> None:
        for box in self.boxes.values():
            box.setChecked(on)


class BatchDialog(Dialog):
    """`left` tells what left the program; closing stops what is under way."""

    left = Signal(object, str)  # list[Slip], format
    error = Signal(object)
    _slip = Signal(object)

    def __init__(
        self, desk: Desk, people: list[records.Person], templates: list[Template], orders: Orders, template: str,
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(desk.theme, "", width=WIDTH, parent=parent)
        self._desk, self._orders = desk, orders
        self._stop, self._running, self._done = threading.Event(), False, 0
        self._total, self._folder = 0, Path()
        self.ask_folder: Callable[[], Path | None] = self._ask_folder
        self.title.set_text(self.tr("选人选版式"))
        language = desk.words.language
        self.people = Ticks(
            desk, self.tr("全部员工"), [(one.id, one.name) for one in people if one.ways],
            {one.id for one in people if one.ways}, self,
        )  # fmt: skip
        names = [(one.key, one.named(language)) for one in templates]
        self.templates = Ticks(desk, self.tr("全部版式"), names, {template}, self)
        self._make_body()
        self._missing([one.name for one in people if not one.ways])
        self._connect()
        self._count()

    # ------------------------------------------------------------------------------------------------ building

    def _make_body(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self.people)
        row.addWidget(self.templates)
        self.grid = TileList(self.theme, self.tr("已出的件"), self)
        self.pane = ScrollPane(self.theme, "sunken", margins=(8, 8, 8, 8), spacing=0, parent=self)
        self.pane.setFixedHeight(HIGH)
        self.pane.body.addWidget(self.grid)
        self.pane.body.addStretch(1)
        row.addWidget(self.pane, 1)
        self.body.addLayout(row)
        ways = [("pdf", self.tr("每件一个 PDF")), ("one", self.tr("合成一个 PDF")), ("png", self.tr("每件一张 PNG"))]
        self.way = Segmented(self.theme, ways, self)
        self.way.setAccessibleName(self.tr("出成什么"))
        self.sheet = CheckBox(self.theme, self.tr("附一份总览"), parent=self)
        self.bar = Bar(self.theme, 6, parent=self)
        self.said = PlainLabel(self.theme, "", "caption", "text2", elide=True, parent=self)
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(self.way)
        line.addWidget(self.sheet)
        line.addWidget(self.said, 1)
        self.body.addLayout(line)
        self.body.addWidget(self.bar)
        self.fault = Paragraph(self.theme, "", "caption", "danger", max_lines=2, parent=self)
        self.body.addWidget(self.fault)
        self.close_button = self.add_button(Button(self.theme, self.tr("关闭")), "reject")
        self.halt = self.add_button(Button(self.theme, self.tr("停下"), "secondary"))
        self.go = self.add_button(Button(self.theme, "", "primary", "play"))
        self.halt.setEnabled(False)

    def _connect(self) -> None:
        self.people.changed.connect(self._count)
        self.templates.changed.connect(self._count)
        self.go.clicked.connect(self._on_go)
        self.halt.clicked.connect(self._stop.set)
        self._slip.connect(self._on_slip)

    def _missing(self, names: list[str]) -> None:
        self.text.set_text(self.tr("还没有活码、这次不出：{names}").format(names="、".join(names)) if names else "")
        self.text.setVisible(bool(names))

    # ------------------------------------------------------------------------------------------------ running

    @Slot()
    def _count(self) -> None:
        people, kinds = len(self.people.chosen()), len(self.templates.chosen())
        if self._running:
            return
        self.said.setText(
            self.tr("{people} 人 × {kinds} 种 = {n} 张").format(people=people, kinds=kinds, n=people * kinds)
        )
        self.go.setText(self.tr("出图 {n} 张").format(n=people * kinds))
        self.go.setEnabled(people * kinds > 0)

    @Slot()
    def _on_go(self) -> None:
        folder = self._folder if self._stop.is_set() and self._folder != Path() else self.ask_folder()
        if folder is None:
            return
        self._folder, self._done = folder, 0
        self._stop.clear()
        self.grid.set_tiles([])
        self.fault.set_text("")
        self._set_running(running=True)
        work = partial(self._produce, self.people.chosen(), self.templates.chosen(), self.way.value(), folder)
        self._desk.jobs.long.read(self, work, self._on_ended, self._on_failed)

    def _produce(self, people: list[str], kinds: list[str], way: str, folder: Path, session: Session) -> Ended:
        """Runs in the worker."""
        orders = self._orders(session, people, kinds)
        format: pieces.Format = "png" if way == "png" else "pdf"  # noqa: A001 - the word of the trade
        today = self._desk.clock.now().date()
        wanted = production.tasks(orders, format, folder, today, rules=pieces.rules(session))
        self._total = len(wanted)
        slips = []
        for slip in production.produce(resource(), wanted, self._stop.is_set):
            slips.append(slip)
            self._slip.emit(slip)
        places = {id(order): number for number, order in enumerate(orders)}
        slips.sort(key=lambda slip: places[id(slip.order)])
        return self._finished(slips, way, folder)

    def _finished(self, slips: list[production.Slip], way: str, folder: Path) -> Ended:
        whole = not self._stop.is_set() and any(slip.passed for slip in slips)
        if whole and self.sheet.isChecked():
            production.contact_sheet(pieces.Studio.open(resource()), slips, folder)
        file = production.one_file(slips, folder) if whole and way == "one" else folder
        return Ended(slips, file)

    def _set_running(self, *, running: bool) -> None:
        self._running = running
        for widget in (self.people, self.templates, self.way, self.sheet, self.go):
            widget.setEnabled(not running)
        self.halt.setEnabled(running)
        (self.halt if running else self.go).setFocus()

    # ------------------------------------------------------------------------------------------------ slots

    @Slot(object)
    def _on_slip(self, slip: production.Slip) -> None:
        self._done += 1
        self.bar.set_value(self._done, self._total)
        self.said.setText(f"{self._done} / {self._total}　{slip.order.file_name}")
        language = self._desk.words.language
        note = slip.order.template.named(language) if slip.passed else self.tr("没有通过")
        tile = Tile(f"{slip.order.template.key}/{slip.order.record.staff}", slip.order.values["name"], note, "")
        tiles = [*self.grid.tile_model.tiles, tile]
        self.grid.set_tiles(tiles)
        self.grid.setFixedHeight(-(-len(tiles) // ACROSS) * (CELL[1] + 4) + 4)
        if slip.thumb:
            self.grid.tile_model.set_image(tile, QImage.fromData(slip.thumb))
        if not slip.passed:
            words = self._desk.words.render(slip.problems[0]).replace("\n", "　")
            self.fault.set_text(f"{slip.order.file_name}：{words}")

    @Slot(object)
    def _on_ended(self, ended: Ended) -> None:
        self._set_running(running=False)
        passed = [slip for slip in ended.slips if slip.passed]
        again = sum(slip.again for slip in passed)
        if self._stop.is_set():
            self.said.setText(self.tr("停在第 {n} 张").format(n=len(ended.slips)))
            self.go.setText(self.tr("继续"))
        else:
            said = self.tr("出了 {n} 张，在 {place}").format(n=len(passed), place=ended.file.name)
            self.said.setText(said + (self.tr("（其中 {n} 张早已出好）").format(n=again) if again else ""))
        if fresh := [slip for slip in passed if not slip.again]:
            self.left.emit(fresh, "png" if self.way.value() == "png" else "pdf")

    def _on_failed(self, error: BaseException) -> None:
        self._stop.set()
        self._set_running(running=False)
        self.fault.set_text(self._desk.words.render(error).replace("\n", "　"))
        self.go.setText(self.tr("继续"))

    def _ask_folder(self) -> Path | None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("存到哪个文件夹"))
        return Path(chosen) if chosen else None

    def reject(self) -> None:
        if self._running:
            self._stop.set()
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stop.set()
        super().closeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(self.width(), super().sizeHint().height())
