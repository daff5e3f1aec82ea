"""Makes a customer list as WeCom's console exports it, of any length, quicker than a library for workbooks could."""

import random
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

NOTICES = [
    "1.客户名称优先取成员为客户设置的备注名",
    "2.暂时不支持企业微信联系人的对外自定义字段导出",
    "3.暂时不支持个人标签的导出",
]
GROUPS = {
    "客群": "理财 代发 直营 企业主 退休 信用卡 贷款",
    "产品意向": "养老规划 定期存款 保险 按揭 大额存单 子女教育 基金定投",
    "家庭": "二孩家庭 空巢 学生家长 新婚",
    "价值": "20万以上 5万以上 50万以上 私行潜力",
    "沟通偏好": "周末联系 爱看图 爱语音 只要活动",
}
FIELDS = "客户名称 描述 添加人 添加人账号 添加人所属部门 添加时间 来源 手机 企业 邮箱 地址 职务 电话"
HEADS = [*FIELDS.split(), *(f"标签组{number}({name})" for number, name in enumerate(GROUPS, 1))]
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建文志国庆春梅海燕雪琴云飞晨浩宇轩子涵诗一"
STAFF = {
    "王敏": "wangmin", "李倩": "liqian", "陈楠": "chennan", "周扬": "zhouyang", "吴桐": "wutong", "郑好": "zhenghao"
}  # fmt: skip
DEPARTMENT = "江海银行/江北分行/城东支行"
SOURCES = (
    "扫描二维码", "搜索手机号", "来自管理员分配", "手机联系人", "视频号主页", "名片分享", "获客链接", "群聊", "未知来源"
)  # fmt: skip
NOTES = ["", "", "老客户介绍", "周末方便", "到店办理存单", "两个孩子"]
FIRMS = ["", "", "云溪科技", "江海纺织", "滨江医院", "城东小学"]
JOBS = ["", "", "", "教师", "会计", "工程师", "店主"]


def rows(count: int, seed: int = 7) -> Iterator[list[str]]:
    """Invented contacts with as many tags as the sample has: about five each."""
    pick = random.Random(seed)
    start = datetime(2025, 1, 1, 9)
    for number in range(count):
        name = pick.choice(SURNAMES) + "".join(pick.choices(GIVEN, k=pick.choice((1, 2, 2))))
        person = pick.choice(list(STAFF))
        at = start + timedelta(minutes=number * 11 + pick.randrange(10), seconds=pick.randrange(60))
        phone = f"1{pick.choice('35789')}{seed % 10}{number:08d}" if pick.random() < 0.8 else ""
        tags = (",".join(pick.sample(group.split(), pick.choice((0, 1, 1, 2)))) for group in GROUPS.values())
        yield [
            name, pick.choice(NOTES), person, STAFF[person], DEPARTMENT, f"{at}", pick.choice(SOURCES), phone,
            pick.choice(FIRMS), "", "", pick.choice(JOBS), "", *tags,
        ]  # fmt: skip


def write(path: Path, count: int, seed: int = 7) -> Path:
    """Write the workbook with shared strings, as the console does."""
    shared: dict[str, int] = {}
    lines = []
    for number, row in enumerate([*([notice] for notice in NOTICES), HEADS, *rows(count, seed)], 1):
        cells = "".join(
            f'<c r="{chr(65 + column)}{number}" t="s"><v>{shared.setdefault(text, len(shared))}</v></c>'
            for column, text in enumerate(row) if text
        )  # fmt: skip
        lines.append(f'<row r="{number}">{cells}</row>')
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    kin = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{kin}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{kin}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
        f'Type="{kin}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{kin}"><sheets><sheet name="客户列表" sheetId="1" r:id="rId1"/>'
        "</sheets></workbook>",
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{''.join(lines)}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst {main}>{''.join(f'<si><t>{escape(text)}</t></si>' for text in shared)}</sst>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path
