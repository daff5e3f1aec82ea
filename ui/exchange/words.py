"""Names of kinds, outcomes and checks as the exchange page says them."""

from PySide6.QtCore import QCoreApplication

from desktop.exchange.history import Passage
from desktop.exchange.report import Check


def kind_name(kind: str) -> str:
    """What a file was."""
    translate = QCoreApplication.translate
    return {
        "staff": translate("ExchangePage", "通讯录"), "contacts": translate("ExchangePage", "客户列表"),
        "groups": translate("ExchangePage", "客户群列表"), "report": translate("ExchangePage", "上报表"),
        "pack": translate("ExchangePage", "下发包"), "hand": translate("ExchangePage", "手工改动"),
        "handover": translate("ExchangePage", "交接包"), "leads": translate("ExchangePage", "白名单"),
        "editing": translate("ExchangePage", "编辑表"), "guests": translate("ExchangePage", "进场登记表"),
        "summary": translate("ExchangePage", "上报汇总"), "returned": translate("ExchangePage", "退回表"),
        "board": translate("ExchangePage", "看板"), "refused": translate("ExchangePage", "拒收的行"),
    }.get(kind, kind)  # fmt: skip


def outcome(passage: Passage) -> str:
    """What came of it, in one line."""
    translate = QCoreApplication.translate
    if passage.verdict == "undone":
        return translate("ExchangePage", "已撤销")
    if not passage.inward:
        return sent(passage)
    if passage.kind == "hand":
        return decided(passage)
    if passage.verdict == "nothing_new":
        return translate("ExchangePage", "没有新内容")
    forms = {
        "pack": translate("ExchangePage", "新增 {new}，更新 {changed}，停用 {removed}"),
        "handover": translate("ExchangePage", "新增 {new}，更新 {changed}"),
        "editing": translate("ExchangePage", "新增 {new}，更新 {changed}"),
        "guests": translate("ExchangePage", "登记 {new} 位"),
    }
    if passage.kind in forms:
        return forms[passage.kind].format(**passage.counts)
    return translate("ExchangePage", "新增 {new}，更新 {changed}，拒收 {refused}").format(
        new=passage.counts.get("new", 0), changed=passage.counts.get("changed", 0),
        refused=passage.counts.get("refused", 0),
    )  # fmt: skip


def decided(passage: Passage) -> str:
    """What was decided about hand edits, or how many wait."""
    translate = QCoreApplication.translate
    if "waiting" in passage.counts:
        return translate("ExchangePage", "找到 {count} 处").format(count=passage.counts["waiting"])
    return translate("ExchangePage", "收下 {taken}，不收 {left}").format(**passage.counts)


def sent(passage: Passage) -> str:
    """What a file that went out holds."""
    translate = QCoreApplication.translate
    if passage.kind == "pack":
        return translate("ExchangePage", "{count} 条内容").format(count=sum(passage.counts.values()))
    if passage.kind == "handover":
        return translate("ExchangePage", "{count} 条记录").format(count=passage.counts.get("operations", 0))
    forms = {
        "summary": translate("ExchangePage", "{branches} 个网点，客户 {contacts}"),
        "returned": translate("ExchangePage", "{files} 份有问题"),
        "editing": translate("ExchangePage", "{rows} 行"), "refused": translate("ExchangePage", "{refused} 行"),
    }  # fmt: skip
    if passage.kind in forms:
        return forms[passage.kind].format(**passage.counts)
    contacts = passage.counts.get("contacts", 0)
    if passage.kind == "contacts":
        return translate("ExchangePage", "导出 {count} 位，手机已打码").format(count=contacts)
    words = translate("ExchangePage", "客户 {contacts}，本期新增 {adds}")
    return words.format(contacts=contacts, adds=passage.counts.get("adds", 0))


def check_line(check: Check) -> str:
    """A line of the self-check."""
    translate = QCoreApplication.translate
    lines = {
        "no_owner": translate("ExchangePage", "{count} 位客户的归属不在通讯录里"),
        "no_consent": translate("ExchangePage", "{count} 位扫码客户没有留下同意记录"),
        "overdue": translate("ExchangePage", "{count} 条跟进已过期没完成"),
        "unfinished": translate("ExchangePage", "本周有 {count} 件任务没做也没写原因"),
        "same_phone": translate("ExchangePage", "{count} 个号码由几位同事各自添加"),
    }
    return lines[check.key].format(count=check.number)
