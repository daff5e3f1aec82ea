"""Tables of people's own, as awkward as they come."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from desktop.exchange import workbook
from desktop.exchange.workbook import Cell, SheetSpec

HEADS = [
    "序号",
    "联系电话",
    "客户经理",
    "姓名",
    "意向程度",
    "登记日期",
    "幸运色",
    "单位",
    "客户标签",
    "出生日期",
    "客户阶段",
]
ROWS: list[list[Cell]] = [
    [1, 13800001234, "王敏", "赵小琳", "高", date(2026, 6, 1), "绿", "云溪科技", "代发，理财", "1988-08-15", "有意向"],
    [2, "139 0000 5678", "王敏", "李建国", "低", "2026/6/2", "红", None, None, "8月15日", "认知"],
    [3, "1380000", "小周", "孙一", "低", "2026-06-03", None, None, "代发", "八月", "潜在"],
]  # fmt: skip


def table(path: Path, rows: Sequence[Sequence[Cell]] = ROWS, heads: Sequence[str] = HEADS) -> Path:
    """The heading in row 4 of the second sheet, under a title and who made it."""
    above: list[list[Cell]] = [["城东支行 2026 年第二季度客户登记"], ["制表：张三", None, "日期：2026-06-30"], []]
    sheets = [SheetSpec("说明", [["这是登记表"]]), SheetSpec("登记", [*above, [*heads], *rows], head=0)]
    workbook.write(path, sheets)
    return path
