"""Each field once: key, names, kind, mask, heads in files. Forms, files and lists are made from these."""

from typing import Final, Literal, NamedTuple

Kind = Literal["text", "phone", "time", "date", "number", "account", "departments", "gender"]


class Field(NamedTuple):
    """A field of one kind of record.

    `key` is the column in the database, `label` and `english` its names on screen and in our workbooks, `heads` what
    files of WeCom call it (without * and blanks), `width` in characters, `mask` how it leaves the branch.
    """

    key: str
    label: str
    english: str
    kind: Kind = "text"
    heads: tuple[str, ...] = ()
    width: int = 14
    mask: Literal["", "phone", "name", "id"] = ""
    required: bool = False


CONTACT_FIELDS: Final = (
    Field("name", "客户名称", "Name", heads=("客户名称", "客户姓名", "客户昵称"), mask="name", required=True),
    Field("description", "描述", "Description", heads=("描述",), width=24),
    Field("owner_name", "添加人", "Added by", heads=("添加人", "添加人姓名")),
    Field("owner_account", "添加人账号", "Account", "account", ("添加人账号", "添加人帐号"), required=True),
    Field("owner_departments", "添加人所属部门", "Department", "departments", ("添加人所属部门", "所属部门"), 28),
    Field("added_at", "添加时间", "Added at", "time", ("添加时间",), 20, required=True),
    Field("source", "来源", "Source", heads=("来源", "添加渠道", "添加方式")),
    Field("phone", "手机", "Phone", "phone", ("手机", "手机号", "手机号码"), mask="phone"),
    Field("company", "企业", "Company", heads=("企业", "企业名称"), width=18),
    Field("email", "邮箱", "E-mail", heads=("邮箱", "电子邮箱"), width=20),
    Field("address", "地址", "Address", heads=("地址",), width=20),
    Field("position", "职务", "Position", heads=("职务",)),
    Field("telephone", "电话", "Telephone", heads=("电话",), mask="phone"),
    Field(
        "external_user", "外部联系人ID", "External user ID",
        heads=("外部联系人ID", "外部联系人userid", "external_userid"), width=34, mask="id",
    ),
    Field("union_id", "UnionID", "UnionID", heads=("UnionID", "unionid", "微信UnionID"), width=30, mask="id"),
)  # fmt: skip
STAFF_FIELDS: Final = (
    Field("name", "姓名", "Name", heads=("姓名",), required=True),
    Field("account", "账号", "Account", "account", ("账号", "帐号"), required=True),
    Field("alias", "别名", "Alias", heads=("别名",)),
    Field("position", "职务", "Position", heads=("职务",)),
    Field("departments", "部门", "Departments", "departments", ("部门",), 28, required=True),
    Field("gender", "性别", "Gender", "gender", ("性别",), 6),
    Field("phone", "手机", "Phone", "phone", ("手机",), mask="phone"),
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
    Field("name", "群名", "Group", heads=("群名", "群名称"), width=20, required=True),
    Field("members", "群人数", "Members", "number", ("群人数", "群成员数"), 8),
    Field("owner_name", "群主", "Owner", heads=("群主",), required=True),
    Field("owner_departments", "群主所在部门", "Department", "departments", ("群主所在部门", "群主部门"), 28),
    Field("created_at", "创建时间", "Created at", "time", ("创建时间", "群创建时间"), 20, required=True),
)
KINDS: Final = {"contacts": CONTACT_FIELDS, "staff": STAFF_FIELDS, "groups": GROUP_FIELDS}


def field(fields: tuple[Field, ...], key: str) -> Field:
    """The field of this key; raises KeyError."""
    for one in fields:
        if one.key == key:
            return one
    raise KeyError(key)
