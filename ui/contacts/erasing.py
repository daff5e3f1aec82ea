"""The customer's right to be forgotten, as windows: the question with what goes, and the register."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.changes import Done
from desktop.contacts import erasure
from desktop.contacts.erasure import Entry, Going
from ui.desk import Desk
from ui.page import Page
from ui.row_model import Column, IdTableModel
from ui.row_table import RowTable
from ui.widgets.button import Button
from ui.widgets.check import CheckBox
from ui.widgets.chip import Chip
from ui.widgets.dialog import Dialog
from ui.widgets.flow import FlowLayout
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel
from ui.widgets.paragraph import Paragraph
from ui.widgets.segmented import Segmented

WIDTH = 460
REGISTER_WIDTH, REGISTER_HEIGHT = 720, 220


class Erasing(QObject):
    """Belongs to a page, whose desk it uses; `dialog` is the window that is open."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.page = page
        self.dialog: Dialog | None = None

    def ask(self, contact: str) -> None:
        """Read what would go, then ask."""
        actor = self.page.desk.actor
        self.page.read(lambda session: erasure.what_goes(session, actor, contact), self._on_going)

    def register(self) -> None:
        """Open the register."""
        self.dialog = RegisterDialog(self.page)
        self.dialog.begin()

    def _on_going(self, going: Going) -> None:
        dialog = ErasureDialog(self.page.desk, going, self.page)
        dialog.decided.connect(partial(self._on_decided, going.contact))
        self.dialog = dialog
        dialog.open()

    def _on_decided(self, contact: str, how: str, reason: str) -> None:
        actor = self.page.desk.actor
        act = erasure.erase if how == "erase" else erasure.store_only
        self.page.write(lambda session: act(session, actor, contact, reason))


