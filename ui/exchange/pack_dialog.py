"""Taking in a pack of head office: who sent it, what it would change topic by topic, and the yes."""

from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QModelIndex, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from db.projection import Place
from desktop import backup
from desktop.changes import Done
from desktop.errors import AppError
from desktop.exchange import incoming, proposals
from desktop.exchange.clashing import OURS, THEIRS, Clashing
from desktop.exchange.gate import Protected
from desktop.exchange.incoming import Incoming, Item, Preview
from desktop.exchange.manifest import NotOurs
from desktop.exchange.protection import WrongPassword
from desktop.security.roles import Permission, allowed
from desktop.security.seals import Trust
from desktop.words import Words
from ui.desk import Desk
from ui.exchange.password_dialog import PasswordDialog
from ui.row_model import Column, IdTableModel
from ui.row_table import RowTable
from ui.widgets.banner import AnswerBanner
from ui.widgets.button import Button
from ui.widgets.check import CheckBox
from ui.widgets.dialog import Dialog
from ui.widgets.empty import ErrorCard
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel
from ui.widgets.paragraph import Paragraph
from ui.widgets.progress import Progress
from ui.widgets.tabs import Tabs

WIDTH, HEIGHT = 820, 300
WHOSE = {"1": OURS, "2": THEIRS}
HOWS = ("added", "changed", "removed")
CLASH = "clash"
LEAST_TOPICS = 2
MANY = 12  # rows of a tab; with more its topics are folded up at first


class Line(NamedTuple):
    """A row of the preview; `fold` is the topic that it folds up or out, `place` the field to choose for."""

    topic: str
    title: str
    detail: str
    fold: str = ""
    place: Place | None = None


