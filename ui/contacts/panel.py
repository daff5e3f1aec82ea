"""The right pane: one contact with stage, next step, tags and timeline."""

from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from desktop.contacts.filters import NEW_DAYS
from desktop.contacts.search import ContactDetail
from ui.contacts import facts, words
from ui.contacts.facts import FactList
from ui.contacts.log_line import LogLine
from ui.contacts.reading import Shown
from ui.contacts.stage_words import lifecycle_said, stage_said
from ui.contacts.timeline import KindChips, TimelineView
from ui.theme import Theme
from ui.widgets.avatar import Avatar
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.empty import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.label import PlainLabel
from ui.widgets.link import Link
from ui.widgets.pane import Pane, ScrollPane
from ui.widgets.paragraph import Paragraph
from ui.widgets.pill import Pill
from ui.widgets.section import Divider, Section
from ui.widgets.stepper import StageStepper

WIDTH: Final = 340
EDGE: Final = 20
"""At the right of what is shown."""
GAP: Final = 3
"""Between the buttons."""
NEAR_END: Final = 120
"""Pixels before the end of the events at which more are read."""
NEAR: Final = 60
"""Days ahead of a birthday from which they are counted."""


class ContactPanel(Pane):
    """Buttons send `command` with the letter they print; the stepper sends `stage_wanted`."""

    command = Signal(str)
    stage_wanted = Signal(str)
    logged = Signal(str, str)
    all_wanted = Signal()
    more_wanted = Signal()
    group_wanted = Signal(str)
    copy_wanted = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget, language: str = "zh") -> None:
        super().__init__(theme, "surface", WIDTH, "left", parent=parent)
        self._language = language
        self.shown: Shown | None = None
        self._reading = False  # more events have been asked for
        self.may_erase = False
        self.nobody = EmptyState(theme, "user-round", self.tr("没有选中客户"), self.tr("按 ↑↓ 选一位"), parent=self)
        self.scroll = ScrollPane(theme, "surface", margins=(0, 0, 0, 16), spacing=0, parent=self)
        self.body.setContentsMargins(1, 0, 0, 0)
        self.body.addWidget(self.nobody, 1)
        self.body.addWidget(self.scroll, 1)
        self.head = self._part((18, 16, 20, 14), 10)
        self._build_head()
        self.scroll.body.addWidget(Divider(theme, parent=self.scroll.inner))
        self.middle = self._part((18, 13, 20, 12), 10)
        self._build_middle()
        self.scroll.body.addWidget(Divider(theme, parent=self.scroll.inner))
        self.foot = self._part((18, 6, 20, 0), 6)
        self._build_foot()
        self.scroll.body.addWidget(Divider(theme, parent=self.scroll.inner))
        self.record_part = self._part((18, 6, 20, 10), 4)
        self._build_record()
        self.scroll.body.addStretch(1)
        self.scroll.verticalScrollBar().rangeChanged.connect(self._on_range)
        self.show_nobody()

    # ------------------------------------------------------------------------------------------ building

    def _part(self, margins: tuple[int, int, int, int], spacing: int) -> QVBoxLayout:
        holder = QWidget(self.scroll.inner)
        column = QVBoxLayout(holder)
        column.setContentsMargins(*margins)
        column.setSpacing(spacing)
        self.scroll.body.addWidget(holder)
        return column

    def _build_head(self) -> None:
        theme, inner = self.theme, self.scroll.inner
        self.avatar = Avatar(theme, "", 44, parent=inner)
        self.name = PlainLabel(theme, "", "title", elide=True, parent=inner)
        self.name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # all of it where there is room
        self.days = Pill(theme, "", "accent", parent=inner)
        self.more = IconButton(theme, "ellipsis", self.tr("更多"), "sm", 16, parent=inner)
        self.more.clicked.connect(self._on_more)
        self.phone = PlainLabel(theme, "", token="text2", parent=inner)
        self.copy = IconButton(theme, "copy", self.tr("复制这一行（手机号打码）"), "xs", parent=inner)
        self.copy.clicked.connect(self.copy_wanted)
        self.owner = PlainLabel(theme, "", token="text2", elide=True, parent=inner)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(8)
        second.setSpacing(2)
        first.addWidget(self.name)
        first.addWidget(self.days)
        first.addStretch(1)
        first.addWidget(self.more)
        second.addWidget(self.phone)
        second.addWidget(self.copy)
        second.addSpacing(6)
        second.addWidget(self.owner, 1)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addLayout(first)
        names.addLayout(second)
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(self.avatar)
        line.addLayout(names, 1)
        self.head.addLayout(line)
        self.others = Paragraph(theme, "", "caption", "text2", parent=inner)
        self.head.addWidget(self.others)
        self.head.addLayout(self._build_buttons())
        self.log_line = LogLine(theme, inner)
        self.log_line.logged.connect(self.logged)
        self.log_line.closed.connect(self.left)
        self.head.addWidget(self.log_line)

    def _build_buttons(self) -> FlowLayout:
        theme, inner = self.theme, self.scroll.inner
        row = FlowLayout(None, GAP)
        self.record = self._command(Button(theme, self.tr("记互动"), "primary", "square-pen", "R", "sm", inner))
        self.plan = self._command(
            Button(theme, self.tr("约跟进"), icon="calendar-plus", keys="F", size="sm", parent=inner)
        )
        self.script = self._command(Button(theme, self.tr("话术"), keys="C", size="sm", parent=inner))
        for button in (self.record, self.plan, self.script):
            row.addWidget(button)
        for button in (self.plan, self.record):  # where words are long, the icons go first
            if sum(row.itemAt(at).sizeHint().width() + GAP for at in range(row.count())) - GAP > WIDTH - 39:
                button.set_icon("")
        return row

    @Slot(int, int)
    def _on_range(self, _least: int, most: int) -> None:
        """The scroll bar takes its room from the edge at the right, not from what is shown."""
        bar = self.scroll.verticalScrollBar().sizeHint().width() if most else 0
        for part in (self.head, self.middle, self.foot, self.record_part):
            margins = part.contentsMargins()
            part.setContentsMargins(margins.left(), margins.top(), EDGE - min(bar, EDGE), margins.bottom())

    def _command(self, button: Button) -> Button:
        button.setProperty("command", button.keys())
        button.clicked.connect(self._on_command)
        return button

    def _build_middle(self) -> None:
        theme, inner = self.theme, self.scroll.inner
        self.stepper = StageStepper(theme, parent=inner)
        self.stepper.chosen.connect(self.stage_wanted)
        self.since = Paragraph(theme, "", "caption", "text2", parent=inner)
        self.cycle = Paragraph(theme, "", "caption", "text2", parent=inner)
        self.cycle_link = Link(theme, self.tr("改 5"), parent=inner)
        self.cycle_link.setAccessibleName(self.tr("改周期 5"))
        self.cycle_link.setProperty("command", "5")
        self.cycle_link.clicked.connect(self._on_command)
        cycle = QHBoxLayout()
        cycle.setSpacing(8)
        cycle.addWidget(self.cycle, 1)
        cycle.addWidget(self.cycle_link, 0, Qt.AlignmentFlag.AlignTop)
        self.card = Card(theme, "sunkenEdge", 8, 11, 4, inner)
        line = QHBoxLayout()
        line.addWidget(PlainLabel(theme, self.tr("下一步"), "caption", "text2", parent=self.card))
        line.addStretch(1)
        self.due = PlainLabel(theme, "", "caption", "text2", parent=self.card)
        line.addWidget(self.due)
        self.step = Paragraph(theme, "", "table", bold=True, parent=self.card)
        self.note = Paragraph(theme, "", "caption", "text2", parent=self.card)
        self.finish = self._command(Button(theme, self.tr("做完了"), "ghost", "check", "D", "xs", self.card))
        self.card.body.addLayout(line)
        self.card.body.addWidget(self.step)
        self.card.body.addWidget(self.note)
        self.put_off = self._command(Button(theme, self.tr("改期"), "ghost", "calendar-clock", "P", "xs", self.card))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.put_off)
        buttons.addWidget(self.finish)
        self.card.body.addLayout(buttons)
        self.days_line = Paragraph(theme, "", "caption", "text2", parent=inner)
        holder = QWidget(inner)
        self.tags = FlowLayout(holder, 6)
        self.middle.addWidget(self.stepper)
        self.middle.addWidget(self.since)
        self.middle.addLayout(cycle)
        for widget in (self.card, self.days_line, holder):
            self.middle.addWidget(widget)

    def _build_record(self) -> None:
        theme, inner = self.theme, self.scroll.inner
        self.record_head = Section(theme, self.tr("资料"), action=self.tr("改 E"), parent=inner)
        self.record_head.link.setProperty("command", "E")
        self.record_head.link.clicked.connect(self._on_command)
        self.facts = FactList(theme, inner)
        self.record_part.addWidget(self.record_head)
        self.record_part.addWidget(self.facts)

    def _build_foot(self) -> None:
        theme, inner = self.theme, self.scroll.inner
        self.section = Section(theme, self.tr("互动记录"), parent=inner)
        self.section.action_clicked.connect(self.all_wanted)
        self.timeline = TimelineView(theme, inner)
        self.silent = PlainLabel(theme, "", "caption", "text2", parent=inner)
        self.groups = KindChips(theme, inner)
        self.groups.chosen.connect(self.group_wanted)
        self.scroll.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.foot.addWidget(self.section)
        self.foot.addWidget(self.groups)
        self.foot.addWidget(self.silent)
        self.foot.addWidget(self.timeline)

    # ------------------------------------------------------------------------------------------ showing

    def show_nobody(self) -> None:
        self.shown = None
        self.scroll.hide()
        self.nobody.show()

    def show_contact(self, shown: Shown, now: datetime) -> None:
        """Show all of one contact; what was being written stays while it is the same one."""
        if self.shown is None or self.shown.detail.row.id != shown.detail.row.id:
            self.log_line.clear()
            self.log_line.hide()
            self.scroll.verticalScrollBar().setValue(0)
        self.shown, self._reading = shown, False
        self._show_head(shown.detail)
        self._show_stage(shown.detail, now.date())
        self._show_next(shown.detail, now)
        self._show_days(shown.detail, now.date())
        self._show_tags(shown.detail)
        self.facts.show_lines(facts.lines(shown.record, self._language) if shown.record is not None else [])
        self.record_head.link.setVisible(shown.detail.editable)
        self.section.set_action(self.tr("全部 {count} 条").format(count=shown.total))
        self.section.link.setVisible(shown.total > len(shown.events))
        nothing = self.tr("没有这类记录") if self.groups.group else self.tr("还没有记录，按 R 记第一条")
        self.silent.setText(nothing if shown.total == 0 else "")
        self.silent.setVisible(shown.total == 0)
        self.timeline.setVisible(shown.total > 0)
        self.timeline.show_events(shown.events, now.date())
        self.nobody.hide()
        self.scroll.show()

    def _show_head(self, detail: ContactDetail) -> None:
        row = detail.row
        self.avatar.set_name(row.name)
        self.name.setText(row.name)
        new = detail.days is not None and 0 <= detail.days <= NEW_DAYS
        self.days.set(self.tr("百日 D{day}").format(day=detail.days) if new else "", "accent")
        self.days.setVisible(new)
        self.phone.setText(row.phone or self.tr("没有手机号"))
        self.owner.setText(self.tr("归属 {name}").format(name=row.owner_name or "—"))
        for button in (self.record, self.plan, self.script, self.finish, self.put_off):
            button.setEnabled(detail.works)
        self.stepper.setEnabled(detail.editable)
        stands = self.tr("代班：只因今天的任务看得到，{name}回来就看不到了").format(name=row.owner_name)
        held = [stands if detail.standing_in else "", words.also_held(detail.others),
                words.decided_elsewhere(detail.elsewhere)]  # fmt: skip
        self.others.set_text("\n".join(part for part in held if part))
        self.others.setVisible(any(held))

    def _show_stage(self, detail: ContactDetail, today: date) -> None:
        self.stepper.set_stage(detail.row.stage)
        self.since.set_text(stage_said(detail, today))
        self.cycle.set_text(lifecycle_said(detail, today))
        self.cycle_link.setVisible(detail.editable)

    def _show_next(self, detail: ContactDetail, now: datetime) -> None:
        row = detail.row
        planned = detail.follow_up is not None and row.next_at is not None
        self.finish.setVisible(planned)
        self.put_off.setVisible(planned)
        self.note.setVisible(planned and bool(detail.follow_up_note))
        if not planned:
            self.due.setText("")
            self.step.set_text(self.tr("还没约下一步，按 F 约一个"))
            return
        assert row.next_at is not None  # noqa: S101 - planned says so
        said = words.next_step(row.next_at, now)
        self.due.setText(words.due_in_full(row.next_at, now) if said.token != "danger" else said.words)
        self.due.set_token("danger" if said.token == "danger" else "text2")
        self.step.set_text(row.next_title)
        self.note.set_text(detail.follow_up_note)

    def _show_days(self, detail: ContactDetail, today: date) -> None:
        """The birthday and what matures next, each with how long until then."""
        said = []
        if detail.birthday:
            day = words.next_birthday(detail.birthday, today)
            near = (day - today).days <= NEAR
            text = self.tr("生日 {date}（{days}）") if near else self.tr("生日 {date}")
            said.append(text.format(date=f"{day.month}-{day.day:02}", days=words.in_days(day, today)))
        if detail.matures_at:
            day = date.fromisoformat(detail.matures_at[:10])
            text = self.tr("{date} 到期（{days}）：{what}")
            when = {"date": words.short_day(day, today), "days": words.in_days(day, today)}
            said.append(text.format(**when, what=detail.matures))
        self.days_line.set_text("\n".join(said))
        self.days_line.setVisible(bool(said))

    def _show_tags(self, detail: ContactDetail) -> None:
        self.tags.clear()
        holder = self.tags.parentWidget()
        for tag in detail.row.tags:
            chip = Chip(self.theme, tag.name, neutral=True, parent=holder)
            self._add_tag(chip)
        self.add_tag = Chip(self.theme, self.tr("标签"), dashed=True, icon="plus", parent=holder)
        self.add_tag.setAccessibleName(self.tr("加标签 T"))
        self._add_tag(self.add_tag)
        holder.updateGeometry()

    def _add_tag(self, chip: Chip) -> None:
        chip.setProperty("command", "T")
        chip.clicked.connect(self._on_command)
        assert self.shown is not None  # noqa: S101 - tags are those of the contact shown
        chip.setEnabled(self.shown.detail.editable)
        self.tags.addWidget(chip)
        chip.show()

    @Slot(int)
    def _on_scrolled(self, value: int) -> None:
        """Near the end of what is loaded: more, if there is more."""
        near = value >= self.scroll.verticalScrollBar().maximum() - self.theme.px(NEAR_END)
        if near and value and not self._reading and self.shown is not None:
            self._reading = len(self.shown.events) < self.shown.total
            if self._reading:
                self.more_wanted.emit()

    # ------------------------------------------------------------------------------------------ commands

    @Slot()
    def _on_command(self) -> None:
        self.command.emit(str(self.sender().property("command")))

    @Slot()
    def _on_more(self) -> None:
        self.more_menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def more_menu(self) -> QMenu:
        """What is rarely needed."""
        menu = QMenu(self)
        for words_, command, enabled in (
            (self.tr("改标签"), "T", self._editable()),
            (self.tr("改资料  E"), "E", self._editable()),
            (self.tr("修改记录  H"), "H", self.shown is not None),
            (self.tr("生日、到期  B"), "B", self._editable()),
            (self.tr("客户删了我们：记为流失"), "lost", self._editable()),
            (self.tr("又联系上了：记为挽回"), "recalled", self._editable() and self._is_lost()),
            (self.tr("看全部记录"), "all", self.shown is not None),
            (self.tr("客户要求删除或仅存储  X"), "X", self.may_erase and self.shown is not None),
            (self.tr("改周期  5"), "5", self._editable()),
            (self.tr("阶段改回按记录推算"), "derive", self._editable() and self.shown.detail.stage_manual),
            (self.tr("周期改回按记录推算"), "derive_cycle", self._editable() and self.shown.detail.lifecycle_manual),
        ):
            action = QAction(words_, menu)
            action.setData(command)
            action.setEnabled(enabled)
            action.triggered.connect(self._on_action)
            menu.addAction(action)
        return menu

    def _is_lost(self) -> bool:
        return self.shown is not None and self.shown.detail.row.status in {"lost", "suspected_lost"}

    def _editable(self) -> bool:
        return self.shown is not None and self.shown.detail.editable

    @Slot()
    def _on_action(self) -> None:
        command = str(self.sender().data())
        if command == "all":
            self.all_wanted.emit()
        else:
            self.command.emit(command)
