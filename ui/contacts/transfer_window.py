"""转交: the work list of transfers and its record, and the question to whom contacts shall pass."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from db.actor import Actor
from desktop.contacts import transfer, transfer_list, transfer_proposals
from desktop.contacts.transfer import Limits
from desktop.contacts.transfer_list import Entry
from desktop.security.roles import Permission, Reach, reach
from ui.contacts.work_window import WorkWindow
from ui.page import Page
from ui.row_model import Column, IdTableModel
from ui.row_table import RowTable
from ui.widgets.button import Button
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel
from ui.widgets.tabs import Tabs

WIDTH: Final = 1040
HEIGHT: Final = 360


class Lists(NamedTuple):
    """What waits for the lead's word, what is to be done in WeCom, and what is settled."""

    proposed: list[Entry]
    planned: list[Entry]
    settled: list[Entry]


def read(session: Session, actor: Actor) -> tuple[Lists, Limits]:
    """The lists as this person may see them, and what WeCom allows."""
    lists = Lists(*(transfer_list.entries(session, actor, tab) for tab in Lists._fields))
    return lists, transfer.limits(session)


class TransferModel(IdTableModel):
    """Transfers by id."""

    def __init__(self, parent: QWidget) -> None:
        translate = QCoreApplication.translate
        columns = [
            Column("name", translate("Transfer", "客户"), 130, sortable=False),
            Column("phone", translate("Transfer", "手机"), 112, sortable=False),
            Column("from_name", translate("Transfer", "原来是"), 92, sortable=False),
            Column("to_name", translate("Transfer", "转给"), 92, sortable=False),
            Column("reason", translate("Transfer", "方式"), 96, sortable=False),
            Column("by_name", translate("Transfer", "谁报的"), 88, sortable=False),
            Column("decided", translate("Transfer", "谁定的"), 130, sortable=False),
            Column("state", translate("Transfer", "进展"), 100, sortable=False),
            Column("day", translate("Transfer", "日期"), 100, sortable=False, stretch=True),
        ]
        super().__init__(columns, self._find, parent)
        self.entries: dict[str, Entry] = {}

    def show_entries(self, entries: Sequence[Entry]) -> None:
        self.entries = {one.id: one for one in entries}
        self.set_ids(list(self.entries))

    def text_of(self, row: Entry, key: str) -> str:
        translate = QCoreApplication.translate
        if key == "reason":
            return translate("Transfer", "离职继承") if row.reason == "left" else translate("Transfer", "在职转交")
        if key == "state":
            return {
                "proposed": translate("Transfer", "等负责人"),
                "declined": translate("Transfer", "没同意"),
                "planned": translate("Transfer", "待办"),
                "done": translate("Transfer", "已转好"),
                "refused": translate("Transfer", "没转成"),
                "withdrawn": translate("Transfer", "已撤下"),
            }[row.state]
        if key == "decided":
            return f"{row.decided_name} {row.decided_at[5:10]}".strip() or "—"
        if key == "day":
            return (row.done_at or row.planned_at)[:10]
        return str(getattr(row, key)) or "—"

    def _find(self, ids: Sequence[str]) -> list[Entry]:
        return [self.entries[id_] for id_ in ids]


