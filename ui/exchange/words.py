"""Names of kinds, verdicts and checks as the exchange page says them."""

from PySide6.QtCore import QCoreApplication

from desktop.exchange.history import Passage
from desktop.exchange.report import Check
from desktop.insights.metrics import METRICS


def kind_name(kind: str) -> str:
    """What a file was."""
    translate = QCoreApplication.translate
    return {
        "staff": translate("ExchangePage", "通讯录"), "contacts": translate("ExchangePage", "客户列表"),
        "groups": translate("ExchangePage", "客户群列表"), "report": translate("ExchangePage", "上报表"),
    }.get(kind, kind)  # fmt: skip


def outcome(passage: Passage) -> str:
    """What came of it, in one line."""
    translate = QCoreApplication.translate
    if passage.verdict == "undone":
        return translate("ExchangePage", "已撤销")
    if not passage.inward:
        return translate("ExchangePage", "客户 {contacts}，本期新增 {adds}").format(
            contacts=passage.counts.get("contacts", 0), adds=passage.counts.get("adds", 0)
        )
    if passage.verdict == "nothing_new":
        return translate("ExchangePage", "没有新内容")
    return translate("ExchangePage", "新增 {new}，更新 {changed}，拒收 {refused}").format(
        new=passage.counts.get("new", 0), changed=passage.counts.get("changed", 0),
        refused=passage.counts.get("refused", 0),
    )  # fmt: skip


def check_line(check: Check) -> str:
    """A line of the self-check."""
    translate = QCoreApplication.translate
    lines = {
        "no_owner": translate("ExchangePage", "{count} 位客户的归属不在通讯录里"),
        "no_consent": translate("ExchangePage", "{count} 位扫码客户没有留下同意记录"),
        "overdue": translate("ExchangePage", "{count} 条跟进已过期没完成"),
        "same_phone": translate("ExchangePage", "{count} 个号码由几位同事各自添加"),
    }
    return lines[check.key].format(count=check.number)


def metric_name(key: str) -> str:
    """A metric's name in the user's language."""
    translate = QCoreApplication.translate
    names = {
        "contacts": translate("Metric", "客户"), "adds": translate("Metric", "新增"),
        "lost": translate("Metric", "流失"), "net": translate("Metric", "净增"),
        "tagged": translate("Metric", "标签率"), "reached": translate("Metric", "触达率"),
        "interactions": translate("Metric", "互动"), "follow_ups_due": translate("Metric", "应跟进"),
        "on_time": translate("Metric", "跟进及时率"), "tasks_due": translate("Metric", "应做任务"),
        "tasks_done": translate("Metric", "SOP 完成率"), "tasks_skipped": translate("Metric", "跳过"),
        "groups": translate("Metric", "社群"), "members": translate("Metric", "群成员"),
    }  # fmt: skip
    return names[key]


def definition(key: str) -> str:
    """A metric's definition, for the tool tip: the bank's own words, the same as in the workbooks."""
    return next(metric.definition for metric in METRICS if metric.key == key)
