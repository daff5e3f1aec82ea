"""Why a contact stands where it stands, in one sentence each: the stage (AIPL), and the lifecycle."""

from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from desktop.contacts.search import ContactDetail
from ui.contacts import words
from ui.widgets.pill import stage_name


class Rung(NamedTuple):
    """What is known of one of the two; `at` and `until` as stored."""

    name: str
    at: str | None
    manual: bool
    who: str
    reason: str
    until: str | None
    kind: str
    text: str


def stage_said(detail: ContactDetail, today: date) -> str:
    """3-10 回复“…”后进入，停留 2 天; or who set it by hand, why and until when."""
    rung = Rung(
        stage_name(detail.row.stage), detail.stage_at, detail.stage_manual, detail.stage_by, detail.stage_reason,
        detail.stage_until, detail.stage_kind, detail.stage_text,
    )  # fmt: skip
    day, translate = words.day_of(rung.at), QCoreApplication.translate
    if day is None:
        return ""
    said = {"date": words.short_day(day, today), "days": (today - day).days}
    if rung.manual:
        text = translate("ContactPanel", "{date} {who} 手工改为{stage}：{reason}，停留 {days} 天")
        said |= {"stage": rung.name, "reason": rung.reason, "who": rung.who}
    elif rung.kind:
        text = translate("ContactPanel", "{date} {event}后进入，停留 {days} 天")
        said |= {"event": _event(rung)}
    else:
        text = translate("ContactPanel", "{date} 进入，停留 {days} 天")
    return text.format(**said) + _ends(rung, today)


def lifecycle_said(detail: ContactDetail, today: date) -> str:
    """周期：激活，3-10 回复“…”后进入; or who set it by hand, why and until when."""
    rung = Rung(
        words.lifecycle_name(detail.lifecycle), detail.lifecycle_at, detail.lifecycle_manual, detail.lifecycle_by,
        detail.lifecycle_reason, detail.lifecycle_until, detail.lifecycle_kind, detail.lifecycle_text,
    )  # fmt: skip
    day, translate = words.day_of(rung.at), QCoreApplication.translate
    if day is None:
        return translate("ContactsPage", "周期：{stage}").format(stage=rung.name)
    said = {"stage": rung.name, "date": words.short_day(day, today)}
    if rung.manual:
        text = translate("ContactsPage", "周期：{stage}，{date} {who} 手工改：{reason}")
        said |= {"reason": rung.reason, "who": rung.who}
    elif rung.kind:
        text = translate("ContactsPage", "周期：{stage}，{date} {event}后进入")
        said |= {"event": _event(rung)}
    else:
        text = translate("ContactsPage", "周期：{stage}，{date} 起")
    return text.format(**said) + _ends(rung, today)


def _event(rung: Rung) -> str:
    """回复“想了解一下教育金”."""
    kind = words.kind_name(rung.kind)
    quoted = QCoreApplication.translate("ContactPanel", "{kind}“{text}”").format(kind=kind, text=rung.text)
    return quoted if rung.text else kind


def _ends(rung: Rung, today: date) -> str:
    """，6-10 改回."""
    until = words.day_of(rung.until)
    if until is None:
        return ""
    return QCoreApplication.translate("ContactPanel", "，{date} 改回").format(date=words.short_day(until, today))
