"""The people of picture 02, on Thursday 12 March 2026."""

from datetime import datetime

from db.actor import Actor
from db.engine import Store
from db.ids import derived_id
from db.operation import Change, record

NOW = datetime(2026, 3, 12, 10, 42)
TAGS = ("定期存款", "企业主", "存款到期", "养老规划", "子女教育", "代发", "二孩家庭", "信用卡", "年金", "贷款", "车主")
# Name, phone, event that made the stage, tags, source, days since the last contact, when the next step is due
ROWS = (
    ("周文博", "13900000276", "purchase", "定期存款 企业主 存款到期", "当面介绍", 0, "2026-03-11 09:00:00"),
    ("吴秀英", "15800006630", "replied", "养老规划", "柜台台卡 3", 1, "2026-03-12 11:00:00"),
    ("赵小琳", "13812344821", "replied", "子女教育 代发 二孩家庭", "柜台台卡 3", 0, "2026-03-13 09:00:00"),
    ("黄志强", "13600009015", "replied", "代发", "企业进场", 3, "2026-03-12 14:00:00"),
    ("徐丽", "18700003342", "replied", "子女教育 信用卡", "手机银行", 2, "2026-03-12 16:00:00"),
    ("沈国平", "13500007708", "purchase", "企业主 代发 年金", "企业进场", 5, "2026-03-12 17:00:00"),
    ("陈静", "15000002214", "replied", "代发 信用卡", "柜台台卡 1", 0, "2026-03-14 09:00:00"),
    ("李建国", "13800007043", "replied", "定期存款 养老规划", "排队机海报", 0, "2026-03-14 09:00:00"),
    ("孙浩", "18600005129", "replied", "贷款", "厅堂海报", 6, "2026-03-15 09:00:00"),
    ("郑凯", "15200003390", "purchase", "信用卡", "厅堂海报", 41, "2026-03-17 09:00:00"),
    ("欧阳明哲", "13100004408", "replied", "贷款 企业主 代发", "公众号", 12, "2026-03-19 09:00:00"),
    ("高翔", "13800001906", "replied", "", "柜台台卡 2", 33, None),
    ("曾国平", "18000002385", "", "代发", "企业进场", 15, None),
)


def contact_id(name: str) -> str:
    return derived_id("contact", "wangmin", name, "2026-01-05 09:47:00")


def prepare(store: Store, me: Actor) -> None:
    """Write everybody into the store."""
    changes = [Change("tag_group", "g", {"name": "客户标签"}), Change("script", "s1", SCRIPT)]
    changes += [Change("tag", tag, {"name": tag, "tag_group": "g", "position": at}) for at, tag in enumerate(TAGS)]
    for row in ROWS:
        changes += person(me, *row)
    other = {"owner": "staff-other", "owner_name": "陈楠", "branch": me.branch, "added_at": "2026-01-05 09:47:00"}
    changes.append(Change("contact", "other", {"name": "何志远", "phone": "17700000457", **other}))
    store.write(lambda session: record(session, None, changes))


SCRIPT = {"key": "D3-02", "title": "首次权益提醒", "kind": "contact", "text": "{客户}您好，权益到账了"}


def person(
    me: Actor, name: str, phone: str, event: str, tags: str, source: str, days: int, due: str | None
) -> list[Change]:
    """A contact of mine with what the list shows of it."""
    id_ = contact_id(name)
    recent = f"2026-03-{12 - days:02} 09:10:00" if days < 12 else "2026-02-25 09:10:00"
    last = recent if days < 30 else "2026-01-30 08:00:00"
    fields = {
        "name": name, "phone": phone, "source": source, "channel": "lobby", "owner": me.staff, "owner_name": "王敏",
        "branch": me.branch, "added_at": "2026-01-05 09:47:00",
    }  # fmt: skip
    made = [Change("contact", id_, fields)]
    made += [
        Change("contact_tag", derived_id("contact_tag", id_, tag), {"contact": id_, "tag": tag, "present": 1})
        for tag in tags.split()
    ]
    if event:
        happened = {"contact": id_, "kind": event, "at": last, "staff": me.staff, "text": "想了解一下教育金"}
        made.append(Change("interaction", f"{id_}-1", happened))
    if due:
        step = {
            "contact": id_,
            "staff": me.staff,
            "due_at": due,
            "title": "发教育金方案对比，约来网点",
            "note": "两个孩子",
        }
        made.append(Change("follow_up", f"{id_}-f", step))
    return made
