"""The questions of the page: what comes next, which tags, which script, why this stage, what to narrow by."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.contacts import when
from desktop.contacts.scripts import Offer
from desktop.contacts.tags import TagEntry
from desktop.errors import AppError
from desktop.words import Words
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.dialog import Dialog, ReasonDialog
from ui.widgets.field import Labelled, LineEdit, SearchField
from ui.widgets.flow import FlowLayout
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel
from ui.widgets.pane import ScrollPane
from ui.widgets.paragraph import Paragraph
from ui.widgets.pill import stage_name

MOST_NUMBERED: Final = 9


class Step(NamedTuple):
    """A next step as it was entered."""

    at: datetime
    title: str
    note: str


class FollowUpDialog(Dialog):
    """What, when, and a note; Alt with a digit takes a usual moment. Sends `planned`."""

    planned = Signal(object)

    def __init__(self, theme: Theme, words_: Words, name: str, now: datetime, parent: QWidget) -> None:
        super().__init__(theme, self.tr("约 {name} 的下一步").format(name=name), width=400, parent=parent)
        self._words, self._now = words_, now
        self.what = LineEdit(theme, self.tr("例如：发教育金方案对比，约来网点"), parent=self)
        self.when = LineEdit(theme, self.tr("3-14 10:30"), icon="calendar-clock", parent=self)
        self.note = LineEdit(theme, self.tr("可以不写"), parent=self)
        self.body.addWidget(Labelled(theme, self.tr("做什么"), self.what, parent=self))
        self.body.addWidget(Labelled(theme, self.tr("什么时候"), self.when, self.tr("Alt 加数字选"), self))
        holder = QWidget(self)
        flow = FlowLayout(holder, 6)
        self.usual = when.usual(now)
        self.chips = [self._chip(number, one, holder) for number, one in enumerate(self.usual, 1)]
        for chip in self.chips:
            flow.addWidget(chip)
        self.body.addWidget(holder)
        self.body.addWidget(Labelled(theme, self.tr("备注"), self.note, parent=self))
        self.add_button(Button(theme, self.tr("取消"), "ghost", keys="Esc", parent=self), "reject")
        save = self.add_button(Button(theme, self.tr("约好"), "primary", "check", "↵", parent=self))
        save.clicked.connect(self.save)
        for field in (self.what, self.when, self.note):
            field.returnPressed.connect(self.save)
        self._take(self.usual[0].at if self.usual[0].name == "tomorrow" else self.usual[1].at)
        self.what.setFocus()

    @Slot()
    def save(self) -> None:
        """Check and send; a fault is said below its field."""
        self.what.set_error("" if self.what.text().strip() else self.tr("写一句做什么"))
        try:
            at = when.typed(self.when.text(), self._now)
            past = at.date() < self._now.date()
            self.when.set_error(self.tr("这天已经过去，选今天或以后") if past else "")
        except AppError as error:
            self.when.set_error(self._words.text(error.cure))
        if self.what.fault or self.when.fault:
            self.fit()
            return
        self.planned.emit(Step(at, self.what.text().strip(), self.note.text().strip()))
        self.accept()

    def _chip(self, number: int, one: when.Usual, parent: QWidget) -> Chip:
        name = {
            "today": self.tr("今天 {time}").format(time=f"{one.at:%H:%M}"),
            "tomorrow": self.tr("明天上午"),
            "days": self.tr("三天后"),
            "monday": self.tr("下周一"),
        }[one.name]
        chip = Chip(self.theme, name, digit=str(number), parent=parent)
        chip.setProperty("number", number - 1)
        chip.clicked.connect(self._on_chip)
        shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self, chip.click)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return chip

    @Slot()
    def _on_chip(self) -> None:
        self._take(self.usual[int(self.sender().property("number"))].at)

    def _take(self, at: datetime) -> None:
        self.when.setText(f"{at:%Y-%m-%d %H:%M}")
        for chip, one in zip(self.chips, self.usual, strict=True):
            chip.set_selected(one.at == at)


class TagDialog(Dialog):
    """The dictionary as chips; typing narrows it, Enter takes the first, then saves. Sends `assigned`."""

    assigned = Signal(object, object)  # ids put on, ids taken off

    def __init__(
        self, theme: Theme, dictionary: Sequence[TagEntry], worn: Collection[str], count: int, parent: QWidget
    ) -> None:
        title = self.tr("给 {count} 位打标签").format(count=count) if count > 1 else self.tr("标签")
        super().__init__(theme, title, width=440, parent=parent)
        self._worn, self.chosen, self._entries = set(worn), set(worn), list(dictionary)
        self.field = SearchField(theme, self.tr("写几个字找标签，回车选中"), parent=self)
        self.field.textChanged.connect(self._on_text)
        self.field.returnPressed.connect(self._on_enter)
        self.body.addWidget(self.field)
        self.pane = ScrollPane(theme, "raised" if theme.dark else "surface", margins=(0, 0, 0, 0), parent=self)
        self.pane.setFixedHeight(theme.px(230))
        self.body.addWidget(self.pane)
        self.chips: dict[str, Chip] = {}
        self._groups: list[tuple[PlainLabel, QWidget, list[str]]] = []
        for group in dict.fromkeys(entry.group for entry in self._entries):
            self._add_group(group)
        self.none = PlainLabel(theme, self.tr("没有这个标签"), "caption", "text2", parent=self)
        self.none.setVisible(not self._entries)
        self.pane.body.addWidget(self.none)
        self.pane.body.addStretch(1)
        self.add_button(Button(theme, self.tr("取消"), "ghost", keys="Esc", parent=self), "reject")
        save = self.add_button(Button(theme, self.tr("改好了"), "primary", "check", "Ctrl ↵", parent=self))
        save.clicked.connect(self.save)
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.save()
            return  # the field has dealt with it
        super().keyPressEvent(event)

    @Slot()
    def save(self) -> None:
        """Send what changed."""
        put, off = sorted(self.chosen - self._worn), sorted(self._worn - self.chosen)
        if put or off:
            self.assigned.emit(put, off)
        self.accept()

    def _add_group(self, group: str) -> None:
        inner = self.pane.inner
        head = PlainLabel(self.theme, group or self.tr("其他"), "caption", "text2", bold=True, parent=inner)
        holder = QWidget(inner)
        flow = FlowLayout(holder, 6)
        ids = []
        for entry in self._entries:
            if entry.group == group:
                chip = Chip(self.theme, entry.name, entry.id in self.chosen, checkable=True, parent=holder)
                chip.setProperty("tag", entry.id)
                chip.toggled.connect(self._on_toggled)
                flow.addWidget(chip)
                self.chips[entry.id] = chip
                ids.append(entry.id)
        self.pane.body.addWidget(head)
        self.pane.body.addWidget(holder)
        self._groups.append((head, holder, ids))

    @Slot(bool)
    def _on_toggled(self, chosen: bool) -> None:
        tag = str(self.sender().property("tag"))
        self.chosen = self.chosen | {tag} if chosen else self.chosen - {tag}

    @Slot(str)
    def _on_text(self, text: str) -> None:
        fitting = {entry.id for entry in self._entries if text.strip().casefold() in entry.name.casefold()}
        for head, holder, ids in self._groups:
            for id_ in ids:
                self.chips[id_].setVisible(id_ in fitting)
            some = bool(fitting.intersection(ids))
            head.setVisible(some)
            holder.setVisible(some)
            holder.updateGeometry()
        self.none.setVisible(not fitting)

    @Slot()
    def _on_enter(self) -> None:
        text = self.field.text().strip().casefold()
        if not text:
            self.save()
            return
        fitting = [entry for entry in self._entries if text in entry.name.casefold()]
        if fitting:
            first = min(fitting, key=lambda entry: (entry.name.casefold() != text, len(entry.name)))
            self.chips[first.id].toggle()
            self.field.clear()


class ScriptDialog(Dialog):
    """The scripts for one contact, filled in; a digit or ↑↓ chooses, Enter copies. Sends `chosen` with the offer."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, offers: Sequence[Offer], name: str, parent: QWidget) -> None:
        super().__init__(theme, self.tr("发给 {name} 的话术").format(name=name), width=460, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.offers = list(offers)
        self.at = 0
        holder = QWidget(self)
        flow = FlowLayout(holder, 6)
        self.chips = []
        for number, offer in enumerate(self.offers, 1):
            digit = str(number) if number <= MOST_NUMBERED else ""
            chip = Chip(theme, offer.title, digit=digit, parent=holder)
            chip.setProperty("number", number - 1)
            chip.clicked.connect(self._on_chip)
            flow.addWidget(chip)
            self.chips.append(chip)
        card = Card(theme, "sunken", 8, 12, parent=self)
        self.words = Paragraph(theme, "", "body", parent=card)
        card.body.addWidget(self.words)
        self.fault = Paragraph(theme, "", "caption", "danger", parent=self)
        self.body.addWidget(holder)
        self.body.addWidget(card)
        self.body.addWidget(self.fault)
        self.add_button(Button(theme, self.tr("取消"), "ghost", keys="Esc", parent=self), "reject")
        self.copy = self.add_button(Button(theme, self.tr("复制"), "primary", "copy", "↵", parent=self))
        self.copy.clicked.connect(self.take)
        self._choose(0)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = plain_key(event)
        if key.isdigit() and 0 < int(key) <= len(self.offers):
            self._choose(int(key) - 1)
        elif key in {"Down", "Right", "Up", "Left"} and self.offers:
            self._choose((self.at + (1 if key in {"Down", "Right"} else -1)) % len(self.offers))
        elif key in {"Enter", "C"}:
            self.take()
        else:
            super().keyPressEvent(event)

    @Slot()
    def take(self) -> None:
        """Send the script unless something is missing in it."""
        if self.offers and not self.offers[self.at].filled.missing:
            self.chosen.emit(self.offers[self.at])
            self.accept()

    @Slot()
    def _on_chip(self) -> None:
        self._choose(int(self.sender().property("number")))

    def _choose(self, number: int) -> None:
        if not self.offers:
            self.words.set_text(self.tr("还没有给客户的话术"))
            self.copy.setEnabled(False)
            self.fault.hide()
            return
        self.at = number
        for index, chip in enumerate(self.chips):
            chip.set_selected(index == number)
        filled = self.offers[number].filled
        spans, at = [], 0
        for segment in filled.segments:
            if segment.marked:
                spans.append((at, at + len(segment.text)))
            at += len(segment.text)
        self.words.set_text(filled.text, spans)
        missing = self.tr("、").join(filled.missing)
        self.fault.set_text(self.tr("还缺：{names}").format(names=missing) if missing else "")
        self.fault.setVisible(bool(missing))
        self.copy.setEnabled(not missing)
        if self.isVisible():
            self.fit()


def reason_dialog(theme: Theme, stage: str, count: int, parent: QWidget) -> ReasonDialog:
    """Why the stage is set by hand."""
    translate = QCoreApplication.translate
    reasons = (
        translate("ContactsPage", "客户当面说了"),
        translate("ContactsPage", "行内系统里看到"),
        translate("ContactsPage", "记录里漏了"),
        translate("ContactsPage", "之前改错了"),
    )
    title = translate("ContactsPage", "为什么改成“{stage}”？").format(stage=stage_name(stage))
    if count > 1:
        title = translate("ContactsPage", "为什么把 {count} 位改成“{stage}”？").format(
            count=count, stage=stage_name(stage)
        )
    note = translate("ContactsPage", "手工改的会留下谁改的、为什么")
    return ReasonDialog(theme, title, note, reasons, translate("ContactsPage", "改"), parent=parent)


class ConditionDialog(Dialog):
    """All conditions as chips. Sends `applied` with the pairs of facet and key that are chosen."""

    applied = Signal(object)

    def __init__(
        self, theme: Theme, groups: Sequence[tuple[str, str, Sequence[tuple[str, str]]]],
        chosen: Collection[tuple[str, str]], parent: QWidget,
    ) -> None:  # fmt: skip
        """`groups` are (facet, title, (key, words)…); `chosen` pairs of facet and key."""
        super().__init__(theme, self.tr("加条件"), self.tr("同一行里选几个，符合其一就算；标签要全部符合"), 460, parent)
        self.chips: list[Chip] = []
        pane = ScrollPane(theme, "raised" if theme.dark else "surface", margins=(0, 0, 0, 0), parent=self)
        pane.setFixedHeight(theme.px(280))
        self.body.addWidget(pane)
        for facet, title, values in groups:
            pane.body.addWidget(PlainLabel(theme, title, "caption", "text2", bold=True, parent=pane.inner))
            holder = QWidget(pane.inner)
            flow = FlowLayout(holder, 6)
            for key, name in values:
                chip = Chip(theme, name, (facet, key) in chosen, checkable=True, parent=holder)
                chip.setProperty("facet", facet)
                chip.setProperty("key", key)
                flow.addWidget(chip)
                self.chips.append(chip)
            pane.body.addWidget(holder)
        pane.body.addStretch(1)
        self.add_button(Button(theme, self.tr("取消"), "ghost", keys="Esc", parent=self), "reject")
        yes = self.add_button(Button(theme, self.tr("就看这些"), "primary", "check", "↵", parent=self))
        yes.clicked.connect(self.save)
        yes.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if plain_key(event) == "Enter":
            self.save()
        else:
            super().keyPressEvent(event)

    @Slot()
    def save(self) -> None:
        picked = [(str(chip.property("facet")), str(chip.property("key"))) for chip in self.chips if chip.isChecked()]
        self.applied.emit(picked)
        self.accept()
