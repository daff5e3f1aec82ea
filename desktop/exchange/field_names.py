"""What every field of the log is called, and what its codes mean, in the words of the people who read a preview."""

from collections.abc import Mapping
from typing import Final

from desktop.exchange.editing_words import ACTIVITY_KINDS, SAID
from desktop.exchange.pages import SKIPPED, STAGES, STATUSES
from desktop.headquarters.rules import KINDS as RULE_KINDS
from desktop.headquarters.same_person import RULES
from desktop.insights.workbook import CHANNELS
from desktop.words import N_, Phrase

VERDICTS: Final[Mapping[str, Phrase]] = {"same": N_("归一家网点"), "both_serve": N_("几家网点共管")}
YES, NO = N_("是"), N_("否")

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
    "fen": N_("单价（元）"), "campaign": N_("活动"), "staff": N_("员工"), "state": N_("标识"),
    "valid_until": N_("有效到"), "persona": N_("名片上的话"), "label": N_("备注"), "departments": N_("部门"),
    "key": N_("编号"), "minutes": N_("几分钟"), "recommended_at": N_("推荐时间"), "recommendation": N_("效果"),
    "activity": N_("活动"), "group": N_("社群"), "started_at": N_("开始时间"), "ended_at": N_("结束时间"),
    "participants": N_("参与人数"), "parent": N_("上级"), "code": N_("机构号"), "bank": N_("银行"),
    "name_en": N_("英文名称"), "rules": N_("规则"), "contact": N_("客户"), "basis": N_("依据"), "purposes": N_("用途"),
    "channels": N_("联系方式"), "notice": N_("告知书"), "given_at": N_("同意时间"), "withdrawn_at": N_("撤回时间"),
    "owner_name": N_("添加人"), "owner_account": N_("添加人账号"), "owner_departments": N_("添加人部门"),
    "person": N_("同一人"), "root": N_("同一人"), "added_at": N_("添加时间"), "add_way": N_("添加方式"),
    "phone_hash": N_("手机指纹"), "email": N_("邮箱"), "telephone": N_("座机"), "landline": N_("座机"),
    "gender": N_("性别"), "validity": N_("有效性"), "status_at": N_("状态时间"), "stage_by": N_("谁定的阶段"),
    "stage_at": N_("定阶段的时间"), "stage_until": N_("阶段到哪天"), "lifecycle_by": N_("谁定的周期"),
    "lifecycle_at": N_("定周期的时间"), "lifecycle_until": N_("周期到哪天"), "imported": N_("原表其他列"),
    "external_user": N_("外部联系人"), "union_id": N_("微信标识"), "tag": N_("标签"), "tag_group": N_("标签组"),
    "field": N_("自定义字段"), "value": N_("值"), "material": N_("素材"), "reserve": N_("码的余量"),
    "prize": N_("奖品"), "at": N_("时间"), "paid_at": N_("发奖时间"), "entity": N_("类别"), "row": N_("哪一条"),
    "by": N_("谁"), "reason": N_("原因"), "created_at": N_("创建时间"), "capacity": N_("群上限"),
    "templates_off": N_("不用的模板"), "date": N_("日期"), "spoke": N_("发言人数"), "messages": N_("消息数"),
    "a": N_("客户甲"), "b": N_("客户乙"), "verdict": N_("怎么定的"), "rule": N_("按什么规则"), "product": N_("产品"),
    "contact_way": N_("活码"), "template": N_("模板"), "theme": N_("配色"), "format": N_("格式"),
    "made_at": N_("制作时间"), "made_by": N_("谁做的"), "review": N_("审核"), "proof": N_("扫码校验"),
    "copies": N_("份数"), "alternative_to": N_("替换哪条"), "script": N_("话术"), "taken_up": N_("用不用"),
    "step": N_("步骤"), "target": N_("对象"), "filter": N_("哪些客户"), "day": N_("第几天"),
    "audience": N_("给谁做"), "trigger": N_("怎么排"), "alias": N_("别名"), "work_email": N_("企业邮箱"),
    "channels_account": N_("视频号"), "activation": N_("激活"), "disabled": N_("禁用"), "plugin": N_("微信插件"),
    "certificate": N_("证书"), "photo": N_("照片"), "left_at": N_("离开时间"), "until_at": N_("截止时间"),
    "copied_at": N_("复制时间"), "sent_at": N_("发出时间"), "skipped_at": N_("跳过时间"),
    "postponed_to": N_("推迟到"), "done_by": N_("谁做的"), "from_staff": N_("原归属"), "to_staff": N_("新归属"),
    "planned_at": N_("计划时间"), "decided_by": N_("谁定的"), "decided_at": N_("定的时间"),
    "substitute": N_("替岗"),
}  # fmt: skip
"""Field → what it is called, where the entity says nothing else: see `OWN`."""
OWN: Final[Mapping[str, Phrase]] = {
    "contact.name": N_("姓名"), "contact.phone": N_("手机"), "contact.position": N_("职务"),
    "contact.hidden": N_("不再显示"), "staff.name": N_("姓名"), "staff.phone": N_("手机"),
    "staff.position": N_("职务"), "tally.count": N_("人数"), "prize.count": N_("数量"),
}  # fmt: skip
FLAGS: Final = frozenset({"hidden", "retired", "locked", "must", "present", "do_not_disturb", "taken_up"})
CODES: Final[Mapping[str, Mapping[str, Phrase]]] = {
    "stage_manual": STAGES, "status": STATUSES, "skip_reason": SKIPPED, "channel": CHANNELS, "verdict": VERDICTS,
    "rule": RULES, "activity.kind": ACTIVITY_KINDS, "sop_template.kind": SAID["template_kind"],
    "sop_step.kind": SAID["kind"], "sop_step.target": SAID["target"], "task.kind": SAID["kind"],
    "script.kind": SAID["kind"], "document.kind": {one.key: one.title for one in RULE_KINDS},
    "role": {**SAID["roles"], "analyst": N_("总行分析员"), "admin": N_("系统管理员"), "auditor": N_("审计")},
    "lifecycle_manual": {
        "acquired": N_("获客"), "activated": N_("已激活"), "retained": N_("留存"), "converted": N_("营收转化"),
        "referring": N_("转介"),
    },
    "gender": {"0": N_("未知"), "1": N_("男"), "2": N_("女")},
    "validity": {
        "valid": N_("有效"), "not_customer": N_("非本行客户"), "managed_elsewhere": N_("他人管户"),
        "not_first": N_("非首次"), "out_of_region": N_("异地"), "not_real_name": N_("未实名"),
    },
    "branch.kind": {
        "head_office": N_("总行"), "branch": N_("分行"), "sub_branch": N_("支行"), "outlet": N_("网点"),
        "department": N_("部门"),
    },
}  # fmt: skip
"""Field, or entity and field → what its codes are called."""
PEOPLE: Final = (
    "owner", "staff", "stage_by", "lifecycle_by", "done_by", "by", "made_by", "substitute", "from_staff", "to_staff",
    "decided_by",
)  # fmt: skip
NAMED: Final[Mapping[str, tuple[str, str]]] = dict.fromkeys(PEOPLE, ("staff", "name")) | {
    "branch": ("branch", "name"), "parent": ("branch", "name"), "campaign": ("campaign", "name"),
    "tag_group": ("tag_group", "name"), "tag": ("tag", "name"), "template": ("sop_template", "title"),
    "step": ("sop_step", "title"), "script": ("script", "title"), "alternative_to": ("script", "title"),
    "product": ("product", "name"), "material": ("material", "title"), "contact": ("contact", "name"),
    "group": ("group", "name"), "placement": ("placement", "name"), "contact_way": ("contact_way", "label"),
    "activity": ("activity", "title"), "prize": ("prize", "name"),
}  # fmt: skip
"""Field that holds the id of another row → that row's entity, and the field that names it."""