class ErasureDialog(Dialog):
    """Storage only or erased for good, why, and that the customer is who they say; sends `decided`."""

    decided = Signal(str, str)

    def __init__(self, desk: Desk, going: Going, parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        title = translate("ErasureDialog", "{name} 不再让我们用资料").format(name=going.name)
        super().__init__(desk.theme, title, width=WIDTH, parent=parent)
        self.desk, self.going = desk, going
        theme = desk.theme
        choices = [("store", self.tr("仅存储")), ("erase", self.tr("彻底删除"))]
        self.how = Segmented(theme, choices, self)
        self.how.changed.connect(self._on_how)
        self.told = Paragraph(theme, "", "table", parent=self)
        self.note = Paragraph(theme, "", "caption", "text2", parent=self)
        self._holder = QWidget(self)
        self._flow = FlowLayout(self._holder, 6)
        self.chips: list[Chip] = []
        self.checked = CheckBox(theme, self.tr("已核实是本人的要求"), "V", self)
        self.checked.toggled.connect(self._on_checked)
        for widget in (self.how, self.told, PlainLabel(theme, self.tr("原因"), "caption", "text2", parent=self),
                       self._holder, self.checked, self.note):  # fmt: skip
            self.body.addWidget(widget)
        self.add_button(Button(theme, self.tr("取消"), "ghost", keys="Esc", parent=self), "reject")
        self.yes = self.add_button(Button(theme, "", "danger", "trash-2", "↵", parent=self))
        self.yes.clicked.connect(self._on_yes)
        self._on_how("store")

    def reason(self) -> str:
        return list(self._reasons)[self._chosen]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = plain_key(event)
        if key.isdigit() and 0 < int(key) <= len(self.chips):
            self._choose(int(key) - 1)
        elif key in {"Left", "Right"}:
            self.how.set_value("erase" if key == "Right" else "store")
        elif key == "V":
            self.checked.toggle()
        elif key == "Enter":
            self._on_yes()
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _on_how(self, how: str) -> None:
        """Say what the choice means and what goes."""
        words = self.desk.words
        self._reasons = erasure.ERASE_REASONS if how == "erase" else erasure.STORE_REASONS
        self._flow.clear()
        self.chips = []
        for number, reason in enumerate(self._reasons.values()):
            chip = Chip(self.theme, words.text(reason), digit=str(number + 1), parent=self._holder)
            chip.clicked.connect(partial(self._choose, number))
            self._flow.addWidget(chip)
            chip.show()
            self.chips.append(chip)
        parts = [self.tr("{part} {count} 条").format(part=words.text(erasure.PARTS[entity]), count=count)
                 for entity, count in self.going.parts.items()]  # fmt: skip
        listed = self.tr("、").join([self.tr("姓名、电话、备注等资料"), *parts])
        self.told.set_text(self._meaning(how).format(parts=listed))
        self.note.set_text(self._remark(how))
        self.yes.setText(self.tr("彻底删除") if how == "erase" else self.tr("转为仅存储"))
        self.checked.setVisible(how == "erase")
        self._choose(0)
        self._on_checked()
        if self.isVisible():
            self.fit()

    def _meaning(self, how: str) -> str:
        if how == "erase":
            return self.tr("会删掉：{parts}。本机、操作记录里都不再有，以后导入也不收；别的电脑和总行收到文件后一样。")
        return self.tr("从名单、任务、上报和导出里拿走，也不再更新；资料还在：{parts}。以后可以恢复，或再彻底删除。")

    def _remark(self, how: str) -> str:
        if how == "erase":
            return self.tr("不能撤销。以前的备份里还有，从备份恢复时会再删一次；已发出的文件请通知对方删除。")
        return self.tr("适合法定保存期限没到、还不能删的；可以撤销。")

    @Slot()
    def _on_checked(self) -> None:
        self.yes.setEnabled(self.how.value() == "store" or self.checked.isChecked())

    def _choose(self, number: int) -> None:
        self._chosen = number
        for index, chip in enumerate(self.chips):
            chip.set_selected(index == number)

    @Slot()
    def _on_yes(self) -> None:
        if self.yes.isEnabled():
            self.decided.emit(self.how.value(), self.reason())
            self.accept()


class RegisterDialog(Dialog):
    """Who was erased, and who is in storage only and may be taken back or erased."""

    def __init__(self, page: Page) -> None:
        translate = QCoreApplication.translate
        words = translate("RegisterDialog", "删除的只留时间、经办人和原因，名字已经没有了；仅存储的可以恢复。")
        title = translate("RegisterDialog", "删除和仅存储登记")
        super().__init__(page.theme, title, words, REGISTER_WIDTH, page)
        self.page, theme = page, page.theme
        self._rows: dict[str, Entry] = {}
        columns = [
            Column("kind", self.tr("怎么处理"), 100, sortable=False),
            Column("name", self.tr("客户"), 110, sortable=False),
            Column("reason", self.tr("原因"), 180, sortable=False, stretch=True),
            Column("who", self.tr("经办"), 90, sortable=False), Column("at", self.tr("时间"), 150, sortable=False),
        ]  # fmt: skip
        self.model = RegisterModel(columns, self._of, self)
        self.model.page = page
        self.table = RowTable(theme, self.model, self)
        self.table.setAccessibleName(title)
        self.table.setFixedHeight(theme.px(REGISTER_HEIGHT))
        self.table.letter.connect(self._on_letter)
        self.table.selection_changed.connect(self._on_selected)
        self.count = PlainLabel(theme, "", "caption", "text2", parent=self)
        self.body.addWidget(self.table)
        self.body.addWidget(self.count)
        self.back = self.add_button(Button(theme, self.tr("恢复使用"), "secondary", "undo-2", "R", parent=self))
        self.back.clicked.connect(self._on_back)
        self.add_button(Button(theme, self.tr("关闭"), "ghost", keys="Esc", parent=self), "reject")

    def begin(self) -> None:
        """Open and read."""
        self.open()
        self._load()

    def _load(self) -> None:
        actor = self.page.desk.actor
        self.page.read(lambda session: erasure.register(session, actor), self._on_entries)

    def _of(self, ids: Sequence[str]) -> list[Entry]:
        return [self._rows[one] for one in ids]

    def _on_entries(self, found: list[Entry]) -> None:
        self._rows = {entry.id: entry for entry in found}
        self.model.set_ids(list(self._rows))
        self.count.setText(self.tr("共 {count} 条").format(count=len(found)) if found else self.tr("还没有登记"))
        if found and self.table.current_id() is None:
            self.table.select_id(found[0].id)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_selected()

    def _stored(self) -> Entry | None:
        entry = self._rows.get(self.table.current_id() or "")
        return entry if entry is not None and entry.kind == "stored" else None

    @Slot()
    def _on_selected(self) -> None:
        self.back.setEnabled(self._stored() is not None)

    @Slot(str)
    def _on_letter(self, letter: str) -> None:
        if letter == "R":
            self._on_back()

    @Slot()
    def _on_back(self) -> None:
        entry = self._stored()
        if entry is not None:
            actor = self.page.desk.actor
            self.page.write(lambda session: erasure.release(session, actor, entry.id), self._on_released)

    def _on_released(self, _done: Done) -> None:
        self._load()


class RegisterModel(IdTableModel):
    """An entry's cells in words."""

    page: Page

    def text_of(self, row: Entry, key: str) -> str:
        if key == "kind":
            return self.tr("已删除") if row.kind == "erased" else self.tr("仅存储")
        if key == "name":
            return row.name or "—"
        if key == "reason":
            known = {**erasure.ERASE_REASONS, **erasure.STORE_REASONS}
            return self.page.desk.words.text(known.get(row.reason, row.reason))
        return row.at[:16] if key == "at" else super().text_of(row, key)
