"""Makes the files of the two smaller sample branches; run by hand, the results are in git.

Everybody in them is invented: names are drawn from lists, phone numbers from a seeded generator.
"""

import random
from datetime import datetime, timedelta
from pathlib import Path

from openpyxl import Workbook

HERE = Path(__file__).parent
END = datetime(2026, 11, 20, 18)
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡"
    "余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
)
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰佳怡子涵梓轩浩宇欣雨晨思远文博雅婷建国志强晓东海燕春梅"
COMPANIES = ("", "", "", "云溪科技", "滨江医院", "江海纺织", "南浦物流", "望江中学", "银杏商贸")
SOURCES = ("扫描二维码", "扫描二维码", "搜索手机号", "名片分享", "群聊", "手机通讯录", "获客链接", "微信联系人")
TAGS = {
    "客群": ("代发", "信用卡", "理财", "直营", "贷款", "企业主"),
    "产品意向": ("定期存款", "基金定投", "养老规划", "按揭", "保险"),
    "家庭": ("新婚", "二孩家庭", "学生家长", "空巢"),
    "价值": ("5万以上", "20万以上", "50万以上"),
}
BRANCHES = {
    "binjiang": ("滨江支行", 236, (("刘洋", "liuyang", "支行行长"), ("何雨桐", "heyutong", "理财经理"),
                 ("宋佳", "songjia", "客户经理"), ("潘晓", "panxiao", "柜员"), ("高翔", "gaoxiang", "大堂经理"))),
    "nanpu": ("南浦支行", 178, (("罗敏", "luomin", "支行行长"), ("谢安", "xiean", "理财经理"),
              ("唐宁", "tangning", "客户经理"), ("韩雪", "hanxue", "柜员"))),
}  # fmt: skip
STAFF_HEADS = [
    "姓名",
    "账号",
    "别名",
    "职务",
    "部门",
    "性别",
    "手机",
    "座机",
    "邮箱",
    "地址",
    "企业邮箱",
    "视频号",
    "激活状态",
    "禁用状态",
    "微信插件",
]
HEADS = [
    "客户名称",
    "描述",
    "添加人",
    "添加人账号",
    "添加人所属部门",
    "添加时间",
    "来源",
    "手机",
    "企业",
    "邮箱",
    "地址",
    "职务",
    "电话",
]
NOTES = (
    "1.客户名称优先取成员为客户设置的备注名",
    "2.暂时不支持企业微信联系人的对外自定义字段导出",
    "3.暂时不支持个人标签的导出",
)


def main() -> None:
    """Write the address book, the customer list and the group list of both branches."""
    for folder, (branch, count, people) in BRANCHES.items():
        chance = random.Random(folder)  # noqa: S311 - reproducible, nothing secret
        path = f"江海银行/江北分行/{branch}"
        save(folder, "通讯录", "成员列表", staff_rows(chance, path, people))
        save(folder, "客户列表", "客户列表", contact_rows(chance, path, people, count))
        save(folder, "客户群列表", "客户群列表", group_rows(chance, path, branch, people))


def save(folder: str, name: str, sheet: str, rows: list[list[object]]) -> None:
    book = Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(row)
    (HERE / folder).mkdir(exist_ok=True)
    book.save(HERE / folder / f"{name}.xlsx")


def staff_rows(chance: random.Random, path: str, people: tuple) -> list[list[object]]:
    rows: list[list[object]] = [["填写须知："], *([f"{number}、示例行"] for number in range(1, 9)), STAFF_HEADS]
    for name, account, position in people:
        mail = f"{account}@jianghai.example"
        rows.append(
            [name, account, "", position, path, "", phone(chance), "", "", "", mail, "", "已激活", "未禁用", "已关注"]
        )
    return rows


def contact_rows(chance: random.Random, path: str, people: tuple, count: int) -> list[list[object]]:
    groups = [f"标签组{number}({name})" for number, name in enumerate(TAGS, 1)]
    rows: list[list[object]] = [*([note] for note in NOTES), [*HEADS, *groups]]
    for _ in range(count):
        name = chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, chance.choice((1, 2, 2))))
        owner, account, _position = chance.choice(people)
        added = END - timedelta(minutes=int(chance.triangular(1, 500_000, 30_000)))
        tags = [",".join(chance.sample(names, chance.choice((0, 0, 1, 1, 2)))) for names in TAGS.values()]
        rows.append([
            name, "", owner, account, path, f"{added:%Y-%m-%d %H:%M:%S}", chance.choice(SOURCES),
            phone(chance) if chance.random() < 0.9 else "", chance.choice(COMPANIES), "", "", "", "", *tags,
        ])  # fmt: skip
    return rows


def group_rows(chance: random.Random, path: str, branch: str, people: tuple) -> list[list[object]]:
    rows: list[list[object]] = [["群名", "群人数", "群主", "群主所在部门", "创建时间"]]
    for name in (f"{branch[:2]}理财交流群", f"{branch[:2]}代发福利群", "周末活动群"):
        created = END - timedelta(days=chance.randint(20, 300), minutes=chance.randint(0, 600))
        rows.append([name, chance.randint(20, 190), people[0][0], path, f"{created:%Y/%m/%d %H:%M}"])
    return rows


def phone(chance: random.Random) -> str:
    """A number of an unused pattern: 0000 in the middle, as in the other sample files."""
    return f"{chance.choice(('139', '150', '158', '189'))}0000{chance.randint(0, 9999):04d}"


if __name__ == "__main__":
    main()
