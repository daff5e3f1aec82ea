"""Names of kinds, targets, rules, roles and days as the windows of templates say them."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop.sop.drafts import FESTIVAL, StepDraft
from desktop.sop.shapes import Audience

KIND_ICONS = {
    "lobby": "store", "contact": "user-round", "group": "messages-square", "activity": "puzzle", "moments": "image",
}  # fmt: skip


def step_kinds() -> list[tuple[str, str]]:
    """(code, name) of the kinds of steps."""
    translate = QCoreApplication.translate
    return [
        ("lobby", translate("Sop", "厅堂和内部")),
        ("contact", translate("Sop", "联系客户")),
        ("group", translate("Sop", "群内容")),
        ("activity", translate("Sop", "群活动")),
        ("moments", translate("Sop", "朋友圈")),
    ]


def targets() -> list[tuple[str, str]]:
    translate = QCoreApplication.translate
    return [
        ("staff", translate("Sop", "自己做")),
        ("group", translate("Sop", "每个群")),
        ("contact", translate("Sop", "逐位客户")),
    ]


def rules() -> list[tuple[str, str]]:
    translate = QCoreApplication.translate
    return [
        ("", translate("Sop", "全部在联系的客户")),
        ("birthday", translate("Sop", "生日")),
        ("maturity", translate("Sop", "存款理财到期")),
        ("event", translate("Sop", "发生一件事之后")),
        ("dormant", translate("Sop", "沉默的客户")),
        ("tagged", translate("Sop", "有某个标签")),
        ("lost", translate("Sop", "流失的客户")),
    ]


def events() -> list[tuple[str, str]]:
    translate = QCoreApplication.translate
    return [
        ("", translate("Sop", "请选")),
        ("purchase", translate("Sop", "购买")),
        ("referral", translate("Sop", "转介绍")),
        ("group_joined", translate("Sop", "进群")),
        ("visit", translate("Sop", "到访")),
        ("replied", translate("Sop", "回复")),
        ("activity", translate("Sop", "参加活动")),
        ("recalled", translate("Sop", "挽回")),
    ]


def template_kinds() -> list[tuple[str, str]]:
    translate = QCoreApplication.translate
    return [
        ("daily", translate("Sop", "每天")),
        ("weekly", translate("Sop", "每周")),
        ("programme", translate("Sop", "按添加天数")),
        ("persona", translate("Sop", "按专业形象")),
        ("festival", translate("Sop", "按节日")),
    ]


def roles() -> list[tuple[str, str]]:
    translate = QCoreApplication.translate
    return [
        ("teller", translate("Sop", "柜员")),
        ("manager", translate("Sop", "客户经理")),
        ("lead", translate("Sop", "网点负责人")),
    ]


def absence_kinds() -> list[tuple[str, str]]:
    translate = QCoreApplication.translate
    return [
        ("leave", translate("Sop", "休假")),
        ("sick", translate("Sop", "病假")),
        ("training", translate("Sop", "培训")),
        ("elsewhere", translate("Sop", "外派")),
    ]


def named(choices: list[tuple[str, str]], code: str) -> str:
    """The name of a code; one that is not there is its own name."""
    return dict(choices).get(code, code)


def weekday(number: int) -> str:
    """周一 of 1."""
    translate = QCoreApplication.translate
    return (
        translate("Sop", "周一"), translate("Sop", "周二"), translate("Sop", "周三"), translate("Sop", "周四"),
        translate("Sop", "周五"), translate("Sop", "周六"), translate("Sop", "周日"),
    )[number - 1]  # fmt: skip


def weekday_letter(number: int) -> str:
    """一 of 1, for chips."""
    translate = QCoreApplication.translate
    return (
        translate("Sop", "一"), translate("Sop", "二"), translate("Sop", "三"), translate("Sop", "四"),
        translate("Sop", "五"), translate("Sop", "六"), translate("Sop", "日"),
    )[number - 1]  # fmt: skip


def short_day(day: date) -> str:
    return f"{day.month}-{day.day}"


def for_whom(step: StepDraft, template: str) -> str:
    """Whom a step is for, in a few words."""
    translate = QCoreApplication.translate
    if step.target != "contact":
        return named(targets(), step.target)
    if template == "programme":
        return translate("Sop", "添加满 {days} 天的客户").format(days=step.day)
    wanted = step.audience
    if wanted.rule == "tagged":
        return translate("Sop", "标签：{tags}").format(tags=translate("Sop", "、").join(wanted.tags))
    if wanted.rule == "event":
        event = named(events(), wanted.event)
        return translate("Sop", "{event}后 {days} 天").format(event=event, days=wanted.days)
    return named(rules(), wanted.rule)


def on_days(step: StepDraft, template: str) -> str:
    """On which days a step falls, in a few words."""
    translate = QCoreApplication.translate
    wanted: Audience = step.audience
    if template == FESTIVAL:
        return translate("Sop", "节前 {days} 天").format(days=-step.day)
    if template == "programme":
        return translate("Sop", "第 {day} 天").format(day=step.day)
    parts = [translate("Sop", "、").join(weekday(day) for day in wanted.weekdays)] if wanted.weekdays else []
    parts += [translate("Sop", "、").join(wanted.dates)] if wanted.dates else []
    if wanted.month_days:
        numbers = translate("Sop", "、").join(map(str, wanted.month_days))
        parts.append(translate("Sop", "每月 {days} 号").format(days=numbers))
    return translate("Sop", "，").join(parts) or translate("Sop", "每天")
