"""The two questions the list asks: why skipped, and until when put off."""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.sop.items import First
from desktop.sop.tasks import SKIP_REASONS
from ui.theme import Theme
from ui.today import words
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog, ReasonDialog
from ui.widgets.label import PlainLabel

CLOSING = time(17, 0)
MORNING = time(9, 0)


def ask_skip_reason(parent: QWidget, theme: Theme) -> str | None:
    """One of the codes of `SKIP_REASONS`, or None."""
    translate = QCoreApplication.translate
    labels = (
        translate("TodayPage", "客户不在"),
        translate("TodayPage", "已当面说过"),
        translate("TodayPage", "内容不合适"),
        translate("TodayPage", "客户不想收"),
    )
    chosen = ReasonDialog.ask(
        parent, theme, translate("TodayPage", "为什么跳过？"), translate("TodayPage", "会记进 SOP 完成率，单独统计"),
        labels, accept=translate("TodayPage", "跳过"),
    )  # fmt: skip
    return SKIP_REASONS[labels.index(chosen)] if chosen in labels else None


def postpone_choices(now: datetime, next_workday: date) -> list[tuple[str, datetime]]:
    """What a task can be put off to: in an hour, before closing, the next workday."""
    translate = QCoreApplication.translate
    in_an_hour = (now + timedelta(hours=1)).replace(second=0)
    choices = []
    if in_an_hour.date() == now.date():
        label = translate("TodayPage", "一小时后 {time}").format(time=f"{in_an_hour:%H:%M}")
        choices.append((label, in_an_hour))
    closing = datetime.combine(now.date(), CLOSING)
    if closing > in_an_hour:
        choices.append((translate("TodayPage", "收班前 {time}").format(time=f"{closing:%H:%M}"), closing))
    morning = datetime.combine(next_workday, MORNING)
    label = translate("TodayPage", "{day} {time}").format(
        day=words.near_day(next_workday, now.date()), time=f"{morning:%H:%M}"
    )
    return [*choices, (label, morning)]


def ask_postpone(parent: QWidget, theme: Theme, now: datetime, next_workday: date) -> datetime | None:
    """The moment chosen, or None."""
    translate = QCoreApplication.translate
    choices = dict(postpone_choices(now, next_workday))
    chosen = ReasonDialog.ask(
        parent, theme, translate("TodayPage", "改到什么时候？"), translate("TodayPage", "改期不算跳过，也不算过期"),
        list(choices), accept=translate("TodayPage", "改期"),
    )  # fmt: skip
    return choices.get(chosen or "")


def show_next_day(parent: QWidget, theme: Theme, steps: tuple[First, ...]) -> None:
    """What the next workday holds for everybody; only to look at."""
    translate = QCoreApplication.translate
    title = words.spoken_day(steps[0].day)
    dialog = Dialog(theme, title, translate("TodayPage", "客户的提醒到当天早上才生成"), parent=parent)
    for step in steps:
        dialog.body.addWidget(PlainLabel(theme, f"{step.time}　{step.title}", parent=dialog))
    close = Button(theme, translate("TodayPage", "知道了"), "primary", keys="↵", parent=dialog)
    dialog.add_button(close, "accept")
    close.setFocus()
    dialog.exec()
