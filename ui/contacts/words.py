"""Dates, channels and events of a contact as the windows say them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

from desktop.contacts.filters import QUIET_DAYS
from desktop.contacts.search import ContactRow, Elsewhere, Other
from desktop.contacts.stages import CYCLE, LIFECYCLE
from ui.widgets.pill import LETTERS, stage_name

if TYPE_CHECKING:
    from desktop.contacts.timeline import Event

ICONS = {
    "added": "scan-line", "copied": "copy", "sent": "send", "replied": "message-circle-reply", "call": "phone-call",
    "chat": "message-circle", "visit": "store", "queue_talk": "users", "purchase": "wallet",
    "maturity": "calendar-clock", "referral": "handshake", "activity": "puzzle", "group_joined": "log-in",
    "group_left": "log-out", "stage": "trending-up", "owner": "shuffle", "lost": "user-x",
    "suspected_lost": "user-round-x", "recalled": "undo-2",
    "follow_up": "calendar-check",
}  # fmt: skip


MOST_NAMED = 3  # of those who hold the same person


class Said(NamedTuple):
    """Words of a cell with the colour token they are written in; `bold` when they must not be missed."""

    words: str
    token: str = "text2"
    bold: bool = False


def day_of(moment: str | None) -> date | None:
    """The day of a stored time; None when there is none."""
    return date.fromisoformat(moment[:10]) if moment else None


def weekday(day: date) -> str:
    translate = QCoreApplication.translate
    return (
        translate("ContactsPage", "周一"),
        translate("ContactsPage", "周二"),
        translate("ContactsPage", "周三"),
        translate("ContactsPage", "周四"),
        translate("ContactsPage", "周五"),
        translate("ContactsPage", "周六"),
        translate("ContactsPage", "周日"),
    )[day.weekday()]


def short_day(day: date, today: date) -> str:
    """3-14, with the year when it is another one."""
    return f"{day.month}-{day.day:02}" if day.year == today.year else day.isoformat()


def day_with_weekday(day: date, today: date) -> str:
    words = QCoreApplication.translate("ContactsPage", "{date} {weekday}")
    return words.format(date=short_day(day, today), weekday=weekday(day))


def last_contact(moment: str | None, today: date, quiet: int = QUIET_DAYS) -> Said:
    """Today, yesterday, or how many days ago; amber when it has been too long."""
    translate = QCoreApplication.translate
    day = day_of(moment)
    if day is None:
        return Said(translate("ContactsPage", "没有"))
    days = (today - day).days
    if days <= 0:
        return Said(translate("ContactsPage", "今天"))
    if days == 1:
        return Said(translate("ContactsPage", "昨天"))
    return Said(translate("ContactsPage", "{days} 天前").format(days=days), "warn" if days > quiet else "text2")


def next_step(moment: str | None, now: datetime) -> Said:
    """When the next step is due: red when late, accent today, else the day."""
    translate = QCoreApplication.translate
    day = day_of(moment)
    if day is None or moment is None:
        return Said(translate("ContactsPage", "未安排"))
    days = (day - now.date()).days
    if days == -1:
        return Said(translate("ContactsPage", "昨天"), "danger", bold=True)
    if days < 0:
        return Said(translate("ContactsPage", "晚 {days} 天").format(days=-days), "danger", bold=True)
    if days == 0:
        late = moment < f"{now:%Y-%m-%d %H:%M:%S}"
        words = translate("ContactsPage", "今天 {time}").format(time=moment[11:16])
        return Said(words, "danger" if late else "accent", bold=late)
    if days == 1:
        return Said(translate("ContactsPage", "明天"), "text")
    return Said(day_with_weekday(day, now.date()), "text")


def due_in_full(moment: str, now: datetime) -> str:
    """明天 3-13 周五, 今天 14:00: for the card of the next step."""
    translate = QCoreApplication.translate
    day = date.fromisoformat(moment[:10])
    days = (day - now.date()).days
    if days == 0:
        return translate("ContactsPage", "今天 {time}").format(time=moment[11:16])
    written = day_with_weekday(day, now.date())
    if days == 1:
        return translate("ContactsPage", "明天 {day}").format(day=written)
    return written


def moment_of(moment: str, today: date) -> str:
    """今天 10:31, 昨天 9:05, 3-10 15:24."""
    translate = QCoreApplication.translate
    day, time = date.fromisoformat(moment[:10]), moment[11:16]
    days = (today - day).days
    if days == 0:
        return translate("ContactsPage", "今天 {time}").format(time=time)
    if days == 1:
        return translate("ContactsPage", "昨天 {time}").format(time=time)
    return f"{short_day(day, today)} {time}".strip()


def channel_name(channel: str) -> str:
    """A channel in words; one that is not known stands as it is."""
    translate = QCoreApplication.translate
    names = {
        "mobile_app": translate("Channel", "手机银行"),
        "official_account": translate("Channel", "公众号"),
        "new_media": translate("Channel", "视频号"),
        "lobby": translate("Channel", "网点厅堂"),
        "staff_talk": translate("Channel", "当面介绍"),
        "online_scene": translate("Channel", "线上场景"),
        "offline_scene": translate("Channel", "企业进场"),
        "group": translate("Channel", "客户群"),
        "referral": translate("Channel", "老客转介"),
        "acquisition_link": translate("Channel", "获客链接"),
        "unknown": translate("Channel", "来源不明"),
    }
    return names.get(channel, channel)


def validity_name(validity: str) -> str:
    """Whether an add counts, or why it does not."""
    translate = QCoreApplication.translate
    return {
        "": translate("Validity", "没有判断"), "valid": translate("Validity", "有效"),
        "not_customer": translate("Validity", "不是本行客户"),
        "managed_elsewhere": translate("Validity", "由别人管户"), "not_first": translate("Validity", "不是首次添加"),
        "out_of_region": translate("Validity", "省外"), "not_real_name": translate("Validity", "没有实名"),
    }.get(validity, validity)  # fmt: skip


def coded_name(key: str, code: str) -> str:
    """A code of a field in words, of those that the history of fields shows as codes, and tags."""
    translate = QCoreApplication.translate
    yes, no = translate("ImportDialog", "是"), translate("ImportDialog", "否")
    tables = {
        "gender": {"1": translate("ContactPanel", "男"), "2": translate("ContactPanel", "女")},
        "do_not_disturb": {"1": yes, "0": no, "": no},
        "tag": {"1": translate("ContactPanel", "打上"), "0": translate("ContactPanel", "没有"), "": "—"},
        "status": {
            "lost": translate("Event", "流失"), "recalled": translate("Event", "挽回"),
            "suspected_lost": translate("ContactPanel", "疑似流失"), "": translate("ContactPanel", "正常"),
        },
        "stage_manual": {"": translate("ContactPanel", "按记录推算")},
        "lifecycle_manual": {"": translate("ContactPanel", "按记录推算")},
    }  # fmt: skip
    if key == "channel":
        return channel_name(code) if code else "—"
    if key == "validity":
        return validity_name(code)
    if key == "stage_manual" and code:
        return stage_name(code)
    if key == "lifecycle_manual" and code:
        return lifecycle_name(code)
    return tables[key].get(code, "—" if code in {"", "0"} else code)


def source_of(row: ContactRow) -> str:
    """The placement if there is one, else what the file said, else the channel."""
    return row.placement or row.source or channel_name(row.channel)


def kind_name(kind: str) -> str:
    """What happened, in a word or two."""
    translate = QCoreApplication.translate
    names = {
        "added": translate("Event", "添加"),
        "copied": translate("Event", "复制话术"),
        "sent": translate("Event", "发送"),
        "replied": translate("Event", "回复"),
        "call": translate("Event", "电话"),
        "chat": translate("Event", "聊天"),
        "visit": translate("Event", "到访"),
        "queue_talk": translate("Event", "排队时聊"),
        "purchase": translate("Event", "购买"),
        "maturity": translate("Event", "到期"),
        "referral": translate("Event", "转介"),
        "activity": translate("Event", "参加活动"),
        "group_joined": translate("Event", "进群"),
        "group_left": translate("Event", "退群"),
        "stage": translate("Event", "改阶段"),
        "owner": translate("Event", "换归属"),
        "lost": translate("Event", "流失"),
        "suspected_lost": translate("ContactPanel", "疑似流失"),
        "recalled": translate("Event", "挽回"),
        "follow_up": translate("Event", "跟进完成"),
    }
    return names.get(kind, kind)


def lifecycle_name(stage: str) -> str:
    """How far a contact has come on the customer's way."""
    translate = QCoreApplication.translate
    names = {
        "acquired": translate("Lifecycle", "获客"),
        "activated": translate("Lifecycle", "激活"),
        "retained": translate("Lifecycle", "留存"),
        "converted": translate("Lifecycle", "营收转化"),
        "referring": translate("Lifecycle", "转介"),
    }
    return names.get(stage, stage)


