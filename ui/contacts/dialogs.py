"""The questions of the page: what comes next, which script, why this stage."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.contacts import dates, when
from desktop.contacts.scripts import Offer
from desktop.errors import AppError
from desktop.words import Words
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.dialog import Dialog, ReasonDialog
from ui.widgets.field import Labelled, LineEdit
from ui.widgets.flow import FlowLayout
from ui.widgets.keys import plain_key
from ui.widgets.paragraph import Paragraph
from ui.widgets.pill import stage_name
from ui.widgets.segmented import Segmented

MOST_NUMBERED: Final = 9
LASTING: Final = (30, 90)
"""Days for which a stage may be set by hand."""


class Step(NamedTuple):
    """A next step as it was entered."""

    at: datetime
    title: str
    note: str


class Days(NamedTuple):
    """Days as they were entered; `changed` when the birthday is another one, `day` None when nothing matures."""

    born: str | None
    changed: bool
    day: date | None
    what: str


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


class PostponeDialog(FollowUpDialog):
    """The same for a step there is: only when. Sends `planned`."""

    def __init__(self, theme: Theme, words_: Words, title: str, now: datetime, parent: QWidget) -> None:
        super().__init__(theme, words_, "", now, parent)
        self.setWindowTitle(self.tr("改期"))
        self.title.set_text(self.tr("“{title}”改到什么时候？").format(title=title))
        self.what.setText(title)
        for field in (self.what, self.note):
            field.parentWidget().hide()
        self.when.setFocus()
        self.when.selectAll()


class DatesDialog(Dialog):
    """The birthday, and what matures when; what is left empty is not written. Sends `entered`."""

    entered = Signal(object)

    def __init__(
        self, theme: Theme, words_: Words, name: str, born: str | None, now: datetime, parent: QWidget
    ) -> None:  # fmt: skip
        super().__init__(theme, self.tr("{name} 的生日和到期").format(name=name), width=400, parent=parent)
        self._words, self._now, self._born = words_, now, born
        self.birthday = LineEdit(theme, self.tr("8-15 或 1985-08-15"), icon="cake", parent=self)
        self.day = LineEdit(theme, self.tr("3-14 或 2027-03-14"), icon="calendar-clock", parent=self)
        self.what = LineEdit(theme, self.tr("例如：三年期定存 10 万"), parent=self)
        self.birthday.setText((born or "").removeprefix(f"{dates.NO_YEAR}-"))
        for words, field in (
            (self.tr("生日"), self.birthday), (self.tr("到期日"), self.day), (self.tr("什么到期"), self.what),
        ):  # fmt: skip
            self.body.addWidget(Labelled(theme, words, field, parent=self))
            field.returnPressed.connect(self.save)
        self.add_button(Button(theme, self.tr("取消"), "ghost", keys="Esc", parent=self), "reject")
        save = self.add_button(Button(theme, self.tr("记下"), "primary", "check", "↵", parent=self))
        save.clicked.connect(self.save)
        self.birthday.setFocus()

    @Slot()
    def save(self) -> None:
        """Check and send; a fault is said below its field."""
        born, day, what = self._born, None, self.what.text().strip()
        try:
            born = dates.birthday(self.birthday.text(), self._now.date())
            self.birthday.set_error("")
        except AppError as error:
            self.birthday.set_error(self._words.render(error).replace("\n", " "))
        self.day.set_error("")
        if self.day.text().strip():
            day = self._day()
        self.what.set_error(self.tr("写一下什么到期") if day is not None and not what else "")
        if self.birthday.fault or self.day.fault or self.what.fault:
            self.fit()
            return
        self.entered.emit(Days(born, born != self._born, day, what))
        self.accept()

    def _day(self) -> date | None:
        try:
            day = when.typed(self.day.text(), self._now).date()
        except AppError as error:
            self.day.set_error(self._words.text(error.cure))
            return None
        self.day.set_error(self.tr("这天已经过去，选今天或以后") if day < self._now.date() else "")
        return day


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
        offer = self.offers[number]
        filled = offer.filled
        self.words.set_text(filled.text, filled.marks)
        missing = self.tr("、").join(filled.missing)
        had = self.tr("{day} 给这位客户发过这一条").format(day=offer.had_at[:10]) if offer.had_at else ""
        self.fault.set_text(self.tr("还缺：{names}").format(names=missing) if missing else had)
        self.fault.set_token("danger" if missing else "warn")
        self.fault.setVisible(bool(self.fault.text()))
        self.copy.setEnabled(not missing)
        if self.isVisible():
            self.fit()


class StageDialog(ReasonDialog):
    """The question why, and below it for how long; Tab leads there, ← → change it."""

    def __init__(self, theme: Theme, title: str, parent: QWidget, width: int = 342) -> None:
        translate = QCoreApplication.translate
        reasons = (
            translate("ContactsPage", "客户当面说了"),
            translate("ContactsPage", "行内系统里看到"),
            translate("ContactsPage", "记录里漏了"),
            translate("ContactsPage", "之前改错了"),
        )
        note, yes = translate("ContactsPage", "手工改的会留下谁改的、为什么"), translate("ContactsPage", "改")
        super().__init__(theme, title, note, reasons, yes, width, parent)
        lasting = [("", self.tr("一直")), *((str(days), self.tr("{days} 天").format(days=days)) for days in LASTING)]
        self.lasting = Segmented(theme, lasting, self)
        self.body.addWidget(Labelled(theme, self.tr("多久以后改回按记录推算"), self.lasting, parent=self))

    def days(self) -> int | None:
        """None for good."""
        return int(self.lasting.value()) if self.lasting.value() else None


def reason_dialog(theme: Theme, stage: str, count: int, parent: QWidget) -> StageDialog:
    """Why the stage is set by hand, and for how long."""
    translate = QCoreApplication.translate
    title = translate("ContactsPage", "为什么改成“{stage}”？").format(stage=stage_name(stage))
    if count > 1:
        title = translate("ContactsPage", "为什么把 {count} 位改成“{stage}”？").format(
            count=count, stage=stage_name(stage)
        )
    return StageDialog(theme, title, parent)
