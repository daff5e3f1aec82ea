"""What somebody changed in a report by hand: each edit as it was and as it is, and one key to take or leave it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.changes import Done
from desktop.exchange import arrival, proposals
from desktop.exchange.arrival import Arrival
from desktop.exchange.proposals import Proposal
from ui.desk import Desk
from ui.row_model import Column, IdTableModel
from ui.row_table import RowTable
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.empty import ErrorCard
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel
from ui.widgets.progress import Progress
from ui.widgets.tabs import Tabs

WIDTH, HEIGHT = 960, 380


class HandDialog(Dialog):
    """1 takes, 2 leaves; with several rows chosen it is for all of them; 3 and 4 are rules for all that is listed.

    `settled` tells of it.
    """

    settled = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        words = QCoreApplication.translate(
            "HandDialog", "这些地方是导出以后在表格里手工改的。能收的请定一下，其余的只是告诉您，不会并入。"
        )
        super().__init__(desk.theme, QCoreApplication.translate("HandDialog", "手工改动"), words, WIDTH, parent)
        self.desk = desk
        self._all: dict[str, Proposal] = {}
        self._make_table()
        self._make_buttons()

    def begin(self, path: Path | None = None, password: str = "") -> None:
        """Open the window on what waits; with a file, on what was changed in that report of this branch as well."""
        self.open()
        if path is None:
            self._load()
            return
        self.progress.start(self.tr("正在读 {file}").format(file=path.name))
        self.desk.jobs.long.run(self, partial(arrival.read, path, password=password), self._on_read, self._on_failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if plain_key(event) in {"1", "2", "3", "4"}:
            self._on_letter(plain_key(event))
        else:
            super().keyPressEvent(event)

    def _make_table(self) -> None:
        theme = self.theme
        columns = [
            Column("kind", self.tr("怎么改的"), 110, sortable=False),
            Column("place", self.tr("哪里"), 150, sortable=False),
            Column("who", self.tr("谁的"), 110, sortable=False), Column("head", self.tr("哪一项"), 90, sortable=False),
            Column("before", self.tr("原来"), 200, sortable=False),
            Column("after", self.tr("改成"), 240, sortable=False, stretch=True),
        ]  # fmt: skip
        self.fault = ErrorCard(theme, "", parent=self)
        self.fault.setVisible(False)
        self.tabs = Tabs(theme, [("may", self.tr("可以收"), 0), ("told", self.tr("只是告诉您"), 0)], parent=self)
        self.tabs.changed.connect(self._on_tab)
        self.model = ProposalModel(columns, self._of, self)
        self.model.desk = self.desk
        self.table = RowTable(theme, self.model, self)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setAccessibleName(self.tr("手工改动"))
        self.table.nothing = self.tr("这里没有手工改动")
        self.table.setFixedHeight(theme.px(HEIGHT))
        self.table.letter.connect(self._on_letter)
        self.table.selection_changed.connect(self._on_selected)
        self.note = PlainLabel(theme, "", "caption", "text2", elide=True, parent=self)
        self.progress = Progress(theme, self)
        self.progress.cancel.hide()
        for widget in (self.fault, self.tabs, self.table, self.note, self.progress):
            self.body.addWidget(widget)

    def _make_buttons(self) -> None:
        theme = self.theme
        left = QHBoxLayout()
        left.setSpacing(8)
        self.unchanged_button = Button(theme, self.tr("收没人再改过的"), "ghost", keys="3", parent=self)
        self.unchanged_button.clicked.connect(self._on_unchanged)
        self.none_button = Button(theme, self.tr("全部不收"), "ghost", keys="4", parent=self)
        self.none_button.clicked.connect(self._on_none)
        left.addWidget(self.unchanged_button)
        left.addWidget(self.none_button)
        self.buttons.insertLayout(0, left)
        self.take_button = Button(theme, self.tr("收下"), "primary", keys="1", parent=self)
        self.take_button.clicked.connect(self._on_take)
        self.leave_button = Button(theme, self.tr("不收"), "secondary", keys="2", parent=self)
        self.leave_button.clicked.connect(self._on_leave)
        self.add_button(Button(theme, self.tr("关闭"), "ghost", keys="Esc", parent=self), "reject")
        self.add_button(self.leave_button)
        self.add_button(self.take_button)

    def _on_read(self, read: Arrival) -> None:
        actor = self.desk.actor
        self.desk.jobs.long.write(
            self, lambda session: arrival.offer(session, actor, read), self._on_offered, self._on_failed
        )

    def _on_offered(self, count: int) -> None:
        self.progress.stop()
        self._load()
        if not count:
            self.note.setText(self.tr("这份上报表导出后没有新的改动"))

    def _load(self) -> None:
        actor = self.desk.actor

        def work(session: Session) -> list[Proposal]:
            return proposals.waiting(session, actor)

        self.desk.jobs.read(self, work, self._on_waiting)

    def _of(self, ids: Sequence[str]) -> list[Proposal]:
        return [self._all[one] for one in ids]

    def _on_waiting(self, found: list[Proposal]) -> None:
        self._all = {one.id: one for one in found}
        counts = {"may": sum(one.may for one in found), "told": sum(not one.may for one in found)}
        for key, count in counts.items():
            self.tabs.set_count(key, count)
        self.note.setText("" if found else self.tr("都定好了"))
        key = self.tabs.value()
        self.tabs.set_value(key if counts[key] or not found else "may" if counts["may"] else "told")
        self._on_tab(self.tabs.value())
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_tab(self, key: str) -> None:
        ids = [one.id for one in self._all.values() if one.may == (key == "may")]
        self.model.set_ids(ids)
        if ids and self.table.current_id() is None:
            self.table.select_id(ids[0])
        may = key == "may"
        self.take_button.setVisible(may)
        self.unchanged_button.setVisible(may)
        self.leave_button.setText(self.tr("不收") if may else self.tr("知道了"))
        self.none_button.setText(self.tr("全部不收") if may else self.tr("都知道了"))
        for button in (self.take_button, self.leave_button, self.unchanged_button, self.none_button):
            button.setEnabled(bool(ids))
        self._on_selected()
        self.fit()

    @Slot()
    def _on_selected(self) -> None:
        one = self._all.get(self.table.current_id() or "")
        if one is not None:
            self.note.setText(f"{one.file}  {one.branch}".strip())

    @Slot(str)
    def _on_letter(self, letter: str) -> None:
        button = {
            "1": self.take_button, "2": self.leave_button, "3": self.unchanged_button, "4": self.none_button,
        }.get(letter)  # fmt: skip
        if button is not None and button.isVisibleTo(self) and button.isEnabled():
            button.click()

    @Slot()
    def _on_take(self) -> None:
        self._decide(self._chosen(), "taken")

    @Slot()
    def _on_leave(self) -> None:
        self._decide(self._chosen(), "left")

    @Slot()
    def _on_unchanged(self) -> None:
        self._decide(self.model.ids, "unchanged")

    @Slot()
    def _on_none(self) -> None:
        self._decide(self.model.ids, "left")

    def _chosen(self) -> list[str]:
        current = self.table.current_id()
        return self.table.selected_ids() or ([current] if current is not None else [])

    def _decide(self, ids: Sequence[str], rule: str) -> None:
        actor = self.desk.actor
        if ids:
            self.desk.jobs.write(
                self, lambda session: proposals.decide(session, actor, list(ids), rule), self._on_settled
            )

    def _on_settled(self, done: Done) -> None:
        self.settled.emit(done)
        self._load()

    def _on_failed(self, error: BaseException) -> None:
        self.progress.stop()
        message, cure = self.desk.words.render_both(error)
        if not hasattr(error, "cure"):
            self.desk.jobs.failed.emit(error)
            message, cure = self.tr("没有读成"), self.tr("程序出了错，数据没有改动。")
        self.fault.set(message, cure)
        self.fault.setVisible(True)
        for widget in (
            self.tabs,
            self.table,
            self.take_button,
            self.leave_button,
            self.unchanged_button,
            self.none_button,
        ):
            widget.setVisible(False)
        self.fit()


class ProposalModel(IdTableModel):
    """An edit in words."""

    desk: Desk

    def text_of(self, row: Proposal, key: str) -> str:
        if key in {"kind", "place", "head", "before", "after"}:
            return self.desk.words.text(getattr(row, key)) or "—"
        return super().text_of(row, key) or "—"
