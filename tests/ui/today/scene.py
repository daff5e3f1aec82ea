"""The day of the design's picture 01: 王敏 on Thursday 12 March 2026 at 10:42."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from db.actor import Actor
from db.engine import Store
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.calendar import Workdays
from desktop.sop import schedule, tasks, templates, variables
from desktop.sop.today import today

NOW = datetime(2026, 3, 12, 10, 42)
NEW = (("陈静", 2), ("李建国", 1), ("赵小琳", 2), ("孙浩", 1), ("马玉兰", 2), ("何志远", 1))
DUE = (("周文博", 1), ("徐丽", 2), ("沈国平", 1))
FOLLOW_UPS = (
    ("周文博", "2026-03-11 16:00:00", "大额存单 20 万到期，问续存意向"),
    ("吴秀英", "2026-03-12 11:00:00", "约了看养老金方案"),
    ("黄志强", "2026-03-12 14:00:00", "代发工资卡还没绑卡"),
    ("徐丽", "2026-03-12 16:00:00", "二胎教育金，发产品对比"),
    ("沈国平", "2026-03-12 17:00:00", "企业年金讲座报名回访"),
)
NEWS = "央行今日开展 1,240 亿元 7 天期逆回购操作，利率 1.40%；国际金价小幅回落；A 股三大指数集体高开"
DONE_EARLY = ("table_card", "morning_talk", "yesterday_adds", "unanswered", "poster")


def prepare(store: Store, actor: Actor, clock: FixedClock) -> None:
    """Fill the store and work through the morning."""
    clock.set(datetime(2026, 3, 12, 8, 5))
    store.write(lambda session: templates.publish(session, None))
    store.write(lambda session: record(session, None, [*_rows(actor)]))
    clock.set(datetime(2026, 3, 12, 8, 15))
    store.write(lambda session: schedule.generate(session, actor, NOW.date()))
    store.write(lambda session: variables.set_day_value(session, NOW.date(), "早报要点", NEWS))
    for key in DONE_EARLY:
        finish(store, actor, clock, key)
    clock.set(NOW)
    finish(store, actor, clock, "d3", 2)


def finish(store: Store, actor: Actor, clock: FixedClock, key: str, count: int = 99) -> None:
    """Finish the first tasks of a step."""
    with store.session() as session:
        items = today(session, actor, clock.now()).items
    rows = [target.task for item in items if item.key == key for target in item.targets][:count]
    store.write(lambda session: tasks.finish(session, actor, rows, sent=True))


def contact(actor: Actor, name: str, added_at: str, **fields: str | int | None) -> Change:
    values: dict[str, str | int | None] = {"name": name, "owner": actor.staff, "branch": actor.branch}
    return Change("contact", f"c-{name}", {**values, "added_at": added_at, **fields})


def interaction(name: str, kind: str, at: str) -> Change:
    return Change("interaction", f"i-{name}-{kind}", {"contact": f"c-{name}", "kind": kind, "at": at})


def _rows(actor: Actor) -> Iterator[Change]:
    yield Change("staff", actor.staff, {"position": "理财经理"})
    for at, (name, gender) in enumerate(NEW):
        yield contact(actor, name, f"2026-03-09 1{at}:00:00", gender=gender)
    for at, (name, gender) in enumerate(DUE):
        yield contact(actor, name, f"2025-12-01 0{at}:00:00", gender=gender)
        yield interaction(name, "maturity", "2026-03-15 00:00:00")
        yield interaction(name, "chat", "2026-03-02 10:00:00")
    for at in range(21 - len(NEW)):
        yield contact(actor, f"新{at}", f"2026-03-{12 if at < 4 else 10} 0{at % 4}:30:00", do_not_disturb=1)
    for at in range(8):
        yield contact(actor, f"沉默{at}", f"2025-11-0{at + 1} 09:00:00")
    yield contact(actor, "吴秀英", "2025-12-01 09:00:00")
    yield contact(actor, "黄志强", "2025-12-01 09:00:00")
    yield contact(actor, "李秀兰", "2025-12-01 09:00:00", birthday="1964-03-12", do_not_disturb=0)
    yield contact(actor, "郑凯", "2025-12-01 09:00:00", birthday="1988-03-13")
    yield interaction("郑凯", "chat", "2026-01-31 10:00:00")
    for name in ("吴秀英", "黄志强", "李秀兰"):
        yield interaction(name, "chat", "2026-03-05 10:00:00")
    for at, name in enumerate(("吴秀英", "黄志强", "徐丽")):
        yield interaction(name, "replied", f"2026-03-12 10:{16 + at}:00")
    for at, (name, due, title) in enumerate(FOLLOW_UPS):
        values = {"contact": f"c-{name}", "staff": actor.staff, "due_at": due, "title": title}
        yield Change("follow_up", f"f-{at}", values)
    yield from _groups(actor)
    yield from _past(actor)
    # As in the picture: nobody's birthday wishes are a task of their own.
    yield Change("sop_step", templates.step_id("branch_day", "birthday"), {"hidden": 1})


def _groups(actor: Actor) -> Iterator[Change]:
    for name, members, day, spoke in (
        ("城东理财交流群", 196, "2026-03-10", 83),
        ("代发福利群", 143, "2026-03-06", 4),
        ("退休生活群", 119, "2026-03-11", 20),
    ):
        values: dict[str, str | int | None] = {"name": name, "members": members, "owner": actor.staff}
        yield Change("group", f"g-{name}", {**values, "branch": actor.branch})
        yield Change(
            "group_day", f"g-{name}-1", {"group": f"g-{name}", "date": day, "spoke": spoke, "members": members}
        )


def _workdays_before(count: int) -> list[date]:
    calendar, day, found = Workdays(), NOW.date(), []
    while len(found) < count:
        day -= timedelta(days=1)
        if calendar.is_workday(day):
            found.append(day)
    return found[::-1]


def _past(actor: Actor) -> Iterator[Change]:
    """Nine duty days: on the first two something was left over."""
    for at, day in enumerate(_workdays_before(9)):
        for number in range(13):
            values: dict[str, str | int | None] = {"staff": actor.staff, "date": day.isoformat(), "step": f"s{number}"}
            left = at < 2 and number == 0
            yield Change("task", f"t-{day}-{number}", {**values, "done_at": None if left else f"{day} 09:00:00"})
