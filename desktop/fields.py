"""Each field once: key, names, kind, mask, heads in files. Forms, files and lists are made from these."""

from typing import Final, Literal, NamedTuple

Kind = Literal[
    "text", "phone", "time", "date", "number", "account", "departments", "gender", "birthday", "flag", "stage",
    "channel", "validity",
]  # fmt: skip


class Field(NamedTuple):
    """A field of one kind of record.

    `key` is the column in the database, `label` and `english` its names on screen and in our workbooks, `heads` what
    files of WeCom call it (without * and blanks), `also` what own tables call it, `width` in characters, `mask` how it
    leaves the branch.
    """

    key: str
    label: str
    english: str
    kind: Kind = "text"
    heads: tuple[str, ...] = ()
    width: int = 14
    mask: Literal["", "phone", "name", "id"] = ""
    required: bool = False
    also: tuple[str, ...] = ()


CONTACT_FIELDS: Final = (
    Field(
        "name",
        "客户名称",
        "Name",
        heads=("客户名称", "客户姓名", "客户昵称"),
        mask="name",
        required=True,
        also=("姓名", "客户", "称呼", "名字", "客户名", "name"),
    ),
    Field("description", "描述", "Description", heads=("描述",), width=24, also=("客户描述", "情况", "说明")),
    Field("owner_name", "添加人", "Added by", heads=("添加人", "添加人姓名")),
    Field(
        "owner_account",
        "添加人账号",
        "Account",
        "account",
        ("添加人账号", "添加人帐号"),
        required=True,
        also=(
            "归属",
            "归属人",
            "归属员工",
            "客户经理",
            "管户经理",
            "管户人",
            "管户",
            "理财经理",
            "经办人",
            "负责人",
            "跟进人",
            "员工",
            "员工账号",
            "员工姓名",
            "所属经理",
            "owner",
        ),
    ),
    Field(
        "owner_departments",
        "添加人所属部门",
        "Department",
        "departments",
        ("添加人所属部门", "所属部门"),
        28,
        also=("部门", "网点", "支行", "机构", "所属网点", "所属机构"),
    ),
    Field(
        "added_at",
        "添加时间",
        "Added at",
        "time",
        ("添加时间",),
        20,
        required=True,
        also=("添加日期", "加微时间", "加微日期", "登记时间", "登记日期", "建立时间", "日期", "时间"),
    ),
    Field(
        "source", "来源", "Source", heads=("来源", "添加渠道", "添加方式"), also=("客户来源", "加微方式", "来源渠道")
    ),
    Field(
        "state",
        "渠道标识",
        "Mark of the code",
        heads=("渠道标识", "活码标识"),
        also=("state", "渠道参数", "活码备注", "customer_channel"),
    ),
    Field(
        "phone",
        "手机",
        "Phone",
        "phone",
        ("手机", "手机号", "手机号码"),
        mask="phone",
        also=("联系电话", "联系方式", "移动电话", "电话号码", "号码", "手机电话", "mobile", "phone"),
    ),
    Field(
        "company",
        "企业",
        "Company",
        heads=("企业", "企业名称"),
        width=18,
        also=("单位", "工作单位", "公司", "单位名称", "公司名称", "代发单位"),
    ),
    Field("email", "邮箱", "E-mail", heads=("邮箱", "电子邮箱"), width=20, also=("邮件", "email", "e-mail")),
    Field("address", "地址", "Address", heads=("地址",), width=20, also=("住址", "联系地址", "家庭住址")),
    Field("position", "职务", "Position", heads=("职务",), also=("职位", "岗位", "职业")),
    Field("telephone", "电话", "Telephone", heads=("电话",), mask="phone", also=("座机", "固定电话", "办公电话")),
    Field("remark", "备注", "Remark", heads=("备注", "客户备注"), width=24, also=("备注名", "备注信息", "记录")),
    Field("gender", "性别", "Gender", "gender", ("性别",), 6, also=("客户性别",)),
    Field(
        "birthday",
        "生日",
        "Birthday",
        "birthday",
        ("生日",),
        12,
        also=("出生日期", "出生年月", "出生年月日", "客户生日"),
    ),
    Field("channel", "渠道", "Channel", "channel", ("渠道",), also=("获客渠道",)),
    Field("stage_manual", "阶段", "Stage", "stage", ("阶段",), 8, also=("客户阶段", "aipl", "aipl阶段")),
    Field("validity", "有效性", "Validity", "validity", ("有效性",), also=("是否有效", "有效添加", "添加是否有效")),
    Field("do_not_disturb", "免打扰", "Do not disturb", "flag", ("免打扰",), 8, also=("勿扰", "请勿打扰")),
    Field(
        "external_user", "外部联系人ID", "External user ID",
        heads=("外部联系人ID", "外部联系人userid", "external_userid"), width=34, mask="id",
    ),
    Field("union_id", "UnionID", "UnionID", heads=("UnionID", "unionid", "微信UnionID"), width=30, mask="id"),
)  # fmt: skip
STAFF_FIELDS: Final = (
    Field("name", "姓名", "Name", heads=("姓名",), required=True, also=("员工姓名", "名字", "员工")),
    Field(
        "account",
        "账号",
        "Account",
        "account",
        ("账号", "帐号"),
        required=True,
        also=("员工账号", "工号", "企微账号", "企业微信账号", "userid"),
    ),
    Field("alias", "别名", "Alias", heads=("别名",)),
    Field("position", "职务", "Position", heads=("职务",), also=("岗位", "职位")),
    Field(
        "departments",
        "部门",
        "Departments",
        "departments",
        ("部门",),
        28,
        required=True,
        also=("所属部门", "所在部门", "网点", "支行", "机构"),
    ),
    Field("gender", "性别", "Gender", "gender", ("性别",), 6),
    Field("phone", "手机", "Phone", "phone", ("手机",), mask="phone", also=("手机号", "手机号码", "联系电话")),
    Field("landline", "座机", "Landline", heads=("座机",)),
    Field("email", "邮箱", "E-mail", heads=("邮箱", "个人邮箱")),
    Field("address", "地址", "Address", heads=("地址",)),
    Field("work_email", "企业邮箱", "Work e-mail", heads=("企业邮箱",), width=24),
    Field("channels_account", "视频号", "Channels", heads=("视频号",)),
    Field("activation", "激活状态", "Activation", heads=("激活状态",)),
    Field("disabled", "禁用状态", "Disabled", heads=("禁用状态",)),
    Field("plugin", "微信插件", "Plug-in", heads=("微信插件",)),
)
GROUP_FIELDS: Final = (
    Field(
        "name",
        "群名",
        "Group",
        heads=("群名", "群名称"),
        width=20,
        required=True,
        also=("群聊名称", "社群", "社群名称", "群"),
    ),
    Field("members", "群人数", "Members", "number", ("群人数", "群成员数"), 8, also=("人数", "成员数")),
    Field("owner_name", "群主", "Owner", heads=("群主",), required=True, also=("群主姓名", "负责人", "客户经理")),
    Field("owner_departments", "群主所在部门", "Department", "departments", ("群主所在部门", "群主部门"), 28),
    Field(
        "created_at",
        "创建时间",
        "Created at",
        "time",
        ("创建时间", "群创建时间"),
        20,
        required=True,
        also=("建群时间", "建群日期", "创建日期"),
    ),
)
KINDS: Final = {"contacts": CONTACT_FIELDS, "staff": STAFF_FIELDS, "groups": GROUP_FIELDS}


def field(fields: tuple[Field, ...], key: str) -> Field:
    """The field of this key; raises KeyError."""
    for one in fields:
        if one.key == key:
            return one
    raise KeyError(key)
