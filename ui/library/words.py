"""Words that several parts of the library say."""

from PySide6.QtCore import QCoreApplication

from desktop.library.plan import Proposal
from desktop.library.products import OPEN, SOON
from ui.today.side_row import Row


def kind_name(kind: str) -> str:
    """What a script is for."""
    translate = QCoreApplication.translate
    return {
        "lobby": translate("LibraryPage", "厅堂"),
        "contact": translate("LibraryPage", "客户"),
        "group": translate("LibraryPage", "社群"),
        "activity": translate("LibraryPage", "群活动"),
        "moments": translate("LibraryPage", "朋友圈"),
    }.get(kind, kind)


def view_name(view: str) -> str:
    translate = QCoreApplication.translate
    return {
        "all": translate("LibraryPage", "全部"),
        "favourite": translate("LibraryPage", "收藏"),
        "own": translate("LibraryPage", "本网点"),
        "recommended": translate("LibraryPage", "网点推荐"),
        "retired": translate("LibraryPage", "停用的"),
    }[view]


def state_look(state: str) -> tuple[str, str, str]:
    """(words, tone, icon) of a product's window."""
    translate = QCoreApplication.translate
    if state == OPEN:
        return translate("LibraryPage", "在售"), "ok", "circle-check"
    if state == SOON:
        return translate("LibraryPage", "未开售"), "info", "clock"
    return translate("LibraryPage", "已结束"), "neutral", "ban"


def occasion_name(occasion: str) -> str:
    """Why a product is proposed for a day."""
    translate = QCoreApplication.translate
    return {
        "first": translate("LibraryPage", "开售第一天"),
        "last": translate("LibraryPage", "快结束了"),
        "game": translate("LibraryPage", "游戏后插播"),
        "fact": translate("LibraryPage", "午间一句话"),
    }[occasion]


def day_name(day: str) -> str:
    """A stored day without its year; — for none."""
    return day[5:10] if day else "—"


def window(starts_on: str, ends_on: str) -> str:
    """The window of a product: 03-10 至 03-18."""
    if not starts_on and not ends_on:
        return QCoreApplication.translate("LibraryPage", "长期")
    words = QCoreApplication.translate("LibraryPage", "{first} 至 {last}")
    return words.format(first=day_name(starts_on), last=day_name(ends_on))


def left(days: int) -> str:
    """How many workdays a window is still open."""
    if days == 1:
        return QCoreApplication.translate("LibraryPage", "今天最后一天")
    return QCoreApplication.translate("LibraryPage", "还有 {days} 个工作日").format(days=days)


def proposal_row(id_: str, one: Proposal, day: str) -> Row:
    """A proposal as a row beside a list."""
    told = occasion_name(one.occasion)
    if one.occasion == "last":
        told = f"{told} · {left(one.left)}"
    token = "warn" if one.occasion == "last" else "text2"
    return Row(id_, one.name, told, day, "text2", time=one.time, text_token=token)
