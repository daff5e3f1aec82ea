"""The card of the week's report: figures, what is missing before it is sent, a look at it, and the export."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop.changes import Done
from desktop.exchange import report
from desktop.exchange.report import Check
from desktop.insights.metrics import Figures, Period
from desktop.security.roles import Permission, allowed
from ui.desk import Desk
from ui.exchange.figures import FigureGrid
from ui.exchange.password_dialog import PasswordLink
from ui.exchange.report_dialog import ReportDialog
from ui.exchange.words import check_line
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.label import PlainLabel
from ui.widgets.paragraph import Paragraph
from ui.widgets.progress import Progress
from ui.widgets.segmented import Segmented

SHOWN = ("contacts", "adds", "lost", "interactions", "tasks_done", "groups", "on_time", "tagged")


class ReportCard(Card):
    """`written` tells of the report once it lies in its folder, `failed` of why it does not."""

    written = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        theme = desk.theme
        super().__init__(theme, parent=parent)
        self.desk = desk
        self.may_report = allowed(desk.actor, Permission.REPORT)
        translate = QCoreApplication.translate
        self.head = PlainLabel(theme, translate("ExchangePage", "上报表"), "heading", parent=self)
        self.period = PlainLabel(theme, "", token="text2", elide=True, parent=self)
        self.grid = FigureGrid(theme, desk.words, SHOWN, parent=self)
        self.checks = Paragraph(theme, "", "table", "text2", parent=self)
        self.export_button = Button(
            theme, translate("ExchangePage", "导出上报表"), "primary", "file-output", "Ctrl E", parent=self
        )
        self.export_button.setShortcut("Ctrl+E")
        self.export_button.clicked.connect(self.export)
        self.look_button = Button(theme, translate("ExchangePage", "先看一眼"), "ghost", "eye", "V", parent=self)
        self.look_button.clicked.connect(self.look)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.export_button)
        buttons.addWidget(self.look_button)
        buttons.addStretch(1)
        self.password_link = PasswordLink(theme, self)
        what = [("lacks", translate("ReportCard", "总行没有的")), ("all", translate("ReportCard", "全部"))]
        self.range = Segmented(theme, what, self)
        self.range.setAccessibleName(translate("ReportCard", "带哪些记录"))
        last = QHBoxLayout()
        last.setSpacing(12)
        last.addWidget(self.range)
        last.addWidget(self.password_link)
        last.addStretch(1)
        for widget in (self.export_button, self.look_button, self.password_link, self.range):
            widget.setEnabled(self.may_report)
        self.progress = Progress(theme, self)
        self.progress.cancel.hide()
        for widget in (self.head, self.period, self.grid, self.checks):
            self.body.addWidget(widget)
        self.body.addLayout(buttons)
        self.body.addLayout(last)
        self.body.addWidget(self.progress)

    def set(self, week: Period, figures: Figures, checks: Sequence[Check]) -> None:
        """Say how the week stands, and what is missing in it."""
        translate = QCoreApplication.translate
        number = int(week.name[-2:])
        self.head.setText(translate("ExchangePage", "上报表 第 {week} 周").format(week=number))
        words = translate("ExchangePage", "{first} 至 {last}，{branch}")
        self.period.setText(words.format(first=week.first, last=week.last, branch=self.desk.branch_name))
        self.grid.set(figures)
        lines = [f"· {check_line(check)}" for check in checks]
        fine = translate("ExchangePage", "自查通过：归属、同意、跟进都齐")
        reserved = translate("ExchangePage", "上报表由网点负责人导出")
        self.checks.set_text(reserved if not self.may_report else "\n".join(lines) or fine)

    @Slot()
    def look(self) -> None:
        """The sheets as they would leave."""
        if self.may_report:
            dialog = ReportDialog(self.desk, self)
            dialog.export_wanted.connect(self.export)
            dialog.begin()

    @Slot()
    def export(self) -> None:
        """Ask for a folder and write the report there."""
        if not self.may_report:
            return
        self.desk.paths.output.mkdir(parents=True, exist_ok=True)
        words = QCoreApplication.translate("ExchangePage", "存到哪个文件夹")
        folder = QFileDialog.getExistingDirectory(self, words, str(self.desk.paths.output))
        if folder:
            self.export_to(Path(folder))

    def export_to(self, folder: Path) -> None:
        """Write the report into a folder, off the GUI thread."""
        actor = self.desk.actor
        self.export_button.setEnabled(False)
        self.progress.start(QCoreApplication.translate("ExchangePage", "正在写上报表"))
        store, words, secret = self.desk.store, self.desk.words, self.password_link.password
        whole = self.range.value() == "all"
        self.desk.jobs.long.run(
            self, lambda: report.export(store, actor, folder, words, secret, whole=whole).done, self._on_exported,
            self._on_failed,
        )  # fmt: skip

    def _on_exported(self, done: Done) -> None:
        self.progress.stop()
        self.export_button.setEnabled(True)
        self.written.emit(done)

    def _on_failed(self, error: BaseException) -> None:
        self.progress.stop()
        self.export_button.setEnabled(self.may_report)
        self.failed.emit(error)