def also_held(others: Sequence[Other]) -> str:
    """Who else holds the same person; at most three are named."""
    translate = QCoreApplication.translate
    told = []
    for one in others[:MOST_NAMED]:
        name = one.owner_name or "—"
        if one.branch_name:
            name = translate("ContactsPage", "{name}（{branch}）").format(name=name, branch=one.branch_name)
        told.append(translate("ContactsPage", "{name}，归属已定").format(name=name) if one.decided else name)
    names = translate("ContactsPage", "、").join(told)
    if len(others) > MOST_NAMED:
        names = translate("ContactsPage", "{names} 等 {count} 位").format(names=names, count=len(others))
    return translate("ContactsPage", "同一位客户，也在 {names} 名下").format(names=names) if others else ""


def decided_elsewhere(found: Sequence[Elsewhere]) -> str:
    """What head office decided about the person, who is a customer of another branch too; the newest decision."""
    translate = QCoreApplication.translate
    if not found:
        return ""
    one = found[0]
    if one.verdict == "both_serve":
        return translate("ContactsPage", "总行定：和另一家网点共管")
    if one.ours:
        return translate("ContactsPage", "总行定：归这里，另一家网点也有这位客户")
    return translate("ContactsPage", "总行定：归{branch} {name}").format(branch=one.branch_name, name=one.owner_name)


