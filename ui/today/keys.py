"""The keys of the day's page, as its hint bar and the palette name them."""

from PySide6.QtCore import QCoreApplication

from ui.page import Hint


def hints(*, shows_done: bool, leads: bool, plans: bool) -> list[Hint]:
    """`leads` sees the team, `plans` may change the templates."""
    translate = QCoreApplication.translate
    return [
        Hint("J", translate("TodayPage", "下一件")),
        Hint("K", translate("TodayPage", "上一件")),
        Hint("C", translate("TodayPage", "复制话术")),
        Hint("↵", translate("TodayPage", "完成")),
        Hint("S", translate("TodayPage", "跳过")),
        Hint("R", translate("TodayPage", "改期")),
        Hint("D", translate("TodayPage", "收起已完成") if shows_done else translate("TodayPage", "展开已完成")),
        Hint("→", translate("TodayPage", "看客户")),
        Hint("A", translate("TodayPage", "办活动")),
        Hint("G", translate("TodayPage", "交给同事")),
        Hint("L", translate("TodayPage", "请假")),
        Hint("B", translate("TodayPage", "浮窗")),
        *([Hint("T", translate("TodayPage", "看团队"))] if leads else []),
        *([Hint("M", translate("TodayPage", "模板"))] if plans else []),
    ]
