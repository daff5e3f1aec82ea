"""Files of WeCom: found by their headings, cells typed in one place."""

from datetime import date, datetime
from pathlib import Path

import pytest

from desktop.errors import AppError
from desktop.exchange import wecom, workbook
from desktop.exchange.workbook import Book, Sheet
from desktop.fields import CONTACT_FIELDS

WECOM = Path(__file__).parents[2] / "data" / "wecom"
HEADS = ["客户名称", "添加人", "添加人账号", "添加时间", "手机"]
ROW = ["赵小琳", "王敏", "wangmin", "2026-11-20 09:30:00", "13812344821"]


def table(*rows, name="表"):
    return Book([Sheet(name, [list(row) for row in rows])])


def first(*rows):
    layout, cells = wecom.recognise(table(*rows), "a.xlsx")
    return next(wecom.parse(layout, cells))


def read(head, cell):
    """What a cell under this heading becomes, with its fault or warning."""
    heads = HEADS if head in HEADS else [*HEADS, head]
    row = dict(zip(HEADS, ROW, strict=True)) | {head: cell}
    found = first(heads, [row[one] for one in heads])
    key = next(one.key for one in CONTACT_FIELDS if head in one.heads)
    problems = [*found.faults, *found.warnings]
    return found.values.get(key), str(problems[0].reason) if problems else ""


@pytest.mark.parametrize(
    ("file", "kind", "head_row", "fields", "groups"),
    [
        ("江海银行通讯录.xlsx", "staff", 10, 15, 0),
        ("客户列表.xlsx", "contacts", 4, 13, 5),
        ("客户列表-流式.xlsx", "contacts", 4, 13, 5),
        ("客户列表-日期单元格.xlsx", "contacts", 4, 13, 5),
        ("客户群列表.xlsx", "groups", 1, 5, 0),
    ],
)
def test_files_are_recognised_by_their_headings(reader, file, kind, head_row, fields, groups):
    layout, _ = wecom.recognise(workbook.read(WECOM / file, reader=reader), file)
    assert (layout.kind, layout.head_row + 1, len(layout.fields), len(layout.tag_groups)) == (
        kind, head_row, fields, groups,
    )  # fmt: skip
    assert layout.unknown == {}


def test_the_sheet_with_the_most_known_headings_counts():
    book = Book([Sheet("说明", [["客户名称", "很多", "字"]]), Sheet("数据", [[], HEADS, ROW])])
    layout, rows = wecom.recognise(book, "a.xlsx")
    assert (layout.sheet, layout.head_row, rows[2]) == ("数据", 1, ROW)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["客户名称", "手机"]],
        [["别的"]] * 30 + [HEADS],
        [["客户名称", "描述", "添加人", "来源", "手机"]],  # without account and time there is no key
    ],
)
def test_a_file_without_a_known_heading_is_refused(rows):
    with pytest.raises(AppError, match=r"认不出 a\.xlsx") as caught:
        wecom.recognise(table(*rows), "a.xlsx")
    assert caught.value.cure


def test_columns_go_by_heading_not_by_position():
    heads = [
        "手机号",
        "标签组1（客群）",
        "添加时间",
        "星座",
        "客户名称*",
        "添加人帐号",
        "标签组2(产品意向)",
        "客户名称",
    ]
    found = first(
        heads, ["13812344821", "代发、理财；直营;;", "2026/3/5 9:05", "狮子", "赵小琳", "wangmin", "保险，基金", "另"]
    )
    assert found.values == {
        "phone": "13812344821", "added_at": "2026-03-05 09:05:00", "name": "赵小琳", "owner_account": "wangmin",
    }  # fmt: skip
    assert found.tags == [
        ("客群", "代发"),
        ("客群", "理财"),
        ("客群", "直营"),
        ("产品意向", "保险"),
        ("产品意向", "基金"),
    ]
    assert found.unknown == {"星座": "狮子", "客户名称": "另"}


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        ("13812344821", "13812344821"),
        (13812344821, "13812344821"),
        ("+86 138-1234-4821", "13812344821"),
        ("0086 13812344821", "13812344821"),
        ("8613812344821", "13812344821"),
        ("（138）1234 4821", "13812344821"),
        ("\u202d13812344821\u202c", "13812344821"),
    ],
)
def test_phones_are_eleven_digits_however_they_are_written(cell, phone):
    assert read("手机", cell) == (phone, "")


