"""The readable sheets of a report or handover as data: columns, queries, and which cells may be edited by hand."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from desktop.insights.workbook import CHANNELS
from desktop.words import N_, Phrase

ID, CHECK = "_id", "_ck"
COVER, COVER_PAGE = N_("说明"), "cover"
NEXT: Final = "next"  # what a column of the next step sets, and the column that has its id
NEXT_FIELDS: Final = {"next_at": "due_at", "next_title": "title"}
STAGES: Final = {"aware": N_("认知"), "interest": N_("兴趣"), "purchase": N_("购买"), "loyal": N_("忠诚")}
STATUSES: Final = {
    "active": N_("正常"), "dormant": N_("沉睡"), "lost": N_("已流失"), "suspected_lost": N_("疑似流失"),
    "recalled": N_("已召回"),
}  # fmt: skip
SKIPPED: Final = {
    "away": N_("客户不在"), "told": N_("已当面说过"), "unsuitable": N_("内容不合适"), "declined": N_("客户不想收"),
}  # fmt: skip


class Column(NamedTuple):
    """A column: stable key, heading, width, where its value lies, how it is read, and what may be done with it.

    `source` is the entity and field that the field policy decides on ("" for what it says nothing about). `form` is
    text, number, time, day, tags, or ref: an id that only the program needs and that is not shown. `edit` is the field
    that a hand edit sets ("" for a column that may not be edited). `words` say codes in people's words.
    """

    key: str
    head: Phrase
    width: float = 14
    source: str = ""
    form: str = "text"
    edit: str = ""
    words: Mapping[str, Phrase] = {}


class Topic(NamedTuple):
    """A readable sheet: key, name, entity of its rows, columns, the query that gives (id, value…) in their order.

    Without a query its rows are worked out: see `sheets`. `new` are the columns that a row added by hand may fill;
    without any such a row is only shown.
    """

    key: str
    name: Phrase
    entity: str
    columns: tuple[Column, ...]
    query: str
    new: tuple[str, ...] = ()


FIGURES: Final = Topic(
    "figures", N_("汇总"), "figure",
    (
        Column("group", N_("类别"), 8), Column("name", N_("指标"), 18), Column("value", N_("数值"), 10, form="number"),
        Column("before", N_("上期"), 10, form="number"), Column("definition", N_("口径"), 64),
    ),
    "",
)  # fmt: skip
CONTACTS: Final = Topic(
    "contacts", N_("客户"), "contact",
    (
        Column("name", N_("姓名"), 12, "contact.name"), Column("phone", N_("手机"), 14, "contact.phone"),
        Column("owner_name", N_("归属"), 10), Column("stage", N_("阶段"), 10, words=STAGES),
        Column("tags", N_("标签"), 36, form="tags", edit="tags"),
        Column("remark", N_("备注"), 24, "contact.remark", edit="remark"),
        Column("source", N_("来源"), 14), Column("added_at", N_("添加时间"), 20, form="time"),
        Column("last_at", N_("最近联系"), 20, form="time"),
        Column("next_at", N_("下次跟进"), 20, form="time", edit="next"),
        Column("next_title", N_("下一步"), 24, "follow_up.title", edit="next"),
        Column("status", N_("状态"), 12, words=STATUSES), Column("next", N_("下一步"), form="ref"),
    ),
    "SELECT c.id, c.name, c.phone, c.owner_name, s.stage, (SELECT group_concat(name, '、') FROM (SELECT t.name FROM "
    "contact_tag x JOIN tag t ON t.id = x.tag WHERE x.contact = c.id AND x.present = 1 AND x.hidden = 0 "
    "AND t.hidden = 0 ORDER BY t.position, t.name)), c.remark, c.source, c.added_at, s.last_at, f.due_at, f.title, "
    "s.status, f.id FROM contact c JOIN contact_state s ON s.contact = c.id LEFT JOIN follow_up f ON f.id = "
    "(SELECT n.id FROM follow_up n WHERE n.contact = c.id AND n.hidden = 0 AND n.done_at IS NULL "
    "ORDER BY n.due_at, n.id LIMIT 1) WHERE c.hidden = 0 ORDER BY c.owner_name, c.added_at, c.id",
    ("name", "phone", "owner_name", "tags", "remark", "source", "added_at"),
)  # fmt: skip
TAGS: Final = Topic(
    "tags", N_("标签"), "tag",
    (
        Column("group", N_("标签组"), 16), Column("name", N_("标签"), 18),
        Column("contacts", N_("客户数"), 10, form="number"),
    ),
    "SELECT t.id, g.name, t.name, (SELECT count(*) FROM contact_tag x WHERE x.tag = t.id AND x.present = 1 AND "
    "x.hidden = 0 AND EXISTS (SELECT 1 FROM contact c WHERE c.id = x.contact AND c.hidden = 0)) FROM tag t "
    "LEFT JOIN tag_group g ON g.id = t.tag_group AND g.hidden = 0 WHERE t.hidden = 0 "
    "ORDER BY g.position, g.name, t.position, t.name",
)  # fmt: skip
FOLLOW_UPS: Final = Topic(
    "follow_ups", N_("跟进"), "follow_up",
    (
        Column("contact", N_("客户"), 12, "contact.name"), Column("staff", N_("归属"), 10),
        Column("title", N_("下一步"), 24, "follow_up.title", edit="title"),
        Column("due_at", N_("约定时间"), 20, form="time", edit="due_at"),
        Column("done_at", N_("完成时间"), 20, form="time"),
        Column("result", N_("结果"), 24, "follow_up.result", edit="result"),
    ),
    "SELECT f.id, c.name, p.name, f.title, f.due_at, f.done_at, f.result FROM follow_up f JOIN contact c ON "
    "c.id = f.contact AND c.hidden = 0 "
    "LEFT JOIN staff p ON p.id = f.staff WHERE f.hidden = 0 AND f.due_at >= :first AND f.due_at < :after "
    "ORDER BY f.due_at, f.id",
)  # fmt: skip
ON_TIME: Final = {"yes": N_("是"), "no": N_("否")}
TASKS: Final = Topic(
    "tasks", N_("SOP 记录"), "task",
    (
        Column("date", N_("日期"), 12, form="day"), Column("staff", N_("员工"), 10), Column("title", N_("任务"), 30),
        Column("done_at", N_("完成时间"), 20, form="time"), Column("skip_reason", N_("跳过原因"), 14, words=SKIPPED),
        Column("count", N_("数量"), 8, form="number", edit="count"), Column("script", N_("话术"), 10),
        Column("copied_at", N_("复制时间"), 20, form="time"), Column("sent_at", N_("发出时间"), 20, form="time"),
        Column("on_time", N_("按时"), 8, words=ON_TIME),
    ),
    "SELECT k.id, k.date, p.name, k.title, k.done_at, k.skip_reason, k.count, s.key, k.copied_at, k.sent_at, "
    "CASE WHEN k.done_at IS NULL THEN NULL WHEN k.until_at IS NULL OR k.done_at <= k.until_at "
    "OR k.done_at <= k.postponed_to OR substr(k.done_at, 1, 10) = substr(k.postponed_to, 1, 10) THEN 'yes' "
    "ELSE 'no' END FROM task k LEFT JOIN script s ON s.id = k.script "
    "LEFT JOIN staff p ON p.id = k.staff WHERE k.hidden = 0 AND k.date >= :first AND k.date < :after "
    "ORDER BY k.date, k.due_at, k.id",
    ("date", "staff", "title", "count"),
)  # fmt: skip
GROUPS: Final = Topic(
    "groups", N_("社群"), "group",
    (
        Column("name", N_("群名"), 24), Column("owner_name", N_("群主"), 10),
        Column("members", N_("群人数"), 10, form="number", edit="members"),
        Column("created_at", N_("创建时间"), 20, form="time"),
    ),
    'SELECT g.id, g.name, g.owner_name, g.members, g.created_at FROM "group" g WHERE g.hidden = 0 '
    "ORDER BY g.members DESC, g.name, g.id",
    ("name", "owner_name", "members", "created_at"),
)  # fmt: skip
ACTIVITIES: Final = Topic(
    "activities", N_("群活动"), "activity_run",
    (
        Column("group", N_("群名"), 24), Column("title", N_("活动"), 24),
        Column("started_at", N_("开始时间"), 20, form="time"), Column("ended_at", N_("结束时间"), 20, form="time"),
        Column("participants", N_("参与人数"), 10, form="number", edit="participants"),
    ),
    "SELECT a.id, g.name, json_extract(nullif(a.result, ''), '$.title'), a.started_at, a.ended_at, a.participants "
    'FROM activity_run a JOIN "group" g ON g.id = a."group" AND g.hidden = 0 '
    "WHERE a.hidden = 0 AND a.ended_at >= :first AND a.ended_at < :after ORDER BY a.ended_at, a.id",
)  # fmt: skip
PRINTS: Final = Topic(
    "prints", N_("海报台卡"), "poster_print",
    (
        Column("template", N_("版式"), 18), Column("staff", N_("员工"), 10), Column("placement", N_("点位"), 18),
        Column("made_at", N_("制作时间"), 20, form="time"),
        Column("copies", N_("份数"), 8, form="number", edit="copies"),
    ),
    "SELECT r.id, r.template, p.name, l.name, r.made_at, r.copies FROM poster_print r "
    "LEFT JOIN staff p ON p.id = r.staff LEFT JOIN placement l ON l.id = r.placement WHERE r.hidden = 0 "
    "ORDER BY r.made_at, r.id",
)  # fmt: skip
PLACEMENTS: Final = Topic(
    "placements", N_("点位"), "placement",
    (
        Column("name", N_("点位"), 24), Column("channel", N_("渠道"), 14, words=CHANNELS),
        Column("staff", N_("谁的码"), 10), Column("state", N_("标识"), 14),
        Column("adds", N_("本期新增"), 10, form="number"),
    ),
    "SELECT p.id, p.name, p.channel, s.name, p.state, (SELECT count(*) FROM contact c WHERE c.hidden = 0 AND "
    "c.added_at >= :first AND c.added_at < :after AND (c.placement = p.id OR c.placement IS NULL AND c.state <> '' "
    "AND c.state = p.state)) FROM placement p LEFT JOIN contact_way w ON w.id = p.contact_way LEFT JOIN staff s "
    "ON s.id = w.staff WHERE p.hidden = 0 ORDER BY p.name, p.id",
)  # fmt: skip
CAMPAIGNS: Final = Topic(
    "campaigns", N_("营销活动"), "campaign",
    (
        Column("name", N_("活动"), 24), Column("starts_on", N_("开始日期"), 12, form="day"),
        Column("ends_on", N_("结束日期"), 12, form="day"), Column("leads", N_("名单"), 8, form="number"),
        Column("held", N_("已添加"), 8, form="number"), Column("contacted", N_("已联系"), 8, form="number"),
        Column("prizes", N_("奖品数"), 8, form="number"), Column("yuan", N_("奖品（元）"), 12, form="number"),
    ),
    "",
)  # fmt: skip
PRACTICES: Final = Topic(
    "practices", N_("好做法"), "script",
    (
        Column("key", N_("编号"), 10), Column("title", N_("标题"), 24), Column("text", N_("内容"), 60),
        Column("recommendation", N_("效果"), 40), Column("uses", N_("用过"), 8, form="number"),
        Column("recommended_at", N_("推荐时间"), 20, form="time"),
    ),
    "SELECT s.id, s.key, s.title, s.text, s.recommendation, (SELECT count(*) FROM task k WHERE k.script = s.id AND "
    "k.hidden = 0 AND k.copied_at IS NOT NULL) + (SELECT count(*) FROM script_use u WHERE u.script = s.id AND "
    "u.hidden = 0) + (SELECT count(*) FROM interaction i WHERE i.source = s.id AND i.kind = 'copied' AND "
    "i.hidden = 0), s.recommended_at FROM script s WHERE s.hidden = 0 AND s.branch IS NOT NULL "
    "AND s.recommended_at IS NOT NULL UNION ALL SELECT a.id, a.key, a.title, '', a.recommendation, (SELECT count(*) "
    "FROM activity_run r WHERE r.hidden = 0 AND r.ended_at IS NOT NULL AND r.result LIKE '%\"activity\":\"' || a.key "
    "|| '\"%'), a.recommended_at FROM activity a WHERE a.hidden = 0 AND a.branch IS NOT NULL "
    "AND a.recommended_at IS NOT NULL ORDER BY 7, 1",
)  # fmt: skip
TOPICS: Final = (
    FIGURES, CONTACTS, TAGS, FOLLOW_UPS, TASKS, GROUPS, ACTIVITIES, PRINTS, PLACEMENTS, CAMPAIGNS, PRACTICES,
)  # fmt: skip
BY_KEY: Final = {topic.key: topic for topic in TOPICS}


def stamped(topic: Topic) -> list[tuple[str, str, str]]:
    """(entity, field, column that has the id, "" for the row itself) of the values that may be edited by hand.

    Tags are not among them: what was put on and what was taken off are the same value however often it is said.
    """
    found = []
    for column in topic.columns:
        if column.edit == NEXT:
            found.append(("follow_up", NEXT_FIELDS[column.key], NEXT))
        elif column.edit and column.form != "tags":
            found.append((topic.entity, column.edit, ""))
    return found
