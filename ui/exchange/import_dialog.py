"""Taking in a file: choose or drop it, see what it would do, do it, undo it, keep the refused rows."""

from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedLayout, QWidget

from desktop.changes import Done
from desktop.exchange import incoming, intake
from desktop.exchange.aside import SHOWN, Aside
from desktop.exchange.plan import Entry, Plan
from desktop.exchange.wecom import Fault
from desktop.undo import undo
from desktop.words import Words
from ui.desk import Desk
from ui.row_model import Column, IdTableModel
from ui.row_table import RowTable
from ui.widgets.banner import AnswerBanner
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.empty import EmptyState, ErrorCard
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel
from ui.widgets.progress import Progress
from ui.widgets.tabs import Tabs

WIDTH, HEIGHT = 820, 360


class Line(NamedTuple):
    """A row of the preview."""

    row: str
    title: str
    detail: str


class ImportDialog(Dialog):
    """`taken` tells of the import, and of its undo, so that the window can show a toast and refresh the pages."""

    taken = Signal(object)
    pack_met = Signal(object)  # the path of a file that is no table but came from head office

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, QCoreApplication.translate("ImportDialog", "导入"), width=WIDTH, parent=parent)
        self.desk = desk
        self.plan: Plan | None = None
        self.outcome: Done | None = None
        self._path: Path | None = None
        self._aside = Aside(desk.store, desk.actor)
        self.finished.connect(self._on_finished)
        self.setAcceptDrops(True)
        self._make_views()
        self._make_buttons()
        self._show(self.start_view)

    def begin(self, path: Path | None = None) -> None:
        """Open the window, with a file that was dropped elsewhere or without."""
        self.open()
        if path is not None:
            self.look_at(path)

    def look_at(self, path: Path) -> None:
        """Read a file and show what taking it in would do; changes nothing."""
        if incoming.is_ours(path):
            self.reject()
            self.pack_met.emit(path)
            return
        self._path, self.plan, self.outcome = path, None, None
        self.progress.start(self.tr("正在读 {file}").format(file=path.name))
        self.desk.jobs.long.run(self, partial(self._aside.plan, path), self._on_plan, self._on_failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if plain_key(event) == "Enter" and self.take_button.isVisible():
            self._on_take()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.look_at(local_files(event)[0])

    def _make_views(self) -> None:
        theme = self.theme
        self.start_view = EmptyState(
            theme, "file-input", self.tr("把文件拖到这里，或选一个"),
            self.tr("企业微信管理后台导出的客户列表、通讯录、客户群列表；原样的 .xlsx 就行"), parent=self,
        )  # fmt: skip
        self.fault = ErrorCard(theme, "", parent=self)
        self.banner = AnswerBanner(theme, parent=self)
        self.note = PlainLabel(theme, "", "caption", "text2", elide=True, parent=self)
        self.tabs = Tabs(theme, [
            ("new", self.tr("新增"), 0), ("changed", self.tr("更新"), 0), ("lost", self.tr("疑似流失"), 0),
            ("refused", self.tr("拒收"), 0), ("warned", self.tr("提示"), 0),
        ], parent=self)  # fmt: skip
        self.tabs.changed.connect(self._on_tab)
        self._lines: list[Line] = []
        columns = [
            Column("row", self.tr("行"), 70, sortable=False),
            Column("title", self.tr("内容"), 180, sortable=False),
            Column("detail", self.tr("说明"), 420, sortable=False),
        ]
        self.model = IdTableModel(columns, lambda numbers: [self._lines[number] for number in numbers], self)
        self.table = RowTable(theme, self.model, self)
        self.table.setAccessibleName(self.tr("导入预览"))
        preview = QWidget(self)
        self._preview_stack = QStackedLayout(preview)
        self._preview_stack.addWidget(self.table)
        self.view = QWidget(self)
        self._stack = QStackedLayout(self.view)
        self._stack.addWidget(self.start_view)
        self._stack.addWidget(preview)
        self.preview = preview
        self.view.setFixedHeight(theme.px(HEIGHT) - 60)
        self.progress = Progress(theme, self)
        self.progress.cancel.hide()
        for widget in (self.fault, self.banner, self.note, self.tabs, self.view, self.progress):
            self.body.addWidget(widget)

    def _make_buttons(self) -> None:
        theme = self.theme
        self.choose_button = Button(theme, self.tr("选文件"), "secondary", "folder-open", "Ctrl O", parent=self)
        self.choose_button.clicked.connect(self._on_choose)
        self.save_button = Button(theme, self.tr("存拒收行"), "secondary", "file-output", parent=self)
        self.save_button.clicked.connect(self._on_save_refused)
        self.undo_button = Button(theme, self.tr("撤销这次导入"), "ghost", "undo-2", parent=self)
        self.undo_button.clicked.connect(self._on_undo)
        self.close_button = Button(theme, self.tr("关闭"), "ghost", keys="Esc", parent=self)
        self.take_button = Button(theme, self.tr("导入"), "primary", "check", "↵", parent=self)
        self.take_button.clicked.connect(self._on_take)
        left = QHBoxLayout()
        left.setSpacing(8)
        for button in (self.choose_button, self.save_button, self.undo_button):
            left.addWidget(button)
        self.buttons.insertLayout(0, left)
        self.add_button(self.close_button, "reject")
        self.add_button(self.take_button)
        self.choose_button.setShortcut("Ctrl+O")

    def _show(self, view: QWidget) -> None:
        """Show one of the views, and what belongs to it."""
        planned = self.plan is not None
        self._stack.setCurrentWidget(view)
        self.fault.setVisible(False)
        for widget in (self.banner, self.note, self.tabs):
            widget.setVisible(planned)
        self.take_button.setVisible(planned and self.outcome is None)
        self.undo_button.setVisible(self.outcome is not None and bool(self.outcome.batch))
        self.save_button.setVisible(planned and bool(self.plan and self.plan.refused_rows))
        if self.isVisible():
            self.fit()

    @Slot()
    def _on_finished(self) -> None:
        self.desk.jobs.long.run(self, self._aside.close)

    @Slot()
    def _on_choose(self) -> None:
        words = self.tr("Excel 文件 (*.xlsx);;所有文件 (*)")
        file, _ = QFileDialog.getOpenFileName(self, self.tr("选要导入的文件"), "", words)
        if file:
            self.look_at(Path(file))

    def _on_plan(self, plan: Plan) -> None:
        self.progress.stop()
        self.plan = plan
        counts = plan.counts
        for key, number in (("new", "new"), ("changed", "changed"), ("lost", "suspected_lost"), ("refused", "refused"),
                            ("warned", "warned")):  # fmt: skip
            self.tabs.set_count(key, counts[number])
        words = self.desk.words
        kind = words.text(intake.RECORDS[plan.kind])
        title = self.tr("{kind}：新增 {new}，更新 {changed}，不变 {same}，拒收 {refused}").format(kind=kind, **counts)
        place = self.tr("{file}，工作表 {sheet}，表头在第 {row} 行").format(
            file=plan.file, sheet=plan.sheet, row=plan.head_row
        )
        self.banner.set("warn" if plan.refused_rows else "ok", "file-check", title, place)
        self.note.setText(self._remark(plan))
        first = next((key for key in ("new", "changed", "lost", "refused", "warned") if self._entries(key)), "new")
        self.tabs.set_value(first)
        self._on_tab(first)
        self._show(self.preview)
        self.take_button.setEnabled(bool(plan.changes))
        self.take_button.setFocus()

    def _remark(self, plan: Plan) -> str:
        if plan.partial:
            return self.tr("这份文件只有一部分客户，不据此判断谁流失。")
        if plan.unknown_heads:
            return self.tr("不认识的列原样保留：{heads}").format(heads="、".join(plan.unknown_heads))
        if not plan.changes:
            return self.tr("和现有资料一样，没有要改的。")
        return self.tr("还没有改动任何数据；空白的格子不会覆盖已有内容。")

    def _entries(self, key: str) -> list[Entry] | list[Fault]:
        if self.plan is None:
            return []
        lists = {"new": self.plan.new, "changed": self.plan.changed, "lost": self.plan.suspected_lost,
                 "refused": self.plan.refused, "warned": self.plan.warned}  # fmt: skip
        return lists[key]

    @Slot(str)
    def _on_tab(self, key: str) -> None:
        words = self.desk.words
        self._lines = [line(one, words) for one in self._entries(key)[:SHOWN]]
        self.model.set_ids(list(range(len(self._lines))))

    @Slot()
    def _on_take(self) -> None:
        if self.plan is None or self.outcome is not None or not self.plan.changes:
            return
        self.take_button.setEnabled(False)
        self.progress.start(self.tr("正在导入"))
        self.desk.jobs.long.run(self, self._aside.apply, self._on_done, self._on_failed)

    def _on_done(self, done: Done) -> None:
        self.progress.stop()
        self.outcome = done
        self.banner.set("ok", "circle-check", self.tr("已导入"), self.desk.words.text(done.message))
        self._show(self.preview)
        self.close_button.setFocus()
        self.taken.emit(done)

    @Slot()
    def _on_undo(self) -> None:
        if self.outcome is None:
            return
        batch, actor = self.outcome.batch, self.desk.actor
        self.desk.jobs.long.write(self, lambda session: undo(session, actor, batch), self._on_undone, self._on_failed)

    def _on_undone(self, done: Done) -> None:
        self.outcome = self.plan = None
        self.taken.emit(done)
        if self._path is not None:
            self.look_at(self._path)

    @Slot()
    def _on_save_refused(self) -> None:
        if self.plan is None:
            return
        suggested = str(self.desk.paths.output / f"{Path(self.plan.file).stem}_拒收.xlsx")
        file, _ = QFileDialog.getSaveFileName(self, self.tr("存拒收行"), suggested, self.tr("Excel 文件 (*.xlsx)"))
        if file:
            plan = self.plan
            self.desk.jobs.run(self, lambda: intake.write_refused(plan, Path(file)), self._on_saved, self._on_failed)

    def _on_saved(self, path: Path) -> None:
        self.note.setText(self.tr("已存 {file}，改好后可以直接再导入。").format(file=path.name))

    def _on_failed(self, error: BaseException) -> None:
        self.progress.stop()
        message, cure = self.desk.words.render_both(error)
        if not hasattr(error, "cure"):
            self.desk.jobs.failed.emit(error)
            message, cure = self.tr("没有导入"), self.tr("程序出了错，数据没有改动。")
        self.plan = None if self.outcome is None else self.plan
        self._show(self.start_view)
        self.fault.set(message, cure)
        self.fault.setVisible(True)
        self.fit()


def line(one: Entry | Fault, words: Words) -> Line:
    """A row of the preview from an entry or a fault."""
    if isinstance(one, Fault):
        return Line(str(one.row), one.head, words.text(one.reason))
    return Line(str(one.row or "—"), one.title, one.detail)


def local_files(event: QDropEvent) -> list[Path]:
    """Dropped files of this PC; a file of a network share, which Qt calls local too, is left out."""
    if not event.mimeData().hasUrls() or not event.possibleActions() & Qt.DropAction.CopyAction:
        return []
    paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return [Path(path) for path in paths if path and not path.startswith(("//", "\\\\"))]