class PackDialog(Dialog):
    """`taken` tells of the pack once it is in; everything before that changes nothing."""

    taken = Signal(object)
    handover_met = Signal(object, str)  # the path of a file that another PC of the branch made, and its password
    report_met = Signal(object, str)  # the path of a file that is no pack but a report, and its password

    table_met = Signal(object, str)  # the path of a file behind a password that is none of ours, and its password

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, QCoreApplication.translate("PackDialog", "总行下发包"), width=WIDTH, parent=parent)
        self.desk = desk
        self.preview: Preview | None = None
        self._path, self._password = Path(), ""
        self._lines: list[Line] = []
        self._open: dict[str, set[str]] = {}
        self.choices: dict[Place, str] = {}
        self._make_views()
        self._make_buttons()
        self._show()

    def begin(self, path: Path, password: str = "") -> None:
        """Open the window and read the file; changes nothing."""
        self.open()
        self.preview, self._path, self._password = None, path, password
        self.progress.start(self.tr("正在读 {file}").format(file=path.name))
        work = partial(incoming.read, path, password=password)
        self.desk.jobs.long.run(self, work, self._on_read, self._on_failed)

    def _ask_password(self, error: AppError) -> None:
        """Ask for the password of the file, and read it again with that."""
        dialog = PasswordDialog(self.theme, self.desk.words.text(error.message), parent=self)
        dialog.given.connect(self._on_password)
        dialog.open()

    @Slot(str)
    def _on_password(self, password: str) -> None:
        self.begin(self._path, password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = plain_key(event)
        if key == "Enter" and self.take_button.isVisible():
            self._on_take()
        elif key in WHOSE and self.tabs.value() == CLASH:
            self._on_letter(key)
        else:
            super().keyPressEvent(event)

    def _make_views(self) -> None:
        theme = self.theme
        self.fault = ErrorCard(theme, "", parent=self)
        self.banner = AnswerBanner(theme, parent=self)
        self.note = PlainLabel(theme, "", "table", "text2", elide=True, parent=self)
        self.edited = Paragraph(theme, "", "table", "warn", parent=self)
        self.fingerprint = PlainLabel(theme, "", "heading", parent=self)
        self.compared = CheckBox(theme, self.tr("已打电话和总行核对，指纹一样"), parent=self)
        self.compared.toggled.connect(self._on_compared)
        kinds = [("added", self.tr("新增"), 0), ("changed", self.tr("更新"), 0), ("removed", self.tr("停用"), 0),
                 (CLASH, self.tr("两边都改了"), 0)]  # fmt: skip
        self.tabs = Tabs(theme, kinds, parent=self)
        self.tabs.changed.connect(self._on_tab)
        columns = [
            Column("topic", self.tr("类别"), 130, sortable=False),
            Column("title", self.tr("内容"), 220, sortable=False),
            Column("detail", self.tr("改什么"), 420, sortable=False, stretch=True),
        ]  # fmt: skip
        self.model = IdTableModel(columns, lambda numbers: [self._lines[number] for number in numbers], self)
        self.table = RowTable(theme, self.model, self)
        self.table.setAccessibleName(self.tr("下发包会改什么"))
        self.table.setFixedHeight(theme.px(HEIGHT))
        self.table.letter.connect(self._on_letter)
        self.table.clicked.connect(self._on_clicked)
        self.table.current_changed.connect(self._on_current)
        self.keys = Paragraph(theme, "", "caption", "text2", parent=self)
        self.progress = Progress(theme, self)
        self.progress.cancel.hide()
        for widget in (
            self.fault, self.banner, self.note, self.edited, self.fingerprint, self.compared, self.tabs, self.table,
            self.keys, self.progress,
        ):  # fmt: skip
            self.body.addWidget(widget)

    def _make_buttons(self) -> None:
        theme = self.theme
        self.close_button = Button(theme, self.tr("不收"), "ghost", keys="Esc", parent=self)
        self.take_button = Button(theme, self.tr("收下"), "primary", "check", "↵", parent=self)
        self.take_button.clicked.connect(self._on_take)
        self.add_button(self.close_button, "reject")
        self.add_button(self.take_button)

    def _show(self, *, fault: bool = False) -> None:
        """Show what there is to show."""
        seen = self.preview
        new_key = seen is not None and seen.trust is Trust.NEW and seen.matters
        self.fault.setVisible(fault)
        for widget in (self.banner, self.note, self.tabs, self.table, self.keys):
            widget.setVisible(seen is not None)
        for widget in (self.fingerprint, self.compared):
            widget.setVisible(new_key)
        self.edited.setVisible(seen is not None and bool(seen.incoming.edited))
        self.take_button.setVisible(seen is not None and seen.matters)
        self.close_button.setText(self.tr("不收") if self.take_button.isVisibleTo(self) else self.tr("关闭"))
        self.take_button.setEnabled(not new_key or self.compared.isChecked())
        if self.isVisible():
            self.fit()

    def _on_read(self, read: Incoming) -> None:
        actor = self.desk.actor

        def work(session: Session) -> Preview:
            return incoming.look(session, actor, read)

        self.desk.jobs.long.read(self, work, self._on_preview, self._on_failed)

    def _on_preview(self, preview: Preview) -> None:
        self.progress.stop()
        self.preview = preview
        head = preview.incoming.head
        for how in HOWS:
            self.tabs.set_count(how, preview.count(how))
            topics = {self.desk.words.text(one.topic) for one in preview.items if one.how == how}
            self._open[how] = set() if preview.count(how) > MANY and len(topics) > 1 else topics
        self.tabs.set_count(CLASH, len(preview.clashing))
        self.choices = {}
        title = self.tr("第 {number} 号：新增 {added}，更新 {changed}，停用 {removed}").format(
            number=head.sequence, **{how: preview.count(how) for how in HOWS}
        )
        made = self.tr("{file}，总行 {time} 生成").format(file=preview.incoming.file, time=head.made_at[:16])
        self.banner.set("ok" if preview.trust is Trust.KNOWN else "warn", "file-check", title, made)
        self.note.setText(self._remark(preview))
        pages = self.tr("、").join(preview.incoming.edited)
        left = self.tr("“{pages}”导出以后有人改过：收的是总行签过名的内容，表格里的改动不收。").format(pages=pages)
        self.edited.set_text(left if pages else "")
        self.fingerprint.setText(preview.fingerprint)
        first = next((how for how in HOWS if preview.count(how)), "added")
        self.tabs.set_value(first)
        self._on_tab(first)
        self._show()
        (self.compared if preview.trust is Trust.NEW and preview.matters else self.take_button).setFocus()

    def _remark(self, preview: Preview) -> str:
        if not preview.matters:
            return self.tr("没有新内容，和现在的一样。")
        if preview.clashing and preview.trust is Trust.KNOWN:
            words = self.tr("有 {count} 处两边都改了，在“两边都改了”里选；不选就按先后定，收下后还可以按 K 再定。")
            return words.format(count=len(preview.clashing))
        if preview.trust is Trust.NEW:
            return self.tr("第一次收总行的下发包：请打电话，和总行核对下面的钥匙指纹。")
        if preview.later:
            words = self.tr("有 {count} 条是更新版本的台卡才有的，先存着，这台电脑升级后就用上。")
            return words.format(count=preview.later)
        note = preview.incoming.head.note
        if preview.behind and not note:
            return self.tr("总行还差这里的 {count} 条记录，下次上报会自动带上。").format(count=preview.behind)
        return note or self.tr("还没有改动任何数据；收下之前会先备份，收下之后可以撤销。")

    @Slot(str)
    def _on_tab(self, how: str) -> None:
        preview, words = self.preview, self.desk.words
        if preview is None:
            return
        if how == CLASH:
            self._lines = [self._clash_line(one) for one in preview.clashing]
            self._on_current(0)
        else:
            items = [item for item in preview.items if item.how == how]
            self._lines = folded([line(item, words) for item in items], self._open[how])
            self.keys.set_text(self.tr("点类别或按 F 展开、收起"))
        self.model.set_ids(list(range(len(self._lines))))

    @Slot(object)
    def _on_current(self, at: object) -> None:
        """Both values of the current row in full."""
        clashing = self.preview.clashing if self.preview is not None else ()
        if self.tabs.value() == CLASH and isinstance(at, int) and at < len(clashing):
            one = clashing[at]
            form = self.tr("1 用本网点的：{ours}\n2 用总行的：{theirs}")
            self.keys.set_text(
                form.format(ours=self.desk.words.text(one.ours), theirs=self.desk.words.text(one.theirs))
            )
            self.fit()

    def _may_choose(self) -> bool:
        return proposals.may_decide(self.desk.actor)

    def _clash_line(self, one: Clashing) -> Line:
        words = self.desk.words
        whose = {OURS: self.tr("用本网点的"), THEIRS: self.tr("用总行的")}[self.choices.get(one.place, one.wins)]
        said = self.tr("{whose}　{field}：本网点“{ours}”，总行“{theirs}”").format(
            field=words.text(one.field), ours=words.text(one.ours), theirs=words.text(one.theirs), whose=whose
        )
        return Line(words.text(one.topic), words.text(one.title), said, place=one.place)

    @Slot(str)
    def _on_letter(self, letter: str) -> None:
        at = self.table.currentIndex().row()
        if not 0 <= at < len(self._lines):
            return
        row = self._lines[at]
        if letter == "F" and row.place is None:
            self._fold(row.topic)
        elif letter in WHOSE and row.place is not None and self._may_choose():
            self.choices[row.place] = WHOSE[letter]
            self._on_tab(CLASH)
            self.table.select_id(min(at + 1, len(self._lines) - 1))

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if fold := self._lines[index.row()].fold:
            self._fold(fold)

    def _fold(self, topic: str) -> None:
        """Fold a topic out, or up."""
        how = self.tabs.value()
        self._open[how] ^= {topic}
        self._on_tab(how)
        self.table.select_id(next(at for at, row in enumerate(self._lines) if row.topic == topic))

    @Slot(bool)
    def _on_compared(self, _checked: bool) -> None:
        self._show()

    @Slot()
    def _on_take(self) -> None:
        if self.preview is None or not self.take_button.isEnabled():
            return
        self.take_button.setEnabled(False)
        self.progress.start(self.tr("正在备份，然后收下"))
        store, actor, read = self.desk.store, self.desk.actor, self.preview.incoming
        place, compared = backup.folder(self.desk.paths), self.compared.isChecked()
        work = partial(incoming.take_in, store, actor, read, place, compared=compared, choices=self.choices)
        self.desk.jobs.long.run(self, work, self._on_taken, self._on_failed)

    def _on_taken(self, done: Done) -> None:
        self.progress.stop()
        self.taken.emit(done)
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self.progress.stop()
        if isinstance(error, incoming.IsHandover):
            self.reject()
            self.handover_met.emit(self._path, self._password)
            return
        if isinstance(error, NotOurs) and self._password and allowed(self.desk.actor, Permission.IMPORT):
            self.reject()
            self.table_met.emit(self._path, self._password)
            return
        if isinstance(error, incoming.IsReport) and proposals.may_decide(self.desk.actor):
            self.reject()
            self.report_met.emit(self._path, self._password)
            return
        if isinstance(error, Protected | WrongPassword):
            self._ask_password(error)
        message, cure = self.desk.words.render_both(error)
        if not hasattr(error, "cure"):
            self.desk.jobs.failed.emit(error)
            message, cure = self.tr("没有收下"), self.tr("程序出了错，数据没有改动。")
        else:
            cure = self.tr("{cure}没有收下，数据没有改动。").format(cure=cure)
        self.preview = None
        self.fault.set(message, cure)
        self._show(fault=True)


def line(item: Item, words: Words) -> Line:
    """A row of the preview: what differs, field by field."""
    translate = QCoreApplication.translate
    forms = translate("PackDialog", "{field}：{new}"), translate("PackDialog", "{field}：{old} → {new}")
    said = [
        forms[bool(old)].format(field=words.text(field), old=words.text(old), new=words.text(new))
        for field, old, new in item.fields
    ]
    return Line(words.text(item.topic), words.text(item.title), translate("PackDialog", "；").join(said))


def folded(lines: Sequence[Line], shown: Collection[str]) -> list[Line]:
    """The rows under their topics, those of `shown` folded out; of a single topic the rows alone."""
    topics = dict.fromkeys(one.topic for one in lines)
    if len(topics) < LEAST_TOPICS or len(lines) <= MANY:
        return list(lines)
    found = []
    for topic in topics:
        inside = [one for one in lines if one.topic == topic]
        mark = "▾" if topic in shown else "▸"
        words = QCoreApplication.translate("PackDialog", "{count} 项")
        found.append(Line(topic, f"{mark} {words.format(count=len(inside))}", "", fold=topic))
        found += [one._replace(title=f"　{one.title}") for one in inside if topic in shown]
    return found
