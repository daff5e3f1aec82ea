"""转交: the work list of transfers and its record, and the question to whom contacts shall pass."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from db.actor import Actor
from desktop import people
from desktop.contacts import transfer
from desktop.contacts.transfer import Checked, Entry, Limits
from desktop.people import Person
from desktop.security.roles import Permission, Reach, reach
from desktop.words import Words
from ui.contacts.work_window import WorkWindow
from ui.page import Page
from ui.row_model import Column, IdTableModel
from ui.row_table import RowTable
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import ComboBox, Labelled
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel
from ui.widgets.paragraph import Paragraph
from ui.widgets.tabs import Tabs

WIDTH: Final = 900
HEIGHT: Final = 360
NAMED: Final = 5
"""Contacts that cannot pass and are named in the question."""


class Lists(NamedTuple):
    """What waits, and what is settled."""

    planned: list[Entry]
    settled: list[Entry]


def read(session: Session, actor: Actor) -> tuple[Lists, Limits]:
    """Both lists as this person may see them, and what WeCom allows."""
    lists = Lists(transfer.entries(session, actor), transfer.entries(session, actor, done=True))
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
            Column("state", translate("Transfer", "进展"), 96, sortable=False),
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
                "planned": translate("Transfer", "待办"),
                "done": translate("Transfer", "已转好"),
                "refused": translate("Transfer", "没转成"),
                "withdrawn": translate("Transfer", "已撤下"),
            }[row.state]
        if key == "day":
            return (row.done_at or row.planned_at)[:10]
        return str(getattr(row, key)) or "—"

    def _find(self, ids: Sequence[str]) -> list[Entry]:
        return [self.entries[id_] for id_ in ids]


class TransferWindow(WorkWindow):
    """D done in WeCom, R came to nothing, W withdrawn; Shift and ↑↓ mark several, Ctrl+A all."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, self.tr("转交清单"), " ", WIDTH)
        theme = self.theme
        self.lists = Lists([], [])
        self.tabs = Tabs(theme, [("planned", self.tr("要办的"), 0), ("settled", self.tr("办过的"), 0)], self)
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
            (Button(theme, self.tr("企微里转好了"), "soft", "check", "D", parent=self), self.finish),
            (Button(theme, self.tr("没转成"), keys="R", parent=self), self._on_refused),
            (Button(theme, self.tr("撤下"), keys="W", parent=self), self._on_withdrawn),
            (Button(theme, self.tr("复制"), icon="copy", keys="C", parent=self), self.table.copy),
        ):
            self.add_key(button, slot)
        self.add_button(Button(theme, self.tr("关闭"), "ghost", keys="Esc", parent=self), "reject")
        self.read()
        self.table.setFocus()

    def read(self) -> None:
        actor = self.actor()
        self.page.read(lambda session: read(session, actor), self._on_read)

    @Slot()
    def finish(self) -> None:
        """Those that are marked have been transferred in WeCom."""
        actor, chosen = self.actor(), self.table.selected_ids()
        self.write(lambda session: transfer.finish(session, actor, chosen))

    @Slot()
    def _on_refused(self) -> None:
        self.settle("refused")

    @Slot()
    def _on_withdrawn(self) -> None:
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
        may = reach(self.actor(), Permission.TRANSFER) is Reach.BRANCH
        chosen, planned = self.table.selected_ids(), self.tabs.value() == "planned"
        for key in "DRW":
            self.buttons_by_key[key].setEnabled(may and planned and bool(chosen))
        self.buttons_by_key["C"].setEnabled(bool(chosen))
        text = self.tr("选中 {count} 位").format(count=len(chosen)) if chosen else ""
        if not self.model.ids:
            text = self.tr("没有要转交的：在客户列表里选好人，按 Ctrl J") if planned else self.tr("还没有办过")
        self.note.setText(text if may else self.tr("您可以看；转交请网点负责人来办"))


class TransferDialog(Dialog):
    """To whom: the list of the staff, and who cannot pass and why. Sends `chosen` with the id of a member of staff."""

    chosen = Signal(str)
    staff_changed = Signal(str)

    def __init__(self, theme: Theme, words_: Words, count: int, staff: Sequence[Person], parent: QWidget) -> None:
        title = self.tr("{count} 位转交给谁？").format(count=f"{count:,}")
        words = self.tr("先列进清单，在企业微信管理后台转好以后再记下；没做完的下一步会跟着走")
        super().__init__(theme, title, words, 420, parent)
        self._words = words_
        self.staff = ComboBox(theme, "user-round", self)
        self.staff.set_choices([(one.id, self._name(one)) for one in staff])
        self.staff.currentIndexChanged.connect(self._on_staff)
        self.body.addWidget(Labelled(theme, self.tr("接手的人（↑↓ 换）"), self.staff, parent=self))
        self.check = Paragraph(theme, "", "caption", "text2", parent=self)
        self.body.addWidget(self.check)
        self.add_button(Button(theme, self.tr("取消"), "ghost", keys="Esc", parent=self), "reject")
        self.yes = self.add_button(Button(theme, self.tr("列入清单"), "primary", "check", "↵", parent=self))
        self.yes.clicked.connect(self.save)
        self.staff.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_check(self, checked: Checked) -> None:
        """Who can pass, and why the others cannot."""
        text = self.tr("{count} 位可以转").format(count=len(checked.fit))
        if checked.refused:
            text = self.tr("{count} 位可以转，{left} 位不行：").format(
                count=len(checked.fit), left=len(checked.refused)
            )
            line = self.tr("{name}：{why}")
            told = [line.format(name=one.name, why=self._words.text(one.why)) for one in checked.refused[:NAMED]]
            text = "\n".join([text, *told, *(["…"] if len(checked.refused) > NAMED else [])])
        self.check.set_text(text)
        self.yes.setEnabled(bool(checked.fit))
        if self.isVisible():
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if plain_key(event) == "Enter":
            self.save()
        else:
            super().keyPressEvent(event)

    @Slot()
    def save(self) -> None:
        if self.yes.isEnabled():
            self.chosen.emit(str(self.staff.currentData()))
            self.accept()

    @Slot()
    def _on_staff(self) -> None:
        self.staff_changed.emit(str(self.staff.currentData()))

    def _name(self, person: Person) -> str:
        return self.tr("{name}（{branch}）").format(name=person.name, branch=person.branch_name)


class Asked(NamedTuple):
    """The contacts that are to pass, and to whom they can."""

    contacts: list[str]
    staff: list[Person]


def asked(session: Session, actor: Actor, contacts: list[str]) -> Asked:
    """One's own branch first; whoever holds all of them already is not offered."""
    found = sorted(people.staff(session), key=lambda one: one.branch != actor.branch)
    owners = transfer.owners(session, contacts)
    return Asked(contacts, [one for one in found if owners != {one.id}])