class TransferWindow(WorkWindow):
    """Y and N the lead's word; D done in WeCom, R came to nothing, W withdrawn; Shift and ↑↓ mark several, Ctrl+A all.

    ← and → change the list. A manager proposes: theirs are the keys of what they may take back.
    """

    def __init__(self, page: Page) -> None:
        super().__init__(page, self.tr("转交清单"), " ", WIDTH)
        theme = self.theme
        self.lists = Lists([], [], [])
        tabs = (("proposed", self.tr("等负责人")), ("planned", self.tr("要办的")), ("settled", self.tr("办过的")))
        self.tabs = Tabs(theme, [(key, words, 0) for key, words in tabs], self)
        self.tabs.changed.connect(self._show_entries)
        self.model = TransferModel(self)
        self.table = RowTable(theme, self.model, self)
        self.table.setAccessibleName(self.tr("转交清单"))
        self.table.setFixedHeight(theme.px(HEIGHT))
        self.table.selection_changed.connect(self._on_selection)
        self.follow_letters(self.table)
        self.note = PlainLabel(theme, "", "caption", "text2", elide=True, parent=self)
        for widget in (self.tabs, self.table, self.note):
            self.body.addWidget(widget)
        for button, slot in (
            (Button(theme, self.tr("同意"), "soft", "check", "Y", parent=self), self.agree),
            (Button(theme, self.tr("不同意"), keys="N", parent=self), self.decline),
            (Button(theme, self.tr("企微里转好了"), "soft", "check", "D", parent=self), self.finish),
            (Button(theme, self.tr("没转成"), keys="R", parent=self), self._on_refused),
            (Button(theme, self.tr("撤下"), keys="W", parent=self), self.withdraw),
            (Button(theme, self.tr("复制"), icon="copy", keys="C", parent=self), self.table.copy),
        ):
            self.add_key(button, slot)
        self.add_button(Button(theme, self.tr("关闭"), "ghost", keys="Esc", parent=self), "reject")
        self._fresh = True  # the first list that shows is the one with something to do
        self.read()
        self.table.setFocus()

    def read(self) -> None:
        actor = self.actor()
        self.page.read(lambda session: read(session, actor), self._on_read)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, key = list(Lists._fields), plain_key(event)
        step = {"Left": -1, "Right": 1}.get(key, 0)
        if step:
            self.tabs.set_value(keys[max(0, min(len(keys) - 1, keys.index(self.tabs.value()) + step))])
        else:
            super().keyPressEvent(event)

    @Slot()
    def agree(self) -> None:
        """Those that are marked may pass."""
        actor, chosen = self.actor(), self.table.selected_ids()
        self.write(lambda session: transfer_proposals.agree(session, actor, chosen))

    @Slot()
    def decline(self) -> None:
        """Those that are marked may not."""
        actor, chosen = self.actor(), self.table.selected_ids()
        self.write(lambda session: transfer_proposals.decline(session, actor, chosen))

    @Slot()
    def finish(self) -> None:
        """Those that are marked have been transferred in WeCom."""
        actor, chosen = self.actor(), self.table.selected_ids()
        self.write(lambda session: transfer.finish(session, actor, chosen))

    @Slot()
    def _on_refused(self) -> None:
        self.settle("refused")

    @Slot()
    def withdraw(self) -> None:
        """Those that are marked are not wanted any more, by the lead or by who proposed them."""
        actor, chosen = self.actor(), self.table.selected_ids()
        if self.tabs.value() == "proposed":
            self.write(lambda session: transfer_proposals.take_back(session, actor, chosen))
        else:
            self.settle("withdrawn")

    def settle(self, state: str) -> None:
        """Those that are marked come to nothing."""
        actor, chosen = self.actor(), self.table.selected_ids()
        self.write(lambda session: transfer.settle(session, actor, chosen, state))

    def _on_read(self, found: tuple[Lists, Limits]) -> None:
        lists, limits = found
        self.lists = lists
        rule = self.tr(
            "在企业微信管理后台照单分配，转好一位按一次 D；在职转交要客户同意，一位 {days} 天内最多转 {times} 次"
        )
        self.text.set_text(rule.format(days=limits.days, times=limits.times))
        for key, entries in lists._asdict().items():
            self.tabs.set_count(key, len(entries))
        if self._fresh and not lists.proposed:
            self.tabs.set_value("planned")
        self._fresh = False
        self._show_entries()
        self.shown.emit()

    @Slot()
    def _show_entries(self) -> None:
        before = max(0, self.table.currentIndex().row())
        entries = getattr(self.lists, self.tabs.value())
        self.model.show_entries(entries)
        if entries and self.table.current_id() is None:
            self.table.select_id(entries[min(before, len(entries) - 1)].id)
        self._on_selection()

    @Slot()
    def _on_selection(self) -> None:
        lead = reach(self.actor(), Permission.TRANSFER) is Reach.BRANCH
        chosen, tab = self.table.selected_ids(), self.tabs.value()
        mine = all(self.model.entries[one].mine for one in chosen)
        may = {"proposed": "YN" if lead else "", "planned": "DRW" if lead else "", "settled": ""}[tab]
        may += "W" if tab == "proposed" and mine else ""
        for key in "YNDRW":
            self.buttons_by_key[key].setEnabled(key in may and bool(chosen))
        for key in "YNDR":
            self.buttons_by_key[key].setVisible(lead and (tab == "proposed") is (key in "YN"))
        self.buttons_by_key["C"].setEnabled(bool(chosen))
        text = self.tr("选中 {count} 位").format(count=len(chosen)) if chosen else ""
        self.note.setText(text if lead and self.model.ids else self._note(tab, lead=lead))

    def _note(self, tab: str, *, lead: bool) -> str:
        """What there is to know of a list that is empty, or that this person only looks at."""
        if not self.model.ids:
            none = self.tr("没有等负责人定的")
            return {
                "proposed": none if lead else self.tr("在客户列表里选好自己的客户，按 Ctrl J 报给负责人"),
                "planned": self.tr("没有要转交的：在客户列表里选好人，按 Ctrl J"),
                "settled": self.tr("还没有办过"),
            }[tab]
        if tab == "proposed":
            return self.tr("负责人同意后列进要办的；自己报的可以按 W 撤下")
        return self.tr("您可以看；由网点负责人来办")
