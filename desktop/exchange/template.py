"""A workbook to fill in: our headings with examples, choices where a cell has few meanings, and how to send it in."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from db.engine import session_clock
from desktop import people
from desktop.contacts import own_fields
from desktop.contacts.own_fields import OwnField
from desktop.exchange import workbook
from desktop.exchange.wecom import EXAMPLE
from desktop.exchange.workbook import Cell, SheetSpec
from desktop.fields import CONTACT_FIELDS, Field

ROWS: Final = 2_000  # that have the choices
LONGEST: Final = 250  # characters of a list within a cell's own rule
ASKED: Final = (
    "name", "phone", "owner_account", "added_at", "source", "company", "position", "birthday", "gender", "stage_manual",
    "channel", "remark", "do_not_disturb",
)  # fmt: skip
HEADS: Final = {"owner_account": "归属", "name": "客户名称"}
CHOICES: Final = {
    "stage_manual": ("认知", "兴趣", "购买", "忠诚"), "gender": ("男", "女"), "do_not_disturb": ("是", "否"),
    "channel": ("网点厅堂", "当面介绍", "企业进场", "手机银行", "公众号", "客户群", "老客转介", "线上场景"),
}  # fmt: skip
EXAMPLES: Final = (
    {"name": "赵小琳", "phone": "13800001234", "source": "扫描二维码", "company": "云溪科技", "birthday": "1988-08-15",
     "gender": "女", "stage_manual": "兴趣", "channel": "网点厅堂", "remark": "两个孩子，问过教育金"},
    {"name": "李建国", "phone": "13900005678", "birthday": "8-15", "gender": "男", "stage_manual": "认知",
     "channel": "企业进场", "company": "江海机电", "position": "财务", "do_not_disturb": "否"},
)  # fmt: skip
TAGS: Final = "标签"


def write(session: Session, path: Path) -> Path:
    """Write the template for customers, with head office's own fields; returns the path."""
    fields = [next(one for one in CONTACT_FIELDS if one.key == key) for key in ASKED]
    own = own_fields.fields(session)
    names = [one.name for one in people.staff(session)]
    owner = names[0] if names else "王敏"
    day = f"{session_clock(session).now().date()}"
    heads: list[Cell] = [f"{HEADS.get(one.key, one.label)}{'*' if one.required and one.key != 'added_at' else ''}"
                         for one in fields]  # fmt: skip
    rows: list[list[Cell]] = [[*heads, TAGS, *(one.title for one in own)]]
    for number, example in enumerate(EXAMPLES):
        values = {"owner_account": owner, "added_at": day, **example}
        values["name"] = f"{EXAMPLE}{values['name']}"
        tags = "代发，子女教育" if not number else "养老规划"
        rows.append([*(values.get(one.key) for one in fields), tags, *map(_example, own)])
    lists = [_choices(one, names) for one in fields] + [()] + [one.choices for one in own]
    table = SheetSpec(
        "客户", rows, widths={number: max(12, one.width) for number, one in enumerate(fields, 1)}, filtered=False,
        choices=_offered(lists), choice_rows=ROWS,
    )  # fmt: skip
    workbook.write(path, [table, _guide()])
    return path


def _choices(one: Field, names: Sequence[str]) -> Sequence[str]:
    return names if one.key == "owner_account" else CHOICES.get(one.key, ())


def _example(one: OwnField) -> str:
    return {"number": "10", "date": "2027-03-14", "choice": one.choices[0] if one.choices else ""}.get(one.type, "")


def _offered(lists: Sequence[Sequence[str]]) -> dict[int, Sequence[str]]:
    """Column → what is chosen from, where the list is short enough for a cell's own."""
    return {
        column: choices
        for column, choices in enumerate(lists, 1)
        if choices and len(",".join(choices)) < LONGEST and not any('"' in one or "," in one for one in choices)
    }


def _guide() -> SheetSpec:
    lines: list[list[Cell]] = [
        ["怎么填", None],
        ["必填", "客户名称、归属（员工姓名或企业微信账号）。别的可以空着，空着的不会覆盖已有内容。"],
        ["示例行", f"以“{EXAMPLE}”开头的两行是例子，导入时跳过，可以留着。"],
        ["添加时间", "像 2026-11-20 或 2026-11-20 09:30；不知道就空着。"],
        ["手机", "11 位手机号；写成数字、带 +86 或空格都可以。"],
        ["标签", "几个标签用逗号分开；已有的按名字找，没有的新建在“导入的标签”组。"],
        ["多出的列", "可以自己加列，导入时原样保存，在客户资料里看得到。"],
        ["再导一次", "同一份表导几次都一样，不会重复；改了的会更新。"],
    ]
    return SheetSpec("说明", lines, widths={1: 16, 2: 80}, cover=True)