def stage_of(event: "Event") -> str:
    """The stage that an event set by hand, "" for others."""
    first = event.text.split(" ", 1)[0]
    return first if event.kind == "stage" and first in LETTERS else ""


def punctuality(event: "Event") -> str:
    """Whether a step was done in time: （按时）, （晚 2 天）."""
    from desktop.contacts.follow_ups import days_late

    late = days_late(event.due_at, event.at)
    translate = QCoreApplication.translate
    return translate("Event", "（晚 {days} 天）").format(days=late) if late else translate("Event", "（按时）")


def in_days(day: date, today: date) -> str:
    """今天, 明天, 5 天后."""
    translate = QCoreApplication.translate
    days = (day - today).days
    if days == 0:
        return translate("ContactsPage", "今天")
    if days == 1:
        return translate("ContactsPage", "明天")
    return translate("ContactsPage", "{days} 天后").format(days=days)


def next_birthday(born: str, today: date) -> date:
    """The next day it falls on; 29 February is kept on the 28th of other years. `born` is YYYY-MM-DD."""
    month, day = int(born[5:7]), int(born[8:10])
    for year in (today.year, today.year + 1):
        try:
            falls = date(year, month, day)
        except ValueError:
            falls = date(year, 2, 28)
        if falls >= today:
            break
    return falls


def event_title(event: "Event") -> str:
    """回复：想了解一下教育金."""
    text, kind = event.text, kind_name(event.kind)
    first, *rest = event.text.split(" ", 1)
    if stage_of(event):
        text = " ".join([stage_name(first), *rest])
    elif event.kind == "stage" and first in {CYCLE.field, *LIFECYCLE}:
        kind = QCoreApplication.translate("Event", "改周期")
        text = " ".join([lifecycle_name(first) if first in LIFECYCLE else coded_name("lifecycle_manual", ""), *rest])
    if event.due_at:
        text = f"{text}{punctuality(event)}"
    if not text:
        return kind
    return QCoreApplication.translate("ContactsPage", "{kind}：{text}").format(kind=kind, text=text)