@pytest.mark.parametrize("cell", ["1380000", 1380000, "12812344821", "+852 6123 4567", "没有"])
def test_other_phones_are_kept_as_they_are_and_said(cell):
    value, problem = read("手机", cell)
    assert value == str(cell)
    assert problem == f"手机“{cell}”不是 11 位手机号，按原样保留"


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        ("2026-11-20 09:30:15", "2026-11-20 09:30:15"),
        ("2026/11/20 09:30", "2026-11-20 09:30:00"),
        ("2026-11-20", "2026-11-20 00:00:00"),
        ("2026/1/2 3:04", "2026-01-02 03:04:00"),
        ("2026年1月2日 3:04:05", "2026-01-02 03:04:05"),
        ("2026.1.2", "2026-01-02 00:00:00"),
        (datetime(2026, 11, 20, 9, 30, 15, 999), "2026-11-20 09:30:15"),
        (date(2026, 11, 20), "2026-11-20 00:00:00"),
    ],
)
def test_times_come_in_many_forms(cell, at):
    assert read("添加时间", cell) == (at, "")


@pytest.mark.parametrize("cell", ["昨天", "2026-13-01", "2026年2月30日", "20:15", 46_000, "明天 9:00"])
def test_a_time_that_is_none_refuses_the_row(cell):
    assert read("添加时间", cell) == ("", f"时间“{cell}”看不懂，要像 2026-11-20 09:30")


@pytest.mark.parametrize("account", ["王敏", "a b", "x" * 65, "a/b"])
def test_an_account_that_can_be_none_refuses_the_row(account):
    assert read("添加人账号", account)[1].startswith(f"账号“{account}”要由")


def test_what_is_missing_is_named():
    found = first(HEADS, [None, "王敏", None, "2026-11-20", None])
    assert [(fault.row, fault.head, str(fault.reason)) for fault in found.faults] == [
        (2, "客户名称", "客户名称是空的"), (2, "添加人账号", "添加人账号是空的"),
    ]  # fmt: skip


def test_empty_rows_are_passed_over_and_numbers_stay_right():
    layout, rows = wecom.recognise(table(["通知"], HEADS, ROW, [None] * 5, [], ROW[:4]), "a.xlsx")
    assert [found.row for found in wecom.parse(layout, rows)] == [3, 6]


def test_departments_are_several_paths():
    value, _ = read("添加人所属部门", "江海银行/江北分行/城东支行/；江海银行;")
    assert value == "江海银行/江北分行/城东支行；江海银行"


@pytest.mark.parametrize(("cell", "members"), [(196, 196), ("31", 31), ("很多", 0), ("9" * 30, 0), (-3, 0), ("²", 0)])
def test_members_are_a_number(cell, members):
    heads = ["群名", "群人数", "群主", "群主所在部门", "创建时间"]
    found = first(heads, ["群聊", cell, "王敏", "江海银行", "2026/05/28 12:49"])
    assert found.values["members"] == members
    assert bool(found.faults) == (members == 0)


def test_gender_by_word():
    heads = ["姓名", "账号", "部门", "性别"]
    genders = [first(heads, ["甲", "jia", "江海银行", word]).values["gender"] for word in ("男", "女", "不说")]
    assert genders == [1, 2, 0]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("扫描二维码", 1), ("搜索手机号", 2), ("名片分享", 3), ("群聊", 4), ("手机联系人", 5), ("手机通讯录", 5),
        ("微信联系人", 6), ("视频号主页", 10), ("获客链接", 16), ("来自管理员分配", 202), ("管理员分配", 202),
        ("未知来源", 0), ("内部成员共享", 201), ("广场舞", None), ("", None),
    ],
)  # fmt: skip
def test_sources_have_wecom_s_codes(source, code):
    assert wecom.add_way(source).code == code


def test_every_code_of_wecom_is_there():
    codes = {way.code for way in wecom.add_ways().values()}
    assert codes >= {*range(7), *range(8, 19), 21, 22, 24, 201, 202}
