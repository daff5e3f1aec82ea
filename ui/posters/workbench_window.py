"""版式工作台 of head office: the TOML beside its live preview, tried with several records, sent by the next pack."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout
from sqlalchemy.orm import Session

from desktop.changes import Done
from desktop.errors import AppError
from desktop.posters import packed, pieces, trial, workbench
from desktop.posters.elements import Template
from desktop.posters.workbench import Fault
from ui.posters.stage import Stage
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import ComboBox
from ui.widgets.label import PlainLabel
from ui.widgets.link import Link
from ui.widgets.toml_edit import TomlEdit

if TYPE_CHECKING:
    from ui.posters.making import Making

WIDTH, HEIGHT, EDITOR = 976, 396, 460
FOLLOW_WAIT = 120  # ms after the last key until the preview follows
PROOF_WAIT = 400
NEW = "+"
PICTURES = "SVG PNG JPEG (*.svg *.png *.jpg *.jpeg)"


class WorkbenchWindow(Dialog):
    """Works on files in a folder of its own, so that any editor will do; writes rows only when it publishes."""

    shown = Signal()  # the list of templates has been read

    def __init__(self, page: "Making") -> None:
        super().__init__(page.theme, "", "", WIDTH, page)
        self.page, self._folder = page, page.desk.paths.workbench
        self._name = ""
        self._template: Template | None = None
        self._order: pieces.Order | None = None
        self._published: dict[str, str] = {}
        self.ask_files: Callable[[], list[Path]] = self._ask_files
        self.title.set_text(self.tr("版式工作台"))
        self.text.set_text(self.tr("改 TOML，右边跟着变；图片拖进来。发布后随下一个下发包到网点"))
        self.text.show()
        self._watcher = QFileSystemWatcher(self)
        self._timers = {wait: self._timer(wait, slot) for wait, slot in (
            (FOLLOW_WAIT, self._follow), (PROOF_WAIT, self._prove))}  # fmt: skip
        self._make_head()
        self._make_middle()
        self._make_foot()
        self._connect()
        self.setAcceptDrops(True)
        self.read()

    def _timer(self, wait: int, slot: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(slot)
        return timer

    # ------------------------------------------------------------------------------------------ building

    def _make_head(self) -> None:
        theme, row = self.theme, QHBoxLayout()
        row.setSpacing(8)
        self.choice = ComboBox(theme, "layout-template", self)
        self.choice.setAccessibleName(self.tr("在做的版式"))
        self.colours, self.record = ComboBox(theme, "palette", self), ComboBox(theme, "user-round", self)
        self.colours.setAccessibleName(self.tr("配色"))
        self.record.setAccessibleName(self.tr("用谁试"))
        self.record.set_choices([
            ("", self.tr("平常的一位")), ("longest", self.tr("名字最长")), ("bare", self.tr("什么都没填")),
            ("rare", self.tr("生僻字")),
        ])  # fmt: skip
        self.note = PlainLabel(theme, "", "caption", "text2", align="right", parent=self)
        row.addWidget(self.choice, 3)
        row.addWidget(self.colours, 1)
        row.addWidget(self.record, 2)
        row.addWidget(self.note, 2)
        self.body.addLayout(row)

    def _make_middle(self) -> None:
        page, row = self.page, QHBoxLayout()
        row.setSpacing(10)
        self.edit = TomlEdit(self.theme, self)
        self.edit.setFixedSize(self.theme.px(EDITOR), self.theme.px(HEIGHT))
        self.stage = Stage(self.theme, page.desk.words, page.studio.painter, self)
        self.stage.setFixedHeight(self.theme.px(HEIGHT))
        row.addWidget(self.edit)
        row.addWidget(self.stage, 1)
        self.body.addLayout(row)
        self.fault = Link(self.theme, "", parent=self)
        self.fault.setAccessibleName(self.tr("到出错的那一行"))
        self.said = PlainLabel(self.theme, "", "caption", "danger", elide=True, parent=self)
        row = QHBoxLayout()
        row.addWidget(self.fault)
        row.addWidget(self.said, 1)
        self.body.addLayout(row)

    def _make_foot(self) -> None:
        theme = self.theme
        self.add = Button(theme, self.tr("加图片"), "ghost", "image", "Ctrl I", parent=self)
        self.show_folder = Button(theme, self.tr("打开文件夹"), "ghost", "folder-open", parent=self)
        self.withdraw = Button(theme, self.tr("不再下发"), "ghost", parent=self)
        self.save_button = Button(theme, self.tr("保存"), "secondary", "save", "Ctrl S", parent=self)
        self.publish = Button(theme, self.tr("发布"), "primary", "package-plus", "Ctrl ↵", parent=self)
        slots = (self._on_add, self._on_folder, self._on_withdraw, self._on_save, self._on_publish)
        buttons = (self.add, self.show_folder, self.withdraw, self.save_button, self.publish)
        for button, slot in zip(buttons, slots, strict=True):
            self.add_button(button).clicked.connect(slot)
        self.add_button(Button(theme, self.tr("关闭"), "ghost", keys="Esc", parent=self), "reject")

    def _connect(self) -> None:
        self.choice.activated.connect(self._on_choice)
        self.colours.currentIndexChanged.connect(self._show)
        self.record.currentIndexChanged.connect(self._show)
        self.edit.textChanged.connect(self._timers[FOLLOW_WAIT].start)
        self.edit.modificationChanged.connect(self._say_note)
        self.fault.clicked.connect(self.edit.go_to_fault)
        self._watcher.fileChanged.connect(self._on_file)
        for keys, button in (("Ctrl+S", self.save_button), ("Ctrl+Return", self.publish), ("Ctrl+I", self.add)):
            QShortcut(QKeySequence(keys), self, button.click)
        QShortcut(QKeySequence("F8"), self, self.edit.go_to_fault)

    # ------------------------------------------------------------------------------------------ which one

    def read(self) -> None:
        self.page.desk.jobs.read(self, packed.published, self._on_read, self._on_failed)

    def _on_read(self, published: dict[str, str]) -> None:
        self._published = published
        names = workbench.drafts(self._folder)
        choices: list[tuple[object, str]] = [("", self.tr("选一个版式开始"))] if not self._name and not names else []
        choices += [(name, name) for name in names]
        for template in self.page.studio.library.all():
            words = self.tr("＋ 从“{title}”开始").format(title=template.named(self.page.desk.words.language))
            choices.append((NEW + template.key, words))
        self.choice.set_choices(choices, self._name)
        if not self._name and names:
            self._open(names[0])
        for widget in (self.edit, self.add, self.show_folder, self.save_button, self.publish):
            widget.setEnabled(bool(self._name))
        self._say_note()
        self.shown.emit()

    @Slot()
    def _on_choice(self) -> None:
        """Open a template, or begin one from another."""
        chosen = str(self.choice.currentData() or "")
        try:
            self._keep()
            if chosen.startswith(NEW):
                source = self.page.studio.library.load(chosen.removeprefix(NEW))
                self._name = workbench.begin(self._folder, source)
                self._open(self._name)
                self.read()
            elif chosen:
                self._open(chosen)
        except AppError as error:
            self._on_failed(error)

    def _open(self, name: str) -> None:
        self._name = name
        path = self.folder / packed.DESIGN
        if watched := self._watcher.files():
            self._watcher.removePaths(watched)
        self._watcher.addPath(str(path))
        self.edit.show_text(path.read_text(encoding="utf-8", errors="replace"))
        self.choice.setCurrentIndex(max(0, self.choice.findData(name)))
        self._follow()

    @property
    def folder(self) -> Path:
        return self._folder / self._name

    @Slot(str)
    def _on_file(self, path: str) -> None:
        """Another editor has saved: follow it, unless something here is not saved."""
        file = Path(path)
        if file.is_file():
            self._watcher.addPath(path)  # an editor that replaces the file ends the watch
            text = file.read_text(encoding="utf-8", errors="replace")
            if not self.edit.document().isModified() and text != self.edit.toPlainText():
                self.edit.show_text(text)
                self._follow()

    # ------------------------------------------------------------------------------------------ showing

    @Slot()
    def _follow(self) -> None:
        """Read what stands in the editor; a faulty one leaves the last good page standing."""
        if not self._name:
            return
        found = workbench.look(self.page.studio.library, self.folder, self.edit.toPlainText())
        if isinstance(found, Fault):
            self._template = None
            self.edit.set_fault(found.line)
            self.fault.setText(self.tr("第 {line} 行 F8").format(line=found.line) if found.line else "")
            self.said.setText(self.page.desk.words.render(found.error).replace("\n", "　"))
            self.publish.setEnabled(False)
            return
        self._template = found
        self.edit.set_fault(0)
        self.fault.setText("")
        self.said.setText("")
        language, before = self.page.desk.words.language, self.colours.currentData()
        self.colours.set_choices([(key, one.named(language)) for key, one in found.themes.items()], before)
        self._show()

    @Slot()
    def _show(self) -> None:
        if self._template is None:
            return
        theme, record = str(self.colours.currentData() or ""), str(self.record.currentData() or "")
        self._order = trial.sample(self._template, theme, record)
        width, height = self._template.page
        try:
            sheet = pieces.lay_out(self.page.studio, self._order)
            self.stage.set_sheet(sheet, f"{width:g} × {height:g} mm")
        except AppError as error:
            self._on_failed(error)
            return
        self.stage.wait()
        self.publish.setEnabled(False)
        self._timers[PROOF_WAIT].start()

    @Slot()
    def _prove(self) -> None:
        if self._order is not None:
            today = self.page.desk.clock.now().date()
            work = partial(pieces.make, self.page.worker, self._order, today)
            self.page.desk.jobs.long.run(self, work, self._on_proven, self._on_failed)

    def _on_proven(self, piece: pieces.Piece) -> None:
        if piece.order is self._order and self._template is not None:
            self.stage.show_piece(piece)
            self.publish.setEnabled(piece.passed)

    @Slot()
    def _say_note(self) -> None:
        version = self._published.get(self._name, "")
        self.withdraw.setEnabled(bool(version))
        unsaved = self.edit.document().isModified()
        sent = self.tr("已发布 {version}").format(version=version) if version else self.tr("还没有发布")
        self.note.setText(self.tr("没有保存") if unsaved else sent)
        self.note.set_token("warn" if unsaved else "text2")

    # ------------------------------------------------------------------------------------------ acts

    def _keep(self) -> None:
        """Save what is not saved."""
        if self._name and self.edit.document().isModified():
            workbench.save(self.folder, self.edit.toPlainText())
            self.edit.document().setModified(False)

    @Slot()
    def _on_save(self) -> None:
        try:
            self._keep()
        except AppError as error:
            self._on_failed(error)

    @Slot()
    def _on_publish(self) -> None:
        self._on_save()
        if self._template is not None and not self.edit.document().isModified():
            self._write(partial(
                packed.publish, actor=self.page.desk.actor, folder=self.folder, library=self.page.studio.library
            ))  # fmt: skip

    @Slot()
    def _on_withdraw(self) -> None:
        self._write(partial(packed.withdraw, actor=self.page.desk.actor, key=self._name))

    def _write(self, work: Callable[[Session], Done]) -> None:
        self.page.desk.jobs.write(self, work, self._on_written, self._on_failed)

    def _on_written(self, done: Done) -> None:
        self.page.changed.emit(done)
        self.read()

    @Slot()
    def _on_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder)))

    @Slot()
    def _on_add(self) -> None:
        self._add(self.ask_files())

    def _add(self, files: list[Path]) -> None:
        desk = self.page.desk
        work = partial(workbench.add_artwork, self.folder, files, desk.pictures)
        desk.jobs.long.run(self, work, lambda _: self._follow(), self._on_failed)

    def _ask_files(self) -> list[Path]:
        chosen, _filter = QFileDialog.getOpenFileNames(self, self.tr("选图片"), "", PICTURES)
        return [Path(name) for name in chosen]

    def _on_failed(self, error: BaseException) -> None:
        self.said.setText(self.page.desk.words.render(error).replace("\n", "　"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._add([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def done(self, result: int) -> None:
        """Closing loses nothing."""
        self._on_save()
        super().done(result)
