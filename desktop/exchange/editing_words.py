"""Headings of the editing sheets of SOP templates and activities, and what they call the codes."""

from collections.abc import Mapping
from typing import Final

from desktop.words import N_, Phrase

TEMPLATE_HEADS: Final[Mapping[str, Phrase]] = {
    "key": N_("编号"),
    "title": N_("名称"),
    "kind": N_("怎么排"),
    "days": N_("日子"),
    "roles": N_("岗位"),
    "persona": N_("专业形象"),
}
STEP_HEADS: Final[Mapping[str, Phrase]] = {
    "template": N_("模板编号"),
    "key": N_("步骤编号"),
    "position": N_("次序"),
    "title": N_("名称"),
    "kind": N_("类型"),
    "target": N_("对象"),
    "time": N_("开始"),
    "until": N_("截止"),
    "day": N_("第几天"),
    "must": N_("必做"),
    "expected": N_("应做数"),
    "script": N_("话术编号"),
    "hint": N_("怎么做"),
    "weekdays": N_("星期"),
    "dates": N_("日期"),
    "month_days": N_("每月几号"),
    "rule": N_("哪些客户"),
    "event": N_("什么事之后"),
    "tags": N_("标签"),
    "days": N_("天数"),
    "since": N_("过后几天"),
    "limit": N_("每人最多"),
    "pause_days": N_("隔几天再找"),
    "added_within": N_("最近几天添加"),
    "min_members": N_("群人数不少于"),
    "source": N_("内容来源"),
    "shorten": N_("怎么缩"),
    "post": N_("发到哪"),
    "pictures": N_("配什么图"),
    "visible_to": N_("谁可见"),
    "material": N_("配图素材"),
}
NONE: Final = Phrase("", {})
SAID: Final[Mapping[str, Mapping[str, Phrase]]] = {
    "template_kind": {
        "daily": N_("每天"),
        "weekly": N_("每周"),
        "programme": N_("按添加天数"),
        "persona": N_("按专业形象"),
        "festival": N_("按节日"),
    },
    "days": {"workdays": N_("工作日"), "every_day": N_("每一天")},
    "roles": {"teller": N_("柜员"), "manager": N_("客户经理"), "lead": N_("网点负责人")},
    "kind": {
        "lobby": N_("厅堂"),
        "contact": N_("客户"),
        "group": N_("群内容"),
        "activity": N_("群活动"),
        "moments": N_("朋友圈"),
    },
    "target": {"staff": N_("自己做"), "group": N_("每个群"), "contact": N_("逐位客户")},
    "rule": {
        "": NONE,
        "birthday": N_("生日"),
        "maturity": N_("到期"),
        "event": N_("一件事之后"),
        "dormant": N_("沉默"),
        "tagged": N_("有标签"),
        "lost": N_("流失"),
    },
    "event": {
        "": NONE,
        "purchase": N_("购买"),
        "referral": N_("转介绍"),
        "group_joined": N_("进群"),
        "visit": N_("到访"),
        "replied": N_("回复"),
        "activity": N_("参加活动"),
        "recalled": N_("挽回"),
    },
}
"""Codes and what the sheets call them; a sheet may also give the code."""


ACTIVITY_HEADS: Final = {
    "key": N_("编号"),
    "title": N_("名称"),
    "kind": N_("类型"),
    "theme": N_("主题"),
    "product": N_("插播产品"),
}
ROUND_HEADS: Final = {
    "key": N_("活动编号"),
    "number": N_("题号"),
    "question": N_("题目"),
    "ask": N_("打什么"),
    "a": N_("A"),
    "b": N_("B"),
    "c": N_("C"),
    "answer": N_("答案"),
    "why": N_("解释"),
}
ACTIVITY_KINDS: Final = {
    "riddle": N_("猜字谜"),
    "pinyin": N_("猜拼音"),
    "lantern": N_("灯谜"),
    "idiom": N_("看图猜成语"),
    "fill": N_("成语补字"),
    "finance": N_("金融知识"),
    "fraud": N_("反诈判断"),
    "dice": N_("猜骰子"),
    "chain": N_("接龙"),
    "photo": N_("晒图"),
    "poll": N_("投票"),
    "half_day": N_("半日专场"),
    "lucky": N_("人人有份"),
}
