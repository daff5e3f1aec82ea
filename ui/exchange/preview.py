"""The dry run of an import: in one line what it comes to, then its rows by tabs, cells to be mended in place."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.exchange import intake
from desktop.exchange.aside import SHOWN
from desktop.exchange.mapping import LEFT_OUT
from desktop.exchange.plan import Entry, Plan
from desktop.exchange.wecom import Fault
from desktop.words import Words
from ui.exchange.preview_table import FIRST, MOST_COLUMNS, Line, PreviewModel, PreviewTable, line
from ui.row_model import Column
from ui.theme import Theme
from ui.widgets.banner import AnswerBanner
from ui.widgets.label import PlainLabel
from ui.widgets.tabs import Tabs

TABS = ("refused", "warned", "new", "changed", "lost", "same")


class Preview(QWidget):
    """Shows a plan; `edited` sends the row and column of the file (from 1) and the new text of a cell."""

    edited = Signal(int, int, str)
    accepted = Signal()

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self.plan = words, None
        self.banner = AnswerBanner(theme, parent=self)
        self.note = PlainLabel(theme, "", "caption", "text2", elide=True, parent=self)
        self.tabs = Tabs(theme, [
            ("new", self.tr("新增"), 0), ("changed", self.tr("更新"), 0), ("same", self.tr("不变"), 0),
            ("lost", self.tr("疑似流失"), 0), ("refused", self.tr("拒收"), 0), ("warned", self.tr("提示"), 0),
        ], parent=self)  # fmt: skip
        self.tabs.changed.connect(self._on_tab)
        self._lines: list[Line] = []
        self._first = [
            Column("row", self.tr("行"), 70, sortable=False),
            Column("title", self.tr("内容"), 150, sortable=False),
            Column("detail", self.tr("说明"), 340, sortable=False),
        ]
        self.model = PreviewModel(self._first, lambda numbers: [self._lines[number] for number in numbers], self)
        self.table = PreviewTable(theme, self.model, self)
        self.table.setAccessibleName(self.tr("导入预览"))
        self.table.edited.connect(self.edited)
        self.table.accepted.connect(self.accepted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        for widget in (self.banner, self.note, self.tabs):
            column.addWidget(widget)
        column.addWidget(self.table, 1)

    def show_plan(self, plan: Plan) -> None:
        """Show a plan, from the first tab that has anything."""
        self.plan: Plan | None = plan
        counts = plan.counts
        for key in TABS:
            self.tabs.set_count(key, counts["suspected_lost" if key == "lost" else key])
        kind = self._words.text(intake.RECORDS[plan.kind])
        title = self.tr("{kind}：新增 {new}，更新 {changed}，不变 {same}，拒收 {refused}").format(kind=kind, **counts)
        place = self.tr("{file}，工作表 {sheet}，表头在第 {row} 行").format(
            file=plan.file, sheet=plan.sheet, row=plan.head_row
        )
        self.banner.set("warn" if plan.refused_rows else "ok", "file-check", title, place)
        self.note.setText(self._remark(plan))
        self._set_columns(plan)
        self.show_tab("")

    def show_done(self, message: str) -> None:
        """It has been taken in: what came of it, and what may still be done."""
        self.banner.set("ok", "circle-check", self.tr("已导入"), message)
        refused = self.plan is not None and bool(self.plan.refused_rows)
        mend = self.tr("拒收的行按 Ctrl S 存出来，改好再导入；整次导入可以按 Ctrl Z 撤销。")
        self.note.setText(mend if refused else self.tr("整次导入可以按 Ctrl Z 撤销。"))

    def show_tab(self, key: str) -> None:
        """Show a tab; the first that has anything when this one has nothing."""
        if not self._entries(key):
            key = next(
                (one for one in ("new", "changed", "lost", "refused", "warned", "same") if self._entries(one)), "new"
            )
        self.tabs.set_value(key)
        self._on_tab(key)

    def _set_columns(self, plan: Plan) -> None:
        """The columns of the file beside what is said of each row."""
        columns = list(self._first)
        targets = plan.mapping.targets if plan.mapping else ()
        for number, target in enumerate(targets[:MOST_COLUMNS], 1):
            head = plan.heads[number - 1] if number <= len(plan.heads) else ""
            if target != LEFT_OUT:
                columns.append(Column(str(number), head, 120, sortable=False))
        self.model.set_columns(columns)
        self.table.set_widths()

    def _remark(self, plan: Plan) -> str:
        if plan.refused_rows:
            return self.tr("拒收的行可以在表里按 F2 改好，或存出来改；其余的照常导入。")
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
                 "refused": self.plan.refused, "warned": self.plan.warned, "same": self.plan.unchanged}  # fmt: skip
        return lists.get(key, [])

    @Slot(str)
    def _on_tab(self, key: str) -> None:
        plan = self.plan
        self._lines = [line(one, plan, self._words) for one in self._entries(key)[:SHOWN]] if plan else []
        self.model.set_ids(list(range(len(self._lines))))
        if self._lines:
            self.table.setCurrentIndex(self.model.index(0, FIRST if self._lines[0].cells else 0))
            self.table.to_fault()
