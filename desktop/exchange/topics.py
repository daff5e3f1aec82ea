"""What a pack carries, entity by entity, in the words of the people who read it."""

from collections.abc import Mapping
from typing import Final

from db.projection import Value
from desktop.words import N_, Phrase

PACKED: Final[Mapping[str, Phrase]] = {
    "branch": N_("网点"), "staff": N_("员工"), "contact_way": N_("活码"), "tag_group": N_("标签组"), "tag": N_("标签"),
    "sop_template": N_("SOP 模板"), "sop_step": N_("SOP 步骤"), "script": N_("话术"), "activity": N_("活动"),
    "product": N_("产品日历"), "campaign": N_("营销活动"), "prize": N_("奖品"), "whitelist_entry": N_("白名单"),
    "poster_template": N_("海报版式"), "material": N_("素材"), "document": N_("规则和表"),
    "link_decision": N_("客户归属"), "erasure": N_("删除登记"),
}  # fmt: skip
"""Entity → what it is called; in the order shown. Of customers only ids are among them."""

FIELDS: Final[Mapping[str, Phrase]] = {
    "name": N_("名称"), "title": N_("标题"), "text": N_("内容"), "kind": N_("类型"), "time": N_("开始"),
    "until": N_("截止"), "starts_on": N_("开始日期"), "ends_on": N_("结束日期"), "goal": N_("目标"),
    "address": N_("地址"), "phone": N_("电话"), "hours": N_("营业时间"), "locked": N_("锁定"),
    "position": N_("次序"), "version": N_("版本"), "must": N_("必做"), "expected": N_("应做数"), "hint": N_("提示"),
    "path": N_("部门路径"), "retired": N_("停用"), "hidden": N_("停用"), "role": N_("角色"), "branch": N_("网点"),
    "content": N_("正文"), "account": N_("账号"), "remark": N_("备注"), "owner": N_("归属"), "company": N_("单位"),
    "birthday": N_("生日"), "stage_manual": N_("阶段"), "stage_reason": N_("阶段的理由"),
    "lifecycle_manual": N_("周期"), "lifecycle_reason": N_("周期的理由"), "due_at": N_("约定时间"),
    "done_at": N_("完成时间"), "note": N_("备注"), "result": N_("结果"), "members": N_("人数"), "status": N_("状态"),
    "present": N_("有没有"), "count": N_("数量"), "skip_reason": N_("跳过原因"), "do_not_disturb": N_("勿扰"),
    "description": N_("描述"), "channel": N_("渠道"), "source": N_("来源"), "placement": N_("点位"),
    "fen": N_("单价（分）"), "campaign": N_("活动"), "staff": N_("员工"), "state": N_("标识"),
    "valid_until": N_("有效到"), "persona": N_("名片上的话"), "label": N_("备注"), "departments": N_("部门"),
}  # fmt: skip
"""Field → what it is called; a field that is not here is shown by its own name."""

VERDICTS: Final[Mapping[str, Phrase]] = {"same": N_("归一家网点"), "both_serve": N_("几家网点共管")}

LONGEST: Final = 60  # characters of a value in the preview


def title(values: Mapping[str, Value]) -> str:
    """What a row is called: its title or name, else its key; of a decision about a customer only what it was."""
    if values.get("verdict") in VERDICTS:
        return VERDICTS[str(values["verdict"])]
    return next((str(values[key]) for key in ("title", "name", "key", "label", "account") if values.get(key)), "—")


def changed(before: Mapping[str, Value], after: Mapping[str, Value]) -> list[tuple[Phrase | str, str, str]]:
    """(field, old, new) of what differs, cut to what a line can hold."""
    return [
        (FIELDS.get(name, name), _short(before.get(name)), _short(after.get(name)))
        for name in after
        if before.get(name) != after.get(name)
    ]


def _short(value: Value) -> str:
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
