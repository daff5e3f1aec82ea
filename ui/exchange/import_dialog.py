"""Taking in a file: choose or drop it, say what its columns are, see what it would do, do it, undo it."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedLayout, QWidget

from desktop.changes import Done
from desktop.exchange import incoming, intake
from desktop.exchange.aside import Aside
from desktop.exchange.gate import Protected
from desktop.exchange.look import Look
from desktop.exchange.manifest import MANIFEST
from desktop.exchange.plan import Plan
from desktop.exchange.protection import WrongPassword, protected
from desktop.words import N_
from ui.desk import Desk
from ui.exchange.columns_step import ColumnsStep
from ui.exchange.drops import local_files
from ui.exchange.head_step import HeadStep
from ui.exchange.password_dialog import PasswordDialog
from ui.exchange.preview import Preview
from ui.exchange.step_bar import StepBar
from ui.exchange.undoing import ImportUndo
from ui.exchange.values_step import ValuesStep
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.empty import EmptyState, ErrorCard
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel
from ui.widgets.progress import Progress

WIDTH: Final = 900
HEIGHT: Final = 372
STEPS: Final = ("file", "head", "columns", "values", "preview", "done")


class ImportDialog(Dialog):
    """Enter goes on, Alt+← back; a file of WeCom's, or one laid out as an earlier one, goes straight to the dry run.

    `taken` tells of the import, and of its undo, so that the window can show a toast and refresh the pages.
    """

    taken = Signal(object)
    pack_met = Signal(object, str)  # the path of a file that is no table but Taika's, and its password

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, QCoreApplication.translate("ImportDialog", "导入"), width=WIDTH, parent=parent)
        self.desk = desk
        self.plan: Plan | None = None
        self.look: Look | None = None
        self.outcome: Done | None = None
        self.password: PasswordDialog | None = None
        self._path: Path | None = None
        self._busy = False
        self._secret = ""  # of the file that is being read, and no longer
        self._aside = Aside(desk.store, desk.actor)
        self.undoing = ImportUndo(desk, self)
        self.undoing.undone.connect(self._on_undone)
        self.undoing.failed.connect(self._on_failed)
        self.finished.connect(self._on_finished)
        self.setAcceptDrops(True)
        self._make_views()
        self._make_buttons()
        self._show("file")

    def begin(self, path: Path | None = None, password: str = "") -> None:
        """Open the window, with a file that was dropped elsewhere or without."""
        self.open()
        if path is not None:
            self.look_at(path, password)

    def look_at(self, path: Path, password: str = "") -> None:
        """Read a file and show what taking it in would do, or what has to be said first; changes nothing."""
        if incoming.is_ours(path):
            self._leave_to_others(path)
            return
        self._secret = password
        self._path, self.plan, self.look, self.outcome = path, None, None, None
        self._run(
            self.tr("正在读 {file}").format(file=path.name), partial(self._aside.open, path, password), self._on_opened
        )

    def step(self) -> str:
        """Which of STEPS shows."""
        return self.bar.step()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if plain_key(event) == "Enter" and self.take_button.isVisible():
            self._on_next()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.look_at(local_files(event)[0])

    # ------------------------------------------------------------------------------------------ building

    def _make_views(self) -> None:
        theme = self.theme
        names = (self.tr("文件"), self.tr("表头"), self.tr("列"), self.tr("值"), self.tr("预览"), self.tr("完成"))
        self.bar = StepBar(theme, list(zip(STEPS, names, strict=True)), self)
        self.start_view = EmptyState(
            theme, "file-input", self.tr("把文件拖到这里，或选一个"),
            self.tr("企业微信后台导出的客户列表、通讯录、客户群列表，原样的 .xlsx 就行；自己的表也行，列名可以指定"),
            parent=self,
        )  # fmt: skip
        self.fault = ErrorCard(theme, "", parent=self)
        self.hint = PlainLabel(theme, "", "caption", "text2", elide=True, parent=self)
        self.head_step = HeadStep(theme, self)
        self.columns_step = ColumnsStep(theme, self.desk.words.language, self)
        self.values_step = ValuesStep(theme, self.desk.words.language, self)
        self.preview = Preview(theme, self.desk.words, self)
        self.banner, self.note, self.tabs = self.preview.banner, self.preview.note, self.preview.tabs
        self.model, self.table = self.preview.model, self.preview.table
        self.view = QWidget(self)
        self._stack = QStackedLayout(self.view)
        self._views = {
            "file": self.start_view, "head": self.head_step, "columns": self.columns_step, "values": self.values_step,
            "preview": self.preview, "done": self.preview,
        }  # fmt: skip
        for view in (self.start_view, self.head_step, self.columns_step, self.values_step, self.preview):
            self._stack.addWidget(view)
        self.view.setFixedHeight(theme.px(HEIGHT))
        self.progress = Progress(theme, self)
        self.progress.cancel.hide()
        for widget in (self.bar, self.hint, self.fault, self.view, self.progress):
            self.body.addWidget(widget)
        for step in (self.head_step, self.columns_step, self.values_step):
            step.accepted.connect(self._on_next)
        self.columns_step.changed.connect(self._on_columns)
        self.preview.accepted.connect(self._on_next)
        self.preview.edited.connect(self._on_edited)

    def _make_buttons(self) -> None:
        theme = self.theme
        self.choose_button = Button(theme, self.tr("选文件"), "secondary", "folder-open", "Ctrl O", parent=self)
        self.choose_button.clicked.connect(self._on_choose)
        self.template_button = Button(theme, self.tr("下载模板"), "ghost", "file-spreadsheet", "Ctrl T", parent=self)
        self.template_button.clicked.connect(self._on_template)
        self.save_button = Button(theme, self.tr("存拒收行"), "secondary", "file-output", "Ctrl S", parent=self)
        self.save_button.clicked.connect(self._on_save_refused)
        self.undo_button = Button(theme, self.tr("撤销这次导入"), "ghost", "undo-2", "Ctrl Z", parent=self)
        self.undo_button.clicked.connect(self._on_undo)
        self.back_button = Button(theme, self.tr("看列怎么认的"), "ghost", "arrow-left", "Alt ←", parent=self)
        self.back_button.clicked.connect(self._on_back)
        self.close_button = Button(theme, self.tr("关闭"), "ghost", keys="Esc", parent=self)
        self.take_button = Button(theme, self.tr("导入"), "primary", "check", "↵", parent=self)
        self.take_button.clicked.connect(self._on_next)
        left = QHBoxLayout()
        left.setSpacing(8)
        for button in (self.choose_button, self.template_button, self.save_button, self.undo_button):
            left.addWidget(button)
        self.buttons.insertLayout(0, left)
        self.add_button(self.back_button)
        self.add_button(self.close_button, "reject")
        self.add_button(self.take_button)
        for keys, button in (
            ("Ctrl+O", self.choose_button), ("Ctrl+T", self.template_button), ("Ctrl+S", self.save_button),
            ("Ctrl+Z", self.undo_button), ("Alt+Left", self.back_button), ("F4", self.back_button),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self, button.press)

    # ------------------------------------------------------------------------------------------ steps

    def _show(self, step: str) -> None:
        """Show a step, and what belongs to it."""
        self.bar.set_step(step)
        self._stack.setCurrentWidget(self._views[step])
        self.fault.setVisible(False)
        self.hint.setText(self._hint(step))
        self.hint.setVisible(bool(self.hint.text()))
        self.template_button.setVisible(step == "file")
        self.take_button.setVisible(step not in {"file", "done"})
        self.take_button.setText(self.tr("导入") if step == "preview" else self.tr("下一步"))
        self.take_button.setEnabled(step != "preview" or bool(self.plan and self.plan.changes))
        self.back_button.setVisible(step in {"columns", "values", "preview"})
        self.back_button.setText(self.tr("看列怎么认的") if step == "preview" else self.tr("上一步"))
        self.undo_button.setVisible(step == "done" and bool(self.outcome and self.outcome.batch))
        self.save_button.setVisible(step in {"preview", "done"} and bool(self.plan and self.plan.refused_rows))
        if self.isVisible():
            self.fit()

    def _hint(self, step: str) -> str:
        return {
            "head": self.tr("↑↓ 选表头那一行，Tab 换工作表；对了按 Enter"),
            "columns": self.tr("F2 改，Del 不导入；不认识的列原样保留在客户资料里。对了按 Enter"),
            "values": self.tr("F2 说明表里的说法是哪一项；对了按 Enter"),
        }.get(step, "")

    def _run(self, words: str, work, then) -> None:  # noqa: ANN001 - what `Jobs.run` takes
        """Do something in the other process; one thing at a time."""
        if not self._busy:
            self._busy = True
            self.progress.start(words)
            self.desk.jobs.long.run(self, work, partial(self._ended, then), self._on_failed)

    def _ended(self, then, result) -> None:  # noqa: ANN001
        self._busy = False
        self.progress.stop()
        then(result)

    def _leave_to_others(self, path: Path, password: str = "") -> None:
        """It is no table."""
        self.reject()
        self.pack_met.emit(path, password)

    def _on_opened(self, look: Look) -> None:
        secret, self._secret = self._secret, ""
        if self._path is not None and any(sheet.name == MANIFEST for sheet in look.sheets):
            self._leave_to_others(self._path, secret)
            return
        if look.plan is not None:
            self._take_look(look)
            self._on_plan(look.plan)
            return
        self._take_look(look)
        guessed = any(how for how in look.mapping.how)
        self._go("columns" if guessed else "head")

    def _take_look(self, look: Look) -> None:
        self.look = look
        self.head_step.show_look(look)
        self.columns_step.show_look(look)
        self.values_step.show_look(look)

    def _go(self, step: str) -> None:
        self._show(step)
        view = self._views[step]
        if isinstance(view, HeadStep | ColumnsStep | ValuesStep):
            view.focus()
        if step == "columns":
            self._on_columns()

    @Slot()
    def _on_next(self) -> None:
        """On from the step that shows."""
        step, reading = self.step(), self.tr("正在看这张表")
        if step == "head":
            place = self.head_step.place()
            if self.look is not None and place == self._place(self.look):
                self._go("columns")
            else:
                self._run(reading, partial(self._aside.look, *place), self._on_relooked)
        elif step == "columns" and self.columns_step.complete():
            self._run(reading, partial(self._aside.look_as, self.columns_step.mapping), self._on_columns_chosen)
        elif step == "values":
            self._dry_run(self.values_step.mapping)
        elif step == "preview":
            self._on_take()

    def _place(self, look: Look) -> tuple[str, str, int]:
        return look.mapping.kind, look.mapping.sheet, look.mapping.head_row

    def _on_relooked(self, look: Look) -> None:
        self._take_look(look)
        self._go("columns")

    def _on_columns_chosen(self, look: Look) -> None:
        self._take_look(look)
        if self.values_step.unknown():
            self._go("values")
        else:
            self._dry_run(look.mapping)

    def _dry_run(self, mapping) -> None:  # noqa: ANN001 - Mapping | None
        self._run(self.tr("正在和现有资料对比"), partial(self._aside.plan, mapping), self._on_plan)

    @Slot()
    def _on_back(self) -> None:
        """From the dry run to the columns, and on to the heading."""
        before = {"columns": "head", "values": "columns", "preview": "columns"}
        if self.look is not None and self.step() in before:
            self._go(before[self.step()])

    @Slot()
    def _on_columns(self) -> None:
        if self.step() == "columns":
            self.take_button.setEnabled(self.columns_step.complete())
            if self.isVisible():
                self.fit()

    def _on_plan(self, plan: Plan) -> None:
        self.plan = plan
        self.preview.show_plan(plan)
        self._show("preview")
        (self.take_button if self.take_button.isEnabled() else self.close_button).setFocus()

    @Slot(int, int, str)
    def _on_edited(self, row: int, column: int, text: str) -> None:
        if self.outcome is None:
            self._run(self.tr("正在重新对比"), partial(self._aside.edit, row, column, text), self._on_replanned)

    def _on_replanned(self, plan: Plan) -> None:
        """The tab and the focus stay where one is mending."""
        tab = self.tabs.value()
        self._on_plan(plan)
        self.preview.show_tab(tab)
        self.table.setFocus()

    # ------------------------------------------------------------------------------------------ taking in, and back

    @Slot()
    def _on_finished(self) -> None:
        self.desk.jobs.long.run(self, self._aside.close)

    @Slot()
    def _on_choose(self) -> None:
        words = self.tr("表格文件 (*.xlsx *.xls *.et *.ods);;所有文件 (*)")
        file, _ = QFileDialog.getOpenFileName(self, self.tr("选要导入的文件"), "", words)
        if file:
            self.look_at(Path(file))

    @Slot()
    def _on_template(self) -> None:
        from desktop.exchange import template

        suggested = str(self.desk.paths.output / self.tr("客户导入模板.xlsx"))
        file, _ = QFileDialog.getSaveFileName(self, self.tr("存模板"), suggested, self.tr("Excel 文件 (*.xlsx)"))
        if file:
            path = Path(file)
            self.desk.jobs.read(self, lambda session: template.write(session, path), self._on_template_saved,
                                self._on_failed)  # fmt: skip

    def _on_template_saved(self, path: Path) -> None:
        self.start_view.text.set_text(self.tr("已存 {file}，填好后拖到这里").format(file=path.name))

    @Slot()
    def _on_take(self) -> None:
        if self.plan is not None and self.outcome is None and self.plan.changes:
            self.take_button.setEnabled(False)
            self._run(self.tr("正在导入"), self._aside.apply, self._on_done)

    def _on_done(self, done: Done) -> None:
        self.outcome = done
        self.preview.show_done(self.desk.words.text(done.message))
        self._show("done")
        self.close_button.setFocus()
        self.taken.emit(done)

    @Slot()
    def _on_undo(self) -> None:
        if self.outcome is not None:
            self.undoing.take_back(self.outcome.batch)

    @Slot(object)
    def _on_undone(self, done: Done) -> None:
        self.outcome = self.plan = None
        self.taken.emit(done)
        if self._path is not None:
            self.look_at(self._path)

    @Slot()
    def _on_save_refused(self) -> None:
        if self.plan is None:
            return
        name = f"{Path(self.plan.file).stem}_{self.desk.words.text(N_('拒收'))}.xlsx"
        suggested = str(self.desk.paths.output / name)
        file, _ = QFileDialog.getSaveFileName(self, self.tr("存拒收行"), suggested, self.tr("Excel 文件 (*.xlsx)"))
        if file:
            store, actor, plan = self.desk.store, self.desk.actor, self.plan
            work = partial(intake.export_refused, store, actor, plan, Path(file))
            self.desk.jobs.run(self, work, self._on_saved, self._on_failed)

    def _on_saved(self, path: Path) -> None:
        self.note.setText(self.tr("已存 {file}，改好后可以直接再导入。").format(file=path.name))

    def _ask_password(self, error: Protected | WrongPassword) -> None:
        """Ask for the password of the file, and read it again with that."""
        self.password = PasswordDialog(self.theme, self.desk.words.text(error.message), parent=self)
        self.password.given.connect(self._on_password)
        self.password.open()

    @Slot(str)
    def _on_password(self, password: str) -> None:
        if self._path is not None:
            self.look_at(self._path, password)

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self._busy = False
        self.progress.stop()
        message, cure = self.desk.words.render_both(error)
        if not hasattr(error, "cure"):
            self.desk.jobs.failed.emit(error)
            message, cure = self.tr("没有导入"), self.tr("程序出了错，数据没有改动。")
        self._secret = ""
        if isinstance(error, Protected | WrongPassword) and self._path is not None and protected(self._path):
            self._ask_password(error)
        step = self.step()
        if step not in {"head", "columns", "values"} and self.outcome is None:
            self.plan, step = None, "file"
        self._show(step)
        self.fault.set(message, cure)
        self.fault.setVisible(True)
        self.fit()
